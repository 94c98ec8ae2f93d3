import PMMDiagnostics

/// Blocks and the lines in them.
extension Parser {
  /// The block behind a head that may do without. Without a brace, indented clauses below mean that
  /// it was forgotten.
  mutating func parseOptionalBlock(from start: Int) -> Block? {
    if at(.leftBrace) || hasForgottenBrace(from: start) { return parseBlock() }
    if lineGoesOn, current.kind == .identifier, current.word.opensClause { return parseBlock() }
    return nil
  }

  /// Whether the next line is a clause and indented deeper than the declaration.
  private func hasForgottenBrace(from start: Int) -> Bool {
    guard atLine, current.kind == .identifier, current.word.opensClause,
      !opensDeclaration(certainly: true), !peek().flags.contains(.opensLine)
    else { return false }
    let head = Lexeme(kind: .identifier, word: .other, flags: [], start: start, end: start)
    return indentation(of: current) > 0 && indentation(of: current) > lineIndentation(of: head)
  }

  /// The indentation of the line that a token stands on.
  private func lineIndentation(of lexeme: Lexeme) -> Int {
    var start = lexeme.start - indentation(of: lexeme)
    let line = start
    while start < lexeme.start, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    return start - line
  }

  // block = "{" [ NEWLINE ] { clause NEWLINE } [ clause ] "}"
  mutating func parseBlock() -> Block {
    var opening = here
    var clauses: [Clause] = []
    if let brace = take(.leftBrace) {
      opening = brace
    } else {
      reportExpected("'{'")
      // The clauses below belong here all the same.
      let isClause = current.kind == .identifier && current.word.opensClause
      let isIndented = atLine && !isFirstInLine
      guard !atEnd, isClause && (isIndented || lineGoesOn) else {
        return Block(clauses: [], span: opening)
      }
    }
    let start = opening.start
    _ = nested { $0.parseClauses(&clauses, opening: opening) }
    return Block(clauses: clauses, span: span(from: start))
  }

  private mutating func parseClauses(_ clauses: inout [Clause], opening: Span) {
    let outer = bracketDepth
    bracketDepth = 0
    defer { bracketDepth = outer }
    var isIndented = false
    while current.kind != .rightBrace {
      if atEnd { return reportUnclosed(opening) }
      if current.flags.contains(.afterNewline) {
        if isFirstInLine {
          if opensDeclaration(certainly: !isIndented) { return reportUnclosed(opening) }
        } else {
          isIndented = true
        }
      }
      let last = position
      isRecovering = false
      if let clause = parseLine(opening) { clauses.append(clause) }
      finishLine()
      assertProgress(since: last)
    }
    advance()
  }

  /// One line of a block: a clause, or a report with the nearest word.
  private mutating func parseLine(_ opening: Span) -> Clause? {
    let token = current
    guard token.kind == .identifier else {
      report(
        .unknownClause, token.span,
        ["word": text(token), "hint": "a line of a block opens with a word such as 'formula'"])
      skipLine()
      return nil
    }
    if token.word.opensClause { return parseClause() }
    if token.word.opensDeclaration || opensDeclaration(certainly: true),
      opensDeclaration(certainly: false)
    {
      report(.declarationInside, token.span, ["word": text(token)], related: [opening])
      isRecovering = false
      var isStray = false
      if let declaration = parseDeclaration(stray: &isStray) { declarations.append(declaration) }
      return nil
    }
    if let nearest = nearestName(to: text(token), in: Keywords.clauses),
      let word = Word.allCases.first(where: { $0.text == nearest })
    {
      report(
        .unknownClause, token.span, ["word": text(token), "nearest": nearest],
        fix: Fix(.changesMeaning, [edit(token.span, nearest)]))
      isRecovering = false
      return parseClause(as: word)
    }
    report(.unknownClause, token.span, ["word": text(token)])
    skipLine(past: true)
    return nil
  }

  mutating func reportUnclosed(_ opening: Span) {
    isRecovering = false
    let place = atEnd ? here : current.span
    let what = atEnd ? "the end of the file" : "'\(text(current))'"
    report(.unclosedBlock, place, ["found": what], related: [opening])
  }

  private mutating func skipLine(past first: Bool) {
    if first { advance() }
    skipLine()
  }
}
