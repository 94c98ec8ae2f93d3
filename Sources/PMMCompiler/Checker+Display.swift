internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

/// What is done to figures after they are computed: rounded, shown, classed and ranked.
extension Checker {
  // MARK: Round, show

  mutating func lowerRounding(_ clauses: RuleClauses, _ rules: inout Rules) {
    for (slot, isShow) in roundingSlots {
      guard let reference = clauses[slot] else { continue }
      let figure: PMMSyntax.Figure?
      let rounding: Rounding
      switch reference.clause.kind {
      case .round(let f, let r), .show(let f, let r): (figure, rounding) = (f, r)
      default: continue
      }
      guard let decimals = decimals(rounding, reference.tree) else { continue }
      let isOwn = isOwnOrAlternative(reference)
      let valueIsScore = scoreIsValue(rules)
      let hasScore = rules.hasScore
      if figure == nil, hasScore, !valueIsScore {
        report(
          .whichFigure, reference.tree, reference.clause.span,
          ["clause": reference.clause.keyword.text])
        continue
      }
      if rules.isHeading { continue }
      var saysScore = false
      if case .score? = figure { saysScore = true }
      let isScore = saysScore && !valueIsScore
      if saysScore, !hasScore {
        if isOwn, !failedScores.contains(clauses.node) {
          report(.noScoreToRound, reference.tree, reference.clause.span)
        }
        continue
      }
      if isScore ? scoreType.unit == nil : rules.type.unit == nil {
        if isOwn {
          report(
            .notAQuantity, reference.tree, reference.clause.span,
            [
              "type": describe(isScore ? scoreType : rules.type)
            ])
        }
        continue
      }
      let value = resolved(decimals, reference)
      switch (isShow, isScore) {
      case (false, false): rules.roundValue = rules.roundValue ?? value
      case (false, true): rules.roundScore = rules.roundScore ?? value
      case (true, false): rules.showValue = rules.showValue ?? value
      case (true, true): rules.showScore = rules.showScore ?? value
      }
    }
  }

  /// A combine node's score, and that of `score itself`, is the value.
  private func scoreIsValue(_ rules: Rules) -> Bool {
    if case .itself = rules.score.value { true } else { false }
  }

  private mutating func decimals(_ rounding: Rounding, _ tree: Int) -> Decimals? {
    guard let mode = RoundingMode(rawValue: rounding.mode.text) else {
      if !rounding.mode.isMissing {
        unknownWord(rounding.mode, tree, "rounding mode", RoundingMode.allCases.map(\.rawValue))
      }
      return nil
    }
    guard (0...34).contains(rounding.decimals) else {
      report(
        .outOfBounds, tree, rounding.span, ["what": "the number of decimals", "bounds": "0 .. 34"])
      return nil
    }
    return Decimals(count: rounding.decimals, mode: mode)
  }

  // MARK: Class, rank

  mutating func lowerClassAndRank(_ clauses: RuleClauses, _ rules: inout Rules) {
    guard !rules.isHeading else { return }
    func context(_ reference: ClauseRef) -> ExpressionContext {
      ExpressionContext(
        tree: reference.tree,
        place: .after(
          clauses.node, value: rules.type,
          score: !rules.hasScore ? nil : scoreIsValue(rules) ? rules.type : scoreType),
        alternative: clauses.alternative, breakdown: rules.breakdown?.value.part)
    }
    if let reference = clauses[.classification],
      case .classification(let scaleName, let by, let rows) = reference.clause.kind
    {
      if case .scale(let scale)? = symbols[scaleName.text] {
        let context = context(reference)
        if let subject = lower(by, context),
          let lowered = lower(
            rows, subject: subject, to: .level(scale), context, node: clauses.node,
            location: reference.clause.keyword.span)
        {
          rules.classification = resolved(
            Classification(scale: scale, by: subject.id, rows: lowered), reference)
        }
      } else {
        unknownName(scaleName, reference.tree, as: "scale", in: program.scales.map(\.name))
      }
    }
    if let reference = clauses[.rank], case .rank(let by, let options) = reference.clause.kind {
      rules.ranking = lowerRank(by, options, reference, context(reference)).map {
        resolved($0, reference)
      }
    }
  }

  private mutating func lowerRank(
    _ by: ExprID, _ options: [RankOption], _ reference: ClauseRef, _ context: ExpressionContext
  ) -> Ranking? {
    guard let subject = lower(by, context), isRankable(subject, by, context.tree) else {
      return nil
    }
    var direction: Bool?
    var population: Int?
    var ties: Ranking.Ties?
    for option in options {
      switch option {
      case .highestFirst: direction = true
      case .lowestFirst: direction = false
      case .over(let name):
        guard case .population(let index)? = symbols[name.text] else {
          unknownName(
            name, context.tree, as: "population", in: program.populations.map(\.name))
          return nil
        }
        population = index
      case .ties(let name):
        switch name.text {
        case "share": ties = .share
        case "dense": ties = .dense
        case "average": ties = .average
        default:
          unknownWord(name, context.tree, "way to rank ties", ["share", "dense", "average", "by"])
          return nil
        }
      case .tiesBy(let id):
        guard let lowered = lower(id, context), isRankable(lowered, id, context.tree) else {
          return nil
        }
        ties = .by(lowered.id)
      }
    }
    let missing = [
      direction == nil ? "who comes first" : nil, population == nil ? "among whom" : nil,
      ties == nil ? "what ties do" : nil,
    ].compactMap(\.self)
    guard let direction, let population, let ties else {
      report(
        .rankOptions, reference.tree, reference.clause.span,
        ["missing": missing.joined(separator: " and ")])
      return nil
    }
    return Ranking(by: subject.id, highestFirst: direction, population: population, ties: ties)
  }

  private mutating func isRankable(_ lowered: Lowered, _ id: ExprID, _ tree: Int) -> Bool {
    switch lowered.type {
    case .quantity(let unit):
      guard !unit.factors.contains(where: { $0.base == "money" }) else {
        report(.moneyAcrossSubjects, tree, written(id, tree).span)
        return false
      }
      return true
    case .level: return true
    default:
      report(
        .notOrdered, tree, written(id, tree).span,
        [
          "type": describe(lowered.type), "operator": "rank",
        ])
      return false
    }
  }
}

/// The clauses about digits in the order in which they are read, and which of them only show.
private let roundingSlots: [(slot: Slot.Kind, isShow: Bool)] = [
  (.round, false), (.roundValue, false), (.roundScore, false), (.show, true), (.showValue, true),
  (.showScore, true),
]
