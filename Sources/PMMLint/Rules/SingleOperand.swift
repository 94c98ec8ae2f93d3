internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let singleOperand = Rule(
    "STR012", "single-operand", .pedantic, .note,
    en: Words(
      "the score of `{name}` is that of `{child}` alone",
      labels: ["combines one score", "this one"],
      why: "A score that rests on one figure moves with whatever moves that figure, chance included."),
    fr: Words(
      "le score de `{name}` est celui de `{child}` seul",
      labels: ["combine un seul score", "celui-ci"],
      why: "Un score qui repose sur un seul chiffre suit tout ce qui le fait bouger, le hasard compris."),
    bad: """
      outcome speed "Speed" {
          definition  "Goods leave quickly."
          combine     mean
          when        missing: exclude
          origin      proposed "this example"
      }

      kpi speed_of_release "Speed of release" in speed {
          definition  "Share of the declarations released on the day, scored."
          unit        percent
          better      higher
          formula     same_day_rate
          score       linear 0% .. 100%
          origin      proposed "this example"

          example "three of four" { released = 300, declarations = 400 } gives 75%, scores 75
      }
      """,
    good: """
      outcome speed "Speed" {
          definition  "Goods leave quickly."
          combine     none
          origin      proposed "this example"
      }

      kpi speed_of_release "Speed of release" in speed {
          definition  "Share of the declarations released on the day, scored."
          unit        percent
          better      higher
          formula     same_day_rate
          score       linear 0% .. 100%
          origin      proposed "this example"

          example "three of four" { released = 300, declarations = 400 } gives 75%, scores 75
      }
      """,
    check: .framework { model, report in
      for (index, node) in model.nodes.enumerated() {
        guard case .combine = node.rules.body.value, let only = model.operands(of: index).first,
          model.operands(of: index).count == 1
        else { continue }
        let child = model.nodes[only]
        report.add(
          node.sheet.location, ["name": node.name, "child": child.name],
          related: [child.sheet.location])
      }
    })
}
