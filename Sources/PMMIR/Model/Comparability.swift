internal import PMMNumber

/// How far the figures of an administration compare, found from its choices alone.
extension Program {
  /// The class of every node under a plan, and the share of weight behind each class.
  ///
  /// A node's own class is that of the alternative that it uses, of the parameters and of the nodes
  /// that its clauses read. A node that combines others is besides what the least comparable of them
  /// is. What others' figures make of a population is the same for everyone, so it has no part.
  package func comparability(under plan: Plan) -> [NodeComparability] {
    let rules = rules(under: plan)
    var found = nodes.map { _ in
      NodeComparability(class: .identical, shares: [.identical: 1])
    }
    for case .figures(let index) in order {
      found[index] = comparability(of: index, plan, rules, found)
    }
    return found
  }

  private func comparability(
    of index: Int, _ plan: Plan, _ rules: [Rules], _ found: [NodeComparability]
  ) -> NodeComparability {
    let node = nodes[index]
    if node.localTo != nil { return NodeComparability(class: .local, shares: [.local: 1]) }
    if plan.omitted.contains(index) {
      return NodeComparability(class: .omitted, shares: [.omitted: 1])
    }
    let own = rules[index]
    let read = own.valueExpressions + own.scoreExpressions + own.classExpressions
    var result = chosen(index, plan).joined(self.class(of: read, plan, found))
    guard case .combine(let combination) = own.body.value else {
      return NodeComparability(class: result, shares: [result: 1])
    }
    // What an alternative takes out of the score was part of the base's.
    let operands = node.children.filter { rules[$0].isOperand || nodes[$0].rules.isOperand }
    var isWeighted = false
    if case .function(let function, _) = combination {
      isWeighted = function.isWeighted && own.componentWeights == nil
    }
    if isWeighted {
      let weights = operands.compactMap { rules[$0].weight?.value }
      result = result.joined(self.class(of: weights, plan, found))
    }
    let weights = operands.map { child in
      isWeighted ? rules[child].weight.flatMap { constant($0.value, plan) } : 1
    }
    // Weights that are no constants, such as those from the data, say nothing before there is data.
    let known = weights.compactMap { $0 }
    let shared = known.count == operands.count ? known : operands.map { _ in 1 }
    let whole = Rational.sum(shared)
    var shares: [ComparabilityClass: Rational] = [:]
    for (child, weight) in zip(operands, shared) {
      guard let part = weight.divided(by: whole) else { continue }
      for (kind, share) in found[child].shares {
        let kind = kind == .omitted ? kind : kind.joined(result)
        shares[kind, default: 0] = (shares[kind] ?? 0) + part * share
      }
    }
    // Of what has no part that is not left out, nothing is left to compare.
    if !operands.isEmpty, operands.allSatisfy({ found[$0].class == .omitted }) {
      return NodeComparability(class: .omitted, shares: [.omitted: 1])
    }
    for child in operands { result = result.joined(found[child].class) }
    return NodeComparability(class: result, shares: shares.isEmpty ? [result: 1] : shares)
  }

  /// What the base says of those who use the alternative that the node uses.
  private func chosen(_ index: Int, _ plan: Plan) -> ComparabilityClass {
    if let name = plan.alternatives[index],
      let alternative = nodes[index].alternatives.first(where: { $0.name == name })
    {
      return ComparabilityClass(alternative.comparability)
    }
    guard let whole = alternatives.first(where: { $0.name == plan.frameworkAlternative }),
      whole.rules.indices.contains(index), whole.rules[index] != nodes[index].rules
    else { return .identical }
    return ComparabilityClass(whole.comparability)
  }

  /// The class of what some expressions read of the subject itself.
  func `class`(
    of expressions: [ExpressionID], _ plan: Plan, _ found: [NodeComparability]
  ) -> ComparabilityClass {
    var result = ComparabilityClass.identical
    var open = expressions
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      switch self[id].operation {
      case .node(let node, _, _): result = result.joined(found[node].class)
      case .input(let input, _):
        // What an input counts may hang on a parameter that only its checks can read.
        for parameter in parametersInChecks(of: input, plan) {
          if let kind = plan.parameterClasses[parameter] { result = result.joined(kind) }
        }
      case .parameter(let parameter):
        if let kind = plan.parameterClasses[parameter] { result = result.joined(kind) }
      case .aggregate(let aggregate, let arguments, .population, _):
        // Members read for themselves; the number that such an aggregate asks for is one's own.
        if aggregate.hasParameter { open += arguments.dropFirst() }
      case .coverage(let level):
        if leaves(of: level).contains(where: { plan.omitted.contains($0) }) {
          result = result.joined(.approved)
        }
      case .lookup(let table, let arguments): open += arguments + tables[table].expressions
      case let operation: open += operation.children
      }
    }
    return result
  }

  /// The parameters that the checks of an input read; only looked for where one is set.
  private func parametersInChecks(of input: Int, _ plan: Plan) -> Set<Int> {
    guard !plan.parameterClasses.isEmpty else { return [] }
    var found: Set<Int> = []
    var open = (inputs[input].checks + inputs[input].warnings).map(\.value.condition)
    while let id = open.popLast() {
      if case .parameter(let parameter) = self[id].operation { found.insert(parameter) }
      open += self[id].operation.children
    }
    return found
  }

  /// The parameters that no rule and no check reads: what they change is how figures are collected,
  /// which their definition says.
  package var parametersUnread: Set<Int> {
    var found = Set(parameters.indices)
    var open =
      nodes.indices.flatMap { node in
        everyRules(of: node).flatMap { $0.expressions + ($0.weight.map { [$0.value] } ?? []) }
      } + inputs.flatMap { ($0.checks + $0.warnings).map(\.value.condition) }
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .parameter(let parameter) = self[id].operation { found.remove(parameter) }
      open += dependencies(of: id)
    }
    return found
  }

  /// A number that needs no data.
  private func constant(_ id: ExpressionID, _ plan: Plan) -> Rational? {
    switch self[id].operation {
    case .number(let number): number
    case .convert(let operand, let factor): constant(operand, plan).map { $0 * factor }
    case .named(_, _, let body): constant(body, plan)
    case .parameter(let parameter):
      plan.parameters[parameter].map(\.number) ?? constant(parameters[parameter].value, plan)
    default: nil
    }
  }
}

extension Rules {
  /// Whether a parent combines the node.
  package var isOperand: Bool {
    if case .heading = body.value { return false }
    return score.value != .none
  }
}
