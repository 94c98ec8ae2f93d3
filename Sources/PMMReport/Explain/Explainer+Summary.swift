import PMMIR
import PMMNumber

/// The answer in a sentence or two, as a letter would open with it.
extension Explainer {
  var summary: String {
    let name = quoted(wording.title(of: sheet, in: program), cell)
    let subject = results.dataset.subjects[subject]
    let when =
      period.kind == .none ? "" : wording(.inPeriod, ["period": period.description])
    var arguments = ["name": name, "subject": subject, "when": when]
    guard !isWithheld(figures.value), !(figures.score.map(isWithheld) ?? false) else {
      return wording(.answerConfidential, arguments)
    }
    guard !rules.isHeading else { return wording(.answerHeading, arguments) }
    guard figures.value.isKnown else {
      arguments["why"] = whyMissing
      return wording(.answerMissing, arguments)
    }
    let value = explained(
      figures.value, rules.type, shown: figures.shownValue, show: rules.displayedValue
    ).words
    arguments["value"] = value
    guard let score = figures.score, score.isKnown else {
      arguments["why"] = why(value).map { wording(.so, ["why": $0]) } ?? ""
      return wording(.answerValue, arguments)
    }
    let scored = explained(
      score, scoreType, shown: figures.shownScore, show: rules.displayedScore
    ).words
    arguments["score"] = onScale(scored)
    if case .combine(let combination) = rules.body.value, figures.condition == nil {
      arguments["why"] = ""
      return ([wording(.answerScore, arguments)] + sentences(of: combination))
        .joined(separator: " ")
    }
    let reason = why(value) ?? (rules.hasOneFigure ? nil : wording(.whyValue, ["value": value]))
    arguments["why"] = reason.map { wording(.because, ["why": $0]) } ?? ""
    return wording(.answerScore, arguments)
  }

  /// The causes; where a line of the definition decided, what it looked at comes first.
  private var whyMissing: String {
    func clauses(_ causes: [Cause]) -> String {
      wording.clauses(causes, besides: sheet.name, period: period, in: program)
    }
    let result = clauses(figures.value.causes)
    if let condition { return wording(.soThat, ["why": condition, "result": result]) }
    let isRecoded = figures.policiesUsed.contains { index in
      guard rules.policies.indices.contains(index),
        case .result(.reason) = rules.policies[index].value.action
      else { return false }
      return true
    }
    guard isRecoded else { return result }
    var taken: [Cause] = []
    switch rules.body.value {
    case .formula(let formula), .reported(_, let formula): taken = figure(formula).causes
    case .combine:
      for use in figures.operands {
        if case .decided = use.outcome { taken += use.figure.causes }
      }
    case .heading: break
    }
    guard !taken.isEmpty else { return result }
    return wording(.soThat, ["why": clauses(taken), "result": result])
  }

  /// The special rule that decided, if one did.
  private var condition: String? {
    guard let index = figures.condition, rules.conditions.indices.contains(index) else {
      return nil
    }
    if index == 0, let omission { return omission.why }
    let test = formulaText().words(rules.conditions[index].value.test)
    return wording(.whyCondition, ["condition": test])
  }

  /// `99.5 of 100`
  private func onScale(_ score: String) -> String {
    guard case .interval(let low, let high) = program.head.scores else { return score }
    return wording(
      low.isZero && high >= 10 ? .scoreOfHighest : .scoreOnInterval,
      ["score": score, "lowest": wording.decimal(low), "highest": wording.decimal(high)])
  }

  private func quoted(_ title: String, _ cell: Cell = .total) -> String {
    let name = wording(.quoted, ["text": title])
    return cell.isTotal
      ? name
      : wording(.causeInCell, ["name": name, "cell": wording.cell(cell, in: program)])
  }

  // MARK: Formulas

  /// What the figures say, where the formula is one that a sentence can tell: a condition, a share of
  /// one figure in another, a change from one period to the next.
  private func why(_ value: String) -> String? {
    if let condition { return condition }
    guard case .formula(let formula) = rules.body.value,
      case .binary(.divide, let upper, let lower) = program[formula].operation,
      rules.type.unit?.isPercent ?? false
    else { return nil }
    return change(upper, lower) ?? share(upper, lower, value)
  }

  /// `x / y` of two figures that were read as they are.
  private func share(_ upper: ExpressionID, _ lower: ExpressionID, _ value: String) -> String? {
    guard let part = leaf(upper), let whole = leaf(lower) else { return nil }
    return wording(
      .whyRatio,
      [
        "part": part.name, "partFigure": part.figure, "value": value, "whole": whole.name,
        "wholeFigure": whole.figure,
      ])
  }

  /// `(x - x[T-1]) / x[T-1]`
  private func change(_ upper: ExpressionID, _ lower: ExpressionID) -> String? {
    var upper = upper
    while case .named(_, _, let body) = program[upper].operation { upper = body }
    guard case .binary(.subtract, let after, let before) = program[upper].operation,
      before == lower,
      case .input(let first, let now) = program[after].operation,
      case .input(let second, let then) = program[before].operation,
      first == second, now.cells == then.cells, now.period == .offset(0),
      case .offset(let offset) = then.period, offset < 0,
      let last = leaf(after), let start = leaf(before)
    else { return nil }
    return wording(
      .whyChange,
      [
        "name": quoted(wording.title(program.inputs[first].name, in: program)),
        "before": start.figure, "earlier": period.advanced(by: offset).description,
        "after": last.figure, "later": period.description,
      ])
  }

  /// The title and the figure of an input or node that is read, if it is known and may be shown.
  private func leaf(_ id: ExpressionID) -> (name: String, figure: String)? {
    let read = figure(id)
    guard let scalar = read.scalar, !isWithheld(read) else { return nil }
    let words = wording.value(scalar, program[id].type, in: program, show: decimals(of: id))
    switch program[id].operation {
    case .input, .node: return (wording(.quoted, ["text": formulaText().words(id)]), words)
    default: return nil
    }
  }

  // MARK: Combinations

  /// What was combined, and what was not.
  private func sentences(of combination: Combination) -> [String] {
    var combined: [String] = []
    var leftOut: [String] = []
    for use in figures.operands {
      let name = quoted(wording.title(of: program.nodes[use.child], in: program))
      switch use.outcome {
      case .used: combined.append(part(use, use.figure, name, .answerPart))
      case .counted(_, let counted):
        combined.append(part(use, counted, name, .answerPartCounted))
      case .excluded: leftOut.append(name)
      case .decided: return [wording(.answerDecided, ["name": name])]
      case .untaken: continue
      }
    }
    var sentences: [String] = []
    if !combined.isEmpty, case .function(let function, _) = combination {
      let name = wording(
        FormulaText.phrase(of: function), ["arguments": wording(.operands)])
      sentences.append(
        wording(
          .answerParts, ["function": name, "parts": wording.few(combined, most: 6)]))
    }
    if !leftOut.isEmpty {
      sentences.append(
        wording(.answerLeftOut, count: leftOut.count, ["names": wording.few(leftOut)]))
    }
    return sentences
  }

  private func part(
    _ use: OperandUse, _ figure: Figure, _ name: String, _ phrase: Phrase
  ) -> String {
    let rules = results.rules(of: use.child, for: subject)
    let score = explained(figure, operandType, show: rules.displayedScore).words
    return wording(phrase, ["score": score, "name": name])
  }
}
