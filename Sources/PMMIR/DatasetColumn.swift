package import PMMDiagnostics
internal import PMMNumber

/// What is said of one cell of an input, at every place of a dataset, without the places.
///
/// Numbers are integers of one power of ten for the whole column, reasons and levels small numbers;
/// the few figures that say more (flags, notes, huge numbers, texts) are kept as they are.
package struct DatasetColumn: Sendable {
  /// What `state` says of an entry, and what `mantissas` then holds.
  package enum State {
    /// Nothing is said.
    @inlinable package static var absent: UInt8 { 0 }
    /// A number: the mantissa, times ten to the `exponent`.
    @inlinable package static var number: UInt8 { 1 }
    /// Anything else: the index in `others`.
    @inlinable package static var other: UInt8 { 2 }
    /// Missing at its own place: the index in `reasons`.
    @inlinable package static var missing: UInt8 { 3 }
    /// A level: its index in the scale.
    @inlinable package static var level: UInt8 { 4 }
  }

  package let input: Int
  package let cell: Cell
  /// The name of the input, as causes give it.
  private var name: String
  /// How narrow every figure is that is not among `others`.
  package private(set) var disclosure: Int
  package private(set) var state: [UInt8]
  package private(set) var mantissas: [Int64]
  package private(set) var exponent: Int
  package private(set) var reasons: [Reason]
  private var others: [Dataset.Datum]
  private var locations: [PackedLocation]
  private var isEmpty: Bool
  private var hasNumber: Bool

  /// A column that was filled elsewhere: all lists but `reasons` and `others` have an entry for each
  /// place.
  package init(
    input: Int, cell: Cell, name: String, disclosure: Int, state: [UInt8], mantissas: [Int64],
    exponent: Int, reasons: [Reason], others: [Dataset.Datum], locations: [PackedLocation]
  ) {
    self.input = input
    self.cell = cell
    self.name = name
    self.disclosure = disclosure
    self.state = state
    self.mantissas = mantissas
    self.exponent = exponent
    self.reasons = reasons
    self.others = others
    self.locations = locations
    isEmpty = !state.contains { $0 != State.absent }
    hasNumber = state.contains(State.number)
  }

  /// A column without figures.
  init(input: Int, cell: Cell, count: Int) {
    self.init(
      input: input, cell: cell, name: "", disclosure: 0,
      state: Array(repeating: State.absent, count: count),
      mantissas: Array(repeating: 0, count: count), exponent: 0, reasons: [], others: [],
      locations: Array(repeating: .none, count: count))
  }

  var hasOthers: Bool { !others.isEmpty }

  /// The figure at an index, whose place is in `period`.
  func datum(at index: Int, in period: Period) -> Dataset.Datum? {
    let held = mantissas[index]
    let content: Figure.Content
    switch state[index] {
    case State.absent: return nil
    case State.number:
      content = .known(.number(Rational(decimalMantissa: held, exponent: exponent)))
    case State.missing:
      let place = Place(name: name, cell: cell, period: period)
      content = .missing([Cause(reasons[Int(held)], at: place)])
    case State.level: content = .known(.level(Int(held)))
    default: return others[Int(held)]
    }
    return Dataset.Datum(
      figure: Figure(content, disclosure: disclosure), location: locations[index].location)
  }

  /// Sets the figure at an index, in the shortest form that says all of it.
  mutating func set(_ datum: Dataset.Datum, at index: Int, in period: Period) {
    let location = PackedLocation(datum.location)
    let figure = datum.figure
    if let location, datum.note == nil, figure.flags.isEmpty {
      if isEmpty { disclosure = figure.disclosure }
      isEmpty = false
      if figure.disclosure == disclosure, setContent(figure.content, at: index, in: period) {
        locations[index] = location
        return
      }
    }
    state[index] = State.other
    mantissas[index] = Int64(others.count)
    others.append(datum)
  }

  /// Whether the content has a short form, which is then set.
  private mutating func setContent(
    _ content: Figure.Content, at index: Int, in period: Period
  ) -> Bool {
    switch content {
    case .known(.number(let value)):
      guard let (mantissa, power) = value.shortDecimal else { return false }
      return setNumber(mantissa, power, at: index)
    case .known(.level(let level)):
      state[index] = State.level
      mantissas[index] = Int64(level)
      return true
    case .missing(let causes):
      guard let cause = causes.first, causes.count == 1 else { return false }
      if name.isEmpty { name = cause.place.name }
      guard cause.place == Place(name: name, cell: cell, period: period) else { return false }
      let number = reasons.firstIndex(of: cause.reason) ?? reasons.count
      if number == reasons.count { reasons.append(cause.reason) }
      state[index] = State.missing
      mantissas[index] = Int64(number)
      return true
    default: return false
    }
  }

  private mutating func setNumber(_ mantissa: Int64, _ power: Int, at index: Int) -> Bool {
    if power < exponent || !hasNumber {
      guard rescale(to: power) else { return false }
    }
    guard let scaled = mantissa.scaled(by: power - exponent) else { return false }
    hasNumber = true
    state[index] = State.number
    mantissas[index] = scaled
    return true
  }

  /// Writes all numbers with another power of ten; false if one of them would not fit.
  private mutating func rescale(to power: Int) -> Bool {
    var scaled = mantissas
    for index in scaled.indices where state[index] == State.number {
      guard let value = scaled[index].scaled(by: exponent - power) else { return false }
      scaled[index] = value
    }
    mantissas = scaled
    exponent = power
    return true
  }

  /// Makes room for a place, or moves one that stands further behind.
  mutating func insertPlace(at index: Int, movedFrom old: Int?) {
    let entry = old.map { ($0, state[$0], mantissas[$0], locations[$0]) }
    if let old {
      state.remove(at: old)
      mantissas.remove(at: old)
      locations.remove(at: old)
    }
    state.insert(entry?.1 ?? State.absent, at: index)
    mantissas.insert(entry?.2 ?? 0, at: index)
    locations.insert(entry?.3 ?? .none, at: index)
  }
}

/// A column of a dataset and its places. `state` and `mantissas` are for loops over all of them (see
/// `DatasetColumn.State`); the subscript says everything of one.
package struct DatasetColumnView: Sendable {
  private let dataset: Dataset
  private let column: DatasetColumn

  init(_ dataset: Dataset, _ column: DatasetColumn) {
    self.dataset = dataset
    self.column = column
  }

  /// How many places there are; the first `dataset.places.count` of them have rows.
  package var count: Int { column.state.count }
  package var state: [UInt8] { column.state }
  package var mantissas: [Int64] { column.mantissas }
  /// The power of ten that every mantissa of a number is multiplied by.
  package var exponent: Int { column.exponent }
  /// What the numbers of missing entries mean.
  package var reasons: [Reason] { column.reasons }
  /// How narrow every figure is whose state is not `other`.
  package var disclosure: Int { column.disclosure }
  /// Whether any state is, or was, `other`.
  package var hasOthers: Bool { column.hasOthers }

  package subscript(place: Int) -> Dataset.Datum? {
    column.state[place] == DatasetColumn.State.absent
      ? nil : column.datum(at: place, in: dataset.place(at: place).period)
  }
}

/// A location in eight bytes, or none.
public struct PackedLocation: Hashable, Sendable {
  @usableFromInline let bits: UInt64

  package static let none = PackedLocation(bits: .max)

  private init(bits: UInt64) { self.bits = bits }

  /// Twelve bits for the file, twelve for the length, forty for the start; nil if one has more.
  @inlinable
  public init?(file: Int, start: Int, length: Int) {
    guard file < 0xFFF, length <= 0xFFF, start < 1 << 40 else { return nil }
    bits = UInt64(file) << 52 | UInt64(length) << 40 | UInt64(start)
  }

  /// The same of what fits: length and start as they stand here already. `all` bits make it none.
  @inlinable
  package init(file: UInt64, lengthAndStart: UInt64, or all: UInt64) {
    bits = file << 52 | lengthAndStart | all
  }

  package init?(_ location: Location?) {
    guard let location else {
      self = .none
      return
    }
    self.init(file: location.file, start: location.span.start, length: location.span.length)
  }

  package var location: Location? {
    guard bits != .max else { return nil }
    let start = Int(bits & 0xFF_FFFF_FFFF)
    return Location(
      file: Int(bits >> 52), span: Span(start, start + Int(bits >> 40 & 0xFFF)))
  }
}

extension Int64 {
  /// This times a power of ten from 0 to 18; nil if it does not fit.
  package func scaled(by power: Int) -> Int64? {
    if self == 0 { return 0 }
    guard Int64.powersOfTen.indices.contains(power) else { return nil }
    let (result, overflow) = multipliedReportingOverflow(by: Int64.powersOfTen[power])
    return overflow ? nil : result
  }

  private static let powersOfTen: [Int64] = (0...18).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }
}
