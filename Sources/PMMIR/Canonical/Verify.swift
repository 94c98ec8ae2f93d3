import PMMNumber

/// What is wrong with the structure of a program; empty if it keeps its promises.
///
/// A compiler that is right never produces a finding, so these are sentences for developers, not
/// diagnostics: indices in range, lists sorted by name, an order that computes everything after what
/// it reads, and expressions of plausible types.
package func verify(_ program: Program) -> [String] {
  var verifier = Verifier(program: program)
  verifier.verifyLists()
  verifier.verifyExpressions()
  // What follows walks expressions, which is safe only if they are in range and acyclic.
  guard verifier.problems.isEmpty else { return verifier.problems }
  for population in program.circularPopulations {
    verifier.problems.append(
      "population \(program.populations[population].name): its members depend on its members")
  }
  for level in program.circularLevels {
    verifier.problems.append("coverage(\(level)): it depends on itself")
  }
  verifier.verifyNodes()
  verifier.verifyOrder()
  return verifier.problems
}

private struct Verifier {
  let program: Program
  var problems: [String] = []

  mutating func check(_ holds: Bool, _ problem: String) {
    if !holds { problems.append(problem) }
  }

  func name(_ node: Int) -> String { program.nodes[node].name }

  // MARK: Lists

  mutating func verifyLists() {
    sorted("axes", program.axes.map(\.name))
    sorted("scales", program.scales.map(\.name))
    sorted("attributes", program.attributes.map(\.name))
    sorted("reasons", program.reasons.map(\.reason.name))
    sorted("populations", program.populations.map(\.name))
    sorted("parameters", program.parameters.map(\.name))
    sorted("inputs", program.inputs.map(\.name))
    sorted("nodes", program.nodes.map(\.name))
    sorted("instruments", program.instruments.map(\.name))
    let catalogues = program.head.uses.map(\.name)
    sorted("uses", catalogues)
    for (catalogue, what) in program.instruments.map({ ($0.catalogue, $0.name) })
      + program.entries.map({ ($0.catalogue, $0.code) })
    {
      check(catalogue.map(catalogues.contains) ?? true, "\(what): its catalogue is not used")
    }
    for (entry, next) in zip(program.entries, program.entries.dropFirst()) {
      check(
        Entry.isBefore(entry.code, next.code),
        "entries: \(next.code) does not come after \(entry.code)")
    }
    sorted("retired", program.retired.map(\.name))
    sorted("units", program.units.map(\.unit.name))
    sorted("tables", program.tables.map(\.name))
    sorted("defines", program.defines.map(\.name))
    verifyTables()
    for axis in program.axes { check(!axis.values.isEmpty, "axis \(axis.name) has no values") }
    for scale in program.scales {
      check(!scale.levels.isEmpty, "scale \(scale.name) has no levels")
    }
    for population in program.populations {
      for index in population.same {
        check(
          program.attributes.indices.contains(index),
          "population \(population.name): attribute \(index)")
      }
      for id in population.conditions { expression(id, "population \(population.name)") }
    }
    for parameter in program.parameters {
      expression(parameter.value, "parameter \(parameter.name)")
    }
    for input in program.inputs {
      for part in input.breakdown { verify(part, "input \(input.name)") }
      for check in input.checks + input.warnings {
        expression(check.value.condition, "input \(input.name)")
      }
    }
    for node in program.nodes {
      verify(node.rules, "node \(node.name)")
      for alternative in node.alternatives { verify(alternative.rules, "node \(node.name)") }
      if let part = node.rules.breakdown?.value.part { verify(part, "node \(node.name)") }
      for use in node.instruments {
        check(program.instruments.indices.contains(use.instrument), "node \(node.name): instrument")
        check(program.inputs.indices.contains(use.input), "node \(node.name): instrument's input")
      }
    }
  }

  /// What rules point to.
  mutating func verify(_ rules: Rules, _ where: String) {
    for id in rules.expressions { expression(id, `where`) }
    if let weight = rules.weight { expression(weight.value, `where`) }
    let populations = rules.figurePopulations + (rules.ranking?.value.population.map { [$0] } ?? [])
    for index in populations {
      check(program.populations.indices.contains(index), "\(`where`): population \(index)")
    }
    if case .population(let score) = rules.score.value {
      check(
        !score.deviation.isNegative, "\(`where`): a score with a negative standard deviation")
    }
    if let treatment = rules.treatment?.value {
      check(!treatment.methods.isEmpty, "\(`where`): a treatment without a method")
    }
  }

  mutating func verifyTables() {
    for table in program.tables {
      for id in table.expressions { expression(id, "table \(table.name)") }
      for row in table.rows where !table.isMultiset {
        check(
          row.patterns.count == table.parameters.count,
          "table \(table.name): a row without a pattern for each parameter")
      }
    }
    for alternative in program.alternatives {
      check(
        alternative.rules.count == program.nodes.count,
        "alternative \(alternative.name): no rules for every node")
      for (node, rules) in zip(program.nodes, alternative.rules) {
        verify(rules, "alternative \(alternative.name), node \(node.name)")
      }
    }
  }

  mutating func sorted(_ list: String, _ names: [String]) {
    for (name, next) in zip(names, names.dropFirst()) {
      check(name < next, "\(list): \(next) does not come after \(name)")
    }
  }

  mutating func verify(_ part: AxisPart, _ where: String) {
    guard program.axes.indices.contains(part.axis) else {
      problems.append("\(`where`): axis \(part.axis) is out of range")
      return
    }
    let values = program.axes[part.axis].values.indices
    check(part.values.allSatisfy(values.contains), "\(`where`): axis value out of range")
    check(part.values == part.values.sorted(), "\(`where`): axis values out of order")
  }

  mutating func expression(_ id: ExpressionID, _ where: String) {
    check(
      program.expressions.indices.contains(id.index),
      "\(`where`): expression \(id.index) is out of range")
  }

  // MARK: Expressions

  mutating func verifyExpressions() {
    for (index, expression) in program.expressions.enumerated() {
      for child in expression.operation.children {
        self.expression(child, "expression \(index)")
      }
      indices(of: expression, "expression \(index)")
    }
    check(
      Set(program.expressions).count == program.expressions.count,
      "equal expressions are not shared")
    guard problems.isEmpty else { return }
    // 0 is new, 1 is open, 2 is done: meeting an open one again is a cycle.
    var state = [Int](repeating: 0, count: program.expressions.count)
    for index in program.expressions.indices {
      check(isAcyclic(index, &state), "expression \(index) contains itself")
    }
    guard problems.isEmpty else { return }
    for (index, expression) in program.expressions.enumerated() {
      types(of: expression, "expression \(index)")
    }
  }

  private func isAcyclic(_ index: Int, _ state: inout [Int]) -> Bool {
    if state[index] > 0 { return state[index] == 2 }
    state[index] = 1
    var inside = program.expressions[index].operation.children
    if case .named(_, let arguments, _) = program.expressions[index].operation {
      inside += arguments
    }
    for child in inside where !isAcyclic(child.index, &state) { return false }
    state[index] = 2
    return true
  }

  private mutating func indices(of expression: Expression, _ where: String) {
    switch expression.operation {
    case .input(let index, let selection):
      check(program.inputs.indices.contains(index), "\(`where`): input \(index) is out of range")
      verify(selection, `where`)
    case .node(let index, _, let selection):
      check(program.nodes.indices.contains(index), "\(`where`): node \(index) is out of range")
      verify(selection, `where`)
    case .parameter(let index):
      check(program.parameters.indices.contains(index), "\(`where`): parameter \(index)")
    case .attribute(let index):
      check(program.attributes.indices.contains(index), "\(`where`): attribute \(index)")
    case .isMember(let index), .standing(_, _, let index, _),
      .aggregate(_, _, .population(let index), _):
      check(program.populations.indices.contains(index), "\(`where`): population \(index)")
    case .aggregate(_, _, .axis(let part), _): verify(part, `where`)
    case .aggregate(_, _, .window(let from, let to), _):
      check(from <= to, "\(`where`): a window that ends before it begins")
    case .lookup(let index, _):
      check(program.tables.indices.contains(index), "\(`where`): table \(index) is out of range")
    case .named(let name, let arguments, _):
      for argument in arguments { self.expression(argument, `where`) }
      check(
        program.defines.contains { $0.name == name }, "\(`where`): no define is called \(name)")
    case .level(let index):
      check(
        program.item(ofLevel: index, type: expression.type) != nil, "\(`where`): level \(index)")
    case .category(let index):
      check(
        program.item(ofCategory: index, type: expression.type) != nil,
        "\(`where`): category \(index)")
    default: break
    }
  }

  private mutating func verify(_ selection: Selection, _ where: String) {
    switch selection.cells {
    case .current(let parts), .fixed(let parts): for part in parts { verify(part, `where`) }
    }
  }

  private mutating func types(of expression: Expression, _ where: String) {
    let operands = expression.operation.children.map { program[$0].type }
    func isQuantity(_ type: ValueType) -> Bool { type.unit != nil }
    switch expression.operation {
    case .number, .convert, .negate:
      check(isQuantity(expression.type), "\(`where`): a number of type \(expression.type)")
      check(operands.allSatisfy(isQuantity), "\(`where`): arithmetic on \(operands)")
    case .truth, .isMember, .known:
      check(expression.type == .truth, "\(`where`): a condition of type \(expression.type)")
    case .not:
      check(expression.type == .truth && operands == [.truth], "\(`where`): not of \(operands)")
    case .binary(let operation, _, _): binary(operation, expression, operands, `where`)
    case .conditional:
      check(operands[0] == .truth, "\(`where`): if of \(operands[0])")
    case .input(let index, _):
      check(program.inputs[index].type == expression.type, "\(`where`): not the input's type")
    case .parameter(let index):
      check(
        program.parameters[index].type == expression.type, "\(`where`): not the parameter's type")
    case .attribute(let index):
      check(
        program.attributes[index].type == expression.type, "\(`where`): not the attribute's type")
    case .named:
      check(operands == [expression.type], "\(`where`): a define of another type than its body")
    case .aggregate(let aggregate, let arguments, _, let condition):
      check(
        arguments.count == aggregate.arguments,
        "\(`where`): \(aggregate.rawValue) of \(arguments.count) arguments")
      if let condition {
        check(program[condition].type == .truth, "\(`where`): where of no condition")
      }
    case .standing, .columnStatistic, .coverage:
      check(isQuantity(expression.type), "\(`where`): a number of type \(expression.type)")
    case .lookup(let index, _):
      check(program.tables[index].type == expression.type, "\(`where`): not the table's type")
    case .level, .category, .text, .date, .node, .own, .operands, .call: break
    }
  }

  private mutating func binary(
    _ operation: BinaryOperation, _ expression: Expression, _ operands: [ValueType],
    _ where: String
  ) {
    switch operation {
    case .power, .multiply, .divide:
      check(
        expression.type.unit != nil && operands.allSatisfy { $0.unit != nil },
        "\(`where`): \(operation.rawValue) of \(operands)")
    // Dates differ by days, so only one side need be checked to be no text or condition.
    case .add, .subtract: check(expression.type != .truth, "\(`where`): a sum is no condition")
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      check(expression.type == .truth, "\(`where`): a comparison of type \(expression.type)")
    case .and, .or:
      check(
        expression.type == .truth && operands == [.truth, .truth],
        "\(`where`): \(operation.rawValue) of \(operands)")
    }
  }

  // MARK: Nodes and order

  mutating func verifyNodes() {
    check(program.nodes.filter(\.isRoot).count <= 1, "more than one framework node")
    for (index, node) in program.nodes.enumerated() {
      let levels = program.head.levels + ["framework", "result"]
      check(levels.contains(node.level), "node \(node.name): level \(node.level) is unknown")
      for child in node.children {
        guard program.nodes.indices.contains(child) else {
          problems.append("node \(node.name): child \(child) is out of range")
          continue
        }
        check(
          program.nodes[child].parent == index,
          "node \(name(child)) does not know its parent \(node.name)")
      }
      if let parent = node.parent {
        guard program.nodes.indices.contains(parent) else {
          problems.append("node \(node.name): parent \(parent) is out of range")
          continue
        }
        check(
          program.nodes[parent].children.contains(index),
          "node \(name(parent)) does not know its child \(node.name)")
      }
      if case .reported(let input, _) = node.rules.body.value {
        check(
          program.inputs.indices.contains(input) && program.inputs[input].name == node.name,
          "node \(node.name): its input has another name")
      }
    }
  }

  mutating func verifyOrder() {
    guard problems.isEmpty else { return }
    var done: Set<Step> = []
    for step in program.order {
      let index: Int
      switch step {
      case .figures(let node), .ranks(let node): index = node
      }
      guard program.nodes.indices.contains(index) else {
        problems.append("order: node \(index) is out of range")
        continue
      }
      let name = program.nodes[index].name
      for needed in program.reads(of: step) where needed != step {
        check(done.contains(needed), "order: \(name) reads what is computed later")
      }
      check(done.insert(step).inserted, "order: \(name) is computed twice")
    }
    for (index, node) in program.nodes.enumerated() {
      check(done.contains(.figures(index)), "order: \(node.name) is never computed")
      if program.everyRules(of: index).contains(where: { $0.ranking != nil }) {
        check(done.contains(.ranks(index)), "order: \(node.name) is never ranked")
      }
    }
  }
}
