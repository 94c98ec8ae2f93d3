import PMMNumber
import Testing

@Test(arguments: [
  "", "-", "+", ".", "1e", "1e+", "1e999999999999", "1e401", "1e-401", "1__0", "_1", "1_", "1_.0",
  "1._0", "1_e5", "1e1_0", "١٢", "0x1", "1,5", " 1", "1 ", "--1", "+-1", "1.2.3", ".5", "1.", "-.5",
  "1e5.0", "nan", "inf", "1%", "1/2", "½", "1\u{0}", "e5", "1ee5", "\u{2212}1",
  String(repeating: "1", count: 1001), "0." + String(repeating: "0", count: 1000),
  "1e" + String(repeating: "9", count: 100_000),
])
func malformedDecimals(_ text: String) {
  #expect(Rational(decimal: text) == nil)
  #expect(Rational(decimal: text, underscores: true) == nil)
}

@Test(arguments: [
  ("+1", "1"), ("-0", "0"), ("-0.0e5", "0"), ("00012.50", "25/2"), ("1e3", "1000"),
  ("1.5E-3", "3/2000"), ("1e+2", "100"), ("0e400", "0"), ("0e-400", "0"), ("1e0000000001", "10"),
  ("0.1", "1/10"), ("-96.20", "-481/5"),
  ("170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
  ("170141183460469231731687303715884105728", "170141183460469231731687303715884105728"),
  (
    "-99999999999999999999999999999999999999.9",
    "-999999999999999999999999999999999999999/10"
  ),
])
func decimals(_ text: String, _ fraction: String) {
  #expect(Rational(decimal: text)?.fractionText == fraction)
  #expect(Rational(decimal: Array(text.utf8))?.fractionText == fraction)
}

@Test func underscores() {
  #expect(Rational(decimal: "75_000.000_1", underscores: true)?.description == "75000.0001")
  #expect(Rational(decimal: "75_000") == nil)
}

@Test(arguments: [
  ("3/4", "3/4"), ("-6/4", "-3/2"), ("6/-4", "-3/2"), ("0.5/0.25", "2"), ("7", "7"), ("2.5", "5/2"),
])
func fractions(_ text: String, _ expected: String) {
  #expect(Rational(fraction: text)?.fractionText == expected)
}

@Test(arguments: ["1/0", "/", "1/", "/2", "1/2/3", "1 / 2", "a/b", "1//2"])
func malformedFractions(_ text: String) {
  #expect(Rational(fraction: text) == nil)
}

@Test(arguments: [
  ("1/2", "0.5"), ("-3", "-3"), ("1200", "1200"), ("1/3", "0.333333333333…"), ("0", "0"),
  ("1/1024", "0.0009765625"), ("2/3", "0.666666666667…"), ("-1/7", "-0.142857142857…"),
  ("1e-40", "0." + String(repeating: "0", count: 39) + "1"), ("1e-41", "1e-41…"),
  ("1e45", "1" + String(repeating: "0", count: 45)),
])
func descriptions(_ text: String, _ expected: String) {
  #expect(Rational(fraction: text)?.description == expected)
}

@Test(arguments: [
  ("1/3", 5, "0.33333"), ("1234567", 3, "1230000"), ("0.00012345", 2, "0.00012"),
  ("99.99", 3, "100"),
  ("1e40", 5, "1" + String(repeating: "0", count: 40)), ("1.5e40", 5, "1.5e40"),
  ("9.99999e39", 3, "1" + String(repeating: "0", count: 40)), ("-1.5e-30", 4, "-1.5e-30"),
  ("1e-20", 3, "0.00000000000000000001"), ("9.9e-21", 3, "9.9e-21"),
  ("9.99e-21", 2, "0.00000000000000000001"),
  ("0", 3, "0"), ("2.5", 1, "2"), ("3.5", 1, "4"), ("1e400", 1, "1e400"), ("5", 0, "5"),
  ("5", Int.min, "5"), ("1/3", 1, "0.3"), ("1.25e50", 10, "1.25e50"),
])
func significantDigits(_ text: String, _ digits: Int, _ expected: String) {
  #expect(Rational(fraction: text)?.decimal(significant: digits) == expected)
}

@Test(arguments: [
  ("96.2", 2, "96.20"), ("-0.04", 1, "0.0"), ("-0.05", 1, "-0.1"), ("0.005", 2, "0.01"),
  ("1234.5", -2, "1200"), ("-49", -2, "0"), ("50", -2, "100"), ("1/3", 0, "0"), ("2/3", 0, "1"),
  ("999.999", 2, "1000.00"), ("0", 3, "0.000"),
  ("1e50", 1, "1" + String(repeating: "0", count: 50) + ".0"),
  ("7", Int.min, "0"),
])
func fixedDecimals(_ text: String, _ decimals: Int, _ expected: String) {
  #expect(Rational(fraction: text)?.fixed(decimals: decimals, .halfUp) == expected)
}

@Test(arguments: 0..<20) func printedDecimalsReadBack(_ seed: Int) throws {
  var generator = Generator(seed: UInt64(seed))
  for _ in 0..<20 {
    let digits = Int.random(in: 1...60, using: &generator)
    let text = (0..<digits).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
    let exponent = Int.random(in: -40...40, using: &generator)
    let value = try #require(Rational(decimal: "-\(text)e\(exponent)"))
    let printed = try #require(value.exactDecimal(limit: 200))
    #expect(Rational(decimal: printed) == value)
    #expect(Rational(fraction: value.fractionText) == value)
    #expect(Rational(decimal: value.decimal(significant: 60)) == value)
  }
}

/// Per mode: half_up, half_even, down, up.
@Test(arguments: [
  ("2.5", ["3", "2", "2", "3"]), ("3.5", ["4", "4", "3", "4"]), ("-2.5", ["-3", "-2", "-2", "-3"]),
  ("-3.5", ["-4", "-4", "-3", "-4"]), ("0.5", ["1", "0", "0", "1"]),
  ("-0.5", ["-1", "0", "0", "-1"]),
  ("2.4", ["2", "2", "2", "3"]), ("2.6", ["3", "3", "2", "3"]), ("-2.4", ["-2", "-2", "-2", "-3"]),
  ("1/3", ["0", "0", "0", "1"]), ("-2/3", ["-1", "-1", "0", "-1"]), ("2", ["2", "2", "2", "2"]),
  ("2.50000000000000000000000000000000000000000000001", ["3", "3", "2", "3"]),
  ("0", ["0", "0", "0", "0"]),
])
func roundingModes(_ text: String, _ expected: [String]) throws {
  let value = try #require(Rational(fraction: text))
  for (mode, result) in zip([RoundingMode.halfUp, .halfEven, .down, .up], expected) {
    #expect(value.rounded(decimals: 0, mode).description == result)
    #expect(value.fixed(decimals: 0, mode) == result)
    // The same a hundred places further, through big integers.
    let scale = try #require(Rational(10).power(100))
    #expect(
      (value * scale).rounded(decimals: -100, mode) == Rational(decimal: result).map { $0 * scale })
    let back = try #require(value.divided(by: scale))
    #expect(back.rounded(decimals: 100, mode) == Rational(decimal: result)?.divided(by: scale))
  }
}

@Test func significantRounding() throws {
  let value = try #require(Rational(decimal: "-1254.5"))
  #expect(value.rounded(significant: 2, .halfUp) == -1300)
  #expect(value.rounded(significant: 3, .down) == -1250)
  #expect(value.rounded(significant: 4, .halfEven) == -1254)
  #expect(value.rounded(significant: 99, .up) == value)
  #expect(Rational(999).rounded(significant: 2, .halfUp) == 1000)
  #expect(value.rounded(decimals: Int.max, .up) == value)
  #expect(value.rounded(decimals: Int.min, .down) == 0)
}
