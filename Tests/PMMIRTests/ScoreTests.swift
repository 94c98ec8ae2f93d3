import PMMIR
import PMMNumber
import Testing

@Suite struct ScoreTests {
  private func score(
    _ value: String, scores: ScoreScale? = .interval(0, 100),
    _ rule: (inout Builder) -> Resolved<ScoreRule>
  ) -> String {
    var builder = Builder(scores: scores)
    let rule = rule(&builder)
    let node = builder.kpi("k", .number(value)) { $0.score = rule }
    builder.present()
    return builder.score(node)
  }

  @Test(arguments: [
    ("0.5", "0"), ("0.75", "50"), ("1", "100"), ("0.981", "96.2"), ("0.2", "0"), ("1.2", "100"),
  ])
  func linearUp(_ value: String, _ expected: String) {
    #expect(score(value) { $0.linear("0.5", "1") } == expected)
  }

  @Test(arguments: [("100", "0"), ("0.5", "100"), ("0", "100"), ("300", "0"), ("50.25", "50")])
  func linearDown(_ value: String, _ expected: String) {
    #expect(score(value) { $0.linear("100", "0.5") } == expected)
  }

  @Test func linearOptions() {
    #expect(score("15") { $0.linear("0", "10", clamped: false) } == "150")
    #expect(score("-5") { $0.linear("0", "10", clamped: false) } == "-50")
    #expect(score("5") { $0.linear("0", "10", power: 2) } == "25")
    #expect(score("-5") { $0.linear("0", "10", power: 2) } == "0")
    #expect(score("5") { $0.linear("3", "3") } == "zero_denominator@k")
    #expect(score("5", scores: .interval(1, 5)) { $0.linear("0", "10") } == "3")
    #expect(score("5", scores: .unbounded) { $0.linear("0", "10") } == "0.5")
  }

  @Test func logEdges() {
    #expect(score("100") { $0.log("100", "75000") } == "0")
    #expect(score("75000") { $0.log("100", "75000") } == "100")
    #expect(score("90000") { $0.log("100", "75000") } == "100")
    #expect(score("0") { $0.log("100", "75000") } == "0")
    #expect(score("-3") { $0.log("75000", "100") } == "100")
    #expect(score("0") { $0.log("100", "75000", clamped: false) } == "undefined@k")
    #expect(score("5") { $0.log("0", "75000") } == "undefined@k")
    #expect(score("5") { $0.log("7", "7") } == "zero_denominator@k")
  }

  @Test func rows() {
    func bands(_ builder: inout Builder) -> Resolved<ScoreRule> {
      let by = builder.lower(.value)
      let rows = [
        builder.row(nil, "0.5", upperOpen: true, 0), builder.row("0.5", "0.8", upperOpen: true, 50),
        builder.row("0.8", "1", 100),
      ]
      return resolved(.rows(by: by, rows))
    }
    #expect(score("0.499", bands) == "0")
    #expect(score("0.5", bands) == "50")
    #expect(score("0.8", bands) == "100")
    #expect(score("1.1", bands) == "undefined@k")
    let anything: (inout Builder) -> Resolved<ScoreRule> = { builder in
      let (by, two, seven, one) = (
        builder.lower(.value), builder.lower(2), builder.lower(7), builder.lower(1)
      )
      return resolved(
        .rows(
          by: by,
          [Row(pattern: .equals(two), result: seven), Row(pattern: .anything, result: one)]))
    }
    #expect(score("2", anything) == "7")
    #expect(score("3", anything) == "1")
  }

  @Test func formulasAndMissingValues() {
    let formula: (inout Builder) -> Resolved<ScoreRule> = {
      resolved(.formula($0.lower(.call(.linear, [.value, 0, 5]) * 10)))
    }
    #expect(score("3", formula) == "6")
    var builder = Builder()
    let x = builder.input("x")
    let one = builder.lower(1)
    let node = builder.kpi("k", .input(x)) { $0.score = resolved(.formula(one)) }
    builder.present()
    #expect(builder.score(node) == "not_reported@x")
  }

  @Test func roundChangesShowDoesNot() {
    var builder = Builder()
    let rule = builder.linear("0", "1")
    let k = builder.kpi("k", .number("0.98765"), .percent) {
      $0.score = rule
      $0.roundValue = resolved(Decimals(count: 1, mode: .halfUp))
      $0.showValue = resolved(Decimals(count: 0, mode: .halfUp))
      $0.showScore = resolved(Decimals(count: 2, mode: .down))
    }
    let reads = builder.kpi("reads", .node(k))
    let shown = builder.kpi("shown", .node(k, .shown))
    let score = builder.kpi("score", .node(k, .score))
    builder.present()
    let figures = builder.figures(k)
    #expect(figures?.exactValue == .number(rational("0.98765")))
    #expect(builder.value(reads) == "0.988")
    #expect(builder.value(shown) == "0.99")
    // The score is computed from the value before it was rounded.
    #expect(builder.value(score) == "98.765")
    #expect(figures?.shownScore == rational("98.76"))
  }

  @Test func roundScoreAndCombine() {
    var builder = Builder()
    let rule = builder.linear("0", "3")
    let a = builder.kpi("a", 1) {
      $0.score = rule
      $0.roundScore = resolved(Decimals(count: 1, mode: .halfEven))
    }
    let b = builder.kpi("b", 50)
    let top = builder.combine("top", .mean, [a, b]) {
      $0.roundValue = resolved(Decimals(count: 0, mode: .halfUp))
    }
    builder.present()
    #expect(builder.score(a) == "33.3")
    #expect(builder.text(builder.figures(a)?.exactScore) == "100/3")
    #expect(builder.text(builder.figures(top)?.exactValue) == "41.65")
    #expect(builder.value(top) == "42")
    #expect(builder.score(top) == "42")
  }

  @Test func classLooksAtWhatItSays() {
    var builder = Builder()
    _ = builder.scale("low", "high")
    func classification(_ by: Term) -> Resolved<Classification> {
      let id = builder.lower(by)
      let rows = [
        builder.row(nil, "0.55", upperOpen: true, .level(0)), builder.row("0.55", nil, .level(1)),
      ]
      return resolved(Classification(scale: 0, by: id, rows: rows))
    }
    let byShown = classification(.shown)
    let byValue = classification(.value)
    let show = resolved(Decimals(count: 2, mode: .halfUp))
    let a = builder.kpi("a", .number("0.546")) {
      $0.showValue = show
      $0.classification = byShown
    }
    let b = builder.kpi("b", .number("0.546")) {
      $0.showValue = show
      $0.classification = byValue
    }
    let c = builder.kpi("c", .node(a, .classification))
    builder.present()
    #expect(builder.figures(a)?.classification == 1)
    #expect(builder.figures(b)?.classification == 0)
    #expect(builder.value(c) == "level 1")
  }
}
