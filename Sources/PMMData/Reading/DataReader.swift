internal import PMMDiagnostics
package import PMMIR

/// Reads data against a program. `columns` says what foreign headers mean; `subjects` gives
/// attributes. `firstFileIndex` is the number of files that the run has read before.
package func readData(
  _ files: [DataFile], columns: DataFile? = nil, subjects: DataFile? = nil, for program: Program,
  options: ReadOptions = ReadOptions(), firstFileIndex: Int = 0
) -> ReadReport {
  var reader = DataReader(program, options)
  // What the files beside the data say wrongly comes first: it may be the cause of the rest.
  let sides = [columns, subjects].compactMap { $0 }
  let subjectsIndex = firstFileIndex + sides.count - 1
  let dataIndex = firstFileIndex + sides.count
  reader.builder.firstFile = dataIndex
  if let columns { reader.readColumns(columns, index: firstFileIndex) }
  if let subjects { reader.readSubjects(subjects, index: subjectsIndex) }
  let opened = files.enumerated().map { reader.open($1, index: dataIndex + $0) }
  reader.choosePhase(opened)
  for (position, file) in opened.enumerated() {
    reader.readRows(of: file, path: files[position].path)
  }
  reader.judgeRows()
  if subjects != nil { reader.reportSubjectsWithoutRows(subjectsIndex) }
  let sources = (sides + files).map { SourceFile(path: $0.path, content: $0.content) }
  return ReadReport(
    dataset: reader.builder.finish(), diagnostics: reader.sink.finish(), files: sources,
    summaries: reader.summaries, subjectRows: reader.subjectRows, phases: reader.phasesFound,
    assumedPeriod: reader.assumedPeriod)
}

/// The state of one run over the data: what was collected, and what is known about the row at hand.
struct DataReader {
  let vocabulary: Vocabulary
  let options: ReadOptions
  var sink = DiagnosticSink()
  var builder: DatasetBuilder
  var columnMap = ColumnMap()
  var summaries: [ReadReport.FileSummary] = []
  var subjectRows: RowCounts?
  var assumedPeriod: Period?

  var phasesFound: [String] = []
  /// The phase whose rows are read.
  var phase: Int?
  /// Several phases and no choice: every row that names one is refused.
  var isPhaseOpen = false

  /// The file at hand, as an index in the run's files and in `summaries`.
  var file = 0
  var position = 0
  /// Whether the file at hand has a row, whoever judges it.
  private var hasRows = false
  /// Whether something in the row at hand was refused.
  var isRefused = false
  /// Columns of the file at hand whose spaces were reported.
  var paddedColumns: Set<Int> = []
  private var periods = ByteTable<Int?>()
  /// The account of the subjects file.
  static let subjectsAccount = -1

  init(_ program: Program, _ options: ReadOptions) {
    vocabulary = Vocabulary(program, takesFormerNames: options.takesFormerNames)
    builder = DatasetBuilder(vocabulary, accountsFor: options.accountsFor)
    self.options = options
  }

  /// A file, its header understood.
  typealias Opened = (table: Table, layout: Layout)

  mutating func open(_ data: DataFile, index: Int) -> Opened? {
    file = index
    guard let table = openTable(data, index: index, &sink), let layout = layout(of: table) else {
      return nil
    }
    if layout.period == nil, periodOfFileWithout == nil {
      sink.report(
        .noPeriod, at: table.location(table.headerSpan),
        [
          "given": options.hasSeveralPeriods ? "several periods are given" : "no period is given",
          "example": vocabulary.program.head.period.example,
        ])
      return nil
    }
    return (table, layout)
  }

  /// The period of rows that name none: the one given, else the only one that the edition covers.
  var periodOfFileWithout: Period? {
    let head = vocabulary.program.head
    if let given = options.defaultPeriod { return given }
    if head.period == .none { return Period.none }
    guard let only = head.covers.first, head.covers.count == 1, only.lower == only.upper else {
      return nil
    }
    return only.lower
  }

  mutating func readRows(of opened: Opened?, path: String) {
    guard let (table, layout) = opened else {
      summaries.append(
        .init(path: path, form: .unreadable, rows: RowCounts(), assumesPeriod: false))
      return
    }
    file = table.file
    position = summaries.count
    paddedColumns = layout.paddedColumns
    let assumes = layout.period == nil
    if assumes { assumedPeriod = periodOfFileWithout }
    summaries.append(
      .init(
        path: path, form: layout.form == .long ? .long : .wide, rows: RowCounts(),
        assumesPeriod: assumes))
    hasRows = false
    let width = table.header.count
    switch table.source {
    case .csv(let rows): readRows(rows, layout, width: width)
    case .json(var rows):
      var row = Row()
      var words = WordCache()
      while readRow(of: &rows, &row, layout, width: width, &words) {}
    }
    // Rows that another edition judges are rows.
    if summaries[position].rows.read == 0, !hasRows {
      sink.report(.noRows, at: table.location(table.headerSpan))
    }
  }

  /// Reads rows of CSV: the usual ones by the short way, in a large file with another processor.
  private mutating func readRows(_ source: CSVReader, _ layout: Layout, width: Int) {
    var rows = source
    var row = Row()
    var words = WordCache()
    var plain = PlainRows(&self, layout, file: file, account: position)
    var count = 0
    func read(until limit: Int, _ reader: inout DataReader) {
      while rows.offset < limit {
        if reader.options.readsPlainRows {
          rows.offset = rows.content.withBytes { bytes in
            plain.read(
              UnsafeRawBufferPointer(rebasing: bytes[..<limit]), from: rows.offset, &reader)
          }
          if rows.offset >= limit { break }
        }
        guard reader.readRow(of: &rows, &row, layout, width: width, &words) else { break }
      }
    }
    if options.readsPlainRows, let ahead = ReadAhead(self, layout, rows) {
      Threads.perform({ read(until: ahead.start, &self) }, beside: { ahead.run() })
      if rows.offset == ahead.start, builder.take(ahead.builder) {
        rows.offset = ahead.end
        count += ahead.count
      }
    }
    read(until: rows.content.count, &self)
    count += plain.count
    summaries[position].rows.read += count
    if layout.form == .long { builder.plainRows[position, default: 0] += count }
  }

  /// Reads the next row; false at the end.
  private mutating func readRow(
    of rows: inout some RowSource, _ row: inout Row, _ layout: Layout, width: Int,
    _ words: inout WordCache
  ) -> Bool {
    guard rows.next(&row) else { return false }
    if row.isBlank { return true }
    hasRows = true
    sink.isQuiet = !accountsFor(row, layout)
    defer { sink.isQuiet = false }
    count(\.read)
    isRefused = false
    if let problem = row.problem {
      sink.report(problem, width: width, row.span, file: file)
      count(\.refused)
      return true
    }
    let content =
      layout.form == .long ? readLong(row, layout, &words) : readWide(row, layout)
    switch content {
    case .refused: count(\.refused)
    case .leftOut: count(\.leftOut)
    case .row(let content):
      builder.add(
        content, at: Location(file: file, span: row.span), account: position,
        isQuiet: sink.isQuiet)
    }
    return true
  }

  /// When all rows are known: compares them, and counts each.
  mutating func judgeRows() {
    var summaries = summaries
    var subjectRows = subjectRows
    builder.judge(&sink) { account, used, refused, refusedCells in
      if account == DataReader.subjectsAccount {
        subjectRows?.add(used: used, refused: refused, refusedCells: refusedCells)
      } else {
        summaries[account].rows.add(used: used, refused: refused, refusedCells: refusedCells)
      }
    }
    self.summaries = summaries
    self.subjectRows = subjectRows
  }

  private mutating func count(_ what: WritableKeyPath<RowCounts, Int>) {
    if !sink.isQuiet { summaries[position].rows[keyPath: what] += 1 }
  }

  /// Whether this reading judges and counts the row.
  private mutating func accountsFor(_ row: Row, _ layout: Layout) -> Bool {
    guard let accountsFor = options.accountsFor else { return true }
    guard row.problem == nil else { return accountsFor(nil) }
    let isRefusedBefore = isRefused
    let padded = paddedColumns
    sink.isQuiet = true
    let ordinal = readPeriod(row, layout, isOptional: true)
    sink.isQuiet = false
    (isRefused, paddedColumns) = (isRefusedBefore, padded)
    return accountsFor(
      ordinal.map { Period(kind: vocabulary.program.head.period, ordinal: $0) })
  }

  /// Refuses the row at hand.
  mutating func refuse(_ mistake: Mistake, at span: Span, related: [Span] = []) {
    isRefused = true
    sink.report(
      mistake, at: Location(file: file, span: span),
      related: related.map { Location(file: file, span: $0) })
  }

  /// Refuses one value of the row at hand; the others stand.
  mutating func refuseCell(_ mistake: Mistake, at span: Span, effect: String) {
    let mistake = mistake.with("effect", effect)
    sink.report(mistake, at: Location(file: file, span: span))
  }

  /// The text of a value without spaces around it.
  mutating func text(_ row: Row, _ column: Int, _ layout: Layout) -> ArraySlice<UInt8> {
    let field = row.fields[column]
    guard let first = field.text.first, let last = field.text.last,
      first <= 0x20 || first >= 0x80 || last <= 0x20 || last >= 0x80
    else { return field.text }
    let text = trimmed(field.text)
    if text.count != field.text.count, paddedColumns.insert(column).inserted {
      noteSpaces(layout.headerNames[column], at: Location(file: file, span: field.span))
    }
    return text
  }

  mutating func noteSpaces(_ name: String, at place: Location) {
    sink.report(.spacesLeftOut, at: place, ["name": name])
  }

  /// The ordinal of the period that the row names or the file assumes.
  mutating func readPeriod(_ row: Row, _ layout: Layout, isOptional: Bool = false) -> Int? {
    guard let column = layout.period else { return periodOfFileWithout?.ordinal }
    let text = text(row, column, layout)
    let kind = vocabulary.program.head.period
    if text.isEmpty, kind != .none {
      if !isOptional {
        refuse(
          Mistake(.missingPeriod, ["kind": kind.nameInText, "example": kind.example]),
          at: row.fields[column].span)
      }
      return nil
    }
    let ordinal: Int?
    if let known = periods[text] {
      ordinal = known
    } else {
      ordinal = Period(String(decoding: text, as: UTF8.self), kind: kind)?.ordinal
      periods.add(ordinal, for: text)
    }
    if ordinal == nil {
      refuse(
        Mistake(
          .noSuchPeriod,
          ["text": shown(text), "kind": kind.nameInText, "example": kind.example]),
        at: row.fields[column].span)
    }
    return ordinal
  }
}

/// What reading one row gave.
enum RowResult {
  case row(RowContent)
  case leftOut
  case refused
}
