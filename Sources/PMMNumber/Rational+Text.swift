internal import BigInt

extension Rational: CustomStringConvertible {
  /// The numerator in lowest terms, with its sign.
  package var numeratorText: String {
    switch reduced.storage {
    case .small(let value): String(value.numerator)
    case .big(let value): String(value.numerator)
    }
  }

  /// The denominator in lowest terms.
  package var denominatorText: String {
    switch reduced.storage {
    case .small(let value): String(value.denominator)
    case .big(let value): String(value.denominator)
    }
  }

  /// `p/q` in lowest terms, or `p` for an integer.
  package var fractionText: String {
    let value = reduced
    let denominator = value.denominatorText
    return denominator == "1" ? value.numeratorText : value.numeratorText + "/" + denominator
  }

  /// The exact decimal with at most `limit` digits after the point (10,000 at most): `0.5`, `-3`,
  /// `1200`. nil when there is none.
  package func exactDecimal(limit: Int = 40) -> String? {
    let limit = min(max(limit, 0), Rational.positionLimit)
    guard let decimals = terminatingDecimals(limit) else { return nil }
    return fixed(decimals: decimals, .down)
  }

  /// The number of decimals the exact decimal needs, or nil when that is more than `limit`.
  private func terminatingDecimals(_ limit: Int) -> Int? {
    if case .small(let value) = storage {
      var rest = value.denominator.magnitude
      let twos = rest.trailingZeroBitCount
      rest >>= UInt128(twos)
      var fives = 0
      while rest % 5 == 0 {
        rest /= 5
        fives += 1
      }
      let decimals = max(twos, fives)
      return rest == 1 && decimals <= limit ? decimals : nil
    }
    // Whether the denominator divides the power is decided without lowest terms.
    let value = big
    let scaled = multiply(value.numerator.magnitude, BigUInt.powerOfTen(limit))
    var (units, rest) = scaled.quotientAndRemainder(dividingBy: value.denominator)
    guard rest.isZero else { return nil }
    var decimals = limit
    while decimals > 0 {
      let (quotient, digit) = units.quotientAndRemainder(dividingBy: 10)
      guard digit.isZero else { break }
      (units, decimals) = (quotient, decimals - 1)
    }
    return decimals
  }

  /// Rounded (half_even) to so many significant digits, 1 to 10,000, without trailing zeros: `0.25`.
  /// Magnitudes below 1e-20 or above 1e40 are written `1.5e-30`.
  package func decimal(significant: Int) -> String {
    let value = rounded(significant: significant, .halfEven)
    if value.isZero { return "0" }
    let exponent = value.decimalExponent
    let isPlain = exponent >= -20 && exponent < 40 || value.magnitude == Rational.largestPlain
    // A rounded value is a terminating decimal, of that many decimals at most.
    let digits = min(max(significant, 1), Rational.positionLimit)
    let units = value.units(decimals: digits - 1 - exponent, .halfEven).text
    let sign = value.isNegative ? "-" : ""
    if isPlain {
      return sign + Rational.place(units, decimals: digits - 1 - exponent, trimmed: true)
    }
    return sign + Rational.place(units, decimals: digits - 1, trimmed: true) + "e\(exponent)"
  }

  private static let largestPlain = Rational(BigInt(BigUInt.powerOfTen(40)), over: 1)

  /// The value with exactly so many decimals, 0 to 10,000, rounded as `mode` says: `96.20`. There is
  /// no negative zero. With a negative number of decimals, whole tens, hundreds and so on.
  package func fixed(decimals: Int, _ mode: RoundingMode) -> String {
    let limit = Rational.positionLimit
    let decimals = min(max(decimals, -limit), limit)
    let units = units(decimals: decimals, mode)
    let sign = isNegative && !units.isZero ? "-" : ""
    return sign + Rational.place(units.text, decimals: units.isZero ? max(decimals, 0) : decimals)
  }

  /// Puts the point into the digits of a whole number of units.
  private static func place(_ digits: String, decimals: Int, trimmed: Bool = false) -> String {
    if decimals <= 0 { return digits + String(repeating: "0", count: -decimals) }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    var fraction = padded.suffix(decimals)
    let whole = padded.dropLast(decimals)
    if trimmed {
      while fraction.last == "0" { fraction.removeLast() }
      if fraction.isEmpty { return String(whole) }
    }
    return whole + "." + fraction
  }

  /// The exact decimal if it needs at most 40 decimals, else twelve digits and `…`.
  package var description: String {
    exactDecimal() ?? decimal(significant: 12) + "…"
  }
}
