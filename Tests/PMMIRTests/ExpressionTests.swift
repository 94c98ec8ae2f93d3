import PMMIR
import PMMNumber
import Testing

@Suite struct ExpressionTests {
  /// a = 6, b = 0, c not reported, d confidential.
  private var builder: Builder {
    var builder = Builder()
    let a = builder.input("a")
    let b = builder.input("b")
    _ = builder.input("c")
    let d = builder.input("d")
    builder.report(a, "6")
    builder.report(b, "0")
    builder.report(d, "confidential")
    return builder
  }
  private let a = Term.input(0)
  private let b = Term.input(1)
  private let c = Term.input(2)
  private let d = Term.input(3)

  @Test func arithmetic() {
    #expect(builder.result(of: a / 4) == "1.5")
    #expect(builder.result(of: a / 7) == "6/7")
    #expect(builder.result(of: .negate(a) - 1) == "-7")
    #expect(builder.result(of: .binary(.power, a, 3)) == "216")
    #expect(builder.result(of: .binary(.power, a, -1)) == "1/6")
    #expect(builder.result(of: .binary(.power, b, 0)) == "1")
    #expect(builder.result(of: .binary(.power, b, -1)) == "zero_denominator@k")
    #expect(builder.result(of: .binary(.power, a, 1001)) == "undefined@k")
  }

  @Test func missingKeepsEveryCause() {
    #expect(builder.result(of: a + c) == "not_reported@c")
    #expect(builder.result(of: d + a + c) == "not_reported@c; confidential@d")
    #expect(builder.result(of: c + c) == "not_reported@c")
    // A missing numerator is missing for its own cause, whatever the denominator is.
    #expect(builder.result(of: c / b) == "not_reported@c")
    #expect(builder.result(of: .call(.clamp, [c, d, a])) == "not_reported@c; confidential@d")
  }

  @Test func outsideADomain() {
    #expect(builder.result(of: a / b) == "zero_denominator@k")
    #expect(builder.result(of: b / b) == "zero_denominator@k")
    #expect(builder.result(of: .call(.ln, [b])) == "undefined@k")
    #expect(builder.result(of: .call(.sqrt, [.negate(a)])) == "undefined@k")
    #expect(builder.result(of: a + .truth(true)) == "undefined@k")
    #expect(builder.result(of: .conditional(a, 1, 2)) == "undefined@k")
    #expect(builder.result(of: .operands) == "undefined@k")
  }

  @Test(
    arguments: [
      (true, true, "true", "true"), (true, false, "false", "true"), (true, nil, "missing", "true"),
      (false, false, "false", "false"), (false, nil, "false", "missing"),
      (nil, nil, "missing", "missing"),
    ] as [(Bool?, Bool?, String, String)])
  func threeValuedLogic(_ row: (left: Bool?, right: Bool?, and: String, or: String)) {
    func term(_ truth: Bool?) -> Term { truth.map { .truth($0) } ?? (c == 1) }
    func result(_ operation: BinaryOperation, _ a: Bool?, _ b: Bool?) -> String {
      let text = builder.result(of: .binary(operation, term(a), term(b)))
      return text == "not_reported@c" ? "missing" : text
    }
    #expect(result(.and, row.left, row.right) == row.and)
    #expect(result(.and, row.right, row.left) == row.and)
    #expect(result(.or, row.left, row.right) == row.or)
    #expect(result(.or, row.right, row.left) == row.or)
  }

  @Test func negation() {
    #expect(builder.result(of: .not(a == 6)) == "false")
    #expect(builder.result(of: .not(c == 6)) == "not_reported@c")
  }

  @Test func onlyTheTakenBranchIsEvaluated() {
    #expect(builder.result(of: .conditional(b == 0, 1, a / b)) == "1")
    #expect(builder.result(of: .conditional(b > 0, c, a)) == "6")
    #expect(builder.result(of: .conditional(c > 0, a, a)) == "not_reported@c")
    var builder = builder
    let zero = builder.when(.zeroDenominator, then: .result(.reason(.notApplicable)))
    #expect(builder.result(of: .conditional(b == 0, 1, a / b), zero) == "1")
    #expect(builder.result(of: .conditional(b == 0, a / b, 1), zero) == "not_applicable@k")
  }

  @Test func levels() {
    var builder = builder
    _ = builder.scale("low", "middle", "high")
    #expect(builder.result(of: .level(1) > .level(0)) == "true")
    #expect(builder.result(of: .call(.next, [.level(1)])) == "level 2")
    #expect(builder.result(of: .call(.next, [.level(2)])) == "undefined@k")
    #expect(builder.result(of: .call(.previous, [.level(0)])) == "undefined@k")
    #expect(builder.result(of: .call(.median, [.level(2), .level(0)])) == "level 0")
    #expect(builder.result(of: .call(.max, [.level(2), .level(0)])) == "level 2")
    #expect(builder.result(of: .call(.mean, [.level(2), .level(0)])) == "undefined@k")
  }

  @Test(arguments: [
    (Function.sum, "10"), (.min, "1"), (.max, "4"), (.median, "2.5"), (.mean, "2.5"),
    (.harmonicMean, "1.92"),
  ])
  func aggregates(_ function: Function, _ expected: String) {
    #expect(builder.result(of: .call(function, [1, 2, 3, 4])) == expected)
  }

  @Test func meansOfPowers() {
    #expect(builder.result(of: .call(.geometricMean, [4, 9])) == "6")
    #expect(builder.result(of: .call(.geometricMean, [4, 0])) == "0")
    #expect(builder.result(of: .call(.geometricMean, [4, -9])) == "undefined@k")
    #expect(builder.result(of: .call(.harmonicMean, [4, 0])) == "zero_denominator@k")
    #expect(builder.result(of: .call(.powerMean, [1, 4, 9])) == "6.5")
    #expect(builder.result(of: .call(.powerMean, [0, 4, 9])) == "6")
    #expect(builder.result(of: .call(.powerMean, [-1, 3, 6])) == "4")
    #expect(builder.result(of: .call(.weightedMean, [3, 1, 9, 2])) == "7")
    #expect(builder.result(of: .call(.weightedMean, [3, 0, 9, 0])) == "zero_denominator@k")
    #expect(builder.result(of: .call(.weightedHarmonicMean, [3, 1, 6, 1])) == "4")
    #expect(builder.result(of: .call(.weightedGeometricMean, [0, 0, 6, 1])) == "6")
    #expect(builder.result(of: .call(.weightedMean, [3])) == "undefined@k")
  }

  @Test func excludeLeavesOutArgumentsOnly() {
    var builder = builder
    let exclude = builder.when(.notReported, then: .exclude)
    #expect(builder.result(of: .call(.mean, [a, c])) == "not_reported@c")
    #expect(builder.result(of: .call(.mean, [a, c]), exclude) == "6")
    #expect(builder.result(of: .call(.mean, [a, c / a]), exclude) == "6")
    #expect(builder.result(of: a + c, exclude) == "not_reported@c")
    #expect(builder.result(of: .call(.mean, [a, c, d]), exclude) == "confidential@d")
    #expect(builder.result(of: .call(.mean, [c, c]), exclude) == "not_reported@c")
    // A value and its weight are left out together.
    #expect(builder.result(of: .call(.weightedMean, [a, 1, c, 5]), exclude) == "6")
    #expect(builder.result(of: .call(.weightedMean, [a, 1, 9, c]), exclude) == "6")
    #expect(
      builder.result(of: .call(.weightedMean, [a, 1, d, c]), exclude)
        == "not_reported@c; confidential@d")
  }

  @Test func countAndResult() {
    var builder = builder
    let one = builder.lower(1)
    let count = builder.when(.notReported, then: .count(one))
    let veto = builder.when(.confidential, then: .result(.value(one)))
    let rest = builder.when(then: .result(.missing))
    let zero = builder.when(.zeroDenominator, then: .count(one))
    #expect(builder.result(of: a + c, count) == "7")
    #expect(builder.result(of: a / b + 1, zero) == "2")
    #expect(builder.result(of: a + d, count, veto) == "1")
    // `result` wins over the others, and the line written first over later ones.
    #expect(builder.result(of: a + c + d, count, veto) == "1")
    #expect(builder.result(of: a + c + d, veto, rest) == "1")
    #expect(builder.result(of: a + c + d, rest, veto) == "not_reported@c")
    #expect(builder.result(of: a + c, veto, rest) == "not_reported@c")
    let both = builder.when(.notReported, .confidential, then: .result(.reason(.notApplicable)))
    #expect(builder.result(of: c + d, both) == "not_applicable@k")
  }

  @Test func conditionsComeFirst() {
    var builder = builder
    let tests = [builder.lower(c == 1), builder.lower(a > 5), builder.lower(a > 1)]
    let seven = builder.lower(7)
    let node = builder.kpi("k", c) { rules in
      rules.conditions = [
        resolved(Condition(test: tests[0], result: .value(seven))),
        resolved(Condition(test: tests[1], result: .reason(.notApplicable))),
        resolved(Condition(test: tests[2], result: .value(seven))),
      ]
    }
    #expect(builder.value(node) == "not_applicable@k")
    #expect(builder.figures(node)?.condition == 1)
  }

  @Test func flagsFlowFromWhatWasUsed() {
    var builder = Builder()
    let a = builder.input("a")
    let b = builder.input("b")
    builder.report(a, "1", flags: .estimated, disclosure: 1)
    builder.report(b, "not_reported", flags: .revised, disclosure: 2)
    let exclude = builder.when(then: .exclude)
    let node = builder.kpi("k", .call(.sum, [.input(a), .input(b)])) { $0.policies = [exclude] }
    let figure = builder.figures(node)?.score
    #expect(figure?.flags == .estimated)
    #expect(figure?.disclosure == 1)
  }

  @Test func disclosureIsAtLeastWhatTheSheetsSay() {
    var builder = Builder()
    let a = builder.input("a")
    builder.program.inputs[a].disclosure = 1
    builder.report(a, "1")
    let node = builder.kpi("k", .input(a))
    let narrow = builder.kpi("narrow", .input(a))
    builder.program.nodes[narrow].disclosure = resolved(2)
    let wide = builder.kpi("wide", .node(narrow) + 1)
    builder.program.nodes[wide].disclosure = resolved(0)
    #expect(builder.figures(node)?.value.disclosure == 1)
    #expect(builder.figures(narrow)?.score?.disclosure == 2)
    #expect(builder.figures(wide)?.value.disclosure == 2)
  }

  @Test func anythingCanBeEvaluatedAgain() {
    var builder = builder
    let one = builder.lower(1)
    let count = builder.when(.notReported, then: .count(one))
    let node = builder.kpi("k", a + c) { $0.policies = [count] }
    let inner = builder.lower(c)
    let own = builder.lower(.value * 2)
    let results = evaluate(builder.program, builder.dataset)
    func again(_ id: ExpressionID, own: NodeFigures? = nil, policies: Bool = true) -> String {
      builder.text(
        results.evaluate(
          id, node: node, subject: 0, period: Builder.year, own: own, applyingPolicies: policies))
    }
    #expect(again(inner) == "1")
    #expect(again(inner, policies: false) == "not_reported@c")
    #expect(again(own, own: builder.figures(node)) == "14")
  }

  @Test func sharedDefinitionsAreEvaluatedOnce() {
    // Lowering shares, as the compiler does; without sharing this would never end.
    var builder = builder
    var id = builder.lower(a)
    for index in 0..<200 {
      builder.program.expressions.append(
        Expression(.binary(.subtract, id, id), .quantity(.number)))
      id = ExpressionID(builder.program.expressions.count - 1)
      builder.program.expressions.append(
        Expression(.named("f\(index)", arguments: [], id), .quantity(.number)))
      id = ExpressionID(builder.program.expressions.count - 1)
    }
    let node = builder.node("k", .formula(id), [])
    #expect(builder.value(node) == "0")
  }

  @Test func aLongSumIsNotDeep() {
    var term = a
    for _ in 0..<1_000 { term = term + 1 }
    #expect(builder.result(of: term) == "1006")
  }

  @Test func tooDeepIsUndefined() {
    var builder = builder
    var id = builder.lower(1)
    for _ in 0..<5_000 {
      builder.program.expressions.append(Expression(.negate(id), .quantity(.number)))
      id = ExpressionID(builder.program.expressions.count - 1)
    }
    let node = builder.node("k", .formula(id), [])
    #expect(builder.value(node) == "undefined@k")
  }

  @Test func parametersMayBeSet() {
    var builder = builder
    let parameter = builder.parameter("p", 2)
    let node = builder.kpi("k", a * .operation(.parameter(parameter)))
    #expect(builder.value(node) == "12")
    let options = EvaluationOptions(parameters: [parameter: .number(3)])
    #expect(builder.figures(node, "A", 2023, .total, options)?.value == .number(18))
  }

  @Test func attributes() {
    var builder = builder
    let region = builder.attribute("region")
    let node = builder.kpi("k", .operation(.attribute(region)))
    #expect(builder.value(node) == "not_available@region")
    builder.dataset.set(.category(3), for: .init(attribute: region, subject: 0, period: nil))
    #expect(builder.figures(node)?.value == .known(.category(3)))
  }
}
