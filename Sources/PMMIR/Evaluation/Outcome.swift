internal import PMMNumber

/// What an operation on known values gives.
enum Outcome {
  case known(Scalar)
  /// `zero_denominator` or `undefined`; of a statistic also `not_available` or `suppressed`.
  case missing(Reason)

  /// The number, or missing if there is none.
  static func number(_ number: Rational?, else reason: Reason = .undefined) -> Outcome {
    number.map { .known(.number($0)) } ?? .missing(reason)
  }
}

/// The largest magnitude of an integer exponent.
private let largestExponent = 1_000

/// A binary operation on two known values; types that do not fit are `undefined`.
func combined(_ operation: BinaryOperation, _ left: Scalar, _ right: Scalar) -> Outcome {
  switch operation {
  case .equal: return .known(.truth(left == right))
  case .notEqual: return .known(.truth(left != right))
  case .less: return ordered(left, right) { $0 == .before }
  case .lessOrEqual: return ordered(left, right) { $0 != .after }
  case .greater: return ordered(left, right) { $0 == .after }
  case .greaterOrEqual: return ordered(left, right) { $0 != .before }
  case .and, .or: return .missing(.undefined)
  case .add, .subtract, .multiply, .divide, .power: break
  }
  if case .date(let last) = left, case .date(let first) = right, operation == .subtract {
    return .known(.number(Rational(last - first)))
  }
  guard let first = left.number, let second = right.number else { return .missing(.undefined) }
  switch operation {
  case .add: return .number(first + second)
  case .subtract: return .number(first - second)
  case .multiply: return .number(first * second)
  case .divide: return .number(first.divided(by: second), else: .zeroDenominator)
  default: return power(first, second)
  }
}

/// `base ^ exponent`; `0 ^ 0` is 1.
private func power(_ base: Rational, _ exponent: Rational) -> Outcome {
  if base.isZero, exponent.isNegative { return .missing(.zeroDenominator) }
  guard !exponent.isInteger else {
    guard let whole = exponent.int, abs(whole) <= largestExponent else {
      return .missing(.undefined)
    }
    return .number(base.power(whole))
  }
  if base.isNegative { return .missing(.undefined) }
  return .number(base.isZero ? 0 : base.power(exponent))
}

enum Order { case before, same, after }

/// How two values of one kind are ordered; nil if their kind has no order.
func order(_ left: Scalar, _ right: Scalar) -> Order? {
  switch (left, right) {
  case (.number(let a), .number(let b)): a < b ? .before : a == b ? .same : .after
  case (.level(let a), .level(let b)), (.date(let a), .date(let b)):
    a < b ? .before : a == b ? .same : .after
  default: nil
  }
}

private func ordered(_ left: Scalar, _ right: Scalar, _ holds: (Order) -> Bool) -> Outcome {
  order(left, right).map { .known(.truth(holds($0))) } ?? .missing(.undefined)
}

/// The functions that are applied to one value and, some of them, an interval.
func applied(_ function: Function, _ arguments: [Scalar], levels: Int) -> Outcome {
  if case .level(let level)? = arguments.first, arguments.count == 1 {
    let other = function == .next ? level + 1 : level - 1
    guard function == .next || function == .previous, (0..<levels).contains(other) else {
      return .missing(.undefined)
    }
    return .known(.level(other))
  }
  let numbers = arguments.compactMap(\.number)
  guard let x = numbers.first, numbers.count == arguments.count else {
    return .missing(.undefined)
  }
  switch (function, numbers.count) {
  case (.abs, 1): return .number(x.magnitude)
  case (.ln, 1): return .number(x.sign > 0 ? x.naturalLogarithm() : nil)
  case (.exp, 1): return .number(x.exponential())
  case (.sqrt, 1): return .number(x.isNegative ? nil : x.isZero ? 0 : x.squareRoot())
  case (.clamp, 3): return .number(clamp(x, numbers[1], numbers[2]))
  case (.linear, 3): return linearFraction(x, from: numbers[1], to: numbers[2], clamped: true)
  case (.log, 3): return logFraction(x, from: numbers[1], to: numbers[2], clamped: true)
  default: return .missing(.undefined)
  }
}

/// The nearest value of an interval, whichever way round it is written.
func clamp(_ x: Rational, _ a: Rational, _ b: Rational) -> Rational {
  max(min(a, b), min(max(a, b), x))
}

/// How far a value has come from `worst` (0) to `best` (1).
func linearFraction(
  _ x: Rational, from worst: Rational, to best: Rational, clamped: Bool
) -> Outcome {
  if clamped, worst != best {
    let isRising = worst < best
    if isRising ? x <= worst : x >= worst { return .number(0) }
    if isRising ? x >= best : x <= best { return .number(1) }
  }
  return .number((x - worst).divided(by: best - worst), else: .zeroDenominator)
}

/// The same on logarithms. Clamping comes first, so a value that has no logarithm is the end it is
/// nearest to, and the ends themselves are exactly 0 and 1.
func logFraction(
  _ x: Rational, from worst: Rational, to best: Rational, clamped: Bool
) -> Outcome {
  guard worst.sign > 0, best.sign > 0 else { return .missing(.undefined) }
  if worst == best { return .missing(.zeroDenominator) }
  let x = clamped ? clamp(x, worst, best) : x
  guard x.sign > 0 else { return .missing(.undefined) }
  if x == worst { return .number(0) }
  if x == best { return .number(1) }
  guard let a = worst.naturalLogarithm(), let b = best.naturalLogarithm(),
    let value = x.naturalLogarithm()
  else { return .missing(.undefined) }
  return .number((value - a).divided(by: b - a), else: .zeroDenominator)
}
