internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let constantResult = Rule(
    "SCO119", "constant-result", .correctness, .error,
    en: Words(
      "the {what} of `{name}` is {value} whatever is reported", labels: ["never anything else"],
      why: "A figure that does not depend on what administrations report measures nothing."),
    fr: Words(
      "`{name}` ({what}) vaut {value} quoi que l’on déclare", labels: ["jamais autre chose"],
      why: "Un chiffre qui ne dépend pas de ce que déclarent les administrations ne mesure rien."),
    bad: """
      kpi balance "Balance" {
          definition  "Declarations that are neither released nor held."
          unit        declaration
          formula     0 declaration * declarations / 1 declaration
          score       none
          origin      proposed "this example"

          example "none" { declarations = 400 } gives 0
      }
      """,
    good: """
      kpi balance "Balance" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      for formula in model.formulas where formula.isBody {
        var bounds = model.ranges.bounds(
          formula.id, under: formula.variant.rules, of: formula.variant.node)
        if let only = model.cancelled(formula.id, under: formula.variant.rules) {
          bounds = Bounds(only: only)
        }
        guard let low = bounds.lower, low == bounds.upper, case .quantity = formula.variant.rules.type
        else { continue }
        report.add(
          formula.place,
          [
            "name": model.name(formula.variant), "what": "value",
            "value": model.text(bounds, formula.variant.rules.type),
          ])
      }
      for variant in model.variants where variant.writes(variant.rules.score) {
        switch variant.rules.score.value {
        case .rows, .formula: break
        default: continue
        }
        let bounds = model.ranges.scoreBounds(variant.node)
        guard model.nodes[variant.node].alternatives.isEmpty, let low = bounds.lower,
          low == bounds.upper, variant.rules.type.unit != nil
        else { continue }
        report.add(
          variant.rules.score.location,
          ["name": model.name(variant), "what": "score", "value": low.description])
      }
    })
}
