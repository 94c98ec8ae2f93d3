import PMMIR
import PMMNumber
import Testing

/// The lowest and highest that a score could be, where it is filled in or missing.
@Suite struct BoundsTests {
  private func ends(_ builder: Builder, _ node: Int, _ subject: String = "A") -> [Rational?] {
    let figures = builder.figures(node, subject, 2023, .total, EvaluationOptions(bounds: true))
    return [figures?.low, figures?.high]
  }

  /// Three subjects with a figure of 0 .. 100 each, but for the first; another that all have.
  private func sample() -> (builder: Builder, x: Int, y: Int, p: Int) {
    var builder = Builder()
    let (x, y) = (builder.input("x"), builder.input("y"))
    builder.program.inputs[x].range = resolved(.interval(Bounds(lower: 0, upper: 100)))
    for (subject, value) in [("B", "10"), ("C", "30")] { builder.report(x, value, subject) }
    for subject in ["A", "B", "C"] { builder.report(y, "40", subject) }
    let p = builder.population()
    return (builder, x, y, p)
  }

  @Test func aFilledFigureMayBeWhateverItsRangeAllows() {
    var (builder, x, y, p) = sample()
    let score = builder.linear("0", "200")
    let filled = builder.kpi("filled", .input(x)) {
      $0.score = score
      $0.imputation = resolved(.aggregate(.mean, population: p))
    }
    #expect(builder.score(filled) == "10")
    #expect(ends(builder, filled) == [0, 50])
    #expect(ends(builder, filled, "B") == [5, 5])
    let missing = builder.kpi("missing", .input(x)) { $0.score = score }
    #expect(ends(builder, missing) == [0, 50])
    let known = builder.kpi("known", .input(y))
    let both = builder.combine("both", .mean, [filled, known])
    #expect(builder.value(both) == "25")
    #expect(ends(builder, both) == [20, 45])
    #expect(ends(builder, both, "C") == ["27.5", "27.5"].map(rational))
  }

  @Test func aGuessOfTheReporterIsOneToo() {
    var (builder, x, _, _) = sample()
    builder.report(x, "7", "A", flags: .imputed)
    let guess = builder.kpi("guess", .input(x))
    #expect(ends(builder, guess) == [0, 100])
  }

  @Test func whatCountsAsOthersIsAGuess() {
    var (builder, x, y, p) = sample()
    let line = builder.when(then: .countOver(.mean, population: p))
    let (a, b) = (builder.kpi("a", .input(x)), builder.kpi("b", .input(y)))
    let both = builder.combine("both", .mean, [a, b]) { $0.policies = [line] }
    #expect(builder.value(both) == "30")
    #expect(ends(builder, both) == [20, 70])
    // What does not apply is not unknown: it counts as what the line says.
    builder.report(x, "not_applicable", "A")
    #expect(ends(builder, both) == [30, 30])
  }

  @Test func aConstantIsDeclared() {
    var (builder, x, y, _) = sample()
    let line = builder.when(then: .count(builder.lower(0)))
    let (a, b) = (builder.kpi("a", .input(x)), builder.kpi("b", .input(y)))
    let both = builder.combine("both", .mean, [a, b]) { $0.policies = [line] }
    #expect(ends(builder, both) == [20, 20])
  }

  @Test func aFilledZScoreHasNone() {
    var (builder, x, y, p) = sample()
    let score = PopulationScore(
      method: .zscore, population: p, isDescending: false, onto: nil, mean: 0, deviation: 1)
    let filled = builder.kpi("filled", .input(x)) {
      $0.score = resolved(.population(score))
      $0.imputation = resolved(.aggregate(.mean, population: p))
    }
    let both = builder.combine("both", .mean, [filled, builder.kpi("known", .input(y))])
    #expect(ends(builder, filled) == [nil, nil])
    #expect(ends(builder, both) == [nil, nil])
  }

  @Test func aDefineOverAGuessMayBeAnything() {
    var (builder, x, y, p) = sample()
    let filled = builder.kpi("filled", .input(x)) {
      $0.imputation = resolved(.aggregate(.mean, population: p))
    }
    let body = builder.lower(.named("least", .call(.min, [.operands])))
    let both = builder.node(
      "both", .combine(.custom(name: "least", body)), [filled, builder.kpi("known", .input(y))])
    #expect(ends(builder, both) == [0, 100])
    #expect(ends(builder, both, "B") == [10, 10])
  }
}
