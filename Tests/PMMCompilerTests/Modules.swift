import Foundation
import PMMCompiler
import PMMDiagnostics
import TestSupport

/// The files of one module: a `.pmm` file, or a folder of them.
struct Module: Sendable, CustomStringConvertible {
  var name: String
  var files: [SourceFile]
  /// Whose neighbour holds the expected output.
  var golden: Golden

  var description: String { name }

  /// The modules of a golden area: each file, and each folder that holds files.
  static func all(in area: String, folders: Bool = true) -> [Module] {
    let folder = Golden.root.appendingPathComponent("Tests/Golden/\(area)")
    var modules = Golden.inputs(in: area).map { golden in
      Module(name: golden.name, files: read([golden.url], below: folder), golden: golden)
    }
    guard folders else { return modules }
    let entries =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
      ?? []
    for entry in entries.sorted(by: { $0.path < $1.path }) where entry.lastPathComponent != "ok" {
      let files = Golden.files(in: entry, extension: "pmm").map(\.url)
      guard !files.isEmpty else { continue }
      modules.append(
        Module(
          name: entry.lastPathComponent, files: read(files, below: folder),
          golden: Golden(url: entry)))
    }
    return modules
  }

  /// The framework editions of `Definitions/`: every folder with a `.pmm` file of its own.
  static let definitions: [Module] = {
    let root = Golden.root.appendingPathComponent("Definitions")
    let paths = (FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String]) ?? []
    let folders = Set(
      paths.filter { $0.hasSuffix(".pmm") }
        .map { root.appendingPathComponent($0).deletingLastPathComponent() })
    precondition(!folders.isEmpty, "Definitions/ has no *.pmm")
    return folders.sorted { $0.path < $1.path }.map { folder in
      let files = Golden.files(in: folder, extension: "pmm").map(\.url)
      return Module(
        name: String(folder.path.dropFirst(root.path.count + 1)),
        files: read(files, below: root), golden: Golden(url: folder))
    }
  }()

  private static func read(_ urls: [URL], below root: URL) -> [SourceFile] {
    urls.map { url in
      let bytes = (try? Data(contentsOf: url)).map(Array.init) ?? []
      return SourceFile(path: String(url.path.dropFirst(root.path.count + 1)), bytes: bytes)
    }
  }

  func rendered() -> String {
    let compilation = compile(files)
    return TextRenderer(files: compilation.files).render(compilation.diagnostics)
  }
}
