internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

/// The steps of a program, each after what it reads, and the first that read each other.
struct StepOrder: Sendable {
  var steps: [Step] = []
  /// From a step by way of others back to it.
  var round: [Step]?
}

extension Checker {
  // MARK: Combinations

  /// What only shows once every child is known: weights, and children without a score.
  mutating func checkCombinations() {
    for index in program.nodes.indices where !failedNodes.contains(index) {
      guard case .combine = program.nodes[index].rules.body.value else { continue }
      checkCombination(index, program.nodes[index].rules)
    }
    for index in program.nodes.indices where !failedNodes.contains(index) { checkWeightUse(index) }
  }

  /// A node's own weight must be one that its parent reads.
  private mutating func checkWeightUse(_ index: Int) {
    // A node is large, and no copy of it is made.
    guard let weight = program.nodes[index].rules.weight, weight.source == .own,
      let place = weight.location
    else { return }
    var reason: String?
    var parentPlace: Location?
    if program.nodes[index].level == "result" {
      reason = "a result is never combined"
    } else if !isScoredSomewhere(index), !failedScores.contains(index) {
      let isHeading = program.nodes[index].rules.body.value == .heading
      reason = isHeading ? "a heading is never combined" : "it has no score"
    } else if program.nodes[index].localTo != nil, program.nodes[index].parent == nil {
      reason = "what an adaptation declares itself is in no score of the base"
      parentPlace = program.nodes[index].place.flatMap { program.nodes[$0].rules.body.location }
    } else if let parent = program.nodes[index].parent, !failedNodes.contains(parent),
      !isWeightedInAlternative(parent)
    {
      let body = program.nodes[parent].rules.body
      parentPlace = body.location
      switch body.value {
      case .heading: reason = "its parent combines nothing"
      case .combine(.custom(let name, _)): reason = "its parent combines by `\(name)`"
      case .combine(.function(let function, _)) where !function.isWeighted:
        reason = "its parent combines by `\(function.rawValue)`"
      default: break
      }
    }
    guard let reason else { return }
    report(
      .weightUnused, place.file, place.span, ["name": program.nodes[index].name, "reason": reason],
      related: parentPlace.map { [$0] } ?? [])
  }

  /// Percents are shares of the whole, other weights multiples of each other.
  private mutating func checkWeightKinds(_ operands: [Int], _ name: String) {
    var percent: Location?
    var number: Location?
    for child in operands {
      guard let weight = program.nodes[child].rules.weight else { continue }
      if pool[weight.value].type.unit?.isPercent == true {
        percent = percent ?? weight.location
      } else {
        number = number ?? weight.location
      }
    }
    guard let percent, let number else { return }
    report(.weightsMixed, percent.file, percent.span, ["name": name], related: [number])
  }

  private mutating func checkCombination(_ index: Int, _ rules: Rules) {
    guard case .combine(let combination) = rules.body.value else { return }
    let node = program.nodes[index]
    let operands = node.children.filter { isScored($0) }
    let place = rules.body.location ?? node.sheet.location
    guard let place else { return }
    let broken =
      hasLostNodes || node.children.contains { failedNodes.contains($0) || hasFailedScore($0) }
    if operands.isEmpty {
      guard !broken else { return }
      // What a local node has from the base is not its author's to edit.
      if node.localTo != nil {
        let source = nodeSources[index]
        report(
          .nothingToCombine, source.tree, source.name.span, ["name": node.name], related: [place])
      } else {
        report(.nothingToCombine, place.file, place.span, ["name": node.name])
      }
      return
    }
    if case .children(let needed)? = rules.needs?.value, needed > operands.count, !broken,
      let at = rules.needs?.location
    {
      report(
        .needsTooMany, at.file, at.span,
        ["name": node.name, "needed": String(needed), "count": String(operands.count)])
    }
    if case .custom(_, let id) = combination, !broken {
      checkTableRows(id, operands, place, rules)
      return
    }
    guard case .function(let function, _) = combination else { return }
    if function.isWeighted, rules.componentWeights == nil {
      for child in operands
      where program.nodes[child].rules.weight == nil && !failedWeights.contains(child) && !broken {
        let source = nodeSources[child]
        report(
          .weightMissing, source.tree, source.name.span,
          ["name": source.name.text, "function": function.rawValue], related: [place])
      }
      if !broken {
        checkWeightKinds(operands, node.name)
        checkPercentSum(operands, node.name, place)
      }
    }
  }

  /// A table over the children must have a row for everything that they may be.
  private mutating func checkTableRows(
    _ id: ExpressionID, _ operands: [Int], _ place: Location, _ rules: Rules
  ) {
    guard case .lookup(let index, _) = pool[id].operation,
      !rules.policies.contains(where: { $0.value.reasons?.contains(.undefined) ?? false }),
      case .level(let scale)? = program.tables[index].rows.isEmpty ? nil : scoreType
    else { return }
    let table = program.tables[index]
    let all = Set(program.scales[scale].levels.indices)
    let levels = operands.map { child -> Set<Int> in
      guard case .reported(let input, _) = program.nodes[child].rules.body.value,
        case .levels(let allowed)? = program.inputs[input].range?.value
      else { return all }
      return Set(allowed)
    }
    let names = program.scales[scale].levels.map(\.name)
    guard let missing = combinationsWithoutRow(table, children: levels) else {
      report(.tableTooWide, place.file, place.span, ["name": table.name])
      return
    }
    guard let first = missing.first else { return }
    report(
      .tableRowMissing, place.file, place.span,
      [
        "table": table.name,
        "more": missing.count == 1
          ? "" : ", the first of \(missing.count) combinations without one",
        "first": first.map { "`\(names[$0])`" }.joined(separator: ", "),
      ], related: table.location.map { [$0] } ?? [])
  }

  /// Under its own rules.
  private func isScored(_ index: Int) -> Bool {
    if case .none = program.nodes[index].rules.score.value { false } else { true }
  }

  private func isScoredSomewhere(_ index: Int) -> Bool {
    isScored(index)
      || hasSeveralRules(index)
        && program.everyRules(of: index).contains { $0.score.value != .none }
  }

  private func hasFailedScore(_ index: Int) -> Bool {
    // A leaf whose score clause failed has an error of its own already.
    let source = nodeSources[index]
    guard source.level != "result", program.nodes[index].rules.score.value == .none else {
      return false
    }
    let reference = effectiveClauses(index).first { $0.slot?.kind == .score }
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
      || program.alternatives.contains { alternative in
        if case .combine(.function(let function, _)) = alternative.rules[index].body.value {
          function.isWeighted
        } else {
          false
        }
      }
  }

  private mutating func checkPercentSum(_ operands: [Int], _ name: String, _ place: Location) {
    let clauses = operands.compactMap { program.nodes[$0].rules.weight?.value }
    guard clauses.allSatisfy({ pool[$0].type.unit?.isPercent == true }) else { return }
    let weights = clauses.compactMap { pool.constant($0) }
    guard weights.count == operands.count, !weights.isEmpty else { return }
    let sum = Rational.sum(weights)
    guard sum != 1 else { return }
    func percent(_ share: Rational) -> String { (share * 100).decimal(significant: 12) + "%" }
    let list = zip(operands, weights).map { "`\(program.nodes[$0].name)` \(percent($1))" }
    report(
      .percentWeights, place.file, place.span,
      [
        "name": name, "sum": percent(sum), "weights": list.joined(separator: ", "),
        "difference": percent((sum - 1).magnitude),
        "side": sum < 1 ? "are missing" : "are too many",
      ])
  }

  // MARK: Order

  /// Takes the order of what must be computed over, or reports figures that need each other.
  mutating func takeOrder(_ order: StepOrder) {
    if let round = order.round { reportRound(round) }
    program.order = order.steps
    checkSets()
  }

  /// It looks at the program alone, so that other checks may go on beside it.
  func stepOrder() -> StepOrder {
    /// Whether a step is finished, by its number; nil before it is begun.
    var state: [Bool?] = Array(repeating: nil, count: 2 * program.nodes.count)
    // Steps under way, with what they read and how far that was followed: a chain of nodes may be longer
    // than the stack is deep.
    var path: [(step: Step, reads: [Step], next: Int)] = []
    var order = StepOrder()
    var seen = SeenExpressions(program)

    func enter(_ step: Step) {
      if let finished = state[step.number] {
        if !finished, order.round == nil {
          order.round = path.map(\.step).drop { $0 != step } + [step]
        }
        return
      }
      state[step.number] = false
      var reads = program.reads(of: step, &seen)
      if reads.count > 1 { reads.sort { $0.number < $1.number } }
      path.append((step, reads, 0))
    }

    func visit(_ step: Step) {
      enter(step)
      while let (step, reads, place) = path.last {
        if place == reads.count {
          path.removeLast()
          state[step.number] = true
          order.steps.append(step)
        } else {
          path[path.count - 1].next += 1
          if place == 0 || reads[place] != reads[place - 1] { enter(reads[place]) }
        }
      }
    }

    for index in program.nodes.indices {
      visit(.figures(index))
      if isRanked(index) { visit(.ranks(index)) }
    }
    return order
  }

  private func isRanked(_ index: Int) -> Bool {
    if program.nodes[index].rules.ranking != nil { return true }
    return hasSeveralRules(index)
      && program.everyRules(of: index).contains { $0.ranking != nil }
  }

  /// Whether a node may have others than its own.
  func hasSeveralRules(_ index: Int) -> Bool {
    !program.alternatives.isEmpty || !program.nodes[index].alternatives.isEmpty
  }

  /// A set whose members depend on who its members are has none.
  private mutating func checkSets() {
    for index in program.circularPopulations {
      let population = program.populations[index]
      guard let place = population.location else { continue }
      reportCycle("population", [population.name], place)
    }
    for level in program.circularLevels {
      guard let node = program.leaves(of: level).first,
        let place = program.nodes[node].rules.body.location
      else { continue }
      reportCycle("coverage", ["coverage(\(level))"], place)
    }
  }

  private mutating func reportRound(_ round: [Step]) {
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
    let others = round.dropFirst().dropLast().compactMap { step -> Location? in
      switch step {
      case .figures(let index): program.nodes[index].rules.body.location
      case .ranks(let index): program.nodes[index].rules.ranking?.location
      }
    }
    reportCycle(what, names.dropLast(), place, others)
  }

  /// Something that needs itself, perhaps by way of others: `round` names each once, the first first.
  mutating func reportCycle(
    _ what: String, _ round: [String], _ place: Location, _ others: [Location] = []
  ) {
    guard let first = round.first else { return }
    let hint =
      switch what {
      case "node":
        "a formula reads inputs and other nodes; in `score`, `class` and `rank` the node's own "
          + "figure is `value`, and an earlier figure is that of an input, as in `x[T-1]`"
      case "rank", "population":
        "who belongs to a population must be known before anything is made of it"
      case "coverage": "a leaf that asks how many leaves are there would ask about itself"
      case "unit": "give one of them in units that are declared without it"
      case "instrument": "take one `in` away: nothing is a part of itself"
      case "succession": "the last of those that took each other's place is superseded by nothing"
      default: "there is no recursion; a list is summed up by an aggregate such as `sum(xs)`"
      }
    var arguments: Arguments = ["what": what, "name": first, "way": "", "hint": hint]
    if round.count > 1 {
      let names = round.dropFirst().map { "`\($0)`" }.joined(separator: ", then ")
      arguments["way"] = ", by way of \(names)"
    }
    report(.cycle, place.file, place.span, arguments, related: others)
  }
}

extension Step {
  /// Two for each node.
  fileprivate var number: Int {
    switch self {
    case .figures(let index): 2 * index
    case .ranks(let index): 2 * index + 1
    }
  }
}
