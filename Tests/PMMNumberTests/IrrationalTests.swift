import PMMNumber
import Testing

/// One line of the table.
private struct Known: Sendable, CustomTestStringConvertible {
  let fields: [String]
  var testDescription: String { fields.joined(separator: " ") }

  func argument(_ index: Int) throws -> Rational {
    try #require(Rational(fraction: fields[index]))
  }

  func list(_ index: Int) throws -> [Rational] {
    try fields[index].split(separator: ",").map { try #require(Rational(fraction: String($0))) }
  }

  /// What the function gives for the arguments.
  func result() throws -> Rational? {
    switch fields[0] {
    case "sqrt": return try argument(1).squareRoot()
    case "ln": return try argument(1).naturalLogarithm()
    case "exp": return try argument(1).exponential()
    case "pow": return try argument(1).power(try argument(2))
    case "gm": return Rational.weightedGeometricMean(try pairs())
    default: return Rational.powerMean(try pairs(), exponent: try argument(3))
    }
  }

  private func pairs() throws -> [(value: Rational, weight: Rational)] {
    zip(try list(1), try list(2)).map { ($0, $1) }
  }
}

private let table = knownResults.split(separator: "\n").map {
  Known(fields: $0.split(separator: ";").map(String.init))
}

@Test(arguments: table) private func known(_ line: Known) throws {
  let expected = try #require(line.fields.last)
  if expected == "nil" {
    #expect(try line.result() == nil)
    return
  }
  let mantissaAndExponent = expected.split(separator: "e")
  let mantissa = try #require(Rational(decimal: String(mantissaAndExponent[0])))
  let exponent = try #require(Int(mantissaAndExponent[1]))
  let positive = try #require(Rational(10).power(abs(exponent)))
  let scaled = exponent < 0 ? mantissa.divided(by: positive) : mantissa * positive
  #expect(try line.result() == scaled)
}

@Test(arguments: [
  ("2", "1.414213562373095048801688724209698"), ("1/9", "1/3"), ("4", "2"), ("0", "0"),
  ("0.0625", "0.25"), ("152399025", "12345"), ("1e-400", "1e-200"),
])
func squareRoots(_ text: String, _ expected: String) {
  #expect(Rational(fraction: text)?.squareRoot() == Rational(fraction: expected))
}

@Test func constants() {
  #expect(
    Rational(2).naturalLogarithm() == Rational(decimal: "0.6931471805599453094172321214581766"))
  #expect(
    Rational(10).naturalLogarithm() == Rational(decimal: "2.302585092994045684017991454684364"))
  #expect(Rational.one.exponential() == Rational(decimal: "2.718281828459045235360287471352662"))
  #expect(Rational.one.naturalLogarithm() == 0)
  #expect(Rational.zero.exponential() == 1)
}

@Test func domains() {
  #expect(Rational(-1).squareRoot() == nil)
  #expect(Rational.zero.naturalLogarithm() == nil)
  #expect(Rational(-2).naturalLogarithm() == nil)
  #expect(Rational(2303).exponential() == nil)
  #expect(Rational(2302).exponential() != nil)
  #expect(Rational(-2302).exponential() != nil)
  #expect(Rational(decimal: "2302.6")?.exponential() == nil)
  #expect(Rational(decimal: "-2302.6")?.exponential() == nil)
  #expect(Rational(decimal: "-1e400")?.exponential() == nil)
  #expect(Rational(-8).power(Rational(1, over: 3)) == nil)
  #expect(Rational.zero.power(Rational(-1, over: 2)) == nil)
  #expect(Rational.zero.power(Rational(1, over: 2)) == 0)
  #expect(Rational.zero.power(Rational.zero) == 1)
  #expect(Rational(2).power(Rational(1001)) == nil)
  #expect(
    Rational(decimal: "1e400").flatMap { Rational(3).power($0 + Rational(1, over: 2)) } == nil)
  #expect(Rational(10).power(Rational(20001, over: 7)) == nil)
}

@Test(arguments: [
  ("8/27", "1/3", "2/3"), ("8/27", "-2/3", "9/4"), ("4", "1.5", "8"), ("1", "1/7", "1"),
  ("1e300", "1/300", "10"), ("32", "0.2", "2"), ("9", "-0.5", "1/3"), ("-2", "3", "-8"),
])
func exactPowers(_ base: String, _ exponent: String, _ expected: String) throws {
  let power = try #require(Rational(fraction: exponent))
  #expect(Rational(fraction: base)?.power(power) == Rational(fraction: expected))
}

@Test func longFractionsHaveExactRoots() throws {
  var generator = Generator(seed: 11)
  let value = Rational.sum((0..<40).map { _ in generator.rational(digits: 18).magnitude })
  #expect((value * value).squareRoot() == value)
  #expect((value * value + 1).squareRoot() != nil)
  #expect(value.power(5)?.power(Rational(1, over: 5)) == value)
}

@Test func geometricMeans() {
  #expect(Rational.geometricMean([]) == nil)
  #expect(Rational.geometricMean([2, 8]) == 4)
  #expect(
    Rational.geometricMean([Rational(1, over: 3), Rational(1, over: 12)]) == Rational(1, over: 6))
  #expect(Rational.geometricMean([0, 5]) == 0)
  #expect(Rational.geometricMean([2, -8]) == nil)
  #expect(Rational.geometricMean([7, 7, 7]) == 7)
  #expect(Rational.geometricMean([1, 2]) == Rational(2).squareRoot())
  let quarter = Rational(1, over: 4)
  #expect(Rational.weightedGeometricMean([(16, quarter), (1, quarter * 3)]) == 2)
  #expect(Rational.weightedGeometricMean([(16, 0), (1, 0)]) == nil)
  #expect(Rational.weightedGeometricMean([(16, -1), (1, 2)]) == nil)
  #expect(Rational.weightedGeometricMean([(0, 0), (9, 1), (4, 1)]) == 6)
}

/// A tie of 35 digits that no test for exactness is asked about must still round to even.
@Test func tiesEndTheSearch() throws {
  let tie = try #require(Rational(decimal: "1.2345678901234567890123456789012345"))
  let next = try #require(Rational(decimal: "1.234567890123456789012345678901234"))
  let values = [(tie * tie, Rational(1001)), (Rational.one, Rational(1001)), (tie, Rational(1))]
  // (tie^2002 * tie)^(1/2003): the weights are too large to be tried exactly.
  #expect(Rational.weightedGeometricMean(values.map { (value: $0.0, weight: $0.1) }) == next)
}

@Test func geometricMeanOfMany() throws {
  var generator = Generator(seed: 5)
  let values = (0..<2000).map { _ in generator.rational(digits: 18).magnitude + 1 }
  let logs = Rational.sum(values.compactMap { $0.naturalLogarithm() })
  let expected = try #require(logs.divided(by: 2000)?.exponential())
  let mean = try #require(Rational.geometricMean(values))
  #expect((mean - expected).magnitude < expected * (try #require(Rational(decimal: "1e-30"))))
}

@Test func powerMeans() throws {
  let half = Rational(1, over: 2)
  let equal: [(value: Rational, weight: Rational)] = [(2, 1), (8, 2)]
  // ((sqrt 2 + 2 sqrt 8) / 3)^2 = (5 sqrt 2 / 3)^2
  #expect(Rational.powerMean(equal, exponent: half) == Rational(50, over: 9))
  #expect(Rational.powerMean(equal, exponent: 1) == 6)
  #expect(Rational.powerMean(equal, exponent: -1) == 4)
  #expect(Rational.powerMean([(2, 1), (8, 1)], exponent: 0) == 4)
  #expect(Rational.powerMean([(1, 1), (7, 1)], exponent: 2) == 5)
  #expect(Rational.powerMean([(-1, 1), (7, 1)], exponent: 2) == 5)
  #expect(Rational.powerMean([(-1, 1), (-7, 1)], exponent: 3) == nil)
  #expect(Rational.powerMean([(-1, 1), (7, 1)], exponent: half) == nil)
  #expect(Rational.powerMean([(0, 1), (16, 1)], exponent: half) == 4)
  #expect(Rational.powerMean([(0, 1), (16, 1)], exponent: -half) == 0)
  #expect(Rational.powerMean([(0, 1), (16, 1)], exponent: -2) == 0)
  #expect(Rational.powerMean([(0, 1)], exponent: half) == 0)
  #expect(Rational.powerMean([], exponent: half) == nil)
  #expect(Rational.powerMean([(3, 0)], exponent: half) == nil)
  #expect(Rational.powerMean([(3, 1), (3, 5)], exponent: Rational(7, over: 11)) == 3)
}

@Test func standardDeviations() {
  #expect(Rational.standardDeviation([2, 4, 4, 4, 5, 5, 7, 9], sample: false) == 2)
  #expect(Rational.standardDeviation([1, 2, 3], sample: true) == 1)
  #expect(Rational.standardDeviation([1, 2], sample: true) == Rational(1, over: 2).squareRoot())
  #expect(Rational.standardDeviation([5], sample: true) == nil)
  #expect(Rational.standardDeviation([5], sample: false) == 0)
  #expect(Rational.standardDeviation([], sample: false) == nil)
}
