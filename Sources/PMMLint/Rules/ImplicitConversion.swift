internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let implicitConversion = Rule(
    "UNI209", "implicit-conversion", .pedantic, .note,
    en: Words(
      "a figure in {unit} is converted in the formula of `{name}`", labels: ["by the factor {factor}"],
      why: "The conversion is exact. A project may still want inputs of one kind to be asked for in one unit."),
    fr: Words(
      "un chiffre en {unit} est converti dans la formule de `{name}`", labels: ["du facteur {factor}"],
      why: "La conversion est exacte. Un projet peut néanmoins vouloir demander les données de même nature dans une seule unité."),
    bad: """
      input waiting "Waiting" : hour average {
          definition  "Mean waiting time."
          range       from 0
          source      "time release study"
      }

      input checking "Checking" : day average {
          definition  "Mean time of checking."
          range       from 0
          source      "time release study"
      }

      kpi time_in_all "Time in all" {
          definition  "Waiting and checking together."
          unit        hour
          formula     waiting + checking
          score       none
          origin      proposed "this example"

          example "a day and an hour" { waiting = 1, checking = 1 } gives 25 hour
      }
      """,
    good: """
      input waiting "Waiting" : hour average {
          definition  "Mean waiting time."
          range       from 0
          source      "time release study"
      }

      input checking "Checking" : hour average {
          definition  "Mean time of checking."
          range       from 0
          source      "time release study"
      }

      kpi time_in_all "Time in all" {
          definition  "Waiting and checking together."
          unit        hour
          formula     waiting + checking
          score       none
          origin      proposed "this example"

          example "a day and an hour" { waiting = 1, checking = 24 } gives 25 hour
      }
      """,
    check: .framework { model, report in
      let program = model.program
      for formula in model.formulas where formula.isBody {
        for id in model.inside(formula.id) {
          guard case .convert(let operand, let factor) = program[id].operation, factor != 1,
            model.constant(operand) == nil, let unit = program[operand].type.unit
          else { continue }
          report.add(
            formula.place,
            [
              "name": model.name(formula.variant), "unit": unit.name, "factor": factor.description,
            ])
        }
      }
    })
}
