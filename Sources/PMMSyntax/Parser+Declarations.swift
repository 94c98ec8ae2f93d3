import PMMDiagnostics

/// Modules and what they declare.
extension Parser {
  // module = { declaration NEWLINE }
  mutating func parseModule() {
    var isStray = false
    while !atEnd {
      let last = position
      isRecovering = false
      isTooDeep = false
      if current.kind == .rightBrace {
        if !isStray { report(.unopenedBrace, current.span) }
        isStray = false
        advance()
      } else if let declaration = parseDeclaration(stray: &isStray) {
        declarations.append(declaration)
      }
      if lineGoesOn { finishDeclaration() }
      assertProgress(since: last)
    }
  }

  /// Reports what stands behind a declaration; a clause there means that a brace is missing.
  private mutating func finishDeclaration() {
    report(.unexpected, current.span, ["found": found])
    bracketDepth = 0
    while !atLine, !atEnd {
      if current.flags.contains(.afterNewline), opensClauseOrDeclaration { break }
      if current.kind == .leftBrace { skipBraces() } else { advance() }
    }
  }

  // declaration
  //   = head | adaptation | sheet | every | entry | input | parameter | define | table
  //   | unit_declaration | axis | scale | attribute | reason | population | records | derive | retired
  mutating func parseDeclaration(stray: inout Bool) -> Declaration? {
    let wasStray = stray
    stray = false
    guard current.kind == .identifier else {
      reportNoDeclaration(&stray, wasStray)
      return nil
    }
    if current.word.opensDeclaration { return declaration(as: current.word) }
    if current.word.opensClause || current.word.isReserved, !opensDeclaration(certainly: true) {
      if !wasStray { report(.clauseOutside, current.span, ["word": text(current)]) }
      stray = true
      isRecovering = true
      skipLine(past: true)
      return nil
    }
    if let word = misspeltDeclaration() { return declaration(as: word) }
    if peek().kind == .identifier, !peek().flags.contains(.opensLine) {
      return declaration(as: .other)
    }
    if peek().kind == .text, !peek().flags.contains(.opensLine) {
      report(
        .sheetWithoutName, Span(current.end, current.end),
        ["word": text(current), "title": text(peek())])
      return declaration(as: .other, isReported: true)
    }
    reportNoDeclaration(&stray, wasStray)
    return nil
  }

  /// Indented lines that follow each other are one mistake.
  private mutating func reportNoDeclaration(_ stray: inout Bool, _ wasStray: Bool) {
    stray = true
    isRecovering = wasStray && !isFirstInLine
    var arguments: Arguments = ["word": text(current)]
    if current.kind == .identifier {
      arguments["hint"] = "a declaration reads: word, name, title, as in kpi clearance_time \"…\""
    }
    if isBlockComment { arguments["hint"] = Self.commentHint }
    report(.unknownDeclaration, current.span, arguments)
    bracketDepth = 0
    repeat {
      if current.kind == .leftBrace { skipBraces() } else { advance() }
    } while lineGoesOn
    isRecovering = true
  }

  /// The declaration word that was meant, where the line has not the shape of a sheet.
  private mutating func misspeltDeclaration() -> Word? {
    let name = peek()
    guard name.kind == .identifier, !name.flags.contains(.afterNewline) else { return nil }
    var next = peek(2)
    if next.kind == .text, !next.flags.contains(.opensLine) {
      next = peek(3)
      if next.flags.contains(.opensLine) || next.kind == .leftBrace || next.word == .in
        || next.kind == .endOfFile
      {
        return nil
      }
    } else if next.word == .in || next.flags.contains(.opensLine) {
      return nil
    }
    guard !reporter.isFull,
      let nearest = nearestName(to: text(current), in: Keywords.declarations),
      let word = Word.allCases.first(where: { $0.text == nearest })
    else { return nil }
    report(
      .unknownDeclaration, current.span, ["word": text(current), "nearest": nearest],
      fix: Fix(.changesMeaning, [edit(current.span, nearest)]))
    isRecovering = false
    return word
  }

  /// Parses the declaration that a word opens; `.other` is a sheet of one of the levels.
  private mutating func declaration(as word: Word, isReported: Bool = false) -> Declaration {
    let start = current.start
    beginLine()
    isRecovering = isReported
    let keyword = takeWord()
    let kind: Declaration.Kind =
      switch word {
      case .framework: parseHead(.framework, from: start)
      case .catalogue: parseHead(.catalogue, from: start)
      case .adaptation: parseAdaptation(from: start)
      case .every: everyDeclaration()
      case .entry: parseEntry()
      case .input: parseInput()
      case .define: parseDefine()
      case .table: parseTable()
      case .parameter: parseParameterDeclaration()
      case .unit: parseUnitDeclaration()
      case .axis: parseAxis()
      case .scale: parseScale()
      case .attribute: parseAttribute()
      case .reason: parseReason()
      case .population: parsePopulation()
      case .records: parseRecords()
      case .derive: parseDerive()
      case .retired: parseRetired()
      default: parseSheet(from: start)
      }
    return Declaration(kind, keyword: keyword, span: span(from: start))
  }

  // head = ( "framework" | "catalogue" ) NAME TEXT block
  mutating func parseHead(_ kind: Head.Kind, from start: Int) -> Declaration.Kind {
    let name = takeDeclaredName("the name of the module")
    let title = takeText("a title between quotation marks")
    let block = parseBlock()
    return .head(
      Head(kind: kind, name: name, title: title, block: block, span: span(from: start)))
  }

  // adaptation = "adaptation" NAME "of" NAME VERSION [ TEXT ] [ "for" TEXT ] block
  mutating func parseAdaptation(from start: Int) -> Declaration.Kind {
    let name = takeDeclaredName("the name of the adaptation")
    expect(.of)
    let framework = takeName("the name of the framework")
    let edition = takeVersion()
    // What is left out is told by the checker, which knows the base.
    let hash =
      at(.for) || current.kind == .leftBrace
      ? nil : takeText("the hash of the edition between quotation marks")
    var code: TextLiteral?
    if current.kind != .leftBrace {
      expect(.for)
      code = takeText("the code of the administration between quotation marks")
    }
    let block = parseBlock()
    return .head(
      Head(
        kind: .adaptation(of: framework, edition: edition, hash: hash, code: code), name: name,
        title: nil, block: block, span: span(from: start)))
  }

  // sheet = ( LEVEL | "result" | "instrument" ) NAME TEXT [ "in" NAME ] [ block ]
  mutating func parseSheet(from start: Int) -> Declaration.Kind {
    let name: Name
    if current.kind == .text {
      name = Name("", here)
    } else {
      name = takeDeclaredName("a name")
    }
    let title = takeText("a title between quotation marks")
    let parent = take(.in) != nil ? takeName("the name of a node behind 'in'") : nil
    let block = optionalBlock(from: start)
    return .sheet(Sheet(name: name, title: title, parent: parent, block: block))
  }

  // every = "every" LEVEL block
  mutating func parseEvery() -> (level: Name, block: Block) {
    let level = takeName("the word of a level")
    return (level, parseBlock())
  }

  private mutating func everyDeclaration() -> Declaration.Kind {
    let (level, block) = parseEvery()
    return .every(level: level, block: block)
  }

  // entry = "entry" TEXT TEXT [ block ]
  mutating func parseEntry() -> Declaration.Kind {
    let start = current.start
    let code = takeText("a code between quotation marks")
    let title = takeText("a title between quotation marks")
    return .entry(code: code, title: title, block: optionalBlock(from: start))
  }

  // input = "input" NAME TEXT ":" measure [ block ]
  mutating func parseInput() -> Declaration.Kind {
    let start = current.start
    let name = takeDeclaredName("the name of the input")
    let title = takeText("a title between quotation marks")
    expect(.colon, "':' and a unit")
    let measure = parseMeasure()
    return .input(
      name: name, title: title, measure: measure, block: optionalBlock(from: start))
  }

  // parameter = "parameter" NAME TEXT "=" expr [ block ]
  mutating func parseParameterDeclaration() -> Declaration.Kind {
    let start = current.start
    let name = takeDeclaredName("the name of the parameter")
    let title = takeText("a title between quotation marks")
    expect(.assign, "'=' and a value")
    let value = valueBehindSign()
    return .parameter(
      name: name, title: title, value: value, block: optionalBlock(from: start))
  }
}
