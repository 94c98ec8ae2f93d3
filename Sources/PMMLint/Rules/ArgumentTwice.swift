internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let argumentTwice = Rule(
    "SCO128", "argument-twice", .suspicious, .warning,
    en: Words(
      "`{function}` in `{name}` has the same argument twice", labels: ["counted twice"],
      why: "In a sum or mean the figure counts double; in a minimum or maximum the second one does nothing. Often another figure was meant."),
    fr: Words(
      "`{function}` dans `{name}` a deux fois le même argument", labels: ["compté deux fois"],
      why: "Dans une somme ou une moyenne, le chiffre compte double ; dans un minimum ou un maximum, le second ne fait rien. Souvent un autre chiffre était visé."),
    bad: """
      kpi both "Both" {
          definition  "The mean of declarations and releases."
          unit        declaration
          formula     mean(declarations, declarations)
          score       none
          origin      proposed "this example"

          example "four hundred" { declarations = 400 } gives 400
      }
      """,
    good: """
      kpi both "Both" {
          definition  "The mean of declarations and releases."
          unit        declaration
          formula     mean(declarations, released)
          score       none
          origin      proposed "this example"

          example "the middle" { declarations = 400, released = 300 } gives 350
      }
      """,
    check: .framework { model, report in
      for formula in model.formulas(with: .call) {
        for id in model.inside(formula.id) {
          guard case .call(let function, let arguments) = model.program[id].operation,
            function.isAggregate, function != .powerMean
          else { continue }
          let values =
            function.isWeighted
            ? stride(from: 0, to: arguments.count, by: 2).map { arguments[$0] } : arguments
          let readings = values.filter { model.constant($0) == nil }
          guard Set(readings).count < readings.count else { continue }
          report.add(
            formula.place, ["name": model.name(formula.variant), "function": function.rawValue])
        }
      }
    })
}
