internal import PMMNumber

/// What came of an `example` clause.
package struct ExampleOutcome: Sendable {
  /// What was got where something else was expected; nil where it was as expected.
  package var gotValue: Figure?
  package var gotScore: Figure?
  /// The node's figures in the example; nil if it has none, such as a heading.
  package var figures: NodeFigures?
  /// Everything that was computed, for an explanation: subject 0, in `period`.
  package var results: Results
  package var period: Period
  package var cell: Cell

  package var passed: Bool { gotValue == nil && gotScore == nil }
}

/// Evaluates an example: one subject that reports what is bound and nothing else.
package func run(_ example: Example, of node: Int, in program: Program) -> ExampleOutcome {
  let period = program.head.examplePeriod
  var dataset = Dataset()
  let subject = dataset.subject("example")
  dataset.notePresence(subject: subject, period: period)
  var options = EvaluationOptions(nodes: [node])
  if let use = example.use {
    if program.nodes[node].alternatives.contains(where: { $0.name == use }) {
      options.alternatives[node] = use
    } else {
      options.frameworkAlternative = use
    }
  }

  func place(input: Int, _ cell: Cell, _ at: Period, _ given: Example.Given) {
    let reported = Place(name: program.inputs[input].name, cell: cell, period: at)
    dataset.set(
      Dataset.Datum(figure: given.figure(at: reported)),
      for: Dataset.Key(input: input, subject: subject, period: at, cell: cell))
  }
  for binding in example.bindings {
    switch binding.target {
    case .input(let input, let cell, let offset):
      place(input: input, cell, period.advanced(by: offset), binding.given)
    case .inputAt(let input, let cell, let absolute):
      place(input: input, cell, absolute, binding.given)
    case .parameter(let parameter):
      if case .scalar(let scalar) = binding.given { options.parameters[parameter] = scalar }
    case .attribute(let attribute):
      guard case .scalar(let scalar) = binding.given else { continue }
      dataset.set(scalar, for: .init(attribute: attribute, subject: subject, period: nil))
    case .childScore(let child):
      let name = program.nodes[child].name
      options.childScores[child] = binding.given.figure(
        at: Place(name: name, cell: .total, period: period))
    }
  }

  // An example is data like any other: what is outside its range or fails a check is `invalid`.
  let results = evaluate(program, validate(dataset, against: program).0, options)
  let rules = results.rules(of: node)
  // Where there is no total, the example is about the cell that is scored.
  let cell = results.cells(of: node).contains(.total) ? Cell.total : rules.scoredCell
  let figures = results.figures(node: node, subject: subject, period: period, cell: cell)
  let scored = results.figures(
    node: node, subject: subject, period: period, cell: rules.scoredCell)
  let absent = Figure.missing(
    .notAvailable, at: Place(name: program.nodes[node].name, cell: cell, period: period))
  var outcome = ExampleOutcome(
    gotValue: nil, gotScore: nil, figures: figures, results: results, period: period, cell: cell)

  let value = Compared(
    final: figures?.value ?? absent, exact: figures?.exactValue ?? absent,
    shown: figures?.shownValue, unit: rules.type.unit)
  outcome.gotValue = value.mismatch(example.gives)
  if let expected = example.scores {
    let score = Compared(
      final: scored?.score ?? absent, exact: scored?.exactScore ?? absent,
      shown: scored?.shownScore, unit: rules.scoreIsValue ? rules.type.unit : nil)
    outcome.gotScore = score.mismatch(expected)
  }
  return outcome
}

/// A figure of a node as an expectation looks at it.
private struct Compared {
  var final: Figure
  var exact: Figure
  var shown: Rational?
  var unit: Unit?

  /// The figure, if it is not what was expected; exact or shown, as the expectation asks.
  func mismatch(_ expected: Example.Expectation) -> Figure? {
    switch expected {
    case .number(let number, decimals: nil):
      return exact.number == number ? nil : exact
    case .number(let number, let decimals?):
      guard let shown else { return final }
      let digits = Decimals(count: decimals, mode: .halfUp)
      let isSame = shown.rounded(digits, unit) == number.rounded(digits, unit)
      return isSame ? nil : Figure.number(shown).carrying(final)
    case .scalar(let scalar):
      return final.scalar == scalar ? nil : final
    case .reason(let reason):
      return final.reasons.contains(reason) ? nil : final
    }
  }
}

extension Example.Given {
  fileprivate func figure(at place: Place) -> Figure {
    switch self {
    case .scalar(let scalar): .known(scalar)
    case .reason(let reason): .missing(reason, at: place)
    }
  }
}

extension FrameworkHead {
  /// The period of `T` in an example: the first that the edition covers, else the year 2000.
  package var examplePeriod: Period {
    let first = covers.compactMap(\.lower).min() ?? covers.compactMap(\.upper).min()
    return first ?? Period(kind: period, ordinal: period == .none ? 0 : 2_000 * period.perYear)
  }
}
