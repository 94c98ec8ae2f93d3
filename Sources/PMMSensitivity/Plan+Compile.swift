internal import PMMIR
internal import PMMNumber

extension Plan {
  /// Compiles the tree below a node from results that were evaluated exactly.
  init(
    _ results: Results, target: Int, period: Period, _ choices: PlanChoices,
    _ columns: inout Columns
  ) throws(Unfit) {
    let program = results.program
    guard let reasons = ReasonBits(program) else {
      throw Unfit(node: target, why: "the framework has more than 64 reasons")
    }
    self.results = results
    self.period = period
    self.reasons = reasons
    subjectIndices = results.subjectPeriods.filter { $0.period == period }.map(\.subject)
    subjects = subjectIndices.count
    stride = Self.stride(subjects)
    isOrdinal = if case .levels? = program.head.scores { true } else { false }
    var order: [Int] = []
    Self.collect(target, results, into: &order)
    let combined = Set(order.filter { results.combination(of: $0) != nil })
    leaves = order.filter { !combined.contains($0) }
    let branchNodes = order.filter(combined.contains)
    var slots: [Int: Int] = [:]
    for (slot, node) in (branchNodes + leaves).enumerated() { slots[node] = slot }
    let dependence = Dependence(results, combined: combined, noisy: choices.noisy)
    for leaf in leaves {
      try dependence.check(leaf)
      addLeaf(leaf, &columns)
    }
    for node in branchNodes {
      try addBranch(node, slots, leavesFrom: branchNodes.count, dependence, choices, &columns)
    }
  }

  private static func collect(_ node: Int, _ results: Results, into order: inout [Int]) {
    if results.combination(of: node) != nil {
      for child in results.operandNodes(of: node) { collect(child, results, into: &order) }
    }
    order.append(node)
  }

  /// The figure of each subject as an estimate, and why it is missing.
  private func column(
    of node: Int, _ figure: (Int) throws(Unfit) -> Figure
  ) throws(Unfit) -> (figures: [Double], masks: [UInt64]) {
    var column = (figures: [Double](), masks: [UInt64]())
    for subject in subjectIndices {
      let figure = try figure(subject)
      if let scalar = figure.scalar {
        guard let estimate = scalar.estimate else {
          throw Unfit(node: node, why: "its score is neither a number nor a level")
        }
        column.figures.append(estimate)
        column.masks.append(0)
      } else {
        column.figures.append(.nan)
        column.masks.append(reasons(figure.reasons))
      }
    }
    return column
  }

  private mutating func addLeaf(_ node: Int, _ columns: inout Columns) {
    let cell = results.rules(of: node).scoredCell
    var (scores, masks): ([Double], [UInt64]) = ([], [])
    for subject in subjectIndices {
      switch results.estimate(node: node, subject: subject, period: period, cell: cell) {
      case .known(let score)?:
        scores.append(score)
        masks.append(0)
      case .missing(let why)?:
        scores.append(.nan)
        masks.append(reasons(why))
      case nil:
        scores.append(.nan)
        masks.append(reasons.notAvailable)
      }
    }
    // Nobody's score is the lowest or the highest of a column.
    leafScores.append(columns.add(scores + Array(repeating: .nan, count: stride - subjects)))
    leafMasks.append(columns.add(masks: filled(masks)))
  }

  // MARK: Branches

  private mutating func addBranch(
    _ node: Int, _ slots: [Int: Int], leavesFrom first: Int, _ dependence: Dependence,
    _ choices: PlanChoices, _ columns: inout Columns
  ) throws(Unfit) {
    let rules = results.rules(of: node)
    guard var combination = results.combination(of: node) else { return }
    if let function = choices.forms[node] { combination = .function(function, exponent: nil) }
    for (clause, name) in [
      (rules.imputation?.location, "impute"), (rules.treatment?.location, "treat"),
    ] where clause != nil {
      throw Unfit(node: node, why: "`\(name)` fills or changes what it combines", clause: clause)
    }
    try dependence.check(node, combination)
    var branch = Branch(
      node: node, edges: [], form: try form(of: node, combination), lines: [],
      floor: rules.needs?.value)
    branch.lines = try lines(of: node, rules, choices.missing[node], &columns)
    let decimals = rules.roundValue?.value ?? rules.roundScore?.value
    branch.rounding = decimals.map { Rounding($0, rules.type.unit) }
    try addConditions(&branch, rules, &columns)
    if case .coverage(_, let level)? = branch.floor { addCoverage(&branch, level) }
    switch (branch.form, branch.floor) {
    case (.mean, nil), (.mean, .weight): break
    default: branch.isCellwise = true
    }
    let weights = try weights(of: node, combination, choices)
    var absent = Array(repeating: 0 as UInt64, count: subjects)
    var special = Array(repeating: branch.isCellwise, count: subjects)
    for (index, child) in results.operandNodes(of: node).enumerated() {
      guard let slot = slots[child] else { continue }
      var edge = Edge(node: child, slot: slot, isLeaf: slot >= first)
      let own = weights.map { $0[index] }
      edge.weights = columns.add(filled(own))
      if edge.isLeaf { resolve(&edge, slot - first, in: branch, own, &absent, &special, &columns) }
      // A value of no weight must not make a mean zero or undefined; whole cells see to it.
      for subject in 0..<subjects where own[subject] == 0 { special[subject] = true }
      if let first = own.first, own.allSatisfy({ $0 == first }), !edge.isLeaf {
        edge.evenlyAsked = first
      }
      branch.edges.append(edge)
    }
    branch.excludesAll = branch.lines.allSatisfy {
      if case .exclude = $0.action { true } else { false }
    }
    branch.excludesAll = branch.excludesAll && branch.lines.contains { $0.reasons == nil }
    branch.hasBranches = branch.edges.contains { !$0.isLeaf }
    branch.absent = columns.add(masks: filled(absent))
    branch.special = columns.add(flags: filled(special))
    branch.hasSpecial = special.contains(true)
    if case .weight(let share)? = branch.floor { branch.share = Double(estimating: share) }
    branches.append(branch)
  }

  private func form(of node: Int, _ combination: Combination) throws(Unfit) -> Form {
    switch combination {
    case .custom(_, let body): return .custom(body)
    case .function(let function, let exponent):
      switch function {
      case .sum: return .sum
      case .min: return .min
      case .max: return .max
      case .median: return .median
      default:
        guard let mean = Mean(function, exponent: exponent) else {
          throw Unfit(
            node: node, why: "`\(function.rawValue)` needs an exponent, which no study gives")
        }
        return .mean(mean)
      }
    }
  }

  private func lines(
    of node: Int, _ rules: Rules, _ choice: MissingChoice?, _ columns: inout Columns
  ) throws(Unfit) -> [Line] {
    var lines: [Line] = []
    for policy in rules.policies {
      let reasons = policy.value.reasons.map { self.reasons($0) }
      if policy.value.reasons == nil, choice != nil { continue }
      switch policy.value.action {
      case .exclude: lines.append(Line(reasons: reasons, action: .exclude))
      case .count(let expression):
        let (figures, masks) = try add(expression, of: node, &columns)
        lines.append(Line(reasons: reasons, action: .count(figures, masks)))
      case .countOver:
        throw Unfit(
          node: node, why: "`count as` reads what a population has, which every run would change",
          clause: policy.location)
      case .result(.value(let expression)):
        let (figures, masks) = try add(expression, of: node, &columns)
        lines.append(Line(reasons: reasons, action: .result(figures, masks)))
      case .result(.reason(let reason)):
        lines.append(Line(reasons: reasons, action: missing(self.reasons[reason], &columns)))
      case .result(.missing):
        lines.append(Line(reasons: reasons, action: .resultMissing))
      }
    }
    switch choice {
    case .exclude?: lines.append(Line(reasons: nil, action: .exclude))
    case .count(let value)?:
      let figures = columns.add(Array(repeating: Double(estimating: value), count: stride))
      let masks = columns.add(masks: Array(repeating: 0, count: stride))
      lines.append(Line(reasons: nil, action: .count(figures, masks)))
    case .resultMissing?: lines.append(Line(reasons: nil, action: .resultMissing))
    case nil: break
    }
    return lines
  }

  private func missing(_ mask: UInt64, _ columns: inout Columns) -> Action {
    .result(
      columns.add(Array(repeating: .nan, count: stride)),
      columns.add(masks: Array(repeating: mask, count: stride)))
  }

  private func add(
    _ expression: ExpressionID, of node: Int, _ columns: inout Columns
  ) throws(Unfit) -> (Int, Int) {
    let (figures, masks) = try column(of: node) { subject in
      results.evaluate(
        expression, node: node, subject: subject, period: period, applyingPolicies: false)
    }
    return (columns.add(filled(figures)), columns.add(masks: filled(masks)))
  }

  private func addConditions(
    _ branch: inout Branch, _ rules: Rules, _ columns: inout Columns
  ) throws(Unfit) {
    guard !rules.conditions.isEmpty else { return }
    let held = subjectIndices.map {
      results.figures(node: branch.node, subject: $0, period: period)?.condition != nil
    }
    let decided = try column(of: branch.node) { subject in
      results.figures(node: branch.node, subject: subject, period: period)?.value
        ?? .missing([])
    }
    branch.fixed = (
      columns.add(filled(decided.figures)), columns.add(masks: filled(decided.masks)),
      columns.add(flags: filled(held))
    )
  }

  private func addCoverage(_ branch: inout Branch, _ level: String) {
    let all = subjectIndices.map {
      results.coverage(of: level, below: branch.node, subject: $0, period: period)
    }
    branch.coverage = (all.first ?? []).indices.map { index in
      (leaf: all[0][index].leaf, states: all.map { $0[index].isThere })
    }
  }

  /// The weights of a node's children, for each subject.
  private func weights(
    of node: Int, _ combination: Combination, _ choices: PlanChoices
  ) throws(Unfit) -> [[Double]] {
    let operands = results.operandNodes(of: node)
    guard case .function(let function, _) = combination, function.isWeighted else {
      let ones = Array(repeating: 1.0, count: operands.count)
      return Array(repeating: ones, count: subjects)
    }
    let rules = results.rules(of: node)
    if let clause = rules.componentWeights,
      operands.contains(where: { results.combination(of: $0) != nil || choices.noisy.contains($0) })
    {
      throw Unfit(
        node: node, why: "its weights come from scores that the runs change",
        clause: clause.location)
    }
    // Most weights are plain numbers, the same for all.
    let plain = operands.compactMap { child -> Double? in
      guard let weight = results.rules(of: child).weight?.value,
        case .number(let number) = results.program[weight].operation, !number.isNegative
      else { return nil }
      return Double(estimating: number)
    }
    if rules.componentWeights == nil, plain.count == operands.count {
      return Array(repeating: plain, count: subjects)
    }
    var weights: [[Double]] = []
    for figures in results.operandWeights(of: node, combination, period: period) {
      let row = figures.compactMap { $0.number }.filter { !$0.isNegative }
      guard row.count == operands.count else {
        throw Unfit(node: node, why: "not every child has a weight that is known and not negative")
      }
      weights.append(row.map { Double(estimating: $0) })
    }
    return weights
  }

  // MARK: Leaves under their parent's lines

  /// What becomes of each subject's leaf is known before any run: only its score and weight may
  /// change.
  private func resolve(
    _ edge: inout Edge, _ leaf: Int, in branch: Branch, _ weights: [Double],
    _ absent: inout [UInt64], _ special: inout [Bool], _ columns: inout Columns
  ) {
    let mean: Mean = if case .mean(let mean) = branch.form { mean } else { .arithmetic }
    let zeros = Array(repeating: 0.0, count: subjects)
    var (used, present, contributions, counted, asked) = (zeros, zeros, zeros, zeros, zeros)
    for subject in 0..<subjects {
      let score = columns.figures[leafScores[leaf] + subject]
      let mask = columns.masks[leafMasks[leaf] + subject]
      let weight = weights[subject]
      if mask != reasons.notApplicable { asked[subject] = weight }
      if mask == 0 {
        (used[subject], present[subject]) = (weight, weight)
        contributions[subject] = weight * mean.entering(score)
        continue
      }
      absent[subject] |= mask
      guard let line = Self.line(branch.lines, for: mask) else {
        special[subject] = true
        continue
      }
      switch branch.lines[line].action {
      case .exclude: break
      case .count(let figures, let masks) where columns.masks[masks + subject] == 0:
        present[subject] = weight
        contributions[subject] = weight * mean.entering(columns.figures[figures + subject])
        counted[subject] = contributions[subject]
        edge.hasCounted = true
        // What is counted is there, though the floor does not ask for it.
        if mask == reasons.notApplicable, branch.floor != nil { special[subject] = true }
      case .count, .result, .resultMissing: special[subject] = true
      }
    }
    edge.used = columns.add(filled(used))
    edge.present = columns.add(filled(present))
    edge.contributions = columns.add(filled(contributions))
    edge.counted = columns.add(filled(counted))
    edge.asked = columns.add(filled(asked))
    if let first = asked.first, asked.allSatisfy({ $0 == first }) { edge.evenlyAsked = first }
  }

  /// A column with copies of the last subject.
  private func filled<Part>(_ column: [Part]) -> [Part] {
    guard let last = column.last else { return column }
    return column + Array(repeating: last, count: stride - subjects)
  }
}

extension Results {
  /// A score as the engine estimated it; if it did not, of the exact one. Nil if there is none.
  func estimate(
    node: Int, subject: Int, period: Period, cell: Cell = .total
  ) -> EstimatedScore? {
    if let printed, let place = index(of: .init(subject: subject, period: period)),
      let column = cells(of: node).firstIndex(of: cell),
      let estimate = printed.estimate(node: node, column: column, place: place)
    {
      return estimate
    }
    guard let score = figures(node: node, subject: subject, period: period, cell: cell)?.score
    else { return nil }
    if let scalar = score.scalar { return .known(scalar.estimate ?? .nan) }
    return .missing(Array(score.reasons))
  }

  /// How a node combines its children; nil if it does not.
  func combination(of node: Int) -> Combination? {
    if case .combine(let combination) = rules(of: node).body.value { combination } else { nil }
  }
}

/// What the runs change must be read by what combines it, and by nothing else: a formula that reads
/// a combined score would have to be evaluated again in every run.
private struct Dependence {
  let results: Results
  let combined: Set<Int>
  let noisy: Set<Int>

  init(_ results: Results, combined: Set<Int>, noisy: Set<Int>) {
    self.results = results
    self.combined = combined
    self.noisy = noisy
  }

  func check(_ leaf: Int) throws(Unfit) {
    let rules = results.rules(of: leaf)
    try check(leaf, rules.valueExpressions + rules.scoreExpressions, rules.figurePopulations)
  }

  func check(_ node: Int, _ combination: Combination) throws(Unfit) {
    let rules = results.rules(of: node)
    var expressions = rules.valueExpressions
    if case .function(let function, _) = combination, function.isWeighted {
      expressions += results.operandNodes(of: node).compactMap {
        results.rules(of: $0).weight?.value
      }
    }
    try check(node, expressions, [])
  }

  private func check(
    _ node: Int, _ expressions: [ExpressionID], _ populations: [Int]
  ) throws(Unfit) {
    let program = results.program
    var seen: Set<ExpressionID> = []
    var nodes: Set<Int> = []
    var open = expressions + populations.flatMap { program.populations[$0].conditions }
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .node(let other, let part, _) = program[id].operation {
        if combined.contains(other) || (noisy.contains(other) && part != .value) {
          throw Unfit(
            node: node, why: "it reads `\(program.nodes[other].name)`, which the runs change",
            clause: results.rules(of: node).body.location)
        }
        if nodes.insert(other).inserted {
          let rules = results.rules(of: other)
          // Its rank and class too, whichever part is read.
          open += rules.expressions
          open += rules.figurePopulations.flatMap { program.populations[$0].conditions }
          if results.combination(of: other) != nil {
            try check(children: other, of: node)
            for child in results.operandNodes(of: other) {
              open += results.rules(of: child).expressions
            }
          }
        }
      }
      open += program.dependencies(of: id)
    }
  }

  /// A node outside of the tree may combine what is inside: then it changes too.
  private func check(children other: Int, of node: Int) throws(Unfit) {
    for child in results.operandNodes(of: other)
    where combined.contains(child) || noisy.contains(child) {
      throw Unfit(
        node: node,
        why: "it reads `\(results.program.nodes[other].name)`, which the runs change",
        clause: results.rules(of: node).body.location)
    }
  }
}
