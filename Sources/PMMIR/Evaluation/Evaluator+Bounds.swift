package import PMMNumber

extension Results {
  /// The lowest and highest that a score over incomplete data could be.
  ///
  /// A known leaf is what it is. One that is missing, or that was filled with a guess, may be whatever
  /// the declared ranges allow, unless it does not apply. A `combine` combines the lowest, and the
  /// highest, of its operands.
  func addBounds(
    _ figures: inout NodeFigures, of node: Int, _ rules: Rules, _ scope: Scope
  ) {
    guard case .interval(let low, let high)? = setting.program.head.scores,
      let score = figures.score, score.reasons != [.notApplicable], !rules.isOmitted
    else { return }
    // A declared result is not in doubt, nor is a figure that was given instead of computed.
    let isDecided =
      figures.operands.contains(where: \.isDecided) || setting.options.childScores[node] != nil
    if case .combine(let combination) = rules.body.value, !figures.operands.isEmpty,
      !(isDecided && score.isKnown && !score.isGuess)
    {
      // A z-score has no ends, so a combination of what is missing among them has none either.
      if figures.operands.contains(where: { isEndless($0, scope) }) { return }
      let weights = self.weights(of: figures.operands, node, combination, scope)
        .map { $0.number ?? 1 }
      let lowest = end(of: combination, figures, rules, scope, weights, low) { $0.low }
      let highest = end(of: combination, figures, rules, scope, weights, high) { $0.high }
      figures.low = lowest.map { clamp($0, low, high) }
      figures.high = highest.map { clamp($0, low, high) }
      // What `treat` moved is no longer what its operands make of it.
      guard figures.isTreated else { return }
      let isCertain = figures.low == figures.high
      figures.low = isCertain ? score.number : possibleScores(of: node, scope).low
      figures.high = isCertain ? score.number : possibleScores(of: node, scope).high
    } else if let number = score.number, !score.isGuess {
      figures.low = number
      figures.high = number
    } else {
      if case .population(let rule) = rules.score.value, rule.method == .zscore { return }
      (figures.low, figures.high) = possibleScores(of: node, scope)
    }
  }

  /// What the declared ranges let a node's score be; where they say nothing, the ends of `scores`.
  private func possibleScores(
    of node: Int, _ scope: Scope
  ) -> (low: Rational?, high: Rational?) {
    setting.possibleScores(
      of: node, setting.variant(of: scope.subject)?.possibleScores ?? setting.possibleScores)
  }

  /// What an operand counts as, if a line says so for certain: a constant, or anything for what does
  /// not apply.
  private func declared(_ operand: OperandUse) -> Rational? {
    guard case .counted(_, let counted) = operand.outcome,
      !counted.isGuess || operand.figure.reasons == [.notApplicable]
    else { return nil }
    return counted.number
  }

  /// Whether an operand could be anything.
  private func isEndless(_ operand: OperandUse, _ scope: Scope) -> Bool {
    if isNotAsked(operand, scope) || declared(operand) != nil { return false }
    return own(operand, scope)?.low == nil
  }

  /// Whether there is no doubt that it has no score: it does not apply, or is left out by an adaptation.
  private func isNotAsked(_ operand: OperandUse, _ scope: Scope) -> Bool {
    operand.figure.reasons == [.notApplicable]
      || setting.rules(of: operand.child, for: scope.subject).isOmitted
  }

  private func own(_ operand: OperandUse, _ scope: Scope) -> NodeFigures? {
    figures(
      node: operand.child, subject: scope.subject, period: scope.period,
      cell: setting.rules(of: operand.child, for: scope.subject).scoredCell)
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
      let declared = declared(operand)
      if declared == nil, isNotAsked(operand, scope) { continue }
      values.append(.number(declared ?? own(operand, scope).flatMap(side) ?? extreme))
      weights.append(weight)
    }
    guard !values.isEmpty else { return nil }
    guard case .function(let function, let exponent) = combination else {
      let isCertain =
        figures.operands.allSatisfy { $0.combined != nil }
        && !(figures.score?.isGuess ?? false)
      return isCertain ? figures.score?.number : extreme
    }
    guard
      case .known(.number(let number)) = aggregate(
        function, values, weights: weights, exponent: exponent)
    else { return extreme }
    return number.rounded(rules.roundValue?.value ?? rules.roundScore?.value, rules.type.unit)
  }
}

extension Setting {
  /// What the declared ranges let a node's score be under the rules of a set; where they say nothing,
  /// the ends of `scores`. Only where bounds are asked for.
  package func possibleScores(
    of node: Int, inSet set: Int
  ) -> (low: Rational?, high: Rational?) {
    possibleScores(of: node, set == 0 ? possibleScores : variants[set - 1].possibleScores)
  }

  fileprivate func possibleScores(
    of node: Int, _ scores: [Bounds]
  ) -> (low: Rational?, high: Rational?) {
    guard case .interval(let low, let high)? = program.head.scores else {
      return (scores[node].lower, scores[node].upper)
    }
    return (scores[node].lower ?? low, scores[node].upper ?? high)
  }
}

extension Figure {
  /// Filled in, or computed from what was: nobody knows what it is.
  fileprivate var isGuess: Bool { flags.contains(.imputed) }
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
