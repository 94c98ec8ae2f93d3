import PMMIR

/// What fingerprints are made of besides the message: both forms of what changed.
extension ProgramDiff {
  /// Adds to each change what its clause said and says, or the declaration if it is about all of it.
  mutating func sign() {
    guard changes.contains(where: { !Self.saidInFull.contains($0.code) }) else { return }
    var latter = names.parameters.merging(names.inputs) { $1 }.merging(names.nodes) { $1 }
    latter[old.head.name] = new.head.name
    let former = Dictionary(latter.map { ($0.value, $0.key) }) { first, _ in first }
    let earlier = SaidForms(
      old, renamed: former,
      alone: nodes.removed.map { old.nodes[$0].name } + inputs.removed.map { old.inputs[$0].name }
        + parameters.removed.map { old.parameters[$0].name }
        + old.listNames.subtracting(new.listNames))
    let later = SaidForms(
      new, renamed: latter,
      alone: nodes.added.map { new.nodes[$0].name } + inputs.added.map { new.inputs[$0].name }
        + parameters.added.map { new.parameters[$0].name }
        + new.listNames.subtracting(old.listNames))
    for index in changes.indices where !Self.saidInFull.contains(changes[index].code) {
      let path = changes[index].path
      replace(index) { $0.forms.formUnion(["- " + earlier.form(path), "+ " + later.form(path)]) }
    }
  }

  /// Changes of a name or a place: the message says all of it, and whatever else changes in the sheet
  /// is told for itself.
  private static let saidInFull: Set<ChangeCode> = [
    .renamed, .oldNameReturned, .inputRenamed, .inputNameReturned, .kpiMoved, .groupMoved,
    .levelChanged, .weightsRescaled,
  ]

  /// All that some declarations say.
  func whole(_ names: [String], in program: Program) -> Set<String> {
    let forms = DeclarationForms(program)
    return Set(names.flatMap(forms.declarations).map(\.canonical))
  }
}

/// What one edition says at the places of changes.
private struct SaidForms {
  let program: Program
  let forms: DeclarationForms
  /// What places are called here.
  let renamed: [String: String]
  /// What only this edition declares. A clause that reads such a thing says what that says.
  let alone: Set<String>

  init(_ program: Program, renamed: [String: String], alone: [String]) {
    self.program = program
    forms = DeclarationForms(program)
    self.renamed = renamed
    self.alone = Set(alone)
  }

  func form(_ path: [String]) -> String {
    let path = path.map { renamed[$0] ?? $0 }
    if path[0] == program.head.name {
      let option = program.alternatives.first { path.count > 1 && $0.name == path[1] }?.name
      let said = option.map(forms.declarations) ?? [forms.head] + forms.declarations(named: path[0])
      let rest = path.dropFirst(option == nil ? 1 : 2)
      return said.map { narrowed($0, rest, path[0]) }.joined(separator: "\n")
    }
    var depth = 1
    while depth < path.count, let node = program.node(named: path[depth]),
      let parent = program.nodes[node].parent, program.nodes[parent].name == path[depth - 1]
    {
      depth += 1
    }
    let name = path[depth - 1]
    let own = forms.declarations(named: name).map { narrowed($0, path[depth...], name) }
    let read = readAlone(by: name).sorted().flatMap(forms.declarations).map(\.canonical)
    return (own + read).joined(separator: "\n")
  }

  /// The part of a declaration that the rest of a place names; all of it where that names none.
  private func narrowed(_ declaration: JSON, _ rest: ArraySlice<String>, _ name: String) -> String {
    var json = declaration
    for word in rest {
      if let keys = Self.clauses[word] {
        let said = json.members + (json["sheet"]?.members ?? [])
        return JSON.object(said.filter { keys.contains($0.key) }).canonical
      }
      let own = json["alternatives"]?.elements.first { $0["name"]?.text == word }
      let shared = program.alternatives.contains { $0.name == word }
        ? forms.declarations(named: word).lazy.flatMap { $0["nodes"]?.elements ?? [] }
          .first { $0["name"]?.text == name } : nil
      guard let option = own ?? shared else { break }
      json = option
    }
    return json.canonical
  }

  /// Names of what only this edition has and what a declaration reads, over any number of steps.
  private func readAlone(by name: String) -> Set<String> {
    guard !alone.isEmpty else { return [] }
    var found: Set<String> = []
    var names = [name]
    while let next = names.popLast() {
      let read = program.names(readBy: next).intersection(alone).subtracting(found)
      found.formUnion(read)
      names += read
    }
    return found
  }

  /// The members of the canonical form that a clause word stands for.
  private static let clauses: [String: Set<String>] = {
    let same = [
      "by", "needs", "weight", "weights", "impute", "treat", "class", "rank", "better", "disclosure",
      "application", "instruments", "range", "accumulation", "title", "definition", "purpose",
      "note", "guidance", "sdg", "deprecated", "subject", "period", "covers", "cycle", "scores",
      "uses", "phases", "languages", "status",
    ]
    let others: [String: Set<String>] = [
      "formula": ["formula", "reported", "combine", "body"], "unit": ["type"],
      "when": ["conditions"], "when missing": ["policies"], "score": ["score", "scoredCell"],
      "round value": ["roundValue"], "round score": ["roundScore"], "show value": ["showValue"],
      "show score": ["showScore"], "may omit": ["mayOmit"], "may set": ["maySet"],
      "value": ["value", "type"], "example": ["examples"], "check": ["checks"],
      "warn": ["warnings"], "source": ["sources"], "code": ["codes"], "origin": ["origins"],
      "series break": ["seriesBreaks"], "history": ["was", "since", "seriesBreaks", "deprecated"],
      "levels": ["levels", "levelTitles"],
    ]
    return others.merging(same.map { ($0, [$0]) }) { $1 }
  }()
}

extension Program {
  /// What lists declare.
  fileprivate var listNames: Set<String> {
    Set(scales.map(\.name) + attributes.map(\.name) + populations.map(\.name) + tables.map(\.name))
  }

  /// What the rules, checks or rows of a declaration read, each by its name.
  fileprivate func names(readBy name: String) -> Set<String> {
    var open: [ExpressionID] = []
    var found: Set<String> = []
    if let node = node(named: name) {
      for rules in everyRules(of: node) {
        open += rules.expressions + (rules.weight.map { [$0.value] } ?? [])
        found.formUnion(rules.figurePopulations.map { populations[$0].name })
        if let classification = rules.classification {
          found.insert(scales[classification.value.scale].name)
        }
        if case .reported(let input, _) = rules.body.value { found.insert(inputs[input].name) }
      }
    }
    if let input = input(named: name) {
      open += (inputs[input].checks + inputs[input].warnings).map(\.value.condition)
    }
    if let parameter = parameter(named: name) { open.append(parameters[parameter].value) }
    open += tables.filter { $0.name == name }.flatMap(\.expressions)
    open += populations.filter { $0.name == name }.flatMap(\.conditions)
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      switch self[id].operation {
      case .input(let input, _): found.insert(inputs[input].name)
      case .node(let node, _, _): found.insert(nodes[node].name)
      case .parameter(let parameter): found.insert(parameters[parameter].name)
      case .attribute(let attribute): found.insert(attributes[attribute].name)
      case .lookup(let table, _): found.insert(tables[table].name)
      case .isMember(let population), .standing(_, _, let population, _),
        .aggregate(_, _, .population(let population), _):
        found.insert(populations[population].name)
      default: break
      }
      if case .level(let scale) = self[id].type { found.insert(scales[scale].name) }
      open += dependencies(of: id)
    }
    return found
  }
}
