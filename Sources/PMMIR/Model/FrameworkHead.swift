package import PMMDiagnostics
package import PMMNumber

package enum FrameworkStatus: String, Hashable, Sendable, CaseIterable {
  case draft, approved, superseded
}

/// Where scores lie.
package enum ScoreScale: Hashable, Sendable {
  /// `0 .. 100`
  case interval(Rational, Rational)
  case unbounded
  /// An ordinal framework: index in `Program.scales`.
  case levels(Int)
}

/// `2023`, `from 2023`, `2010 .. 2014`
package struct PeriodInterval: Hashable, Sendable {
  package var lower: Period?
  package var upper: Period?

  package init(lower: Period?, upper: Period?) {
    self.lower = lower
    self.upper = upper
  }

  package func contains(_ period: Period) -> Bool {
    (lower.map { $0 <= period } ?? true) && (upper.map { period <= $0 } ?? true)
  }
}

package struct FrameworkHead: Sendable {
  package var name: String
  @Boxed package var sheet: Sheet
  package var edition: String
  /// Empty: no clause, every period is covered.
  package var covers: [PeriodInterval]
  package var status: FrameworkStatus
  package var languages: [String]
  /// The word for who is assessed: `administration`; also the name of its column.
  package var subject: String
  package var period: PeriodKind
  /// Every so many periods from the first covered one; nil if every period is a cycle period.
  package var cycle: Int?
  package var phases: [String]
  /// Widest first; empty if the framework knows none.
  package var disclosure: [String]
  /// The words that declare nodes, outermost first.
  package var levels: [String]
  /// What people read in place of a level word; none: the word.
  package var levelTitles: [String: Translations]
  package var scores: ScoreScale?
  /// The catalogues that names and codes are looked up in, by name.
  package var uses: [UsedCatalogue]

  package init(name: String, edition: String) {
    self.name = name
    self.edition = edition
    sheet = Sheet()
    covers = []
    status = .draft
    languages = ["en"]
    subject = "subject"
    period = .calendarYear
    cycle = nil
    phases = []
    disclosure = []
    levels = []
    levelTitles = [:]
    scores = nil
    uses = []
  }

  /// Whether this edition's rules are for the period.
  package func covers(_ period: Period) -> Bool {
    covers.isEmpty || covers.contains { $0.contains(period) }
  }

  /// Whether administrations report in the period: the first covered one and then every so many.
  package func isCyclePeriod(_ candidate: Period) -> Bool {
    guard covers(candidate) else { return false }
    guard let cycle, let first = covers.compactMap(\.lower).min() else { return true }
    return (candidate.ordinal - first.ordinal) % cycle == 0
  }
}
