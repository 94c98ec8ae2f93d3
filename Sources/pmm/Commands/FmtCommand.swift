import ArgumentParser
import PMMCompiler
import PMMDiagnostics
import PMMFormat
import PMMIR

/// `pmm fmt PATH...`
struct FmtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Lay files out in the one style.",
    discussion: """
      EXAMPLES
        pmm fmt Definitions
        pmm fmt --check Definitions
        pmm fmt --diff Definitions/wco-pmm/1.0.0/units.pmm
        pmm fmt - < figures.pmm
      """)

  @Argument(
    help: "Folders or .pmm files, laid out in place; `-` is standard input.", completion: .file())
  var path: [String]

  @Flag(help: "Write nothing; each file that is laid out otherwise is an error.")
  var check = false

  @Flag(help: "Write nothing; print what would change.")
  var diff = false

  @Option(
    help: ArgumentHelp(
      "Lay out only declarations with lines from FIRST to LAST of one file.",
      valueName: "first:last"))
  var range: [String] = []

  @Option(help: ArgumentHelp("The width that lines keep to.", valueName: "columns"))
  var width = standardWidth

  @OptionGroup var report: FindingReport
  @OptionGroup var common: CommonOptions

  func run() throws {
    guard (40...1000).contains(width) else { throw Stop.cannot("`--width` is from 40 to 1000") }
    let ranges = try range.map(Self.lineRange)
    let modules = try chosenModules()
    let chosen = modules.flatMap { $0.chosen }.count
    if !ranges.isEmpty, chosen != 1 { throw Stop.cannot("`--range` takes one file") }

    var files: [SourceFile] = []
    var findings: [Diagnostic] = []
    var changed = 0
    var text = ""
    var laidOut: [UInt8] = []
    var settings = RootSettings(common.root)
    for module in modules {
      try settings.settings(above: module.module)
      var formatted = module.module.files
      var old: [SourceFile] = []
      for index in module.chosen {
        let file = module.module.files[index]
        let result = format(
          file, index: files.count, width: width, lines: ranges.isEmpty ? nil : ranges)
        findings += result.diagnostics
        files.append(file)
        if path == ["-"], !check, !diff { laidOut = result.bytes }
        guard result.bytes != file.bytes else { continue }
        changed += 1
        formatted[index] = SourceFile(path: file.path, bytes: result.bytes)
        old.append(file)
        if check || diff {
          findings.append(
            DiagnosticCode.difference(of: file, from: result.bytes, index: files.count - 1))
        }
        if diff { text += unifiedDiff(file, result.bytes, color: common.useColor()) }
      }
      guard !old.isEmpty, !check, !diff, path != ["-"] else { continue }
      if try !sameMeaning(module.module, formatted) {
        let first = files.count - module.chosen.count
        findings.append(
          Diagnostic(
            .layoutNotKept, at: Location(file: first, span: Span(0, 0)), ["what": "the module is"]))
        changed -= old.count
        continue
      }
      for index in module.chosen where formatted[index].bytes != module.module.files[index].bytes {
        try Files.write(formatted[index].bytes, to: formatted[index].path)
      }
    }

    // None of them bears on the layout, but a mistake there is told wherever the root is looked at.
    let laidOutFiles = files.count
    findings += settings.findings.map { $0.moved(by: laidOutFiles) }
    files += settings.files
    if path == ["-"], !check, !diff {
      return try finish(laidOut, findings, in: files)
    }
    try finish(findings, in: files, text: text, scope: laidOutFiles, changed: changed)
  }

  /// Standard input, laid out, goes to standard output, and so what is wrong with it does not. What could
  /// not be read stands there byte for byte.
  private func finish(
    _ bytes: [UInt8], _ findings: [Diagnostic], in files: [SourceFile]
  ) throws {
    Terminal.write(bytes)
    guard findings.contains(where: { $0.code != .notFormatted }) else { return }
    Terminal.error(
      TextRenderer(files: files, color: common.useColor(forError: true)).render(findings))
    throw Stop(status: 2, message: nil)
  }

  private func finish(
    _ findings: [Diagnostic], in files: [SourceFile], text: String, scope: Int, changed: Int
  ) throws {
    let isBroken = findings.contains { $0.code != .notFormatted }
    if diff, !text.isEmpty { Terminal.print(text) }
    let shown = diff ? findings.filter { $0.code != .notFormatted } : findings
    try report.print(shown, in: files, color: common.useColor())
    if report.format == .text { Terminal.error(conclusion(scope, changed)) }
    if isBroken { throw Stop(status: 2, message: nil) }
    if (check || diff) && changed > 0 { throw Stop.findings }
  }

  private func conclusion(_ files: Int, _ changed: Int) -> String {
    let scope = "\(files) file\(files == 1 ? "" : "s")"
    let what = check || diff ? "to be laid out" : "laid out"
    return changed == 0 ? "\(scope): nothing to lay out" : "\(scope): \(changed) \(what)"
  }

  // MARK: What is laid out

  /// A module, and which of its files the paths name.
  private struct Chosen {
    var module: ModuleFiles
    var chosen: [Int]
  }

  private func chosenModules() throws -> [Chosen] {
    var found: [Chosen] = []
    for path in path {
      let modules = try Modules.find([path], stdin: common.stdinFilename)
      let isWhole = path == "-" || Modules.isFolder(path)
      for module in modules {
        let chosen = module.files.indices.filter {
          isWhole || Modules.realPath(module.files[$0].path) == Modules.realPath(path)
        }
        let key = Modules.realPath(module.files[0].path)
        if let known = found.firstIndex(where: {
          Modules.realPath($0.module.files[0].path) == key
        }) {
          found[known].chosen = Set(found[known].chosen + chosen).sorted()
        } else {
          found.append(Chosen(module: module, chosen: chosen))
        }
      }
    }
    return found
  }

  private static func lineRange(_ text: String) throws -> ClosedRange<Int> {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let first = parts[0], let last = parts[1], first >= 1, first <= last
    else { throw Stop.cannot("`--range` takes FIRST:LAST, lines counted from 1, as in 10:25") }
    return first...last
  }

  /// Whether a module has one content hash in both layouts. One that does not compile has none; its
  /// tokens have been compared already.
  private func sameMeaning(_ module: ModuleFiles, _ files: [SourceFile]) throws -> Bool {
    let compiler = try common.compiler()
    func hash(_ files: [SourceFile]) throws -> String? {
      let compilation = try compiler.compile(ModuleFiles(folder: module.folder, files: files))
      return compilation.program.map { contentHash($0) }
        ?? compilation.catalogue.map { contentHash($0) }
    }
    return try hash(module.files) == hash(files)
  }
}
