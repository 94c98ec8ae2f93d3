internal import PMMNumber

/// What conditions say.
extension Ranges {
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
      if let constant = constant(right) {
        return [Fact(expression: left, operation: wanted, comparand: .constant(constant))]
      }
      if let constant = constant(left) {
        return [Fact(expression: right, operation: wanted.mirrored, comparand: .constant(constant))]
      }
      // The lowest of some figures that is not the highest of them lies below it.
      let sharper: BinaryOperation =
        wanted != .notEqual
        ? wanted
        : isLowest(left, whereHighest: right)
          ? .less : isLowest(right, whereHighest: left) ? .greater : wanted
      return [
        Fact(expression: left, operation: sharper, comparand: .expression(right)),
        Fact(expression: right, operation: sharper.mirrored, comparand: .expression(left)),
      ]
    default: return []
    }
  }

  /// A literal, or the place of a level in its scale.
  func constant(_ id: ExpressionID) -> Rational? {
    switch program[id].operation {
    case .number(let value): value
    case .level(let level): Rational(level)
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
