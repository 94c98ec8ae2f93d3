package import PMMNumber

/// What `treat` did to one column: a node's values in one group of its population, in one cell.
package struct TreatmentReport: Sendable, Hashable {
  /// Which treatment stands; nil if the column was left as it was.
  package var method: Treatment.Method?
  /// How many points the winsorising moved, at either end.
  package var points: Int
  /// The subjects and periods whose values were changed, in the order of the results.
  package var treated: [Dataset.SubjectPeriod]
  /// Whether the test holds now; it is not known of a column that has too few members or one value.
  package var passed: Bool
  /// How many members have a value.
  package var count: Int
  /// Skewness and kurtosis of the column; nil where they cannot be said.
  package var before: Shape
  package var after: Shape

  package struct Shape: Sendable, Hashable {
    package var skewness: Rational?
    package var kurtosis: Rational?

    init(of column: Sample) {
      if case .known(let value) = column.skewness { skewness = value.number }
      if case .known(let value) = column.kurtosis { kurtosis = value.number }
    }
  }
}

/// A column that is treated as one.
struct TreatmentKey: Hashable {
  var group: Group
  var cell: Cell
}

/// What `treat` made of a value, for who need not look at the whole column to say so.
package enum TreatedAs: Sendable {
  /// Nothing.
  case itself
  /// The value at another index of the node's column.
  case other(Int)
  /// Its logarithm, in a column whose least and greatest value stand at these indices.
  case logarithm(least: Int, most: Int)
}

extension Results {
  /// What `treat` did to the column that a subject's figure belongs to; nil without such a clause.
  package func treatment(
    of node: Int, subject: Int, period: Period, cell: Cell = .total
  ) -> TreatmentReport? {
    guard let population = setting.rules[node].treatment?.value.population,
      let group = group(
        setting.program.populations[population], subject: subject, period: period)
    else { return nil }
    let key = TreatmentKey(group: group, cell: cell)
    return lazy.map { $0.treatment(of: node, key) } ?? treatments[node][key]
  }

  /// Treats the values of each group of the population; others stay as they are.
  func treat(_ column: inout NodeColumn, _ node: Int) {
    guard let treatment = setting.rules[node].treatment?.value else { return }
    let population = setting.program.populations[treatment.population]
    let before = column.figures
    let memory = Memory(own: before)
    let groups = Set(
      setting.places.compactMap {
        group(population, subject: $0.subject, period: $0.period)
      })
    for key in groups.flatMap({ group in
      setting.cells[node].map { TreatmentKey(group: group, cell: $0) }
    }) {
      guard let (treated, report) = treated(node, key, memory, { before[$0] }) else { continue }
      for (index, figures) in treated { column.figures[index] = figures }
      column.treatments[key] = report
    }
  }

  /// The figures of a group's members whose values are changed, by their indices in the node's column;
  /// nil if there are too few values. `column` is the node's before this step.
  func treated(
    _ node: Int, _ key: TreatmentKey, _ memory: Memory, _ column: (Int) -> NodeFigures?
  ) -> (figures: [Int: NodeFigures], report: TreatmentReport)? {
    let cells = setting.cells[node]
    guard let treatment = setting.rules[node].treatment?.value,
      let cell = cells.firstIndex(of: key.cell)
    else { return nil }
    let members = self.members(of: treatment.population, in: key.group, memory).filter {
      setting.comparability(of: node, for: setting.places[$0].subject).isComparable
    }
    let indices = members.map { $0 * cells.count + cell }
      .filter { column($0)?.exactValue.number != nil }
    let values = indices.compactMap { column($0)?.exactValue.number }
    let least = setting.program.populations[treatment.population].atLeast ?? 0
    guard let first = indices.first, values.count >= least else { return nil }
    let place = setting.places[first / cells.count]
    var scope = Scope(
      node: node, name: setting.program.nodes[node].name, subject: place.subject,
      period: place.period, cell: key.cell)
    scope.memory = memory
    var course = Course(results: self, scope: scope, treatment: treatment)
    let (results, report) = course.run(values)
    var treated: [Int: NodeFigures] = [:]
    var result = report
    for (index, value) in zip(indices, results) {
      guard let figures = column(index), figures.exactValue.number != value else { continue }
      result.treated.append(setting.places[index / cells.count])
      treated[index] = figures.treated(to: value)
    }
    return (treated, result)
  }

  /// `ln(x - min + 0.01 (max - min))`
  static func treatedLogarithm(of value: Rational, least: Rational, most: Rational) -> Rational? {
    (value + (most - least) * Rational(1, over: 100) - least).naturalLogarithm()
  }
}

extension NodeFigures {
  /// The figures with another value, if it is another.
  func treated(to value: Rational) -> NodeFigures {
    guard exactValue.number != value else { return self }
    var (figures, figure) = (self, exactValue)
    figure.content = .known(.number(value))
    figure.flags.insert(.treated)
    figures.enter(figure)
    return figures
  }
}

/// The treatment of one column.
private struct Course {
  let results: Results
  /// Where the test is evaluated; it speaks of the column, whoever's place this is.
  let scope: Scope
  let treatment: Treatment

  mutating func run(_ column: [Rational]) -> (values: [Rational], report: TreatmentReport) {
    let untreated = Sample(column.map { .number($0) })
    let shape = TreatmentReport.Shape(of: untreated)
    var report = TreatmentReport(
      method: nil, points: 0, treated: [], passed: false, count: column.count, before: shape,
      after: shape)
    // A test that is missing says of no column that it fails.
    guard let passes = test(untreated) else { return (column, report) }
    report.passed = passes
    var result = untreated
    for method in treatment.methods where !report.passed {
      switch method {
      case .winsorise(let limit):
        (result, report.points, report.passed) = winsorised(untreated, limit)
      case .log:
        guard let logarithms = logarithms(column) else { continue }
        result = logarithms
        (report.points, report.passed) = (0, test(result) ?? false)
      }
      report.method = method
    }
    report.after = TreatmentReport.Shape(of: result)
    return (result.numbers ?? column, report)
  }

  /// Whether `until` holds for the column; nil if it is missing.
  private func test(_ column: Sample) -> Bool? {
    var scope = scope
    scope.column = column
    var evaluation = Evaluation(results, scope, [])
    guard case .truth(let holds)? = evaluation.figure(treatment.until).scalar else { return nil }
    return holds
  }

  /// Moves all of the highest values (of the lowest, where the skewness is negative) to the next one,
  /// until the column passes or enough points have been moved. Values that were moved together move
  /// on together, and count once.
  private func winsorised(
    _ untreated: Sample, _ limit: Int
  ) -> (column: Sample, points: Int, passed: Bool) {
    var column = untreated
    var (high, low) = (0, 0)
    var passed = false
    while !passed, high + low < limit {
      let values = column.numbers ?? []
      guard case .known(.number(let skewness)) = column.skewness,
        let end = skewness.isNegative ? values.min() : values.max()
      else { break }
      let rest = values.filter { $0 != end }
      guard let next = skewness.isNegative ? rest.min() : rest.max() else { break }
      let moved = values.count - rest.count
      if skewness.isNegative { low = moved } else { high = moved }
      column = Sample(values.map { .number($0 == end ? next : $0) })
      passed = test(column) ?? false
    }
    return (column, high + low, passed)
  }

  /// `ln(x - min + 0.01 (max - min))`; nil if all values are one.
  private func logarithms(_ column: [Rational]) -> Sample? {
    guard let least = column.min(), let most = column.max(), least < most else { return nil }
    let result = column.compactMap { Results.treatedLogarithm(of: $0, least: least, most: most) }
    return result.count == column.count ? Sample(result.map { .number($0) }) : nil
  }
}
