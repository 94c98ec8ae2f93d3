import PMMDiagnostics

/// The declarations beside the tree: functions, units, lists, sets, records.
extension Parser {
  // define = "define" NAME [ texts ] [ parameters ] "=" expr
  mutating func parseDefine() -> Declaration.Kind {
    let name = takeDeclaredName("the name of the definition")
    let title = takeOptionalTexts()
    let parameters = at(.leftParenthesis) ? parseParameters() : nil
    expect(.assign, "'=' and a formula")
    let body = valueBehindSign()
    return .define(name: name, title: title, parameters: parameters, body: body)
  }

  // table = "table" NAME [ texts ] parameters ":" unit rows
  mutating func parseTable() -> Declaration.Kind {
    let name = takeDeclaredName("the name of the table")
    let title = takeOptionalTexts()
    let parameters = parseParameters()
    expect(.colon, "':' and the unit or scale of the results")
    let result = parseUnit()
    return .table(
      name: name, title: title, parameters: parameters, result: result, rows: parseRows())
  }

  // parameters = "(" parameter_name { "," parameter_name } ")"
  mutating func parseParameters() -> [Parameter] {
    guard at(.leftParenthesis) else {
      reportExpected("parameters between '(' and ')'")
      return []
    }
    let opening = current.span
    let outer = enterBrackets(commaIsDecimal: true)
    var parameters = [parseParameter()]
    while at(.comma) || current.kind == .identifier && !atLine && !startsNextLine {
      // Without its comma a parameter is a parameter all the same.
      if take(.comma) == nil { reportExpected("',' or ')'") }
      parameters.append(parseParameter())
    }
    expectClosing(.rightParenthesis, ")", openedBy: opening, "',' or ')'")
    leaveBrackets(outer)
    return parameters
  }

  // parameter_name = NAME [ "..." ] [ ":" unit ]
  mutating func parseParameter() -> Parameter {
    let name = takeName("the name of a parameter")
    let isVariadic = take(.ellipsis) != nil
    let unit = take(.colon) != nil ? parseUnit() : nil
    return Parameter(name: name, isVariadic: isVariadic, unit: unit)
  }

  // unit_declaration = "unit" NAME [ texts ] [ "counted" | "=" expr ]
  mutating func parseUnitDeclaration() -> Declaration.Kind {
    let name = takeDeclaredName("the name of the unit")
    let title = takeOptionalTexts()
    let isCounted = take(.counted) != nil
    let definition = !isCounted && take(.assign) != nil ? parseExpr() : nil
    return .unit(name: name, title: title, isCounted: isCounted, definition: definition)
  }

  // axis = "axis" NAME [ texts ] list
  mutating func parseAxis() -> Declaration.Kind {
    let name = takeDeclaredName("the name of the axis")
    let title = takeOptionalTexts()
    return .axis(name: name, title: title, items: parseList())
  }

  // scale = "scale" NAME [ texts ] list
  mutating func parseScale() -> Declaration.Kind {
    let name = takeDeclaredName("the name of the scale")
    let title = takeOptionalTexts()
    return .scale(name: name, title: title, items: parseList())
  }

  // attribute = "attribute" NAME [ texts ] ( list | ":" unit )
  mutating func parseAttribute() -> Declaration.Kind {
    let name = takeDeclaredName("the name of the attribute")
    let title = takeOptionalTexts()
    if take(.colon) != nil { return .attribute(name: name, title: title, .unit(parseUnit())) }
    return .attribute(name: name, title: title, .list(parseList()))
  }

  // list = "{" [ [ NEWLINE ] item { ( "," | NEWLINE ) item } [ NEWLINE ] ] "}"
  mutating func parseList() -> [ListItem] {
    skipToBrace()
    let brace = take(.leftBrace)
    if brace == nil {
      reportExpected("'{' and a list of names")
      guard current.kind == .identifier, lineGoesOn || atLine && !isFirstInLine else { return [] }
    }
    return braced(
      brace ?? here, "',' or '}'", endsBefore: { _ in false }, parsing: { $0.parseItem() })
  }

  // item = NAME [ texts ]
  mutating func parseItem() -> ListItem {
    if at(.number), lineGoesOn || atLine {
      report(.numberAsName, current.span, ["number": text(current)])
      isRecovering = true
    }
    let name = takeName("a name")
    return ListItem(name: name, label: takeOptionalTexts())
  }

  /// Items between braces, on lines of their own or separated by commas. A mistake in one does not
  /// hide the next.
  mutating func braced<Item>(
    _ opening: Span, _ what: String, endsBefore isEnd: (Parser) -> Bool,
    parsing parseOne: (inout Parser) -> Item
  ) -> [Item] {
    var items: [Item] = []
    let outer = bracketDepth
    bracketDepth = 0
    defer { bracketDepth = outer }
    while current.kind != .rightBrace {
      if atEnd || (isFirstInLine && opensDeclaration(certainly: true)) {
        reportUnclosed(opening)
        return items
      }
      if isEnd(self) {
        reportExpected("'}'")
        return items
      }
      let last = position
      beginLine()
      items.append(parseOne(&self))
      if take(.comma) != nil {
        if current.kind == .rightBrace {
          isRecovering = false
          reportExpected("another item behind the comma")
        }
      } else if lineGoesOn, !isEnd(self) {
        reportExpected(what)
        bracketDepth = 0
        while lineGoesOn, current.kind != .comma { advance() }
        _ = take(.comma)
      }
      assertProgress(since: last)
    }
    advance()
    return items
  }

  // reason = "reason" NAME texts
  mutating func parseReason() -> Declaration.Kind {
    let name = takeDeclaredName("the name of the reason")
    return .reason(name: name, label: parseTexts())
  }

  // population
  //   = "population" NAME [ texts ] "=" ( "this" "period" | "all" "periods" ) { "," restriction }
  mutating func parsePopulation() -> Declaration.Kind {
    let name = takeDeclaredName("the name of the population")
    let title = takeOptionalTexts()
    expect(.assign, "'=' and 'this period' or 'all periods'")
    let start = current.start
    let isAll = at(.all)
    if isAll {
      advance()
      expect(.periods)
    } else if take(.this) != nil {
      expect(Word.period)
    } else {
      reportExpected("'this period' or 'all periods'")
      if lineGoesOn, current.kind == .identifier, peek().word == .period { advance() }
      if at(Word.period) || at(Word.periods) { advance() }
    }
    var restrictions: [Population.Restriction] = []
    while take(.comma) != nil {
      if let restriction = parseRestriction() { restrictions.append(restriction) }
    }
    let span = span(from: min(start, previousEnd))
    return .population(
      name: name, title: title,
      Population(allPeriods: isAll, restrictions: restrictions, span: span))
  }

  // restriction = "same" NAME | "where" expr | "at" "least" INT
  mutating func parseRestriction() -> Population.Restriction? {
    let start = current.start
    if take(.same) != nil { return .same(takeName("the name of an attribute")) }
    if take(.where) != nil { return .condition(parseExpr()) }
    if take(.at) != nil {
      expect(.least)
      let count = takeInteger("a whole number")
      return .atLeast(count, span(from: start))
    }
    reportExpected("'same', 'where' or 'at least'")
    while lineGoesOn, current.kind != .comma { advance() }
    return nil
  }

  // records = "records" NAME [ TEXT ] block
  mutating func parseRecords() -> Declaration.Kind {
    let name = takeDeclaredName("the name of the records")
    let title = takeOptionalText()
    return .records(name: name, title: title, block: parseBlock())
  }

  // derive = "derive" NAME "=" expr
  mutating func parseDerive() -> Declaration.Kind {
    let name = takeName("the name of an input")
    expect(.assign, "'=' and a formula")
    return .derive(name: name, value: valueBehindSign())
  }

  // retired = "retired" NAME "in" VERSION TEXT
  mutating func parseRetired() -> Declaration.Kind {
    let name = takeName("the name that is no longer used")
    expect(.in)
    let version = takeVersion()
    return .retired(name: name, version: version, why: takeText("the reason as a text"))
  }

  // measure = unit [ "at" "end" | "average" ] { "by" breakdown }
  mutating func parseMeasure() -> Measure {
    let start = lineGoesOn ? current.start : previousEnd
    let unit = parseUnit()
    var accumulation = Measure.Accumulation.total
    var accumulationSpan: Span?
    if let at = take(.at) {
      expect(.end)
      accumulation = .atEnd
      accumulationSpan = span(from: at.start)
    } else if let average = take(.average) {
      accumulation = .average
      accumulationSpan = average
    }
    var breakdowns: [Breakdown] = []
    while take(.by) != nil { breakdowns.append(parseBreakdown()) }
    return Measure(
      unit: unit, accumulation: accumulation, accumulationSpan: accumulationSpan,
      breakdowns: breakdowns, span: span(from: start))
  }

  // breakdown = NAME [ "[" names "]" ]
  mutating func parseBreakdown() -> Breakdown {
    let start = lineGoesOn ? current.start : previousEnd
    let axis = takeName("the name of an axis")
    var values: [Name]?
    if at(.leftBracket) {
      let opening = current.span
      let outer = enterBrackets(commaIsDecimal: true)
      values = parseNames()
      expectClosing(.rightBracket, "]", openedBy: opening, "',' or ']'")
      leaveBrackets(outer)
    }
    return Breakdown(axis: axis, values: values, span: span(from: start))
  }
}
