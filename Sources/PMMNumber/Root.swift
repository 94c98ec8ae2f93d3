internal import BigInt

/// Integer roots, and whether a fraction is an exact power.
enum Root {
  /// The largest integer whose power with `exponent`, at least 1, is not above `value`.
  static func floor(_ value: BigUInt, _ exponent: Int) -> BigUInt {
    if value.isZero || exponent == 1 { return value }
    let length = (value.length - 1) / exponent + 1
    if length <= 4 { return search(value, exponent, length) }
    // Newton's method from above, started at the root of the leading half: two or three steps.
    let drop = length / 2
    var root = (floor(value >> (drop * exponent), exponent) + 1) << drop
    while true {
      let quotient = value / root.raised(to: exponent - 1)
      let next = (root * BigUInt(exponent - 1) + quotient) / BigUInt(exponent)
      if next >= root { return root }
      root = next
    }
  }

  private static func search(_ value: BigUInt, _ exponent: Int, _ length: Int) -> BigUInt {
    var root = BigUInt(0)
    for bit in (0..<length).reversed() {
      let candidate = root + BigUInt(1) << bit
      if candidate.raised(to: exponent) <= value { root = candidate }
    }
    return root
  }

  /// The root if it is an integer.
  private static func exact(_ value: BigUInt, _ exponent: Int) -> BigUInt? {
    let root = floor(value, exponent)
    return root.raised(to: exponent) == value ? root : nil
  }

  /// The root of a fraction that is not negative, if it is rational.
  static func exact(_ value: Rational, _ exponent: Int) -> Rational? {
    if value.isZero || value == .one || exponent == 1 { return value }
    let big = value.big
    // Two to the exponent is already larger.
    guard exponent < max(big.numerator.magnitude.length, big.denominator.length) else { return nil }
    guard mayBePower(big, exponent) else { return nil }
    let reduced = big.reduced
    guard let bottom = exact(reduced.denominator, exponent),
      let top = exact(reduced.numerator.magnitude, exponent)
    else { return nil }
    return Rational(BigFraction(numerator: BigInt(top), denominator: bottom, isReduced: true))
  }

  /// False for nearly every fraction that is no power: modulo a prime `n k + 1`, only one number
  /// in `n` is an nth power. Spares long fractions their lowest terms and their root.
  private static func mayBePower(_ value: BigFraction, _ exponent: Int) -> Bool {
    guard max(value.numerator.magnitude.length, value.denominator.length) > 512 else { return true }
    let step = UInt64(exponent)
    var multiple = (1 << 40) / step
    var trials = 0
    while trials < 8 {
      multiple += 1
      let field = PrimeField(modulus: step * multiple + 1)
      guard field.modulus & 1 == 1, field.isPrime else { continue }
      trials += 1
      let top = Limbs.residue(value.numerator.magnitude.words, field.modulus)
      let bottom = Limbs.residue(value.denominator.words, field.modulus)
      guard top != 0, bottom != 0 else { continue }
      // Times bottom^n, a power itself, instead of an inverse.
      let residue = field.product(top, field.power(bottom, step - 1))
      guard field.power(residue, multiple) == 1 else { return false }
    }
    return true
  }

  /// The square root of a positive fraction that has no rational one, correctly rounded.
  static func roundedSquare(_ value: Rational) -> Rational {
    let digits = CorrectRounding.digits
    let exponent = value.decimalExponent
    // One digit more than wanted; the true root is strictly above the integer found, never a tie.
    let decimals = digits - (exponent - (exponent & 1)) / 2
    let big = value.big
    let power = BigUInt.powerOfTen(2 * abs(decimals))
    let scaled =
      decimals >= 0
      ? multiply(big.numerator.magnitude, power) / big.denominator
      : big.numerator.magnitude / multiply(big.denominator, power)
    let units = RoundingMode.halfEven.divide((floor(scaled, 2) << 1) + 1, by: 20)
    return decimals >= 1
      ? Rational(BigInt(units), over: BigUInt.powerOfTen(decimals - 1))
      : Rational(BigInt(units * BigUInt.powerOfTen(1 - decimals)), over: 1)
  }
}
