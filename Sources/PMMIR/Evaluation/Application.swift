/// How far the instruments that a node asks about are applied: published beside its score, never in
/// it.
package struct Application: Sendable, Hashable {
  /// The lower median of the levels answered; nil if none was.
  package var median: Int?
  /// How many instruments are at each level of the scale, lowest first.
  package var counts: [Int]
  /// How many were asked about and not answered.
  package var missing: Int
}

extension Results {
  /// The answers about a node's instruments; nil if the node publishes none.
  package func application(of node: Int, subject: Int, period: Period) -> Application? {
    let sheet = setting.program.nodes[node]
    guard sheet.application != nil, let first = sheet.instruments.first,
      case .level(let scale) = setting.program.inputs[first.input].type
    else { return nil }
    let levels: [Int] = sheet.instruments.compactMap { use in
      let figure = inputFigure(use.input, subject: subject, period: period)
      if case .level(let level)? = figure.scalar { return level }
      return nil
    }.sorted()
    let counts = setting.program.scales[scale].levels.indices.map { level in
      levels.count { $0 == level }
    }
    return Application(
      median: levels.isEmpty ? nil : levels[(levels.count - 1) / 2], counts: counts,
      missing: sheet.instruments.count - levels.count)
  }
}
