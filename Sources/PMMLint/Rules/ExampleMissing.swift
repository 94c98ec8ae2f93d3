internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let exampleMissing = Rule(
    "DOC609", "example-missing", .suspicious, .warning,
    en: Words(
      "nothing shows what `{name}` gives", labels: ["no `example`"],
      notes: ["an `example` with figures and the result is a test as well"],
      why: "One line with figures shows more than a paragraph, and fails when somebody breaks the formula."),
    fr: Words(
      "rien ne montre ce que donne `{name}`", labels: ["pas d’`example`"],
      notes: ["un `example` avec des chiffres et le résultat est aussi un test"],
      why: "Une ligne de chiffres montre plus qu’un paragraphe, et échoue quand quelqu’un casse la formule."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"
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
      for node in model.nodes where node.examples.isEmpty && !node.isRoot {
        guard case .formula(let body) = node.rules.body.value, !model.needsOthers(body, node.rules)
        else { continue }
        report.add(node.sheet.location, ["name": node.name])
      }
    })
}
