internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let changeWithoutPast = Rule(
    "PER403", "change-without-past", .suspicious, .warning,
    en: Words(
      "`{name}` is called a change and reads one period only", labels: ["no `[T-1]`"],
      why: "A variation or growth compares two periods. With one, the name promises what the formula does not compute."),
    fr: Words(
      "`{name}` s’appelle une variation et ne lit qu’une période", labels: ["pas de `[T-1]`"],
      why: "Une variation ou une croissance compare deux périodes. Avec une seule, le nom promet ce que la formule ne calcule pas."),
    bad: """
      kpi variation_in_declarations "Variation in declarations" {
          definition  "Change of the number of declarations."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi variation_in_declarations "Variation in declarations" {
          definition  "Change of the number of declarations."
          unit        declaration
          formula     declarations - declarations[T-1]
          score       none
          origin      proposed "this example"

          example "forty" { declarations = 440, declarations[T-1] = 400 } gives 40
      }
      """,
    check: .framework { model, report in
      let words = ["variation", "growth", "increase", "decrease"]
      for formula in model.formulas where formula.isBody && formula.variant.option == nil {
        let name = model.nodes[formula.variant.node].name
        guard words.contains(where: { name.hasPrefix($0) }) || name.hasPrefix("_"),
          let first = name.split(separator: "_").first, words.contains(String(first))
        else { continue }
        let readsNodes = model.inside(formula.id).contains {
          if case .node = model.program[$0].operation { true } else { false }
        }
        guard !readsNodes, !model.readsOtherPeriods(formula.id) else { continue }
        report.add(formula.place, ["name": name])
      }
    })
}
