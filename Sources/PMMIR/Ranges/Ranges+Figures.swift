internal import PMMNumber

/// The bounds of inputs, and of the values and scores of nodes.
extension Ranges {
  /// An input's declared range. A total of several cells only keeps the sign of its cells, and of what
  /// missing ones are counted as.
  package func inputBounds(
    _ index: Int, _ selection: Selection = Selection(), counted: Bounds? = nil
  ) -> Bounds {
    // An input is large; only what is asked of it is taken out of the list.
    let range: Bounds
    switch program.inputs[index].range?.value {
    case .levels(let levels)?:
      return Bounds(
        lower: levels.min().map { Rational($0) }, upper: levels.max().map { Rational($0) })
    case .interval(let interval)?: range = interval
    default: return .everything
    }
    guard !program.inputs[index].breakdown.isEmpty, program.inputs[index].isSummable,
      !isOneCell(index, selection)
    else { return range }
    // The range is also held against the total, where one was reported.
    return (counted.map { range.union($0) } ?? range).sumOfSome
  }

  package mutating func nodeBounds(_ index: Int, _ part: NodePart) -> Bounds {
    switch part {
    case .rank: return Bounds(lower: 1, upper: nil)
    case .classification: return .everything
    case .score: return scoreBounds(index)
    case .value: return values(index).final
    case .shown: return values(index).shown
    }
  }

  /// What enters the score of a node: its value before it is rounded.
  package mutating func enteringScore(_ index: Int) -> Bounds { values(index).entering }

  /// The score of a node under its own rules and every alternative's.
  package mutating func scoreBounds(_ index: Int) -> Bounds {
    if let known = nodeScores[index] { return known }
    guard activeScores.insert(index) else { return .everything }
    settle(below: index)
    let result: Bounds
    if let rules = onlyChoice(of: index) {
      result = scoreBounds(index, rules)
    } else {
      let all = choices(of: index).map { scoreBounds(index, $0) }
      result = all.dropFirst().reduce(all[0]) { $0.union($1) }
    }
    activeScores.remove(index)
    nodeScores[index] = result
    return result
  }

  /// What enters the score of a node under some of its rules, and the score.
  package mutating func bounds(
    of index: Int, under rules: Rules
  ) -> (entering: Bounds, score: Bounds) {
    if hasOnlyChoice(of: index) { return (values(index).entering, scoreBounds(index)) }
    let known = nodeValues[index]
    let values = values(of: rules, index)
    nodeValues[index] = values
    defer { nodeValues[index] = known }
    return (values.entering, scoreBounds(index, rules))
  }

  mutating func scoreBounds(_ index: Int, _ rules: Rules) -> Bounds {
    if rules.scoreIsValue { return values(index).final }
    var result: Bounds
    switch rules.score.value {
    case .itself: return values(index).final
    case .population(let score) where score.method == .zscore: result = .everything
    case .population(let score): result = score.onto ?? scores
    case .none: return scores
    case .linear(let posts) where posts.isClamped:
      result = clamped(posts, linearFraction, index) ?? scores
    case .log(let posts) where posts.isClamped:
      result = clamped(posts, logFraction, index) ?? scores
    case .log: result = .everything
    case .linear(let posts):
      result = .everything
      if let low = scores.lower, let high = scores.upper {
        let (worst, best) = (bounds(posts.worst), bounds(posts.best))
        if worst.lower == worst.upper, let span = (best - worst).only {
          let share =
            (values(index).entering - worst).divided(by: Bounds(only: span)) ?? .everything
          result = share.scaled(by: high - low) + Bounds(only: low)
        }
      }
    case .rows(_, let rows):
      let entering = values(index).entering
      result =
        rows.map { bounds($0.result, value: entering) }.reduce(nil) { $0?.union($1) ?? $1 }
        ?? scores
    case .formula(let id): result = bounds(id, value: values(index).entering)
    }
    if let decimals = rules.roundScore?.value { result = result.rounded(decimals, printFactor: 1) }
    return result
  }

  /// A clamped score goes one way from one goalpost to the other, so the ends of the value give its
  /// ends. Nil where the goalposts or the interval of scores are not constant.
  private mutating func clamped(
    _ posts: Goalposts, _ fraction: (Rational, Rational, Rational, Bool) -> Outcome, _ index: Int
  ) -> Bounds? {
    guard let worst = bounds(posts.worst).only, let best = bounds(posts.best).only,
      let low = scores.lower, let high = scores.upper
    else { return nil }
    let value = values(index).entering
    func score(_ end: Rational) -> Rational? {
      var share = fraction(end, worst, best, true)
      if case .known(.number(let number)) = share, let power = posts.power {
        share = combined(.power, .number(number), .number(power))
      }
      guard case .known(.number(let number)) = share else { return nil }
      return low + number * (high - low)
    }
    guard let first = score(value.lower ?? min(worst, best)),
      let last = score(value.upper ?? max(worst, best))
    else { return nil }
    return first <= last ? Bounds(lower: first, upper: last) : Bounds(lower: last, upper: first)
  }

  /// The bounds of a node's value as it enters the score, as it is final, and as it is shown.
  struct Values {
    var entering = Bounds.everything
    var final = Bounds.everything
    var shown = Bounds.everything

    func union(_ other: Values) -> Values {
      Values(
        entering: entering.union(other.entering), final: final.union(other.final),
        shown: shown.union(other.shown))
    }
  }

  /// Those of a node under its own rules and every alternative's.
  mutating func values(_ index: Int) -> Values {
    if let known = nodeValues[index] { return known }
    guard active.insert(index) else { return Values() }
    settle(below: index)
    let result: Values
    if let rules = onlyChoice(of: index) {
      result = values(of: rules, index)
    } else {
      let all = choices(of: index).map { values(of: $0, index) }
      result = all.dropFirst().reduce(all[0]) { $0.union($1) }
    }
    active.remove(index)
    nodeValues[index] = result
    return result
  }

  /// Nodes that need each other in a chain longer than this are worked out from its end.
  private static let longChain = 16

  /// Works out what a node rests on, the farthest first, once the way to it is long: nodes can need each
  /// other in a chain that is longer than the stack is deep.
  private mutating func settle(below index: Int) {
    guard active.count + activeScores.count > Self.longChain, !isSettling else { return }
    isSettling = true
    defer { isSettling = false }
    var path = [(node: index, open: neededNodes(by: index))]
    while let last = path.last {
      if let next = path[path.count - 1].open.popLast() {
        // One on the way here is in a cycle over periods; nothing is known of it yet.
        guard nodeValues[next] == nil || nodeScores[next] == nil, !active.contains(next),
          !activeScores.contains(next)
        else { continue }
        active.insert(next)
        activeScores.insert(next)
        path.append((next, neededNodes(by: next)))
      } else {
        path.removeLast()
        guard !path.isEmpty else { return }
        active.remove(last.node)
        activeScores.remove(last.node)
        _ = values(last.node)
        _ = scoreBounds(last.node)
      }
    }
  }

  /// The children of a node, and the nodes in its expressions.
  private func neededNodes(by index: Int) -> [Int] {
    var found = program.nodes[index].children
    var open = choices(of: index).flatMap(\.expressions)
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .node(let other, _, _) = program[id].operation { found.append(other) }
      open += program.dependencies(of: id)
    }
    return found
  }

  mutating func values(of rules: Rules, _ index: Int) -> Values {
    var result: Bounds
    switch rules.body.value {
    case .heading: return Values()
    case .formula(let id), .reported(_, let id): result = bounds(id, under: rules)
    case .combine(.custom(_, let id)): result = bounds(id, under: rules, of: index)
    case .combine(.function(let function, _)):
      let operands = operandBounds(of: index, rules)
      result = function == .sum ? operands.sumOfSome : operands
      if let counted = effect(of: rules).counted { result = result.union(counted) }
    }
    for condition in rules.conditions {
      if case .value(let id) = condition.value.result { result = result.union(bounds(id)) }
    }
    for policy in rules.policies {
      if case .result(.value(let id)) = policy.value.action { result = result.union(bounds(id)) }
    }
    switch rules.imputation?.value {
    case nil: break
    case .value(let id): result = result.union(bounds(id, value: result))
    case .aggregate(let aggregate, _):
      result = aggregate.staysInside ? result : .everything
    }
    if rules.treatment?.value.methods.contains(.log) ?? false { result = .everything }
    var values = Values(entering: result, final: result, shown: result)
    let factor = rules.type.unit?.printFactor ?? 1
    let ownScore = rules.scoreIsValue
    if let decimals = rules.roundValue?.value ?? (ownScore ? rules.roundScore?.value : nil) {
      values.final = result.rounded(decimals, printFactor: factor)
      values.shown = values.final
    }
    if let decimals = rules.showValue?.value ?? (ownScore ? rules.showScore?.value : nil) {
      values.shown = values.final.rounded(decimals, printFactor: factor)
    }
    return values
  }

  /// The bounds of a combination's operands: those of the children's scores, and of what missing ones
  /// are counted as.
  package mutating func operandBounds(of index: Int, _ rules: Rules?) -> Bounds {
    var result: Bounds?
    for child in program.nodes[index].children where canScore(child) {
      let child = scoreBounds(child)
      result = result?.union(child) ?? child
    }
    if let counted = rules.flatMap({ effect(of: $0).counted }) {
      result = result?.union(counted) ?? counted
    }
    return result ?? scores
  }

  func canScore(_ index: Int) -> Bool {
    if hasOnlyChoice(of: index) { return program.nodes[index].rules.score.value != .none }
    return choices(of: index).contains { $0.score.value != .none }
  }
}
