internal import PMMDiagnostics
internal import PMMIR

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
  /// The same for the places from `tailStart` on: those of a table that was joined to this one.
  private var tail: [FigureEntry] = []
  private var tailStart = Int.max
  private var width = 16
  /// The entries of a new place.
  private var blank = Array(repeating: FigureEntry.absent, count: 16)

  mutating func place(_ subject: Int, _ period: Int) -> Int {
    let (subject, period) = (Int32(truncatingIfNeeded: subject), Int32(truncatingIfNeeded: period))
    let slot = slot(of: subject, period)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    add(Place(subject: subject, period: period), in: slot)
    if tailStart == .max { entries += blank } else { tail += blank }
    return places.count - 1
  }

  /// Where the place stands in `slots`, or would stand.
  private func slot(of subject: Int32, _ period: Int32) -> Int {
    var slot = FigureTable.hash(subject, period) & (slots.count - 1)
    while slots[slot] != 0 {
      let place = places[Int(slots[slot]) - 1]
      if place.subject == subject, place.period == period { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func add(_ place: Place, in slot: Int) {
    places.append(place)
    slots[slot] = Int32(places.count)
    if places.count * 2 > slots.count { grow() }
  }

  /// Makes room for so many further places.
  mutating func reserve(_ count: Int) {
    guard count > 0, tailStart == .max else { return }
    entries.reserveCapacity((places.count + count) * width)
  }

  /// Takes the entries of a table over as they are. False, and nothing is changed, if it has other
  /// columns or a place that is here already. `subjects` are its subjects' numbers here.
  mutating func join(_ other: FigureTable, subjects: [Int]) -> Bool {
    guard tailStart == .max, other.tailStart == .max, columns == other.columns,
      width == other.width
    else { return false }
    let own = other.places.map { place in
      var place = place
      place.subject = Int32(truncatingIfNeeded: subjects[Int(place.subject)])
      return place
    }
    guard own.allSatisfy({ slots[slot(of: $0.subject, $0.period)] == 0 }) else { return false }
    tailStart = places.count
    tail = other.entries
    for place in own { add(place, in: slot(of: place.subject, place.period)) }
    return true
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
    @inline(__always) get {
      place < tailStart
        ? entries[place * width + column] : tail[(place - tailStart) * width + column]
    }
    @inline(__always) set {
      if place < tailStart {
        entries[place * width + column] = newValue
      } else {
        tail[(place - tailStart) * width + column] = newValue
      }
    }
  }

  /// Sets an entry, unless there is one.
  @inline(__always)
  mutating func add(_ entry: FigureEntry, _ place: Int, _ column: Int) -> Bool {
    guard place < tailStart else {
      guard self[place, column].isAbsent else { return false }
      self[place, column] = entry
      return true
    }
    let index = place * width + column
    guard entries[index].isAbsent else { return false }
    entries[index] = entry
    return true
  }

  /// Calls `body` with the entries of one place, one for each column and some more.
  mutating func withEntries(
    of place: Int, _ body: (UnsafeMutableBufferPointer<FigureEntry>) -> Void
  ) {
    let isInTail = place >= tailStart
    let start = (isInTail ? place - tailStart : place) * width
    func part(_ entries: inout [FigureEntry]) {
      entries.withUnsafeMutableBufferPointer {
        body(UnsafeMutableBufferPointer(rebasing: $0[start..<start + width]))
      }
    }
    if isInTail { part(&tail) } else { part(&entries) }
  }

  /// Calls `body` with what finds the entries of a place, one for each column.
  @inline(__always)
  func withRows<Result>(_ body: ((Int) -> UnsafePointer<FigureEntry>) -> Result) -> Result {
    let (width, tailStart) = (width, tailStart)
    return withUnsafePointer(to: FigureEntry.absent) { none in
      entries.withUnsafeBufferPointer { entries in
        tail.withUnsafeBufferPointer { tail in
          let (first, second) = (entries.baseAddress ?? none, tail.baseAddress ?? none)
          return body { place in
            place >= tailStart ? second + (place - tailStart) * width : first + place * width
          }
        }
      }
    }
  }

  private mutating func widen() {
    func wider(_ entries: [FigureEntry]) -> [FigureEntry] {
      var wider: [FigureEntry] = []
      wider.reserveCapacity(entries.count * 2)
      for start in stride(from: 0, to: entries.count, by: width) {
        wider += entries[start..<(start + width)]
        wider += blank
      }
      return wider
    }
    entries = wider(entries)
    tail = wider(tail)
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

  /// Whether places in a text of so many bytes fit.
  static func hasRoom(file: Int, bytes: Int) -> Bool {
    UInt(bitPattern: file) < 1 << 8 && UInt(bitPattern: bytes) < 1 << 40
  }

  /// A short number, or nothing, where there is room for it: it has few digits and decimals.
  @inline(__always)
  init(_ number: ShortNumber, shift: Int, file: Int, start: Int) {
    let length = number.end - start
    let kind = (length == 0 ? Kind.empty : Kind.number).rawValue
    let decimals = length == 0 ? 0 : number.decimals + shift
    held = number.mantissa
    bits =
      kind << 61 | UInt64(truncatingIfNeeded: decimals) << 56
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
  /// 0 for what is no number.
  var decimalsOfNumber: Int {
    bits >> 61 == Kind.number.rawValue ? decimals : 0
  }
  var file: Int { Int(truncatingIfNeeded: bits >> 48 & 0xFF) }
  var span: Span {
    let start = Int(truncatingIfNeeded: bits & 0xFF_FFFF_FFFF)
    return Span(start, start + Int(truncatingIfNeeded: bits >> 40 & 0xFF))
  }

  /// The kind and the decimals together, in eight bits.
  var top: UInt64 { bits >> 56 }
  static func kind(ofTop top: UInt64) -> Kind { Kind(rawValue: top >> 5) ?? .absent }
  static func decimals(ofTop top: UInt64) -> Int { Int(truncatingIfNeeded: top & 0x1F) }

  /// Where it stands in a list of files of which `first` is the first one of data; nowhere where `all` has
  /// every bit. Only if `hasLocation`.
  @inline(__always)
  func packedLocation(_ first: UInt64, or all: UInt64) -> PackedLocation {
    PackedLocation(
      file: first + bits >> 48 & 0xFF, lengthAndStart: bits & 0xFFFF_FFFF_FFFF, or: all)
  }

  /// Whether its file is not too far behind for a location.
  func hasLocation(_ first: UInt64) -> Bool { first + bits >> 48 & 0xFF < 0xFFF }
}
