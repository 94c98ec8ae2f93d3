internal import PMMIR
internal import PMMNumber

/// The lowest and the highest that a score over incomplete data could be, as columns.
extension Engine {
  /// Of a node's scored cell. Missing without a reason where there are no bounds; `held`: where a
  /// condition decided the figures.
  func bounds(
    of node: Int, _ cell: Int, _ score: Vector, _ held: [Bool], _ kinds: RuleSets.Kinds
  ) -> (low: Vector, high: Vector)? {
    guard case .interval(let low, let high)? = setting.program.head.scores,
      let lowest = low.approximation, let highest = high.approximation
    else { return nil }
    let scores = (low: lowest, high: highest)
    var found: [Int: ScoreBounds] = [:]
    for set in kinds.representatives {
      found[set] = ScoreBounds(self, node, set, setting.cells[node][cell], score, held, scores)
    }
    func side(_ isLow: Bool) -> Vector {
      let vector = merged(kinds) { set in
        found[set].map { $0.vector(isLow) } ?? constant(.doubt)
      }
      return resolved(vector, .final, node, cell) {
        (isLow ? $0.low : $0.high).map { .number($0) }
      }
    }
    return (side(true), side(false))
  }

  private func constant(_ lane: Lane) -> Vector { Vector(lane, count: count) }
}

/// The bounds of a node's scores under one set of rules.
private struct ScoreBounds {
  /// What an operand is to the ends of a combination.
  private enum Part {
    /// Nobody asks for it.
    case none
    /// What a line says that it counts as.
    case declared(Approximation)
    /// Whatever its own bounds are.
    case own
    /// It could be anything.
    case endless
  }

  /// It lives as long as its figures; they must not keep it alive.
  private unowned let engine: Engine
  private let rules: Rules
  private let isScored: Bool
  private let score: Vector
  private let held: [Bool]
  private let scores: (low: Approximation, high: Approximation)
  private let possible: (low: Rational?, high: Rational?)
  private let operands: Operands?
  private let fillings: [[Int: Vector]]
  /// The bounds of operands, and whether an adaptation leaves them out.
  private let ends: [(low: Vector, high: Vector)?]
  private let isOmitted: [Bool]

  init(
    _ engine: Engine, _ node: Int, _ set: Int, _ cell: Cell, _ score: Vector, _ held: [Bool],
    _ scores: (low: Approximation, high: Approximation)
  ) {
    (self.engine, self.score, self.held, self.scores) = (engine, score, held, scores)
    let own = engine.sets.rules[set]
    rules = own[node]
    isScored = rules.isScored(cell)
    possible = engine.setting.possibleScores(of: node, inSet: set)
    guard case .combine(let combination) = rules.body.value else {
      (operands, fillings, ends, isOmitted) = (nil, [], [], [])
      return
    }
    let formulas = engine.formulas(of: node, set, cell)
    let operands = engine.operands(combination, of: node, rules, formulas)
    self.operands = operands
    fillings = operands.fillings
    isOmitted = operands.children.map { own[$0].isOmitted }
    ends = operands.children.map { child in
      engine.cellIndex(own[child].scoredCell, of: child).flatMap { index in
        let figures = engine.nodes[child].indices.contains(index) ? engine.nodes[child][index] : nil
        return figures?.low.flatMap { low in figures?.high.map { (low, $0) } }
      }
    }
  }

  func vector(_ isLow: Bool) -> Vector {
    let none = Lane.missing(0)
    guard isScored, !rules.isOmitted else { return Vector(none, count: engine.count) }
    // What `treat` moved is no longer what its operands make of it.
    if operands != nil, rules.treatment != nil { return Vector(.doubt, count: engine.count) }
    let policies = operands.flatMap { _ in Policies(rules.policies, engine) }
    let result = Vector.make(engine.count) { lane($0, isLow, policies) }
    result.origin = { place, steps in precise(place, isLow, &steps) }
    return result
  }

  private var notApplicable: UInt64 { engine.reasons.bit(.notApplicable) }

  /// Whether the score is what it is, and no guess.
  private func isCertain(_ own: Lane) -> Bool {
    own.isKnown && own.flags & StatusFlags.imputed.rawValue == 0
  }

  private func lane(_ place: Int, _ isLow: Bool, _ policies: Policies?) -> Lane {
    let own = score[place]
    if own.state >= State.doubt { return .doubt }
    if own.state == State.missing, own.reasons == notApplicable { return .missing(0) }
    if isCombined(place) {
      guard let (parts, isDecided) = parts(place, policies) else { return .doubt }
      if !(isDecided && isCertain(own)) { return combined(parts, place, own, isLow) }
    }
    if isCertain(own) { return .known(own.number) }
    if case .population(let rule) = rules.score.value, rule.method == .zscore { return .missing(0) }
    guard let end = isLow ? possible.low : possible.high else { return .missing(0) }
    return engine.translation.lane(Scalar.number(end))
  }

  private func isCombined(_ place: Int) -> Bool {
    guard let operands, !operands.children.isEmpty else { return false }
    return held.isEmpty || !held[place]
  }

  /// What each operand is, and whether a line `result` took one. Nil in doubt.
  private func parts(_ place: Int, _ policies: Policies?) -> (parts: [Part], isDecided: Bool)? {
    guard let operands else { return nil }
    var parts: [Part] = []
    var isDecided = false
    for (index, score) in operands.scores.enumerated() {
      let own = score[place]
      let isNotApplicable = own.state == State.missing && own.reasons == notApplicable
      var part = isNotApplicable || isOmitted[index] ? Part.none : .own
      if own.state == State.missing, let policies, policies.line(for: own.reasons) != nil,
        !policies.excludes(own)
      {
        let taken = policies.arising(
          own, place, filling: fillings[index], operands.formulas)
        guard taken.state < State.doubt else { return nil }
        if taken.decision != 0 {
          isDecided = true
        } else if taken.isKnown, isCertain(taken) || isNotApplicable {
          part = .declared(taken.number)
        }
      }
      if case .own = part, ends[index].map({ $0.low.states[place] == State.missing }) ?? true {
        part = .endless
      }
      parts.append(part)
    }
    return (parts, isDecided)
  }

  private func combined(_ parts: [Part], _ place: Int, _ own: Lane, _ isLow: Bool) -> Lane {
    guard let operands else { return .doubt }
    let extreme = isLow ? scores.low : scores.high
    var (values, weights): ([Approximation], [Approximation]) = ([], [])
    for (index, part) in parts.enumerated() {
      switch part {
      case .none: continue
      case .endless: return .missing(0)
      case .declared(let number): values.append(number)
      case .own:
        guard let ends = ends[index], ends.low.states[place] < State.doubt,
          ends.high.states[place] < State.doubt
        else { return .doubt }
        values.append((isLow ? ends.low : ends.high).number(place))
      }
      let weight = operands.weights[index]
      guard weight.states[place] < State.doubt else { return .doubt }
      weights.append(
        weight.states[place] == State.known ? weight.number(place) : Approximation(1))
    }
    if values.isEmpty { return .missing(0) }
    guard case .combine(.function(let function, let exponent)) = rules.body.value else {
      return custom(parts, place, own, extreme)
    }
    let power = exponent.flatMap { $0.approximation }
    if exponent != nil, power == nil { return .doubt }
    switch Numbers.aggregate(function, values, weights: weights, exponent: power, isLevel: false) {
    case .known(let number):
      guard let decimals = rules.roundValue?.value ?? rules.roundScore?.value else {
        return .known(Numbers.clamp(number, scores.low, scores.high))
      }
      return Engine.rounded(number, decimals, rules.type.unit, scale: 0).map {
        .known(Numbers.clamp($0, scores.low, scores.high))
      } ?? .doubt
    case .missing: return .known(extreme)
    case .doubt: return .doubt
    }
  }

  /// A `define` says nothing of ends, unless it had all that it asks for.
  private func custom(
    _ parts: [Part], _ place: Int, _ own: Lane, _ extreme: Approximation
  ) -> Lane {
    let isComplete =
      operands?.scores.enumerated().allSatisfy { index, score in
        if case .declared = parts[index] { return true }
        return score.states[place] == State.known
      } ?? false
    let isGuess = own.flags & StatusFlags.imputed.rawValue != 0
    // What counts as a guess is no declaration, and is the reference's to look at.
    if !isComplete, operands?.policies?.onlyExcludes == false { return .doubt }
    guard isComplete, !isGuess else { return .known(extreme) }
    return own.isKnown ? .known(Numbers.clamp(own.number, scores.low, scores.high)) : .missing(0)
  }

  /// The same number with more digits, for means.
  private func precise(_ place: Int, _ isLow: Bool, _ steps: inout Int) -> Precise? {
    let own = score[place]
    // Asked by any thread: lines remember what they were asked last.
    let policies = operands.flatMap { _ in Policies(rules.policies, engine) }
    guard isCombined(place) else { return isCertain(own) ? score.precise(place, &steps) : nil }
    guard let operands, let (parts, isDecided) = parts(place, policies),
      !(isDecided && isCertain(own)), rules.roundValue == nil, rules.roundScore == nil,
      case .combine(.function(let function, _)) = rules.body.value,
      function == .weightedMean || function == .mean
    else { return nil }
    var (sum, whole) = (Precise(0.0), Precise(0.0))
    for (index, part) in parts.enumerated() {
      if case .none = part { continue }
      guard case .own = part, let ends = ends[index],
        let number = (isLow ? ends.low : ends.high).precise(place, &steps),
        let weight = operands.weights[index].precise(place, &steps)
      else { return nil }
      (sum, whole) = (sum + number * weight, whole + weight)
    }
    let mean = sum / whole
    // At an end, it may have been moved there.
    guard let low = Precise(certain: scores.low), let high = Precise(certain: scores.high),
      (mean - low).isPositive, (high - mean).isPositive
    else { return nil }
    return mean
  }
}

extension Precise {
  /// Nil if the number has an error.
  fileprivate init?(certain number: Approximation) {
    guard number.error == 0 else { return nil }
    self.init(number.value)
  }
}
