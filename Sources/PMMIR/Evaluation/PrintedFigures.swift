/// A figure as a printer of results asks for it.
package enum PrintedFigure: Sendable {
  /// There is no such figure.
  case none
  case missing
  /// A number, at the digits asked for.
  case number(String)
  /// Anything but a number.
  case scalar(Scalar)
}

/// One row of results, its numbers as text: what an evaluation knows without their exact values.
package struct PrintedRow: Sendable {
  package var value: PrintedFigure
  package var shown: PrintedFigure
  package var score: PrintedFigure
  package var shownScore: PrintedFigure
  /// Empty without one.
  package var rank: String
  /// Index of the level in the scale of `class`.
  package var level: Int?
  /// The lowest and the highest that the score could be, where that was asked for.
  package var low: String?
  package var high: String?
  package var flags: StatusFlags
  package var disclosure: Int
  /// The one reason of what is missing; nil if nothing is, or there are several.
  package var reason: Reason?
  /// Whether the value, the score or the rank is missing for some reason.
  package var hasCauses: Bool

  package init(
    value: PrintedFigure, shown: PrintedFigure, score: PrintedFigure, shownScore: PrintedFigure,
    rank: String, level: Int?, flags: StatusFlags, disclosure: Int, reason: Reason?,
    hasCauses: Bool
  ) {
    self.value = value
    self.shown = shown
    self.score = score
    self.shownScore = shownScore
    self.rank = rank
    self.level = level
    self.flags = flags
    self.disclosure = disclosure
    self.reason = reason
    self.hasCauses = hasCauses
  }
}

/// How numbers are printed in a row.
package struct PrintRequest: Sendable {
  package var significant: Int
  /// What `show` says of the value, and of the score.
  package var value: Decimals?
  package var score: Decimals?

  package init(significant: Int, value: Decimals?, score: Decimals?) {
    self.significant = significant
    self.value = value
    self.score = score
  }
}

/// Results that print their numbers themselves. Every digit is that of the exact number.
package protocol PrintedFigures: Sendable {
  /// The figures of a node in a cell (index in `Results.cells`).
  func column(node: Int, column: Int, _ request: PrintRequest) -> any PrintedColumn
  /// Why the row lacks its value or its score; nil if only the exact figures say.
  func causes(node: Int, column: Int, place: Int) -> [Cause]?
  /// A score, without computing it exactly; nil if only the exact figures say.
  func estimate(node: Int, column: Int, place: Int) -> EstimatedScore?
}

/// The figures of a node in one cell, by place (index in `Results.subjectPeriods`). An object, so that
/// who prints a row need not copy it.
package protocol PrintedColumn: AnyObject, Sendable {
  /// Everything that a row has; nil where the node has no figures in the cell.
  func row(at place: Int) -> PrintedRow?
  /// The score alone, or the value, of each place: a number, or the reasons that it is missing for, as
  /// whoever may see what is as narrow as `disclosure` may know them. Left out where only the row says, or
  /// where there is no place.
  func write(isScore: Bool, at places: [Int?], disclosure: Int?, to fields: inout PrintedFields)
}

/// Texts one after the other, some of them left out. In memory of its own, which nobody shares: most of
/// what is written goes through it.
package struct PrintedFields: ~Copyable {
  @usableFromInline var memory: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  /// How many bytes all texts have together.
  @usableFromInline package var count = 0
  /// Where each ends, twice, and one more if it was left out.
  @usableFromInline var ends: [Int] = []
  package private(set) var hasLeftOut = false
  package var texts: Int { ends.count }

  /// For about so many texts.
  package init(_ texts: Int) {
    capacity = 16 * texts + 64
    memory = .allocate(capacity: capacity)
    ends.reserveCapacity(texts)
  }

  deinit { memory.deallocate() }

  /// Where the next bytes go; there is room for so many.
  @inlinable
  package mutating func room(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
    if count + bytes + 16 > capacity { grow(bytes + 16) }
    return memory + count
  }

  @usableFromInline
  mutating func grow(_ bytes: Int) {
    capacity = max(2 * capacity, count + bytes)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.initialize(from: memory, count: count)
    memory.deallocate()
    memory = larger
  }

  /// Adds to the text that has not ended yet.
  package mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      room(bytes.count).initialize(from: start, count: bytes.count)
      count += bytes.count
    }
  }

  /// Ends a text: the bytes that were added since the one before it.
  package mutating func end(isLeftOut: Bool = false) {
    if isLeftOut { hasLeftOut = true }
    ends.append(count << 1 | (isLeftOut ? 1 : 0))
  }

  /// The bytes of a text; nil if it was left out. Sixteen bytes from its start on may be read.
  @inlinable
  package borrowing func text(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
    let end = ends[index]
    if end & 1 != 0 { return nil }
    let start = index == 0 ? 0 : ends[index - 1] >> 1
    return UnsafeBufferPointer(start: memory + start, count: end >> 1 - start)
  }
}
