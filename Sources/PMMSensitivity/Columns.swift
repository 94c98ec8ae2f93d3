/// The columns of all plans of a study, one after the other: one figure, set of reasons or flag for
/// each subject. Most are the same under several choices, or of several nodes, and are kept once.
struct Columns: Sendable {
  private(set) var figures: [Double] = []
  private(set) var masks: [UInt64] = []
  private(set) var flags: [Bool] = []
  private var figurePlaces: [Int: [Int]] = [:]
  private var maskPlaces: [Int: [Int]] = [:]
  private var flagPlaces: [Int: [Int]] = [:]

  /// What they take.
  var bytes: Int { 8 * figures.count + 8 * masks.count + flags.count }

  /// Each returns the offset of the column.
  mutating func add(_ column: [Double]) -> Int { Self.add(column, to: &figures, &figurePlaces) }
  mutating func add(masks column: [UInt64]) -> Int { Self.add(column, to: &masks, &maskPlaces) }
  mutating func add(flags column: [Bool]) -> Int { Self.add(column, to: &flags, &flagPlaces) }

  /// Bit by bit, so that what is not a number equals itself.
  private static func add<Part: BitwiseCopyable>(
    _ column: [Part], to columns: inout [Part], _ places: inout [Int: [Int]]
  ) -> Int {
    column.withUnsafeBytes { bytes in
      var hasher = Hasher()
      hasher.combine(bytes: bytes)
      let hash = hasher.finalize()
      let known = columns.withUnsafeBufferPointer { all in
        places[hash]?.first { place in
          UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[place..<place + column.count]))
            .elementsEqual(bytes)
        }
      }
      if let known { return known }
      let place = columns.count
      places[hash, default: []].append(place)
      columns += column
      return place
    }
  }
}
