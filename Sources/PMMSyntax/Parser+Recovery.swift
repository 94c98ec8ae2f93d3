import PMMDiagnostics

/// Where a line, a block or a declaration begins and ends when something is wrong.
extension Parser {
  /// Skips to the next line, or to the brace that ends the block. Blocks on the way are parsed, so
  /// that mistakes in them are found.
  mutating func skipLine(past first: Bool = false) {
    bracketDepth = 0
    if first {
      if current.kind == .leftBrace { skipBraces() } else { advance() }
    }
    while lineGoesOn {
      if current.kind == .leftBrace {
        skipBraces()
      } else if current.flags.contains(.afterNewline), opensClauseOrDeclaration {
        break
      } else {
        advance()
      }
    }
  }

  /// Reports what stands behind a complete clause or declaration, and skips it.
  mutating func finishLine() {
    guard lineGoesOn else { return }
    if current.kind == .identifier, current.word.opensClause, opensClauseOrDeclaration {
      let gap = Span(previousEnd, current.start)
      report(
        .twoClauses, current.span, ["word": text(current)], fix: Fix(.safe, [edit(gap, "\n")]))
      return
    }
    var arguments: Arguments = ["found": found]
    if current.kind == .assign { arguments["hint"] = "a comparison is written '=='" }
    if isBlockComment { arguments["hint"] = Self.commentHint }
    report(.unexpected, current.span, arguments)
    skipLine()
  }

  /// `/*`, with which other languages open a comment.
  var isBlockComment: Bool {
    current.kind == .slash && peek().kind == .star && peek().start == current.start + 1
  }

  static let commentHint = "a comment is written '//', and ends with its line"

  /// Whether clauses stand behind the brace, and not items or rows.
  var readsAsBlock: Bool {
    peek().kind == .rightBrace || (peek().word.opensClause && followsAsOperand(peek(2)))
  }

  /// Skips from brace to brace. Clauses are parsed and forgotten, lists and rows skipped.
  mutating func skipBraces() {
    current.flags.subtract([.opensLine, .afterNewline])
    if readsAsBlock, nesting + Parser.blockLevels <= Parser.nestingLimit {
      _ = parseBlock()
      return
    }
    var depth = 0
    repeat {
      if current.kind == .leftBrace { depth += 1 }
      if current.kind == .rightBrace { depth -= 1 }
      advance()
    } while depth > 0 && !atEnd && !(isFirstInLine && opensDeclaration(certainly: true))
  }

  /// After a mistake, moves on to the brace that opens the block on this line, if there is one.
  mutating func skipToBrace() {
    guard isRecovering, lineGoesOn, current.kind != .leftBrace else { return }
    var distance = 1
    while peek(distance).kind != .leftBrace {
      let next = peek(distance)
      if next.kind == .rightBrace || next.kind == .endOfFile || next.flags.contains(.opensLine) {
        return
      }
      distance += 1
    }
    while current.kind != .leftBrace { advance() }
  }

  /// Skips to the bracket that closes the open one and past it; stays on its line, or before the next
  /// clause, declaration or brace.
  mutating func skipToClosing(_ closing: TokenKind) {
    var depth = 0
    while !atEnd {
      switch current.kind {
      case .leftParenthesis, .leftBracket: depth += 1
      case .rightParenthesis, .rightBracket:
        if depth == 0 {
          if current.kind == closing { advance() }
          return
        }
        depth -= 1
      case .leftBrace, .rightBrace: return
      default: break
      }
      if current.flags.contains(.afterNewline), opensClauseOrDeclaration || isFirstInLine { return }
      advance()
    }
  }

  /// Consumes the bracket that closes `opening`, or reports it with the opening one.
  mutating func expectClosing(
    _ kind: TokenKind, _ mark: Character, openedBy opening: Span, _ what: String
  ) {
    if current.kind == kind { return advance() }
    // A mistake inside has already left the brackets.
    if bracketDepth == 0 { return }
    report(
      .unclosedBracket, missingPlaceInBrackets,
      [
        "what": what, "found": found, "closing": String(mark),
        "opening": mark == ")" ? "(" : "[",
      ], related: [opening])
    skipToClosing(kind)
  }

  private var missingPlaceInBrackets: Span {
    current.flags.contains(.afterNewline) || atEnd ? here : current.span
  }

  // MARK: Shapes

  /// Whether the token stands in the first column.
  var isFirstInLine: Bool {
    guard current.flags.contains(.afterNewline) else { return false }
    return indentation(of: current) == 0
  }

  /// The bytes before a token on its line.
  func indentation(of lexeme: Lexeme) -> Int {
    var start = lexeme.start
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n"), bytes[start - 1] != UInt8(ascii: "\r")
    {
      start -= 1
      if lexeme.start - start > 1000 { break }
    }
    let hasMark = start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return lexeme.start - start - (hasMark ? 3 : 0)
  }

  /// Whether a token is on the same line and can be the beginning of an operand, so that the word
  /// before it is no operand itself.
  func followsAsOperand(_ lexeme: Lexeme) -> Bool {
    guard !lexeme.flags.contains(.afterNewline) else { return false }
    switch lexeme.kind {
    case .identifier: return !lexeme.word.isInfix
    case .number, .percentNumber, .text, .longText, .version, .date, .period: return true
    default: return false
    }
  }

  /// Whether the current word reads like the beginning of a clause or declaration: two words side by
  /// side, which no formula has.
  var opensClauseOrDeclaration: Bool {
    guard current.kind == .identifier else { return false }
    if current.word.opensClause || current.word.opensDeclaration {
      return followsAsOperand(peek())
    }
    return isFirstInLine && opensDeclaration(certainly: true)
  }

  /// Whether the line that begins with a token belongs to a block.
  private func isFollowedByClause(_ next: Lexeme) -> Bool {
    next.kind == .rightBrace
      || next.flags.contains(.opensLine) && next.word.opensClause && indentation(of: next) > 0
  }

  /// Whether a line reads like a declaration. `unit x` and `every x` may also be clauses: they count
  /// only where that is not asked to be certain.
  func opensDeclaration(certainly: Bool) -> Bool {
    guard current.kind == .identifier else { return false }
    let next = peek()
    guard !next.flags.contains(.afterNewline) else { return false }
    switch current.word {
    case .every: return !certainly && next.kind == .identifier
    case .unit:
      guard next.kind == .identifier else { return false }
      let third = peek(2)
      let isDefinition = third.kind == .assign || third.word == .counted
      if isDefinition && !third.flags.contains(.afterNewline) { return true }
      return !certainly && !isFollowedByClause(third)
    case .entry: return next.kind == .text
    default:
      if current.word.opensDeclaration { return next.kind == .identifier }
      guard !current.word.opensClause, !current.word.isReserved, next.kind == .identifier
      else { return false }
      let third = peek(2)
      return !third.flags.contains(.afterNewline) && (third.kind == .text || third.word == .in)
    }
  }
}
