internal import PMMNumber

/// An input's figure, a cell or a total, as a formula with these policies would read it.
package func inputFigure(
  _ input: Int, _ selection: Selection = Selection(), of program: Program, in dataset: Dataset,
  subject: Int, period: Period, cell: Cell = .total, policies: [Resolved<Policy>] = []
) -> Figure {
  let results = Results(Setting(program, dataset, EvaluationOptions(nodes: [])))
  let scope = Scope(
    node: nil, name: program.inputs[input].name, subject: subject, period: period, cell: cell)
  var evaluation = Evaluation(results, scope, policies)
  return evaluation.arising(evaluation.reported(input, selection), read: .input(input, selection)) {
    $0.reported(input, selection)
  }
}

extension Results {
  /// An input's figure as the formula of a node reads it, under that node's policies.
  package func inputFigure(
    _ input: Int, _ selection: Selection = Selection(), node: Int? = nil, subject: Int,
    period: Period, cell: Cell = .total
  ) -> Figure {
    let scope = Scope(
      node: node, name: setting.program.inputs[input].name, subject: subject, period: period,
      cell: cell)
    var evaluation = Evaluation(
      self, scope, node.map { setting.rules(of: $0, for: subject).policies } ?? [])
    let figure = evaluation.reported(input, selection)
    return evaluation.arising(figure, read: .input(input, selection)) {
      $0.reported(input, selection)
    }
  }
}

/// An axis that a request leaves open: the values that its total runs over.
struct OpenAxis {
  var axis: Int
  var values: [Int]
  /// Whether these are all the values that the input has, so that a reported total is theirs.
  var isWhole: Bool
}

extension Evaluation {
  /// What was reported for the selected cells and period, before the policy of the operand itself.
  mutating func reported(_ input: Int, _ selection: Selection) -> Figure {
    let (period, absence) = when(selection.period)
    var cell = Cell.total
    var open: [OpenAxis] = []
    for part in results.setting.inputs[input].breakdown {
      let (chosen, isFixed) = chosen(on: part, selection.cells)
      if let value = chosen.first, chosen.count == 1, isFixed || chosen != part.values {
        cell = cell.at(Coordinate(axis: part.axis, value: value))
      } else {
        let values = part.values.filter { chosen.contains($0) }
        open.append(
          OpenAxis(axis: part.axis, values: values, isWhole: values.count == part.values.count))
      }
    }
    let request = Request(
      input: input, period: period ?? scope.period, absence: absence, selection: selection.period)
    guard let period else { return absent(request, cell) }
    let breaks = results.setting.inputBreaks[input]
    return marked(total(request, at: cell, over: open[...]).figure, breaks, readIn: period)
  }

  /// A figure of a period beyond a break in its series, or of another edition, says so.
  private func marked(_ figure: Figure, _ breaks: [Period], readIn period: Period) -> Figure {
    guard figure.isKnown, period != scope.origin else { return figure }
    var figure = figure
    if breaks.contains(where: { $0.liesBetween(period, scope.origin) }) {
      figure.flags.insert(.seriesBreak)
    }
    if results.otherEdition(of: period, than: scope.origin) != nil {
      figure.flags.insert(.editionBreak)
    }
    return figure
  }

  /// The period that a selection means, and the reason if nothing stands there. Nil: a framework
  /// without periods has none before.
  private func when(_ selection: PeriodSelection) -> (period: Period?, absence: Reason) {
    switch selection {
    case .absolute(let period):
      return (period, .notReported)
    case .offset(let offset):
      let absence: Reason = offset < 0 ? .noPreviousPeriod : .notReported
      if offset != 0, scope.period.kind == .none { return (nil, absence) }
      return (scope.period.advanced(by: offset), absence)
    }
  }

  /// The values of an axis that a selection asks for: what it names, else the coordinate of the cell
  /// that is being computed, else the part that a total runs over, else all.
  private func chosen(
    on part: AxisPart, _ cells: CellSelection
  ) -> (values: [Int], isFixed: Bool) {
    let named: [AxisPart]
    switch cells {
    case .fixed(let parts):
      if let fixed = parts.first(where: { $0.axis == part.axis }) {
        return (fixed.values, true)
      }
      named = []
    case .current(let parts):
      named = parts
    }
    if let value = scope.cell.value(on: part.axis) { return ([value], true) }
    return (named.first { $0.axis == part.axis }?.values ?? part.values, false)
  }

  /// What is being looked for, and why it is missing if there is no row.
  private struct Request {
    var input: Int
    var period: Period
    var absence: Reason
    /// How the period was asked for; another subject's period may be another one.
    var selection: PeriodSelection
  }

  /// The figure of a cell whose remaining axes are open, and whether any row stands behind it.
  private mutating func total(
    _ request: Request, at cell: Cell, over open: ArraySlice<OpenAxis>
  ) -> (figure: Figure, hasRow: Bool) {
    if open.allSatisfy(\.isWhole), let reported = row(request, cell) { return (reported, true) }
    let input = results.setting.inputs[request.input]
    guard let axis = open.first, input.isSummable || axis.values.count == 1 else {
      // A total of one cell is that cell, whether or not cells may be added.
      return (absent(request, cell), false)
    }
    let cells = axis.values.map { cell.at(Coordinate(axis: axis.axis, value: $0)) }
    let parts = cells.map { total(request, at: $0, over: open.dropFirst()) }
    guard parts.contains(where: \.hasRow) else { return (absent(request, cell), false) }
    let rest = open.dropFirst()
    let read = Operation.input(request.input, Selection(period: request.selection))
    let sum = sum(parts.map(\.figure), read, cells) { index in
      { $0.total(request, moved: cells[index], over: rest) }
    }
    return (sum, true)
  }

  /// What another subject has for the same cell.
  private mutating func total(
    _ request: Request, moved cell: Cell, over open: ArraySlice<OpenAxis>
  ) -> Figure {
    let (period, absence) = when(request.selection)
    guard let period else { return absent(request, cell) }
    let own = Request(
      input: request.input, period: period, absence: absence, selection: request.selection)
    return total(own, at: cell, over: open).figure
  }

  private func absent(_ request: Request, _ cell: Cell) -> Figure {
    let name = program.inputs[request.input].name
    return .missing(
      request.absence, at: Place(name: name, cell: cell, period: request.period))
  }

  /// The sum of the cells that remain after the node's policies; without a line, a cell that does not
  /// apply is left out.
  private mutating func sum(
    _ cells: [Figure], _ read: Operation, _ places: [Cell],
    by reading: (Int) -> (inout Evaluation) -> Figure
  ) -> Figure {
    var remaining: [Figure] = []
    for (index, cell) in cells.enumerated() {
      if let line = ledger.exclusion(of: cell) {
        ledger.use(line)
      } else if ledger.line(for: cell) != nil || cell.reasons != [.notApplicable] {
        remaining.append(arising(cell, read: read, in: places[index], by: reading(index)))
      }
    }
    if remaining.isEmpty { return carrying(.missing(cells.flatMap(\.causes)), cells) }
    if let missing = propagated(remaining) { return missing }
    if remaining.count == 1 { return remaining[0] }
    let numbers = remaining.compactMap(\.number)
    guard numbers.count == remaining.count else { return failed(.undefined) }
    return carrying(.number(Rational.sum(numbers)), remaining)
  }

  private func row(_ request: Request, _ cell: Cell) -> Figure? {
    let key = Dataset.Key(
      input: request.input, subject: scope.subject, period: request.period, cell: cell)
    guard var figure = results.setting.dataset.datum(key)?.figure else { return nil }
    if let own = results.setting.inputs[request.input].disclosure {
      figure.disclosure = max(figure.disclosure, own)
    }
    return figure
  }

  /// A part of a node's figures, at the selected cell and period.
  func figure(ofNode node: Int, _ part: NodePart, _ selection: Selection) -> Figure {
    let figure = unmarked(ofNode: node, part, selection)
    guard let period = when(selection.period).period else { return figure }
    return marked(figure, results.setting.nodeBreaks[node], readIn: period)
  }

  private func unmarked(ofNode node: Int, _ part: NodePart, _ selection: Selection) -> Figure {
    let name = program.nodes[node].name
    let (selected, absence) = when(selection.period)
    let period = selected ?? scope.period
    guard let cell = cell(ofNode: node, selection.cells) else {
      return .missing(.undefined, at: scope.place)
    }
    let place = Place(name: name, cell: cell, period: period)
    let key = Dataset.SubjectPeriod(subject: scope.subject, period: period)
    guard selected != nil, results.setting.index(of: key) != nil else {
      return .missing(absence, at: place)
    }
    // The score belongs to the node, whichever of its cells is the scored one.
    let cellRead =
      part == .score ? results.setting.rules(of: node, for: scope.subject).scoredCell : cell
    guard
      let figures = results.figures(
        node: node, subject: scope.subject, period: period, cell: cellRead)
    else { return .missing(.notAvailable, at: place) }
    let value = figures.value
    switch part {
    case .value: return value
    case .shown: return figures.shown
    case .score: return figures.score ?? .missing(.notAvailable, at: place)
    case .rank:
      guard let rank = figures.rank else {
        if let reason = figures.rankReason { return .missing(reason, at: place) }
        // What has no figure has no rank, and for the same causes.
        let causes = [value, figures.score].compactMap { $0 }.first { !$0.isKnown }
        return causes ?? .missing(.notAvailable, at: place)
      }
      return Figure.number(rank).carrying(value)
    case .classification:
      guard let level = figures.classification else {
        return value.isKnown ? .missing(.notAvailable, at: place) : value
      }
      return Figure.known(.level(level)).carrying(value)
    }
  }

  /// The cell of a node that a selection means; nil if it is a part, which a node has no total of.
  private func cell(ofNode node: Int, _ cells: CellSelection) -> Cell? {
    let rules = results.setting.rules(of: node, for: scope.subject)
    guard let breakdown = rules.breakdown?.value.part else { return .total }
    if case .fixed(let parts) = cells,
      let fixed = parts.first(where: { $0.axis == breakdown.axis })
    {
      if Set(fixed.values) == Set(breakdown.values), fixed.values.count != 1 { return .total }
      guard let value = fixed.values.first, fixed.values.count == 1 else { return nil }
      return Cell([Coordinate(axis: breakdown.axis, value: value)])
    }
    guard let value = scope.cell.value(on: breakdown.axis) else { return .total }
    return Cell([Coordinate(axis: breakdown.axis, value: value)])
  }
}
