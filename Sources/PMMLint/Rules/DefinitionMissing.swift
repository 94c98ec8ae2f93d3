internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let definitionMissing = Rule(
    "DOC601", "definition-missing", .suspicious, .warning, fix: .suggestion,
    en: Words(
      "`{name}` does not say what it measures", labels: ["no `definition`"],
      fix: "say what it measures",
      why: "The formula says how; readers who decide by the figure need a sentence that says what."),
    fr: Words(
      "`{name}` ne dit pas ce qu’il mesure", labels: ["pas de `definition`"],
      fix: "dire ce qu’il mesure",
      why: "La formule dit comment ; ceux qui décident d’après le chiffre ont besoin d’une phrase qui dise quoi."),
    bad: """
      kpi backlog "Backlog" {
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      for node in model.nodes {
        guard node.sheet.definition.isEmpty,
          !node.isRoot || model.program.head.sheet.definition.isEmpty
        else { continue }
        report.add(
          node.sheet.location ?? model.program.head.sheet.location, ["name": node.name],
          fix: model.insertion("definition \"…\"", into: node.name, .suggestion))
      }
    })
}
