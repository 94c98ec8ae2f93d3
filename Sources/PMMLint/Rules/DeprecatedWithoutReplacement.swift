internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let deprecatedWithoutReplacement = Rule(
    "DEP902", "deprecated-without-replacement", .suspicious, .warning,
    en: Words(
      "`{name}` is deprecated, and nothing says what to use or why", labels: ["use what?"],
      notes: ["`deprecated in … use NAME`, or a `note` that gives the reason"],
      why: "Administrations that report the figure need to know what to report instead, or that nothing takes its place."),
    fr: Words(
      "`{name}` est obsolète, et rien ne dit que mettre à la place ni pourquoi",
      labels: ["par quoi le remplacer ?"],
      notes: ["`deprecated in … use NOM`, ou une `note` qui en donne le motif"],
      why: "Les administrations qui déclarent le chiffre doivent savoir que déclarer à la place, ou que rien ne le remplace."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          deprecated  in 1.0.0 until 2030
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
      for (name, sheet, deprecation) in model.deprecated {
        guard deprecation.use == nil, sheet.note.isEmpty else { continue }
        report.add(model.deprecation(of: name), ["name": name])
      }
    })
}
