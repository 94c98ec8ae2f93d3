import PMMDiagnostics

/// What stands in ( ) and [ ], and intervals.
extension Parser {
  // arguments = "(" [ argument { "," argument } ] [ "over" set ] [ "where" expr ] ")"
  mutating func parseArguments(of function: Name) -> Call {
    let opening = current.span
    let outer = enterBrackets(commaIsDecimal: false)
    var arguments: [Argument] = []
    if current.kind != .rightParenthesis, current.word != .over, current.word != .where {
      arguments.append(parseArgument())
      while take(.comma) != nil { arguments.append(parseArgument()) }
    }
    let over = take(.over) != nil ? parseSet() : nil
    let condition = take(.where) != nil ? parseExpr() : nil
    expectClosing(.rightParenthesis, ")", openedBy: opening, "',' or ')'")
    leaveBrackets(outer)
    return Call(
      function: function, arguments: arguments, over: over, condition: condition,
      hasParentheses: true)
  }

  // argument = interval | expr
  mutating func parseArgument() -> Argument {
    switch intervalOrExpr() {
    case .interval(let interval): .interval(interval)
    case .expression(let expression): .expression(expression)
    }
  }

  // set = NAME | window
  mutating func parseSet() -> OverSet {
    if current.word == .now, !atLine { return parseWindow() }
    return .named(takeName("a population, an axis or periods behind 'over'"))
  }

  // window = offset ".." offset
  mutating func parseWindow() -> OverSet {
    let start = current.start
    let from = parseOffset()
    expect(.range, "'..' and the last period, as in T-2 .. T")
    let to = parseOffset()
    return .window(from: from, to: to, span(from: start))
  }

  // offset = "T" [ "-" INT ]
  mutating func parseOffset() -> Int {
    expect(.now)
    guard take(.minus) != nil else { return 0 }
    return -takeInteger("a whole number of periods")
  }

  // selectors = "[" selector { "," selector } "]"
  mutating func parseSelectors() -> [Selector] {
    let opening = current.span
    let outer = enterBrackets(commaIsDecimal: false)
    var selectors: [Selector] = []
    if let first = parseSelector() { selectors.append(first) }
    while take(.comma) != nil {
      if let next = parseSelector() { selectors.append(next) }
    }
    expectClosing(.rightBracket, "]", openedBy: opening, "',' or ']'")
    leaveBrackets(outer)
    return selectors
  }

  // selector = offset | INT | PERIOD | NAME
  mutating func parseSelector() -> Selector? {
    let token = current
    switch token.kind {
    case .identifier where token.word == .now:
      let offset = parseOffset()
      return .offset(offset, span(from: token.start))
    case .identifier where !startsNextLine:
      return .value(takeName("a value of an axis or a period"))
    case .number:
      advance()
      return .absolute(add(.number(text(token), isPercent: false), token.span))
    case .period:
      advance()
      return .absolute(add(.text(TextLiteral(text(token), token.span)), token.span))
    default:
      reportExpected("a value of an axis or a period")
      return nil
    }
  }

  enum IntervalOrExpr {
    case interval(Interval)
    case expression(ExprID)
  }

  /// `interval | expr`: an expression first, unless a word opens an interval.
  mutating func intervalOrExpr() -> IntervalOrExpr {
    if opensInterval { return .interval(parseInterval()) }
    let first = parseExpr()
    if current.kind == .range || current.kind == .rangeBelow || current.kind == .rangeAbove, !atLine
    {
      return .interval(finishInterval(from: first))
    }
    return .expression(first)
  }

  /// Whether one of the interval words stands here and a bound follows it.
  var opensInterval: Bool {
    guard !atLine else { return false }
    let next = peek()
    switch current.word {
    case .up: return next.word == .to
    case .from, .above, .below:
      if next.flags.contains(.opensLine), bracketDepth == 0 { return false }
      switch next.kind {
      case .number, .percentNumber, .minus, .leftParenthesis, .text, .longText, .date: return true
      case .identifier: return !next.word.isInfix
      default: return false
      }
    default: return false
    }
  }

  // interval
  //   = sum ( ".." | "..<" | "<.." ) sum | ( "from" | "above" | "below" | "up" "to" ) sum
  mutating func parseInterval() -> Interval {
    guard opensInterval else {
      let lower = parseSum()
      return finishInterval(from: lower)
    }
    let start = current.start
    let word = current.word
    advance()
    if word == .up { advance() }
    let bound = parseSum()
    let isLower = word == .from || word == .above
    return Interval(
      lower: isLower ? bound : nil, lowerIsOpen: word == .above, upper: isLower ? nil : bound,
      upperIsOpen: word == .below, span: span(from: start))
  }

  private mutating func finishInterval(from lower: ExprID) -> Interval {
    let sign = current.kind
    if !atLine, sign == .range || sign == .rangeBelow || sign == .rangeAbove {
      advance()
    } else {
      reportExpected("'..' and an upper bound")
    }
    let upper = isRecovering && !lineGoesOn ? missing() : parseSum()
    return Interval(
      lower: lower, lowerIsOpen: sign == .rangeAbove, upper: upper,
      upperIsOpen: sign == .rangeBelow, span: span(from: span(of: lower).start))
  }

  // rows = "{" [ row | NEWLINE { row NEWLINE } ] "}"
  mutating func parseRows() -> [Row] {
    skipToBrace()
    let brace = take(.leftBrace)
    if brace == nil {
      reportExpected("'{' and rows")
      guard readsAsRow else { return [] }
    }
    let opening = brace ?? here
    var rows: [Row] = []
    while current.kind != .rightBrace {
      if atEnd || (isFirstInLine && opensDeclaration(certainly: true)) {
        reportUnclosed(opening)
        return rows
      }
      if current.flags.contains(.afterNewline), opensClauseOrDeclaration {
        reportUnclosed(opening)
        return rows
      }
      let last = position
      rows.append(parseRow())
      if lineGoesOn { finishLine() }
      assertProgress(since: last)
    }
    advance()
    return rows
  }

  /// Whether an arrow stands on the line that begins here.
  private var readsAsRow: Bool {
    guard atLine, !opensClauseOrDeclaration else { return false }
    var distance = 0
    while distance < 40, peek(distance).kind != .endOfFile {
      if peek(distance).kind == .arrow { return true }
      distance += 1
      if peek(distance).flags.contains(.opensLine) { return false }
    }
    return false
  }

  // row = pattern { "," pattern } "=>" expr
  mutating func parseRow() -> Row {
    beginLine()
    let start = current.start
    let outer = commaIsDecimal
    commaIsDecimal = false
    var patterns = [parsePattern()]
    while take(.comma) != nil { patterns.append(parsePattern()) }
    commaIsDecimal = outer
    expect(.arrow, "'=>' and a result")
    let result = valueBehindSign()
    return Row(patterns: patterns, result: result, span: span(from: start))
  }

  // pattern = interval | expr | "_"
  mutating func parsePattern() -> Row.Pattern {
    if current.kind == .underscore {
      let span = current.span
      advance()
      return .anything(span)
    }
    switch intervalOrExpr() {
    case .interval(let interval): return .interval(interval)
    case .expression(let expression): return .expression(expression)
    }
  }
}
