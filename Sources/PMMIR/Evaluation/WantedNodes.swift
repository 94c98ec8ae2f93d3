extension Setting {
  /// The nodes to compute: those asked for and everything that they need.
  package var wantedNodes: Set<Int> {
    guard let asked = options.nodes else { return Set(program.nodes.indices) }
    var wanted = asked
    var open = Array(asked)
    while let node = open.popLast() {
      for needed in neededNodes(by: node) where wanted.insert(needed).inserted {
        open.append(needed)
      }
    }
    return wanted
  }

  /// What a node reads: its children if it combines them, their leaves if it asks for coverage, and
  /// the nodes in its expressions and in its populations.
  package func neededNodes(by node: Int) -> Set<Int> {
    ([rules[node]] + variants.map { $0.rules[node] }).reduce(into: []) {
      $0.formUnion(neededNodes(by: node, $1))
    }
  }

  private func neededNodes(by node: Int, _ rules: Rules) -> Set<Int> {
    var result: Set<Int> = []
    if case .combine = rules.body.value { result.formUnion(program.nodes[node].children) }
    if case .coverage = rules.needs?.value { result.formUnion(descendants(of: node)) }
    var open = rules.expressions
    for child in program.nodes[node].children {
      if let weight = self.rules[child].weight { open.append(weight.value) }
    }
    let populations = rules.figurePopulations + (rules.ranking?.value.population.map { [$0] } ?? [])
    open += populations.flatMap { program.populations[$0].conditions }
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .node(let other, _, _) = program[id].operation { result.insert(other) }
      open += program.dependencies(of: id)
    }
    return result
  }

  private func descendants(of node: Int) -> [Int] {
    program.nodes[node].children.flatMap { [$0] + descendants(of: $0) }
  }
}
