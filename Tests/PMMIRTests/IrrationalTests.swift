import PMMIR
import PMMNumber
import Testing

/// What needs more than rational arithmetic: 34 digits, half_even.
@Suite(.enabled(if: Rational(2).naturalLogarithm() != nil, "needs the irrational functions"))
struct IrrationalTests {
  private func value(_ term: Term) -> Rational? {
    var builder = Builder()
    let node = builder.kpi("k", term)
    builder.present()
    return builder.figures(node)?.value.number
  }

  @Test func functions() {
    #expect(value(.call(.ln, [2])) == rational("0.6931471805599453094172321214581766"))
    #expect(value(.call(.exp, [1])) == rational("2.718281828459045235360287471352662"))
    #expect(value(.call(.sqrt, [2])) == rational("1.414213562373095048801688724209698"))
    #expect(
      value(.binary(.power, 2, .number("0.5"))) == rational("1.414213562373095048801688724209698"))
    #expect(value(.binary(.power, 0, .number("0.5"))) == 0)
    #expect(value(.call(.sqrt, [9])) == 3)
  }

  @Test func means() {
    #expect(value(.call(.weightedGeometricMean, [4, 1, 32, 2])) == 16)
    #expect(value(.call(.powerMean, [2, 1, 7])) == 5)
    #expect(value(.call(.weightedPowerMean, [2, 1, 1, 7, 1])) == 5)
    #expect(value(.call(.powerMean, [-2, 0, 7])) == nil)
  }

  @Test func scores() {
    var builder = Builder()
    let (log, power) = (
      builder.log("100", "10000"), builder.linear("84", "26.1", power: rational("0.8"))
    )
    let a = builder.kpi("a", 1_000) { $0.score = log }
    let b = builder.kpi("b", .number("0")) { $0.score = power }
    let c = builder.kpi("c", .number("55.05")) { $0.score = power }
    builder.present()
    let figures = [a, b, c].map { builder.figures($0)?.score?.number }
    #expect(figures[0]?.rounded(decimals: 30, .halfEven) == 50)
    #expect(figures[1] == 100)
    // 0.5 ^ 0.8
    #expect(figures[2]?.rounded(decimals: 6, .halfEven) == rational("57.434918"))
  }
}
