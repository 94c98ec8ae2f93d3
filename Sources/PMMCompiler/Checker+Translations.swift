internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Checker {
  /// One note for each language of the head that some titles and labels are not written in.
  mutating func checkTranslations() {
    for case .languages(let names) in headClauses.map(\.clause.kind) {
      // In the only language everything is written that the module itself writes.
      guard names.count > 1 || !catalogueFiles.isEmpty else { continue }
      for language in names {
        let missing = program.titles.filter {
          !$0.texts.isEmpty && $0.texts[language.text] == nil
        }.map { "`\($0.name)`" }
        guard let tree = headClauses.first?.tree, !missing.isEmpty else { continue }
        let shown = missing.prefix(missing.count > 6 ? 5 : 6)
        let rest = missing.count - shown.count
        let list =
          rest > 0
          ? shown.joined(separator: ", ") + " and \(rest) more"
          : (shown.dropLast().isEmpty ? "" : shown.dropLast().joined(separator: ", ") + " and ")
            + (shown.last ?? "")
        report(
          .translationMissing, tree, language.span,
          [
            "language": language.text, "names": list,
            "what": missing.count == 1 ? "1 title is" : "\(missing.count) titles and labels are",
          ])
      }
    }
  }
}

extension Program {
  /// Everything that has a title or a label, as a reader meets it; items after their list.
  fileprivate var titles: [(name: String, texts: Translations)] {
    func listed(_ name: String, _ title: Translations, _ items: [Item] = []) -> [(
      name: String, texts: Translations
    )] {
      [(name, title)] + items.map { ("\(name).\($0.name)", $0.label) }
    }
    var found = head.levels.compactMap { level in head.levelTitles[level].map { (level, $0) } }
    found += nodes.map { node in
      (
        node.name,
        node.isRoot && node.sheet.title.isEmpty ? head.sheet.title : node.sheet.title
      )
    }
    // What a node reports, or an outcome asks about, is part of that node's sheet.
    found += inputs.filter { $0.owner == nil }.map { ($0.name, $0.sheet.title) }
    found += parameters.map { ($0.name, $0.sheet.title) }
    // A catalogue has its own languages.
    found += instruments.filter { $0.catalogue == nil }.map { ($0.name, $0.sheet.title) }
    // The sheet of an alternative has the further languages only.
    func whole(_ title: String, _ sheet: PMMIR.Sheet) -> Translations {
      var whole = sheet.title
      whole[head.languages[0]] = title
      return whole
    }
    found += nodes.flatMap { node in
      node.alternatives.map { ("\(node.name).\($0.name)", whole($0.title, $0.sheet)) }
    }
    found += alternatives.map { ($0.name, whole($0.title, $0.sheet)) }
    found += units.map { ($0.unit.name, $0.title) }
    found += axes.flatMap { listed($0.name, $0.title, $0.values) }
    found += scales.flatMap { listed($0.name, $0.title, $0.levels) }
    found += attributes.flatMap { listed($0.name, $0.title, $0.values) }
    found += reasons.map { ($0.reason.name, $0.label) }
    found += populations.map { ($0.name, $0.title) }
    found += tables.map { ($0.name, $0.title) } + defines.map { ($0.name, $0.title) }
    return found
  }
}
