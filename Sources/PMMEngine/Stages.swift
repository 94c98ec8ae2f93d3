internal import PMMIR
internal import PMMNumber

/// A node over every place and cell, stage by stage, as the reference does it. At the end of each
/// stage, exact arithmetic decides what is in doubt.
extension Engine {
  func figures(of node: Int) -> [CellFigures] {
    let rules = setting.rules[node]
    let cells = setting.cells[node]
    if case .heading = rules.body.value { return [] }
    var held: [[Bool]] = []
    let observed = cells.indices.map { cell in
      let (vector, conditions) = self.observed(node, rules, cells[cell])
      held.append(conditions)
      return resolved(vector, .observed, node, cell) { $0.exactValue }
    }
    let imputed = impute(observed, held, node, rules)
    let treated = treat(imputed, node, rules)
    let entering = treated.map { OwnFigures(value: $0, shown: $0, score: nil) }
    let scored = cells.indices.map { cell in
      score(cell, entering, observed[cell], node, rules)
    }
    guard let classification = rules.classification?.value else { return scored }
    let finished = scored.map {
      OwnFigures(value: $0.value, shown: $0.shown, score: $0.score)
    }
    return cells.indices.map { cell in
      var figures = scored[cell]
      let formulas = Formulas(
        self, own(node, cells[cell], finished, .scored))
      let level = formulas.matched(classification.by, classification.rows)
      figures.level = level.resolved { place in
        let found = self.asked {
          self.exact.figures(.final, node: node, index: place * cells.count + cell)
        }
        return found?.classification.map { .known(Approximation(Double($0))) } ?? .missing(0)
      }
      return figures
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
  private func resolved(
    _ vector: Vector, _ stage: LazyFigures.Stage, _ node: Int, _ cell: Int,
    _ part: (NodeFigures) -> Figure?
  ) -> Vector {
    guard vector.hasDoubts else { return vector }
    let cells = setting.cells[node].count
    return vector.resolved { place in
      let figures = self.asked {
        self.exact.figures(stage, node: node, index: place * cells + cell)
      }
      return figures.flatMap(part).map(self.translation.lane) ?? .missing(0)
    }
  }

  // MARK: The value

  /// Conditions, then the formula or the combination; and where a condition held.
  private func observed(
    _ node: Int, _ rules: Rules, _ cell: Cell
  ) -> (figures: Vector, held: [Bool]) {
    let bare = Formulas(self, Reading(node: node, cell: cell))
    var reading = bare.reading
    reading.policies = Policies(rules.policies, self)
    let formulas = Formulas(self, reading)
    var value: Vector
    switch rules.body.value {
    case .formula(let formula), .reported(_, let formula):
      value = formulas.vector(formula)
      if let policies = reading.policies { value = decided(value, policies, formulas) }
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
    _ observed: [Vector], _ held: [[Bool]], _ node: Int, _ rules: Rules
  ) -> [Vector] {
    guard let imputation = rules.imputation?.value else { return observed }
    let cells = setting.cells[node]
    let (notApplicable, invalid) = (reasons.bit(.notApplicable), reasons.bit(.invalid))
    let figures = observed.map { OwnFigures(value: $0, shown: $0, score: nil) }
    return cells.indices.map { cell in
      let column = observed[cell]
      guard column.hasGaps else { return column }
      let formulas = Formulas(self, own(node, cells[cell], figures, .observed))
      let filling: Vector
      switch imputation {
      case .value(let expression): filling = formulas.vector(expression)
      case .aggregate(let aggregate, let population):
        let isLevel = rules.type.unit == nil
        filling = statistic(
          aggregate, [column], over: population, isLevel: isLevel, reading: nil)
      }
      let result = Vector.make(count) { place in
        let lane = column[place]
        guard lane.state == State.missing, held[cell].isEmpty || !held[cell][place],
          lane.reasons != notApplicable, lane.reasons & invalid == 0
        else { return lane }
        var filled = filling[place]
        guard filled.state < State.doubt else { return .doubt }
        guard filled.isKnown else { return lane }
        if case .aggregate = imputation { filled = .known(filled.number) }
        (filled.decision, filled.decided) = (0, 0)
        filled.flags |= StatusFlags.imputed.rawValue
        filled.disclosure = max(filled.disclosure, lane.disclosure)
        return filled
      }
      return resolved(result, .imputed, node, cell) { $0.exactValue }
    }
  }

  // MARK: Treatment

  private func treat(_ columns: [Vector], _ node: Int, _ rules: Rules) -> [Vector] {
    guard rules.treatment != nil else { return columns }
    return columns.enumerated().map { cell, column in
      let doubtful = Vector.make(count) { column[$0].isKnown ? .doubt : column[$0] }
      return resolved(doubtful, .treated, node, cell) { $0.exactValue }
    }
  }

  // MARK: Score

  private func score(
    _ cell: Int, _ entering: [OwnFigures], _ observed: Vector, _ node: Int, _ rules: Rules
  ) -> CellFigures {
    let exactValue = entering[cell].value
    var exactScore: Vector?
    if rules.isScored(setting.cells[node][cell]) {
      exactScore = self.exactScore(cell, entering, node, rules)
    }
    let scoreUnit = rules.scoreIsValue ? rules.type.unit : nil
    var (roundValue, roundScore) = (rules.roundValue?.value, rules.roundScore?.value)
    var (showValue, showScore) = (rules.showValue?.value, rules.showScore?.value)
    if rules.scoreIsValue {
      (roundValue, roundScore) = (roundValue ?? roundScore, roundValue ?? roundScore)
      (showValue, showScore) = (showValue ?? showScore, showScore ?? showValue)
    }
    let isNumber = rules.type.unit != nil
    func rounded(_ vector: Vector, _ decimals: Decimals?, _ unit: Unit?) -> Vector {
      guard let decimals else { return vector }
      return self.rounded(vector, decimals, unit)
    }
    let value = resolved(
      isNumber ? rounded(exactValue, roundValue, rules.type.unit) : exactValue, .scored, node,
      cell
    ) { $0.value }
    let shown = resolved(
      isNumber ? rounded(value, showValue, rules.type.unit) : value, .scored, node, cell
    ) { $0.shown }
    var figures = CellFigures(value: value, observed: observed, shown: shown)
    guard let exactScore else { return figures }
    let hasNumbers = scoreIsNumber(rules)
    let score = resolved(
      hasNumbers ? rounded(exactScore, roundScore, scoreUnit) : exactScore, .scored, node, cell
    ) { $0.score }
    figures.score = score
    figures.shownScore =
      showScore == nil || !hasNumbers
      ? score
      : resolved(rounded(score, showScore, scoreUnit), .scored, node, cell) { figures in
        guard let number = figures.shownScore, let score = figures.score else {
          return figures.score
        }
        return Figure.number(number).carrying(score)
      }
    return figures
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
    let places = places(
      rule.method, of: value, in: value, over: rule.population, isDescending: rule.isDescending,
      isLevel: isLevel, owner: (node, cell)
    ) { place in
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
    let result = Vector(count: count)
    let isPlain = value.isPlain && places.isPlain
    if isPlain { result.borrowReasons(of: value) }
    for place in 0..<count {
      if isPlain, value.states[place] != State.known {
        result.values[place] = 0
        result.errors[place] = 0
        result.states[place] = value.states[place]
        continue
      }
      if isPlain, places.states[place] == State.known {
        let score = start + places.number(place) * span
        result.values[place] = score.value
        result.errors[place] = score.error
        result.states[place] = score.isUsable ? State.known : State.doubt
        continue
      }
      let lane = value[place]
      let found = places[place]
      result[place] =
        switch (lane.state, found.state) {
        case (State.known, State.known):
          Lane.known(start + found.number * span).carrying(lane)
        case (State.known, State.missing): Lane.missing(found.reasons).carrying(lane)
        case (State.known, _): .doubt
        default: lane
        }
    }
    result.finish()
    // The places themselves are not needed any more.
    if let base = Precise(base), let factor = Precise(factor), let share = places.origin {
      result.origin = { place, steps in share(place, &steps).map { base + $0 * factor } }
    }
    return result
  }

  // MARK: Rounding

  /// At so many decimals of the printed number; in doubt where the bound does not say which way.
  func rounded(_ vector: Vector, _ decimals: Decimals, _ unit: Unit?) -> Vector {
    let factor: Double = unit?.isPercent ?? false ? 100 : 1
    guard abs(decimals.count) <= 12 else {
      return .make(count) { vector[$0].isKnown ? .doubt : vector[$0] }
    }
    var power = 1.0
    for _ in 0..<abs(decimals.count) { power *= 10 }
    // How many units of the last decimal one is.
    let units = decimals.count >= 0 ? factor * power : factor / power
    let scale = decimals.count >= 0 ? units : factor
    let result = Vector.make(count) { place in
      var lane = vector[place]
      guard lane.isKnown else { return lane }
      guard
        let whole = Self.wholeUnits(
          lane.number, units, power, factor, decimals, vector.scale)
      else { return .doubt }
      let top = decimals.count >= 0 ? whole : whole * power
      guard abs(top) < 0x1p51 else { return .doubt }
      let number = Approximation(top) / Approximation(scale)
      lane.number = number
      return lane
    }
    result.scale = scale
    return result
  }

  /// The number of units of the last decimal, rounded; nil if the bound does not decide.
  static func wholeUnits(
    _ number: Approximation, _ units: Double, _ power: Double, _ factor: Double,
    _ decimals: Decimals, _ scale: Double
  ) -> Double? {
    if scale > 0, abs(number.value) * scale < 0x1p51, decimals.count >= 0 {
      // A whole number over a power of ten: rounded in whole numbers.
      let top = (number.value * scale).rounded()
      if units >= scale {
        let exact = top * (units / scale)
        return abs(exact) < 0x1p51 ? exact : nil
      }
      let divisor = Int(scale / units)
      let (quotient, rest) = Int(abs(top)).quotientAndRemainder(dividingBy: divisor)
      let twice = 2 * rest
      let isUp =
        switch decimals.mode {
        case .down: false
        case .up: rest > 0
        case .halfUp: twice >= divisor
        case .halfEven: twice > divisor || twice == divisor && quotient % 2 == 1
        }
      let magnitude = Double(quotient + (isUp ? 1 : 0))
      return top < 0 ? -magnitude : magnitude
    }
    let scaled =
      decimals.count >= 0
      ? number * Approximation(units)
      : number * Approximation(factor) / Approximation(power)
    guard scaled.hasSign, abs(scaled.value) < 0x1p50 else { return nil }
    let (low, high) = (
      abs(scaled.value) - scaled.error, abs(scaled.value) + scaled.error
    )
    func whole(_ magnitude: Double) -> Double {
      let below = magnitude.rounded(.down)
      let rest = magnitude - below
      return switch decimals.mode {
      case .down: below
      case .up: rest > 0 ? below + 1 : below
      case .halfUp: rest >= 0.5 ? below + 1 : below
      case .halfEven:
        rest > 0.5 || rest == 0.5 && below.remainder(dividingBy: 2) != 0 ? below + 1 : below
      }
    }
    // Both ends on one side of every tie: they round alike, and no tie lies on an end.
    if scaled.error > 0 {
      let isOnTie = [low, high].contains { end in
        let rest = end - end.rounded(.down)
        return rest == 0 || rest == 0.5
      }
      guard !isOnTie, low > 0, whole(low) == whole(high) else { return nil }
    }
    return scaled.value < 0 ? -whole(high) : whole(high)
  }
}
