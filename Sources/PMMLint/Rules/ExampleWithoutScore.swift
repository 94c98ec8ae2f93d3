internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let exampleWithoutScore = Rule(
    "DOC622", "example-shows-no-score", .pedantic, .note,
    en: Words(
      "no example of `{name}` says what it scores", labels: ["scored here"],
      notes: ["add `, scores …` behind what an example gives"],
      why: "The score is what counts above; an example that stops at the value does not notice a changed goalpost."),
    fr: Words(
      "aucun exemple de `{name}` ne dit son score", labels: ["noté ici"],
      notes: ["ajouter `, scores …` après ce que donne un exemple"],
      why: "C’est le score qui compte plus haut ; un exemple qui s’arrête à la valeur ne remarque pas une borne modifiée."),
    bad: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored."
          unit        percent
          better      higher
          formula     same_day_rate
          score       linear 40% .. 90%
          origin      proposed "this example"

          example "nine of ten" { released = 360, declarations = 400 } gives 90%
      }
      """,
    good: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored."
          unit        percent
          better      higher
          formula     same_day_rate
          score       linear 40% .. 90%
          origin      proposed "this example"

          example "nine of ten" { released = 360, declarations = 400 } gives 90%, scores 100
      }
      """,
    check: .framework { model, report in
      for node in model.nodes where !node.examples.isEmpty && !node.rules.scoreIsValue {
        guard node.rules.score.value != .none, node.examples.allSatisfy({ $0.scores == nil }) else {
          continue
        }
        report.add(node.rules.score.location ?? node.sheet.location, ["name": node.name])
      }
    })
}
