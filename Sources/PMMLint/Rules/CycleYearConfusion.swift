internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let cycleYearConfusion = Rule(
    "PER408", "cycle-year-confusion", .suspicious, .warning,
    en: Words(
      "`{name}` reads T-{count}, which is the last cycle and not the last period",
      labels: ["a cycle is {count} periods"],
      notes: ["`[T-1]` is the period before; if the last cycle is meant, a note should say so"],
      why: "Where administrations report every few periods, \"before\" has two meanings, and data of the periods between is often missing."),
    fr: Words(
      "`{name}` lit T-{count}, qui est le dernier cycle et non la dernière période",
      labels: ["un cycle fait {count} périodes"],
      notes: ["`[T-1]` est la période précédente ; si le dernier cycle est visé, une note devrait le dire"],
      why: "Là où l’on déclare toutes les quelques périodes, « avant » a deux sens, et les données des périodes intermédiaires manquent souvent."),
    bad: """
      framework cycles "Cycles" {
          definition  "An example."
          edition     1.0.0
          status      draft
          covers      from 2024
          languages   en
          subject     office
          period      calendar year
          cycle       every 2 years
          levels      kpi
      }

      unit case_file counted

      input cases "Cases" : case_file {
          definition  "Cases of the year."
          range       from 0
          source      "register"
      }

      kpi growth "Growth" {
          definition  "Change of the number of cases."
          unit        case_file
          formula     cases - cases[T-2]
          score       none

          example "two" { cases = 12, cases[T-2] = 10 } gives 2
      }
      """,
    good: """
      framework cycles "Cycles" {
          definition  "An example."
          edition     1.0.0
          status      draft
          covers      from 2024
          languages   en
          subject     office
          period      calendar year
          cycle       every 2 years
          levels      kpi
      }

      unit case_file counted

      input cases "Cases" : case_file {
          definition  "Cases of the year."
          range       from 0
          source      "register"
      }

      kpi growth "Growth" {
          definition  "Change of the number of cases."
          unit        case_file
          formula     cases - cases[T-1]
          score       none

          example "two" { cases = 12, cases[T-1] = 10 } gives 2
      }
      """,
    check: .framework { model, report in
      guard let cycle = model.program.head.cycle, cycle > 1 else { return }
      for formula in model.formulas where formula.isBody {
        for id in model.inside(formula.id) {
          switch model.program[id].operation {
          case .input(_, let selection), .node(_, _, let selection):
            guard selection.period == .offset(-cycle) else { continue }
            report.add(
              formula.place, ["name": model.name(formula.variant), "count": "\(cycle)"])
          default: continue
          }
        }
      }
    })
}
