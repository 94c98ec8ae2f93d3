internal import PMMIR
internal import PMMNumber

/// A node over every place and cell, stage by stage, as the reference does it. At the end of each
/// stage, exact arithmetic decides what is in doubt.
extension Engine {
  func figures(of node: Int) -> [CellFigures] {
    let cells = setting.cells[node]
    if cells.isEmpty { return [] }
    let kinds = sets.kinds(of: node, in: setting.program)
    let absent = cells.map { absentPlaces(node, $0) }
    var held: [[Bool]] = []
    let observed = cells.indices.map { cell in
      var conditions: [Int: [Bool]] = [:]
      let vector = merged(kinds) { set in
        guard sets.rules[set][node].cells.contains(cells[cell]) else {
          return missing(reasons.bit(.notAvailable))
        }
        let (vector, held) = self.observed(node, set, cells[cell])
        conditions[set] = held
        return vector
      }
      held.append(kinds.merged(conditions))
      return resolved(adapted(vector, node, absent[cell]), .observed, node, cell) { $0.exactValue }
    }
    let imputed = impute(observed, held, node, kinds, absent)
    let treated = treat(imputed, node)
    let entering = treated.map { OwnFigures(value: $0, shown: $0, score: nil) }
    var scored = cells.indices.map { cell in
      score(cell, entering, observed[cell], node, kinds)
    }
    for cell in cells.indices { scored[cell].absent = absent[cell] }
    if setting.options.bounds {
      for cell in cells.indices {
        guard let score = scored[cell].score,
          let (low, high) = bounds(of: node, cell, score, held[cell], kinds)
        else { continue }
        (scored[cell].low, scored[cell].high) = (low, high)
      }
    }
    let isClassified = kinds.representatives.contains { sets.rules[$0][node].classification != nil }
    guard isClassified else { return scored }
    let finished = scored.map {
      OwnFigures(value: $0.value, shown: $0.shown, score: $0.score)
    }
    return cells.indices.map { cell in
      var figures = scored[cell]
      let own = own(node, cells[cell], finished, .scored)
      // The engine lives as long as whoever may ask.
      figures.levels = Later { [unowned self] in levels(own, node, cell, kinds) }
      return figures
    }
  }

  private func levels(
    _ own: Reading, _ node: Int, _ cell: Int, _ kinds: RuleSets.Kinds
  ) -> Vector {
    let formulas = Formulas(self, own)
    let found = merged(kinds) { set in
      sets.rules[set][node].classification.map { formulas.matched($0.value.by, $0.value.rows) }
        ?? missing(0)
    }
    return found.resolved { place in
      let cells = setting.cells[node].count
      noteExact(node, cell, place)
      let figures = asked { exact.figures(.final, node: node, index: place * cells + cell) }
      return figures?.classification.map { .known(Approximation(Double($0))) } ?? .missing(0)
    }
  }

  /// A reading of clauses that know no policies, with the node's own figures.
  func own(
    _ node: Int, _ cell: Cell, _ figures: [OwnFigures], _ stage: LazyFigures.Stage
  ) -> Reading {
    let cells = setting.cells[node]
    var reading = Reading(node: node, cell: cell)
    reading.own = { cell in cells.firstIndex(of: cell).map { figures[$0] } }
    reading.stage = stage
    return reading
  }

  /// A vector in which exact arithmetic has decided what was in doubt.
  func resolved(
    _ vector: Vector, _ stage: LazyFigures.Stage, _ node: Int, _ cell: Int,
    _ part: (NodeFigures) -> Figure?
  ) -> Vector {
    guard vector.hasDoubts else { return vector }
    let cells = setting.cells[node].count
    return vector.resolved { place in
      self.noteExact(node, cell, place)
      let figures = self.asked {
        self.exact.figures(stage, node: node, index: place * cells + cell)
      }
      return figures.flatMap(part).map(self.translation.lane) ?? .missing(0)
    }
  }

  // MARK: The value

  /// Conditions, then the formula or the combination; and where a condition held.
  private func observed(
    _ node: Int, _ set: Int, _ cell: Cell
  ) -> (figures: Vector, held: [Bool]) {
    let rules = sets.rules[set][node]
    let bare = Formulas(self, Reading(node: node, set: set, cell: cell))
    let formulas = formulas(of: node, set, cell)
    var value: Vector
    switch rules.body.value {
    case .formula(let formula), .reported(_, let formula):
      value = formulas.vector(formula)
      if let policies = formulas.policies { value = decided(value, policies, formulas) }
    case .combine(let combination):
      value = combine(combination, of: node, rules, formulas)
    case .heading:
      value = bare.doubt
    }
    var held: [Bool] = []
    if !rules.conditions.isEmpty {
      let tests = rules.conditions.map { bare.decided($0.value.test) }
      let results = rules.conditions.map { condition -> Vector in
        switch condition.value.result {
        case .value(let expression): bare.vector(expression)
        case .reason(let reason): bare.constant(.missing(reasons.bit(reason)))
        case .missing: bare.constant(.missing(reasons.bit(.notAvailable)))
        }
      }
      held = Array(repeating: false, count: count)
      let plain = value
      value = .make(count) { place in
        for (test, result) in zip(tests, results) {
          guard test.states[place] < State.doubt else { return .doubt }
          guard test[place].isTrue else { continue }
          held[place] = true
          return result[place].carrying(test[place])
        }
        return plain[place]
      }
      let taken = held
      value.origin = { place, steps in taken[place] ? nil : plain.precise(place, &steps) }
    }
    if let own = setting.program.nodes[node].disclosure?.value {
      let before = value
      value = .make(count) { place in
        var lane = before[place]
        lane.disclosure = max(lane.disclosure, UInt8(clamping: own))
        return lane
      }.comes(from: before)
      value.scale = before.scale
    }
    return (value, held)
  }

  /// A node's own formula or combination, under its lines.
  func formulas(of node: Int, _ set: Int, _ cell: Cell) -> Formulas {
    var reading = Reading(node: node, set: set, cell: cell)
    reading.policies = Policies(sets.rules[set][node].policies, self)
    return Formulas(self, reading)
  }

  /// What the node is after its `result` lines.
  func decided(_ value: Vector, _ policies: Policies, _ formulas: Formulas) -> Vector {
    guard let decisions = value.decisions else { return value }
    let result = Vector.make(count) { policies.decided(value[$0], $0, formulas) }
    result.origin = { place, steps in
      decisions[place] == 0 ? value.precise(place, &steps) : nil
    }
    return result
  }

  // MARK: Imputation

  private func impute(
    _ observed: [Vector], _ held: [[Bool]], _ node: Int, _ kinds: RuleSets.Kinds,
    _ absent: [[Bool]]
  ) -> [Vector] {
    let rules = kinds.representatives.map { sets.rules[$0][node] }
    guard rules.contains(where: { $0.imputation != nil }) else { return observed }
    return observed.indices.map { cell in
      guard observed[cell].hasGaps else { return observed[cell] }
      let filled = merged(kinds) { set in
        sets.rules[set][node].imputation.map {
          imputed(observed, held[cell], node, cell, $0.value, absent[cell])
        } ?? observed[cell]
      }
      return resolved(filled, .imputed, node, cell) { $0.exactValue }
    }
  }

  /// The column of a cell, filled where nothing was observed.
  private func imputed(
    _ observed: [Vector], _ held: [Bool], _ node: Int, _ cell: Int, _ imputation: Imputation,
    _ absent: [Bool]
  ) -> Vector {
    let unadapted = unadapted(node)
    let cells = setting.cells[node]
    let (notApplicable, invalid) = (reasons.bit(.notApplicable), reasons.bit(.invalid))
    let figures = observed.map { OwnFigures(value: $0, shown: $0, score: nil) }
    let column = observed[cell]
    let formulas = Formulas(self, own(node, cells[cell], figures, .observed))
    let filling: Vector
    switch imputation {
    case .value(let expression): filling = formulas.vector(expression)
    case .aggregate(let aggregate, let population):
      filling = statistic(
        aggregate, [column], over: population, isLevel: rules(node).type.unit == nil,
        among: comparable(node))
    }
    return .make(count) { place in
      let lane = column[place]
      guard lane.state == State.missing, held.isEmpty || !held[place],
        absent.isEmpty || !absent[place],
        lane.reasons != notApplicable, lane.reasons & invalid == 0
      else { return lane }
      var filled = filling[place]
      guard filled.state < State.doubt else { return .doubt }
      guard filled.isKnown else { return lane }
      if case .aggregate = imputation { filled = .known(filled.number) }
      (filled.decision, filled.decided) = (0, 0)
      filled.flags |= StatusFlags.imputed.rawValue
      if let unadapted, !unadapted[place] { filled.flags |= StatusFlags.adapted.rawValue }
      filled.disclosure = max(filled.disclosure, lane.disclosure)
      return filled
    }
  }

  // MARK: Score

  private func score(
    _ cell: Int, _ entering: [OwnFigures], _ observed: Vector, _ node: Int, _ kinds: RuleSets.Kinds
  ) -> CellFigures {
    /// A vector at the decimals that each set asks for.
    func rounded(
      _ vector: Vector, isScore: Bool = false, _ decimals: @escaping (RoundedFigures) -> Decimals?
    ) -> Vector {
      merged(kinds) { set in
        let rules = sets.rules[set][node]
        let isNumber = isScore ? scoreIsNumber(rules) : rules.type.unit != nil
        let unit = isScore && !rules.scoreIsValue ? nil : rules.type.unit
        guard isNumber, let decimals = decimals(RoundedFigures(rules)) else { return vector }
        return self.rounded(vector, decimals, unit)
      }
    }
    let value = resolved(rounded(entering[cell].value, \.value), .scored, node, cell) { $0.value }
    let shown = resolved(rounded(value, \.shownValue), .scored, node, cell) { $0.shown }
    var figures = CellFigures(value: value, observed: observed, shown: shown)
    let at = setting.cells[node][cell]
    guard kinds.representatives.contains(where: { sets.rules[$0][node].isScored(at) }) else {
      return figures
    }
    figures.unscored = unscoredPlaces(node, at)
    let exactScore = merged(kinds) { set in
      let rules = sets.rules[set][node]
      return rules.isScored(at)
        ? self.exactScore(cell, entering, node, rules) : missing(reasons.bit(.notAvailable))
    }
    let score = resolved(rounded(exactScore, isScore: true, \.score), .scored, node, cell) {
      $0.score
    }
    figures.score = score
    let isShown = kinds.representatives.contains { set in
      RoundedFigures(sets.rules[set][node]).shownScore != nil
    }
    figures.shownScore =
      !isShown
      ? score
      : resolved(rounded(score, isScore: true, \.shownScore), .scored, node, cell) { figures in
        guard let number = figures.shownScore, let score = figures.score else {
          return figures.score
        }
        return Figure.number(number).carrying(score)
      }
    return figures
  }

  /// The decimals that rules say of a node's figures.
  struct RoundedFigures {
    var value: Decimals?
    var score: Decimals?
    var shownValue: Decimals?
    var shownScore: Decimals?

    init(_ rules: Rules) {
      (value, score) = (rules.roundValue?.value, rules.roundScore?.value)
      (shownValue, shownScore) = (rules.showValue?.value, rules.showScore?.value)
      if rules.scoreIsValue {
        (value, score) = (value ?? score, value ?? score)
        (shownValue, shownScore) = (shownValue ?? shownScore, shownScore ?? shownValue)
      }
    }
  }

  /// Whether a node's scores are numbers, and no levels of a scale.
  func scoreIsNumber(_ rules: Rules) -> Bool {
    if rules.scoreIsValue { return rules.type.unit != nil }
    switch rules.score.value {
    case .formula(let formula):
      if case .quantity = setting.program[formula].type { return true }
      return false
    case .rows(_, let rows):
      return rows.allSatisfy { row in
        if case .quantity = setting.program[row.result].type { return true }
        return false
      }
    case .none, .itself, .linear, .log, .population: return true
    }
  }

  /// The score before rounding. A missing value has a missing score, for the same causes.
  private func exactScore(
    _ cell: Int, _ entering: [OwnFigures], _ node: Int, _ rules: Rules
  ) -> Vector {
    let value = entering[cell].value
    if rules.scoreIsValue { return value }
    let formulas = Formulas(self, own(node, setting.cells[node][cell], entering, .given))
    /// What the value has to say comes first.
    func carrying(_ scores: Vector) -> Vector {
      guard value.hasGaps || !value.isPlain else { return scores }
      let result = Vector.make(count) { place in
        let lane = value[place]
        return lane.isKnown ? scores[place].carrying(lane) : lane
      }
      result.scale = scores.scale
      return result.comes(from: scores)
    }
    switch rules.score.value {
    case .none, .itself: return value
    case .formula(let formula): return carrying(formulas.vector(formula))
    case .rows(let by, let rows): return carrying(formulas.matched(by, rows))
    case .linear(let goalposts): return score(value, goalposts, formulas, isLogarithmic: false)
    case .log(let goalposts): return score(value, goalposts, formulas, isLogarithmic: true)
    case .population(let rule):
      return score(value, rule, node, cell, isLevel: rules.type.unit == nil)
    }
  }

  private func score(
    _ value: Vector, _ goalposts: Goalposts, _ formulas: Formulas, isLogarithmic: Bool
  ) -> Vector {
    let worst = formulas.vector(goalposts.worst)
    let best = formulas.vector(goalposts.best)
    let power = goalposts.power.map { $0.approximation }
    if let power, power == nil { return formulas.doubt }
    let scale =
      value.scale > 0 && worst.scale > 0 && best.scale > 0
      ? max(value.scale, max(worst.scale, best.scale)) : 0
    let ends = scoreEnds
    let result = Vector.make(count) { place in
      let lane = value[place]
      guard lane.isKnown else { return lane }
      let (a, b) = (worst[place], best[place])
      if a.state | b.state != State.known { return formulas.propagated(a, b) }
      var found =
        isLogarithmic
        ? Numbers.logarithmic(
          lane.number, a.number, b.number, clamped: goalposts.isClamped, scale: scale)
        : Numbers.linear(
          lane.number, a.number, b.number, clamped: goalposts.isClamped, scale: scale)
      if case .known(let share) = found, let power = power ?? nil {
        found = Numbers.power(share, power)
      }
      let from = lane.carrying(a).carrying(b)
      switch found {
      case .known(let share):
        return Lane.known(ends.map { $0.low + share * $0.span } ?? share).carrying(from)
      case .missing(let reason):
        return Lane.missing(reasons.bit(reason)).carrying(from)
      case .doubt: return .doubt
      }
    }
    let preciseEnds = preciseEnds
    if !isLogarithmic, power == nil, (ends == nil) == (preciseEnds == nil) {
      result.origin = { place, steps in
        guard let x = value.precise(place, &steps), let a = worst.precise(place, &steps),
          let b = best.precise(place, &steps)
        else { return nil }
        let share = (x - a) / (b - a)
        guard share.isInnerShare else { return nil }
        return preciseEnds.map { $0.low + share * $0.span } ?? share
      }
    }
    return result
  }

  /// The interval of scores; nil where scores are shares.
  private var scoreEnds: (low: Approximation, span: Approximation)? {
    guard case .interval(let low, let high)? = setting.program.head.scores,
      let start = low.approximation, let span = (high - low).approximation
    else { return nil }
    return (start, span)
  }

  /// The same with more digits; nil where they are shares, or longer.
  private var preciseEnds: (low: Precise, span: Precise)? {
    guard case .interval(let low, let high)? = setting.program.head.scores,
      let start = Precise(low), let span = Precise(high - low)
    else { return nil }
    return (start, span)
  }

  private func score(
    _ value: Vector, _ rule: PopulationScore, _ node: Int, _ cell: Int, isLevel: Bool
  ) -> Vector {
    let cells = setting.cells[node].count
    let exactly = { (place: Int) -> Rational? in
      self.asked {
        self.exact.figures(.given, node: node, index: place * cells + cell)
      }?.exactValue.number
    }
    let (low, high) = rule.ends(in: setting.program)
    let base = rule.method == .zscore ? rule.mean : low
    let factor = rule.method == .zscore ? rule.deviation : high - low
    guard let start = base.approximation, let span = factor.approximation else {
      return Vector(.doubt, count: count)
    }
    let comparable = comparable(node)
    let share: Vector.Origin?
    let result: Vector
    if rule.method == .minmax, !isLevel, comparable == nil,
      let scale = GroupScale(value, groups(rule.population), exactly),
      let scores = scale.scores(
        from: start, span, isDescending: rule.isDescending,
        atLeast: setting.program.populations[rule.population].atLeast ?? 0)
    {
      for case (let group, let ends?) in scale.ends.enumerated() {
        keep(ends, (node, cell), rule.population, group)
      }
      share = scale.share(isDescending: rule.isDescending)
      result = scores
    } else {
      let places = places(
        rule.method, of: value, in: value, over: rule.population, isDescending: rule.isDescending,
        isLevel: isLevel, among: comparable, owner: (node, cell), exact: exactly)
      share = places.origin
      result =
        plainly(places, start, span, of: value)
        ?? .make(count) { place in
          let lane = value[place]
          let found = places[place]
          return switch (lane.state, found.state) {
          case (State.known, State.known):
            Lane.known(start + found.number * span).carrying(lane)
          case (State.known, State.missing): Lane.missing(found.reasons).carrying(lane)
          case (State.known, _): .doubt
          default: lane
          }
        }
    }
    if let base = Precise(base), let factor = Precise(factor), let share {
      result.origin = { place, steps in share(place, &steps).map { base + $0 * factor } }
    }
    return result
  }

  /// Scores in the place of the places that they come from, which nobody needs any more. Nil where
  /// more than numbers and gaps stands in the vectors.
  private func plainly(
    _ places: Vector, _ start: Approximation, _ span: Approximation, of value: Vector
  ) -> Vector? {
    guard value.isPlain, places.isPlain, !places.hasMissing else { return nil }
    let (values, errors, states) = (places.values, places.needErrors(), places.states)
    let own = value.states
    for place in 0..<count {
      if own[place] != State.known {
        (values[place], errors[place], states[place]) = (0, 0, own[place])
      } else if states[place] == State.known {
        let score = start + Approximation(values[place], errors[place]) * span
        (values[place], errors[place]) = (score.value, score.error)
        if !score.isUsable { states[place] = State.doubt }
      }
    }
    places.borrowReasons(of: value)
    return places.finish()
  }
}
