/// Where a file shows that it is in UTF-16: its mark, or zeros in every second place and nowhere else,
/// each beside a letter. Nil for anything else with zeros, which is binary.
package func utf16Sign(in bytes: some Collection<UInt8>) -> Int? {
  let start = Array(bytes.prefix(200))
  if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return 0 }
  let zeros = start.indices.filter { start[$0] == 0 }
  guard start.count >= 4, zeros.count * 3 > start.count, let first = zeros.first else { return nil }
  let isPlausible = zeros.allSatisfy { zero in
    let other = zero ^ 1
    guard zero % 2 == first % 2 else { return false }
    return other >= start.count || start[other] >= 0x20 || (9...13).contains(start[other])
  }
  return isPlausible ? first : nil
}
