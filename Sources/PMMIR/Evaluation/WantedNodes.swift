extension Setting {
  /// The nodes to compute: those asked for and everything that they need.
  var wantedNodes: Set<Int> {
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
  private func neededNodes(by node: Int) -> Set<Int> {
    let rules = rules[node]
    var result: Set<Int> = []
    if case .combine = rules.body.value { result.formUnion(program.nodes[node].children) }
    if case .coverage = rules.needs?.value { result.formUnion(descendants(of: node)) }
    var open = rules.expressions
    for child in program.nodes[node].children {
      if let weight = self.rules[child].weight { open.append(weight.value) }
    }
    if let population = rules.ranking?.value.population {
      open += program.populations[population].conditions
    }
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      switch program[id].operation {
      case .node(let other, _, _): result.insert(other)
      case .isMember(let population): open += program.populations[population].conditions
      case .parameter(let parameter): open.append(program.parameters[parameter].value)
      default: open += program[id].operation.children
      }
    }
    return result
  }

  private func descendants(of node: Int) -> [Int] {
    program.nodes[node].children.flatMap { [$0] + descendants(of: $0) }
  }
}

extension Rules {
  /// Every expression that these rules evaluate for the node itself.
  package var expressions: [ExpressionID] {
    var result: [ExpressionID] = []
    switch body.value {
    case .formula(let id), .reported(_, let id), .combine(.custom(_, let id)): result.append(id)
    case .combine(.function), .heading: break
    }
    for condition in conditions {
      result.append(condition.value.test)
      if case .value(let id) = condition.value.result { result.append(id) }
    }
    for policy in policies {
      switch policy.value.action {
      case .count(let id), .result(.value(let id)): result.append(id)
      case .exclude, .result: break
      }
    }
    switch score.value {
    case .none, .itself: break
    case .linear(let goalposts), .log(let goalposts):
      result += [goalposts.worst, goalposts.best]
    case .rows(let by, let rows): result += [by] + rows.flatMap(\.expressions)
    case .formula(let id): result.append(id)
    }
    if let classification = classification?.value {
      result += [classification.by] + classification.rows.flatMap(\.expressions)
    }
    if let ranking = ranking?.value {
      result.append(ranking.by)
      if case .by(let id) = ranking.ties { result.append(id) }
    }
    return result
  }
}

extension Row {
  fileprivate var expressions: [ExpressionID] {
    if case .equals(let pattern) = pattern { [pattern, result] } else { [result] }
  }
}
