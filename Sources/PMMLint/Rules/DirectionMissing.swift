internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let directionMissing = Rule(
    "SCO110", "direction-missing", .suspicious, .warning, fix: .suggestion,
    en: Words(
      "`{name}` is scored and does not say what is better", labels: ["no `better`"],
      fix: "write `better {direction}`",
      why: "Readers, charts and ranks need to know whether more is better. The goalposts show it only to who works it out."),
    fr: Words(
      "`{name}` est noté et ne dit pas ce qui est mieux", labels: ["pas de `better`"],
      fix: "écrire `better {direction}`",
      why: "Lecteurs, graphiques et rangs doivent savoir si davantage est mieux. Les bornes ne le montrent qu’à qui fait le calcul."),
    bad: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored."
          unit        percent
          formula     same_day_rate
          score       linear 40% .. 90%
          origin      proposed "this example"

          example "nine of ten" { released = 360, declarations = 400 } gives 90%, scores 100
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
      for node in model.nodes where node.better == nil && node.children.isEmpty {
        guard case .quantity = node.rules.type, node.rules.score.source == .own else { continue }
        var direction = "higher"
        switch node.rules.score.value {
        case .none, .itself, .population, .formula: continue
        case .linear(let posts), .log(let posts):
          if let worst = model.constant(posts.worst), let best = model.constant(posts.best) {
            direction = worst < best ? "higher" : "lower"
          }
        case .rows(_, let rows):
          switch model.slope(of: rows) {
          case .higher?: direction = "higher"
          case .lower?: direction = "lower"
          default: continue
          }
        }
        report.add(
          node.sheet.location, ["name": node.name, "direction": direction],
          related: [node.rules.score.location],
          fix: model.insertion("better \(direction)", into: node.name, .suggestion))
      }
    })
}
