internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let sameOperands = Rule(
    "SCO130", "same-operands", .correctness, .error,
    en: Words(
      "`{name}` has the same figure on both sides of `{operator}`",
      labels: ["always the same result"],
      why: "A figure less itself is 0, over itself 1, and equal to itself: another figure, or another period of it, was meant."),
    fr: Words(
      "`{name}` a le même chiffre des deux côtés de `{operator}`",
      labels: ["toujours le même résultat"],
      why: "Un chiffre moins lui-même vaut 0, divisé par lui-même 1, et il est égal à lui-même : un autre chiffre, ou une autre période, était visé."),
    bad: """
      kpi growth "Growth" {
          definition  "Change of the number of declarations."
          unit        percent
          formula     (declarations - declarations) / declarations
          score       none
          origin      proposed "this example"

          example "none" { declarations = 400 } gives 0%
      }
      """,
    good: """
      kpi growth "Growth" {
          definition  "Change of the number of declarations."
          unit        percent
          formula     (declarations - declarations[T-1]) / declarations[T-1]
          score       none
          origin      proposed "this example"

          example "a tenth" { declarations = 440, declarations[T-1] = 400 } gives 10%
      }
      """,
    check: .framework { model, report in
      for formula in model.formulas {
        for id in model.inside(formula.id) {
          guard case .binary(let operation, let left, let right) = model.program[id].operation,
            left == right, model.constant(left) == nil,
            operation == .subtract || operation == .divide || operation.isComparison
          else { continue }
          report.add(
            formula.place,
            ["name": model.name(formula.variant), "operator": operation.rawValue])
        }
      }
    })
}
