import ArgumentParser
import PMMDiagnostics
import PMMDiff
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

  @Argument(help: "An edition's folder, or a framework's with --edition.", completion: .file())
  var path: String

  @OptionGroup var data: DataOptions
  @OptionGroup var adapted: AdaptationOptions

  @Option(parsing: .upToNextOption, help: "Only these periods.")
  var period: [String] = []

  @OptionGroup var selection: SelectionOptions

  @Flag(help: "Show also the warnings about subjects and periods that are not printed.")
  var allWarnings = false

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

  @Option(
    help: ArgumentHelp("Also write a file, as FORMAT=FILE.", valueName: "format=file"),
    completion: .list(ResultFormat.allCases.map { $0.rawValue + "=" }))
  var output: [String] = []

  @Option(help: "The language of labels in the table.", completion: .list(["en", "fr"]))
  var lang: String?

  @OptionGroup var gate: GateOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let digits = try readDigits()
    if wide || wideValues, let format, format != .csv {
      throw Stop.cannot("`--wide` is a form of CSV; `--format \(format.rawValue)` has no such form")
    }
    let outputs = try parseOutputs(output, as: ResultFormat.self)
    let scoring = try Scoring(
      path: path, options: data, adaptations: adapted.adaptation, common: common,
      periods: period, bounds: bounds)
    Memory.keep(scoring)
    let language = try scoring.runs[0].language(lang)
    let color = common.useColor()
    let printed = scoring.runs.filter { !$0.periods.isEmpty }
    let printer = ResultPrinter(
      parts: try printed.enumerated().map { index, run in
        var selection = try selection.resolved(in: run, of: scoring.runs)
        selection.latestOnly = period.isEmpty && !data.allPeriods && !data.restate
        if data.restate, index > 0 {
          let before = printed[index - 1].program
          selection.brokenSeries = ProgramDiff(before, run.program).nodesWithOtherFigures
        }
        return (run.results, selection)
      },
      places: printed.map { run in { run.place($0) } },
      digits: digits, language: language, wide: wideValues ? .value : wide ? .score : nil)
    let findings = scoring.findings(
      about: allWarnings ? nil : (selection.subject, scoring.wanted), language: language,
      color: common.useColor(forError: true))
    if !findings.isEmpty { Terminal.error(findings) }
    let chosen =
      format ?? (wide || wideValues || !Terminal.isOutputATerminal ? .csv : .table)
    // Printing asks exact arithmetic too, which a report of the engine below a table counts.
    if data.engineReport, chosen == .table, !scoring.isEmpty {
      _ = try printer.text(chosen, color: false, footer: [])
    }
    let account = scoring.account(language: language)
    for (format, file) in outputs {
      try Files.write(
        try printer.text(format, color: false, footer: account), to: file)
    }
    if !scoring.isEmpty {
      try printer.print(chosen, color: color, footer: account)
    }
    if chosen != .table || scoring.isEmpty {
      // Printing has asked exact arithmetic too.
      let account = data.engineReport ? scoring.account(language: language) : account
      Terminal.error(account.joined(separator: "\n"))
    }
    if scoring.isEmpty { throw Stop.cannot("nothing could be scored") }
    if gate.fails(scoring.diagnostics) { throw Stop.findings }
  }

  private func readDigits() throws -> Digits {
    if digits == "exact" { return .exact }
    guard let count = Int(digits), (1...34).contains(count) else {
      throw Stop.cannot("`--digits` takes a number from 1 to 34, or `exact`")
    }
    return .significant(count)
  }
}
