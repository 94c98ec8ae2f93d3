import PMMIR

/// Who says what of a definition: one line for each source, the most certain first.
struct OriginLines {
  let wording: Wording

  private struct Line {
    var certainty: Certainty
    var source: String
    /// Whose the origin is, if it is not the sheet's own.
    var from: String?
    var clauses: [SpokenOf]
    /// It speaks of whatever no other origin names.
    var isRest: Bool
  }

  func lines(of explanation: Explanation) -> [String] {
    let origins = explanation.origins
    guard !origins.isEmpty else { return [wording(.noOrigin)] }
    var lines: [Line] = []
    for origin in origins {
      // The head of the framework is the sheet of the root node.
      let isOwn =
        origin.from == ClauseSource.own.description
        || (origin.from == ClauseSource.framework.description && explanation.isRoot)
      let rest = lines.firstIndex {
        $0.certainty == origin.certainty && $0.source == origin.source && ($0.isRest || isOwn)
      }
      if let rest {
        lines[rest].clauses += origin.clauses
        lines[rest].isRest = lines[rest].isRest || origin.clauses.isEmpty
      } else {
        lines.append(
          Line(
            certainty: origin.certainty, source: origin.source,
            from: isOwn ? nil : origin.fromWords,
            clauses: origin.clauses, isRest: origin.clauses.isEmpty))
      }
    }
    return [Certainty.stated, .derived, .proposed].flatMap { certainty in
      lines.filter { $0.certainty == certainty }.map { text($0, isOnly: lines.count == 1) }
    }
  }

  private func text(_ line: Line, isOnly: Bool) -> String {
    var clauses =
      line.isRest
      ? wording(isOnly ? .originAll : .originElse)
      : line.clauses.unique.map(name).joined(separator: wording(.listSeparator))
    if let from = line.from {
      clauses = wording(.originFrom, ["clauses": clauses, "from": from])
    }
    let phrase: Phrase =
      switch line.certainty {
      case .stated: .originStated
      case .derived: .originDerived
      case .proposed: .originProposed
      }
    return wording(phrase, ["source": line.source, "clauses": clauses])
  }

  /// A clause word for readers who do not know the language of definitions.
  private func name(_ spoken: SpokenOf) -> String {
    let clause = Self.names[spoken.clause].map { wording($0) } ?? spoken.clause
    guard let language = spoken.language else { return clause }
    return wording(
      .clauseInLanguage, ["clause": clause, "language": Self.languages[language].map { wording($0) } ?? language])
  }

  private static let languages: [String: Phrase] = [
    "en": .languageEnglish, "fr": .languageFrench,
  ]

  private static let names: [String: Phrase] = [
    "title": .clauseTitle, "definition": .clauseDefinition, "purpose": .clausePurpose,
    "note": .clauseNote, "guidance": .clauseGuidance,
    "in": .clauseIn, "unit": .clauseUnit, "formula": .clauseFormula, "better": .clauseBetter,
    "by": .clauseBy, "score": .clauseScore, "when": .clauseWhen, "needs": .clauseNeeds,
    "show": .clauseShow, "round": .clauseRound, "combine": .clauseCombine,
    "weight": .clauseWeight, "may": .clauseMay, "range": .clauseRange, "check": .clauseCheck,
    "warn": .clauseCheck, "instruments": .clauseInstruments,
    "application": .clauseApplication, "class": .clauseClass, "rank": .clauseRank,
    "covers": .clauseCovers, "period": .clausePeriod, "cycle": .clauseCycle,
    "subject": .clauseSubject, "phases": .clausePhases, "levels": .clauseLevels,
    "disclosure": .clauseDisclosure, "sdg": .clauseSDG, "scores": .clauseScores,
  ]
}
