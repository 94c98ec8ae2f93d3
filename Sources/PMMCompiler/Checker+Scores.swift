internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  mutating func lowerScore(_ clauses: RuleClauses, _ rules: inout Rules) {
    let source = nodeSources[clauses.node]
    let reference = clauses[.score]
    if case .combine = rules.body.value {
      // A combine node's score is its value.
      if let reference, isOwnOrAlternative(reference) {
        misplaced(reference, in: "a node that combines: its score is its value")
      }
      rules.score = Resolved(.itself, location: rules.body.location, source: .language)
      return
    }
    if source.level == "result" || rules.isHeading {
      if let reference, isOwnOrAlternative(reference) {
        misplaced(
          reference, in: source.level == "result" ? "a result: it is never combined" : "a heading")
      }
      return
    }
    guard let reference, case .score(let rule, let options) = reference.clause.kind else {
      report(.missingScore, source.tree, source.name.span, ["name": source.name.text])
      failedScores.insert(clauses.node)
      return
    }
    let breakdown = rules.breakdown?.value
    let context = ExpressionContext(
      tree: reference.tree, place: .score(clauses.node, value: rules.type),
      alternative: clauses.alternative, breakdown: breakdown?.part)
    if let lowered = lower(rule, options, rules, clauses, reference, context) {
      rules.score = resolved(lowered, reference)
    } else {
      failedScores.insert(clauses.node)
    }
    lowerScoredCell(options, clauses.node, &rules, reference)
  }

  func isOwnOrAlternative(_ reference: ClauseRef) -> Bool {
    switch reference.source {
    case .own, .alternative: true
    default: false
    }
  }

  private mutating func lower(
    _ rule: PMMSyntax.ScoreRule, _ options: [ScoreOption], _ rules: Rules, _ clauses: RuleClauses,
    _ reference: ClauseRef, _ context: ExpressionContext
  ) -> PMMIR.ScoreRule? {
    switch rule {
    case .none: return PMMIR.ScoreRule.none
    case .itself:
      guard isScore(rules.type) else {
        report(
          .scoreItself, reference.tree, reference.clause.span,
          ["type": describe(rules.type), "scores": scoreWords])
        return nil
      }
      boundByScores(rules, reference)
      return .itself
    case .linear(let interval), .log(let interval):
      var isLog = false
      if case .log = rule { isLog = true }
      return goalposts(interval, isLog, options, rules, clauses, reference, context)
    case .rows(let by, let rows):
      guard let subject = lower(by, context) else { return nil }
      guard
        let lowered = lower(
          rows, subject: subject, to: scoreType, context, node: clauses.node,
          location: reference.clause.span)
      else { return nil }
      for row in rows {
        if let result = self.lower(row.result, context, expecting: scoreType) {
          checkScore(result, row.result, "the score of this row", context.tree)
        }
      }
      return .rows(by: subject.id, lowered)
    case .formula(let id):
      guard let lowered = lower(id, context, expecting: scoreType),
        let fitted = fit(lowered, id, to: scoreType, context.tree)
      else { return nil }
      return .formula(fitted.id)
    case .population(let method, let over):
      return lowerPopulationScore(method, over, options, rules, clauses, reference)
    }
  }

  /// A reported figure that itself is the score must lie where scores lie; without a `range` of its
  /// own, the interval of the head is its range.
  private mutating func boundByScores(_ rules: Rules, _ reference: ClauseRef) {
    guard case .reported(let input, _) = rules.body.value, program.inputs[input].range == nil,
      case .interval(let low, let high)? = program.scores
    else { return }
    program.inputs[input].range = resolved(
      .interval(Bounds(lower: low, upper: high)), reference)
  }

  /// A constant score must lie in the interval of scores.
  mutating func checkScore(_ lowered: Lowered, _ id: ExprID, _ what: String, _ tree: Int) {
    guard case .interval(let low, let high)? = program.scores,
      let value = pool.constant(lowered.id), value < low || high < value
    else { return }
    report(
      .scoreOutside, tree, written(id, tree).span,
      [
        "what": what, "scores": "\(low) .. \(high)", "figure": value.decimal(significant: 12),
        "hint": "the interval is stated in the head",
      ])
  }

  private var scoreWords: String {
    if case .level(let scale) = scoreType { return "levels of `\(program.scales[scale].name)`" }
    return "plain numbers; map the value to one, for example with `score linear`"
  }

  private func isScore(_ type: ValueType) -> Bool {
    switch (type, scoreType) {
    case (.quantity(let unit), .quantity): unit.isDimensionless
    default: type == scoreType
    }
  }

  private mutating func goalposts(
    _ interval: Interval, _ isLog: Bool, _ options: [ScoreOption], _ rules: Rules,
    _ clauses: RuleClauses, _ reference: ClauseRef, _ context: ExpressionContext
  ) -> PMMIR.ScoreRule? {
    let word = isLog ? "log" : "linear"
    guard case .interval? = program.scores else {
      // Said once: it is the head that lacks something.
      if undeclared.insert("scores").inserted {
        report(.noScoreInterval, reference.tree, reference.clause.span, ["rule": word])
      }
      return nil
    }
    guard case .quantity = rules.type else {
      report(.notAQuantity, reference.tree, reference.clause.span, ["type": describe(rules.type)])
      return nil
    }
    guard let ends = lowerInterval(interval, rules.type, context) else { return nil }
    guard let worst = ends.lower, let best = ends.upper, !interval.lowerIsOpen,
      !interval.upperIsOpen
    else {
      report(
        .closedIntervalNeeded, reference.tree, interval.span, ["what": "`score \(word)`"])
      return nil
    }
    if let low = pool.constant(worst.id), let high = pool.constant(best.id) {
      checkGoalposts(
        low, high, isLogarithm: isLog, isOrdered: false, interval.span, reference.tree)
      if low != high {
        checkDirection(isRising: low < high, clauses, interval, reference)
      }
    } else {
      openGoalposts.append(
        OpenGoalposts(
          node: clauses.node, worst: worst.id, best: best.id, isLogarithm: isLog,
          location: Location(file: reference.tree, span: interval.span)))
    }
    var posts = Goalposts(worst: worst.id, best: best.id, power: nil, isClamped: true)
    for option in options {
      switch option {
      case .unclamped: posts.isClamped = false
      case .power(let id):
        guard let lowered = lower(id, ExpressionContext(tree: reference.tree, place: .constant)),
          let power = pool.constant(lowered.id)
        else { continue }
        if power.sign <= 0 {
          report(
            .outOfBounds, reference.tree, written(id, reference.tree).span,
            ["what": "`power`", "bounds": "above 0"])
        }
        posts.power = power
      case .at: break
      case .onto(let interval):
        report(
          .misplacedClause, reference.tree, interval.span,
          ["clause": "onto", "place": "a score by goalposts"])
      case .mean(let id), .deviation(let id):
        report(
          .misplacedClause, reference.tree, written(id, reference.tree).span,
          ["clause": "mean or sd", "place": "a score by goalposts"])
      }
    }
    if posts.power != nil, !posts.isClamped {
      report(.powerUnclamped, reference.tree, reference.clause.span)
    }
    return isLog ? .log(posts) : .linear(posts)
  }

  /// `better higher` with goalposts that reward the lower value is a contradiction.
  private mutating func checkDirection(
    isRising: Bool, _ clauses: RuleClauses, _ interval: Interval, _ reference: ClauseRef
  ) {
    guard let stated = clauses[.better], let better = clauses.better else { return }
    if (better == .higher) != isRising {
      report(
        .directionContradicts, reference.tree, interval.span, ["direction": better.rawValue],
        related: [Location(file: stated.tree, span: stated.clause.span)])
    }
  }

  private mutating func lowerScoredCell(
    _ options: [ScoreOption], _ node: Int, _ rules: inout Rules, _ reference: ClauseRef
  ) {
    let breakdown = rules.breakdown?.value
    for option in options {
      guard case .at(let name) = option else { continue }
      // An alternative without cells leaves the base's `at` behind.
      if breakdown == nil, breakdowns[node] != nil, !isOwnOfAlternative(reference) { return }
      guard let part = breakdown?.part else {
        report(
          .notBrokenDown, reference.tree, name.span,
          [
            "name": name.text, "figure": program.nodes[node].name,
            "hint": "the node itself needs the clause `by AXIS`",
          ])
        return
      }
      let values = program.axes[part.axis].values
      guard let value = part.values.first(where: { values[$0].name == name.text }) else {
        unknownItem(
          name, reference.tree, of: "the breakdown of `\(program.nodes[node].name)`",
          part.values.map { values[$0].name })
        return
      }
      rules.scoredCell = Cell([Coordinate(axis: part.axis, value: value)])
      return
    }
    if let breakdown, !breakdown.hasTotal, rules.score.value != .none {
      report(.noTotalToScore, reference.tree, reference.clause.span)
    }
  }

  private func isOwnOfAlternative(_ reference: ClauseRef) -> Bool {
    if case .alternative = reference.source { true } else { false }
  }

  // MARK: Rows

  mutating func lower(
    _ rows: [PMMSyntax.Row], subject: Lowered, to type: ValueType, _ context: ExpressionContext,
    node: Int?, location: Span
  ) -> [PMMIR.Row]? {
    var result: [PMMIR.Row] = []
    var locations: [Location] = []
    var failed = false
    for row in rows {
      guard row.patterns.count == 1, let pattern = row.patterns.first else {
        report(.onePattern, context.tree, row.span)
        failed = true
        continue
      }
      guard let lowered = lower(row.result, context, expecting: type),
        let fitted = fit(lowered, row.result, to: type, context.tree)
      else {
        failed = true
        continue
      }
      switch pattern {
      case .anything: result.append(PMMIR.Row(pattern: .anything, result: fitted.id))
      case .interval(let interval):
        if case .level = subject.type {
          guard let levels = levels(of: interval, subject.type, context.tree) else {
            failed = true
            continue
          }
          for level in levels {
            let pattern = pool.add(.level(level), subject.type)
            result.append(PMMIR.Row(pattern: .equals(pattern), result: fitted.id))
            locations.append(Location(file: context.tree, span: row.span))
          }
          continue
        }
        guard let unit = subject.unit else {
          report(
            .rangeOfAnotherKind, context.tree, interval.span,
            ["type": describe(subject.type), "expected": "levels by name"])
          failed = true
          continue
        }
        guard let bounds = constantBounds(interval, unit, context.tree) else {
          failed = true
          continue
        }
        result.append(PMMIR.Row(pattern: .interval(bounds), result: fitted.id))
      case .expression(let id):
        let before = obligations.count
        let value = lower(id, context, expecting: subject.type)
        obligations.removeSubrange(before...)
        guard let value, let same = fit(value, id, to: subject.type, context.tree),
          isWrittenAs(subject.type, value, id, context.tree)
        else {
          failed = true
          continue
        }
        result.append(PMMIR.Row(pattern: .equals(same.id), result: fitted.id))
      }
      locations.append(Location(file: context.tree, span: row.span))
    }
    if rows.isEmpty {
      report(.noRows, context.tree, location)
      return nil
    }
    guard !failed else { return nil }
    rowSets.append(
      RowSet(
        subject: subject.id, type: subject.type, rows: result, locations: locations,
        location: Location(file: context.tree, span: location), node: node,
        isScore: context.isScore))
    return result
  }

  /// The levels of `up to planned`, `partial .. full`; nil after reporting.
  mutating func levels(of interval: Interval, _ type: ValueType, _ tree: Int) -> [Int]? {
    guard case .level(let scale) = type else { return nil }
    let context = ExpressionContext(tree: tree, place: .constant)
    guard let ends = lowerInterval(interval, type, context) else { return nil }
    func index(_ end: Lowered?) -> Rational? {
      guard let end, case .level(let level) = pool[end.id].operation else { return nil }
      return Rational(level)
    }
    let bounds = Bounds(
      lower: index(ends.lower), lowerIsOpen: interval.lowerIsOpen, upper: index(ends.upper),
      upperIsOpen: interval.upperIsOpen)
    let found = program.scales[scale].levels.indices.filter { bounds.contains(Rational($0)) }
    if found.isEmpty { report(.emptyInterval, tree, interval.span) }
    return found.isEmpty ? nil : Array(found)
  }
}
