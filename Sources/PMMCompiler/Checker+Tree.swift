internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Checker {
  /// Makes the nodes, puts each under its parent, and reads what a sheet says beside its rules.
  mutating func linkTree() {
    for source in nodeSources {
      let inherited = (every[source.level] ?? []).filter { reference in
        if case .origin = reference.clause.kind { return true }
        return isText(reference)
      }
      let sheet = sheet(source.title, source.clauses + inherited, source.tree, source.name)
      if isEmpty(source.title) {
        report(
          .missingTitle, source.tree, (source.title?.span ?? source.name.span),
          ["name": source.name.text])
      }
      let placeholder = Rules(
        body: Resolved(.heading, location: nil, source: .language), type: scoreType,
        score: Resolved(.none, location: nil, source: .language))
      program.nodes.append(
        Node(name: source.name.text, level: source.level, sheet: sheet, rules: placeholder))
      breakdowns.append(nil)
    }
    for index in nodeSources.indices { link(index) }
    for index in program.nodes.indices {
      // As written, so that a table shows them in the author's order; no result depends on it.
      program.nodes[index].children.sort { left, right in
        (nodeSources[left].tree, nodeSources[left].span.start)
          < (nodeSources[right].tree, nodeSources[right].span.start)
      }
    }
    for index in nodeSources.indices { readSheetClauses(index) }
    for index in program.instruments.indices { checkInstrumentParent(index) }
  }

  private func isText(_ reference: ClauseRef) -> Bool {
    switch reference.clause.kind {
    case .text, .code, .sdg: true
    default: false
    }
  }

  private mutating func link(_ index: Int) {
    let source = nodeSources[index]
    guard source.level != "framework", source.level != "result" else { return }
    let root = nodeSources.firstIndex { $0.level == "framework" }
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
      let levels = program.head.levels
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
    program.nodes[index].parent = parent
    program.nodes[parent].children.append(index)
  }

  /// Instruments that are part of each other: told for the first of them by name.
  private mutating func checkInstrumentRound(_ index: Int) {
    var path = [program.instruments[index].name]
    while let last = path.last, case .instrument(let at)? = symbols[last],
      let parent = program.instruments[at].parent
    {
      path.append(parent)
      if parent == path[0] { break }
      if path.dropLast().contains(parent) { return }
    }
    guard path.count > 1, path.last == path[0], path.min() == path[0],
      let (tree, name) = instrumentParents[path[0]]
    else { return }
    reportCycle("instrument", path.dropLast(), Location(file: tree, span: name.span))
  }

  private mutating func checkInstrumentParent(_ index: Int) {
    guard let parent = program.instruments[index].parent else { return }
    if case .instrument(let above)? = symbols[parent], above != index {
      checkInstrumentRound(index)
      return
    }
    program.instruments[index].parent = nil
    guard let (tree, name) = instrumentParents[program.instruments[index].name] else { return }
    if parent == program.instruments[index].name {
      reportCycle("instrument", [parent], Location(file: tree, span: name.span))
    } else {
      unknownName(name, tree, as: "instrument", in: program.instruments.map(\.name))
    }
  }

  /// Own clauses before those of `every`; the first of each slot holds.
  func effectiveClauses(_ index: Int) -> [ClauseRef] {
    firstOfEachSlot(nodeSources[index].clauses + (every[nodeSources[index].level] ?? []))
  }

  private mutating func readSheetClauses(_ index: Int) {
    let source = nodeSources[index]
    for reference in effectiveClauses(index) {
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
            let input = program.inputs.firstIndex(where: { $0.name == name })
          else { return nil }
          return InstrumentUse(
            instrument: instrument, input: input, condition: item.condition?.text ?? "")
        }
      default: break
      }
    }
  }

  func nodeBreakdown(_ index: Int) -> AxisPart? { breakdowns[index]?.part }
}
