import ArgumentParser
import PMMDiagnostics
import PMMIR
import PMMReport

enum ResultFormat: String, ExpressibleByArgument, CaseIterable {
  case table, csv, json
}

/// `pmm score PATH --data FILE...`
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Score a dataset.",
    discussion: """
      EXAMPLES
        pmm score Definitions/wco-pmm/1.0.0 --data figures.csv
        pmm score Definitions/wco-pmm/1.0.0 --data figures.csv --level kpi
        pmm score Definitions/undp-hdi/2022 --data inputs.csv --wide value

      Results go to standard output: a table on a terminal, CSV otherwise. Findings about the \
      data go to standard error. The status is 1 when a row was refused or a figure is invalid, \
      2 when nothing could be scored.
      """)

  @Argument(help: "An edition's folder, or a framework's with --edition.")
  var path: String

  @OptionGroup var data: DataOptions

  @Option(parsing: .upToNextOption, help: "Only these periods.")
  var period: [String] = []

  @Option(help: ArgumentHelp("Print only these subjects.", valueName: "code"))
  var subject: [String] = []

  @Option(help: "Print only nodes of these levels.")
  var level: [String] = []

  @Option(help: "Print only these nodes.")
  var node: [String] = []

  @Option(help: "Print `confidential` for what is narrower than this level of disclosure.")
  var disclosure: String?

  @Flag(help: "Add the lowest and highest score that missing figures allow.")
  var bounds = false

  @Flag(help: "One column for each node, with its score (`--wide value`: its value).")
  var wide = false

  @Flag(help: .hidden)
  var wideValues = false

  @Option(help: "Significant digits of printed numbers, up to 34, or `exact` for fractions.")
  var digits = "12"

  @Option(help: "What is printed; a table on a terminal, else CSV.")
  var format: ResultFormat?

  @Option(help: ArgumentHelp("Also write a file, as FORMAT=FILE.", valueName: "format=file"))
  var output: [String] = []

  @Option(help: "The language of labels in the table.")
  var lang: String?

  @OptionGroup var gate: GateOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let digits = try readDigits()
    let outputs = try parseOutputs(output, as: ResultFormat.self)
    let scoring = try Scoring(
      path: path, options: data, common: common, periods: period, bounds: bounds)
    let selection = try select(scoring)
    let language = try chooseLanguage(lang, scoring.program)
    let color = common.useColor()

    func render(_ format: ResultFormat, color: Bool) -> String {
      switch format {
      case .json: return resultJSON(scoring.results, selection, digits: digits).pretty()
      case .csv:
        let csv = ResultCSV(scoring.results, selection, digits: digits)
        return wide || wideValues ? csv.wide(wideValues ? .value : .score) : csv.text()
      case .table:
        return ResultTable(
          scoring.results, selection, language: language, width: Terminal.width ?? 100, color: color
        ).text(footer: scoring.account)
      }
    }

    let renderer = TextRenderer(
      files: scoring.files, color: common.useColor(forError: true))
    if !scoring.diagnostics.isEmpty { Terminal.error(renderer.render(scoring.diagnostics)) }
    let chosen =
      format ?? (wide || wideValues || !Terminal.isOutputATerminal ? .csv : .table)
    for (format, file) in outputs { try Files.write(render(format, color: false), to: file) }
    let nothing = scoring.periods.isEmpty || scoring.results.subjectPeriods.isEmpty
    if !nothing { Terminal.print(render(chosen, color: color)) }
    if chosen != .table || nothing { Terminal.error(scoring.account.joined(separator: "\n")) }
    if nothing { throw Stop.cannot("nothing could be scored") }
    if gate.fails(scoring.diagnostics) { throw Stop.findings }
  }

  private func readDigits() throws -> Digits {
    if digits == "exact" { return .exact }
    guard let count = Int(digits), (1...34).contains(count) else {
      throw Stop.cannot("`--digits` takes a number from 1 to 34, or `exact`")
    }
    return .significant(count)
  }

  private func select(_ scoring: Scoring) throws -> ReportSelection {
    let program = scoring.program
    var selection = ReportSelection(periods: Set(scoring.periods))
    if !subject.isEmpty { selection.subjects = Set(try subject.map(scoring.subject)) }
    if !node.isEmpty { selection.nodes = Set(try node.map(scoring.node)) }
    if !level.isEmpty {
      let known = program.head.levels + ["result", "framework"]
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

/// A language that the framework has; its first if none is asked for.
func chooseLanguage(_ asked: String?, _ program: Program) throws -> String {
  guard let asked else { return program.head.languages[0] }
  guard program.head.languages.contains(asked) else {
    throw Stop.unknown(
      "the framework has no language `\(visible(asked))`", asked, among: program.head.languages,
      called: "languages")
  }
  return asked
}
