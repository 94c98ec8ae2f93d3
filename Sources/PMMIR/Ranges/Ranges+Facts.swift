internal import PMMNumber

/// What conditions say.
extension Ranges {
  /// What stands on the right of a fact.
  enum Comparand {
    case constant(Rational)
    case expression(ExpressionID)
  }

  /// `expression OPERATION comparand` is true.
  struct Fact {
    var expression: ExpressionID
    var operation: BinaryOperation
    var comparand: Comparand
    /// The expression minus the comparand.
    var difference: LinearForm

    var expressions: [ExpressionID] {
      if case .expression(let other) = comparand { [expression, other] } else { [expression] }
    }
  }

  /// The bounds of one figure less another: by their own bounds, and by checks and assumptions about the
  /// two.
  package mutating func differenceBounds(
    _ left: ExpressionID, _ right: ExpressionID, value: Bounds = .everything, shown: Bounds? = nil,
    score: Bounds = .everything, assuming assumptions: [Assumption] = [], under rules: Rules? = nil,
    of node: Int? = nil
  ) -> Bounds {
    let context = context(
      value: value, shown: shown, score: score, assuming: assumptions, under: rules, of: node)
    var difference = bounds(left, context) - bounds(right, context)
    if isAtMost(right, left, context) { difference = difference.intersection(.notNegative) }
    if isAtMost(left, right, context) { difference = difference.intersection(-Bounds.notNegative) }
    return difference
  }

  /// What a condition says about single expressions.
  func facts(_ id: ExpressionID, _ holds: Bool) -> [Fact] {
    switch program[id].operation {
    case .not(let operand): return facts(operand, !holds)
    case .named(_, _, let operand): return facts(operand, holds)
    case .binary(.and, let left, let right) where holds:
      return facts(left, true) + facts(right, true)
    case .binary(.or, let left, let right) where !holds:
      return facts(left, false) + facts(right, false)
    case .binary(let operation, let left, let right):
      guard let wanted = holds ? operation : operation.negated else { return [] }
      return comparison(left, wanted, right)
    default: return []
    }
  }

  private func comparison(
    _ left: ExpressionID, _ operation: BinaryOperation, _ right: ExpressionID
  ) -> [Fact] {
    let difference = linearForm(left).minus(linearForm(right))
    let opposite = LinearForm().minus(difference)
    if let constant = constant(right) {
      let fact = Fact(
        expression: left, operation: operation, comparand: .constant(constant),
        difference: difference)
      return [fact] + consequences(of: fact)
    }
    if let constant = constant(left) {
      let fact = Fact(
        expression: right, operation: operation.mirrored, comparand: .constant(constant),
        difference: opposite)
      return [fact] + consequences(of: fact)
    }
    // The lowest of some figures that is not the highest of them lies below it.
    let sharper: BinaryOperation =
      operation != .notEqual
      ? operation
      : isLowest(left, whereHighest: right)
        ? .less : isLowest(right, whereHighest: left) ? .greater : operation
    let fact = Fact(
      expression: left, operation: sharper, comparand: .expression(right), difference: difference)
    let turned = Fact(
      expression: right, operation: sharper.mirrored, comparand: .expression(left),
      difference: opposite)
    return [fact, turned] + consequences(of: fact)
  }

  /// What a fact about one figure, times a number and plus one, says about the figure: `2 x - 6 != 0`
  /// that `x` is not 3; and what is no product of zero, that none of its factors is.
  private func consequences(of fact: Fact) -> [Fact] {
    guard fact.difference.terms.count == 1, let (id, factor) = fact.difference.terms.first,
      let value = (-fact.difference.constant).divided(by: factor)
    else { return [] }
    var found: [Fact] = []
    if id != fact.expression {
      found.append(
        Fact(
          expression: id,
          operation: factor.isNegative ? fact.operation.mirrored : fact.operation,
          comparand: .constant(value), difference: fact.difference))
    }
    guard value.isZero, fact.operation.excludesEqual else { return found }
    switch program[id].operation {
    case .call(.abs, let arguments): found += isNotZero(arguments[0])
    case .binary(.multiply, let left, let right): found += isNotZero(left) + isNotZero(right)
    case .binary(.divide, let left, _): found += isNotZero(left)
    case .binary(.power, let base, let exponent):
      if let constant = constant(exponent), constant.sign > 0 { found += isNotZero(base) }
    default: break
    }
    return found
  }

  private func isNotZero(_ id: ExpressionID) -> [Fact] {
    let fact = Fact(
      expression: id, operation: .notEqual, comparand: .constant(0), difference: linearForm(id))
    return [fact] + consequences(of: fact)
  }

  /// Whether a condition that leads here says that a sum is not zero, or a multiple of it.
  func isOtherThanZero(_ form: @autoclosure () -> LinearForm, _ context: Context) -> Bool {
    guard !context.facts.isEmpty else { return false }
    let form = form()
    return context.facts.contains {
      $0.operation.excludesEqual && $0.difference.isMultiple(of: form)
    }
  }

  /// A literal in any unit, or the place of a level in its scale.
  func constant(_ id: ExpressionID) -> Rational? {
    switch program[id].operation {
    case .number(let value): value
    case .level(let level): Rational(level)
    case .negate(let operand): constant(operand).map { -$0 }
    case .convert(let operand, let factor): constant(operand).map { $0 * factor }
    default: nil
    }
  }

  func isLowest(_ left: ExpressionID, whereHighest right: ExpressionID) -> Bool {
    guard case .call(.min, let all) = program[left].operation,
      case .call(.max, let others) = program[right].operation
    else { return false }
    return all == others
  }
}

extension BinaryOperation {
  /// Whether what it holds for are two different figures.
  var excludesEqual: Bool { self == .notEqual || self == .less || self == .greater }

  var negated: BinaryOperation? {
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

  var mirrored: BinaryOperation {
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
  var staysInside: Bool {
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
  func rounded(_ decimals: Decimals, printFactor: Rational) -> Bounds {
    func move(_ end: Rational?) -> Rational? {
      end.flatMap {
        ($0 * printFactor).rounded(decimals: decimals.count, decimals.mode).divided(by: printFactor)
      }
    }
    return Bounds(lower: move(lower), upper: move(upper))
  }

  /// What remains of the interval where `x OPERATION y` holds for a y of the other.
  func narrowed(_ operation: BinaryOperation, _ other: Bounds) -> Bounds {
    switch operation {
    case .equal: return intersection(other)
    case .notEqual:
      guard let constant = other.only else { return self }
      var result = self
      if lower == constant { result.lowerIsOpen = true }
      if upper == constant { result.upperIsOpen = true }
      return result
    case .less:
      return intersection(Bounds(lower: nil, upper: other.upper, upperIsOpen: other.upper != nil))
    case .lessOrEqual:
      return intersection(Bounds(lower: nil, upper: other.upper, upperIsOpen: other.upperIsOpen))
    case .greater:
      return intersection(Bounds(lower: other.lower, lowerIsOpen: other.lower != nil, upper: nil))
    case .greaterOrEqual:
      return intersection(Bounds(lower: other.lower, lowerIsOpen: other.lowerIsOpen, upper: nil))
    default: return self
    }
  }

  /// The one value that it is, if it is one.
  var only: Rational? { lower != nil && lower == upper ? lower : nil }

  /// What some figures within it, one at least, sum to.
  var sumOfSome: Bounds {
    if isPositive { return Bounds(lower: 0, lowerIsOpen: true, upper: nil) }
    return isNotNegative ? .notNegative : .everything
  }
}

extension Ranges {
  mutating func effect(of rules: Rules) -> Effect {
    var effect = Effect()
    for policy in rules.policies {
      switch policy.value.action {
      case .exclude: effect.excludes = true
      case .count(let id):
        effect.counts = true
        let value = bounds(
          id, Context(value: .everything, shown: .everything, score: .everything, facts: []))
        effect.counted = effect.counted.map { $0.union(value) } ?? value
      case .countOver: effect.counts = true
      case .result: break
      }
    }
    return effect
  }
}

extension Rules {
  /// Whether no condition says anything of the figures of the formula, and no line changes them.
  var leaveFiguresAlone: Bool {
    conditions.isEmpty
      && policies.allSatisfy { if case .result = $0.value.action { true } else { false } }
  }
}
