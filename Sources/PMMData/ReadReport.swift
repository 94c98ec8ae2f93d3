package import PMMDiagnostics
package import PMMIR

/// What a run says about the data that it is given.
package struct ReadOptions: Sendable {
  /// The period of a file that has no period column; nil: the one period that the edition covers.
  package var defaultPeriod: Period?
  /// More than one period is asked for, so that none of them is meant by a file without a column.
  package var hasSeveralPeriods = false
  /// The phase to be read, one of the framework's; rows of other phases are left out.
  package var phase: String?
  /// Whether this reading accounts for rows of a period (nil: of no readable period). Where several
  /// editions read the same data, each row is judged and counted by one of them; the others read it
  /// silently, for the figures of earlier periods. Nil: every row.
  package var accountsFor: (@Sendable (Period?) -> Bool)?
  /// Whether rows that are as nearly all rows are may be read by the short way. Both ways make the
  /// same of every row; tests compare them.
  package var readsPlainRows = true
  /// Whether an input may also be called what it was called in former editions (`was`): what was
  /// collected for one edition can then be read by the next.
  package var takesFormerNames = false
  /// How many bytes of rows a file has at least for two processors to share it. Smaller ones cost less
  /// than the thread; and again both ways make the same of every file.
  package var leastForTwo = 1 << 18

  package init(
    defaultPeriod: Period? = nil, phase: String? = nil,
    accountsFor: (@Sendable (Period?) -> Bool)? = nil
  ) {
    self.defaultPeriod = defaultPeriod
    self.phase = phase
    self.accountsFor = accountsFor
  }
}

/// How many rows a file has and what became of them: `read == used + refused + leftOut`.
package struct RowCounts: Hashable, Sendable {
  package var read = 0
  package var used = 0
  package var refused = 0
  /// Rows that are known and not wanted: of another phase than the one asked for, or of an
  /// indicator that `columns.csv` maps to `-`.
  package var leftOut = 0
  /// Values that were refused in rows that were used for the others.
  package var refusedCells = 0

  package init() {}

  mutating func add(used: Int, refused: Int, refusedCells: Int) {
    self.used += used
    self.refused += refused
    self.refusedCells += refusedCells
  }

  package static func += (left: inout RowCounts, right: RowCounts) {
    left.read += right.read
    left.used += right.used
    left.refused += right.refused
    left.leftOut += right.leftOut
    left.refusedCells += right.refusedCells
  }
}

/// What reading data gave: the dataset, every finding, and an account of every row.
package struct ReadReport: Sendable {
  /// One file of data.
  package struct FileSummary: Hashable, Sendable {
    package enum Form: String, Hashable, Sendable {
      case long, wide
      /// Nothing could be read; a diagnostic says why.
      case unreadable
    }
    package var path: String
    package var form: Form
    package var rows: RowCounts
    /// Whether the file has no period column, so that its rows belong to `assumedPeriod`.
    package var assumesPeriod: Bool
  }

  package var dataset: Dataset
  package var diagnostics: [Diagnostic]
  /// The data files, then the columns file, then the subjects file: to be appended to the run's
  /// files, so that locations find them.
  package var files: [SourceFile]
  /// In the order of the data files.
  package var summaries: [FileSummary]
  /// Of the subjects file, if there is one that could be read.
  package var subjectRows: RowCounts?
  /// The phases that rows name, in the framework's order.
  package var phases: [String]
  /// The period of rows that name none.
  package var assumedPeriod: Period?

  /// The counts of all data files together.
  package var rows: RowCounts {
    summaries.reduce(into: RowCounts()) { $0 += $1.rows }
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
