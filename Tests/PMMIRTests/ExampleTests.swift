import PMMIR
import PMMNumber
import Testing

@Suite struct ExampleTests {
  private var builder: Builder {
    var builder = Builder()
    builder.program.head.covers = [
      PeriodInterval(lower: Period(kind: .calendarYear, ordinal: 2019), upper: nil)
    ]
    let electronic = builder.input("electronic")
    let all = builder.input("all")
    let zero = builder.when(.zeroDenominator, then: .result(.reason(.notApplicable)))
    let rule = builder.linear("0.5", "1")
    let rate = builder.kpi("rate", .input(electronic) / .input(all), .percent) {
      $0.policies = [zero]
      $0.score = rule
      $0.showValue = resolved(Decimals(count: 1, mode: .halfUp))
      $0.showScore = resolved(Decimals(count: 1, mode: .halfUp))
    }
    let growth = builder.kpi("growth", .input(all) - .input(all, at: -1))
    let exclude = builder.when(then: .exclude)
    builder.combine("top", .mean, [rate, growth]) { $0.policies = [exclude] }
    return builder
  }

  private func outcome(
    _ node: Int, _ bindings: [(Example.Target, String)], gives: Example.Expectation,
    scores: Example.Expectation? = nil
  ) -> ExampleOutcome {
    let example = Example(
      title: "", use: nil,
      bindings: bindings.map { target, text in
        Example.Binding(
          target: target,
          given: Rational(decimal: text).map { .scalar(.number($0)) } ?? .reason(Reason(text)),
          location: nil)
      }, gives: gives, scores: scores, location: nil)
    return run(example, of: node, in: builder.program)
  }
  private func input(_ input: Int, at offset: Int = 0) -> Example.Target {
    .input(input, .total, periodOffset: offset)
  }

  @Test func numbersAtTheDigitsWritten() {
    let typical = outcome(
      0, [(input(0), "981"), (input(1), "1000")], gives: .number(rational("0.981"), decimals: 1),
      scores: .number(rational("96.2"), decimals: 1))
    #expect(typical.passed)
    #expect(typical.period == Period(kind: .calendarYear, ordinal: 2019))
    let third = [(input(0), "2"), (input(1), "3")]
    #expect(outcome(0, third, gives: .number(rational("0.667"), decimals: 1)).passed)
    #expect(outcome(0, third, gives: .number(rational("0.67"), decimals: 0)).passed)
    #expect(outcome(0, third, gives: .number(rational("2/3"), decimals: nil)).passed)
    let wrong = outcome(0, third, gives: .number(rational("0.66"), decimals: 0))
    #expect(wrong.gotValue == .number(rational("0.667")))
    #expect(!wrong.passed)
  }

  @Test func reasonsAndPeriods() {
    let none = [(input(0), "0"), (input(1), "0")]
    #expect(
      outcome(0, none, gives: .reason(.notApplicable), scores: .reason(.notApplicable)).passed)
    #expect(outcome(0, [], gives: .reason(.notReported)).passed)
    let confidential = [(input(0), "confidential"), (input(1), "5")]
    #expect(outcome(0, confidential, gives: .reason(.confidential)).passed)
    #expect(outcome(0, confidential, gives: .number(1, decimals: 0)).gotValue?.isKnown == false)
    let two = [(input(1), "12"), (input(1, at: -1), "10")]
    #expect(outcome(1, two, gives: .number(2, decimals: nil)).passed)
    #expect(outcome(1, [(input(1), "12")], gives: .reason(.noPreviousPeriod)).passed)
  }

  @Test func scoresOfChildren() {
    let both: [(Example.Target, String)] = [(.childScore(0), "90"), (.childScore(1), "10")]
    #expect(outcome(2, both, gives: .number(50, decimals: nil)).passed)
    let one: [(Example.Target, String)] = [(.childScore(0), "90"), (.childScore(1), "omitted")]
    #expect(outcome(2, one, gives: .number(90, decimals: nil)).passed)
  }
}
