import PMMDiagnostics

/// Blocks and the lines in them.
extension Parser {
  /// The block behind a head that may do without. Without a brace, indented clauses below mean that
  /// it was forgotten.
  mutating func optionalBlock(from start: Int) -> Block? {
    if at(.leftBrace), !isRecovering || readsAsBlock { return parseBlock() }
    if hasForgottenBrace(from: start) { return parseBlock() }
    guard lineGoesOn else { return nil }
    if current.kind == .identifier, current.word.opensClause { return parseBlock() }
    report(.unexpected, current.span, ["found": found])
    skipToBrace()
    guard at(.leftBrace) else { return nil }
    if readsAsBlock { return parseBlock() }
    skipBraces()
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

  // block = "{" [ clause | NEWLINE { clause NEWLINE } ] "}"
  mutating func parseBlock() -> Block {
    var opening = here
    var found: [Clause] = []
    skipToBrace()
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
    found.reserveCapacity(6)
    if descend(by: Parser.blockLevels) {
      clauses(into: &found, opening: opening)
      ascend(by: Parser.blockLevels)
    }
    // In a list of just this length: the room that was left serves the next block.
    return Block(clauses: found.map(\.self), span: span(from: start))
  }

  private mutating func clauses(into clauses: inout [Clause], opening: Span) {
    let (outer, wasRecovering) = (bracketDepth, isRecovering)
    bracketDepth = 0
    defer {
      bracketDepth = outer
      isRecovering = wasRecovering
    }
    var isIndented = false
    var isUnknown = false
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
      let wasUnknown = isUnknown
      isUnknown = false
      if let clause = line(in: opening, after: wasUnknown, &isUnknown) { clauses.append(clause) }
      finishLine()
      assertProgress(since: last)
    }
    advance()
  }

  /// One line of a block: a clause, or a report with the nearest word.
  private mutating func line(
    in opening: Span, after wasUnknown: Bool, _ isUnknown: inout Bool
  ) -> Clause? {
    let token = current
    guard token.kind == .identifier else {
      if !wasUnknown {
        let hint = "a line of a block opens with a word such as 'formula'"
        report(
          .unknownClause, token.span,
          ["word": text(token), "hint": isBlockComment ? Self.commentHint : hint])
      }
      isUnknown = true
      isRecovering = true
      skipLine(past: true)
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
    if token.end - token.start > 2, !reporter.isFull,
      let nearest = nearestName(to: text(token), in: Keywords.clauses),
      let word = Word.allCases.first(where: { $0.text == nearest })
    {
      report(
        .unknownClause, token.span, ["word": text(token), "nearest": nearest],
        fix: Fix(.changesMeaning, [edit(token.span, nearest)]))
      return clause(as: word, isReported: true)
    }
    // Rows or prose where clauses should be: one report for all of their lines.
    isUnknown = true
    if !wasUnknown || followsAsOperand(peek()) {
      report(.unknownClause, token.span, ["word": text(token)])
    }
    isRecovering = true
    skipLine(past: true)
    return nil
  }

  mutating func reportUnclosed(_ opening: Span) {
    guard unclosedPosition != position else { return }
    unclosedPosition = position
    isRecovering = false
    let place = atEnd ? here : current.span
    let what = atEnd ? "the end of the file" : "'\(text(current))'"
    report(.unclosedBlock, place, ["found": what], related: [opening])
  }
}
