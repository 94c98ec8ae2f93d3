package import PMMIR

/// Results of the columnar engine, and how it came to them.
package struct ColumnarResults: Sendable {
  /// Figures are computed exactly when somebody asks for them; printed rows need not ask.
  package let results: Results
  /// The same for who asks for many figures and for no sets: a population's ends are the engine's.
  package let plain: Results
  private let engine: Engine?

  /// How the figures were decided so far; nil: by the reference, all of them.
  package var counts: EngineCounts? { engine?.counts }

  fileprivate init(_ results: Results, plain: Results, _ engine: Engine?) {
    self.results = results
    self.plain = plain
    self.engine = engine
  }
}

/// Evaluates a program on a dataset, column by column, in doubles with bounds; what a bound does not
/// decide, exact arithmetic does. No figure differs from the reference's, on any number of threads: as many as
/// there are processors, unless others are asked for.
package func evaluateByColumns(
  _ program: Program, _ dataset: Dataset, _ options: EvaluationOptions = EvaluationOptions(),
  threads: Int? = nil
) -> ColumnarResults {
  // Scores that are given instead of computed stand only in examples of one subject.
  let threads = threads ?? Threads.processors
  guard let engine = Engine(program, dataset, options, threads: threads), engine.run() else {
    let results = evaluate(program, dataset, options)
    return ColumnarResults(results, plain: results, nil)
  }
  let exact = LazyFigures(
    engine.setting, keepsSets: true, ranks: engine.rankAt, treated: engine.treatedAs)
  var results = exact.lazyResults
  results.printed = EnginePrinter(engine: engine)
  // The engine lives as long as its printer, and its exact figures refer to it.
  var plain = engine.exact.lazyResults
  plain.printed = EnginePrinter(engine: engine)
  return ColumnarResults(results, plain: plain, engine)
}
