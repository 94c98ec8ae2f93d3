import PMMIR
import PMMNumber

/// What is made of the value: score, rounding, class and rank.
extension Explainer {
  /// The score rule and its arithmetic, a sentence each.
  var scoring: [ExplainedRule] {
    let clause = rules.score
    func says(_ words: String) -> ExplainedRule { rule(words, clause.source, clause.location) }
    if figures.score == nil, clause.value != .none { return [says(wording(.notScored))] }
    switch clause.value {
    case .none: return [says(wording(.scoreNone))]
    case .itself: return [says(wording(.scoreItself))]
    case .linear(let posts): return goalposts(posts, .scoreLinear).map(says)
    case .log(let posts): return goalposts(posts, .scoreLog).map(says)
    case .formula(let id):
      let text = formulaText(own: .entering)
      let line = says(wording(.scoreFormula, ["formula": text.words(id)]))
      // What is one step, or one set, is told with its arithmetic below.
      return text.isLeaf(id) || text.isSet(id)
        ? [line] : [line, says(arithmetic(text.numbers(id)))]
    case .population(let score): return standing(score).map(says)
    case .rows(let by, let rows):
      let line = wording(.scoreRowsBy, ["value": formulaText(own: .entering).words(by)])
      return [says(line)] + (chosenRow(by, rows, own: .entering).map { [says($0)] } ?? [])
    }
  }

  private func goalposts(_ posts: Goalposts, _ phrase: Phrase) -> [String] {
    let unit = rules.type.unit ?? .number
    let (worst, best) = (figure(posts.worst, own: .entering), figure(posts.best, own: .entering))
    guard let low = worst.number, let high = best.number else { return [wording(.scoreUnknown)] }
    func words(_ number: Rational) -> String { wording.quantity(number, unit) }
    var interval: (low: Rational, high: Rational) = (0, 1)
    if case .interval(let low, let high)? = program.head.scores { interval = (low, high) }
    let ends = (wording.decimal(interval.low), wording.decimal(interval.high))
    var lines = [
      wording(
        phrase,
        [
          "worst": words(low), "best": words(high), "lowest": ends.0, "highest": ends.1,
        ])
    ]
    if let power = posts.power {
      lines.append(wording(.scorePower, ["power": wording.decimal(power)]))
    }
    guard let value = figures.exactValue.number, let score = figures.exactScore?.number else {
      return lines
    }
    let isBeyond = value < min(low, high) || value > max(low, high)
    if isBeyond, posts.isClamped {
      return lines + [wording(.scoreClamped, ["value": words(value)])]
    }
    guard posts.power == nil else {
      return lines + [wording(.scoreOnScale, ["score": scoreNumber(score)])]
    }
    // The logarithms are no fractions, so how far it has come is told from the score.
    let share =
      phrase == .scoreLinear
      ? (value - low).divided(by: high - low)
      : (score - interval.low).divided(by: interval.high - interval.low)
    guard let share = share.map(wording.decimal) else { return lines }
    lines.append(
      wording(
        phrase == .scoreLinear ? .scoreArithmetic : .scoreLogArithmetic,
        [
          "value": words(value), "worst": words(low), "best": words(high), "share": share,
          "lowest": ends.0, "highest": ends.1, "score": scoreNumber(score),
        ]))
    return lines
  }

  /// A score that depends on where the others stand.
  func standing(_ rule: PopulationScore) -> [String] {
    func text(_ number: Rational) -> String { wording.number(Digits.standard.text(number)) }
    let ends = rule.ends(in: program)
    let phrase: Phrase
    switch rule.method {
    case .minmax: phrase = .scoreMinmax
    case .zscore: phrase = .scoreZScore
    case .rank: phrase = .scoreRank
    case .percentile: phrase = .scorePercentile
    }
    var lines = [
      wording(
        phrase,
        [
          "name": wording.population(rule.population, in: program), "low": text(ends.low),
          "high": text(ends.high), "mean": text(rule.mean), "deviation": text(rule.deviation),
          "worst": wording(rule.isDescending ? .highestOf : .lowestOf),
          "best": wording(rule.isDescending ? .lowestOf : .highestOf),
        ])
    ]
    guard let score = figures.exactScore?.number else { return lines }
    let share =
      rule.method == .zscore
      ? (score - rule.mean).divided(by: rule.deviation)
      : (score - ends.low).divided(by: ends.high - ends.low)
    if let share {
      lines.append(
        wording(
          rule.method == .zscore ? .scoreZ : .scoreStanding,
          ["share": wording.decimal(share), "score": scoreNumber(score)]))
    }
    return lines
  }

  /// `x = score`, with the exact score.
  private func arithmetic(_ numbers: String) -> String {
    let score =
      figures.exactScore?.number.map(scoreNumber)
      ?? explained(figures.exactScore ?? figures.value, scoreType).words
    return wording(.equals, ["left": numbers, "right": score])
  }

  private func scoreNumber(_ score: Rational) -> String {
    wording.quantity(score, scoreType.unit ?? .number)
  }

  // MARK: Rows

  /// The row of a table that held, in words.
  private func chosenRow(
    _ by: ExpressionID, _ rows: [Row], own: Own
  ) -> String? {
    let key = figure(by, own: own)
    guard let scalar = key.scalar else { return nil }
    let type = program[by].type
    let row = rows.first { row in
      switch row.pattern {
      case .anything: true
      case .interval(let bounds): scalar.number.map(bounds.contains) ?? false
      case .equals(let id): figure(id, own: own).scalar == scalar
      }
    }
    guard let row else { return nil }
    let text = formulaText(own: own)
    let pattern: String
    switch row.pattern {
    case .anything: pattern = wording(.anythingElse)
    case .interval(let bounds): pattern = words(bounds, type.unit ?? .number)
    case .equals(let id): pattern = wording(.exactly, ["value": text.words(id)])
    }
    return wording(
      .scoreRow,
      [
        "value": wording.value(scalar, type, in: program, show: decimals(of: by)),
        "pattern": pattern,
        "result": text.words(row.result),
      ])
  }

  /// `from 50 % to below 80 %`
  func words(_ bounds: Bounds, _ unit: Unit) -> String {
    let lower = bounds.lower.map { wording.quantity($0, unit) }
    let upper = bounds.upper.map { wording.quantity($0, unit) }
    let from = lower.map { wording(bounds.lowerIsOpen ? .above : .from, ["value": $0]) }
    let to = upper.map { wording(bounds.upperIsOpen ? .below : .upTo, ["value": $0]) }
    if let lower, let upper, !bounds.lowerIsOpen, !bounds.upperIsOpen {
      return wording(.between, ["lower": lower, "upper": upper])
    }
    let words = [from, to].compactMap { $0 }
    return words.isEmpty ? wording(.anyNumber) : words.joined(separator: wording(.listSeparator))
  }

  // MARK: Rounding, class, rank

  /// What `round` and `show` made of the exact figures.
  var rounding: [ExplainedRule] {
    var lines: [ExplainedRule] = []
    func add(
      _ decimals: Resolved<Decimals>?, _ changed: Phrase, _ same: Phrase, _ exact: Figure?,
      _ unit: Unit
    ) {
      guard let decimals, let number = exact?.number else { return }
      let count = decimals.value.count
      let isSame = number.rounded(decimals.value, unit) == number
      let words = wording(
        isSame ? same : changed,
        [
          "exact": wording.quantity(number, unit),
          "shown": wording.quantity(number, unit, show: decimals.value),
          "decimals": wording(count == 1 ? .decimalsOne : .decimalsMany, ["count": String(count)]),
          "mode": wording(Self.phrase(of: decimals.value.mode)),
        ])
      lines.append(rule(words, decimals.source, decimals.location))
    }
    let (valueUnit, scoreUnit) = (rules.type.unit ?? .number, scoreType.unit ?? .number)
    add(rules.roundValue, .roundedValue, .roundedValueSame, figures.exactValue, valueUnit)
    add(rules.roundScore, .roundedScore, .roundedScoreSame, figures.exactScore, scoreUnit)
    add(rules.showValue, .shownValue, .shownValueSame, figures.value, valueUnit)
    add(rules.showScore, .shownScore, .shownScoreSame, figures.score, scoreUnit)
    return lines
  }

  private static func phrase(of mode: RoundingMode) -> Phrase {
    switch mode {
    case .halfUp: .modeHalfUp
    case .halfEven: .modeHalfEven
    case .down: .modeDown
    case .up: .modeUp
    }
  }

  var classification: ExplainedRule? {
    guard let clause = rules.classification,
      let row = chosenRow(clause.value.by, clause.value.rows, own: .final)
    else { return nil }
    let by = formulaText(own: .final).words(clause.value.by)
    return rule(
      wording(.classRow, ["by": by, "row": row]), clause.source, clause.location)
  }

  var ranking: ExplainedRule? {
    guard let clause = rules.ranking else { return nil }
    let ranking = clause.value
    let text = formulaText(own: .final)
    var words = wording(
      ranking.highestFirst ? .rankRule : .rankRuleLowest, ["by": text.words(ranking.by)])
    if let index = ranking.population {
      let population = program.populations[index]
      let title = population.title.text(wording.language, fallback: program.head.languages)
      words += " " + wording(.rankOver, ["name": title.isEmpty ? population.name.spaced : title])
    }
    switch ranking.ties {
    case .share: words += " " + wording(.tiesShare)
    case .dense: words += " " + wording(.tiesDense)
    case .average: words += " " + wording(.tiesAverage)
    case .by(let id): words += " " + wording(.tiesBy, ["by": text.words(id)])
    }
    if let (members, ranked) = rankedMembers, ranked < members {
      words +=
        " "
        + wording(.rankMembers, ["ranked": String(ranked), "members": String(members)])
    }
    if let reason = figures.rankReason {
      words += " " + wording(.noRank, ["reason": wording.reason(reason, in: program)])
    }
    return rule(words, clause.source, clause.location)
  }
}
