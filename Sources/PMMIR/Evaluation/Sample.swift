internal import PMMNumber

/// The known values of the members of a set, with their weights if they have any.
///
/// A class only so that what several members ask of one sample is computed once.
final class Sample {
  let values: [Scalar]
  let weights: [Rational]
  /// Those who were looked at, if it is a set.
  let members: [SetMember]

  init(_ values: [Scalar]) {
    self.values = values
    weights = []
    members = []
  }

  /// What remains of a set: a member without a figure, or without a weight, is left out.
  init(of members: [SetMember]) {
    self.members = members
    let counted = members.filter(\.isCounted)
    values = counted.compactMap(\.figures.first?.scalar)
    weights = counted.compactMap { $0.figures.dropFirst().first?.number }
  }

  var count: Int { values.count }

  /// Nil if one of the values is no number.
  private(set) lazy var numbers: [Rational]? = {
    let numbers = values.compactMap(\.number)
    return numbers.count == values.count ? numbers : nil
  }()

  /// Lowest first; nil if the values have no order.
  private(set) lazy var sorted: [Scalar]? = {
    guard let first = values.first, values.allSatisfy({ order(first, $0) != nil }) else {
      return nil
    }
    return values.sorted { order($0, $1) == .before }
  }()

  /// The number that makes all of the numbers whole, and the sums of the whole numbers' powers, from
  /// the first to the fourth: sums of long fractions would take far longer.
  private lazy var powerSums: (scale: Rational, sums: [Rational]) = {
    let scale = Rational.commonDenominator(numbers ?? [])
    let whole = (numbers ?? []).map { $0 * scale }
    var powers = whole
    var sums = [Rational.sum(powers)]
    for _ in 2...4 {
      powers = zip(powers, whole).map { $0 * $1 }
      sums.append(Rational.sum(powers))
    }
    return (scale, sums)
  }()

  /// The arithmetic mean; nil of nothing or of what is no number.
  private(set) lazy var mean: Rational? =
    numbers == nil || count == 0
    ? nil : powerSums.sums[0].divided(by: powerSums.scale * Rational(count))

  /// The mean of a power of the whole numbers' distances from their mean (the second, third or
  /// fourth), times the count to that power, which makes it whole.
  private func centralMoment(_ power: Int) -> Rational? {
    guard numbers != nil, count > 0 else { return nil }
    let (n, s) = (Rational(count), powerSums.sums)
    switch power {
    case 2: return n * s[1] - s[0] * s[0]
    case 3: return n * n * s[2] - 3 * n * s[0] * s[1] + 2 * s[0] * s[0] * s[0]
    default:
      let square = s[0] * s[0]
      return n * n * n * s[3] - 4 * n * n * s[0] * s[2] + 6 * n * square * s[1]
        - 3 * square * square
    }
  }

  /// The variance as an estimate from a sample (n - 1); nil of fewer than two numbers.
  private(set) lazy var sampleVariance: Rational? = {
    guard count > 1, let sum = centralMoment(2) else { return nil }
    let scale = powerSums.scale
    return sum.divided(by: Rational(count) * Rational(count - 1) * scale * scale)
  }()

  /// The adjusted Fisher-Pearson coefficient G1. Its square is rational, so that one root is rounded.
  private(set) lazy var skewness: Outcome = {
    guard let second = centralMoment(2), let third = centralMoment(3) else {
      return .missing(.undefined)
    }
    if count < 3 { return .missing(.notAvailable) }
    // Neither the scale nor the count matters to m₃² / m₂³.
    let n = Rational(count)
    guard
      let square = (n * (n - 1) * third * third)
        .divided(by: (n - 2) * (n - 2) * second * second * second)
    else { return .missing(.zeroDenominator) }
    return .number(square.squareRoot().map { third.isNegative ? -$0 : $0 })
  }()

  /// The adjusted excess kurtosis G2.
  private(set) lazy var kurtosis: Outcome = {
    guard let second = centralMoment(2), let fourth = centralMoment(4) else {
      return .missing(.undefined)
    }
    if count < 4 { return .missing(.notAvailable) }
    let n = Rational(count)
    guard let ratio = fourth.divided(by: second * second) else {
      return .missing(.zeroDenominator)
    }
    let excess = (n + 1) * (ratio - 3) + 6
    return .number((excess * (n - 1)).divided(by: (n - 2) * (n - 3)))
  }()
}

/// What an aggregate makes of the known members of a set. `parameter` is the second argument of
/// `percentile` and `best_mean`.
func statistic(_ aggregate: Aggregate, of sample: Sample, parameter: Rational? = nil) -> Outcome {
  switch aggregate {
  case .count: return .number(Rational(sample.count))
  case .distinct: return .number(Rational(Set(sample.values).count))
  default: break
  }
  if sample.values.isEmpty { return .missing(.notAvailable) }
  if let function = aggregate.function {
    return PMMIR.aggregate(function, sample.values, weights: sample.weights)
  }
  guard let numbers = sample.numbers else { return .missing(.undefined) }
  switch aggregate {
  case .deviation: return .number(Rational.standardDeviation(numbers, sample: false))
  case .sampleDeviation:
    return .number(Rational.standardDeviation(numbers, sample: true), else: .notAvailable)
  case .skewness: return sample.skewness
  case .kurtosis: return sample.kurtosis
  case .percentile: return percentile(sample, parameter)
  case .bestMean:
    guard let wanted = parameter?.int, wanted > 0 else { return .missing(.undefined) }
    let best = (sample.sorted ?? []).suffix(wanted).compactMap(\.number)
    return .number(Rational.mean(best))
  case .sum, .min, .max, .median, .count, .distinct, .mean, .geometricMean, .harmonicMean,
    .weightedMean:
    return .missing(.undefined)
  }
}

/// Type 7: the share `p` of the way from the first to the last in order, on the line between the two
/// that it falls between.
private func percentile(_ sample: Sample, _ share: Rational?) -> Outcome {
  guard let share, !share.isNegative, share <= 1 else { return .missing(.undefined) }
  let sorted = (sample.sorted ?? []).compactMap(\.number)
  let position = share * Rational(sorted.count - 1)
  guard let below = position.rounded(decimals: 0, .down).int, sorted.indices.contains(below) else {
    return .missing(.undefined)
  }
  let above = min(below + 1, sorted.count - 1)
  let step = (position - Rational(below)) * (sorted[above] - sorted[below])
  return .number(sorted[below] + step)
}

/// Where a value stands among the known values of a population: from 0 to 1, or as a z-score.
///
/// A subject outside the population is measured against it too; the ends are then as far as it goes.
func place(
  _ standing: Standing, of value: Scalar, in sample: Sample, isDescending: Bool
) -> Outcome {
  guard let sorted = sample.sorted else {
    return .missing(sample.values.isEmpty ? .notAvailable : .undefined)
  }
  switch standing {
  case .minmax:
    guard let x = value.number, let least = sorted[0].number,
      let most = sorted[sorted.count - 1].number
    else { return .missing(.undefined) }
    let ends = isDescending ? (most, least) : (least, most)
    return linearFraction(x, from: ends.0, to: ends.1, clamped: true)
  case .zscore:
    guard let x = value.number, let mean = sample.mean else { return .missing(.undefined) }
    guard let variance = sample.sampleVariance else { return .missing(.notAvailable) }
    let distance = isDescending ? mean - x : x - mean
    // One root of an exact square, so that only one rounding is between the figures and the score.
    guard let square = (distance * distance).divided(by: variance) else {
      return .missing(.zeroDenominator)
    }
    return .number(square.squareRoot().map { distance.isNegative ? -$0 : $0 })
  case .rank:
    if sorted.count < 2 { return .missing(.notAvailable) }
    guard let counts = counts(of: value, in: sorted, isDescending) else {
      return .missing(.undefined)
    }
    return .number(min(1, Rational(counts.worse, over: sorted.count - 1)))
  case .percentile:
    guard let counts = counts(of: value, in: sorted, isDescending) else {
      return .missing(.undefined)
    }
    return .number(Rational(2 * counts.worse + counts.equal, over: 2 * sorted.count))
  }
}

/// How many are strictly worse than a value, and how many are equal to it.
private func counts(
  of value: Scalar, in sorted: [Scalar], _ isDescending: Bool
) -> (worse: Int, equal: Int)? {
  guard order(value, sorted[0]) != nil else { return nil }
  let below = firstIndex(in: sorted) { order($0, value) != .before }
  let notAbove = firstIndex(in: sorted) { order($0, value) == .after }
  return (isDescending ? sorted.count - notAbove : below, notAbove - below)
}

/// Where a condition begins to hold that holds from there to the end.
private func firstIndex(in sorted: [Scalar], where holds: (Scalar) -> Bool) -> Int {
  var (low, high) = (0, sorted.count)
  while low < high {
    let middle = (low + high) / 2
    if holds(sorted[middle]) { high = middle } else { low = middle + 1 }
  }
  return low
}

extension Aggregate {
  /// The function of arguments that does the same; nil if there is none.
  fileprivate var function: Function? {
    switch self {
    case .sum: .sum
    case .min: .min
    case .max: .max
    case .median: .median
    case .mean: .mean
    case .geometricMean: .geometricMean
    case .harmonicMean: .harmonicMean
    case .weightedMean: .weightedMean
    case .count, .distinct, .deviation, .sampleDeviation, .percentile, .skewness, .kurtosis,
      .bestMean:
      nil
    }
  }
}
