internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  /// What formulas may only do where declared ranges exclude it or a `when` line answers it.
  mutating func checkObligations() {
    var ranges = Ranges(program)
    for obligation in obligations where !failedNodes.contains(obligation.node) {
      check(obligation, &ranges)
    }
    reportZeros()
    for index in program.nodes.indices where !failedNodes.contains(index) {
      checkCombineDomain(index, &ranges)
    }
    for set in rowSets { check(set, &ranges) }
  }

  private func rules(_ node: Int, _ alternative: String?) -> Rules {
    guard let alternative else { return program.nodes[node].rules }
    if let name = frameworkAlternative(alternative) {
      return program.alternatives.first { $0.name == name }?.rules[node]
        ?? program.nodes[node].rules
    }
    return program.nodes[node].alternatives.first { $0.name == alternative }?.rules
      ?? program.nodes[node].rules
  }

  private func answers(_ rules: Rules, _ reason: Reason) -> Bool {
    rules.policies.contains { $0.value.reasons?.contains(reason) ?? false }
  }

  private mutating func check(_ obligation: Obligation, _ ranges: inout Ranges) {
    let rules = rules(obligation.node, obligation.alternative)
    let assumptions =
      obligation.assumptions
      + rules.conditions.map { Assumption($0.value.test, holds: false) }
    let name = nodeSources[obligation.node].name.text
    switch obligation.kind {
    case .zeroDenominator:
      guard !answers(rules, .zeroDenominator),
        canBeZero(obligation.expression, assumptions, &ranges)
      else { return }
      zeros.append(obligation)
    case .undefined(let function):
      guard !answers(rules, .undefined),
        canBeUndefined(obligation.expression, assumptions, &ranges)
      else { return }
      report(
        .undefinedUnanswered, obligation.location.file, obligation.location.span,
        [
          "name": name, "function": function,
          "hint": "declare the `range` of the inputs that it reads",
        ])
    }
  }

  /// One line answers every division of a node, so they are told together.
  private mutating func reportZeros() {
    var isTold: Set<String> = []
    for first in zeros {
      let name = nodeSources[first.node].name.text
      guard isTold.insert("\(name) \(first.alternative ?? "")").inserted else { continue }
      let same = zeros.filter { $0.node == first.node && $0.alternative == first.alternative }
      // A denominator inside a define is shown where the node uses the define, and there.
      let place = first.use ?? first.location
      var others: [Location] = []
      for location in same.map(\.location) where location != place && !others.contains(location) {
        others.append(location)
      }
      report(
        .zeroDenominatorUnanswered, place.file, place.span,
        [
          "name": name,
          "what": first.use == nil ? "this can be zero" : "this divides by what can be zero",
          "exclude": "or exclude zero by the `range` of an input",
        ], related: others)
    }
    zeros = []
  }

  private func canBeZero(
    _ id: ExpressionID, _ assumptions: [Assumption], _ ranges: inout Ranges
  ) -> Bool {
    guard case .call(let function, let arguments) = pool[id].operation else {
      return ranges.bounds(id, assuming: assumptions).contains(0)
    }
    switch function {
    case .harmonicMean:
      return arguments.contains { ranges.bounds($0, assuming: assumptions).contains(0) }
    case .weightedHarmonicMean:
      return arguments.contains { ranges.bounds($0, assuming: assumptions).contains(0) }
    case .weightedMean, .weightedGeometricMean:
      return weights(arguments, from: 1).allSatisfy {
        ranges.bounds($0, assuming: assumptions).contains(0)
      }
    case .weightedPowerMean:
      return weights(arguments, from: 2).allSatisfy {
        ranges.bounds($0, assuming: assumptions).contains(0)
      }
    default: return ranges.bounds(id, assuming: assumptions).contains(0)
    }
  }

  private func weights(_ arguments: [ExpressionID], from first: Int) -> [ExpressionID] {
    stride(from: first, to: arguments.count, by: 2).map { arguments[$0] }
  }

  private func canBeUndefined(
    _ id: ExpressionID, _ assumptions: [Assumption], _ ranges: inout Ranges
  ) -> Bool {
    switch pool[id].operation {
    case .binary(.power, let base, _):
      return !ranges.bounds(base, assuming: assumptions).isPositive
    case .call(let function, let arguments):
      switch function {
      case .ln: return !ranges.bounds(arguments[0], assuming: assumptions).isPositive
      case .powerMean, .weightedPowerMean:
        let step = function == .powerMean ? 1 : 2
        let exponent = pool.constant(arguments[0]) ?? 0
        return stride(from: 1, to: arguments.count, by: step).contains {
          let bounds = ranges.bounds(arguments[$0], assuming: assumptions)
          return exponent.sign > 0 ? !bounds.isNotNegative : !bounds.isPositive
        }
      case .weightedGeometricMean:
        return stride(from: 0, to: arguments.count, by: 2).contains {
          !ranges.bounds(arguments[$0], assuming: assumptions).isNotNegative
        }
      default:
        return arguments.contains {
          !ranges.bounds($0, assuming: assumptions).isNotNegative
        }
      }
    default: return false
    }
  }

  /// A harmonic mean of scores meets a zero, a geometric mean of unbounded ones a negative.
  private mutating func checkCombineDomain(_ index: Int, _ ranges: inout Ranges) {
    let node = program.nodes[index]
    for rules in [node.rules] + node.alternatives.map(\.rules) {
      guard case .combine(.function(let function, let exponent)) = rules.body.value,
        let place = rules.body.location
      else { continue }
      let scores = ranges.scores
      let name = node.name
      switch function {
      case .harmonicMean, .weightedHarmonicMean:
        if scores.contains(0), !answers(rules, .zeroDenominator) {
          report(
            .zeroDenominatorUnanswered, place.file, place.span,
            ["name": name, "what": "the harmonic mean divides by scores, and a score can be zero"])
        }
      case .geometricMean, .weightedGeometricMean:
        if !scores.isNotNegative, !answers(rules, .undefined) {
          report(
            .undefinedUnanswered, place.file, place.span,
            ["name": name, "function": function.rawValue, "hint": scoreHint])
        }
      case .powerMean, .weightedPowerMean:
        let defined = (exponent ?? 0).sign > 0 ? scores.isNotNegative : scores.isPositive
        if !defined, !answers(rules, .undefined) {
          report(
            .undefinedUnanswered, place.file, place.span,
            ["name": name, "function": function.rawValue, "hint": scoreHint])
        }
      default: break
      }
    }
  }

  private var scoreHint: String { "bound the scores in the head, for example `scores 0 .. 100`" }

  // MARK: Rows

  private mutating func check(_ set: RowSet, _ ranges: inout Ranges) {
    if let last = set.rows.indices.last,
      let early = set.rows.indices.first(where: { set.rows[$0].pattern == .anything }),
      early != last
    {
      report(.rowAfterAnything, set.locations[early].file, set.locations[early].span)
      return
    }
    let hasRest = set.rows.contains { $0.pattern == .anything }
    if case .level(let scale) = set.type {
      checkItems(set, program.scales[scale].levels.map(\.name), hasRest) {
        if case .level(let index) = $0 { index } else { nil }
      }
    } else if case .category(let attribute) = set.type {
      checkItems(set, program.attributes[attribute].values.map(\.name), hasRest) {
        if case .category(let index) = $0 { index } else { nil }
      }
    } else {
      checkIntervals(set, hasRest, &ranges)
    }
  }

  private mutating func checkItems(
    _ set: RowSet, _ names: [String], _ hasRest: Bool, _ item: (Operation) -> Int?
  ) {
    var seen: [Int: Location] = [:]
    for (row, location) in zip(set.rows, set.locations) {
      guard case .equals(let id) = row.pattern, let index = item(pool[id].operation) else {
        continue
      }
      if let earlier = seen[index] {
        report(
          .rowsOverlap, location.file, location.span, ["what": "`\(names[index])`"], related: [earlier])
      }
      seen[index] = location
    }
    let left = names.indices.filter { seen[$0] == nil }.map { "`\(names[$0])`" }
    if !left.isEmpty, !hasRest {
      report(
        .rowsGap, set.location.file, set.location.span, ["what": left.joined(separator: ", ")])
    }
  }

  /// A position between values: just before one, on it, or just behind it.
  private struct Position: Comparable {
    var value: Rational
    /// 0 on the value, 1 behind it.
    var offset: Int

    static func < (left: Position, right: Position) -> Bool {
      left.value == right.value ? left.offset < right.offset : left.value < right.value
    }
  }

  private mutating func checkIntervals(_ set: RowSet, _ hasRest: Bool, _ ranges: inout Ranges) {
    var value = Bounds.everything
    if let node = set.node { value = ranges.nodeBounds(node, .value) }
    let domain = set.subject.map { ranges.bounds($0, value: value, score: ranges.scores) } ?? .everything
    var pieces: [(bounds: Bounds, location: Location)] = []
    for (row, location) in zip(set.rows, set.locations) {
      switch row.pattern {
      case .anything: break
      case .interval(let bounds):
        if bounds.isEmpty {
          report(.emptyInterval, location.file, location.span)
        } else {
          pieces.append((bounds, location))
        }
      case .equals(let id):
        if let constant = pool.constant(id) {
          pieces.append((Bounds(only: constant), location))
        } else {
          report(.notConstant, location.file, location.span, ["what": "the pattern of a row"])
        }
      }
    }
    let unit = set.type.unit
    pieces.sort { left, right in
      switch (start(left.bounds), start(right.bounds)) {
      case (nil, nil): false
      case (nil, _): true
      case (_, nil): false
      case (let a?, let b?): a < b
      }
    }
    // The first position that no row has reached yet; nil while that is minus infinity.
    var reached = start(domain)
    var previous: (end: Position?, location: Location)?
    for piece in pieces {
      let begin = start(piece.bounds)
      if let previous, overlaps(previous.end, begin) {
        report(
          .rowsOverlap, piece.location.file, piece.location.span,
          ["what": begin.map { spell($0.value, unit) } ?? "every low value"],
          related: [previous.location])
        return
      }
      if let begin, !hasRest, isBefore(reached, begin, domain) {
        gap(set, from: reached, to: begin, unit)
        return
      }
      let end = end(piece.bounds)
      previous = (end, piece.location)
      guard let end else { return }
      reached = max(reached ?? end, end)
    }
    guard !hasRest else { return }
    let last = end(domain)
    if let reached, last.map({ reached < $0 }) ?? true {
      gap(set, from: reached, to: last, unit)
    } else if reached == nil {
      gap(set, from: nil, to: nil, unit)
    }
  }

  /// Where an interval starts; nil at minus infinity.
  private func start(_ bounds: Bounds) -> Position? {
    bounds.lower.map { Position(value: $0, offset: bounds.lowerIsOpen ? 1 : 0) }
  }

  /// The first position behind an interval; nil at infinity.
  private func end(_ bounds: Bounds) -> Position? {
    bounds.upper.map { Position(value: $0, offset: bounds.upperIsOpen ? 0 : 1) }
  }

  private func overlaps(_ end: Position?, _ begin: Position?) -> Bool {
    guard let end, let begin else { return true }
    return begin < end
  }

  /// Whether something of the domain lies before `begin` that no row has reached.
  private func isBefore(_ reached: Position?, _ begin: Position, _ domain: Bounds) -> Bool {
    if let last = end(domain), let reached, last <= reached { return false }
    return reached.map { $0 < begin } ?? true
  }

  private mutating func gap(_ set: RowSet, from: Position?, to: Position?, _ unit: Unit?) {
    let text: String
    switch (from, to) {
    case (let from?, let to?) where from.value == to.value: text = spell(from.value, unit)
    case (let from?, let to?):
      text = "figures from \(spell(from.value, unit)) to \(spell(to.value, unit))"
    case (nil, let to?): text = "figures below \(spell(to.value, unit))"
    case (let from?, nil): 
      text = "figures \(from.offset == 0 ? "from" : "above") \(spell(from.value, unit))"
    case (nil, nil): text = "any figure"
    }
    report(.rowsGap, set.location.file, set.location.span, ["what": text])
  }

  private func spell(_ value: Rational, _ unit: Unit?) -> String {
    guard let unit else { return value.description }
    if unit.isPercent { return (value * 100).description + "%" }
    return unit.isDimensionless ? value.description : "\(value.description) \(unit.name)"
  }
}
