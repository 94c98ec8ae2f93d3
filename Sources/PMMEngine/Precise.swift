internal import PMMNumber

/// A number with twice the digits of a double, known up to an absolute error: it lies within `error` of
/// `high + low`. For the few figures whose digits a double does not decide.
///
/// A sum of two doubles is a double and what it lost, which is a double too (Knuth), and so is a product
/// (Dekker). Only what is lost a second time is an error. Each of the roundings below loses at most
/// `unit` of its result, and the bounds themselves are computed with fewer than sixteen roundings,
/// which two times `slack` makes good. Whatever is too large or too small for that has an infinite
/// error, or one that is not a number: neither decides anything.
struct Precise {
  let high: Double
  let low: Double
  let error: Double

  init(_ exact: Double) {
    (high, low, error) = (exact, 0, 0)
  }

  init(_ whole: Int) {
    // Both halves are exact, and so is what their sum loses.
    self.init(Double(whole >> 32) * 0x1p32, Double(whole & 0xFFFF_FFFF), error: 0)
  }

  /// Nil where the fraction is too long.
  init?(_ number: Rational) {
    guard let (top, bottom) = number.shortParts else { return nil }
    self = Precise(top) / Precise(bottom)
  }

  /// The exact sum of two doubles, in order of their size.
  private init(_ a: Double, _ b: Double, error: Double) {
    (high, low) = Approximation.exactSum(a, b)
    self.error = error * Approximation.slack * Approximation.slack
  }

  /// A number as far as a double knows it.
  init(_ number: Approximation) {
    (high, low, error) = (number.value, 0, number.error)
  }

  private init(high: Double, low: Double, error: Double) {
    (self.high, self.low, self.error) = (high, low, error)
  }

  /// The same number, of which less is known.
  func widened(by more: Double) -> Precise {
    Precise(high: high, low: low, error: (error + more) * Approximation.slack)
  }

  /// As far as a double can tell.
  var approximation: Approximation {
    Approximation(high, (abs(low) + error) * Approximation.slack)
  }

  var isPositive: Bool { high - abs(low) > error * Approximation.slack }

  private var isZero: Bool { high == 0 && low == 0 && error == 0 }

  private var size: Double { abs(high) + abs(low) }

  var magnitude: Precise { high < 0 ? -self : self }

  static prefix func - (a: Precise) -> Precise { Precise(-a.high, -a.low, error: a.error) }

  static func + (a: Precise, b: Precise) -> Precise {
    let (sum, lost) = Approximation.exactSum(a.high, b.high)
    let lows = a.low + b.low
    let rest = lost + lows
    return Precise(
      sum, rest, error: a.error + b.error + (abs(lows) + abs(rest)) * Approximation.unit)
  }

  static func - (a: Precise, b: Precise) -> Precise { a + -b }

  static func * (a: Precise, b: Precise) -> Precise {
    let product = a.high * b.high
    if a.isZero || b.isZero { return Precise(0.0) }
    guard abs(product) > 1e-240, a.size < 1e150, b.size < 1e150 else {
      let most = (a.size + a.error) * (b.size + b.error) + Approximation.tiny
      return Precise(0, 0, error: most)
    }
    let (left, right) = (a.high * b.low, a.low * b.high)
    let cross = left + right
    let rest = Approximation.lostByProduct(a.high, b.high, product) + cross
    let lost =
      (abs(left) + abs(right) + abs(cross) + abs(rest)) * Approximation.unit
      + abs(a.low * b.low) + Approximation.tiny
    return Precise(
      product, rest, error: a.size * b.error + b.size * a.error + a.error * b.error + lost)
  }

  /// What the quotient leaves of the dividend, whatever the way to it, says how far off it is.
  static func / (a: Precise, b: Precise) -> Precise {
    guard b.error < abs(b.high) / 4, abs(b.high) > 1e-140 else {
      return Precise(0, 0, error: .infinity)
    }
    let first = a.high / b.high
    let rest = a - b * Precise(first)
    let second = rest.high / b.high
    let left = rest - b * Precise(second)
    return Precise(
      first, second, error: (left.size + left.error) / (abs(b.high) - abs(b.low) - b.error))
  }

  /// Nil where the sign is not certain.
  var squareRoot: Precise? {
    guard isPositive, error < high / 4, high > 1e-140, high < Approximation.largest else {
      return nil
    }
    let first = high.squareRoot()
    let rest = self - Precise(first) * Precise(first)
    let second = rest.high / (2 * first)
    let (sum, lost) = Approximation.exactSum(first, second)
    let root = Precise(high: sum, low: lost, error: 0)
    // However it was found, its square says how far off it is; the reference's has 34 digits.
    let left = self - root * root
    return root.widened(
      by: (left.size + left.error) / first * Approximation.slack + first * 0x1p-108)
  }

  /// Whether it certainly lies strictly between 0 and 1.
  var isInnerShare: Bool { high - error > 0x1p-60 && high + error < 1 - 0x1p-50 }

  /// The nearest whole number; nil where the error does not say which it is, as it never does for what
  /// lies halfway.
  var nearest: Double? {
    guard abs(high) < 0x1p51 else { return nil }
    var whole = high.rounded()
    // The difference is exact: both are whole multiples of the last place of `high`.
    var rest = (high - whole) + low
    if abs(rest) > 0.5 {
      whole += rest < 0 ? -1 : 1
      rest += rest < 0 ? 1 : -1
    }
    return abs(rest) + error < 0.5 - 0x1p-50 ? whole : nil
  }
}

extension Vector {
  /// How a number of a vector came about, computed again with more digits. The steps that this may
  /// take are counted, since what is shared is computed for each who asks.
  typealias Origin = (_ place: Int, _ steps: inout Int) -> Precise?

  /// A known number with twice the digits; nil where only exact arithmetic has them.
  func precise(_ place: Int) -> Precise? {
    var steps = 20_000
    return precise(place, &steps)
  }

  func precise(_ place: Int, _ steps: inout Int) -> Precise? {
    guard states[place] == State.known else { return nil }
    let value = values[place]
    if error(place) == 0 { return Precise(value) }
    if scale > 0, abs(value) * scale < 0x1p51 {
      return Precise((value * scale).rounded()) / Precise(scale)
    }
    steps -= 1
    guard steps > 0, let origin else { return nil }
    return origin(place, &steps)
  }

  /// Says that this is an operation on two others.
  func comes(
    from a: Vector, _ b: Vector, by operation: @escaping (Precise, Precise) -> Precise
  ) -> Vector {
    origin = { place, steps in
      guard let x = a.precise(place, &steps), let y = b.precise(place, &steps) else { return nil }
      return operation(x, y)
    }
    return self
  }

  /// Says that this is the quotient of two others, if these are short whole numbers over powers of ten:
  /// then the quotient is that of the whole numbers over the larger power.
  func comes(fromWhole a: Vector, _ b: Vector) -> Vector? {
    guard a.scale > 0, b.scale > 0 else { return nil }
    let power = max(a.scale, b.scale)
    origin = { place, _ in
      let (top, bottom) = (a.values[place] * power, b.values[place] * power)
      guard a.states[place] == State.known, b.states[place] == State.known, abs(top) < 0x1p51,
        abs(bottom) < 0x1p51
      else { return nil }
      return Precise(top.rounded()) / Precise(bottom.rounded())
    }
    return self
  }

  /// Says that the numbers are those of another where that has some, whatever else is said of them.
  func comes(from other: Vector) -> Vector {
    origin = { place, steps in other.precise(place, &steps) }
    return self
  }
}
