internal import PMMIR

/// The entries of a column as a dataset holds them: numbers over one power of ten, and whatever else fits
/// into small numbers. The rest is left to who knows what it says.
struct ColumnLists {
  private(set) var state: [UInt8] = []
  private(set) var held: [Int64] = []
  private(set) var locations: [PackedLocation] = []
  /// The power of ten that numbers are divided by.
  let decimals: Int
  /// The entries that do not fit, first to last.
  private(set) var left: [Int] = []

  init(_ entries: ArraySlice<FigureEntry>, firstFile: Int, notReported: Int64) {
    let count = entries.count
    let none = PackedLocation.none
    let decimals = entries.reduce(0) { $1.kind == .number ? max($0, $1.decimals) : $0 }
    self.decimals = decimals
    // What numbers of fewer decimals are multiplied by, by how many they lack.
    let factors = (0...18).map { Int64(1).scaled(by: $0) ?? 0 }
    var left: [Int] = []
    // Written once each: the lists of a large dataset are more than a cache holds.
    state = Array(unsafeUninitializedCapacity: count) { states, used in
      used = count
      held = Array(unsafeUninitializedCapacity: count) { numbers, used in
        used = count
        locations = Array(unsafeUninitializedCapacity: count) { locations, used in
          used = count
          entries.withUnsafeBufferPointer { entries in
            for index in 0..<count {
              let entry = entries[index]
              var (state, number) = (DatasetColumn.State.other, entry.held)
              switch entry.kind {
              case .absent: (state, number) = (DatasetColumn.State.absent, 0)
              case .number where entry.decimals == decimals: state = DatasetColumn.State.number
              case .number:
                let lacking = decimals - entry.decimals
                let (scaled, overflow) =
                  lacking > 18
                  ? (0, number != 0) : number.multipliedReportingOverflow(by: factors[lacking])
                number = scaled
                if !overflow { state = DatasetColumn.State.number }
              case .level: state = DatasetColumn.State.level
              case .missing: state = DatasetColumn.State.missing
              case .empty, .silent: (state, number) = (DatasetColumn.State.missing, notReported)
              case .statements: break
              }
              var location = none
              if state != DatasetColumn.State.absent, state != DatasetColumn.State.other {
                location = entry.packedLocation(firstFile) ?? none
                if location == none { state = DatasetColumn.State.other }
              }
              if state == DatasetColumn.State.other {
                number = 0
                left.append(index)
              }
              states.initializeElement(at: index, to: state)
              numbers.initializeElement(at: index, to: number)
              locations.initializeElement(at: index, to: location)
            }
          }
        }
      }
    }
    self.left = left
  }

  /// Notes that an entry that was left is another one of those that are kept as they are.
  mutating func keep(other number: Int, at index: Int) { held[index] = Int64(number) }
}
