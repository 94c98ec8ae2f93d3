internal import BigInt

/// Reads a decimal byte by byte, without storing its text.
///
///     decimal ::= ('+' | '-')? digits ('.' digits)? (('e' | 'E') ('+' | '-')? digit+)?
struct DecimalScanner {
  /// The most digits before and after the point together, leading zeros included.
  static let digitLimit = 1000
  /// The largest exponent either way.
  static let exponentLimit = 400

  private enum State {
    case start, sign, whole, wholeGap, point, fraction, fractionGap, letter, letterSign, exponent
  }

  private let underscores: Bool
  private var state = State.start
  private var isNegative = false
  private var count = 0
  private var decimals = 0
  private var isExponentNegative = false
  private var exponent = 0
  /// The last digits, up to 38 of them; those before, if any, are in `head`.
  private var tail: UInt128 = 0
  private var tailCount = 0
  private var head: BigUInt?

  init(underscores: Bool) { self.underscores = underscores }

  /// Takes the next byte; false when it cannot continue a decimal.
  mutating func take(_ byte: UInt8) -> Bool {
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? takeDigit(digit) : takeMark(byte)
  }

  private mutating func takeDigit(_ digit: UInt8) -> Bool {
    switch state {
    case .start, .sign, .whole, .wholeGap: state = .whole
    case .point, .fraction, .fractionGap:
      state = .fraction
      decimals += 1
    case .letter, .letterSign, .exponent:
      state = .exponent
      exponent = exponent * 10 + Int(digit)
      return exponent <= DecimalScanner.exponentLimit
    }
    if tailCount == 38 { flush() }
    tail = tail &* 10 &+ UInt128(digit)
    tailCount += 1
    count += 1
    return count <= DecimalScanner.digitLimit
  }

  private mutating func takeMark(_ byte: UInt8) -> Bool {
    switch (state, byte) {
    case (.start, UInt8(ascii: "+")): state = .sign
    case (.start, UInt8(ascii: "-")):
      isNegative = true
      state = .sign
    case (.whole, UInt8(ascii: "_")) where underscores: state = .wholeGap
    case (.fraction, UInt8(ascii: "_")) where underscores: state = .fractionGap
    case (.whole, UInt8(ascii: ".")): state = .point
    case (.whole, UInt8(ascii: "e")), (.whole, UInt8(ascii: "E")),
      (.fraction, UInt8(ascii: "e")), (.fraction, UInt8(ascii: "E")):
      state = .letter
    case (.letter, UInt8(ascii: "+")): state = .letterSign
    case (.letter, UInt8(ascii: "-")):
      isExponentNegative = true
      state = .letterSign
    default: return false
    }
    return true
  }

  private mutating func flush() {
    head = (head ?? 0) * BigUInt.powerOfTen(tailCount) + BigUInt(tail)
    tail = 0
    tailCount = 0
  }

  /// What was read, or nil when it stops short.
  consuming func finish() -> Rational? {
    switch state {
    case .whole, .fraction, .exponent: break
    default: return nil
    }
    let power = (isExponentNegative ? -exponent : exponent) - decimals
    if head == nil, let small = smallValue(power) { return Rational(small) }
    flush()
    let digits = head ?? 0
    let top = power > 0 ? digits * BigUInt.powerOfTen(power) : digits
    return Rational(
      BigInt(sign: isNegative ? .minus : .plus, magnitude: top),
      over: power < 0 ? BigUInt.powerOfTen(-power) : 1)
  }

  private func smallValue(_ power: Int) -> SmallFraction? {
    guard let magnitude = Int128(exactly: tail) else { return nil }
    guard let scale = PowersOfTen.short(abs(power)) else { return magnitude == 0 ? .zero : nil }
    let numerator = isNegative ? -magnitude : magnitude
    if power < 0 { return SmallFraction(numerator, over: scale) }
    let (scaled, overflow) = numerator.multipliedReportingOverflow(by: scale)
    return overflow ? nil : SmallFraction(lowest: scaled, 1)
  }
}

extension Rational {
  /// Reads a decimal as `init(decimal: String)` does, from bytes of UTF-8.
  package init?(decimal text: some Collection<UInt8>, underscores: Bool = false) {
    self.init(scanning: text, underscores)
  }

  // The generic initialiser is not specialised for callers in other modules; for the two types a
  // reader of files has, these are, and three times faster.

  /// Reads a decimal as `init(decimal: String)` does, from bytes of UTF-8.
  package init?(decimal text: [UInt8], underscores: Bool = false) {
    self.init(scanning: text, underscores)
  }

  /// Reads a decimal as `init(decimal: String)` does, from bytes of UTF-8.
  package init?(decimal text: ArraySlice<UInt8>, underscores: Bool = false) {
    self.init(scanning: text, underscores)
  }

  private init?(scanning text: some Collection<UInt8>, _ underscores: Bool) {
    var scanner = DecimalScanner(underscores: underscores)
    for byte in text {
      guard scanner.take(byte) else { return nil }
    }
    guard let value = scanner.finish() else { return nil }
    self = value
  }

  /// Reads a decimal: an optional sign, digits, optional decimals, an optional exponent.
  ///
  /// A point stands between digits, and so does `_`, where `underscores` allows it. nil for
  /// anything else, for more than 1,000 digits, and for an exponent beyond 400 either way.
  package init?(decimal text: String, underscores: Bool = false) {
    self.init(scanning: text.utf8, underscores)
  }

  /// Reads `p/q`, each part a decimal without spaces, or a decimal; nil when `q` is zero.
  package init?(fraction text: String) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let numerator = Rational(decimal: first) else { return nil }
    guard parts.count == 2 else {
      self = numerator
      return
    }
    guard let denominator = Rational(decimal: parts[1]),
      let value = numerator.divided(by: denominator)
    else { return nil }
    self = value
  }
}
