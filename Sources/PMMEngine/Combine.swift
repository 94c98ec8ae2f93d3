internal import PMMIR
internal import PMMNumber

/// The value of a `combine` node: operands under their policies, the floor, the function.
extension Engine {
  func combine(
    _ combination: Combination, of node: Int, _ rules: Rules, _ formulas: Formulas
  ) -> Vector {
    operands(combination, of: node, rules, formulas).combined(combination, node)
  }

  /// What is combined, under one set of rules.
  func operands(
    _ combination: Combination, of node: Int, _ rules: Rules, _ formulas: Formulas
  ) -> Operands {
    let own = sets.rules[formulas.reading.set]
    let children = setting.program.nodes[node].children.filter { own[$0].isOperand }
    let scores = children.map(scores)
    let weights = weights(of: children, scores, node, combination, formulas)
    let floor = rules.needs.map { Floor($0.value, self, node, formulas) }
    return Operands(
      children: children, scores: scores, weights: weights, floor: floor,
      policies: formulas.policies, engine: self, formulas: formulas)
  }

  /// The weight of each operand.
  private func weights(
    of children: [Int], _ scores: [Vector], _ node: Int, _ combination: Combination,
    _ formulas: Formulas
  ) -> [Vector] {
    guard case .function(let function, _) = combination, function.isWeighted else {
      let one = formulas.constant(.known(Approximation(1)))
      one.scale = 1
      return children.map { _ in one }
    }
    let set = formulas.reading.set
    if let population = sets.rules[set][node].componentWeights?.value {
      return componentWeights(of: children, scores, node, over: population, set)
    }
    let plain = Formulas(self, Reading(node: node, cell: formulas.reading.cell))
    return children.map { child in
      guard let weight = sets.rules[set][child].weight else {
        return formulas.constant(.missing(reasons.bit(.undefined)))
      }
      return plain.vector(weight.value)
    }
  }
}

/// What `needs` asks for.
struct Floor {
  enum Kind {
    /// The share, and as a fraction of short whole numbers.
    case weight(Approximation?, top: Double, bottom: Double)
    case children(Int)
    /// 1 where enough leaves were reported, else 0.
    case coverage(Vector)
  }
  let kind: Kind

  init(_ floor: PMMIR.Floor, _ engine: Engine, _ node: Int, _ formulas: Formulas) {
    switch floor {
    case .weight(let share):
      let parts = share.shortParts.flatMap { parts in
        max(parts.numerator.magnitude, parts.denominator.magnitude) < 1 << 20 ? parts : nil
      }
      kind = .weight(
        share.approximation, top: Double(parts?.numerator ?? 0),
        bottom: Double(parts?.denominator ?? 0))
    case .children(let least):
      kind = .children(least)
    case .coverage(let share, let level):
      let none = engine.missing(engine.reasons.bit(.notAvailable))
      let leaves = engine.exact.leaves(of: level, below: node).map { leaf -> (Vector, Vector) in
        let cell = engine.sets.rules[formulas.reading.set][leaf].scoredCell
        guard let index = engine.cellIndex(cell, of: leaf),
          engine.nodes[leaf].indices.contains(index)
        else { return (none, none) }
        return (engine.nodes[leaf][index].value, engine.nodes[leaf][index].observed)
      }
      let notApplicable = engine.reasons.bit(.notApplicable)
      kind = .coverage(
        .make(engine.count) { place in
          var (asked, present) = (0, 0)
          for (value, observed) in leaves {
            // A value that `impute` filled is not there.
            let isImputed =
              observed.states[place] != State.known && value.states[place] == State.known
            let lane = isImputed ? observed[place] : value[place]
            if lane.state == State.missing, lane.reasons == notApplicable { continue }
            asked += 1
            if lane.isKnown { present += 1 }
          }
          let isMet =
            asked == 0 || Rational(present) >= share * Rational(asked)
          return .known(Approximation(isMet ? 1 : 0))
        })
    }
  }
}

/// The operands of one node.
struct Operands {
  let children: [Int]
  let scores: [Vector]
  let weights: [Vector]
  let floor: Floor?
  let policies: Policies?
  unowned let engine: Engine
  let formulas: Formulas

  private var notApplicable: UInt64 { formulas.bit(.notApplicable) }

  /// What lines `count as … over` make of each operand.
  var fillings: [[Int: Vector]] {
    scores.enumerated().map { index, score in
      policies?.fillings(score, formulas, of: children[index]) { _ in score } ?? [:]
    }
  }

  func combined(_ combination: Combination, _ node: Int) -> Vector {
    let fillings = fillings
    var customs: [UInt64: (formulas: Formulas, value: Vector)] = [:]
    if let sums = WeightedSums(self, combination) {
      return sums.means { lane($0, combination, fillings, &customs) }
    }
    let result = Vector.make(engine.count) { lane($0, combination, fillings, &customs) }
    result.origin = origin(combination)
    return result
  }

  /// Means with more digits, where nothing was done about what is missing but leaving it out.
  private func origin(_ combination: Combination) -> Vector.Origin? {
    guard case .function(let function, _) = combination,
      function == .weightedMean || function == .mean
    else { return nil }
    let leavesOut = policies?.onlyExcludes ?? false
    return { [scores, weights] place, steps in
      var (sum, whole) = (Precise(0.0), Precise(0.0))
      for (score, weight) in zip(scores, weights) {
        if score.states[place] == State.missing, leavesOut { continue }
        guard let number = score.precise(place, &steps), let share = weight.precise(place, &steps)
        else { return nil }
        (sum, whole) = (sum + number * share, whole + share)
      }
      return sum / whole
    }
  }

  /// One place, by all of the rules.
  private func lane(
    _ place: Int, _ combination: Combination, _ fillings: [[Int: Vector]],
    _ customs: inout [UInt64: (formulas: Formulas, value: Vector)]
  ) -> Lane {
    var combined: [(index: Int, lane: Lane)] = []
    var asked: [Int] = []
    var there: [Int] = []
    var absent: UInt64 = 0
    var decisions = Lane.known(Approximation(0))
    var untaken = Lane.missing(0)
    for (index, score) in scores.enumerated() {
      let own = score[place]
      absent |= own.reasons
      let isAsked = own.state != State.missing || own.reasons != notApplicable
      if isAsked { asked.append(index) }
      if own.isKnown {
        combined.append((index, own))
        if isAsked { there.append(index) }
        continue
      }
      guard let policies, policies.line(for: own.reasons) != nil else {
        untaken = untaken.carrying(own)
        untaken.reasons |= own.reasons
        continue
      }
      if policies.excludes(own) { continue }
      var taken = policies.arising(own, place, filling: fillings[index], formulas)
      guard taken.state < State.doubt else { return .doubt }
      decisions = decisions.deciding(taken)
      if taken.decision != 0 { continue }
      if taken.isKnown {
        (taken.decision, taken.decided) = (0, 0)
        combined.append((index, taken))
        if isAsked, !policies.countsOver(own) { there.append(index) }
      } else {
        untaken = untaken.carrying(own)
        untaken.reasons |= own.reasons
      }
    }
    if decisions.decision != 0, let policies {
      return policies.decided(decisions, place, formulas)
    }
    if untaken.reasons != 0 { return untaken }
    switch isMet(asked, there, place) {
    case 0: return .missing(formulas.bit(.notEnough) | absent)
    case 1: break
    default: return .doubt
    }
    if combined.isEmpty {
      return .missing(absent == 0 ? formulas.bit(.notAvailable) : absent)
    }
    var missing = Lane.known(Approximation(0))
    for (index, _) in combined {
      let weight = weights[index][place]
      guard weight.state < State.doubt else { return .doubt }
      if !weight.isKnown { missing.state = State.missing }
      missing.reasons |= weight.reasons
      missing = missing.carrying(weight)
    }
    if missing.state == State.missing { return missing }
    var result: Lane
    switch combination {
    case .function(let function, let exponent):
      var from = Lane.known(Approximation(0))
      for (_, lane) in combined { from = from.carrying(lane) }
      let isLevel = !engine.scoreIsNumber(engine.rules(children[combined[0].index]))
      let power = exponent.flatMap { $0.approximation }
      if exponent != nil, power == nil { return .doubt }
      let found = Numbers.aggregate(
        function, combined.map(\.lane.number),
        weights: combined.map { weights[$0.index].number(place) }, exponent: power,
        isLevel: isLevel)
      switch found {
      case .known(let number): result = Lane.known(number).carrying(from)
      case .missing(let reason):
        result = formulas.failed(formulas.bit(reason), place, from: from)
      case .doubt: return .doubt
      }
    case .custom(_, let body):
      // What is counted as something else is not what the vectors have.
      guard children.count <= 64, combined.allSatisfy({ scores[$0.index][place].isKnown }) else {
        return .doubt
      }
      let mask = combined.reduce(UInt64(0)) { $0 | 1 << UInt64($1.index) }
      let custom = customs[mask] ?? custom(body, mask)
      customs[mask] = custom
      result = custom.value[place]
    }
    guard let policies else { return result }
    return policies.decided(result, place, formulas)
  }

  /// A `define` of the operands that remain.
  private func custom(
    _ body: ExpressionID, _ mask: UInt64
  ) -> (formulas: Formulas, value: Vector) {
    var reading = formulas.reading
    reading.operands = scores.indices.filter { mask & (1 << UInt64($0)) != 0 }.map { scores[$0] }
    let inner = Formulas(engine, reading)
    return (inner, inner.vector(body))
  }

  /// Whether enough is there: 1 it is, or there is nothing to ask it of; 0 it is not; 2 in doubt.
  private func isMet(_ asked: [Int], _ there: [Int], _ place: Int) -> Int {
    guard let floor else { return 1 }
    switch floor.kind {
    case .coverage(let met): return met[place].isTrue ? 1 : 0
    case .children(let least): return asked.isEmpty || there.count >= least ? 1 : 0
    case .weight(let share, let top, let bottom):
      func sum(_ indices: [Int]) -> Approximation? {
        var result = Approximation(0)
        for index in indices {
          guard weights[index].states[place] < State.doubt else { return nil }
          if weights[index].states[place] == State.known {
            result = result + weights[index].number(place)
          }
        }
        return result
      }
      guard let base = sum(asked), let present = sum(there), let share else { return 2 }
      guard base.hasSign else { return 2 }
      if base.value == 0 { return 1 }
      if base.error == 0, present.error == 0, bottom > 0, abs(base.value) < 0x1p32 {
        // Short whole numbers, or halves and quarters: products are exact.
        let left = Approximation(present.value) * Approximation(bottom)
        let right = Approximation(base.value) * Approximation(top)
        let found = order(left, right)
        return found == 2 ? 2 : found >= 0 ? 1 : 0
      }
      let found = order(present, share * base)
      return found == 2 ? 2 : found >= 0 ? 1 : 0
    }
  }
}

/// The most usual combination, in loops: a (weighted) mean of numbers by weights that are the same for
/// every place, where nothing is done about what is missing but leaving it out.
struct WeightedSums {
  private let scores: [Vector]
  /// The weights, counted in a unit that makes them whole numbers.
  private let units: [Double]
  private let whole: Double
  private let policies: Policies?
  private let top: Double
  private let bottom: Double
  private let isFloored: Bool
  private let notEnough: UInt64
  private let notApplicable: UInt64

  init?(_ operands: Operands, _ combination: Combination) {
    guard case .function(let function, _) = combination,
      function == .weightedMean || function == .mean, !operands.scores.isEmpty,
      operands.policies?.onlyExcludes ?? true,
      operands.scores.allSatisfy({ $0.isPlain })
    else { return nil }
    switch operands.floor?.kind {
    case nil: (top, bottom, isFloored) = (0, 1, false)
    case .weight(_, let share, let whole) where whole > 0:
      (top, bottom, isFloored) = (share, whole, true)
    default: return nil
    }
    let scale = operands.weights.map(\.scale).max() ?? 0
    guard operands.engine.count > 0, scale > 0, scale <= 1e6 else { return nil }
    var units: [Double] = []
    for weight in operands.weights {
      guard weight.scale > 0, !weight.hasGaps, weight.isPlain, weight.isOneNumber else {
        return nil
      }
      let unit = (weight.values[0] * scale).rounded()
      guard unit > 0, unit < 0x1p20 else { return nil }
      units.append(unit)
    }
    self.units = units
    whole = units.reduce(0, +)
    scores = operands.scores
    policies = operands.policies
    notEnough = operands.formulas.bit(.notEnough)
    notApplicable = operands.formulas.bit(.notApplicable)
  }

  /// The means; `other` knows those that are left to the general rules.
  func means(_ other: (Int) -> Lane) -> Vector {
    if let result = alike(other) { return result }
    let count = scores[0].count
    let result = Vector(count: count)
    let (values, errors) = (result.values, result.needErrors())
    values.initialize(repeating: 0, count: count)
    var gaps = Gaps(count)
    for (score, unit) in zip(scores, units) {
      let weight = Approximation(unit)
      let states = score.states
      for place in 0..<count where states[place] == State.known {
        let sum = Approximation(values[place], errors[place]) + score.number(place) * weight
        (values[place], errors[place]) = (sum.value, sum.error)
        gaps.present[place] += unit
      }
      note(score, unit, in: &gaps)
    }
    for place in 0..<count {
      switch content(place, gaps) {
      case .other: result[place] = other(place)
      case .missing(let reasons): result[place] = .missing(reasons)
      case .mean(let whole): result[place] = .known(result.number(place) / Approximation(whole))
      }
    }
    result.origin = origin
    return result.finish()
  }

  /// The same where one bound says of every operand how far off its numbers are, and of the means too:
  /// each is within the largest of these bounds, and what its own sum and division lose.
  private func alike(_ other: (Int) -> Lane) -> Vector? {
    var (bound, largest) = (0.0, 0.0)
    for score in scores {
      guard score.errors == nil, score.bound.relative == 0, let most = score.largest,
        !score.hasDoubts, most < 1e100
      else { return nil }
      (bound, largest) = (max(bound, score.bound.absolute), max(largest, most))
    }
    let count = scores[0].count
    let result = Vector(count: count)
    let values = result.values
    values.initialize(repeating: 0, count: count)
    var gaps = Gaps(count)
    for (score, unit) in zip(scores, units) {
      gaps.present.withUnsafeMutableBufferPointer { present in
        let (numbers, states) = (score.values, score.states)
        for place in 0..<count {
          let isKnown = states[place] == State.known
          values[place] += isKnown ? numbers[place] * unit : 0
          present[place] += isKnown ? unit : 0
        }
      }
      note(score, unit, in: &gaps)
    }
    result.bound.absolute =
      (bound + roundings * largest * Approximation.unit + Approximation.tiny)
      * Approximation.slack * Approximation.slack
    result.largest = largest * (1 + 0x1p-30)
    for place in 0..<count {
      switch content(place, gaps) {
      case .other: result[place] = other(place)
      case .missing(let reasons):
        values[place] = 0
        result.states[place] = State.missing
        result.needReasons()[place] = reasons
      case .mean(let whole):
        values[place] /= whole
        result.states[place] = State.known
      }
    }
    result.origin = origin
    return result.finish()
  }

  /// How often a mean may lose the last place of the largest operand, whatever is missing: the products,
  /// unless by powers of two, and the quotient lose it once, each partial sum in proportion to the weight
  /// that it has of the whole, which is most where the weights before are heavy and those behind light.
  private var roundings: Double {
    let (heaviest, lightest) = (units.max() ?? 1, units.min() ?? 1)
    let products = units.allSatisfy { $0.significand == 1 } ? 0.0 : 1.0
    return (2..<max(2, units.count + 1)).reduce(products + 1) { sum, there in
      let before = Double(there) * heaviest
      return sum + before / (before + Double(units.count - there) * lightest)
    }
  }

  /// What is there and what is not, at every place.
  private struct Gaps {
    /// The weight that is there.
    var present: [Double]
    /// The weight of what does not apply.
    var unasked: [Double]
    var absent: [UInt64]
    /// Whether it is left to the general rules.
    var isOther: [Bool]

    init(_ count: Int) {
      present = Array(repeating: 0, count: count)
      unasked = present
      absent = Array(repeating: 0, count: count)
      isOther = Array(repeating: false, count: count)
    }
  }

  private enum Content {
    case other
    case missing(UInt64)
    /// The weight to divide by.
    case mean(Double)
  }

  private func note(_ score: Vector, _ unit: Double, in gaps: inout Gaps) {
    guard score.hasGaps else { return }
    let states = score.states
    for place in 0..<score.count where states[place] != State.known {
      let reasons = score.reasons(place)
      gaps.absent[place] |= reasons
      if reasons == notApplicable { gaps.unasked[place] += unit }
      if states[place] >= State.doubt || policies?.line(for: reasons) == nil {
        gaps.isOther[place] = true
      }
    }
  }

  @inline(__always)
  private func content(_ place: Int, _ gaps: Gaps) -> Content {
    let there = gaps.present[place]
    if gaps.isOther[place] || there == 0 { return .other }
    if isFloored, there * bottom < (whole - gaps.unasked[place]) * top {
      return .missing(notEnough | gaps.absent[place])
    }
    return .mean(there)
  }

  private var origin: Vector.Origin {
    { [scores, units] place, steps in
      var (sum, whole) = (Precise(0.0), 0.0)
      for (score, unit) in zip(scores, units) where score.states[place] == State.known {
        guard let number = score.precise(place, &steps) else { return nil }
        sum = sum + number * Precise(unit)
        whole += unit
      }
      return sum / Precise(whole)
    }
  }
}
