internal import BigInt

extension Rational {
  /// The exact sum.
  package static func + (left: Rational, right: Rational) -> Rational {
    if case .small(let x) = left.storage, case .small(let y) = right.storage,
      let sum = SmallFraction.sum(x, y)
    {
      return Rational(sum)
    }
    return BigFraction.sum(left.big, right.big, limit: BigFraction.reductionLimit)
  }

  /// The exact difference.
  package static func - (left: Rational, right: Rational) -> Rational {
    if case .small(let x) = left.storage, case .small(let y) = right.storage,
      let sum = SmallFraction.sum(x, y.negated)
    {
      return Rational(sum)
    }
    return left + right.negated
  }

  /// The exact product.
  package static func * (left: Rational, right: Rational) -> Rational {
    if case .small(let x) = left.storage, case .small(let y) = right.storage,
      let product = SmallFraction.product(x, y)
    {
      return Rational(product)
    }
    return BigFraction.product(left.big, right.big)
  }

  /// The value with the other sign.
  package static prefix func - (value: Rational) -> Rational { value.negated }

  /// The exact quotient, or nil when the divisor is zero.
  package func divided(by divisor: Rational) -> Rational? {
    guard !divisor.isZero else { return nil }
    return self * divisor.reciprocal
  }

  /// One over the value, which is not zero.
  var reciprocal: Rational {
    switch storage {
    case .small(let value): return Rational(value.reciprocal)
    case .big(let value):
      let numerator = BigInt(sign: value.numerator.sign, magnitude: value.denominator)
      return Rational(
        BigFraction(
          numerator: numerator, denominator: value.numerator.magnitude, isReduced: value.isReduced))
    }
  }

  /// The length, in bits, up to which powers are computed.
  static let powerLimit = 1 << 20

  /// The exact integer power. `0^0` is 1.
  ///
  /// nil for zero to a negative exponent, for an exponent beyond 1,000 either way, and for a result
  /// of more than about a million bits (300,000 digits), which no figure needs.
  package func power(_ exponent: Int) -> Rational? {
    guard exponent.magnitude <= 1000 else { return nil }
    return unboundedPower(exponent)
  }

  /// The exact integer power, bounded by the length of the result alone.
  func unboundedPower(_ exponent: Int) -> Rational? {
    if exponent == 0 { return .one }
    if isZero { return exponent < 0 ? nil : .zero }
    let value = big
    if value.numerator.magnitude == 1, value.denominator == 1 {
      return isNegative && exponent % 2 != 0 ? Rational(-1) : .one
    }
    let times = exponent.magnitude
    let length = max(value.numerator.magnitude.length, value.denominator.length)
    let (bits, overflow) = times.multipliedReportingOverflow(by: UInt(length))
    guard !overflow, bits <= Rational.powerLimit else { return nil }
    let sign: BigInt.Sign = isNegative && times % 2 == 1 ? .minus : .plus
    let top = value.numerator.magnitude.raised(to: Int(times))
    let bottom = value.denominator.raised(to: Int(times))
    // Powers of coprime numbers are coprime.
    let result = Rational(
      BigFraction(
        numerator: BigInt(sign: sign, magnitude: top), denominator: bottom,
        isReduced: value.isReduced))
    return exponent < 0 ? result.reciprocal : result
  }

  /// The exact sum; 0 when there is nothing to add.
  ///
  /// Values are added as 128-bit fractions while that works, else by denominator, and the partial
  /// sums in a balanced tree, so that ten thousand unlike denominators cost a handful of products
  /// of large numbers. A result longer than 1,024 words is not brought to lowest terms.
  package static func sum(_ values: some Collection<Rational>) -> Rational {
    var running = SmallFraction(unchecked: 0, 1)
    var next = values.startIndex
    while next != values.endIndex, case .small(let value) = values[next].storage,
      let sum = SmallFraction.sum(running, value)
    {
      running = sum
      values.formIndex(after: &next)
    }
    if next == values.endIndex { return Rational(running) }
    var byDenominator: [Int128: Rational] = [running.denominator: Rational(running)]
    var parts: [Rational] = []
    for value in values[next...] {
      if case .small(let small) = value.storage {
        byDenominator[small.denominator, default: .zero] =
          byDenominator[small.denominator, default: .zero] + value
      } else {
        parts.append(value)
      }
    }
    // In order, so that a sum takes the same course every time.
    parts += byDenominator.sorted { $0.key < $1.key }.map(\.value)
    return treeSum(parts)
  }

  private static func treeSum(_ values: [Rational]) -> Rational {
    var level = values
    while level.count > 1 {
      var above: [Rational] = []
      above.reserveCapacity((level.count + 1) / 2)
      for index in stride(from: 0, to: level.count, by: 2) {
        above.append(index + 1 < level.count ? level[index] + level[index + 1] : level[index])
      }
      level = above
    }
    guard let total = level.first else { return .zero }
    guard case .big(let value) = total.storage else { return total }
    return Rational(value.numerator, over: value.denominator, limit: BigFraction.sumReductionLimit)
  }

  /// The smallest whole number that makes all of them whole; 1 of nothing.
  package static func commonDenominator(_ values: some Collection<Rational>) -> Rational {
    let denominators = Set(values.map { $0.reduced.big.denominator })
    // In order, so that it takes the same course every time.
    let multiple = denominators.sorted().reduce(BigUInt(1)) { multiple, denominator in
      multiple * (denominator / Limbs.greatestCommonDivisor(multiple, denominator))
    }
    return Rational(BigInt(multiple), over: 1)
  }

  /// The exact arithmetic mean, or nil of nothing.
  package static func mean(_ values: some Collection<Rational>) -> Rational? {
    values.isEmpty ? nil : sum(values).divided(by: Rational(values.count))
  }
}
