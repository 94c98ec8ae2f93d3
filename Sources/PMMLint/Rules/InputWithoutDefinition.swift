internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let inputWithoutDefinition = Rule(
    "SRC302", "input-without-definition", .suspicious, .warning, fix: .suggestion,
    en: Words(
      "`{name}` does not say what is counted", labels: ["no `definition`"],
      fix: "say what is counted",
      why: "A title fits on a form; what belongs to the figure and what does not needs a sentence."),
    fr: Words(
      "`{name}` ne dit pas ce qui est compté", labels: ["pas de `definition`"],
      fix: "dire ce qui est compté",
      why: "Un titre tient sur un formulaire ; ce qui entre dans le chiffre et ce qui n’y entre pas demande une phrase."),
    bad: """
      input seals "Seals" : declaration {
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal on arrival."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    check: .framework { model, report in
      for input in model.program.inputs
      where input.owner == nil && input.sheet.definition.isEmpty {
        report.add(
          input.sheet.location, ["name": input.name],
          fix: model.insertion("definition \"…\"", into: input.name, .suggestion))
      }
    })
}
