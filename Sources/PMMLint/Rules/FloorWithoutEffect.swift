internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let floorWithoutEffect = Rule(
    "SCO132", "floor-without-effect", .suspicious, .warning,
    en: Words(
      "`needs {floor}` of `{name}` refuses nothing", labels: ["always met"],
      why: "Without any operand there is no figure anyway. A floor that is always met reads as if somebody had thought about one."),
    fr: Words(
      "`needs {floor}` de `{name}` ne refuse rien", labels: ["toujours atteint"],
      why: "Sans aucun opérande il n’y a de toute façon pas de chiffre. Un plancher toujours atteint se lit comme si quelqu’un y avait réfléchi."),
    bad: """
      outcome speed "Speed" {
          definition  "Goods leave quickly."
          combine     mean
          when        missing: exclude
          needs       1 children
          origin      proposed "this example"
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
          needs       60%
          origin      proposed "this example"
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
      for variant in model.variants {
        guard let needs = variant.rules.needs, variant.writes(needs) else { continue }
        let floor: String
        switch needs.value {
        case .weight(let share) where share.isZero: floor = "0%"
        case .children(let count) where count <= 1: floor = "\(count) children"
        case .coverage(let share, let level) where share.isZero: floor = "0% of \(level)"
        default: continue
        }
        report.add(needs.location, ["name": model.name(variant), "floor": floor])
      }
    })
}
