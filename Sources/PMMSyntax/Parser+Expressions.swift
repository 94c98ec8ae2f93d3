import PMMDiagnostics

/// The expression language, loosest first.
extension Parser {
  mutating func add(_ kind: Expr.Kind, _ span: Span) -> ExprID {
    expressions.add(Expr(kind, span))
  }

  func span(of id: ExprID) -> Span { expressions[id].span }

  mutating func missing() -> ExprID { add(.missing, here) }

  /// The formula behind a sign. Where the sign is missing (reported), the formula may still be there,
  /// on this line or indented on the next.
  mutating func valueBehindSign() -> ExprID {
    if isRecovering, !lineGoesOn {
      guard atLine, !atEnd, current.kind != .rightBrace, !isFirstInLine,
        !opensClauseOrDeclaration, !current.word.opensClause
      else { return missing() }
      current.flags.subtract(.opensLine)
    }
    return parseExpr()
  }

  // expr = "if" expr "then" expr "else" expr | disjunction
  mutating func parseExpr() -> ExprID {
    guard current.word == .if, !atLine else { return parseDisjunction() }
    let start = current.start
    advance()
    guard descend() else { return missing() }
    let condition = parseExpr()
    expect(.then)
    let then = parseExpr()
    expect(.else)
    let otherwise = parseExpr()
    ascend()
    return add(
      .conditional(condition: condition, then: then, else: otherwise), span(from: start))
  }

  // disjunction = conjunction { "or" conjunction }
  mutating func parseDisjunction() -> ExprID {
    var left = parseConjunction()
    var count = 0
    while current.word == .or, !atLine, mayChain(&count) {
      advance()
      let right = parseConjunction()
      left = binary(.or, left, right)
    }
    return left
  }

  // conjunction = negation { "and" negation }
  mutating func parseConjunction() -> ExprID {
    var left = parseNegation()
    var count = 0
    while current.word == .and, !atLine, mayChain(&count) {
      advance()
      let right = parseNegation()
      left = binary(.and, left, right)
    }
    return left
  }

  // negation = "not" negation | comparison
  mutating func parseNegation() -> ExprID {
    guard current.word == .not, !atLine else { return parseComparison() }
    let start = current.start
    advance()
    guard descend() else { return missing() }
    let operand = parseNegation()
    ascend()
    return add(.unary(.not, operand), span(from: start))
  }

  // comparison = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) sum ]
  mutating func parseComparison() -> ExprID {
    var left = parseSum()
    var count = 0
    while lineGoesOn {
      guard let sign = comparisonSign else { break }
      if current.kind == .assign { reportSingleEqual() }
      if count > 0 { reportChain(after: left) }
      guard mayChain(&count) else { break }
      advance()
      let right = parseSum()
      left = binary(sign, left, right)
    }
    return left
  }

  @inline(never) private mutating func reportChain(after left: ExprID) {
    let fix = Fix(
      .changesMeaning, [edit(Span(previousEnd, previousEnd), " and \(text(of: left))")])
    report(.chainedComparison, current.span, fix: fix)
  }

  @inline(never) private mutating func reportSingleEqual() {
    report(.singleEqual, current.span, fix: Fix(.safe, [edit(current.span, "==")]))
    isRecovering = false
  }

  /// The text of a comparison's right operand, or of the whole.
  private func text(of id: ExprID) -> String {
    var span = span(of: id)
    if case .binary(_, _, let right) = expressions[id].kind {
      span = self.span(of: right)
    }
    return String(decoding: bytes[span.start..<min(span.end, span.start + 200)], as: UTF8.self)
  }

  // comparison_sign = "==" | "!=" | "<" | "<=" | ">" | ">="
  private var comparisonSign: BinaryOperator? {
    switch current.kind {
    case .equal: .equal
    // Nowhere does a sign of definition stand behind a formula: a comparison was meant.
    case .assign: inBinding ? nil : .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  // sum = product { ( "+" | "-" ) product }
  mutating func parseSum() -> ExprID {
    var left = parseProduct()
    var count = 0
    while !atLine, current.kind == .plus || current.kind == .minus, mayChain(&count) {
      let sign: BinaryOperator = current.kind == .plus ? .add : .subtract
      advance()
      let right = parseProduct()
      left = binary(sign, left, right)
    }
    return left
  }

  // product = negative { ( "*" | "/" ) negative }
  mutating func parseProduct() -> ExprID {
    var left = parseNegative()
    var count = 0
    while !atLine, current.kind == .star || current.kind == .slash, mayChain(&count) {
      let sign: BinaryOperator = current.kind == .star ? .multiply : .divide
      advance()
      let right = parseNegative()
      left = binary(sign, left, right)
    }
    return left
  }

  // negative = "-" negative | power
  mutating func parseNegative() -> ExprID {
    guard current.kind == .minus, !atLine else { return parsePower() }
    let start = current.start
    advance()
    guard descend() else { return missing() }
    let operand = parseNegative()
    ascend()
    return add(.unary(.minus, operand), span(from: start))
  }

  // power = postfix [ "^" negative ]
  mutating func parsePower() -> ExprID {
    let base = parsePostfix()
    guard current.kind == .caret, !atLine else { return base }
    advance()
    guard descend() else { return base }
    let exponent = parseNegative()
    ascend()
    return binary(.power, base, exponent)
  }

  // postfix = primary { "." PART | selectors }
  mutating func parsePostfix() -> ExprID {
    var base = parsePrimary()
    var count = 0
    while !atLine {
      if current.kind == .dot {
        guard mayChain(&count) else { break }
        advance()
        let name = takeAnyName("the name of a part behind '.'")
        base = add(.member(base, name), span(from: span(of: base).start))
      } else if current.kind == .leftBracket {
        guard mayChain(&count) else { break }
        let selectors = parseSelectors()
        base = add(.select(base, selectors), span(from: span(of: base).start))
      } else {
        break
      }
    }
    return base
  }

  private mutating func binary(_ sign: BinaryOperator, _ left: ExprID, _ right: ExprID) -> ExprID {
    let span = span(of: left).union(span(of: right))
    return add(.binary(sign, left, right), span)
  }

  /// Counts the operators of one level; false and a report where there are too many.
  private mutating func mayChain(_ count: inout Int) -> Bool {
    count += 1
    guard count > Parser.chainLimit else { return true }
    report(.nestingTooDeep, current.span, ["limit": String(Parser.chainLimit)])
    skipLine()
    return false
  }
}
