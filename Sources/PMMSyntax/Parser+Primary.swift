import PMMDiagnostics

/// What stands between operators.
extension Parser {
  // primary = "(" expr ")" | number | TEXT | DATE | call
  mutating func parsePrimary() -> ExprID {
    guard !atLine else { return expectedFigure() }
    let token = current
    switch token.kind {
    case .number, .percentNumber: return parseNumber()
    case .identifier: return parseCall()
    case .leftParenthesis: return parenthesised()
    case .text, .longText:
      advance()
      return add(.text(TextLiteral(textValue(token), token.span)), token.span)
    case .date:
      advance()
      return add(.date(text(token)), token.span)
    case .period, .version:
      reportPeriod(token)
      advance()
      return add(.missing, token.span)
    default: return expectedFigure()
    }
  }

  @inline(never) private mutating func expectedFigure() -> ExprID {
    reportExpected("a name, a number or a formula")
    return missing()
  }

  @inline(never) private mutating func reportPeriod(_ token: Lexeme) {
    var arguments: Arguments = ["literal": text(token), "kind": "an edition"]
    var fix: Fix?
    if token.kind == .period {
      arguments["kind"] = "a period"
      arguments["period"] = text(token)
      let dash = token.start + 4
      if isDigit(bytes[dash + 1]) {
        fix = Fix(.changesMeaning, [edit(Span(dash, dash + 1), " - ")])
      }
    }
    report(.periodInFormula, token.span, arguments, fix: fix)
  }

  private mutating func parenthesised() -> ExprID {
    let opening = current.span
    guard descend() else { return add(.missing, opening) }
    let outer = enterBrackets(commaIsDecimal: true)
    let inner = parseExpr()
    expectClosing(.rightParenthesis, ")", openedBy: opening, "')' or an operator")
    leaveBrackets(outer)
    ascend()
    // The place of a bracketed expression includes the brackets.
    expressions[inner].span = span(from: opening.start)
    return inner
  }

  /// Moves past an opening bracket: lines do not count inside.
  mutating func enterBrackets(commaIsDecimal isDecimal: Bool) -> (depth: Int, comma: Bool) {
    let outer = (bracketDepth, commaIsDecimal)
    advance()
    bracketDepth += 1
    commaIsDecimal = isDecimal
    return outer
  }

  mutating func leaveBrackets(_ outer: (depth: Int, comma: Bool)) {
    // A mistake inside may have left all brackets.
    bracketDepth = bracketDepth == 0 ? 0 : outer.depth
    commaIsDecimal = outer.comma
  }

  // number = PERCENT | NUMBER [ quantity_unit ]
  @inline(never) mutating func parseNumber() -> ExprID {
    let first = current
    advance()
    var literal = text(first, limit: Int.max)
    var kind = first.kind
    if commaIsDecimal, kind == .number, let (tail, number) = decimalComma(after: first) {
      report(
        .decimalComma, Span(first.start, tail.end),
        ["number": number + (tail.kind == .percentNumber ? "%" : "")],
        fix: Fix(.safe, [edit(Span(first.end, first.end + 1), ".")]))
      isRecovering = false
      advance()
      advance()
      (kind, literal) = (tail.kind, number)
    }
    if kind == .percentNumber {
      return add(.number(literal, isPercent: true), span(from: first.start))
    }
    if literal.utf8.first == UInt8(ascii: ".") { literal = "0" + literal }
    guard opensQuantityUnit else {
      return add(.number(literal, isPercent: false), span(from: first.start))
    }
    let unit = parseQuantityUnit()
    return add(.quantity(literal, unit), span(from: first.start))
  }

  /// `98,1`: a comma and digits, all touching, where no list of numbers may stand.
  private func decimalComma(after first: Lexeme) -> (tail: Lexeme, number: String)? {
    let tail = peek()
    guard current.kind == .comma, current.flags.contains(.touches), tail.flags.contains(.touches),
      tail.kind == .number || tail.kind == .percentNumber
    else { return nil }
    let fraction = text(tail, limit: Int.max)
    guard fraction.utf8.allSatisfy(isDigit) else { return nil }
    return (tail, text(first, limit: Int.max) + "." + fraction)
  }

  /// The text of a number without the percent sign.
  private func text(_ lexeme: Lexeme, limit: Int) -> String {
    var end = lexeme.end
    if lexeme.kind == .percentNumber {
      end -= 1
      while end > lexeme.start, !isDigit(bytes[end - 1]), bytes[end - 1] != UInt8(ascii: "_") {
        end -= 1
      }
    }
    return String(decoding: bytes[lexeme.start..<end], as: UTF8.self)
  }

  /// Whether a unit follows a number on its line.
  private var opensQuantityUnit: Bool {
    guard current.kind == .identifier, !current.flags.contains(.afterNewline) else { return false }
    return !current.word.isReserved && current.word != .because && current.word != .gives
  }

  // quantity_unit = NAME { "per" NAME }
  mutating func parseQuantityUnit() -> UnitSyntax {
    let start = current.start
    let first = takeWord()
    var per: [Name] = []
    while take(.per) != nil { per.append(takeUnitBehindPer()) }
    return UnitSyntax(factors: [first], per: per, span: span(from: start))
  }

  /// A rate per so many is written with a unit of that many, so that it is converted and printed.
  private mutating func takeUnitBehindPer() -> Name {
    if at(.number), lineGoesOn {
      let number = text(current)
      report(.numberBehindPer, current.span, ["number": number])
      isRecovering = true
      advance()
      if current.kind == .identifier, lineGoesOn { return takeWord() }
      return Name("", here)
    }
    return takeName("a unit behind 'per'")
  }

  // unit = NAME { "*" NAME } { "per" NAME }
  mutating func parseUnit() -> UnitSyntax {
    let start = lineGoesOn ? current.start : previousEnd
    var factors = [takeName("a unit")]
    while take(.star) != nil { factors.append(takeName("a unit behind '*'")) }
    var per: [Name] = []
    while take(.per) != nil { per.append(takeUnitBehindPer()) }
    return UnitSyntax(factors: factors, per: per, span: span(from: start))
  }

  /// A name, a call, or `if` and `not` where they need parentheses.
  @inline(never) private mutating func conditionOutOfPlace() -> ExprID? {
    guard current.word == .if || current.word == .not else { return nil }
    let (start, word, name) = (current.start, current.span, text(current))
    let wasRecovering = isRecovering
    let inner = current.word == .if ? parseExpr() : parseNegation()
    let end = previousEnd
    if isRecovering == wasRecovering {
      report(
        .needsParentheses, word, ["word": name],
        fix: Fix(.safe, [edit(Span(start, start), "("), edit(Span(end, end), ")")]))
      isRecovering = wasRecovering
    }
    return inner
  }

  // call = "true" | "false" | "value" | "score" | "shown" | "missing" | "T" | NAME [ arguments ]
  mutating func parseCall() -> ExprID {
    let token = current
    switch token.word {
    case .true, .false:
      advance()
      return add(.truth(token.word == .true), token.span)
    case .if, .not:
      return conditionOutOfPlace() ?? missing()
    case .and, .or, .then, .else, .over, .where, .of, .per: return expectedFigure()
    default: break
    }
    guard !startsNextLine else { return expectedFigure() }
    let name = takeWord()
    guard current.kind == .leftParenthesis, !atLine else {
      return add(.name(name), token.span)
    }
    if token.word.isReserved { report(.reservedWord, token.span, ["word": name.text]) }
    guard descend() else { return add(.missing, token.span) }
    let call = parseArguments(of: name)
    ascend()
    return add(.call(call), span(from: token.start))
  }
}
