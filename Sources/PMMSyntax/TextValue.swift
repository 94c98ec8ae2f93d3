package import PMMDiagnostics

/// What a long text of a file says.
package func longTextValue(of token: Token, in file: SourceFile) -> String {
  let lexeme = Lexeme(
    kind: token.kind, word: .other, flags: [], start: token.span.start, end: token.span.end)
  return Parser(file: file, index: 0, lexemes: [lexeme]).textValue(lexeme)
}

extension Parser {
  /// What a text says: without its marks, escapes resolved, a long text without its indentation.
  func textValue(_ lexeme: Lexeme) -> String {
    if lexeme.kind == .longText { return longTextValue(lexeme) }
    let start = lexeme.start + markLength(lexeme.start)
    var end = lexeme.end
    var hasEscape = false
    var offset = start
    // The closing mark may be missing; an escaped one is none.
    var closing = lexeme.end
    while offset < end {
      if bytes[offset] == UInt8(ascii: "\\") {
        hasEscape = true
        offset += 2
        continue
      }
      let length = markLength(offset)
      if length > 0, offset + length == end { closing = offset }
      offset += 1
    }
    end = max(start, closing)
    if !hasEscape { return String(decoding: bytes[start..<end], as: UTF8.self) }
    return resolveEscapes(bytes[start..<end])
  }

  /// The length of a quotation mark of any form; 0 if none stands there.
  private func markLength(_ offset: Int) -> Int {
    switch bytes[offset] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return 1
    case 0xC2:
      let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
      return next == 0xAB || next == 0xBB ? 2 : 0
    case 0xE2:
      guard offset + 2 < bytes.count, bytes[offset + 1] == 0x80 else { return 0 }
      return (0x98...0x9F).contains(bytes[offset + 2]) ? 3 : 0
    default: return 0
    }
  }

  private func resolveEscapes(_ raw: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(raw.count)
    var offset = raw.startIndex
    while offset < raw.endIndex {
      let byte = raw[offset]
      offset += 1
      guard byte == UInt8(ascii: "\\"), offset < raw.endIndex else {
        result.append(byte)
        continue
      }
      let escaped = raw[offset]
      switch escaped {
      case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(escaped)
      case UInt8(ascii: "u"):
        var end = offset + 2
        while end < raw.endIndex, isHexDigit(raw[end]) { end += 1 }
        if end < raw.endIndex,
          let scalar = escapedScalar(bytes, from: min(offset + 2, end), to: end)
        {
          result.append(contentsOf: String(scalar).utf8)
          offset = end
        } else {
          result.append(contentsOf: [byte, escaped])
        }
      default: result.append(contentsOf: [byte, escaped])
      }
      offset += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Drops the line break behind the opening marks, the indentation that all lines share, and the
  /// last line if it is blank. Other blank lines are empty. Line ends become line feeds.
  private func longTextValue(_ lexeme: Lexeme) -> String {
    let start = min(lexeme.start + 3, lexeme.end)
    var end = lexeme.end
    if end - start >= 3, bytes[(end - 3)..<end].allSatisfy({ $0 == UInt8(ascii: "\"") }) {
      end -= 3
    }
    var lines = bytes[start..<end].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    guard lines.count > 1 else { return resolveEscapes(bytes[start..<end]) }
    if lines[0].allSatisfy(isBlank) { lines.removeFirst() }
    if let last = lines.last, last.allSatisfy(isBlank), lines.count > 1 { lines.removeLast() }
    let indentation =
      lines.filter { !$0.allSatisfy(isBlank) }.map { $0.prefix(while: isBlank).count }.min() ?? 0
    // What is not seen means nothing: a line of blanks is an empty one.
    let body = lines.map { $0.allSatisfy(isBlank) ? [] : $0.dropFirst(indentation) }
      .joined(separator: [UInt8(ascii: "\n")])
    return resolveEscapes(Array(body)[...])
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
