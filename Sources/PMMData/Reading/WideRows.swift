internal import PMMDiagnostics
internal import PMMIR

extension DataReader {
  /// Reads a row of a wide file: one figure or attribute in each column.
  mutating func readWide(_ row: Row, _ layout: Layout) -> RowResult {
    var context = context(row, layout)
    if context.isLeftOut, !isRefused { return .leftOut }
    let subject = text(row, layout.subject, layout)
    for figure in layout.figures {
      let field = row.fields[figure.column]
      if field.isAbsent { continue }
      var content = Content(
        kind: .empty, flags: context.flags, disclosure: context.disclosure, note: context.note)
      var weight = RowFigure.Weight.said
      var target = figure.reference.target
      let text = text(row, figure.column, layout)
      let read: Reading
      switch vocabulary.own(figure.reference, in: subject) {
      case .found(let own):
        target = own.target
        // The total of what has cells, where another's input of this name has none.
        if vocabulary.namesakes[target] != nil, own.cell.isTotal, text.isEmpty,
          !vocabulary.breakdown(of: target).isEmpty
        {
          continue
        }
        read = vocabulary.read(text, as: vocabulary.type(of: target))
      case .mistake(let mistake):
        // A cell that only another's input of this name has: it is right to leave it empty.
        if text.isEmpty { continue }
        read = .mistake(mistake)
      }
      switch read {
      case .empty: weight = .silent
      case .known(let scalar): content.kind = .known(scalar)
      case .reason(let reason): content.kind = .missing(reason)
      case .mistake(let mistake):
        refuseCell(
          mistake, at: field.span, effect: "the cell is refused: its figure is taken as `invalid`")
        content.kind = .missing(.invalid)
        weight = .refused
        context.content.refusedCells += 1
      }
      context.content.figures.append(
        RowFigure(
          target: target, cell: figure.cell,
          periodsBefore: figure.reference.periodsBefore, content: content, weight: weight,
          location: Location(file: file, span: field.span)))
    }
    readAttributes(row, layout, &context.content)
    guard isRefused else { return .row(context.content) }
    return context.isPlaced ? .row(context.content.refused) : .refused
  }

  /// Reads the attributes of a row. One that is empty or missing for a reason is not set.
  mutating func readAttributes(_ row: Row, _ layout: Layout, _ content: inout RowContent) {
    for (column, attribute) in layout.attributes {
      let field = row.fields[column]
      let type = vocabulary.program.attributes[attribute].type
      switch vocabulary.read(text(row, column, layout), as: type) {
      case .empty, .reason: break
      case .known(let scalar):
        content.attributes.append(
          RowAttribute(
            attribute: attribute, value: scalar, location: Location(file: file, span: field.span)))
      case .mistake(let mistake):
        refuseCell(
          mistake, at: field.span, effect: "the cell is refused: the attribute is not known")
        content.refusedCells += 1
      }
    }
  }
}

extension RowContent {
  /// The row as it is placed when something in it forbids its use: figures that it says are `invalid`,
  /// attributes are not set.
  var refused: RowContent {
    var result = self
    result.isRefused = true
    result.attributes = []
    for index in figures.indices where figures[index].weight == .said {
      result.figures[index].weight = .refused
      result.figures[index].content.kind = .missing(.invalid)
    }
    return result
  }
}
