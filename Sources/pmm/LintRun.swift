import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMLint

/// The modules of some paths, linted under the settings of their roots.
struct LintRun {
  /// Files of all modules, then those of settings and baselines.
  private(set) var files: [SourceFile] = []
  /// What stands in the way of linting: errors of definitions and settings.
  private(set) var errors: [Diagnostic] = []
  /// Findings that are not known already.
  private(set) var shown: [Diagnostic] = []
  private(set) var known: [Diagnostic] = []
  private(set) var linted = Linted()
  private let modules: [ModuleFiles]
  private var lintModules: [LintModule] = []
  private var settings: RootSettings
  private var baselineFile: String?
  private var baseline: Baseline?

  init(
    _ paths: [String], compiler: ModuleCompiler, common: CommonOptions, baseline: String?, today: Day
  ) throws {
    settings = RootSettings(common.root)
    modules = try Modules.find(paths, stdin: common.stdinFilename)
    let compilations = try modules.map { try compiler.compile($0) }
    for compilation in compilations {
      errors += compilation.diagnostics.filter { $0.severity == .error }.map {
        $0.moved(by: files.count)
      }
      files += compilation.files
    }
    for (module, compilation) in zip(modules, compilations) {
      lintModules.append(try settings.module(compilation, of: module))
    }
    errors += settings.findings.map { $0.moved(by: files.count) }
    let ownFiles = files.count
    files += settings.files
    guard errors.isEmpty else { return }
    if let file = baseline ?? settings.baseline { try readBaseline(file) }
    guard errors.isEmpty else { return }
    // Only with the whole root is it known what would be found between modules.
    let isWhole = paths.contains { settings.isRoot($0) }
    linted = lint(lintModules, today: today, isWhole: isWhole)
    (shown, known) = (self.baseline ?? Baseline()).hiding(linted.findings)
    if isWhole {
      shown += settings.unusedPaths(lintModules).map { $0.moved(by: ownFiles) }
    }
  }

  private mutating func readBaseline(_ path: String) throws {
    baselineFile = path
    guard Modules.exists(path) else { return }
    let data = try Modules.load(path)
    let source = SourceFile(path: path, content: data.content)
    let (read, findings) = Baseline.read(source, file: files.count)
    files.append(source)
    errors += findings
    baseline = read
  }

  /// Writes what remains of the baseline, and with `adding` also what is new.
  func writeBaseline(adding: Bool) throws {
    guard let path = baselineFile else {
      throw Stop.cannot("no baseline is named, by `--baseline` or in pmm.toml")
    }
    try Files.write((baseline ?? Baseline()).written(after: linted.findings, adding: adding), to: path)
    Terminal.error("`\(visible(path))` is written")
  }

  var conclusion: String {
    func count(_ number: Int, _ word: String) -> String {
      "\(number) \(word)\(number == 1 ? "" : "s")"
    }
    let files = modules.reduce(0) { $0 + $1.files.count }
    var text = "\(count(modules.count, "module")), \(count(files, "file")): "
    if shown.isEmpty {
      text += "no findings"
    } else {
      text += Severity.allCases.reversed().compactMap { severity in
        let number = shown.filter { $0.severity == severity }.count
        return number == 0 ? nil : count(number, severity.rawValue)
      }.joined(separator: ", ")
    }
    if !linted.allowed.isEmpty { text += "; \(linted.allowed.count) allowed" }
    if !known.isEmpty { text += "; \(known.count) in the baseline" }
    return text
  }
}

/// The settings of every root of a run, each read once.
struct RootSettings {
  private let root: String?
  private var known: [String: Settings] = [:]
  /// Locations of findings count in these.
  private(set) var files: [SourceFile] = []
  private(set) var findings: [Diagnostic] = []

  init(_ root: String?) { self.root = root }

  mutating func module(_ compilation: Compilation, of module: ModuleFiles) throws -> LintModule {
    guard let root = root ?? Modules.root(above: module.folder) else {
      return LintModule(compilation)
    }
    return LintModule(
      compilation, settings: try settings(of: root),
      paths: compilation.files.map { Modules.path($0.path, below: root) })
  }

  private mutating func settings(of root: String) throws -> Settings {
    if let settings = known[root] { return settings }
    let path = Modules.join(root, "pmm.toml")
    guard Modules.exists(path) else {
      known[root] = Settings()
      return Settings()
    }
    let source = SourceFile(path: path, content: try Modules.load(path).content)
    let (settings, findings) = readSettings(source, file: files.count)
    files.append(source)
    self.findings += findings
    known[root] = settings
    return settings
  }

  /// The baseline that the settings name.
  var baseline: String? {
    known.sorted { $0.key < $1.key }.lazy.compactMap { root, settings in
      settings.baseline.map { Modules.join(root, $0) }
    }.first
  }

  func isRoot(_ path: String) -> Bool { known.keys.contains { Modules.isSame($0, path) } }

  func unusedPaths(_ modules: [LintModule]) -> [Diagnostic] {
    let paths = modules.flatMap(\.paths)
    return known.sorted { $0.key < $1.key }.flatMap { $0.value.unusedPaths(paths) }
  }
}
