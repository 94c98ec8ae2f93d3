import ArgumentParser
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMDiff
import PMMIR
import PMMReport

enum ChangeFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, markdown, sarif, github, gitlab, junit
}

enum EffectGate: String, ExpressibleByArgument, CaseIterable {
  case comparability, collection, adaptations, any

  /// The effects that fail the run.
  var effects: Effects {
    switch self {
    case .comparability: .comparability
    case .collection: .collection
    case .adaptations: .adaptations
    case .any: .breaking
    }
  }
}

/// `pmm diff OLD NEW`
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Say what changed in meaning, and what that breaks.",
    discussion: """
      EXAMPLES
        pmm diff Definitions/wco-pmm/1.0.0 Definitions/wco-pmm/2.0.0
        pmm diff main:Definitions/wco-pmm/2.0.0 Definitions/wco-pmm/2.0.0 --format markdown
        pmm diff OLD NEW --data figures.csv --adaptation Definitions/wco-pmm/adaptations

      OLD and NEW are folders, files, or revisions of git, REV:PATH; OLD is then taken where NEW \
      left it. The status is 1 when the edition number is too low for the changes, or a change \
      that nobody accepted has an effect that --fail-on names.
      """)

  @Argument(help: "The edition before: a folder, a file, or REV:PATH.", completion: .file())
  var old: String

  @Argument(help: "The edition after.", completion: .file())
  var new: String

  @Option(help: "What is printed.")
  var format: ChangeFormat = .text

  @Option(
    help: ArgumentHelp("Also write a file, as FORMAT=FILE.", valueName: "format=file"),
    completion: .list(ChangeFormat.allCases.map { $0.rawValue + "=" }))
  var output: [String] = []

  @Option(
    help: "A change that breaks this fails the run, whatever the edition number says.")
  var failOn: EffectGate?

  @Option(
    help: ArgumentHelp(
      "Records of what is accepted; else accepted.toml beside the new edition.", valueName: "file"))
  var accept: [String] = []

  @Option(help: ArgumentHelp("The day on which records must hold; else today.", valueName: "day"))
  var today: String?

  @OptionGroup var data: ImpactOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let outputs = try parseOutputs(output, as: ChangeFormat.self)
    let day = try day()
    let (before, after) = try EditionPair.read(old, new, common: common)
    var diff = ProgramDiff(before.program, after.program)
    diff.findWitnesses()
    let adapted = try AdaptationImpact(data.adaptation, before, after, diff, common: common)
    let changes = diff.changes + adapted.changes
    let compared = before.files + after.files + adapted.files
    var (records, files) = try acceptances(first: compared.count)
    files = compared + files
    var accepted: [String: Acceptance] = [:]
    for index in records.indices {
      accepted.merge(records[index].effective(for: changes, today: day)) { first, _ in first }
    }
    let policy = VersionPolicy(diff, accepted: Set(accepted.keys), shift: before.files.count)

    var report = ChangeReport(before.side, after.side(extra: adapted.files), changes)
    report.policy = policy
    report.accepted = accepted
    report.impact = try data.impact(diff, before, common: common)
    let gate = failOn?.effects ?? (policy.isViolated ? .breaking : [])
    let failing = changes.filter {
      !$0.effects.isDisjoint(with: gate) && accepted[$0.fingerprint] == nil
    }
    report.failing = failing.map(\.fingerprint)

    let findings = records.flatMap(\.findings) + policy.findings
    func set(onlyBreaking: Bool = false) -> FindingSet {
      let (open, accepted) = report.findings(onlyBreaking: onlyBreaking)
      // Tools mark lines of the work tree: they know no `REV:PATH`.
      let inTree = files.map { EditionPair.inWorkTree($0, of: [old, new]) }
      return FindingReport.set(open + findings, accepted: accepted, in: inTree, command: "diff")
    }
    func text(_ format: ChangeFormat) -> String {
      switch format {
      case .text: report.text()
      case .json: report.json().pretty()
      case .markdown: report.markdown()
      case .sarif: set().sarif.pretty()
      // Annotations stand between the lines of a change, and few are shown.
      case .github: set(onlyBreaking: true).githubAnnotations
      case .gitlab: set().gitlabCodeQuality.pretty()
      case .junit: set().junit
      }
    }
    for (format, file) in outputs { try Files.write(text(format), to: file) }
    Terminal.print(text(format))
    if format == .github || outputs.contains(where: { $0.0 == .github }) {
      try FindingReport.summarize(report.markdown())
    }
    if !findings.isEmpty {
      Terminal.error(
        TextRenderer(files: files, color: common.useColor(forError: true)).render(findings))
    }
    let isFailing = failOn != nil && !failing.isEmpty
    if isFailing || findings.contains(where: { $0.severity == .error }) { throw Stop.findings }
  }

  /// The records of `--accept`, or those beside the new edition.
  private func acceptances(first: Int) throws -> ([AcceptanceFile], [SourceFile]) {
    let beside = Modules.isFolder(new) ? Modules.join(new, "accepted.toml") : ""
    let paths = accept.isEmpty ? (Modules.exists(beside) ? [beside] : []) : accept
    let files = try paths.map { path in
      let data = try Modules.load(path)
      return SourceFile(path: data.path, content: data.content)
    }
    return (files.enumerated().map { AcceptanceFile($1, file: first + $0) }, files)
  }

  private func day() throws -> String {
    guard let today else { return Terminal.today }
    guard isDay(today) else {
      throw Stop.cannot("`\(visible(today))` is no day, which is written 2027-12-31")
    }
    return today
  }
}
