package import PMMIR

/// Results of the columnar engine, and how it came to them.
package struct ColumnarResults: Sendable {
  /// Figures are computed exactly when somebody asks for them; printed rows need not ask.
  package let results: Results
  private let engine: Engine?

  /// How many figures there are, and how often exact arithmetic has been asked so far.
  package var counts: (figures: Int, exact: Int) {
    guard let engine else { return (0, 0) }
    let columns = engine.nodes.reduce(0) { $0 + $1.count }
    return (columns * engine.count, engine.questionCount)
  }

  fileprivate init(_ results: Results, _ engine: Engine?) {
    self.results = results
    self.engine = engine
  }
}

/// Evaluates a program on a dataset, column by column, in doubles with bounds; what a bound does not
/// decide, exact arithmetic does. No figure differs from the reference's.
package func evaluateByColumns(
  _ program: Program, _ dataset: Dataset, _ options: EvaluationOptions = EvaluationOptions()
) -> ColumnarResults {
  // Scores that are given instead of computed stand only in examples of one subject.
  guard let engine = Engine(program, dataset, options) else {
    return ColumnarResults(evaluate(program, dataset, options), nil)
  }
  engine.run()
  var results = LazyFigures(engine.setting, keepsSets: true, ranks: engine.rankAt).lazyResults
  if !options.bounds { results.printed = EnginePrinter(engine: engine) }
  return ColumnarResults(results, engine)
}
