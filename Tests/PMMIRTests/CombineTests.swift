import PMMIR
import PMMNumber
import Testing

@Suite struct CombineTests {
  /// A node over indicators with these scores: numbers, reasons, or nil for no row.
  private func result(
    _ scores: [String?], _ function: Function = .mean, weights: [String]? = nil,
    exponent: Rational? = nil, needs: Floor? = nil, bounds: Bool = false,
    _ policies: (inout Builder) -> [Resolved<Policy>] = { [$0.when(then: .exclude)] }
  ) -> (text: String, figures: NodeFigures?) {
    var builder = Builder()
    let children = scores.enumerated().map { index, score in
      let name = String(UnicodeScalar(UInt8(97 + index)))
      let input = builder.input(name)
      if let score { builder.report(input, score) }
      let weight = weights.map { builder.lower(.number($0[index])) }
      return builder.kpi("k" + name, .input(input)) { $0.weight = weight.map(resolved) }
    }
    builder.present()
    let lines = policies(&builder)
    let node = builder.combine("top", function, children, exponent: exponent) {
      $0.policies = lines
      $0.needs = needs.map(resolved)
    }
    let figures = builder.figures(
      node, "A", 2023, .total, EvaluationOptions(bounds: bounds))
    return (builder.text(figures?.value), figures)
  }

  @Test(arguments: [
    (Function.mean, "6"), (.sum, "12"), (.min, "4"), (.max, "8"), (.median, "6"),
    (.harmonicMean, "16/3"), (.weightedMean, "5"), (.weightedHarmonicMean, "32/7"),
  ])
  func functions(_ function: Function, _ expected: String) {
    #expect(result(["4", "8"], function, weights: ["3", "1"]).text == expected)
  }

  @Test func otherMeans() {
    #expect(result(["4", "9"], .geometricMean).text == "6")
    #expect(result(["4", "9"], .powerMean, exponent: 1).text == "6.5")
    #expect(result(["4", "9"], .powerMean, exponent: 0).text == "6")
    #expect(
      result(["4", "9"], .weightedPowerMean, weights: ["1/3", "2/3"], exponent: 1).text == "22/3")
    #expect(result(["4", "0"], .harmonicMean).text == "zero_denominator@top")
    #expect(result(["4", "9"], .weightedMean, weights: ["0", "0"]).text == "zero_denominator@top")
  }

  @Test func weightsAreRescaledOverWhatRemains() {
    let thirds = ["1/3", "1/3", "1/3"]
    #expect(result(["1", "2", "4"], .weightedMean, weights: thirds).text == "7/3")
    let two = result(["1", nil, "4"], .weightedMean, weights: ["1/2", "1/4", "1/4"])
    #expect(two.text == "2")
    #expect(two.figures?.operands.map(\.weight) == [rational("2/3"), nil, rational("1/3")])
    #expect(two.figures?.operands[1].outcome == .excluded(policy: 0))
    #expect(two.figures?.policiesUsed == [0])
  }

  @Test func anOperandTakenByNoLine() {
    let one = result(["1", "confidential", nil]) { [$0.when(.notReported, then: .exclude)] }
    #expect(one.text == "confidential@b")
    #expect(one.figures?.operands[1].outcome == .untaken)
  }

  @Test func precedence() {
    // `result` wins over `exclude` and `count`, the first line over later ones.
    let all: (inout Builder) -> [Resolved<Policy>] = { builder in
      let (zero, nine) = (builder.lower(0), builder.lower(9))
      return [
        builder.when(.notApplicable, then: .exclude),
        builder.when(.omitted, then: .count(nine)),
        builder.when(.confidential, then: .result(.value(zero))),
        builder.when(.suppressed, then: .result(.reason(.notApplicable))),
        builder.when(then: .result(.missing)),
      ]
    }
    #expect(result(["3", "not_applicable"], .mean, all).text == "3")
    #expect(result(["3", "omitted"], .mean, all).text == "6")
    #expect(result(["3", "omitted", "confidential"], .mean, all).text == "0")
    #expect(result(["suppressed", "confidential"], .mean, all).text == "0")
    #expect(result(["3", "suppressed", nil], .mean, all).text == "not_applicable@top")
    #expect(result(["3", nil, "not_applicable"], .mean, all).text == "not_reported@b")
  }

  @Test func nothingRemains() {
    #expect(result([nil, "confidential"]).text == "not_reported@a; confidential@b")
    #expect(result([]).text == "not_available@top")
  }

  @Test func theFloor() {
    let half = Floor.weight(rational("0.5"))
    #expect(result(["1", "3", nil, nil], needs: half).text == "2")
    #expect(
      result(["1", nil, nil], needs: half).text == "not_reported@b; not_reported@c; not_enough@top")
    // What does not apply is not asked for; what was omitted is.
    #expect(result(["1", "not_applicable", nil], needs: half).text == "1")
    #expect(
      result(["1", "omitted", "omitted"], needs: half).text
        == "omitted@b; omitted@c; not_enough@top")
    #expect(
      result(["not_applicable", "not_applicable"], needs: half).text
        == "not_applicable@a; not_applicable@b")
    // The base is the weight, where there are weights.
    let heavy = result(["1", nil, nil], .weightedMean, weights: ["2", "1", "1"], needs: half)
    #expect(heavy.text == "1")
    #expect(heavy.figures?.floor == FloorCheck(present: 2, base: 4, isMet: true))
    #expect(result(["1", nil], needs: .children(2)).text == "not_reported@b; not_enough@top")
    #expect(result(["1", "2", nil], needs: .children(2)).text == "1.5")
    // What is counted is there.
    let counted = result(["1", nil, nil], needs: half) { builder in
      let zero = builder.lower(0)
      return [builder.when(then: .count(zero))]
    }
    #expect(counted.text == "1/3")
  }

  @Test func coverage() {
    var builder = Builder()
    let inputs = ["a", "b", "c", "d"].map { builder.input($0) }
    let leaves = inputs.map { builder.kpi("k\($0)", .input($0)) }
    builder.report(inputs[0], "8")
    builder.report(inputs[3], "not_applicable")
    let exclude = builder.when(then: .exclude)
    let group = builder.combine("group", .mean, [leaves[1], leaves[2]]) { $0.policies = [exclude] }
    let top = builder.combine("top", .mean, [leaves[0], leaves[3], group]) {
      $0.policies = [exclude]
      $0.needs = resolved(.coverage(rational("1/3"), level: "kpi"))
    }
    #expect(builder.value(top) == "8")
    #expect(builder.figures(top)?.floor == FloorCheck(present: 1, base: 3, isMet: true))
    builder.program.nodes[top].rules.needs = resolved(.coverage(rational("0.5"), level: "kpi"))
    #expect(builder.value(top).hasSuffix("not_enough@top"))
  }

  @Test func operandsAreTheChildrenWithAScore() {
    var builder = Builder()
    let x = builder.input("x")
    builder.report(x, "5")
    let a = builder.kpi("a", .input(x))
    let b = builder.kpi("b", .input(x) * 3) { $0.score = resolved(.none) }
    let heading = builder.node("heading", .heading, [])
    let top = builder.combine("top", .sum, [a, b, heading])
    #expect(builder.value(top) == "5")
    #expect(builder.score(b) == "nothing")
    #expect(builder.figures(heading) == nil)
  }

  @Test func aDefineOfTheOperands() {
    var builder = Builder(scores: .levels(0))
    _ = builder.scale("d", "c", "b", "a")
    let children = [3, 1].map { builder.kpi("k\($0)", .level($0)) }
    let lowest = Term.call(.min, [.operands])
    let method = Term.conditional(
      lowest == .call(.max, [.operands]), lowest, .call(.next, [lowest]))
    let body = builder.lower(.named("weakest_link", method))
    let top = builder.node("top", .combine(.custom(name: "weakest_link", body)), children)
    builder.present()
    #expect(builder.value(top) == "level 2")
    let results = evaluate(builder.program, builder.dataset)
    let again = results.evaluate(body, node: top, subject: 0, period: Builder.year)
    #expect(again == .known(.level(2)))
  }

  @Test func bounds() {
    func ends(_ scores: [String?], _ function: Function = .mean) -> [Rational?] {
      let figures = result(scores, function, bounds: true).figures
      return [figures?.low, figures?.high]
    }
    #expect(ends(["40", "60"]) == [50, 50])
    #expect(ends(["40", nil]) == [20, 70])
    #expect(ends(["40", "not_applicable"]) == [40, 40])
    #expect(ends(["40", nil], .min) == [0, 40])
    #expect(ends([nil, nil]) == [0, 100])
    #expect(ends(["not_applicable"]) == [nil, nil])
    #expect(ends(["80", nil], .sum) == [80, 100])
  }

  @Test func conditionsAreAVetoOnACombineToo() {
    var builder = Builder()
    let x = builder.input("x")
    builder.report(x, "0")
    let a = builder.kpi("a", .input(x))
    let test = builder.lower(.node(a) == 0)
    let seven = builder.lower(7)
    let top = builder.combine("top", .mean, [a]) {
      $0.conditions = [resolved(Condition(test: test, result: .value(seven)))]
    }
    #expect(builder.value(top) == "7")
  }

  @Test func alternatives() {
    var builder = Builder()
    let x = builder.input("x")
    builder.report(x, "4")
    let children = [builder.kpi("a", .input(x)), builder.kpi("b", .input(x) + 5)]
    let top = builder.combine("top", .mean, children)
    var other = builder.program.nodes[top].rules
    other.body = resolved(.combine(.function(.geometricMean, exponent: nil)))
    builder.program.nodes[top].alternatives = [
      Alternative(
        name: "geometric", title: "", comparability: .notComparable, rules: other, location: nil)
    ]
    #expect(builder.value(top) == "6.5")
    let options = EvaluationOptions(alternatives: [top: "geometric"])
    #expect(builder.figures(top, "A", 2023, .total, options)?.value == .number(6))
  }

  @Test func onlyWhatIsAskedFor() {
    var builder = Builder()
    let x = builder.input("x")
    builder.report(x, "4")
    let a = builder.kpi("a", .input(x))
    let b = builder.kpi("b", .node(a))
    let c = builder.kpi("c", .input(x))
    let results = evaluate(builder.program, builder.dataset, EvaluationOptions(nodes: [b]))
    let known = [a, b, c].map { results.figures(node: $0, subject: 0, period: Builder.year) != nil }
    #expect(known == [true, true, false])
  }
}
