internal import BigInt

/// An exact rational number.
///
/// While it fits, it is a pair of 128-bit integers in lowest terms, and arithmetic on it allocates
/// nothing; on overflow it becomes a fraction of big integers, and small again when it can. No
/// operation rounds unless its name says so. Equal values are equal and hash alike however they
/// were computed.
package struct Rational: Sendable, ExpressibleByIntegerLiteral {
  enum Storage: Sendable {
    case small(SmallFraction)
    indirect case big(BigFraction)
  }

  let storage: Storage

  /// 0.
  package static let zero = Rational(0)
  /// 1.
  package static let one = Rational(1)

  /// An integer.
  package init(_ value: Int) {
    self.init(SmallFraction(unchecked: Int128(value), 1))
  }

  /// An integer literal.
  package init(integerLiteral value: Int) { self.init(value) }

  /// A quotient of integers; the denominator must not be zero.
  package init(_ numerator: Int, over denominator: Int) {
    precondition(denominator != 0, "a fraction needs a denominator other than zero")
    let sign: Int128 = denominator < 0 ? -1 : 1
    let (top, bottom) = (sign * Int128(numerator), sign * Int128(denominator))
    // 64-bit parts always fit.
    self.init(SmallFraction(top, over: bottom) ?? SmallFraction(unchecked: top, bottom))
  }

  init(_ small: SmallFraction) { storage = .small(small) }

  /// Cancels when the shorter part has at most `limit` words, and takes the small form if it fits.
  init(
    _ numerator: BigInt, over denominator: BigUInt, limit: Int = BigFraction.reductionLimit
  ) {
    let shorter = min(numerator.magnitude.words.count, denominator.words.count)
    let raw = BigFraction(numerator: numerator, denominator: denominator, isReduced: false)
    self.init(shorter <= limit ? raw.reduced : raw)
  }

  init(_ big: BigFraction) {
    if big.numerator.isZero {
      storage = Rational.zero.storage
    } else if big.isReduced, big.numerator.magnitude.length < 128, big.denominator.length < 128 {
      let magnitude = Int128(truncatingIfNeeded: UInt128(low: big.numerator.magnitude))
      let denominator = Int128(truncatingIfNeeded: UInt128(low: big.denominator))
      let numerator = big.numerator.sign == .minus ? -magnitude : magnitude
      storage = .small(SmallFraction(unchecked: numerator, denominator))
    } else {
      storage = .big(big)
    }
  }

  /// The value as a fraction of big integers.
  var big: BigFraction {
    switch storage {
    case .small(let value):
      let magnitude = BigUInt(value.numerator.magnitude)
      return BigFraction(
        numerator: BigInt(sign: value.numerator < 0 ? .minus : .plus, magnitude: magnitude),
        denominator: BigUInt(value.denominator.magnitude), isReduced: true)
    case .big(let value): return value
    }
  }

  /// The same value, in lowest terms for certain.
  var reduced: Rational {
    switch storage {
    case .small: self
    case .big(let value): Rational(value.reduced)
    }
  }
}

extension Rational {
  /// -1, 0 or 1.
  package var sign: Int {
    switch storage {
    case .small(let value): value.numerator < 0 ? -1 : value.numerator == 0 ? 0 : 1
    case .big(let value): value.numerator.direction
    }
  }

  /// Whether the value is 0.
  package var isZero: Bool { sign == 0 }

  /// Whether the value is below 0.
  package var isNegative: Bool { sign < 0 }

  /// The parts in lowest terms, where both fit into 128 bits: for estimates, which need no more.
  package var parts: (numerator: Int128, denominator: Int128)? {
    if case .small(let small) = storage { (small.numerator, small.denominator) } else { nil }
  }

  /// Whether the value has no fractional part.
  package var isInteger: Bool {
    switch storage {
    case .small(let value): value.denominator == 1
    case .big(let value):
      value.denominator == 1 || !value.isReduced && value.integer != nil
    }
  }

  /// The value as an `Int`, or nil when it is not an integer or does not fit.
  package var int: Int? {
    switch storage {
    case .small(let value): value.denominator == 1 ? Int(exactly: value.numerator) : nil
    case .big(let value):
      // A big value that is not reduced can still be a short integer.
      value.isReduced || value.numerator.magnitude.length - value.denominator.length > 64
        ? nil : value.integer.flatMap { Int(exactly: $0) }
    }
  }

  /// Numerator and denominator in lowest terms, when both fit.
  package var shortParts: (numerator: Int, denominator: Int)? {
    guard case .small(let value) = reduced.storage, let top = Int(exactly: value.numerator),
      let bottom = Int(exactly: value.denominator)
    else { return nil }
    return (top, bottom)
  }

  /// The leading bits of the magnitude: it lies from `mantissa` to one more, times two to the
  /// exponent, and the mantissa has 62 bits or 63. `isExact`: it is the lower end.
  package var leadingBits: (mantissa: UInt64, exponent: Int, isExact: Bool) {
    let value = big
    guard !value.numerator.isZero else { return (0, 0, true) }
    let shift = 63 - value.numerator.magnitude.length + value.denominator.length
    let top = value.numerator.magnitude << max(0, shift)
    let bottom = value.denominator << max(0, -shift)
    let (quotient, rest) = top.quotientAndRemainder(dividingBy: bottom)
    let extra = max(0, quotient.length - 63)
    let mantissa = quotient >> extra
    return (UInt64(mantissa), extra - shift, rest.isZero && mantissa << extra == quotient)
  }

  /// The value without its sign.
  package var magnitude: Rational { isNegative ? negated : self }

  /// The value with the other sign.
  package var negated: Rational {
    switch storage {
    case .small(let value): Rational(value.negated)
    case .big(let value):
      Rational(
        BigFraction(
          numerator: -value.numerator, denominator: value.denominator, isReduced: value.isReduced))
    }
  }
}

extension Rational: Hashable, Comparable {
  /// Whether both are the same number.
  package static func == (left: Rational, right: Rational) -> Bool {
    switch (left.storage, right.storage) {
    case (.small(let x), .small(let y)): x == y
    case (.big(let x), .small) where x.isReduced: false
    case (.small, .big(let y)) where y.isReduced: false
    default: BigFraction.isEqual(left.big, right.big)
    }
  }

  /// Whether `left` is the smaller number.
  package static func < (left: Rational, right: Rational) -> Bool {
    if case .small(let x) = left.storage, case .small(let y) = right.storage {
      return SmallFraction.isLess(x, y)
    }
    return BigFraction.order(left.big, right.big) < 0
  }

  /// Feeds the value modulo a prime, which is the same for every way of writing the fraction.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(residue)
  }

  /// The value modulo the Mersenne prime 2^61 - 1, or the prime itself where that has no meaning.
  private var residue: UInt64 {
    let prime = PrimeField.mersenne61
    var (top, bottom): (UInt64, UInt64)
    switch storage {
    case .small(let value):
      top = prime.residue(value.numerator.magnitude)
      bottom = prime.residue(value.denominator.magnitude)
    case .big(let value):
      top = Limbs.residue(value.numerator.magnitude.words, prime.modulus)
      bottom = Limbs.residue(value.denominator.words, prime.modulus)
      // The prime itself may be a common factor, which hides the value.
      if top == 0, bottom == 0, !value.isReduced { return reduced.residue }
    }
    guard bottom != 0 else { return prime.modulus }
    if bottom != 1 { top = prime.product(top, prime.power(bottom, prime.modulus - 2)) }
    return isNegative && top != 0 ? prime.modulus - top : top
  }
}
