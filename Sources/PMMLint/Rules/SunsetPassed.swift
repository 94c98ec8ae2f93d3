internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Rule {
  static let sunsetPassed = Rule(
    "DEP904", "sunset-passed", .correctness, .error, scope: .editions,
    en: Words(
      "`{name}` was to stay until {period}, and this edition covers later periods only",
      labels: ["this has passed"], notes: ["take it out, and leave `retired {name} in …`"],
      why: "What was announced to end and goes on makes the next announcement worthless."),
    fr: Words(
      "`{name}` devait rester jusqu’à {period}, et cette édition ne couvre que des périodes ultérieures",
      labels: ["c’est passé"], notes: ["le retirer, et laisser `retired {name} in …`"],
      why: "Ce dont la fin a été annoncée et qui continue rend la prochaine annonce sans valeur."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          deprecated  in 1.0.0 use same_day_rate until 2023
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
          deprecated  in 1.0.0 use same_day_rate until 2026
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      let first = model.program.head.covers.compactMap(\.lower).min()
      guard let first else { return }
      let text = "\(first)"
      for (name, _, deprecation) in model.deprecated {
        guard let until = deprecation.until, until.prefix(4) < text.prefix(4) else { continue }
        report.add(model.deprecation(of: name), ["name": name, "period": until])
      }
    })
}
