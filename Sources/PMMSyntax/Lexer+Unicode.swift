import PMMDiagnostics

extension Lexer {
  /// What a word processor writes for something of ours, and everything else beyond ASCII.
  mutating func scanBeyondASCII(from start: Int) {
    guard let (scalar, length) = decode(start) else {
      skipInvalid()
      return unknown(from: start)
    }
    offset = start + length
    let span = Span(start, offset)
    switch scalar {
    case "\u{AB}", "\u{BB}", "\u{2018}"..."\u{201F}": scanQuoted(from: start)
    case "\u{A0}", "\u{202F}", "\u{2000}"..."\u{200A}", "\u{205F}", "\u{3000}":
      report(.nonBreakingSpace, span, code(scalar), replacement: " ")
      trivia(.space, from: start)
    case "\u{2010}"..."\u{2015}", "\u{2212}":
      report(.typographicMinus, span, code(scalar), replacement: "-")
      emit(.minus, from: start)
    case "\u{2026}": scanEllipsisCharacter(from: start)
    case "\u{D7}", "\u{B7}", "\u{22C5}", "\u{2217}":
      report(.multiplicationSign, span, code(scalar), replacement: "*")
      emit(.star, from: start)
    case "\u{F7}", "\u{2215}", "\u{2044}":
      report(.divisionSign, span, code(scalar), replacement: "/")
      emit(.slash, from: start)
    case "\u{2264}", "\u{2A7D}": comparison(.lessOrEqual, "<=", scalar, span)
    case "\u{2265}", "\u{2A7E}": comparison(.greaterOrEqual, ">=", scalar, span)
    case "\u{2260}": comparison(.notEqual, "!=", scalar, span)
    case "\u{21D2}", "\u{2192}":
      report(.typographicArrow, span, code(scalar), replacement: "=>")
      emit(.arrow, from: start)
    default:
      if isInvisible(scalar) {
        reportInvisible(scalar, span)
        tokens.append(Token(.unknown, span))
      } else if scalar.properties.isAlphabetic {
        offset = start
        if !scanForeignLetters(from: start) { offset = start + length }
        emit(.identifier, from: start)
      } else {
        offset = start
        scanUnknown(from: start)
      }
    }
  }

  private mutating func comparison(
    _ kind: TokenKind, _ operatorText: String, _ scalar: Unicode.Scalar, _ span: Span
  ) {
    var arguments = code(scalar)
    arguments["operator"] = operatorText
    report(.typographicComparison, span, arguments, replacement: operatorText)
    emit(kind, from: span.start)
  }

  /// `…` is the three dots of a parameter that takes many, else the two dots of an interval.
  private mutating func scanEllipsisCharacter(from start: Int) {
    var next = offset
    while byte(next) == 0x20 { next += 1 }
    let closes =
      byte(next) == UInt8(ascii: ")") || byte(next) == UInt8(ascii: ",")
      || byte(next) == UInt8(ascii: ":")
    let isMany = isTouching && lexemes.last?.kind == .identifier && closes
    let isBelow = byte(offset) == UInt8(ascii: "<")
    let dots = isMany ? "..." : ".."
    report(.ellipsisCharacter, Span(start, offset), ["dots": dots], replacement: dots)
    if isBelow { offset += 1 }
    emit(isMany ? .ellipsis : isBelow ? .rangeBelow : .range, from: start)
  }

  /// A run of characters that mean nothing, as one token and one finding.
  mutating func scanUnknown(from start: Int) {
    let first = decode(start)?.scalar ?? "?"
    while offset < count {
      let byte = bytes[offset]
      if byte < 0x80 {
        switch byte {
        case UInt8(ascii: "!") where self.byte(offset + 1) != UInt8(ascii: "="),
          UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
          UInt8(ascii: ";"), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "\\"),
          UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
          offset += 1
          continue
        default: break
        }
        break
      }
      guard let (scalar, length) = decode(offset), !hasMeaning(scalar) else { break }
      offset += length
    }
    if offset == start { offset += 1 }
    report(.unknownCharacter, Span(start, offset), code(first))
    unknown(from: start)
  }

  /// Whether `scanBeyondASCII` has a rule of its own for the scalar.
  private func hasMeaning(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0xAB, 0xB7, 0xBB, 0xD7, 0xF7, 0x2000...0x206F, 0x2190...0x22FF, 0x2A7D, 0x2A7E,
      0x3000:
      true
    default: isInvisible(scalar) || scalar.properties.isAlphabetic
    }
  }

  /// A control character between tokens: reported, and as if it were not there.
  mutating func scanControl(from start: Int) {
    offset = start + 1
    reportInvisible(Unicode.Scalar(bytes[start]), Span(start, offset))
    while byte(offset) == bytes[start], offset < count { offset += 1 }
    tokens.append(Token(.unknown, Span(start, offset)))
  }

  /// A run of bytes that are no UTF-8.
  mutating func skipInvalid() {
    let start = offset
    repeat { offset += 1 } while offset < count && bytes[offset] >= 0x80 && decode(offset) == nil
    report(.invalidUTF8, Span(start, offset))
  }

  mutating func reportInvisible(_ scalar: Unicode.Scalar, _ span: Span) {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    report(isControl ? .controlCharacter : .invisibleCharacter, span, code(scalar), replacement: "")
  }

  /// The arguments that name a character: itself and its number, `U+00A0`.
  private func code(_ scalar: Unicode.Scalar) -> Arguments {
    let number = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    return ["character": String(scalar), "code": code]
  }

  /// The scalar at an offset and its length in bytes; nil where the bytes are no UTF-8.
  func decode(_ start: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    let first = byte(start)
    if first < 0x80 { return start < count ? (Unicode.Scalar(first), 1) : nil }
    let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, start + length <= count else { return nil }
    var value = UInt32(first) & (0xFF >> (UInt32(length) + 1))
    for byte in bytes[(start + 1)..<(start + length)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // Longer than needed, or half of a surrogate pair.
    guard length == 2 || (length == 3 ? value >= 0x800 : value >= 0x1_0000) else { return nil }
    return Unicode.Scalar(value).map { ($0, length) }
  }
}
