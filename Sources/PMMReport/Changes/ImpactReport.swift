internal import PMMDiff
internal import PMMIR
internal import PMMNumber

/// What the changes make of data that was given, in text, Markdown and JSON.
extension ChangeReport {
  /// Lines of a table: subject, period, was, now, place was, place now.
  func wholeRows(_ impact: Impact) -> [[String]] {
    impact.whole.map { row in
      [
        row.period.description, row.subject, score(row.old), score(row.new),
        row.oldRank.map(String.init) ?? "", row.newRank.map(String.init) ?? "",
      ]
    }
  }

  static let wholeHeader = ["period", "subject", "was", "now", "rank was", "rank now"]

  /// For each node whose scores differ: of how many, and by how much at most.
  func nodeRows(_ impact: Impact) -> [[String]] {
    var order: [String] = []
    var groups: [String: [Impact.Row]] = [:]
    for row in impact.rows where row.differs {
      if groups[row.node] == nil { order.append(row.node) }
      groups[row.node, default: []].append(row)
    }
    let places = Dictionary(
      new.program.readingOrder.enumerated().map { (new.program.nodes[$1.node].name, $0) },
      uniquingKeysWith: { first, _ in first })
    return order.sorted { (places[$0] ?? 0) < (places[$1] ?? 0) }.map { node in
      let rows = groups[node] ?? []
      let widest = rows.max { distance($0) < distance($1) }
      let example = widest.map { "\($0.subject) \($0.period): \(score($0.old)) to \(score($0.new))" }
      return [node, "\(rows.count)", example ?? ""]
    }
  }

  static let nodeHeader = ["scores of", "differ", "most"]

  private func distance(_ row: Impact.Row) -> Rational {
    if case .known(.number(let one))? = row.old, case .known(.number(let other))? = row.new {
      return (one - other).magnitude
    }
    // From or to no score at all is further than from score to score.
    return 1_000_000_000
  }

  private func score(_ figure: TrialFigure?) -> String {
    switch figure {
    case nil: return "none"
    case .missing?: return "no score"
    case .known(.number(let number))?: return number.decimal(significant: 4)
    case .known(.level(let level))?: return level
    case .known?: return ""
    }
  }

  func impactText(_ impact: Impact) -> String {
    var text = "What the data makes of it\n"
    text += aligned([Self.wholeHeader] + wholeRows(impact))
    let nodes = nodeRows(impact)
    if !nodes.isEmpty { text += "\n" + aligned([Self.nodeHeader] + nodes) }
    if let lost = lostFigures(impact) { text += "\n  \(lost)\n" }
    return text
  }

  /// Which figures the new edition has no place for; nil if it has one for all.
  func lostFigures(_ impact: Impact) -> String? {
    guard !impact.lost.isEmpty else { return nil }
    let count = impact.lost.values.reduce(0, +)
    let inputs = impact.lost.sorted { $0.key < $1.key }.map { "`\($0.key)` \($0.value)" }
    return "\(count) \(count == 1 ? "figure has" : "figures have") no place in the new edition: "
      + inputs.joined(separator: ", ")
  }

  private func aligned(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      var line = "  " + cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  func json(_ impact: Impact) -> JSON {
    func row(_ row: Impact.Row) -> JSON {
      .members([
        "subject": .string(row.subject), "period": .string(row.period.description),
        "node": .string(row.node), "old": .string(score(row.old)), "new": .string(score(row.new)),
        "oldRank": row.oldRank.map { .int($0) }, "newRank": row.newRank.map { .int($0) },
      ])
    }
    return [
      "subjects": .int(impact.subjects), "lost": .int(impact.lost.values.reduce(0, +)),
      "lostByInput": .object(
        impact.lost.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) }),
      "framework": .array(impact.whole.map(row)), "rows": .array(impact.rows.map(row)),
    ]
  }
}
