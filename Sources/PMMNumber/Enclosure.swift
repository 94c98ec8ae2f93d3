internal import BigInt

/// A real number known to lie in `[lower, upper] * 2^exponent`.
struct Enclosure {
  var lower: BigInt
  var upper: BigInt
  var exponent: Int

  /// What is said when the precision was too low to say anything.
  static let unknown = Enclosure(lower: -1, upper: 1, exponent: 0)
}

/// A real number known to lie within `radius` of `middle`, both counted in units of `2^-bits`.
struct Ball {
  var middle: BigInt
  var radius: BigInt
  var bits: Int

  var enclosure: Enclosure {
    Enclosure(lower: middle - radius, upper: middle + radius, exponent: -bits)
  }

  /// The ball of an exact fraction.
  init(_ value: BigFraction, bits: Int) {
    let scaled = value.numerator.magnitude << bits
    middle = BigInt(sign: value.numerator.sign, magnitude: scaled / value.denominator)
    radius = 1
    self.bits = bits
  }

  init(middle: BigInt, radius: BigInt, bits: Int) {
    (self.middle, self.radius, self.bits) = (middle, radius, bits)
  }

  static func zero(bits: Int) -> Ball { Ball(middle: 0, radius: 0, bits: bits) }

  static func + (x: Ball, y: Ball) -> Ball {
    Ball(middle: x.middle + y.middle, radius: x.radius + y.radius, bits: x.bits)
  }

  static func * (x: Ball, factor: BigInt) -> Ball {
    let radius = x.radius * BigInt(factor.magnitude)
    return Ball(middle: multiply(x.middle, factor), radius: radius, bits: x.bits)
  }

  /// Times an exact fraction.
  static func * (x: Ball, factor: BigFraction) -> Ball {
    let scaled = x * factor.numerator
    return Ball(
      middle: scaled.middle / BigInt(factor.denominator),
      radius: scaled.radius / BigInt(factor.denominator) + 2, bits: x.bits)
  }
}

extension Ball {
  /// The same with fewer bits after the point.
  func dropping(_ excess: Int) -> Ball {
    Ball(middle: middle >> excess, radius: (radius >> excess) + 2, bits: bits - excess)
  }
}

/// Rounding to the digits that irrational results have.
enum CorrectRounding {
  /// The significant digits of an irrational result.
  static let digits = 34
  /// Ziv's strategy: encloses the result more and more closely until both bounds round alike.
  ///
  /// The result must not be zero. `enclose` is given the relative precision wanted, in bits, and
  /// need not reach it. An irrational result ends the loop, nearly always at once, as it is no tie;
  /// a rational one may be a tie of 35 digits, and is taken for it when `bitLimit` bits cannot tell
  /// them apart: 3,000 digits, or 700 where a tie can happen and should not take long.
  static func round(
    bitLimit: Int = 10_240, _ enclose: (_ bits: Int) -> Enclosure?
  ) -> Rational? {
    var bits = 160
    while true {
      guard let found = enclose(bits) else { return nil }
      // A bound on the other side of zero says nothing yet.
      if found.lower.direction == found.upper.direction, found.lower.direction != 0 {
        let position = position(found.lower, found.exponent)
        let lower = units(found.lower, found.exponent, position)
        if lower == units(found.upper, found.exponent, position) {
          return value(lower, position, found.lower.sign)
        }
        if bits >= bitLimit { return tie(found, position) }
      } else if bits >= bitLimit {
        return nil
      }
      bits *= 2
    }
  }

  /// The 35-digit number between the bounds, rounded to even.
  private static func tie(_ found: Enclosure, _ position: Int) -> Rational {
    let middle = units(found.lower, found.exponent, position + 1)
    return value(middle, position + 1, found.lower.sign)
      .rounded(significant: digits, .halfEven)
  }

  /// The number of decimals that leaves 34 significant digits.
  private static func position(_ mantissa: BigInt, _ exponent: Int) -> Int {
    // One digit off is possible, and then one more or one less is seen here.
    var position = digits - 1 - (mantissa.magnitude.length + exponent) * 30103 / 100_000
    while true {
      let text = units(mantissa, exponent, position, .down)
      if text >= upperBound {
        position -= 1
      } else if text < lowerBound {
        position += 1
      } else {
        return position
      }
    }
  }

  private static let lowerBound = BigUInt.powerOfTen(digits - 1)
  private static let upperBound = BigUInt.powerOfTen(digits)

  /// The magnitude in units of `10^-position`.
  private static func units(
    _ mantissa: BigInt, _ exponent: Int, _ position: Int, _ mode: RoundingMode = .halfEven
  ) -> BigUInt {
    var (top, bottom) = (mantissa.magnitude, BigUInt(1))
    if exponent >= 0 { top <<= exponent } else { bottom <<= -exponent }
    if position >= 0 {
      top *= BigUInt.powerOfTen(position)
    } else {
      bottom *= BigUInt.powerOfTen(-position)
    }
    return mode.divide(top, by: bottom)
  }

  private static func value(_ units: BigUInt, _ position: Int, _ sign: BigInt.Sign) -> Rational {
    let signed = BigInt(sign: sign, magnitude: units)
    return position >= 0
      ? Rational(signed, over: BigUInt.powerOfTen(position))
      : Rational(signed * BigInt(BigUInt.powerOfTen(-position)), over: 1)
  }
}
