internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

/// Collects rows, finds rows that say the same thing twice or differently, and makes the dataset.
/// Nothing here depends on the order of rows or files: what rows say of one figure is compared when
/// all of them are there.
struct DatasetBuilder {
  struct AttributeKey: Hashable {
    var attribute: Int
    var subject: Int
    var period: Int?
  }
  /// What one row says of one figure.
  struct Statement {
    var content: Content
    var weight: RowFigure.Weight
    var location: Location
    var row: Int
    /// Given by a later row as `x[T-1]`.
    var isEarlier: Bool
  }
  /// All that rows say of one figure, where that is more than an entry of the table holds. Judging
  /// makes one statement of it.
  struct Figures {
    var place: Int
    var column: Int
    var statements: [Statement]
  }
  struct AttributeStatement {
    var value: Scalar
    var location: Location
    var row: Int
  }
  /// A row and what became of it.
  struct RowState {
    /// What the caller counts it under.
    var account: Int
    var isQuiet: Bool
    var isRefused = false
    /// Figures and attributes that it says.
    var said: Int
    var refusedCells = 0
  }
  /// Where a row stands, to find the one that an entry of the table came from.
  private struct RowPlace {
    var file: Int
    var span: Span
    var row: Int
  }

  let vocabulary: Vocabulary
  var subjects = ByteIndex()
  private var cells: [Cell] = [.total]
  private var cellNumbers: [Cell: Int] = [.total: 0]
  var table = FigureTable()
  var figures: [Figures] = []
  /// Reasons by the numbers that entries have of them.
  private(set) var reasons: [Reason] = []
  var attributes: [AttributeKey: [AttributeStatement]] = [:]
  /// Rows whose state must be known one by one.
  var rows: [RowState] = []
  private var rowPlaces: [RowPlace] = []
  /// How many other rows there are of each account: rows of one figure that stands in the table.
  var plainRows: [Int: Int] = [:]
  /// Subjects that a row of data names, whatever became of it.
  var named: Set<Int> = []
  /// The first file of data, whose account is 0.
  var firstFile = 0
  /// Whether rows of a period are judged and counted.
  private let accountsFor: (@Sendable (Period?) -> Bool)?

  init(_ vocabulary: Vocabulary, accountsFor: (@Sendable (Period?) -> Bool)?) {
    self.vocabulary = vocabulary
    self.accountsFor = accountsFor
  }

  /// A builder for other rows of the same files. Layouts have the numbers of cells.
  var fresh: DatasetBuilder {
    var other = DatasetBuilder(vocabulary, accountsFor: accountsFor)
    (other.firstFile, other.cells, other.cellNumbers) = (firstFile, cells, cellNumbers)
    return other
  }

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

  mutating func reasonNumber(_ reason: Reason) -> Int {
    if let number = reasons.firstIndex(of: reason) { return number }
    reasons.append(reason)
    return reasons.count - 1
  }

  func period(_ ordinal: Int) -> Period {
    Period(kind: vocabulary.program.head.period, ordinal: ordinal)
  }

  func isQuiet(_ period: Int) -> Bool { accountsFor.map { !$0(self.period(period)) } ?? false }

  mutating func column(of target: Target, cell: Int) -> Int {
    table.column(target: number(of: target), cell: cell)
  }

  private func number(of target: Target) -> Int {
    switch target {
    case .input(let index): index
    case .instrument(let index): vocabulary.program.inputs.count + index
    }
  }

  func target(_ number: Int32) -> Target {
    let inputs = vocabulary.program.inputs.count
    return Int(number) < inputs ? .input(Int(number)) : .instrument(Int(number) - inputs)
  }
}

// MARK: Adding

extension DatasetBuilder {
  /// The place of a row of data.
  mutating func enter(_ subject: Int, _ period: Int) -> Int {
    let place = table.place(subject, period)
    if !table.places[place].hasRow {
      table.noteRow(at: place)
      named.insert(subject)
    }
    return place
  }

  /// Notes a row whose figures stand in the table.
  mutating func addRow(at location: Location, account: Int, isQuiet: Bool, said: Int) {
    rowPlaces.append(RowPlace(file: location.file, span: location.span, row: rows.count))
    rows.append(RowState(account: account, isQuiet: isQuiet, said: said))
  }

  /// Takes over the rows that another builder has a state for, and whom its rows are about.
  mutating func takeRows(of other: DatasetBuilder, _ subjects: [Int]) {
    named.formUnion(other.named.map { subjects[$0] })
    rowPlaces += other.rowPlaces.map { place in
      RowPlace(file: place.file, span: place.span, row: place.row + rows.count)
    }
    rows += other.rows
  }

  /// Adds a row, counted under `account` when all rows are judged. Rows come in the order in which
  /// they stand in their files.
  mutating func add(
    _ row: RowContent, at location: Location, account: Int, isQuiet: Bool = false,
    isSubjects: Bool = false
  ) {
    if !isSubjects, let period = row.period {
      table.noteRow(at: table.place(row.subject, period))
    }
    if addPlain(row, account: account, isQuiet: isQuiet) { return }
    let said = row.attributes.count + row.figures.count { $0.weight == .said }
    let number = rows.count
    rowPlaces.append(RowPlace(file: location.file, span: location.span, row: number))
    rows.append(
      RowState(
        account: account, isQuiet: isQuiet, isRefused: row.isRefused, said: said,
        refusedCells: row.refusedCells))
    for figure in row.figures {
      let place = table.place(row.subject, (row.period ?? 0) - figure.periodsBefore)
      let column = column(of: figure.target, cell: figure.cell)
      if table[place, column].isAbsent, let entry = entry(figure) {
        table[place, column] = entry
      } else {
        let statement = Statement(
          content: figure.content, weight: figure.weight, location: figure.location,
          row: number, isEarlier: figure.periodsBefore > 0)
        add(statement, place, column)
      }
    }
    for attribute in row.attributes {
      let key = AttributeKey(
        attribute: attribute.attribute, subject: row.subject, period: row.period)
      attributes[key, default: []].append(
        AttributeStatement(value: attribute.value, location: attribute.location, row: number))
    }
  }

  /// Adds a row of one figure that needs no state of its own, if it is one.
  private mutating func addPlain(_ row: RowContent, account: Int, isQuiet: Bool) -> Bool {
    guard row.figures.count == 1, let figure = row.figures.first, let period = row.period,
      row.attributes.isEmpty, !row.isRefused, row.refusedCells == 0, figure.weight == .said,
      let entry = entry(figure)
    else { return false }
    let place = table.place(row.subject, period)
    let column = column(of: figure.target, cell: figure.cell)
    guard table[place, column].isAbsent else { return false }
    table[place, column] = entry
    if !isQuiet { plainRows[account, default: 0] += 1 }
    return true
  }

  /// The entry that says all that the figure says; nil if there is none.
  private mutating func entry(_ figure: RowFigure) -> FigureEntry? {
    let content = figure.content
    guard figure.weight != .refused, figure.periodsBefore == 0, content.flags.isEmpty,
      content.disclosure == 0, content.note == nil
    else { return nil }
    func entry(_ kind: FigureEntry.Kind, _ held: Int64, decimals: Int = 0) -> FigureEntry? {
      FigureEntry(
        kind, held, decimals: decimals, file: figure.location.file - firstFile,
        start: figure.location.span.start, length: figure.location.span.length)
    }
    switch content.kind {
    case .empty: return entry(figure.weight == .silent ? .silent : .empty, 0)
    case .missing(let reason): return entry(.missing, Int64(reasonNumber(reason)))
    case .known(.level(let level)): return entry(.level, Int64(level))
    case .known(.number(let number)):
      return number.shortDecimal.flatMap { entry(.number, $0.mantissa, decimals: -$0.exponent) }
    case .known: return nil
    }
  }

  private mutating func add(_ statement: Statement, _ place: Int, _ column: Int) {
    let entry = table[place, column]
    switch entry.kind {
    case .absent:
      table[place, column] = FigureEntry(statements: figures.count)
      figures.append(Figures(place: place, column: column, statements: [statement]))
    case .statements:
      let first = figures[Int(entry.held)].statements[0]
      if statement.weight == .silent, first.weight != .silent { return }
      figures[Int(entry.held)].statements.append(statement)
    default:
      // A blank cell gives way to what is said, and says nothing beside it.
      if statement.weight == .silent, entry.kind != .silent { return }
      let first = self.statement(entry, at: place)
      table[place, column] = FigureEntry(statements: figures.count)
      figures.append(Figures(place: place, column: column, statements: [first, statement]))
    }
  }

  /// What an entry says, as a statement of its row.
  private mutating func statement(_ entry: FigureEntry, at place: Int) -> Statement {
    Statement(
      content: content(of: entry), weight: entry.kind == .silent ? .silent : .said,
      location: location(of: entry), row: row(of: entry, at: place), isEarlier: false)
  }

  func location(of entry: FigureEntry) -> Location {
    Location(file: firstFile + entry.file, span: entry.span)
  }

  func content(of entry: FigureEntry) -> Content {
    switch entry.kind {
    case .number:
      let value = Rational(decimalMantissa: entry.held, exponent: -entry.decimals)
      return Content(kind: .known(.number(value)))
    case .level: return Content(kind: .known(.level(Int(entry.held))))
    case .missing: return Content(kind: .missing(reasons[Int(entry.held)]))
    case .absent, .empty, .silent, .statements: return Content(kind: .empty)
    }
  }

  /// The row that an entry came from: one that has a state, or one that now gets it.
  private mutating func row(of entry: FigureEntry, at place: Int) -> Int {
    let location = location(of: entry)
    var low = 0
    var high = rowPlaces.count
    while low < high {
      let middle = (low + high) / 2
      let row = rowPlaces[middle]
      if (row.file, row.span.start) <= (location.file, location.span.start) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    if low > 0 {
      let row = rowPlaces[low - 1]
      if row.file == location.file, row.span.end >= location.span.end { return row.row }
    }
    let account = location.file - firstFile
    let isQuiet = isQuiet(Int(table.places[place].period))
    if !isQuiet { plainRows[account, default: 0] -= 1 }
    rows.append(RowState(account: account, isQuiet: isQuiet, said: 1))
    return rows.count - 1
  }
}
