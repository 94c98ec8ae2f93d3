import ArgumentParser
import PMMDiagnostics
import PMMIR
import PMMReport

enum ExplainFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// `pmm explain PATH NODE --data FILE... --subject S --period P`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why a figure is what it is.",
    discussion: """
      EXAMPLES
        pmm explain Definitions/wco-pmm/1.0.0 wco_pmm --data figures.csv --subject XA
        pmm explain framework.pmm paperless_trade --data figures.csv --subject XA --lang fr
        pmm explain framework.pmm electronic_declarations --data figures.csv --subject XA --depth 0
      """)

  @Argument(help: "An edition's folder.", completion: .file())
  var path: String

  @Argument(help: "A KPI, an outcome, a dimension, a result, or the framework itself.")
  var node: String

  @OptionGroup var data: DataOptions
  @OptionGroup var adapted: AdaptationOptions

  @Option(help: ArgumentHelp("The administration.", valueName: "code"))
  var subject: String?

  @Option(help: "The period.")
  var period: String?

  @Option(help: "A cell of the breakdown, such as `import`.")
  var cell: String?

  @Option(help: "How many levels below the node are explained in turn; 0 is the node alone. All.")
  var depth: Int?

  @Option(help: "Withhold what is narrower than this level of disclosure.")
  var disclosure: String?

  @Option(help: "The language of titles and phrases.", completion: .list(["en", "fr"]))
  var lang: String?

  @Option(help: "What is printed.")
  var format: ExplainFormat = .text

  @OptionGroup var common: CommonOptions

  func run() throws {
    if let depth, depth < 0 { throw Stop.cannot("`--depth` takes 0 or more") }
    let scoring = try Scoring(
      path: path, options: data, adaptations: adapted.adaptation, common: common,
      periods: period.map { [$0] } ?? [], bounds: true)
    // A name that no edition has is the mistake to tell first.
    if !scoring.runs.contains(where: { $0.program.node(named: node) != nil }),
      let last = scoring.runs.last
    {
      _ = try chooseNode(last)
    }
    let when = try choosePeriod(scoring)
    let run = scoring.run(for: when)
    let who = try chooseSubject(run)
    let index = try chooseNode(run, of: run.results.dataset.subjects[who])
    guard run.results.subjectPeriods.contains(.init(subject: who, period: when)) else {
      throw Stop.cannot("there is no row to score for this subject and period")
    }
    let language = try run.language(lang)
    let level = try disclosure.map(run.disclosure)
    guard
      let explanation = explain(
        run.results, node: index, subject: who, period: when, cell: try chooseCell(run, index),
        language: language, disclosure: level, depth: depth ?? run.program.nodes.count,
        place: run.place)
    else { throw Stop.cannot("there is no row to score for this subject and period") }
    switch format {
    case .text: Terminal.print(explanation.text(language: language, width: Terminal.width ?? 100))
    case .json: Terminal.print(explanation.json.pretty())
    }
    let errors = scoring.diagnostics.filter { $0.severity == .error }.count
    if errors > 0 {
      Terminal.error(
        "\(errors) \(errors == 1 ? "error" : "errors") in the data; `pmm score` shows \(errors == 1 ? "it" : "them")"
      )
    }
  }

  /// The node of the name; an input is answered with the nodes that read it.
  private func chooseNode(_ run: EditionRun, of subject: String = "") throws -> Int {
    let program = run.program
    if let node = program.node(named: node, of: subject) { return node }
    if let bracket = node.firstIndex(of: "["), program.node(named: String(node[..<bracket])) != nil
    {
      let cell = node[node.index(after: bracket)...].filter { $0 != "]" }
      throw Stop.cannot(
        "a cell is named by an option: `\(visible(String(node[..<bracket]))) --cell \(visible(cell))`"
      )
    }
    let name = String(node.prefix { $0 != "[" })
    guard let input = program.input(named: name) else { return try run.node(node) }
    let readers = program.nodes.indices.filter { program.reads(input: input, node: $0) }
    let names = readers.map { program.nodes[$0].name }
    let some = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    throw Stop.cannot(
      "`\(visible(name))` is an input, a figure that is reported and not computed; "
        + (names.isEmpty ? "no node reads it" : "explain a node that reads it: \(some)"))
  }

  private func chooseSubject(_ run: EditionRun) throws -> Int {
    if let subject { return try run.subject(subject) }
    let all = run.results.dataset.subjects
    guard all.count == 1 else {
      throw Stop.cannot(
        "say whose figure, with --subject; the data has \(all.prefix(12).joined(separator: ", "))"
          + (all.count > 12 ? ", …" : ""))
    }
    return 0
  }

  /// The period asked for, else the only one that is scored for the subject.
  private func choosePeriod(_ scoring: Scoring) throws -> Period {
    var candidates: Set<Period> = []
    for run in scoring.runs {
      let who = try subject.map(run.subject)
      let own = run.results.subjectPeriods.filter { who == nil || $0.subject == who }
      candidates.formUnion(own.map(\.period).filter(run.periods.contains))
    }
    if let only = candidates.first, candidates.count == 1 { return only }
    if candidates.isEmpty {
      throw Stop.cannot("there is no row to score for this subject and period")
    }
    throw Stop.cannot(
      "say which period, with --period: "
        + candidates.sorted().map(\.description).joined(separator: ", "))
  }

  private func chooseCell(_ run: EditionRun, _ node: Int) throws -> Cell? {
    guard let cell else { return nil }
    let cells = run.results.cells(of: node)
    let names = cells.map { run.program.description(of: $0) }
    guard let index = names.firstIndex(of: cell) else {
      throw Stop.unknown(
        "`\(self.node)` has no cell `\(visible(cell))`", cell, among: names.filter { !$0.isEmpty },
        called: "cells")
    }
    return cells[index]
  }
}
