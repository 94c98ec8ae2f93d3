import ArgumentParser
import PMMCompiler
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
  // Read to be refused: everyone's rules are those of one plan.
  @OptionGroup(visibility: .hidden) var adapted: AdaptationOptions

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

  @Flag(help: "Show also the warnings about figures of other subjects and periods.")
  var allWarnings = false

  @OptionGroup var gate: GateOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    if let cores, cores < 1 { throw Stop.cannot("`--cores` takes a number from 1") }
    guard adapted.adaptation.isEmpty else {
      throw Stop.cannot(
        "a study rescores everyone by the same rules, so `pmm sensitivity` takes no `--adaptation`; "
          + "`--use` chooses alternatives for all, and `use` in a study draws them")
    }
    let outputs = try parseOutputs(output, as: StudyFormat.self)
    let loaded = try Modules.load(study, name: common.stdinFilename)
    let source = SourceFile(path: loaded.path, bytes: loaded.bytes)
    let asked = period ?? writtenPeriod(ofStudy: source)
    let scoring = try Scoring(
      path: path, options: data, common: common, periods: asked.map { [$0] } ?? [],
      besides: [study]
    ) { try check(source, asked, $0) }
    let chosen = try chosenPeriod(scoring)
    let run = scoring.run(for: chosen)
    let language = try run.language(lang)
    let printed = format ?? (Terminal.isOutputATerminal ? .table : .csv)
    let formats = outputs.map(\.0) + [printed]
    let (result, warnings) = try rescored(source, run, chosen, formats) {
      let findings = scoring.findings(
        about: allWarnings ? nil : ([], [chosen]), color: common.useColor(forError: true))
      if !findings.isEmpty { Terminal.error(findings) }
    }
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
    let account = scoring.account(language: language)
    Terminal.print(text(printed, footer: account))
    if printed != .table { Terminal.error(account.joined(separator: "\n")) }
    if gate.fails(warnings + scoring.diagnostics) { throw Stop.findings }
  }

  /// A study with mistakes is told so before any data is read. Which edition it is about may follow
  /// from the data only: then it must be right for one of them.
  private func check(_ source: SourceFile, _ asked: String?, _ editions: Editions) throws {
    let kind = editions.candidates[0].program.head.period
    let owner = asked.flatMap { Period($0, kind: kind) }.flatMap { period in
      editions.candidates.indices.last { editions.applies($0, to: period) }
    }
    var mistakes: (findings: [Diagnostic], files: [SourceFile])?
    for index in owner.map({ [$0] }) ?? editions.candidates.indices.reversed() {
      let candidate = editions.candidates[index]
      let files = candidate.compilation.files
      let (study, findings) = readStudy(
        source, file: files.count, for: candidate.program, using: data.alternatives)
      if study != nil { return }
      if mistakes == nil { mistakes = (findings, files + [source]) }
    }
    if let mistakes { report(mistakes.findings, mistakes.files) }
    throw Stop.cannot("the study has mistakes, so nothing is rescored")
  }

  private func report(_ findings: [Diagnostic], _ files: [SourceFile]) {
    guard !findings.isEmpty else { return }
    let renderer = TextRenderer(files: files, color: common.useColor(forError: true))
    Terminal.error(renderer.render(findings))
  }

  /// The period of the command line or of the study, else the only one that is scored.
  private func chosenPeriod(_ scoring: Scoring) throws -> Period {
    if let wanted = scoring.wanted.first { return wanted }
    let scored = Set(scoring.runs.flatMap(\.periods)).sorted()
    if scored.count == 1 { return scored[0] }
    guard !scored.isEmpty else { throw Stop.cannot("nothing could be scored") }
    throw Stop.cannot(
      "the data has several periods; choose one with `--period` or `period` in the study: "
        + scored.map(\.description).joined(separator: ", "))
  }

  /// What the study finds, and its warnings. What is wrong with it is told before what is wrong with
  /// the data.
  private func rescored(
    _ source: SourceFile, _ run: EditionRun, _ period: Period, _ formats: [StudyFormat],
    tellOfData: () -> Void
  ) throws -> (Sensitivity, warnings: [Diagnostic]) {
    let files = run.files + [source]
    let (found, warnings) = readStudy(
      source, file: run.files.count, for: run.program, using: data.alternatives)
    report(warnings, files)
    guard let study = found else {
      tellOfData()
      throw Stop.cannot("the study has mistakes, so nothing is rescored")
    }
    if !study.effects, formats.contains(.effects) {
      throw Stop.cannot(
        "there are no effects to print: of one draw they are computed where the study says "
          + "`effects = true`, of several unless it says `effects = false`")
    }
    if !study.leaveOneOut, formats.contains(.removals) {
      throw Stop.cannot("there are no removals to print: the study says `leave_one_out = false`")
    }
    let bar = ProgressBar(total: study.runs)
    let (result, findings) = sensitivity(
      study, of: run.plainResults, period: period, evaluated: run.evaluated,
      performer: Cores.performer(cores), begins: bar.begin, ready: tellOfData,
      progress: { bar.advance(by: $0) })
    bar.finish()
    guard let result else {
      report(findings, files)
      tellOfData()
      throw Stop.cannot("the study cannot be run on this framework")
    }
    return (result, warnings)
  }
}
