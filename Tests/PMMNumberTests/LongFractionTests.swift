import Testing

@testable import PMMNumber

/// A value so long that it is not kept in lowest terms.
private func long(_ seed: UInt64) -> Rational {
  var generator = Generator(seed: seed)
  return Rational.sum((0..<70).map { _ in generator.rational(digits: 18) })
}

@Test(arguments: 0..<4) func lawsHoldWithoutLowestTerms(_ seed: Int) throws {
  let (x, y) = (long(UInt64(seed)), long(UInt64(seed) + 100))
  let product = x * y
  let back = try #require(product.divided(by: y))
  guard case .big(let raw) = back.storage else {
    Issue.record("expected a long fraction")
    return
  }
  #expect(!raw.isReduced)
  #expect(back == x)
  #expect(!(back < x) && !(x < back))
  #expect(back.hashValue == x.hashValue)
  #expect(back.fractionText == x.fractionText)
  #expect(back - x == 0)
  #expect((x + y) * (x - y) == x * x - y * y)
  #expect(x < x + Rational(1, over: Int.max))
  #expect(back.decimal(significant: 30) == x.decimal(significant: 30))
}

@Test func shortValuesHideInLongFractions() throws {
  let x = long(9)
  let half = try #require((x * Rational(1, over: 2)).divided(by: x))
  let seven = try #require((x * -7).divided(by: x))
  #expect(half == Rational(1, over: 2))
  #expect(half.hashValue == Rational(1, over: 2).hashValue)
  #expect(half.description == "0.5")
  #expect(half.exactDecimal(limit: 0) == nil)
  #expect(half.fractionText == "1/2")
  #expect(!half.isInteger && half.int == nil)
  #expect(seven.isInteger)
  #expect(seven.int == -7)
  #expect(seven == -7 && seven < -6 && seven > -8)
  #expect(seven.numeratorText == "-7" && seven.denominatorText == "1")
  #expect((half * 18).squareRoot() == 3)
  #expect(Rational(4).power(half) == 2)
  #expect(Rational(2).power(seven) == Rational(1, over: 128))
  #expect(seven.rounded(significant: 3, .up) == -7)
  #expect(half.fixed(decimals: 0, .halfEven) == "0")
}
