import PMMDiagnostics

/// Clauses that name, explain and date, and the clauses of a head and of records.
extension Parser {
  // text_clause
  //   = ( "title" | "definition" | "purpose" | "note" | "guidance" ) wording | "origin" origin
  //   | "source" [ NAME ] texts | "code" TEXT | "sdg" TEXT { "," TEXT }
  //   | "instruments" instrument { "," instrument } | "application" NAME
  //   | "better" ( "higher" | "lower" | "none" ) | "disclosure" names | "kind" NAME
  //   | "example" example | "allow" allow
  mutating func parseTextClause(_ word: Word) -> Clause.Kind? {
    switch word {
    case .title: return parseWording(.title)
    case .definition: return parseWording(.definition)
    case .purpose: return parseWording(.purpose)
    case .note: return parseWording(.note)
    case .guidance: return parseWording(.guidance)
    case .origin: return parseOrigin()
    case .source:
      let isNamed = current.kind == .identifier
      let input = isNamed ? takeName("the name of an input") : nil
      return .source(input: input, otherLanguages(after: takeText("the source as a text")))
    case .code: return .code(takeText("a code between quotation marks"))
    case .sdg:
      var codes = [takeText("a code such as \"17.10\"")]
      while take(.comma) != nil { codes.append(takeText("a code such as \"17.10\"")) }
      return .sdg(codes)
    case .instruments:
      var instruments = [parseInstrument()]
      while take(.comma) != nil { instruments.append(parseInstrument()) }
      return .instruments(instruments)
    case .application: return .application(takeName("a statistic such as 'median'"))
    case .better: return .better(takeOneOf([.higher, .lower, .none]))
    case .disclosure: return .disclosure(parseNames())
    case .kind: return .kind(takeName("a kind"))
    case .allow: return parseAllow()
    default: return parseExample()
    }
  }

  // wording = [ LANG ] TEXT
  mutating func parseWording(_ kind: TextKind) -> Clause.Kind {
    let language =
      current.kind == .identifier && lineGoesOn ? takeName("a language such as 'fr'") : nil
    return .text(kind, language: language, takeText("a text between quotation marks"))
  }

  // instrument = NAME [ texts ]
  mutating func parseInstrument() -> (name: Name, condition: Texts?) {
    let name = takeName("the name of an instrument")
    return (name, takeOptionalTexts())
  }

  // origin = ( "stated" | "derived" | "proposed" ) TEXT [ "for" spoken_of { "," spoken_of } ]
  mutating func parseOrigin() -> Clause.Kind {
    let word = takeOneOf([.stated, .derived, .proposed])
    let certainty = Certainty(rawValue: word.text) ?? .proposed
    let text = takeText("who says so, as a text")
    guard take(.for) != nil else { return .origin(certainty, text, for: []) }
    var clauses = [parseSpokenOf()]
    while take(.comma) != nil { clauses.append(parseSpokenOf()) }
    return .origin(certainty, text, for: clauses)
  }

  // allow = [ rule ] [ "for" PART ] [ because ] [ "until" DATE ]
  mutating func parseAllow() -> Clause.Kind {
    let start = current.start
    // What is left out is told by the linter, which knows what to put there.
    let isNamed =
      current.kind == .identifier && lineGoesOn
      && ![.for, .because, .until].contains(current.word)
    let rule = isNamed ? parseRule() : nil
    let element = take(.for) != nil ? takeAnyName("the name of a declaration") : nil
    let because = at(.because) ? parseBecause() : nil
    let until = take(.until) != nil ? takeDate() : nil
    return .allow(
      Allowance(
        rule: rule, element: element, because: because, until: until, span: span(from: start)))
  }

  // rule = PART { "-" PART }
  /// The code of a rule, or its name, which has hyphens.
  mutating func parseRule() -> Name {
    var rule = takeAnyName("a rule")
    while take(.minus) != nil {
      let part = takeAnyName("the rest of the rule's name")
      rule = Name("\(rule.text)-\(part.text)", rule.span.union(part.span))
    }
    return rule
  }

  // example = TEXT [ "use" NAME ] bindings "gives" [ "exactly" ] expr [ "," "scores" expr ]
  mutating func parseExample() -> Clause.Kind {
    let title = takeText("a title between quotation marks")
    let use = take(.use) != nil ? takeName("the name of an alternative") : nil
    let bindings = parseBindings()
    // The braces are a good place to begin afresh.
    if at(.gives) { isRecovering = false }
    expect(.gives)
    let isExact = take(.exactly) != nil
    let gives = valueBehindSign()
    var scores: ExprID?
    if take(.comma) != nil {
      // `scores` also opens a clause, but here a comma stands before it.
      if current.word == .scores {
        advance()
        scores = parseExpr()
      } else {
        reportExpected("'scores' and a figure")
      }
    }
    return .example(
      Example(
        title: title, use: use, bindings: bindings, gives: gives, isExact: isExact, scores: scores))
  }

  // bindings = "{" [ [ NEWLINE ] binding { ( "," | NEWLINE ) binding } [ NEWLINE ] ] "}"
  mutating func parseBindings() -> [Example.Binding] {
    let brace = take(.leftBrace)
    if brace == nil {
      reportExpected("'{' and the figures of the example")
      guard current.kind == .identifier, current.word != .gives, !opensClauseOrDeclaration,
        lineGoesOn || atLine && !isFirstInLine
      else { return [] }
    }
    return braced(
      brace ?? here, "',' or '}'",
      endsBefore: { $0.current.word == .gives || $0.opensClauseOrDeclaration },
      parsing: { $0.parseBinding() })
  }

  // binding = NAME { "." PART | selectors } "=" expr
  mutating func parseBinding() -> Example.Binding {
    let start = current.start
    if current.kind != .identifier { reportExpected("the name of an input") }
    let target = parsePostfix()
    expect(.assign, "'=' and a figure")
    inBinding = true
    let value = valueBehindSign()
    inBinding = false
    return Example.Binding(target: target, value: value, span: span(from: start))
  }

  // history_clause
  //   = "was" NAME | "since" VERSION | "adopted" known_date | "in" "force" known_date
  //   | "status" NAME
  //   | "superseded" "by" ( NAME | TEXT ) | "deprecated" "in" VERSION [ "use" NAME ] [ "until" PERIOD ]
  //   | "series" "break" "in" PERIOD TEXT
  mutating func parseHistoryClause(_ word: Word) -> Clause.Kind? {
    switch word {
    case .was: return .was(takeName("the old name"))
    case .since: return .since(takeVersion())
    case .adopted:
      let (date, span) = parseKnownDate()
      return .adopted(date: date, span)
    case .in:
      expect(.force)
      let (date, span) = parseKnownDate()
      return .inForce(date: date, span)
    case .status: return .status(takeName("a status"))
    case .superseded:
      expect(.by)
      if let code = takeOptionalText() { return .supersededBy(Name(code.text, code.span)) }
      return .supersededBy(takeName("a name or a code"))
    case .deprecated:
      expect(.in)
      let version = takeVersion()
      let use = take(.use) != nil ? takeName("the name to use instead") : nil
      let until = take(.until) != nil ? takePeriod() : nil
      return .deprecated(in: version, use: use, until: until)
    default:
      expect(.break)
      expect(.in)
      let period = takePeriod()
      return .seriesBreak(in: period, takeText("the reason as a text"))
    }
  }

  // known_date = DATE | PERIOD
  /// A day, or the month or year where no more is known.
  mutating func parseKnownDate() -> (String, Span) {
    if current.kind == .period || current.kind == .number {
      let period = takePeriod()
      return (period.text, period.span)
    }
    return takeDate()
  }

  // head_clause
  //   = "edition" VERSION | "covers" covered { "," covered } | "languages" names | "subject" NAME
  //   | "cycle" "every" INT NAME | "phases" names | "levels" item { "," item } | "scores" scores
  //   | "percentiles" "type" INT | "uses" use { "," use }
  mutating func parseHeadClause(_ word: Word) -> Clause.Kind? {
    switch word {
    case .edition: return .edition(takeVersion())
    case .covers:
      var ranges = [parseCovered()]
      while take(.comma) != nil { ranges.append(parseCovered()) }
      return .covers(ranges)
    case .languages: return .languages(parseNames())
    case .subject: return .subject(takeName("what the figures are about"))
    case .cycle:
      expect(.every)
      let count = takeInteger("a whole number")
      return .cycle(count: count, unit: takeName("'years', 'quarters' or 'months'"))
    case .phases: return .phases(parseNames())
    case .levels:
      var items = [parseItem()]
      while take(.comma) != nil { items.append(parseItem()) }
      return .levels(items)
    case .scores: return parseScores()
    case .percentiles:
      expect(.type)
      let place = lineGoesOn ? current.span : here
      return .percentiles(type: takeInteger("a whole number"), place)
    default:
      var uses = [parseUse()]
      while take(.comma) != nil { uses.append(parseUse()) }
      return .uses(uses)
    }
  }

  // scores = interval | NAME
  /// A lone name is `number` or a scale.
  mutating func parseScores() -> Clause.Kind {
    if current.kind == .identifier, !opensInterval, !startsNextLine, !atLine {
      let next = peek()
      if next.kind == .rightBrace || next.kind == .endOfFile || next.flags.contains(.opensLine) {
        return .scores(.named(takeName("a scale")))
      }
    }
    return .scores(.interval(parseInterval()))
  }

  // use = NAME VERSION
  mutating func parseUse() -> (name: Name, edition: Version) {
    let name = takeName("the name of a catalogue")
    return (name, takeVersion())
  }

  // covered
  //   = PERIOD [ ( ".." | "..<" | "<.." ) PERIOD ] | ( "from" | "above" | "below" | "up" "to" ) PERIOD
  mutating func parseCovered() -> PeriodRange {
    let start = lineGoesOn ? current.start : previousEnd
    var range = PeriodRange(
      lower: nil, lowerIsOpen: false, upper: nil, upperIsOpen: false, span: here)
    switch lineGoesOn ? current.word : .other {
    case .from, .above:
      range.lowerIsOpen = current.word == .above
      advance()
      range.lower = takePeriod()
    case .up, .below:
      range.upperIsOpen = current.word == .below
      if take(.up) != nil { expect(.to) } else { advance() }
      range.upper = takePeriod()
    default:
      let first = takePeriod()
      (range.lower, range.upper) = (first, first)
      let sign = current.kind
      if sign == .range || sign == .rangeBelow || sign == .rangeAbove, !atLine {
        advance()
        (range.lowerIsOpen, range.upperIsOpen) = (sign == .rangeAbove, sign == .rangeBelow)
        range.upper = takePeriod()
      }
    }
    range.span = span(from: start)
    return range
  }

  // records_clause
  //   = "key" names | "column" NAME ":" unit | "period" "from" NAME
  //   | "period" ( "calendar" "year" | "quarter" | "month" | "none" )
  mutating func parseRecordsClause(_ word: Word) -> Clause.Kind? {
    switch word {
    case .key: return .key(parseNames())
    case .column:
      let name = takeDeclaredName("the name of the column")
      expect(.colon, "':' and a unit")
      return .column(
        name, isRecovering ? UnitSyntax(factors: [], per: [], span: here) : parseUnit())
    default:
      if take(.from) != nil { return .periodFrom(takeName("the name of a column")) }
      if at(.calendar) {
        let calendar = takeWord()
        return .period([calendar, takeOneOf([.year])])
      }
      return .period([takeOneOf([.calendar, .quarter, .month, .none, .from])])
    }
  }
}
