internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let noPlausibilityCheck = Rule(
    "SRC309", "no-plausibility-check", .pedantic, .note,
    en: Words(
      "nothing is checked of `{name}` but its range", labels: ["no `check` and no `warn`"],
      why: "A slip of a factor of thousand lies within every range; a warning against another figure finds it."),
    fr: Words(
      "rien n’est vérifié de `{name}` hors son intervalle", labels: ["ni `check` ni `warn`"],
      why: "Une erreur d’un facteur mille reste dans tout intervalle ; une comparaison avec un autre chiffre la trouve."),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          check       value <= declarations "more sealed than lodged"
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    check: .framework { model, report in
      for input in model.program.inputs
      where input.owner == nil && input.checks.isEmpty && input.warnings.isEmpty {
        guard case .quantity = input.type else { continue }
        report.add(input.sheet.location, ["name": input.name])
      }
    })
}
