internal import PMMIR

/// What a function of known numbers gives, as far as bounds say.
enum Found<Value> {
  case known(Value)
  /// One of the reasons that arise in a formula.
  case missing(Reason)
  case doubt

  static func number(_ number: Value?) -> Found { number.map { .known($0) } ?? .doubt }
}

/// The functions of the reference (`Outcome.swift`, `Aggregates.swift`, `Sample.swift`) on numbers with
/// bounds. What they cannot decide is in doubt, never wrong.
enum Numbers {
  static func power(_ base: Approximation, _ exponent: Approximation) -> Found<Approximation> {
    let isWhole = exponent.error == 0 && exponent.value.rounded() == exponent.value
    if isWhole {
      guard abs(exponent.value) <= 10 else { return .doubt }
      if exponent.value == 0 { return .known(Approximation(1)) }
      guard base.hasSign else { return .doubt }
      if base.value == 0 {
        return exponent.value < 0 ? .missing(.zeroDenominator) : .known(Approximation(0))
      }
      var result = base
      for _ in 1..<Int(abs(exponent.value)) { result = result * base }
      if exponent.value > 0 { return .known(result) }
      return result.hasSign ? .known(Approximation(1) / result) : .doubt
    }
    // Certainly no whole number?
    let nearest = exponent.value.rounded()
    guard abs(exponent.value - nearest) > exponent.error * 2, base.hasSign else { return .doubt }
    if base.value < 0 { return .missing(.undefined) }
    if base.value == 0 {
      return exponent.value < 0 ? .missing(.zeroDenominator) : .known(Approximation(0))
    }
    return .number(base.power(exponent))
  }

  /// The nearest value of an interval, whichever way round it is written.
  static func clamp(_ x: Approximation, _ a: Approximation, _ b: Approximation) -> Approximation {
    let (low, high) = (least([a, b]), greatest([a, b]))
    return greatest([low, least([high, x])])
  }

  /// The smallest of some numbers: itself, where it is certain which that is.
  static func least(_ numbers: [Approximation]) -> Approximation {
    guard let best = numbers.min(by: { $0.value < $1.value }) else { return Approximation(0) }
    var (low, high) = (best.low, best.high)
    var isCertain = true
    for number in numbers {
      if number.low <= best.high, number.value != best.value || number.error != best.error {
        isCertain = false
      }
      low = min(low, number.low)
      high = min(high, number.high)
    }
    return isCertain ? best : .between(low, high)
  }

  static func greatest(_ numbers: [Approximation]) -> Approximation {
    -least(numbers.map { -$0 })
  }

  /// How far a value has come from `worst` (0) to `best` (1). `scale` is the power of ten that all three
  /// are whole numbers over, if they are: then equal doubles are equal numbers.
  static func linear(
    _ x: Approximation, _ worst: Approximation, _ best: Approximation, clamped: Bool,
    scale: Double = 0
  ) -> Found<Approximation> {
    let way = order(worst, best, scale: scale)
    if way == 2 { return .doubt }
    if way == 0 { return .missing(.zeroDenominator) }
    let (start, end) = (order(x, worst, scale: scale), order(x, best, scale: scale))
    if start == 0 { return .known(Approximation(0)) }
    if end == 0 { return .known(Approximation(1)) }
    if clamped {
      if start != 2, start == way { return .known(Approximation(0)) }
      if end != 2, end == -way { return .known(Approximation(1)) }
    }
    let span = best - worst
    guard span.hasSign, span.value != 0 else { return .doubt }
    let share = (x - worst) / span
    guard clamped, start == 2 || end == 2 else { return .known(share) }
    return .known(.between(max(0, min(1, share.low)), max(0, min(1, share.high))))
  }

  static func logarithmic(
    _ x: Approximation, _ worst: Approximation, _ best: Approximation, clamped: Bool,
    scale: Double = 0
  ) -> Found<Approximation> {
    guard worst.hasSign, best.hasSign else { return .doubt }
    guard worst.value > 0, best.value > 0 else { return .missing(.undefined) }
    let way = order(worst, best, scale: scale)
    if way == 2 { return .doubt }
    if way == 0 { return .missing(.zeroDenominator) }
    let (start, end) = (order(x, worst, scale: scale), order(x, best, scale: scale))
    if start == 2 || end == 2 { return .doubt }
    // Clamping comes first, so that a value without a logarithm is the end that it is nearest to.
    if start == 0 || clamped && start == way { return .known(Approximation(0)) }
    if end == 0 || clamped && end == -way { return .known(Approximation(1)) }
    guard x.hasSign else { return .doubt }
    guard x.value > 0 else { return .missing(.undefined) }
    guard let a = worst.logarithm, let b = best.logarithm, let value = x.logarithm,
      (b - a).hasSign, (b - a).value != 0
    else { return .doubt }
    return .known((value - a) / (b - a))
  }

  static func sum(_ values: [Approximation]) -> Approximation {
    var result = Approximation(0)
    for value in values { result = result + value }
    return result
  }

  /// An aggregate function of one or more values; `weights` has one for each, or none.
  static func aggregate(
    _ function: Function, _ values: [Approximation], weights: [Approximation],
    exponent: Approximation?, isLevel: Bool
  ) -> Found<Approximation> {
    switch function {
    case .min: return .known(least(values))
    case .max: return .known(greatest(values))
    case .median: return .known(median(values, isLevel: isLevel))
    case .sum: return .known(sum(values))
    default: break
    }
    var weights = weights
    if function.isWeighted {
      guard weights.allSatisfy(\.hasSign) else { return .doubt }
      if weights.contains(where: { $0.value < 0 }) { return .missing(.undefined) }
    } else {
      weights = values.map { _ in Approximation(1) }
    }
    let whole = sum(weights)
    guard whole.hasSign else { return .doubt }
    if whole.value == 0 { return .missing(.zeroDenominator) }
    // A value of no weight is no value.
    var members: [(value: Approximation, weight: Approximation)] = []
    for (value, weight) in zip(values, weights) where weight.value != 0 {
      members.append((value, weight))
    }
    switch function {
    case .mean, .weightedMean:
      return .known(sum(members.map { $0.value * $0.weight }) / whole)
    case .geometricMean, .weightedGeometricMean: return geometric(members, whole)
    case .harmonicMean, .weightedHarmonicMean: return harmonic(members, whole)
    case .powerMean, .weightedPowerMean:
      guard let exponent else { return .missing(.undefined) }
      if exponent.error == 0, exponent.value == 1 {
        return .known(sum(members.map { $0.value * $0.weight }) / whole)
      }
      if exponent.isExactZero { return geometric(members, whole) }
      if exponent.error == 0, exponent.value == -1 { return harmonic(members, whole) }
      guard abs(exponent.value) > 2 * exponent.error,
        abs(abs(exponent.value) - 1) > 2 * exponent.error
      else { return .doubt }
      return powerMean(members, whole, exponent)
    default: return .doubt
    }
  }

  private typealias Members = [(value: Approximation, weight: Approximation)]

  private static func geometric(_ members: Members, _ whole: Approximation) -> Found<Approximation>
  {
    guard members.allSatisfy(\.value.hasSign) else { return .doubt }
    if members.contains(where: { $0.value.value < 0 }) { return .missing(.undefined) }
    if members.contains(where: { $0.value.value == 0 }) { return .known(Approximation(0)) }
    var logarithms = Approximation(0)
    for member in members {
      guard let logarithm = member.value.logarithm else { return .doubt }
      logarithms = logarithms + logarithm * member.weight
    }
    return .number((logarithms / whole).exponential)
  }

  private static func harmonic(_ members: Members, _ whole: Approximation) -> Found<Approximation> {
    guard members.allSatisfy(\.value.hasSign) else { return .doubt }
    if members.contains(where: { $0.value.value < 0 }) { return .missing(.undefined) }
    if members.contains(where: { $0.value.value == 0 }) { return .missing(.zeroDenominator) }
    return .known(whole / sum(members.map { $0.weight / $0.value }))
  }

  private static func powerMean(
    _ members: Members, _ whole: Approximation, _ exponent: Approximation
  ) -> Found<Approximation> {
    guard members.allSatisfy(\.value.hasSign) else { return .doubt }
    if members.contains(where: { $0.value.value < 0 }) { return .missing(.undefined) }
    if exponent.value < 0, members.contains(where: { $0.value.value == 0 }) {
      return .missing(.zeroDenominator)
    }
    var total = Approximation(0)
    for member in members where member.value.value != 0 {
      guard let power = member.value.power(exponent) else { return .doubt }
      total = total + power * member.weight
    }
    if total.isExactZero { return .known(total) }
    return .number((total / whole).power(Approximation(1) / exponent))
  }

  /// The number at a place in the order, for which it need not be certain whose it is.
  private static func ordered(_ values: [Approximation], _ index: Int) -> Approximation {
    let (lows, highs) = (values.map(\.low).sorted(), values.map(\.high).sorted())
    // A number that nothing rivals is itself. Ends are rounded: where two numbers share one, either may
    // be the lower.
    let rivals = values.filter { $0.low == lows[index] || $0.high == highs[index] }
    let isCertain = rivals.allSatisfy { $0.value == rivals[0].value && $0.error == rivals[0].error }
    return isCertain && !rivals.isEmpty ? rivals[0] : .between(lows[index], highs[index])
  }

  static func median(_ values: [Approximation], isLevel: Bool) -> Approximation {
    let lower = ordered(values, (values.count - 1) / 2)
    if isLevel || !values.count.isMultiple(of: 2) { return lower }
    return (lower + ordered(values, values.count / 2)) / Approximation(2)
  }

  /// What an aggregate makes of the known members of a set; `scale` is that of all of their numbers.
  static func statistic(
    _ aggregate: Aggregate, _ values: [Approximation], _ weights: [Approximation],
    parameter: Parameter?, isLevel: Bool, scale: Double
  ) -> Found<Approximation> {
    let count = values.count
    switch aggregate {
    case .count: return .known(Approximation(Double(count)))
    case .distinct: return distinct(values, scale)
    default: break
    }
    if values.isEmpty { return .missing(.notAvailable) }
    /// Whether all are one number, for certain: moments of doubles would not be zero.
    func isOneNumber() -> Bool {
      values.allSatisfy { order($0, values[0], scale: scale) == 0 }
    }
    func function(_ function: Function) -> Found<Approximation> {
      self.aggregate(function, values, weights: weights, exponent: nil, isLevel: isLevel)
    }
    switch aggregate {
    case .sum: return function(.sum)
    case .min: return function(.min)
    case .max: return function(.max)
    case .median: return function(.median)
    case .mean: return function(.mean)
    case .geometricMean: return function(.geometricMean)
    case .harmonicMean: return function(.harmonicMean)
    case .weightedMean: return function(.weightedMean)
    case .deviation:
      return .number((moment(values, 2) / Approximation(Double(count))).squareRoot)
    case .sampleDeviation:
      guard count > 1 else { return .missing(.notAvailable) }
      return .number((moment(values, 2) / Approximation(Double(count - 1))).squareRoot)
    case .skewness:
      if count < 3 { return .missing(.notAvailable) }
      return isOneNumber() ? .missing(.zeroDenominator) : skewness(values)
    case .kurtosis:
      if count < 4 { return .missing(.notAvailable) }
      return isOneNumber() ? .missing(.zeroDenominator) : kurtosis(values)
    case .percentile: return percentile(values, parameter)
    case .bestMean:
      guard let parameter, parameter.number.error == 0 else { return .doubt }
      let wanted = parameter.number.value
      guard wanted == wanted.rounded(), wanted > 0 else { return .missing(.undefined) }
      let first = max(0, count - Int(min(wanted, Double(count))))
      let best = (first..<count).map { ordered(values, $0) }
      return .known(sum(best) / Approximation(Double(best.count)))
    case .count, .distinct: return .doubt
    }
  }

  /// The second argument of a percentile or a mean of the best, and its power of ten.
  struct Parameter {
    var number: Approximation
    var scale: Double
  }

  private static func distinct(_ values: [Approximation], _ scale: Double) -> Found<Approximation> {
    let sorted = values.sorted { $0.value < $1.value }
    var count = sorted.isEmpty ? 0 : 1
    for (one, other) in zip(sorted, sorted.dropFirst()) {
      let order = order(one, other, scale: scale)
      if order == 2 { return .doubt }
      if order != 0 { count += 1 }
    }
    return .known(Approximation(Double(count)))
  }

  /// The sum of a power of the distances from the mean.
  static func moment(_ values: [Approximation], _ power: Int) -> Approximation {
    let mean = sum(values) / Approximation(Double(values.count))
    var result = Approximation(0)
    for value in values {
      let distance = value - mean
      var term = distance * distance
      if power > 2 { term = term * distance }
      if power > 3 { term = term * distance }
      result = result + term
    }
    return result
  }

  static func skewness(_ values: [Approximation]) -> Found<Approximation> {
    let n = Double(values.count)
    let (second, third) = (moment(values, 2), moment(values, 3))
    guard second.hasSign, second.value > 0, let root = second.squareRoot,
      let factor = Approximation(n * (n - 1)).squareRoot
    else { return .doubt }
    let divisor = second * root
    guard divisor.hasSign, divisor.value > 0, let size = Approximation(n).squareRoot else {
      return .doubt
    }
    // m₃/n over (m₂/n)^(3/2), times √(n(n-1))/(n-2)
    return .known(third * factor * size / (divisor * Approximation(n - 2)))
  }

  static func kurtosis(_ values: [Approximation]) -> Found<Approximation> {
    let n = Double(values.count)
    let (second, fourth) = (moment(values, 2), moment(values, 4))
    let square = second * second
    guard square.hasSign, square.value > 0 else { return .doubt }
    let excess =
      Approximation(n + 1) * (fourth * Approximation(n) / square - Approximation(3))
      + Approximation(6)
    return .known(excess * Approximation(n - 1) / Approximation((n - 2) * (n - 3)))
  }

  private static func percentile(_ values: [Approximation], _ share: Parameter?) -> Found<
    Approximation
  > {
    guard let share, share.scale > 0 else { return .doubt }
    let units = (share.number.value * share.scale).rounded()
    guard units >= 0, units <= share.scale else { return .missing(.undefined) }
    let steps = units * Double(values.count - 1)
    guard steps < 0x1p52 else { return .doubt }
    let below = Int(steps) / Int(share.scale)
    let rest = Int(steps) % Int(share.scale)
    let lower = ordered(values, below)
    if rest == 0 { return .known(lower) }
    let part = Approximation(Double(rest)) / Approximation(share.scale)
    return .known(lower + part * (ordered(values, min(below + 1, values.count - 1)) - lower))
  }
}
