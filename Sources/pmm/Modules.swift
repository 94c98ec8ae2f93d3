import FoundationEssentials
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR

/// One module on disk: a folder's `.pmm` files and those of its sub-folders without a head.
struct ModuleFiles {
  /// As the user gave it, or below that.
  var folder: String
  var files: [SourceFile]
}

/// Finds and reads the modules that paths mean.
enum Modules {
  /// Every module below a folder; for a file, the module it belongs to.
  static func find(_ paths: [String]) throws -> [ModuleFiles] {
    var found: [ModuleFiles] = []
    for path in paths {
      if path == "-" {
        let data = try load("-")
        found.append(
          ModuleFiles(folder: "<stdin>", files: [SourceFile(path: data.path, bytes: data.bytes)]))
        continue
      }
      var isFolder = false
      guard exists(path, isFolder: &isFolder) else {
        throw Stop.cannot("there is no file or folder `\(visible(path))`")
      }
      let modules = isFolder ? try below(path) : [try module(ofFile: path)]
      if modules.isEmpty { throw Stop.cannot("no .pmm file below `\(visible(path))`") }
      for module in modules where !found.contains(where: { $0.files.first?.path == module.files.first?.path }) {
        found.append(module)
      }
    }
    return found
  }

  /// The one module that scoring needs: an edition's folder, or a framework's with `edition`.
  static func framework(_ path: String, edition: [String]) throws -> (ModuleFiles, Compilation) {
    let modules = try find([path]).map { ($0, compile($0.files)) }
    if modules.count == 1, edition.isEmpty { return modules[0] }
    let wanted = modules.filter { module in
      edition.isEmpty || module.1.program.map { edition.contains($0.head.edition) } ?? true
    }
    if wanted.count == 1 { return wanted[0] }
    let known = modules.compactMap { $0.1.program?.head.edition }
    if wanted.isEmpty {
      var text = "`\(visible(path))` has no edition \(edition.joined(separator: ", "))"
      if let nearest = edition.first.flatMap({ nearestName(to: $0, in: known) }) {
        text += "; did you mean \(nearest)?"
      }
      throw Stop.cannot(text)
    }
    let places = wanted.map { "  \($0.0.folder)" }.joined(separator: "\n")
    throw Stop.cannot(
      "`\(visible(path))` holds \(wanted.count) modules; name one of them:\n\(places)")
  }

  static func load(_ path: String, name: String = "<stdin>") throws -> DataFile {
    do throws(DataError) {
      return try DataFile.load(path, name: name)
    } catch {
      throw Stop.cannot(error.description)
    }
  }

  static func exists(_ path: String) -> Bool {
    var isFolder = false
    return exists(path, isFolder: &isFolder)
  }

  private static func exists(_ path: String, isFolder: inout Bool) -> Bool {
    FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
  }

  // MARK: Folders

  private static func below(_ folder: String) throws -> [ModuleFiles] {
    var modules: [ModuleFiles] = []
    var loose: [SourceFile] = []
    try collect(folder, into: &modules, loose: &loose)
    if !loose.isEmpty { modules.append(ModuleFiles(folder: folder, files: loose)) }
    return modules.sorted { $0.folder < $1.folder }
  }

  /// Reads a folder; its files without a head join the nearest module above, by way of `loose`.
  private static func collect(
    _ folder: String, into modules: inout [ModuleFiles], loose: inout [SourceFile]
  ) throws {
    var files: [SourceFile] = []
    var folders: [String] = []
    for name in try contents(folder) where !name.hasPrefix(".") {
      let path = join(folder, name)
      var isFolder = false
      guard exists(path, isFolder: &isFolder) else { continue }
      if isFolder {
        folders.append(path)
      } else if name.hasSuffix(".pmm") {
        let data = try load(path)
        files.append(SourceFile(path: path, bytes: data.bytes))
      }
    }
    let heads = files.filter(hasHead)
    if heads.isEmpty {
      loose += files
      for path in folders { try collect(path, into: &modules, loose: &loose) }
    } else {
      var own = files
      for path in folders { try collect(path, into: &modules, loose: &own) }
      // The file with the head first, then by path: the order only decides how a tree is shown.
      own = own.filter(hasHead) + own.filter { !hasHead($0) }
      modules.append(ModuleFiles(folder: folder, files: own))
    }
  }

  private static func module(ofFile path: String) throws -> ModuleFiles {
    let data = try load(path)
    let file = SourceFile(path: path, bytes: data.bytes)
    let folder = parent(of: path)
    let siblings = try below(folder).first { module in module.files.contains { $0.path == path } }
    // Files that each have a head of their own, such as examples, stand alone.
    guard let siblings, !hasHead(file) || siblings.files.filter(hasHead).count == 1 else {
      return ModuleFiles(folder: path, files: [file])
    }
    if !siblings.files.contains(where: hasHead), let above = try moduleAbove(folder, path) {
      return above
    }
    return siblings
  }

  /// A file in a sub-folder belongs to the nearest folder above that has a head.
  private static func moduleAbove(_ folder: String, _ path: String) throws -> ModuleFiles? {
    var current = folder
    while current != "." && current != "/" && !current.isEmpty {
      current = parent(of: current)
      if exists(join(current, "pmm.toml")) { return nil }
      guard let found = try? below(current) else { return nil }
      if let module = found.first(where: { module in
        module.files.contains { $0.path == path } && module.files.contains(where: hasHead)
      }) {
        return module
      }
      if current.hasSuffix("..") { return nil }
    }
    return nil
  }

  private static func contents(_ folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw Stop.cannot("the folder `\(visible(folder))` cannot be read")
    }
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether a line opens a head. Read from the bytes, because a file must be placed in a module
  /// before it can be parsed as part of one.
  private static func hasHead(_ file: SourceFile) -> Bool {
    var lineStart = true
    let words = ["framework ", "catalogue ", "adaptation "].map { Array($0.utf8) }
    for index in file.bytes.indices {
      if lineStart, words.contains(where: { file.bytes[index...].starts(with: $0) }) { return true }
      lineStart = file.bytes[index] == UInt8(ascii: "\n")
    }
    return false
  }
}
