/// Gives each byte string a small number, the same one every time it is seen.
///
/// Subjects, periods and words of a data file repeat by the million: looking them up here needs no
/// `String`.
struct ByteIndex {
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// Positions in `ends` plus one; 0 is free. The count is a power of two, at most half are taken.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  var count: Int { ends.count }

  init() {}

  init(_ names: some Sequence<String>) {
    for name in names { _ = insert(Array(name.utf8)[...]) }
  }

  /// The number of a byte string, a new one if it is new.
  mutating func insert(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { insert($0) }
  }

  private mutating func insert(_ bytes: UnsafeRawBufferPointer) -> Int {
    let hash = ByteIndex.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if hashes[index] == hash, equals(index, bytes) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    arena += bytes
    ends.append(arena.count)
    hashes.append(hash)
    slots[slot] = Int32(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return ends.count - 1
  }

  func find(_ bytes: ArraySlice<UInt8>) -> Int? { bytes.withUnsafeBytes { find($0) } }

  func find(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let hash = ByteIndex.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if hashes[index] == hash, equals(index, bytes) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  func text(_ index: Int) -> String {
    String(decoding: arena[start(index)..<ends[index]], as: UTF8.self)
  }

  private func start(_ index: Int) -> Int { index == 0 ? 0 : ends[index - 1] }

  private func equals(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var position = start(index)
    guard ends[index] - position == bytes.count else { return false }
    for byte in bytes {
      if arena[position] != byte { return false }
      position += 1
    }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index + 1)
    }
  }

  /// FNV-1a, its high bits mixed into the low ones that choose the slot.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash ^ (hash >> 29)
  }
}

/// A `ByteIndex` with a value for each byte string.
struct ByteTable<Value> {
  private var index = ByteIndex()
  private(set) var values: [Value] = []

  subscript(_ bytes: ArraySlice<UInt8>) -> Value? { index.find(bytes).map { values[$0] } }

  subscript(_ name: String) -> Value? { self[Array(name.utf8)[...]] }

  /// Sets the value, unless the byte string already has one.
  @discardableResult
  mutating func add(_ value: Value, for bytes: ArraySlice<UInt8>) -> Bool {
    guard index.insert(bytes) == values.count else { return false }
    values.append(value)
    return true
  }

  @discardableResult
  mutating func add(_ value: Value, for name: String) -> Bool {
    add(value, for: Array(name.utf8)[...])
  }

  var names: [String] { (0..<index.count).map(index.text) }
}
