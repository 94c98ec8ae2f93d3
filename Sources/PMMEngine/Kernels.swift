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
    let reasons = result.needReasons()
    if let x = a.reasons {
      for place in 0..<a.count where left[place] == State.missing { reasons[place] |= x[place] }
    }
    if let y = b.reasons {
      for place in 0..<a.count where right[place] == State.missing { reasons[place] |= y[place] }
    }
    result.hasDoubts = a.hasDoubts || b.hasDoubts
    return result
  }

  @inline(__always)
  private static func loop(
    _ a: Vector, _ b: Vector, _ operation: (Approximation, Approximation) -> Approximation
  ) -> Vector? {
    guard let result = prepared(a, b) else { return nil }
    let (values, errors, states) = (result.values, result.errors, result.states)
    let (av, ae, bv, be) = (a.values, a.errors, b.values, b.errors)
    var isTooLarge = false
    for place in 0..<a.count {
      let found = operation(
        Approximation(av[place], ae[place]), Approximation(bv[place], be[place]))
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

  static func add(_ a: Vector, _ b: Vector) -> Vector? { loop(a, b) { $0 + $1 } }

  static func subtract(_ a: Vector, _ b: Vector) -> Vector? { loop(a, b) { $0 - $1 } }

  static func multiply(_ a: Vector, _ b: Vector) -> Vector? { loop(a, b) { $0 * $1 } }

  /// A divisor whose sign is not certain leaves the quotient in doubt, and so does zero.
  static func divide(_ a: Vector, _ b: Vector) -> Vector? {
    loop(a, b) { x, y in
      abs(y.value) > y.error ? x / y : Approximation(.infinity, .infinity)
    }
  }
}
