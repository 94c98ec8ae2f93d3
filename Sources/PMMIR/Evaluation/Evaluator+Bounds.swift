internal import PMMNumber

extension Results {
  /// The lowest and highest that a score over incomplete data could be.
  ///
  /// A known leaf is what it is, a missing one may be anything between the ends of the scores, unless
  /// it does not apply. A `combine` combines the lowest, and the highest, of its operands.
  func addBounds(
    _ figures: inout NodeFigures, of node: Int, _ rules: Rules, _ scope: Scope
  ) {
    guard case .interval(let a, let b)? = setting.program.head.scores,
      let score = figures.score
    else { return }
    let ends = (low: min(a, b), high: max(a, b))
    // A declared result is not in doubt, nor is a figure that was given instead of computed.
    let isDecided =
      figures.condition != nil || figures.operands.contains(where: \.isDecided)
      || setting.options.childScores[node] != nil
    if case .combine(let combination) = rules.body.value, !(isDecided && score.isKnown) {
      if score.reasons == [.notApplicable] { return }
      let low = end(of: combination, figures, rules, scope, ends.low) { $0.low }
      let high = end(of: combination, figures, rules, scope, ends.high) { $0.high }
      figures.low = low.map { clamp($0, ends.low, ends.high) }
      figures.high = high.map { clamp($0, ends.low, ends.high) }
    } else if let number = score.number {
      figures.low = number
      figures.high = number
    } else if score.reasons != [.notApplicable] {
      figures.low = ends.low
      figures.high = ends.high
    }
  }

  /// One end of a `combine`: its function of that end of every operand that applies. Where this
  /// cannot be said, such as for a `define`, it is the end of the scores.
  private func end(
    of combination: Combination, _ figures: NodeFigures, _ rules: Rules, _ scope: Scope,
    _ extreme: Rational, _ side: (NodeFigures) -> Rational?
  ) -> Rational? {
    var values: [Scalar] = []
    var weights: [Rational] = []
    for operand in figures.operands {
      let child = setting.rules[operand.child]
      var counted: Rational?
      if case .counted = operand.outcome { counted = operand.combined?.number }
      if counted == nil, operand.figure.reasons == [.notApplicable] { continue }
      let own = self.figures(
        node: operand.child, subject: scope.subject, period: scope.period, cell: child.scoredCell)
      values.append(.number(counted ?? own.flatMap(side) ?? extreme))
      var evaluation = Evaluation(self, scope, [])
      weights.append(child.weight.flatMap { evaluation.figure($0.value).number } ?? 1)
    }
    guard !values.isEmpty else { return nil }
    guard case .function(let function, let exponent) = combination else {
      let isCertain = figures.operands.allSatisfy { $0.combined != nil }
      return isCertain ? figures.score?.number : extreme
    }
    guard
      case .known(.number(let number)) = aggregate(
        function, values, weights: weights, exponent: exponent)
    else { return extreme }
    return number.rounded(rules.roundValue?.value ?? rules.roundScore?.value, rules.type.unit)
  }
}

extension OperandUse {
  fileprivate var isDecided: Bool {
    if case .decided = outcome { true } else { false }
  }
}

extension Rational {
  fileprivate func rounded(_ decimals: Decimals?, _ unit: Unit?) -> Rational {
    decimals.map { rounded($0, unit) } ?? self
  }
}
