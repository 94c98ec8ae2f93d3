internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let mixedDirections = Rule(
    "SCO114", "mixed-directions", .correctness, .error,
    en: Words(
      "`{name}` combines `{child}`, of which less is better, with scores of which more is better",
      labels: ["combined here", "its value counts as its score"],
      notes: ["a `score` with goalposts from worst to best turns it round"],
      why: "In a mean of both kinds an administration that gets better loses as much as it gains."),
    fr: Words(
      "`{name}` combine `{child}`, dont moins est mieux, avec des scores dont davantage est mieux",
      labels: ["combiné ici", "sa valeur compte comme score"],
      notes: ["un `score` avec des bornes du pire au meilleur le retourne"],
      why: "Dans une moyenne des deux sortes, une administration qui s’améliore perd autant qu’elle gagne."),
    bad: """
      outcome speed "Speed" {
          definition  "Goods leave quickly."
          combine     mean
          when        missing: exclude
          origin      proposed "this example"
      }

      input waiting "Waiting index" : number average {
          definition  "An index of waiting times."
          range       0 .. 100
          source      "survey"
      }

      kpi waiting_index "Waiting" in speed {
          definition  "An index of waiting times, 100 is worst."
          unit        number
          better      lower
          formula     waiting
          score       itself
          origin      proposed "this example"

          example "thirty" { waiting = 30 } gives 30
      }

      kpi release_score "Release, scored" in speed {
          definition  "The share released on the day, scored."
          unit        percent
          better      higher
          formula     same_day_rate
          score       linear 40% .. 90%
          origin      proposed "this example"

          example "nine of ten" { released = 360, declarations = 400 } gives 90%, scores 100
      }
      """,
    good: """
      outcome speed "Speed" {
          definition  "Goods leave quickly."
          combine     mean
          when        missing: exclude
          origin      proposed "this example"
      }

      input waiting "Waiting index" : number average {
          definition  "An index of waiting times."
          range       0 .. 100
          source      "survey"
      }

      kpi waiting_index "Waiting" in speed {
          definition  "An index of waiting times, 100 is worst."
          unit        number
          better      lower
          formula     waiting
          score       linear 100 .. 0
          origin      proposed "this example"

          example "thirty" { waiting = 30 } gives 30, scores 70
      }

      kpi release_score "Release, scored" in speed {
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
      let nodes = model.nodes
      for (index, node) in nodes.enumerated() {
        guard case .combine = node.rules.body.value else { continue }
        let operands = model.operands(of: index)
        let isOther = operands.contains {
          nodes[$0].better?.value == .higher || nodes[$0].rules.score.value != .itself
        }
        guard isOther else { continue }
        for child in operands where nodes[child].better?.value == .lower {
          guard nodes[child].rules.score.value == .itself else { continue }
          report.add(
            node.rules.body.source == .own ? node.rules.body.location : node.sheet.location,
            ["name": node.name, "child": nodes[child].name],
            related: [nodes[child].sheet.location])
        }
      }
    })
}
