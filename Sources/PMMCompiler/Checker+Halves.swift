internal import PMMDiagnostics
internal import PMMIR

/// The second half of the nodes, lowered beside the first, and all else that came of it. It has a list
/// of expressions of its own, which begins with those that there were before.
private struct SecondHalf: Sendable {
  var nodes: [Int] = []
  /// As many as the nodes: nil once they are taken.
  var rules: [Rules?] = []
  var expressions: ArraySlice<Expression>
  var obligations: ArraySlice<Obligation>
  var goalposts: ArraySlice<OpenGoalposts>
  var rowSets: ArraySlice<RowSet>
  /// Of inputs that have no range but that of scores.
  var ranges: [(input: Int, range: Resolved<Domain>)] = []
  var usedDefines: Set<Int>
}

extension Checker {
  /// Lowers the nodes in an order in which each stands behind those that it reads. Where there are
  /// many, a half of them is lowered beside the other half.
  ///
  /// What comes of it is the same to the last number: the second half's expressions are put behind the
  /// first one's in the order in which they came up. If anything is wrong in the second half, or may
  /// depend on what was wrong in the first, it is lowered again as if there had been no halves.
  mutating func lowerNodes(_ order: [Int]) {
    if order.count >= large, var half = lowerHalves(order) { take(&half) }
    // Of two halves, what is left to do.
    for index in order { lowerNode(index) }
    for index in lowered.indices {
      if let rules = lowered[index].take() { program.nodes[index].rules = rules }
    }
    lowered = []
  }

  private mutating func lowerHalves(_ order: [Int]) -> SecondHalf? {
    let middle = order.count / 2
    let checker = self
    let half = Threads.both {
      for index in order[..<middle] { lowerNode(index) }
    } beside: {
      checker.secondHalf(order[middle...])
    }.1
    return endlessDefines.isEmpty ? half : nil
  }

  /// Nil if anything was found that is to be told.
  private func secondHalf(_ nodes: ArraySlice<Int>) -> SecondHalf? {
    var fork = self
    for index in nodes { fork.lowerNode(index) }
    guard fork.diagnostics.count == diagnostics.count,
      fork.failedNodes.count == failedNodes.count, fork.failedScores.count == failedScores.count,
      fork.failedWeights.count == failedWeights.count,
      fork.refusedLines.count == refusedLines.count, fork.undeclared.count == undeclared.count,
      fork.poisoned.count == poisoned.count, fork.endlessDefines.isEmpty, !fork.wasTooDeep
    else { return nil }
    var half = SecondHalf(
      expressions: fork.pool.expressions[pool.expressions.count...],
      obligations: fork.obligations[obligations.count...],
      goalposts: fork.openGoalposts[openGoalposts.count...],
      rowSets: fork.rowSets[rowSets.count...], usedDefines: fork.usedDefines)
    half.nodes.reserveCapacity(nodes.count)
    half.rules.reserveCapacity(nodes.count)
    for index in nodes {
      guard let rules = fork.lowered[index].take() else { continue }
      half.nodes.append(index)
      half.rules.append(rules)
      if case .reported(let input, _) = rules.body.value, program.inputs[input].range == nil,
        let range = fork.program.inputs[input].range
      {
        half.ranges.append((input, range))
      }
    }
    return half
  }

  private mutating func take(_ half: inout SecondHalf) {
    let first = half.expressions.startIndex
    var numbers: [ExpressionID] = []
    numbers.reserveCapacity(half.expressions.count)
    func number(_ id: ExpressionID) -> ExpressionID {
      id.index < first ? id : numbers[id.index - first]
    }
    // Each stands behind those that it is made of.
    for expression in half.expressions {
      numbers.append(pool.add(expression.operation.renumbered(number), expression.type))
    }
    // What a node of the second half reads may have been lowered in both.
    for var obligation in half.obligations where progress[obligation.node] == .todo {
      obligation.expression = number(obligation.expression)
      for index in obligation.assumptions.indices {
        let condition = obligation.assumptions[index].condition
        obligation.assumptions[index].condition = number(condition)
      }
      obligations.append(obligation)
    }
    for var posts in half.goalposts where progress[posts.node] == .todo {
      posts.worst = number(posts.worst)
      posts.best = number(posts.best)
      openGoalposts.append(posts)
    }
    for var set in half.rowSets where set.node.map({ progress[$0] == .todo }) ?? true {
      set.subject = set.subject.map(number)
      set.rows = set.rows.map { $0.renumbered(number) }
      rowSets.append(set)
    }
    for (input, range) in half.ranges where program.inputs[input].range == nil {
      program.inputs[input].range = range
    }
    usedDefines.formUnion(half.usedDefines)
    for (index, node) in half.nodes.enumerated() where progress[node] == .todo {
      half.rules[index]?.renumber(number)
      lowered[node] = half.rules[index].take()
      progress[node] = .done
    }
  }
}
