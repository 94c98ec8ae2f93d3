import PMMDiagnostics

/// Clauses about a figure: how it is rounded, shown and checked, and how it may vary.
extension Parser {
  // figure_clause
  //   = "round" rounding | "show" rounding | "class" NAME "by" expr rows | "rank" rank | "unit" unit
  //   | "by" by | "range" range | ( "check" | "warn" ) expr [ texts ]
  mutating func parseFigureClause(_ word: Word) -> Clause.Kind? {
    switch word {
    case .round, .show:
      let (figure, rounding) = parseRounding()
      return word == .round ? .round(figure, rounding) : .show(figure, rounding)
    case .class:
      let scale = takeName("the name of a scale")
      expect(.by)
      let by = parseExpr()
      return .classification(scale: scale, by: by, rows: parseRows())
    case .rank: return parseRank()
    case .unit: return .unit(parseUnit())
    case .by: return parseBy()
    case .range: return parseRange()
    default:
      let condition = parseExpr()
      let texts = takeOptionalTexts()
      return word == .check ? .check(condition, texts) : .warn(condition, texts)
    }
  }

  // rounding
  //   = [ "value" | "score" ] INT ( "decimal" | "decimals" )
  //     ( "half_up" | "half_even" | "down" | "up" )
  mutating func parseRounding() -> (Figure?, Rounding) {
    let figure: Figure? =
      take(.value) != nil ? .value : take(.score) != nil ? .score : nil
    let start = lineGoesOn ? current.start : previousEnd
    let decimals = takeInteger("a whole number of decimals")
    if take(.decimal) == nil { expect(.decimals) }
    let mode = takeOneOf([.halfUp, .halfEven, .down, .up])
    return (figure, Rounding(decimals: decimals, mode: mode, span: span(from: start)))
  }

  // rank = expr { "," rank_option }
  mutating func parseRank() -> Clause.Kind {
    let expression = parseExpr()
    var options: [RankOption] = []
    while take(.comma) != nil {
      if let option = parseRankOption() { options.append(option) }
    }
    return .rank(expression, options: options)
  }

  // rank_option
  //   = ( "highest" | "lowest" ) "first" | "over" NAME
  //   | "ties" ( "share" | "dense" | "average" | "by" expr )
  mutating func parseRankOption() -> RankOption? {
    let start = current.start
    if at(.highest) || at(.lowest) {
      let isHighest = at(.highest)
      advance()
      expect(.first)
      return isHighest ? .highestFirst(span(from: start)) : .lowestFirst(span(from: start))
    }
    if take(.over) != nil { return .over(takeName("the name of a population")) }
    if take(.ties) != nil {
      if take(.by) != nil { return .tiesBy(parseExpr()) }
      return .ties(takeOneOf([.share, .dense, .average, .by]))
    }
    _ = takeOneOf([.highest, .lowest, .over, .ties])
    skipOption()
    return nil
  }

  // by = breakdown [ "," "no" "total" ]
  mutating func parseBy() -> Clause.Kind {
    let breakdown = parseBreakdown()
    var noTotal: Span?
    while take(.comma) != nil {
      let start = current.start
      expect(.no)
      expect(.total)
      noTotal = span(from: start)
    }
    return .by(breakdown, noTotal: noTotal)
  }

  // range = interval | names
  /// `range d, c, b` names levels; everything else is an interval.
  mutating func parseRange() -> Clause.Kind {
    if current.kind == .identifier, !opensInterval, !startsNextLine {
      let next = peek()
      if next.kind == .comma || next.kind == .rightBrace || next.kind == .endOfFile
        || next.flags.contains(.opensLine)
      {
        return .range(.levels(parseNames()))
      }
    }
    return .range(.interval(parseInterval()))
  }

  // variation_clause
  //   = "may" may | "omit" NAME [ because ] | "use" NAME [ "." NAME ] [ because ]
  //   | "set" NAME "=" expr [ because ] | every
  mutating func parseVariationClause(_ word: Word) -> Clause.Kind? {
    switch word {
    case .may: return parseMay()
    case .omit:
      let node = takeName("the name of a node")
      return .omit(node, because: parseReason())
    case .use:
      let node = takeName("the name of a node")
      // An option left out is told by the checker, which knows them.
      var option: Name?
      if lineGoesOn, !at(.because) {
        expect(.dot, "'.' and the name of an alternative")
        option = takeName("the name of an alternative")
      }
      return .use(node: node, option: option, because: parseReason())
    case .set:
      let parameter = takeName("the name of a parameter")
      expect(.assign, "'=' and a value")
      let value = valueBehindSign()
      return .set(parameter: parameter, value: value, because: parseReason())
    default:
      let (level, block) = parseEvery()
      return .every(level: level, block: block)
    }
  }

  /// A choice without its reason is told by the checker, which shows what the base allows.
  private mutating func parseReason() -> TextLiteral {
    lineGoesOn ? parseBecause() : TextLiteral("", here)
  }

  // because = "because" TEXT
  mutating func parseBecause() -> TextLiteral {
    expect(.because)
    return takeText("the reason as a text")
  }

  // may = "omit" | "use" NAME TEXT "," comparability block | "set" interval "," comparability
  mutating func parseMay() -> Clause.Kind? {
    if take(.omit) != nil { return .mayOmit }
    if take(.use) != nil {
      let name = takeDeclaredName("the name of the alternative")
      let title = takeText("a title between quotation marks")
      expect(.comma, "',' and whether it is comparable")
      let comparability = parseComparability()
      return .mayUse(name: name, title: title, comparability, block: parseBlock())
    }
    if take(.set) != nil {
      let interval = parseInterval()
      expect(.comma, "',' and whether it is comparable")
      return .maySet(interval, parseComparability())
    }
    _ = takeOneOf([.omit, .use, .set])
    return nil
  }

  // comparability = "comparable" [ "within" "option" | "when" "equal" ] | "not" "comparable"
  mutating func parseComparability() -> Comparability {
    let start = lineGoesOn ? current.start : previousEnd
    var kind = Comparability.Kind.comparable
    if take(.not) != nil {
      expect(.comparable)
      kind = .notComparable
    } else if take(.comparable) != nil {
      if take(.within) != nil {
        expect(.option)
        kind = .withinOption
      } else if take(.when) != nil {
        expect(.equal)
        kind = .whenEqual
      }
    } else {
      reportExpected("'comparable' or 'not comparable'")
      skipOption()
    }
    return Comparability(kind: kind, span: span(from: start))
  }
}
