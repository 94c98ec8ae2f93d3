internal import PMMDiagnostics
internal import PMMIR

// The files beside the data: what foreign headers mean, and attributes of the subjects.
extension DataReader {
  /// Reads a columns file: `column,means`.
  mutating func readColumns(_ data: DataFile, index: Int) {
    file = index
    guard let table = openTable(data, index: index, &sink) else { return }
    guard let name = table.column(named: "column"), let means = table.column(named: "means") else {
      sink.report(.mappingHeader, at: table.location(table.headerSpan))
      return
    }
    switch table.source {
    case .csv(var rows): readColumns(&rows, name, means, table)
    case .json(var rows): readColumns(&rows, name, means, table)
    }
  }

  private mutating func readColumns(
    _ rows: inout some RowSource, _ name: Int, _ means: Int, _ table: Table
  ) {
    var row = Row()
    var places = ByteTable<Span>()
    while rows.next(&row) {
      if row.isBlank { continue }
      if let problem = row.problem {
        sink.report(problem, width: table.header.count, row.span, file: file)
        continue
      }
      let column = trimmed(row.fields[name].text)
      let text = String(decoding: trimmed(row.fields[means].text), as: UTF8.self)
      if let mistake = unknownMeaning(text) {
        sink.report(mistake, at: table.location(row.fields[means].span))
        continue
      }
      let span = row.fields[name].span
      if !columnMap.add(text, for: column) {
        sink.report(
          .mappedTwice, at: table.location(span), ["name": shown(column)],
          related: places[column].map { [table.location($0)] } ?? [])
        continue
      }
      places.add(span, for: column)
    }
  }

  /// Nil if a column can mean this in a long or a wide file.
  private func unknownMeaning(_ text: String) -> Mistake? {
    let bytes = Array(text.utf8)[...]
    if text == "-" || vocabulary.columnWord(text, isMapped: true) != nil
      || vocabulary.axes[bytes] != nil || vocabulary.attributes[bytes] != nil
    {
      return nil
    }
    guard case .mistake(let mistake) = vocabulary.reference(bytes) else { return nil }
    if mistake.code == .computedNode {
      return Mistake(
        .computedNode,
        ["name": shown(bytes), "effect": "this line is left out; map the header to `-`"])
    }
    if mistake.code != .unknownInput { return mistake }
    let names =
      ColumnWord.allCases.map(\.rawValue) + vocabulary.targets.names + vocabulary.attributes.names
      + vocabulary.axes.names
    return Mistake(
      .unknownMeaning,
      ["name": shown(bytes), "nearest": nearestName(to: text, in: names)])
  }

  /// Reads a subjects file: the subject, perhaps a period, and attributes.
  mutating func readSubjects(_ data: DataFile, index: Int) {
    file = index
    guard let table = openTable(data, index: index, &sink),
      let layout = layout(of: table, isSubjects: true)
    else { return }
    paddedColumns = layout.paddedColumns
    switch table.source {
    case .csv(var rows): readSubjects(&rows, layout, table)
    case .json(var rows): readSubjects(&rows, layout, table)
    }
  }

  private mutating func readSubjects(_ rows: inout some RowSource, _ layout: Layout, _ table: Table)
  {
    var row = Row()
    var counts = RowCounts()
    while rows.next(&row) {
      if row.isBlank { continue }
      isRefused = false
      counts.read += 1
      if let problem = row.problem {
        sink.report(problem, width: table.header.count, row.span, file: file)
        counts.refused += 1
        continue
      }
      var content = RowContent()
      let code = text(row, layout.subject, layout)
      if code.isEmpty {
        refuse(
          missingSubject,
          at: row.fields[layout.subject].span)
        counts.refused += 1
        continue
      }
      content.subject = builder.subject(code)
      if layout.period != nil { content.period = readPeriod(row, layout, isOptional: true) }
      readAttributes(row, layout, &content)
      builder.add(
        isRefused ? content.refused : content, at: table.location(row.span),
        account: DataReader.subjectsAccount, isSubjects: true)
    }
    subjectRows = counts
  }

  /// Names the subjects that a subjects file has and no data file.
  mutating func reportSubjectsWithoutRows(_ index: Int) {
    let names = builder.subjectsWithoutRows()
    guard !names.isEmpty else { return }
    sink.report(
      .subjectsWithoutRows, at: Location(file: index, span: Span(0, 0)),
      ["count": String(names.count), "names": list(names)])
  }
}
