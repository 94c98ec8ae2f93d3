import ArgumentParser
import PMMData
import PMMDiagnostics
import PMMIR
import PMMReport
import PMMSensitivity

enum StudyFormat: String, ExpressibleByArgument, CaseIterable {
  case table, csv, effects, removals, json
}

/// `pmm sensitivity PATH --data FILE... --study FILE`
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Rescore with drawn assumptions: how far do scores and ranks depend on them?",
    discussion: """
      EXAMPLES
        pmm sensitivity Definitions/wco-pmm/1.0.0 --data figures.csv --study study.toml
        pmm sensitivity Definitions/asem/2018 --data inputs.csv --study study.toml --format csv
        pmm sensitivity PATH --data inputs.csv --study study.toml --output effects=effects.csv

      A study draws weights, score noise, forms of combining, alternatives, lines for what is \
      missing, and nodes left out; the documentation of commands has its keys. Results go to \
      standard output: a table on a terminal, CSV otherwise.
      """)

  @Argument(help: "An edition's folder, or a framework's.", completion: .file())
  var path: String

  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp("What is drawn, and how often (TOML).", valueName: "file"),
    completion: .file())
  var study: String

  @Option(help: "The period that is rescored; else the study's, else the only one.")
  var period: String?

  @Option(
    help: """
      What is printed: a table (on a terminal); CSV of intervals (else), of effects, or of leaves \
      left out; or JSON with all.
      """)
  var format: StudyFormat?

  @Option(help: ArgumentHelp("Also write a file, as FORMAT=FILE.", valueName: "format=file"))
  var output: [String] = []

  @Option(help: "How many cores work; all without it. No result depends on it.")
  var cores: Int?

  @Option(help: "The language of the table.", completion: .list(["en", "fr"]))
  var lang: String?

  @OptionGroup var gate: GateOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    if let cores, cores < 1 { throw Stop.cannot("`--cores` takes a number from 1") }
    guard data.adaptation.isEmpty else {
      throw Stop.cannot("a study rescores one framework; it takes no `--adaptation`")
    }
    let outputs = try parseOutputs(output, as: StudyFormat.self)
    let scoring = try Scoring(
      path: path, options: data, common: common, periods: period.map { [$0] } ?? [],
      besides: [study])
    let findings = scoring.findings(color: common.useColor(forError: true))
    if !findings.isEmpty { Terminal.error(findings) }
    let loaded = try Modules.load(study, name: common.stdinFilename)
    let source = SourceFile(path: loaded.path, bytes: loaded.bytes)
    // The edition is chosen by the period, which the study may name.
    let first = try read(source, for: scoring.runs[scoring.runs.count - 1])
    let chosen = try chosenPeriod(first.period, scoring)
    let run = scoring.run(for: chosen)
    let study = scoring.runs.count > 1 ? try read(source, for: run) : first
    let language = try run.language(lang)
    let result = try rescored(study, run, chosen, source)
    func text(_ format: StudyFormat, footer: [String] = []) -> String {
      switch format {
      case .table:
        SensitivityReport(result, language: language, width: Terminal.width ?? 100).text(
          footer: footer)
      case .csv: result.csv(.intervals)
      case .effects: result.csv(.effects)
      case .removals: result.csv(.removals)
      case .json: result.json.pretty()
      }
    }
    for (format, file) in outputs { try Files.write(text(format), to: file) }
    let printed = format ?? (Terminal.isOutputATerminal ? .table : .csv)
    let account = scoring.account(language: language)
    Terminal.print(text(printed, footer: account))
    if printed != .table { Terminal.error(account.joined(separator: "\n")) }
    if gate.fails(scoring.diagnostics) { throw Stop.findings }
  }

  private func read(_ source: SourceFile, for run: EditionRun) throws -> Study {
    let (study, findings) = readStudy(source, file: run.files.count, for: run.program)
    guard let study else {
      report(findings, run, source)
      throw Stop.cannot("the study has mistakes, so nothing is rescored")
    }
    return study
  }

  private func report(_ findings: [Diagnostic], _ run: EditionRun, _ source: SourceFile) {
    let renderer = TextRenderer(
      files: run.files + [source], color: common.useColor(forError: true))
    Terminal.error(renderer.render(findings))
  }

  /// The period of the command line, of the study, or the only one that is scored.
  private func chosenPeriod(_ written: String?, _ scoring: Scoring) throws -> Period {
    let scored = Set(scoring.runs.flatMap(\.periods)).sorted()
    guard let text = period ?? written else {
      if scored.count == 1 { return scored[0] }
      guard !scored.isEmpty else { throw Stop.cannot("nothing could be scored") }
      throw Stop.cannot(
        "the data has several periods; choose one with `--period` or `period` in the study: "
          + scored.map(\.description).joined(separator: ", "))
    }
    guard let found = scored.first(where: { $0.description == text }) else {
      throw Stop.unknown(
        "no period `\(visible(text))` is scored", text, among: scored.map(\.description),
        called: "periods")
    }
    return found
  }

  private func rescored(
    _ study: Study, _ run: EditionRun, _ period: Period, _ source: SourceFile
  ) throws -> Sensitivity {
    let bar = ProgressBar(total: study.runs)
    let (result, findings) = sensitivity(
      study, of: run.plainResults, period: period,
      evaluated: run.evaluated,
      performer: Cores.performer(cores), progress: { bar.advance(by: $0) })
    bar.finish()
    guard let result else {
      report(findings, run, source)
      throw Stop.cannot("the study cannot be run on this framework")
    }
    return result
  }
}
