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
  static func find(_ paths: [String], stdin: String) throws -> [ModuleFiles] {
    guard paths.filter({ $0 == "-" }).count <= 1 else {
      throw Stop.cannot("standard input (`-`) can be read only once")
    }
    var found: [ModuleFiles] = []
    var seen: Set<String> = []
    for path in paths {
      if path == "-" {
        let data = try load("-", name: stdin)
        found.append(
          ModuleFiles(folder: stdin, files: [SourceFile(path: data.path, content: data.content)]))
        continue
      }
      var isFolder = false
      guard exists(path, isFolder: &isFolder) else {
        throw Stop.cannot("there is no file or folder `\(visible(path))`")
      }
      let modules = isFolder ? try below(path) : [try module(ofFile: path)]
      if modules.isEmpty { throw Stop.cannot(.noDefinitions, ["path": path]) }
      // Folders that overlap, or one file in two spellings, are read once.
      for module in modules where seen.insert(realPath(module.files[0].path)).inserted {
        found.append(module)
      }
    }
    return found
  }

  /// The adaptations of paths, and nothing else.
  static func adaptations(_ paths: [String], stdin: String) throws -> [ModuleFiles] {
    let found = try find(paths, stdin: stdin)
    let modules = found.filter { adaptedEdition($0.files) != nil }
    // A folder may hold other things beside; a path without any was not meant so.
    let empty = modules.count == found.count
      ? []
      : try paths.filter { path in
        let own = path == "-" ? found.filter { $0.folder == stdin } : try find([path], stdin: stdin)
        return own.allSatisfy { adaptedEdition($0.files) == nil }
      }
    if !empty.isEmpty {
      throw Stop.cannot(
        .noAdaptations, ["paths": empty.map { "`\($0)`" }.joined(separator: ", ")])
    }
    return modules
  }

  /// The one adaptation of a path.
  static func adaptation(_ path: String, stdin: String) throws -> ModuleFiles {
    let modules = try adaptations([path], stdin: stdin)
    guard modules.count == 1 else {
      throw Stop.cannot(
        "`\(visible(path))` holds \(modules.count) adaptations; name one: "
          + modules.map { visible($0.folder) }.joined(separator: ", "))
    }
    return modules[0]
  }

  /// The one module of a path: an edition's folder, or a framework's or catalogue's with `edition`.
  static func one(
    _ path: String, edition: [String], compiler: ModuleCompiler, stdin: String
  ) throws -> Compilation {
    let modules = try find([path], stdin: stdin).map { ($0, try compiler.compile($0)) }
    if modules.count == 1, edition.isEmpty { return modules[0].1 }
    let wanted = modules.filter { module in
      edition.isEmpty || edition.contains(module.1.identity?.edition ?? "")
    }
    if wanted.count == 1 { return wanted[0].1 }
    if wanted.isEmpty {
      throw Stop.unknown(
        "`\(visible(path))` has no edition \(visible(edition.joined(separator: ", ")))",
        edition[0], among: modules.compactMap { $0.1.identity?.edition }, called: "editions")
    }
    let places = wanted.map { module, compilation in
      "  \(visible(module.folder))"
        + (compilation.identity.map { $0.edition.isEmpty ? "" : ", edition \($0.edition)" } ?? "")
    }
    let names = Set(wanted.map { $0.1.identity?.name ?? "" })
    let what =
      names.count == 1 && names != [""]
      ? "\(wanted.count) editions of `\(names.first ?? "")`, and each has a compiled form and hashes of "
        + "its own; choose one with --edition, or name its folder"
      : "\(wanted.count) modules; name the folder of one"
    throw Stop.cannot(
      "`\(visible(path))` holds \(what):\n" + places.joined(separator: "\n"))
  }

  /// The nearest folder, this one or above, that a `pmm.toml` marks as the root.
  static func root(above place: String) -> String? {
    var folder = isFolder(place) ? place : parent(of: place)
    while true {
      if exists(join(folder, "pmm.toml")) { return folder }
      if realPath(folder) == "/" { return nil }
      folder = parent(of: folder)
    }
  }

  static func catalogues(below root: String) throws -> [ModuleFiles] {
    try below(root).filter { $0.files.contains { opens($0, with: ["catalogue "]) } }
  }

  /// The frameworks below a root of one name, and the names of all, and of all adaptations.
  static func frameworks(
    below root: String, called name: String
  ) throws -> (found: [ModuleFiles], names: [String], adaptations: [String]) {
    let all = try below(root)
    let modules = all.filter { $0.files.contains { opens($0, with: ["framework "]) } }
    let names = modules.map { $0.files.lazy.compactMap { Self.name(in: $0, behind: "framework ") }.first ?? "" }
    let adaptations = all.flatMap(\.files).compactMap { Self.name(in: $0, behind: "adaptation ") }
    return (zip(modules, names).filter { $0.1 == name }.map(\.0), names, adaptations)
  }

  static func load(
    _ path: String, name: String = "<stdin>", mayMap: Bool = false
  ) throws -> DataFile {
    do throws(DataError) {
      return try DataFile.load(path, name: name, mayMap: mayMap)
    } catch {
      throw Stop.cannot(error.description)
    }
  }

  static func exists(_ path: String) -> Bool {
    var isFolder = false
    return exists(path, isFolder: &isFolder)
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return exists(path, isFolder: &isFolder) && isFolder
  }

  private static func exists(_ path: String, isFolder: inout Bool) -> Bool {
    FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder = false
    return exists(path, isFolder: &isFolder) && !isFolder
  }

  // MARK: Folders

  private static func below(_ folder: String) throws -> [ModuleFiles] {
    var modules: [ModuleFiles] = []
    var loose: [SourceFile] = []
    var seen: Set<String> = []
    try collect(folder, into: &modules, loose: &loose, seen: &seen)
    if !loose.isEmpty { modules.append(ModuleFiles(folder: folder, files: loose)) }
    return modules.sorted { $0.folder < $1.folder }
  }

  /// Reads a folder; its files without a head join the nearest module above, by way of `loose`.
  private static func collect(
    _ folder: String, into modules: inout [ModuleFiles], loose: inout [SourceFile],
    seen: inout Set<String>
  ) throws {
    // A link may lead back up; each folder is read once.
    guard seen.insert(realPath(folder)).inserted else { return }
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
        files.append(SourceFile(path: path, content: data.content))
      }
    }
    let heads = files.filter(hasHead)
    if heads.count > 1, heads.allSatisfy({ opens($0, with: ["adaptation "]) }) {
      // Adaptations that each are one file.
      modules += heads.map { ModuleFiles(folder: $0.path, files: [$0]) }
      loose += files.filter { !hasHead($0) }
      for path in folders { try collect(path, into: &modules, loose: &loose, seen: &seen) }
    } else if heads.isEmpty {
      loose += files
      for path in folders { try collect(path, into: &modules, loose: &loose, seen: &seen) }
    } else {
      var own = files
      for path in folders { try collect(path, into: &modules, loose: &own, seen: &seen) }
      // The file with the head first, then by path: the order only decides how a tree is shown.
      own = own.filter(hasHead) + own.filter { !hasHead($0) }
      modules.append(ModuleFiles(folder: folder, files: own))
    }
  }

  /// The module that a file belongs to: its folder's, or that of the nearest folder above with a
  /// head. Files that each have a head of their own, such as examples, stand alone.
  private static func module(ofFile path: String) throws -> ModuleFiles {
    let data = try load(path)
    let alone = ModuleFiles(folder: path, files: [SourceFile(path: path, content: data.content)])
    let file = realPath(path)
    var folder = parent(of: path)
    while true {
      let heads = ((try? contents(folder)) ?? []).filter { name in
        let sibling = join(folder, name)
        guard name.hasSuffix(".pmm"), !name.hasPrefix("."), isFile(sibling) else { return false }
        return (try? load(sibling)).map { hasHead(SourceFile(path: sibling, content: $0.content)) }
          ?? false
      }
      if heads.count > 1 { return alone }
      if !heads.isEmpty {
        return try below(folder).first { $0.files.contains { realPath($0.path) == file } } ?? alone
      }
      if exists(join(folder, "pmm.toml")) || realPath(folder) == "/" { return alone }
      folder = parent(of: folder)
    }
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

  /// A path as it reads from a folder above it; as it is if the folder is not above it.
  static func path(_ path: String, below folder: String) -> String {
    let (whole, start) = (realPath(path), realPath(folder))
    let prefix = start.hasSuffix("/") ? start : start + "/"
    return whole.hasPrefix(prefix) ? String(whole.dropFirst(prefix.count)) : path
  }

  static func isSame(_ path: String, _ other: String) -> Bool { realPath(path) == realPath(other) }

  /// The folder of a file or folder, as it is to be printed.
  private static func parent(of path: String) -> String {
    if path == "." { return ".." }
    if path == ".." || path.hasSuffix("/..") { return path + "/.." }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Where a path leads, links followed.
  static func realPath(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  /// Whether a line opens a head. Read from the bytes, because a file must be placed in a module
  /// before it can be parsed as part of one.
  private static func hasHead(_ file: SourceFile) -> Bool {
    opens(file, with: ["framework ", "catalogue ", "adaptation "])
  }

  /// The word behind another one at the beginning of a line.
  private static func name(in file: SourceFile, behind word: String) -> String? {
    guard opens(file, with: [word]) else { return nil }
    let lines = String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let head = lines.first { $0.trimmingPrefix("\u{FEFF}").hasPrefix(word) }
    return head?.split(separator: " ").dropFirst().first.map(String.init)
  }

  private static func opens(_ file: SourceFile, with words: [String]) -> Bool {
    let words = words.map { Array($0.utf8) }
    let bytes = file.bytes
    let mark = "\u{FEFF}".utf8
    var start: Int? = bytes.starts(with: mark) ? mark.count : 0
    // Mostly the first lines tell, so those that follow are not looked for.
    while let line = start, line < bytes.count {
      if words.contains(where: { $0[0] == bytes[line] && bytes[line...].starts(with: $0) }) {
        return true
      }
      start = bytes[line...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
    }
    return false
  }
}
