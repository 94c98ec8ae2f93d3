import PMMCompiler
import PMMDiagnostics

/// Compiles the modules of a run. The catalogues that they use are found by name and edition below the
/// root: the folder that `--root` names, else the nearest one above with a `pmm.toml`. Each root is read
/// once.
final class ModuleCompiler {
  private let root: String?
  /// The folder of the edition that adaptations are of, where it is given.
  private let base: String?
  private var shelves: [String: CatalogueShelf] = [:]
  private var bases: [String: BaseShelf] = [:]

  init(root: String?, base: String? = nil) throws {
    self.root = root
    self.base = base
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
    } bases: { name in
      do {
        return try self.bases(of: module, called: name)
      } catch {
        failure = error
        return BaseShelf()
      }
    }
    if let failure { throw failure }
    return compilation
  }

  /// The frameworks that an adaptation may be of: those of the name below the root, or the one given.
  func bases(of module: ModuleFiles, called name: String) throws -> BaseShelf {
    let place = base ?? root ?? Modules.root(above: module.folder)
    guard let place else { return BaseShelf() }
    let key = "\(place) \(name)"
    if let shelf = bases[key] { return shelf }
    var shelf = BaseShelf(root: visible(place))
    if base != nil {
      shelf.frameworks = try Modules.find([place], stdin: "").map(compile)
        .filter { $0.identity?.kind == .framework }
      shelf.names = shelf.frameworks.compactMap { $0.identity?.name }
    } else {
      let (found, names) = try Modules.frameworks(below: place, called: name)
      shelf.frameworks = try found.map(compile)
      shelf.names = names
    }
    bases[key] = shelf
    return shelf
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
