import PMMDiagnostics
import PMMIR
internal import PMMNumber

/// Nodes: which there are, where they stand, and what they say besides their rules.
extension ProgramDiff {
  mutating func compareNodes() {
    for pair in nodes.renamed {
      let index = new.node(named: pair.new)!
      report(
        pair.isUndone ? .oldNameReturned : .renamed, at: path(ofNew: index),
        ["old": pair.old, "new": pair.new],
        old.node(named: pair.old).flatMap { old.nodes[$0].sheet.location },
        new.nodes[index].sheet.location)
    }
    compareRegrouped()
    for index in nodes.removed where !nodes.regrouped.contains(old.nodes[index].name) {
      let node = old.nodes[index]
      report(
        codes(of: node, in: old).removed, at: path(index, in: old), arguments(of: node, in: old),
        node.sheet.location, nil)
      reportSunset(node.sheet, node.name)
    }
    for index in nodes.added where !nodes.regrouped.contains(new.nodes[index].name) {
      let node = new.nodes[index]
      var effects = codes(of: node, in: new).added.effects
      if !node.isResult, isCombined(index) { effects.formUnion(.comparability) }
      report(
        codes(of: node, in: new).added, at: path(ofNew: index), arguments(of: node, in: new), nil,
        node.sheet.location, effects: effects)
    }
    for pair in nodes.pairs { compare(pair) }
  }

  /// Whether the score of something that was there before is made of the new node too.
  private func isCombined(_ index: Int) -> Bool {
    let node = new.nodes[index]
    guard let parent = node.parent, case .combine = new.nodes[parent].rules.body.value,
      node.rules.score.value != .none
    else { return false }
    if case .heading = node.rules.body.value { return false }
    return nodes.pairs.contains { $0.new == parent } || isCombined(parent)
  }

  private mutating func compareRegrouped() {
    for split in nodes.splits {
      guard let index = old.node(named: split.name) else { continue }
      let node = old.nodes[index]
      report(
        .nodeSplit, at: path(index, in: old),
        [
          "level": node.level, "name": node.name,
          "new": split.into.map { "`\($0)`" }.joined(separator: " and "),
        ], node.sheet.location,
        new.node(named: split.into[0]).flatMap { new.nodes[$0].sheet.location },
        forms: whole(split.into, in: new))
    }
    for merge in nodes.merges {
      guard let index = new.node(named: merge.name) else { continue }
      let node = new.nodes[index]
      report(
        .nodesMerged, at: path(ofNew: index),
        [
          "level": node.level, "name": node.name,
          "old": merge.from.map { "`\($0)`" }.joined(separator: " and "),
        ], old.node(named: merge.from[0]).flatMap { old.nodes[$0].sheet.location },
        node.sheet.location, forms: whole(merge.from, in: old))
    }
  }

  /// The innermost level is that of KPIs, the outermost that of dimensions.
  private func codes(of node: Node, in program: Program) -> (removed: ChangeCode, added: ChangeCode)
  {
    if node.isResult { return (.resultRemoved, .resultAdded) }
    if node.level == program.head.levels.last { return (.kpiRemoved, .kpiAdded) }
    if node.level == program.head.levels.first { return (.branchRemoved, .branchAdded) }
    return (.groupRemoved, .groupAdded)
  }

  private func arguments(of node: Node, in program: Program) -> Arguments {
    [
      "name": node.name, "level": node.level,
      "parent": node.parent.map { program.nodes[$0].name } ?? "",
    ]
  }

  private mutating func compare(_ pair: (old: Int, new: Int)) {
    let (before, after) = (old.nodes[pair.old], new.nodes[pair.new])
    let path = path(ofNew: pair.new)
    let places = (before.sheet.location, after.sheet.location)
    let name = after.name
    if before.level != after.level, !before.isRoot {
      report(
        .levelChanged, at: path, ["name": name, "old": before.level, "new": after.level], places.0,
        places.1)
    }
    let parents = (
      before.parent.map { names.node(old.nodes[$0].name) } ?? "",
      after.parent.map { new.nodes[$0].name } ?? ""
    )
    if parents.0 != parents.1, before.level == after.level, !before.isRoot {
      report(
        after.level == new.head.levels.last ? .kpiMoved : .groupMoved, at: path,
        ["name": name, "level": after.level, "old": parents.0, "new": parents.1], places.0,
        places.1,
        nodes: [name])
    }
    compareDirections(before, after, path)
    compareDisclosure(
      before.disclosure?.value, after.disclosure?.value, path, name,
      before.disclosure?.location ?? places.0, after.disclosure?.location ?? places.1,
      shared: after.disclosure.flatMap { $0.source.isShared ? $0.source.description : nil })
    compareOmission(before, after, path)
    if (before.application == nil) != (after.application == nil) {
      let source = (after.application ?? before.application)?.source
      report(
        before.application == nil ? .applicationShown : .applicationHidden,
        at: path + ["application"], ["name": name], before.application?.location,
        after.application?.location,
        shared: source.flatMap { $0.isShared ? $0.description : nil }, clause: "application")
    }
    compareQuestions(before, after, path)
    compareExamples(before, after, path)
    let isReported = if case .reported = after.rules.body.value { true } else { false }
    compareSheets(before.sheet, after.sheet, path, name, meaning: isReported)
    compareRules(pair)
    compareOptions(pair)
  }

  private mutating func compareDirections(_ before: Node, _ after: Node, _ path: [String]) {
    let (one, other) = (before.better?.value ?? .none, after.better?.value ?? .none)
    guard one != other else { return }
    let code: ChangeCode =
      one == .none ? .directionDeclared : other == .none ? .directionWithdrawn : .directionReversed
    let source = (after.better ?? before.better)?.source
    report(
      code, at: path + ["better"],
      ["name": after.name, "old": one.rawValue, "new": other.rawValue],
      place(before.better, before, source), place(after.better, after, source), nodes: [after.name],
      shared: source.flatMap { $0.isShared ? $0.description : nil }, clause: "better")
  }

  /// Where a clause is written; of one that only this node says, else its sheet.
  private func place<Value>(
    _ clause: Resolved<Value>?, _ node: Node, _ source: ClauseSource?
  ) -> Location? {
    clause?.location ?? (source?.isShared == true ? nil : node.sheet.location)
  }

  private mutating func compareOmission(_ before: Node, _ after: Node, _ path: [String]) {
    let (one, other) = (before.mayOmit?.value ?? false, after.mayOmit?.value ?? false)
    guard one != other else { return }
    let source = (after.mayOmit ?? before.mayOmit)?.source
    report(
      other ? .omissionAllowed : .omissionForbidden, at: path + ["may omit"], ["name": after.name],
      place(before.mayOmit, before, source), place(after.mayOmit, after, source),
      shared: source.flatMap { $0.isShared ? $0.description : nil }, clause: "may omit")
  }

  private mutating func compareQuestions(_ before: Node, _ after: Node, _ path: [String]) {
    func uses(_ node: Node, _ program: Program) -> [String: InstrumentUse] {
      Dictionary(node.instruments.map { (program.instruments[$0.instrument].name, $0) }) {
        first, _ in first
      }
    }
    let (one, other) = (uses(before, old), uses(after, new))
    let places = (before.sheet.location, after.sheet.location)
    let language = new.head.languages.first ?? "en"
    for name in Set(one.keys).union(other.keys).sorted() {
      let arguments: Arguments = ["name": after.name, "instrument": name]
      let place = path + ["instruments", name]
      switch (one[name], other[name]) {
      case (nil, _): report(.questionAdded, at: place, arguments, places.0, places.1)
      case (_, nil): report(.questionRemoved, at: place, arguments, places.0, places.1)
      case (let earlier?, let later?):
        if earlier.condition[language] != later.condition[language] {
          report(.questionReworded, at: place, arguments, places.0, places.1, verdict: .review)
        }
        compareTranslations(
          earlier.condition, later.condition, "condition of `\(name)`", place, after.name, places.0,
          places.1)
      }
    }
  }

  /// An example by what it puts in and what it expects.
  private func words(_ example: Example, _ program: Program, _ names: NameMap) -> [String] {
    let bindings = example.bindings.map { binding -> String in
      let target =
        switch binding.target {
        case .input(let input, let cell, let offset):
          "\(names.input(program.inputs[input].name)) \(cell.coordinates.map(\.value)) \(offset)"
        case .inputAt(let input, let cell, let period):
          "\(names.input(program.inputs[input].name)) \(cell.coordinates.map(\.value)) \(period)"
        case .parameter(let index): names.parameter(program.parameters[index].name)
        case .attribute(let index): program.attributes[index].name
        case .childScore(let index): names.node(program.nodes[index].name)
        }
      return "\(target) = \(binding.given)"
    }
    return bindings.sorted() + [
      "\(example.gives)", "\(String(describing: example.scores))", example.use ?? "",
    ]
  }

  private mutating func compareExamples(_ before: Node, _ after: Node, _ path: [String]) {
    for example in after.examples
    where !before.examples.contains(where: { $0.title == example.title }) {
      report(
        .exampleAdded, at: path + ["example"], ["name": after.name, "title": example.title],
        nil, example.location)
    }
    for example in after.examples {
      guard let other = before.examples.first(where: { $0.title == example.title }),
        words(other, old, names) != words(example, new, NameMap())
      else { continue }
      report(
        .exampleChanged, at: path + ["example"], ["name": after.name, "title": example.title],
        other.location, example.location)
    }
    for example in before.examples
    where !after.examples.contains(where: { $0.title == example.title }) {
      report(
        .exampleRemoved, at: path + ["example"], ["name": after.name, "title": example.title],
        example.location, nil)
    }
  }
}
