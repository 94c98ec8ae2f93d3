extension Rules {
  /// The expressions that decide value, score and class; `expressions` has those of the rank too.
  var figureExpressions: [ExpressionID] {
    var found: [ExpressionID] = []
    switch body.value {
    case .formula(let id), .reported(_, let id), .combine(.custom(_, let id)): found.append(id)
    case .combine(.function), .heading: break
    }
    for condition in conditions {
      found.append(condition.value.test)
      found += Rules.expressions(of: condition.value.result)
    }
    for policy in policies {
      switch policy.value.action {
      case .exclude: break
      case .count(let id): found.append(id)
      case .result(let result): found += Rules.expressions(of: result)
      }
    }
    if let weight { found.append(weight.value) }
    switch score.value {
    case .none, .itself: break
    case .linear(let posts), .log(let posts): found += [posts.worst, posts.best]
    case .rows(let by, let rows): found += [by] + Rules.expressions(of: rows)
    case .formula(let id): found.append(id)
    }
    if let classification {
      found += [classification.value.by] + Rules.expressions(of: classification.value.rows)
    }
    return found
  }

  static func expressions(of ranking: Ranking) -> [ExpressionID] {
    if case .by(let breaker) = ranking.ties { [ranking.by, breaker] } else { [ranking.by] }
  }

  private static func expressions(of result: PolicyResult) -> [ExpressionID] {
    if case .value(let id) = result { [id] } else { [] }
  }

  private static func expressions(of rows: [Row]) -> [ExpressionID] {
    rows.flatMap { row in
      if case .equals(let id) = row.pattern { [id, row.result] } else { [row.result] }
    }
  }
}

extension Program {
  /// The steps whose figures a step reads, under the base's rules and under every alternative.
  package func reads(of step: Step) -> Set<Step> {
    var steps: Set<Step> = []
    var seen: Set<ExpressionID> = []
    switch step {
    case .figures(let index):
      let node = nodes[index]
      for rules in [node.rules] + node.alternatives.map(\.rules) {
        for id in rules.figureExpressions { collect(id, &steps, &seen) }
        if case .combine = rules.body.value {
          steps.formUnion(node.children.map { .figures($0) })
          if case .coverage = rules.needs?.value {
            steps.formUnion(descendants(of: index).map { .figures($0) })
          }
          // The weights of its children are a parent's to read.
          for id in node.children.compactMap({ nodes[$0].rules.weight?.value }) {
            collect(id, &steps, &seen)
          }
        }
      }
    case .ranks(let index):
      steps.insert(.figures(index))
      let node = nodes[index]
      for ranking in ([node.rules] + node.alternatives.map(\.rules)).compactMap(\.ranking?.value) {
        for id in Rules.expressions(of: ranking) { collect(id, &steps, &seen) }
        if let population = ranking.population {
          for id in populations[population].conditions { collect(id, &steps, &seen) }
        }
      }
    }
    return steps
  }

  private func descendants(of node: Int) -> [Int] {
    nodes[node].children.flatMap { [$0] + descendants(of: $0) }
  }

  private func collect(
    _ id: ExpressionID, _ steps: inout Set<Step>, _ seen: inout Set<ExpressionID>
  ) {
    guard seen.insert(id).inserted else { return }
    switch self[id].operation {
    case .node(let node, let part, _): steps.insert(part == .rank ? .ranks(node) : .figures(node))
    case .isMember(let population):
      for condition in populations[population].conditions { collect(condition, &steps, &seen) }
    case .parameter(let parameter): collect(parameters[parameter].value, &steps, &seen)
    default: break
    }
    for child in self[id].operation.children { collect(child, &steps, &seen) }
  }
}
