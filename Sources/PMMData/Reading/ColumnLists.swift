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
    let steps = decimals.map { decimals in
      (0..<256).map { Step(UInt64($0), decimals: decimals, notReported: notReported) }
    }
    for start in stride(from: 0, to: places, by: 32) {
      let some = start..<min(places, start + 32)
      for column in 0..<columns {
        lists[column].fill(some, column, steps[column], UInt64(firstFile), row)
      }
    }
    return lists
  }

  /// What is done with entries of one kind and so many decimals, in one column.
  private struct Step {
    /// What the number is multiplied by.
    var factor: Int64 = 1
    /// What is added to it: entries that are empty hold 0.
    var addend: Int64 = 0
    /// 0, or all bits: nothing stands anywhere.
    var nowhere: UInt64 = 0
    var state: UInt8
    /// Whether there is more to see to.
    var isRare = false

    init(_ top: UInt64, decimals: Int, notReported: Int64) {
      switch FigureEntry.kind(ofTop: top) {
      case .absent: (state, nowhere) = (DatasetColumn.State.absent, .max)
      case .number:
        state = DatasetColumn.State.number
        let lacking = max(0, decimals - FigureEntry.decimals(ofTop: top))
        if let scaled = Int64(1).scaled(by: lacking) { factor = scaled } else { isRare = true }
      case .level: state = DatasetColumn.State.level
      case .missing: state = DatasetColumn.State.missing
      case .empty, .silent: (state, addend) = (DatasetColumn.State.missing, notReported)
      case .statements: (state, isRare) = (DatasetColumn.State.other, true)
      }
    }
  }

  @inline(__always)
  private mutating func fill(
    _ places: Range<Int>, _ column: Int, _ steps: [Step], _ firstFile: UInt64,
    _ row: (Int) -> UnsafePointer<FigureEntry>
  ) {
    // Whatever file it is, its number fits.
    let areNear = firstFile < 0xF00
    var left: [Int] = []
    state.withUnsafeMutableBufferPointer { states in
      held.withUnsafeMutableBufferPointer { numbers in
        locations.withUnsafeMutableBufferPointer { locations in
          steps.withUnsafeBufferPointer { steps in
            for place in places {
              let entry = row(place)[column]
              let step = steps[Int(truncatingIfNeeded: entry.top)]
              let (product, overflow) = entry.held.multipliedReportingOverflow(by: step.factor)
              states[place] = step.state
              numbers[place] = product &+ step.addend
              locations[place] = entry.packedLocation(firstFile, or: step.nowhere)
              if !overflow, !step.isRare, areNear { continue }
              let isZero = step.state == DatasetColumn.State.number && entry.held == 0
              let isOther = overflow || step.isRare && !isZero
              if isOther || step.nowhere == 0 && !entry.hasLocation(firstFile) {
                states[place] = DatasetColumn.State.other
                numbers[place] = 0
                locations[place] = .none
                left.append(place)
              }
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
