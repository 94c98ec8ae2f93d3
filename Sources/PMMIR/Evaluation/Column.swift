internal import PMMNumber

/// A node's figures, by place and then by cell, and what was done to make them.
struct NodeColumn {
  var figures: [NodeFigures?]
  var treatments: [TreatmentKey: TreatmentReport] = [:]
}

/// A node over every place and cell, stage by stage. Each stage reads the column as the one before
/// left it, so `value` means the same for every member of a population.
extension Results {
  func column(of node: Int) -> NodeColumn {
    var column = NodeColumn(figures: [])
    let memory = Memory()
    column.figures = scopes(of: node, memory).map { scope in
      let rules = setting.rules(of: node, for: scope.subject)
      guard setting.has(node, scope.subject), rules.cells.contains(scope.cell) else { return nil }
      return computed(node, rules, scope)
    }
    impute(&column, node)
    treat(&column, node)
    score(&column, node)
    classify(&column, node)
    return column
  }

  /// Where the figures of a column are computed, in the column's order.
  func scopes(of node: Int, _ memory: Memory) -> [Scope] {
    let name = setting.program.nodes[node].name
    let log = SetLog()
    return setting.places.flatMap { place in
      setting.cells[node].map { cell in
        var scope = Scope(
          node: node, name: name, subject: place.subject, period: place.period, cell: cell)
        scope.memory = memory
        scope.log = log
        return scope
      }
    }
  }

  // MARK: The value

  /// One node at one place: conditions, then the formula or the combination.
  private func computed(_ node: Int, _ rules: Rules, _ scope: Scope) -> NodeFigures {
    var figures = NodeFigures(value: .missing(.undefined, at: scope.place))
    if let held = heldCondition(rules, scope) {
      figures.exactValue = held.figure
      figures.condition = held.index
    } else {
      switch rules.body.value {
      case .formula(let formula), .reported(_, let formula):
        var evaluation = Evaluation(self, scope, rules.policies)
        let value = evaluation.figure(formula)
        figures.exactValue = evaluation.decided(over: value)
        figures.policiesUsed = evaluation.ledger.used
      case .combine(let combination):
        combine(combination, of: node, rules, scope, into: &figures)
      case .heading:
        break
      }
    }
    if let own = setting.program.nodes[node].disclosure?.value {
      figures.exactValue.disclosure = max(figures.exactValue.disclosure, own)
    }
    if setting.comparability(of: node, for: scope.subject).isAdapted {
      figures.exactValue.flags.insert(.adapted)
    }
    figures.enter(figures.exactValue)
    figures.observedValue = figures.exactValue
    figures.untreatedValue = figures.exactValue
    figures.sets = scope.log?.take(.value) ?? []
    return figures
  }

  /// The first condition that holds, in the order written; one that is missing does not hold.
  private func heldCondition(_ rules: Rules, _ scope: Scope) -> (index: Int, figure: Figure)? {
    for (index, condition) in rules.conditions.enumerated() {
      var evaluation = Evaluation(self, scope, [])
      let test = evaluation.figure(condition.value.test)
      guard test.scalar == .truth(true) else { continue }
      switch condition.value.result {
      case .value(let expression):
        return (index, evaluation.figure(expression).carrying(test))
      case .reason(let reason):
        return (index, Figure.missing(reason, at: scope.place).carrying(test))
      case .missing:
        return (index, Figure.missing(.notAvailable, at: scope.place).carrying(test))
      }
    }
    return nil
  }

  // MARK: Imputation

  /// Fills missing values, but for those that a condition decided, those that do not apply, and those
  /// that were refused: a guess must not stand where there is nothing, or hide a mistake in the data.
  private func impute(_ column: inout NodeColumn, _ node: Int) {
    guard setting.someRules(of: node, where: { $0.imputation != nil }) else { return }
    // What was observed, for every figure that is filled.
    let memory = Memory(own: column.figures)
    for (index, scope) in scopes(of: node, memory).enumerated() {
      guard let imputation = setting.rules(of: node, for: scope.subject).imputation?.value,
        var figures = column.figures[index], !figures.observedValue.isKnown,
        figures.condition == nil, figures.observedValue.reasons != [.notApplicable],
        !figures.observedValue.reasons.contains(.invalid)
      else { continue }
      var scope = scope
      scope.own = figures
      var evaluation = Evaluation(self, scope, [])
      var filling: Figure
      switch imputation {
      case .value(let expression):
        filling = evaluation.figure(expression)
      case .aggregate(let aggregate, let population):
        filling = figures.observedValue
        let found = evaluation.ownStatistic(aggregate, over: population)
        if case .known(let scalar) = found { filling = .known(scalar) }
      }
      figures.sets += scope.log?.take(.imputation) ?? []
      column.figures[index] = figures
      guard filling.isKnown else { continue }
      filling.flags.insert(.imputed)
      filling.disclosure = max(filling.disclosure, figures.observedValue.disclosure)
      figures.enter(filling)
      figures.untreatedValue = filling
      column.figures[index] = figures
    }
  }

  // MARK: Score, class

  private func score(_ column: inout NodeColumn, _ node: Int) {
    if let given = setting.options.childScores[node] {
      for (index, scope) in scopes(of: node, Memory()).enumerated() {
        let rules = setting.rules(of: node, for: scope.subject)
        guard rules.scoreIsValue, rules.isScored(scope.cell) else { continue }
        column.figures[index]?.enter(given)
        column.figures[index]?.observedValue = given
        column.figures[index]?.untreatedValue = given
      }
    }
    let memory = Memory(own: column.figures)
    for (index, scope) in scopes(of: node, memory).enumerated() {
      guard var figures = column.figures[index] else { continue }
      addScore(&figures, of: node, setting.rules(of: node, for: scope.subject), scope)
      figures.sets += scope.log?.take(.score) ?? []
      column.figures[index] = figures
    }
  }

  private func classify(_ column: inout NodeColumn, _ node: Int) {
    guard setting.options.bounds || setting.someRules(of: node, where: { $0.classification != nil })
    else { return }
    let memory = Memory(own: column.figures)
    for (index, scope) in scopes(of: node, memory).enumerated() {
      guard var figures = column.figures[index] else { continue }
      let rules = setting.rules(of: node, for: scope.subject)
      if let classification = rules.classification?.value {
        figures.classification = level(classification, figures, scope)
        figures.sets += scope.log?.take(.classification) ?? []
      }
      if setting.options.bounds, rules.isScored(scope.cell) {
        var scope = scope
        scope.log = nil
        addBounds(&figures, of: node, rules, scope)
      }
      column.figures[index] = figures
    }
  }
}

extension NodeFigures {
  /// The value that enters the next stage.
  mutating func enter(_ figure: Figure) {
    exactValue = figure
    value = figure
    shownValue = figure.number
  }

  /// As the score saw it.
  var beforeRounding: NodeFigures {
    var before = self
    before.enter(exactValue)
    return before
  }
}

extension Rules {
  /// Whether this cell is the one that has the score.
  func isScored(_ cell: Cell) -> Bool { cell == scoredCell && score.value != .none }
}
