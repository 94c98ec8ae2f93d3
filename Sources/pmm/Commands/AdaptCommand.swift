import ArgumentParser
import PMMCompiler
import PMMDiagnostics
import PMMFormat
import PMMIR
import PMMReport

/// `pmm adapt check|resolve|rebase`
struct AdaptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adapt", abstract: "Validate adaptations, print what they make of their base, move them to another edition.",
    discussion: """
      EXAMPLES
        pmm adapt check Definitions/wco-pmm/adaptations
        pmm adapt resolve Definitions/wco-pmm/adaptations/small_island.pmm > resolved.pmm
        pmm adapt rebase Definitions/wco-pmm/adaptations/small_island.pmm --onto 2.0.0 --check
      """,
    subcommands: [AdaptCheckCommand.self, AdaptResolveCommand.self, AdaptRebaseCommand.self])
}

/// `pmm adapt check PATH...`
struct AdaptCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Does it validate, what does it choose, how far does it compare?",
    discussion: """
      EXAMPLES
        pmm adapt check Definitions/wco-pmm/adaptations
        pmm adapt check arcadia.pmm --base Definitions/wco-pmm/1.0.0
      """)

  @Argument(help: "Adaptations: files, or folders with them.", completion: .file())
  var path: [String]

  @Option(help: "The language of the account.", completion: .list(["en", "fr"]))
  var lang: String?

  @OptionGroup var base: BaseOption
  @OptionGroup var report: FindingReport
  @OptionGroup var gate: GateOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let compiler = try common.compiler(base: base.base)
    var found: [Diagnostic] = []
    var files: [SourceFile] = []
    var accounts: [AdaptationAccount] = []
    for module in try Modules.adaptations(path, stdin: common.stdinFilename) {
      let compilation = try compiler.compile(module)
      found += compilation.diagnostics.map { $0.moved(by: files.count) }
      files += compilation.files
      if let adaptation = compilation.adaptation, let program = compilation.unadapted {
        let sources = compilation.files
        accounts.append(
          AdaptationAccount(adaptation, of: program, language: try program.language(lang)) {
            $0.place(in: sources)
          })
      }
    }
    try report.print(
      found, in: files, color: common.useColor(), more: accounts.map { $0.text() },
      document: adaptationsJSON(found, in: files, accounts))
    if gate.fails(found) { throw Stop.findings }
  }
}

enum ResolvedFormat: String, ExpressibleByArgument, CaseIterable {
  case pmm, ir
}

/// `pmm adapt resolve PATH`
struct AdaptResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Print the framework as this administration has it.",
    discussion: """
      EXAMPLES
        pmm adapt resolve arcadia.pmm
        pmm adapt resolve arcadia.pmm --format ir
      """)

  @Argument(help: "One adaptation: its file, or its folder.", completion: .file())
  var path: String

  @Option(help: "Source text, with where each piece is from; or the compiled form.")
  var format: ResolvedFormat = .pmm

  @OptionGroup var base: BaseOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    let module = try Modules.adaptation(path, stdin: common.stdinFilename)
    let compilation = try common.compiler(base: base.base).compile(module)
    if !compilation.diagnostics.isEmpty {
      Terminal.error(
        TextRenderer(files: compilation.files, color: common.useColor(forError: true))
          .render(compilation.diagnostics))
    }
    guard let form = compilation.compiledForm else { throw Stop.findings }
    let source = SourceFile(path: "resolved.pmm", text: compilation.resolvedSource ?? "")
    let text = String(decoding: PMMFormat.format(source).bytes, as: UTF8.self)
    Terminal.print(format == .ir ? form.pretty() : text)
  }
}

/// Where the base of adaptations is.
struct BaseOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the edition that is adapted; else it is found by name and edition below the root.",
      valueName: "folder"))
  var base: String?
}
