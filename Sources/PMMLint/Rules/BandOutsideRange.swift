internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let bandOutsideRange = Rule(
    "SCO108", "band-outside-range", .suspicious, .warning,
    en: Words(
      "this row goes beyond what `{name}` can be", labels: ["figures lie {range}"],
      notes: ["an end that no figure passes is written open: `from …`, `below …`"],
      why: "An end outside of what is possible makes readers think that it is possible."),
    fr: Words(
      "cette ligne dépasse ce que `{name}` peut être", labels: ["chiffres : {range}"],
      notes: ["une borne qu’aucun chiffre ne franchit s’écrit ouverte : `from …`, `below …`"],
      why: "Une borne hors du possible fait croire aux lecteurs qu’elle est possible."),
    bad: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored by bands."
          unit        percent
          better      higher
          formula     same_day_rate
          score       by value {
              below 50% => 0
              50% ..< 90% => 50
              90% .. 120% => 100
              above 120% => 100
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
          guard case .interval(let interval) = row.pattern,
            !interval.intersection(figures).isEmpty
          else { continue }
          let above = interval.upper.flatMap { end in figures.upper.map { end > $0 } } ?? false
          let below = interval.lower.flatMap { end in figures.lower.map { end < $0 } } ?? false
          guard above || below else { continue }
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
