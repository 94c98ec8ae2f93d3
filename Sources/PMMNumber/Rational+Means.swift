internal import BigInt

extension Rational {
  /// The geometric mean; nil of nothing and of any negative value, 0 as soon as one value is 0.
  /// Correctly rounded to 34 digits, or exact as `weightedGeometricMean` says.
  package static func geometricMean(_ values: [Rational]) -> Rational? {
    weightedGeometricMean(values.map { ($0, .one) })
  }

  /// The geometric mean with weights that count in proportion to their sum.
  ///
  /// nil of nothing, of a negative value or weight, and when the weights sum to 0; 0 when a value
  /// of positive weight is 0. A rational result is exact as long as the weights, as whole numbers
  /// in lowest terms, sum to at most 1,000; it is correctly rounded to 34 digits otherwise, as any
  /// irrational result is.
  package static func weightedGeometricMean(
    _ values: [(value: Rational, weight: Rational)]
  ) -> Rational? {
    guard !values.contains(where: { $0.value.isNegative }), let mean = WeightedMean(values)
    else { return nil }
    return mean.geometric()
  }

  /// The power mean `(sum w x^p / sum w)^(1/p)`, rounded once, at the end.
  ///
  /// With exponent 0 the geometric mean. With a negative exponent and a value 0 of positive weight
  /// it is 0, the limit. nil of nothing, of a negative weight, when the weights sum to 0, and
  /// where a negative value meets an exponent that is not an integer up to 1,000, or leaves a negative
  /// sum whose root is asked for; and, with an integer exponent, of an irrational result outside
  /// 10^-1000 to 10^1000. A rational result is exact, except for an integer exponent so large
  /// that the sum would be millions of bits long: then it is rounded like an irrational one.
  package static func powerMean(
    _ values: [(value: Rational, weight: Rational)], exponent: Rational
  ) -> Rational? {
    if exponent.isZero { return weightedGeometricMean(values) }
    return WeightedMean(values)?.power(exponent)
  }
}

/// Values that count: those of positive weight.
private struct WeightedMean {
  private let terms: [(value: Rational, weight: Rational)]
  /// The sum of the weights, positive.
  private let total: Rational

  /// nil when a weight is negative or all of them are zero.
  init?(_ values: [(value: Rational, weight: Rational)]) {
    guard !values.contains(where: { $0.weight.isNegative }) else { return nil }
    terms = values.filter { !$0.weight.isZero }
    total = Rational.sum(terms.map(\.weight))
    if total.isZero { return nil }
  }

  /// The value all terms share, if they do.
  private var onlyValue: Rational? {
    terms.first.flatMap { first in
      terms.allSatisfy { $0.value == first.value } ? first.value : nil
    }
  }

  func geometric() -> Rational? {
    if terms.contains(where: { $0.value.isZero }) { return .zero }
    if let value = onlyValue ?? exactGeometric() { return value }
    let groups = Dictionary(grouping: terms, by: \.weight).mapValues { $0.map(\.value) }
    return CorrectRounding.round(bitLimit: 2560) { bits in
      let bits = bits + Exponential.guardBits
      // By weight, so that equal weights cost one logarithm of a product and not one each.
      let sum = groups.reduce(Ball.zero(bits: bits)) { sum, group in
        sum + LongProduct(group.value, bits: bits).logarithm * normal(group.key).big
      }
      return Exponential.enclosure(sum * normal(total).reciprocal.big)
    }
  }

  /// A weight times a power of two that brings the total near 1, so that no precision is lost.
  private func normal(_ weight: Rational) -> Rational {
    let size = total.big
    let shift = size.denominator.length - size.numerator.magnitude.length
    let power = Rational(BigInt(1) << abs(shift), over: 1)
    return weight * (shift < 0 ? power.reciprocal : power)
  }

  /// The root of the product, if the weights are small whole numbers in proportion.
  private func exactGeometric() -> Rational? {
    guard let counts = wholeWeights() else { return nil }
    let sum = counts.reduce(0, +)
    var length = 0
    for (term, count) in zip(terms, counts) {
      let value = term.value.big
      length += count * max(value.numerator.magnitude.length, value.denominator.length)
    }
    guard length < 1 << 17 else { return nil }
    var product = Rational.one
    for (term, count) in zip(terms, counts) {
      guard let power = term.value.unboundedPower(count) else { return nil }
      product = product * power
    }
    return Root.exact(product, sum)
  }

  /// The weights as whole numbers without a common factor, if they sum to at most 1,000.
  private func wholeWeights() -> [Int]? {
    guard let first = terms.first?.weight else { return nil }
    var scale = 1
    var ratios: [Rational] = []
    for term in terms {
      let ratio = term.weight * first.reciprocal
      guard let parts = ratio.shortParts, parts.denominator <= 1000,
        let factor = Rational(scale, over: parts.denominator).shortParts?.denominator
      else { return nil }
      // The least common multiple so far.
      scale *= factor
      guard scale <= 1000 else { return nil }
      ratios.append(ratio)
    }
    let counts = ratios.compactMap { ($0 * Rational(scale)).int }.filter { $0 <= 1000 }
    guard counts.count == terms.count else { return nil }
    return counts.reduce(0, +) <= 1000 ? counts : nil
  }

  func power(_ exponent: Rational) -> Rational? {
    if let integer = exponent.int, integer.magnitude <= 1000, isShort(integer) {
      return integerPower(integer, exponent)
    }
    guard !terms.contains(where: { $0.value.isNegative }) else { return nil }
    if let value = onlyValue { return value }
    if exponent.isNegative, terms.contains(where: { $0.value.isZero }) { return .zero }
    return exactPower(exponent) ?? roundedPower(exponent)
  }

  /// Whether the exact sum of powers has a reasonable length.
  private func isShort(_ exponent: Int) -> Bool {
    if exponent.magnitude == 1 { return true }
    var length = 0
    for term in terms {
      let value = term.value.big
      length += value.numerator.magnitude.length + value.denominator.length
    }
    return length < (1 << 22) / Int(exponent.magnitude)
  }

  private func integerPower(_ integer: Int, _ exponent: Rational) -> Rational? {
    if integer < 0, terms.contains(where: { $0.value.isZero }) { return .zero }
    if let value = onlyValue, !value.isNegative { return value }
    var powers: [Rational] = []
    for term in terms {
      guard let power = term.value.power(integer) else { return nil }
      powers.append(power * term.weight)
    }
    let mean = Rational.sum(powers) * total.reciprocal
    // A zero mean of negative powers can only come from values of both signs.
    if mean.isZero { return integer > 0 ? .zero : nil }
    return mean.power(exponent.reciprocal)
  }

  /// The result if it is rational.
  ///
  /// With exponent a/b that needs the values to be in ratios that are bth powers: roots of numbers
  /// in other ratios are linearly independent over the rationals, so that no positive sum of them
  /// is a single root again.
  private func exactPower(_ exponent: Rational) -> Rational? {
    guard let first = terms.first(where: { !$0.value.isZero })?.value,
      let parts = exponent.shortParts
    else { return nil }
    var powers: [Rational] = []
    for term in terms where !term.value.isZero {
      guard let ratio = term.value.divided(by: first),
        let root = Root.exact(ratio, parts.denominator),
        let scaled = root.unboundedPower(parts.numerator)
      else { return nil }
      powers.append(scaled * term.weight)
    }
    let mean = Rational.sum(powers) * total.reciprocal
    return mean.exactPower(exponent.reciprocal).map { $0 * first }
  }

  private func roundedPower(_ exponent: Rational) -> Rational? {
    let positive = terms.filter { !$0.value.isZero }
    // The term that dominates becomes 1, and the others lie below.
    guard
      let reference = exponent.isNegative
        ? positive.map(\.value).min() : positive.map(\.value).max()
    else { return .zero }
    let (power, inverse) = (exponent.reduced.big, exponent.reduced.reciprocal.big)
    let growth = max(0, power.numerator.magnitude.length - power.denominator.length + 1)
    let loss = max(0, inverse.numerator.magnitude.length - inverse.denominator.length + 1)
    guard growth < 4096, loss < 4096 else { return nil }
    let ratios = positive.map { ($0.value * reference.reciprocal).big }
    let weights = positive.map { normal($0.weight).big }
    let size = normal(total).big
    return CorrectRounding.round { bits in
      let bits = bits + loss + 2 * Exponential.guardBits
      var sum = Ball.zero(bits: bits)
      for (ratio, weight) in zip(ratios, weights) {
        let logarithm = Logarithm.ball(ratio, bits: bits + growth) * power
        guard let term = Exponential.ball(logarithm.dropping(growth)) else { return nil }
        sum = sum + term * weight
      }
      let lowest = sum.middle - sum.radius
      guard lowest.direction > 0 else { return .unknown }
      let mean = BigFraction(
        numerator: multiply(sum.middle, BigInt(size.denominator)),
        denominator: multiply(size.numerator.magnitude, BigUInt(1) << bits), isReduced: false)
      var logarithm = Logarithm.ball(mean, bits: bits)
      // The logarithm's slope is at most one over the lowest value.
      logarithm.radius += (sum.radius << bits) / lowest + 1
      return Exponential.enclosure(
        logarithm * inverse + Logarithm.ball(reference.big, bits: bits))
    }
  }
}
