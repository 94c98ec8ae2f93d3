package import PMMDiagnostics
internal import PMMNumber

/// How a language tells a reported figure to people.
package struct FigureWords {
  let language: String
  let figure: (Scalar, ValueType) -> String
  /// `reported as 5 hours`
  let reported: (String) -> String
  /// That a figure is a part of a total nobody reported, and what such a total is called.
  let part: String
  let total: (String) -> String

  package init(
    language: String, figure: @escaping (Scalar, ValueType) -> String,
    reported: @escaping (String) -> String, part: String, total: @escaping (String) -> String
  ) {
    self.language = language
    self.figure = figure
    self.reported = reported
    self.part = part
    self.total = total
  }
}

/// Applies what the inputs declare about their figures: `range` and `check` make a figure `invalid`,
/// `warn` and a total that differs from its cells are warnings.
///
/// Ranges come first. Checks, warnings and totals then all look at the same figures, those within
/// range, so that no outcome depends on the order of the checks.
package func validate(
  _ dataset: Dataset, against program: Program, words: [FigureWords] = []
) -> (Dataset, [Diagnostic]) {
  var validator = Validator(program, dataset, words)
  validator.checkRanges()
  if program.inputs.contains(where: \.hasConditions) { validator.checkConditions() }
  if program.inputs.contains(where: \.hasTotal) { validator.checkTotals() }
  return (validator.final, validator.diagnostics)
}

extension Input {
  fileprivate var hasConditions: Bool { !(checks.isEmpty && warnings.isEmpty) }
  fileprivate var hasTotal: Bool { isSummable && !breakdown.isEmpty }
}

private struct Validator {
  let program: Program
  /// The figures as reported; after the ranges, those within range.
  var reported: Dataset
  /// With everything invalid marked.
  var final: Dataset
  var diagnostics: [Diagnostic] = []
  private let words: [FigureWords]

  init(_ program: Program, _ dataset: Dataset, _ words: [FigureWords]) {
    self.words = words
    self.program = program
    reported = dataset
    final = dataset
  }

  /// Where something is said of some inputs: by subject, period, input and cell.
  private func keys(of isWanted: (Input) -> Bool) -> [Dataset.Key] {
    var keys: [Dataset.Key] = []
    for (input, cell) in reported.columnKeys where isWanted(program.inputs[input]) {
      guard let state = reported.column(input: input, cell: cell)?.state else { continue }
      for index in state.indices where state[index] != DatasetColumn.State.absent {
        let place = reported.place(at: index)
        keys.append(
          Dataset.Key(input: input, subject: place.subject, period: place.period, cell: cell))
      }
    }
    return keys.sorted(by: Self.isBefore)
  }

  private static func isBefore(_ left: Dataset.Key, _ right: Dataset.Key) -> Bool {
    (left.subject, left.period, left.input, left.cell)
      < (right.subject, right.period, right.input, right.cell)
  }

  /// What the checks are evaluated against: no node has figures yet.
  private var results: Results {
    Results(Setting(program, reported, EvaluationOptions(nodes: [])))
  }

  // MARK: Ranges

  /// The figures outside of what their inputs declare, column by column.
  private func outside(_ reported: Dataset) -> [Dataset.Key] {
    let (program, keys) = (program, reported.columnKeys)
    @Sendable func outside(_ number: Int) -> [Dataset.Key] {
      let (input, cell) = keys[number]
      guard let range = program.inputs[input].range?.value,
        let column = reported.column(input: input, cell: cell)
      else { return [] }
      return range.suspects(in: column).compactMap { index in
        guard let scalar = column[index]?.figure.scalar, !range.contains(scalar) else { return nil }
        let place = reported.place(at: index)
        return Dataset.Key(input: input, subject: place.subject, period: place.period, cell: cell)
      }
    }
    // A thread for a few figures costs more than it saves.
    let isLarge = keys.count * reported.placeCount > 100_000
    let found = isLarge ? Threads.map(keys.count, outside) : keys.indices.map(outside)
    return found.flatMap { $0 }
  }

  mutating func checkRanges() {
    for key in outside(reported).sorted(by: Self.isBefore) {
      guard let range = program.inputs[key.input].range, let datum = reported.datum(key) else {
        continue
      }
      report(
        .outOfRange, key, datum.figure, at: datum.location, range.location,
        rule: text(range.value, program.inputs[key.input]))
      invalidate(key, in: &reported)
    }
    final = reported
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
    let results = results
    for candidate in candidates(results) {
      let input = program.inputs[candidate.key.input]
      for check in input.checks where fails(check.value, candidate, results) {
        report(
          .checkFailed, candidate.key, candidate.figure, at: candidate.location, check.location,
          message: check.value.message, isComputed: candidate.isComputed)
        invalidate(candidate.key, in: &final)
      }
      for warning in input.warnings where fails(warning.value, candidate, results) {
        report(
          .warnFailed, candidate.key, candidate.figure, at: candidate.location, warning.location,
          message: warning.value.message, isComputed: candidate.isComputed)
      }
    }
  }

  private func candidates(_ results: Results) -> [Candidate] {
    var result: [Candidate] = []
    var totals: Set<Dataset.Key> = []
    for key in keys(of: \.hasConditions) {
      guard let datum = reported.datum(key) else { continue }
      if datum.figure.isKnown {
        result.append(Candidate(key: key, figure: datum.figure, location: datum.location))
      }
      var totalKey = key
      totalKey.cell = .total
      guard reported.datum(totalKey) == nil, totals.insert(totalKey).inserted else { continue }
      let total = figure(totalKey, results)
      if total.isKnown {
        result.append(
          Candidate(key: totalKey, figure: total, location: datum.location, isComputed: true))
      }
    }
    return result
  }

  private func figure(_ key: Dataset.Key, _ results: Results) -> Figure {
    var evaluation = Evaluation(results, scope(key), [])
    return evaluation.reported(key.input, Selection())
  }

  /// A check fails if it is known to be false; with a missing operand it does not.
  private func fails(_ check: Check, _ candidate: Candidate, _ results: Results) -> Bool {
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
    let results = results
    for key in keys(of: \.hasTotal) {
      let input = program.inputs[key.input]
      guard let datum = reported.datum(key), let total = datum.figure.number else { continue }
      let open = input.breakdown.filter { key.cell.value(on: $0.axis) == nil }
      for part in open {
        let cells = part.values.map { value in
          var cell = key
          cell.cell = key.cell.at(Coordinate(axis: part.axis, value: value))
          return figure(cell, results)
        }
        let numbers = cells.compactMap(\.number)
        let isComplete = cells.allSatisfy { $0.isKnown || $0.reasons == [.notApplicable] }
        guard isComplete, !numbers.isEmpty, Rational.sum(numbers) != total else { continue }
        report(
          .totalDiffers, key, datum.figure, at: datum.location, nil,
          sum: .number(Rational.sum(numbers)))
        break
      }
    }
  }

  // MARK: Messages

  private mutating func report(
    _ code: DiagnosticCode, _ key: Dataset.Key, _ figure: Figure, at location: Location?,
    _ clause: Location?, rule: String? = nil, message: Translations? = nil, sum: Scalar? = nil,
    isComputed: Bool = false
  ) {
    let input = program.inputs[key.input]
    let cell = program.description(of: key.cell)
    let name = input.name + (cell.isEmpty ? "" : "[\(cell)]")
    let plain = figure.scalar.map { text($0, input) } ?? ""
    var arguments: Arguments = [
      "subject": reported.subjects[key.subject], "period": key.period.description,
      "input": isComputed ? "the total of \(name), added up from its cells," : name,
      "figure": plain, "reported": isComputed ? "part of this total" : "reported as \(plain)",
    ]
    arguments["sum"] = sum.map { text($0, input) }
    arguments["rule"] = rule ?? message.flatMap { text($0) }
    let nowhere = Location(file: 0, span: Span(0, 0))
    var finding = Diagnostic(
      code, at: location ?? clause ?? nowhere, arguments,
      related: location == nil ? [] : [clause].compactMap { $0 })
    for words in words {
      let shown = figure.scalar.map { words.figure($0, input.type) } ?? ""
      var own: Arguments = [
        "figure": shown, "reported": isComputed ? words.part : words.reported(shown),
      ]
      if isComputed { own["input"] = words.total(name) }
      own["sum"] = sum.map { words.figure($0, input.type) }
      own["rule"] = message?[words.language]
      finding.words[words.language] = own
    }
    diagnostics.append(finding)
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

  /// The entries of a column that may lie outside: all that do, and few others.
  fileprivate func suspects(in column: DatasetColumnView) -> [Int] {
    let state = column.state
    let held = column.mantissas
    let (low, high) = safeMantissas(column.exponent)
    // Nearly every column has none: seen without a branch for each entry.
    let hasSuspects = state.withUnsafeBufferPointer { state in
      held.withUnsafeBufferPointer { held in
        guard low <= high else { return true }
        let width = UInt64(bitPattern: high &- low)
        var (states, isOutside): (UInt64, UInt64) = (0, 0)
        for index in state.indices {
          let isBeyond: UInt64 = UInt64(bitPattern: held[index] &- low) > width ? 1 : 0
          isOutside |= isBeyond & (state[index] == DatasetColumn.State.number ? 1 : 0)
          states |= 1 &<< UInt64(state[index])
        }
        let harmless = [
          DatasetColumn.State.absent, DatasetColumn.State.missing, DatasetColumn.State.number,
        ].reduce(UInt64(0)) { $0 | 1 &<< UInt64($1) }
        return isOutside != 0 || states & ~harmless != 0
      }
    }
    guard hasSuspects else { return [] }
    return state.indices.filter { index in
      switch state[index] {
      case DatasetColumn.State.absent, DatasetColumn.State.missing: false
      case DatasetColumn.State.number: held[index] < low || held[index] > high
      default: true
      }
    }
  }

  /// Between these an integer times a power of ten is within for certain; there may be none.
  private func safeMantissas(_ exponent: Int) -> (low: Int64, high: Int64) {
    guard case .interval(let bounds) = self, let scale = Rational(10).power(-exponent) else {
      return (1, 0)
    }
    var low = Int64.min
    var high = Int64.max
    if let lower = bounds.lower.map({ $0 * scale }) {
      guard let whole = lower.rounded(decimals: 0, .down).int, whole < .max else { return (1, 0) }
      // One more than the integer towards zero is above the bound, whatever its sign.
      low = Rational(whole) == lower && !bounds.lowerIsOpen ? Int64(whole) : Int64(whole) + 1
    }
    if let upper = bounds.upper.map({ $0 * scale }) {
      guard let whole = upper.rounded(decimals: 0, .down).int, whole > .min else { return (1, 0) }
      high = Rational(whole) == upper && !bounds.upperIsOpen ? Int64(whole) : Int64(whole) - 1
    }
    return (low, high)
  }
}

extension Program {
  /// The names of a cell's axis values, joined by commas; empty for the total.
  package func description(of cell: Cell) -> String {
    cell.coordinates.map { axes[$0.axis].values[$0.value].name }.joined(separator: ", ")
  }
}
