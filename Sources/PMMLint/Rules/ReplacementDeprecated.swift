internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let replacementDeprecated = Rule(
    "DEP907", "replacement-deprecated", .correctness, .error,
    en: Words(
      "`{name}` is to be replaced by `{next}`, which is deprecated itself",
      labels: ["leads to what goes as well", "deprecated here"],
      why: "Who follows the advice has to move twice."),
    fr: Words(
      "`{name}` est à remplacer par `{next}`, lui-même obsolète",
      labels: ["mène à ce qui part aussi", "rendu obsolète ici"],
      why: "Qui suit le conseil devra changer deux fois."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          deprecated  in 1.0.0 use delays until 2030
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }

      kpi delays "Delays" {
          definition  "Declarations not released within two days."
          unit        declaration
          formula     declarations * 0.5 - released
          score       none
          deprecated  in 1.0.0 use same_day_rate until 2030
          origin      proposed "this example"

          example "none" { declarations = 400, released = 200 } gives 0
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
      let deprecated = Dictionary(
        model.deprecated.map { ($0.name, $0.sheet) }, uniquingKeysWith: { $1 })
      for (name, _, deprecation) in model.deprecated {
        guard let next = deprecation.use, let other = deprecated[next] else { continue }
        report.add(
          model.deprecation(of: name), ["name": name, "next": next], related: [other.location])
      }
    })
}
