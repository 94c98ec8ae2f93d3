internal import PMMIR
internal import PMMSyntax

/// Whose a tree of an adaptation is.
struct AdaptationOwner: Hashable {
  var name = ""
  var subject = ""

  init(_ trees: some Sequence<SyntaxTree>) {
    for case .head(let head) in trees.lazy.flatMap(\.declarations).map(\.kind) {
      name = head.name.text
      if case .adaptation(_, _, _, let code) = head.kind { subject = code?.text ?? "" }
      return
    }
  }

  /// What a name that others declare too is called while they are checked together: no name that
  /// anybody can write.
  func qualified(_ name: String) -> String { "\(subject):\(name)" }
}

/// A name as it is written.
func plainName(_ name: String) -> String {
  name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
}

/// By tree, the names that adaptations declare independently of each other, and what tells them apart.
/// A name that the base has or the language uses stays as it is: that is a mistake of its own.
func renamings(
  _ trees: [SyntaxTree], _ owners: [Int: AdaptationOwner], _ base: AdaptationBase
) -> [Int: [String: String]] {
  var declaring: [String: Set<AdaptationOwner>] = [:]
  for tree in trees {
    guard let owner = owners[tree.fileIndex] else { continue }
    for name in tree.declarations.compactMap(\.scopedName) where !name.isMissing {
      declaring[name.text, default: []].insert(owner)
    }
  }
  let checker = base.checker
  let shared = declaring.filter { name, owners in
    owners.count > 1 && checker.symbols[name] == nil && checker.builtInMeaning(name) == nil
  }
  guard !shared.isEmpty else { return [:] }
  return owners.compactMapValues { owner in
    let own = shared.filter { $0.value.contains(owner) }.keys
    return own.isEmpty ? nil : Dictionary(uniqueKeysWithValues: own.map { ($0, owner.qualified($0)) })
  }
}

extension Declaration {
  /// The name of what belongs to one subject where several are scored. Units, axes, scales and
  /// attributes are words of the data, which are read before it is known whose they are.
  fileprivate var scopedName: Name? {
    switch kind {
    case .sheet(let sheet): sheet.name
    case .input(let name, _, _, _), .define(let name, _, _, _), .table(let name, _, _, _, _),
      .parameter(let name, _, _, _), .population(let name, _, _):
      name
    default: nil
    }
  }
}

extension Program {
  /// Gives what was told apart by whose it is the name that was written. From here on it is known by
  /// `localTo`.
  mutating func takePlainNames() {
    for index in nodes.indices { nodes[index].name = plainName(nodes[index].name) }
    for index in inputs.indices {
      inputs[index].name = plainName(inputs[index].name)
      inputs[index].owner = inputs[index].owner.map(plainName)
    }
    for index in parameters.indices { parameters[index].name = plainName(parameters[index].name) }
    for index in defines.indices { defines[index].name = plainName(defines[index].name) }
    for index in tables.indices { tables[index].name = plainName(tables[index].name) }
    for index in populations.indices { populations[index].name = plainName(populations[index].name) }
  }
}
