internal import PMMDiagnostics

/// What rows say of every figure, until all rows are known: for each place a list of entries, one for
/// each column. A place is a subject in a period, a column a cell of an input or instrument.
///
/// An entry has room for what nearly all figures are. Whatever says more, or stands beside another
/// row's figure, is kept as statements elsewhere.
struct FigureTable {
  struct Place {
    var subject: Int32
    var period: Int32
    /// Whether a row of data is about it, and not only a later row that gives an earlier figure.
    var hasRow = false
  }
  struct Column: Hashable {
    /// Instruments are numbered after the inputs.
    var target: Int32
    var cell: Int32
  }

  private(set) var places: [Place] = []
  private(set) var columns: [Column] = []
  private var columnNumbers: [Column: Int] = [:]
  /// Places by a hash of subject and period; 0 is free, the others are one more than the place. The
  /// count is a power of two, at most half are taken.
  private var slots: [Int32] = Array(repeating: 0, count: 64)
  /// Entries of one place follow each other, with room for further columns.
  private var entries: [FigureEntry] = []
  private var width = 16
  /// The entries of a new place.
  private var blank = Array(repeating: FigureEntry.absent, count: 16)

  mutating func place(_ subject: Int, _ period: Int) -> Int {
    let (subject, period) = (Int32(truncatingIfNeeded: subject), Int32(truncatingIfNeeded: period))
    var slot = FigureTable.hash(subject, period) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if places[index].subject == subject, places[index].period == period { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    places.append(Place(subject: subject, period: period))
    slots[slot] = Int32(places.count)
    entries += blank
    if places.count * 2 > slots.count { grow() }
    return places.count - 1
  }

  /// Makes room for so many further places.
  mutating func reserve(_ count: Int) {
    entries.reserveCapacity((places.count + count) * width)
  }

  mutating func noteRow(at place: Int) { places[place].hasRow = true }

  mutating func column(target: Int, cell: Int) -> Int {
    let column = Column(
      target: Int32(truncatingIfNeeded: target), cell: Int32(truncatingIfNeeded: cell))
    if let number = columnNumbers[column] { return number }
    columnNumbers[column] = columns.count
    columns.append(column)
    if columns.count > width { widen() }
    return columns.count - 1
  }

  subscript(place: Int, column: Int) -> FigureEntry {
    @inline(__always) get { entries[place * width + column] }
    @inline(__always) set { entries[place * width + column] = newValue }
  }

  /// Sets an entry, unless there is one.
  @inline(__always)
  mutating func add(_ entry: FigureEntry, _ place: Int, _ column: Int) -> Bool {
    let index = place * width + column
    guard entries[index].isAbsent else { return false }
    entries[index] = entry
    return true
  }

  private mutating func widen() {
    var wider: [FigureEntry] = []
    wider.reserveCapacity(entries.count * 2)
    for place in places.indices {
      wider += entries[(place * width)..<((place + 1) * width)]
      wider += blank
    }
    entries = wider
    width *= 2
    blank += blank
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, place) in places.enumerated() {
      var slot = FigureTable.hash(place.subject, place.period) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index + 1)
    }
  }

  private static func hash(_ subject: Int32, _ period: Int32) -> Int {
    let both = UInt64(UInt32(bitPattern: subject)) << 32 | UInt64(UInt32(bitPattern: period))
    return Int(truncatingIfNeeded: (both &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}

/// What one row says of one figure, in sixteen bytes: what most rows say, without flags or notes.
struct FigureEntry {
  enum Kind: UInt64 {
    /// No row says anything.
    case absent
    /// `held`, divided by ten to the `decimals`.
    case number
    /// The number of a level in its scale.
    case level
    /// The number of a reason.
    case missing
    /// An empty value of a long row.
    case empty
    /// A blank cell of a wide row.
    case silent
    /// More than fits here: the number of a list of statements.
    case statements
  }

  let held: Int64
  /// Kind 3 bits, decimals 5, file 8 (counted from the first file of data), length 8, start 40.
  private let bits: UInt64

  static let absent = FigureEntry(held: 0, bits: 0)

  private init(held: Int64, bits: UInt64) {
    self.held = held
    self.bits = bits
  }

  /// Nil if something does not fit.
  @inline(__always)
  init?(_ kind: Kind, _ held: Int64, decimals: Int = 0, file: Int, start: Int, length: Int) {
    guard UInt(bitPattern: decimals) < 1 << 5, UInt(bitPattern: file) < 1 << 8,
      UInt(bitPattern: length) < 1 << 8, UInt(bitPattern: start) < 1 << 40
    else { return nil }
    self.held = held
    bits =
      kind.rawValue << 61 | UInt64(truncatingIfNeeded: decimals) << 56
      | UInt64(truncatingIfNeeded: file) << 48 | UInt64(truncatingIfNeeded: length) << 40
      | UInt64(truncatingIfNeeded: start)
  }

  init(statements: Int) {
    self.init(held: Int64(statements), bits: Kind.statements.rawValue << 61)
  }

  /// The same, with another number in it.
  func holding(_ held: Int64) -> FigureEntry { FigureEntry(held: held, bits: bits) }

  var kind: Kind { Kind(rawValue: bits >> 61) ?? .absent }
  var isAbsent: Bool { bits >> 61 == 0 }
  var decimals: Int { Int(truncatingIfNeeded: bits >> 56 & 0x1F) }
  var file: Int { Int(truncatingIfNeeded: bits >> 48 & 0xFF) }
  var span: Span {
    let start = Int(truncatingIfNeeded: bits & 0xFF_FFFF_FFFF)
    return Span(start, start + Int(truncatingIfNeeded: bits >> 40 & 0xFF))
  }
}
