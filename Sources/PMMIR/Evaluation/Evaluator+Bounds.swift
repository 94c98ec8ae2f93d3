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
      // A z-score has no ends, so a combination of what is missing among them has none either.
      if figures.operands.contains(where: { isEndless($0, scope) }) { return }
      let weights = self.weights(of: figures.operands, node, combination, scope)
        .map { $0.number ?? 1 }
      let low = end(of: combination, figures, rules, scope, weights, ends.low) { $0.low }
      let high = end(of: combination, figures, rules, scope, weights, ends.high) { $0.high }
      figures.low = low.map { clamp($0, ends.low, ends.high) }
      figures.high = high.map { clamp($0, ends.low, ends.high) }
    } else if let number = score.number {
      figures.low = number
      figures.high = number
    } else if score.reasons != [.notApplicable] {
      guard case .population(let rule) = rules.score.value else {
        figures.low = ends.low
        figures.high = ends.high
        return
      }
      guard rule.method != .zscore else { return }
      let own = rule.ends(in: setting.program)
      figures.low = min(own.low, own.high)
      figures.high = max(own.low, own.high)
    }
  }

  /// Whether an operand that is missing could be anything.
  private func isEndless(_ operand: OperandUse, _ scope: Scope) -> Bool {
    guard operand.combined == nil, operand.figure.reasons != [.notApplicable] else { return false }
    let cell = setting.rules[operand.child].scoredCell
    return figures(node: operand.child, subject: scope.subject, period: scope.period, cell: cell)?
      .low == nil
  }

  /// One end of a `combine`: its function of that end of every operand that applies. Where this
  /// cannot be said, such as for a `define`, it is the end of the scores.
  private func end(
    of combination: Combination, _ figures: NodeFigures, _ rules: Rules, _ scope: Scope,
    _ allWeights: [Rational], _ extreme: Rational, _ side: (NodeFigures) -> Rational?
  ) -> Rational? {
    var values: [Scalar] = []
    var weights: [Rational] = []
    for (operand, weight) in zip(figures.operands, allWeights) {
      let child = setting.rules[operand.child]
      var counted: Rational?
      if case .counted = operand.outcome { counted = operand.combined?.number }
      if counted == nil, operand.figure.reasons == [.notApplicable] { continue }
      let own = self.figures(
        node: operand.child, subject: scope.subject, period: scope.period, cell: child.scoredCell)
      values.append(.number(counted ?? own.flatMap(side) ?? extreme))
      weights.append(weight)
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
