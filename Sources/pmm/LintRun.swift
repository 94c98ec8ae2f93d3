import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMLint
import Synchronization

/// The modules of some paths, linted under the settings of their roots.
struct LintRun {
  /// Files of all modules, then those of settings and baselines.
  private(set) var files: [SourceFile] = []
  /// Errors of definitions, which keep their modules from being linted, and of settings, which keep all.
  private(set) var errors: [Diagnostic] = []
  /// Findings that are not known already.
  private(set) var shown: [Diagnostic] = []
  private(set) var known: [Diagnostic] = []
  private(set) var linted = Linted()
  /// Those that are linted, and those that have errors.
  private var modules: [ModuleFiles] = []
  private var broken: [ModuleFiles] = []
  private var names: Set<String>?
  private var settings: RootSettings
  private var baselineFile: String?
  private var baseline: Baseline?

  /// `beginsBaseline` says that the file of the baseline need not be there yet.
  init(
    _ paths: [String], compiler: ModuleCompiler, common: CommonOptions, baseline: String?,
    beginsBaseline: Bool, today: Day
  ) throws {
    settings = RootSettings(common.root)
    var (lintModules, others): ([LintModule], [LintModule]) = ([], [])
    let found = try Modules.find(paths, stdin: common.stdinFilename)
    Memory.prepare(for: found)
    for module in found {
      let early = Mutex<EarlyFindings?>(nil)
      let compilation = try compiler.compile(module) { trees in
        early.withLock { $0 = EarlyFindings(trees) }
      }
      var linted = try settings.module(compilation, of: module)
      linted.early = early.withLock(\.self)
      if compilation.hasErrors {
        broken.append(module)
        others.append(linted)
      } else {
        modules.append(module)
        lintModules.append(linted)
      }
    }
    files = lintModules.flatMap(\.compilation.files)
    for module in others {
      errors += module.compilation.diagnostics.filter { $0.severity == .error }.map {
        $0.moved(by: files.count)
      }
      files += module.compilation.files
    }
    let ownFiles = files.count
    files += settings.files
    var refused = settings.findings
    if !beginsBaseline, baseline == nil { refused += settings.missingBaselines }
    errors += refused.map { $0.moved(by: ownFiles) }
    if refused.isEmpty, let file = baseline ?? settings.baseline {
      refused = try readBaseline(file, begins: beginsBaseline)
      errors += refused
    }
    guard refused.isEmpty else {
      modules = []
      return
    }
    // Only with the whole root is it known what would be found between modules.
    let isRoot = paths.contains { settings.isRoot($0) }
    let isWhole = isRoot && broken.isEmpty
    linted = lint(lintModules, today: today, isWhole: isWhole)
    if !isWhole { names = Set(lintModules.map(\.name)) }
    if let baseline = self.baseline {
      (shown, known) = baseline.hiding(linted.findings, in: names)
    } else {
      shown = linted.diagnostics
    }
    if isRoot {
      shown += settings.unusedPaths(lintModules + others).map { $0.moved(by: ownFiles) }
    }
  }

  /// Gives what is wrong with it.
  private mutating func readBaseline(_ path: String, begins: Bool) throws -> [Diagnostic] {
    baselineFile = path
    guard Modules.exists(path) else {
      if begins { return [] }
      throw Stop.cannot(
        "there is no baseline `\(visible(path))`; `--write-baseline --add-to-baseline` begins one")
    }
    let data = try Modules.load(path)
    let source = SourceFile(path: path, content: data.content)
    let (read, findings) = Baseline.read(source, file: files.count)
    files.append(source)
    baseline = read
    return findings
  }

  /// Writes what remains of the baseline, and with `adding` also what is new; what was taken out of it is no
  /// finding any more.
  mutating func writeBaseline(adding: Bool) throws {
    guard let path = baselineFile else {
      throw Stop.cannot("no baseline is named, by `--baseline` or in pmm.toml")
    }
    try Files.write(
      (baseline ?? Baseline()).written(after: linted.findings, in: names, adding: adding), to: path)
    shown.removeAll(where: Baseline.isStale)
    Terminal.error("`\(visible(path))` is written")
  }

  /// Whether nothing was linted.
  var isEmpty: Bool { modules.isEmpty }

  /// Which modules were not linted, if some were not.
  func exception(_ language: String) -> String? {
    let isFrench = language == "fr"
    if modules.isEmpty {
      return isFrench
        ? "rien n’a été examiné : les erreurs d’abord" : "nothing was linted: errors come first"
    }
    if broken.isEmpty { return nil }
    let names = broken.map { visible($0.folder) }.joined(separator: ", ")
    return isFrench
      ? "non examinés, car ils ont des erreurs : \(names)"
      : "not linted, as they have errors: \(names)"
  }

  /// What was looked at and found, in one line.
  func conclusion(_ language: String) -> String {
    let isFrench = language == "fr"
    // French counts none and one alike; each of these words has its plural in -s.
    func count(_ number: Int, _ word: String) -> String {
      "\(number) \(word)" + (number == 1 || isFrench && number == 0 ? "" : "s")
    }
    let files = modules.reduce(0) { $0 + $1.files.count }
    var text = count(modules.count, "module") + ", " + count(files, isFrench ? "fichier" : "file")
    text += isFrench ? " : " : ": "
    if shown.isEmpty {
      text += isFrench ? "aucun constat" : "no findings"
    } else {
      let words = Rule.texts(language)
      text += Severity.allCases.reversed().compactMap { severity in
        let number = shown.count { $0.severity == severity }
        return number == 0 ? nil : count(number, words[severity.rawValue] ?? severity.rawValue)
      }.joined(separator: ", ")
    }
    if !linted.allowed.isEmpty {
      text += isFrench ? " ; \(linted.allowed.count) admis" : "; \(linted.allowed.count) allowed"
    }
    if !known.isEmpty {
      text +=
        isFrench
        ? " ; \(known.count) dans la liste de référence" : "; \(known.count) in the baseline"
    }
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
    guard let (root, settings) = try settings(above: module) else { return LintModule(compilation) }
    return LintModule(
      compilation, settings: settings,
      paths: compilation.files.map { Modules.path($0.path, below: root) })
  }

  /// The root of a module and its settings, which are read with it.
  @discardableResult
  mutating func settings(above module: ModuleFiles) throws -> (root: String, settings: Settings)? {
    guard let root = root ?? Modules.root(above: module.folder) else { return nil }
    return (root, try settings(of: root))
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

  /// A finding for each baseline that is named and not there.
  var missingBaselines: [Diagnostic] {
    known.sorted { $0.key < $1.key }.compactMap { root, settings in
      settings.missingBaseline { Modules.exists(Modules.join(root, $0)) }
    }
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
