internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

/// The clause `sdg`, and the catalogue that its codes are looked up in.
private let sdgName = "sdg"

/// What a framework has from catalogues: names of instruments, and codes.
extension Checker {
  /// `uses sdg 2015.0.0`: the instruments of a catalogue become names of the module, and the entries of
  /// the one called `sdg` the codes of that clause.
  mutating func useCatalogues(_ modules: [(name: Name, edition: Version)], _ tree: Int) {
    var seen: Set<String> = []
    for (name, edition) in modules where !name.isMissing && !edition.text.isEmpty {
      guard seen.insert(name.text).inserted else {
        report(
          .duplicateItem, tree, name.span, ["name": "`\(name.text)`", "list": "`uses`"])
        continue
      }
      guard let (catalogue, files) = find(name, edition, tree) else {
        unresolvedCatalogues.insert(name.text)
        continue
      }
      warnOfSupersededEdition(catalogue, name, edition, tree)
      let base = trees.count + catalogueFiles.count
      catalogueFiles += files
      program.head.uses.append(
        UsedCatalogue(name: name.text, edition: edition.text, hash: contentHash(catalogue)))
      for var instrument in catalogue.instruments {
        instrument.sheet = instrument.sheet.shifted(by: base)
        instrument.catalogue = name.text
        list(instrument, name, tree)
      }
      guard name.text == sdgName else { continue }
      for var entry in catalogue.entries {
        entry.sheet = entry.sheet.shifted(by: base)
        sdgEntries[entry.code] = entry
      }
    }
    program.head.uses.sort { $0.name < $1.name }
  }

  /// The one catalogue of the name and edition, if it is right.
  private mutating func find(
    _ name: Name, _ edition: Version, _ tree: Int
  ) -> (Catalogue, [SourceFile])? {
    let named = shelf.catalogues.filter { $0.identity?.name == name.text }
    let found = named.filter { $0.identity?.edition == edition.text }
    var arguments: Arguments = ["name": name.text, "edition": edition.text]
    if found.count == 1 {
      if let catalogue = found[0].catalogue { return (catalogue, found[0].files) }
      arguments["file"] = file(of: found[0])
      report(.brokenCatalogue, tree, name.span, arguments)
      return nil
    }
    if found.count > 1 {
      arguments["count"] = String(found.count)
      arguments["files"] = found.map(file).sorted().joined(separator: ", ")
      report(.severalCatalogues, tree, name.span, arguments)
      return nil
    }
    if let root = shelf.root { arguments["root"] = root } else { arguments["none"] = "none" }
    var place = name.span
    let nearest: String?
    if named.isEmpty {
      nearest = nearestName(
        to: name.text, in: Set(shelf.catalogues.compactMap { $0.identity?.name }))
    } else {
      let editions = named.compactMap { $0.identity?.edition }.sorted()
      arguments["known"] = editions.map { "`\($0)`" }.joined(separator: ", ")
      nearest = editions.count == 1 ? editions[0] : nearestName(to: edition.text, in: editions)
      place = edition.span
    }
    arguments["nearest"] = nearest
    report(
      .unknownCatalogue, tree, place, arguments,
      fix: nearest.map { replace(tree, place, by: $0, .changesMeaning) })
    return nil
  }

  /// The file with the head.
  private func file(of compilation: Compilation) -> String {
    let tree = compilation.trees.first { tree in
      tree.declarations.contains { if case .head = $0.kind { true } else { false } }
    }
    return tree?.file.path ?? ""
  }

  private mutating func warnOfSupersededEdition(
    _ catalogue: Catalogue, _ name: Name, _ edition: Version, _ tree: Int
  ) {
    guard catalogue.status == .superseded else { return }
    var arguments: Arguments = [
      "what": "the catalogue", "name": "\(name.text) \(edition.text)", "status": "superseded",
    ]
    let others = shelf.catalogues.compactMap(\.catalogue).filter {
      $0.name == catalogue.name && $0.status != .superseded
    }
    if let other = others.max(by: { Entry.isBefore($0.edition, $1.edition) }) {
      arguments["successor"] = "\(name.text) \(other.edition)"
      arguments["title"] = title(other.sheet.title)
    }
    report(.supersededReference, tree, name.span, arguments)
  }

  /// Gives the module a name that a catalogue lists.
  private mutating func list(_ instrument: Instrument, _ catalogue: Name, _ tree: Int) {
    if let earlier = places[instrument.name] {
      report(
        .duplicateName, tree, catalogue.span, ["name": instrument.name, "kind": "an instrument"],
        related: [earlier])
      return
    }
    listed[instrument.name] = instrument
    symbols.set(instrument.name, .listedInstrument)
    if let location = instrument.sheet.location { places.set(instrument.name, location) }
  }

  // MARK: References

  /// Puts a listed instrument that is referred to among the framework's, with what it is part of.
  mutating func adopt(_ name: String) {
    guard case .listedInstrument? = symbols[name], let instrument = listed[name] else { return }
    program.instruments.append(instrument)
    symbols.set(name, .instrument(0))
    if let parent = instrument.parent { adopt(parent) }
  }

  /// Names of instruments that may be written here.
  var instrumentNames: [String] {
    program.instruments.map(\.name) + listed.keys
  }

  /// Whether a name that is not found may be one of a catalogue that could not be read.
  var mayBeListedElsewhere: Bool { !unresolvedCatalogues.isEmpty }

  /// Warns of an instrument that no longer counts.
  mutating func warnIfGone(_ instrument: Instrument, _ name: Name, _ tree: Int) {
    guard let status = instrument.status, status.isGone else { return }
    let all = Dictionary(
      program.instruments.map { ($0.name, $0) } + listed.map { ($0.key, $0.value) },
      uniquingKeysWith: { first, _ in first })
    let successor = last(after: instrument.supersededBy) { all[$0]?.supersededBy }
    warn(
      "the instrument", name.text, status, at: name.span, tree, successor: successor,
      title: successor.flatMap { all[$0]?.sheet.title }, written: successor,
      listedAt: instrument.sheet.location)
  }

  /// Looks the codes of an `sdg` clause up.
  mutating func checkCodes(_ codes: [TextLiteral], _ reference: ClauseRef) {
    let tree = reference.tree
    for (index, code) in codes.enumerated()
    where codes[..<index].contains(where: { $0.text == code.text }) {
      report(
        .duplicateItem, tree, code.span, ["name": "`\(code.text)`", "list": "`\(sdgName)`"])
    }
    guard program.head.uses.contains(where: { $0.name == sdgName }) else {
      if isCatalogue || !unresolvedCatalogues.isEmpty { return }
      if undeclared.insert("catalogue \(sdgName)").inserted {
        report(.codesNotChecked, tree, reference.clause.keyword.span, ["clause": sdgName])
      }
      return
    }
    for code in codes {
      guard let entry = sdgEntries[code.text] else {
        reportUnknown(code, tree)
        continue
      }
      referredCodes.insert(code.text)
      guard let status = entry.status, status.isGone else { continue }
      let successor = last(after: entry.supersededBy) { sdgEntries[$0]?.supersededBy }
      warn(
        "the entry", code.text, status, at: code.span, tree, successor: successor,
        title: successor.flatMap { sdgEntries[$0]?.sheet.title },
        written: successor.map { "\"\($0)\"" }, listedAt: entry.sheet.location)
    }
  }

  private mutating func reportUnknown(_ code: TextLiteral, _ tree: Int) {
    var arguments = self.arguments(
      ["code": code.text, "catalogue": sdgName], nearest: code.text, in: sdgEntries.keys)
    let group = code.text.split(separator: ".").first.map(String.init) ?? ""
    let known = sdgEntries.keys.filter { $0.hasPrefix(group + ".") }.sorted(by: Entry.isBefore)
    if !known.isEmpty {
      arguments["group"] = group
      arguments["known"] = known.map { "`\($0)`" }.joined(separator: ", ")
    }
    report(
      .unknownEntry, tree, code.span, arguments,
      fix: arguments["nearest"].map { replace(tree, code.span, by: "\"\($0)\"", .changesMeaning) })
  }

  private func title(_ title: Translations) -> String {
    title.text(program.head.languages[0], fallback: program.head.languages)
  }

  /// The end of a chain of successors.
  private func last(after first: String?, next: (String) -> String?) -> String? {
    var last = first
    var seen: Set<String> = []
    while let name = last, seen.insert(name).inserted, let after = next(name) { last = after }
    return last
  }

  private mutating func warn(
    _ what: String, _ name: String, _ status: ListedStatus, at span: Span, _ tree: Int,
    successor: String?, title: Translations?, written: String?, listedAt: Location?
  ) {
    var arguments: Arguments = ["what": what, "name": name, "status": status.rawValue]
    arguments["successor"] = successor
    arguments["title"] = title.map(self.title)
    report(
      .supersededReference, tree, span, arguments, related: listedAt.map { [$0] } ?? [],
      fix: written.map { replace(tree, span, by: $0, .changesMeaning) })
  }
}
