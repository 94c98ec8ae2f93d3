import Foundation
import PMMCompiler
import PMMDiagnostics
import TestSupport

/// The files of one module: a `.pmm` file, or a folder of them.
struct Module: Sendable, CustomStringConvertible {
  var name: String
  var files: [SourceFile]
  /// The catalogues that it may use.
  var catalogues: [Compilation] = []
  /// The frameworks that it may adapt.
  var bases: [Compilation] = []
  /// Whose neighbour holds the expected output.
  var golden: Golden

  var description: String { name }

  /// The modules of a golden area: each file, and each folder that holds files. Those of the folder
  /// `compile/catalogues` may use what stands there, each file a catalogue; those of `compile/bases` are
  /// frameworks that adaptations are of.
  static func all(in area: String, folders: Bool = true) -> [Module] {
    let folder = Golden.root.appendingPathComponent("Tests/Golden/\(area)")
    let catalogues = Golden.inputs(in: "compile/catalogues").map {
      compile(read([$0.url], below: folder))
    }
    let bases = Golden.inputs(in: "compile/bases").map {
      compile(read([$0.url], below: folder))
    }
    var modules = Golden.inputs(in: area).map { golden in
      Module(
        name: golden.name, files: read([golden.url], below: folder), catalogues: catalogues,
        bases: bases, golden: golden)
    }
    guard folders else { return modules }
    let entries =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
      ?? []
    for entry in entries.sorted(by: { $0.path < $1.path })
    where !["ok", "catalogues", "bases"].contains(entry.lastPathComponent) {
      let files = Golden.files(in: entry, extension: "pmm").map(\.url)
      guard !files.isEmpty else { continue }
      modules.append(
        Module(
          name: entry.lastPathComponent, files: read(files, below: folder),
          catalogues: catalogues, bases: bases, golden: Golden(url: entry)))
    }
    return modules
  }

  /// The editions of `Definitions/`, of frameworks and catalogues: every folder with a `.pmm` file of its
  /// own but those of adaptations.
  static let definitions: [Module] = {
    let root = Golden.root.appendingPathComponent("Definitions")
    let paths = (FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String]) ?? []
    let folders = Set(
      paths.filter { $0.hasSuffix(".pmm") && !$0.contains("/adaptations/") }
        .map { root.appendingPathComponent($0).deletingLastPathComponent() })
    precondition(!folders.isEmpty, "Definitions/ has no *.pmm")
    let modules = folders.sorted { $0.path < $1.path }.map { folder in
      let files = Golden.files(in: folder, extension: "pmm").map(\.url)
      return Module(
        name: String(folder.path.dropFirst(root.path.count + 1)),
        files: read(files, below: root), golden: Golden(url: folder))
    }
    let catalogues = modules.filter { $0.name.hasPrefix("catalogues/") }.map { compile($0.files) }
    return modules.map { module in
      var module = module
      module.catalogues = catalogues
      return module
    }
  }()

  /// Compiles the module, in another order of its files or with other text if wanted, and as if so many
  /// nodes were many.
  func compiled(_ files: [SourceFile]? = nil, large: Int = 1_000) -> Compilation {
    compile(
      files ?? self.files,
      shelf: { CatalogueShelf(root: "catalogues", catalogues: catalogues) },
      bases: { name in
        BaseShelf(
          root: "bases", frameworks: bases.filter { $0.identity?.name == name },
          names: bases.compactMap { $0.identity?.name })
      }, large: large)
  }

  private static func read(_ urls: [URL], below root: URL) -> [SourceFile] {
    urls.map { url in
      let bytes = (try? Data(contentsOf: url)).map(Array.init) ?? []
      return SourceFile(path: String(url.path.dropFirst(root.path.count + 1)), bytes: bytes)
    }
  }

  func rendered() -> String {
    let compilation = compiled()
    return TextRenderer(files: compilation.files).render(compilation.diagnostics)
  }
}
