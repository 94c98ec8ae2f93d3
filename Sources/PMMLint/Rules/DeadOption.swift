internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let deadOption = Rule(
    "FLX801", "dead-option", .correctness, .error, scope: .adaptation, fix: .unsafe,
    en: Words(
      "the alternative `{name}` of `{node}` computes what `{other}` computes",
      labels: ["changes nothing"],
      fix: "take the alternative away",
      why: """
        Administrations that choose it are marked as adapted and computed as before, or as with another \
        alternative: nothing is gained but a doubt. Formulas are compared by what they compute, so \
        `1 - (d - a) / d` is `a / d`.
        """),
    fr: Words(
      "la variante `{name}` de `{node}` calcule ce que calcule `{other}`", labels: ["ne change rien"],
      fix: "supprimer la variante",
      why: """
        Les administrations qui la choisissent sont signalées comme adaptées et calculées comme avant, ou \
        comme avec une autre variante : on n’y gagne qu’un doute. Les formules sont comparées par ce \
        qu’elles calculent : `1 - (d - a) / d` est `a / d`.
        """),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          may use plain "The plain number", comparable {
              formula declarations - 2 * released + released
          }
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          may use lodged "All declarations", not comparable {
              formula declarations
          }
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      for node in model.nodes where !node.alternatives.isEmpty {
        var known = [(name: node.name, rules: node.rules)]
        for option in node.alternatives {
          guard let same = known.first(where: { model.isSame(option.rules, $0.rules) }) else {
            known.append(("\(node.name).\(option.name)", option.rules))
            continue
          }
          let written = model.place(of: node.name) {
            if case .mayUse(let name, _, _, _) = $0 { name.text == option.name } else { false }
          }
          report.add(
            option.location ?? written,
            ["name": option.name, "node": node.name, "other": same.name],
            fix: written.flatMap { model.removal(of: $0, .changesMeaning) })
        }
      }
    })
}
