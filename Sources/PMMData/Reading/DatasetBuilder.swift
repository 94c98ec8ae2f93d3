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
  /// What stands against other rows, weakest first.
  enum Weight: Comparable {
    /// A blank cell of a wide row: whatever another row says is the figure.
    case silent
    /// Something that could not be read or used: `invalid`, unless another row says the figure.
    case refused
    case said
  }
  var target: Target
  var cell: Int
  var periodsBefore: Int
  var content: Content
  var weight = Weight.said
  var location: Location
}

struct RowAttribute {
  var attribute: Int
  var value: Scalar
  var location: Location
}

/// Everything that one row says.
struct RowContent {
  var subject = 0
  /// Nil: a row of a subjects file, for every period.
  var period: Int?
  var figures: [RowFigure] = []
  var attributes: [RowAttribute] = []
  /// The row as a whole is refused; its figures are `invalid`.
  var isRefused = false
  /// Values of the row that could not be read.
  var refusedCells = 0
}

/// Collects rows, finds rows that say the same thing twice or differently, and makes the dataset.
/// Nothing here depends on the order of rows or files: what rows say of one figure is compared when
/// all of them are there.
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
  /// What one row says of one figure.
  private struct Statement {
    var content: Content
    var weight: RowFigure.Weight
    var location: Location
    var row: Int
    /// Given by a later row as `x[T-1]`.
    var isEarlier: Bool
  }
  private struct AttributeStatement {
    var value: Scalar
    var location: Location
    var row: Int
  }
  /// A row and what became of it.
  private struct RowState {
    /// What the caller counts it under.
    var account: Int
    var isQuiet: Bool
    var isRefused: Bool
    /// Figures and attributes that it says.
    var said: Int
    var refusedCells: Int
  }

  private let vocabulary: Vocabulary
  private(set) var subjects = ByteIndex()
  private var cells: [Cell] = [.total]
  private var cellNumbers: [Cell: Int] = [.total: 0]
  private var entries: [Statement] = []
  private var entryNumbers: [Key: Int32] = [:]
  /// What further rows say of a figure, by the number of its entry.
  private var others: [Int32: [Statement]] = [:]
  private var attributes: [AttributeKey: [AttributeStatement]] = [:]
  private var rows: [RowState] = []
  /// Subjects and periods with a row.
  private var presence: Set<Int> = []
  private var lastPlace = -1
  /// Subjects that a row of data names, whatever became of it.
  private var named: Set<Int> = []

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  mutating func subject(_ code: ArraySlice<UInt8>) -> Int { subjects.insert(code) }

  /// Notes that a row of data is about the subject.
  mutating func nameInData(_ subject: Int) { named.insert(subject) }

  mutating func cellNumber(_ cell: Cell) -> Int {
    if cell.isTotal { return 0 }
    if let number = cellNumbers[cell] { return number }
    cells.append(cell)
    cellNumbers[cell] = cells.count - 1
    return cells.count - 1
  }

  func cell(_ number: Int) -> Cell { cells[number] }

  /// Adds a row, counted under `account` when all rows are judged.
  mutating func add(
    _ row: RowContent, account: Int, isQuiet: Bool = false, isSubjects: Bool = false
  ) {
    var state = RowState(
      account: account, isQuiet: isQuiet, isRefused: row.isRefused, said: row.attributes.count,
      refusedCells: row.refusedCells)
    for figure in row.figures {
      if figure.weight == .said { state.said += 1 }
      let statement = Statement(
        content: figure.content, weight: figure.weight, location: figure.location,
        row: rows.count, isEarlier: figure.periodsBefore > 0)
      let key = key(figure, of: row)
      guard let number = entryNumbers[key] else {
        entryNumbers[key] = Int32(entries.count)
        entries.append(statement)
        continue
      }
      let first = entries[Int(number)]
      if statement.weight == .silent, first.weight != .silent { continue }
      if first.weight == .silent, statement.weight != .silent {
        entries[Int(number)] = statement
      } else {
        others[number, default: []].append(statement)
      }
    }
    for attribute in row.attributes {
      let key = AttributeKey(
        attribute: attribute.attribute, subject: row.subject, period: row.period)
      attributes[key, default: []].append(
        AttributeStatement(
          value: attribute.value, location: attribute.location, row: rows.count))
    }
    rows.append(state)
    guard !isSubjects, let period = row.period else { return }
    let place = row.subject << 32 | period
    if place == lastPlace { return }
    lastPlace = place
    presence.insert(place)
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

  private func target(_ number: Int32) -> Target {
    let inputs = vocabulary.program.inputs.count
    return Int(number) < inputs ? .input(Int(number)) : .instrument(Int(number) - inputs)
  }
}

// MARK: Judging

extension DatasetBuilder {
  /// A finding about one row, told in the order of places.
  private struct Finding {
    var code: DiagnosticCode
    var row: Int
    var location: Location
    var related: Location
    var arguments: [String: String]
  }

  /// Compares what rows say of one figure or attribute, and tells what became of each row: its
  /// account, whether it was used, and how many of its values were refused.
  mutating func judge(
    _ sink: inout DiagnosticSink,
    _ count: (_ account: Int, _ isUsed: Bool, _ refusedCells: Int) -> Void
  ) {
    var findings = judgeFigures() + judgeAttributes()
    findings.sort {
      ($0.location.file, $0.location.span.start) < ($1.location.file, $1.location.span.start)
    }
    for finding in findings {
      sink.isQuiet = rows[finding.row].isQuiet
      sink.report(
        finding.code, at: finding.location, finding.arguments, related: [finding.related])
    }
    sink.isQuiet = false
    for row in rows where !row.isQuiet {
      let isUsed = !row.isRefused && (row.refusedCells == 0 || row.said > 0)
      count(row.account, isUsed, isUsed ? row.refusedCells : 0)
    }
  }

  private mutating func refuse(_ statement: Statement) {
    rows[statement.row].said -= 1
    rows[statement.row].refusedCells += 1
  }

  private mutating func judgeFigures() -> [Finding] {
    guard !others.isEmpty else { return [] }
    var findings: [Finding] = []
    var repeated: [Int: Finding] = [:]
    for (key, number) in entryNumbers {
      guard let more = others[number] else { continue }
      let all = ([entries[Int(number)]] + more).sorted(by: Self.isBefore)
      let strongest = all.map(\.weight).max() ?? .said
      let strong = all.filter { $0.weight == strongest }
      let own = strong.filter { !$0.isEarlier }
      // The row of a period is the authority on it, if it says anything.
      let standing = own.isEmpty ? strong : own
      let agree = standing.allSatisfy { $0.content.agrees(with: standing[0].content) }
      let isConflict = strongest == .said && !agree
      entries[Int(number)] = Self.joined(isConflict ? strong : standing, isConflict: isConflict)
      guard strongest == .said else { continue }
      if isConflict {
        for statement in strong {
          refuse(statement)
          let other = strong.first { !$0.content.agrees(with: statement.content) } ?? strong[0]
          findings.append(finding(.conflictingRow, key, statement, other))
        }
        continue
      }
      for statement in own.dropFirst() {
        let found = finding(.repeatedRow, key, statement, own[0])
        if let known = repeated[statement.row],
          known.location.span.start <= found.location.span.start
        {
          continue
        }
        repeated[statement.row] = found
      }
      if !own.isEmpty {
        for statement in strong
        where statement.isEarlier && !statement.content.agrees(with: own[0].content) {
          refuse(statement)
          findings.append(finding(.earlierFigureDiffers, key, statement, own[0]))
        }
      }
    }
    return findings + repeated.values
  }

  private static func isBefore(_ left: Statement, _ right: Statement) -> Bool {
    (left.location.file, left.location.span.start)
      < (right.location.file, right.location.span.start)
  }

  /// One statement of several that agree: every flag, the narrowest disclosure, all notes. Of those
  /// that differ: `invalid`.
  private static func joined(_ statements: [Statement], isConflict: Bool) -> Statement {
    var result = statements[0]
    for statement in statements {
      result.content.flags.formUnion(statement.content.flags)
      result.content.disclosure = max(result.content.disclosure, statement.content.disclosure)
      // What was said outright counts for more than an empty cell.
      if result.content.kind == .empty { result.content.kind = statement.content.kind }
    }
    let notes = Set(statements.compactMap(\.content.note)).sorted()
    result.content.note = notes.isEmpty ? nil : notes.joined(separator: "; ")
    if isConflict { result.content.kind = .missing(.invalid) }
    return result
  }

  private func finding(
    _ code: DiagnosticCode, _ key: Key, _ statement: Statement, _ other: Statement
  ) -> Finding {
    let cell = vocabulary.text(cells[Int(key.cell)])
    let name = vocabulary.name(of: target(key.target))
    return Finding(
      code: code, row: statement.row, location: statement.location, related: other.location,
      arguments: [
        "figure": cell.isEmpty ? name : "\(name)[\(cell)]",
        "subject": subjects.text(Int(key.subject)), "period": period(Int(key.period)).description,
      ])
  }

  /// An attribute that rows give differently is given by none of them.
  private mutating func judgeAttributes() -> [Finding] {
    var findings: [Finding] = []
    for (key, statements) in attributes {
      var always: [AttributeStatement] = []
      if key.period != nil {
        var general = key
        general.period = nil
        always = attributes[general] ?? []
      }
      for statement in statements {
        guard let other = (always + statements).first(where: { $0.value != statement.value })
        else { continue }
        rows[statement.row].said -= 1
        rows[statement.row].refusedCells += 1
        findings.append(
          Finding(
            code: .attributeDiffers, row: statement.row, location: statement.location,
            related: other.location,
            arguments: [
              "attribute": vocabulary.program.attributes[key.attribute].name,
              "subject": subjects.text(key.subject),
            ]))
      }
    }
    return findings
  }
}

// MARK: The dataset

extension DatasetBuilder {
  /// Places everything that was collected and judged; subjects are numbered in the order of their
  /// codes.
  mutating func finish() -> Dataset {
    let names = (0..<subjects.count).map(subjects.text)
    let withRows = Set(presence.map { $0 >> 32 })
    let sorted = withRows.map { names[$0] }.sorted()
    var numbers: [Int?] = Array(repeating: nil, count: names.count)
    for (number, name) in sorted.enumerated() {
      numbers[subjects.insert(Array(name.utf8)[...])] = number
    }
    let places = presence.compactMap { place in
      numbers[place >> 32].map {
        Dataset.SubjectPeriod(subject: $0, period: period(place & 0xFFFF_FFFF))
      }
    }
    var dataset = Dataset(subjects: sorted, places: places.sorted(), rowlessPlaces: [])
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
    placeAttributes(numbers, in: &dataset)
    return dataset
  }

  /// An attribute of every period that differs from a row of one period holds in the others.
  private func placeAttributes(_ numbers: [Int?], in dataset: inout Dataset) {
    let periods = Dictionary(grouping: presence, by: { $0 >> 32 }).mapValues {
      $0.map { $0 & 0xFFFF_FFFF }
    }
    func agreed(_ statements: [AttributeStatement]) -> Scalar? {
      guard let first = statements.first else { return nil }
      return statements.allSatisfy { $0.value == first.value } ? first.value : nil
    }
    for (key, statements) in attributes {
      guard let subject = numbers[key.subject], let value = agreed(statements) else { continue }
      func set(_ period: Int?) {
        dataset.set(
          value,
          for: Dataset.AttributeKey(
            attribute: key.attribute, subject: subject, period: period.map(self.period)))
      }
      func said(in period: Int?) -> [AttributeStatement] {
        attributes[
          AttributeKey(attribute: key.attribute, subject: key.subject, period: period)] ?? []
      }
      if key.period != nil {
        if agreed(statements + said(in: nil)) != nil { set(key.period) }
        continue
      }
      let own = periods[key.subject] ?? []
      let differing = own.filter { agreed(statements + said(in: $0)) == nil }
      if differing.isEmpty {
        set(nil)
      } else {
        for period in own where !differing.contains(period) { set(period) }
      }
    }
  }

  /// Subjects that have attributes but no row of data, sorted.
  func subjectsWithoutRows() -> [String] {
    let described = Set(attributes.keys.map(\.subject))
    return described.subtracting(named).map(subjects.text).sorted()
  }

  /// Whether the outcome's own level was given, by more than an empty cell.
  private func isGiven(_ input: Int, _ key: Key) -> Bool {
    var own = key
    own.target = Int32(input)
    guard let number = entryNumbers[own] else { return false }
    return entries[Int(number)].content.kind != .empty
  }

  private func place(
    _ entry: Statement, input: Int, subject: Int, _ key: Key, in dataset: inout Dataset
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
