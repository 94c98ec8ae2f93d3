internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let bandUnreachable = Rule(
    "SCO109", "band-unreachable", .suspicious, .warning,
    en: Words(
      "no figure of `{name}` falls into this row", labels: ["figures lie {range}"],
      why: "A row that can never hold promises a score, or a class, that nobody can get."),
    fr: Words(
      "aucun chiffre de `{name}` ne tombe dans cette ligne", labels: ["chiffres : {range}"],
      why: "Une ligne qui ne peut jamais valoir promet un score, ou une classe, que nul ne peut obtenir."),
    bad: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored by bands."
          unit        percent
          better      higher
          formula     same_day_rate
          score       by value {
              below 50% => 0
              50% .. 100% => 50
              above 100% => 100
          }
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
          origin      proposed "this example"

          example "three of four" { released = 300, declarations = 400 } gives 75%, scores 50
      }
      """,
    check: .framework { model, report in
      for band in model.bands {
        let figures = model.bounds(band.by, of: band.variant.node)
        for (row, place) in zip(band.rows, model.rows(of: band)) {
          guard case .interval(let interval) = row.pattern, interval.intersection(figures).isEmpty
          else { continue }
          report.add(
            place,
            [
              "name": model.name(band.variant),
              "range": model.text(figures, model.program[band.by].type),
            ])
        }
      }
    })
}
