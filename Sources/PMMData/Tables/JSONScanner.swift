internal import PMMDiagnostics

/// Why JSON text breaks off.
enum JSONFault: Error {
  case syntax(what: String, expected: String, Span)
  case tooDeep(Span)
}

/// Reads strict JSON (RFC 8259) byte by byte; the bytes are UTF-8.
struct JSONScanner {
  static let depthLimit = 32
  let bytes: [UInt8]
  var offset: Int

  mutating func skipSpace() {
    while offset < bytes.count, isJSONSpace(bytes[offset]) { offset += 1 }
  }

  /// The next byte that is no space, without passing it; nil at the end.
  mutating func peek() -> UInt8? {
    skipSpace()
    return offset < bytes.count ? bytes[offset] : nil
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    offset += 1
    return true
  }

  mutating func expect(_ byte: UInt8, _ expected: String) throws(JSONFault) {
    guard take(byte) else { throw unexpected(expected) }
  }

  mutating func unexpected(_ expected: String) -> JSONFault {
    guard peek() != nil else {
      return .syntax(what: "the text ends too early", expected: expected, Span(offset, offset))
    }
    var end = offset + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let text = shown(bytes[offset..<end])
    return .syntax(what: "`\(text)` cannot stand here", expected: expected, Span(offset, end))
  }

  /// A text in quotes: its bytes and its span with the quotes.
  mutating func string() throws(JSONFault) -> (text: ArraySlice<UInt8>, span: Span) {
    try expect(UInt8(ascii: "\""), "a text in double quotes")
    var pieceStart = offset
    let textStart = offset
    var decoded: [UInt8] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") {
        let piece = bytes[pieceStart..<offset]
        offset += 1
        let span = Span(textStart - 1, offset)
        if pieceStart == textStart { return (piece, span) }
        decoded += piece
        return (decoded[...], span)
      }
      if byte < 0x20 {
        let span = Span(offset, offset + 1)
        throw .syntax(what: "a line end or control character in a text", expected: "`\"`", span)
      }
      guard byte == UInt8(ascii: "\\") else {
        offset += 1
        continue
      }
      decoded += bytes[pieceStart..<offset]
      try escape(into: &decoded)
      pieceStart = offset
    }
    throw .syntax(
      what: "a text is never closed", expected: "a closing quote", Span(textStart - 1, textStart))
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONFault) {
    let start = offset
    offset += 1
    let letter = offset < bytes.count ? bytes[offset] : 0
    offset = min(offset + 1, bytes.count)
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(8)
    case UInt8(ascii: "f"): decoded.append(12)
    case UInt8(ascii: "n"): decoded.append(10)
    case UInt8(ascii: "r"): decoded.append(13)
    case UInt8(ascii: "t"): decoded.append(9)
    case UInt8(ascii: "u"):
      guard let scalar = unicodeEscape() else {
        throw .syntax(
          what: "not a character", expected: "`\\u` and four hexadecimal digits",
          Span(start, offset))
      }
      decoded += Array(String(Character(scalar)).utf8)
    default:
      throw .syntax(
        what: "an escape that JSON does not have",
        expected: "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u",
        Span(start, offset))
    }
  }

  private mutating func unicodeEscape() -> Unicode.Scalar? {
    guard let first = hexadecimal() else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    else { return nil }
    offset += 2
    guard let second = hexadecimal(), (0xDC00..<0xE000).contains(second) else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard offset + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[offset..<(offset + 4)] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    offset += 4
    return value
  }

  /// `true`, `false`, `null` or a number.
  mutating func word() throws(JSONFault) -> Span {
    skipSpace()
    let start = offset
    if let byte = peek(), byte == UInt8(ascii: "-") || byte.isDigit {
      try number()
      return Span(start, offset)
    }
    for name in ["true", "false", "null"] where bytes[start...].starts(with: name.utf8) {
      offset += name.utf8.count
      return Span(start, offset)
    }
    throw unexpected("a value")
  }

  private mutating func number() throws(JSONFault) {
    func skipDigits() -> Int {
      let start = offset
      while offset < bytes.count, bytes[offset].isDigit { offset += 1 }
      return offset - start
    }
    func here(_ letters: String) -> Bool {
      offset < bytes.count && letters.utf8.contains(bytes[offset])
    }
    let start = offset
    if here("-") { offset += 1 }
    let startsWithZero = here("0")
    let count = skipDigits()
    var isGood = count == 1 || (count > 1 && !startsWithZero)
    if isGood, here(".") {
      offset += 1
      isGood = skipDigits() > 0
    }
    if isGood, here("eE") {
      offset += 1
      if here("+-") { offset += 1 }
      isGood = skipDigits() > 0
    }
    guard isGood else {
      throw .syntax(
        what: "not a number of JSON", expected: "digits, such as 0.5 or 12", Span(start, offset))
    }
  }

  /// Passes any value, however it is nested.
  mutating func skipValue(depth: Int) throws(JSONFault) {
    guard depth <= JSONScanner.depthLimit else { throw .tooDeep(Span(offset, offset)) }
    switch peek() {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "["):
      offset += 1
      if take(UInt8(ascii: "]")) { return }
      repeat { try skipValue(depth: depth + 1) } while take(UInt8(ascii: ","))
      try expect(UInt8(ascii: "]"), "`,` or `]`")
    case UInt8(ascii: "{"):
      offset += 1
      if take(UInt8(ascii: "}")) { return }
      repeat {
        skipSpace()
        _ = try string()
        try expect(UInt8(ascii: ":"), "`:`")
        try skipValue(depth: depth + 1)
      } while take(UInt8(ascii: ","))
      try expect(UInt8(ascii: "}"), "`,` or `}`")
    default: _ = try word()
    }
  }
}
