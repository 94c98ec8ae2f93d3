internal import PMMIR
internal import PMMNumber

/// Reported figures in columns: each input and cell over the places of an evaluation, and behind them
/// those that only the data has, such as a period before the first that is scored.
///
/// The one file that knows how a dataset stores its figures.
final class ReportedColumns: Sendable {
  struct Key: Hashable {
    var input: Int
    var cell: Cell
  }

  /// Every subject and period that anything is reported of.
  let places: [Dataset.SubjectPeriod]
  let index: [Dataset.SubjectPeriod: Int32]
  private let columns: [Key: Vector]

  /// A missing figure without a reason: there is no row.
  static let absent = Lane(state: State.missing)

  init(_ setting: Setting, _ translation: Translation) {
    var places = setting.places
    var index: [Dataset.SubjectPeriod: Int32] = [:]
    index.reserveCapacity(places.count)
    for (position, place) in places.enumerated() { index[place] = Int32(position) }
    var found: [Key: [(place: Int32, figure: Figure)]] = [:]
    for (key, datum) in setting.dataset.figures {
      let place = Dataset.SubjectPeriod(subject: key.subject, period: key.period)
      let position: Int32
      if let known = index[place] {
        position = known
      } else {
        position = Int32(places.count)
        index[place] = position
        places.append(place)
      }
      found[Key(input: key.input, cell: key.cell), default: []].append((position, datum.figure))
    }
    self.places = places
    self.index = index
    columns = Dictionary(
      uniqueKeysWithValues: found.map { key, entries in
        let own = setting.inputs[key.input].disclosure.map { UInt8(clamping: $0) } ?? 0
        let vector = Vector(count: places.count)
        for place in 0..<places.count { vector[place] = Self.absent }
        var scale = DecimalScale()
        for entry in entries {
          var lane = translation.lane(entry.figure)
          lane.disclosure = max(lane.disclosure, own)
          vector[Int(entry.place)] = lane
          scale.add(entry.figure)
        }
        vector.finish()
        vector.scale = scale.power
        return (key, vector)
      })
  }

  /// Nil: nothing is reported of it anywhere.
  func column(_ input: Int, _ cell: Cell) -> Vector? { columns[Key(input: input, cell: cell)] }
}

/// The power of ten that makes all numbers of a column short whole numbers.
struct DecimalScale {
  private(set) var power: Double = 1

  mutating func add(_ figure: Figure) {
    if let number = figure.number { add(number) }
  }

  mutating func add(_ number: Rational) {
    guard power > 0 else { return }
    guard let (top, bottom) = number.shortParts else { return power = 0 }
    var scale = Int(power)
    while !scale.isMultiple(of: bottom) {
      let (next, overflow) = scale.multipliedReportingOverflow(by: 10)
      guard !overflow, next <= 1_000_000_000_000_000 else { return power = 0 }
      scale = next
    }
    let (whole, overflow) = top.multipliedReportingOverflow(by: scale / bottom)
    power = overflow || whole.magnitude >= 1 << 51 ? 0 : Double(scale)
  }
}

/// Figures of the reference as lanes of vectors.
final class Translation: Sendable {
  let reasons: ReasonTable

  init(_ reasons: ReasonTable) { self.reasons = reasons }

  func lane(_ figure: Figure) -> Lane {
    var lane: Lane
    switch figure.content {
    case .known(let scalar): lane = self.lane(scalar)
    case .missing(let causes): lane = .missing(reasons.mask(causes.lazy.map(\.reason)))
    }
    lane.flags = figure.flags.rawValue
    lane.disclosure = UInt8(clamping: figure.disclosure)
    return lane
  }

  func lane(_ scalar: Scalar) -> Lane {
    switch scalar {
    case .number(let number): return number.approximation.map { .known($0) } ?? .doubt
    case .level(let index), .category(let index), .date(let index):
      return .known(Approximation(Double(index)))
    case .truth(let truth): return .known(Approximation(truth ? 1 : 0))
    // Texts are compared by the reference.
    case .text: return .doubt
    }
  }
}
