internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let periodsMixed = Rule(
    "PER402", "periods-mixed", .suspicious, .warning,
    en: Words(
      "`{name}` divides `{part}` of one period by `{whole}` of another",
      labels: ["not a change of one figure, nor a rate of one period"],
      why: "A rate sets figures of one period against each other, a change one figure against itself a period before. This is neither."),
    fr: Words(
      "`{name}` divise `{part}` d’une période par `{whole}` d’une autre",
      labels: ["ni variation d’un chiffre, ni taux d’une période"],
      why: "Un taux rapporte des chiffres d’une même période, une variation un chiffre à lui-même une période plus tôt. Ce n’est ni l’un ni l’autre."),
    bad: """
      kpi release_rate "Released" {
          definition  "Share of the declarations that were released on the day."
          unit        percent
          formula     released / declarations[T-1]
          score       none
          origin      proposed "this example"

          example "three of four" { released = 300, declarations[T-1] = 400 } gives 75%
      }
      """,
    good: """
      kpi growth "Growth" {
          definition  "Declarations for each one of the year before."
          unit        number
          formula     declarations / declarations[T-1]
          score       none
          origin      proposed "this example"

          example "a tenth more" { declarations = 440, declarations[T-1] = 400 } gives 1.1
      }
      """,
    check: .framework { model, report in
      let program = model.program
      for formula in model.formulas where formula.isBody {
        for id in model.inside(formula.id) {
          guard case .binary(.divide, let left, let right) = program[id].operation,
            case .input(let a, let here) = program[left].operation,
            case .input(let b, let there) = program[right].operation, a != b,
            here.period != there.period
          else { continue }
          report.add(
            formula.place,
            [
              "name": model.name(formula.variant), "part": program.inputs[a].name,
              "whole": program.inputs[b].name,
            ])
        }
      }
    })
}
