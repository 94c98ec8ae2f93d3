/// The words that one column of a file has had, and what they mean: found without a copy of the text.
///
/// A word is most often the one of the row before, or the one that followed that one last time. Both
/// are compared eight bytes at a time before anything is looked up.
struct WordRegister {
  /// Words one after the other, each filled up with zeros to whole eight bytes.
  private var arena: [UInt64] = []
  private var words: [Word] = []
  private var index = ByteIndex()
  private var last = 0
  /// Whether the row before had another word than the one before it.
  private var isMoving = false

  private struct Word {
    /// The first eight bytes, and what of them belongs to the word.
    var head: UInt64
    var headMask: UInt64
    /// The same of its last eight bytes.
    var mask: UInt64
    var start: Int
    var length: Int
    var meaning: Int
    /// The word that came after it last.
    var next: Int
  }

  /// The longest word that is kept here.
  static let limit = 200

  /// The meaning of the word that stands at `offset`, up to a comma or line end or the end of the
  /// text, and where it ends; nil if it was never added. `last` is for the row at hand.
  @inline(__always)
  mutating func find(
    _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) -> (meaning: Int, end: Int)? {
    if !words.isEmpty {
      let next = words[last].next
      let (likely, other) = isMoving ? (next, last) : (last, next)
      if let end = end(of: likely, bytes, offset) {
        last = likely
        return (words[likely].meaning, end)
      }
      isMoving.toggle()
      if let end = end(of: other, bytes, offset) {
        last = other
        return (words[other].meaning, end)
      }
    }
    return lookUp(bytes, at: offset)
  }

  /// The same of a short word that has a comma behind it, if it is the one that followed last time.
  @inline(__always)
  mutating func follow(
    _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) -> (meaning: Int, end: Int)? {
    guard isMoving else { return nil }
    let found = words.withUnsafeBufferPointer { words -> (number: Int, meaning: Int, end: Int)? in
      guard last < words.count else { return nil }
      let number = words[last].next
      let end = offset + words[number].length
      guard words[number].length < 8, end + 8 <= bytes.count, bytes[end] == UInt8(ascii: ","),
        WordRegister.load(bytes, offset) & words[number].headMask == words[number].head
      else { return nil }
      return (number, words[number].meaning, end)
    }
    guard let found else { return nil }
    last = found.number
    return (found.meaning, found.end)
  }

  /// Where the word ends if it stands at the offset.
  @inline(__always)
  private func end(of number: Int, _ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int? {
    let word = words[number]
    let end = offset + word.length
    // Whole words are loaded, so these bytes must be there.
    guard end + 8 <= bytes.count, WordRegister.isEnd(bytes[end]),
      WordRegister.load(bytes, offset) & word.headMask == word.head
    else { return nil }
    if word.length < 8 { return end }
    var position = offset + 8
    var piece = word.start + 1
    let lastPiece = word.start + word.length >> 3
    while piece < lastPiece {
      if WordRegister.load(bytes, position) != arena[piece] { return nil }
      piece += 1
      position += 8
    }
    return WordRegister.load(bytes, position) & word.mask == arena[piece] ? end : nil
  }

  /// Eight bytes, the first one lowest.
  @inline(__always)
  static func load(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  @inline(never)
  private mutating func lookUp(
    _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) -> (meaning: Int, end: Int)? {
    guard let end = WordRegister.end(bytes, offset),
      let found = index.find(UnsafeRawBufferPointer(rebasing: bytes[offset..<end]))
    else { return nil }
    words[last].next = found
    last = found
    isMoving = true
    return (words[found].meaning, end)
  }

  /// Where a word without quotes ends; nil if it has one or is too long.
  static func end(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int? {
    var end = offset
    let limit = min(bytes.count, offset + limit)
    while end < limit, !isEnd(bytes[end]) {
      if bytes[end] == UInt8(ascii: "\"") { return nil }
      end += 1
    }
    return end < limit || end == bytes.count ? end : nil
  }

  @inline(__always)
  static func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Adds a word that is not there yet.
  mutating func add(_ word: [UInt8], meaning: Int) {
    guard index.insert(word[...]) == words.count else { return }
    let start = arena.count
    for piece in stride(from: 0, through: word.count, by: 8) {
      var bits: UInt64 = 0
      for (shift, byte) in word[piece..<min(piece + 8, word.count)].enumerated() {
        bits |= UInt64(byte) << UInt64(shift * 8)
      }
      arena.append(bits)
    }
    let mask: UInt64 = (1 << UInt64(word.count % 8 * 8)) - 1
    words.append(
      Word(
        head: arena[start], headMask: word.count < 8 ? mask : .max, mask: mask, start: start,
        length: word.count, meaning: meaning, next: words.count))
  }
}
