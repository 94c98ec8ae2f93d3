package import PMMIR
internal import PMMNumber

/// What the new rules make of data that was reported under the old ones: every figure that is another
/// one, for each subject and period.
package struct Impact: Sendable {
  package struct Row: Hashable, Sendable {
    package var subject: String
    package var period: Period
    /// Its name in the new edition.
    package var node: String
    package var old: TrialFigure?
    package var new: TrialFigure?
    /// Places among all with a score in the period, the highest first; who ties shares.
    package var oldRank: Int?
    package var newRank: Int?

    /// Whether the score is another one. None is none, for whatever reason.
    package var differs: Bool {
      switch (old, new) {
      case (nil, nil), (nil, .missing?), (.missing?, nil), (.missing?, .missing?): false
      default: old != new
      }
    }
  }
  /// Scores that differ, or ranks by score; by period, subject and node in reading order.
  package private(set) var rows: [Row] = []
  /// The framework itself, for every subject and period, whether it differs or not.
  package private(set) var whole: [Row] = []
  package let subjects: Int
  /// How many figures the new edition has no place for, by the name of their input.
  package let lost: [String: Int]

  /// `evaluate` computes a program on data; the data is read against the old edition.
  package init(
    _ diff: ProgramDiff, _ dataset: Dataset, evaluate: (Program, Dataset) -> Results
  ) {
    let (moved, lost) = diff.translated(dataset)
    self.lost = lost
    subjects = dataset.subjects.count
    let before = evaluate(diff.old, validate(dataset, against: diff.old).0)
    let after = evaluate(diff.new, validate(moved, against: diff.new).0)
    for pair in diff.nodes.pairs.sorted(by: { $0.new < $1.new }) {
      take(pair, diff, before, after)
    }
    rows.sort { ($0.period, $0.subject) < ($1.period, $1.subject) }
    whole.sort { ($0.period, $0.subject) < ($1.period, $1.subject) }
  }

  private mutating func take(
    _ pair: (old: Int, new: Int), _ diff: ProgramDiff, _ before: Results, _ after: Results
  ) {
    let places = before.subjectPeriods
    let old = places.map { place in
      diff.old.scores(of: pair.old, in: before, subject: place.subject, period: place.period)
    }
    let new = places.map { place -> TrialFigure? in
      let code = before.dataset.subjects[place.subject]
      return after.dataset.index(ofSubject: code).flatMap {
        diff.new.scores(of: pair.new, in: after, subject: $0, period: place.period)
      }
    }
    let ranks = (Self.ranks(old, places), Self.ranks(new, places))
    for (index, place) in places.enumerated() {
      let row = Row(
        subject: before.dataset.subjects[place.subject], period: place.period,
        node: diff.new.nodes[pair.new].name, old: old[index], new: new[index],
        oldRank: ranks.0[index], newRank: ranks.1[index])
      if diff.new.nodes[pair.new].isRoot { whole.append(row) }
      if row.differs || row.oldRank != row.newRank { rows.append(row) }
    }
  }

  private static func ranks(
    _ scores: [TrialFigure?], _ places: [Dataset.SubjectPeriod]
  ) -> [Int?] {
    func number(_ figure: TrialFigure?) -> Rational? {
      if case .known(.number(let number))? = figure { number } else { nil }
    }
    let byPeriod = Dictionary(grouping: scores.indices) { places[$0].period }
    var ranks: [Int?] = scores.map { _ in nil }
    for indices in byPeriod.values {
      let sorted = indices.compactMap { index in number(scores[index]).map { (index, $0) } }
        .sorted { $0.1 > $1.1 }
      for (position, entry) in sorted.enumerated() {
        let isTied = position > 0 && sorted[position - 1].1 == entry.1
        ranks[entry.0] = isTied ? ranks[sorted[position - 1].0] : position + 1
      }
    }
    return ranks
  }
}

extension Program {
  /// The score of a node, by name.
  fileprivate func scores(
    of node: Int, in results: Results, subject: Int, period: Period
  ) -> TrialFigure? {
    outcome(of: node, subject: subject, period: period, in: results).score
  }
}

extension ProgramDiff {
  /// The same data for the new edition: names, cells and levels by their names; and how many figures
  /// of which input it has no place for.
  func translated(_ dataset: Dataset) -> (Dataset, lost: [String: Int]) {
    var result = Dataset()
    var lost: [String: Int] = [:]
    for code in dataset.subjects { _ = result.subject(code) }
    for place in dataset.places { result.notePresence(subject: place.subject, period: place.period) }
    for (key, datum) in dataset.figures {
      let input = old.inputs[key.input]
      guard let index = new.input(named: names.input(input.name)),
        let cell = translated(key.cell), let figure = translated(datum.figure, input, index)
      else {
        lost[input.name, default: 0] += 1
        continue
      }
      result.place(
        Dataset.Datum(figure: figure, note: datum.note),
        at: .init(input: index, subject: key.subject, period: key.period, cell: cell))
    }
    for (key, scalar) in dataset.attributes {
      let attribute = old.attributes[key.attribute]
      guard let index = new.attribute(named: attribute.name),
        let value = translated(scalar, attribute.type, new.attributes[index].type)
      else { continue }
      result.set(value, for: .init(attribute: index, subject: key.subject, period: key.period))
    }
    return (result, lost)
  }

  private func translated(_ cell: Cell) -> Cell? {
    var coordinates: [Coordinate] = []
    for coordinate in cell.coordinates {
      let axis = old.axes[coordinate.axis]
      guard let index = new.axis(named: axis.name),
        let value = new.axes[index].values.firstIndex(where: {
          $0.name == axis.values[coordinate.value].name
        })
      else { return nil }
      coordinates.append(Coordinate(axis: index, value: value))
    }
    return Cell(coordinates)
  }

  private func translated(_ figure: Figure, _ input: Input, _ index: Int) -> Figure? {
    switch figure.content {
    case .known(let scalar):
      guard let value = translated(scalar, input.type, new.inputs[index].type) else { return nil }
      return Figure(.known(value), flags: figure.flags, disclosure: figure.disclosure)
    case .missing(let causes):
      return .missing(
        causes.map { cause in
          var cause = cause
          cause.place.name = names.input(cause.place.name)
          cause.place.cell = translated(cause.place.cell) ?? .total
          return cause
        })
    }
  }

  /// Quantities keep what they are, in whatever unit they are reported.
  private func translated(_ scalar: Scalar, _ from: ValueType, _ to: ValueType) -> Scalar? {
    switch (scalar, from, to) {
    case (.number(let number), .quantity(let one), .quantity(let other)):
      one.hasDimension(of: other) ? (number * one.scale).divided(by: other.scale).map { .number($0) } : nil
    case (.level(let level), .level, .level(let scale)):
      new.scales[scale].levels.firstIndex { $0.name == old.name(ofLevel: level, type: from) }
        .map { .level($0) }
    case (.category(let value), .category, .category(let attribute)):
      new.attributes[attribute].values.firstIndex {
        $0.name == old.name(ofCategory: value, type: from)
      }.map { .category($0) }
    case (.truth, .truth, .truth), (.text, .text, .text), (.date, .date, .date),
      (.date, .dateTime, .dateTime):
      scalar
    default: nil
    }
  }
}
