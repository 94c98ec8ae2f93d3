internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

/// What took the place of an instrument or an entry, as written.
struct Succession {
  /// `instrument` or `entry`.
  var what: String
  var name: String
  var tree: Int
  var successor: Name
}

/// What an instrument or an entry says of its standing.
struct Listing {
  var kind: String?
  var adopted: String?
  var inForce: String?
  var status: ListedStatus?
  var supersededBy: String?
}

/// Instruments, of a framework and of a catalogue, and entries.
extension Checker {
  /// Reads an instrument; its name has been declared.
  mutating func addInstrument(_ sheet: PMMSyntax.Sheet, _ clauses: [ClauseRef], _ tree: Int) {
    if isEmpty(sheet.title) {
      report(.missingTitle, tree, sheet.title?.span ?? sheet.name.span, ["name": sheet.name.text])
    }
    var instrument = Instrument(
      name: sheet.name.text, sheet: self.sheet(sheet.title, clauses, tree, sheet.name))
    instrument.parent = sheet.parent?.text
    instrumentParents[sheet.name.text] = sheet.parent.map { (tree, $0) }
    let listing = listing(clauses, of: sheet.name, as: "instrument", tree)
    instrument.kind = listing.kind
    instrument.adopted = listing.adopted
    instrument.inForce = listing.inForce
    instrument.status = listing.status
    instrument.supersededBy = listing.supersededBy
    program.instruments.append(instrument)
  }

  /// `kind`, dates, `status` and `superseded by`; says what else must not stand there.
  mutating func listing(
    _ clauses: [ClauseRef], of name: Name, as what: String, _ tree: Int
  ) -> Listing {
    var listing = Listing()
    var status: (name: Name, clause: ClauseRef)?
    var succession: ClauseSource?
    let isInstrument = what == "instrument"
    for reference in firstOfEachSlot(clauses) {
      switch reference.clause.kind {
      case .kind(let name) where isInstrument: listing.kind = name.text
      case .adopted(let date, _) where isInstrument: listing.adopted = date
      case .inForce(let date, _) where isInstrument: listing.inForce = date
      case .status(let word):
        status = (word, reference)
        listing.status = ListedStatus(rawValue: word.text)
        if listing.status == nil {
          unknownWord(word, reference.tree, "status", ListedStatus.allCases.map(\.rawValue))
        }
      case .supersededBy(let successor):
        listing.supersededBy = successor.text
        succession = reference.source
        successors.append(
          Succession(what: what, name: name.text, tree: reference.tree, successor: successor))
      case .sdg where !isCatalogue: break
      case .text, .code, .origin, .was, .since: break
      default: misplaced(reference, in: withArticle(what))
      }
    }
    guard let succession else {
      if listing.status == .superseded, let status {
        report(.successorMissing, status.clause.tree, status.name.span, ["name": name.text])
      }
      return listing
    }
    if let status, let stated = listing.status, !stated.isGone {
      if status.clause.source == succession {
        report(
          .statusContradicts, tree, name.span, ["name": name.text, "status": stated.rawValue],
          related: [Location(file: status.clause.tree, span: status.name.span)])
      }
      // A status of `every` gives way to what the sheet itself says.
      listing.status = nil
    }
    listing.status = listing.status ?? .superseded
    return listing
  }

  // MARK: What they are part of, and what took their place

  /// Once the lists are in order: parents and successors.
  mutating func checkInstruments() {
    for index in program.instruments.indices { checkInstrumentParent(index) }
    checkSuccessors()
  }

  /// Instruments that are part of each other: told for the first of them by name.
  private mutating func checkInstrumentRound(_ index: Int) {
    var path = [program.instruments[index].name]
    while let last = path.last, case .instrument(let at)? = symbols[last],
      let parent = program.instruments[at].parent
    {
      path.append(parent)
      if parent == path[0] { break }
      if path.dropLast().contains(parent) { return }
    }
    guard path.count > 1, path.last == path[0], path.min() == path[0],
      let (tree, name) = instrumentParents[path[0]]
    else { return }
    reportCycle("instrument", path.dropLast(), Location(file: tree, span: name.span))
  }

  private mutating func checkInstrumentParent(_ index: Int) {
    guard let parent = program.instruments[index].parent else { return }
    if case .instrument(let above)? = symbols[parent], above != index {
      checkInstrumentRound(index)
      return
    }
    program.instruments[index].parent = nil
    guard let (tree, name) = instrumentParents[program.instruments[index].name] else { return }
    if parent == program.instruments[index].name {
      reportCycle("instrument", [parent], Location(file: tree, span: name.span))
    } else {
      unknownInstrument(name, tree)
    }
  }

  mutating func unknownInstrument(_ name: Name, _ tree: Int) {
    if symbols[name.text] == nil, mayBeListedElsewhere { return }
    unknownName(name, tree, as: "instrument", in: instrumentNames)
  }

  /// Each successor exists, and nothing takes its own place in the end.
  private mutating func checkSuccessors() {
    let codes = Set(program.entries.map(\.code))
    var next: [String: String] = [:]
    for succession in successors {
      let (name, tree) = (succession.successor, succession.tree)
      if succession.what == "entry" {
        guard codes.contains(name.text) else {
          let texts = arguments(
            ["code": name.text, "catalogue": program.head.name], nearest: name.text, in: codes)
          report(
            .unknownEntry, tree, name.span, texts,
            fix: texts["nearest"].map { replace(tree, name.span, by: "\"\($0)\"", .changesMeaning) }
          )
          continue
        }
      } else if listed[name.text] == nil {
        guard case .instrument? = symbols[name.text] else {
          unknownInstrument(name, tree)
          continue
        }
      }
      next["\(succession.what) \(succession.name)"] = "\(succession.what) \(name.text)"
    }
    for succession in successors {
      var path = ["\(succession.what) \(succession.name)"]
      while let last = path.last, let after = next[last], !path.contains(after) {
        path.append(after)
      }
      // Told for the first of them.
      guard let last = path.last, next[last] == path[0], path.min() == path[0] else { continue }
      reportCycle(
        "succession", path.map { String($0.dropFirst(succession.what.count + 1)) },
        Location(file: succession.tree, span: succession.successor.span))
    }
  }

  // MARK: Application

  /// The answers to a node's questions are published, and what is published is asked.
  mutating func checkApplication(_ index: Int) {
    let source = nodeSources[index]
    guard source.asksForInstruments else {
      // A default of the level is for those that ask.
      guard source.slots & Slot.Kind.application.bit != 0 else { return }
      for reference in source.clauses where reference.slotKind == .application {
        misplaced(reference, in: "a node that asks about no instrument")
      }
      return
    }
    let publishes = effectiveClauses(index).contains {
      if case .application = $0.clause.kind { true } else { false }
    }
    // Nodes of one level have it from `every` most often: what lacks there is told once.
    if !publishes, undeclared.insert("application \(source.level)").inserted {
      report(
        .applicationNotPublished, source.tree, source.name.span,
        ["name": source.name.text, "level": source.level])
    }
  }
}
