import ArgumentParser
import PMMDiagnostics
import PMMIR
import PMMReport

/// What of the results is printed; everything is computed.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Print only these subjects.", valueName: "code"))
  var subject: [String] = []

  @Option(help: "Print only nodes of these levels.")
  var level: [String] = []

  @Option(help: "Print only these nodes.")
  var node: [String] = []

  @Option(help: "Print `confidential` for what is narrower than this level of disclosure.")
  var disclosure: String?

  /// For one edition of a run; a node or level of another edition is nothing here.
  func resolved(in scoring: EditionRun, of all: [EditionRun]) throws -> ReportSelection {
    var selection = ReportSelection(periods: Set(scoring.periods))
    if !subject.isEmpty { selection.subjects = Set(try subject.map(scoring.subject)) }
    if !node.isEmpty {
      let here = node.filter { name in
        scoring.program.node(named: name) != nil
          || !all.contains { $0.program.node(named: name) != nil }
      }
      selection.nodes = Set(
        try here.flatMap { name in
          _ = try scoring.node(name)
          return scoring.program.nodes(named: name)
        })
    }
    if !level.isEmpty {
      let known = scoring.program.head.levels + ["result", "framework"]
      for word in level where !known.contains(word) {
        throw Stop.unknown(
          "there is no level `\(visible(word))`", word, among: known, called: "levels")
      }
      selection.levels = Set(level)
    }
    selection.disclosure = try disclosure.map(scoring.disclosure)
    return selection
  }
}
