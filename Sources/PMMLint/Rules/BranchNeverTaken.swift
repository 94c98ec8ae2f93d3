internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let branchNeverTaken = Rule(
    "SCO126", "branch-never-taken", .suspicious, .warning,
    en: Words(
      "one side of an `if` in `{name}` is never computed", labels: ["{reason}"],
      why: "The declared ranges decide the condition, so one of two formulas is never used. Either a range is wrong or the branch is."),
    fr: Words(
      "une branche d’un `if` de `{name}` n’est jamais calculée", labels: ["{reason}"],
      why: "Les intervalles déclarés décident de la condition : l’une des deux formules ne sert jamais. Soit un intervalle est faux, soit la branche l’est."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     if released > declarations then 0 declaration else declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     if declarations > 100 declaration then declarations - released else 0 declaration
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      for formula in model.formulas(with: .conditional) {
        for id in model.inside(formula.id) {
          guard case .conditional(let condition, _, _) = model.program[id].operation,
            model.truth(
              condition,
              {
                model.difference(
                  $0, $1, of: formula.variant.node,
                  under: formula.isBody ? formula.variant.rules : nil)
              }) != nil
          else { continue }
          report.add(
            formula.place,
            [
              "name": model.name(formula.variant),
              "reason": model.reasons(condition, formula.variant.node),
            ])
        }
      }
    })
}
