internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let guardNeverTaken = Rule(
    "SCO104", "guard-never-taken", .suspicious, .warning, fix: .unsafe,
    en: Words(
      "this condition of `{name}` {effect}", labels: ["{reason}"], fix: "take the line away",
      why: """
        A line for a case that the declared ranges exclude is read as if the case could happen; one whose \
        condition always holds hides everything below it. Either a range is wrong or the line is.
        """),
    fr: Words(
      "cette condition de `{name}` {effect}", labels: ["{reason}"], fix: "supprimer la ligne",
      why: """
        Une ligne pour un cas que les intervalles déclarés excluent se lit comme si le cas pouvait se \
        produire ; celle dont la condition vaut toujours masque tout ce qui suit. Soit un intervalle est \
        faux, soit la ligne l’est.
        """),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          when        declarations < 0 declaration: result not_applicable
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          when        declarations == 0 declaration: result not_applicable
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      for variant in model.variants {
        for condition in variant.rules.conditions where variant.writes(condition) {
          let test = condition.value.test
          if case .truth = model.program[test].operation { continue }
          guard let truth = model.truth(test, { model.bounds($0, of: variant.node) }) else { continue }
          report.add(
            condition.location,
            [
              "name": model.name(variant), "effect": truth ? "always holds" : "never holds",
              "reason": model.reasons(test, variant.node),
            ],
            fix: truth ? nil : condition.location.flatMap { model.removal(of: $0, .changesMeaning) })
        }
      }
    })
}
