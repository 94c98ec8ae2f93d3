internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let lowerBoundMissing = Rule(
    "UNI207", "domain-missing-lower-bound", .suspicious, .warning, fix: .unsafe,
    en: Words(
      "`{name}` may be negative", labels: ["no `range`"], fix: "write `range from 0`",
      why: """
        A count or an amount below zero is nearly always a slip. With a range it is refused when it is \
        read; without one it enters scores.
        """),
    fr: Words(
      "`{name}` peut être négatif", labels: ["pas de `range`"], fix: "écrire `range from 0`",
      why: """
        Un nombre ou un montant inférieur à zéro est presque toujours une erreur. Avec un intervalle il est \
        refusé à la lecture ; sans lui il entre dans les scores.
        """),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    check: .framework { model, report in
      for input in model.program.inputs where input.owner == nil {
        guard case .quantity = input.type, model.ranges.inputBounds(model.program.input(named: input.name) ?? 0).lower == nil
        else { continue }
        let fix =
          input.range == nil
          ? model.insertion("range from 0", into: input.name, .changesMeaning) : nil
        report.add(input.sheet.location, ["name": input.name], fix: fix)
      }
    })
}
