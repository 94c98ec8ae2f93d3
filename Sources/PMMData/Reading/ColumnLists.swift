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
    func known(_ entry: FigureEntry) -> (state: UInt8, number: Int64)? {
      switch entry.kind {
      case .number:
        if entry.decimals == decimals { return (DatasetColumn.State.number, entry.held) }
        let lacking = decimals - entry.decimals
        if lacking > 18 { return entry.held == 0 ? (DatasetColumn.State.number, 0) : nil }
        let (scaled, overflow) = entry.held.multipliedReportingOverflow(by: factors[lacking])
        return overflow ? nil : (DatasetColumn.State.number, scaled)
      case .level: return (DatasetColumn.State.level, entry.held)
      case .missing: return (DatasetColumn.State.missing, entry.held)
      case .empty, .silent: return (DatasetColumn.State.missing, notReported)
      case .absent: return (DatasetColumn.State.absent, 0)
      case .statements: return nil
      }
    }
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
              let location = entry.isAbsent ? none : entry.packedLocation(firstFile)
              let content = location == nil ? nil : known(entry)
              if content == nil { left.append(index) }
              states.initializeElement(at: index, to: content?.state ?? DatasetColumn.State.other)
              numbers.initializeElement(at: index, to: content?.number ?? 0)
              locations.initializeElement(at: index, to: content == nil ? none : location ?? none)
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
