internal import PMMDiagnostics
internal import PMMIR

/// Which column of a file is what.
struct Layout {
  var form = TableForm.wide
  var words: [ColumnWord: Int] = [:]
  var axes: [(column: Int, axis: Int)] = []
  var figures: [(column: Int, reference: CellReference, cell: Int, type: ValueType)] = []
  var attributes: [(column: Int, attribute: Int)] = []
  var headerNames: [String] = []
  /// Columns whose names had spaces around them, which was reported.
  var paddedColumns: Set<Int> = []

  // Every row asks for these.
  var subject = 0
  var period: Int?
  var phase: Int?
  var status: Int?
  var disclosure: Int?
  var note: Int?

  /// How many fields of a row there are up to the last one that says where its figures belong.
  var placeFields: Int { max(subject, period ?? 0) + 1 }
}

extension DataReader {
  /// Finds out what the columns of a table are; nil if the table cannot be read.
  mutating func layout(of table: Table, isSubjects: Bool = false) -> Layout? {
    let names = table.header.map { columnMap.meaning(of: Array($0.name.utf8)[...]) }
    let words = names.map { vocabulary.columnWord($0.text, isMapped: $0.isMapped) }
    guard words.contains(.subject) else {
      reportNoSubject(table)
      return nil
    }
    var layout = Layout()
    layout.headerNames = table.header.map(\.name)
    if !isSubjects {
      let hasInput = words.contains(.input)
      let hasValue = words.contains(.value)
      layout.form = hasInput && hasValue ? .long : .wide
      if hasInput != hasValue, !isOwnName(hasInput ? "input" : "value") {
        reportIncomplete(table, words, hasInput: hasInput)
        return nil
      }
    }
    var isReadable = true
    var meanings: [String: Int] = [:]
    for (column, cell) in table.header.enumerated() {
      if cell.wasPadded, !cell.name.isEmpty {
        noteSpaces(cell.name, at: table.location(cell.span))
        layout.paddedColumns.insert(column)
      }
      guard !cell.name.isEmpty else {
        sink.report(.unnamedColumn, at: table.location(cell.span), ["number": String(column + 1)])
        continue
      }
      let (text, isMapped) = names[column]
      let meaning = vocabulary.meaning(of: text, isMapped: isMapped, in: layout.form)
      if let identity = vocabulary.identity(of: meaning) {
        if let other = meanings[identity] {
          sink.report(
            .sameMeaning, at: table.location(cell.span),
            ["name": cell.name, "other": table.header[other].name, "meaning": "`\(identity)`"],
            related: [table.location(table.header[other].span)])
          isReadable = false
          continue
        }
        meanings[identity] = column
      }
      if !add(meaning, column: column, table, isSubjects: isSubjects, to: &layout) {
        isReadable = false
      }
    }
    layout.subject = layout.words[.subject] ?? 0
    layout.period = layout.words[.period]
    layout.phase = layout.words[.phase]
    layout.status = layout.words[.status]
    layout.disclosure = layout.words[.disclosure]
    layout.note = layout.words[.note]
    guard isReadable else { return nil }
    if layout.form == .wide, layout.figures.isEmpty, layout.attributes.isEmpty {
      sink.report(
        .nothingToRead, at: table.location(table.headerSpan),
        ["what": isSubjects ? "an attribute" : "an input or an attribute"])
      return nil
    }
    return layout
  }

  private mutating func add(
    _ meaning: ColumnMeaning, column: Int, _ table: Table, isSubjects: Bool, to layout: inout Layout
  ) -> Bool {
    let cell = table.header[column]
    let place = table.location(cell.span)
    switch meaning {
    case .word(let word):
      if isSubjects, word != .subject, word != .period {
        sink.report(.unknownColumn, at: place, ["name": cell.name])
      } else {
        layout.words[word] = column
      }
    case .axis(let axis):
      if layout.form == .wide {
        reportAxis(axis, at: place)
        return false
      }
      layout.axes.append((column, axis))
    case .figure(let reference):
      if isSubjects {
        sink.report(.unknownColumn, at: place, ["name": cell.name])
      } else {
        let number = builder.cellNumber(reference.cell)
        layout.figures.append(
          (column, reference, number, vocabulary.type(of: reference.target)))
      }
    case .attribute(let attribute): layout.attributes.append((column, attribute))
    case .leftOut: break
    case .mistake(let mistake): sink.report(mistake, at: place)
    }
    return true
  }

  /// Whether the framework has an input or attribute of this name, so that it is no column word.
  private func isOwnName(_ name: String) -> Bool {
    vocabulary.targets[name] != nil || vocabulary.attributes[name] != nil
  }

  private mutating func reportNoSubject(_ table: Table) {
    let subject = vocabulary.program.head.subject
    let names = table.header.map(\.name).filter { !$0.isEmpty }
    sink.report(
      .noSubjectColumn, at: table.location(table.headerSpan),
      [
        "subject": subject, "example": names.first ?? "country",
        "nearest": nearestName(to: subject, in: names),
      ])
  }

  private mutating func reportIncomplete(_ table: Table, _ words: [ColumnWord?], hasInput: Bool) {
    let column = words.firstIndex(of: hasInput ? .input : .value) ?? 0
    sink.report(
      .incompleteLongForm, at: table.location(table.header[column].span),
      ["present": table.header[column].name, "absent": hasInput ? "value" : "input"])
  }

  private mutating func reportAxis(_ axis: Int, at place: Location) {
    let declared = vocabulary.program.axes[axis]
    let input = vocabulary.program.inputs.first { input in
      input.breakdown.contains { $0.axis == axis }
    }
    let value = declared.values.first?.name ?? "value"
    sink.report(
      .axisInWideForm, at: place,
      ["name": declared.name, "example": "\(input?.name ?? "input")[\(value)]"])
  }
}

extension Vocabulary {
  /// The framework's own name of what a column means; nil for what may repeat.
  func identity(of meaning: ColumnMeaning) -> String? {
    switch meaning {
    case .word(.subject): return program.head.subject
    case .word(let word): return word.rawValue
    case .axis(let axis): return program.axes[axis].name
    case .attribute(let attribute): return program.attributes[attribute].name
    case .figure(let reference):
      var parts = reference.cell.isTotal ? [] : [text(reference.cell)]
      if reference.periodsBefore > 0 { parts.append("T-\(reference.periodsBefore)") }
      let name = name(of: reference.target)
      return parts.isEmpty ? name : "\(name)[\(parts.joined(separator: ", "))]"
    case .leftOut, .mistake: return nil
    }
  }
}
