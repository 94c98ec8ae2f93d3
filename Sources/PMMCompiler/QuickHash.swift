/// A hash that takes a few steps where the standard one takes hundreds.
struct QuickHash {
  private(set) var value = 0

  mutating func add(_ part: Int) {
    // The multiplier is 2^64 over the golden ratio, which spreads numbers that follow each other.
    value = (value ^ part) &* Int(bitPattern: 0x9E37_79B9_7F4A_7C15)
    value ^= value >> 32
  }
}
