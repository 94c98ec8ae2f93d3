internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

/// What aggregates over a set are called; `unweighted_mean` says that a ratio is meant to be averaged.
let aggregateNames: [String: Aggregate] = {
  var names = Dictionary(
    uniqueKeysWithValues: Aggregate.allCases.map { ($0.rawValue, $0) })
  names["unweighted_mean"] = .mean
  return names
}()

extension Checker {
  /// `sum(declarations over flow)`, `max(lpi over surveyed where region == europe)`
  mutating func lowerSetAggregate(
    _ call: Call, _ span: Span, _ context: ExpressionContext
  ) -> Lowered? {
    let name = call.function
    // `percentile(x over P)` is where a figure stands, `percentile(x, 90% over P)` the figure there.
    let isFigure = name.text == "percentile" && call.arguments.count == 2
    if let standing = Standing(rawValue: name.text), !isFigure,
      case .named(let population)? = call.over
    {
      return lowerStanding(standing, call, population, span, context)
    }
    guard let aggregate = aggregateNames[name.text] else {
      unknownName(name, context.tree, as: "aggregate over a set", in: aggregateNames.keys)
      return nil
    }
    guard let over = call.over else {
      report(.aggregateNeedsSet, context.tree, span, ["function": name.text])
      return nil
    }
    guard let set = lowerSet(over, context) else { return nil }
    // A member for which the argument divides by zero is left out like any other missing one.
    let before = obligations.count
    defer { obligations.removeSubrange(before...) }
    guard let arguments = setArguments(aggregate, call, set, span, context) else { return nil }
    var condition: ExpressionID?
    if let test = call.condition {
      guard let lowered = lower(test, context), isTruth(lowered, test, context.tree) else {
        return nil
      }
      condition = lowered.id
    }
    guard
      let first = arguments.first,
      isAggregable(name.text, aggregate, first, set, call, span, context),
      let type = type(of: aggregate, first, span, context)
    else { return nil }
    let id = pool.add(
      .aggregate(aggregate, arguments.map(\.id), over: set, condition: condition), type)
    return Lowered(id, type)
  }

  private mutating func lowerSet(_ over: OverSet, _ context: ExpressionContext) -> SetSelection? {
    switch over {
    case .window(let from, let to, let span):
      if program.head.period == .none {
        report(.noPeriods, context.tree, span)
        return nil
      }
      guard from <= to, to - from < 100 else {
        report(.emptyInterval, context.tree, span)
        return nil
      }
      return .window(from: from, to: to)
    case .named(let name):
      switch symbols[name.text] {
      case .population(let index)?: return .population(index)
      case .axis(let index)?:
        return .axis(AxisPart(axis: index, values: Array(program.axes[index].values.indices)))
      case .records?: return nil
      default:
        unknownName(
          name, context.tree, as: "population or axis",
          in: populationNames + program.axes.map(\.name))
        return nil
      }
    }
  }

  /// Known before the populations themselves are, because their conditions may aggregate too.
  var populationNames: [String] {
    symbols.keys.filter { if case .population? = symbols[$0] { true } else { false } }
  }

  private mutating func setArguments(
    _ aggregate: Aggregate, _ call: Call, _ set: SetSelection, _ span: Span,
    _ context: ExpressionContext
  ) -> [Lowered]? {
    let expected: Int
    let words: String
    switch aggregate {
    case .weightedMean: (expected, words) = (2, "a value and its weight before `over`")
    case .percentile: (expected, words) = (2, "a value and a share such as 90% before `over`")
    case .bestMean: (expected, words) = (2, "a value and a number of members before `over`")
    default: (expected, words) = (1, "one value before `over`")
    }
    var inner = context
    // Cells are those of the set, not those of the node.
    if case .axis(let part) = set, context.breakdown?.axis == part.axis { inner.breakdown = nil }
    var lowered: [Lowered] = []
    for argument in call.arguments {
      guard case .expression(let id) = argument else { continue }
      guard let value = lower(id, inner) else { return nil }
      lowered.append(value)
    }
    guard lowered.count == expected, call.arguments.count == expected else {
      report(
        .wrongArguments, context.tree, span,
        ["function": call.function.text, "expected": words])
      return nil
    }
    if expected == 2 {
      let isWeight = aggregate == .weightedMean
      guard lowered[1].unit?.isDimensionless ?? false || isWeight else {
        typeMismatch(
          call.arguments[1].expressions[0], lowered[1].type, .quantity(.number), context.tree)
        return nil
      }
      if !isWeight {
        guard isConstantShare(aggregate, lowered[1], call, context) else { return nil }
      }
    }
    if case .axis(let part) = set, !reads(lowered[0].id, by: part.axis) {
      report(
        .nothingByAxis, context.tree, span,
        ["axis": program.axes[part.axis].name, "name": call.function.text])
      return nil
    }
    return lowered
  }

  private mutating func isConstantShare(
    _ aggregate: Aggregate, _ second: Lowered, _ call: Call, _ context: ExpressionContext
  ) -> Bool {
    let span = written(call.arguments[1].expressions[0], context.tree).span
    guard let constant = pool.constant(second.id) else {
      report(.notConstant, context.tree, span, ["what": "this argument"])
      return false
    }
    if aggregate == .percentile {
      if constant.sign >= 0, constant <= 1 { return true }
      report(
        .outOfBounds, context.tree, span,
        ["what": "a percentile", "bounds": "a share from 0% to 100%"])
      return false
    }
    if let count = constant.int, count > 0 { return true }
    report(
      .outOfBounds, context.tree, span, ["what": "the number of members", "bounds": "1 or more"])
    return false
  }

  /// Whether an expression reads a figure that is broken down by the axis, cell by cell.
  func reads(_ id: ExpressionID, by axis: Int) -> Bool {
    pool.closure(of: id).contains { expression in
      switch pool[expression].operation {
      case .input(let input, let selection):
        guard case .current = selection.cells else { return false }
        return program.inputs[input].breakdown.contains { $0.axis == axis }
      case .node(let node, _, let selection):
        guard case .current = selection.cells else { return false }
        return breakdowns[node]?.part.axis == axis
      default: return false
      }
    }
  }

  // MARK: Additivity

  /// A stock has no sum over time, a ratio no sum at all and no plain mean; national currencies of
  /// different subjects never meet.
  private mutating func isAggregable(
    _ name: String, _ aggregate: Aggregate, _ value: Lowered, _ set: SetSelection, _ call: Call,
    _ span: Span, _ context: ExpressionContext
  ) -> Bool {
    if case .population = set, aggregate != .count, aggregate != .distinct,
      value.unit?.factors.contains(where: { $0.base == "money" }) ?? false
    {
      report(.moneyAcrossSubjects, context.tree, span)
      return false
    }
    if aggregate == .sum, case .window = set, let stock = value.stocks.keys.sorted().first {
      report(.stockOverTime, context.tree, span, ["name": program.inputs[stock].name])
      return false
    }
    guard isRatio(value.id) else { return true }
    if aggregate == .sum {
      report(.sumOfRatio, context.tree, span)
      return false
    }
    if aggregate == .mean, name == "mean" {
      report(
        .meanOfRatio, context.tree, call.function.span,
        fix: replace(context.tree, call.function.span, by: "unweighted_mean", .changesMeaning))
      return false
    }
    return true
  }

  /// Whether a figure is a ratio, rate, mean or percent: what may not be summed or plainly averaged.
  private func isRatio(_ id: ExpressionID) -> Bool {
    if let unit = pool[id].type.unit,
      unit.isPercent || unit.factors.contains(where: { $0.power < 0 })
    {
      return true
    }
    switch pool[id].operation {
    case .input(let input, _): return program.inputs[input].accumulation == .average
    case .binary(.divide, let left, let right):
      // Divided by a plain number it is only scaled.
      return pool.constant(right) == nil || isRatio(left)
    case .binary(.add, let left, let right), .binary(.subtract, let left, let right),
      .binary(.multiply, let left, let right):
      return isRatio(left) || isRatio(right)
    case .negate(let operand), .convert(let operand, _), .named(_, _, let operand):
      return isRatio(operand)
    case .call(.abs, let arguments), .call(.clamp, let arguments): return isRatio(arguments[0])
    default: return false
    }
  }

  private mutating func type(
    of aggregate: Aggregate, _ value: Lowered, _ span: Span, _ context: ExpressionContext
  ) -> ValueType? {
    switch (aggregate, value.type) {
    case (.count, _), (.distinct, _): return .quantity(.number)
    case (.skewness, .quantity), (.kurtosis, .quantity): return .quantity(.number)
    case (_, .quantity): return value.type
    case (.min, .level), (.max, .level), (.median, .level): return value.type
    default:
      report(
        .aggregateOfKind, context.tree, span,
        ["function": aggregate.rawValue, "type": describe(value.type)])
      return nil
    }
  }

  // MARK: Standings, coverage, known

  /// `minmax(x over P)`: 0 for the lowest, 1 for the highest.
  private mutating func lowerStanding(
    _ standing: Standing, _ call: Call, _ population: Name, _ span: Span,
    _ context: ExpressionContext
  ) -> Lowered? {
    guard let index = self.population(population, context.tree) else { return nil }
    if let condition = call.condition {
      report(
        .misplacedClause, context.tree, written(condition, context.tree).span,
        ["clause": "where", "place": "a standing: the population has its own conditions"])
      return nil
    }
    guard call.arguments.count == 1, case .expression(let id) = call.arguments[0] else {
      report(
        .wrongArguments, context.tree, span,
        ["function": standing.rawValue, "expected": "one value before `over`"])
      return nil
    }
    let before = obligations.count
    let lowered = lower(id, context)
    obligations.removeSubrange(before...)
    guard let lowered, isQuantity(lowered, id, context.tree) else { return nil }
    // `value` of a node counts in the node's own direction, anything else as it is.
    var isDescending = false
    if case .own(.value) = pool[lowered.id].operation, let node = context.node {
      isDescending = isLowerBetter(node, context.alternative)
    }
    let type = ValueType.quantity(.number)
    let result = pool.add(
      .standing(standing, lowered.id, population: index, isDescending: isDescending), type)
    return Lowered(result, type)
  }

  mutating func population(_ name: Name, _ tree: Int) -> Int? {
    if case .population(let index)? = symbols[name.text] { return index }
    unknownName(name, tree, as: "population", in: populationNames)
    return nil
  }

  func isLowerBetter(_ node: Int, _ alternative: String?) -> Bool {
    program.nodes[node].better?.value == .lower
  }

  /// `known(x)`, `coverage(kpi)`
  mutating func lowerKnown(
    _ call: Call, _ span: Span, _ context: ExpressionContext
  ) -> Lowered? {
    guard call.arguments.count == 1, case .expression(let id) = call.arguments[0] else {
      report(
        .wrongArguments, context.tree, span,
        ["function": call.function.text, "expected": "one name"])
      return nil
    }
    if call.function.text == "known" {
      let before = obligations.count
      let lowered = lower(id, context)
      obligations.removeSubrange(before...)
      return lowered.map { Lowered(pool.add(.known($0.id), .truth), .truth) }
    }
    guard case .name(let level) = written(id, context.tree).kind,
      program.head.levels.contains(level.text)
    else {
      let expression = written(id, context.tree)
      let text = trees[context.tree].file.text(expression.span)
      unknownWord(
        Name(text, expression.span), context.tree, "level", program.head.levels)
      return nil
    }
    let type = ValueType.quantity(.percent)
    return Lowered(pool.add(.coverage(level.text), type), type)
  }
}
