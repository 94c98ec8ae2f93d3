internal import PMMSyntax

/// Where the catalogues that a framework `uses` are found: every module with the head of one that lies
/// below the root, whether it is right or not.
package struct CatalogueShelf: Sendable {
  /// As messages call it; nil if there is no root.
  package var root: String?
  package var catalogues: [Compilation]

  package init(root: String? = nil, catalogues: [Compilation] = []) {
    self.root = root
    self.catalogues = catalogues
  }
}

/// What a head calls its module. It is known even if the module has errors.
package struct ModuleIdentity: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case framework, catalogue, adaptation
  }
  package var kind: Kind
  package var name: String
  /// Empty if the head states none.
  package var edition: String
}

extension Compilation {
  package var identity: ModuleIdentity? {
    for case .head(let head) in trees.lazy.flatMap(\.declarations).map(\.kind) {
      let kind: ModuleIdentity.Kind =
        switch head.kind {
        case .framework: .framework
        case .catalogue: .catalogue
        case .adaptation: .adaptation
        }
      let editions = head.block.clauses.compactMap { clause in
        if case .edition(let version) = clause.kind { version.text } else { nil }
      }
      return ModuleIdentity(kind: kind, name: head.name.text, edition: editions.first ?? "")
    }
    return nil
  }
}
