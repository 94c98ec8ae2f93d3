/// A fraction of 128-bit integers in lowest terms; every operation answers nil on overflow.
///
/// The denominator is positive and the numerator is never `Int128.min`, so that a sign can always
/// be changed.
struct SmallFraction: Equatable, Sendable {
  let numerator: Int128
  let denominator: Int128

  static let zero = SmallFraction(unchecked: 0, 1)

  /// Takes parts that are already in lowest terms.
  init?(lowest numerator: Int128, _ denominator: Int128) {
    guard numerator != .min else { return nil }
    self.init(unchecked: numerator, denominator)
  }

  /// Takes parts that keep the invariants of the type.
  init(unchecked numerator: Int128, _ denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Cancels the common factor; the denominator is positive.
  init?(_ numerator: Int128, over denominator: Int128) {
    guard numerator != .min else { return nil }
    let common = gcd(numerator, denominator)
    self.init(unchecked: quotient(numerator, common), quotient(denominator, common))
  }

  static func sum(_ x: SmallFraction, _ y: SmallFraction) -> SmallFraction? {
    let (b, d) = (x.denominator, y.denominator)
    if b == d {
      let (sum, overflow) = x.numerator.addingReportingOverflow(y.numerator)
      guard !overflow else { return nil }
      return b == 1 ? SmallFraction(lowest: sum, 1) : SmallFraction(sum, over: b)
    }
    // With one whole operand, or coprime denominators, the result is in lowest terms (Knuth 4.5.1).
    let common = b == 1 || d == 1 ? 1 : gcd(b, d)
    let (scaleX, scaleY) = (quotient(d, common), quotient(b, common))
    guard let left = times(x.numerator, scaleX), let right = times(y.numerator, scaleY) else {
      return nil
    }
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow, sum != .min else { return nil }
    guard common != 1 else {
      return times(b, d).flatMap { SmallFraction(lowest: sum, $0) }
    }
    let rest = gcd(sum, common)
    return times(scaleY, quotient(d, rest)).flatMap {
      SmallFraction(lowest: quotient(sum, rest), $0)
    }
  }

  static func product(_ x: SmallFraction, _ y: SmallFraction) -> SmallFraction? {
    let left = y.denominator == 1 ? 1 : gcd(x.numerator, y.denominator)
    let right = x.denominator == 1 ? 1 : gcd(y.numerator, x.denominator)
    guard
      let numerator = times(quotient(x.numerator, left), quotient(y.numerator, right)),
      let denominator = times(quotient(x.denominator, right), quotient(y.denominator, left))
    else { return nil }
    return SmallFraction(lowest: numerator, denominator)
  }

  /// One over this fraction, which is not zero.
  var reciprocal: SmallFraction {
    numerator < 0
      ? SmallFraction(unchecked: -denominator, -numerator)
      : SmallFraction(unchecked: denominator, numerator)
  }

  var negated: SmallFraction { SmallFraction(unchecked: -numerator, denominator) }

  static func isLess(_ x: SmallFraction, _ y: SmallFraction) -> Bool {
    if x.denominator == y.denominator { return x.numerator < y.numerator }
    if let left = times(x.numerator, y.denominator), let right = times(y.numerator, x.denominator) {
      return left < right
    }
    if (x.numerator < 0) != (y.numerator < 0) { return x.numerator < 0 }
    let left = x.numerator.magnitude.multipliedFullWidth(by: y.denominator.magnitude)
    let right = y.numerator.magnitude.multipliedFullWidth(by: x.denominator.magnitude)
    let isSmaller = (left.high, left.low) < (right.high, right.low)
    return x.numerator < 0 ? !isSmaller && left != right : isSmaller
  }
}

/// The product, or nil when it overflows; one machine multiplication when both factors are short.
@inline(__always)
private func times(_ a: Int128, _ b: Int128) -> Int128? {
  let (shortA, shortB) = (Int64(truncatingIfNeeded: a), Int64(truncatingIfNeeded: b))
  if Int128(shortA) == a, Int128(shortB) == b { return Int128(shortA) &* Int128(shortB) }
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  return overflow ? nil : product
}

/// The quotient of an exact division; a 128-bit division costs several times a 64-bit one.
@inline(__always)
private func quotient(_ a: Int128, _ b: Int128) -> Int128 {
  if b == 1 { return a }
  let (shortA, shortB) = (Int64(truncatingIfNeeded: a), Int64(truncatingIfNeeded: b))
  if Int128(shortA) == a, Int128(shortB) == b, shortA != .min {
    return Int128(shortA / shortB)
  }
  return a / b
}

/// The greatest common divisor of the magnitudes; the denominator, `b`, is positive.
@inline(__always)
private func gcd(_ a: Int128, _ b: Int128) -> Int128 {
  if b == 1 || a == 1 { return 1 }
  // It divides `b`, so it fits.
  return Int128(truncatingIfNeeded: binaryGCD(a.magnitude, b.magnitude))
}

/// The greatest common divisor; the other number when one is zero.
func binaryGCD(_ first: UInt128, _ second: UInt128) -> UInt128 {
  if first == 0 || second == 0 { return first | second }
  if (first | second) >> 64 == 0 {
    return UInt128(shortGCD(UInt64(truncatingIfNeeded: first), UInt64(truncatingIfNeeded: second)))
  }
  let twos = min(first.trailingZeroBitCount, second.trailingZeroBitCount)
  var a = first >> UInt128(first.trailingZeroBitCount)
  var b = second >> UInt128(second.trailingZeroBitCount)
  while (a | b) >> 64 != 0 {
    if a == b { return a << UInt128(twos) }
    if a < b { swap(&a, &b) }
    a &-= b
    a >>= UInt128(a.trailingZeroBitCount)
  }
  return UInt128(shortGCD(UInt64(truncatingIfNeeded: a), UInt64(truncatingIfNeeded: b))) << twos
}

/// The greatest common divisor of two numbers, neither zero.
private func shortGCD(_ first: UInt64, _ second: UInt64) -> UInt64 {
  let twos = UInt64(truncatingIfNeeded: (first | second).trailingZeroBitCount)
  var a = first &>> UInt64(truncatingIfNeeded: first.trailingZeroBitCount)
  var b = second &>> UInt64(truncatingIfNeeded: second.trailingZeroBitCount)
  while a != b {
    if a < b { swap(&a, &b) }
    a &-= b
    a &>>= UInt64(truncatingIfNeeded: a.trailingZeroBitCount)
  }
  return a &<< twos
}
