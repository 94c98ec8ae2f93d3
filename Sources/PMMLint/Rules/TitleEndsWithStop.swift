internal import PMMDiagnostics
internal import PMMSyntax

extension Rule {
  static let titleEndsWithStop = Rule(
    "DOC614", "title-ends-with-stop", .style, .warning,
    en: Words(
      "the title of `{name}` ends with a full stop", labels: ["a title is no sentence"],
      why: "Titles stand in headings, tables and charts, where one full stop among many is a slip."),
    fr: Words(
      "le titre de `{name}` finit par un point", labels: ["un titre n’est pas une phrase"],
      why:
        "Les titres figurent dans des intitulés, tableaux et graphiques, où un point isolé est une coquille."
    ),
    bad: """
      kpi backlog "Backlog." {
          definition  "Declarations not released on the day of lodging."
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
    check: .written { module, report in
      for (written, title) in module.titles
      where title.text.hasSuffix(".") && !title.text.hasSuffix("..") {
        guard title.text.dropLast().last?.isUppercase != true else { continue }
        report.add(written.location(title.span), ["name": written.element])
      }
    })
}
