extension Rational {
  /// `mantissa × 10^exponent`; the exponent is from -38 to 18.
  package init(decimalMantissa mantissa: Int64, exponent: Int) {
    let numerator = Int128(mantissa)
    if exponent < 0, let scale = PowersOfTen.short(-exponent),
      let value = SmallFraction(numerator, over: scale)
    {
      self.init(value)
    } else if exponent >= 0, exponent <= 18, let scale = PowersOfTen.short(exponent) {
      self.init(SmallFraction(unchecked: numerator * scale, 1))
    } else {
      preconditionFailure("an exponent from -38 to 18")
    }
  }

  /// The value as an integer times a power of ten from 10^-18 to 1, the power as large as it can be;
  /// nil if there is none.
  package var shortDecimal: (mantissa: Int64, exponent: Int)? {
    guard case .small(let value) = storage else { return nil }
    if value.denominator == 1 { return Int64(exactly: value.numerator).map { ($0, 0) } }
    // A power of ten that the denominator divides, in as few digits as that takes.
    let twos = value.denominator.trailingZeroBitCount
    var rest = value.denominator >> Int128(twos)
    var fives = 0
    while rest % 5 == 0 {
      rest /= 5
      fives += 1
    }
    let decimals = max(twos, fives)
    guard rest == 1, decimals <= 18, let scale = PowersOfTen.short(decimals) else { return nil }
    let (mantissa, overflow) = value.numerator.multipliedReportingOverflow(
      by: scale / value.denominator)
    return overflow ? nil : Int64(exactly: mantissa).map { ($0, -decimals) }
  }
}
