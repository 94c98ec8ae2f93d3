internal import PMMDiagnostics
package import PMMIR
internal import PMMNumber

/// What changes in meaning from one edition to another. Where things are written, in which order and
/// in what layout is no part of that; neither is anything that both say alike.
package struct ProgramDiff {
  package let old: Program
  package let new: Program
  package private(set) var changes: [Change] = []

  var nodes: Pairing<Node>
  var inputs: Pairing<Input>
  let parameters: Pairing<Parameter>
  /// Old names to new ones.
  var names = NameMap()
  let sharedParameters: Set<String>

  package init(_ old: Program, _ new: Program) {
    self.old = old
    self.new = new
    nodes = Pairing(old.nodes, new.nodes, name: \.diffName, was: \.sheet.was)
    inputs = Pairing(
      old.inputs, new.inputs, name: { $0.name }, was: { $0.owner == nil ? $0.sheet.was : [] })
    parameters = Pairing(old.parameters, new.parameters, name: \.name, was: \.sheet.was)
    for pair in parameters.pairs {
      names.parameters[old.parameters[pair.old].name] = new.parameters[pair.new].name
    }
    sharedParameters = Set(parameters.pairs.map { new.parameters[$0.new].name })
    for pair in inputs.pairs { names.inputs[old.inputs[pair.old].name] = new.inputs[pair.new].name }
    for pair in nodes.pairs { map(pair) }
    for scale in old.scales {
      guard let other = new.scales.first(where: { $0.name == scale.name }) else { continue }
      names.levels[scale.name] = Dictionary(
        uniqueKeysWithValues: renamedLevels(scale, other) ?? [])
    }
    suspectRenames()
    compareHead()
    compareLists()
    compareParameters()
    compareInputs()
    compareNodes()
    compareRetired()
    // Texts of sheets and of the head cannot be why rules differ; any other change may be.
    let texts = Set(ChangeCode.texts + ChangeCode.head)
    if changes.allSatisfy({ $0.effects == .editorial && texts.contains($0.code) }),
      rulesHash(old) != rulesHash(new)
    {
      report(
        .otherwiseChanged, at: [new.head.name], ["name": new.head.name], old.headLocation,
        new.headLocation, verdict: .review, forms: [rulesHash(old), rulesHash(new)])
    }
    sign()
    gather()
  }

  /// How the old edition's expressions are read, and the new one's.
  var oldForm: NormalForm { NormalForm(old, names, sharedParameters: sharedParameters) }
  var newForm: NormalForm { NormalForm(new, NameMap(), sharedParameters: sharedParameters) }

  private mutating func map(_ pair: (old: Int, new: Int)) {
    let (before, after) = (old.nodes[pair.old], new.nodes[pair.new])
    names.nodes[before.name] = after.name
    guard before.name != after.name else { return }
    // What a node reports is called like it.
    for (index, input) in old.inputs.enumerated() where input.owner == before.name {
      let name = after.name + input.name.dropFirst(before.name.utf8.count)
      guard inputs.removed.contains(index), let other = new.input(named: name),
        inputs.added.contains(other)
      else { continue }
      names.inputs[input.name] = name
      inputs.join(index, other)
    }
  }

  // MARK: Renames that nobody declared

  /// What is gone and what came, where nothing but the name is another one.
  private mutating func suspectRenames() {
    for index in inputs.removed where !inputs.regrouped.contains(old.inputs[index].name) {
      let candidates = inputs.added.filter { isSuccessor(index, $0) }
      guard candidates.count == 1, let other = candidates.first else { continue }
      names.inputs[old.inputs[index].name] = new.inputs[other].name
      inputs.join(index, other)
      report(
        .inputRenameSuspected, at: [new.inputs[other].name],
        ["old": old.inputs[index].name, "new": new.inputs[other].name],
        old.inputs[index].sheet.location, new.inputs[other].sheet.location, verdict: .review)
    }
    for index in nodes.removed where !nodes.regrouped.contains(old.nodes[index].name) {
      let before = old.nodes[index]
      let texts = RuleTexts(before.rules, oldForm).all
      let candidates = nodes.added.filter { other in
        let after = new.nodes[other]
        return after.level == before.level && before.children.isEmpty && after.children.isEmpty
          && before.rules.formulaReadsFigures(in: old)
          && RuleTexts(after.rules, newForm).all == texts
      }
      guard candidates.count == 1, let other = candidates.first else { continue }
      nodes.join(index, other)
      map((index, other))
      report(
        .renameSuspected, at: path(ofNew: other),
        ["old": before.name, "new": new.nodes[other].name], before.sheet.location,
        new.nodes[other].sheet.location, verdict: .review, nodes: [new.nodes[other].name])
    }
  }

  /// Whether every rule that read the one reads the other instead, and nothing else changed in it.
  private func isSuccessor(_ index: Int, _ other: Int) -> Bool {
    let (before, after) = (old.inputs[index], new.inputs[other])
    guard before.owner == nil, after.owner == nil,
      typeText(before.type, old) == typeText(after.type, new),
      oldForm.text(before.breakdown) == newForm.text(after.breakdown)
    else { return false }
    var trial = self
    trial.names.inputs[before.name] = after.name
    var isRead = false
    for pair in nodes.pairs {
      let rules = new.nodes[pair.new].rules
      guard new.inputs(readBy: rules).contains(other) else { continue }
      isRead = true
      let texts = RuleTexts(old.nodes[pair.old].rules, trial.oldForm)
      if texts.text(.body) != RuleTexts(rules, newForm).text(.body) { return false }
    }
    return isRead
  }

  // MARK: Telling

  mutating func report(
    _ code: ChangeCode, at path: [String], _ arguments: Arguments, _ old: Location?,
    _ new: Location?, effects: Effects? = nil, verdict: Verdict = .stated, nodes: [String] = [],
    shared: String? = nil, clause: String? = nil, forms: Set<String> = []
  ) {
    changes.append(
      Change(
        code: code, path: path, arguments: arguments, effects: effects ?? code.effects,
        verdict: verdict, nodes: nodes, shared: shared, clause: clause, forms: forms, old: old,
        new: new))
  }

  mutating func replace(_ index: Int, _ change: (inout Change) -> Void) {
    change(&changes[index])
  }

  func path(ofNew index: Int, _ clause: String? = nil) -> [String] {
    path(index, in: new) + (clause.map { [$0] } ?? [])
  }

  func path(_ index: Int, in program: Program) -> [String] {
    var names: [String] = []
    var next: Int? = index
    while let node = next {
      if !program.nodes[node].isRoot || names.isEmpty {
        names.insert(program.nodes[node].name, at: 0)
      }
      next = program.nodes[node].parent
    }
    return names
  }

  /// One clause that holds for many nodes is one change.
  private mutating func gather() {
    struct Key: Hashable {
      var code: ChangeCode
      var shared: String
      var arguments: Arguments
      var old: Location?
      var new: Location?
    }
    var places: [Key: Int] = [:]
    var gathered: [Change] = []
    for change in changes {
      guard let shared = change.shared else {
        gathered.append(change)
        continue
      }
      var arguments = change.arguments
      arguments["name"] = nil
      let key = Key(
        code: change.code, shared: shared, arguments: arguments, old: change.old, new: change.new)
      if let place = places[key] {
        gathered[place].nodes += change.nodes
        gathered[place].forms.formUnion(change.forms)
        gathered[place].arguments["name"] = shared
        gathered[place].path = [shared] + (change.clause.map { [$0] } ?? [])
      } else {
        places[key] = gathered.count
        gathered.append(change)
      }
    }
    changes = gathered.sorted {
      ($0.path.joined(separator: "/"), $0.code.id, $0.message)
        < ($1.path.joined(separator: "/"), $1.code.id, $1.message)
    }
  }
}

extension Node {
  /// The framework is the framework, whatever it is called.
  fileprivate var diffName: String { isRoot ? "framework" : name }
}

extension Rules {
  /// Whether the value is computed from something that is reported: two that are not have nothing by
  /// which one could be taken for the other.
  fileprivate func formulaReadsFigures(in program: Program) -> Bool {
    if case .formula = body.value { !program.inputs(readBy: self).isEmpty } else { false }
  }
}

extension Program {
  /// The inputs that rules read themselves.
  func inputs(readBy rules: Rules) -> Set<Int> {
    var found: Set<Int> = []
    var open = rules.expressions + (rules.weight.map { [$0.value] } ?? [])
    if case .reported(let input, _) = rules.body.value { found.insert(input) }
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .input(let input, _) = self[id].operation { found.insert(input) }
      open += dependencies(of: id)
    }
    return found
  }
}
