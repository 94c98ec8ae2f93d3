/// Lines of one text that stand in place of lines of another.
package struct Hunk: Equatable, Sendable {
  package var old: Range<Int>
  package var new: Range<Int>
}

/// The lines of a text, each with its end.
package func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var start = 0
  while start < bytes.count {
    let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    lines.append(bytes[start..<end])
    start = end
  }
  return lines
}

/// Where two texts differ, in order.
package func hunks(from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]) -> [Hunk] {
  let head = zip(old, new).prefix { $0 == $1 }.count
  let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed())
    .prefix { $0 == $1 }.count
  let (from, to) = (old[head..<old.count - tail], new[head..<new.count - tail])
  if from.isEmpty && to.isEmpty { return [] }
  // The search takes time by the number of differences: beyond this, all lines in between are one.
  guard from.count + to.count <= 4_000 else {
    return [Hunk(old: from.startIndex..<from.endIndex, new: to.startIndex..<to.endIndex)]
  }
  let difference = Array(to).difference(from: Array(from))
  let removed = Set(difference.removals.map { head + $0.offset })
  let inserted = Set(difference.insertions.map { head + $0.offset })
  var hunks: [Hunk] = []
  var (left, right) = (head, head)
  while left < from.endIndex || right < to.endIndex {
    let start = (left, right)
    while removed.contains(left) { left += 1 }
    while inserted.contains(right) { right += 1 }
    if (left, right) == start {
      left += 1
      right += 1
    } else {
      hunks.append(Hunk(old: start.0..<left, new: start.1..<right))
    }
  }
  return hunks
}


extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
