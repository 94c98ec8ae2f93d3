internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let unitAmbiguous = Rule(
    "UNI203", "unit-ambiguous", .suspicious, .warning,
    en: Words(
      "`{name}` is not one unit everywhere", labels: ["which one?"],
      notes: ["for example `{better}`"],
      why: "A ton is 907, 1,000 or 1,016 kilograms, a billion has nine zeros or twelve: administrations report what the word means to them."),
    fr: Words(
      "`{name}` n’est pas partout la même unité", labels: ["laquelle ?"],
      notes: ["par exemple `{better}`"],
      why: "Une tonne américaine fait 907 kilogrammes, un gallon a deux tailles, un billion douze zéros ou neuf : chacun déclare ce que le mot signifie pour lui."),
    bad: """
      unit ton = 1000 kilogram

      input goods "Goods" : ton {
          definition  "Weight of the goods released."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    good: """
      unit metric_ton = 1000 kilogram

      input goods "Goods" : metric_ton {
          definition  "Weight of the goods released."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    check: .framework { model, report in
      let words = [
        "ton": "metric_ton", "gallon": "litre", "mile": "kilometre", "ounce": "gram",
        "pint": "litre", "billion": "thousand_million", "min": "minute", "working_month": "working_day",
      ]
      for unit in model.program.units where model.isOwn(unit.location) {
        guard let better = words[unit.unit.name] else { continue }
        report.add(unit.location, ["name": unit.unit.name, "better": better])
      }
    })
}
