/// Random numbers that follow from their place alone: seed, run, draw and number within the draw.
/// So it makes no difference which core computes which run, or in which order.
struct RandomStream: Sendable {
  private let state: UInt64

  /// `matrix` tells the two independent samples apart that effects are estimated from.
  init(seed: Int, run: Int, draw: Int, matrix: Int) {
    var state = Self.mixed(UInt64(bitPattern: Int64(seed)) &+ Self.step)
    for part in [run, draw, matrix] {
      state = Self.mixed((state ^ UInt64(bitPattern: Int64(part))) &+ Self.step)
    }
    self.state = state
  }

  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  /// 64 random bits.
  @inline(__always)
  func bits(_ index: Int) -> UInt64 {
    Self.mixed(state &+ UInt64(truncatingIfNeeded: index) &* Self.step)
  }

  /// From 0 to below 1, in steps of 2^-53.
  @inline(__always)
  func uniform(_ index: Int) -> Double {
    Double(Int64(truncatingIfNeeded: bits(index) &>> 11)) * 0x1p-53
  }

  /// Two whole numbers from 0 to below 2^32, out of the two halves of 64 bits.
  @inline(__always)
  func pair(_ index: Int) -> SIMD2<Double> {
    let halves = unsafeBitCast(bits(index), to: SIMD2<UInt32>.self)
    // A number below 2^32 is the low half of the double that is so much above 2^52.
    let high: UInt32 = 0x4330_0000
    let doubles = unsafeBitCast(
      SIMD4(halves[0], high, halves[1], high), to: SIMD2<Double>.self)
    return doubles - 0x1p52
  }

  /// From 0 to below `count`.
  func choice(_ index: Int, of count: Int) -> Int {
    Int(bits(index).multipliedFullWidth(by: UInt64(count)).high)
  }
}
