internal import PMMNumber

extension Results {
  /// The children that are operands: those whose rules give a score.
  package func operandNodes(of node: Int, for subject: Int? = nil) -> [Int] {
    setting.program.nodes[node].children.filter { rules(of: $0, for: subject).isOperand }
  }

  /// The score of a node, at its scored cell.
  func score(of node: Int, subject: Int, period: Period) -> Figure {
    let cell = setting.rules(of: node, for: subject).scoredCell
    if let score = figures(node: node, subject: subject, period: period, cell: cell)?.score {
      return score
    }
    let name = setting.program.nodes[node].name
    return .missing(.notAvailable, at: Place(name: name, cell: cell, period: period))
  }

  /// The value of a `combine` node: operands under their policies, the floor, the function.
  func combine(
    _ combination: Combination, of node: Int, _ rules: Rules, _ scope: Scope,
    into figures: inout NodeFigures
  ) {
    var evaluation = Evaluation(self, scope, rules.policies)
    var operands = operandNodes(of: node, for: scope.subject).map { child in
      let score = score(of: child, subject: scope.subject, period: scope.period)
      return use(of: child, score, &evaluation)
    }
    let weights = weights(of: operands, node, combination, scope)
    if let floor = rules.needs?.value {
      figures.floor = check(floor, node, operands, weights.map(\.number), scope)
    }
    figures.exactValue = combined(
      combination, &operands, weights, isFloorMet: figures.floor?.isMet ?? true, &evaluation)
    figures.policiesUsed = evaluation.ledger.used
    figures.operands = operands
  }

  /// What becomes of one operand.
  private func use(of child: Int, _ score: Figure, _ evaluation: inout Evaluation) -> OperandUse {
    guard !score.isKnown else { return OperandUse(child: child, figure: score, outcome: .used) }
    guard let line = evaluation.ledger.line(for: score) else {
      return OperandUse(child: child, figure: score, outcome: .untaken)
    }
    let outcome: OperandUse.Outcome
    switch evaluation.ledger.lines[line].value.action {
    case .exclude:
      evaluation.ledger.use(line)
      outcome = .excluded(policy: line)
    case .count, .countOver:
      let read = Operation.node(child, .score, Selection())
      let counted = evaluation.arising(score, read: read) { other in
        other.results.score(
          of: child, subject: other.scope.subject, period: other.scope.period)
      }
      outcome = .counted(policy: line, counted)
    case .result:
      _ = evaluation.arising(score)
      outcome = .decided(policy: line)
    }
    return OperandUse(child: child, figure: score, outcome: outcome)
  }

  /// The weight of each operand: from the data, or its `weight` clause, if the function is a weighted
  /// one, else 1.
  func weights(
    of operands: [OperandUse], _ node: Int, _ combination: Combination, _ scope: Scope
  ) -> [Figure] {
    guard case .function(let function, _) = combination, function.isWeighted else {
      return operands.map { _ in .number(1) }
    }
    if let population = setting.rules(of: node, for: scope.subject).componentWeights?.value {
      return componentWeights(of: operands.map(\.child), over: population, scope)
    }
    return operands.map { operand in
      guard let weight = setting.rules(of: operand.child, for: scope.subject).weight else {
        return .missing(.undefined, at: scope.place)
      }
      var evaluation = Evaluation(self, scope, [])
      return evaluation.figure(weight.value)
    }
  }

  /// The weights of a node's operands, for each subject with a row in the period, in the order of
  /// `subjectPeriods`.
  package func operandWeights(
    of node: Int, _ combination: Combination, period: Period
  ) -> [[Figure]] {
    let operands = operandNodes(of: node).map {
      OperandUse(child: $0, figure: .number(1), outcome: .used)
    }
    let memory = Memory()
    return setting.places.filter { $0.period == period }.map { place in
      var scope = Scope(
        node: node, name: setting.program.nodes[node].name, subject: place.subject,
        period: period, cell: .total)
      scope.memory = memory
      return weights(of: operands, node, combination, scope)
    }
  }

  /// What a `define` or `table` makes of operands that are given, at a node's total.
  package func customValue(
    by body: ExpressionID, of operands: [Figure], node: Int, subject: Int, period: Period
  ) -> Figure {
    var scope = Scope(
      node: node, name: setting.program.nodes[node].name, subject: subject, period: period,
      cell: .total)
    scope.memory = Memory()
    scope.operands = operands
    var evaluation = Evaluation(self, scope, setting.rules[node].policies)
    let value = evaluation.figure(body)
    return evaluation.decided(over: value)
  }

  /// The leaves of a level below a node, and whether the value of each is reported for a subject; nil
  /// where it is not applicable, and so not asked for.
  package func coverage(
    of level: String, below node: Int, subject: Int, period: Period
  ) -> [(leaf: Int, isThere: Bool?)] {
    leaves(of: level, below: node).map { leaf in
      let value = value(ofLeaf: leaf, subject: subject, period: period)
      return (leaf, value.reasons == [.notApplicable] ? nil : value.isKnown)
    }
  }

  /// `result` wins over everything; then an operand that no line takes; then the floor; then the
  /// operands that remain are combined.
  private func combined(
    _ combination: Combination, _ operands: inout [OperandUse], _ weights: [Figure],
    isFloorMet: Bool, _ evaluation: inout Evaluation
  ) -> Figure {
    let scope = evaluation.scope
    let absent = operands.flatMap(\.figure.causes)
    if evaluation.ledger.decision != nil { return evaluation.decided(over: .missing(absent)) }
    let untaken = operands.filter { operand in
      if case .counted(_, let counted) = operand.outcome { return !counted.isKnown }
      return operand.outcome == .untaken
    }
    if let missing = evaluation.propagated(untaken.map(\.figure)) { return missing }
    if !isFloorMet {
      return .missing([Cause(.notEnough, at: scope.place)] + absent)
    }
    let remaining = operands.indices.filter { operands[$0].combined != nil }
    guard !remaining.isEmpty else {
      return absent.isEmpty ? .missing(.notAvailable, at: scope.place) : .missing(absent)
    }
    let figures = remaining.compactMap { operands[$0].combined }
    let remainingWeights = remaining.map { weights[$0] }
    if let missing = evaluation.propagated(remainingWeights) { return missing }
    switch combination {
    case .function(let function, let exponent):
      let numbers = remainingWeights.compactMap(\.number)
      let whole = Rational.sum(numbers)
      for (index, weight) in zip(remaining, numbers) where function.hasShares {
        operands[index].weight = weight.divided(by: whole)
      }
      let result = aggregate(
        function, figures.compactMap(\.scalar), weights: numbers, exponent: exponent)
      // A failure of the function itself has its line too.
      return evaluation.decided(over: evaluation.outcome(result, from: figures))
    case .custom(_, let body):
      var inner = scope
      inner.operands = figures
      var custom = Evaluation(self, inner, evaluation.ledger.lines)
      let value = custom.figure(body)
      for line in custom.ledger.used { evaluation.ledger.use(line) }
      return custom.decided(over: value)
    }
  }

  /// Whether enough is there: weight, number of children, or leaves that were reported. Nil if there
  /// is nothing to ask it of: every operand is not applicable.
  private func check(
    _ floor: Floor, _ node: Int, _ operands: [OperandUse], _ weights: [Rational?], _ scope: Scope
  ) -> FloorCheck? {
    if case .coverage(let share, let level) = floor {
      let leaves = leaves(of: level, below: node).map {
        value(ofLeaf: $0, subject: scope.subject, period: scope.period)
      }
      let asked = leaves.filter { $0.reasons != [.notApplicable] }
      let base = Rational(asked.count)
      let present = Rational(asked.count(where: \.isKnown))
      guard !base.isZero else { return nil }
      return FloorCheck(present: present, base: base, isMet: present >= share * base)
    }
    let asked = operands.indices.filter { operands[$0].figure.reasons != [.notApplicable] }
    // What others' figures filled in is not there.
    let policies = setting.rules(of: node, for: scope.subject).policies
    let there = asked.filter { index in
      guard case .counted(let line, _) = operands[index].outcome,
        policies.indices.contains(line), case .countOver = policies[line].value.action
      else { return operands[index].combined != nil }
      return false
    }
    switch floor {
    case .weight(let share):
      let base = Rational.sum(asked.compactMap { weights[$0] })
      let present = Rational.sum(there.compactMap { weights[$0] })
      guard !base.isZero else { return nil }
      return FloorCheck(present: present, base: base, isMet: present >= share * base)
    case .children(let least):
      guard !asked.isEmpty else { return nil }
      return FloorCheck(
        present: Rational(there.count), base: Rational(asked.count), isMet: there.count >= least)
    case .coverage:
      return nil
    }
  }

  /// The descendants of a level that have no children themselves, in the order of the tree.
  package func leaves(of level: String, below node: Int) -> [Int] {
    setting.program.nodes[node].children.flatMap { child in
      let sheet = setting.program.nodes[child]
      return sheet.children.isEmpty && sheet.level == level
        ? [child] : leaves(of: level, below: child)
    }
  }

  /// The value of a leaf, at its scored cell.
  private func value(ofLeaf leaf: Int, subject: Int, period: Period) -> Figure {
    let cell = setting.rules(of: leaf, for: subject).scoredCell
    let figures = figures(node: leaf, subject: subject, period: period, cell: cell)
    // A value that `impute` filled is not there.
    return figures.map { $0.isImputed ? $0.observedValue : $0.value }
      ?? .missing(
        .notAvailable,
        at: Place(name: setting.program.nodes[leaf].name, cell: cell, period: period))
  }
}
