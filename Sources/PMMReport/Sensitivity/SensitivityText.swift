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

  /// What every line of every table says: whose rules, which study.
  private static let aboutHeader = ["period", "edition", "ir", "node", "study", "seed", "runs"]

  /// Hashed anew whenever it is asked for.
  private var about: [String] {
    [
      period.description, program.head.edition, String(contentHash(program).prefix(12)),
      program.nodes[study.node].name, String(study.hash.prefix(12)), String(study.seed),
      String(study.runs),
    ]
  }

  private var intervalLines: [[String]] {
    var header = ["subject"] + Self.aboutHeader + ["score", "rank"]
    if !levels.isEmpty, !isOrdinal { header.append("class") }
    header += ["score_mean"] + Self.quantileNames.map { "score_\($0)" }
    header += ["rank_mean"] + Self.quantileNames.map { "rank_\($0)" } + ["missing"]
    header += levels.map { "share_\($0)" }
    let about = about
    return [header]
      + subjects.map { subject in
        var line = [results.dataset.subjects[subject.subject]] + about
        line += [subject.score ?? "", subject.rank ?? ""]
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
    let header =
      ["draw", "kind"] + Self.aboutHeader
      + ["of", "first_order", "total", "runs_compared", "undefined"]
    guard let effects else { return [header] }
    var lines = [header]
    let about = about
    for effect in effects.draws {
      for (what, found, basis) in [
        ("ranks", effect.ranks, effects.ranks), ("scores", effect.scores, effects.scores),
      ] {
        var line = [effect.name, effect.kind] + about
        line += [
          "mean absolute shift of \(what)", found.map { fixed($0.firstOrder) } ?? "",
          found.map { fixed($0.total) } ?? "", String(basis.runs),
          basis.gap?.text(Wording(language: "en")) ?? "",
        ]
        lines.append(line)
      }
    }
    return lines
  }

  private var removalLines: [[String]] {
    var header = ["left_out", "level"] + Self.aboutHeader
    header += [
      "rank_shift", "score_shift", "largest_subject", "largest_from", "largest_to", "changed",
    ]
    let about = about
    return [header]
      + removals.map { removal in
        var line = [program.nodes[removal.node].name, program.nodes[removal.node].level] + about
        line += [
          removal.rankShift.map { fixed($0) } ?? "", removal.scoreShift.map { fixed($0) } ?? "",
          removal.largest.map { results.dataset.subjects[$0.subject] } ?? "",
          removal.largest.map { fixed($0.from) } ?? "", removal.largest.map { fixed($0.to) } ?? "",
          String(removal.changed),
        ]
        return line
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
