internal import PMMIR

/// An axis that a request leaves open: the values that its total runs over.
private struct OpenAxis {
  var axis: Int
  var values: [Int]
  /// Whether these are all the values that the input has, so that a reported total is theirs.
  var isWhole: Bool
}

/// Inputs: cells, and totals of them.
extension Formulas {
  func input(_ input: Int, _ selection: Selection) -> Vector {
    arising(reported(input, selection)) { $0.reported(input, selection) }
  }

  /// What was reported for the selected cells and period, before the line of the operand itself.
  private func reported(_ input: Int, _ selection: Selection) -> Vector {
    var cell = Cell.total
    var open: [OpenAxis] = []
    for part in engine.setting.inputs[input].breakdown {
      let (chosen, isFixed) = chosen(on: part, selection.cells)
      if let value = chosen.first, chosen.count == 1, isFixed || chosen != part.values {
        cell = cell.at(Coordinate(axis: part.axis, value: value))
      } else {
        let values = part.values.filter { chosen.contains($0) }
        open.append(
          OpenAxis(axis: part.axis, values: values, isWhole: values.count == part.values.count))
      }
    }
    let found =
      open.isEmpty
      ? engine.reportedOrAbsent(input, cell, selection.period, reading.shift)
      : total(input, selection.period, at: cell, over: open[...]).figures
    return engine.marked(found, engine.setting.inputBreaks[input], selection.period, reading.shift)
  }

  /// The values of an axis that a selection asks for.
  private func chosen(
    on part: AxisPart, _ cells: CellSelection
  ) -> (values: [Int], isFixed: Bool) {
    let named: [AxisPart]
    switch cells {
    case .fixed(let parts):
      if let fixed = parts.first(where: { $0.axis == part.axis }) { return (fixed.values, true) }
      named = []
    case .current(let parts):
      named = parts
    }
    if let value = reading.cell.value(on: part.axis) { return ([value], true) }
    return (named.first { $0.axis == part.axis }?.values ?? part.values, false)
  }

  private struct Total {
    var figures: Vector
    /// Whether any row stands behind the figure; nil: none does, at any place.
    var hasRow: Vector?
  }

  /// The figure of a cell whose remaining axes are open.
  private func total(
    _ input: Int, _ period: PeriodSelection, at cell: Cell, over open: ArraySlice<OpenAxis>
  ) -> Total {
    let absent = Lane.missing(bit(period.absence))
    let row =
      open.allSatisfy(\.isWhole) ? engine.reported(input, cell, period, reading.shift) : nil
    let sheet = engine.setting.inputs[input]
    guard let axis = open.first, sheet.isSummable || axis.values.count == 1 else {
      guard let row else { return Total(figures: engine.missing(absent.reasons), hasRow: nil) }
      let figures = engine.reportedOrAbsent(input, cell, period, reading.shift)
      return Total(figures: figures, hasRow: row)
    }
    let cells = axis.values.map { cell.at(Coordinate(axis: axis.axis, value: $0)) }
    let rest = open.dropFirst()
    let parts = cells.map { total(input, period, at: $0, over: rest) }
    let fillings = parts.indices.map { index in
      policies?.fillings(parts[index].figures, self) {
        $0.total(input, period, at: cells[index], over: rest).figures
      } ?? [:]
    }
    var hasRow: Vector?
    if row != nil || parts.contains(where: { $0.hasRow != nil }) {
      hasRow = .make(count) { place in
        let stands =
          row.map { $0[place].hasRow } ?? false
          || parts.contains { $0.hasRow.map { $0[place].hasRow } ?? false }
        return stands ? .known(Approximation(0)) : ReportedColumns.absent
      }
    }
    let figures = Vector.make(count) { place in
      if let row, row[place].hasRow { return row[place] }
      guard let hasRow, hasRow[place].hasRow else { return absent }
      return sum(parts, place, fillings)
    }
    if let row, parts.allSatisfy({ $0.hasRow == nil }) { figures.scale = row.scale }
    return Total(figures: figures, hasRow: hasRow)
  }

  /// The sum of the cells that remain after the node's policies; without a line, a cell that does not
  /// apply is left out.
  private func sum(_ parts: [Total], _ place: Int, _ fillings: [[Int: Vector]]) -> Lane {
    let notApplicable = bit(.notApplicable)
    var result = Lane.known(Approximation(0))
    var all = Lane.missing(0)
    var remaining = 0
    var missing: UInt64 = 0
    for (index, part) in parts.enumerated() {
      let cell = part.figures[place]
      guard cell.state < State.doubt else { return .doubt }
      all = all.carrying(cell)
      all.reasons |= cell.reasons
      result = result.deciding(cell)
      if cell.state == State.missing {
        let line = policies?.line(for: cell.reasons)
        if let policies, policies.excludes(cell) { continue }
        if line == nil, cell.reasons == notApplicable { continue }
      }
      let arisen =
        policies?.arising(cell, place, filling: fillings[index], self) ?? cell
      guard arisen.state < State.doubt else { return .doubt }
      result = result.carrying(arisen)
      remaining += 1
      missing |= arisen.reasons
      if arisen.isKnown {
        result.number = remaining == 1 ? arisen.number : result.number + arisen.number
      } else {
        result.state = State.missing
      }
    }
    if remaining == 0 { return all.deciding(result) }
    if result.state == State.missing { result.reasons = missing }
    return result
  }
}

extension Vector {
  /// Whether nothing was reported for some place.
  var lacksRows: Bool {
    guard hasGaps else { return false }
    guard let reasons else { return reason == 0 }
    let states = states
    for place in 0..<count where states[place] == State.missing && reasons[place] == 0 {
      return true
    }
    return false
  }
}

extension Lane {
  /// Whether something was reported, be it a reason.
  var hasRow: Bool { state != State.missing || reasons != 0 }
}
