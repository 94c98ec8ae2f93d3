internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let bestScoreUnreachable = Rule(
    "SCO133", "best-score-unreachable", .suspicious, .warning,
    en: Words(
      "no figure of `{name}` gets a better score than {best}", labels: ["figures lie {range}"],
      notes: ["scores go up to {top}"],
      why: "A goalpost beyond what is possible keeps the best administrations of the world from the best score."),
    fr: Words(
      "aucun chiffre de `{name}` n’obtient un score supérieur à {best}", labels: ["chiffres : {range}"],
      notes: ["les scores vont jusqu’à {top}"],
      why: "Une borne au-delà du possible prive du meilleur score les meilleures administrations du monde."),
    bad: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored."
          unit        percent
          better      higher
          formula     same_day_rate
          score       linear 40% .. 120%
          origin      proposed "this example"

          example "all" { released = 400, declarations = 400 } gives 100%, scores 75
      }
      """,
    good: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored."
          unit        percent
          better      higher
          formula     same_day_rate
          score       linear 40% .. 100%
          origin      proposed "this example"

          example "all" { released = 400, declarations = 400 } gives 100%, scores 100
      }
      """,
    check: .framework { model, report in
      guard let top = model.ranges.scores.upper else { return }
      for (index, node) in model.program.nodes.enumerated() where node.alternatives.isEmpty {
        guard node.rules.score.source == .own, model.isOwn(node.sheet.location) else { continue }
        switch node.rules.score.value {
        case .linear, .log, .rows: break
        default: continue
        }
        guard let best = model.ranges.scoreBounds(index).upper, best < top else { continue }
        report.add(
          node.rules.score.location,
          [
            "name": node.name, "best": model.digits(best), "top": model.digits(top),
            "range": model.text(model.ranges.enteringScore(index), node.rules.type),
          ])
      }
    })
}
