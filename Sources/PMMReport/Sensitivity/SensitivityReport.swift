package import PMMSensitivity
internal import PMMIR
internal import PMMNumber

/// A study as a table for a terminal.
package struct SensitivityReport: Sendable {
  /// More leaves than these are left to CSV and JSON.
  package static let mostRemovals = 12

  private let study: Sensitivity
  private let wording: Wording
  private let width: Int

  package init(_ study: Sensitivity, language: String = "en", width: Int = 100) {
    self.study = study
    wording = Wording(language: language, of: study.results.program)
    self.width = max(40, width)
  }

  private var program: Program { study.program }

  /// The table; `footer` is printed as it is, after an empty line.
  package func text(footer: [String] = []) -> String {
    var text = lines(head)
    text += "\n" + study.study.draws.map { lines($0.text(program, wording)) }.joined()
    text += "\n" + columns(intervals, leading: 1)
    if !study.levels.isEmpty {
      text += "\n" + wording(.studyShares) + "\n" + columns(shares, leading: 1)
    }
    if let effects = study.effects { text += "\n" + self.text(effects) }
    if study.study.leaveOneOut {
      text += "\n" + lines(wording(.studyRemovals)) + columns(removals, leading: 1)
      let more = study.removals.count - Self.mostRemovals
      if more > 0 { text += wording(.studyMoreRemovals, ["count": String(more)]) + "\n" }
    }
    if !footer.isEmpty { text += "\n" + footer.joined(separator: "\n") + "\n" }
    return text
  }

  private func text(_ found: Sensitivity.Effects) -> String {
    var text = lines(wording(.studyEffects))
    if found.ranks.gap == nil || found.scores.gap == nil {
      text += columns(effects(found), leading: 1) + lines(wording(.studyEffectsNote))
    }
    for (about, undefined, basis) in [
      (Phrase.studyEffectRanks, Phrase.studyNoEffectRanks, found.ranks),
      (.studyEffectScores, .studyNoEffectScores, found.scores),
    ] {
      text += lines(
        basis.gap.map { wording(undefined, ["why": $0.text(wording)]) }
          ?? wording(about, ["runs": wording.number(String(basis.runs))]))
    }
    return text
  }

  private func lines(_ text: String) -> String {
    wrapped(text, width: width).joined(separator: "\n") + "\n"
  }

  private var head: String {
    let head = program.head
    let node = program.nodes[study.study.node]
    return [
      wording(
        .edition,
        [
          "title": wording.frameworkTitle(program), "name": head.name, "edition": head.edition,
          "status": wording(head.status == .draft ? .draftMark : head.status.phrase),
        ]),
      wording(
        .studyHead,
        ["title": wording.title(of: node, in: program), "period": study.period.description]),
      wording(
        .studyRuns,
        [
          "runs": wording.number(String(study.study.runs)), "seed": String(study.study.seed),
          "rescorings": wording.number(String(study.rescorings)),
        ]),
      wording(.studyEstimates),
      wording(.rulesHash, ["hash": String(contentHash(program).prefix(12))]),
      wording(.studyHash, ["hash": String(study.study.hash.prefix(12))]),
    ].joined(separator: " ")
  }

  // MARK: Tables

  private var intervals: [[String]] {
    let header: [Phrase] = [
      .studyScore, .studyMedian, .studyInterval, .studyRank, .studyMedian, .studyInterval,
      .studyMissing,
    ]
    return [[program.head.subject.spaced] + header.map { wording($0) }]
      + study.subjects.map { subject in
        [
          study.results.dataset.subjects[subject.subject], nominal(subject),
          score(subject.scores?.quantiles[2]), interval(subject.scores) { score($0) },
          subject.rank.map { wording.number($0) } ?? none,
          rank(subject.ranks?.quantiles[2]), interval(subject.ranks) { rank($0) },
          subject.missing == 0 ? "" : share(subject.missing),
        ]
      }
  }

  private var none: String { "–" }

  private func nominal(_ subject: Sensitivity.Subject) -> String {
    guard let score = subject.score else { return none }
    let figures = study.results.figures(
      node: study.study.node, subject: subject.subject, period: study.period)
    guard case .number(let number)? = figures?.value.scalar else { return score }
    return wording.number(number.fixed(decimals: decimals, .halfEven))
  }

  /// As many decimals as the node shows, and one more.
  private var decimals: Int {
    let rules = study.results.rules(of: study.study.node)
    return ((rules.showScore ?? rules.showValue)?.value.count ?? 1) + 1
  }

  private func score(_ value: Double?) -> String {
    guard let value else { return none }
    // Between two levels stands the lower.
    if study.isOrdinal { return study.levels[min(study.levels.count - 1, Int(value))] }
    return wording.number(study.padded(value, decimals))
  }

  private func rank(_ value: Double?) -> String {
    value.map { wording.number(study.fixed($0, 1)) } ?? none
  }

  private func interval(_ spread: Sensitivity.Spread?, _ text: (Double?) -> String) -> String {
    guard let quantiles = spread?.quantiles else { return none }
    let (low, high) = (text(quantiles[0]), text(quantiles[4]))
    return low == high ? low : "\(low)–\(high)"
  }

  private func share(_ value: Double) -> String {
    wording(.percentQuantity, ["number": wording.number(study.padded(value * 100, 1))])
  }

  private var shares: [[String]] {
    let node = study.results.rules(of: study.study.node)
    let scale = node.classification.map { $0.value.scale }
    let titles = study.levels.enumerated().map { index, name in
      scale.map { wording.label(program.scales[$0].levels[index], program) } ?? name
    }
    return [[program.head.subject.spaced] + titles]
      + study.subjects.map { subject in
        [study.results.dataset.subjects[subject.subject]]
          + subject.shares.map { $0 == 0 ? "" : share($0) }
      }
  }

  private func effects(_ found: Sensitivity.Effects) -> [[String]] {
    let header: [Phrase] = [
      .studyDraw, .studyFirstRanks, .studyTotalRanks, .studyFirstScores, .studyTotalScores,
    ]
    func cell(_ value: Double?) -> String {
      value.map { wording.number(study.padded($0, 2)) } ?? none
    }
    return [header.map { wording($0) }]
      + found.draws.map { effect in
        [
          effect.name, cell(effect.ranks?.firstOrder), cell(effect.ranks?.total),
          cell(effect.scores?.firstOrder), cell(effect.scores?.total),
        ]
      }
  }

  private var removals: [[String]] {
    let header: [Phrase] = [
      .studyRemoved, .studyRankShift, .studyScoreShift, .studyLargest, .studyChanged,
    ]
    let sorted = study.removals.enumerated().sorted {
      let (left, right) = ($0.element, $1.element)
      let shifts = (left.rankShift ?? -1, right.rankShift ?? -1)
      return shifts.0 == shifts.1 ? $0.offset < $1.offset : shifts.0 > shifts.1
    }.map(\.element)
    return [header.map { wording($0) }]
      + sorted.prefix(Self.mostRemovals).map { removal in
        let largest = removal.largest.map {
          wording(
            .studyFromTo,
            [
              "subject": study.results.dataset.subjects[$0.subject], "from": rank($0.from),
              "to": rank($0.to),
            ])
        }
        return [
          program.nodes[removal.node].name,
          removal.rankShift.map { wording.number(study.padded($0, 2)) } ?? none,
          removal.scoreShift.map { wording.number(study.padded($0, decimals)) } ?? none,
          largest ?? "", removal.changed == 0 ? "" : String(removal.changed),
        ]
      }
  }

  /// Columns as wide as their widest cell: the first ones to the left, numbers to the right.
  private func columns(_ rows: [[String]], leading: Int) -> String {
    guard let header = rows.first else { return "" }
    let widths = header.indices.map { column in
      rows.map { displayWidth($0[column]) }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - displayWidth(cell))
        return column < leading ? cell + space : space + cell
      }
      var line = cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
