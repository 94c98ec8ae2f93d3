/// The candidate that differs least from `name`, if it is close enough to be a slip of the hand.
///
/// Distance counts insertions, deletions, replacements and swaps of neighbours; a third of the
/// length may differ. Ties go to the alphabetically first, so that messages never vary.
package func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.utf8)
  let limit = max(1, wanted.count / 3)
  var best: (distance: Int, name: String)?
  for candidate in candidates where candidate != name {
    let other = Array(candidate.utf8)
    guard abs(other.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, other, limit: limit)
    guard distance <= limit else { continue }
    if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
    best = (distance, candidate)
  }
  return best?.name
}

/// The optimal string alignment distance, or `limit + 1` when it is larger than `limit`.
private func editDistance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in 0..<left.count {
    var current = [i + 1]
    current.reserveCapacity(right.count + 1)
    for j in 0..<right.count {
      var cost = min(
        last[j + 1] + 1, current[j] + 1, last[j] + (fold(left[i]) == fold(right[j]) ? 0 : 1))
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      current.append(cost)
    }
    if (current.min() ?? 0) > limit { return limit + 1 }
    beforeLast = last
    last = current
  }
  return last[right.count]
}

/// Capital and small letters count as equal: `KPI` for `kpi` is no further than `kpi`.
private func fold(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
