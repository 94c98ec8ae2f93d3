import PMMData
import PMMDiagnostics
import PMMIR
import PMMNumber

/// Compares expected results with those of a run, figure by figure.
struct Comparison {
  private(set) var compared = 0
  private(set) var diagnostics: [Diagnostic] = []

  init(_ scoring: EditionRun, _ expected: ExpectationReport) {
    for row in expected.rows { compare(row, scoring) }
  }

  private mutating func compare(_ row: Expectation, _ scoring: EditionRun) {
    let program = scoring.program
    let rules = scoring.results.rules(of: row.node)
    // A period that is only read for earlier figures has no results.
    let subject =
      scoring.periods.contains(row.period)
      ? scoring.results.dataset.index(ofSubject: row.subject) : nil
    let figures = subject.flatMap {
      scoring.results.figures(node: row.node, subject: $0, period: row.period, cell: row.cell)
    }
    let scoreType: ValueType =
      if case .levels(let scale)? = program.head.scores { .level(scale) } else {
        .quantity(.number)
      }
    let scoreUnit = rules.score.value == .itself ? rules.type : scoreType
    func number(_ value: Rational?, or figure: Figure?) -> Figure? {
      value.map(Figure.number) ?? figure
    }
    check(row.value, "value", figures?.value, rules.type, row, program)
    check(
      row.shown, "shown value", number(figures?.shownValue, or: figures?.value), rules.type, row,
      program)
    check(row.score, "score", figures?.score, scoreUnit, row, program)
    check(
      row.shownScore, "shown score", number(figures?.shownScore, or: figures?.score), scoreUnit,
      row, program)
    check(
      row.rank, "rank", figures?.rank.map(Figure.number), .quantity(.number), row, program)
    if let scale = rules.classification?.value.scale {
      check(
        row.classification, "class", figures?.classification.map { .known(.level($0)) },
        .level(scale), row, program)
    }
  }

  private mutating func check(
    _ expected: Expectation.Figure?, _ part: String, _ found: Figure?, _ type: ValueType,
    _ row: Expectation, _ program: Program
  ) {
    guard let expected else { return }
    compared += 1
    let isEqual: Bool =
      switch (expected.content, found?.scalar) {
      case (.number(let value, let decimals), .number(let got)?):
        matches(value, got, decimals, type.unit?.printFactor ?? 1)
      case (.scalar(let value), let got?): value == got
      case (.reason(let reason), nil): found?.reasons.contains(reason) ?? false
      default: false
      }
    guard !isEqual else { return }
    let text =
      found.map { Figures.text($0, type, program, like: expected.content, inUnit: false) }
      ?? "not there"
    diagnostics.append(
      Diagnostic(
        .expectedFigure, at: expected.location,
        [
          "subject": row.subject, "period": row.period.description, "part": part,
          "name": program.nodes[row.node].name, "found": text, "expected": expected.text,
        ]))
  }

  /// At the decimals written: a figure of more digits is rounded to them.
  private func matches(
    _ expected: Rational, _ got: Rational, _ decimals: Int?, _ factor: Rational
  ) -> Bool {
    guard let decimals else { return expected == got }
    return (expected * factor).rounded(decimals: decimals, .halfUp)
      == (got * factor).rounded(decimals: decimals, .halfUp)
  }
}
