internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let checkNeverFails = Rule(
    "SCO131", "check-without-effect", .suspicious, .warning, fix: .unsafe,
    en: Words(
      "this check of `{name}` {effect}", labels: ["{reason}"], fix: "take the line away",
      why: "A check that the range already makes true checks nothing; one that is never true refuses every figure."),
    fr: Words(
      "ce contrôle de `{name}` {effect}", labels: ["{reason}"], fix: "supprimer la ligne",
      why: "Un contrôle que l’intervalle rend déjà vrai ne contrôle rien ; un contrôle jamais vrai refuse tout chiffre."),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          check       value >= 0 declaration "negative"
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
      for input in model.program.inputs where model.isOwn(input.sheet.location) {
        for check in input.checks + input.warnings {
          // A check proves nothing about itself, so only ranges count.
          guard
            let truth = model.truth(
              check.value.condition, { model.ranges.bounds($0) - model.ranges.bounds($1) })
          else { continue }
          report.add(
            check.location,
            [
              "name": input.name, "effect": truth ? "always holds" : "never holds",
              "reason": model.reasons(check.value.condition, nil),
            ],
            fix: truth ? check.location.flatMap { model.removal(of: $0, .changesMeaning) } : nil)
        }
      }
    })
}
