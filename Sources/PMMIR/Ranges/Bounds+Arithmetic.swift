package import PMMNumber

/// Interval arithmetic. Every result holds all values that the operation can give; it may hold more.
extension Bounds {
  package static let everything = Bounds(lower: nil, upper: nil)
  package static let notNegative = Bounds(lower: 0, upper: nil)
  package static let unit = Bounds(lower: 0, upper: 1)

  var isEverything: Bool { lower == nil && upper == nil }

  package init(only value: Rational) { self.init(lower: value, upper: value) }

  /// Whether no value at all lies in it.
  package var isEmpty: Bool {
    guard let lower, let upper else { return false }
    return upper < lower || (upper == lower && (lowerIsOpen || upperIsOpen))
  }

  package var isNotNegative: Bool { lower.map { $0.sign >= 0 } ?? false }
  package var isPositive: Bool {
    lower.map { $0.sign > 0 || ($0.isZero && lowerIsOpen) } ?? false
  }

  package static prefix func - (value: Bounds) -> Bounds {
    Bounds(
      lower: value.upper.map { -$0 }, lowerIsOpen: value.upperIsOpen,
      upper: value.lower.map { -$0 }, upperIsOpen: value.lowerIsOpen)
  }

  package static func + (left: Bounds, right: Bounds) -> Bounds {
    func sum(_ a: Rational?, _ b: Rational?) -> Rational? { a.flatMap { a in b.map { a + $0 } } }
    return Bounds(
      lower: sum(left.lower, right.lower), lowerIsOpen: left.lowerIsOpen || right.lowerIsOpen,
      upper: sum(left.upper, right.upper), upperIsOpen: left.upperIsOpen || right.upperIsOpen)
  }

  package static func - (left: Bounds, right: Bounds) -> Bounds { left + (-right) }

  package static func * (left: Bounds, right: Bounds) -> Bounds {
    var hull = Hull()
    hull.add(left.lowerEnd.times(right.lowerEnd))
    hull.add(left.lowerEnd.times(right.upperEnd))
    hull.add(left.upperEnd.times(right.lowerEnd))
    hull.add(left.upperEnd.times(right.upperEnd))
    return hull.bounds
  }

  /// Nil where the denominator may be zero.
  package func divided(by other: Bounds) -> Bounds? {
    guard !other.contains(0) else { return nil }
    return self * other.reciprocal
  }

  /// Of an interval without zero; an end at (open) zero goes to infinity.
  private var reciprocal: Bounds {
    func inverse(_ end: Rational?) -> Rational? {
      guard let end else { return 0 }
      return Rational.one.divided(by: end)
    }
    return Bounds(
      lower: inverse(upper), lowerIsOpen: upper == nil || upperIsOpen,
      upper: inverse(lower), upperIsOpen: lower == nil || lowerIsOpen)
  }

  package func scaled(by factor: Rational) -> Bounds { self * Bounds(only: factor) }

  package var magnitude: Bounds {
    if isNotNegative { return self }
    if let upper, upper.sign <= 0 { return -self }
    let turned = -self
    let hull = union(turned)
    return Bounds(lower: 0, upper: hull.upper, upperIsOpen: hull.upperIsOpen)
  }

  /// The smallest interval that holds both.
  package func union(_ other: Bounds) -> Bounds {
    var hull = Hull()
    hull.add(lowerEnd)
    hull.add(upperEnd)
    hull.add(other.lowerEnd)
    hull.add(other.upperEnd)
    return hull.bounds
  }

  package func intersection(_ other: Bounds) -> Bounds {
    var result = self
    if let low = other.lower {
      if let own = lower, own > low || (own == low && lowerIsOpen) {
      } else {
        result.lower = low
        result.lowerIsOpen = other.lowerIsOpen
      }
    }
    if let high = other.upper {
      if let own = upper, own < high || (own == high && upperIsOpen) {
      } else {
        result.upper = high
        result.upperIsOpen = other.upperIsOpen
      }
    }
    return result
  }

  package static func minimum(_ all: [Bounds]) -> Bounds {
    guard var result = all.first else { return .everything }
    for bounds in all.dropFirst() {
      let lower = result.union(bounds)
      // The least is at most the least of the upper ends.
      let upper = -((-result).raisingLower(to: -bounds))
      result = Bounds(
        lower: lower.lower, lowerIsOpen: lower.lowerIsOpen, upper: upper.upper,
        upperIsOpen: upper.upperIsOpen)
    }
    return result
  }

  package static func maximum(_ all: [Bounds]) -> Bounds { -minimum(all.map { -$0 }) }

  /// The higher of both lower ends.
  private func raisingLower(to other: Bounds) -> Bounds {
    Bounds(lower: lower, lowerIsOpen: lowerIsOpen, upper: nil).intersection(
      Bounds(lower: other.lower, lowerIsOpen: other.lowerIsOpen, upper: nil))
  }

  package func power(_ exponent: Int) -> Bounds {
    guard exponent > 0, exponent <= 64 else { return exponent == 0 ? Bounds(only: 1) : .everything }
    let base = exponent.isMultiple(of: 2) ? magnitude : self
    return Bounds(
      lower: base.lower.flatMap { $0.power(exponent) }, lowerIsOpen: base.lowerIsOpen,
      upper: base.upper.flatMap { $0.power(exponent) }, upperIsOpen: base.upperIsOpen)
  }

  // MARK: Ends

  /// One end of an interval: a value, or an infinity.
  private struct End {
    /// Nil is infinite, towards `sign`.
    var value: Rational?
    var sign: Int
    var isOpen: Bool

    func times(_ other: End) -> End {
      if let a = value, let b = other.value {
        // Zero times an end that is left out is still reached if the zero is.
        let open =
          a.isZero && b.isZero
          ? isOpen && other.isOpen
          : a.isZero ? isOpen : b.isZero ? other.isOpen : isOpen || other.isOpen
        return End(value: a * b, sign: 0, isOpen: open)
      }
      let (left, right) = (value?.sign ?? sign, other.value?.sign ?? other.sign)
      // Nothing times whatever there is stays nothing; a zero that is not reached is not reached.
      if left == 0 { return End(value: 0, sign: 0, isOpen: isOpen) }
      if right == 0 { return End(value: 0, sign: 0, isOpen: other.isOpen) }
      return End(value: nil, sign: left * right, isOpen: true)
    }
  }

  private var lowerEnd: End {
    End(value: lower, sign: -1, isOpen: lower == nil || lowerIsOpen)
  }
  private var upperEnd: End {
    End(value: upper, sign: 1, isOpen: upper == nil || upperIsOpen)
  }

  /// The smallest interval that reaches all ends. An end is left out only where nothing reaches it.
  private struct Hull {
    private var reached = Bounds(lower: nil, upper: nil)
    private var isBelow = true
    private var isAbove = true

    mutating func add(_ end: End) {
      guard let value = end.value else {
        if end.sign < 0 { isBelow = false } else if end.sign > 0 { isAbove = false }
        return
      }
      if let least = reached.lower, least <= value {
        if least == value { reached.lowerIsOpen = reached.lowerIsOpen && end.isOpen }
      } else {
        (reached.lower, reached.lowerIsOpen) = (value, end.isOpen)
      }
      if let most = reached.upper, most >= value {
        if most == value { reached.upperIsOpen = reached.upperIsOpen && end.isOpen }
      } else {
        (reached.upper, reached.upperIsOpen) = (value, end.isOpen)
      }
    }

    var bounds: Bounds {
      var result = reached
      if !isBelow { (result.lower, result.lowerIsOpen) = (nil, false) }
      if !isAbove { (result.upper, result.upperIsOpen) = (nil, false) }
      return result
    }
  }
}
