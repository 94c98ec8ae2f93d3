internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Checker {
  /// What scores are: numbers, or levels of an ordinal framework's scale.
  var scoreType: ValueType {
    if case .levels(let scale)? = program.scores { return .level(scale) }
    return .quantity(.number)
  }

  /// A bare name in an expression.
  mutating func lowerName(
    _ name: Name, _ context: ExpressionContext, expecting expected: ValueType?
  ) -> Lowered? {
    if let bound = context.bindings[name.text] {
      switch bound {
      case .one(let lowered): return lowered
      case .unknown: return nil
      case .many, .operands:
        report(.listAsValue, context.tree, name.span, ["name": name.text])
        return nil
      }
    }
    let symbol = symbols[name.text]
    // No declaration may take such a word.
    if symbol == nil {
      switch name.text {
      case "value", "score", "shown": return lowerOwn(name, context)
      case "skewness", "kurtosis":
        if case .treatment = context.place, let statistic = Aggregate(rawValue: name.text) {
          let type = ValueType.quantity(.number)
          return Lowered(pool.add(.columnStatistic(statistic), type), type)
        }
      case "missing", "T":
        let hint =
          name.text == "T"
          ? "`T` is the period that is computed, not a number: it stands in `x[T-1]` and in "
            + "`mean(x over T-2 .. T)`; a year as a number is an input"
          : "`missing` stands in `when` lines; whether a figure is there is asked by `known(x)`"
        report(.misplacedWord, context.tree, name.span, ["word": name.text, "hint": hint])
        return nil
      default: break
      }
    }
    if let expected, let item = lowerItem(name, of: expected) { return item }
    guard !isNoConstant(name, context) else { return nil }
    switch symbol {
    case .node(let index)?: return lowerNodePart(index, .value, [], name.span, context)
    case .input(let index)?: return lowerInput(index, [], name.span, context)
    case .define(let index)?: return inline(index, [], name.span, context)
    case .parameter(let index)?:
      let type = program.parameters[index].type
      return poisoned.contains(name.text) ? nil : Lowered(pool.add(.parameter(index), type), type)
    case .attribute(let index)?:
      let type = program.attributes[index].type
      return poisoned.contains(name.text) ? nil : Lowered(pool.add(.attribute(index), type), type)
    case .population(let index)?: return Lowered(pool.add(.isMember(index), .truth), .truth)
    case let symbol?:
      guard !poisoned.contains(name.text) else { return nil }
      report(
        .wrongKind, context.tree, name.span,
        ["name": name.text, "found": symbol.kind, "expected": "a value"],
        related: places[name.text].map { [$0] } ?? [])
    case nil:
      var candidates = Set(symbols.keys).union(context.bindings.keys)
      if let expected { candidates.formUnion(itemNames(of: expected)) }
      unknownName(name, context.tree, as: "value", in: candidates)
    }
    return nil
  }

  /// A level or category by its bare name, where the type is known.
  private mutating func lowerItem(_ name: Name, of type: ValueType) -> Lowered? {
    switch type {
    case .level(let scale):
      guard let index = program.scales[scale].levels.firstIndex(where: { $0.name == name.text })
      else { return nil }
      return Lowered(pool.add(.level(index), type), type)
    case .category(let attribute):
      guard
        let index = program.attributes[attribute].values.firstIndex(where: { $0.name == name.text })
      else { return nil }
      return Lowered(pool.add(.category(index), type), type)
    default: return nil
    }
  }

  func itemNames(of type: ValueType) -> [String] {
    switch type {
    case .level(let scale): program.scales[scale].levels.map(\.name)
    case .category(let attribute): program.attributes[attribute].values.map(\.name)
    default: []
    }
  }

  /// `value`, `score` and `shown`: the node's own figures, where a clause may read them.
  private mutating func lowerOwn(_ name: Name, _ context: ExpressionContext) -> Lowered? {
    switch (context.place, name.text) {
    case (.inputCheck(let input), "value"):
      return lowerInput(input, [], name.span, context)
    case (.score(_, let type), "value"), (.after(_, let type, _), "value"):
      return Lowered(pool.add(.own(.value), type), type)
    case (.after(_, let type, _), "shown"):
      return Lowered(pool.add(.own(.shown), type), type)
    case (.after(_, _, let type?), "score"):
      return Lowered(pool.add(.own(.score), type), type)
    default:
      report(
        .misplacedWord, context.tree, name.span,
        [
          "word": name.text,
          "hint":
            "`value` is for checks, scores, class and rank; `shown` and `score` for class and rank",
        ])
      return nil
    }
  }

  /// Whether a name stands where only constants may, which are read before what it names is; told.
  private mutating func isNoConstant(_ name: Name, _ context: ExpressionContext) -> Bool {
    guard case .constant = context.place, let symbol = symbols[name.text] else { return false }
    guard !poisoned.contains(name.text) else { return true }
    report(
      .wrongKind, context.tree, name.span,
      ["name": name.text, "found": symbol.kind, "expected": "a constant"],
      related: places[name.text].map { [$0] } ?? [])
    return true
  }

  // MARK: Inputs

  mutating func lowerInput(
    _ index: Int, _ selectors: [Selector], _ span: Span, _ context: ExpressionContext
  ) -> Lowered? {
    if selectors.isEmpty, index < plainInputs.count, let known = plainInputs[index] {
      return known
    }
    // An input is large; only what is asked of it is taken out of the list.
    let name = program.inputs[index].name
    let type = program.inputs[index].type
    let axes = program.inputs[index].breakdown
    guard !poisoned.contains(name) else { return nil }
    guard let (fixed, period) = resolve(selectors, axes, name, span, context) else { return nil }
    for part in fixed where part.values.count > 1 && !program.inputs[index].isSummable {
      report(
        .notSummable, context.tree, span,
        ["name": name, "axis": program.axes[part.axis].name])
      return nil
    }
    var parts: [Int: Set<Int>] = [:]
    for part in axes where parts[part.axis] == nil { parts[part.axis] = Set(part.values) }
    var narrowed: [AxisPart] = []
    if let breakdown = context.breakdown, let own = parts[breakdown.axis],
      !fixed.contains(where: { $0.axis == breakdown.axis })
    {
      let common = own.intersection(breakdown.values)
      if common.isEmpty {
        report(
          .noSuchCells, context.tree, span,
          ["name": name, "axis": program.axes[breakdown.axis].name])
        return nil
      }
      if common != own {
        narrowed.append(AxisPart(axis: breakdown.axis, values: common.sorted()))
        parts[breakdown.axis] = common
      }
    }
    for part in fixed { parts[part.axis] = Set(part.values) }
    let cells: CellSelection =
      fixed.isEmpty ? .current(parts: narrowed) : .fixed(fixed + narrowed)
    let selection = Selection(cells: cells, period: period)
    let id = pool.add(.input(index, selection), type)
    var lowered = Lowered(id, type)
    let accumulation = program.inputs[index].accumulation
    if accumulation == .average || type.unit?.isPercent == true {
      lowered.rates = [index: [selection]]
    }
    if accumulation == .atEnd { lowered.stocks = [index: [period]] }
    if !parts.isEmpty {
      lowered.parts = parts
      lowered.figure = name
    }
    if selectors.isEmpty, axes.isEmpty {
      if plainInputs.count != program.inputs.count {
        plainInputs = Array(repeating: nil, count: program.inputs.count)
      }
      plainInputs[index] = lowered
    }
    return lowered
  }

  /// What is in square brackets: parts of axes and a period.
  private mutating func resolve(
    _ selectors: [Selector], _ breakdown: [AxisPart], _ figure: String, _ span: Span,
    _ context: ExpressionContext
  ) -> ([AxisPart], PeriodSelection)? {
    guard !selectors.isEmpty else { return ([], .offset(0)) }
    var chosen: [Int: Set<Int>] = [:]
    var period: PeriodSelection?
    var failed = false
    func setPeriod(_ selection: PeriodSelection, _ place: Span, _ checker: inout Checker) {
      if period != nil {
        checker.report(
          .duplicateItem, context.tree, place, ["name": "a period", "list": "one selection"])
        failed = true
      }
      period = selection
    }
    for selector in selectors {
      switch selector {
      case .value(let name):
        guard !name.isMissing else {
          failed = true
          continue
        }
        let places = breakdown.flatMap { part in
          part.values.filter { program.axes[part.axis].values[$0].name == name.text }.map {
            (part.axis, $0)
          }
        }
        guard let (axis, value) = places.first else {
          reportCell(name, breakdown, figure, context.tree)
          failed = true
          continue
        }
        if !chosen[axis, default: []].insert(value).inserted {
          report(
            .duplicateItem, context.tree, name.span,
            ["name": "`\(name.text)`", "list": "one selection"])
        }
      case .offset(let offset, let place):
        if program.head.period == .none, offset != 0 {
          report(.noPeriods, context.tree, place)
          failed = true
        }
        setPeriod(.offset(offset), place, &self)
      case .absolute(let id):
        let place = written(id, context.tree).span
        let text = trees[context.tree].file.text(place)
        if let literal = period_(text, place, context.tree) {
          setPeriod(.absolute(literal), place, &self)
        } else {
          failed = true
        }
      }
    }
    guard !failed else { return nil }
    let parts = chosen.map { AxisPart(axis: $0.key, values: $0.value.sorted()) }
    return (parts.sorted { $0.axis < $1.axis }, period ?? .offset(0))
  }

  private mutating func period_(_ text: String, _ span: Span, _ tree: Int) -> Period? {
    period(PeriodLiteral(text, span), tree)
  }

  private mutating func reportCell(
    _ name: Name, _ breakdown: [AxisPart], _ figure: String, _ tree: Int
  ) {
    let known = breakdown.flatMap { part in
      part.values.map { program.axes[part.axis].values[$0].name }
    }
    if known.isEmpty {
      report(
        .notBrokenDown, tree, name.span,
        ["name": name.text, "figure": figure, "hint": "declare `\(figure)` with `by AXIS`"])
    } else {
      unknownItem(name, tree, of: "the breakdown of `\(figure)`", known)
    }
  }

  // MARK: Nodes

  /// The type of a node's value, checking the node first if need be.
  mutating func nodeType(_ index: Int, _ span: Span, _ tree: Int) -> ValueType? {
    switch progress[index] {
    case .done: break
    case .todo: lowerNode(index)
    case .running:
      // Two formulas that read each other: told once, with the whole round, by the order of steps.
      if let type = declaredType(index) { return type }
      let round = activeNodes.drop { $0 != index } + [index]
      reportCycle(
        "node", round.dropLast().map { nodeSources[$0].name.text },
        Location(file: tree, span: span),
        round.dropFirst().dropLast().map {
          Location(file: nodeSources[$0].tree, span: nodeSources[$0].name.span)
        })
      failedNodes.insert(index)
      return nil
    }
    return failedNodes.contains(index) ? nil : rules(of: index)?.type
  }

  private func rules(of index: Int) -> Rules? {
    lowered.isEmpty ? program.nodes[index].rules : lowered[index]
  }

  mutating func lowerNodePart(
    _ index: Int, _ part: NodePart, _ selectors: [Selector], _ span: Span,
    _ context: ExpressionContext
  ) -> Lowered? {
    // A node's type may only be known from its formula; its rank needs no such knowledge.
    let type: ValueType
    switch part {
    case .rank: type = .quantity(.number)
    case .score: type = scoreType
    case .value, .shown:
      guard let found = nodeType(index, span, context.tree) else { return nil }
      type = found
    case .classification:
      guard nodeType(index, span, context.tree) != nil else { return nil }
      guard let scale = rules(of: index)?.classification?.value.scale else {
        report(
          .noSuchPart, context.tree, span, ["node": nodeSources[index].name.text, "part": "class"])
        return nil
      }
      type = .level(scale)
    }
    var breakdown: [AxisPart] = []
    if let own = nodeBreakdown(index) { breakdown = [own] }
    guard
      let (fixed, period) = resolve(
        selectors, breakdown, nodeSources[index].name.text, span, context)
    else { return nil }
    if let several = fixed.first(where: { $0.values.count > 1 }) {
      report(
        .notSummable, context.tree, span,
        ["name": nodeSources[index].name.text, "axis": program.axes[several.axis].name])
      return nil
    }
    let cells: CellSelection = fixed.isEmpty ? .current(parts: []) : .fixed(fixed)
    let id = pool.add(.node(index, part, Selection(cells: cells, period: period)), type)
    var lowered = Lowered(id, type)
    for part in breakdown { lowered.parts[part.axis] = Set(part.values) }
    for part in fixed { lowered.parts[part.axis] = Set(part.values) }
    if !lowered.parts.isEmpty { lowered.figure = nodeSources[index].name.text }
    return lowered
  }

  /// `hdi.shown`, `adoption.full`, `paperless_trade.data_model`
  mutating func lowerMember(
    _ base: ExprID, _ part: Name, _ span: Span, _ context: ExpressionContext,
    selectors: [Selector] = []
  ) -> Lowered? {
    guard !part.isMissing else { return nil }
    switch written(base, context.tree).kind {
    case .missing: return nil
    case .select(let inner, let more):
      return lowerMember(inner, part, span, context, selectors: more)
    case .name(let name):
      switch symbols[name.text] {
      case .scale(let index)?:
        if let item = lowerItem(part, of: .level(index)) { return item }
        unknownItem(
          part, context.tree, of: "the scale `\(name.text)`", itemNames(of: .level(index)))
      case .attribute(let index)? where !program.attributes[index].values.isEmpty:
        if let item = lowerItem(part, of: .category(index)) { return item }
        unknownItem(
          part, context.tree, of: "the attribute `\(name.text)`", itemNames(of: .category(index)))
      case .node(let index)?:
        guard !isNoConstant(name, context) else { return nil }
        if let input = program.inputs.firstIndex(where: { $0.name == "\(name.text).\(part.text)" })
        {
          return lowerInput(input, selectors, span, context)
        }
        if let figure = NodePart(rawValue: part.text) {
          return lowerNodePart(index, figure, selectors, span, context)
        }
        let parts = ["value", "score", "shown", "rank", "class"]
        report(
          .noSuchPart, context.tree, part.span,
          arguments(
            ["node": name.text, "part": part.text], nearest: part.text, in: parts),
          fix: nearestFix(part, context.tree, in: parts))
      case nil: unknownName(name, context.tree, as: "node", in: symbols.keys)
      case let symbol?:
        report(
          .noParts, context.tree, part.span,
          ["name": name.text, "kind": symbol.kind, "part": part.text])
      }
      return nil
    default:
      report(
        .noParts, context.tree, part.span,
        ["name": "this expression", "kind": "no name", "part": part.text])
      return nil
    }
  }

  /// `x[import, T-1]`
  mutating func lowerSelection(
    _ base: ExprID, _ selectors: [Selector], _ span: Span, _ context: ExpressionContext
  ) -> Lowered? {
    switch written(base, context.tree).kind {
    case .missing: return nil
    case .member(let inner, let part):
      return lowerMember(inner, part, span, context, selectors: selectors)
    case .name(let name):
      if name.text == "value", case .inputCheck(let input) = context.place {
        return lowerInput(input, selectors, span, context)
      }
      guard !isNoConstant(name, context) else { return nil }
      switch symbols[name.text] {
      case .input(let index)?: return lowerInput(index, selectors, span, context)
      case .node(let index)?: return lowerNodePart(index, .value, selectors, span, context)
      case nil:
        unknownName(
          name, context.tree, as: "value",
          in: program.inputs.map(\.name) + nodeSources.map(\.name.text))
      case let symbol?:
        guard !poisoned.contains(name.text) else { return nil }
        report(.notSelectable, context.tree, span, ["name": name.text, "kind": symbol.kind])
      }
    default: report(.notSelectable, context.tree, span, ["name": "this", "kind": "an expression"])
    }
    return nil
  }
}
