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
  hunks(from: old[...], to: new[...])
}

private typealias Lines = ArraySlice<ArraySlice<UInt8>>

private func hunks(from old: Lines, to new: Lines) -> [Hunk] {
  let head = zip(old, new).prefix { $0 == $1 }.count
  let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed())
    .prefix { $0 == $1 }.count
  let (from, to) = (old.dropFirst(head).dropLast(tail), new.dropFirst(head).dropLast(tail))
  if from.isEmpty && to.isEmpty { return [] }
  // The search takes time by the number of differences, so long texts are looked at between lines that
  // both have.
  guard from.count + to.count > 4_000 else { return shortHunks(from: from, to: to) }
  let anchors = anchors(from, to)
  if anchors.isEmpty {
    return [Hunk(old: from.startIndex..<from.endIndex, new: to.startIndex..<to.endIndex)]
  }
  var found: [Hunk] = []
  var (left, right) = (from.startIndex, to.startIndex)
  for (old, new) in anchors + [(from.endIndex, to.endIndex)] {
    found += hunks(from: from[left..<old], to: to[right..<new])
    (left, right) = (old, new)
  }
  return found
}

private func shortHunks(from: Lines, to: Lines) -> [Hunk] {
  let difference = Array(to).difference(from: Array(from))
  let removed = Set(difference.removals.map { from.startIndex + $0.offset })
  let inserted = Set(difference.insertions.map { to.startIndex + $0.offset })
  var hunks: [Hunk] = []
  var (left, right) = (from.startIndex, to.startIndex)
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

/// The places of lines that each text has once, as many as stand in the same order in both.
private func anchors(_ from: Lines, _ to: Lines) -> [(old: Int, new: Int)] {
  func once(_ lines: Lines) -> [ArraySlice<UInt8>: Int] {
    var places: [ArraySlice<UInt8>: Int] = [:]
    for index in lines.indices {
      places[lines[index]] = places[lines[index]] == nil ? index : -1
    }
    return places.filter { $0.value >= 0 }
  }
  let (here, there) = (once(from), once(to))
  let pairs = from.indices.compactMap { index -> (old: Int, new: Int)? in
    here[from[index]] == index ? there[from[index]].map { (index, $0) } : nil
  }
  // The longest rise of places in the new text: for each length the pair that ends it lowest, and for each
  // pair the one before it.
  var ends: [Int] = []
  var before = Array(repeating: -1, count: pairs.count)
  for (number, pair) in pairs.enumerated() {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if pairs[ends[middle]].new < pair.new { low = middle + 1 } else { high = middle }
    }
    if low > 0 { before[number] = ends[low - 1] }
    if low == ends.count { ends.append(number) } else { ends[low] = number }
  }
  var found: [(old: Int, new: Int)] = []
  var next = ends.last ?? -1
  while next >= 0 {
    found.append(pairs[next])
    next = before[next]
  }
  return found.reversed()
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
