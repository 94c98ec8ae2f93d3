internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

/// Rows must cover what their subject can be, each figure once.
extension Checker {
  mutating func check(_ set: RowSet, _ ranges: inout Ranges) {
    if let last = set.rows.indices.last,
      let early = set.rows.indices.first(where: { set.rows[$0].pattern == .anything }),
      early != last
    {
      report(.rowAfterAnything, set.locations[early].file, set.locations[early].span)
      return
    }
    let hasRest = set.rows.contains { $0.pattern == .anything }
    if case .level(let scale) = set.type {
      checkItems(set, program.scales[scale].levels.map(\.name), hasRest) {
        if case .level(let index) = $0 { index } else { nil }
      }
    } else if case .category(let attribute) = set.type {
      checkItems(set, program.attributes[attribute].values.map(\.name), hasRest) {
        if case .category(let index) = $0 { index } else { nil }
      }
    } else {
      checkIntervals(set, hasRest, &ranges)
    }
  }

  private mutating func checkItems(
    _ set: RowSet, _ names: [String], _ hasRest: Bool, _ item: (Operation) -> Int?
  ) {
    var seen: [Int: Location] = [:]
    for (row, location) in zip(set.rows, set.locations) {
      guard case .equals(let id) = row.pattern, let index = item(pool[id].operation) else {
        continue
      }
      if let earlier = seen[index] {
        report(
          .rowsOverlap, location.file, location.span, ["what": "`\(names[index])`"],
          related: [earlier])
      }
      seen[index] = location
    }
    let left = names.indices.filter { seen[$0] == nil }.map { "`\(names[$0])`" }
    if !left.isEmpty, !hasRest {
      report(
        .rowsGap, set.location.file, set.location.span, ["what": left.joined(separator: ", ")])
    }
  }

  /// A position between values: just before one, on it, or just behind it.
  private struct Position: Comparable {
    var value: Rational
    /// 0 on the value, 1 behind it.
    var offset: Int

    static func < (left: Position, right: Position) -> Bool {
      left.value == right.value ? left.offset < right.offset : left.value < right.value
    }
  }

  private mutating func checkIntervals(_ set: RowSet, _ hasRest: Bool, _ ranges: inout Ranges) {
    var value = Bounds.everything
    var shown = Bounds.everything
    var score = ranges.scores
    if let node = set.node {
      value = ranges.nodeBounds(node, .value)
      if set.isScore { value = ranges.enteringScore(node) }
      shown = ranges.nodeBounds(node, .shown)
      score = score.union(ranges.scoreBounds(node))
    }
    let domain =
      set.subject.map { ranges.bounds($0, value: value, shown: shown, score: score) } ?? .everything
    var pieces: [(bounds: Bounds, location: Location)] = []
    for (row, location) in zip(set.rows, set.locations) {
      switch row.pattern {
      case .anything: break
      case .interval(let bounds):
        if bounds.isEmpty {
          report(.emptyInterval, location.file, location.span)
        } else {
          pieces.append((bounds, location))
        }
      case .equals(let id):
        if let constant = pool.constant(id) {
          pieces.append((Bounds(only: constant), location))
        } else {
          report(.notConstant, location.file, location.span, ["what": "the pattern of a row"])
        }
      }
    }
    let unit = set.type.unit
    pieces.sort { left, right in
      switch (start(left.bounds), start(right.bounds)) {
      case (nil, nil): false
      case (nil, _): true
      case (_, nil): false
      case (let a?, let b?): a < b
      }
    }
    // The first position that no row has reached yet; nil while that is minus infinity.
    var reached = start(domain)
    var previous: (end: Position?, location: Location)?
    for piece in pieces {
      let begin = start(piece.bounds)
      if let previous, overlaps(previous.end, begin) {
        report(
          .rowsOverlap, piece.location.file, piece.location.span,
          ["what": begin.map { spell($0.value, unit) } ?? "every low value"],
          related: [previous.location])
        return
      }
      if let begin, !hasRest, isBefore(reached, begin, domain) {
        gap(set, from: reached, to: begin, unit)
        return
      }
      let end = end(piece.bounds)
      previous = (end, piece.location)
      guard let end else { return }
      reached = max(reached ?? end, end)
    }
    guard !hasRest else { return }
    let last = end(domain)
    if let reached, last.map({ reached < $0 }) ?? true {
      gap(set, from: reached, to: last, unit)
    } else if reached == nil {
      gap(set, from: nil, to: nil, unit)
    }
  }

  /// Where an interval starts; nil at minus infinity.
  private func start(_ bounds: Bounds) -> Position? {
    bounds.lower.map { Position(value: $0, offset: bounds.lowerIsOpen ? 1 : 0) }
  }

  /// The first position behind an interval; nil at infinity.
  private func end(_ bounds: Bounds) -> Position? {
    bounds.upper.map { Position(value: $0, offset: bounds.upperIsOpen ? 0 : 1) }
  }

  private func overlaps(_ end: Position?, _ begin: Position?) -> Bool {
    guard let end, let begin else { return true }
    return begin < end
  }

  /// Whether something of the domain lies before `begin` that no row has reached.
  private func isBefore(_ reached: Position?, _ begin: Position, _ domain: Bounds) -> Bool {
    if let last = end(domain), let reached, last <= reached { return false }
    return reached.map { $0 < begin } ?? true
  }

  private mutating func gap(_ set: RowSet, from: Position?, to: Position?, _ unit: Unit?) {
    let text: String
    switch (from, to) {
    case (let from?, let to?) where from.value == to.value: text = spell(from.value, unit)
    case (let from?, let to?):
      text = "figures from \(spell(from.value, unit)) to \(spell(to.value, unit))"
    case (nil, let to?): text = "figures below \(spell(to.value, unit))"
    case (let from?, nil):
      text = "figures \(from.offset == 0 ? "from" : "above") \(spell(from.value, unit))"
    case (nil, nil): text = "any figure"
    }
    report(.rowsGap, set.location.file, set.location.span, ["what": text])
  }

  private func spell(_ value: Rational, _ unit: Unit?) -> String {
    guard let unit else { return value.description }
    if unit.isPercent { return (value * 100).description + "%" }
    return unit.isDimensionless ? value.description : "\(value.description) \(unit.name)"
  }
}
