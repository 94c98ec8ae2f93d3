import BigInt
import PMMNumber
import Testing

/// Integers on both sides of every limit of the small form.
private let edges: [BigInt] = {
  let powers = [31, 32, 62, 63, 64, 126, 127, 128, 200].map { BigInt(1) << $0 }
  let near = powers.flatMap { [$0 - 1, $0, $0 + 1] }
  let plain: [BigInt] = [1, 2, 3, 10, 999_999_999_999_999_989, 1_000_000_000_000_000_000]
  return plain + near
}()

@Test(arguments: edges.indices)
func arithmeticAgreesWithPlainFractions(_ index: Int) throws {
  var generator = Generator(seed: UInt64(index))
  for other in edges {
    let x = Reference(edges[index] * (Bool.random(using: &generator) ? -1 : 1), other)
    let y = Reference(
      edges.randomElement(using: &generator) ?? 1, edges.randomElement(using: &generator) ?? 1)
    let (left, right) = (try x.rational, try y.rational)
    #expect(left.fractionText == x.text)
    let sum = Reference(x.top * y.bottom + y.top * x.bottom, x.bottom * y.bottom)
    #expect((left + right).fractionText == sum.text)
    let difference = Reference(x.top * y.bottom - y.top * x.bottom, x.bottom * y.bottom)
    #expect((left - right).fractionText == difference.text)
    #expect((left * right).fractionText == Reference(x.top * y.top, x.bottom * y.bottom).text)
    let quotient = try #require(left.divided(by: right))
    #expect(quotient.fractionText == Reference(x.top * y.bottom, x.bottom * y.top).text)
    #expect((left < right) == (x.top * y.bottom < y.top * x.bottom))
    #expect((left == right) == (x.top * y.bottom == y.top * x.bottom))
    #expect(left.isInteger == (x.bottom == 1))
    #expect(left.int == (x.bottom == 1 ? Int(exactly: x.top) : nil))
  }
}

@Test(arguments: [1, 3, 9, 18], 0..<8)
func fieldLaws(_ digits: Int, _ seed: Int) throws {
  var generator = Generator(seed: UInt64(seed))
  for _ in 0..<25 {
    let (a, b, c) = (
      generator.rational(digits: digits), generator.rational(digits: digits),
      generator.rational(digits: digits)
    )
    #expect(a + b == b + a)
    #expect((a + b) + c == a + (b + c))
    #expect((a * b) * c == a * (b * c))
    #expect(a * (b + c) == a * b + a * c)
    #expect(a - a == 0)
    #expect(a + (-a) == .zero)
    #expect((a + b + c - c - b).hashValue == a.hashValue)
    if let quotient = a.divided(by: b) { #expect(quotient * b == a) }
    #expect((a < b) == ((b - a).sign == 1))
    #expect(a.magnitude == (a.isNegative ? a.negated : a))
  }
}

@Test func decimalsAreExact() throws {
  let tenth = try #require(Rational(decimal: "0.1"))
  #expect(tenth + tenth + tenth == Rational(3, over: 10))
  let gap = try #require(Rational(decimal: "0.975")) - 1
  #expect(gap.magnitude <= Rational(25, over: 1000))
  let third = Rational(1, over: 3)
  #expect(third + third + third == .one)
  #expect(Rational.sum([third, third, third]) == 1)
}

@Test func extremesDoNotTrap() throws {
  #expect(Rational(Int.min, over: Int.min) == 1)
  #expect(Rational(Int.min, over: -1).fractionText == "9223372036854775808")
  #expect(Rational(1, over: Int.min).fractionText == "-1/9223372036854775808")
  #expect(Rational(Int.min).int == Int.min)
  #expect(Rational(Int.min).negated.int == nil)
  #expect(Rational.zero.divided(by: .zero) == nil)
  #expect(Rational(fraction: "1/0") == nil)
  let least = try #require(Rational(fraction: "-170141183460469231731687303715884105728"))
  #expect((least - 1 + 1) == least)
  #expect((least.negated - 1).negated < least + 2)
}

@Test(arguments: [
  ("2", 10, "1024"), ("-2/3", 3, "-8/27"), ("-2/3", -2, "9/4"), ("0", 0, "1"), ("0", 5, "0"),
  ("1", -1000, "1"), ("-1", 999, "-1"), ("10", -3, "1/1000"),
])
func integerPowers(_ base: String, _ exponent: Int, _ expected: String) throws {
  #expect(try #require(Rational(fraction: base)).power(exponent)?.fractionText == expected)
}

@Test func powersAreBounded() {
  #expect(Rational(2).power(1001) == nil)
  #expect(Rational(2).power(Int.min) == nil)
  #expect(Rational.zero.power(-1) == nil)
  #expect(Rational(10).power(1000)?.power(1000) == nil)
  #expect(Rational(10).power(1000)?.decimal(significant: 3) == "1e1000")
}

@Test func hashIsCanonical() throws {
  // 2^61 - 1, the modulus of the hash, as a factor of either part.
  let prime = Rational((1 << 61) - 1)
  let values = [prime, prime.negated, Rational(1, over: (1 << 61) - 1), prime * prime, .zero, .one]
  for value in values {
    for factor in values where !factor.isZero {
      let back = try #require((value * factor).divided(by: factor))
      #expect(back == value)
      #expect(back.hashValue == value.hashValue)
    }
  }
}
