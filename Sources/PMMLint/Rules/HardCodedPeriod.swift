internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let hardCodedPeriod = Rule(
    "PER406", "hard-coded-period", .suspicious, .warning,
    en: Words(
      "`{name}` always reads {period}", labels: ["the same period for ever"],
      notes: ["`[T-1]` is the period before the one that is computed"],
      why: "A fixed base year is a decision, and one that ages: ten years on the figure is compared with a world that is gone."),
    fr: Words(
      "`{name}` lit toujours {period}", labels: ["la même période pour toujours"],
      notes: ["`[T-1]` est la période avant celle qui est calculée"],
      why: "Une année de base fixe est une décision, et elle vieillit : dix ans plus tard, le chiffre est comparé à un monde disparu."),
    bad: """
      kpi growth "Growth" {
          definition  "Declarations for each one of 2020."
          unit        number
          formula     declarations / declarations[2020]
          score       none
          origin      proposed "this example"

          example "a tenth more" { declarations = 440, declarations[2020] = 400 } gives 1.1
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
      for formula in model.formulas(with: .otherPeriod) {
        for id in model.inside(formula.id) {
          switch model.program[id].operation {
          case .input(_, let selection), .node(_, _, let selection):
            guard case .absolute(let period) = selection.period else { continue }
            report.add(
              formula.place, ["name": model.name(formula.variant), "period": "\(period)"])
          default: continue
          }
        }
      }
    })
}
