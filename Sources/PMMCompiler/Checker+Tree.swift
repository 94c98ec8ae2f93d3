internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Checker {
  /// Makes the nodes, puts each under its parent, and reads what a sheet says beside its rules.
  mutating func linkTree() {
    program.nodes.reserveCapacity(nodeSources.count)
    let inherited = every.filter { reference in
      if case .origin = reference.clause.kind { return true }
      return isText(reference)
    }
    let placeholder = Rules(
      body: Resolved(.heading, location: nil, source: .language), type: scoreType,
      score: Resolved(.none, location: nil, source: .language))
    for source in nodeSources {
      let outer = inherited[source.level]
      let sheet =
        source.saysOfItself || !outer.isEmpty
        ? sheet(source.title, source.clauses + outer, source.tree, source.name)
        : PMMIR.Sheet(
          title: translations(source.title),
          location: Location(file: source.tree, span: source.name.span))
      if isEmpty(source.title) {
        report(
          .missingTitle, source.tree, (source.title?.span ?? source.name.span),
          ["name": source.name.text])
      }
      program.nodes.append(
        Node(name: source.name.text, level: source.level, sheet: sheet, rules: placeholder))
      if let subject = adaptations[source.tree]?.subject {
        program.nodes[program.nodes.count - 1].localTo = subject
      }
      breakdowns.append(nil)
    }
    lowered = Array(repeating: nil, count: nodeSources.count)
    let root = nodeSources.firstIndex { $0.level == "framework" }
    for index in nodeSources.indices { link(index, root: root) }
    for index in program.nodes.indices where program.nodes[index].children.count > 1 {
      // As written, so that a table shows them in the author's order; no result depends on it.
      program.nodes[index].children.sort { left, right in
        (nodeSources[left].tree, nodeSources[left].span.start)
          < (nodeSources[right].tree, nodeSources[right].span.start)
      }
    }
    for index in nodeSources.indices { readSheetClauses(index) }
    checkInstruments()
    for index in program.nodes.indices { checkApplication(index) }
  }

  private func isText(_ reference: ClauseRef) -> Bool {
    switch reference.clause.kind {
    case .text, .code, .sdg: true
    default: false
    }
  }

  private mutating func link(_ index: Int, root: Int?) {
    let source = nodeSources[index]
    guard source.level != "framework", source.level != "result" else { return }
    var parent = root
    if let name = source.parent {
      guard case .node(let found)? = symbols[name.text] else {
        unknownName(
          name, source.tree, as: "node",
          in: nodeSources.filter { $0.level != "result" }.map(\.name.text))
        poisoned.insert(source.name.text)
        hasLostNodes = true
        return
      }
      if nodeSources[found].level == "result" {
        report(
          .wrongKind, source.tree, name.span,
          ["name": name.text, "found": "a result", "expected": "a node of the tree"],
          related: places[name.text].map { [$0] } ?? [])
        hasLostNodes = true
        return
      }
      let levels = program.levels
      if let above = levels.firstIndex(of: nodeSources[found].level),
        let below = levels.firstIndex(of: source.level), below <= above
      {
        report(
          .levelOrder, source.tree, name.span,
          ["child": withArticle(source.level), "parent": withArticle(nodeSources[found].level)],
          related: places[name.text].map { [$0] } ?? [])
        hasLostNodes = true
        return
      }
      parent = found
    }
    guard let parent else { return }
    if isLocal(source.tree), !isLocal(nodeSources[parent].tree) {
      // Shown there, but no operand: the base's figures are the same for everyone.
      program.nodes[index].place = parent
      return
    }
    program.nodes[index].parent = parent
    program.nodes[parent].children.append(index)
  }

  /// Own clauses before those of `every`; the first of each slot holds.
  func effectiveClauses(_ index: Int) -> [ClauseRef] {
    firstOfEachSlot(nodeSources[index].clauses + every[nodeSources[index].level])
  }

  /// What decides no figure of its own.
  private static let sheetSlots = [
    Slot.Kind.by, .better, .disclosure, .mayOmit, .application, .instruments,
  ].reduce(0) { $0 | $1.bit }

  private mutating func readSheetClauses(_ index: Int) {
    let source = nodeSources[index]
    var taken: UInt64 = 0
    let outer = every[source.level]
    let own = source.clauses.count
    for place in 0..<(own + outer.count) {
      let slot = place < own ? source.clauses[place].slotKind : outer[place - own].slotKind
      guard let bit = slot?.bit, bit & Self.sheetSlots & ~taken != 0 else { continue }
      taken |= bit
      let reference = place < own ? source.clauses[place] : outer[place - own]
      let location = Location(file: reference.tree, span: reference.clause.span)
      switch reference.clause.kind {
      case .by(let breakdown, let noTotal):
        guard let part = part(breakdown, reference.tree) else { continue }
        breakdowns[index] = NodeBreakdown(part: part, hasTotal: noTotal == nil)
      case .better(let name):
        if let direction = Direction(rawValue: name.text) {
          program.nodes[index].better = Resolved(
            direction, location: location, source: reference.source)
        } else {
          unknownWord(name, reference.tree, "direction", ["higher", "lower", "none"])
        }
      case .disclosure(let names):
        if let level = disclosure(names, reference) {
          program.nodes[index].disclosure = Resolved(
            level, location: location, source: reference.source)
        }
      case .mayOmit:
        program.nodes[index].mayOmit = Resolved(true, location: location, source: reference.source)
      case .application(let name):
        if name.text == "median" {
          program.nodes[index].application = Resolved(
            name.text, location: location, source: reference.source)
        } else {
          unknownWord(name, reference.tree, "way to sum up levels", ["median"])
        }
      case .instruments(let list):
        program.nodes[index].instruments = list.compactMap { item in
          let name = "\(source.name.text).\(item.name.text)"
          guard case .instrument(let instrument)? = symbols[item.name.text],
            let input = ownedInputs[name]
          else { return nil }
          return InstrumentUse(
            instrument: instrument, input: input,
            condition: translations(item.condition, reference.tree))
        }
      default: break
      }
    }
  }

  func nodeBreakdown(_ index: Int) -> AxisPart? { breakdowns[index]?.part }
}
