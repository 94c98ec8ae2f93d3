package import PMMNumber

extension Results {
  /// What follows the value, in this order: score, round, show.
  func addScore(
    _ figures: inout NodeFigures, of node: Int, _ rules: Rules, _ scope: Scope
  ) {
    let given = setting.options.childScores[node]
    if rules.isScored(scope.cell) {
      figures.exactScore = given ?? exactScore(rules, figures, scope)
    }
    let scoreUnit = rules.scoreIsValue ? rules.type.unit : nil
    var roundValue = rules.roundValue?.value
    var roundScore = rules.roundScore?.value
    var showValue = rules.showValue?.value
    var showScore = rules.showScore?.value
    if rules.scoreIsValue {
      // One figure under two names: what is said of either holds for both.
      (roundValue, roundScore) = (roundValue ?? roundScore, roundValue ?? roundScore)
      (showValue, showScore) = (showValue ?? showScore, showScore ?? showValue)
    }
    figures.value = rounded(figures.exactValue, roundValue, rules.type.unit)
    figures.score = figures.exactScore.map { score in
      given == nil ? rounded(score, roundScore, scoreUnit) : score
    }
    figures.shownValue = rounded(figures.value, showValue, rules.type.unit).number
    figures.shownScore = figures.score.flatMap { rounded($0, showScore, scoreUnit).number }
  }

  /// The figure at so many decimals of its printed number.
  private func rounded(_ figure: Figure, _ decimals: Decimals?, _ unit: Unit?) -> Figure {
    guard let decimals, let number = figure.number else { return figure }
    let rounded = number.rounded(decimals, unit)
    return Figure(.known(.number(rounded)), flags: figure.flags, disclosure: figure.disclosure)
  }

  /// The score before rounding. A missing value has a missing score, for the same causes.
  private func exactScore(_ rules: Rules, _ figures: NodeFigures, _ scope: Scope) -> Figure {
    let value = figures.exactValue
    guard value.isKnown else { return value }
    if rules.scoreIsValue { return value }
    var scope = scope
    scope.own = figures
    var evaluation = Evaluation(self, scope, [])
    switch rules.score.value {
    case .none, .itself:
      return value
    case .formula(let formula):
      return evaluation.figure(formula).carrying(value)
    case .rows(let by, let rows):
      return evaluation.matched(by, rows).carrying(value)
    case .linear(let goalposts):
      return score(value, goalposts, linearFraction, &evaluation)
    case .log(let goalposts):
      return score(value, goalposts, logFraction, &evaluation)
    case .population(let rule):
      return evaluation.standing(value, rule, ends: rule.ends(in: setting.program))
    }
  }

  /// Goalposts: the fraction of the way from worst to best, its power, on the interval of scores.
  private func score(
    _ value: Figure, _ goalposts: Goalposts,
    _ fraction: (Rational, Rational, Rational, Bool) -> Outcome, _ evaluation: inout Evaluation
  ) -> Figure {
    let worst = evaluation.figure(goalposts.worst)
    let best = evaluation.figure(goalposts.best)
    if let missing = evaluation.propagated([worst, best]) { return missing }
    guard let x = value.number, let a = worst.number, let b = best.number else {
      return evaluation.failed(.undefined)
    }
    var result = fraction(x, a, b, goalposts.isClamped)
    if case .known(.number(let share)) = result, let power = goalposts.power {
      result = combined(.power, .number(share), .number(power))
    }
    if case .known(.number(let share)) = result,
      case .interval(let low, let high)? = setting.program.head.scores
    {
      result = .number(low + share * (high - low))
    }
    return evaluation.outcome(result, from: [value, worst, best])
  }

  /// The level of `class`; nil if what it looks at is missing.
  func level(
    _ classification: Classification, _ figures: NodeFigures, _ scope: Scope
  ) -> Int? {
    var scope = scope
    scope.own = figures
    var evaluation = Evaluation(self, scope, [])
    let result = evaluation.matched(classification.by, classification.rows)
    if case .level(let level)? = result.scalar { return level }
    return nil
  }
}

extension Evaluation {
  /// A score that is a place among the others: their values as they enter the score.
  fileprivate mutating func standing(
    _ value: Figure, _ rule: PopulationScore, ends: (low: Rational, high: Rational)
  ) -> Figure {
    guard let scalar = value.scalar, var result = ownPlace(rule, of: scalar) else {
      return failed(.notAvailable, from: [value])
    }
    if case .known(.number(let share)) = result {
      result = .number(
        rule.method == .zscore
          ? rule.mean + rule.deviation * share : ends.low + share * (ends.high - ends.low))
    }
    return outcome(result, from: [value])
  }

  /// `by EXPR { rows }`: the result of the first row whose pattern holds.
  mutating func matched(_ by: ExpressionID, _ rows: [Row]) -> Figure {
    let key = figure(by)
    guard let scalar = key.scalar else { return key }
    for row in rows where holds(row.pattern, scalar) { return figure(row.result).carrying(key) }
    return failed(.undefined, from: [key])
  }

  mutating func holds(_ pattern: Row.Pattern, _ key: Scalar) -> Bool {
    switch pattern {
    case .anything: true
    case .interval(let bounds): key.number.map(bounds.contains) ?? false
    case .equals(let pattern): figure(pattern).scalar == key
    }
  }
}

extension Rational {
  /// Rounded at so many decimals of the number that is printed in the unit.
  package func rounded(_ decimals: Decimals, _ unit: Unit?) -> Rational {
    let factor = unit?.printFactor ?? 1
    let printed = (self * factor).rounded(decimals: decimals.count, decimals.mode)
    return printed.divided(by: factor) ?? printed
  }
}
