import PMMIR

/// The `define`s that a figure goes through: what each says, what it was called with, what came out.
extension Explainer {
  var steps: [ExplainedFormula] {
    var seen: Set<SeenStep> = []
    let ranking = rules.ranking.map { Rules.expressions(of: $0.value) } ?? []
    let weights = figures.operands.compactMap { results.rules(of: $0.child).weight?.value }
    return steps(in: rules.valueExpressions + weights, .none, .value, &seen)
      + steps(in: rules.scoreExpressions, .entering, .score, &seen)
      + steps(in: rules.classExpressions + ranking, .final, .classification, &seen)
  }

  /// `value` may mean another figure in another stage.
  private struct SeenStep: Hashable {
    var id: ExpressionID
    var own: Own
  }

  private func steps(
    in ids: [ExpressionID], _ own: Own, _ stage: SetReport.Stage, _ seen: inout Set<SeenStep>
  ) -> [ExplainedFormula] {
    var found: [ExplainedFormula] = []
    for id in ids where seen.insert(SeenStep(id: id, own: own)).inserted {
      switch program[id].operation {
      case .named(let name, let arguments, let body):
        var step = step(id, name, arguments, body, own, stage)
        step.steps = steps(in: [body], own, stage, &seen)
        found.append(step)
      // What the members of a set read is not a step of this figure.
      case .aggregate(let aggregate, let arguments, _, _):
        if aggregate.hasParameter { found += steps(in: [arguments[1]], own, stage, &seen) }
      default: found += steps(in: program[id].operation.children, own, stage, &seen)
      }
    }
    return found
  }

  private func step(
    _ id: ExpressionID, _ name: String, _ arguments: [ExpressionID], _ body: ExpressionID,
    _ own: Own, _ stage: SetReport.Stage
  ) -> ExplainedFormula {
    let text = formulaText(own: own)
    let define = program.defines.first { $0.name == name }
    var step = ExplainedFormula(
      name: name.spaced, words: text.words(body), numbers: text.numbers(body),
      result: explained(figure(id, own: own), program[id].type, show: decimals(of: body)),
      rule: define.map { rule("", .own, $0.location) }, isPlain: text.isSet(body))
    step.title =
      define?.title.text(wording.language, fallback: program.head.languages)
      .nonEmpty
    step.stage = stage
    step.arguments = zip(parameters(of: define, count: arguments.count), arguments)
      .map { name, argument in
        // The scores that are combined are told one by one, as parts.
        let isList = program[argument].operation == .operands
        return ExplainedArgument(
          name: name, words: text.words(argument),
          figure: isList
            ? ExplainedFigure(
              words: text.numbers(argument), exact: nil, unit: "", reasons: [], flags: [])
            : explained(figure(argument, own: own), program[argument].type))
      }
    return step
  }

  /// A parameter for each argument: the last takes all that are left.
  private func parameters(of define: Define?, count: Int) -> [String] {
    guard let define, let last = define.parameters.last, define.takesList else {
      return define?.parameters.map(\.spaced) ?? []
    }
    let rest = Array(repeating: last, count: max(0, count - define.parameters.count))
    return (define.parameters + rest).map(\.spaced)
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
