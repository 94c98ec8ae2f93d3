internal import PMMDiagnostics
package import PMMIR
internal import PMMNumber

/// Reads expected results: subject, period, node and any of value, score, shown, shown_score, rank
/// and class. The other columns of a results file may be there and are not compared.
///
/// Where a run has several editions, each reads the rows that name it in the column `edition`, and
/// those that name none of a period that it scores.
package func readExpectations(
  _ file: DataFile, for program: Program, options: ReadOptions = ReadOptions(),
  fileIndex: Int = 0, editions: ExpectedEditions? = nil
) -> ExpectationReport {
  var reader = ExpectationReader(program, options, fileIndex, editions)
  reader.read(file)
  return ExpectationReport(
    rows: reader.rows, diagnostics: reader.data.sink.finish(),
    file: SourceFile(path: file.path, content: file.content), counts: reader.counts,
    assumedPeriod: reader.data.assumedPeriod)
}

private struct ExpectationReader {
  /// The columns of figures, in the order of a results file.
  enum Part: String, CaseIterable {
    case value, shown, score, rank
    case shownScore = "shown_score"
    case classification = "class"

    /// How messages call it.
    var name: String {
      switch self {
      case .value, .shown: "value of this node"
      case .score, .shownScore: "score of this node"
      case .rank: "rank"
      case .classification: "class of this node"
      }
    }
  }

  static let resultColumns: Set<String> = [
    "subject", "period", "node", "cell", "edition", "ir", "level", "option", "unit", "status",
    "reasons", "low", "high", "comparability",
  ]

  /// Where a row says what, beside its subject and period.
  struct Columns {
    var node: Int
    var cell: Int?
    var edition: Int?
    var parts: [(Part, Int)]
  }

  var data: DataReader
  var rows: [Expectation] = []
  var counts = RowCounts()
  private var nodes = ByteTable<Int>()
  private var applications = ByteTable<Int>()
  private let file: Int
  private let editions: ExpectedEditions?

  init(
    _ program: Program, _ options: ReadOptions, _ file: Int, _ editions: ExpectedEditions?
  ) {
    data = DataReader(program, options)
    data.file = file
    data.sink.isQuiet = !(editions?.isLast ?? true)
    self.file = file
    self.editions = editions
    for (index, node) in program.nodes.enumerated() {
      nodes.add(index, for: node.name)
      if !node.instruments.isEmpty { applications.add(index, for: node.name + ".application") }
    }
  }

  mutating func read(_ file: DataFile) {
    guard let table = openTable(file, index: self.file, &data.sink) else { return }
    let head = data.vocabulary.program.head
    var layout = Layout()
    layout.headerNames = table.header.map(\.name)
    guard let subject = table.column(named: "subject") ?? table.column(named: head.subject) else {
      return reportMissing("subject", table)
    }
    guard let node = table.column(named: "node") else { return reportMissing("node", table) }
    layout.subject = subject
    layout.period = table.column(named: "period")
    if layout.period == nil {
      guard data.periodOfFileWithout != nil else { return reportMissing("period", table) }
      data.assumedPeriod = data.periodOfFileWithout
    }
    let parts = Part.allCases.compactMap { part in
      table.column(named: part.rawValue).map { (part, $0) }
    }
    guard !parts.isEmpty else { return reportMissing("value", table) }
    let known = Self.resultColumns.union(Part.allCases.map(\.rawValue)).union([head.subject])
    for cell in table.header where !known.contains(cell.name) {
      data.sink.report(
        .unknownColumn, at: table.location(cell.span),
        ["name": cell.name, "nearest": nearestName(to: cell.name, in: known)])
    }
    let columns = Columns(
      node: node, cell: table.column(named: "cell"), edition: table.column(named: "edition"),
      parts: parts)
    switch table.source {
    case .csv(var rows): read(&rows, layout, columns)
    case .json(var rows): read(&rows, layout, columns)
    }
  }

  private mutating func reportMissing(_ name: String, _ table: Table) {
    data.sink.report(
      .expectationColumn, at: table.location(table.headerSpan), ["name": name])
  }

  private mutating func read(
    _ source: inout some RowSource, _ layout: Layout, _ columns: Columns
  ) {
    var row = Row()
    while source.next(&row) {
      if row.isBlank { continue }
      let owner = owner(of: row, layout, columns)
      guard owner.isOwn else { continue }
      data.sink.isQuiet = false
      counts.read += 1
      if let problem = row.problem {
        data.sink.report(problem, width: layout.headerNames.count, row.span, file: file)
        counts.refused += 1
        continue
      }
      if let mistake = owner.mistake {
        data.refuse(mistake, at: columns.edition.map { row.fields[$0].span } ?? row.span)
        counts.refused += 1
        continue
      }
      let name = data.text(row, columns.node, layout)
      if applications[name] != nil {
        counts.leftOut += 1
        continue
      }
      data.isRefused = false
      let expectation = readRow(row, layout, name, columns)
      guard let expectation, !data.isRefused else {
        counts.refused += 1
        continue
      }
      counts.used += 1
      rows.append(expectation)
    }
  }

  /// Whether a row expects something of the edition that reads, and what is wrong if none can tell.
  private mutating func owner(
    of row: Row, _ layout: Layout, _ columns: Columns
  ) -> (isOwn: Bool, mistake: Mistake?) {
    guard let editions else { return (true, nil) }
    guard row.problem == nil else { return (editions.isLast, nil) }
    let known = list(editions.names)
    if let column = columns.edition {
      let text = data.text(row, column, layout)
      if !text.isEmpty {
        let name = String(decoding: text, as: UTF8.self)
        if let index = editions.names.firstIndex(of: name) { return (index == editions.own, nil) }
        let mistake = Mistake(.editionNotInRun, ["name": shown(text), "known": known])
        return (editions.isLast, mistake)
      }
    }
    data.sink.isQuiet = true
    guard let ordinal = data.readPeriod(row, layout) else {
      // Told of when the row is read.
      data.sink.isQuiet = false
      return (editions.isLast, nil)
    }
    let period = Period(kind: data.vocabulary.program.head.period, ordinal: ordinal)
    let scoring = editions.scoring(period)
    if scoring.count > 1 {
      let names = list(scoring.map { editions.names[$0] })
      return (
        editions.isLast,
        Mistake(.editionNeeded, ["period": period.description, "editions": names])
      )
    }
    return (scoring.first.map { $0 == editions.own } ?? editions.isLast, nil)
  }

  private mutating func readRow(
    _ row: Row, _ layout: Layout, _ name: ArraySlice<UInt8>, _ columns: Columns
  ) -> Expectation? {
    let subject = data.text(row, layout.subject, layout)
    if subject.isEmpty { data.refuse(data.missingSubject, at: row.fields[layout.subject].span) }
    let period = data.readPeriod(row, layout)
    guard let found = nodes[name] else {
      let nearest = data.vocabulary.nearest(name, in: nodes.names)
      data.refuse(
        Mistake(.unknownNode, ["name": shown(name), "nearest": nearest]),
        at: row.fields[columns.node].span)
      return nil
    }
    guard let period else { return nil }
    // Of local nodes of one name it is the subject's own.
    let program = data.vocabulary.program
    let own = program.nodes[found].localTo.flatMap { _ in
      program.node(named: program.nodes[found].name, of: String(decoding: subject, as: UTF8.self))
    }
    let node = own ?? found
    var expectation = Expectation(
      subject: String(decoding: subject, as: UTF8.self),
      period: Period(kind: data.vocabulary.program.head.period, ordinal: period), node: node,
      cell: .total, location: Location(file: file, span: row.span))
    if let cell = columns.cell {
      expectation.cell = readCell(data.text(row, cell, layout), node, at: row.fields[cell].span)
    }
    var isEmpty = true
    for (part, column) in columns.parts {
      let text = data.text(row, column, layout)
      guard !text.isEmpty, let content = content(text, part, node, at: row.fields[column].span)
      else { continue }
      isEmpty = false
      let figure = Expectation.Figure(
        content: content, text: String(decoding: text, as: UTF8.self),
        location: Location(file: file, span: row.fields[column].span))
      switch part {
      case .value: expectation.value = figure
      case .shown: expectation.shown = figure
      case .score: expectation.score = figure
      case .shownScore: expectation.shownScore = figure
      case .rank: expectation.rank = figure
      case .classification: expectation.classification = figure
      }
    }
    if isEmpty, !data.isRefused {
      data.sink.report(.nothingExpected, at: Location(file: file, span: row.span))
    }
    return expectation
  }

  /// A cell as a results file names it: `import`, `import, sea`.
  private mutating func readCell(_ text: ArraySlice<UInt8>, _ node: Int, at span: Span) -> Cell {
    let vocabulary = data.vocabulary
    let program = vocabulary.program
    var cell = Cell.total
    let part = program.nodes[node].rules.breakdown?.value.part
    for piece in text.split(separator: UInt8(ascii: ",")) {
      let word = trimmed(piece)
      if word.isEmpty { continue }
      guard let part else {
        let mistake = Mistake(
          .notBrokenDown, ["name": program.nodes[node].name, "value": shown(word)])
        data.refuse(mistake, at: span)
        continue
      }
      if let value = vocabulary.axisValues[part.axis][word], part.values.contains(value) {
        cell = cell.at(Coordinate(axis: part.axis, value: value))
        continue
      }
      let values = part.values.map { program.axes[part.axis].values[$0].name }
      let mistake = Mistake(
        .unknownAxisValue,
        [
          "value": shown(word), "axis": program.axes[part.axis].name,
          "name": program.nodes[node].name, "values": list(values),
          "nearest": vocabulary.nearest(word, in: values),
        ])
      data.refuse(mistake, at: span)
    }
    return cell
  }

  private mutating func content(
    _ text: ArraySlice<UInt8>, _ part: Part, _ node: Int, at span: Span
  ) -> Example.Expectation? {
    let vocabulary = data.vocabulary
    let rules = vocabulary.program.nodes[node].rules
    var type = ValueType.quantity(.number)
    switch part {
    case .value, .shown: type = rules.type
    case .score, .shownScore:
      if case .levels(let scale)? = vocabulary.program.head.scores { type = .level(scale) }
    case .rank: break
    case .classification:
      if let scale = rules.classification?.value.scale { type = .level(scale) }
    }
    switch vocabulary.read(text, as: type) {
    case .known(.number) where part == .classification: break
    case .known(.number(let number)): return .number(number, decimals: decimals(of: text))
    case .known(let scalar): return .scalar(scalar)
    case .reason(let reason): return .reason(reason)
    case .empty, .mistake: break
    }
    var names = vocabulary.reasons.names
    if case .level(let scale) = type { names += vocabulary.levels[scale].names }
    let nearest = vocabulary.nearest(text, in: names)
    data.refuse(
      Mistake(
        .badExpectation, ["text": shown(text), "what": part.name, "nearest": nearest]),
      at: span)
    return nil
  }

  /// How many decimals are written; nil if there is an exponent.
  private func decimals(of text: ArraySlice<UInt8>) -> Int? {
    guard let shape = NumberShape(text), shape.exponent == nil else { return nil }
    guard let point = shape.mantissa.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return shape.mantissa.endIndex - point - 1
  }
}
