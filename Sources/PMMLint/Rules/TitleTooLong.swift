internal import PMMDiagnostics
internal import PMMSyntax

extension Rule {
  static let titleTooLong = Rule(
    "NAM705", "title-too-long", .pedantic, .note,
    en: Words(
      "the title of `{name}` has {count} letters", labels: ["more than 100"],
      why:
        "Long titles are cut off in tables and charts; what is explained in them belongs to the definition."
    ),
    fr: Words(
      "le titre de `{name}` a {count} lettres", labels: ["plus de 100"],
      why:
        "Les longs titres sont coupés dans les tableaux et graphiques ; ce qu’ils expliquent a sa place dans la définition."
    ),
    bad: """
      kpi backlog "The number of declarations that were lodged in the year and had not been released by the end of the day of lodging" {
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
      where title.text.utf8.count > 100 && title.text.count > 100 {
        report.add(
          written.location(title.span), ["name": written.element, "count": "\(title.text.count)"])
      }
    })
}
