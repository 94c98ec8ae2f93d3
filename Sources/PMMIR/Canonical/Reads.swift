extension Rules {
  /// Each of those that decide value, score and class; `expressions` has those of the rank too.
  func forEachFigureExpression(_ body: (ExpressionID) -> Void) {
    forEachComputedExpression(body)
    if let weight { body(weight.value) }
  }

  /// Every expression that these rules evaluate for the node itself.
  package var expressions: [ExpressionID] {
    var found: [ExpressionID] = []
    forEachComputedExpression { found.append($0) }
    return found + (ranking.map { Rules.expressions(of: $0.value) } ?? [])
  }

  private func forEachComputedExpression(_ body: (ExpressionID) -> Void) {
    forEachValueExpression(body)
    forEachScoreExpression(body)
    classExpressions.forEach(body)
  }

  /// What decides the value: formula or combination, conditions, policies, imputation and treatment.
  package var valueExpressions: [ExpressionID] {
    var found: [ExpressionID] = []
    forEachValueExpression { found.append($0) }
    return found
  }

  private func forEachValueExpression(_ body: (ExpressionID) -> Void) {
    switch self.body.value {
    case .formula(let id), .reported(_, let id), .combine(.custom(_, let id)): body(id)
    case .combine(.function), .heading: break
    }
    for condition in conditions {
      body(condition.value.test)
      if case .value(let id) = condition.value.result { body(id) }
    }
    for policy in policies {
      switch policy.value.action {
      case .count(let id), .result(.value(let id)): body(id)
      case .exclude, .countOver, .result: break
      }
    }
    if case .value(let id)? = imputation?.value { body(id) }
    if let treatment { body(treatment.value.until) }
  }

  package var scoreExpressions: [ExpressionID] {
    var found: [ExpressionID] = []
    forEachScoreExpression { found.append($0) }
    return found
  }

  private func forEachScoreExpression(_ body: (ExpressionID) -> Void) {
    switch score.value {
    case .none, .itself, .population: break
    case .linear(let posts), .log(let posts):
      body(posts.worst)
      body(posts.best)
    case .rows(let by, let rows):
      body(by)
      rows.flatMap(\.expressions).forEach(body)
    case .formula(let id): body(id)
    }
  }

  package var classExpressions: [ExpressionID] {
    guard let classification = classification?.value else { return [] }
    return [classification.by] + classification.rows.flatMap(\.expressions)
  }

  /// The populations that the clauses name, besides those in expressions and that of the rank.
  package var figurePopulations: [Int] {
    var found: [Int] = []
    for policy in policies {
      if case .countOver(_, let population) = policy.value.action { found.append(population) }
    }
    if let componentWeights { found.append(componentWeights.value) }
    if case .aggregate(_, let population)? = imputation?.value { found.append(population) }
    if let treatment { found.append(treatment.value.population) }
    if case .population(let score) = score.value { found.append(score.population) }
    return found
  }

  /// What computes the value, unless it is combined.
  package var formula: ExpressionID? {
    switch body.value {
    case .formula(let id), .reported(_, let id): id
    case .combine, .heading: nil
    }
  }

  package static func expressions(of ranking: Ranking) -> [ExpressionID] {
    if case .by(let breaker) = ranking.ties { [ranking.by, breaker] } else { [ranking.by] }
  }
}

extension Row {
  var expressions: [ExpressionID] {
    if case .equals(let id) = pattern { [id, result] } else { [result] }
  }
}

extension Table {
  /// The patterns and results of its rows.
  package var expressions: [ExpressionID] {
    rows.flatMap { row in
      row.patterns.compactMap { if case .equals(let id) = $0 { id } else { nil } } + [row.result]
    }
  }
}

extension Program {
  /// Every set of rules that a node may have: its own, its alternatives' and those of the framework's
  /// alternatives.
  package func everyRules(of node: Int) -> [Rules] {
    var found = [nodes[node].rules]
    found += nodes[node].alternatives.lazy.map(\.rules)
    for alternative in alternatives where alternative.rules.indices.contains(node) {
      found.append(alternative.rules[node])
    }
    return found
  }

  /// Each of them, without copies: rules are large.
  package func forEachRules(of node: Int, _ body: (borrowing Rules) -> Void) {
    body(nodes[node].rules)
    for index in nodes[node].alternatives.indices { body(nodes[node].alternatives[index].rules) }
    for index in alternatives.indices where alternatives[index].rules.indices.contains(node) {
      body(alternatives[index].rules[node])
    }
  }

  /// The leaves of a level, wherever they are: the base's nodes that have no children and a value.
  package func leaves(of level: String) -> [Int] {
    nodes.indices.filter { index in
      let node = nodes[index]
      guard node.level == level, node.children.isEmpty, node.localTo == nil else { return false }
      switch node.rules.body.value {
      case .formula, .reported: return true
      case .combine, .heading: return false
      }
    }
  }

  /// The expressions that the evaluation of this one asks for: its operands, the value of a
  /// parameter, the conditions of a population, the rows of a table, the formulas of the leaves that
  /// `coverage` looks at.
  package func dependencies(of id: ExpressionID) -> [ExpressionID] {
    var found: [ExpressionID] = []
    forEachDependency(of: id) { found.append($0) }
    return found
  }

  /// Each of them, without a list.
  private func forEachDependency(of id: ExpressionID, _ body: (ExpressionID) -> Void) {
    let operation = self[id].operation
    operation.forEachChild(body)
    switch operation {
    case .parameter(let parameter): body(parameters[parameter].value)
    case .isMember(let population), .standing(_, _, let population, _),
      .aggregate(_, _, .population(let population), _):
      populations[population].conditions.forEach(body)
    case .lookup(let table, _): tables[table].expressions.forEach(body)
    case .coverage(let level):
      for leaf in leaves(of: level) { everyRules(of: leaf).compactMap(\.formula).forEach(body) }
    default: break
    }
  }

  /// The populations whose members depend on who their members are; a compiler refuses these.
  package var circularPopulations: [Int] {
    populations.indices.filter { index in
      reaches(populations[index].conditions) { operation in
        switch operation {
        case .isMember(index), .standing(_, _, index, _), .aggregate(_, _, .population(index), _):
          true
        default: false
        }
      }
    }
  }

  /// The levels whose coverage depends on itself, by a formula of a leaf; a compiler refuses these.
  package var circularLevels: [String] {
    let asksForCoverage = expressions.contains {
      if case .coverage = $0.operation { true } else { false }
    }
    guard asksForCoverage else { return [] }
    return head.levels.filter { level in
      let formulas = leaves(of: level).flatMap { leaf in
        everyRules(of: leaf).compactMap(\.formula)
      }
      return reaches(formulas) { $0 == .coverage(level) }
    }
  }

  /// Whether the evaluation of these may come to such an operation.
  private func reaches(
    _ expressions: [ExpressionID], _ isFound: (Operation) -> Bool
  ) -> Bool {
    var open = expressions
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if isFound(self[id].operation) { return true }
      open += dependencies(of: id)
    }
    return false
  }

  /// The inputs that the base's own rules read.
  package var inputsRead: Set<Int> { inputs(readBy: nodes.map(\.rules)) }

  /// The inputs that the rules of one administration read: of what it leaves out, none.
  package func inputsRead(under adaptation: Adaptation) -> Set<Int> {
    let plan = plan(of: adaptation)
    return inputs(readBy: zip(nodes, rules(under: plan)).enumerated().compactMap { index, pair in
      let isOwn = pair.0.localTo == nil || pair.0.localTo == adaptation.subject
      return isOwn && !plan.omitted.contains(index) ? pair.1 : nil
    })
  }

  private func inputs(readBy rules: [Rules]) -> Set<Int> {
    var found: Set<Int> = []
    var seen: Set<ExpressionID> = []
    var open = rules.flatMap(\.expressions)
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .input(let input, _) = self[id].operation { found.insert(input) }
      open += dependencies(of: id)
    }
    return found
  }

  /// Of the periods known, those before `periods` that their figures are computed from or checked
  /// against, and those that a definition names.
  package func periodsRead(from periods: Set<Period>, of known: Set<Period>) -> Set<Period> {
    var reach = PeriodReach(program: self)
    let checks = inputs.flatMap { $0.checks + $0.warnings }.map(\.value.condition)
    let first = nodes.indices.map { reach.first(of: $0) }.reduce(reach.first(of: checks), min)
    return known.filter { other in
      reach.named.contains(other)
        || periods.contains { (first..<0).contains(other.ordinal - $0.ordinal) }
    }
  }

  /// The steps whose figures a step reads, under the base's rules and under every alternative.
  package func reads(of step: Step) -> Set<Step> {
    var seen = SeenExpressions(self)
    return Set(reads(of: step, &seen))
  }

  /// The same, some perhaps more than once. Who asks for many steps passes the same `seen`.
  package func reads(of step: Step, _ seen: inout SeenExpressions) -> [Step] {
    seen.forget()
    var steps: [Step] = []
    switch step {
    case .figures(let index):
      forEachRules(of: index) { rules in
        rules.forEachFigureExpression { collect($0, &steps, &seen) }
        for population in rules.figurePopulations { collect(population, &steps, &seen) }
        guard case .combine = rules.body.value else { return }
        steps += nodes[index].children.map { .figures($0) }
        if case .coverage = rules.needs?.value {
          steps += descendants(of: index).map { .figures($0) }
        }
        // The weights of its children are a parent's to read.
        for child in nodes[index].children {
          forEachRules(of: child) { rules in
            if let weight = rules.weight?.value { collect(weight, &steps, &seen) }
          }
        }
      }
    case .ranks(let index):
      steps.append(.figures(index))
      forEachRules(of: index) { rules in
        guard let ranking = rules.ranking?.value else { return }
        for id in Rules.expressions(of: ranking) { collect(id, &steps, &seen) }
        if let population = ranking.population { collect(population, &steps, &seen) }
      }
    }
    return steps
  }

  private func descendants(of node: Int) -> [Int] {
    nodes[node].children.flatMap { [$0] + descendants(of: $0) }
  }

  private func collect(
    _ population: Int, _ steps: inout [Step], _ seen: inout SeenExpressions
  ) {
    for condition in populations[population].conditions { collect(condition, &steps, &seen) }
  }

  private func collect(
    _ id: ExpressionID, _ steps: inout [Step], _ seen: inout SeenExpressions
  ) {
    // A list, and not a function that calls itself in a closure: that would copy the program.
    seen.open(id)
    while let id = seen.next() {
      if case .node(let node, let part, _) = self[id].operation {
        steps.append(part == .rank ? .ranks(node) : .figures(node))
      }
      forEachDependency(of: id) { seen.open($0) }
    }
  }
}

/// A set of a program's expressions that is emptied at no cost.
package struct SeenExpressions {
  /// When each was inserted last.
  private var times: [Int32]
  private var now: Int32 = 0
  /// Those inserted that nobody has looked at.
  private var pending: [ExpressionID] = []

  package init(_ program: Program) { times = Array(repeating: 0, count: program.expressions.count) }

  fileprivate mutating func forget() { now += 1 }

  /// Puts it into the set, if it is not there.
  fileprivate mutating func open(_ id: ExpressionID) {
    guard times[id.index] != now else { return }
    times[id.index] = now
    pending.append(id)
  }

  fileprivate mutating func next() -> ExpressionID? { pending.popLast() }
}

/// How many periods back figures are read.
private struct PeriodReach {
  let program: Program
  private var known: [Int: Int] = [:]
  /// Periods that are named, whichever period is computed.
  private(set) var named: Set<Period> = []

  init(program: Program) { self.program = program }

  /// 0, or below: of a node with everything that it reads.
  mutating func first(of node: Int) -> Int {
    if let first = known[node] { return first }
    // A node may read its own figure of an earlier period.
    known[node] = 0
    let expressions = program.everyRules(of: node).flatMap(\.expressions)
    let first = program.nodes[node].children.reduce(first(of: expressions)) {
      min($0, self.first(of: $1))
    }
    known[node] = first
    return first
  }

  mutating func first(of expressions: [ExpressionID]) -> Int {
    var (first, window) = (0, 0)
    var seen: Set<ExpressionID> = []
    var open = expressions
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      switch program[id].operation {
      case .input(_, let selection): first = min(first, offset(of: selection))
      case .node(let node, _, let selection):
        first = min(first, offset(of: selection) + self.first(of: node))
      case .aggregate(_, _, .window(let from, _), _): window = min(window, from)
      default: break
      }
      open += program.dependencies(of: id)
    }
    return first + window
  }

  private mutating func offset(of selection: Selection) -> Int {
    switch selection.period {
    case .offset(let offset): return offset
    case .absolute(let period):
      named.insert(period)
      return 0
    }
  }
}
