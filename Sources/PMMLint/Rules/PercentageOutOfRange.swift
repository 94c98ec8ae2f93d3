internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let percentageOutOfRange = Rule(
    "SCO112", "percentage-out-of-range", .suspicious, .warning,
    en: Words(
      "`{name}` is in percent and can be {value}", labels: ["with {inputs}"],
      notes: ["if that cannot happen, a `check` or a `range` of an input says so"],
      why: """
        A share below 0% or above 100% is most often a slip in a figure that nothing catches. The figures \
        shown are allowed by the definition, and the evaluator gives this value for them.
        """),
    fr: Words(
      "`{name}` est en pour cent et peut valoir {value}", labels: ["avec {inputs}"],
      notes: ["si cela ne peut arriver, un `check` ou un `range` d’une donnée le dit"],
      why: """
        Une part inférieure à 0 % ou supérieure à 100 % vient le plus souvent d’une erreur que rien \
        n’arrête. La définition admet les chiffres montrés, et l’évaluateur donne pour eux cette valeur.
        """),
    bad: """
      input refused "Refused" : declaration {
          definition  "Declarations refused."
          range       from 0
          source      "declaration system"
      }

      kpi success "Neither late nor refused" {
          definition  "Share of the declarations that were neither late nor refused."
          unit        percent
          better      higher
          formula     (released - refused) / declarations
          score       none
          origin      proposed "this example"

          example "half" { released = 300, refused = 100, declarations = 400 } gives 50%
      }
      """,
    good: """
      kpi late "Late" {
          definition  "Share of the declarations that were late."
          unit        percent
          better      lower
          formula     1 - released / declarations
          score       none
          origin      proposed "this example"

          example "a quarter" { released = 300, declarations = 400 } gives 25%
      }
      """,
    check: .framework { model, report in
      for formula in model.formulas where formula.isBody {
        let variant = formula.variant
        guard let unit = variant.rules.type.unit, unit.isPercent, unit.isDimensionless,
          !model.readsOtherPeriods(formula.id), model.readsCounts(formula.id),
          model.shareWithoutCap(formula.id) == nil
        else { continue }
        let bounds = model.ranges.bounds(formula.id, under: variant.rules, of: variant.node)
        if let low = bounds.lower, let high = bounds.upper, low >= 0, high <= 1 { continue }
        guard
          let witness = model.witness(variant, formula.id, where: { $0 < 0 || $0 > 1 })
        else { continue }
        report.add(
          formula.place,
          [
            "name": model.name(variant), "value": unit.text(witness.value),
            "inputs": witness.inputs,
          ])
      }
    })
}
