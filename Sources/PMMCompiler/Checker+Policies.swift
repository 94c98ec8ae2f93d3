internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  /// Conditions in the order written, own before those of `every`; each reason in one line, the
  /// innermost that names it.
  mutating func lowerWhens(_ clauses: RuleClauses, _ rules: inout Rules) {
    let found = clauses.clauses.lazy.filter(\.isWhen)
    if let known = knownLines, found.elementsEqual(known.lines, by: { $0.isSame(as: $1) }) {
      rules.policies = known.policies
    } else {
      let lines = Array(found)
      if !lines.isEmpty, lowerLines(lines, clauses, &rules) {
        knownLines = (lines, rules.policies)
      }
    }
    if case .combine = rules.body.value,
      !rules.policies.contains(where: { $0.value.reasons == nil }),
      !(refusedLines[clauses.node]?.contains(nil) ?? false)
    {
      let source = nodeSources[clauses.node]
      report(
        .missingPolicyNeeded, source.tree, source.name.span, ["name": source.name.text],
        related: rules.body.location.map { [$0] } ?? [])
    }
  }

  /// Whether they say the same of every node: most nodes of a level have those of `every` and no others,
  /// and share one list.
  private mutating func lowerLines(
    _ lines: [ClauseRef], _ clauses: RuleClauses, _ rules: inout Rules
  ) -> Bool {
    var isSameForAll = true
    var taken: Set<Reason> = []
    var takenMissing = false
    // Per block, so that naming one reason twice in the same block is an error.
    for block in blocks(of: lines) {
      var here: [Reason: Span] = [:]
      var missingHere: Span?
      for reference in block {
        guard case .when(let when) = reference.clause.kind else { continue }
        guard let subjects = reasonSubjects(when, reference.tree) else {
          lowerCondition(when, clauses, reference, &rules)
          isSameForAll = false
          continue
        }
        var reasons: Set<Reason> = []
        var isMissing = false
        for (reason, span) in subjects {
          guard let reason else {
            if let earlier = missingHere {
              repeated("missing", span, earlier, reference.tree)
            }
            missingHere = span
            isMissing = true
            continue
          }
          if let earlier = here[reason] {
            repeated(reason.name, span, earlier, reference.tree)
          }
          here[reason] = span
          reasons.insert(reason)
        }
        let remaining = reasons.subtracting(taken)
        guard let action = lowerAction(when.action, clauses, reference, rules) else {
          refusedLines[clauses.node, default: []].formUnion(reasons.map { $0 })
          if isMissing { refusedLines[clauses.node, default: []].insert(nil) }
          isSameForAll = false
          continue
        }
        switch action {
        case .exclude, .result(.missing), .result(.reason): break
        case .count, .countOver, .result(.value): isSameForAll = false
        }
        if isMissing, !takenMissing {
          rules.policies.append(resolved(Policy(reasons: nil, action: action), reference))
        }
        if !remaining.isEmpty {
          rules.policies.append(resolved(Policy(reasons: remaining, action: action), reference))
        }
      }
      taken.formUnion(here.keys)
      takenMissing = takenMissing || missingHere != nil
    }
    return isSameForAll
  }

  /// The clauses of the alternative, of the sheet and of `every`, each as a block.
  private func blocks(of clauses: [ClauseRef]) -> [[ClauseRef]] {
    guard clauses.count > 1 else { return clauses.isEmpty ? [] : [clauses] }
    var blocks: [[ClauseRef]] = []
    for reference in clauses {
      if let last = blocks.last?.last, last.source == reference.source {
        blocks[blocks.count - 1].append(reference)
      } else {
        blocks.append([reference])
      }
    }
    return blocks
  }

  private mutating func repeated(_ name: String, _ span: Span, _ earlier: Span, _ tree: Int) {
    report(
      .reasonTwice, tree, span, ["reason": name],
      related: [Location(file: tree, span: earlier)])
  }

  /// The reasons of a line, nil standing for `missing`; nil as a whole if it is a condition.
  mutating func reasonSubjects(
    _ when: When, _ tree: Int
  ) -> [(reason: Reason?, span: Span)]? {
    // As most lines are.
    if when.subjects.count == 1, case .name(let name) = written(when.subjects[0], tree).kind,
      name.text == "missing"
    {
      return [(nil, name.span)]
    }
    let found = when.subjects.map { subject -> (reason: Reason?, span: Span)? in
      guard case .name(let name) = written(subject, tree).kind else { return nil }
      if name.text == "missing" { return (nil, name.span) }
      return reason(named: name.text).map { ($0, name.span) }
    }
    if found.allSatisfy({ $0 != nil }) { return found.compactMap(\.self) }
    if when.subjects.count > 1 || found.contains(where: { $0 != nil }) {
      for (subject, match) in zip(when.subjects, found) where match == nil {
        let expression = written(subject, tree)
        if case .name(let name) = expression.kind {
          unknownName(name, tree, as: "reason", in: reasonNames)
        } else {
          report(.conditionInList, tree, expression.span)
        }
      }
      return found.compactMap(\.self)
    }
    // A lone name that is nothing else was most likely meant as a reason.
    if case .name(let name) = written(when.subjects[0], tree).kind, symbols[name.text] == nil {
      unknownName(name, tree, as: "reason or condition", in: reasonNames + Array(symbols.keys))
      return []
    }
    return nil
  }

  func reason(named name: String) -> Reason? {
    if let declared = reasons[name] { return declared }
    let reason = Reason(name)
    return Reason.builtIn.contains(reason) ? reason : nil
  }

  var reasonNames: [String] {
    Reason.builtIn.map(\.name) + reasons.keys.sorted() + ["missing"]
  }

  private mutating func lowerCondition(
    _ when: When, _ clauses: RuleClauses, _ reference: ClauseRef, _ rules: inout Rules
  ) {
    guard let subject = when.subjects.first else { return }
    let context = context(clauses, reference.tree, rules.breakdown?.value.part)
    // What a condition divides by zero is missing, and then it does not hold: no line is needed.
    let before = obligations.count
    let lowered = lower(subject, context)
    obligations.removeSubrange(before...)
    guard let lowered, isTruth(lowered, subject, reference.tree) else { return }
    guard case .result(let id) = when.action else {
      report(.conditionNeedsResult, reference.tree, reference.clause.span)
      return
    }
    guard let result = lowerResult(id, clauses, reference, rules) else { return }
    if result == .missing {
      report(.conditionNeedsReason, reference.tree, written(id, reference.tree).span)
      return
    }
    rules.conditions.append(resolved(Condition(test: lowered.id, result: result), reference))
  }

  private mutating func lowerAction(
    _ action: When.Action, _ clauses: RuleClauses, _ reference: ClauseRef, _ rules: Rules
  ) -> Policy.Action? {
    switch action {
    case .exclude: return .exclude
    case .count(let filler):
      if let over = filler.over {
        return fillingAggregate(filler, over, reference).map {
          .countOver($0.0, population: $0.1)
        }
      }
      let types = operandTypes(rules)
      guard
        let lowered = lower(
          filler.expression, ExpressionContext(tree: reference.tree, place: .constant),
          expecting: types.first)
      else { return nil }
      // It stands for whichever operand is missing, so it must fit all of them.
      for type in types {
        guard fit(lowered, filler.expression, to: type, reference.tree) != nil,
          isWrittenAs(type, lowered, filler.expression, reference.tree)
        else { return nil }
      }
      if case .combine = rules.body.value {
        checkScore(lowered, filler.expression, "a child that is counted so", reference.tree)
      }
      return .count(lowered.id)
    case .result(let id):
      return lowerResult(id, clauses, reference, rules).map(Policy.Action.result)
    }
  }

  /// The types of what a node's lines are about: its children's scores, or its formula's inputs.
  private func operandTypes(_ rules: Rules) -> [ValueType] {
    switch rules.body.value {
    case .combine: return [scoreType]
    case .heading: return []
    case .formula(let id), .reported(_, let id):
      var types: [ValueType] = []
      for expression in pool.closure(of: id).sorted(by: { $0.index < $1.index }) {
        if case .input(let input, _) = pool[expression].operation,
          !types.contains(program.inputs[input].type)
        {
          types.append(program.inputs[input].type)
        }
      }
      return types
    }
  }

  /// `result not_applicable`, `result missing`, `result 0`
  private mutating func lowerResult(
    _ id: ExprID, _ clauses: RuleClauses, _ reference: ClauseRef, _ rules: Rules
  ) -> PolicyResult? {
    let expression = written(id, reference.tree)
    if case .name(let name) = expression.kind {
      if name.text == "missing" { return .missing }
      if let reason = reason(named: name.text) { return .reason(reason) }
    }
    let before = obligations.count
    let lowered = lower(id, context(clauses, reference.tree, nil), expecting: rules.type)
    obligations.removeSubrange(before...)
    guard let lowered, let fitted = fit(lowered, id, to: rules.type, reference.tree),
      isWrittenAs(rules.type, lowered, id, reference.tree)
    else { return nil }
    if case .combine = rules.body.value {
      checkScore(
        fitted, id, "the score of `\(nodeSources[clauses.node].name.text)`", reference.tree)
    }
    return .value(fitted.id)
  }

  // MARK: Needs and weight

  mutating func lowerNeeds(_ clauses: RuleClauses, _ rules: inout Rules) {
    guard let reference = clauses[.needs], case .needs(let id, let level) = reference.clause.kind
    else { return }
    guard case .combine = rules.body.value else {
      switch reference.source {
      case .every, .adaptation, .language: break
      case .own, .alternative, .framework: misplaced(reference, in: "a node that combines nothing")
      }
      return
    }
    let expression = written(id, reference.tree)
    if case .quantity(let text, let unit) = expression.kind,
      unit.factors.map(\.text) == ["children"] || unit.factors.map(\.text) == ["child"],
      level == nil
    {
      guard let count = Rational(decimal: text, underscores: true)?.int, count > 0 else {
        report(
          .outOfBounds, reference.tree, expression.span,
          [
            "what": "the number of children", "bounds": "1 or more, and whole",
          ])
        return
      }
      rules.needs = resolved(.children(count), reference)
      return
    }
    guard
      let lowered = lower(id, ExpressionContext(tree: reference.tree, place: .constant)),
      let share = pool.constant(lowered.id)
    else { return }
    guard lowered.isPercent, share.sign > 0, share <= 1 else {
      report(
        .needsForm, reference.tree, expression.span)
      return
    }
    guard let level else {
      rules.needs = resolved(.weight(share), reference)
      return
    }
    guard program.head.levels.contains(level.text) else {
      unknownWord(level, reference.tree, "level", program.head.levels)
      return
    }
    rules.needs = resolved(.coverage(share, level: level.text), reference)
  }

  mutating func lowerWeight(_ clauses: RuleClauses, _ rules: inout Rules) {
    guard let reference = clauses[.weight], case .weight(let id) = reference.clause.kind else {
      return
    }
    guard let lowered = lower(id, ExpressionContext(tree: reference.tree, place: .constant)) else {
      failedWeights.insert(clauses.node)
      return
    }
    guard let unit = lowered.unit, unit.isDimensionless, let value = pool.constant(lowered.id),
      value.sign > 0
    else {
      failedWeights.insert(clauses.node)
      report(
        .outOfBounds, reference.tree, written(id, reference.tree).span,
        ["what": "a weight", "bounds": "a constant number or percent above 0"])
      return
    }
    rules.weight = resolved(lowered.id, reference)
  }

  // MARK: Totals that leave cells out

  /// Under `exclude` the totals of two figures can be over different cells, and then neither their
  /// ratio nor their difference is about anything.
  mutating func checkExclusions(_ clauses: RuleClauses, _ rules: Rules) {
    guard case .formula(let id) = rules.body.value, let place = rules.body.location,
      let line = rules.policies.first(where: { $0.value.action == .exclude })
    else { return }
    for expression in pool.closure(of: id).sorted(by: { $0.index < $1.index }) {
      guard case .binary(let operation, let left, let right) = pool[expression].operation,
        ![.add, .and, .or].contains(operation)
      else { continue }
      for first in totals(left, rules) {
        guard let second = totals(right, rules).first(where: { $0 != first }) else { continue }
        report(
          .excludeOverCells, place.file, place.span,
          [
            "name": nodeSources[clauses.node].name.text,
            "first": program.inputs[first.input].name, "second": program.inputs[second.input].name,
          ], related: line.location.map { [$0] } ?? [])
        return
      }
    }
  }

  private struct Total: Hashable {
    var input: Int
    var period: PeriodSelection
  }

  /// The inputs whose cells an expression adds up, each with its period.
  private func totals(_ id: ExpressionID, _ rules: Rules) -> [Total] {
    pool.closure(of: id).sorted { $0.index < $1.index }.compactMap { expression in
      guard case .input(let index, let selection) = pool[expression].operation else { return nil }
      let input = program.inputs[index]
      guard input.isSummable else { return nil }
      var fixed: [AxisPart] = []
      if case .fixed(let parts) = selection.cells { fixed = parts }
      let isOpen = input.breakdown.contains { part in
        if let chosen = fixed.first(where: { $0.axis == part.axis }) {
          return chosen.values.count > 1
        }
        guard let own = rules.breakdown?.value, own.part.axis == part.axis else { return true }
        return own.hasTotal
      }
      return isOpen ? Total(input: index, period: selection.period) : nil
    }
  }
}
