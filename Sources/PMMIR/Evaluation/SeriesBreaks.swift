package import PMMDiagnostics

/// A figure that was computed across a break in a series: `x - x[T-1]` where the way `x` is counted
/// changed in between.
package struct CrossedBreak: Hashable, Sendable {
  /// The input or node whose series breaks.
  package var name: String
  /// The first period of the new series.
  package var period: Period
  /// What the author says about it.
  package var why: String
  /// The period beyond the break that was read.
  package var other: Period
}

extension Period {
  /// Whether a series that breaks here counts differently in the two periods.
  func liesBetween(_ one: Period, _ other: Period) -> Bool {
    min(one, other) < self && self <= max(one, other)
  }
}

extension Program {
  func seriesBreaks(ofInput input: Input) -> [CrossedBreak] {
    let own = seriesBreaks(input.sheet, named: input.name)
    guard own.isEmpty, let owner = input.owner, owner == input.name,
      let node = nodes.first(where: { $0.name == owner })
    else { return own }
    return seriesBreaks(node.sheet, named: node.name)
  }

  func seriesBreaks(_ sheet: Sheet, named name: String) -> [CrossedBreak] {
    sheet.seriesBreaks.compactMap { found in
      Period(found.period, kind: head.period).map {
        CrossedBreak(name: name, period: $0, why: found.why, other: $0)
      }
    }
  }
}

extension Results {
  /// The breaks that the node's own formula reads across, where its value there was computed from
  /// figures on both sides.
  package func crossedBreaks(
    node: Int, subject: Int, period: Period, cell: Cell = .total
  ) -> [CrossedBreak] {
    guard let figures = figures(node: node, subject: subject, period: period, cell: cell),
      figures.value.flags.contains(.seriesBreak),
      case .formula(let body) = rules(of: node).body.value
    else { return [] }
    var found: [CrossedBreak] = []
    for read in reads(in: body, at: period, from: period, subject: subject, cell: cell) {
      for var crossed in read.breaks where crossed.period.liesBetween(read.period, period) {
        crossed.other = read.period
        let isKnown = found.contains { $0.name == crossed.name && $0.period == crossed.period }
        if !isKnown { found.append(crossed) }
      }
    }
    return found
  }

  /// The edition that scores one period, if another one scores the other.
  func otherEdition(of period: Period, than origin: Period) -> String? {
    guard period != origin, let edition = options.edition, let other = edition(period),
      let own = edition(origin), other != own
    else { return nil }
    return other
  }

  /// The periods of other editions that the node's own formula reads, and their editions.
  package func crossedEditions(
    node: Int, subject: Int, period: Period, cell: Cell = .total
  ) -> [(period: Period, edition: String)] {
    guard let figures = figures(node: node, subject: subject, period: period, cell: cell),
      figures.value.flags.contains(.editionBreak),
      case .formula(let body) = rules(of: node).body.value
    else { return [] }
    let read = reads(in: body, at: period, from: period, subject: subject, cell: cell)
    return Set(read.map(\.period)).sorted().compactMap { other in
      otherEdition(of: other, than: period).map { (other, $0) }
    }
  }

  /// A known figure that a formula reads, and the breaks of its series.
  private struct Read {
    var breaks: [CrossedBreak]
    var period: Period
  }

  private func reads(
    in id: ExpressionID, at period: Period, from origin: Period, subject: Int, cell: Cell
  ) -> [Read] {
    func found(_ breaks: [CrossedBreak], _ selection: Selection) -> [Read] {
      let read = selection.period.period(from: period)
      guard !breaks.isEmpty || otherEdition(of: read, than: origin) != nil else { return [] }
      let figure = evaluate(
        id, node: nil, subject: subject, period: period, cell: cell, applyingPolicies: false)
      return figure.isKnown ? [Read(breaks: breaks, period: read)] : []
    }
    switch program[id].operation {
    case .input(let input, let selection):
      return found(program.seriesBreaks(ofInput: program.inputs[input]), selection)
    case .node(let node, _, let selection):
      let sheet = program.nodes[node]
      return found(program.seriesBreaks(sheet.sheet, named: sheet.name), selection)
    case .aggregate(_, let arguments, .window(let from, let to), _) where from <= to:
      return (from...to).flatMap { offset in
        arguments.flatMap {
          reads(
            in: $0, at: period.advanced(by: offset), from: origin, subject: subject, cell: cell)
        }
      }
    case .aggregate(_, _, .population, _): return []
    case let operation:
      return operation.children.flatMap {
        reads(in: $0, at: period, from: origin, subject: subject, cell: cell)
      }
    }
  }

  /// A warning for each node and break that its values were computed across, with the first places.
  package func breakWarnings(in periods: Set<Period>) -> [Diagnostic] {
    guard !(setting.inputBreaks + setting.nodeBreaks).allSatisfy(\.isEmpty) else { return [] }
    let nowhere = Location(file: 0, span: Span(0, 0))
    return program.nodes.indices.flatMap { node in
      var breaks: [CrossedBreak] = []
      var places: [[String]] = []
      for place in subjectPeriods where periods.contains(place.period) {
        let crossed = cells(of: node).flatMap {
          crossedBreaks(node: node, subject: place.subject, period: place.period, cell: $0)
        }
        for found in crossed {
          let index =
            breaks.firstIndex { $0.name == found.name && $0.period == found.period }
            ?? breaks.endIndex
          if index == breaks.endIndex {
            breaks.append(found)
            places.append([])
          }
          let text = "\(dataset.subjects[place.subject]) \(found.other)..\(place.period)"
          if places[index].last != text { places[index].append(text) }
        }
      }
      return zip(breaks, places).map { found, places in
        let more = places.count > 4
        return Diagnostic(
          .seriesBreakCrossed, at: rules(of: node).body.location ?? nowhere,
          [
            "node": program.nodes[node].name, "name": found.name,
            "break": found.period.description, "why": found.why,
            "count": String(places.count),
            "places": places.prefix(more ? 3 : 4).joined(separator: ", ") + (more ? ", …" : ""),
          ])
      }
    }
  }
}

extension PeriodSelection {
  func period(from period: Period) -> Period {
    switch self {
    case .offset(let count): period.advanced(by: count)
    case .absolute(let absolute): absolute
    }
  }
}

extension Program {
  /// Whether the node's formula reads the input, in any period.
  package func reads(input: Int, node: Int) -> Bool {
    guard case .formula(let body) = nodes[node].rules.body.value else { return false }
    var open = [body]
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .input(input, _) = self[id].operation { return true }
      open += self[id].operation.children
    }
    return false
  }
}
