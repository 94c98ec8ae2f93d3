package import PMMSensitivity
internal import PMMIR
internal import PMMNumber

/// The tables of a study, as CSV.
package enum SensitivityTable: Sendable {
  /// Scores and ranks of each subject over the runs.
  case intervals
  /// First-order and total effect of each draw.
  case effects
  /// Each leaf left out.
  case removals
}

extension Sensitivity {
  /// A table as CSV, quoted as RFC 4180 says; lines end with LF.
  package func csv(_ table: SensitivityTable) -> String {
    switch table {
    case .intervals: intervalLines.map(csvLine).joined()
    case .effects: effectLines.map(csvLine).joined()
    case .removals: removalLines.map(csvLine).joined()
    }
  }

  static let quantileNames = ["5", "25", "50", "75", "95"]

  private var intervalLines: [[String]] {
    let ir = String(contentHash(program).prefix(12))
    var header = ["subject", "period", "edition", "ir", "node", "score", "rank"]
    if !levels.isEmpty, !isOrdinal { header.append("class") }
    header += ["score_mean"] + Self.quantileNames.map { "score_\($0)" }
    header += ["rank_mean"] + Self.quantileNames.map { "rank_\($0)" } + ["missing"]
    header += levels.map { "share_\($0)" }
    return [header]
      + subjects.map { subject in
        var line = [
          results.dataset.subjects[subject.subject], period.description, program.head.edition, ir,
          program.nodes[study.node].name, subject.score ?? "", subject.rank ?? "",
        ]
        if !levels.isEmpty, !isOrdinal { line.append(subject.level.map { levels[$0] } ?? "") }
        line += cells(subject.scores) + cells(subject.ranks) + [fixed(subject.missing)]
        return line + subject.shares.map { fixed($0) }
      }
  }

  private func cells(_ spread: Spread?) -> [String] {
    guard let spread else { return Array(repeating: "", count: 1 + Self.quantileNames.count) }
    return [fixed(spread.mean)] + spread.quantiles.map { fixed($0) }
  }

  private var effectLines: [[String]] {
    let header = ["draw", "kind", "of", "first_order", "total", "runs"]
    return [header]
      + effects.flatMap { effect in
        [("ranks", effect.ranks, effectRuns.ranks), ("scores", effect.scores, effectRuns.scores)]
          .map { what, found, runs in
            [
              effect.name, effect.kind, "mean absolute shift of \(what)",
              found.map { fixed($0.firstOrder) } ?? "", found.map { fixed($0.total) } ?? "",
              String(runs),
            ]
          }
      }
  }

  private var removalLines: [[String]] {
    let header = [
      "left_out", "level", "rank_shift", "score_shift", "largest_subject", "largest_from",
      "largest_to", "changed",
    ]
    return [header]
      + removals.map { removal in
        [
          program.nodes[removal.node].name, program.nodes[removal.node].level,
          removal.rankShift.map { fixed($0) } ?? "", removal.scoreShift.map { fixed($0) } ?? "",
          removal.largest.map { results.dataset.subjects[$0.subject] } ?? "",
          removal.largest.map { fixed($0.from) } ?? "", removal.largest.map { fixed($0.to) } ?? "",
          String(removal.changed),
        ]
      }
  }

  var program: Program { results.program }

  /// An estimate at six decimals, without zeros at the end: more digits would be noise.
  func fixed(_ value: Double, _ decimals: Int = 6) -> String {
    var text = padded(value, decimals)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text == "-0" ? "0" : text
  }

  /// An estimate at so many decimals.
  func padded(_ value: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { result, _ in result * 10 }
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 0x1p62 else { return value.description }
    let digits = String(Int(scaled.magnitude))
    let filled = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    if decimals == 0 { return sign + filled }
    return sign + filled.dropLast(decimals) + "." + filled.suffix(decimals)
  }
}
