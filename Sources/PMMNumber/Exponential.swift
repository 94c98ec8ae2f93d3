internal import BigInt

/// Exponentials in fixed point, with an error bound.
enum Exponential {
  /// Guard bits for the squarings below; the relative error of a result is about `2^-(bits - 24)`.
  static let guardBits = 32

  /// How often the argument is halved before the series.
  private static let halvings = 8

  /// The exponential of every number in the ball. nil beyond about two to the million either way.
  static func enclosure(_ argument: Ball) -> Enclosure? {
    let bits = argument.bits
    // |x| < 2^20, before anything of its length is computed.
    guard argument.middle.magnitude.length < bits + 20 else { return nil }
    let two = Logarithm.two(bits: bits)
    let twos = argument.middle / two.middle
    let rest = argument + two * (-twos)
    // The bounds below hold for a narrow ball; any other asks for more precision.
    guard rest.radius.magnitude.length < bits - 8 else { return .unknown }
    let reduced = rest.middle >> halvings
    let one = BigInt(1) << bits
    var (term, sum) = (one, one)
    var terms = 1
    while !term.isZero {
      term = (multiply(term, reduced) >> bits) / BigInt(terms)
      sum += term
      terms += 1
    }
    // Three units per term, the unit lost to the shift, and the argument's own radius: the slope
    // here is below 1.01.
    var radius = BigInt(3 * terms + 8) + (rest.radius >> (halvings - 1))
    for _ in 0..<halvings {
      // No power on the way exceeds 2, nor the radius half of it: d(v^2) < 5 dv.
      sum = multiply(sum, sum) >> bits
      radius = radius * 5 + 2
    }
    guard let exponent = Int(exactly: twos) else { return nil }
    return Enclosure(lower: sum - radius, upper: sum + radius, exponent: exponent - bits)
  }

  /// The same in fixed point; the result is at most about 1.
  static func ball(_ argument: Ball) -> Ball? {
    // Below the last bit, and too small for `enclosure`'s range perhaps.
    if argument.middle.sign == .minus, argument.middle.magnitude >> argument.bits > argument.bits {
      return Ball(middle: 0, radius: 1, bits: argument.bits)
    }
    guard let found = enclosure(argument) else { return nil }
    let shift = argument.bits + found.exponent
    let middle = (found.lower + found.upper) >> 1
    let radius = found.upper - middle
    if shift >= 0 {
      return Ball(middle: middle << shift, radius: radius << shift, bits: argument.bits)
    }
    return Ball(
      middle: middle >> (-shift), radius: (radius >> (-shift)) + 2, bits: argument.bits)
  }
}
