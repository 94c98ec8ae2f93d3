internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

/// A module that is a catalogue: instruments and entries, and what `every` of them says.
extension Checker {
  mutating func checkCatalogue(_ tree: Int, _ head: Head) -> Catalogue {
    program.head.name = head.name.text
    isCatalogue = true
    let clauses = own(head.block, tree)
    checkDuplicates(clauses)
    checkCatalogueHead(clauses, tree, head)
    let sheet = sheet(head.title, clauses, tree, head.name)
    if isEmpty(head.title) {
      report(.missingTitle, tree, head.title?.span ?? head.name.span, ["name": head.name.text])
    }
    let declarations = trees.enumerated().flatMap { tree, syntax in
      syntax.declarations.map { (tree, $0) }
    }
    for (tree, declaration) in declarations {
      if case .every(let level, let block) = declaration.kind { collectEvery(level, block, tree) }
    }
    for (tree, declaration) in declarations { collectListed(declaration, tree) }
    program.instruments.sort { $0.name < $1.name }
    for (index, item) in program.instruments.enumerated() {
      symbols.set(item.name, .instrument(index))
    }
    program.entries.sort { Entry.isBefore($0.code, $1.code) }
    checkInstruments()
    return Catalogue(
      name: program.head.name, edition: program.head.edition, status: program.head.status,
      languages: program.head.languages, sheet: sheet, instruments: program.instruments,
      entries: program.entries, files: trees.map(\.file.path))
  }

  private mutating func checkCatalogueHead(_ clauses: [ClauseRef], _ tree: Int, _ head: Head) {
    for reference in clauses {
      switch reference.clause.kind {
      case .languages(let names) where !names.isEmpty:
        program.head.languages = distinct(names, tree, in: "`languages`")
      case .edition(let version): program.head.edition = version.text
      case .status(let name): readStatus(name, tree)
      case .languages, .text, .origin, .code: break
      default: misplaced(reference, in: "the head of a catalogue")
      }
    }
    requireClauses(
      [(.edition, "edition 1.0.0"), (.status, "status draft")], among: clauses, tree, head)
  }

  private mutating func collectEvery(_ level: Name, _ block: Block, _ tree: Int) {
    let known = ["entry", "instrument"]
    guard known.contains(level.text) else {
      if !level.isMissing { unknownWord(level, tree, "kind of listed thing", known) }
      return
    }
    addEvery(level, block, tree)
  }

  private mutating func collectListed(_ declaration: Declaration, _ tree: Int) {
    switch declaration.kind {
    case .head, .every: break
    case .entry(let code, let title, let block):
      addEntry(code, title, clauses(of: block, "entry", tree), tree)
    case .sheet(let sheet) where declaration.keyword.text == "instrument":
      let clauses = clauses(of: sheet.block, "instrument", tree)
      guard !sheet.name.isMissing, declare(sheet.name, tree, .instrument(0)) else { return }
      addInstrument(sheet, clauses, tree)
    default:
      misplaced(declaration, tree)
    }
  }

  /// A sheet's own clauses before those of `every`.
  private mutating func clauses(of block: Block?, _ what: String, _ tree: Int) -> [ClauseRef] {
    let clauses = own(block, tree)
    checkDuplicates(clauses)
    return clauses + every[what]
  }

  private mutating func addEntry(
    _ code: TextLiteral, _ title: TextLiteral?, _ clauses: [ClauseRef], _ tree: Int
  ) {
    guard !code.span.isEmpty else { return }
    guard !isEmpty(code) else {
      report(.emptyCode, tree, code.span)
      return
    }
    let here = Location(file: tree, span: code.span)
    if let earlier = places["entry \(code.text)"] {
      report(
        .duplicateName, tree, code.span, ["name": code.text, "kind": "an entry"],
        related: [earlier])
      return
    }
    places.set("entry \(code.text)", here)
    if isEmpty(title) {
      report(.missingTitle, tree, title?.span ?? code.span, ["name": code.text])
    }
    let name = Name(code.text, code.span)
    var entry = Entry(
      catalogue: program.head.name, code: code.text, sheet: sheet(title, clauses, tree, name))
    let listing = listing(clauses, of: name, as: "entry", tree)
    entry.status = listing.status
    entry.supersededBy = listing.supersededBy
    program.entries.append(entry)
  }

  /// A declaration that the module's kind does not have.
  mutating func misplaced(_ declaration: Declaration, _ tree: Int) {
    var arguments: Arguments = ["word": declaration.keyword.text]
    arguments["module"] = isCatalogue ? "a catalogue" : "a framework"
    arguments[isCatalogue ? "catalogue" : "entry"] = isCatalogue ? "a catalogue" : "an entry"
    report(.misplacedDeclaration, tree, declaration.keyword.span, arguments)
  }
}
