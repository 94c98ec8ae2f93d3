package import PMMNumber

/// What one figure was made of many: everyone in the set, and what became of each.
///
/// Written down while the figure is computed, so that an explanation cannot tell of another set. All
/// who see one set share one list of its members.
package struct SetReport: Sendable, Hashable {
  package enum Stage: String, Sendable, Hashable {
    case value, imputation, score
    case classification = "class"
  }
  /// What asked for it.
  package enum Use: Sendable, Hashable {
    /// An aggregate or a standing in an expression.
    case expression(ExpressionID)
    /// `count as … over`: index in `Rules.policies`, what was read, and in which cell.
    case filling(policy: Int, FilledFigure)
    case imputation
    /// `weights principal_component over`
    case weights
    /// `score minmax over` and its kin.
    case score
  }
  package var use: Use
  package var set: SetSelection
  package var stage: Stage
  /// In the order of the results, of the axis, or of time.
  package var members: [SetMember]
  /// How many of them are not left out.
  package var counted: Int
  /// What came out, before any line of the node's was asked about it.
  package var result: Figure

  /// Of the values that counted; nil if there is none, or one is no number.
  package var mean: Rational? { Sample(of: members).mean }

  /// As an estimate from a sample (n - 1), as a z-score uses it.
  package var sampleDeviation: Rational? {
    Sample(of: members).numbers.flatMap { Rational.standardDeviation($0, sample: true) }
  }
}

/// One member of a set.
package struct SetMember: Sendable, Hashable {
  package var subject: Int
  package var period: Period
  package var cell: Cell
  /// The value and, where there are weights, its weight; for `weights`, the score of every part.
  package var figures: [Figure]
  /// The condition after `where`, if it is not met: false or missing. Then nothing else was read.
  package var unmet: Figure?
  /// Whether the member's figure compares with the others', by its adaptation. Else nothing was read.
  package var isComparable = true

  /// All others are left out.
  package var isCounted: Bool {
    isComparable && unmet == nil && figures.allSatisfy(\.isKnown)
  }
}

/// What a line `count as … over` found missing.
package struct FilledFigure: Sendable, Hashable {
  /// An input, a node or an attribute.
  package var read: Operation
  package var cell: Cell
}

/// Where evaluations write down the sets that they run over.
///
/// A class, because every evaluation of one figure writes into the same.
final class SetLog {
  private var reports: [SetReport] = []

  /// An aggregate that a formula names twice is told once.
  func add(_ report: SetReport) {
    if !reports.contains(where: { $0.use == report.use }) { reports.append(report) }
  }

  /// Everything since it was last asked, as of this stage.
  func take(_ stage: SetReport.Stage) -> [SetReport] {
    defer { reports = [] }
    return reports.map { report in
      var report = report
      report.stage = stage
      return report
    }
  }
}
