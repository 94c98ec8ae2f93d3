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

  func resolved(in scoring: Scoring) throws -> ReportSelection {
    var selection = ReportSelection(periods: Set(scoring.periods))
    if !subject.isEmpty { selection.subjects = Set(try subject.map(scoring.subject)) }
    if !node.isEmpty { selection.nodes = Set(try node.map(scoring.node)) }
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
