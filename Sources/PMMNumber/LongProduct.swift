internal import BigInt

/// The product of many positive fractions, kept to so many bits: (top / bottom) * 2^shift.
struct LongProduct {
  private let bits: Int
  /// More bits than wanted, so that what all the steps lose together is below the last bit.
  private let length: Int
  private var top = BigUInt(1)
  private var bottom = BigUInt(1)
  private var shift = 0

  init(_ values: [Rational], bits: Int) {
    self.bits = bits
    length = bits + (Int.bitWidth - values.count.leadingZeroBitCount) + 4
    for value in values {
      let factor = value.big
      let gained = LongProduct.multiply(&top, by: factor.numerator.magnitude, length)
      shift += gained - LongProduct.multiply(&bottom, by: factor.denominator, length)
    }
  }

  /// Multiplies, keeps the leading bits, and returns how many were dropped.
  private static func multiply(_ product: inout BigUInt, by factor: BigUInt, _ length: Int) -> Int {
    product = PMMNumber.multiply(product, factor)
    let excess = max(0, product.length - length)
    product >>= excess
    return excess
  }

  /// The natural logarithm of the product.
  var logarithm: Ball {
    let value = BigFraction(numerator: BigInt(top), denominator: bottom, isReduced: false)
    var ball = Logarithm.ball(value, shift: shift, bits: bits)
    ball.radius += 2
    return ball
  }
}
