package import PMMIR

/// Why figures are missing: as a label, as a clause of a sentence, as a mark in a table.
extension Wording {
  /// A reason in plain words: the framework's label for it, else ours.
  package func reason(_ reason: Reason, in program: Program) -> String {
    if let declared = program.reasons.first(where: { $0.reason == reason }) {
      let label = declared.label.text(language, fallback: program.head.languages)
      if !label.isEmpty { return label }
    }
    return Self.reasons[reason].map { self($0.label) } ?? reason.name.spaced
  }

  /// `not reported (Customs declarations lodged for import 2022)`: reasons with where they came from,
  /// the places of one reason together.
  package func causes(
    _ causes: [Cause], besides node: String? = nil, period: Period, in program: Program
  ) -> String {
    var order: [Reason] = []
    var places: [Reason: [String]] = [:]
    for cause in causes {
      if places[cause.reason] == nil { order.append(cause.reason) }
      let place =
        cause.place.name == node && cause.place.cell.isTotal && cause.place.period == period
        ? nil : self.place(cause.place, period: period, in: program)
      places[cause.reason, default: []] += place.map { [$0] } ?? []
    }
    return order.map { reason in
      let words = self.reason(reason, in: program)
      let found = places[reason] ?? []
      return found.isEmpty
        ? words : self(.reasonAt, ["reason": words, "places": list(found)])
    }.joined(separator: self(.clauseSeparator))
  }

  /// A place in words; the period only where it is not the one that is spoken of.
  package func place(_ place: Place, period: Period, in program: Program) -> String {
    self.place(named: title(place.name, in: program), place, period: period, in: program)
  }

  private func place(
    named name: String, _ place: Place, period: Period, in program: Program
  ) -> String {
    let cell = self.cell(place.cell, in: program)
    switch (place.cell.isTotal, place.period == period) {
    case (true, true): return name
    case (false, true): return self(.causeInCell, ["name": name, "cell": cell])
    case (true, false):
      return self(.causeInPeriod, ["name": name, "period": place.period.description])
    case (false, false):
      return self(
        .causeInCellAndPeriod,
        ["name": name, "cell": cell, "period": place.period.description])
    }
  }

  // MARK: Sentences

  /// `“Declarations lodged” was not reported; “AEOs” does not apply`: the reasons as clauses, each with
  /// the figures that it comes from, of which the first few are named.
  func clauses(
    _ causes: [Cause], besides node: String? = nil, period: Period, in program: Program
  ) -> String {
    var order: [Reason] = []
    var places: [Reason: [String]] = [:]
    for cause in causes {
      if places[cause.reason] == nil { order.append(cause.reason) }
      let isHere =
        cause.place.name == node && cause.place.cell.isTotal && cause.place.period == period
      places[cause.reason, default: []] +=
        isHere ? [] : [self.place(quoting: cause.place, period: period, in: program)]
    }
    return order.map { reason in
      clause(reason, places[reason]?.unique ?? [], in: program)
    }.joined(separator: self(.clauseSeparator))
  }

  private func clause(_ reason: Reason, _ places: [String], in program: Program) -> String {
    var arguments = ["reason": self.reason(reason, in: program)]
    let phrases = isLabelled(reason, in: program) ? nil : Self.reasons[reason]
    guard !places.isEmpty else { return self(phrases?.here ?? .declaredHere, arguments) }
    arguments["places"] = few(places)
    return self(phrases?.at ?? .declaredAt, count: places.count, arguments)
  }

  private func isLabelled(_ reason: Reason, in program: Program) -> Bool {
    program.reasons.contains { $0.reason == reason && !$0.label.isEmpty }
  }

  /// The first items of a list, and how many more there are.
  func few(_ items: [String], most: Int = 4) -> String {
    guard items.count > most + 1 else { return list(items) }
    return self(
      .andMore,
      [
        "items": items.prefix(most).joined(separator: self(.listSeparator)),
        "count": String(items.count - most),
      ])
  }

  private func place(quoting place: Place, period: Period, in program: Program) -> String {
    let name = self(.quoted, ["text": title(place.name, in: program)])
    return self.place(named: name, place, period: period, in: program)
  }

  // MARK: Marks

  /// A short mark for a reason: our own, else the label that the framework gives it, shortened to the
  /// first letters of its words.
  func mark(_ reason: Reason, in program: Program) -> String {
    if let phrases = Self.reasons[reason], !isLabelled(reason, in: program) {
      return self(phrases.mark)
    }
    let label = self.reason(reason, in: program)
    guard label.count > 8 else { return label }
    return label.split(separator: " ").compactMap(\.first).map { String($0) + "." }.joined()
  }

  private struct ReasonPhrases {
    var label: Phrase
    var at: Phrase
    var here: Phrase
    var mark: Phrase
  }

  private static let reasons: [Reason: ReasonPhrases] = [
    .notReported: .init(
      label: .notReported, at: .notReportedAt, here: .notReportedHere, mark: .notReportedMark),
    .notApplicable: .init(
      label: .notApplicable, at: .notApplicableAt, here: .notApplicableHere,
      mark: .notApplicableMark),
    .notAvailable: .init(
      label: .notAvailable, at: .notAvailableAt, here: .notAvailableHere, mark: .notAvailableMark),
    .confidential: .init(
      label: .confidential, at: .confidentialAt, here: .confidentialHere, mark: .confidentialMark),
    .suppressed: .init(
      label: .suppressed, at: .suppressedAt, here: .suppressedHere, mark: .suppressedMark),
    .invalid: .init(
      label: .invalid, at: .invalidAt, here: .invalidHere, mark: .invalidMark),
    .zeroDenominator: .init(
      label: .zeroDenominator, at: .zeroDenominatorAt, here: .zeroDenominatorHere,
      mark: .zeroDenominatorMark),
    .noPreviousPeriod: .init(
      label: .noPreviousPeriod, at: .noPreviousPeriodAt, here: .noPreviousPeriodHere,
      mark: .noPreviousPeriodMark),
    .omitted: .init(
      label: .omitted, at: .omittedAt, here: .omittedHere, mark: .omittedMark),
    .notEnough: .init(
      label: .notEnough, at: .notEnoughAt, here: .notEnoughHere, mark: .notEnoughMark),
    .undefined: .init(
      label: .undefined, at: .undefinedAt, here: .undefinedHere, mark: .undefinedMark),
  ]
}
