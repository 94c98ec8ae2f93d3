import PMMIR
import PMMNumber

/// How the value came about: conditions, operands and their policies, formula or combination.
extension Explainer {
  func explainValue(_ result: inout Explanation) {
    if let index = figures.condition, rules.conditions.indices.contains(index) {
      let condition = rules.conditions[index]
      let text = formulaText()
      let test = condition.value.test
      // An attribute says all there is to say of it.
      var words = wording(
        text.isLeaf(test) || hidesSources ? .conditionLine : .conditionNumbers,
        [
          "condition": text.words(test), "numbers": text.numbers(test),
          "result": self.words(condition.value.result),
        ])
      let omission = index == 0 ? omission : nil
      if let omission {
        words = wording(
          .gap, ["reason": wording.reason(.omitted, in: program), "why": omission.why])
      }
      result.condition = rule(words, condition.source, omission?.location ?? condition.location)
    }
    switch rules.body.value {
    case .formula(let formula), .reported(_, let formula):
      // Where a condition decided, the formula was not asked; it is shown all the same.
      result.formula = explained(formula)
    case .combine(let combination):
      result.combination = rule(words(combination), rules.body.source, rules.body.location)
      result.operands = operands
      if let weights = rules.componentWeights, case .function(let function, _) = combination,
        function.isWeighted
      {
        let name = wording.population(weights.value, in: program)
        result.weighting = rule(
          wording(.componentWeights, ["name": name]), weights.source, weights.location)
      }
    case .heading:
      result.combination = rule(wording(.headingOnly), rules.body.source, rules.body.location)
    }
    result.policies = figures.policiesUsed.compactMap(policy)
    result.floor = floor
    result.inputs = inputs
    result.checks = checks(of: result.inputs) + crossedBreaks + crossedEditions
  }

  private func explained(_ id: ExpressionID) -> ExplainedFormula {
    let text = formulaText()
    let reported =
      if case .reported = rules.body.value { wording(.reportedAsIs) } else { text.words(id) }
    return ExplainedFormula(
      name: nil, words: reported, numbers: text.numbers(id),
      result: explained(figures.observedValue, rules.type),
      rule: rule(reported, rules.body.source, rules.body.location),
      isPlain: text.isLeaf(id) || text.isSet(id))
  }

  // MARK: Figures read

  /// Every input, node, parameter and attribute that any clause reads, each once.
  private var inputs: [ExplainedInput] {
    var found: [ExplainedInput] = []
    var seen: Set<ExpressionID> = []
    func visit(_ id: ExpressionID) {
      guard seen.insert(id).inserted else { return }
      if let input = input(id) { found.append(input) }
      guard case .aggregate(let aggregate, let arguments, let set, _) = program[id].operation else {
        for child in program[id].operation.children { visit(child) }
        return
      }
      // Others' rows are not this subject's to tell; its own cells and periods are.
      if aggregate.hasParameter { visit(arguments[1]) }
      if case .population = set { return }
      let report = figures.sets.first { $0.use == .expression(id) }
      for member in report?.members ?? [] {
        var there = self
        (there.period, there.cell) = (member.period, member.cell)
        found += there.inputs(below: id)
      }
    }
    for id in rules.expressions { visit(id) }
    for operand in figures.operands {
      if let weight = results.rules(of: operand.child, for: subject).weight { visit(weight.value) }
    }
    return found.unique
  }

  /// What one member of an axis or a window reads; `period` and `cell` are the member's.
  private func inputs(below set: ExpressionID) -> [ExplainedInput] {
    var children = program[set].operation.children
    if case .aggregate(let aggregate, let arguments, _, _) = program[set].operation,
      aggregate.hasParameter
    {
      children.removeAll { $0 == arguments[1] }
    }
    return children.flatMap { child in
      (input(child).map { [$0] } ?? []) + inputs(below: child)
    }
  }

  private func input(_ id: ExpressionID) -> ExplainedInput? {
    let type = program[id].type
    func leaf(
      _ kind: ExplainedInput.Kind, _ name: String, _ title: String, _ figure: Figure,
      _ selection: Selection = Selection(), shownAs show: Decimals? = nil
    ) -> ExplainedInput {
      // What the framework sets is in its definition for all to read.
      let isSource = kind != .parameter
      return ExplainedInput(
        kind: kind, name: name, title: title, part: nil, cell: cellWords(selection),
        period: periodRead(selection),
        figure: explained(figure, type, show: show, name: name, isSource: isSource),
        sources: [], data: [], isSum: false, isWithheld: isSource && isWithheld(figure))
    }
    switch program[id].operation {
    case .input(let index, let selection):
      let input = program.inputs[index]
      let read = figure(id)
      var result = leaf(
        .input, input.name, wording.title(input.name, in: program), read, selection)
      result.texts = texts(of: input.sheet)
      result.sources = input.sources.map {
        $0.text(wording.language, fallback: program.head.languages)
      }
      if !isWithheld(read) {
        (result.data, result.isSum) = data(index, selection, period: result.period)
      }
      return result
    case .node(let index, let part, let selection):
      let other = program.nodes[index]
      var result = leaf(
        .node, other.name, wording.title(of: other, in: program), figure(id), selection,
        shownAs: decimals(of: id))
      result.part = part == .value ? nil : part.rawValue
      return result
    case .parameter(let index):
      let name = program.parameters[index].name
      var result = leaf(.parameter, name, wording.title(name, in: program), figure(id))
      result.texts = texts(of: program.parameters[index].sheet)
      result.isSet = results.isSet(parameter: index, for: subject)
      return result
    case .attribute(let index):
      let name = program.attributes[index].name
      return leaf(.attribute, name, wording.attribute(index, in: program), figure(id))
    default: return nil
    }
  }

  private func periodRead(_ selection: Selection) -> Period {
    switch selection.period {
    case .offset(let count): period.advanced(by: count)
    case .absolute(let absolute): absolute
    }
  }

  private func cellWords(_ selection: Selection) -> String {
    let parts: [AxisPart]
    switch selection.cells {
    case .current(let current): parts = current
    case .fixed(let fixed): parts = fixed
    }
    let named = parts.flatMap { part in
      part.values.map { wording.cell(Cell([.init(axis: part.axis, value: $0)]), in: program) }
    }
    return wording.list(named.isEmpty && !cell.isTotal ? [wording.cell(cell, in: program)] : named)
  }

  /// The rows behind an input's figure: its own, else those of the cells that its total adds up.
  private func data(
    _ index: Int, _ selection: Selection, period: Period
  ) -> (rows: [ExplainedDatum], isSum: Bool) {
    let input = program.inputs[index]
    let parts: [AxisPart]
    switch selection.cells {
    case .current(let current): parts = current
    case .fixed(let fixed): parts = fixed
    }
    var base = Cell.total
    var open: [AxisPart] = []
    for own in input.breakdown {
      let asked = parts.first { $0.axis == own.axis }?.values
      let values = asked ?? cell.value(on: own.axis).map { [$0] } ?? own.values
      if values.count == 1, values != own.values || asked != nil, let only = values.first {
        base = base.at(Coordinate(axis: own.axis, value: only))
      } else {
        open.append(AxisPart(axis: own.axis, values: own.values.filter(values.contains)))
      }
    }
    let isWhole = open.allSatisfy { part in
      input.breakdown.contains { $0.axis == part.axis && $0.values == part.values }
    }
    if isWhole, let row = datum(index, base, period) { return ([row], false) }
    var cells = [base]
    for part in open {
      cells = cells.flatMap { cell in
        part.values.map { cell.at(Coordinate(axis: part.axis, value: $0)) }
      }
    }
    let rows = cells.compactMap { datum(index, $0, period) }
    return (rows, !open.isEmpty && !rows.isEmpty)
  }

  private func datum(_ input: Int, _ cell: Cell, _ period: Period) -> ExplainedDatum? {
    let key = Dataset.Key(input: input, subject: subject, period: period, cell: cell)
    guard let datum = results.dataset.datum(key) else { return nil }
    var figure = datum.figure
    figure.disclosure = max(figure.disclosure, program.inputs[input].disclosure ?? 0)
    let isWithheld = isWithheld(figure)
    return ExplainedDatum(
      cell: wording.cell(cell, in: program),
      figure: explained(figure, program.inputs[input].type, name: program.inputs[input].name),
      amount: isWithheld ? nil : amount(figure),
      note: isWithheld ? nil : datum.note,
      place: isWithheld ? nil : datum.location.flatMap(place))
  }

  /// A number without its unit, or the reason without its place: what stands beside them says both.
  private func amount(_ figure: Figure) -> String? {
    if let number = figure.number { return wording.quantity(number, .number) }
    guard !figure.isKnown else { return nil }
    return wording.list(figure.reasons.sorted().map { wording.reason($0, in: program) })
  }

  // MARK: Combination

  private var operands: [ExplainedOperand] {
    // A condition decides before anything is combined: then no child was looked at.
    guard figures.condition == nil else { return [] }
    let used = figures.operands.map(operand)
    let names = Set(used.map(\.node))
    // Children without a score are no operands, but a reader would look for them.
    let rest = sheet.children.map { program.nodes[$0] }.filter { !names.contains($0.name) }
    return used
      + rest.map { child in
        ExplainedOperand(
          node: child.name, title: wording.title(of: child, in: program),
          figure: ExplainedFigure(
            words: wording(.noScore), exact: nil, unit: "", reasons: [], flags: []),
          weight: nil, outcome: "unscored", words: wording(.operandNotRead), rule: nil)
      }
  }

  private func operand(_ use: OperandUse) -> ExplainedOperand {
    let child = program.nodes[use.child]
    let childRules = results.rules(of: use.child, for: subject)
    let type = operandType
    let shown = results.figures(
      node: use.child, subject: subject, period: period, cell: childRules.scoredCell)?.shownScore
    var result = ExplainedOperand(
      node: child.name, title: wording.title(of: child, in: program),
      figure: explained(
        use.figure, type, shown: shown, show: childRules.displayedScore, name: child.name,
        // A part is published by itself.
        isSource: false),
      weight: use.weight.map { wording.quantity($0, .percent, digits: .significant(4)) },
      outcome: "", words: "", rule: nil)
    switch use.outcome {
    case .used:
      result.outcome = "used"
      result.words = wording(.operandUsed)
    case .excluded(let index):
      result.outcome = "excluded"
      result.words = wording(.operandExcluded)
      result.rule = policy(index)
    case .counted(let index, let figure):
      result.outcome = "counted"
      result.words = wording(.operandCounted, ["value": explained(figure, type).words])
      result.rule = policy(index)
    case .decided(let index):
      result.outcome = "decided"
      result.words = wording(.operandDecided)
      result.rule = policy(index)
    case .untaken:
      result.outcome = "untaken"
      result.words = wording(.operandUntaken)
    }
    return result
  }

  func words(_ combination: Combination) -> String {
    switch combination {
    case .function(let function, let exponent):
      let arguments = wording(.operands)
      let name = wording(FormulaText.phrase(of: function), ["arguments": arguments])
      guard let exponent else { return wording(.combineBy, ["function": name]) }
      return wording(.combineBy, ["function": name]) + " "
        + wording(.scorePower, ["power": wording.decimal(exponent)])
    case .custom(let name, let body):
      // What a define says is told as a step.
      if case .named = program[body].operation {
        return wording(.combineMethod, ["name": wording.define(name, in: program)])
      }
      return wording(
        .combineCustom, ["name": name.spaced, "formula": formulaText().words(body)])
    }
  }

  // MARK: Policies and floor

  /// A `when` line in words.
  func policy(_ index: Int) -> ExplainedRule? {
    guard rules.policies.indices.contains(index) else { return nil }
    let line = rules.policies[index]
    let reasons = line.value.reasons.map { reasons in
      wording.list(reasons.sorted().map { wording.reason($0, in: program) })
    }
    let action: String
    switch line.value.action {
    case .exclude: action = wording(.policyExclude)
    case .count(let id): action = wording(.policyCount, ["value": formulaText().words(id)])
    case .countOver(let aggregate, let population):
      let function = formulaText().statistic(
        aggregate, [wording(.columnFigures)], .population(population), nil)
      action = wording(.policyCountOver, ["function": function])
    case .result(let result): action = words(result)
    }
    let isOnly = rules.policies.allSatisfy { $0.value.reasons == nil }
    let words = wording(
      .policyLine,
      ["reasons": reasons ?? wording(isOnly ? .anyReason : .otherReason), "action": action])
    return rule(words, line.source, line.location)
  }

  private func words(_ result: PolicyResult) -> String {
    switch result {
    case .value(let id): wording(.resultValue, ["value": formulaText().words(id)])
    case .reason(let reason):
      wording(.resultReason, ["reason": wording.reason(reason, in: program)])
    case .missing: wording(.resultMissing)
    }
  }

  private var floor: ExplainedRule? {
    guard let needs = rules.needs, let found = figures.floor else { return nil }
    func percent(_ share: Rational) -> String {
      wording.quantity(share, .percent, digits: .significant(4))
    }
    let share = found.present.divided(by: found.base).map(percent) ?? percent(0)
    let demand: String
    switch needs.value {
    case .weight(let least):
      demand = wording(
        .floorWeight,
        [
          "least": percent(least), "share": share,
          "present": wording.decimal(found.present),
          "base": wording.decimal(found.base),
        ])
    case .children(let least):
      demand = wording(
        .floorChildren,
        [
          "least": String(least), "present": wording.decimal(found.present),
          "base": wording.decimal(found.base),
        ])
    case .coverage(let least, let level):
      demand = wording(
        .floorCoverage,
        [
          "least": percent(least), "level": wording.level(level, in: program), "share": share,
          "present": wording.decimal(found.present),
          "base": wording.decimal(found.base),
        ])
    }
    let verdict = wording(found.isMet ? .floorMet : .floorNotMet)
    return rule(
      [demand, notAsked(needs.value), verdict].compactMap { $0 }.joined(separator: " "),
      needs.source, needs.location)
  }

  /// The parts that nothing is asked of, because they do not apply.
  private func notAsked(_ floor: Floor) -> String? {
    // Of a level the figures are counted, wherever they stand.
    if case .coverage = floor { return nil }
    let names = figures.operands.filter { $0.figure.reasons == [.notApplicable] }.map {
      wording(.quoted, ["text": wording.title(of: program.nodes[$0.child], in: program)])
    }
    guard !names.isEmpty else { return nil }
    return wording(.floorNotAsked, count: names.count, ["names": wording.list(names)])
  }
}
