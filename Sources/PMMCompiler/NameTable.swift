/// Values by name: a dictionary that is asked for every name of every line, and so takes a few steps where
/// the standard one takes hundreds.
struct NameTable<Value> {
  private var names: [String] = []
  private var values: [Value] = []
  /// For each name a number at the place of its hash, or behind it: half of the hash, and the number of
  /// the name from 1. As many places as a power of two, at most half of them taken.
  private var places: [UInt64] = Array(repeating: 0, count: 16)

  mutating func reserveCapacity(_ count: Int) {
    names.reserveCapacity(count)
    values.reserveCapacity(count)
    while places.count < 2 * count { grow() }
  }

  var keys: [String] { names }

  subscript(_ name: String) -> Value? {
    index(of: name, quickHash(name)).map { values[$0] }
  }

  /// Gives a name a value, whether it had one or not.
  mutating func set(_ name: String, _ value: Value) {
    let hash = quickHash(name)
    if let index = index(of: name, hash) {
      values[index] = value
      return
    }
    names.append(name)
    values.append(value)
    if 2 * names.count > places.count { grow() } else { place(names.count, hash) }
  }

  private func index(of name: String, _ hash: UInt64) -> Int? {
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] != 0 {
      let number = places[place]
      let index = Int(number & 0xFFFF_FFFF) - 1
      if (number >> 32) == (hash >> 32), names[index] == name { return index }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  private mutating func place(_ number: Int, _ hash: UInt64) {
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    places[place] = (hash >> 32) << 32 | UInt64(number)
  }

  private mutating func grow() {
    places = Array(repeating: 0, count: 2 * places.count)
    for (index, name) in names.enumerated() { place(index + 1, quickHash(name)) }
  }
}

extension NameTable: Sendable where Value: Sendable {}

/// Eight bytes at a time, if it is ASCII: the same other text may be written by other bytes.
private func quickHash(_ name: String) -> UInt64 {
  let quick = name.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = QuickHash()
    var all = 0
    func add(_ part: Int) {
      hash.add(part)
      all |= part
    }
    var place = 0
    while place + 8 <= raw.count {
      add(raw.loadUnaligned(fromByteOffset: place, as: Int.self))
      place += 8
    }
    var rest = 0
    while place < raw.count {
      rest = rest << 8 | Int(raw[place])
      place += 1
    }
    add(rest)
    hash.add(raw.count)
    return all & Int(bitPattern: 0x8080_8080_8080_8080) == 0 ? hash.value : nil
  }
  return UInt64(bitPattern: Int64(quick.flatMap(\.self) ?? name.hashValue))
}
