package import PMMDiagnostics
package import PMMIR

/// What a file says the results of one subject, period and node must be. Nil is not compared.
package struct Expectation: Sendable {
  /// One expected figure: `Example.Expectation.number` has the carried number (98.1 of a percent node
  /// is 0.981) and how many decimals were written.
  package struct Figure: Hashable, Sendable {
    package var content: Example.Expectation
    /// As it is written in the file.
    package var text: String
    package var location: Location
  }

  package var subject: String
  package var period: Period
  /// Index in `Program.nodes`.
  package var node: Int
  /// A cell of the node's breakdown, or the total.
  package var cell: Cell
  package var value: Figure?
  package var score: Figure?
  package var shown: Figure?
  package var shownScore: Figure?
  package var rank: Figure?
  package var classification: Figure?
  /// The whole row.
  package var location: Location
}

/// The editions of a run, where each reads the rows that expect something of it.
package struct ExpectedEditions: Sendable {
  /// The lowest first.
  package var names: [String]
  /// The one that reads. The last one also reads what belongs to none.
  package var own: Int
  /// Those that score a period.
  package var scoring: @Sendable (Period) -> [Int]

  package init(
    names: [String], own: Int, scoring: @escaping @Sendable (Period) -> [Int]
  ) {
    self.names = names
    self.own = own
    self.scoring = scoring
  }

  var isLast: Bool { own == names.count - 1 }
}

/// What reading a file of expected results gave.
package struct ExpectationReport: Sendable {
  package var rows: [Expectation]
  package var diagnostics: [Diagnostic]
  /// To be appended to the run's files.
  package var file: SourceFile
  /// Rows about `OUTCOME.application`, and other lines of a results file that are not compared, are
  /// left out.
  package var counts: RowCounts
  package var assumedPeriod: Period?
}
