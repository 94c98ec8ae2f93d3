internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let bestScoreUnreachable = Rule(
    "SCO133", "best-score-unreachable", .suspicious, .warning,
    en: Words(
      "no figure of `{name}` gets a better score than {best}", labels: ["figures lie {range}"],
      notes: ["scores go up to {top}"],
      why:
        "A goalpost beyond what is possible keeps the best administrations of the world from the best score."
    ),
    fr: Words(
      "aucun chiffre de `{name}` n’obtient un score supérieur à {best}",
      labels: ["chiffres : {range}"],
      notes: ["les scores vont jusqu’à {top}"],
      why:
        "Une borne au-delà du possible prive du meilleur score les meilleures administrations du monde."
    ),
    bad: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored."
          unit        percent
          better      higher
          formula     same_day_rate
          score       linear 40% .. 120%
          may use     late "What was late", not comparable {
              formula 1 - same_day_rate
          }
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
      let highest = model.digits(top)
      for variant in model.variants where variant.writes(variant.rules.score) {
        switch variant.rules.score.value {
        case .linear, .log, .rows: break
        default: continue
        }
        let (entering, score) = model.ranges.bounds(of: variant.node, under: variant.rules)
        guard let best = score.upper, best < top else { continue }
        // One that is missed by less than can be seen is reached.
        let printed = model.digits(best)
        guard printed != highest else { continue }
        report.add(
          variant.rules.score.location,
          [
            "name": model.name(variant), "best": printed, "top": highest,
            "range": model.text(entering, variant.rules.type),
          ])
      }
    })
}
