import ArgumentParser
import PMMCompiler
import PMMDiagnostics
import PMMFormat
import PMMIR
import PMMSyntax

/// `pmm new KIND NAME`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Add a sheet or an adaptation in the right place.",
    discussion: """
      EXAMPLES
        pmm new outcome quick_release Definitions/wco-pmm/1.0.0 --in trade_facilitation
        pmm new kpi release_time Definitions/wco-pmm/1.0.0 --in quick_release
        pmm new adaptation highlands Definitions/wco-pmm/1.0.0 --for XH
      """)

  @ArgumentParser.Argument(
    help: "A level of the framework such as kpi or outcome, or adaptation.", completion: .list(["kpi", "outcome", "adaptation"]))
  var kind: String

  @ArgumentParser.Argument(help: "Its name.")
  var name: String

  @ArgumentParser.Argument(help: "The edition's folder.", completion: .file())
  var path = "."

  @Option(name: .customLong("in"), help: "The node above it.")
  var parent: String?

  @Option(name: .customLong("for"), help: "The code of the administration that adapts.")
  var code: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    try InitCommand.checkName(name)
    let compiler = try common.compiler()
    let modules = try Modules.find([path], stdin: "")
    guard modules.count == 1 else {
      throw Stop.cannot(
        "`\(visible(path))` holds \(modules.count) modules; name the folder of one edition")
    }
    let compilation = try compiler.compile(modules[0])
    guard let program = compilation.program, program.adaptation == nil else {
      if compilation.catalogue != nil { throw Stop.cannot("`\(visible(path))` is a catalogue") }
      throw Stop.cannot(
        "`\(visible(path))` is no framework without errors; `pmm check` says what is wrong")
    }
    let change =
      kind == "adaptation"
      ? try adaptation(of: program, modules[0]) : try sheet(of: program, compilation, modules[0])
    // What is added must check, together with all that is there.
    let after = try compiler.compile(change.module)
    if after.hasErrors {
      Terminal.error(
        TextRenderer(files: after.files, color: common.useColor(forError: true)).render(
          after.diagnostics.filter { $0.severity == .error }))
      throw Stop.cannot("with `\(name)` the framework would not check; nothing was written")
    }
    if change.isNew {
      try Files.create(change.text, at: change.path)
    } else {
      try Files.write(change.text, to: change.path)
    }
    Terminal.print(change.path)
    Terminal.error("`\(name)` was added; what begins with TO DO is yours to write")
  }

  /// A file as it will be, and the module with it.
  private struct Change {
    var path: String
    var text: String
    var isNew: Bool
    var module: ModuleFiles
  }

  // MARK: Sheets

  private func sheet(
    of program: Program, _ compilation: Compilation, _ module: ModuleFiles
  ) throws -> Change {
    let levels = program.head.levels
    guard let level = levels.firstIndex(of: kind) else {
      throw Stop.unknown(
        "the framework has no level `\(visible(kind))`", kind, among: levels + ["adaptation"],
        called: "kinds")
    }
    let names = program.nodes.map(\.name) + program.inputs.map(\.name)
    if names.contains(name) { throw Stop.cannot("`\(name)` is declared already") }
    let above = program.nodes.filter { node in
      levels.firstIndex(of: node.level).map { $0 < level } ?? false
    }.map(\.name)
    if let parent {
      guard above.contains(parent) else {
        throw Stop.unknown(
          "no node above the level \(kind) is called `\(visible(parent))`", parent, among: above,
          called: "nodes")
      }
    } else if level > 0, !above.isEmpty {
      throw Stop.unknown(
        "a \(kind) of this framework stands in another node; name it with --in", "", among: above,
        called: "nodes")
    }
    let text = stub(program, isLowest: level == levels.count - 1)
    let place = place(compilation, program)
    if let file = place.file {
      let joined = String(decoding: file.bytes, as: UTF8.self)
      let whole = joined + (joined.hasSuffix("\n") ? "\n" : "\n\n") + text
      return Change(
        path: file.path, text: whole, isNew: false, module: module.replacing(file.path, whole))
    }
    let path = place.path
    if Modules.exists(path) { throw Stop.cannot("`\(visible(path))` is there already") }
    return Change(path: path, text: text, isNew: true, module: module.replacing(path, text))
  }

  /// Where it belongs: beside the sheets of its level and parent. If each of them has a file of its own,
  /// so has this one, with a name like theirs; else it stands at the end of theirs, or of its parent's.
  private func place(
    _ compilation: Compilation, _ program: Program
  ) -> (file: SourceFile?, path: String) {
    var own: [(name: String, file: SourceFile)] = []
    var head = compilation.trees[0].file
    var parentFile: SourceFile?
    for tree in compilation.trees {
      if tree.head != nil { head = tree.file }
      for declaration in tree.declarations {
        guard case .sheet(let sheet) = declaration.kind else { continue }
        if sheet.name.text == parent { parentFile = tree.file }
        if declaration.keyword.text == kind, sheet.parent?.text == parent {
          own.append((sheet.name.text, tree.file))
        }
      }
    }
    let stems = own.map { $0.file.path.fileStem }
    if let last = own.last, let stem = stems.last, stem.hasSuffix(last.name),
      zip(own, stems).allSatisfy({ $1.hasSuffix($0.name) })
    {
      // `trade_facilitation_7_efficient_transit` is followed by `trade_facilitation_8_…`.
      var start = String(stem.dropLast(last.name.count))
      if let number = start.split(separator: "_").last.flatMap({ Int($0) }) {
        start = start.replacing("_\(number)_", with: "_\(number + 1)_")
      }
      return (nil, Modules.join(last.file.path.folder, "\(start)\(name).pmm"))
    }
    return (own.last?.file ?? parentFile ?? head, "")
  }

  private func stub(_ program: Program, isLowest: Bool) -> String {
    let others = program.head.languages.dropFirst()
    let title = name.split(separator: "_").joined(separator: " ").firstUppercased
    func inLanguages(_ word: String, _ text: String) -> String {
      others.map { "    \(word) \($0) \"TO DO: \(text)\"\n" }.joined()
    }
    var text = "\(kind) \(name) \"\(title)\"\(parent.map { " in \($0)" } ?? "") {\n"
    text += inLanguages("title", title)
    text += "    definition \"TO DO: what it measures, of what, and when.\"\n"
    text += inLanguages("definition", "what it measures, of what, and when.")
    if isLowest {
      text += "    purpose \"TO DO: why it is measured.\"\n"
      text += inLanguages("purpose", "why it is measured.")
      text += "    better none\n    reported number\n    score none\n"
      text += "    origin proposed \"TO DO: whose proposal it is\"\n\n"
      text += "    example \"as reported\" { \(name) = 1 } gives 1\n}\n"
    } else {
      text += "    combine none // A heading, until something below it has a score.\n"
      text += "    origin proposed \"TO DO: whose proposal it is\"\n}\n"
    }
    return laidOut(text)
  }

  private func laidOut(_ text: String) -> String {
    String(decoding: format(SourceFile(path: name, text: text)).bytes, as: UTF8.self)
  }

  // MARK: Adaptations

  private func adaptation(of program: Program, _ module: ModuleFiles) throws -> Change {
    guard let code else {
      throw Stop.cannot("an adaptation is for an administration; give its code with --for")
    }
    let path = Modules.join(
      Modules.join(module.folder.folder, "adaptations"), "\(name).pmm")
    if Modules.exists(path) { throw Stop.cannot("`\(visible(path))` is there already") }
    let head =
      "adaptation \(name) of \(program.head.name) \(program.head.edition) "
      + "\"sha256:\(contentHash(program))\" for \"\(code)\" {\n"
    let text = laidOut(
      """
      // TO DO: who adapts, and why. Choices are written as
      //     omit NODE because "…"
      //     use NODE.OPTION because "…"
      //     set PARAMETER = 30 day because "…"

      \(head)}

      """)
    let file = SourceFile(path: path, text: text)
    return Change(
      path: path, text: text, isNew: true,
      module: ModuleFiles(folder: module.folder, files: [file]))
  }
}

extension ModuleFiles {
  fileprivate func replacing(_ path: String, _ text: String) -> ModuleFiles {
    var result = self
    result.files.removeAll { $0.path == path }
    result.files.append(SourceFile(path: path, text: text))
    return result
  }
}

extension String {
  /// The folder that a path stands in.
  fileprivate var folder: String {
    let path = hasSuffix("/") ? String(dropLast()) : self
    guard let slash = path.lastIndex(of: "/") else { return path == "." ? ".." : "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  fileprivate var fileStem: String {
    let name = split(separator: "/").last.map(String.init) ?? self
    return name.hasSuffix(".pmm") ? String(name.dropLast(4)) : name
  }

  fileprivate var firstUppercased: String { prefix(1).uppercased() + dropFirst() }
}
