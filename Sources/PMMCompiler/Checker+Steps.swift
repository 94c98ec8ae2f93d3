internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  // MARK: Combinations

  /// What only shows once every child is known: weights, and children without a score.
  mutating func checkCombinations() {
    for index in program.nodes.indices where !failedNodes.contains(index) {
      checkCombination(index, program.nodes[index].rules)
    }
  }

  private mutating func checkCombination(_ index: Int, _ rules: Rules) {
    guard case .combine(let combination) = rules.body.value else { return }
    let node = program.nodes[index]
    let operands = node.children.filter { isScored(program.nodes[$0].rules) }
    let place = rules.body.location ?? node.sheet.location
    guard let place else { return }
    let broken = hasLostNodes || node.children.contains { failedNodes.contains($0) || hasFailedScore($0) }
    if operands.isEmpty {
      guard !broken else { return }
      report(.nothingToCombine, place.file, place.span, ["name": node.name])
      return
    }
    guard case .function(let function, _) = combination else { return }
    if function.isWeighted {
      for child in operands where program.nodes[child].rules.weight == nil && !broken {
        let source = nodeSources[child]
        report(
          .weightMissing, source.tree, source.name.span,
          ["name": source.name.text, "function": function.rawValue], related: [place])
      }
      if !broken { checkPercentSum(operands, node.name, place) }
    } else if !isWeightedInAlternative(index) {
      for child in operands {
        guard let weight = program.nodes[child].rules.weight, let at = weight.location,
          weight.source == .own
        else { continue }
        report(
          .weightUnused, at.file, at.span,
          ["name": program.nodes[child].name, "function": function.rawValue], related: [place])
      }
    }
  }

  private func isScored(_ rules: Rules) -> Bool { rules.score.value != .none }

  private func hasFailedScore(_ index: Int) -> Bool {
    // A leaf whose score clause failed has an error of its own already.
    let source = nodeSources[index]
    guard source.level != "result", program.nodes[index].rules.score.value == .none else {
      return false
    }
    let reference = effectiveClauses(index).first { $0.slot == "score" }
    if case .score(PMMSyntax.ScoreRule.none, options: _)? = reference?.clause.kind { return false }
    return program.nodes[index].rules.body.value != .heading
  }

  /// An alternative may use the weights that the base leaves unused.
  private func isWeightedInAlternative(_ index: Int) -> Bool {
    program.nodes[index].alternatives.contains { alternative in
      if case .combine(.function(let function, _)) = alternative.rules.body.value {
        function.isWeighted
      } else {
        false
      }
    }
  }

  private mutating func checkPercentSum(_ operands: [Int], _ name: String, _ place: Location) {
    let weights = operands.compactMap { program.nodes[$0].rules.weight?.value }
    guard weights.count == operands.count, !weights.isEmpty,
      weights.allSatisfy({ pool[$0].type.unit?.isPercent == true })
    else { return }
    let sum = Rational.sum(weights.compactMap { pool.constant($0) })
    if sum != 1 {
      report(
        .percentWeights, place.file, place.span,
        ["name": name, "sum": (sum * 100).decimal(significant: 12)])
    }
  }

  // MARK: Order

  /// Puts what must be computed into an order, or reports a round of figures that need each other.
  mutating func orderSteps() {
    var state: [Step: Bool] = [:]
    var path: [Step] = []
    var order: [Step] = []
    var reported = false

    func visit(_ step: Step, _ checker: inout Checker) {
      if let finished = state[step] {
        if !finished, !reported {
          reported = true
          checker.reportRound(path.drop { $0 != step } + [step])
        }
        return
      }
      state[step] = false
      path.append(step)
      for next in checker.needs(step) { visit(next, &checker) }
      path.removeLast()
      state[step] = true
      order.append(step)
    }

    for index in program.nodes.indices {
      visit(.figures(index), &self)
      if program.nodes[index].rules.ranking != nil { visit(.ranks(index), &self) }
    }
    program.order = order
  }

  private func needs(_ step: Step) -> [Step] {
    switch step {
    case .figures(let index):
      let node = program.nodes[index]
      var expressions: [ExpressionID] = []
      var children: Set<Int> = []
      for rules in [node.rules] + node.alternatives.map(\.rules) {
        expressions += rules.expressions(includingRank: false)
        if case .combine = rules.body.value { children.formUnion(node.children) }
      }
      return children.sorted().map(Step.figures) + read(expressions)
    case .ranks(let index):
      let node = program.nodes[index]
      var expressions: [ExpressionID] = []
      for rules in [node.rules] + node.alternatives.map(\.rules) {
        guard let ranking = rules.ranking?.value else { continue }
        expressions.append(ranking.by)
        if case .by(let tie) = ranking.ties { expressions.append(tie) }
        if let population = ranking.population {
          expressions += program.populations[population].conditions
        }
      }
      return [.figures(index)] + read(expressions)
    }
  }

  /// The steps whose figures these expressions read.
  private func read(_ expressions: [ExpressionID]) -> [Step] {
    var found: Set<Step> = []
    for root in expressions {
      for id in pool.closure(of: root) {
        switch pool[id].operation {
        case .node(let node, .rank, _): found.insert(.ranks(node))
        case .node(let node, _, _): found.insert(.figures(node))
        case .isMember(let population):
          for condition in program.populations[population].conditions {
            found.formUnion(read([condition]))
          }
        default: break
        }
      }
    }
    return found.sorted { $0.sortKey < $1.sortKey }
  }

  private mutating func reportRound(_ round: some Collection<Step>) {
    let names = round.map { step in
      switch step {
      case .figures(let index): program.nodes[index].name
      case .ranks(let index): program.nodes[index].name + ".rank"
      }
    }
    guard let first = round.first else { return }
    let index =
      switch first {
      case .figures(let index), .ranks(let index): index
      }
    // A round that its types already gave away has been told.
    guard !failedNodes.contains(index) else { return }
    let rules = program.nodes[index].rules
    var place = rules.body.location ?? program.nodes[index].sheet.location
    var what = "node"
    if case .ranks = first {
      place = rules.ranking?.location ?? place
      what = "rank"
    }
    guard let place else { return }
    report(
      .cycle, place.file, place.span,
      ["what": what, "path": names.joined(separator: " → ")])
  }
}

extension Step {
  fileprivate var sortKey: (Int, Int) {
    switch self {
    case .figures(let index): (index, 0)
    case .ranks(let index): (index, 1)
    }
  }
}

extension Rules {
  /// Every expression that these rules evaluate.
  func expressions(includingRank: Bool) -> [ExpressionID] {
    var result: [ExpressionID] = []
    switch body.value {
    case .formula(let id), .reported(_, let id), .combine(.custom(_, let id)): result.append(id)
    case .combine, .heading: break
    }
    for condition in conditions {
      result.append(condition.value.test)
      if case .value(let id) = condition.value.result { result.append(id) }
    }
    for policy in policies {
      switch policy.value.action {
      case .count(let id), .result(.value(let id)): result.append(id)
      case .exclude, .countOver, .result: break
      }
    }
    if let weight { result.append(weight.value) }
    if case .value(let id)? = imputation?.value { result.append(id) }
    if let treatment { result.append(treatment.value.until) }
    switch score.value {
    case .none, .itself, .population: break
    case .linear(let posts), .log(let posts): result += [posts.worst, posts.best]
    case .rows(let by, let rows): result += [by] + rows.flatMap(\.expressions)
    case .formula(let id): result.append(id)
    }
    if let classification {
      result.append(classification.value.by)
      result += classification.value.rows.flatMap(\.expressions)
    }
    if includingRank, let ranking {
      result.append(ranking.value.by)
      if case .by(let id) = ranking.value.ties { result.append(id) }
    }
    return result
  }
}

extension PMMIR.Row {
  var expressions: [ExpressionID] {
    if case .equals(let id) = pattern { [id, result] } else { [result] }
  }
}
