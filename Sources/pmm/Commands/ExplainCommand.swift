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
      """)

  @Argument(help: "An edition's folder.")
  var path: String

  @Argument(help: "A KPI, an outcome, a dimension, a result, or the framework itself.")
  var node: String

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("The administration.", valueName: "code"))
  var subject: String?

  @Option(help: "The period.")
  var period: String?

  @Option(help: "A cell of the breakdown, such as `import`.")
  var cell: String?

  @Option(help: "How many levels below the node are explained in turn.")
  var depth = 1

  @Option(help: "Withhold what is narrower than this level of disclosure.")
  var disclosure: String?

  @Option(help: "The language of titles and phrases.")
  var lang: String?

  @Option(help: "What is printed.")
  var format: ExplainFormat = .text

  @OptionGroup var common: CommonOptions

  func run() throws {
    let scoring = try Scoring(
      path: path, options: data, common: common, periods: period.map { [$0] } ?? [], bounds: true)
    let index = try scoring.node(node)
    let who = try chooseSubject(scoring)
    let when = try choosePeriod(scoring, who)
    let language = try scoring.language(lang)
    let level = try disclosure.map(scoring.disclosure)
    guard
      let explanation = explain(
        scoring.results, node: index, subject: who, period: when,
        cell: try chooseCell(scoring, index),
        language: language, disclosure: level, depth: max(1, depth), place: scoring.place)
    else {
      throw Stop.cannot(
        "`\(node)` is a heading and has no figure; explain one of its parts")
    }
    switch format {
    case .text: Terminal.print(explanation.text(language: language, width: Terminal.width ?? 100))
    case .json: Terminal.print(explanation.json.pretty())
    }
    let errors = scoring.diagnostics.filter { $0.severity == .error }.count
    if errors > 0 {
      Terminal.error("\(errors) errors in the data; `pmm score` shows them")
    }
  }

  private func chooseSubject(_ scoring: Scoring) throws -> Int {
    if let subject { return try scoring.subject(subject) }
    let all = scoring.results.dataset.subjects
    guard all.count == 1 else {
      throw Stop.cannot(
        "say whose figure, with --subject; the data has \(all.prefix(12).joined(separator: ", "))"
          + (all.count > 12 ? ", …" : ""))
    }
    return 0
  }

  private func choosePeriod(_ scoring: Scoring, _ subject: Int) throws -> Period {
    let own = Set(
      scoring.results.subjectPeriods.filter { $0.subject == subject }.map(\.period))
    let candidates = scoring.periods.filter { own.contains($0) }
    if candidates.count == 1 { return candidates[0] }
    if candidates.isEmpty {
      throw Stop.cannot("there is no row to score for this subject and period")
    }
    throw Stop.cannot(
      "say which period, with --period: \(candidates.map(\.description).joined(separator: ", "))")
  }

  private func chooseCell(_ scoring: Scoring, _ node: Int) throws -> Cell? {
    guard let cell else { return nil }
    let cells = scoring.results.cells(of: node)
    let names = cells.map { scoring.program.description(of: $0) }
    guard let index = names.firstIndex(of: cell) else {
      throw Stop.unknown(
        "`\(self.node)` has no cell `\(visible(cell))`", cell, among: names.filter { !$0.isEmpty },
        called: "cells")
    }
    return cells[index]
  }
}
