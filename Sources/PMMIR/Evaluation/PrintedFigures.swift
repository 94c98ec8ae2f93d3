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

/// Texts one after the other, some of them left out.
package struct PrintedFields: Sendable {
  package var bytes: [UInt8] = []
  /// Where each ends, twice, and one more if it was left out.
  private var ends: [Int] = []

  package init() {}

  package mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(16 * count)
    ends.reserveCapacity(count)
  }

  /// Ends a text: the bytes that were added since the one before it.
  package mutating func end(isLeftOut: Bool = false) {
    ends.append(bytes.count << 1 | (isLeftOut ? 1 : 0))
  }

  /// The bytes of a text; nil if it was left out.
  package subscript(index: Int) -> Range<Int>? {
    let end = ends[index]
    if end & 1 != 0 { return nil }
    return (index == 0 ? 0 : ends[index - 1] >> 1)..<end >> 1
  }
}
