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
    return lazy.map { $0.treatments(of: node)[key] } ?? treatments[node][key]
  }

  /// Treats the values of each group of the population; others stay as they are.
  func treat(_ column: inout NodeColumn, _ node: Int) {
    guard let treatment = setting.rules[node].treatment?.value else { return }
    let population = setting.program.populations[treatment.population]
    let cells = setting.cells[node]
    let memory = Memory(own: column.figures)
    let scopes = scopes(of: node, memory)
    let groups = Set(
      setting.places.compactMap {
        group(population, subject: $0.subject, period: $0.period)
      })
    for group in groups {
      let members = self.members(of: treatment.population, in: group, memory)
      for cell in cells.indices {
        let indices = members.filter {
          setting.comparability(of: node, for: setting.places[$0].subject).isComparable
        }.map { $0 * cells.count + cell }
          .filter { column.figures[$0]?.exactValue.number != nil }
        let values = indices.compactMap { column.figures[$0]?.exactValue.number }
        guard let first = indices.first, values.count >= population.atLeast ?? 0 else { continue }
        var course = Course(results: self, scope: scopes[first], treatment: treatment)
        let (treated, report) = course.run(values)
        var result = report
        for (index, value) in zip(indices, treated) {
          guard var figures = column.figures[index], figures.exactValue.number != value else {
            continue
          }
          result.treated.append(setting.places[index / cells.count])
          var figure = figures.exactValue
          figure.content = .known(.number(value))
          figure.flags.insert(.treated)
          figures.enter(figure)
          column.figures[index] = figures
        }
        column.treatments[TreatmentKey(group: group, cell: cells[cell])] = result
      }
    }
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
    let shift = (most - least) * Rational(1, over: 100) - least
    let result = column.compactMap { ($0 + shift).naturalLogarithm() }
    return result.count == column.count ? Sample(result.map { .number($0) }) : nil
  }
}
