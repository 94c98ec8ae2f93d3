internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let comparableInAnotherUnit = Rule(
    "FLX814", "comparable-in-another-unit", .correctness, .error, scope: .adaptation,
    en: Words(
      "the alternative `{name}` of `{node}` is called comparable and is in {unit}, not in {base}",
      labels: ["another quantity"], notes: ["`comparable within option` or `not comparable` says so"],
      why: "Figures of two quantities stand in one ranking then, hours beside per cent."),
    fr: Words(
      "la variante `{name}` de `{node}` est dite comparable et est en {unit}, non en {base}",
      labels: ["une autre grandeur"],
      notes: ["`comparable within option` ou `not comparable` le dit"],
      why: "Des chiffres de deux grandeurs figurent alors dans un même classement, des heures à côté de pour cent."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          may use share "As a share", comparable {
              formula (declarations - released) / declarations
              unit    percent
          }
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
          may use share "As a share", not comparable {
              formula (declarations - released) / declarations
              unit    percent
          }
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      for node in model.nodes where node.rules.score.value == .none {
        for option in node.alternatives where option.comparability == .comparable {
          guard let base = node.rules.type.unit, let unit = option.rules.type.unit,
            !unit.hasDimension(of: base) || unit.isPercent != base.isPercent
          else { continue }
          report.add(
            option.location,
            ["name": option.name, "node": node.name, "unit": unit.name, "base": base.name])
        }
      }
    })
}
