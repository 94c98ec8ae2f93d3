internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Checker {
  /// `may use NAME "…" { every LEVEL { … } }` in the head: the rules of every node under it.
  ///
  /// A node's own clause still wins; then the alternative's `every`, then the base's.
  mutating func lowerFrameworkAlternatives() {
    var places: [String: Span] = [:]
    for reference in headClauses {
      guard case .mayUse(let name, let title, let comparability, let block) = reference.clause.kind
      else { continue }
      if let earlier = places[name.text] {
        report(
          .duplicateName, reference.tree, name.span,
          ["name": name.text, "kind": "an alternative"],
          related: [Location(file: reference.tree, span: earlier)])
        continue
      }
      places[name.text] = name.span
      let rules = rules(under: name.text, block, reference)
      program.alternatives.append(
        FrameworkAlternative(
          name: name.text, title: title.text,
          comparability: PMMIR.Comparability(rawValue: comparability.kind.rawValue)
            ?? .notComparable,
          rules: rules,
          sheet: textsOfAlternative(
            title,
            ClauseRef.all(
              block.clauses, tree: reference.tree, source: .alternative(name.text)),
            reference.tree, name),
          location: Location(file: reference.tree, span: name.span)))
    }
    program.alternatives.sort { $0.name < $1.name }
  }

  private mutating func rules(
    under name: String, _ block: Block, _ reference: ClauseRef
  ) -> [Rules] {
    var defaults: [String: [ClauseRef]] = [:]
    var root: [ClauseRef] = []
    for clause in block.clauses {
      guard case .every(let level, let inner) = clause.kind else {
        root.append(
          ClauseRef(tree: reference.tree, clause: clause, source: .alternative(name)))
        continue
      }
      guard program.head.levels.contains(level.text) || level.text == "result" else {
        unknownWord(level, reference.tree, "level", program.head.levels + ["result"])
        continue
      }
      let clauses = ClauseRef.all(
        inner.clauses, tree: reference.tree, source: .alternative(name))
      if defaults[level.text] != nil {
        report(
          .duplicateEvery, reference.tree, level.span, ["level": level.text],
          related: [reference.clause.span].map { Location(file: reference.tree, span: $0) })
      }
      checkDuplicates(clauses)
      for clause in clauses { checkAlternativeClause(clause) }
      defaults[level.text] = clauses
    }
    checkDuplicates(root)
    for clause in root { checkAlternativeClause(clause) }
    return nodeSources.indices.map { index in
      let source = nodeSources[index]
      let isRoot = source.level == "framework"
      let inner = defaults[source.level] ?? []
      guard !failedNodes.contains(index), isRoot ? !root.isEmpty : !inner.isEmpty else {
        return program.nodes[index].rules
      }
      let clauses = RuleClauses(
        node: index, alternative: alternativeKey(name),
        clauses: (isRoot ? root : []) + source.clauses + inner + every[source.level])
      return lowerRules(clauses) ?? program.nodes[index].rules
    }
  }

  /// What the block of an alternative says about itself, beside its name and title.
  mutating func textsOfAlternative(
    _ title: TextLiteral, _ clauses: [ClauseRef], _ tree: Int, _ name: Name
  ) -> PMMIR.Sheet {
    var sheet = sheet(title, clauses, tree, name)
    sheet.title[program.head.languages[0]] = nil
    sheet.location = nil
    return sheet
  }

  /// Alternatives of the framework and of nodes are kept apart by a mark that no name can have.
  func alternativeKey(_ name: String) -> String { "*" + name }

  func frameworkAlternative(_ key: String) -> String? {
    key.hasPrefix("*") ? String(key.dropFirst()) : nil
  }
}
