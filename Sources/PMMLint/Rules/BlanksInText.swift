internal import PMMDiagnostics
internal import PMMSyntax

extension Rule {
  static let blanksInText = Rule(
    "DOC615", "blanks-in-text", .style, .warning,
    en: Words(
      "a text of `{name}` has blanks too many", labels: ["at its ends, or two in a row"],
      why:
        "Blanks at the ends and in pairs come from copying; they show in tables, and differ between translations."
    ),
    fr: Words(
      "un texte de `{name}` a des espaces en trop", labels: ["aux extrémités, ou deux de suite"],
      why:
        "Les espaces aux extrémités ou doubles viennent d’un copier-coller ; elles se voient dans les tableaux."
    ),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations  not released on the day of lodging. "
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
      for (written, text) in module.texts where Text.hasBlanksTooMany(text.text) {
        report.add(written.location(text.span), ["name": written.element])
      }
    })
}
