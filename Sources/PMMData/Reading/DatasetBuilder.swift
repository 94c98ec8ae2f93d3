internal import PMMDiagnostics
internal import PMMIR

/// What a figure says before it is placed in a dataset.
struct Content: Equatable {
  enum Kind: Equatable {
    case known(Scalar)
    case missing(Reason)
    /// An empty cell: `not_reported`, but nobody said so.
    case empty
  }
  var kind: Kind
  var flags: StatusFlags = []
  var disclosure = 0
  var note: String?

  /// Whether both say the same value or reason; flags and notes may differ.
  func agrees(with other: Content) -> Bool {
    kind == other.kind || reason == other.reason && reason != nil
  }

  var reason: Reason? {
    switch kind {
    case .known: nil
    case .missing(let reason): reason
    case .empty: .notReported
    }
  }
}

/// A figure of one row, not yet in the dataset.
struct RowFigure {
  var target: Target
  var cell: Int
  var periodsBefore: Int
  var content: Content
  var location: Location
}

struct RowAttribute {
  var attribute: Int
  var value: Scalar
  var location: Location
}

/// Everything that one row says. It enters the dataset whole or not at all.
struct RowContent {
  var subject = 0
  /// Nil: a row of a subjects file, for every period.
  var period: Int?
  var location = Location(file: 0, span: Span(0, 0))
  var figures: [RowFigure] = []
  var attributes: [RowAttribute] = []
}

/// Collects rows, finds rows that say the same thing twice or differently, and makes the dataset.
struct DatasetBuilder {
  private struct Key: Hashable {
    /// Instruments are numbered after the inputs.
    var target: Int32
    var subject: Int32
    var period: Int32
    var cell: Int32
  }
  private struct AttributeKey: Hashable {
    var attribute: Int
    var subject: Int
    var period: Int?
  }
  private struct Entry {
    var content: Content
    var location: Location
    /// Given by a later row as `x[T-1]`.
    var isEarlier: Bool
  }

  private let vocabulary: Vocabulary
  private(set) var subjects = ByteIndex()
  private var cells: [Cell] = [.total]
  private var cellNumbers: [Cell: Int] = [.total: 0]
  private var entries: [Entry] = []
  private var entryNumbers: [Key: Int32] = [:]
  private var attributes: [AttributeKey: (value: Scalar, location: Location)] = [:]
  /// Subjects and periods with a row.
  private var presence: Set<Int> = []
  private var lastPlace = -1

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  mutating func subject(_ code: ArraySlice<UInt8>) -> Int { subjects.insert(code) }

  mutating func cellNumber(_ cell: Cell) -> Int {
    if cell.isTotal { return 0 }
    if let number = cellNumbers[cell] { return number }
    cells.append(cell)
    cellNumbers[cell] = cells.count - 1
    return cells.count - 1
  }

  func cell(_ number: Int) -> Cell { cells[number] }

  /// Adds a row; false when it was refused because of what another row says.
  mutating func add(
    _ row: RowContent, isSubjects: Bool = false, _ sink: inout DiagnosticSink
  ) -> Bool {
    var isAccepted = true
    var repeated: (here: Location, first: Location)?
    for figure in row.figures {
      guard let number = entryNumbers[key(figure, of: row)] else { continue }
      let existing = entries[Int(number)]
      let agrees = existing.content.agrees(with: figure.content)
      if figure.periodsBefore == 0 {
        if !agrees {
          report(.conflictingRow, figure, existing, row, &sink)
          isAccepted = false
        } else if repeated == nil, !existing.isEarlier {
          repeated = (figure.location, existing.location)
        }
      } else if !agrees, figure.content.kind != .empty {
        report(.earlierFigureDiffers, figure, existing, row, &sink)
        isAccepted = false
      }
    }
    if !checkAttributes(row, &sink) { isAccepted = false }
    guard isAccepted else { return false }
    if let repeated {
      sink.report(.repeatedRow, at: repeated.here, related: [repeated.first])
    }
    insert(row, isPresent: !isSubjects)
    return true
  }

  private mutating func insert(_ row: RowContent, isPresent: Bool) {
    for figure in row.figures {
      let key = key(figure, of: row)
      guard entryNumbers[key] == nil else { continue }
      entryNumbers[key] = Int32(entries.count)
      entries.append(
        Entry(
          content: figure.content, location: figure.location, isEarlier: figure.periodsBefore > 0))
    }
    for attribute in row.attributes {
      let key = AttributeKey(
        attribute: attribute.attribute, subject: row.subject, period: row.period)
      attributes[key] = attributes[key] ?? (attribute.value, attribute.location)
    }
    guard isPresent, let period = row.period else { return }
    let place = row.subject << 32 | period
    if place == lastPlace { return }
    lastPlace = place
    presence.insert(place)
  }

  private func checkAttributes(_ row: RowContent, _ sink: inout DiagnosticSink) -> Bool {
    var isAccepted = true
    for attribute in row.attributes {
      var key = AttributeKey(
        attribute: attribute.attribute, subject: row.subject, period: row.period)
      var existing = attributes[key]
      if existing == nil || existing?.value == attribute.value {
        key.period = nil
        existing = attributes[key]
      }
      guard let existing, existing.value != attribute.value else { continue }
      sink.report(
        .attributeDiffers, at: attribute.location,
        [
          "attribute": vocabulary.program.attributes[attribute.attribute].name,
          "subject": subjects.text(row.subject),
        ], related: [existing.location])
      isAccepted = false
    }
    return isAccepted
  }

  private func key(_ figure: RowFigure, of row: RowContent) -> Key {
    Key(
      target: number(of: figure.target), subject: Int32(truncatingIfNeeded: row.subject),
      period: Int32(truncatingIfNeeded: (row.period ?? 0) - figure.periodsBefore),
      cell: Int32(truncatingIfNeeded: figure.cell))
  }

  private func number(of target: Target) -> Int32 {
    switch target {
    case .input(let index): Int32(index)
    case .instrument(let index): Int32(vocabulary.program.inputs.count + index)
    }
  }

  private func report(
    _ code: DiagnosticCode, _ figure: RowFigure, _ existing: Entry, _ row: RowContent,
    _ sink: inout DiagnosticSink
  ) {
    let kind = vocabulary.program.head.period
    let period = Period(kind: kind, ordinal: (row.period ?? 0) - figure.periodsBefore)
    let cell = vocabulary.text(cells[figure.cell])
    let name = vocabulary.name(of: figure.target)
    sink.report(
      code, at: figure.location,
      [
        "figure": cell.isEmpty ? name : "\(name)[\(cell)]",
        "subject": subjects.text(row.subject), "period": period.description,
      ], related: [existing.location])
  }
}

extension DatasetBuilder {
  /// Places everything that was collected; subjects are numbered in the order of their codes.
  func finish() -> Dataset {
    var dataset = Dataset()
    let names = (0..<subjects.count).map(subjects.text)
    let withRows = Set(presence.map { $0 >> 32 })
    for name in withRows.map({ names[$0] }).sorted() { _ = dataset.subject(name) }
    let numbers = names.map { dataset.index(ofSubject: $0) }
    dataset.reserveCapacity(entries.count)
    for place in presence {
      guard let subject = numbers[place >> 32] else { continue }
      dataset.notePresence(subject: subject, period: period(place & 0xFFFF_FFFF))
    }
    let inputCount = vocabulary.program.inputs.count
    for (key, number) in entryNumbers {
      guard let subject = numbers[Int(key.subject)] else { continue }
      let entry = entries[Int(number)]
      let target = Int(key.target)
      if target < inputCount {
        place(entry, input: target, subject: subject, key, in: &dataset)
        continue
      }
      for input in vocabulary.askedInputs[target - inputCount] where !isGiven(input, key) {
        place(entry, input: input, subject: subject, key, in: &dataset)
      }
    }
    for (key, attribute) in attributes {
      guard let subject = numbers[key.subject] else { continue }
      dataset.set(
        attribute.value,
        for: Dataset.AttributeKey(
          attribute: key.attribute, subject: subject, period: key.period.map(period)))
    }
    return dataset
  }

  /// Subjects that have attributes but no row of data, sorted.
  func subjectsWithoutRows() -> [String] {
    let withRows = Set(presence.map { $0 >> 32 })
    let described = Set(attributes.keys.map(\.subject))
    return described.subtracting(withRows).map(subjects.text).sorted()
  }

  /// Whether the outcome's own level was given, by more than an empty cell.
  private func isGiven(_ input: Int, _ key: Key) -> Bool {
    var own = key
    own.target = Int32(input)
    guard let number = entryNumbers[own] else { return false }
    return entries[Int(number)].content.kind != .empty
  }

  private func place(
    _ entry: Entry, input: Int, subject: Int, _ key: Key, in dataset: inout Dataset
  ) {
    let period = self.period(Int(key.period))
    let cell = cells[Int(key.cell)]
    let declared = vocabulary.program.inputs[input]
    var figure: Figure
    switch entry.content.kind {
    case .known(let scalar): figure = .known(scalar)
    case .missing, .empty:
      let place = Place(name: declared.name, cell: cell, period: period)
      figure = .missing(entry.content.reason ?? .notReported, at: place)
    }
    figure.flags = entry.content.flags
    figure.disclosure = max(entry.content.disclosure, declared.disclosure ?? 0)
    let datum = Dataset.Datum(
      figure: figure, note: entry.content.note, location: entry.location)
    let place = Dataset.Key(input: input, subject: subject, period: period, cell: cell)
    // The outcome's own empty cell gives way to the instrument's level, whichever comes first.
    if Int(key.target) == input, entry.content.kind == .empty, dataset.datum(place) != nil {
      return
    }
    dataset.place(datum, at: place)
  }

  private func period(_ ordinal: Int) -> Period {
    Period(kind: vocabulary.program.head.period, ordinal: ordinal)
  }
}
