import ArgumentParser
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMReport

/// `pmm check PATH...`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check names, types, units and clauses.",
    discussion: """
      EXAMPLES
        pmm check Definitions
        pmm check Definitions/wco-pmm/1.0.0 --summary
      """)

  @Argument(
    help: "Folders or .pmm files; a folder means every module below it.", completion: .file())
  var path: [String]

  @Flag(help: "Count nodes, languages and origins.")
  var summary = false

  @OptionGroup var watching: WatchOptions
  @OptionGroup var report: FindingReport
  @OptionGroup var gate: GateOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let compiler = try common.compiler()
    try watching.run(path, root: common.root) { try check(with: compiler) }
  }

  private func check(with compiler: ModuleCompiler) throws {
    if watching.watch { compiler.startRun() }
    let modules = try Modules.find(path, stdin: common.stdinFilename)
    if !watching.watch { Memory.prepare(for: modules) }
    var found: [Diagnostic] = []
    var files: [SourceFile] = []
    var summaries: [String] = []
    var folders: [String: String] = [:]
    var settings = RootSettings(common.root)
    for module in modules {
      let compilation = try compiler.compile(module)
      found += compilation.diagnostics.map { $0.moved(by: files.count) }
      try settings.settings(above: module)
      if let identity = compilation.identity, identity.kind != .adaptation,
        !identity.edition.isEmpty
      {
        // They are found by name and edition, so two would make the order of folders decide.
        let name = "\(identity.name) \(identity.edition)"
        if let other = folders[name] {
          throw Stop.cannot("`\(name)` stands in two folders: \(other) and \(module.folder)")
        }
        folders[name] = module.folder
      }
      files += compilation.files
      if summary, let text = compilation.summary {
        summaries.append(visible(module.folder) + "\n" + text)
      }
    }
    found += settings.findings.map { $0.moved(by: files.count) }
    files += settings.files
    try report.print(found, in: files, color: common.useColor(), more: summaries)
    if report.format == .text { Terminal.error(conclusion(modules, found)) }
    if gate.fails(found) { throw Stop.findings }
  }

  private func conclusion(_ modules: [ModuleFiles], _ all: [Diagnostic]) -> String {
    func count(_ number: Int, _ word: String) -> String {
      "\(number) \(word)\(number == 1 ? "" : "s")"
    }
    let each = all.flatMap(\.all)
    let errors = each.filter { $0.severity == .error }.count
    let warnings = each.filter { $0.severity == .warning }.count
    let files = modules.reduce(0) { $0 + $1.files.count }
    let scope = "\(count(modules.count, "module")), \(count(files, "file"))"
    if errors + warnings == 0 { return "\(scope): no errors" }
    return "\(scope): \(count(errors, "error")), \(count(warnings, "warning"))"
  }
}

extension Compilation {
  /// What the module has, in a few lines; nil if it has errors.
  fileprivate var summary: String? {
    program.map { Summary($0).text() } ?? catalogue.map { Summary($0).text() }
  }
}
