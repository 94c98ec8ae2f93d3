internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let sourceMissing = Rule(
    "SRC301", "input-without-source", .suspicious, .warning, fix: .suggestion,
    en: Words(
      "`{name}` does not say where its figures are from", labels: ["no `source`"],
      fix: "name the source",
      why: "Who collects a figure must know which register, survey or system it comes from, or each takes another."),
    fr: Words(
      "`{name}` ne dit pas d’où viennent ses chiffres", labels: ["pas de `source`"],
      fix: "nommer la source",
      why: "Qui collecte un chiffre doit savoir de quel registre, enquête ou système il vient ; sinon chacun en prend un autre."),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          allow       unused-input because "an example"
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    check: .framework { model, report in
      for input in model.program.inputs where input.owner == nil && input.sources.isEmpty {
        report.add(
          input.sheet.location, ["name": input.name],
          fix: model.insertion("source \"…\"", into: input.name, .suggestion))
      }
    })
}
