import PMMDiagnostics

extension Lexer {
  /// A number, `98.1%`, an edition, a date or a period. Starts at a digit, or at the dot of `.5`.
  mutating func scanNumber(from start: Int) {
    var kind = TokenKind.number
    var isSound = scanDigits()
    if offset - start == 4, byte(offset) == UInt8(ascii: "-"), let found = scanDate(from: start) {
      kind = found
    } else if byte(offset) == UInt8(ascii: "."), isDigit(byte(offset + 1)) {
      if offset == start { report(.missingZero, Span(start, start + 1), replacement: "0.") }
      offset += 1
      isSound = scanDigits() && isSound
      var parts = 2
      while byte(offset) == UInt8(ascii: "."), isDigit(byte(offset + 1)) {
        offset += 1
        isSound = scanDigits() && isSound
        parts += 1
      }
      if parts == 3 { kind = .version }
      if parts > 3 { isSound = false }
    }
    if kind == .number { kind = scanPercent() }
    if !isSound { report(.malformedNumber, Span(start, offset), ["number": text(start, offset)]) }
    let next = byte(offset)
    if isWordByte(next), !isDigit(next) { reportTouchingWord(from: start) }
    emit(kind, from: start)
  }

  /// Digits with underscores between them; false if an underscore stands elsewhere.
  private mutating func scanDigits() -> Bool {
    var isSound = true
    while offset < count {
      if isDigit(bytes[offset]) {
        offset += 1
      } else if bytes[offset] == UInt8(ascii: "_") {
        if offset == 0 || !isDigit(bytes[offset - 1]) || !isDigit(byte(offset + 1)) {
          isSound = false
        }
        offset += 1
      } else {
        break
      }
    }
    return isSound
  }

  /// `-02-03`, `-Q1` or `-01` behind a year of four digits.
  private mutating func scanDate(from start: Int) -> TokenKind? {
    let dash = offset
    if byte(dash + 1) == UInt8(ascii: "Q") || byte(dash + 1) == UInt8(ascii: "q"),
      isDigit(byte(dash + 2)), !isWordByte(byte(dash + 3))
    {
      offset = dash + 3
      let quarter = byte(dash + 2)
      if byte(dash + 1) == UInt8(ascii: "q") || !(0x31...0x34).contains(quarter) {
        report(.noSuchDate, Span(start, offset), ["date": text(start, offset)])
      }
      return .period
    }
    guard isDigit(byte(dash + 1)), isDigit(byte(dash + 2)) else { return nil }
    let month = twoDigits(dash + 1)
    if byte(dash + 3) == UInt8(ascii: "-"), isDigit(byte(dash + 4)), isDigit(byte(dash + 5)),
      !isWordByte(byte(dash + 6))
    {
      offset = dash + 6
      let year = twoDigits(start) * 100 + twoDigits(start + 2)
      let day = twoDigits(dash + 4)
      if !(1...12).contains(month) || day < 1 || day > daysInMonth(month, of: year) {
        report(.noSuchDate, Span(start, offset), ["date": text(start, offset)])
      }
      return .date
    }
    // `1000-50` is a difference.
    guard (1...12).contains(month), !isWordByte(byte(dash + 3)), byte(dash + 3) != UInt8(ascii: ".")
    else { return nil }
    offset = dash + 3
    return .period
  }

  private func twoDigits(_ offset: Int) -> Int {
    Int(byte(offset) &- 0x30) * 10 + Int(byte(offset + 1) &- 0x30)
  }

  /// The percent sign belongs to the number; a space before it is reported and taken along.
  private mutating func scanPercent() -> TokenKind {
    var end = offset
    while byte(end) == 0x20 || (byte(end) == 0xC2 && byte(end + 1) == 0xA0) {
      end += byte(end) == 0x20 ? 1 : 2
    }
    guard byte(end) == UInt8(ascii: "%") else { return .number }
    if end > offset { report(.spaceBeforePercent, Span(offset, end), replacement: "") }
    offset = end + 1
    return .percentNumber
  }

  private mutating func reportTouchingWord(from start: Int) {
    var end = offset
    while isWordByte(byte(end)) { end += 1 }
    let isExponent =
      byte(offset) | 0x20 == UInt8(ascii: "e")
      && (isDigit(byte(offset + 1)) || byte(offset + 1) == UInt8(ascii: "_"))
    report(
      .numberTouchesWord, Span(offset, offset),
      ["number": text(start, offset), "word": text(offset, min(end, offset + 40))],
      replacement: isExponent ? nil : " ")
  }
}
