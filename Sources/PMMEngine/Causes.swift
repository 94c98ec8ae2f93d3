internal import PMMIR

/// Why a figure is missing. Most often that needs no number, so exact arithmetic is asked for the
/// causes of one formula and not for all that a combination is made of.
extension Engine {
  /// The causes of what a row lacks: its value, else its score. Nil: only the exact figures say.
  func causes(node: Int, column: Int, place: Int) -> [Cause]? {
    let rules = sets.rules[sets.set(of: place)][node]
    let figures = nodes[node][column]
    guard figures.value.states[place] == State.missing,
      figures.observed.states[place] == State.missing
    else {
      guard figures.value.states[place] == State.known, let score = figures.score,
        score.states[place] == State.missing
      else { return nil }
      // The score alone is missing: its own clause says why.
      let index = place * setting.cells[node].count + column
      return asked { exact.figures(.scored, node: node, index: index) }?.score?.causes
    }
    // With adaptations only those under the program's own rules are looked at here.
    if sets.set(of: place) == 0, case .combine(let combination) = rules.body.value,
      rules.conditions.isEmpty,
      let own = combinedCauses(combination, node, column, rules, place)
    {
      return own
    }
    if sets.set(of: place) == 0, let own = formulaCauses(node, column, rules, place) { return own }
    let index = place * setting.cells[node].count + column
    return asked { exact.figures(.observed, node: node, index: index) }?.exactValue.causes
  }

  // MARK: Formulas

  /// Of a formula whose operators all want what they are given, where no line does more than leave
  /// out: the causes of all that is missing in it. Nil wherever anything else could have a part.
  private func formulaCauses(
    _ node: Int, _ column: Int, _ rules: Rules, _ place: Int
  ) -> [Cause]? {
    guard case .formula(let formula) = rules.body.value, rules.conditions.isEmpty,
      setting.cells[node][column].isTotal
    else { return nil }
    let own = nodes[node][column].observed[place].reasons
    let arising = reasons.mask([.zeroDenominator, .undefined, .notAvailable, .notEnough])
    guard own & arising == 0, let found = causes(in: formula, rules, place) else { return nil }
    return sorted(found, own)
  }

  private func causes(in id: ExpressionID, _ rules: Rules, _ place: Int) -> [Cause]? {
    switch setting.program[id].operation {
    case .number: return []
    case .negate(let operand), .convert(let operand, _), .named(_, _, let operand):
      return causes(in: operand, rules, place)
    case .binary(let operation, let left, let right):
      guard operation != .and, operation != .or, let a = causes(in: left, rules, place),
        let b = causes(in: right, rules, place)
      else { return nil }
      // Two known operands can fail here.
      if a.isEmpty, b.isEmpty, operation == .divide || operation == .power { return nil }
      return a + b
    case .input(let input, let selection):
      guard setting.inputs[input].breakdown.isEmpty else { return nil }
      let at = setting.places[place]
      var period = at.period
      switch selection.period {
      case .absolute(let absolute): period = absolute
      case .offset(let offset):
        if offset != 0, period.kind == .none { return nil }
        period = period.advanced(by: offset)
      }
      let datum = setting.dataset.datum(
        .init(input: input, subject: at.subject, period: period, cell: .total))
      let figure =
        datum?.figure
        ?? .missing(
          selection.period.absence,
          at: Place(name: setting.program.inputs[input].name, cell: .total, period: period))
      guard !figure.isKnown else { return [] }
      let found = figure.reasons
      let line =
        rules.policies.first { $0.value.reasons?.isSuperset(of: found) ?? false }
        ?? rules.policies.first { $0.value.reasons == nil }
      guard line.map({ $0.value.action == .exclude }) ?? true else { return nil }
      return figure.causes
    default: return nil
    }
  }

  // MARK: Combinations

  /// Of a combination of which too little is there, where lines only leave out.
  private func combinedCauses(
    _ combination: Combination, _ node: Int, _ column: Int, _ rules: Rules, _ place: Int
  ) -> [Cause]? {
    guard case .function(let function, _) = combination,
      function == .weightedMean || function == .mean,
      rules.policies.allSatisfy({ $0.value.action == .exclude }), rules.componentWeights == nil
    else { return nil }
    let policies = Policies(rules.policies, self)
    var absent: [Cause] = []
    var isPartlyThere = false
    for child in exact.operandNodes(of: node) {
      let cell = self.rules(child).scoredCell
      guard let index = cellIndex(cell, of: child), nodes[child].indices.contains(index),
        let score = nodes[child][index].score
      else { return nil }
      let lane = score[place]
      if lane.isKnown {
        isPartlyThere = true
        continue
      }
      // What no line takes is the reference's to tell.
      guard policies?.line(for: lane.reasons) != nil,
        let causes = causes(node: child, column: index, place: place)
      else { return nil }
      absent += causes
    }
    let notEnough = reasons.bit(.notEnough)
    let own = nodes[node][column].value[place].reasons
    if own & notEnough != 0 {
      // A child's may be the same reason: only with one's own does the place matter.
      guard rules.needs != nil, isPartlyThere || !absent.isEmpty else { return nil }
      let at = Place(
        name: setting.program.nodes[node].name, cell: setting.cells[node][column],
        period: setting.places[place].period)
      return sorted([Cause(.notEnough, at: at)] + absent, own)
    }
    return absent.isEmpty ? nil : sorted(absent, own)
  }

  /// In the order of the reference; nil if these are not the reasons that were found.
  private func sorted(_ causes: [Cause], _ own: UInt64) -> [Cause]? {
    let sorted = Figure.missing(causes).causes
    return reasons.mask(sorted.lazy.map(\.reason)) == own ? sorted : nil
  }
}
