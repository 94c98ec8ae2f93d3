internal import PMMDiagnostics
internal import PMMIR

extension DataReader {
  /// Reads a row of a long file: one figure.
  mutating func readLong(_ row: Row, _ layout: Layout, _ words: inout WordCache) -> RowResult {
    guard let inputColumn = layout.words[.input], let valueColumn = layout.words[.value] else {
      return .refused
    }
    var context = context(row, layout)
    if context.isLeftOut, !isRefused { return .leftOut }
    let inputSpan = row.fields[inputColumn].span
    var reference: CellReference
    let word = text(row, inputColumn, layout)
    switch inputWord(word, &words) {
    case .leftOut: return isRefused ? .refused : .leftOut
    case .mistake(let mistake):
      refuse(mistake, at: inputSpan)
      return .refused
    case .figure(let found, _): reference = found
    }
    switch vocabulary.own(reference, in: text(row, layout.subject, layout)) {
    case .found(let own): reference = own
    case .mistake(let mistake):
      refuse(mistake, at: inputSpan)
      return .refused
    }
    let mayBePlaced = context.isPlaced
    let wasRefused = isRefused
    isRefused = false
    let cell = readCell(row, layout, reference)
    let isPlaced = mayBePlaced && !isRefused
    isRefused = isRefused || wasRefused
    var content = Content(
      kind: .empty, flags: context.flags, disclosure: context.disclosure, note: context.note)
    let value = vocabulary.read(
      text(row, valueColumn, layout), as: vocabulary.type(of: reference.target))
    if case .mistake(let mistake) = value {
      isRefused = true
      refuseCell(mistake, at: row.fields[valueColumn].span, effect: rowRefused)
    }
    readReasons(row, layout, value, valueColumn, &content)
    guard isPlaced || !isRefused else { return .refused }
    context.content.figures = [
      RowFigure(
        target: reference.target, cell: builder.cellNumber(cell),
        periodsBefore: reference.periodsBefore, content: content,
        location: Location(file: file, span: row.fields[valueColumn].span))
    ]
    // A figure of an earlier period that is left empty says nothing of that period.
    if content.kind == .empty, reference.periodsBefore > 0 {
      context.content.figures[0].weight = .silent
    }
    return .row(isRefused ? context.content.refused : context.content)
  }

  private var rowRefused: String { "the row is refused: its figure is taken as `invalid`" }

  private func inputWord(_ text: ArraySlice<UInt8>, _ words: inout WordCache) -> InputWord {
    if let known = words.known[text] { return known }
    let word = lookUp(text)
    words.known.add(word, for: text)
    return word
  }

  func lookUp(_ text: ArraySlice<UInt8>) -> InputWord {
    guard !text.isEmpty else { return .mistake(Mistake(.missingInput)) }
    let (name, isMapped) = columnMap.meaning(of: text)
    if isMapped, name == "-" { return .leftOut }
    switch vocabulary.reference(isMapped ? Array(name.utf8)[...] : text) {
    case .found(let reference): return .figure(reference, vocabulary.type(of: reference.target))
    case .mistake(let mistake): return .mistake(mistake)
    }
  }

  /// The cell that the axis columns name, beside what the word in the input column says.
  private mutating func readCell(_ row: Row, _ layout: Layout, _ reference: CellReference) -> Cell {
    var cell = reference.cell
    for (column, axis) in layout.axes {
      let text = text(row, column, layout)
      if text.isEmpty { continue }
      let span = row.fields[column].span
      let parts = vocabulary.breakdown(of: reference.target)
      guard let part = parts.first(where: { $0.axis == axis }),
        let value = vocabulary.axisValues[axis][text], part.values.contains(value)
      else {
        refuse(vocabulary.unknownValue(text, on: axis, of: reference.target), at: span)
        continue
      }
      if let other = cell.value(on: axis), other != value {
        let name = vocabulary.program.axes[axis].values[other].name
        refuse(Mistake(.axisTwice, ["value": shown(text), "other": name]), at: span)
      }
      cell = cell.at(Coordinate(axis: axis, value: value))
    }
    return cell
  }

  /// Brings value, `reason`, OBS_STATUS and CONF_STATUS together.
  private mutating func readReasons(
    _ row: Row, _ layout: Layout, _ value: Reading, _ valueColumn: Int, _ content: inout Content
  ) {
    var said: (reason: Reason, span: Span)?
    let valueSpan = row.fields[valueColumn].span
    switch value {
    case .known(let scalar): content.kind = .known(scalar)
    case .reason(let reason): said = (reason, valueSpan)
    case .empty, .mistake: break
    }
    if let column = layout.words[.reason] {
      let span = row.fields[column].span
      let text = text(row, column, layout)
      if let reason = vocabulary.reasons[text] {
        agree(reason, span, &said, content, valueSpan)
      } else if !text.isEmpty {
        let vocabulary = vocabulary
        let names = vocabulary.reasons.names
        refuse(
          Mistake(
            .unknownReason,
            [
              "text": shown(text), "names": list(names),
              "nearest": vocabulary.nearest(text, in: names),
            ]), at: span)
      }
    }
    if let column = layout.words[.observationStatus] {
      let span = row.fields[column].span
      let text = text(row, column, layout)
      switch ObservationStatus(text) {
      case .nothing: break
      case .flag(let flag): content.flags.formUnion(flag)
      case .note(let note):
        content.note = [content.note, note].compactMap { $0 }.joined(separator: "; ")
      case .reason(let reason): agree(reason, span, &said, content, valueSpan)
      case nil: refuse(Mistake(.unknownObservationStatus, ["text": shown(text)]), at: span)
      }
    }
    if let column = layout.words[.confidentiality] {
      readConfidentiality(text(row, column, layout), row.fields[column].span, &said, &content)
    }
    if let said, !isRefused { content.kind = .missing(said.reason) }
  }

  /// A reason beside what the row has said before: it must agree, and a value allows none.
  private mutating func agree(
    _ reason: Reason, _ span: Span, _ said: inout (reason: Reason, span: Span)?,
    _ content: Content, _ valueSpan: Span
  ) {
    if case .known = content.kind {
      refuse(Mistake(.valueAndReason, ["reason": reason.name]), at: span, related: [valueSpan])
    } else if let first = said, first.reason != reason {
      refuse(
        Mistake(.reasonsDiffer, ["first": first.reason.name, "second": reason.name]), at: span,
        related: [first.span])
    } else {
      said = (reason, span)
    }
  }

  /// Without a value a confidential figure is missing for that reason, unless another is given.
  private mutating func readConfidentiality(
    _ text: ArraySlice<UInt8>, _ span: Span, _ said: inout (reason: Reason, span: Span)?,
    _ content: inout Content
  ) {
    switch String(decoding: text, as: UTF8.self) {
    case "", "F": break
    case "C", "N", "S", "D":
      if case .known = content.kind {
        content.disclosure = max(0, vocabulary.program.head.disclosure.count - 1)
      } else if said == nil {
        said = (.confidential, span)
      }
    default: refuse(Mistake(.unknownConfidentiality, ["text": shown(text)]), at: span)
    }
  }
}

/// What a code of SDMX's OBS_STATUS says.
private enum ObservationStatus {
  case nothing
  case flag(StatusFlags)
  case note(String)
  case reason(Reason)

  init?(_ text: ArraySlice<UInt8>) {
    switch String(decoding: text, as: UTF8.self) {
    case "", "A": self = .nothing
    case "E": self = .flag(.estimated)
    case "P": self = .flag(.provisional)
    case "I": self = .flag(.imputed)
    case "B": self = .note("break in the time series (OBS_STATUS B)")
    case "D": self = .note("definition differs (OBS_STATUS D)")
    case "U": self = .note("low reliability (OBS_STATUS U)")
    case "V": self = .note("unvalidated (OBS_STATUS V)")
    case "M": self = .reason(.notApplicable)
    case "L": self = .reason(.notAvailable)
    case "O": self = .reason(.notReported)
    case "Q": self = .reason(.suppressed)
    default: return nil
    }
  }
}
