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
    column.figures = scopes(of: node, memory).map { scope -> NodeFigures? in
      let rules = setting.rules(of: node, for: scope.subject)
      guard setting.has(node, scope.subject), rules.cells.contains(scope.cell) else { return nil }
      return computed(node, scope)
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
  func computed(_ node: Int, _ scope: Scope) -> NodeFigures {
    let rules = setting.rules(of: node, for: scope.subject)
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
      column.figures[index] = column.figures[index].map { imputed($0, node, scope) }
    }
  }

  func imputed(_ observed: NodeFigures, _ node: Int, _ scope: Scope) -> NodeFigures {
    var figures = observed
    guard let imputation = setting.rules(of: node, for: scope.subject).imputation?.value,
      !figures.observedValue.isKnown,
      figures.condition == nil, figures.observedValue.reasons != [.notApplicable],
      !figures.observedValue.reasons.contains(.invalid)
    else { return figures }
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
    guard filling.isKnown else { return figures }
    filling.flags.insert(.imputed)
    // Whoever filled it: a figure says whether the administration's own choices have a part in it.
    if setting.comparability(of: node, for: scope.subject).isAdapted {
      filling.flags.insert(.adapted)
    }
    filling.disclosure = max(filling.disclosure, figures.observedValue.disclosure)
    figures.enter(filling)
    figures.untreatedValue = filling
    return figures
  }

  // MARK: Score, class

  private func score(_ column: inout NodeColumn, _ node: Int) {
    for (index, scope) in scopes(of: node, Memory()).enumerated() {
      column.figures[index] = column.figures[index].map { given($0, node, scope) }
    }
    let memory = Memory(own: column.figures)
    for (index, scope) in scopes(of: node, memory).enumerated() {
      column.figures[index] = column.figures[index].map { scored($0, node, scope) }
    }
  }

  /// A score that is given is the value too, where these are one figure.
  func given(_ figures: NodeFigures, _ node: Int, _ scope: Scope) -> NodeFigures {
    let rules = setting.rules(of: node, for: scope.subject)
    guard let given = setting.options.childScores[node], rules.scoreIsValue,
      rules.isScored(scope.cell)
    else { return figures }
    var figures = figures
    figures.enter(given)
    figures.observedValue = given
    figures.untreatedValue = given
    return figures
  }

  func scored(_ entered: NodeFigures, _ node: Int, _ scope: Scope) -> NodeFigures {
    var figures = entered
    addScore(&figures, of: node, setting.rules(of: node, for: scope.subject), scope)
    figures.sets += scope.log?.take(.score) ?? []
    return figures
  }

  private func classify(_ column: inout NodeColumn, _ node: Int) {
    guard setting.options.bounds || setting.someRules(of: node, where: { $0.classification != nil })
    else { return }
    let memory = Memory(own: column.figures)
    for (index, scope) in scopes(of: node, memory).enumerated() {
      column.figures[index] = column.figures[index].map { classified($0, node, scope) }
    }
  }

  func classified(_ scored: NodeFigures, _ node: Int, _ scope: Scope) -> NodeFigures {
    var figures = scored
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
    return figures
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
  package func isScored(_ cell: Cell) -> Bool { cell == scoredCell && score.value != .none }
}
