internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let instrumentWithoutCondition = Rule(
    "REF506", "instrument-without-condition", .pedantic, .note,
    en: Words(
      "`{name}` does not say when `{instrument}` counts as applied", labels: ["no condition"],
      notes: ["a text behind the name says what must be met for the highest answer"],
      why: "\"Applied\" means to each administration what it does anyway, unless the sheet names the provision and what must be seen."),
    fr: Words(
      "`{name}` ne dit pas quand `{instrument}` compte comme appliqué", labels: ["pas de condition"],
      notes: ["un texte après le nom dit ce qui doit être rempli pour la réponse la plus haute"],
      why: "« Appliqué » signifie pour chaque administration ce qu’elle fait déjà, si la fiche ne nomme pas la disposition et la preuve."),
    bad: """
      instrument safe "Framework of standards"

      scale adoption "Application" { none_at_all, partly, wholly }

      outcome security "Security" {
          definition  "Supply chains are secure."
          combine     none
          instruments safe
          origin      proposed "this example"
      }
      """,
    good: """
      instrument safe "Framework of standards"

      scale adoption "Application" { none_at_all, partly, wholly }

      outcome security "Security" {
          definition  "Supply chains are secure."
          combine     none
          instruments safe "an AEO programme with published criteria is open"
          origin      proposed "this example"
      }
      """,
    check: .framework { model, report in
      for node in model.nodes {
        for use in node.instruments where use.condition.isEmpty {
          report.add(
            model.place(of: node.name) { if case .instruments = $0 { true } else { false } },
            [
              "name": node.name,
              "instrument": model.program.instruments[use.instrument].name,
            ])
        }
      }
    })
}
