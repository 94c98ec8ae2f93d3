package import PMMNumber

/// What some subjects report, by name: data that can be put to every program that knows the names.
package struct Trial: Hashable, Sendable {
  package enum Target: Hashable, Sendable, Comparable {
    /// Of a cell by `axis:value`, and so many periods from T.
    case input(String, cell: [String], offset: Int)
    case attribute(String)
    /// The score of a child, given instead of computed.
    case score(of: String)

    /// By name, then by cell, the latest period first.
    package static func < (left: Target, right: Target) -> Bool { left.key < right.key }

    private var key: (String, String, Int) {
      switch self {
      case .input(let name, let cell, let offset): (name, cell.joined(separator: " "), -offset)
      case .attribute(let name), .score(let name): (name, "", 0)
      }
    }
  }
  package enum Value: Hashable, Sendable {
    case number(Rational)
    case level(String)
    case category(String)
    case truth(Bool)
    case text(String)
    case date(Int)
    case missing(Reason)
  }
  /// The first subject is the one that is looked at; others are there for populations.
  package var subjects: [[Target: Value]]

  package init(_ figures: [Target: Value] = [:], others: [[Target: Value]] = []) {
    subjects = [figures] + others
  }

  package var figures: [Target: Value] {
    get { subjects[0] }
    set { subjects[0] = newValue }
  }

  /// In the order in which they are told.
  package var sorted: [(target: Target, value: Value)] {
    figures.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// A figure of a trial, by name: what two programs can be compared by.
package enum TrialFigure: Hashable, Sendable {
  case known(Trial.Value)
  case missing([String])
}

/// What came of a trial for one node.
package struct TrialOutcome: Hashable, Sendable {
  /// Of each cell, by `axis:value`; quantities in base units, so that a unit is no difference.
  package var values: [[String]: TrialFigure]
  package var score: TrialFigure?
  package var classification: String?
}

extension Program {
  /// What a node is in trials. Trials of one subject are evaluated together, as subjects of one
  /// dataset, unless scores are given or populations read: those are evaluated one by one.
  package func outcomes(
    of trials: [Trial], node: Int, names: (String) -> String = { $0 }
  ) -> [TrialOutcome] {
    let isAlone = trials.contains { trial in
      trial.subjects.count > 1
        || trial.figures.keys.contains { if case .score = $0 { true } else { false } }
    }
    guard isAlone else { return together(trials, node, names) }
    return trials.flatMap { together([$0], node, names) }
  }

  private func together(
    _ trials: [Trial], _ node: Int, _ names: (String) -> String
  ) -> [TrialOutcome] {
    let results = evaluated(trials, for: node, names: names)
    var number = 0
    return trials.map { trial in
      defer { number += trial.subjects.count }
      return outcome(of: node, subject: number, in: results)
    }
  }

  /// The reference evaluator on trials, of which each subject is one of the dataset.
  package func evaluated(
    _ trials: [Trial], for node: Int, names: (String) -> String = { $0 }
  ) -> Results {
    let period = head.examplePeriod
    var dataset = Dataset()
    var options = EvaluationOptions(nodes: [node])
    var number = 0
    for trial in trials {
      for figures in trial.subjects {
        let subject = dataset.subject("s\(number)")
        number += 1
        dataset.notePresence(subject: subject, period: period)
        for (target, value) in figures {
          place(target, value, subject, period, names, &dataset, &options)
        }
      }
    }
    return evaluate(self, validate(dataset, against: self).0, options)
  }

  private func place(
    _ target: Trial.Target, _ value: Trial.Value, _ subject: Int, _ period: Period,
    _ names: (String) -> String, _ dataset: inout Dataset, _ options: inout EvaluationOptions
  ) {
    switch target {
    case .input(let name, let cell, let offset):
      guard let input = input(named: names(name)), let cell = self.cell(cell),
        let figure = figure(
          value, inputs[input].type,
          Place(name: inputs[input].name, cell: cell, period: period.advanced(by: offset)))
      else { return }
      dataset.set(
        Dataset.Datum(figure: figure),
        for: .init(
          input: input, subject: subject, period: period.advanced(by: offset), cell: cell))
    case .attribute(let name):
      guard let index = attribute(named: name),
        let scalar = scalar(value, attributes[index].type)
      else { return }
      dataset.set(scalar, for: .init(attribute: index, subject: subject, period: nil))
    case .score(let name):
      guard let child = node(named: names(name)) else { return }
      let type: ValueType =
        if case .levels(let scale)? = head.scores { .level(scale) } else { .quantity(.number) }
      options.childScores[child] = figure(
        value, type, Place(name: nodes[child].name, cell: .total, period: period))
    }
  }

  private func cell(_ coordinates: [String]) -> Cell? {
    var found: [Coordinate] = []
    for coordinate in coordinates {
      let parts = coordinate.split(separator: ":").map(String.init)
      guard parts.count == 2, let axis = axis(named: parts[0]),
        let value = axes[axis].values.firstIndex(where: { $0.name == parts[1] })
      else { return nil }
      found.append(Coordinate(axis: axis, value: value))
    }
    return Cell(found)
  }

  private func figure(_ value: Trial.Value, _ type: ValueType, _ place: Place) -> Figure? {
    if case .missing(let reason) = value { return .missing(reason, at: place) }
    return scalar(value, type).map { .known($0) }
  }

  private func scalar(_ value: Trial.Value, _ type: ValueType) -> Scalar? {
    switch (value, type) {
    case (.number(let number), .quantity): .number(number)
    case (.level(let name), .level(let scale)):
      scales[scale].levels.firstIndex { $0.name == name }.map { .level($0) }
    case (.category(let name), .category(let attribute)):
      attributes[attribute].values.firstIndex { $0.name == name }.map { .category($0) }
    case (.truth(let truth), .truth): .truth(truth)
    case (.text(let text), .text): .text(text)
    case (.date(let day), .date), (.date(let day), .dateTime): .date(day)
    default: nil
    }
  }

  /// What is left of a node's figures when everything is said by name.
  package func outcome(
    of node: Int, subject: Int, period: Period? = nil, in results: Results
  ) -> TrialOutcome {
    var outcome = TrialOutcome(values: [:])
    let rules = results.rules(of: node)
    let scale = rules.type.unit?.scale ?? 1
    for cell in results.cells(of: node) {
      guard
        let figures = results.figures(
          node: node, subject: subject, period: period ?? head.examplePeriod, cell: cell)
      else { continue }
      let key = cell.coordinates.map {
        "\(axes[$0.axis].name):\(axes[$0.axis].values[$0.value].name)"
      }
      outcome.values[key] = trialFigure(figures.value, rules.type, scale)
      guard cell == rules.scoredCell else { continue }
      if let score = figures.score {
        let type: ValueType =
          if case .levels(let scale)? = head.scores { .level(scale) } else { .quantity(.number) }
        outcome.score = trialFigure(score, rules.scoreIsValue ? rules.type : type, 1)
      }
      if let index = figures.classification, let classes = rules.classification?.value {
        outcome.classification = scales[classes.scale].levels[index].name
      }
    }
    return outcome
  }

  private func trialFigure(_ figure: Figure, _ type: ValueType, _ scale: Rational) -> TrialFigure {
    guard let scalar = figure.scalar else {
      return .missing(figure.reasons.map(\.name).sorted())
    }
    let value: Trial.Value =
      switch scalar {
      case .number(let number): .number(number * scale)
      case .level(let level): .level(name(ofLevel: level, type: type))
      case .category(let value): .category(name(ofCategory: value, type: type))
      case .truth(let truth): .truth(truth)
      case .text(let text): .text(text)
      case .date(let day): .date(day)
      }
    return .known(value)
  }
}
