internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let choiceOfOne = Rule(
    "FLX813", "choice-of-one", .suspicious, .warning, scope: .adaptation,
    en: Words(
      "`{name}` may be set to {value} only, which it is", labels: ["no choice"],
      why: "A choice without alternatives looks like freedom in every list of what may be adapted."),
    fr: Words(
      "`{name}` ne peut être fixé qu’à {value}, ce qu’il est déjà", labels: ["pas de choix"],
      why: "Un choix sans alternative a l’air d’une liberté dans toute liste de ce qui peut être adapté."),
    bad: """
      parameter late_after "Days after which a release is late" = 5 day {
          definition  "A release later than this is late."
          may set     5 .. 5 day, comparable when equal
      }
      """,
    good: """
      parameter late_after "Days after which a release is late" = 5 day {
          definition  "A release later than this is late."
          may set     3 .. 10 day, comparable when equal
      }
      """,
    check: .framework { model, report in
      for parameter in model.program.parameters {
        guard let choice = parameter.maySet, let low = choice.value.bounds.lower,
          low == choice.value.bounds.upper
        else { continue }
        report.add(
          choice.location,
          ["name": parameter.name, "value": model.text(choice.value.bounds, parameter.type)])
      }
    })
}
