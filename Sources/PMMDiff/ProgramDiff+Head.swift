package import PMMDiagnostics
package import PMMIR
internal import PMMNumber

/// The head, and names that are retired.
extension ProgramDiff {
  mutating func compareHead() {
    let (before, after) = (old.head, new.head)
    let places = (old.headLocation, new.headLocation)
    let name = after.name
    func quoted(_ texts: [String]) -> String { texts.isEmpty ? "none" : texts.joined(separator: ", ") }
    if before.name != after.name {
      report(.frameworkRenamed, at: [name], ["old": before.name, "new": name], places.0, places.1)
    }
    if before.subject != after.subject {
      report(
        .subjectChanged, at: [name, "subject"], ["old": before.subject, "new": after.subject],
        places.0, places.1)
    }
    if before.period != after.period {
      report(
        .periodChanged, at: [name, "period"],
        ["old": before.period.rawValue, "new": after.period.rawValue], places.0, places.1)
    }
    if before.levels != after.levels {
      report(
        .levelsChanged, at: [name, "levels"],
        ["old": quoted(before.levels), "new": quoted(after.levels)], places.0, places.1)
    }
    for level in after.levels where before.levels.contains(level) {
      let languages = Set(before.languages).intersection(after.languages)
      let titles = (before.levelTitles[level], after.levelTitles[level])
      if languages.contains(where: { titles.0?[$0] != titles.1?[$0] }) {
        report(.levelTitleChanged, at: [name, "levels", level], ["name": level], places.0, places.1)
      }
    }
    if before.cycle != after.cycle {
      func words(_ cycle: Int?) -> String { cycle.map { "every \($0) periods" } ?? "every period" }
      report(
        .cycleChanged, at: [name, "cycle"], ["old": words(before.cycle), "new": words(after.cycle)],
        places.0, places.1)
    }
    compareScale(places)
    compareCovers(places)
    compareWords(before.phases, after.phases, .phaseAdded, .phaseRemoved, "phases", places)
    compareWords(
      before.disclosure, after.disclosure, .disclosureLevelAdded, .disclosureLevelRemoved,
      "disclosure", places)
    compareWords(
      before.languages, after.languages, .languageAdded, .languageRemoved, "languages", places)
    let order: [FrameworkStatus] = [.draft, .superseded, .approved]
    if before.status != after.status, let one = order.firstIndex(of: before.status),
      let other = order.firstIndex(of: after.status)
    {
      report(
        other > one ? .statusPromoted : .statusDemoted, at: [name, "status"],
        ["old": before.status.rawValue, "new": after.status.rawValue], places.0, places.1)
    }
    for used in after.uses {
      let earlier = before.uses.first { $0.name == used.name }
      if let earlier, earlier.edition != used.edition {
        report(
          .catalogueChanged, at: [name, "uses", used.name],
          ["name": used.name, "old": earlier.edition, "new": used.edition], places.0, places.1)
      }
    }
    let (gone, come) = (
      before.uses.filter { use in !after.uses.contains { $0.name == use.name } },
      after.uses.filter { use in !before.uses.contains { $0.name == use.name } }
    )
    for use in gone {
      report(
        .listRemoved, at: [name, "uses", use.name], ["kind": "use of catalogue", "name": use.name],
        places.0, places.1, effects: .editorial)
    }
    for use in come {
      report(
        .listAdded, at: [name, "uses", use.name], ["kind": "use of catalogue", "name": use.name],
        places.0, places.1)
    }
  }

  private mutating func compareWords(
    _ before: [String], _ after: [String], _ added: ChangeCode, _ removed: ChangeCode,
    _ clause: String, _ places: (Location?, Location?)
  ) {
    for word in after where !before.contains(word) {
      report(added, at: [new.head.name, clause], ["name": word], places.0, places.1)
    }
    for word in before where !after.contains(word) {
      report(removed, at: [new.head.name, clause], ["name": word], places.0, places.1)
    }
  }

  private mutating func compareScale(_ places: (Location?, Location?)) {
    func text(_ scale: ScoreScale?, _ program: Program) -> String {
      switch scale {
      case nil: "no scale"
      case .interval(let low, let high)?: "\(low.exactText) .. \(high.exactText)"
      case .unbounded?: "number"
      case .levels(let index)?: program.scales[index].name
      }
    }
    let (before, after) = (text(old.head.scores, old), text(new.head.scores, new))
    guard before != after else { return }
    report(
      .scoreScaleChanged, at: [new.head.name, "scores"], ["old": before, "new": after], places.0,
      places.1, effects: old.head.scores == nil ? .additive : nil)
  }

  private mutating func compareCovers(_ places: (Location?, Location?)) {
    func text(_ covers: [PeriodInterval]) -> String {
      if covers.isEmpty { return "every period" }
      return covers.map { interval in
        switch (interval.lower, interval.upper) {
        case (let lower?, let upper?) where lower == upper: lower.description
        case (let lower?, let upper?): "\(lower) .. \(upper)"
        case (let lower?, nil): "from \(lower)"
        case (nil, let upper?): "to \(upper)"
        case (nil, nil): "every period"
        }
      }.sorted().joined(separator: ", ")
    }
    let (before, after) = (text(old.head.covers), text(new.head.covers))
    guard before != after else { return }
    // An edition that follows another leaves to it the periods that it does not cover itself.
    let effects: Effects? = old.head.edition == new.head.edition ? nil : .additive
    let ends = (old.head.covers + new.head.covers).flatMap { [$0.lower, $0.upper] }.compactMap { $0 }
    guard old.head.period == new.head.period, let first = ends.min(), let last = ends.max() else {
      let code: ChangeCode =
        old.head.covers.isEmpty ? .coversLess : new.head.covers.isEmpty ? .coversMore : .coversOther
      return report(
        code, at: [new.head.name, "covers"], ["old": before, "new": after], places.0, places.1,
        effects: effects)
    }
    let periods = (-1...(last.ordinal - first.ordinal + 1)).map { first.advanced(by: $0) }
    let less = periods.contains { old.head.covers($0) && !new.head.covers($0) }
    let more = periods.contains { !old.head.covers($0) && new.head.covers($0) }
    guard less || more else { return }
    let code: ChangeCode = less == more ? .coversOther : less ? .coversLess : .coversMore
    report(
      code, at: [new.head.name, "covers"], ["old": before, "new": after], places.0, places.1,
      effects: effects)
  }

  mutating func compareRetired() {
    let before = Dictionary(old.retired.map { ($0.name, $0) }) { first, _ in first }
    let after = Dictionary(new.retired.map { ($0.name, $0) }) { first, _ in first }
    for (name, retired) in after.sorted(by: { $0.key < $1.key }) where before[name] == nil {
      report(
        old.declares(name) ? .nameRetired : .retirementListed, at: [name], ["name": name], nil,
        retired.location)
    }
    for (name, retired) in before.sorted(by: { $0.key < $1.key }) where after[name] == nil {
      report(
        new.declares(name) ? .retiredNameReused : .retirementWithdrawn, at: [name],
        ["name": name, "edition": retired.edition], retired.location, nil)
    }
    for (name, retired) in after.sorted(by: { $0.key < $1.key }) {
      guard let earlier = before[name],
        earlier.why != retired.why || earlier.edition != retired.edition
      else { continue }
      report(.historyEdited, at: [name], ["name": name], earlier.location, retired.location)
    }
  }
}

extension Program {
  /// Where the head opens.
  package var headLocation: Location? {
    head.sheet.location ?? nodes.first(where: \.isRoot)?.sheet.location
  }

  /// Whether a name is that of a node, an input or a parameter.
  func declares(_ name: String) -> Bool {
    node(named: name) != nil || input(named: name) != nil || parameter(named: name) != nil
  }
}
