import PMMIR
import PMMNumber
import Testing

/// Subjects A, B, C, … that report x, one of them for each text; nil reports nothing.
func population(_ values: [String?], _ change: (inout Population) -> Void = { _ in }) -> Builder {
  var builder = Builder()
  let x = builder.input("x")
  for (index, value) in values.enumerated() {
    let subject = String(UnicodeScalar(UInt8(65 + index)))
    builder.present(subject)
    if let value { builder.report(x, value, subject) }
  }
  _ = builder.population(change)
  return builder
}

/// The decimal of 34 digits, or why there is none.
func digits(_ figure: Figure?) -> String {
  figure?.number?.decimal(significant: 34) ?? figure?.causes.first?.reason.name ?? "nothing"
}

@Suite struct SetTests {
  private let four = population(["2", "4", "4", "7", nil])

  private func of(
    _ aggregate: Aggregate, _ builder: Builder, _ extra: Term..., where condition: Term? = nil,
    over set: SetSelection = .population(0), subject: String = "A"
  ) -> String {
    var builder = builder
    let node = builder.kpi(
      "k", .aggregate(aggregate, [.input(0)] + extra, set, where: condition))
    return digits(builder.figures(node, subject)?.value)
  }

  /// Expected: numpy and Python's decimal module.
  @Test func everyFunction() {
    #expect(of(.sum, four) == "17")
    #expect(of(.mean, four) == "4.25")
    #expect(of(.median, four) == "4")
    #expect(of(.min, four) == "2")
    #expect(of(.max, four) == "7")
    #expect(of(.count, four) == "4")
    #expect(of(.distinct, four) == "3")
    #expect(of(.deviation, four) == "1.785357107135712499499849952841816")
    #expect(of(.sampleDeviation, four) == "2.061552812808830274910704927987039")
    #expect(of(.percentile, four, .number("0.9")) == "6.1")
    #expect(of(.percentile, four, 0) == "2")
    #expect(of(.percentile, four, 1) == "7")
    #expect(of(.bestMean, four, 2) == "5.5")
    #expect(of(.bestMean, four, 9) == "4.25")
    #expect(of(.weightedMean, four, .input(0)) == "5")
    #expect(of(.geometricMean, population(["2", "8"])) == "4")
    #expect(of(.harmonicMean, population(["2", "8"])) == "3.2")
    let nine = population(["1", "2", "3", "4", "5", "6", "7", "50", "100"])
    #expect(of(.skewness, nine) == "2.150750252621329174788398263092109")
    #expect(of(.kurtosis, nine) == "4.235797783233459578131416825345822")
  }

  @Test func whereThereIsNoStatistic() {
    let none = population([nil, nil])
    for aggregate in [Aggregate.sum, .mean, .min, .deviation, .skewness] {
      #expect(of(aggregate, none) == "not_available")
    }
    #expect(of(.count, none) == "0")
    #expect(of(.sampleDeviation, population(["1"])) == "not_available")
    #expect(of(.deviation, population(["1"])) == "0")
    #expect(of(.skewness, population(["1", "2"])) == "not_available")
    #expect(of(.kurtosis, population(["1", "2", "4"])) == "not_available")
    #expect(of(.skewness, population(["3", "3", "3", "3"])) == "zero_denominator")
    #expect(of(.kurtosis, population(["3", "3", "3", "3"])) == "zero_denominator")
    #expect(of(.percentile, four, 2) == "undefined")
    #expect(of(.bestMean, four, 0) == "undefined")
    #expect(of(.weightedMean, population(["0", "0"]), .input(0)) == "zero_denominator")
    // Four are known, and five are asked for.
    #expect(of(.mean, population(["2", "4", "4", "7", nil]) { $0.atLeast = 5 }) == "suppressed")
    #expect(of(.mean, population(["2", "4", "4", "7", nil]) { $0.atLeast = 4 }) == "4.25")
  }

  @Test func conditions() {
    #expect(of(.sum, four, where: .input(0) > 3) == "15")
    #expect(of(.count, four, where: .input(0) > 9) == "0")
    var builder = four
    let large = builder.lower(.input(0) > 3)
    builder.program.populations[0].conditions = [large]
    // A is no member, and sees the same members as they do.
    #expect(of(.mean, builder) == "5")
    #expect(of(.mean, builder, subject: "D") == "5")
  }

  /// Each argument is read as the member reads it: in its own period, with its own T-1.
  @Test func contexts() {
    var builder = Builder()
    let x = builder.input("x")
    for (subject, year, value) in [
      ("A", 2022, "1"), ("A", 2023, "2"), ("B", 2022, "10"), ("B", 2023, "40"), ("C", 2023, "5"),
    ] {
      builder.report(x, value, subject, year)
    }
    let now = builder.population()
    let ever = builder.population { $0.allPeriods = true }
    let growth = Term.input(x) - .input(x, at: -1)
    let a = builder.kpi("a", .aggregate(.sum, [growth], .population(now)))
    let b = builder.kpi("b", .aggregate(.sum, [growth], .population(ever)))
    let c = builder.kpi("c", .aggregate(.count, [.input(x)], .population(ever)))
    let d = builder.kpi("d", .aggregate(.mean, [.input(x)], .population(now)))
    #expect(builder.value(a, "C") == "31")
    #expect(builder.value(a, "A", 2022) == "not_available@a[2022]")
    #expect(builder.value(b, "A", 2022) == "31")
    #expect(builder.value(c) == "5")
    #expect(builder.value(d, "A", 2022) == "5.5")
  }

  @Test func sameAttribute() {
    var builder = population(["1", "3", "8", "9"])
    let region = builder.attribute("region")
    for (subject, value) in [(0, 0), (1, 0), (2, 1)] {
      builder.dataset.set(
        .category(value), for: .init(attribute: region, subject: subject, period: nil))
    }
    builder.program.populations[0].same = [region]
    #expect(of(.mean, builder, subject: "A") == "2")
    #expect(of(.mean, builder, subject: "C") == "8")
    // D belongs nowhere, and sees nobody.
    #expect(of(.mean, builder, subject: "D") == "not_available")
  }

  @Test func axesAndWindows() {
    var builder = Builder()
    let flow = builder.axis("flow", "import", "export", "transit")
    let x = builder.input("x", by: flow)
    builder.report(x, "5", "A", 2023, cell(flow, 0), flags: .estimated)
    builder.report(x, "3", "A", 2023, cell(flow, 1), disclosure: 2)
    builder.report(x, "confidential", "A", 2023, cell(flow, 2))
    builder.report(x, "7", "A", 2021)
    let whole = SetSelection.axis(AxisPart(axis: flow, values: [0, 1, 2]))
    #expect(of(.sum, builder, over: whole) == "8")
    #expect(of(.max, builder, over: .axis(AxisPart(axis: flow, values: [1]))) == "3")
    #expect(of(.mean, builder, over: .axis(AxisPart(axis: flow, values: [2]))) == "not_available")
    let sum = builder.kpi("sum", .aggregate(.sum, [.input(x)], whole))
    // These are the subject's own figures, so what is said of them is said of the result.
    #expect(builder.figures(sum)?.value.flags == .estimated)
    #expect(builder.figures(sum)?.value.disclosure == 2)
    let y = builder.input("y")
    for (year, value) in [(2020, "1"), (2021, "2"), (2023, "9")] {
      builder.report(y, value, "A", year)
    }
    let mean = builder.kpi("mean", .aggregate(.mean, [.input(y)], .window(from: -2, to: 0)))
    #expect(builder.value(mean) == "5.5")
    #expect(builder.value(mean, "A", 2021) == "1.5")
  }

  /// A `when` line takes the missing statistic, and never looks at the members.
  @Test func policies() {
    var builder = population(["2", nil, nil])
    builder.program.populations[0].atLeast = 2
    let zero = builder.lower(0)
    let line = builder.when(.notReported, then: .count(zero))
    let taken = builder.when(.suppressed, then: .count(builder.lower(9)))
    let mean = builder.kpi("mean", .aggregate(.mean, [.input(0)], .population(0))) {
      $0.policies = [line, taken]
    }
    #expect(builder.value(mean) == "9")
    builder.program.populations[0].atLeast = nil
    #expect(builder.value(mean) == "2")
  }

  @Test func flagsOfOthersStayWithThem() {
    var builder = Builder()
    let x = builder.input("x")
    builder.report(x, "1", "A")
    builder.report(x, "3", "B", flags: .estimated, disclosure: 3)
    let p = builder.population()
    let mean = builder.kpi("mean", .aggregate(.mean, [.input(x)], .population(p)))
    #expect(builder.figures(mean)?.value == .number(2))
  }

  @Test func standings() {
    func of(
      _ standing: Standing, _ subject: String, _ builder: Builder, _ isDescending: Bool = false
    ) -> String {
      var builder = builder
      let node = builder.kpi("k", .standing(standing, .input(0), 0, isDescending: isDescending))
      return digits(builder.figures(node, subject)?.value)
    }
    #expect(["A", "B", "D"].map { of(.minmax, $0, four) } == ["0", "0.4", "1"])
    #expect(["A", "B", "D"].map { of(.minmax, $0, four, true) } == ["1", "0.6", "0"])
    #expect(of(.zscore, "D", four) == "1.333945937699831354353985541638672")
    #expect(of(.zscore, "D", four, true) == "-1.333945937699831354353985541638672")
    #expect(
      ["A", "B", "D"].map { of(.rank, $0, four) }
        == ["0", "0.3333333333333333333333333333333333", "1"])
    #expect(
      ["A", "B", "D"].map { of(.rank, $0, four, true) }
        == ["1", "0.3333333333333333333333333333333333", "0"])
    #expect(["A", "B", "D"].map { of(.percentile, $0, four) } == ["0.125", "0.5", "0.875"])
    #expect(["A", "B", "D"].map { of(.percentile, $0, four, true) } == ["0.875", "0.5", "0.125"])
    #expect(of(.minmax, "E", four) == "not_reported")
    let equal = population(["3", "3"])
    #expect(of(.minmax, "A", equal) == "zero_denominator")
    #expect(of(.zscore, "A", equal) == "zero_denominator")
    #expect(of(.rank, "A", equal) == "0")
    #expect(of(.percentile, "A", equal) == "0.5")
    #expect(of(.rank, "A", population(["3"])) == "not_available")
    #expect(of(.zscore, "A", population(["3"])) == "not_available")
    #expect(of(.minmax, "A", population(["1", "3"]) { $0.atLeast = 3 }) == "suppressed")
    // A is outside, below everyone inside.
    var builder = four
    let large = builder.lower(.input(0) > 3)
    builder.program.populations[0].conditions = [large]
    #expect(of(.minmax, "A", builder) == "0")
    #expect(of(.rank, "A", builder, true) == "1")
    #expect(of(.percentile, "A", builder) == "0")
  }

  @Test func knownAndCoverage() {
    var builder = Builder()
    let (x, y) = (builder.input("x"), builder.input("y"))
    builder.report(x, "0", "A")
    builder.report(x, "not_applicable", "B")
    builder.report(y, "1", "B")
    builder.report(x, "not_applicable", "C")
    builder.report(y, "not_applicable", "C")
    let missing = builder.when(then: .result(.missing))
    let known = builder.kpi("known", .known(.input(x))) { $0.policies = [missing] }
    #expect(builder.value(known, "A") == "true")
    #expect(builder.value(known, "B") == "false")
    let always = Condition(test: builder.lower(.truth(true)), result: .reason(.notApplicable))
    builder.kpi("first", 1 / .input(x)) { $0.conditions = [resolved(always)] }
    let seven = builder.lower(7)
    builder.kpi("second", .input(y)) { $0.imputation = resolved(.value(seven)) }
    builder.program.nodes[known].level = "result"
    let coverage = builder.kpi("coverage", .operation(.coverage("kpi")))
    builder.program.nodes[coverage].level = "result"
    // Divided by zero is reported; y is not. For B x does not apply.
    #expect(builder.value(coverage, "A") == "0.5")
    #expect(builder.value(coverage, "B") == "1")
    #expect(builder.value(coverage, "C") == "not_available@coverage")
  }

  @Test func tables() {
    var builder = Builder()
    let scale = builder.scale("d", "c", "b", "a")
    func row(_ patterns: [Int], _ result: Int) -> Table.Row {
      Table.Row(
        patterns: patterns.map { .equals(builder.lower(.level($0))) },
        result: builder.lower(.level(result)), location: nil)
    }
    var table = Table(
      name: "t", title: Translations(), parameters: ["grades"], isMultiset: true,
      type: .level(scale), location: nil)
    table.rows = [row([3, 1], 2), row([0, 0, 3], 1)]
    builder.program.tables = [table]
    func of(_ levels: Int...) -> String {
      builder.result(of: .lookup(0, levels.map { .level($0) }))
    }
    #expect(of(3, 1) == "level 2")
    #expect(of(1, 3) == "level 2")
    #expect(of(0, 3, 0) == "level 1")
    #expect(of(3, 0, 3) == "undefined@k")
    #expect(of(3) == "undefined@k")
    table.isMultiset = false
    table.rows = [
      Table.Row(
        patterns: [.interval(Bounds(lower: 0, upper: 5)), .anything], result: builder.lower(1),
        location: nil),
      Table.Row(
        patterns: [.anything, .equals(builder.lower(2))], result: builder.lower(7), location: nil),
    ]
    builder.program.tables = [table]
    #expect(builder.result(of: .lookup(0, [3, 2])) == "1")
    #expect(builder.result(of: .lookup(0, [9, 2])) == "7")
    #expect(builder.result(of: .lookup(0, [9, 3])) == "undefined@k")
    let x = builder.input("x")
    #expect(builder.result(of: .lookup(0, [9, .input(x)])) == "not_reported@x")
  }
}
