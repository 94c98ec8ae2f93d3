internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let deprecatedWithoutSunset = Rule(
    "DEP903", "deprecated-without-sunset", .suspicious, .warning,
    en: Words(
      "`{name}` is deprecated, and nothing says until when it stays", labels: ["until when?"],
      notes: ["`deprecated in … until PERIOD`"],
      why: "Without a last period nobody plans for the change, and what is deprecated stays for ever."),
    fr: Words(
      "`{name}` est obsolète, et rien ne dit jusqu’à quand il reste", labels: ["jusqu’à quand ?"],
      notes: ["`deprecated in … until PÉRIODE`"],
      why: "Sans dernière période, personne ne prépare le changement, et l’obsolète reste pour toujours."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          deprecated  in 1.0.0 use same_day_rate
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
          deprecated  in 1.0.0 use same_day_rate until 2030
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      for (name, _, deprecation) in model.deprecated where deprecation.until == nil {
        report.add(model.deprecation(of: name), ["name": name])
      }
    })
}
