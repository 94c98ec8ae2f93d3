import PMMDiagnostics
import PMMIR

/// Words, references and history of sheets.
extension ProgramDiff {
  /// `meaning` is true for sheets whose definition says what is to be counted.
  mutating func compareSheets(
    _ before: Sheet, _ after: Sheet, _ path: [String], _ name: String, meaning: Bool = false
  ) {
    let places = (before.location, after.location)
    compareTitles(before.title, after.title, name, places.0, places.1, path)
    let parts: [(String, KeyPath<Sheet, Translations>)] = [
      ("definition", \.definition), ("purpose", \.purpose), ("note", \.note),
      ("guidance", \.guidance),
    ]
    let language = new.head.languages.first ?? "en"
    for (clause, part) in parts {
      let (one, other) = (before[keyPath: part], after[keyPath: part])
      if one[language] != other[language] {
        let counts = meaning && (clause == "definition" || clause == "guidance")
        report(
          counts ? .meaningReworded : .descriptionEdited, at: path + [clause],
          ["name": name, "clause": clause], places.0, places.1, verdict: counts ? .review : .stated)
      }
      compareTranslations(one, other, clause, path + [clause], name, places.0, places.1)
    }
    compareReferences(before, after, path, name)
    compareHistory(before, after, path, name)
  }

  mutating func compareTitles(
    _ before: Translations, _ after: Translations, _ name: String, _ old: Location?,
    _ new: Location?, _ path: [String]? = nil
  ) {
    let path = (path ?? [name]) + ["title"]
    let language = self.new.head.languages.first ?? "en"
    let (one, other) = (before[language], after[language])
    if one != other {
      report(
        .titleEdited, at: path, ["name": name, "old": one ?? "", "new": other ?? ""], old, new)
    }
    compareTranslations(before, after, "title", path, name, old, new)
  }

  /// The languages but the first, which is told as the text itself.
  mutating func compareTranslations(
    _ before: Translations, _ after: Translations, _ clause: String, _ path: [String],
    _ name: String, _ old: Location?, _ new: Location?
  ) {
    let first = self.new.head.languages.first ?? "en"
    let languages = Set(before.sorted.map(\.language)).union(after.sorted.map(\.language))
      .subtracting([first])
    for language in languages.sorted() where before[language] != after[language] {
      let code: ChangeCode =
        before[language] == nil
        ? .translationAdded : after[language] == nil ? .translationRemoved : .translationEdited
      // A whole language that comes or goes is told once, and so is a whole text.
      if self.old.head.languages.contains(language) != self.new.head.languages.contains(language)
        || before[first] == nil || after[first] == nil
      {
        continue
      }
      report(code, at: path, ["name": name, "clause": clause, "language": language], old, new)
    }
  }

  private mutating func compareReferences(
    _ before: Sheet, _ after: Sheet, _ path: [String], _ name: String
  ) {
    let places = (before.location, after.location)
    func list(_ texts: [String]) -> String {
      texts.isEmpty ? "none" : texts.sorted().joined(separator: ", ")
    }
    if Set(before.sdg) != Set(after.sdg) {
      let isMore = Set(before.sdg).isSubset(of: after.sdg)
      report(
        isMore ? .sdgAdded : Set(after.sdg).isSubset(of: before.sdg) ? .sdgRemoved : .sdgChanged,
        at: path + ["sdg"],
        ["name": name, "old": list(before.sdg), "new": list(after.sdg)], places.0, places.1)
    }
    if Set(before.codes) != Set(after.codes) {
      report(
        .codesChanged, at: path + ["code"],
        ["name": name, "old": list(before.codes), "new": list(after.codes)], places.0, places.1)
    }
    func origins(_ sheet: Sheet) -> Set<String> {
      Set(
        sheet.origins.map {
          "\($0.certainty) \($0.source) \($0.clauses.map(\.description).sorted()) \($0.from.isShared)"
        })
    }
    guard origins(before) != origins(after) else { return }
    let own = (before.origins.filter { !$0.from.isShared }, after.origins.filter { !$0.from.isShared })
    var (one, other) = (before, after)
    (one.origins, other.origins) = own
    if origins(one) != origins(other) {
      report(.originChanged, at: path + ["origin"], ["name": name], places.0, places.1)
      return
    }
    let shared = (before.origins.first { $0.from.isShared }, after.origins.first { $0.from.isShared })
    report(
      .originChanged, at: path + ["origin"], ["name": name], shared.0?.location, shared.1?.location,
      shared: (shared.1 ?? shared.0)?.from.description, clause: "origin")
  }

  private mutating func compareHistory(
    _ before: Sheet, _ after: Sheet, _ path: [String], _ name: String
  ) {
    let places = (before.location, after.location)
    switch (before.deprecated, after.deprecated) {
    case (nil, nil): break
    case (nil, _?):
      report(.deprecated, at: path + ["deprecated"], ["name": name], places.0, places.1)
    case (_?, nil):
      report(.deprecationWithdrawn, at: path + ["deprecated"], ["name": name], places.0, places.1)
    case (let one?, let other?):
      if one.until != other.until {
        let ends = (one.until ?? "further notice", other.until ?? "further notice")
        // No end is later than any end.
        let isEarlier = other.until.map { later in one.until.map { later < $0 } ?? true } ?? false
        report(
          isEarlier ? .sunsetForward : .sunsetPostponed, at: path + ["deprecated"],
          ["name": name, "old": ends.0, "new": ends.1], places.0, places.1)
      } else if one != other {
        report(.historyEdited, at: path + ["deprecated"], ["name": name], places.0, places.1)
      }
    }
    let breaks = (Set(before.seriesBreaks.map(\.period)), Set(after.seriesBreaks.map(\.period)))
    for period in breaks.1.subtracting(breaks.0).sorted() {
      report(
        .breakDeclared, at: path + ["series break"], ["name": name, "period": period], places.0,
        places.1)
    }
    for period in breaks.0.subtracting(breaks.1).sorted() {
      report(
        .breakWithdrawn, at: path + ["series break"], ["name": name, "period": period], places.0,
        places.1)
    }
    let isReworded =
      breaks.0 == breaks.1 && Set(before.seriesBreaks) != Set(after.seriesBreaks)
    // `was` of what the other edition has is the renaming, which is told as such.
    func stale(_ sheet: Sheet) -> Set<String> {
      Set(sheet.was.filter { !old.declares($0) && !new.declares($0) })
    }
    if before.since != after.since || stale(before) != stale(after) || isReworded {
      report(.historyEdited, at: path + ["history"], ["name": name], places.0, places.1)
    }
  }

  /// A removal that nobody was told of before.
  mutating func reportSunset(_ sheet: Sheet, _ name: String) {
    if new.retired.contains(where: { $0.name == name }), sheet.deprecated != nil { return }
    let until = sheet.deprecated?.until
    let isOver: Bool
    if let until, let first = new.head.covers.compactMap(\.lower).min() {
      isOver = Period(until, kind: new.head.period).map { $0 < first } ?? false
    } else {
      isOver = sheet.deprecated != nil && until == nil
    }
    guard !isOver else { return }
    report(
      .removedBeforeSunset, at: [name],
      [
        "name": name,
        "how": until.map { "before \($0), until when it was to stay" }
          ?? "without having been deprecated",
      ], sheet.location, nil)
  }
}

extension ClauseSource {
  /// Written in no sheet of a node.
  var isShared: Bool {
    switch self {
    case .every, .framework: true
    case .own, .alternative, .adaptation, .language: false
    }
  }
}
