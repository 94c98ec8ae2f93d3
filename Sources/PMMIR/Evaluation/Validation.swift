package import PMMDiagnostics
internal import PMMNumber

/// Applies what the inputs declare about their figures: `range` and `check` make a figure `invalid`,
/// `warn` and a total that differs from its cells are warnings.
///
/// Ranges come first. Checks, warnings and totals then all look at the same figures, those within
/// range, so that no outcome depends on the order of the checks.
package func validate(
  _ dataset: Dataset, against program: Program
) -> (Dataset, [Diagnostic]) {
  var validator = Validator(program, dataset)
  validator.checkRanges()
  validator.checkConditions()
  validator.checkTotals()
  return (validator.final, validator.diagnostics)
}

private struct Validator {
  let program: Program
  /// The figures as reported; after the ranges, those within range.
  var reported: Dataset
  /// With everything invalid marked.
  var final: Dataset
  var diagnostics: [Diagnostic] = []
  /// What the checks are evaluated against: no node has figures yet.
  private var results: Results
  /// Every reported figure, by subject, period, input and cell.
  let keys: [Dataset.Key]

  init(_ program: Program, _ dataset: Dataset) {
    self.program = program
    reported = dataset
    final = dataset
    results = Results(Setting(program, dataset, EvaluationOptions(nodes: [])))
    keys = dataset.figures.map(\.key).sorted {
      ($0.subject, $0.period, $0.input, $0.cell) < ($1.subject, $1.period, $1.input, $1.cell)
    }
  }

  // MARK: Ranges

  mutating func checkRanges() {
    for key in keys {
      guard let range = program.inputs[key.input].range, let datum = reported.datum(key),
        let scalar = datum.figure.scalar, !range.value.contains(scalar)
      else { continue }
      report(
        .outOfRange, key, datum.figure, at: datum.location, range.location,
        rule: text(range.value, program.inputs[key.input]))
      invalidate(key, in: &reported)
      invalidate(key, in: &final)
    }
    results = Results(Setting(program, reported, EvaluationOptions(nodes: [])))
  }

  /// Makes the figure missing for the reason `invalid`, at its place.
  private func invalidate(_ key: Dataset.Key, in dataset: inout Dataset) {
    let place = Place(name: program.inputs[key.input].name, cell: key.cell, period: key.period)
    var datum = dataset.datum(key) ?? Dataset.Datum(figure: .missing(.invalid, at: place))
    datum.figure = Figure.missing(.invalid, at: place).carrying(datum.figure)
    dataset.place(datum, at: key)
  }

  // MARK: Checks and warnings

  /// A figure that the checks of an input look at: a reported one, or the total of complete cells.
  private struct Candidate {
    var key: Dataset.Key
    var figure: Figure
    var location: Location?
    /// A total that nobody reported, added up from its cells.
    var isComputed = false
  }

  mutating func checkConditions() {
    for candidate in candidates() {
      let input = program.inputs[candidate.key.input]
      for check in input.checks where fails(check.value, candidate) {
        report(
          .checkFailed, candidate.key, candidate.figure, at: candidate.location, check.location,
          rule: text(check.value.message), isComputed: candidate.isComputed)
        invalidate(candidate.key, in: &final)
      }
      for warning in input.warnings where fails(warning.value, candidate) {
        report(
          .warnFailed, candidate.key, candidate.figure, at: candidate.location, warning.location,
          rule: text(warning.value.message), isComputed: candidate.isComputed)
      }
    }
  }

  private func candidates() -> [Candidate] {
    var result: [Candidate] = []
    var totals: Set<Dataset.Key> = []
    for key in keys {
      let input = program.inputs[key.input]
      guard !(input.checks.isEmpty && input.warnings.isEmpty), let datum = reported.datum(key)
      else { continue }
      if datum.figure.isKnown {
        result.append(Candidate(key: key, figure: datum.figure, location: datum.location))
      }
      var totalKey = key
      totalKey.cell = .total
      guard reported.datum(totalKey) == nil, totals.insert(totalKey).inserted else { continue }
      let total = figure(totalKey)
      if total.isKnown {
        result.append(
          Candidate(key: totalKey, figure: total, location: datum.location, isComputed: true))
      }
    }
    return result
  }

  private func figure(_ key: Dataset.Key) -> Figure {
    var evaluation = Evaluation(results, scope(key), [])
    return evaluation.reported(key.input, Selection())
  }

  /// A check fails if it is known to be false; with a missing operand it does not.
  private func fails(_ check: Check, _ candidate: Candidate) -> Bool {
    var scope = scope(candidate.key)
    scope.own = NodeFigures(value: candidate.figure)
    var evaluation = Evaluation(results, scope, [])
    return evaluation.figure(check.condition).scalar == .truth(false)
  }

  private func scope(_ key: Dataset.Key) -> Scope {
    Scope(
      node: nil, name: program.inputs[key.input].name, subject: key.subject, period: key.period,
      cell: key.cell)
  }

  // MARK: Totals

  /// A reported total, or partial total, against the sum of its cells on each of its open axes.
  mutating func checkTotals() {
    for key in keys {
      let input = program.inputs[key.input]
      guard input.isSummable, let datum = reported.datum(key), let total = datum.figure.number
      else { continue }
      let open = input.breakdown.filter { key.cell.value(on: $0.axis) == nil }
      for part in open {
        let cells = part.values.map { value in
          var cell = key
          cell.cell = key.cell.at(Coordinate(axis: part.axis, value: value))
          return figure(cell)
        }
        let numbers = cells.compactMap(\.number)
        let isComplete = cells.allSatisfy { $0.isKnown || $0.reasons == [.notApplicable] }
        guard isComplete, !numbers.isEmpty, Rational.sum(numbers) != total else { continue }
        report(
          .totalDiffers, key, datum.figure, at: datum.location, nil,
          sum: text(.number(Rational.sum(numbers)), input))
        break
      }
    }
  }

  // MARK: Messages

  private mutating func report(
    _ code: DiagnosticCode, _ key: Dataset.Key, _ figure: Figure, at location: Location?,
    _ clause: Location?, rule: String? = nil, sum: String? = nil, isComputed: Bool = false
  ) {
    let input = program.inputs[key.input]
    let cell = program.description(of: key.cell)
    let name = input.name + (cell.isEmpty ? "" : "[\(cell)]")
    let words = figure.scalar.map { text($0, input) } ?? ""
    var arguments = [
      "subject": reported.subjects[key.subject], "period": key.period.description,
      "input": isComputed ? "the total of \(name), added up from its cells," : name,
      "figure": words, "reported": isComputed ? "part of this total" : "reported as \(words)",
    ]
    arguments["sum"] = sum
    arguments["rule"] = rule
    let nowhere = Location(file: 0, span: Span(0, 0))
    diagnostics.append(
      Diagnostic(
        code, at: location ?? clause ?? nowhere, arguments,
        related: location == nil ? [] : [clause].compactMap { $0 }))
  }

  /// What the author says that a check means; nil if nothing.
  private func text(_ message: Translations) -> String? {
    let languages = program.head.languages
    let text = message.text(languages.first ?? "en", fallback: languages)
    return text.isEmpty ? nil : text
  }

  /// A range as it is written: `from 0`, `0% .. 100%`, the names of levels.
  private func text(_ range: Domain, _ input: Input) -> String {
    switch range {
    case .levels(let levels):
      return levels.map { text(.level($0), input) }.joined(separator: ", ")
    case .interval(let bounds):
      let lower = bounds.lower.map { text(.number($0), input) }
      let upper = bounds.upper.map { text(.number($0), input) }
      switch (lower, upper) {
      case (let lower?, let upper?):
        let dots = (bounds.lowerIsOpen ? " <.." : " ..") + (bounds.upperIsOpen ? "< " : " ")
        return lower + dots + upper
      case (let lower?, nil): return (bounds.lowerIsOpen ? "above " : "from ") + lower
      case (nil, let upper?): return (bounds.upperIsOpen ? "below " : "up to ") + upper
      case (nil, nil): return "any"
      }
    }
  }

  /// A figure as it was reported: with its unit, percent as percent, a level by its name.
  private func text(_ scalar: Scalar, _ input: Input) -> String {
    switch (scalar, input.type) {
    case (.number(let number), .quantity(let unit)): return unit.text(number)
    case (.number(let number), _): return number.description
    case (.level(let level), .level(let scale)): return program.scales[scale].levels[level].name
    case (.category(let value), .category(let attribute)):
      return program.attributes[attribute].values[value].name
    case (.level(let index), _), (.category(let index), _): return String(index)
    case (.truth(let truth), _): return truth ? "yes" : "no"
    case (.text(let text), _): return text
    case (.date(let day), _): return "day \(day)"
    }
  }
}

extension Domain {
  /// A value of another kind lies in no range.
  fileprivate func contains(_ scalar: Scalar) -> Bool {
    switch (self, scalar) {
    case (.interval(let bounds), .number(let number)): bounds.contains(number)
    case (.levels(let levels), .level(let level)): levels.contains(level)
    default: false
    }
  }
}

extension Program {
  /// The names of a cell's axis values, joined by commas; empty for the total.
  package func description(of cell: Cell) -> String {
    cell.coordinates.map { axes[$0.axis].values[$0.value].name }.joined(separator: ", ")
  }
}
