internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Checker {
  /// What a declaration says about itself: titles, texts, codes, origins, history.
  mutating func sheet(
    _ title: TextLiteral?, _ clauses: [ClauseRef], _ tree: Int, _ name: Name,
    extra: Set<String> = []
  ) -> PMMIR.Sheet {
    var sheet = PMMIR.Sheet(
      title: translations(title), location: Location(file: tree, span: name.span))
    var slots = SlotSet()
    for reference in clauses {
      // A clause that stands twice in one block has been reported as such.
      if case .own = reference.source, let slot = reference.slot, !slots.insert(slot) {
        continue
      }
      switch reference.clause.kind {
      case .text(let kind, let language, let text):
        setText(&sheet, kind, language, text, reference)
      case .code(let text): sheet.codes.append(text.text)
      case .sdg(let codes):
        sheet.sdg += codes.map(\.text)
        checkCodes(codes, reference)
      case .origin(let certainty, let source, let names):
        sheet.origins.append(origin(certainty, source, names, reference))
      case .was(let name): sheet.was.append(name.text)
      case .since(let version):
        sheet.since = version.text
        checkEdition(version.text, reference.clause.span, reference.tree)
      case .deprecated(let version, let use, let until):
        checkEdition(version.text, reference.clause.span, reference.tree)
        sheet.deprecated = Deprecation(edition: version.text, use: use?.text, until: until?.text)
        if let use, symbols[use.text] == nil {
          unknownName(use, reference.tree, as: "node", in: nodeSources.map(\.name.text))
        }
        if let until { _ = period(until, reference.tree) }
      case .seriesBreak(let literal, let why):
        _ = period(literal, reference.tree)
        sheet.seriesBreaks.append(SeriesBreak(period: literal.text, why: why.text))
      default: break
      }
    }
    checkWas(clauses)
    return sheet
  }

  private mutating func setText(
    _ sheet: inout PMMIR.Sheet, _ kind: TextKind, _ language: Name?, _ text: TextLiteral,
    _ reference: ClauseRef
  ) {
    if let language, !isLanguage(language, reference.tree) { return }
    let code = language?.text ?? program.languages[0]
    let path: WritableKeyPath<PMMIR.Sheet, Translations> =
      switch kind {
      case .title: \.title
      case .definition: \.definition
      case .purpose: \.purpose
      case .note: \.note
      case .guidance: \.guidance
      }
    if sheet[keyPath: path][code] != nil {
      // The own sheet's text comes first; one from `every` gives way, a title given twice does not.
      switch reference.source {
      case .own, .alternative:
        report(.duplicateTranslation, reference.tree, text.span, ["language": code])
      case .every, .framework, .adaptation, .language: break
      }
      return
    }
    sheet[keyPath: path][code] = text.text
  }

  private mutating func origin(
    _ certainty: PMMSyntax.Certainty, _ source: TextLiteral,
    _ names: [(clause: Name, language: Name?)], _ reference: ClauseRef
  ) -> Origin {
    for (clause, language) in names {
      guard wordsOfOrigins.contains(clause.text) else {
        unknownWord(clause, reference.tree, "clause", wordsOfOrigins.sorted())
        continue
      }
      guard let language, isLanguage(language, reference.tree) else { continue }
      guard TextKind(rawValue: clause.text) == nil else { continue }
      report(
        .originLanguage, reference.tree, language.span,
        ["clause": clause.text, "language": language.text])
    }
    return Origin(
      certainty: PMMIR.Certainty(rawValue: certainty.rawValue) ?? .proposed, source: source.text,
      clauses: names.map { .init($0.clause.text, language: $0.language?.text) },
      location: Location(file: reference.tree, span: reference.clause.span),
      from: reference.source)
  }

  /// An old name must be free: identity across editions goes through it.
  private mutating func checkWas(_ clauses: [ClauseRef]) {
    for reference in clauses {
      guard case .was(let name) = reference.clause.kind else { continue }
      let here = Location(file: reference.tree, span: name.span)
      if let earlier = formerNames[name.text], earlier != here {
        report(.wasTwice, reference.tree, name.span, ["name": name.text], related: [earlier])
      }
      formerNames[name.text] = formerNames[name.text] ?? here
      guard let place = places[name.text] else { continue }
      if case .retired? = symbols[name.text] { continue }
      report(.oldNameInUse, reference.tree, name.span, ["name": name.text], related: [place])
    }
  }

  /// History lies behind the edition that tells it.
  mutating func checkEdition(_ version: String, _ span: Span, _ tree: Int) {
    func numbers(_ text: String) -> [Int] { text.split(separator: ".").map { Int($0) ?? 0 } }
    let head = program.head.edition
    guard !head.isEmpty, numbers(head).lexicographicallyPrecedes(numbers(version)) else { return }
    report(.editionTooNew, tree, span, ["edition": version, "head": head])
  }

  mutating func disclosure(_ names: [Name], _ reference: ClauseRef) -> Int? {
    guard let name = names.first else { return nil }
    if names.count > 1 {
      report(
        .misplacedClause, reference.tree, names[1].span,
        [
          "clause": "a second level of `disclosure`", "place": "a sheet",
        ])
    }
    if let index = program.head.disclosure.firstIndex(of: name.text) { return index }
    unknownWord(name, reference.tree, "disclosure level", program.head.disclosure)
    return nil
  }
}

/// What an origin may be of: a clause, or a part of the line that declares something.
private let wordsOfOrigins = Set(Keywords.clauses).union(["in", "title", "name"])
