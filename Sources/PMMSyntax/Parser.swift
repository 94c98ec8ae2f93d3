package import PMMDiagnostics

/// The tree of a file. Never fails and takes linear time; what is wrong stands in its diagnostics.
///
/// `renaming` gives some names others in the tree: those that two modules, which are checked together,
/// both declare.
package func parse(
  _ file: SourceFile, index: Int, renaming: [String: String] = [:]
) -> SyntaxTree {
  var lexer = Lexer(file, index: index)
  lexer.scanAll()
  var parser = Parser(file: file, index: index, lexemes: lexer.lexemes)
  parser.renaming = renaming
  parser.parseModule()
  return SyntaxTree(
    fileIndex: index, file: file, declarations: parser.declarations,
    expressions: parser.expressions,
    diagnostics: merge(lexer.reporter, parser.reporter, in: file, index: index))
}

/// Both lists by place, at most as many as a person reads, and how many more there are.
private func merge(
  _ left: Reporter, _ right: Reporter, in file: SourceFile, index: Int
) -> [Diagnostic] {
  var all = left.kept + right.kept
  guard !all.isEmpty else { return [] }
  all.sort { ($0.primary.span.start, $0.code.id) < ($1.primary.span.start, $1.code.id) }
  let hidden = left.dropped + right.dropped + max(0, all.count - Reporter.limit)
  guard hidden > 0 else { return all }
  let end = Location(file: index, span: Span(file.bytes.count, file.bytes.count))
  return all.prefix(Reporter.limit)
    + [Diagnostic(.tooManyDiagnostics, at: end, ["count": String(hidden)])]
}

/// Turns tokens into a tree. One function per production of `Grammar/pmm.ebnf`, named after it.
///
/// Only the first mistake of a line is reported: what follows it there is mostly its consequence. A
/// new line, row or item begins afresh.
struct Parser {
  static let nestingLimit = 256
  static let blockLevels = 8
  /// How many operators may follow each other on one level: later passes walk the tree recursively.
  static let chainLimit = 1000

  let bytes: [UInt8]
  let fileIndex: Int
  let lexemes: [Lexeme]
  var position = 0
  /// What some names are called in the tree.
  var renaming: [String: String] = [:]
  /// The token to look at. The last is `.endOfFile` and is never passed.
  var current: Lexeme
  /// Where the token before ends: a missing thing is reported there.
  private(set) var previousEnd = 0
  /// Inside ( ) and [ ] lines do not count.
  var bracketDepth = 0
  var nesting = 0
  /// Whether a `=` behind a figure belongs to the next one of an example.
  var inBinding = false
  /// Whether a comma between two numbers can only be a decimal comma.
  var commaIsDecimal = true
  /// Set by a report, cleared at the next line: no consequences of a mistake.
  var isRecovering = false
  /// Whether this declaration has already been found too deep.
  var isTooDeep = false
  /// Where a missing brace was last reported: it may end several blocks.
  var unclosedPosition = -1
  var reporter = Reporter()
  var expressions: Expressions
  var declarations: [Declaration] = []

  init(file: SourceFile, index: Int, lexemes: [Lexeme], isSecondHalf: Bool = false) {
    bytes = file.bytes
    fileIndex = index
    self.lexemes = lexemes
    current = lexemes[0]
    expressions = Expressions(isSecond: isSecondHalf)
    // As many as a file full of formulas has: growing leaves as much behind as it takes.
    expressions.reserve(lexemes.count / 3)
  }

  // MARK: Looking

  var atEnd: Bool { current.kind == .endOfFile }

  /// Whether the current token begins a logical line.
  var atLine: Bool { bracketDepth == 0 && current.flags.contains(.opensLine) }

  /// Whether the clause can go on with the current token.
  var lineGoesOn: Bool { !atLine && current.kind != .rightBrace && current.kind != .endOfFile }

  /// The token some places ahead.
  func peek(_ distance: Int = 1) -> Lexeme {
    lexemes[min(position + distance, lexemes.count - 1)]
  }

  /// The current token's kind, if the line goes on with it.
  func at(_ kind: TokenKind) -> Bool { current.kind == kind && !atLine }

  func at(_ word: Word) -> Bool { current.word == word && !atLine }

  // MARK: Moving

  mutating func advance() {
    if current.flags.contains(.afterUnknown) { isRecovering = true }
    previousEnd = current.end
    if position < lexemes.count - 1 { position += 1 }
    current = lexemes[position]
    if current.flags.contains(.afterUnknown) { isRecovering = true }
  }

  /// Begins a line, row or item: the current token is its first.
  mutating func beginLine() {
    isRecovering = false
    current.flags.subtract([.opensLine, .afterNewline])
  }

  /// Consumes the token if the line goes on with it.
  mutating func take(_ kind: TokenKind) -> Span? {
    guard at(kind) else { return nil }
    let span = current.span
    advance()
    return span
  }

  mutating func take(_ word: Word) -> Span? {
    guard at(word) else { return nil }
    let span = current.span
    advance()
    return span
  }

  /// Consumes `kind`, or reports it missing behind the previous token, where it belongs.
  @discardableResult mutating func expect(_ kind: TokenKind, _ what: String) -> Span {
    if let span = take(kind) { return span }
    reportExpected(what)
    return here
  }

  @discardableResult mutating func expect(_ word: Word) -> Span {
    if let span = take(word) { return span }
    reportExpected("'\(word.text)'")
    return here
  }

  /// The empty place behind the previous token.
  var here: Span { Span(previousEnd, previousEnd) }

  /// From a start to the end of the previous token.
  func span(from start: Int) -> Span { Span(start, max(start, previousEnd)) }

  // MARK: Bounds

  /// Goes one level deeper; false and a report where that is too deep. A block needs more of the
  /// stack than an expression and counts as several.
  mutating func descend(by levels: Int = 1) -> Bool {
    nesting += levels
    if nesting <= Parser.nestingLimit { return true }
    nesting -= levels
    refuseNesting()
    return false
  }

  mutating func ascend(by levels: Int = 1) { nesting -= levels }

  @inline(never) private mutating func refuseNesting() {
    if !isTooDeep {
      report(.nestingTooDeep, current.span, ["limit": String(Parser.nestingLimit)])
    }
    isTooDeep = true
    isRecovering = true
    skipLine()
  }

  /// Every turn of a loop consumes something: otherwise the parser would hang.
  mutating func assertProgress(since last: Int) {
    assert(position > last || atEnd, "the parser stands still at \(position)")
    if position == last { advance() }
  }

  // MARK: Reports

  @inline(never) mutating func report(
    _ code: DiagnosticCode, _ span: Span, _ arguments: Arguments = [:],
    related: [Span] = [], fix: Fix? = nil
  ) {
    guard !isRecovering else { return }
    isRecovering = true
    guard !reporter.isFull else {
      reporter.dropped += 1
      return
    }
    let file = fileIndex
    reporter.report(
      Diagnostic(
        code, at: Location(file: file, span: span), arguments,
        related: related.map { Location(file: file, span: $0) }, fix: fix))
  }

  @inline(never) mutating func reportExpected(_ what: String) {
    guard !isRecovering else { return }
    report(.expected, missingPlace, ["what": what, "found": found])
  }

  /// The token that stands in the way, or the place behind the line's end.
  var missingPlace: Span { isBehindLine || !lineGoesOn && !at(.rightBrace) ? here : current.span }

  /// Whether the current token stands on the next line and is not what the line before asks for.
  private var isBehindLine: Bool {
    atLine || current.flags.contains(.afterNewline) && (bracketDepth > 0 || startsNextLine)
  }

  func edit(_ span: Span, _ replacement: String) -> TextEdit {
    TextEdit(Location(file: fileIndex, span: span), replacement)
  }

  /// What stands here, for a message.
  var found: String {
    if atEnd { return "the end of the file" }
    if isBehindLine { return "the end of the line" }
    switch current.kind {
    case .text, .longText: return "a text"
    case .number, .percentNumber: return "the number \(text(current))"
    case .version: return "the edition \(text(current))"
    case .date: return "the date \(text(current))"
    case .period: return "the period \(text(current))"
    default: return "'\(text(current))'"
    }
  }

  func text(_ lexeme: Lexeme) -> String {
    let end = min(lexeme.end, lexeme.start + 80)
    return String(decoding: bytes[lexeme.start..<end], as: UTF8.self)
  }
}
