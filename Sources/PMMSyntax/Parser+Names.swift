import PMMDiagnostics

/// Names, texts and the small literals.
extension Parser {
  // NAME
  mutating func takeName(_ what: String) -> Name {
    guard current.kind == .identifier, !atLine, !startsNextLine else {
      reportExpected(what)
      return Name("", here)
    }
    if current.word.isReserved {
      report(.reservedWord, current.span, ["word": text(current)])
    }
    return takeWord()
  }

  /// A name that may also be a reserved word: a part of a node, or a clause named after `for`.
  mutating func takeAnyName(_ what: String) -> Name {
    guard current.kind == .identifier, !atLine, !startsNextLine else {
      reportExpected(what)
      return Name("", here)
    }
    return takeWord()
  }

  /// The name that a declaration gives. A hyphen in it is taken for an underscore.
  mutating func takeDeclaredName(_ what: String) -> Name {
    var name = takeName(what)
    while !name.isMissing, current.kind == .minus, current.flags.contains(.touches),
      peek().flags.contains(.touches),
      peek().kind == .identifier || peek().kind == .number
    {
      let joined = name.text + "_" + text(peek())
      let dash = current.span
      report(.hyphenInName, dash, ["name": joined], fix: Fix(.safe, [edit(dash, "_")]))
      isRecovering = false
      advance()
      advance()
      name = Name(joined, span(from: name.span.start))
    }
    return name
  }

  /// The current word as a name.
  mutating func takeWord() -> Name {
    let lexeme = current
    advance()
    guard lexeme.flags.contains(.hasInvisible) else {
      let text = String(decoding: bytes[lexeme.start..<lexeme.end], as: UTF8.self)
      return Name(renaming.isEmpty ? text : renaming[text] ?? text, lexeme.span)
    }
    let scalars = String(decoding: bytes[lexeme.start..<lexeme.end], as: UTF8.self).unicodeScalars
    return Name(String(String.UnicodeScalarView(scalars.filter { !isInvisible($0) })), lexeme.span)
  }

  /// Whether the current token is on a new line and reads as a clause, though the line before asks
  /// for more: then something is missing before it.
  var startsNextLine: Bool {
    current.flags.contains(.afterNewline) && opensClauseOrDeclaration && peek().kind != .text
  }

  /// One of a few words, or a report with the nearest.
  mutating func takeOneOf(_ words: [Word]) -> Name {
    if current.kind == .identifier, !atLine, words.contains(current.word) { return takeWord() }
    let what = Parser.list(words.map { "'\($0.text)'" })
    guard current.kind == .identifier, !atLine, !startsNextLine else {
      reportExpected(what)
      return Name("", here)
    }
    var arguments: Arguments = ["what": what, "word": text(current)]
    var fix: Fix?
    if let nearest = nearestName(to: text(current), in: words.map(\.text)) {
      arguments["nearest"] = nearest
      fix = Fix(.changesMeaning, [edit(current.span, nearest)])
      report(.unknownWord, current.span, arguments, fix: fix)
      // Go on as if it had been written.
      let span = current.span
      advance()
      return Name(nearest, span)
    }
    report(.unknownWord, current.span, arguments, fix: fix)
    return takeWord()
  }

  /// `a, b or c`
  static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " or " + last
  }

  // names = NAME { "," NAME }
  mutating func parseNames() -> [Name] {
    var names = [takeName("a name")]
    while take(.comma) != nil { names.append(takeName("a name behind the comma")) }
    return names
  }

  // spoken_of = PART [ LANG ]
  mutating func parseSpokenOf() -> (clause: Name, language: Name?) {
    let clause = takeAnyName("the name of a clause")
    let hasLanguage = current.kind == .identifier && lineGoesOn
    return (clause, hasLanguage ? takeName("a language such as 'fr'") : nil)
  }

  // TEXT
  mutating func takeText(_ what: String) -> TextLiteral {
    if let text = takeOptionalText() { return text }
    reportExpected(what)
    return TextLiteral("", here)
  }

  mutating func takeOptionalText() -> TextLiteral? {
    guard current.kind == .text || current.kind == .longText, !atLine else { return nil }
    let lexeme = current
    advance()
    return TextLiteral(textValue(lexeme), lexeme.span)
  }

  // texts = TEXT { LANG TEXT }
  mutating func parseTexts() -> Texts {
    let first = takeText("a text")
    return otherLanguages(after: first)
  }

  mutating func takeOptionalTexts() -> Texts? {
    takeOptionalText().map { otherLanguages(after: $0) }
  }

  mutating func otherLanguages(after first: TextLiteral) -> Texts {
    var texts = Texts(first)
    while current.kind == .identifier, !atLine, peek().kind == .text || peek().kind == .longText {
      texts.languages.append(takeWord())
      texts.texts.append(takeText("a text"))
    }
    return texts
  }

  // VERSION
  mutating func takeVersion() -> Version {
    if current.kind == .version, !atLine {
      let version = Version(text(current), current.span)
      advance()
      return version
    }
    reportExpected("an edition such as 1.0.0")
    if current.kind == .number, !atLine { advance() }
    return Version("", here)
  }

  // DATE
  mutating func takeDate() -> (String, Span) {
    if current.kind == .date, !atLine {
      let date = (text(current), current.span)
      advance()
      return date
    }
    reportExpected("a date such as 2006-02-03")
    return ("", here)
  }

  // PERIOD
  mutating func takePeriod() -> PeriodLiteral {
    if current.kind == .period || current.kind == .number && isYear(current), !atLine {
      let period = PeriodLiteral(text(current), current.span)
      advance()
      return period
    }
    reportExpected("a period such as 2023, 2023-Q1 or 2023-01")
    return PeriodLiteral("", here)
  }

  private func isYear(_ lexeme: Lexeme) -> Bool {
    lexeme.end - lexeme.start == 4 && bytes[lexeme.start..<lexeme.end].allSatisfy(isDigit)
  }

  // INT
  mutating func takeInteger(_ what: String) -> Int {
    if current.kind == .number, !atLine, let value = integer(current) {
      advance()
      return value
    }
    reportExpected(what)
    if current.kind == .number, !atLine { advance() }
    return 0
  }

  /// The value of a whole number that fits, underscores aside.
  private func integer(_ lexeme: Lexeme) -> Int? {
    var value = 0
    for byte in bytes[lexeme.start..<lexeme.end] where byte != UInt8(ascii: "_") {
      guard isDigit(byte), value < 1_000_000_000 else { return nil }
      value = value * 10 + Int(byte &- 0x30)
    }
    return value
  }
}
