import PMMCompiler
import PMMDiagnostics
import PMMSyntax

/// Compiles the modules of a run. The catalogues that they use are found by name and edition below the
/// root: the folder that `--root` names, else the nearest one above with a `pmm.toml`. Each root is read
/// once.
final class ModuleCompiler {
  private let root: String?
  /// The folder of the edition that adaptations are of, where it is given.
  private let base: String?
  private var shelves: [String: CatalogueShelf] = [:]
  private var bases: [String: BaseShelf] = [:]
  /// What was compiled before, for a command that runs again; nil if it does not.
  private var known: [String: Known]?

  /// A module as it was compiled, with all files that its result depends on.
  private struct Known {
    var used: Used
    var sources: [SourceFile]
    var compilation: Compilation
  }

  init(root: String?, base: String? = nil) throws {
    self.root = root
    self.base = base
    if let root, !Modules.isFolder(root) {
      throw Stop.cannot("there is no folder `\(visible(root))`")
    }
  }

  private final class Kept {
    let compilation: Compilation

    init(compilation: Compilation) { self.compilation = compilation }
  }

  /// Makes ready for another run of the same command: files are read again, and a module is compiled
  /// again only if one of its files has changed, or one of a module that it uses.
  func startRun() {
    shelves = [:]
    bases = [:]
    known = known ?? [:]
  }

  /// `meanwhile` gets the trees of a large module while they are checked, unless it was compiled before.
  func compile(
    _ module: ModuleFiles, meanwhile: (@Sendable ([SyntaxTree]) -> Void)? = nil
  ) throws -> Compilation {
    guard let known else {
      let compilation = try compileAnew(module, meanwhile).compilation
      // A process that ends gives its memory back faster than its parts one by one.
      _ = Unmanaged.passRetained(Kept(compilation: compilation))
      return compilation
    }
    if let last = known[module.folder], try sources(of: module, last.used).same(as: last.sources) {
      return last.compilation
    }
    let (compilation, used) = try compileAnew(module, meanwhile)
    self.known?[module.folder] = Known(
      used: used, sources: try sources(of: module, used), compilation: compilation)
    return compilation
  }

  /// What a module has asked for while it was compiled.
  private struct Used {
    var catalogues = false
    var bases: [String] = []
  }

  /// The files of a module and of those that it uses.
  private func sources(of module: ModuleFiles, _ used: Used) throws -> [SourceFile] {
    var all = module.files
    if used.catalogues { all += try shelf(of: module).catalogues.flatMap(\.files) }
    for name in used.bases {
      all += try bases(of: module, called: name).frameworks.flatMap(\.files)
    }
    return all
  }

  private func compileAnew(
    _ module: ModuleFiles, _ meanwhile: (@Sendable ([SyntaxTree]) -> Void)?
  ) throws -> (compilation: Compilation, used: Used) {
    var used = Used()
    var failure: (any Error)?
    func asked<Shelf>(_ find: () throws -> Shelf, else empty: Shelf) -> Shelf {
      do {
        return try find()
      } catch {
        failure = error
        return empty
      }
    }
    let compilation = PMMCompiler.compile(
      module.files,
      shelf: {
        used.catalogues = true
        return asked({ try shelf(of: module) }, else: CatalogueShelf())
      },
      bases: { name in
        used.bases.append(name)
        return asked({ try bases(of: module, called: name) }, else: BaseShelf())
      },
      meanwhile: meanwhile)
    if let failure { throw failure }
    return (compilation, used)
  }

  /// The frameworks that an adaptation may be of: those of the name below the root, or the one given.
  func bases(of module: ModuleFiles, called name: String) throws -> BaseShelf {
    let place = base ?? root ?? Modules.root(above: module.folder)
    guard let place else { return BaseShelf() }
    let key = "\(place) \(name)"
    if let shelf = bases[key] { return shelf }
    var shelf = BaseShelf(root: visible(place))
    if base != nil {
      shelf.frameworks = try Modules.find([place], stdin: "").map { try compile($0) }
        .filter { $0.identity?.kind == .framework }
      shelf.names = shelf.frameworks.compactMap { $0.identity?.name }
    } else {
      let (found, names, adaptations) = try Modules.frameworks(below: place, called: name)
      shelf.frameworks = try found.map { try compile($0) }
      shelf.names = names
      shelf.adaptations = adaptations
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

extension [SourceFile] {
  fileprivate func same(as other: [SourceFile]) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy { $0.path == $1.path && $0.bytes == $1.bytes }
  }
}
