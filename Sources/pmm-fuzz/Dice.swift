import PMMDiagnostics
import PMMSyntax

/// Chance that is the same in every run.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &self) }

  /// A file of the corpus, or some lines of it, broken once or a few times.
  mutating func broken(_ corpus: [(path: String, bytes: [UInt8])]) -> [UInt8] {
    var bytes = corpus[below(corpus.count)].bytes
    // Short files are as likely to be wrong as long ones, and more of them can be tried.
    if bytes.count > 1_500, below(20) > 0 { bytes = stretch(of: bytes) }
    for _ in 0..<1 + below(4) { breakOnce(&bytes, corpus) }
    return bytes
  }

  /// Whole lines from the beginning of a declaration on.
  private mutating func stretch(of bytes: [UInt8]) -> [UInt8] {
    var start = below(bytes.count)
    while start > 0, !(bytes[start - 1] == 0x0A && bytes[start] >= 0x61) { start -= 1 }
    let end = min(bytes.count, start + 200 + below(1_300))
    return Array(bytes[start..<end])
  }

  private mutating func breakOnce(_ bytes: inout [UInt8], _ corpus: [(path: String, bytes: [UInt8])]) {
    guard !bytes.isEmpty else { return }
    switch below(8) {
    case 0: bytes[below(bytes.count)] = UInt8(below(256))
    case 1: bytes.removeSubrange(below(bytes.count)...)
    case 2:
      let start = below(bytes.count)
      bytes.removeSubrange(start..<min(bytes.count, start + 1 + below(40)))
    case 3:
      // A stretch of another file.
      let other = corpus[below(corpus.count)].bytes
      guard !other.isEmpty else { return }
      let start = below(other.count)
      let part = other[start..<min(other.count, start + 1 + below(60))]
      bytes.insert(contentsOf: part, at: below(bytes.count + 1))
    default: breakToken(&bytes)
    }
  }

  /// Loses, doubles, swaps or replaces a token.
  private mutating func breakToken(_ bytes: inout [UInt8]) {
    let tokens = tokenize(SourceFile(path: "", bytes: bytes)).tokens
    let first = tokens[below(tokens.count)].span
    let second = tokens[below(tokens.count)].span
    let text = bytes[first.start..<first.end]
    let other = bytes[second.start..<second.end]
    switch below(4) {
    case 0: bytes.removeSubrange(first.start..<first.end)
    case 1: bytes.insert(contentsOf: text, at: first.end)
    case 2: bytes.replaceSubrange(first.start..<first.end, with: other)
    default:
      guard first.end <= second.start else { return }
      let between = bytes[first.end..<second.start]
      bytes.replaceSubrange(first.start..<second.end, with: other + between + text)
    }
  }
}
