internal import PMMIR

/// The operations that most formulas are made of, in loops without calls. Each answers nil where the
/// vectors carry more than numbers and gaps; the general loop then does.
enum Kernels {
  /// States and reasons of two operands. A gap on either side is a gap.
  @inline(__always)
  private static func prepared(_ a: Vector, _ b: Vector) -> Vector? {
    guard a.isPlain, b.isPlain else { return nil }
    let result = Vector(count: a.count)
    let states = result.states
    if !a.hasGaps, !b.hasGaps {
      states.initialize(repeating: State.known, count: a.count)
      return result
    }
    let (left, right) = (a.states, b.states)
    for place in 0..<a.count { states[place] = left[place] | right[place] }
    result.hasGaps = true
    // Missing on one side and in doubt on the other is in doubt: 3 is so too.
    switch (a.reasons, b.reasons) {
    case (nil, nil) where !a.hasGaps || !b.hasGaps || a.reason == b.reason:
      result.reason = a.hasGaps ? a.reason : b.reason
    case (nil, nil):
      let reasons = result.newReasons()
      let (x, y) = (a.reason, b.reason)
      for place in 0..<a.count {
        reasons[place] =
          (left[place] == State.missing ? x : 0) | (right[place] == State.missing ? y : 0)
      }
    case (let x?, let y?):
      let reasons = result.newReasons()
      for place in 0..<a.count {
        reasons[place] =
          (left[place] == State.missing ? x[place] : 0)
          | (right[place] == State.missing ? y[place] : 0)
      }
    case (let x?, nil), (nil, let x?):
      let reasons = result.newReasons()
      let (of, with) = a.reasons == nil ? (right, left) : (left, right)
      let common = a.reasons == nil ? a.reason : b.reason
      for place in 0..<a.count {
        reasons[place] =
          (of[place] == State.missing ? x[place] : 0) | (with[place] == State.missing ? common : 0)
      }
    }
    result.hasDoubts = a.hasDoubts || b.hasDoubts
    return result
  }

  @inline(__always)
  private static func loop(
    _ a: Vector, _ b: Vector, _ operation: (Approximation, Approximation) -> Approximation
  ) -> Vector? {
    guard let result = prepared(a, b) else { return nil }
    let (values, errors, states) = (result.values, result.newErrors(), result.states)
    var isTooLarge = false
    for place in 0..<a.count {
      let found = operation(a.number(place), b.number(place))
      values[place] = found.value
      errors[place] = found.error
      // Not below the limit: also what is no number.
      if !found.isUsable, states[place] == State.known {
        states[place] = State.doubt
        isTooLarge = true
      }
    }
    if isTooLarge { result.finish() }
    return result
  }

  static func add(_ a: Vector, _ b: Vector) -> Vector? {
    whole(a, b) { $0 + $1 } ?? loop(a, b) { $0 + $1 }
  }

  static func subtract(_ a: Vector, _ b: Vector) -> Vector? {
    whole(a, b) { $0 - $1 } ?? loop(a, b) { $0 - $1 }
  }

  /// Sums of short whole numbers over one power of ten: these are added without any error, and the
  /// quotient by the power is rounded once. Nil if the vectors are no such numbers, or a sum is long.
  @inline(__always)
  private static func whole(
    _ a: Vector, _ b: Vector, _ operation: (Double, Double) -> Double
  ) -> Vector? {
    guard a.scale > 0, b.scale > 0, let result = prepared(a, b) else { return nil }
    let (values, states) = (result.values, result.states)
    let (av, bv) = (a.values, b.values)
    let scale = max(a.scale, b.scale)
    var longest = 0.0
    for place in 0..<a.count {
      let (x, y) = (av[place] * scale, bv[place] * scale)
      let sum = operation(nearest(x), nearest(y))
      values[place] = sum / scale
      // Whatever stands where nothing is known.
      let isKnown = states[place] == State.known
      longest = max(longest, isKnown ? max(max(abs(x), abs(y)), abs(sum)) : 0)
    }
    guard longest < 0x1p51 else { return nil }
    result.bound.relative = scale == 1 ? 0 : Approximation.unit
    result.scale = scale
    return result
  }

  /// The nearest whole number of what is below 2 to the power of 51: above that sum there are no
  /// fractions.
  @inline(__always)
  private static func nearest(_ x: Double) -> Double { (x + 0x1.8p52) - 0x1.8p52 }

  static func multiply(_ a: Vector, _ b: Vector) -> Vector? { loop(a, b) { $0 * $1 } }

  /// A divisor whose sign is not certain leaves the quotient in doubt, and so does zero.
  static func divide(_ a: Vector, _ b: Vector) -> Vector? {
    if let quotients = wholeQuotients(a, b) { return quotients }
    return loop(a, b) { x, y in
      guard abs(y.value) > y.error else { return Approximation(.infinity, .infinity) }
      return x / y
    }
  }

  /// Of short whole numbers over one power of ten, the quotient is that of the whole numbers, which is
  /// rounded once. Nil if the vectors are no such numbers.
  private static func wholeQuotients(_ a: Vector, _ b: Vector) -> Vector? {
    // Of plain whole numbers, more is known: whether the quotient is one too.
    guard a.scale > 1, b.scale > 1, let result = prepared(a, b) else { return nil }
    let (values, states) = (result.values, result.states)
    let (av, bv) = (a.values, b.values)
    let scale = max(a.scale, b.scale)
    var longest = 0.0
    var hasZero = false
    for place in 0..<a.count {
      let (top, bottom) = (nearest(av[place] * scale), nearest(bv[place] * scale))
      let isKnown = states[place] == State.known
      values[place] = top / bottom
      longest = max(longest, isKnown ? max(abs(top), abs(bottom)) : 0)
      hasZero = hasZero || isKnown && bottom == 0
    }
    guard longest < 0x1p51 else { return nil }
    if hasZero {
      for place in 0..<a.count where states[place] == State.known && !values[place].isFinite {
        states[place] = State.doubt
      }
      result.finish()
    }
    result.bound.relative = Approximation.unit
    return result
  }
}
