internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let thresholdOnUnrounded = Rule(
    "SCO117", "threshold-on-unrounded", .pedantic, .note,
    en: Words(
      "the rows of `{name}` look at more digits than are shown", labels: ["looks at the exact figure"],
      notes: ["`round value` makes both the same figure"],
      why: "A figure that prints as 50% may fall into the row below 50%, and a reader cannot see why."),
    fr: Words(
      "les lignes de `{name}` regardent plus de chiffres qu’il n’en est montré",
      labels: ["regarde le chiffre exact"], notes: ["`round value` en fait un seul et même chiffre"],
      why: "Un chiffre affiché 50 % peut tomber dans la ligne sous 50 %, sans que le lecteur voie pourquoi."),
    bad: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored by bands."
          unit        percent
          better      higher
          formula     same_day_rate
          score       by value {
              below 50% => 0
              50% ..< 90% => 50
              from 90% => 100
          }
          show value  0 decimals half_up
          origin      proposed "this example"

          example "three of four" { released = 300, declarations = 400 } gives 75%, scores 50
      }
      """,
    good: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored by bands."
          unit        percent
          better      higher
          formula     same_day_rate
          score       by value {
              below 50% => 0
              50% ..< 90% => 50
              from 90% => 100
          }
          round value 0 decimals half_up
          origin      proposed "this example"

          example "three of four" { released = 300, declarations = 400 } gives 75%, scores 50
      }
      """,
    check: .framework { model, report in
      for band in model.bands {
        guard case .own(.value) = model.program[model.bare(band.by)].operation,
          band.variant.rules.roundValue == nil, band.variant.rules.showValue != nil
        else { continue }
        report.add(band.place, ["name": model.name(band.variant)])
      }
    })
}
