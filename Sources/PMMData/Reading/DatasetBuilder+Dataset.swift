internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension DatasetBuilder {
  /// Places everything that was collected and judged; subjects are numbered in the order of their
  /// codes.
  mutating func finish() -> Dataset {
    let names = (0..<subjects.count).map(subjects.text)
    let withRows = Set(table.places.filter(\.hasRow).map { Int($0.subject) })
    let sorted = withRows.sorted { names[$0] < names[$1] }
    var numbers: [Int?] = Array(repeating: nil, count: names.count)
    for (number, subject) in sorted.enumerated() { numbers[subject] = number }

    var placed: [(place: Dataset.SubjectPeriod, index: Int)] = []
    let kind = vocabulary.program.head.period
    for (index, place) in table.places.enumerated() {
      guard let subject = numbers[Int(place.subject)] else { continue }
      let period = Period(kind: kind, ordinal: Int(place.period))
      placed.append((Dataset.SubjectPeriod(subject: subject, period: period), index))
    }
    placed.sort { $0.place < $1.place }
    // Those with rows first.
    let rows = placed.filter { table.places[$0.index].hasRow }
    let rowless = placed.filter { !table.places[$0.index].hasRow }
    var dataset = Dataset(
      subjects: sorted.map { names[$0] }, places: rows.map(\.place),
      rowlessPlaces: rowless.map(\.place))
    let order = (rows + rowless).map(\.index)
    let periods = order.map { Period(kind: kind, ordinal: Int(table.places[$0].period)) }
    let (sources, notReported) = (sources(), Int64(reasonNumber(.notReported)))
    let builder = Shared(builder: self)
    let width = 16
    let columns = Threads.map((sources.count + width - 1) / width) { piece in
      let some = Array(sources[piece * width..<min((piece + 1) * width, sources.count)])
      let lists = builder.builder.lists(some, order, notReported)
      return zip(some, lists).map { builder.builder.column($0, $1, order, periods) }
    }
    for column in columns.joined() { dataset.add(column) }
    placeAttributes(numbers, in: &dataset)
    return dataset
  }

  /// What several threads only look at.
  private struct Shared: @unchecked Sendable {
    let builder: DatasetBuilder
  }

  /// Where the figures of an input's cell come from: its own column, and the level that is given
  /// under the name of the instrument.
  private struct Source {
    var input: Int
    var cell: Int32
    var own: Int?
    var instrument: Int?
  }

  private func sources() -> [Source] {
    var instruments: [FigureTable.Column: Int] = [:]
    for (number, column) in table.columns.enumerated() {
      guard case .instrument(let instrument) = target(column.target) else { continue }
      for input in vocabulary.askedInputs[instrument] {
        instruments[FigureTable.Column(target: Int32(input), cell: column.cell)] = number
      }
    }
    var result: [Source] = []
    for (number, column) in table.columns.enumerated() {
      guard case .input(let input) = target(column.target) else { continue }
      let instrument = instruments.removeValue(forKey: column)
      result.append(
        Source(input: input, cell: column.cell, own: number, instrument: instrument))
    }
    for (column, number) in instruments {
      result.append(Source(input: Int(column.target), cell: column.cell, instrument: number))
    }
    return result
  }

  /// What counts at each place, for several sources together: their entries lie near each other.
  private func lists(
    _ sources: [Source], _ order: [Int], _ notReported: Int64
  ) -> [ColumnLists] {
    let (columns, places) = (sources.count, order.count)
    let own = sources.compactMap { $0.instrument == nil ? $0.own : nil }
    let isRun = own.count == columns && zip(own, own.dropFirst()).allSatisfy { $0 + 1 == $1 }
    if isRun, let first = own.first {
      return order.withUnsafeBufferPointer { order in
        table.withRows { row in
          ColumnLists.lists(
            columns: columns, places: places, firstFile: firstFile, notReported: notReported
          ) { row(order[$0]) + first }
        }
      }
    }
    let entries = order.flatMap { place in sources.map { entry($0, place) } }
    return entries.withUnsafeBufferPointer { entries in
      guard let start = entries.baseAddress else { return [] }
      return ColumnLists.lists(
        columns: columns, places: places, firstFile: firstFile, notReported: notReported
      ) { start + $0 * columns }
    }
  }

  /// The entry that counts: the input's own, unless it is empty and the instrument has another.
  private func entry(_ source: Source, _ place: Int) -> FigureEntry {
    guard let own = source.own else {
      return source.instrument.map { table[place, $0] } ?? .absent
    }
    let entry = table[place, own]
    guard let instrument = source.instrument, isEmpty(entry) else { return entry }
    let other = table[place, instrument]
    return other.isAbsent ? entry : other
  }

  private func isEmpty(_ entry: FigureEntry) -> Bool {
    switch entry.kind {
    case .absent, .empty, .silent: true
    case .statements: figures[Int(entry.held)].statements[0].content.kind == .empty
    case .number, .level, .missing: false
    }
  }

  private func column(
    _ source: Source, _ own: ColumnLists, _ order: [Int], _ periods: [Period]
  ) -> DatasetColumn {
    let input = vocabulary.program.inputs[source.input]
    let cell = cell(Int(source.cell))
    var lists = own
    var others: [Dataset.Datum] = []
    for index in lists.left {
      let entry = entry(source, order[index])
      let isStatement = entry.kind == .statements
      let statement = isStatement ? figures[Int(entry.held)].statements[0] : nil
      let content = statement?.content ?? self.content(of: entry)
      let place = Place(name: input.name, cell: cell, period: periods[index])
      lists.keep(other: others.count, at: index)
      others.append(
        datum(content, input.disclosure, at: place, statement?.location ?? location(of: entry)))
    }
    return DatasetColumn(
      input: source.input, cell: cell, name: input.name, disclosure: input.disclosure ?? 0,
      state: lists.state, mantissas: lists.held, exponent: -lists.decimals, reasons: reasons,
      others: others, locations: lists.locations)
  }

  private func datum(
    _ content: Content, _ disclosure: Int?, at place: Place, _ location: Location
  ) -> Dataset.Datum {
    var figure: Figure
    switch content.kind {
    case .known(let scalar): figure = .known(scalar)
    case .missing, .empty: figure = .missing(content.reason ?? .notReported, at: place)
    }
    figure.flags = content.flags
    figure.disclosure = max(content.disclosure, disclosure ?? 0)
    return Dataset.Datum(figure: figure, note: content.note, location: location)
  }

  /// An attribute of every period that differs from a row of one period holds in the others.
  private func placeAttributes(_ numbers: [Int?], in dataset: inout Dataset) {
    guard !attributes.isEmpty else { return }
    let periods = Dictionary(
      grouping: table.places.filter(\.hasRow), by: { Int($0.subject) }
    ).mapValues { $0.map { Int($0.period) } }
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
}
