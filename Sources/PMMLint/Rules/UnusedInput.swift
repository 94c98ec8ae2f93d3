internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let unusedInput = Rule(
    "STR006", "unused-input", .suspicious, .warning, fix: .unsafe,
    en: Words(
      "nothing reads `{name}`", labels: ["collected, and used by nothing"],
      fix: "take the input away",
      why: """
        Each figure costs every administration work each year. One that no formula, check or condition \
        reads is collected for nothing, or a formula has been forgotten.
        """),
    fr: Words(
      "rien ne lit `{name}`", labels: ["collecté, et utilisé par rien"],
      fix: "supprimer la donnée",
      why: """
        Chaque chiffre demande chaque année du travail à chaque administration. Celui que ne lit aucune \
        formule, aucun contrôle ni aucune condition est collecté pour rien, ou une formule manque.
        """),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          check       value <= declarations "more sealed than lodged"
          source      "declaration system"
      }
      """,
    good: """
      input sealed "Sealed declarations" : declaration {
          definition  "Declarations under seal."
          range       from 0
          check       value <= declarations "more sealed than lodged"
          source      "declaration system"
      }

      kpi seal_rate "Declarations under seal" {
          definition  "Share of the declarations that were under seal."
          unit        percent
          formula     sealed / declarations
          score       none
          origin      proposed "this example"

          example "one in ten" { sealed = 40, declarations = 400 } gives 10%
      }
      """,
    check: .framework { model, report in
      for (index, input) in model.program.inputs.enumerated()
      where input.owner == nil && !model.uses.inputs.contains(index) {
        report.add(input.sheet.location, ["name": input.name], fix: model.removal(of: input.name))
      }
    })
}
