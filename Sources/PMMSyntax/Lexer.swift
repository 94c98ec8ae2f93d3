package import PMMDiagnostics

/// The tokens of a file, trivia included: joined, they are the file. Never fails.
package func tokenize(_ file: SourceFile, index: Int = 0) -> (
  tokens: [Token], diagnostics: [Diagnostic]
) {
  var lexer = Lexer(file, index: index, keepsTokens: true)
  lexer.scanAll()
  return (lexer.tokens, lexer.reporter.kept)
}

/// Turns bytes into tokens. A byte that starts nothing becomes `.unknown` and is reported.
struct Lexer {
  let bytes: [UInt8]
  /// Where it ends: of a half, not where the file does.
  let count: Int
  let fileIndex: Int
  var offset = 0
  /// With trivia. The parser does without them.
  var tokens: [Token] = []
  let keepsTokens: Bool
  var lexemes: [Lexeme] = []
  var reporter = Reporter()
  private var loneReturns: [Span] = []
  private let words = WordTable.shared
  /// What the next lexeme will carry.
  private var flags: Lexeme.Flags = [.afterNewline, .touches]

  init(
    _ file: SourceFile, index: Int, in range: Range<Int>? = nil, keepsTokens: Bool = false
  ) {
    bytes = file.bytes
    count = range?.upperBound ?? file.bytes.count
    offset = range?.lowerBound ?? 0
    fileIndex = index
    self.keepsTokens = keepsTokens
    // As many as the densest files have: what is reserved and not used costs nothing.
    if keepsTokens { tokens.reserveCapacity(count / 2 + 2) }
    lexemes.reserveCapacity((count - offset) / 3 + 2)
  }

  mutating func scanAll() {
    if offset == 0 { begin() }
    while offset < count {
      let start = offset
      scan()
      assert(offset > start, "every scan moves forward")
    }
    reportLoneReturns()
    flags.insert(.afterNewline)
    emit(.endOfFile, from: offset)
  }

  /// Looks at the beginning of a file.
  private mutating func begin() {
    if let strange = utf16Sign(in: bytes) { return refuseFile(.utf16, Span(strange, min(strange + 2, count))) }
    if let strange = signOfNoText { return refuseFile(.notText, Span(strange, strange + 1)) }
    if bytes.allSatisfy({ $0 == 0x20 || (9...13).contains($0) }) {
      report(.emptyFile, Span(0, min(count, 1)))
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      offset = 3
      trivia(.space, from: 0)
    }
  }

  /// A file that has one most often has no other line ends: one mistake, mended as a whole.
  private mutating func reportLoneReturns() {
    guard let first = loneReturns.first else { return }
    let edits = loneReturns.map { TextEdit(Location(file: fileIndex, span: $0), "\n") }
    reporter.report(
      Diagnostic(
        .loneCarriageReturn, at: Location(file: fileIndex, span: first), fix: Fix(.safe, edits)))
  }

  /// One error for the whole file, of which nothing is read.
  private mutating func refuseFile(_ code: DiagnosticCode, _ span: Span) {
    report(code, span)
    offset = count
    trivia(.space, from: 0)
  }

  /// Where a file shows that it holds no text: one in ten of its first characters is none that a text
  /// has. A single strange byte is an error of its own.
  private var signOfNoText: Int? {
    let start = bytes.prefix(1_000)
    func isStrange(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "\u{FFFD}" || (scalar.value < 0x20 && !(9...13).contains(scalar.value))
    }
    let scalars = String(decoding: start, as: UTF8.self).unicodeScalars
    let strange = scalars.count(where: isStrange)
    guard strange >= 16, strange * 10 > scalars.count else { return nil }
    var place = 0
    for scalar in scalars {
      if isStrange(scalar) { break }
      place += UTF8.width(scalar)
    }
    return min(place, count - 1)
  }

  /// The byte at an offset, 0 behind the end.
  @inline(__always) func byte(_ offset: Int) -> UInt8 { offset < count ? bytes[offset] : 0 }

  /// Scans one token, or one run of trivia, and moves past it.
  private mutating func scan() {
    let start = offset
    let first = bytes[start]
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: "\t"):
      repeat { offset += 1 } while byte(offset) == 0x20 || byte(offset) == 0x09
      trivia(.space, from: start)
    case UInt8(ascii: "\n"):
      offset += 1
      newline(from: start)
    case UInt8(ascii: "\r"):
      offset += 1
      if byte(offset) == UInt8(ascii: "\n") {
        offset += 1
      } else {
        loneReturns.append(Span(start, offset))
      }
      newline(from: start)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      scanWord(from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber(from: start)
    case UInt8(ascii: "\""): scanText(from: start)
    case UInt8(ascii: "'"): scanQuoted(from: start)
    case 0x80...: scanBeyondASCII(from: start)
    default: scanSymbol(first, from: start)
    }
  }

  private mutating func scanSymbol(_ first: UInt8, from start: Int) {
    let next = byte(start + 1)
    switch first {
    case UInt8(ascii: "/"):
      if next == UInt8(ascii: "/") { return scanComment(from: start) }
      emit(.slash, from: start, length: 1)
    case UInt8(ascii: "{"): emit(.leftBrace, from: start, length: 1)
    case UInt8(ascii: "}"): emit(.rightBrace, from: start, length: 1)
    case UInt8(ascii: "("): emit(.leftParenthesis, from: start, length: 1)
    case UInt8(ascii: ")"): emit(.rightParenthesis, from: start, length: 1)
    case UInt8(ascii: "["): emit(.leftBracket, from: start, length: 1)
    case UInt8(ascii: "]"): emit(.rightBracket, from: start, length: 1)
    case UInt8(ascii: ","): emit(.comma, from: start, length: 1)
    case UInt8(ascii: ":"): emit(.colon, from: start, length: 1)
    case UInt8(ascii: "+"): emit(.plus, from: start, length: 1)
    case UInt8(ascii: "-"): emit(.minus, from: start, length: 1)
    case UInt8(ascii: "*"): emit(.star, from: start, length: 1)
    case UInt8(ascii: "^"): emit(.caret, from: start, length: 1)
    case UInt8(ascii: "."): scanDot(from: start)
    case UInt8(ascii: "="):
      if next == UInt8(ascii: "=") {
        emit(.equal, from: start, length: 2)
      } else if next == UInt8(ascii: ">") {
        emit(.arrow, from: start, length: 2)
      } else {
        emit(.assign, from: start, length: 1)
      }
    case UInt8(ascii: "<"):
      if next == UInt8(ascii: "."), byte(start + 2) == UInt8(ascii: ".") {
        emit(.rangeAbove, from: start, length: 3)
      } else if next == UInt8(ascii: "=") {
        emit(.lessOrEqual, from: start, length: 2)
      } else {
        emit(.less, from: start, length: 1)
      }
    case UInt8(ascii: ">"):
      let isEqual = next == UInt8(ascii: "=")
      emit(isEqual ? .greaterOrEqual : .greater, from: start, length: isEqual ? 2 : 1)
    case UInt8(ascii: "!") where next == UInt8(ascii: "="):
      emit(.notEqual, from: start, length: 2)
    case 0..<0x20, 0x7F: scanControl(from: start)
    default: scanUnknown(from: start)
    }
  }

  private mutating func scanDot(from start: Int) {
    if byte(start + 1) == UInt8(ascii: ".") {
      switch byte(start + 2) {
      case UInt8(ascii: "."): emit(.ellipsis, from: start, length: 3)
      case UInt8(ascii: "<"): emit(.rangeBelow, from: start, length: 3)
      default: emit(.range, from: start, length: 2)
      }
    } else if isDigit(byte(start + 1)), !(flags.contains(.touches) && lastEndsOperand) {
      scanNumber(from: start)
    } else {
      emit(.dot, from: start, length: 1)
    }
  }

  private var lastEndsOperand: Bool {
    switch lexemes.last?.kind {
    case .identifier, .number, .percentNumber, .rightBracket, .rightParenthesis: true
    default: false
    }
  }

  // MARK: Words

  /// An identifier. Letters of other scripts and invisible characters in it are reported and stay in
  /// it: the author meant one word.
  mutating func scanWord(from start: Int) {
    var hash: UInt32 = 0
    var place = start
    while place < count {
      let byte = bytes[place]
      guard isWordByte(byte) else { break }
      hash = WordTable.step(hash, byte)
      place += 1
    }
    offset = place
    var word = Word.other
    if offset < count, bytes[offset] >= 0x80, scanForeignLetters(from: start) {
      // Not a word of the notation.
    } else if offset == start + 1, bytes[start] == UInt8(ascii: "_") {
      return emit(.underscore, from: start)
    } else {
      word = words.word(hash: hash, bytes: bytes, from: start, to: offset)
    }
    emit(.identifier, from: start, word: word)
  }

  /// Goes on with a word that has characters beyond ASCII; false if there is none.
  mutating func scanForeignLetters(from start: Int) -> Bool {
    let begin = offset
    var foreign: (scalar: Unicode.Scalar, span: Span)?
    while offset < count {
      if isWordByte(bytes[offset]) {
        offset += 1
        continue
      }
      guard bytes[offset] >= 0x80, let (scalar, length) = decode(offset) else { break }
      let span = Span(offset, offset + length)
      if isInvisible(scalar) {
        // At the end of a word it stands on its own.
        guard offset + length < count, isWordByte(bytes[offset + length]) else { break }
        reportInvisible(scalar, span)
        flags.insert(.hasInvisible)
      } else if scalar.properties.isAlphabetic
        || scalar.properties.generalCategory == .nonspacingMark
      {
        if foreign == nil { foreign = (scalar, span) }
      } else {
        break
      }
      offset += length
    }
    if let foreign {
      report(
        .foreignLetter, foreign.span,
        ["character": String(foreign.scalar), "word": text(start, offset)])
    }
    return offset > begin
  }

  // MARK: Output

  mutating func trivia(_ kind: TokenKind, from start: Int) {
    if keepsTokens { tokens.append(Token(kind, Span(start, offset))) }
    flags.remove(.touches)
  }

  private mutating func newline(from start: Int) {
    if keepsTokens { tokens.append(Token(.newline, Span(start, offset))) }
    flags.remove(.touches)
    flags.insert(.afterNewline)
  }

  mutating func unknown(from start: Int) {
    if keepsTokens { tokens.append(Token(.unknown, Span(start, offset))) }
    flags.remove(.touches)
    flags.insert(.afterUnknown)
  }

  @inline(__always)
  mutating func emit(_ kind: TokenKind, from start: Int, length: Int) {
    offset = start + length
    emit(kind, from: start)
  }

  mutating func emit(_ kind: TokenKind, from start: Int, word: Word = .other) {
    var lexeme = Lexeme(kind: kind, word: word, flags: flags, start: start, end: offset)
    if flags.contains(.afterNewline), !lexeme.continuesBefore,
      !(lexemes.last?.continuesAfter ?? false)
    {
      lexeme.flags.insert(.opensLine)
    }
    if keepsTokens {
      tokens.append(Token(kind, lexeme.span, opensLine: lexeme.flags.contains(.opensLine)))
    }
    lexemes.append(lexeme)
    flags = .touches
  }

  /// Whether the next token stands directly behind the last.
  var isTouching: Bool { flags.contains(.touches) }

  // MARK: Reports

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  mutating func report(
    _ code: DiagnosticCode, _ span: Span, _ arguments: Arguments = [:],
    replacement: String? = nil
  ) {
    let place = Location(file: fileIndex, span: span)
    reporter.report(
      Diagnostic(
        code, at: place, arguments,
        fix: replacement.map { Fix(.safe, [TextEdit(place, $0)]) }))
  }
}

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

@inline(__always) func isWordByte(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
}
