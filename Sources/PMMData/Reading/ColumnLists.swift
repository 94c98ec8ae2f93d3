internal import PMMIR

/// The entries of a column as a dataset holds them: numbers over one power of ten, and whatever else fits
/// into small numbers. The rest is left to who knows what it says.
struct ColumnLists {
  private(set) var state: [UInt8]
  private(set) var held: [Int64]
  private(set) var locations: [PackedLocation]
  /// The power of ten that numbers are divided by.
  let decimals: Int
  /// The entries that do not fit, first to last.
  private(set) var left: [Int] = []

  /// Room for so many entries, each of which is written once: the lists of a large dataset are more than a
  /// cache holds.
  private init(_ count: Int, decimals: Int) {
    state = Array(unsafeUninitializedCapacity: count) { $1 = count }
    held = Array(unsafeUninitializedCapacity: count) { $1 = count }
    locations = Array(unsafeUninitializedCapacity: count) { $1 = count }
    self.decimals = decimals
  }

  /// The lists of columns whose entries stand beside each other: `row` gives those of a place. They are
  /// read a few places at a time, so that a place's entries are still near when its next column is read.
  @inline(__always)
  static func lists(
    columns: Int, places: Int, firstFile: Int, notReported: Int64,
    _ row: (Int) -> UnsafePointer<FigureEntry>
  ) -> [ColumnLists] {
    var decimals = Array(repeating: 0, count: columns)
    decimals.withUnsafeMutableBufferPointer { decimals in
      for place in 0..<places {
        let entries = row(place)
        for column in 0..<columns {
          let own = entries[column].decimalsOfNumber
          if own > decimals[column] { decimals[column] = own }
        }
      }
    }
    var lists = decimals.map { ColumnLists(places, decimals: $0) }
    let filling = Filling(firstFile: firstFile, notReported: notReported)
    for start in stride(from: 0, to: places, by: 32) {
      let some = start..<min(places, start + 32)
      for column in 0..<columns { lists[column].fill(some, column, filling, row) }
    }
    return lists
  }

  /// What is the same for all entries.
  private struct Filling {
    let firstFile: UInt64
    let notReported: Int64
    /// What numbers of fewer decimals are multiplied by, by how many they lack; behind 18 only 0 fits.
    let factors: [Int64]
    /// The state by the kind of entry, a byte each.
    let states: UInt64

    init(firstFile: Int, notReported: Int64) {
      self.firstFile = UInt64(firstFile)
      self.notReported = notReported
      factors = (0..<32).map { Int64(1).scaled(by: $0) ?? 0 }
      var states: UInt64 = 0
      for kind in FigureEntry.Kind.all {
        let state =
          switch kind {
          case .absent: DatasetColumn.State.absent
          case .number: DatasetColumn.State.number
          case .level: DatasetColumn.State.level
          case .missing, .empty, .silent: DatasetColumn.State.missing
          case .statements: DatasetColumn.State.other
          }
        states |= UInt64(state) << (8 * kind.rawValue)
      }
      self.states = states
    }
  }

  @inline(__always)
  private mutating func fill(
    _ places: Range<Int>, _ column: Int, _ filling: Filling,
    _ row: (Int) -> UnsafePointer<FigureEntry>
  ) {
    let (decimals, notReported, none) = (decimals, filling.notReported, PackedLocation.none)
    var left: [Int] = []
    state.withUnsafeMutableBufferPointer { states in
      held.withUnsafeMutableBufferPointer { numbers in
        locations.withUnsafeMutableBufferPointer { locations in
          filling.factors.withUnsafeBufferPointer { factors in
            for place in places {
              let entry = row(place)[column]
              let kind = entry.kindNumber
              let lacking =
                kind == FigureEntry.Kind.number.rawValue ? decimals - entry.decimals : 0
              var (number, overflow) = entry.held.multipliedReportingOverflow(by: factors[lacking])
              if kind == FigureEntry.Kind.empty.rawValue || kind == FigureEntry.Kind.silent.rawValue
              {
                number = notReported
              }
              var state = UInt8(truncatingIfNeeded: filling.states >> (8 * kind))
              let isAbsent = kind == FigureEntry.Kind.absent.rawValue
              var location = isAbsent ? none : entry.packedLocation(filling.firstFile) ?? none
              let isTooLong = overflow || lacking > 18 && entry.held != 0
              if isTooLong || kind == FigureEntry.Kind.statements.rawValue
                || location == none && !isAbsent
              {
                (state, number, location) = (DatasetColumn.State.other, 0, none)
                left.append(place)
              }
              states[place] = state
              numbers[place] = number
              locations[place] = location
            }
          }
        }
      }
    }
    self.left += left
  }

  /// Notes that an entry that was left is another one of those that are kept as they are.
  mutating func keep(other number: Int, at index: Int) { held[index] = Int64(number) }
}
