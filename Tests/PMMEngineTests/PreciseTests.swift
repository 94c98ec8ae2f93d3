import PMMNumber
import TestSupport
import Testing

@testable import PMMEngine

@Suite("A number of twice the digits lies within its bound")
struct PreciseTests {
  /// The double itself, as a fraction.
  private static func exact(_ double: Double) -> Rational {
    guard double != 0 else { return 0 }
    let whole = Int(double.significand * 0x1p52)
    var result = Rational(double < 0 ? -whole : whole)
    let step = Rational(1 << 40)
    var exponent = Int(double.exponent) - 52
    while exponent >= 40 { (result, exponent) = (result * step, exponent - 40) }
    while exponent <= -40 {
      (result, exponent) = (result * Rational(1, over: 1 << 40), exponent + 40)
    }
    return exponent < 0
      ? result * Rational(1, over: 1 << -exponent) : result * Rational(1 << exponent)
  }

  private static func fraction(_ random: inout SeededGenerator) -> Rational {
    let top = Int.random(in: -9_999_999_999...9_999_999_999, using: &random)
    let shift = Int.random(in: 0...9, using: &random)
    let power = (0..<shift).reduce(1) { product, _ in product * 10 }
    switch Int.random(in: 0...3, using: &random) {
    case 0: return Rational(top / power)
    case 1: return Rational(top, over: power)
    case 2: return Rational(top / power, over: Int.random(in: 1...9_999_999, using: &random))
    default: return Rational(Int.random(in: -3...3, using: &random))
    }
  }

  @Test("after any operations") func bounds() throws {
    var random = SeededGenerator(seed: 20_261_122)
    for _ in 0..<600 {
      let (x, y) = (Self.fraction(&random), Self.fraction(&random))
      let (a, b) = (try #require(Precise(x)), try #require(Precise(y)))
      let sizes = (abs(a.high), abs(b.high))
      var found = [
        (a, x, sizes.0), (a + b, x + y, sizes.0 + sizes.1), (a - b, x - y, sizes.0 + sizes.1),
        (a * b, x * y, sizes.0 * sizes.1), (a - a, 0, sizes.0),
      ]
      if let quotient = x.divided(by: y), !y.isZero {
        found.append((a / b, quotient, sizes.0 / sizes.1))
        found.append((a / b - a, quotient - x, sizes.0 / sizes.1 + sizes.0))
        found.append(((a / b + b) * (a - b), (quotient + y) * (x - y), .infinity))
      }
      for (precise, truth, size) in found {
        let distance = (truth - Self.exact(precise.high) - Self.exact(precise.low)).magnitude
        #expect(distance <= Self.exact(precise.error), "\(x) \(y)")
        // It is of use: twice the digits of what went into it.
        #expect(precise.error.isFinite && precise.error <= 1e-29 * size + 1e-290, "\(x) \(y)")
        guard let digits = NumberText.significant(precise, 12), !truth.isZero else { continue }
        #expect(digits.text == truth.decimal(significant: 12))
      }
    }
  }

  @Test("and decides nothing that lies halfway") func halfway() throws {
    for text in [Rational(1, over: 2), Rational(5, over: 2), Rational(-7, over: 2)] {
      #expect(try #require(Precise(text)).nearest == nil)
    }
    let close = try #require(Precise(Rational(1, over: 2) + Rational(1, over: 1 << 40)))
    #expect(close.nearest == 1)
    #expect((Precise(1.0) / Precise(0.0)).nearest == nil)
    #expect((Precise(1e150) * Precise(1e150)).nearest == nil)
  }
}
