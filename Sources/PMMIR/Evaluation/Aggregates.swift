internal import PMMNumber

/// An aggregate function of known values, one or more. `weights` has one for each value, or none for
/// the functions that know no weights.
func aggregate(
  _ function: Function, _ values: [Scalar], weights: [Rational] = [], exponent: Rational? = nil
) -> Outcome {
  switch function {
  case .min, .max, .median: return positional(function, values)
  default: break
  }
  let numbers = values.compactMap(\.number)
  guard numbers.count == values.count, !numbers.isEmpty else { return .missing(.undefined) }
  if function == .sum { return .number(Rational.sum(numbers)) }
  guard function.isWeighted else {
    return mean(function.weighted, numbers, numbers.map { _ in 1 }, exponent)
  }
  guard weights.count == numbers.count, !weights.contains(where: \.isNegative) else {
    return .missing(.undefined)
  }
  return mean(function, numbers, weights, exponent)
}

/// The functions that choose a value by its order. The median of an even number of levels is the
/// lower of the two in the middle: levels have no mean.
private func positional(_ function: Function, _ values: [Scalar]) -> Outcome {
  guard let first = values.first, values.allSatisfy({ order(first, $0) != nil }) else {
    return .missing(.undefined)
  }
  let sorted = values.sorted { order($0, $1) == .before }
  let lower = sorted[(sorted.count - 1) / 2]
  switch function {
  case .min: return .known(first == sorted[0] ? first : sorted[0])
  case .max: return .known(sorted[sorted.count - 1])
  default:
    guard let a = lower.number, let b = sorted[sorted.count / 2].number else {
      return .known(lower)
    }
    return .number((a + b).divided(by: 2))
  }
}

/// A weighted mean of one of the four families; the weights need not sum to one.
private func mean(
  _ function: Function, _ values: [Rational], _ weights: [Rational], _ exponent: Rational?
) -> Outcome {
  let whole = Rational.sum(weights)
  if whole.isZero { return .missing(.zeroDenominator) }
  // A value of no weight is no value: it must not make a geometric mean zero.
  let members = zip(values, weights).filter { !$0.1.isZero }
  let shares = members.compactMap { $0.1.divided(by: whole) }
  let numbers = members.map(\.0)
  switch function {
  case .weightedMean:
    return .number(Rational.sum(zip(numbers, shares).map { $0 * $1 }))
  case .weightedGeometricMean:
    return geometricMean(numbers, shares)
  case .weightedHarmonicMean:
    return harmonicMean(numbers, shares)
  case .weightedPowerMean:
    guard let exponent else { return .missing(.undefined) }
    return powerMean(numbers, shares, exponent)
  default:
    return .missing(.undefined)
  }
}

private func geometricMean(_ values: [Rational], _ shares: [Rational]) -> Outcome {
  guard !values.contains(where: \.isNegative) else { return .missing(.undefined) }
  if values.contains(where: \.isZero) { return .number(0) }
  if Set(shares).count == 1 { return .number(Rational.geometricMean(values)) }
  return .number(
    Rational.weightedGeometricMean(zip(values, shares).map { (value: $0, weight: $1) }))
}

private func harmonicMean(_ values: [Rational], _ shares: [Rational]) -> Outcome {
  guard !values.contains(where: \.isNegative) else { return .missing(.undefined) }
  let parts = zip(values, shares).compactMap { value, share in share.divided(by: value) }
  guard parts.count == values.count else { return .missing(.zeroDenominator) }
  return .number(Rational(1).divided(by: Rational.sum(parts)), else: .zeroDenominator)
}

/// With the exponents 1, 0 and -1 these are the other means, and exact where those are.
private func powerMean(
  _ values: [Rational], _ shares: [Rational], _ exponent: Rational
) -> Outcome {
  if exponent == 1 { return .number(Rational.sum(zip(values, shares).map { $0 * $1 })) }
  if exponent.isZero { return geometricMean(values, shares) }
  if exponent == -1 { return harmonicMean(values, shares) }
  guard !values.contains(where: \.isNegative) else { return .missing(.undefined) }
  if exponent.isNegative, values.contains(where: \.isZero) { return .missing(.zeroDenominator) }
  return .number(
    Rational.powerMean(
      zip(values, shares).map { (value: $0, weight: $1) }, exponent: exponent))
}

extension Function {
  /// The weighted form of a mean.
  fileprivate var weighted: Function {
    switch self {
    case .mean: .weightedMean
    case .geometricMean: .weightedGeometricMean
    case .harmonicMean: .weightedHarmonicMean
    case .powerMean: .weightedPowerMean
    default: self
    }
  }

  var isPowerMean: Bool { self == .powerMean || self == .weightedPowerMean }

  /// Whether each operand has a share of the whole: the means do.
  var hasShares: Bool {
    switch self {
    case .mean, .geometricMean, .harmonicMean, .powerMean: true
    default: isWeighted
    }
  }
}

extension Evaluation {
  /// A value and its weight, as arguments of an aggregate.
  private struct Member {
    var value: Figure
    var weight: Figure?

    var figures: [Figure] { [value] + (weight.map { [$0] } ?? []) }
  }

  /// A function call: an aggregate leaves out arguments under `exclude`, any other needs them all.
  mutating func call(
    _ id: ExpressionID, _ function: Function, _ arguments: [ExpressionID]
  ) -> Figure {
    var figures: [Figure] = []
    for argument in arguments {
      if case .operands = program[argument].operation {
        figures += scope.operands
      } else {
        figures.append(figure(argument))
      }
    }
    guard function.isAggregate else {
      if let missing = propagated(figures) { return missing }
      var levels = 0
      if case .level(let scale) = program[id].type { levels = program.scales[scale].levels.count }
      return outcome(
        applied(function, figures.compactMap(\.scalar), levels: levels), from: figures)
    }
    return aggregated(function, figures)
  }

  private mutating func aggregated(_ function: Function, _ arguments: [Figure]) -> Figure {
    let exponent = function.isPowerMean ? arguments.first : nil
    let rest = Array(arguments.dropFirst(function.isPowerMean ? 1 : 0))
    var members = rest.map { Member(value: $0) }
    if function.isWeighted {
      guard rest.count.isMultiple(of: 2) else { return failed(.undefined) }
      members = stride(from: 0, to: rest.count, by: 2).map {
        Member(value: rest[$0], weight: rest[$0 + 1])
      }
    }
    // A value and its weight go together: if the line of either is `exclude`, both are left out.
    var remaining: [Member] = []
    for member in members {
      let lines = member.figures.map { ledger.exclusion(of: $0) }
      if zip(member.figures, lines).contains(where: { !$0.isKnown && $1 == nil })
        || lines.allSatisfy({ $0 == nil })
      {
        remaining.append(member)
      } else {
        for line in lines { line.map { ledger.use($0) } }
      }
    }
    guard !remaining.isEmpty else {
      let causes = members.flatMap { $0.figures.flatMap(\.causes) }
      return causes.isEmpty ? .missing(.notAvailable, at: scope.place) : .missing(causes)
    }
    let used = remaining.flatMap(\.figures) + (exponent.map { [$0] } ?? [])
    if let missing = propagated(used) { return missing }
    let result = aggregate(
      function, remaining.compactMap(\.value.scalar),
      weights: remaining.compactMap { $0.weight?.number }, exponent: exponent?.number)
    return outcome(result, from: used)
  }
}
