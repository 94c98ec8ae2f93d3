internal import PMMIR
internal import PMMNumber

extension Workspace {
  // MARK: One cell

  /// One node for one subject, step by step as the language says; whatever is rare goes through
  /// here.
  func cell(
    _ plan: Plan, _ branch: Plan.Branch, _ subject: Int
  ) -> (Double, UInt64) {
    if let fixed = branch.fixed, columns.flags[fixed.flags + subject] {
      return (columns.figures[fixed.figures + subject], columns.masks[fixed.masks + subject])
    }
    var operands: [(value: Double, weight: Double)] = []
    var decisions: [(line: Int, mask: UInt64)] = []
    var (all, untaken): (UInt64, UInt64) = (0, 0)
    var (base, there) = (0.0, 0.0)
    var (askedFor, count) = (0, 0)
    for edge in branch.edges where !isOut[edge.node] {
      let place = edge.slot * stride + subject
      let leaf = edge.slot - plan.branches.count
      let mask = edge.isLeaf ? columns.masks[plan.leafMasks[leaf] + subject] : masks[place]
      let isStatic = edge.isLeaf && noise[edge.node] == nil
      let weight = factors[edge.node] * columns.figures[edge.weights + subject]
      var combined: Double?
      if mask == 0 {
        combined = isStatic ? columns.figures[plan.leafScores[leaf] + subject] : values[place]
      } else {
        all |= mask
        if let line = Plan.line(branch.lines, for: mask) {
          switch branch.lines[line].action {
          case .exclude: break
          case .count(let figures, let masks):
            let why = columns.masks[masks + subject]
            if why == 0 { combined = columns.figures[figures + subject] }
            untaken |= why == 0 ? 0 : mask | why
          case .result, .resultMissing:
            decisions.append((line, mask))
          }
        } else {
          untaken |= mask
        }
      }
      if mask != plan.reasons.notApplicable {
        base += weight
        askedFor += 1
        if combined != nil {
          there += weight
          count += 1
        }
      }
      if let combined { operands.append((combined, weight)) }
    }
    if !decisions.isEmpty { return decided(decisions, branch, subject) }
    if untaken != 0 { return (.nan, untaken) }
    let isMet: Bool
    switch branch.floor {
    case .weight?: isMet = base == 0 || there >= branch.share * base * (1 - closeness)
    case .children(let least)?: isMet = askedFor == 0 || count >= least
    case .coverage(let share, _)?: isMet = isCovered(branch, share, subject)
    case nil: isMet = true
    }
    if !isMet { return (.nan, all | plan.reasons.notEnough) }
    guard !operands.isEmpty else {
      return (.nan, all == 0 ? plan.reasons.notAvailable : all)
    }
    return combined(plan, branch, operands, subject)
  }

  /// Of the lines `result` that took something, the first written decides.
  private func decided(
    _ decisions: [(line: Int, mask: UInt64)], _ branch: Plan.Branch, _ subject: Int
  ) -> (Double, UInt64) {
    let first = decisions.reduce(Int.max) { min($0, $1.line) }
    if case .result(let figures, let masks) = branch.lines[first].action {
      return (columns.figures[figures + subject], columns.masks[masks + subject])
    }
    return (.nan, decisions.reduce(0) { $1.line == first ? $0 | $1.mask : $0 })
  }

  private func isCovered(_ branch: Plan.Branch, _ share: Rational, _ subject: Int) -> Bool {
    let states = branch.coverage.filter { !isOut[$0.leaf] }.compactMap { $0.states[subject] }
    let there = states.reduce(0) { $0 + ($1 ? 1 : 0) }
    return states.isEmpty || Rational(there) >= share * Rational(states.count)
  }

  private func combined(
    _ plan: Plan, _ branch: Plan.Branch, _ operands: [(value: Double, weight: Double)],
    _ subject: Int
  ) -> (Double, UInt64) {
    let values = operands.map(\.value)
    switch branch.form {
    case .sum: return (values.reduce(0, +), 0)
    case .min: return (values.min() ?? .nan, 0)
    case .max: return (values.max() ?? .nan, 0)
    case .median:
      let sorted = values.sorted()
      let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
      return (plan.isOrdinal ? low : (low + high) / 2, 0)
    case .mean(let mean):
      let members = operands.filter { $0.weight != 0 }
      let whole = members.reduce(0) { $0 + $1.weight }
      guard whole > 0 else { return failed(plan, branch, plan.reasons.zeroDenominator, subject) }
      let sum = members.reduce(0) { $0 + $1.weight * mean.entering($1.value) }
      if sum.isNaN { return failed(plan, branch, plan.reasons.undefined, subject) }
      if sum == .infinity { return failed(plan, branch, plan.reasons.zeroDenominator, subject) }
      return (mean.leaving(sum / whole), 0)
    case .custom(let body):
      let figures = values.map { value -> Figure in
        plan.isOrdinal ? .known(.level(Int(value.rounded()))) : .number(Rational(estimate: value))
      }
      let figure = plan.results.customValue(
        by: body, of: figures, node: branch.node, subject: plan.subjectIndices[subject],
        period: plan.period)
      return figure.scalar?.estimate.map { ($0, 0) } ?? (.nan, plan.reasons(figure.reasons))
    }
  }

  /// A failure of the function itself has its line too; `exclude` has nothing to leave out.
  private func failed(
    _ plan: Plan, _ branch: Plan.Branch, _ mask: UInt64, _ subject: Int
  ) -> (Double, UInt64) {
    guard let line = Plan.line(branch.lines, for: mask) else { return (.nan, mask) }
    switch branch.lines[line].action {
    case .exclude: return (.nan, mask)
    case .count(let figures, let masks):
      let why = columns.masks[masks + subject]
      return why == 0 ? (columns.figures[figures + subject], 0) : (.nan, mask | why)
    case .result, .resultMissing: return decided([(line, mask)], branch, subject)
    }
  }
}

extension Rational {
  /// The exact value of an estimate, which must be finite.
  init(estimate: Double) {
    guard estimate != 0 else {
      self = 0
      return
    }
    let whole = Rational(Int(estimate.significand * 0x1p52))
    let power = Int(estimate.exponent) - 52
    let factor = Rational(2).power(abs(power)) ?? 1
    self = power < 0 ? whole.divided(by: factor) ?? 0 : whole * factor
    if estimate < 0 { self = negated }
  }
}
