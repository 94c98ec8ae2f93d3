internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let checkWithoutMessage = Rule(
    "DOC620", "check-without-message", .style, .warning,
    en: Words(
      "a check of `{name}` does not say what is wrong when it fails", labels: ["no text"],
      notes: ["for example `check value <= declarations \"more released than lodged\"`"],
      why: "Who reports the figure sees the message and not the formula."),
    fr: Words(
      "un contrôle de `{name}` ne dit pas ce qui ne va pas quand il échoue", labels: ["pas de texte"],
      notes: ["par exemple `check value <= declarations \"more released than lodged\"`"],
      why: "Qui déclare le chiffre voit le message et non la formule."),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          check       value <= declarations
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
      for input in model.program.inputs {
        for check in input.checks + input.warnings where check.value.message.isEmpty {
          report.add(check.location, ["name": input.name])
        }
      }
    })
}
