internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let percentTimesHundred = Rule(
    "UNI204", "percent-times-hundred", .correctness, .error,
    en: Words(
      "`{name}` is in percent and multiplies by 100 as well", labels: ["a hundred times too much"],
      notes: ["a ratio is a percent as it stands: `a / b`"],
      why: "Percent is a way to print a number: 0.75 prints as 75%. Times 100 it would print as 7500%."),
    fr: Words(
      "`{name}` est en pour cent et multiplie encore par 100", labels: ["cent fois trop"],
      notes: ["un rapport est déjà un pourcentage : `a / b`"],
      why: "Le pour cent est une façon d’écrire un nombre : 0,75 s’écrit 75 %. Multiplié par 100, il s’écrirait 7500 %."),
    bad: """
      kpi release_rate "Released" {
          definition  "Share of the declarations released on the day."
          unit        percent
          formula     released / declarations * 100
          score       none
          origin      proposed "this example"
      }
      """,
    good: """
      kpi delay_rate "Not released" {
          definition  "Share of the declarations not released on the day."
          unit        percent
          formula     (declarations - released) / declarations
          score       none
          origin      proposed "this example"

          example "one of four" { released = 300, declarations = 400 } gives 25%
      }
      """,
    check: .framework { model, report in
      let program = model.program
      /// Whether the expression is a quotient that is multiplied by 100.
      func isHundredfold(_ id: ExpressionID) -> Bool {
        switch program[id].operation {
        case .named(_, _, let body), .convert(let body, _): return isHundredfold(body)
        case .binary(.multiply, let left, let right):
          let (factor, other) = model.constant(left) == 100 ? (left, right) : (right, left)
          return model.constant(factor) == 100 && hasQuotient(other)
        case .binary(.divide, let left, _):
          if case .binary(.multiply, let a, let b) = program[left].operation {
            return model.constant(a) == 100 || model.constant(b) == 100
          }
          return false
        default: return false
        }
      }
      func hasQuotient(_ id: ExpressionID) -> Bool {
        model.inside(id).contains {
          if case .binary(.divide, _, _) = program[$0].operation { true } else { false }
        }
      }
      for formula in model.formulas where formula.isBody {
        guard let unit = formula.variant.rules.type.unit, unit.isPercent, unit.isDimensionless,
          isHundredfold(formula.id)
        else { continue }
        report.add(formula.place, ["name": model.name(formula.variant)])
      }
    })
}
