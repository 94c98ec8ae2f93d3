package import PMMNumber

/// One value of an axis, by the indices of both in the program.
package struct Coordinate: Hashable, Sendable, Comparable {
  package var axis: Int
  package var value: Int

  package init(axis: Int, value: Int) {
    self.axis = axis
    self.value = value
  }

  package static func < (left: Coordinate, right: Coordinate) -> Bool {
    (left.axis, left.value) < (right.axis, right.value)
  }
}

/// A position on the axes of an input or node. No coordinates: the total.
package struct Cell: Hashable, Sendable, Comparable {
  /// At most one for each axis, in the order of the axes.
  package let coordinates: [Coordinate]

  package init(_ coordinates: [Coordinate] = []) { self.coordinates = coordinates.sorted() }

  package static let total = Cell()

  package var isTotal: Bool { coordinates.isEmpty }

  package func value(on axis: Int) -> Int? {
    coordinates.first { $0.axis == axis }?.value
  }

  /// This cell with one more coordinate.
  package func at(_ coordinate: Coordinate) -> Cell {
    Cell(coordinates.filter { $0.axis != coordinate.axis } + [coordinate])
  }

  package static func < (left: Cell, right: Cell) -> Bool {
    left.coordinates.lexicographicallyPrecedes(right.coordinates)
  }
}

/// A known value: of a quantity, in its declared unit (percent as a fraction), or of another type.
package enum Scalar: Hashable, Sendable {
  case number(Rational)
  /// Index in the scale, lowest first.
  case level(Int)
  /// Index in the list of an attribute.
  case category(Int)
  case truth(Bool)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int)

  package var number: Rational? {
    if case .number(let value) = self { value } else { nil }
  }
}

/// What is known about how a figure was obtained. Flags flow upward through everything computed.
package struct StatusFlags: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let estimated = StatusFlags(rawValue: 1)
  package static let provisional = StatusFlags(rawValue: 2)
  package static let revised = StatusFlags(rawValue: 4)
  package static let imputed = StatusFlags(rawValue: 8)
  package static let adapted = StatusFlags(rawValue: 16)
  /// Computed from a figure on the other side of a break in its series.
  package static let seriesBreak = StatusFlags(rawValue: 32)

  /// Changed by `treat`: an outlier moved, or a logarithm in place of the figure.
  package static let treated = StatusFlags(rawValue: 64)

  /// Computed from a figure of a period that another edition of the run scores.
  package static let editionBreak = StatusFlags(rawValue: 128)

  package static let named: [(name: String, flag: StatusFlags)] = [
    ("estimated", .estimated), ("provisional", .provisional), ("revised", .revised),
    ("imputed", .imputed), ("adapted", .adapted), ("series_break", .seriesBreak),
    ("treated", .treated), ("edition_break", .editionBreak),
  ]

  /// What data may say of its figures; the other flags say what was done with them here.
  package static let reportable: StatusFlags = [.estimated, .provisional, .revised, .imputed]

  package var names: [String] { Self.named.filter { contains($0.flag) }.map(\.name) }
}

/// A value that is known, or missing and why.
package struct Figure: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case known(Scalar)
    /// Never empty; sorted and without repetition (see `Figure.missing`).
    case missing([Cause])
  }
  package var content: Content
  package var flags: StatusFlags
  /// Index in the framework's `disclosure` list, 0 the widest.
  package var disclosure: Int

  package init(_ content: Content, flags: StatusFlags = [], disclosure: Int = 0) {
    self.content = content
    self.flags = flags
    self.disclosure = disclosure
  }

  package static func known(_ scalar: Scalar) -> Figure { Figure(.known(scalar)) }

  package static func number(_ value: Rational) -> Figure { .known(.number(value)) }

  package static func missing(_ causes: [Cause]) -> Figure {
    Figure(.missing(merge(causes)))
  }

  package static func missing(_ reason: Reason, at place: Place) -> Figure {
    Figure(.missing([Cause(reason, at: place)]))
  }

  package var scalar: Scalar? {
    if case .known(let scalar) = content { scalar } else { nil }
  }

  package var number: Rational? { scalar?.number }

  package var isKnown: Bool { scalar != nil }

  /// Empty if the figure is known.
  package var causes: [Cause] {
    if case .missing(let causes) = content { causes } else { [] }
  }

  /// The reasons of a missing figure, without their places.
  package var reasons: Set<Reason> { Set(causes.map(\.reason)) }

  /// This figure, carrying also the flags and the narrower disclosure of what it was computed from.
  package func carrying(_ others: Figure...) -> Figure {
    var result = self
    for other in others {
      result.flags.formUnion(other.flags)
      result.disclosure = max(result.disclosure, other.disclosure)
    }
    return result
  }

  private static func merge(_ causes: [Cause]) -> [Cause] {
    guard causes.count > 1 else { return causes }
    return Set(causes).sorted {
      ($0.place.name, $0.place.period, $0.place.cell, $0.reason)
        < ($1.place.name, $1.place.period, $1.place.cell, $1.reason)
    }
  }
}
