package import PMMDiagnostics

/// What becomes of one choice when the base moves to another edition.
package struct RebasedChoice: Hashable, Sendable {
  package enum Verdict: Hashable, Sendable {
    /// The new edition allows it as the old one did.
    case valid
    /// The new edition itself says so now; of what was an alternative, as the node of this name.
    case saidByBase(by: String?)
    /// What it is about is not there any more, or is something else.
    case gone
    /// The node is there, its alternative is not.
    case optionGone
    /// The new edition does not let an adaptation choose here.
    case notAllowed
    /// The value that is set is not among those that the new edition allows.
    case outside
    /// The new edition has what another choice is about and this one in one place, or below it.
    case meets(String)
  }

  /// As it was made.
  package var choice: Choice
  /// What it is about, by its name in the new edition; by the old one if there is none.
  package var point: String
  package var verdict: Verdict
  /// What the new edition says otherwise of what is chosen.
  package var changes: [BaseChange]
  /// Where the new edition has what it is about, else says that the name is retired.
  package var place: Location?
  /// What it is about is on its way out, which is news of this edition.
  package var deprecated: Deprecation?

  /// What takes the place of a node that is left out, new in this edition and itself not left out.
  package var heir: String?

  /// Whether somebody has to decide before the adaptation is right again.
  package var needsDecision: Bool {
    switch verdict {
    case .valid, .saidByBase: false
    case .gone, .optionGone, .notAllowed, .outside, .meets: true
    }
  }

  package var isRenamed: Bool { point != choice.point }

  /// Whether what is chosen may mean something else now. How far it might have been set is no matter
  /// where it is set within that.
  package var hasChanged: Bool { changes.contains { $0 != .interval } }
}

/// What a new edition says otherwise about something that an adaptation chooses.
package enum BaseChange: Hashable, Sendable {
  /// Clauses of the rules that hold by the choice.
  case rules([String])
  /// What it says of those who choose so.
  case comparability(from: Comparability, to: Comparability)
  /// The definition of the node, parameter or input of this name.
  case definition(of: String)
  /// What the parameter is where nothing is set.
  case ownValue
  /// How far the parameter may be set.
  case interval
  /// The node stands elsewhere in the tree.
  case parent(from: String, to: String)
}

extension EditionChange {
  /// What becomes of each choice, in their order.
  package func rebase(_ choices: [Choice]) -> [RebasedChoice] {
    var found = choices.map(rebase)
    for index in found.indices where !found[index].needsDecision {
      let others = found.indices.filter { $0 != index && !found[$0].needsDecision }
      if let twin = others.first(where: { $0 < index && found[$0].point == found[index].point }) {
        found[index].verdict = .meets(found[twin].choice.point)
      } else if let above = others.first(where: { isBelow(found[index], found[$0]) }) {
        found[index].verdict = .meets(found[above].choice.point)
      }
    }
    for index in found.indices { found[index].heir = heir(of: found[index], among: found) }
    return found
  }

  /// The new node that is to be reported in place of one that is left out.
  private func heir(of choice: RebasedChoice, among all: [RebasedChoice]) -> String? {
    guard case .omit = choice.choice.kind, choice.verdict == .valid,
      let use = choice.deprecated?.use, var node = new.node(named: use), isNew(new.nodes[node])
    else { return nil }
    let omitted = all.compactMap { if case .omit = $0.choice.kind { $0.point } else { nil } }
    while !omitted.contains(new.nodes[node].name) {
      guard let parent = new.nodes[node].parent else { return use }
      node = parent
    }
    return nil
  }

  /// Whether a choice is about something below a node that another one leaves out.
  private func isBelow(_ choice: RebasedChoice, _ other: RebasedChoice) -> Bool {
    guard case .omit = other.choice.kind, var node = new.node(named: choice.point) else { return false }
    while let parent = new.nodes[node].parent {
      if new.nodes[parent].name == other.point { return true }
      node = parent
    }
    return false
  }

  private func rebase(_ choice: Choice) -> RebasedChoice {
    var result = RebasedChoice(
      choice: choice, point: name(of: choice.point), verdict: .valid, changes: [],
      place: nil, deprecated: nil)
    if case .set(_, let value) = choice.kind {
      set(value, &result)
      return result
    }
    guard let before = old.node(named: choice.point), let after = new.node(named: result.point)
    else { return gone(result) }
    let (was, node) = (old.nodes[before], new.nodes[after])
    result.place = node.sheet.location
    result.deprecated = deprecation(was.sheet, node.sheet)
    if case .use(_, let option) = choice.kind {
      use(option, was, node, &result)
    } else if node.mayOmit == nil {
      result.verdict = .notAllowed
    }
    let parents = (parent(was, old).map(name), parent(node, new))
    if case (let from?, let to?) = parents, from != to {
      result.changes.append(.parent(from: from, to: to))
    }
    if was.sheet.definition != node.sheet.definition {
      result.changes.append(.definition(of: result.point))
    }
    return result
  }

  /// What the new edition says of it that the old one did not.
  private func deprecation(_ was: Sheet, _ sheet: Sheet) -> Deprecation? {
    was.deprecated == sheet.deprecated ? nil : sheet.deprecated
  }

  private func parent(_ node: Node, _ program: Program) -> String? {
    node.parent.map { program.nodes[$0].name }
  }

  private func gone(_ result: RebasedChoice) -> RebasedChoice {
    var result = result
    result.verdict = .gone
    result.place = new.retired.first { $0.name == result.choice.point }?.location
    return result
  }

  // MARK: Alternatives

  private func use(_ option: String, _ was: Node, _ node: Node, _ result: inout RebasedChoice) {
    if node.isRoot, let before = old.alternatives.first(where: { $0.name == option }) {
      guard let after = new.alternatives.first(where: { $0.name == option }) else {
        result.verdict = new.alternatives.isEmpty ? .notAllowed : .optionGone
        return
      }
      compare(before.comparability, after.comparability, &result)
      return
    }
    guard let before = was.alternatives.first(where: { $0.name == option }) else {
      result.verdict = .optionGone
      return
    }
    guard let after = node.alternatives.first(where: { $0.name == option }) else {
      result.verdict = node.alternatives.isEmpty ? .notAllowed : .optionGone
      // Its rules may have become the node's own, or those of the node that takes its place.
      let heirs = [node.name] + [node.sheet.deprecated?.use].compactMap(\.self)
      let heir = heirs.first { name in
        new.node(named: name).map { hasValue(of: before.rules, new.nodes[$0].rules) } ?? false
      }
      if let heir { result.verdict = .saidByBase(by: heir == node.name ? nil : heir) }
      result.place = new.node(named: heir ?? node.name).flatMap { new.nodes[$0].sheet.location }
      return
    }
    result.place = after.location
    let clauses = clauses(changedFrom: before.rules, to: after.rules)
    if !clauses.isEmpty { result.changes.append(.rules(clauses)) }
    compare(before.comparability, after.comparability, &result)
    let inputs = Set(old.inputsRead(by: before.rules).map { name(of: old.inputs[$0].name) })
    for index in new.inputsRead(by: after.rules) where inputs.contains(new.inputs[index].name) {
      let input = new.inputs[index]
      let former = old.inputs.first { name(of: $0.name) == input.name }
      if former?.sheet.definition != input.sheet.definition {
        result.changes.append(.definition(of: input.name))
      }
    }
  }

  /// Whether rules give the value that others gave: score and policies may be the heir's own.
  private func hasValue(of before: Rules, _ after: Rules) -> Bool {
    let deciding: Set = ["unit", "formula", "reported", "combine", "by"]
    return deciding.isDisjoint(with: clauses(changedFrom: before, to: after))
  }

  private func compare(
    _ before: Comparability, _ after: Comparability, _ result: inout RebasedChoice
  ) {
    if before != after { result.changes.append(.comparability(from: before, to: after)) }
  }

  // MARK: Parameters

  private func set(_ value: Scalar, _ result: inout RebasedChoice) {
    guard let was = old.parameters.first(where: { $0.name == result.choice.point }),
      let parameter = new.parameters.first(where: { $0.name == result.point }),
      isSame(was.type, parameter.type)
    else {
      result = gone(result)
      return
    }
    result.place = parameter.maySet?.location ?? parameter.sheet.location
    result.deprecated = deprecation(was.sheet, parameter.sheet)
    if let before = was.maySet?.value, let after = parameter.maySet?.value {
      compare(before.comparability, after.comparability, &result)
      if before.bounds != after.bounds { result.changes.append(.interval) }
    }
    if was.sheet.definition != parameter.sheet.definition {
      result.changes.append(.definition(of: parameter.name))
    }
    let own = old.ownValue(of: was).flatMap { self.value($0, from: was.type, to: parameter.type) }
    if own != new.ownValue(of: parameter) { result.changes.append(.ownValue) }
    guard let now = self.value(value, from: was.type, to: parameter.type) else {
      result.verdict = .outside
      return
    }
    if new.ownValue(of: parameter) == now {
      // One that was the base's before was set all the same: it may stay if it may be set at all.
      if !result.choice.isBase || parameter.maySet == nil { result.verdict = .saidByBase(by: nil) }
    } else if let may = parameter.maySet?.value {
      if !may.bounds.allow(now) { result.verdict = .outside }
    } else {
      result.verdict = .notAllowed
    }
  }
}

// MARK: What is new to choose

extension EditionChange {
  /// What an adaptation may choose now and could not before: `omit x`, `use x.y`, `set p`.
  package var freedoms: [String] {
    func all(_ program: Program, _ name: (String) -> String) -> [String] {
      var found: [String] = []
      for node in program.nodes {
        if node.mayOmit != nil { found.append("omit \(name(node.name))") }
        let whole = node.isRoot ? program.alternatives.map(\.name) : []
        found += (node.alternatives.map(\.name) + whole).map { "use \(name(node.name)).\($0)" }
      }
      for parameter in program.parameters where parameter.maySet != nil {
        found.append("set \(name(parameter.name))")
      }
      return found
    }
    let known = Set(all(old, name))
    return all(new) { $0 }.filter { !known.contains($0) }
  }

  private func isNew(_ node: Node) -> Bool {
    !old.nodes.contains { name(of: $0.name) == node.name }
  }
}

extension Program {
  /// The inputs that rules read, whatever stands between.
  fileprivate func inputsRead(by rules: Rules) -> [Int] {
    var found: Set<Int> = []
    var seen: Set<ExpressionID> = []
    var open = rules.valueExpressions
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .input(let input, _) = self[id].operation { found.insert(input) }
      open += self[id].operation.children
    }
    return found.sorted()
  }
}
