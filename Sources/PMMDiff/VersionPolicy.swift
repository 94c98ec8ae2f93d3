package import PMMDiagnostics
internal import PMMIR

/// How far an edition number goes up.
package enum Bump: String, Hashable, Sendable, CaseIterable, Comparable {
  case none, patch, minor, major

  package static func < (left: Bump, right: Bump) -> Bool { left.rank < right.rank }

  private var rank: Int { Bump.allCases.firstIndex(of: self)! }
}

/// What the changes ask of the edition number, and what the new edition declares.
package struct VersionPolicy: Sendable {
  package let needed: Bump
  package let declared: Bump
  /// Lines for a changelog, the gravest first.
  package let changelog: [String]
  /// Declarations that are missing, each with the sheet that it belongs into.
  package let seriesBreaks: [String]
  package private(set) var findings: [Diagnostic] = []

  /// Whether the edition number is too low for the changes.
  package var isViolated: Bool { needed > declared || findings.contains { $0.severity == .error } }

  /// `accepted` are fingerprints of changes that someone answers for. Locations are those of `Change`,
  /// the old edition's files first: `shift` is how many those are.
  package init(_ diff: ProgramDiff, accepted: Set<String>, shift: Int) {
    let open = diff.changes.filter { !accepted.contains($0.fingerprint) }
    needed = open.map(\.bump).max() ?? .none
    let editions = (diff.old.head.edition, diff.new.head.edition)
    declared = Self.bump(from: editions.0, to: editions.1)
    changelog =
      ["## \(editions.1)", ""]
      + Bump.allCases.reversed().flatMap { bump in
        diff.changes.filter { $0.bump == bump && bump > .patch }.map { change in
          "- \(change.message.first!.uppercased())\(change.message.dropFirst()) (\(change.code.id))."
        }
      }
    let broken = Self.broken(diff)
    let period = diff.new.head.covers.compactMap(\.lower).min()?.description ?? "PERIOD"
    seriesBreaks = broken.map { name, change in
      "\(name): series break in \(period) \"\(change.message.replacing("\"", with: "'"))\""
    }
    judge(diff, open, editions, shift, broken)
  }

  private mutating func judge(
    _ diff: ProgramDiff, _ open: [Change], _ editions: (String, String), _ shift: Int,
    _ broken: [(name: String, change: Change)]
  ) {
    guard var place = diff.new.headLocation else { return }
    place.file += shift
    var arguments: Arguments = [
      "old": editions.0, "new": editions.1, "needed": needed.rawValue,
      "declared": declared.rawValue,
    ]
    let forcing = open.filter { $0.bump == needed }
    arguments["count"] = "\(forcing.count) change\(forcing.count == 1 ? "" : "s")"
    arguments["forcing"] =
      forcing.prefix(5).map { "\($0.code.id) \($0.place)" }.joined(separator: ", ")
      + (forcing.count > 5 ? ", …" : "")
    if Self.numbers(editions.1).lexicographicallyPrecedes(Self.numbers(editions.0)) {
      findings.append(Diagnostic(.editionLowered, at: place, arguments))
    } else if needed > declared {
      var finding = Diagnostic(
        declared == .none ? .editionNotRaised : .bumpTooSmall, at: place, arguments)
      if needed < .major { finding.severity = .warning }
      findings.append(finding)
    } else if declared > needed, needed != .none {
      findings.append(Diagnostic(.bumpLarger, at: place, arguments))
    }
    for change in open where change.code == .retiredNameReused {
      guard let finding = change.finding(shift: shift) else { continue }
      findings.append(
        Diagnostic(.retiredNameTaken, at: finding.primary, change.arguments))
    }
    // Figures of one period by two rules: only a later edition's periods are free to differ.
    if needed == .major, declared == .major, let first = Self.first(diff.old),
      diff.new.head.covers(first)
    {
      findings.append(
        Diagnostic(.breakInCoveredPeriod, at: place, arguments.merging(["period": "\(first)"])))
    }
    for (name, change) in broken {
      guard let finding = change.finding(shift: shift) else { continue }
      let period = diff.new.head.covers.compactMap(\.lower).min()?.description ?? "PERIOD"
      findings.append(
        Diagnostic(
          .seriesBreakMissing, at: finding.primary,
          ["name": name, "period": period, "why": change.message]))
    }
  }

  /// Nodes whose figures do not go on, without a word of it in their sheet: the first change of each.
  private static func broken(_ diff: ProgramDiff) -> [(name: String, change: Change)] {
    var found: [(name: String, change: Change)] = []
    for change in diff.changes
    // What only an alternative changes leaves the base's series as it is.
    where change.effects.contains(.comparability) && change.verdict != .review
      && change.code != .optionRulesChanged
    {
      for name in change.nodes where !found.contains(where: { $0.name == name }) {
        guard let index = diff.new.node(named: name), !diff.new.nodes[index].isRoot,
          diff.old.nodes.contains(where: { $0.name == name || diff.names.node($0.name) == name })
        else { continue }
        let known = Set(
          diff.nodes.pairs.first { $0.new == index }.map {
            diff.old.nodes[$0.old].sheet.seriesBreaks.map(\.period)
          } ?? [])
        let now = Set(diff.new.nodes[index].sheet.seriesBreaks.map(\.period))
        if now.subtracting(known).isEmpty { found.append((name, change)) }
      }
    }
    return found
  }

  private static func first(_ program: Program) -> Period? {
    program.head.covers.compactMap(\.lower).min()
  }

  private static func numbers(_ edition: String) -> [Int] {
    edition.split(separator: ".").map { Int($0) ?? 0 }
  }

  static func bump(from old: String, to new: String) -> Bump {
    let (one, other) = (numbers(old), numbers(new))
    for (index, bump) in [Bump.major, .minor, .patch].enumerated() {
      let (a, b) = (
        one.indices.contains(index) ? one[index] : 0,
        other.indices.contains(index) ? other[index] : 0
      )
      if a != b { return bump }
    }
    return .none
  }
}

extension Change {
  /// What it asks of the edition number.
  package var bump: Bump {
    effects.breaks ? .major : effects.contains(.additive) ? .minor : .patch
  }
}
