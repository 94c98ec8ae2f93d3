internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  /// Reads the head's own clauses; `combine`, `when` and their kin are left for the root node.
  mutating func checkHead(_ tree: Int, _ head: Head) {
    program.head.name = head.name.text
    headClauses = ClauseRef.all(head.block.clauses, tree: tree, source: .framework)
    checkDuplicates(headClauses)
    // Languages first: titles are texts of the first one.
    for case .languages(let names) in headClauses.map(\.clause.kind) where !names.isEmpty {
      program.head.languages = distinct(names, tree, in: "`languages`")
    }
    for case .period(let words) in headClauses.map(\.clause.kind) { checkPeriod(tree, words) }
    for case .levels(let items) in headClauses.map(\.clause.kind) { checkLevels(tree, items) }
    for case .disclosure(let names) in headClauses.map(\.clause.kind) {
      program.head.disclosure = distinct(names, tree, in: "`disclosure`")
    }
    for reference in headClauses {
      let clause = reference.clause
      switch clause.kind {
      case .edition(let version):
        program.head.edition = version.text
      case .covers(let ranges): checkCovers(tree, ranges)
      case .status(let name): readStatus(name, tree)
      case .subject(let name): program.head.subject = name.text
      case .cycle(let count, let unit): checkCycle(tree, clause, count, unit)
      case .phases(let names):
        program.head.phases = distinct(names, tree, in: "`phases`")
      case .uses(let modules):
        useCatalogues(modules, tree)
      case .percentiles(let type, let span):
        // Type 7, linear between the nearest two, is what spreadsheets and R compute by default.
        if type != 7 {
          report(.outOfBounds, tree, span, ["what": "the type of percentiles", "bounds": "7"])
        }
      case .mayUse: break
      case .languages, .period, .levels, .disclosure, .scores: break
      case .combine, .when, .needs, .round, .show, .rank, .classification, .origin, .text, .code,
        .sdg, .example, .mayOmit, .was, .since, .seriesBreak, .better:
        break
      default: misplaced(reference, in: "the head of a framework")
      }
    }
    requireClauses(
      [
        (.edition, "edition 1.0.0"), (.subject, "subject administration"),
        (.period, "period calendar year"), (.status, "status draft"),
      ], among: headClauses, tree, head)
  }

  /// Says which clauses a head lacks, each with an example.
  mutating func requireClauses(
    _ needed: [(slot: Slot.Kind, example: String)], among clauses: [ClauseRef], _ tree: Int,
    _ head: Head
  ) {
    let stated = Set(clauses.compactMap(\.slotKind))
    for (slot, example) in needed where !stated.contains(slot) {
      report(
        .missingHeadClause, tree, head.name.span,
        ["clause": String(example.prefix { $0 != " " }), "example": example])
    }
  }

  mutating func readStatus(_ name: Name, _ tree: Int) {
    if let status = FrameworkStatus(rawValue: name.text) {
      program.head.status = status
    } else {
      unknownWord(name, tree, "status", FrameworkStatus.allCases.map(\.rawValue))
    }
  }

  private mutating func checkPeriod(_ tree: Int, _ words: [Name]) {
    // The parser has reported any other words.
    let text = words.map(\.text).joined(separator: " ")
    if let kind = PeriodKind.allCases.first(where: { $0.rawValue == text }) {
      program.head.period = kind
    }
  }

  /// The names of a list of the head, each of them once.
  mutating func distinct(_ names: [Name], _ tree: Int, in list: String) -> [String] {
    for (index, name) in names.enumerated()
    where names[..<index].contains(where: { $0.text == name.text }) {
      report(.duplicateItem, tree, name.span, ["name": "`\(name.text)`", "list": list])
    }
    return names.map(\.text).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private mutating func checkLevels(_ tree: Int, _ items: [ListItem]) {
    let names = items.map(\.name)
    for (index, name) in names.enumerated() {
      if names[..<index].contains(where: { $0.text == name.text }) {
        report(.duplicateItem, tree, name.span, ["name": "`\(name.text)`", "list": "`levels`"])
      } else if ["result", "instrument", "framework"].contains(name.text)
        || Keywords.declarations.contains(name.text)
      {
        report(.reservedName, tree, name.span, ["name": name.text])
      }
    }
    program.head.levels = names.map(\.text)
    for item in items where item.label != nil {
      program.head.levelTitles[item.name.text] = translations(item.label, tree)
    }
  }

  private mutating func checkCovers(_ tree: Int, _ ranges: [PeriodRange]) {
    for range in ranges {
      let lower = range.lower.flatMap { period($0, tree) }
      let upper = range.upper.flatMap { period($0, tree) }
      guard (range.lower == nil) == (lower == nil), (range.upper == nil) == (upper == nil) else {
        continue
      }
      if let lower, let upper, upper < lower {
        report(.emptyInterval, tree, range.span)
      }
      program.head.covers.append(
        PeriodInterval(
          lower: range.lowerIsOpen ? lower?.advanced(by: 1) : lower,
          upper: range.upperIsOpen ? upper?.advanced(by: -1) : upper))
    }
  }

  /// Reads a period of the framework's kind, or reports that it is none.
  mutating func period(_ literal: PeriodLiteral, _ tree: Int) -> Period? {
    if let period = Period(literal.text, kind: program.head.period) { return period }
    report(
      .notAPeriod, tree, literal.span,
      ["text": literal.text, "kind": program.head.period.rawValue, "example": periodExample])
    return nil
  }

  var periodExample: String {
    switch program.head.period {
    case .calendarYear: "2024"
    case .quarter: "2024-Q1"
    case .month: "2024-01"
    case .none: "none"
    }
  }

  private mutating func checkCycle(_ tree: Int, _ clause: Clause, _ count: Int, _ unit: Name) {
    let words: [PeriodKind: [String]] = [
      .calendarYear: ["year", "years"], .quarter: ["quarter", "quarters"],
      .month: ["month", "months"], .none: [],
    ]
    let allowed = words[program.head.period] ?? []
    if !allowed.contains(unit.text) {
      unknownWord(unit, tree, "length of a cycle", allowed)
    } else if count < 1 {
      report(
        .outOfBounds, tree, clause.span, ["what": "the length of a cycle", "bounds": "1 or more"])
    } else {
      program.head.cycle = count
    }
  }

  /// `scores 0 .. 100`: read once units and scales are known.
  mutating func checkScoreScale() {
    for reference in headClauses {
      guard case .scores(let domain) = reference.clause.kind else { continue }
      switch domain {
      case .named(let name):
        if name.text == "number" {
          program.head.scores = .unbounded
        } else if case .scale(let index)? = symbols[name.text] {
          program.head.scores = .levels(index)
        } else {
          unknownWord(
            name, reference.tree, "range of scores", ["number"] + program.scales.map(\.name))
        }
      case .interval(let interval):
        guard let bounds = constantBounds(interval, .number, reference.tree) else { continue }
        if let lower = bounds.lower, let upper = bounds.upper, lower < upper {
          program.head.scores = .interval(lower, upper)
        } else {
          report(.emptyInterval, reference.tree, interval.span)
        }
      }
    }
  }

  // MARK: Shared by heads and sheets

  mutating func unknownWord(_ name: Name, _ tree: Int, _ what: String, _ known: [String]) {
    var texts: Arguments = ["name": name.text, "what": what]
    if !known.isEmpty, known.count <= 12 {
      texts["known"] = known.map { "`\($0)`" }.joined(separator: ", ")
    }
    report(
      .unknownChoice, tree, name.span, arguments(texts, nearest: name.text, in: known),
      fix: nearestFix(name, tree, in: known))
  }

  mutating func misplaced(_ reference: ClauseRef, in place: String) {
    report(
      .misplacedClause, reference.tree, reference.clause.keyword.span,
      ["clause": "`\(reference.clause.keyword.text)`", "place": place])
  }

  /// Each clause of a block has one origin at most, and so have those that no line names.
  private mutating func checkOrigins(_ clauses: [ClauseRef]) {
    var first: [String: Location] = [:]
    for reference in clauses {
      guard case .origin(_, _, let names) = reference.clause.kind else { continue }
      let words =
        names.isEmpty
        ? [("", reference.clause.keyword.span)]
        : names.map { clause, language in
          ([clause.text, language?.text].compactMap { $0 }.joined(separator: " "), clause.span)
        }
      for (word, span) in words {
        let place = Location(file: reference.tree, span: span)
        guard let earlier = first[word] else {
          first[word] = place
          continue
        }
        report(
          .originTwice, reference.tree, span,
          ["what": word.isEmpty ? "all that no other line names" : "`\(word)`"],
          related: [earlier])
      }
    }
  }

  /// Reports clauses that exclude each other in one block.
  mutating func checkDuplicates(_ clauses: [ClauseRef]) {
    checkOrigins(clauses)
    var seen = SlotSet()
    for reference in clauses {
      guard let slot = reference.exclusiveSlot, !seen.insert(slot),
        let earlier = clauses.first(where: { $0.exclusiveSlot == slot })
      else { continue }
      let (word, keyword) = (earlier.clause.keyword.text, reference.clause.keyword.text)
      report(
        .duplicateClause, reference.tree, reference.clause.keyword.span,
        [
          "clause": slot.kind == .body && word != keyword
            ? "the value (`formula`, `reported` or `combine`)" : "`\(reference.clause.slotText)`"
        ],
        related: [Location(file: earlier.tree, span: earlier.clause.keyword.span)])
    }
  }
}

extension ClauseRef {
  fileprivate var exclusiveSlot: Slot? {
    slot.map { Slot(kind: $0.kind.exclusive, language: $0.language) }
  }
}
