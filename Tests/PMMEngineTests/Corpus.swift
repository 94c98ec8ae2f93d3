import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMNumber
import TestSupport

/// Every program that the repository has: the definitions, the golden modules, the examples of the
/// documents.
enum Corpus {
  struct Entry: Sendable, CustomStringConvertible {
    var name: String
    var program: Program
    var description: String { name }
  }

  static let programs: [Entry] = {
    let catalogues = modules(below: "Definitions/catalogues").map { compile($0.files) }
    let golden = Golden.inputs(in: "compile/catalogues").map { input in
      compile([source(input.url)])
    }
    var entries: [Entry] = []
    func add(_ name: String, _ files: [SourceFile], _ shelf: [Compilation]) {
      let compilation = compile(files) {
        CatalogueShelf(root: "catalogues", catalogues: shelf)
      }
      if let program = compilation.program, !program.nodes.isEmpty {
        entries.append(Entry(name: name, program: program))
      }
    }
    for module in modules(below: "Definitions") { add(module.name, module.files, catalogues) }
    entries += adapted(modules(below: "Definitions"), catalogues)
    for module in modules(below: "Tests/Golden") { add(module.name, module.files, golden) }
    for folder in ["Tests/Golden"] {
      for url in files(below: folder) {
        add(url.lastPathComponent, [source(url)], golden)
      }
    }
    for document in ["semantics", "language"] {
      for (index, text) in blocks(of: "docs/\(document).md").enumerated() {
        let file = SourceFile(path: "\(document)-\(index).pmm", bytes: Array(text.utf8))
        add(file.path, [file], catalogues)
      }
    }
    return entries
  }()

  /// What the name of such an entry ends with.
  static let adaptedSuffix = "+adaptations"

  /// Each base with what all of its adaptations declare.
  private static func adapted(
    _ modules: [(name: String, files: [SourceFile])], _ shelf: [Compilation]
  ) -> [Entry] {
    let own = modules.flatMap { module in
      module.files.compactMap { file in adaptedEdition([file]).map { (file, $0) } }
    }
    return modules.compactMap { module in
      let compilation = compile(module.files) {
        CatalogueShelf(root: "catalogues", catalogues: shelf)
      }
      guard let base = AdaptationBase(compilation) else { return nil }
      let files = own.filter {
        $0.1.framework == base.program.head.name && $0.1.edition == base.program.head.edition
      }
      guard !files.isEmpty else { return nil }
      return compile(files.map { [$0.0] }, adapting: base).program.map {
        Entry(name: module.name + adaptedSuffix, program: $0)
      }
    }
  }

  private static func source(_ url: URL) -> SourceFile {
    SourceFile(path: url.path, bytes: (try? Data(contentsOf: url)).map(Array.init) ?? [])
  }

  private static func files(below folder: String) -> [URL] {
    let root = Golden.root.appendingPathComponent(folder)
    let paths = (FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String]) ?? []
    return paths.filter { $0.hasSuffix(".pmm") }.sorted().map { root.appendingPathComponent($0) }
  }

  private static func modules(below folder: String) -> [(name: String, files: [SourceFile])] {
    let folders = Dictionary(grouping: files(below: folder)) { $0.deletingLastPathComponent() }
    return folders.sorted { $0.key.path < $1.key.path }.map { folder, files in
      (String(folder.path.dropFirst(Golden.root.path.count + 1)), files.map(source))
    }
  }

  private static func blocks(of document: String) -> [String] {
    let url = Golden.root.appendingPathComponent(document)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    var blocks: [String] = []
    var block: [String]?
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```pmm") {
        block = []
      } else if line.hasPrefix("```"), let lines = block {
        blocks.append(lines.joined(separator: "\n") + "\n")
        block = nil
      } else {
        block?.append(line)
      }
    }
    return blocks
  }
}
