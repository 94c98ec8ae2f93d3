internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let deadOption = Rule(
    "FLX801", "dead-option", .correctness, .error, scope: .adaptation, fix: .unsafe,
    en: Words(
      "the alternative `{name}` computes what `{node}` computes without it", labels: ["changes nothing"],
      fix: "take the alternative away",
      why: "Administrations that choose it are marked as adapted and computed as before: nothing is gained but a doubt."),
    fr: Words(
      "la variante `{name}` calcule ce que `{node}` calcule sans elle", labels: ["ne change rien"],
      fix: "supprimer la variante",
      why: "Les administrations qui la choisissent sont signalées comme adaptées et calculées comme avant : on n’y gagne qu’un doute."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          may use plain "The plain number", comparable {
              formula declarations - released
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
      for node in model.program.nodes {
        for option in node.alternatives where model.isSame(option.rules, node.rules) {
          let written = model.place(of: node.name) {
            if case .mayUse(let name, _, _, _) = $0 { name.text == option.name } else { false }
          }
          report.add(
            option.location ?? written, ["name": option.name, "node": node.name],
            fix: written.flatMap { model.removal(of: $0, .changesMeaning) })
        }
      }
    })
}
