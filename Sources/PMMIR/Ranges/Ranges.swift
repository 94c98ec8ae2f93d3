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
  private let program: Program
  private var nodeValues: [Int: Bounds] = [:]
  private var active: Set<Int> = []
  /// Pairs of inputs `(a, b)` with a check that `a <= b`, cell by cell.
  private let ordered: Set<Pair>

  private struct Pair: Hashable {
    var lesser: Int
    var greater: Int
  }

  package init(_ program: Program) {
    self.program = program
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
  private static func orderings(_ id: ExpressionID, _ program: Program) -> [(Int, Int)] {
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

  // MARK: Expressions

  /// The bounds of an expression; `value` gives those of the node's own figure where it reads one.
  package mutating func bounds(
    _ id: ExpressionID, value: Bounds = .everything, score: Bounds = .everything,
    assuming assumptions: [Assumption] = []
  ) -> Bounds {
    let context = Context(
      value: value, score: score, facts: assumptions.flatMap { facts($0.condition, $0.holds) })
    return bounds(id, context)
  }

  private struct Context {
    var value: Bounds
    var score: Bounds
    var facts: [Fact]
  }

  /// `expression OPERATION constant` is true.
  private struct Fact {
    var expression: ExpressionID
    var operation: BinaryOperation
    var constant: Rational
  }

  private mutating func bounds(_ id: ExpressionID, _ context: Context) -> Bounds {
    var result = raw(id, context)
    for fact in context.facts where fact.expression == id {
      result = result.narrowed(fact.operation, fact.constant)
    }
    return result
  }

  private mutating func raw(_ id: ExpressionID, _ context: Context) -> Bounds {
    switch program[id].operation {
    case .number(let value): return Bounds(only: value)
    case .level, .category, .truth, .text, .date, .attribute, .isMember, .not, .known,
      .columnStatistic, .standing(.zscore, _, _, _):
      return .everything
    case .standing, .coverage: return .unit
    case .aggregate(let aggregate, let arguments, _, _):
      return self.aggregate(aggregate, arguments, context)
    case .lookup(let table, _):
      return program.tables[table].rows.map { bounds($0.result, context) }
        .reduce(nil) { $0?.union($1) ?? $1 } ?? .everything
    case .operands: return scores
    case .input(let input, let selection): return inputBounds(input, selection)
    case .node(let node, let part, _): return nodeBounds(node, part)
    case .parameter(let parameter):
      // An administration may set it anywhere in its interval.
      if let choice = program.parameters[parameter].maySet { return choice.value.bounds }
      return bounds(program.parameters[parameter].value, context)
    case .own(.value), .own(.shown): return context.value
    case .own(.score): return context.score
    case .negate(let operand): return -bounds(operand, context)
    case .convert(let operand, let factor): return bounds(operand, context).scaled(by: factor)
    case .named(_, let operand): return bounds(operand, context)
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

  private mutating func binary(
    _ operation: BinaryOperation, _ left: ExpressionID, _ right: ExpressionID, _ context: Context
  ) -> Bounds {
    let (a, b) = (bounds(left, context), bounds(right, context))
    switch operation {
    case .add: return a + b
    case .subtract:
      let difference = a - b
      return isAtMost(right, left) ? difference.intersection(.notNegative) : difference
    case .multiply: return left == right ? (a * b).intersection(.notNegative) : a * b
    case .divide: return quotient(left, right, a, b)
    case .power:
      guard case .number(let exponent) = program[right].operation, let whole = exponent.int else {
        return a.isNotNegative ? .notNegative : .everything
      }
      return a.power(whole)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or:
      return .everything
    }
  }

  private func quotient(
    _ left: ExpressionID, _ right: ExpressionID, _ a: Bounds, _ b: Bounds
  ) -> Bounds {
    // Where it divides by zero there is no value, so the bounds speak of the rest.
    guard b.isNotNegative else { return a.divided(by: b) ?? .everything }
    let positive = b.intersection(Bounds(lower: 0, lowerIsOpen: true, upper: nil))
    var result = a.divided(by: positive) ?? .everything
    if a.isNotNegative, isAtMost(left, right) {
      result = result.intersection(.unit)
    } else if case .binary(.subtract, let whole, let part) = program[left].operation,
      whole == right, isAtMost(part, whole), inputIsNotNegative(part)
    {
      result = result.intersection(.unit)
    }
    return result
  }

  private func inputIsNotNegative(_ id: ExpressionID) -> Bool {
    if case .input(let input, let selection) = program[id].operation {
      inputBounds(input, selection).isNotNegative
    } else {
      false
    }
  }

  /// Whether a check says that the one input is at most the other, cell by cell.
  private func isAtMost(_ lesser: ExpressionID, _ greater: ExpressionID) -> Bool {
    if lesser == greater { return true }
    guard case .input(let a, let here) = program[lesser].operation,
      case .input(let b, let there) = program[greater].operation, here == there
    else { return false }
    return ordered.contains(Pair(lesser: a, greater: b))
  }

  private mutating func call(
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
    case .clamp: return Bounds.minimum([Bounds.maximum([first, all[1]]), all[2]])
    case .linear, .log: return .unit
    case .next, .previous: return .everything
    case .sum:
      return arguments.count == 1 && isOperands(arguments[0])
        ? (first.isNotNegative ? .notNegative : .everything) : all.dropFirst().reduce(first, +)
    case .min: return Bounds.minimum(all)
    case .max: return Bounds.maximum(all)
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
  private mutating func aggregate(
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

  private func isOperands(_ id: ExpressionID) -> Bool {
    if case .operands = program[id].operation { true } else { false }
  }

  // MARK: Figures

  /// Where scores lie; everything if they are unbounded.
  package var scores: Bounds {
    if case .interval(let low, let high)? = program.head.scores {
      Bounds(lower: low, upper: high)
    } else {
      .everything
    }
  }

  /// An input's declared range. A total of several cells only keeps the sign of its cells.
  package func inputBounds(_ index: Int, _ selection: Selection = Selection()) -> Bounds {
    let input = program.inputs[index]
    guard case .interval(let range)? = input.range?.value else { return .everything }
    guard !input.breakdown.isEmpty, input.isSummable else { return range }
    if case .fixed(let parts) = selection.cells,
      input.breakdown.allSatisfy({ part in
        parts.contains { $0.axis == part.axis && $0.values.count == 1 }
      })
    {
      return range
    }
    // The range is also held against the total, where one was reported.
    if range.isPositive { return Bounds(lower: 0, lowerIsOpen: true, upper: nil) }
    return range.isNotNegative ? .notNegative : .everything
  }

  package mutating func nodeBounds(_ index: Int, _ part: NodePart) -> Bounds {
    switch part {
    case .rank: return Bounds(lower: 1, upper: nil)
    case .classification: return .everything
    case .score: return scoreBounds(index)
    case .value, .shown: return nodeValue(index)
    }
  }

  private mutating func scoreBounds(_ index: Int) -> Bounds {
    let all = program.everyRules(of: index).map { rules -> Bounds in
      switch rules.score.value {
      case .itself: return nodeValue(index)
      case .population(let score) where score.method == .zscore: return .everything
      case .population(let score): return score.onto ?? scores
      case .none, .linear, .log, .rows, .formula:
        // The score of a `combine` is its value.
        if case .combine = rules.body.value { return nodeValue(index) }
        return scores
      }
    }
    return all.dropFirst().reduce(all[0]) { $0.union($1) }
  }

  /// The bounds of a node's value under its own rules and every alternative's.
  private mutating func nodeValue(_ index: Int) -> Bounds {
    if let known = nodeValues[index] { return known }
    guard active.insert(index).inserted else { return .everything }
    let all = program.everyRules(of: index).map { value(of: $0, index) }
    let result = all.dropFirst().reduce(all[0]) { $0.union($1) }
    active.remove(index)
    nodeValues[index] = result
    return result
  }

  private mutating func value(of rules: Rules, _ index: Int) -> Bounds {
    var result: Bounds
    switch rules.body.value {
    case .heading: return .everything
    case .formula(let id), .reported(_, let id):
      result = bounds(id, assuming: rules.conditions.map { Assumption($0.value.test, holds: false) })
    case .combine(.custom(_, let id)): result = bounds(id)
    case .combine(.function(let function, _)):
      let operands = operandBounds(of: index)
      result =
        function == .sum ? (operands.isNotNegative ? .notNegative : .everything) : operands
    }
    for condition in rules.conditions {
      if case .value(let id) = condition.value.result { result = result.union(bounds(id)) }
    }
    for policy in rules.policies {
      if case .result(.value(let id)) = policy.value.action { result = result.union(bounds(id)) }
    }
    switch rules.imputation?.value {
    case nil: break
    case .value(let id): result = result.union(bounds(id, value: result))
    case .aggregate(let aggregate, _):
      result = aggregate.staysInside ? result : .everything
    }
    if rules.treatment?.value.methods.contains(.log) ?? false { result = .everything }
    if let decimals = rules.roundValue?.value {
      result = result.rounded(decimals, printFactor: rules.type.unit?.printFactor ?? 1)
    }
    return result
  }

  /// The bounds of a combination's operands: those of scores, unless a child's score leaves them.
  private mutating func operandBounds(of index: Int) -> Bounds {
    var result = scores
    for child in program.nodes[index].children where hasOwnScale(child, depth: 0) {
      result = result.union(scoreBounds(child))
    }
    return result
  }

  /// Whether the score of a node, or of one below it, is put on a scale of its own.
  private func hasOwnScale(_ index: Int, depth: Int) -> Bool {
    guard depth < program.nodes.count else { return true }
    return program.everyRules(of: index).contains { rules in
      if case .population = rules.score.value { return true }
      guard case .combine = rules.body.value else { return false }
      return program.nodes[index].children.contains { hasOwnScale($0, depth: depth + 1) }
    }
  }

  // MARK: Facts

  /// What a condition says about single expressions.
  private func facts(_ id: ExpressionID, _ holds: Bool) -> [Fact] {
    switch program[id].operation {
    case .not(let operand): return facts(operand, !holds)
    case .named(_, let operand): return facts(operand, holds)
    case .binary(.and, let left, let right) where holds:
      return facts(left, true) + facts(right, true)
    case .binary(.or, let left, let right) where !holds:
      return facts(left, false) + facts(right, false)
    case .binary(let operation, let left, let right):
      guard let wanted = holds ? operation : operation.negated else { return [] }
      if case .number(let constant) = program[right].operation {
        return [Fact(expression: left, operation: wanted, constant: constant)]
      }
      if case .number(let constant) = program[left].operation {
        return [Fact(expression: right, operation: wanted.mirrored, constant: constant)]
      }
      return []
    default: return []
    }
  }
}

extension BinaryOperation {
  fileprivate var negated: BinaryOperation? {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    case .power, .multiply, .divide, .add, .subtract, .and, .or: nil
    }
  }

  fileprivate var mirrored: BinaryOperation {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}

extension Aggregate {
  /// Whether what it makes of some values lies between the lowest and the highest of them.
  fileprivate var staysInside: Bool {
    switch self {
    case .min, .max, .median, .mean, .geometricMean, .harmonicMean, .weightedMean, .percentile,
      .bestMean:
      true
    case .sum, .count, .distinct, .deviation, .sampleDeviation, .skewness, .kurtosis: false
    }
  }
}

extension Bounds {
  /// An end of a rounded interval may move by up to one last digit.
  fileprivate func rounded(_ decimals: Decimals, printFactor: Rational) -> Bounds {
    func move(_ end: Rational?) -> Rational? {
      end.flatMap {
        ($0 * printFactor).rounded(decimals: decimals.count, decimals.mode).divided(by: printFactor)
      }
    }
    return Bounds(lower: move(lower), upper: move(upper))
  }

  /// What remains of the interval where `x OPERATION constant` holds.
  fileprivate func narrowed(_ operation: BinaryOperation, _ constant: Rational) -> Bounds {
    switch operation {
    case .equal: return intersection(Bounds(only: constant))
    case .notEqual:
      var result = self
      if lower == constant { result.lowerIsOpen = true }
      if upper == constant { result.upperIsOpen = true }
      return result
    case .less: return intersection(Bounds(lower: nil, upper: constant, upperIsOpen: true))
    case .lessOrEqual: return intersection(Bounds(lower: nil, upper: constant))
    case .greater: return intersection(Bounds(lower: constant, lowerIsOpen: true, upper: nil))
    case .greaterOrEqual: return intersection(Bounds(lower: constant, upper: nil))
    default: return self
    }
  }
}
