import PMMIR
import PMMNumber

/// What the inputs demand of their figures, and whether these meet it.
extension Explainer {
  /// How a check came out over the cells that have figures.
  private enum Outcome {
    case holds, isFalse
    /// The figure was marked invalid, so its number is gone and cannot be tried again.
    case isInvalid
    case nothingToCheck

    var isInOrder: Bool { self == .holds || self == .nothingToCheck }
  }

  /// Ranges, checks and warnings of every input that was read, each tried again here: data that was
  /// never validated must not be said to be in order.
  func checks(of inputs: [ExplainedInput]) -> [ExplainedRule] {
    let read = inputs.filter { $0.kind == .input && !$0.isWithheld }
    return read.map(\.name).unique.flatMap { name -> [ExplainedRule] in
      guard let index = program.input(named: name) else { return [] }
      let periods = read.filter { $0.name == name }.map(\.period).unique
      return checks(of: index, in: periods)
    }
  }

  private func checks(of index: Int, in periods: [Period]) -> [ExplainedRule] {
    let input = program.inputs[index]
    let title = wording.title(input.name, in: program)
    var found: [ExplainedRule] = []
    if let range = input.range {
      let words: String
      switch range.value {
      case .interval(let bounds): words = self.words(bounds, input.type.unit ?? .number)
      case .levels(let levels):
        let labels = levels.map { wording.value(.level($0), input.type, in: program) }
        words = wording(.anyOfLevels, ["levels": wording.list(labels)])
      }
      let outcome = outcome(of: index, in: periods) { figure, _, _ in
        .known(.truth(isIn(range.value, figure)))
      }
      let line = wording(.rangeLine, ["name": title, "range": words])
      var rule = rule(wording(phrase(outcome), ["check": line]), range.source, range.location)
      rule.isInOrder = outcome.isInOrder
      found.append(rule)
    }
    found += input.checks.map { line($0, title, index, periods, ifFalse: .checkFalse) }
    found += input.warnings.map { line($0, title, index, periods, ifFalse: .warningFails) }
    return found
  }

  /// What must hold is the condition; the message says what is wrong, so it is for when it fails.
  private func line(
    _ check: Resolved<Check>, _ title: String, _ index: Int, _ periods: [Period], ifFalse: Phrase
  ) -> ExplainedRule {
    let outcome = outcome(of: index, in: periods) { figure, period, cell in
      results.evaluate(
        check.value.condition, node: nil, subject: subject, period: period, cell: cell,
        own: NodeFigures(value: figure))
    }
    let condition = formulaText().words(check.value.condition)
    // Most conditions name the figure themselves.
    var line =
      condition.contains(title)
      ? condition : wording(.colon, ["name": title, "text": condition])
    let message = check.value.message.text(wording.language, fallback: program.head.languages)
    if outcome == .isFalse || outcome == .isInvalid, !message.isEmpty {
      line += " " + wording(.parentheses, ["inside": message])
    }
    var rule = rule(
      wording(phrase(outcome, ifFalse: ifFalse), ["check": line]), check.source, check.location)
    rule.isInOrder = outcome.isInOrder
    return rule
  }

  /// What was computed from figures on both sides of a break in a series.
  var crossedBreaks: [ExplainedRule] {
    results.crossedBreaks(node: node, subject: subject, period: period, cell: cell).map { crossed in
      rule(
        wording(
          .breakCrossed,
          [
            "name": wording.title(crossed.name, in: program), "break": crossed.period.description,
            "why": crossed.why, "period": period.description, "other": crossed.other.description,
          ]), rules.body.source, rules.body.location)
    }
  }

  /// What was computed from figures of periods that another edition scores.
  var crossedEditions: [ExplainedRule] {
    results.crossedEditions(node: node, subject: subject, period: period, cell: cell).map { other in
      rule(
        wording(
          .editionCrossed,
          [
            "other": other.period.description, "edition": other.edition,
            "own": program.head.edition,
          ]), rules.body.source, rules.body.location)
    }
  }

  private func phrase(_ outcome: Outcome, ifFalse: Phrase = .checkFalse) -> Phrase {
    switch outcome {
    case .holds: .checkHolds
    case .isFalse: ifFalse
    case .isInvalid: .checkFails
    case .nothingToCheck: .checkUnknown
    }
  }

  /// The worst outcome over the total and the reported cells of the periods.
  private func outcome(
    of index: Int, in periods: [Period], _ test: (Figure, Period, Cell) -> Figure
  ) -> Outcome {
    let name = program.inputs[index].name
    var outcomes: Set<Outcome> = []
    for period in periods {
      for cell in cells(of: index, in: period) {
        let figure = results.inputFigure(
          index, subject: subject, period: period, cell: cell)
        if isWithheld(figure) { continue }
        if figure.causes.contains(where: { $0.reason == .invalid && $0.place.name == name }) {
          outcomes.insert(.isInvalid)
        }
        guard figure.isKnown else { continue }
        let result = test(figure, period, cell)
        // Whether it holds would tell of a figure that may not be shown.
        guard !isWithheld(result), case .truth(let holds)? = result.scalar else { continue }
        outcomes.insert(holds ? .holds : .isFalse)
      }
    }
    return [.isFalse, .isInvalid, .holds].first(where: outcomes.contains) ?? .nothingToCheck
  }

  /// The total, and every cell that has a row.
  private func cells(of index: Int, in period: Period) -> [Cell] {
    let axes = program.inputs[index].breakdown
    var cells = [Cell.total]
    for part in axes {
      cells += cells.flatMap { cell in
        part.values.map { cell.at(Coordinate(axis: part.axis, value: $0)) }
      }
    }
    return cells.filter { cell in
      cell.isTotal
        || results.dataset.datum(
          .init(input: index, subject: subject, period: period, cell: cell)) != nil
    }
  }

  private func isIn(_ domain: Domain, _ figure: Figure) -> Bool {
    switch (domain, figure.scalar) {
    case (.interval(let bounds), .number(let number)?): bounds.contains(number)
    case (.levels(let levels), .level(let level)?): levels.contains(level)
    default: false
    }
  }
}
