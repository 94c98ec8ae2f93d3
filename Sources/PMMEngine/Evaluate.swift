package import PMMIR

/// Evaluates a program on a dataset, column by column.
package func evaluateByColumns(
  _ program: Program, _ dataset: Dataset, _ options: EvaluationOptions = EvaluationOptions()
) -> Results {
  guard let engine = Engine(program, dataset, options) else {
    return evaluate(program, dataset, options)
  }
  engine.run()
  return engine.exact.lazyResults
}
