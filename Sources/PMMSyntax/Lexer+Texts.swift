import PMMDiagnostics

extension Lexer {
  /// `//` to the end of the line.
  mutating func scanComment(from start: Int) {
    offset = start + 2
    while offset < count, !endsLine(bytes[offset]) { skipCharacter() }
    trivia(.comment, from: start)
  }

  /// `"…"` on one line, or `"""…"""`.
  mutating func scanText(from start: Int) {
    if byte(start + 1) == UInt8(ascii: "\""), byte(start + 2) == UInt8(ascii: "\"") {
      return scanLongText(from: start)
    }
    offset = start + 1
    while offset < count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") {
        offset += 1
        return emit(.text, from: start)
      }
      if endsLine(byte) { break }
      if byte == UInt8(ascii: "\\") { scanEscape() } else { skipCharacter() }
    }
    endUnclosedText(from: start)
  }

  /// The quotation mark is missing. If a curved one stands on the line, that was meant.
  private mutating func endUnclosedText(from start: Int) {
    var mark = offset
    while mark > start + 1 {
      mark -= 1
      guard bytes[mark] >= 0xC0, let (scalar, length) = decode(mark) else { continue }
      guard scalar == "\u{201D}" || scalar == "\u{201C}" || scalar == "\u{BB}" else { continue }
      offset = mark + length
      let place = Span(mark, offset)
      report(.curvedQuotes, place, ["mark": String(scalar)], replacement: "\"")
      return emit(.text, from: start)
    }
    while offset > start + 1, bytes[offset - 1] == 0x20 || bytes[offset - 1] == 0x09 { offset -= 1 }
    report(.unclosedText, Span(start, offset))
    emit(.text, from: start)
  }

  private mutating func scanLongText(from start: Int) {
    offset = start + 3
    while offset < count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\""), self.byte(offset + 1) == byte, self.byte(offset + 2) == byte {
        // A missing end would take the next text's beginning for it.
        if hasDeclaration(between: start, and: offset), opensText(before: offset) {
          return endUnclosedLongText(from: start, at: endOfParagraph(from: start))
        }
        offset += 3
        return emit(.longText, from: start)
      }
      if byte == UInt8(ascii: "\\") { scanEscape() } else { skipCharacter() }
    }
    endUnclosedLongText(from: start, at: endOfParagraph(from: start))
  }

  private mutating func endUnclosedLongText(from start: Int, at end: Int) {
    offset = max(end, start + 3)
    report(.unclosedLongText, Span(start, start + 3))
    emit(.longText, from: start)
  }

  /// The line break before the first line that is not indented, or that only closes a block.
  private func endOfParagraph(from start: Int) -> Int {
    var line = start
    while let newline = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) {
      var next = newline + 1
      if isWordByte(byte(next)) { return newline }
      while byte(next) == 0x20 || byte(next) == 0x09 { next += 1 }
      if byte(next) == UInt8(ascii: "}") { return newline }
      line = newline + 1
    }
    return count
  }

  /// Whether a line in between reads `word name "…"` in the first column.
  private func hasDeclaration(between start: Int, and end: Int) -> Bool {
    var line = start
    while let newline = bytes[line..<end].firstIndex(of: UInt8(ascii: "\n")) {
      var next = newline + 1
      var words = 0
      while next < end, isWordByte(bytes[next]), !isDigit(bytes[next]) {
        while next < end, isWordByte(bytes[next]) { next += 1 }
        while next < end, bytes[next] == 0x20 { next += 1 }
        words += 1
      }
      if words == 2, byte(next) == UInt8(ascii: "\"") { return true }
      line = newline + 1
    }
    return false
  }

  /// Whether one or two words and nothing else stand before the offset on its line.
  private func opensText(before offset: Int) -> Bool {
    var start = offset
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n"), offset - start < 200 { start -= 1 }
    let words = bytes[start..<offset].split { $0 == 0x20 || $0 == 0x09 }
    return (1...2).contains(words.count) && words.allSatisfy { $0.allSatisfy(isWordByte) }
  }

  /// A text between “ ”, « », ‘ ’ or ' ': reported once, with both marks in the fix.
  mutating func scanQuoted(from start: Int) {
    guard let (mark, length) = decode(start) else { return }
    offset = start + length
    var closing: Span?
    while offset < count, !endsLine(bytes[offset]) {
      if bytes[offset] == UInt8(ascii: "\\") {
        scanEscape()
        continue
      }
      if let (scalar, length) = decode(offset), closes(mark, scalar, next: offset + length) {
        closing = Span(offset, offset + length)
        offset += length
        break
      }
      skipCharacter()
    }
    var edits = [TextEdit(Location(file: fileIndex, span: Span(start, start + length)), "\"")]
    if let closing {
      edits.append(TextEdit(Location(file: fileIndex, span: closing), "\""))
    } else {
      while offset > start + length, bytes[offset - 1] == 0x20 { offset -= 1 }
      edits.append(TextEdit(Location(file: fileIndex, span: Span(offset, offset)), "\""))
    }
    let place = Location(file: fileIndex, span: Span(start, offset))
    reporter.report(
      Diagnostic(
        .curvedQuotes, at: place, ["mark": String(mark)], fix: Fix(.safe, edits)))
    emit(.text, from: start)
  }

  private func closes(_ opening: Unicode.Scalar, _ scalar: Unicode.Scalar, next: Int) -> Bool {
    switch opening {
    case "\u{AB}": scalar == "\u{BB}"
    case "\u{BB}": scalar == "\u{AB}"
    case "'", "\u{2018}", "\u{2019}", "\u{201A}":
      // Behind it no letter may stand: it may be an apostrophe.
      (scalar == "'" || scalar == "\u{2018}" || scalar == "\u{2019}") && !isWordByte(byte(next))
        && byte(next) < 0x80
    default: scalar == "\u{201C}" || scalar == "\u{201D}" || scalar == "\""
    }
  }

  /// `\"`, `\\`, `\n`, `\t`, `\u{…}`; anything else is reported and stands for itself.
  private mutating func scanEscape() {
    let start = offset
    offset += 1
    switch byte(offset) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "n"), UInt8(ascii: "t"):
      offset += 1
    case UInt8(ascii: "u") where byte(offset + 1) == UInt8(ascii: "{"):
      var end = offset + 2
      while isHexDigit(byte(end)), end - offset < 10 { end += 1 }
      let scalar = escapedScalar(bytes, from: offset + 2, to: end)
      offset = byte(end) == UInt8(ascii: "}") ? end + 1 : end
      if scalar == nil || bytes[offset - 1] != UInt8(ascii: "}") {
        report(.unknownEscape, Span(start, offset), ["escape": text(start, offset)])
      }
    default:
      // The character behind it is looked at in its turn.
      report(
        .unknownEscape, Span(start, offset), ["escape": "\\"], replacement: "\\\\")
    }
  }

  /// Moves over one character of a text or comment, and reports what may not stand even there.
  @inline(__always)
  mutating func skipCharacter() {
    let byte = bytes[offset]
    if byte >= 0x20, byte < 0x7F {
      offset += 1
    } else {
      skipUnusualCharacter(byte)
    }
  }

  private mutating func skipUnusualCharacter(_ byte: UInt8) {
    let start = offset
    if byte >= 0x80 {
      guard let (scalar, length) = decode(start) else { return skipInvalid() }
      offset += length
      if isInvisible(scalar) { reportInvisible(scalar, Span(start, offset)) }
      return
    }
    offset += 1
    switch byte {
    case 0x09, 0x0A: break
    case 0x0D:
      if self.byte(offset) != 0x0A {
        report(.loneCarriageReturn, Span(start, offset), replacement: "\n")
      }
    default: reportInvisible(Unicode.Scalar(byte), Span(start, offset))
    }
  }

  private func endsLine(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

func isHexDigit(_ byte: UInt8) -> Bool {
  isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6
}

/// The scalar of `\u{…}`; nil if there is none, or if it is a control or moves the text around it.
func escapedScalar(_ bytes: [UInt8], from start: Int, to end: Int) -> Unicode.Scalar? {
  guard (1...8).contains(end - start) else { return nil }
  var value: UInt32 = 0
  for byte in bytes[start..<end] {
    value = value << 4 | UInt32(isDigit(byte) ? byte &- 0x30 : (byte | 0x20) &- 87)
  }
  switch value {
  case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: return nil
  default: return Unicode.Scalar(value)
  }
}
