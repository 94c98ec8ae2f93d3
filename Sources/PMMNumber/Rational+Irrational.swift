internal import BigInt

// Each function returns a rational result exactly, and any other correctly rounded (half_even) to
// 34 significant digits.
extension Rational {
  /// The square root, or nil of a negative number.
  package func squareRoot() -> Rational? {
    guard !isNegative else { return nil }
    return Root.exact(self, 2) ?? Root.roundedSquare(self)
  }

  /// The natural logarithm, or nil of a number that is not positive.
  package func naturalLogarithm() -> Rational? {
    guard sign > 0 else { return nil }
    if self == .one { return .zero }
    let value = big
    return CorrectRounding.round { Logarithm.relativeBall(value, bits: $0).enclosure }
  }

  /// e to this power, or nil when the result lies outside 10^-1000 to 10^1000.
  package func exponential() -> Rational? {
    if isZero { return .one }
    guard magnitude < Rational.exponentialLimit else { return nil }
    let value = big
    return CorrectRounding.round { bits in
      Exponential.enclosure(Ball(value, bits: bits + Exponential.guardBits))
    }?.withinRange
  }

  /// Just above the logarithm of 10^1000.
  private static let exponentialLimit = Rational(2303)
  private static let largestPower = Rational(BigInt(BigUInt.powerOfTen(1000)), over: 1)

  private var withinRange: Rational? {
    let largest = Rational.largestPower
    return magnitude > largest || magnitude < largest.reciprocal ? nil : self
  }

  /// The power with a rational exponent.
  ///
  /// An integer exponent as in `power(_: Int)`. For any other: nil of a negative base, of zero to a
  /// negative exponent, and of an irrational result outside 10^-1000 to 10^1000.
  package func power(_ exponent: Rational) -> Rational? {
    if exponent.isInteger { return exponent.int.flatMap { self.power($0) } }
    if isNegative { return nil }
    if isZero { return exponent.isNegative ? nil : .zero }
    if let exact = exactPower(exponent) { return exact }
    let value = big
    let power = exponent.reduced.big
    let growth = max(0, power.numerator.magnitude.length - power.denominator.length + 1)
    // Only a base within 2^-4096 of 1 could have such a power in range.
    guard growth < 4096 else { return nil }
    return CorrectRounding.round { bits in
      let bits = bits + Exponential.guardBits
      let logarithm = Logarithm.ball(value, bits: bits + growth) * power
      guard logarithm.middle.magnitude >> (bits + growth) < 2303 else { return nil }
      return Exponential.enclosure(logarithm.dropping(growth))
    }?.withinRange
  }

  /// A positive number's power with an exponent that is not zero, if that is rational and not
  /// absurdly long: the root exists, as the parts of the exponent have no common factor.
  func exactPower(_ exponent: Rational) -> Rational? {
    if self == .one { return .one }
    let parts = exponent.reduced.big
    guard let power = Int(exactly: parts.numerator), let degree = Int(exactly: parts.denominator)
    else { return nil }
    return Root.exact(self, degree)?.unboundedPower(power)
  }

  /// The standard deviation: of a population, or, dividing by one less than the count, of a sample.
  /// nil of nothing, and of a sample of one.
  package static func standardDeviation(_ values: [Rational], sample: Bool) -> Rational? {
    let count = values.count
    guard count > (sample ? 1 : 0) else { return nil }
    let total = sum(values)
    let squares = sum(values.map { $0 * $0 })
    let spread = squares - total * total * Rational(1, over: count)
    return (spread * Rational(1, over: sample ? count - 1 : count)).squareRoot()
  }
}
