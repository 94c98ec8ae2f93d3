import PMMCompiler
import PMMDiagnostics

/// Compiles the modules of a run. The catalogues that they use are found by name and edition below the
/// root: the folder that `--root` names, else the nearest one above with a `pmm.toml`. Each root is read
/// once.
final class ModuleCompiler {
  private let root: String?
  private var shelves: [String: CatalogueShelf] = [:]

  init(root: String?) throws {
    self.root = root
    if let root, !Modules.isFolder(root) {
      throw Stop.cannot("there is no folder `\(visible(root))`")
    }
  }

  func compile(_ module: ModuleFiles) throws -> Compilation {
    var failure: (any Error)?
    let compilation = PMMCompiler.compile(module.files) {
      do {
        return try self.shelf(of: module)
      } catch {
        failure = error
        return CatalogueShelf()
      }
    }
    if let failure { throw failure }
    return compilation
  }

  private func shelf(of module: ModuleFiles) throws -> CatalogueShelf {
    guard let root = root ?? Modules.root(above: module.folder) else { return CatalogueShelf() }
    if let shelf = shelves[root] { return shelf }
    let shelf = CatalogueShelf(
      root: visible(root),
      catalogues: try Modules.catalogues(below: root).map { PMMCompiler.compile($0.files) })
    shelves[root] = shelf
    return shelf
  }
}
