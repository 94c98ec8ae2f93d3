internal import BigInt

/// A fraction of big integers that does not fit `SmallFraction`, or is not known to.
///
/// Up to `reductionLimit` words it is kept in lowest terms. Beyond, it is kept as computed: a
/// common divisor costs about as much as all the products of a large sum together. Comparison,
/// equality and hashing therefore never assume lowest terms.
struct BigFraction: Sendable {
  let numerator: BigInt
  let denominator: BigUInt
  let isReduced: Bool

  /// The length, in words, of the shorter part up to which every operation cancels at once.
  static let reductionLimit = 48
  /// The length up to which a finished sum is cancelled.
  static let sumReductionLimit = 1024

  /// The same value in lowest terms, whatever that takes.
  var reduced: BigFraction {
    if isReduced { return self }
    let common = Limbs.greatestCommonDivisor(numerator.magnitude, denominator)
    if common == 1 {
      return BigFraction(numerator: numerator, denominator: denominator, isReduced: true)
    }
    return BigFraction(
      numerator: BigInt(sign: numerator.sign, magnitude: numerator.magnitude / common),
      denominator: denominator / common, isReduced: true)
  }

  /// The value as an integer, or nil when it is none.
  var integer: BigInt? {
    let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator)
    return remainder.isZero ? BigInt(sign: numerator.sign, magnitude: quotient) : nil
  }

  static func sum(_ x: BigFraction, _ y: BigFraction, limit: Int) -> Rational {
    let (b, d) = (x.denominator, y.denominator)
    if b == d { return Rational(x.numerator + y.numerator, over: b, limit: limit) }
    var (scaleX, scaleY) = (d, b)
    // The least common denominator keeps chains of sums short; not worth it on giants.
    if min(b.words.count, d.words.count) <= limit {
      let common = Limbs.greatestCommonDivisor(b, d)
      if common != 1 { (scaleX, scaleY) = (d / common, b / common) }
    }
    let numerator =
      multiply(x.numerator, BigInt(scaleX)) + multiply(y.numerator, BigInt(scaleY))
    return Rational(numerator, over: multiply(scaleY, d), limit: limit)
  }

  static func product(_ x: BigFraction, _ y: BigFraction) -> Rational {
    Rational(
      multiply(x.numerator, y.numerator),
      over: multiply(x.denominator, y.denominator))
  }

  static func isEqual(_ x: BigFraction, _ y: BigFraction) -> Bool {
    if x.isReduced, y.isReduced {
      return x.numerator == y.numerator && x.denominator == y.denominator
    }
    return order(x, y) == 0
  }

  /// -1, 0 or 1 as `x` is less than, equal to or greater than `y`.
  static func order(_ x: BigFraction, _ y: BigFraction) -> Int {
    let (sign, other) = (x.numerator.direction, y.numerator.direction)
    guard sign == other, sign != 0 else { return (sign - other).signum() }
    let (a, b) = (x.numerator.magnitude, x.denominator)
    let (c, d) = (y.numerator.magnitude, y.denominator)
    let result = orderOfProducts(a, d, c, b)
    return sign < 0 ? -result : result
  }

  /// Compares `a * d` with `c * b`, none zero: by lengths, then by leading words, then exactly.
  private static func orderOfProducts(
    _ a: BigUInt, _ d: BigUInt, _ c: BigUInt, _ b: BigUInt
  ) -> Int {
    let gap = (a.length + d.length) - (c.length + b.length)
    if gap > 1 { return 1 }
    if gap < -1 { return -1 }
    if a.length + d.length > 2048 {
      let (left, right) = (Leading(a, d), Leading(c, b))
      if left.isAbove(right) { return 1 }
      if right.isAbove(left) { return -1 }
    }
    let (left, right) = (multiply(a, d), multiply(c, b))
    return left == right ? 0 : left < right ? -1 : 1
  }

  /// Bounds of a product from the leading 256 bits of its factors: [lower, upper) * 2^shift.
  private struct Leading {
    var lower: BigUInt
    var upper: BigUInt
    var shift: Int

    init(_ a: BigUInt, _ b: BigUInt) {
      let (dropA, dropB) = (max(0, a.length - 256), max(0, b.length - 256))
      let (topA, topB) = (a >> dropA, b >> dropB)
      lower = topA * topB
      upper = (topA + 1) * (topB + 1)
      shift = dropA + dropB
    }

    func isAbove(_ other: Leading) -> Bool {
      let base = min(shift, other.shift)
      return lower << (shift - base) >= other.upper << (other.shift - base)
    }
  }
}

extension BigUInt {
  /// The number of bits below and including the leading one; zero has none.
  var length: Int { bitWidth }

  static func powerOfTen(_ exponent: Int) -> BigUInt { BigUInt(10).raised(to: exponent) }

  /// The power with an exponent that is not negative, over the faster product.
  func raised(to exponent: Int) -> BigUInt {
    var result = BigUInt(1)
    for bit in (0..<(Int.bitWidth - exponent.leadingZeroBitCount)).reversed() {
      result = PMMNumber.multiply(result, result)
      if exponent >> bit & 1 == 1 { result = PMMNumber.multiply(result, self) }
    }
    return result
  }
}

extension BigInt {
  /// -1, 0 or 1.
  var direction: Int { isZero ? 0 : sign == .minus ? -1 : 1 }
}
