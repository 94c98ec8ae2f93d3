import PMMDiagnostics

/// Clauses: what a node computes.
extension Parser {
  // clause
  //   = calculation_clause | figure_clause | variation_clause | text_clause | history_clause
  //   | head_clause | records_clause
  mutating func parseClause() -> Clause? { clause(as: current.word, isReported: false) }

  /// The clause that a word opens, or that a misspelt one (reported) was meant to open.
  mutating func clause(as word: Word, isReported: Bool) -> Clause? {
    beginLine()
    isRecovering = isReported
    let start = current.start
    let misspelt = takeOpening(isReported: isReported)
    let kind: Clause.Kind? =
      switch word {
      case .formula, .reported, .combine, .weight, .weights, .needs, .impute, .treat, .when, .score:
        parseCalculationClause(word)
      case .round, .show, .class, .rank, .unit, .by, .range, .check, .warn: parseFigureClause(word)
      case .may, .omit, .use, .set, .every: parseVariationClause(word)
      case .was, .since, .deprecated, .series, .adopted, .in, .status, .superseded:
        parseHistoryClause(word)
      case .edition, .covers, .languages, .subject, .cycle, .phases, .levels, .scores, .percentiles,
        .uses:
        parseHeadClause(word)
      case .period, .key, .column: parseRecordsClause(word)
      default: parseTextClause(word)
      }
    guard let kind else {
      skipLine()
      return nil
    }
    return Clause(kind, word: word, misspelt: misspelt, span: span(from: start))
  }

  /// Takes the word that opens a clause; gives it where it is not written as the notation has it.
  private mutating func takeOpening(isReported: Bool) -> Name? {
    if isReported || current.flags.contains(.hasInvisible) { return takeWord() }
    advance()
    return nil
  }

  // calculation_clause
  //   = "formula" expr | "reported" measure | "combine" combine | "weight" expr
  //   | "weights" NAME "over" NAME | "needs" expr [ "of" LEVEL ] | "impute" filler | "treat" treat
  //   | "when" when | "score" score
  mutating func parseCalculationClause(_ word: Word) -> Clause.Kind? {
    switch word {
    case .formula: return .formula(parseExpr())
    case .reported: return .reported(parseMeasure())
    case .combine: return parseCombine()
    case .weight: return .weight(parseExpr())
    case .weights:
      let method = takeName("a method such as 'principal_component'")
      expect(.over)
      return .weights(method: method, over: takeName("the name of a population"))
    case .needs:
      let floor = parseExpr()
      return .needs(floor, of: take(.of) != nil ? takeName("the word of a level") : nil)
    case .impute: return .impute(parseFiller())
    case .treat: return parseTreat()
    case .when: return parseWhen()
    default: return parseScore()
    }
  }

  // combine = "none" | NAME [ arguments ]
  mutating func parseCombine() -> Clause.Kind {
    // With arguments it is the name of a function.
    if peek().kind != .leftParenthesis, take(.none) != nil { return .combine(nil) }
    let token = current
    guard token.kind == .identifier, !atLine, !startsNextLine else {
      reportExpected("how to combine, such as 'mean', or 'none'")
      return .combine(missing())
    }
    let name = takeName("how to combine")
    if at(.leftParenthesis) {
      let call = parseArguments(of: name)
      return .combine(add(.call(call), span(from: token.start)))
    }
    let call = Call(
      function: name, arguments: [], over: nil, condition: nil, hasParentheses: false)
    return .combine(add(.call(call), token.span))
  }

  // filler = expr [ "over" NAME ]
  mutating func parseFiller() -> Filler {
    let expression = parseExpr()
    let over = take(.over) != nil ? takeName("the name of a population") : nil
    return Filler(expression: expression, over: over)
  }

  // treat = method { "," ( "else" method | "over" NAME | "until" expr ) }
  mutating func parseTreat() -> Clause.Kind {
    var treatment = Treatment(methods: [parseMethod()], over: nil, until: nil)
    while take(.comma) != nil {
      if take(.else) != nil {
        treatment.methods.append(parseMethod())
      } else if take(.over) != nil {
        treatment.over = takeName("the name of a population")
      } else if take(.until) != nil {
        treatment.until = parseExpr()
      } else {
        reportExpected("'else', 'over' or 'until'")
        skipOption()
      }
    }
    return .treat(treatment)
  }

  // method = NAME [ "up" "to" INT "points" ]
  mutating func parseMethod() -> Treatment.Method {
    let name = takeName("a method such as 'winsorise'")
    guard take(.up) != nil else { return Treatment.Method(name: name, points: nil) }
    expect(.to)
    let points = takeInteger("a whole number of points")
    expect(.points)
    return Treatment.Method(name: name, points: points)
  }

  // when = expr { "," PART } ":" ( "exclude" | "count" "as" filler | "result" expr )
  mutating func parseWhen() -> Clause.Kind {
    var subjects = [parseExpr()]
    while take(.comma) != nil {
      let name = takeAnyName("the name of a reason")
      subjects.append(name.isMissing ? missing() : add(.name(name), name.span))
    }
    expect(.colon, "':' and what to do")
    if let exclude = take(.exclude) {
      return .when(When(subjects: subjects, action: .exclude(exclude)))
    }
    if take(.count) != nil {
      expect(.as)
      return .when(When(subjects: subjects, action: .count(parseFiller())))
    }
    if take(.result) != nil {
      return .when(When(subjects: subjects, action: .result(parseExpr())))
    }
    if !isRecovering { _ = takeOneOf([.exclude, .count, .result]) }
    let nothing = missing()
    return .when(When(subjects: subjects, action: .result(nothing)))
  }

  // score
  //   = "none" | "itself" | "by" expr rows | "formula" expr
  //   | ( "linear" | "log" ) interval { "," score_option }
  //   | ( "minmax" | "zscore" | "rank" | "percentile" ) "over" NAME { "," score_option }
  mutating func parseScore() -> Clause.Kind {
    let word = lineGoesOn ? current.word : .other
    let rule: ScoreRule
    switch word {
    case .none:
      advance()
      return .score(.none, options: [])
    case .itself:
      advance()
      return .score(.itself, options: [])
    case .by:
      advance()
      let by = parseExpr()
      return .score(.rows(by: by, parseRows()), options: [])
    case .formula:
      advance()
      return .score(.formula(parseExpr()), options: [])
    case .linear, .log:
      advance()
      let goalposts = parseInterval()
      rule = word == .linear ? .linear(goalposts) : .log(goalposts)
    default:
      let method = takeOneOf([
        .none, .itself, .linear, .log, .by, .formula, .minmax, .zscore, .rank, .percentile,
      ])
      expect(.over)
      rule = .population(method: method, over: takeName("the name of a population"))
    }
    var options: [ScoreOption] = []
    while take(.comma) != nil {
      if let option = parseScoreOption() { options.append(option) }
    }
    return .score(rule, options: options)
  }

  // score_option
  //   = "unclamped" | "power" expr | "at" NAME | "onto" interval | "mean" expr | "sd" expr
  mutating func parseScoreOption() -> ScoreOption? {
    if let unclamped = take(.unclamped) { return .unclamped(unclamped) }
    if take(.power) != nil { return .power(parseExpr()) }
    if take(.at) != nil { return .at(takeName("a value of an axis")) }
    if take(.onto) != nil { return .onto(parseInterval()) }
    if take(.mean) != nil { return .mean(parseExpr()) }
    if take(.sd) != nil { return .deviation(parseExpr()) }
    _ = takeOneOf([.unclamped, .power, .at, .onto, .mean, .sd])
    skipOption()
    return nil
  }

  /// Skips to the next option after a mistake.
  mutating func skipOption() {
    while lineGoesOn, current.kind != .comma, current.kind != .leftBrace { advance() }
  }
}
