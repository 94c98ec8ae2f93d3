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
        pmm score Definitions/wco-pmm/1.0.0 --data figures.csv --level kpi --format csv
        pmm score Definitions/undp-hdi/2022 --data inputs.csv --wide

      Results go to standard output: a table on a terminal, CSV otherwise. Findings about the data
      go to standard error. The status is 1 when a row was refused or a figure is invalid, 2 when
      nothing could be scored.
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

  @Option(help: "What is printed: table, csv or json.")
  var format: ResultFormat?

  @Option(help: ArgumentHelp("Also write a file, as FORMAT=FILE.", valueName: "format=file"))
  var output: [String] = []

  @Option(help: "The language of labels in the table.")
  var lang: String?

  func run() throws {
    let digits = try readDigits()
    let scoring = try Scoring(path: path, options: data, periods: period, bounds: bounds)
    let selection = try select(scoring)
    let language = try chooseLanguage(lang, scoring.program)
    let color = data.findings.useColor()

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

    let files = try output.map(parseOutput)
    let renderer = TextRenderer(
      files: scoring.files, color: data.findings.useColor(forError: true))
    if !scoring.diagnostics.isEmpty { Terminal.error(renderer.render(scoring.diagnostics)) }
    let chosen =
      format ?? (wide || wideValues || !Terminal.isOutputATerminal ? .csv : .table)
    for (format, file) in files { try Files.write(render(format, color: false), to: file) }
    let nothing = scoring.periods.isEmpty || scoring.results.subjectPeriods.isEmpty
    if !nothing { Terminal.print(render(chosen, color: color)) }
    if chosen != .table || nothing { Terminal.error(scoring.account.joined(separator: "\n")) }
    if nothing { throw Stop.cannot("nothing could be scored") }
    if data.findings.fails(scoring.diagnostics) { throw Stop.findings }
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
        var text = "there is no level `\(visible(word))`"
        if let nearest = nearestName(to: word, in: known) { text += "; did you mean `\(nearest)`?" }
        throw Stop.cannot(text)
      }
      selection.levels = Set(level)
    }
    if let disclosure {
      guard let index = program.head.disclosure.firstIndex(of: disclosure) else {
        throw Stop.cannot(
          "there is no disclosure level `\(visible(disclosure))`; the framework has "
            + (program.head.disclosure.isEmpty
              ? "none" : program.head.disclosure.joined(separator: ", ")))
      }
      selection.disclosure = index
    }
    return selection
  }

  private func parseOutput(_ text: String) throws -> (ResultFormat, String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = ResultFormat(rawValue: parts[0]) else {
      throw Stop.cannot("`--output` takes FORMAT=FILE, with table, csv or json")
    }
    return (format, parts[1])
  }
}

/// A language that the framework has; its first if none is asked for.
func chooseLanguage(_ asked: String?, _ program: Program) throws -> String {
  guard let asked else { return program.head.languages[0] }
  guard program.head.languages.contains(asked) else {
    throw Stop.cannot(
      "the framework has no language `\(visible(asked))`; it has "
        + program.head.languages.joined(separator: ", "))
  }
  return asked
}
