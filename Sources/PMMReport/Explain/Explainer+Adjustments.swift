import PMMIR
import PMMNumber

/// What is done about a missing value and about outliers, before the score.
extension Explainer {
  func explainAdjustments(_ explanation: inout Explanation) {
    explanation.adjustments = [imputation, treatment].compactMap { $0 }
    guard let report = treatmentReport else { return }
    explanation.treatment = ExplainedTreatment(
      report: report, untreated: explained(figures.untreatedValue, rules.type),
      treated: explained(figures.exactValue, rules.type))
  }

  private var treatmentReport: TreatmentReport? {
    guard figures.untreatedValue.isKnown else { return nil }
    return results.treatment(of: node, subject: subject, period: period, cell: cell)
  }

  private var imputation: ExplainedRule? {
    guard let clause = rules.imputation, figures.isImputed else { return nil }
    let filling: String
    switch clause.value {
    case .value(let id): filling = formulaText().words(id)
    case .aggregate(let aggregate, let population):
      filling = formulaText().statistic(
        aggregate, [wording(.observedFigures)], .population(population), nil)
    }
    let words = wording(
      .imputedBy,
      [
        "reason": explained(figures.observedValue, rules.type).words, "filling": filling,
        "value": explained(figures.untreatedValue, rules.type).words,
      ])
    return rule(words, clause.source, clause.location)
  }

  private var treatment: ExplainedRule? {
    guard let clause = rules.treatment, let report = treatmentReport else { return nil }
    let name = wording.population(clause.value.population, in: program)
    var arguments = [
      "name": name, "count": String(report.count), "points": String(report.points),
      "moved": String(report.treated.count),
      "test": formulaText().words(clause.value.until), "before": words(report.before),
    ]
    arguments["after"] = words(report.after)
    var lines: [String] = []
    switch (report.method, report.passed) {
    case (nil, true): lines.append(wording(.treatNotNeeded, arguments))
    case (nil, false): lines.append(wording(.treatNotKnown, arguments))
    case (.winsorise?, _): lines.append(wording(.treatWinsorised, arguments))
    case (.log?, _): lines.append(wording(.treatLogarithm, arguments))
    }
    if report.method != nil {
      lines.append(wording(report.passed ? .treatPassed : .treatFailed, arguments))
      let phrase: Phrase = figures.isTreated ? .treatChanged : .treatUnchanged
      lines.append(
        wording(
          phrase,
          [
            "before": explained(figures.untreatedValue, rules.type).words,
            "after": explained(figures.exactValue, rules.type).words,
          ]))
    }
    return rule(lines.joined(separator: " "), clause.source, clause.location)
  }

  private func words(_ shape: TreatmentReport.Shape) -> String {
    func text(_ number: Rational?) -> String {
      number.map { wording.number(Digits.significant(4).text($0)) } ?? wording(.noValue)
    }
    return wording(
      .shape, ["skewness": text(shape.skewness), "kurtosis": text(shape.kurtosis)])
  }
}
