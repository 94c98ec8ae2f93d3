internal import BigInt

/// Natural logarithms in fixed point, with an error bound.
enum Logarithm {
  /// The logarithm of a positive fraction times `2^shift`, to about `bits` bits after the point.
  static func ball(_ value: BigFraction, shift: Int = 0, bits: Int) -> Ball {
    let reduced = Reduced(value)
    let twice = areaTangent(reduced.difference, reduced.sum, bits: bits) * BigInt(2)
    let twos = reduced.twos + shift
    return twos == 0 ? twice : twice + two(bits: bits) * BigInt(twos)
  }

  /// The logarithm to about `bits` significant bits; the value is not 1.
  static func relativeBall(_ value: BigFraction, bits: Int) -> Ball {
    let reduced = Reduced(value)
    // Near 1 the logarithm is about the distance from 1, and its leading bits are zeros.
    let zeros =
      reduced.twos == 0 ? max(0, reduced.sum.length - reduced.difference.magnitude.length) : 0
    return ball(value, bits: bits + zeros + 16)
  }

  /// `value = m * 2^twos` with `m` within a third of 1, as `ln m = 2 artanh((n - d) / (n + d))`.
  private struct Reduced {
    let twos: Int
    let difference: BigInt
    let sum: BigUInt

    init(_ value: BigFraction) {
      var (top, bottom) = (value.numerator.magnitude, value.denominator)
      var twos = top.length - bottom.length
      if twos >= 0 { bottom <<= twos } else { top <<= -twos }
      if top * 3 < bottom * 2 {
        top <<= 1
        twos -= 1
      } else if top * 3 > bottom * 4 {
        bottom <<= 1
        twos += 1
      }
      self.twos = twos
      difference = BigInt(top) - BigInt(bottom)
      sum = top + bottom
    }
  }

  /// ln 2, by a formula of Machin's kind (Størmer's three terms).
  static func two(bits: Int) -> Ball {
    areaTangent(1, 26, bits: bits) * BigInt(18) + areaTangent(-1, 4801, bits: bits) * BigInt(2)
      + areaTangent(1, 8749, bits: bits) * BigInt(8)
  }

  /// The inverse hyperbolic tangent of a fraction of magnitude at most one fifth, by its series.
  private static func areaTangent(_ top: BigInt, _ bottom: BigUInt, bits: Int) -> Ball {
    let argument = (top.magnitude << bits) / bottom
    let square = multiply(argument, argument) >> bits
    var (term, sum, odd) = (argument, argument, BigUInt(1))
    var terms = 1
    while !term.isZero {
      term = multiply(term, square) >> bits
      odd += 2
      sum += term / odd
      terms += 1
    }
    // Each power is at most two units short and each quotient two more; what follows the last
    // term is below one unit.
    return Ball(
      middle: BigInt(sign: top.sign, magnitude: sum), radius: BigInt(4 * terms + 8), bits: bits)
  }
}
