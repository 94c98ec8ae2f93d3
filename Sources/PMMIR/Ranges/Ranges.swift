internal import PMMNumber

/// A condition that is known to hold, or not to, where an expression is evaluated.
package struct Assumption: Hashable, Sendable {
  package var condition: ExpressionID
  package var holds: Bool

  package init(_ condition: ExpressionID, holds: Bool) {
    self.condition = condition
    self.holds = holds
  }
}

/// What values figures can take, from declared `range`s and `check`s of the form `a <= b`.
///
/// Sound, not complete: a figure never leaves the bounds given here, but may not reach them. The
/// compiler asks it whether a denominator can be zero; other tools ask more.
package struct Ranges: Sendable {
  let program: Program
  /// What has been found so far.
  var nodeValues = KnownByNumber<Values>()
  var nodeScores = KnownByNumber<Bounds>()
  /// Of formulas that read nothing but what is reported, by the expression: equal ones are one.
  var formulaBounds = KnownByNumber<Bounds>()
  /// Which expressions can be zero where nothing is known but ranges: many nodes divide by the same.
  private var plainZeros = KnownByNumber<Bool>()
  /// The nodes whose value or score is being worked out.
  var active = NodesAtWork()
  var activeScores = NodesAtWork()
  /// What a long chain ends in is being worked out first.
  var isSettling = false
  /// Pairs of inputs `(a, b)` with a check that `a <= b`, cell by cell.
  let ordered: Set<Pair>

  struct Pair: Hashable {
    var lesser: Int
    var greater: Int
  }

  /// Where scores lie; everything if they are unbounded.
  package let scores: Bounds

  /// Which choices on the framework as a whole are looked at: all of them, or one.
  package enum Scope: Sendable {
    case everything, base
    case alternative(Int)
    /// The rules of each node in a run.
    case chosen([Rules])
  }

  let scope: Scope

  package init(_ program: Program, _ scope: Scope = .everything) {
    self.program = program
    self.scope = scope
    scores =
      if case .interval(let low, let high)? = program.head.scores {
        Bounds(lower: low, upper: high)
      } else {
        .everything
      }
    var pairs: Set<Pair> = []
    for input in program.inputs {
      for check in input.checks {
        for (lesser, greater) in Self.orderings(check.value.condition, program) {
          pairs.insert(Pair(lesser: lesser, greater: greater))
        }
      }
    }
    ordered = pairs
  }

  /// `a <= b` between two inputs of the same cell and period, also inside `and`.
  static func orderings(_ id: ExpressionID, _ program: Program) -> [(Int, Int)] {
    guard case .binary(let operation, let left, let right) = program[id].operation else {
      return []
    }
    if operation == .and { return orderings(left, program) + orderings(right, program) }
    guard case .input(let a, let here) = program[left].operation,
      case .input(let b, let there) = program[right].operation,
      here == Selection(), there == Selection(),
      // A conversion would stand between them if their units differed in scale.
      program.inputs[a].type.unit?.scale == program.inputs[b].type.unit?.scale
    else { return [] }
    switch operation {
    case .less, .lessOrEqual: return [(a, b)]
    case .greater, .greaterOrEqual: return [(b, a)]
    case .equal: return [(a, b), (b, a)]
    default: return []
    }
  }

  /// The rules that a node may have.
  func choices(of index: Int) -> [Rules] {
    let own = program.nodes[index].alternatives.map(\.rules)
    switch scope {
    case .everything: return program.everyRules(of: index)
    case .base: return [program.nodes[index].rules] + own
    case .alternative(let alternative):
      return [program.alternatives[alternative].rules[index]] + own
    case .chosen(let rules): return [rules[index]]
    }
  }

  /// The only rules that a node may have; nil if it has several.
  func onlyChoice(of index: Int) -> Rules? {
    hasOnlyChoice(of: index) ? program.nodes[index].rules : nil
  }

  func hasOnlyChoice(of index: Int) -> Bool {
    guard case .everything = scope else { return false }
    return program.alternatives.isEmpty && program.nodes[index].alternatives.isEmpty
  }

  // MARK: Expressions

  /// The bounds of an expression; `value` gives those of the node's own figure where it reads one,
  /// and `node` whose children a `define` combines. `rules` are those of the node whose formula it
  /// is: their `when` lines may put figures in, and their conditions do not hold.
  package mutating func bounds(
    _ id: ExpressionID, value: Bounds = .everything, shown: Bounds? = nil,
    score: Bounds = .everything, assuming assumptions: [Assumption] = [], under rules: Rules? = nil,
    of node: Int? = nil
  ) -> Bounds {
    let formula = assumptions.isEmpty ? plainFormula(id, rules) : nil
    if let formula, let known = formulaBounds[formula] { return known }
    let found = bounds(
      id,
      context(
        value: value, shown: shown, score: score, assuming: assumptions, under: rules, of: node))
    if let formula, isReported(id) { formulaBounds[formula] = found }
    return found
  }

  /// Whether an expression can be zero there.
  package mutating func canBeZero(
    _ id: ExpressionID, value: Bounds = .everything, assuming assumptions: [Assumption] = [],
    under rules: Rules? = nil, of node: Int? = nil
  ) -> Bool {
    // As most formulas are: nothing is known there that is not known everywhere.
    if assumptions.isEmpty, node == nil, value.isEverything, rules?.leaveFiguresAlone ?? true,
      active.isEmpty, activeScores.isEmpty, let known = plainZeros[id.index]
    {
      return known
    }
    let context = context(
      value: value, shown: nil, score: .everything, assuming: assumptions, under: rules, of: node)
    guard context.isPlain, active.isEmpty, activeScores.isEmpty else {
      return canBeZero(id, context)
    }
    if let known = plainZeros[id.index] { return known }
    let found = canBeZero(id, context)
    plainZeros[id.index] = found
    return found
  }

  /// Whether two figures can be equal there.
  package mutating func canMeet(
    _ left: ExpressionID, _ right: ExpressionID, value: Bounds = .everything,
    assuming assumptions: [Assumption] = [], under rules: Rules? = nil, of node: Int? = nil
  ) -> Bool {
    let context = context(
      value: value, shown: nil, score: .everything, assuming: assumptions, under: rules, of: node)
    if differ(left, right, context) { return false }
    return (bounds(left, context) - bounds(right, context)).contains(0)
  }

  mutating func context(
    value: Bounds, shown: Bounds?, score: Bounds, assuming assumptions: [Assumption],
    under rules: Rules?, of node: Int?
  ) -> Context {
    var context = Context(
      value: value, shown: shown ?? value, score: score,
      facts: assumptions.flatMap { facts($0.condition, $0.holds) })
    if let node { context.operands = operandBounds(of: node, rules) }
    guard let rules else { return context }
    let effect = effect(of: rules)
    context.effect = effect
    for condition in rules.conditions {
      // A condition reads figures without any line; where a line puts something in, what it says
      // of them need not hold for the formula.
      guard !effect.counts else { break }
      let facts = facts(condition.value.test, false)
      context.facts += facts.filter { !effect.excludes || !isOpenToExclusion($0) }
    }
    return context
  }

  struct Context {
    var value: Bounds
    var shown: Bounds
    var score: Bounds
    var operands = Bounds.everything
    var facts: [Fact]
    var effect = Effect()

    /// Whether it is the same wherever the expression stands.
    var isPlain: Bool {
      facts.isEmpty && !effect.excludes && !effect.counts && value.isEverything
        && operands.isEverything
    }
  }

  /// What the `when` lines of a node can do to the figures of its formula.
  struct Effect {
    /// Some line leaves cells or arguments out.
    var excludes = false
    /// Some line counts a missing figure as another one.
    var counts = false
    /// What figures are counted as; nil if only by what others have.
    var counted: Bounds?
  }

  /// Whether `exclude` can make the figures of a fact other ones in the formula.
  func isOpenToExclusion(_ fact: Fact) -> Bool {
    var pending = fact.expressions
    while let id = pending.popLast() {
      switch program[id].operation {
      case .input(let input, let selection):
        if !program.inputs[input].breakdown.isEmpty, !isOneCell(input, selection) { return true }
      case .call(let function, _) where function.isAggregate: return true
      default: break
      }
      pending += program[id].operation.children
    }
    return false
  }

  mutating func bounds(_ id: ExpressionID, _ context: Context) -> Bounds {
    var result = raw(id, context)
    if let counted = context.effect.counted, canArise(id) { result = result.union(counted) }
    if case .level(let scale) = program[id].type {
      result = result.intersection(
        Bounds(lower: 0, upper: Rational(program.scales[scale].levels.count - 1)))
    }
    for fact in context.facts where fact.expression == id {
      switch fact.comparand {
      case .constant(let constant): result = result.narrowed(fact.operation, Bounds(only: constant))
      case .expression(let other):
        // Only what is known of the other without facts about both: they would need each other.
        var plain = context
        plain.facts = context.facts.filter {
          if case .constant = $0.comparand { true } else { false }
        }
        result = result.narrowed(fact.operation, bounds(other, plain))
      }
    }
    return result
  }

  /// Whether a missing figure arises at an expression, so that a `when` line looks at it.
  func canArise(_ id: ExpressionID) -> Bool {
    switch program[id].operation {
    case .input, .node, .attribute, .aggregate, .standing, .lookup, .call: true
    case .binary(let operation, _, _): operation == .divide || operation == .power
    default: false
    }
  }

  mutating func raw(_ id: ExpressionID, _ context: Context) -> Bounds {
    switch program[id].operation {
    case .number(let value): return Bounds(only: value)
    case .level(let level): return Bounds(only: Rational(level))
    case .category, .truth, .text, .date, .attribute, .isMember, .not, .known,
      .columnStatistic, .standing(.zscore, _, _, _):
      return .everything
    case .standing, .coverage: return .unit
    case .aggregate(let aggregate, let arguments, _, _):
      return self.aggregate(aggregate, arguments, context)
    case .lookup(let table, _):
      return program.tables[table].rows.map { bounds($0.result, context) }
        .reduce(nil) { $0?.union($1) ?? $1 } ?? .everything
    case .operands: return context.operands
    case .input(let input, let selection):
      return inputBounds(input, selection, counted: context.effect.counted)
    case .node(let node, let part, _): return nodeBounds(node, part)
    case .parameter(let parameter):
      // An administration may set it anywhere in its interval.
      if let choice = program.parameters[parameter].maySet { return choice.value.bounds }
      return bounds(program.parameters[parameter].value, context)
    case .own(.value): return context.value
    case .own(.shown): return context.shown
    case .own(.score): return context.score
    case .negate(let operand): return -bounds(operand, context)
    case .convert(let operand, let factor): return bounds(operand, context).scaled(by: factor)
    case .named(_, _, let operand): return bounds(operand, context)
    case .conditional(let condition, let then, let otherwise):
      var first = context
      first.facts += facts(condition, true)
      var second = context
      second.facts += facts(condition, false)
      return bounds(then, first).union(bounds(otherwise, second))
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, context)
    case .call(let function, let arguments): return call(function, arguments, context)
    }
  }

  mutating func canBeZero(_ id: ExpressionID, _ context: Context) -> Bool {
    if isOtherThanZero(linearForm(id), context) || !bounds(id, context).contains(0) { return false }
    if let counted = context.effect.counted, canArise(id), counted.contains(0) { return true }
    switch program[id].operation {
    case .negate(let operand), .convert(let operand, _), .named(_, _, let operand):
      return canBeZero(operand, context)
    case .call(.abs, let arguments): return canBeZero(arguments[0], context)
    case .binary(.multiply, let left, let right):
      return canBeZero(left, context) || canBeZero(right, context)
    case .binary(.divide, let left, _): return canBeZero(left, context)
    case .binary(.power, let base, _): return canBeZero(base, context)
    case .conditional(let condition, let then, let otherwise):
      var first = context
      first.facts += facts(condition, true)
      var second = context
      second.facts += facts(condition, false)
      return canBeZero(then, first) || canBeZero(otherwise, second)
    default: return true
    }
  }

  mutating func binary(
    _ operation: BinaryOperation, _ left: ExpressionID, _ right: ExpressionID, _ context: Context
  ) -> Bounds {
    let (a, b) = (bounds(left, context), bounds(right, context))
    switch operation {
    case .add: return a + b
    case .subtract:
      var difference = a - b
      if isAtMost(right, left, context) { difference = difference.intersection(.notNegative) }
      if isBelow(right, left, context) {
        difference = difference.intersection(Bounds(lower: 0, lowerIsOpen: true, upper: nil))
      }
      return difference
    case .multiply: return left == right ? (a * b).intersection(.notNegative) : a * b
    case .divide: return quotient(left, right, a, b, context)
    case .power:
      guard case .number(let exponent) = program[right].operation, let whole = exponent.int else {
        if a.isPositive { return Bounds(lower: 0, lowerIsOpen: true, upper: nil) }
        return a.isNotNegative ? .notNegative : .everything
      }
      return a.power(whole)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or:
      return .everything
    }
  }

  func quotient(
    _ left: ExpressionID, _ right: ExpressionID, _ a: Bounds, _ b: Bounds, _ context: Context
  ) -> Bounds {
    // Where it divides by zero there is no value, so the bounds speak of the rest.
    guard b.isNotNegative else { return a.divided(by: b) ?? .everything }
    let positive = b.intersection(Bounds(lower: 0, lowerIsOpen: true, upper: nil))
    var result = a.divided(by: positive) ?? .everything
    if a.isNotNegative, isAtMost(left, right, context) {
      result = result.intersection(.unit)
    } else if case .binary(.subtract, let whole, let part) = program[left].operation,
      whole == right, isAtMost(part, whole, context), inputIsNotNegative(part, context)
    {
      result = result.intersection(.unit)
    }
    return result
  }

  func inputIsNotNegative(_ id: ExpressionID, _ context: Context) -> Bool {
    if case .input(let input, let selection) = program[id].operation {
      inputBounds(input, selection, counted: context.effect.counted).isNotNegative
    } else {
      false
    }
  }

  /// Whether the one figure is at most the other: by a condition that leads here, or by a check, which
  /// holds cell by cell and for the whole total.
  func isAtMost(
    _ lesser: ExpressionID, _ greater: ExpressionID, _ context: Context
  ) -> Bool {
    if lesser == greater { return true }
    if isRelated(lesser, greater, context, [.less, .lessOrEqual, .equal]) { return true }
    guard case .input(let a, let here) = program[lesser].operation,
      case .input(let b, let there) = program[greater].operation, here == there,
      ordered.contains(Pair(lesser: a, greater: b))
    else { return false }
    // A figure that is counted as another one was not checked, and totals that leave cells out need
    // not be over the same ones.
    guard !context.effect.counts else { return false }
    let (parts, others) = (program.inputs[a].breakdown, program.inputs[b].breakdown)
    if parts.isEmpty, others.isEmpty { return true }
    // In a cell, a figure without the axis is still the whole.
    guard others.allSatisfy({ part in parts.contains { $0.axis == part.axis } }) else {
      return false
    }
    if isOneCell(a, here) { return true }
    return here.cells == .current(parts: []) && parts.count == 1 && !context.effect.excludes
  }

  /// Whether a condition that leads here says that one figure lies below the other.
  func isBelow(_ lesser: ExpressionID, _ greater: ExpressionID, _ context: Context) -> Bool {
    isRelated(lesser, greater, context, [.less])
      || (isAtMost(lesser, greater, context) && lesser != greater
        && isRelated(lesser, greater, context, [.notEqual]))
  }

  /// Whether a condition that leads here says that two figures are not equal.
  func differ(_ left: ExpressionID, _ right: ExpressionID, _ context: Context) -> Bool {
    isOtherThanZero(linearForm(left).minus(linearForm(right)), context)
  }

  func isRelated(
    _ left: ExpressionID, _ right: ExpressionID, _ context: Context,
    _ operations: Set<BinaryOperation>
  ) -> Bool {
    context.facts.contains { fact in
      guard case .expression(let other) = fact.comparand else { return false }
      return fact.expression == left && other == right && operations.contains(fact.operation)
    }
  }

  /// Whether a selection is about one cell, whatever is being computed.
  func isOneCell(_ input: Int, _ selection: Selection) -> Bool {
    guard case .fixed(let parts) = selection.cells else { return false }
    return program.inputs[input].breakdown.allSatisfy { part in
      parts.contains { $0.axis == part.axis && $0.values.count == 1 }
    }
  }

  mutating func call(
    _ function: Function, _ arguments: [ExpressionID], _ context: Context
  ) -> Bounds {
    let all = arguments.map { bounds($0, context) }
    func hull(_ list: [Bounds]) -> Bounds { list.dropFirst().reduce(list[0]) { $0.union($1) } }
    guard let first = all.first else { return .everything }
    switch function {
    case .abs: return first.magnitude
    case .ln: return .everything
    case .exp: return Bounds(lower: 0, lowerIsOpen: true, upper: nil)
    case .sqrt:
      return first.isPositive ? Bounds(lower: 0, lowerIsOpen: true, upper: nil) : .notNegative
    case .clamp:
      guard let low = all[1].upper, let high = all[2].lower, low <= high else {
        return hull([all[1], all[2]])
      }
      return Bounds.minimum([Bounds.maximum([first, all[1]]), all[2]])
    case .linear, .log: return .unit
    case .next: return first + Bounds(only: 1)
    case .previous: return first - Bounds(only: 1)
    case .sum:
      if arguments.count == 1, isOperands(arguments[0]) { return first.sumOfSome }
      guard context.effect.excludes else { return all.dropFirst().reduce(first, +) }
      // Any of them may be left out, but not all.
      let sum = all.map { $0.union(Bounds(only: 0)) }.reduce(Bounds(only: 0), +)
      return all.allSatisfy(\.isPositive)
        ? sum.intersection(Bounds(lower: 0, lowerIsOpen: true, upper: nil)) : sum
    case .min: return context.effect.excludes ? hull(all) : Bounds.minimum(all)
    case .max: return context.effect.excludes ? hull(all) : Bounds.maximum(all)
    case .mean, .median: return hull(all)
    case .geometricMean, .harmonicMean:
      return hull(all).intersection(.notNegative)
    case .powerMean: return hull(Array(all.dropFirst())).intersection(.notNegative)
    case .weightedMean, .weightedGeometricMean, .weightedHarmonicMean:
      return hull(stride(from: 0, to: all.count, by: 2).map { all[$0] })
    case .weightedPowerMean:
      return hull(stride(from: 1, to: all.count, by: 2).map { all[$0] })
    }
  }

  /// What is made of the members of a set, none of which leaves the bounds of the argument.
  mutating func aggregate(
    _ aggregate: Aggregate, _ arguments: [ExpressionID], _ context: Context
  ) -> Bounds {
    // What is known of this subject's figures says nothing about the other members'.
    var context = context
    context.facts = []
    guard let first = arguments.first.map({ bounds($0, context) }) else { return .everything }
    switch aggregate {
    case .mean, .median, .min, .max, .weightedMean, .percentile, .bestMean: return first
    case .geometricMean, .harmonicMean: return first.intersection(.notNegative)
    case .sum:
      // At least one member is known, or there is no sum.
      if first.isPositive { return Bounds(lower: 0, lowerIsOpen: true, upper: nil) }
      return first.isNotNegative ? .notNegative : .everything
    case .count, .distinct, .deviation, .sampleDeviation: return .notNegative
    case .skewness, .kurtosis: return .everything
    }
  }

  func isOperands(_ id: ExpressionID) -> Bool {
    if case .operands = program[id].operation { true } else { false }
  }
}
