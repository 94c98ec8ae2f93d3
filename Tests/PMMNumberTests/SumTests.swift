import BigInt
import Testing

@testable import PMMNumber

private func ratios(_ count: Int, seed: UInt64) -> [Rational] {
  var generator = Generator(seed: seed)
  return (0..<count).map { _ in
    let denominator = Int.random(
      in: 100_000_000_000_000_000..<1_000_000_000_000_000_000, using: &generator)
    return Rational(Int.random(in: 1..<denominator, using: &generator), over: denominator)
  }
}

/// The value modulo a prime, worked out value by value.
private func residue(_ value: Rational, _ field: PrimeField) -> UInt64 {
  let big = value.big
  let top = Limbs.residue(big.numerator.magnitude.words, field.modulus)
  let bottom = Limbs.residue(big.denominator.words, field.modulus)
  return field.product(top, field.power(bottom, field.modulus - 2))
}

/// A tree and a chain must give the same number.
@Test(arguments: [0, 1, 2, 3, 17, 150]) func sumIsTheChainOfAdditions(_ count: Int) {
  let values = ratios(count, seed: UInt64(count))
  let chain = values.reduce(Rational.zero) { $0 + $1 }
  let sum = Rational.sum(values)
  #expect(sum == chain)
  #expect(sum.hashValue == chain.hashValue)
  #expect(sum.fractionText == chain.fractionText)
  #expect(Rational.sum(values + values.map(\.negated)).isZero)
}

@Test func meanOfManyUnlikeDenominators() throws {
  let values = ratios(10_000, seed: 7)
  let mean = try #require(Rational.mean(values))
  for modulus in [UInt64(1) << 61 - 1, 1_000_000_007, 4_611_686_018_427_387_847] {
    let field = PrimeField(modulus: modulus)
    #expect(field.isPrime)
    let expected = values.reduce(0) { ($0 + residue($1, field)) % modulus }
    #expect(field.product(residue(mean, field), 10_000) == expected)
  }
  #expect(mean > 0 && mean < 1)
  #expect(
    mean.decimal(significant: 12).hasPrefix("0.49")
      || mean.decimal(significant: 12).hasPrefix("0.50"))
  #expect(mean.int == nil && !mean.isInteger)
  #expect(mean.rounded(decimals: 2, .halfUp) == Rational(1, over: 2))
  #expect(mean.exactDecimal() == nil)
  #expect(Set([mean, mean + 0]).count == 1)
  #expect(mean < mean + Rational(1, over: 1_000_000))
}

@Test func repeatedDenominatorsStayShort() throws {
  var generator = Generator(seed: 3)
  let parts = ratios(20, seed: 5)
  let values = (0..<5000).map { _ in parts[Int.random(in: 0..<20, using: &generator)] }
  let sum = Rational.sum(values)
  #expect(sum.big.denominator.length < 20 * 64)
  #expect(sum == Rational.sum(values.reversed()))
}

@Test func meanOfNothing() {
  #expect(Rational.mean([]) == nil)
  #expect(Rational.sum([]) == 0)
  #expect(Rational.mean([1, 2]) == Rational(3, over: 2))
}

@Test(arguments: [1, 3, 39, 40, 41, 80, 97, 200], [2, 40, 81, 130])
func kernelsAgreeWithBigInt(_ long: Int, _ short: Int) {
  var generator = Generator(seed: UInt64(long * 1000 + short))
  func number(_ words: Int) -> BigUInt {
    BigUInt(words: (0..<words).map { _ in UInt.random(in: 0...UInt.max, using: &generator) })
  }
  let (a, b, c) = (number(long), number(short), number(1 + short / 8))
  #expect(multiply(a, b) == a * b)
  let ones = (BigUInt(1) << (64 * long)) - 1
  #expect(multiply(ones, ones) == ones * ones)
  if long <= 80 {
    #expect(Limbs.greatestCommonDivisor(a * c, b * c) == (a * c).greatestCommonDivisor(with: b * c))
    #expect(Limbs.greatestCommonDivisor(a * c, c) == c)
    #expect(Limbs.greatestCommonDivisor(ones, a) == ones.greatestCommonDivisor(with: a))
  }
  #expect(Limbs.greatestCommonDivisor(a, 0) == a)
}

@Test func commonDenominatorsMakeWhole() {
  let values = [Rational(1, over: 6), Rational(3, over: 4), Rational(-5), Rational(7, over: 10)]
  #expect(Rational.commonDenominator(values) == 60)
  #expect(Rational.commonDenominator([Rational]()) == 1)
  #expect(values.allSatisfy { ($0 * 60).isInteger })
}
