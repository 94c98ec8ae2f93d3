internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  // MARK: Impute

  mutating func lowerImputation(_ clauses: RuleClauses, _ rules: inout Rules) {
    guard let reference = clauses[.impute], case .impute(let filler) = reference.clause.kind else {
      return
    }
    guard isLeafBody(rules.body.value) else {
      if isOwnOrAlternative(reference) {
        misplaced(reference, in: "a node that is not computed or reported")
      }
      return
    }
    if let over = filler.over {
      guard let (aggregate, population) = fillingAggregate(filler, over, reference) else { return }
      rules.imputation = resolved(.aggregate(aggregate, population: population), reference)
      return
    }
    let context = ExpressionContext(tree: reference.tree, place: .constant)
    guard let lowered = lower(filler.expression, context, expecting: rules.type),
      let fitted = fit(lowered, filler.expression, to: rules.type, reference.tree),
      isWrittenAs(rules.type, lowered, filler.expression, reference.tree)
    else { return }
    rules.imputation = resolved(.value(fitted.id), reference)
  }

  private func isLeafBody(_ body: Body) -> Bool {
    switch body {
    case .formula, .reported: true
    case .combine, .heading: false
    }
  }

  /// `unweighted_mean over group`: an aggregate of one value, and a population.
  mutating func fillingAggregate(
    _ filler: Filler, _ over: Name, _ reference: ClauseRef
  ) -> (Aggregate, Int)? {
    let expression = written(filler.expression, reference.tree)
    let name: Name
    switch expression.kind {
    case .missing: return nil
    case .name(let word): name = word
    case .call(let call) where call.arguments.isEmpty: name = call.function
    default:
      report(.fillerForm, reference.tree, expression.span)
      return nil
    }
    let fitting: [String: Aggregate] = [
      "mean": .mean, "unweighted_mean": .mean, "median": .median, "min": .min, "max": .max,
      "geometric_mean": .geometricMean, "harmonic_mean": .harmonicMean,
    ]
    guard let aggregate = fitting[name.text] else {
      unknownWord(name, reference.tree, "figure to fill with", fitting.keys.sorted())
      return nil
    }
    return population(over, reference.tree).map { (aggregate, $0) }
  }

  // MARK: Treat

  mutating func lowerTreatment(_ clauses: RuleClauses, _ rules: inout Rules) {
    guard let reference = clauses[.treat], case .treat(let syntax) = reference.clause.kind else {
      return
    }
    guard isLeafBody(rules.body.value) else {
      if isOwnOrAlternative(reference) {
        misplaced(reference, in: "a node that is not computed or reported")
      }
      return
    }
    guard rules.type.unit != nil else {
      if isOwnOrAlternative(reference) {
        report(
          .notAQuantity, reference.tree, reference.clause.span, ["type": describe(rules.type)])
      }
      return
    }
    guard let over = syntax.over, let until = syntax.until else {
      report(
        .treatmentForm, reference.tree, reference.clause.span,
        ["missing": syntax.over == nil ? "`over POPULATION`" : "`until CONDITION`"])
      return
    }
    var methods: [PMMIR.Treatment.Method] = []
    for method in syntax.methods {
      switch method.name.text {
      case "winsorise":
        guard let points = method.points, points > 0 else {
          report(
            .treatmentForm, reference.tree, method.name.span, ["missing": "`up to N points`"])
          return
        }
        methods.append(.winsorise(points: points))
      case "log": methods.append(.log)
      default:
        unknownWord(method.name, reference.tree, "treatment", ["winsorise", "log"])
        return
      }
    }
    guard let population = population(over, reference.tree) else { return }
    let context = ExpressionContext(tree: reference.tree, place: .treatment)
    guard let test = lower(until, context), isTruth(test, until, reference.tree) else { return }
    rules.treatment = resolved(
      PMMIR.Treatment(methods: methods, population: population, until: test.id), reference)
  }

  // MARK: Weights from data

  mutating func lowerComponentWeights(_ clauses: RuleClauses, _ rules: inout Rules) {
    guard let reference = clauses[.weights],
      case .weights(let method, let over) = reference.clause.kind
    else { return }
    guard case .combine(.function(let function, _)) = rules.body.value, function.isWeighted else {
      if isOwnOrAlternative(reference) {
        misplaced(reference, in: "a node that does not combine by a `weighted_` mean")
      }
      return
    }
    guard method.text == "principal_component" else {
      unknownWord(method, reference.tree, "way to find weights", ["principal_component"])
      return
    }
    guard let population = population(over, reference.tree) else { return }
    rules.componentWeights = resolved(population, reference)
  }

  // MARK: Population scores

  mutating func lowerPopulationScore(
    _ method: Name, _ over: Name, _ options: [ScoreOption], _ rules: Rules,
    _ clauses: RuleClauses, _ reference: ClauseRef
  ) -> PMMIR.ScoreRule? {
    guard let standing = Standing(rawValue: method.text) else {
      unknownWord(method, reference.tree, "score", Standing.allCases.map(\.rawValue))
      return nil
    }
    guard let unit = rules.type.unit else {
      report(.notAQuantity, reference.tree, reference.clause.span, ["type": describe(rules.type)])
      return nil
    }
    guard !unit.factors.contains(where: { $0.base == "money" }) else {
      report(.moneyAcrossSubjects, reference.tree, reference.clause.span)
      return nil
    }
    guard let population = population(over, reference.tree) else { return nil }
    guard let better = clauses.better else {
      report(.directionNeeded, reference.tree, reference.clause.span, ["method": method.text])
      return nil
    }
    var score = PopulationScore(
      method: standing, population: population, isDescending: better == .lower, onto: nil,
      mean: 0, deviation: 1)
    guard apply(options, to: &score, reference) else { return nil }
    if standing == .zscore, case .interval(let low, let high)? = program.head.scores,
      clauses.alternative.flatMap(frameworkAlternative) == nil
    {
      let middle = ((low + high) * Rational(1, over: 2)).decimal(significant: 6)
      let step = ((high - low) * Rational(1, over: 10)).decimal(significant: 6)
      report(
        .scoreOutside, reference.tree, reference.clause.span,
        [
          "what": "a `zscore`, which has no bounds,", "scores": "\(low) .. \(high)",
          "figure": "any figure",
          "hint": "say `scores number` in the head, or bring it there: "
            + "`score formula clamp(\(middle) + \(step) * zscore(value over \(over.text)), "
            + "\(low) .. \(high))`",
        ])
      return nil
    }
    if standing != .zscore, score.onto == nil {
      guard case .interval(let low, let high)? = program.head.scores else {
        report(.noScoreInterval, reference.tree, reference.clause.span, ["rule": method.text])
        return nil
      }
      score.onto = Bounds(lower: low, upper: high)
    }
    return .population(score)
  }

  private mutating func apply(
    _ options: [ScoreOption], to score: inout PopulationScore, _ reference: ClauseRef
  ) -> Bool {
    let constant = ExpressionContext(tree: reference.tree, place: .constant)
    for option in options {
      switch option {
      case .onto(let interval):
        guard score.method != .zscore else {
          report(
            .misplacedClause, reference.tree, interval.span,
            ["clause": "`onto`", "place": "a `zscore`, which has `mean` and `sd`"])
          return false
        }
        guard let bounds = constantBounds(interval, .number, reference.tree),
          let low = bounds.lower, let high = bounds.upper, low < high
        else {
          report(.closedIntervalNeeded, reference.tree, interval.span, ["what": "`onto`"])
          return false
        }
        if case .interval(let least, let most)? = program.head.scores, low < least || most < high {
          report(
            .scoreOutside, reference.tree, interval.span,
            [
              "what": "the score", "scores": "\(least) .. \(most)",
              "figure": (low < least ? low : high).decimal(significant: 12),
              "hint": "the interval is stated in the head",
            ])
        }
        score.onto = Bounds(lower: low, upper: high)
      case .mean(let id), .deviation(let id):
        guard score.method == .zscore, let lowered = lower(id, constant),
          let value = pool.constant(lowered.id)
        else {
          report(
            .notConstant, reference.tree, written(id, reference.tree).span,
            [
              "what": "`mean` or `sd` of a `zscore`"
            ])
          return false
        }
        if case .mean = option { score.mean = value } else { score.deviation = value }
      case .unclamped(let span):
        report(
          .misplacedClause, reference.tree, span,
          ["clause": "unclamped", "place": "a score over a population"])
        return false
      case .power(let id):
        report(
          .misplacedClause, reference.tree, written(id, reference.tree).span,
          ["clause": "power", "place": "a score over a population"])
        return false
      case .at: break
      }
    }
    return true
  }
}

extension RuleClauses {
  /// The direction that these clauses state; nil if they state none, or `none`.
  var better: Direction? {
    guard case .better(let name)? = self[.better]?.clause.kind,
      let direction = Direction(rawValue: name.text), direction != .none
    else { return nil }
    return direction
  }
}
