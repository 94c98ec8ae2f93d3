internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let noLeastDenominator = Rule(
    "SCO124", "no-least-denominator", .pedantic, .note,
    en: Words(
      "`{name}` is a share of as few as one {unit}", labels: ["no least `{whole}`"],
      notes: ["for example `when {whole} < 30 {unit}: result not_enough`"],
      why: "One case more or less turns a share of three from 33% to 67%; whoever compares such shares compares chance."),
    fr: Words(
      "`{name}` est une part d’aussi peu qu’un seul cas ({unit})", labels: ["pas de minimum pour `{whole}`"],
      notes: ["par exemple `when {whole} < 30 {unit}: result not_enough`"],
      why: "Un cas de plus ou de moins fait passer une part de trois de 33 % à 67 % ; comparer de telles parts, c’est comparer le hasard."),
    bad: """
      kpi release_rate "Not released" {
          definition  "Share of the declarations not released on the day."
          unit        percent
          formula     (declarations - released) / declarations
          score       none
          origin      proposed "this example"

          example "one of four" { released = 300, declarations = 400 } gives 25%
      }
      """,
    good: """
      kpi release_rate "Not released" {
          definition  "Share of the declarations not released on the day."
          unit        percent
          formula     (declarations - released) / declarations
          when        declarations < 30 declaration: result not_enough
          score       none
          origin      proposed "this example"

          example "one of four" { released = 300, declarations = 400 } gives 25%
      }
      """,
    check: .framework { model, report in
      let program = model.program
      for formula in model.formulas where formula.isBody {
        guard formula.variant.rules.type.unit?.isPercent ?? false,
          case .binary(.divide, _, let right) = program[model.bare(formula.id)].operation,
          case .input(let whole, _) = program[right].operation,
          let unit = program.inputs[whole].type.unit,
          program.units.contains(where: { $0.isCounted && $0.unit.name == unit.name })
        else { continue }
        let isGuarded = formula.variant.rules.conditions.contains { condition in
          model.inside(condition.value.test).contains(right)
        }
        guard !isGuarded else { continue }
        report.add(
          formula.place,
          [
            "name": model.name(formula.variant), "whole": program.inputs[whole].name,
            "unit": unit.name,
          ])
      }
    })
}
