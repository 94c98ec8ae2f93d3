internal import PMMNumber

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A number that is known up to an absolute error: it lies from `value - error` to `value + error`.
/// An error of 0 says that the double is the number itself.
struct Approximation {
  var value: Double
  var error: Double

  @inline(__always)
  init(_ value: Double, _ error: Double = 0) {
    self.value = value
    self.error = error
  }

  var low: Double { value - error }
  var high: Double { value + error }
  var isExactZero: Bool { value == 0 && error == 0 }
  /// Whether the sign is certain; that of zero is.
  var hasSign: Bool { error == 0 || abs(value) > error }
  var isUsable: Bool { abs(value) < Self.largest && error < Self.largest }

  /// Half a unit in the last place, and a little more for the arithmetic of bounds itself.
  static let unit = 0x1.0001p-53
  /// What an underflow can lose.
  static let tiny = 1e-300
  /// Beyond this, products are left to exact arithmetic.
  static let largest = 1e150

  /// All bounds are computed in doubles too: what that loses is made good by this factor.
  static let slack = 1 + 0x1p-50
}

extension Approximation {
  @inline(__always)
  static func + (a: Approximation, b: Approximation) -> Approximation {
    let (sum, lost) = exactSum(a.value, b.value)
    return Approximation(sum, (a.error + b.error + abs(lost)) * slack)
  }

  @inline(__always)
  static func - (a: Approximation, b: Approximation) -> Approximation {
    a + Approximation(-b.value, b.error)
  }

  @inline(__always)
  static prefix func - (a: Approximation) -> Approximation { Approximation(-a.value, a.error) }

  @inline(__always)
  static func * (a: Approximation, b: Approximation) -> Approximation {
    let product = a.value * b.value
    if a.isExactZero || b.isExactZero { return Approximation(0) }
    let lost =
      a.error == 0 && b.error == 0
      ? abs(lostByProduct(a.value, b.value, product)) : abs(product) * unit + tiny
    return Approximation(
      product,
      (abs(a.value) * b.error + abs(b.value) * a.error + a.error * b.error + lost) * slack)
  }

  /// The divisor's sign must be certain, and it must not be zero.
  @inline(__always)
  static func / (a: Approximation, b: Approximation) -> Approximation {
    if a.isExactZero { return Approximation(0) }
    let quotient = a.value / b.value
    if a.error == 0, b.error == 0 {
      let product = quotient * b.value
      let rest = (a.value - product) - lostByProduct(quotient, b.value, product)
      let isPlain =
        abs(a.value) > 1e-140 && abs(b.value) > 1e-140 && abs(quotient) > 1e-140
        && abs(quotient) < largest && abs(b.value) < largest
      return Approximation(
        quotient, isPlain ? abs(rest / b.value) * slack : abs(quotient) * unit + tiny)
    }
    let inherited = (a.error + abs(quotient) * b.error) / (abs(b.value) - b.error)
    return Approximation(quotient, (inherited + abs(quotient) * unit + tiny) * slack * slack)
  }

  /// A sum, and what it lost by rounding, which is itself a double (Knuth).
  @inline(__always)
  static func exactSum(_ a: Double, _ b: Double) -> (sum: Double, lost: Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }

  /// What a product lost by rounding, exactly (Dekker); a bound where that could underflow.
  @inline(__always)
  static func lostByProduct(_ a: Double, _ b: Double, _ product: Double) -> Double {
    guard abs(product) > 1e-250, abs(a) < largest, abs(b) < largest else {
      return abs(product) * unit + tiny
    }
    let (highA, highB) = (split(a), split(b))
    let (lowA, lowB) = (a - highA, b - highB)
    return ((highA * highB - product) + highA * lowB + lowA * highB) + lowA * lowB
  }

  @inline(__always)
  private static func split(_ a: Double) -> Double {
    let scaled = a * 134_217_729
    return scaled - (scaled - a)
  }

  /// Nil where the sign is not certain.
  var squareRoot: Approximation? {
    guard hasSign, value >= 0 else { return nil }
    if value == 0 { return self }
    let root = value.squareRoot()
    let inherited = error / (2 * (value - error).squareRoot())
    // Exact where the square says so.
    if error == 0, root * root == value,
      Self.lostByProduct(root, root, value) == 0
    {
      return Approximation(root)
    }
    return Approximation(root, (inherited + root * Self.unit) * Self.slack * Self.slack)
  }

  // The C library's functions are right to one unit in the last place; four are allowed for.

  /// Of what is certainly positive.
  var logarithm: Approximation? {
    guard value - error > 1e-290 else { return nil }
    if value == 1, error == 0 { return Approximation(0) }
    let result = log(value)
    return Approximation(
      result, (error / (value - error) + abs(result) * 8 * Self.unit) * Self.slack * Self.slack)
  }

  var exponential: Approximation? {
    guard abs(value) < 300, error < 1e-3 else { return nil }
    if isExactZero { return Approximation(1) }
    let result = exp(value)
    return Approximation(result, result * (error * 1.01 + 8 * Self.unit))
  }

  /// Of a certainly positive base.
  func power(_ exponent: Approximation) -> Approximation? {
    guard value - error > 1e-290 else { return nil }
    if exponent.isExactZero { return Approximation(1) }
    if exponent.error == 0, exponent.value == 1 { return self }
    let result = pow(value, exponent.value)
    let relative =
      abs(exponent.value) * error / (value - error) + (abs(log(value)) + 1) * exponent.error
    guard result > 1e-140, result < Self.largest, relative < 1e-3 else { return nil }
    return Approximation(result, result * (relative * 1.02 + 8 * Self.unit))
  }

  /// The interval from one number to another. Both may have been rounded, so that two which are equal
  /// say nothing certain but zero, which no rounding gives.
  static func between(_ low: Double, _ high: Double) -> Approximation {
    if low == 0, high == 0 { return Approximation(0) }
    let middle = low + (high - low) / 2
    return Approximation(
      middle, max(high - middle, middle - low) * slack + abs(middle) * 2 * unit + tiny)
  }
}

extension Rational {
  /// The nearest double, and how far it may be off; nil where a double says too little of it.
  var approximation: Approximation? {
    if let parts = shortParts {
      let (top, bottom) = (Double(parts.numerator), Double(parts.denominator))
      if parts.numerator.magnitude < 1 << 53, parts.denominator.magnitude < 1 << 53 {
        return Approximation(top) / Approximation(bottom)
      }
    }
    let (mantissa, exponent, isExact) = leadingBits
    guard abs(exponent) < 500 else { return nil }
    let leading = Double(mantissa)
    let value = leading * power2(exponent)
    let wasExact = isExact && UInt64(leading) == mantissa
    return Approximation(
      isNegative ? -value : value, wasExact ? 0 : abs(value) * 2 * Approximation.unit)
  }
}

/// Two to an exponent of a normal double.
private func power2(_ exponent: Int) -> Double {
  Double(sign: .plus, exponent: exponent, significand: 1)
}
