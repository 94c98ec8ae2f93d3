import PMMIR
import PMMNumber
import Testing

/// Imputation, treatment, population scores, counting as a mean, weights from the data.
@Suite struct StageTests {
  private let letters = (0..<26).map { String(UnicodeScalar(UInt8(65 + $0))) }

  private func column(
    _ builder: Builder, _ node: Int, _ count: Int, _ part: (NodeFigures) -> Figure?
  ) -> [String] {
    let results = evaluate(builder.program, builder.dataset)
    return (0..<count).map {
      digits(results.figures(node: node, subject: $0, period: Builder.year).flatMap(part))
    }
  }

  // MARK: Imputation

  @Test func imputation() {
    var builder = population(["2", "4", nil, "confidential"])
    let veto = builder.attribute("veto")
    builder.program.attributes[veto].type = .truth
    builder.dataset.set(.truth(true), for: .init(attribute: veto, subject: 3, period: nil))
    let condition = Condition(
      test: builder.lower(.operation(.attribute(veto))), result: .reason(.notApplicable))
    let k = builder.kpi("k", .input(0)) {
      $0.imputation = resolved(.aggregate(.mean, population: 0))
      $0.conditions = [resolved(condition)]
    }
    #expect(column(builder, k, 4, \.value) == ["2", "4", "3", "not_applicable"])
    #expect(column(builder, k, 4, \.observedValue) == ["2", "4", "not_reported", "not_applicable"])
    #expect(builder.figures(k, "C")?.value.flags == .imputed)
    #expect(builder.figures(k, "C")?.isImputed == true)
    #expect(builder.figures(k, "A")?.value.flags == [])
    builder.program.nodes[k].rules.conditions = []
    // Both are filled from what was observed, not from each other.
    #expect(column(builder, k, 4, \.value) == ["2", "4", "3", "3"])
    builder.program.populations[0].atLeast = 3
    #expect(column(builder, k, 4, \.value) == ["2", "4", "not_reported", "confidential"])
    builder.program.nodes[k].rules.imputation = resolved(.value(builder.lower(9)))
    #expect(column(builder, k, 4, \.value) == ["2", "4", "9", "9"])
    #expect(builder.figures(k, "C")?.value.flags == .imputed)
  }

  // MARK: Population scores

  @Test func populationScores() {
    var builder = population(["2", "4", nil, "7"])
    func scored(
      _ method: Standing, descending: Bool = false, onto: Bounds? = nil
    ) -> [String] {
      var copy = builder
      let k = copy.kpi("k", .input(0)) {
        $0.score = resolved(
          .population(
            PopulationScore(
              method: method, population: 0, isDescending: descending, onto: onto, mean: 10,
              deviation: 2)))
        $0.roundValue = resolved(Decimals(count: -1, mode: .halfUp))
      }
      return column(copy, k, 4, \.score)
    }
    // The rounded value has no part in the score, nor in the others'.
    #expect(scored(.minmax) == ["0", "40", "not_reported", "100"])
    #expect(scored(.minmax, descending: true) == ["100", "60", "not_reported", "0"])
    #expect(
      scored(.minmax, onto: Bounds(lower: 1, upper: 101)) == ["1", "41", "not_reported", "101"])
    #expect(scored(.rank) == ["0", "50", "not_reported", "100"])
    #expect(
      scored(.percentile, onto: Bounds(lower: 0, upper: 6)) == ["1", "3", "not_reported", "5"])
    // sqrt(19/3) is the deviation: 10 + 2 * (2 - 13/3) / sqrt(19/3).
    #expect(scored(.zscore)[0] == "8.145654700108938670854147591276392")
    #expect(scored(.zscore, descending: true)[0] == "11.85434529989106132914585240872361")
    builder.program.head.scores = .unbounded
    #expect(scored(.minmax) == ["0", "0.4", "not_reported", "1"])
  }

  @Test func aFormulaReadsValueForEveryMember() {
    var builder = population(["2", "4", nil, "7"])
    let formula = builder.lower(100 * .standing(.minmax, .value, 0))
    let k = builder.kpi("k", .input(0)) { $0.score = resolved(.formula(formula)) }
    #expect(column(builder, k, 4, \.score) == ["0", "40", "not_reported", "100"])
  }

  // MARK: Treatment

  /// abs(skewness) < 2 or kurtosis < 3.5
  private func treated(
    _ values: [Int], points: Int, change: (inout Builder) -> Void = { _ in }
  ) -> (builder: Builder, node: Int) {
    var builder = Builder()
    let x = builder.input("x")
    for (index, value) in values.enumerated() {
      builder.report(x, String(value), letters[index])
    }
    _ = builder.population()
    change(&builder)
    let until = builder.lower(
      .binary(
        .or,
        .binary(.less, .call(.abs, [.operation(.columnStatistic(.skewness))]), 2),
        .binary(.less, .operation(.columnStatistic(.kurtosis)), .number("3.5"))))
    let node = builder.kpi("k", .input(x)) {
      $0.treatment = resolved(
        Treatment(methods: [.winsorise(points: points), .log], population: 0, until: until))
    }
    return (builder, node)
  }

  private let skewed = Array(1...18) + [400, 1000, 2000]

  /// Expected: check.py of the COINr case, run on this column.
  @Test func winsorising() throws {
    let (builder, node) = treated(skewed, points: 5)
    let expected = (Array(1...18) + [400, 400, 400]).map { String($0) }
    #expect(column(builder, node, 21, \.value) == expected)
    #expect(column(builder, node, 21, \.untreatedValue) == skewed.map { String($0) })
    let results = evaluate(builder.program, builder.dataset)
    let report = try #require(results.treatment(of: node, subject: 0, period: Builder.year))
    #expect(report.method == .winsorise(points: 5))
    #expect(report.points == 2)
    #expect(report.passed)
    #expect(report.count == 21)
    #expect(report.treated.map(\.subject) == [19, 20])
    #expect(
      report.before.skewness?.decimal(significant: 34) == "3.374796236731518944162231196489287")
    #expect(
      report.before.kurtosis?.decimal(significant: 34) == "11.73179932887244447530104148686713")
    #expect(report.after.skewness?.decimal(significant: 4) == "2.196")
    #expect(report.after.kurtosis?.decimal(significant: 4) == "3.124")
    #expect(builder.figures(node, "U")?.isTreated == true)
    #expect(builder.figures(node, "A")?.isTreated == false)
    #expect(builder.figures(node, "U")?.value.flags == .treated)
    #expect(builder.figures(node, "A")?.value.flags == [])
  }

  @Test func logarithmAfterTooManyPoints() throws {
    let (builder, node) = treated(skewed, points: 1)
    let values = column(builder, node, 21, \.value)
    #expect(values[0] == "2.995232148512308695515951626249281")
    #expect(values[20] == "7.61035266535356814640014989316227")
    let results = evaluate(builder.program, builder.dataset)
    let report = try #require(results.treatment(of: node, subject: 3, period: Builder.year))
    #expect(report.method == .log)
    // It does not pass either, and stays.
    #expect(!report.passed)
    #expect(report.points == 0)
    #expect(report.treated.count == 21)
    #expect(
      report.after.skewness?.decimal(significant: 34) == "2.27731073084907293614134910849554")
  }

  @Test func lowEndsAndUntreatedColumns() throws {
    let low = [-300, -80] + Array(1...11)
    let (builder, node) = treated(low, points: 5)
    #expect(column(builder, node, 2, \.value) == ["-80", "-80"])
    let (even, other) = treated(Array(1...9), points: 5)
    #expect(column(even, other, 9, \.value) == (1...9).map { String($0) })
    var report = evaluate(even.program, even.dataset)
      .treatment(of: other, subject: 0, period: Builder.year)
    #expect(report?.method == nil)
    #expect(report?.passed == true)
    // Of three there is no kurtosis, and of equal ones no skewness: the test says nothing.
    let (equal, third) = treated([5, 5, 5, 5], points: 5)
    #expect(column(equal, third, 4, \.value) == ["5", "5", "5", "5"])
    report = evaluate(equal.program, equal.dataset)
      .treatment(of: third, subject: 0, period: Builder.year)
    #expect(report?.method == nil)
    #expect(report?.passed == false)
  }

  @Test func othersAreNotTreated() {
    // Without U, who is no member, the column has one high value less.
    let (builder, node) = treated(skewed, points: 5) {
      let test = $0.lower(.binary(.less, .input(0), 1500))
      $0.program.populations[0].conditions = [test]
    }
    let values = column(builder, node, 21, \.value)
    #expect(values[20] == "2000")
    #expect(values[17...19] == ["18", "18", "18"])
  }

  // MARK: Counting as a mean

  @Test func countAsMeanOfOthers() {
    var builder = Builder()
    let (x, y) = (builder.input("x"), builder.input("y"))
    for (subject, pair) in [("A", ("10", nil)), ("B", ("20", "6")), ("C", ("60", "8"))] {
      builder.report(x, pair.0, subject)
      if let second = pair.1 { builder.report(y, second, subject) }
    }
    let p = builder.population()
    let line = builder.when(then: .countOver(.mean, population: p))
    let formula = builder.kpi("formula", .input(x) + .input(y)) { $0.policies = [line] }
    #expect(builder.value(formula) == "17")
    #expect(builder.figures(formula)?.value.flags == .imputed)
    let (a, b) = (builder.kpi("a", .input(x)), builder.kpi("b", .input(y)))
    let both = builder.combine("both", .mean, [a, b]) { $0.policies = [line] }
    #expect(builder.value(both) == "8.5")
    #expect(builder.value(both, "B") == "13")
    // What others filled in does not count for the floor.
    builder.program.nodes[both].rules.needs = resolved(.weight(rational("0.6")))
    #expect(builder.value(both) == "not_enough@both; not_reported@y")
    // Nobody has it.
    let z = builder.input("z")
    let nobody = builder.kpi("nobody", .input(x) + .input(z)) { $0.policies = [line] }
    #expect(builder.value(nobody) == "not_available@nobody; not_reported@z")
    // What failed is nobody's figure.
    let failed = builder.kpi("failed", .input(x) / 0) { $0.policies = [line] }
    #expect(builder.value(failed) == "zero_denominator@failed")
  }

  @Test func countACellAsMeanOfOthers() {
    var builder = Builder()
    let flow = builder.axis("flow", "import", "export")
    let x = builder.input("x", by: flow)
    builder.report(x, "1", "A", 2023, cell(flow, 0))
    for (subject, value) in [("B", "10"), ("C", "20")] {
      builder.report(x, "2", subject, 2023, cell(flow, 0))
      builder.report(x, value, subject, 2023, cell(flow, 1))
    }
    let p = builder.population()
    let line = builder.when(then: .countOver(.mean, population: p))
    let k = builder.kpi("k", .input(x)) { $0.policies = [line] }
    #expect(builder.value(k) == "16")
  }

  // MARK: Weights from the data

  /// Expected: numpy, the correlation matrix's first eigenvector over the standard deviations.
  @Test func principalComponentWeights() throws {
    let rows = [
      ["3.1", "2.0", "4.4"], ["2.2", "2.9", "3.1"], ["4.8", "4.1", "4.0"], ["1.5", "1.2", "2.6"],
      ["3.9", "3.3", "3.2"],
    ]
    var builder = Builder()
    let inputs = (0..<3).map { builder.input("x\($0)") }
    for (row, letter) in zip(rows, letters) {
      for (input, value) in zip(inputs, row) { builder.report(input, value, letter) }
    }
    // Incomplete, so no part of the component; it is combined with its weights all the same.
    builder.report(inputs[0], "100", "F")
    let p = builder.population()
    let children = inputs.map { builder.kpi("k\($0)", .input($0)) }
    let exclude = builder.when(then: .exclude)
    let index = builder.combine("index", .weightedMean, children) {
      $0.componentWeights = resolved(p)
      $0.policies = [exclude]
    }
    let figures = try #require(builder.figures(index))
    let weights = figures.operands.compactMap(\.weight)
    let expected = ["0.2924521646868473", "0.3060884524985496", "0.401459382814603"]
    for (weight, text) in zip(weights, expected) {
      #expect((weight - rational(text)).magnitude < rational("0.000000000001"))
    }
    #expect(Rational.sum(weights) == 1)
    #expect(builder.value(index, "F") == "100")
    builder.program.populations[p].atLeast = 6
    #expect(builder.value(index) == "suppressed@index")
  }

  @Test func weightsThatAreNotThere() {
    func index(_ rows: [[String]]) -> String {
      var builder = Builder()
      let inputs = (0..<2).map { builder.input("x\($0)") }
      for (row, letter) in zip(rows, letters) {
        for (input, value) in zip(inputs, row) { builder.report(input, value, letter) }
      }
      let p = builder.population()
      let children = inputs.map { builder.kpi("k\($0)", .input($0)) }
      let index = builder.combine("index", .weightedMean, children) {
        $0.componentWeights = resolved(p)
      }
      return digits(builder.figures(index)?.value)
    }
    #expect(index([["1", "2"]]) == "not_available")
    #expect(index([["1", "2"], ["1", "3"], ["1", "5"]]) == "zero_denominator")
    // Uncorrelated columns: no component is the first.
    #expect(index([["1", "1"], ["1", "-1"], ["-1", "1"], ["-1", "-1"]]) == "undefined")
    #expect(
      index([["1", "3"], ["2", "5"], ["3", "7"]]) == "1.666666666666666666666666666666667")
  }

  // MARK: Alternatives of the framework

  @Test func frameworkAlternatives() {
    var builder = population(["2", "4"])
    let k = builder.kpi("k", .input(0))
    var doubled = builder.program.nodes[k].rules
    doubled.body = resolved(.formula(builder.lower(2 * .input(0))))
    var own = doubled
    own.body = resolved(.formula(builder.lower(3 * .input(0))))
    builder.program.nodes[k].alternatives = [
      Alternative(
        name: "own", title: "", comparability: .comparable, rules: own, location: nil)
    ]
    builder.program.alternatives = [
      FrameworkAlternative(
        name: "doubled", title: "", comparability: .notComparable, rules: [doubled], location: nil)
    ]
    func value(_ options: EvaluationOptions) -> String {
      builder.text(builder.figures(k, "A", 2023, .total, options)?.value)
    }
    #expect(value(EvaluationOptions()) == "2")
    #expect(value(EvaluationOptions(frameworkAlternative: "doubled")) == "4")
    #expect(
      value(EvaluationOptions(alternatives: [k: "own"], frameworkAlternative: "doubled")) == "6")
  }
}
