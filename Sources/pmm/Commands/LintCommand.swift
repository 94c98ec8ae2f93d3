import ArgumentParser
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMLint
import PMMReport

/// `pmm lint PATH...`
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Find what is right for the language and still not good.",
    discussion: """
      EXAMPLES
        pmm lint Definitions
        pmm lint Definitions/wco-pmm --fix
        pmm lint Definitions --diff
        pmm lint Definitions --watch --format concise
      """)

  @Argument(
    help: "Folders or .pmm files; a folder means every module below it.", completion: .file())
  var path: [String]

  @Flag(help: "Apply the safe fixes until nothing changes.")
  var fix = false

  @Flag(help: "Apply also fixes that may change what is computed or collected.")
  var unsafeFixes = false

  @Flag(help: "Print what the fixes would change, and write nothing.")
  var diff = false

  @Option(
    help: ArgumentHelp("Known findings; else that of pmm.toml.", valueName: "file"),
    completion: .file())
  var baseline: String?

  @Flag(help: "Take out of the baseline what is found no longer.")
  var writeBaseline = false

  @Flag(help: "With --write-baseline: also put in what is new.")
  var addToBaseline = false

  @Option(help: ArgumentHelp("The day that expiry dates are held against.", valueName: "day"))
  var today: String?

  @Option(help: "The language of findings: en or fr.", completion: .list(["en", "fr"]))
  var lang = "en"

  @OptionGroup var watching: WatchOptions
  @OptionGroup var report: FindingReport
  @OptionGroup var gate: GateOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    guard ["en", "fr"].contains(lang) else {
      throw Stop.unknown(
        "there is no language `\(visible(lang))`", lang, among: ["en", "fr"], called: "languages")
    }
    let day = try self.day()
    let writes = fix || unsafeFixes || diff || writeBaseline
    guard !(watching.watch && writes) else {
      throw Stop.cannot("`--watch` shows findings; fixes and baselines are written without it")
    }
    if diff { return try showFixes(day) }
    if fix || unsafeFixes { try writeFixes(day) }
    let compiler = try common.compiler()
    try watching.run(path, root: common.root) { try lint(with: compiler, day) }
  }

  private func lint(with compiler: ModuleCompiler, _ day: Day) throws {
    if watching.watch { compiler.startRun() }
    var run = try LintRun(
      path, compiler: compiler, common: common, baseline: baseline,
      beginsBaseline: writeBaseline && addToBaseline, today: day)
    if writeBaseline, run.errors.isEmpty {
      try run.writeBaseline(adding: addToBaseline)
      // What the baseline does not have is still there.
      if addToBaseline { return }
    }
    let (lang, texts) = (lang, Rule.texts(lang))
    func tell(_ finding: Diagnostic) -> Diagnostic { finding.told(in: lang, texts: texts) }
    // In English they are as the rules have told them, and there may be thousands.
    var told = texts.isEmpty ? run.shown : run.shown.map(tell)
    if !run.errors.isEmpty { told = run.errors + told }
    try report.print(
      told, accepted: run.linted.allowed.map { (tell($0.finding.diagnostic), $0.because) },
      in: run.files, color: common.useColor(), texts: texts)
    if report.format == .text, !run.isEmpty { Terminal.error(run.conclusion(lang)) }
    if let exception = run.exception(lang) { Terminal.error(exception) }
    if writeBaseline, !run.errors.isEmpty {
      Terminal.error(
        lang == "fr"
          ? "la liste de référence n’a pas été écrite : les erreurs d’abord"
          : "the baseline was not written: errors come first")
    }
    let fails = gate.fails(told)
    // Nothing follows, so what was found need not be taken apart in memory first.
    if !watching.watch { withExtendedLifetime(run) { Terminal.exit(fails ? 1 : 0) } }
    if fails { throw Stop.findings }
  }

  private func changes(_ day: Day) throws -> LintFixes.Changes {
    if path.contains("-") { throw Stop.cannot("standard input (`-`) has no file to be mended") }
    var settings = RootSettings(common.root)
    let fixes = LintFixes(unsafe: unsafeFixes, compiler: try common.compiler(), today: day)
    let changes = try fixes.changes(try Modules.find(path, stdin: "")) { module, compilation in
      try settings.module(compilation, of: module)
    }
    if settings.findings.isEmpty { return changes }
    // Settings that are wrong are not used, so nothing is mended under them.
    return LintFixes.Changes(errors: settings.findings, broken: settings.files)
  }

  private func showFixes(_ day: Day) throws {
    let changes = try changes(day)
    for (old, new) in changes.files {
      Terminal.print(unifiedDiff(old, new.bytes, color: common.useColor()))
    }
    if !changes.errors.isEmpty {
      try report.print(changes.errors, in: changes.broken, color: common.useColor())
    }
    let applied = changes.applied
    Terminal.error("\(applied) fix\(applied == 1 ? "" : "es") would be applied")
    if applied > 0 || !changes.errors.isEmpty { throw Stop.findings }
  }

  private func writeFixes(_ day: Day) throws {
    let changes = try changes(day)
    let applied = changes.applied
    for (_, new) in changes.files {
      try Files.write(String(decoding: new.bytes, as: UTF8.self), to: new.path)
    }
    if applied > 0 { Terminal.error("\(applied) fix\(applied == 1 ? "" : "es") applied") }
  }

  /// The day that was given, or the one on the clock.
  private func day() throws -> Day {
    guard let today else { return Clock.today }
    guard let day = Day(today) else {
      throw Stop.cannot("`--today` takes a day such as 2027-06-30, not `\(visible(today))`")
    }
    return day
  }
}
