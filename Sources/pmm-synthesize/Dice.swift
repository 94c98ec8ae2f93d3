/// Numbers that look like chance and follow from words: the same words give the same number, on every
/// machine and whatever else is drawn.
///
/// Only the four operations are used. Libraries differ in the last digit of a logarithm, and the
/// file that is printed must not.
struct Dice: Sendable {
  let seed: UInt64

  /// From 0 up to 1, without 1.
  func uniform(_ words: String...) -> Double { uniform(words, 0) }

  /// Bell-shaped, mean 0 and deviation 1, never beyond 6.
  func bell(_ words: String...) -> Double {
    (0..<12).reduce(-6) { $0 + uniform(words, $1) }
  }

  private func uniform(_ words: [String], _ round: Int) -> Double {
    // FNV-1a over the words, each ended by a byte that none of them has.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
    func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    for word in words {
      for byte in word.utf8 { take(byte) }
      take(0xff)
    }
    take(UInt8(round))
    // SplitMix64's finish spreads words that differ in one letter.
    hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
    hash ^= hash >> 31
    return Double(hash >> 11) / 9_007_199_254_740_992
  }
}
