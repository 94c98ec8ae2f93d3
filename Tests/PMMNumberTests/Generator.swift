import BigInt
import Testing

@testable import PMMNumber

/// SplitMix64: the same numbers in every run.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A fraction whose parts have up to `digits` digits.
  mutating func rational(digits: Int) -> Rational {
    var bound = 1
    for _ in 0..<digits { bound *= 10 }
    let value = Int.random(in: 1..<bound, using: &self)
    return Rational(
      Int.random(in: -value...value, using: &self), over: Int.random(in: 1..<bound, using: &self))
  }
}

/// The plainest fraction there can be, to test against.
struct Reference {
  var top: BigInt
  var bottom: BigInt

  init(_ top: BigInt, _ bottom: BigInt) {
    let common = top.greatestCommonDivisor(with: bottom) * (bottom < 0 ? -1 : 1)
    self.top = top / common
    self.bottom = bottom / common
  }

  /// The value under test goes through text.
  var rational: Rational {
    get throws { try #require(Rational(fraction: "\(top)/\(bottom)")) }
  }

  var text: String { bottom == 1 ? "\(top)" : "\(top)/\(bottom)" }
}
