import ArgumentParser
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import PMMReport

enum AccountFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// `pmm adapt rebase PATH --onto EDITION`
struct AdaptRebaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebase", abstract: "Move an adaptation to another edition of its base.",
    discussion: """
      EXAMPLES
        pmm adapt rebase arcadia.pmm --onto 2.0.0 --check
        pmm adapt rebase arcadia.pmm --onto 2.0.0 --in-place
        pmm adapt rebase arcadia.pmm --onto 2.0.0 --output arcadia-2.pmm --data figures.csv

      Standard output has the new text, unless it is written elsewhere; then it has the account. What \
      has to be decided stays in its place below a remark that begins with DECIDE, and the status is 1.
      """)

  @Argument(help: "One adaptation: its file, or its folder.", completion: .file())
  var path: String

  @Option(
    help: ArgumentHelp("The edition to move to: its number, or its folder.", valueName: "edition"))
  var onto: String

  @Flag(help: "Write nothing; only say what would become of it.")
  var check = false

  @Flag(help: "Write the files over those that are there.")
  var inPlace = false

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write the new text to this file; for several files, into this folder.", valueName: "path"))
  var output: String?

  @Option(help: "The account, in lines or as JSON; JSON has the new text too.")
  var format: AccountFormat = .text

  @Option(help: "The language of the account.", completion: .list(["en", "fr"]))
  var lang: String?

  @OptionGroup var effect: RebaseData
  @OptionGroup var base: BaseOption
  @OptionGroup var gate: GateOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    if [check, inPlace, output != nil].filter(\.self).count > 1 {
      throw Stop.cannot("`--check`, `--in-place` and `--output` exclude each other: give one of them")
    }
    let module = try Modules.adaptation(path, stdin: common.stdinFilename)
    let (old, new) = try bases(of: module)
    let rebased = rebase(module.files, from: old, onto: new)
    guard let adaptation = rebased.before.adaptations.first else {
      print(rebased, nil)
      throw Stop.findings
    }
    var account = RebaseAccount(
      adaptation, rebased.choices, rebased.freedoms, from: old.program, to: new.program,
      language: try new.program.language(lang))
    account.decisions = rebased.files.reduce(0) {
      $0 + $1.text.split(separator: "// DECIDE (", omittingEmptySubsequences: false).count - 1
    }
    if !effect.data.isEmpty {
      account.effect = try effect.measured(rebased, adaptation, onto: new, common: common)
    }
    try write(rebased.files, over: module)
    print(rebased, account)
    if gate.fails(rebased.diagnostics) { throw Stop.findings }
  }

  // MARK: The two editions

  private func bases(of module: ModuleFiles) throws -> (old: AdaptationBase, new: AdaptationBase) {
    guard let (framework, edition, _) = adaptedEdition(module.files) else {
      throw Stop.cannot("`\(visible(path))` is no adaptation")
    }
    let known = try common.compiler(base: base.base).bases(of: module, called: framework)
    let found = known.frameworks.filter {
      $0.identity?.name == framework && $0.identity?.edition == edition
    }
    guard found.count == 1, let old = AdaptationBase(found[0]) else {
      // What `adapt check` says of it.
      let compilation = try common.compiler(base: base.base).compile(module)
      Terminal.error(
        TextRenderer(files: compilation.files, color: common.useColor(forError: true))
          .render(compilation.diagnostics))
      throw Stop.findings
    }
    let next = try target(module, framework, after: edition)
    guard let new = AdaptationBase(next) else {
      Terminal.error(
        TextRenderer(files: next.files, color: common.useColor(forError: true))
          .render(next.diagnostics))
      throw Stop.cannot("edition \(next.identity?.edition ?? visible(onto)) has errors")
    }
    guard !Editions.isBefore(new.program.head.edition, edition) else {
      throw Stop.cannot(
        "`\(visible(path))` is of \(framework) \(edition) already, and \(new.program.head.edition) "
          + "is before that; a rebase goes to what comes after")
    }
    return (old, new)
  }

  private func target(
    _ module: ModuleFiles, _ framework: String, after edition: String
  ) throws -> Compilation {
    let compiler = try common.compiler()
    if Modules.exists(onto) {
      let found = try Modules.one(
        onto, edition: [], compiler: compiler, stdin: common.stdinFilename)
      guard let identity = found.identity, identity.kind == .framework, identity.name == framework
      else { throw Stop.cannot("`\(visible(onto))` is no edition of \(framework)") }
      return found
    }
    let shelf = try compiler.bases(of: module, called: framework)
    let found = shelf.frameworks.filter { $0.identity?.edition == onto }
    guard let only = found.first, found.count == 1 else {
      let all = Set(shelf.frameworks.compactMap { $0.identity?.edition }).sorted()
      let later = all.filter { Editions.isBefore(edition, $0) }
      let editions = later.isEmpty ? all : later
      let place = shelf.root.map { " below `\($0)`" } ?? ""
      throw Stop.unknown(
        found.count > 1
          ? "\(found.count) folders\(place) are \(framework) \(visible(onto)); name one of them"
          : "there is no edition \(visible(onto)) of \(framework)\(place)",
        onto, among: editions, called: "editions")
    }
    return only
  }

  // MARK: Output

  private func write(_ files: [SourceFile], over module: ModuleFiles) throws {
    if inPlace {
      guard path != "-" else { throw Stop.cannot("standard input cannot be written over") }
      for file in files { try Files.write(file.text, to: file.path) }
    } else if let output {
      let isFolder = Modules.isFolder(output)
      if files.count > 1, !isFolder {
        throw Stop.cannot("`--output` takes an existing folder for an adaptation of several files")
      }
      for file in files {
        let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        try Files.write(file.text, to: isFolder ? Modules.join(output, name) : output)
      }
    } else if !check, files.count > 1, format == .text {
      throw Stop.cannot(
        "`\(visible(path))` is \(files.count) files; say `--in-place`, or `--output` and a folder")
    }
  }

  /// Prints the account where the new text is not, and that where nothing else is.
  private func print(_ rebased: Rebase, _ account: RebaseAccount?) {
    if format == .json {
      Terminal.print(
        rebaseJSON(
          rebased.diagnostics, in: rebased.sources, account,
          files: rebased.files.map { ($0.path, $0.text) }
        ).pretty())
      return
    }
    let hasText = !check && !inPlace && output == nil && account != nil
    let renderer = TextRenderer(
      files: rebased.sources, color: common.useColor(forError: hasText))
    let findings = renderer.render(rebased.diagnostics.map { $0.told(in: "en") })
    let lines = findings + (account.map { $0.text() + "\n" } ?? "")
    if hasText {
      Terminal.error(lines)
      Terminal.print(rebased.files.map(\.text).joined())
    } else {
      Terminal.print(lines)
    }
  }
}

/// The member's data, to which both editions are applied.
struct RebaseData: ParsableArguments {
  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp(
      "Data of the member: what the move does to its scores.", valueName: "file"))
  var data: [String] = []

  @Option(help: ArgumentHelp("What foreign headers mean (CSV: column,means).", valueName: "file"))
  var columns: String?

  @Option(help: ArgumentHelp("Attributes of subjects (CSV).", valueName: "file"))
  var subjects: String?

  @Option(parsing: .upToNextOption, help: "Only these periods.")
  var period: [String] = []

  /// The adaptation under its old base beside what is left of it under the new one.
  func measured(
    _ rebased: Rebase, _ adaptation: Adaptation, onto new: AdaptationBase, common: CommonOptions
  ) throws -> RebaseEffect {
    let files = try data.map { try Modules.load($0, name: common.stdinFilename) }
    let columns = try columns.map { try Modules.load($0) }
    let subjects = try subjects.map { try Modules.load($0) }
    func scored(_ program: Program, _ choices: Adaptation?) throws -> (Results, ReadReport) {
      var options = ReadOptions()
      options.takesFormerNames = true
      let report = readData(
        files, columns: columns, subjects: subjects, for: program, options: options,
        firstFileIndex: 0)
      let dataset = PMMIR.validate(report.dataset, against: program).0
      guard let subject = dataset.index(ofSubject: adaptation.subject) else {
        throw Stop.unknown(
          "the data has no \(program.head.subject) `\(visible(adaptation.subject))`", adaptation.subject,
          among: dataset.subjects, called: "\(program.head.subject) codes")
      }
      var evaluation = EvaluationOptions()
      evaluation.adaptations[subject] = choices
      return (evaluate(program, dataset, evaluation), report)
    }
    let (before, report) = try scored(rebased.before.program ?? new.program, adaptation)
    let after = try scored(rebased.program ?? new.program, rebased.after).0
    let refused = report.diagnostics.filter { $0.severity == .error }
    if !refused.isEmpty {
      Terminal.error(
        TextRenderer(files: report.files, color: common.useColor(forError: true))
          .render(refused.map { $0.told(in: "en") }))
    }
    let all = Set(before.dataset.periods)
    let wanted = try period.map { text in
      guard let period = Period(text, kind: new.program.head.period), all.contains(period) else {
        throw Stop.unknown(
          "the data has no period \(visible(text))", text,
          among: all.sorted().map(\.description), called: "periods")
      }
      return period
    }
    return RebaseEffect(
      of: adaptation.subject, from: before, to: after, periods: wanted.isEmpty ? all : Set(wanted))
  }
}
