internal import BigInt

/// What happens to the digits that a rounding drops.
package enum RoundingMode: String, Sendable, CaseIterable {
  /// To the nearest, ties away from zero.
  case halfUp = "half_up"
  /// To the nearest, ties to the even digit.
  case halfEven = "half_even"
  /// Towards zero.
  case down
  /// Away from zero.
  case up

  /// Whether a magnitude between `quotient` and the next integer goes up: `order` compares what is
  /// left over with one half (-1, 0, 1), and `isExact` says that nothing is.
  func goesUp(isOdd: Bool, order: Int, isExact: Bool) -> Bool {
    switch self {
    case .down: false
    case .up: !isExact
    case .halfUp: order >= 0
    case .halfEven: order > 0 || order == 0 && isOdd
    }
  }

  /// `magnitude / divisor`, rounded to an integer as this mode says.
  func divide(_ magnitude: BigUInt, by divisor: BigUInt) -> BigUInt {
    let (quotient, rest) = magnitude.quotientAndRemainder(dividingBy: divisor)
    let twice = rest << 1
    let order = twice == divisor ? 0 : twice < divisor ? -1 : 1
    let isOdd = (quotient.words.first ?? 0) & 1 == 1
    return goesUp(isOdd: isOdd, order: order, isExact: rest.isZero) ? quotient + 1 : quotient
  }

  /// `magnitude / divisor`, rounded to an integer as this mode says.
  func divide(_ magnitude: UInt128, by divisor: UInt128) -> UInt128 {
    let quotient: UInt128
    let rest: UInt128
    if magnitude >> 64 == 0, divisor >> 64 == 0 {
      let short = UInt64(truncatingIfNeeded: magnitude)
        .quotientAndRemainder(dividingBy: UInt64(truncatingIfNeeded: divisor))
      (quotient, rest) = (UInt128(short.quotient), UInt128(short.remainder))
    } else {
      (quotient, rest) = magnitude.quotientAndRemainder(dividingBy: divisor)
    }
    // Not doubled, which could overflow.
    let other = divisor - rest
    let order = rest == other ? 0 : rest < other ? -1 : 1
    return goesUp(isOdd: quotient & 1 == 1, order: order, isExact: rest == 0)
      ? quotient + 1 : quotient
  }
}

extension Rational {
  /// How far a rounding position may lie from the point; one further away is taken as this one.
  static let positionLimit = 10_000

  /// The value rounded to so many decimals; a negative number rounds to tens, hundreds and so on.
  /// The number of decimals is held to 10,000 either way.
  package func rounded(decimals: Int, _ mode: RoundingMode) -> Rational {
    let limit = Rational.positionLimit
    return roundedFreely(decimals: min(max(decimals, -limit), limit), mode)
  }

  /// The value rounded to so many significant digits, from 1 to 10,000.
  package func rounded(significant: Int, _ mode: RoundingMode) -> Rational {
    guard !isZero else { return self }
    let digits = min(max(significant, 1), Rational.positionLimit)
    return roundedFreely(decimals: digits - 1 - decimalExponent, mode)
  }

  private func roundedFreely(decimals: Int, _ mode: RoundingMode) -> Rational {
    if isZero || decimals >= 0 && isInteger { return self }
    let units = units(decimals: decimals, mode)
    if decimals <= 0 {
      return units.signed(isNegative) * Rational(BigInt(BigUInt.powerOfTen(-decimals)), over: 1)
    }
    return units.fraction(decimals: decimals).signed(isNegative)
  }

  /// The magnitude of an integer, short if it fits.
  enum Units {
    case short(UInt128)
    case long(BigUInt)

    var text: String {
      switch self {
      case .short(let value): String(value)
      case .long(let value): String(value)
      }
    }

    var isZero: Bool {
      switch self {
      case .short(let value): value == 0
      case .long(let value): value.isZero
      }
    }

    func signed(_ isNegative: Bool) -> Rational { fraction(decimals: 0).signed(isNegative) }

    func fraction(decimals: Int) -> Rational {
      if case .short(let value) = self, let numerator = Int128(exactly: value),
        let denominator = PowersOfTen.short(decimals),
        let small = SmallFraction(numerator, over: denominator)
      {
        return Rational(small)
      }
      let top =
        switch self {
        case .short(let value): BigUInt(value)
        case .long(let value): value
        }
      return Rational(BigInt(top), over: BigUInt.powerOfTen(decimals))
    }
  }

  func signed(_ isNegative: Bool) -> Rational { isNegative ? negated : self }

  /// The magnitude counted in units of `10^-decimals`, rounded.
  func units(decimals: Int, _ mode: RoundingMode) -> Units {
    if case .small(let value) = storage, let power = PowersOfTen.short(abs(decimals)) {
      let factors =
        decimals >= 0
        ? (value.numerator.magnitude, value.denominator.magnitude)
        : (value.denominator.magnitude, value.numerator.magnitude)
      let (scaled, overflow) = factors.0.multipliedReportingOverflow(by: power.magnitude)
      if !overflow {
        return .short(
          decimals >= 0
            ? mode.divide(scaled, by: factors.1) : mode.divide(factors.1, by: scaled))
      }
    }
    let value = big
    let power = BigUInt.powerOfTen(abs(decimals))
    return .long(
      decimals >= 0
        ? mode.divide(multiply(value.numerator.magnitude, power), by: value.denominator)
        : mode.divide(value.numerator.magnitude, by: multiply(value.denominator, power)))
  }

  /// The exponent of the leading decimal digit: 2 for 123, -1 for 0.5. The value is not zero.
  var decimalExponent: Int {
    let value = big
    let (top, bottom) = (value.numerator.magnitude, value.denominator)
    // log10 of 2 is 0.30103; the estimate is off by one or two at most, and corrected exactly.
    var exponent = (top.length - bottom.length) * 30103 / 100_000
    while !isBelow(exponent + 1) { exponent += 1 }
    while isBelow(exponent) { exponent -= 1 }
    return exponent
  }

  /// Whether the magnitude is below `10^exponent`.
  private func isBelow(_ exponent: Int) -> Bool {
    let power = BigUInt.powerOfTen(abs(exponent))
    let bound =
      exponent >= 0
      ? BigFraction(numerator: BigInt(power), denominator: 1, isReduced: true)
      : BigFraction(numerator: 1, denominator: power, isReduced: true)
    return BigFraction.order(magnitude.big, bound) < 0
  }
}

/// The powers of ten that fit 128 bits.
enum PowersOfTen {
  private static let table: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 0..<38 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// `10^exponent` for an exponent from 0 to 38, else nil.
  static func short(_ exponent: Int) -> Int128? {
    table.indices.contains(exponent) ? table[exponent] : nil
  }
}
