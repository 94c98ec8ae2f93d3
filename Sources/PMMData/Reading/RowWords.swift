internal import PMMDiagnostics
internal import PMMIR

/// What every row says besides its figures.
struct RowContext {
  var content: RowContent
  var flags: StatusFlags = []
  var disclosure = 0
  var note: String?
  var isLeftOut = false
  /// Whether subject, period and phase are known, so that its figures have a place.
  var isPlaced = true
}

/// What the words of one file's `input` column mean; each is looked up once.
struct WordCache {
  var known = ByteTable<InputWord>()
}

enum InputWord {
  case figure(CellReference, ValueType)
  case leftOut
  case mistake(Mistake)
}

extension DataReader {
  /// Reads subject, period, phase, status, disclosure and note of a row.
  mutating func context(_ row: Row, _ layout: Layout) -> RowContext {
    var context = RowContext(content: RowContent())
    if let phase = layout.phase {
      context.isLeftOut = !isRead(text(row, phase, layout), at: row.fields[phase].span)
      context.isPlaced = !isRefused
    }
    let code = text(row, layout.subject, layout)
    if code.isEmpty {
      refuse(
        missingSubject,
        at: row.fields[layout.subject].span)
      context.isPlaced = false
    } else {
      context.content.subject = builder.subject(code)
      builder.nameInData(context.content.subject)
    }
    context.content.period = readPeriod(row, layout)
    if context.content.period == nil { context.isPlaced = false }
    if let column = layout.status {
      context.flags = readStatus(text(row, column, layout), at: row.fields[column].span)
    }
    if let column = layout.disclosure {
      context.disclosure = readDisclosure(text(row, column, layout), at: row.fields[column].span)
    }
    if let column = layout.note {
      let text = text(row, column, layout)
      if !text.isEmpty { context.note = String(decoding: text, as: UTF8.self) }
    }
    return context
  }

  var missingSubject: Mistake {
    let subject = vocabulary.program.head.subject
    return Mistake(.missingSubject, ["subject": subject])
  }

  /// Whether rows of the phase are read.
  private mutating func isRead(_ text: ArraySlice<UInt8>, at span: Span) -> Bool {
    guard !text.isEmpty else { return true }
    guard let found = vocabulary.phases[text] else {
      let vocabulary = vocabulary
      let names = vocabulary.program.head.phases
      refuse(
        Mistake(
          .unknownPhase,
          [
            "text": shown(text), "names": list(names),
            "nearest": vocabulary.nearest(text, in: names),
          ]), at: span)
      return true
    }
    if isPhaseOpen {
      // One error for the whole run says so.
      isRefused = true
      return true
    }
    return found == phase
  }

  private mutating func readStatus(_ text: ArraySlice<UInt8>, at span: Span) -> StatusFlags {
    var flags: StatusFlags = []
    guard !text.isEmpty else { return flags }
    for part in text.split(separator: UInt8(ascii: ";")) {
      let word = trimmed(part)
      if word.isEmpty { continue }
      guard let flag = vocabulary.statuses[word] else {
        let vocabulary = vocabulary
        let names = vocabulary.statuses.names
        refuse(
          Mistake(
            .unknownStatus,
            [
              "text": shown(word), "names": list(names),
              "nearest": vocabulary.nearest(word, in: names),
            ]), at: span)
        continue
      }
      flags.formUnion(flag)
    }
    return flags
  }

  private mutating func readDisclosure(_ text: ArraySlice<UInt8>, at span: Span) -> Int {
    guard !text.isEmpty else { return 0 }
    if let level = vocabulary.disclosures[text] { return level }
    let vocabulary = vocabulary
    let names = vocabulary.program.head.disclosure
    refuse(
      Mistake(
        .unknownDisclosure,
        ["text": shown(text), "names": list(names), "nearest": vocabulary.nearest(text, in: names)]),
      at: span)
    return 0
  }
}

extension DataReader {
  /// Looks through the phases of all files before any row is read, since one of them must be chosen.
  mutating func choosePhase(_ files: [Opened?]) {
    var first: [Int: Location] = [:]
    for case (let table, let layout)? in files {
      guard let column = layout.phase else { continue }
      switch table.source {
      case .csv(var rows): findPhases(&rows, column, table.file, &first)
      case .json(var rows): findPhases(&rows, column, table.file, &first)
      }
    }
    let names = vocabulary.program.head.phases
    phasesFound = first.keys.sorted().map { names[$0] }
    if let wanted = options.phase {
      phase = names.firstIndex(of: wanted)
      return
    }
    phase = first.keys.first
    guard first.count > 1 else { return }
    isPhaseOpen = true
    let found = first.sorted {
      ($0.value.file, $0.value.span.start) < ($1.value.file, $1.value.span.start)
    }
    sink.report(
      .severalPhases, at: found[1].value,
      ["names": list(phasesFound), "first": names[found[0].key], "second": names[found[1].key]],
      related: [found[0].value])
  }

  private func findPhases(
    _ rows: inout some RowSource, _ column: Int, _ file: Int, _ first: inout [Int: Location]
  ) {
    var row = Row()
    while rows.next(&row) {
      guard row.problem == nil, !row.isBlank else { continue }
      let field = row.fields[column]
      guard let phase = vocabulary.phases[trimmed(field.text)], first[phase] == nil else {
        continue
      }
      first[phase] = Location(file: file, span: field.span)
    }
  }
}
