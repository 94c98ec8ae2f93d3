internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let directionContradictsBands = Rule(
    "SCO111", "direction-contradicts-bands", .correctness, .error,
    en: Words(
      "the rows of `{name}` contradict `better {direction}`",
      labels: ["scores go the other way", "stated here"],
      why: "One clause says that more is better and the rows that less is; whichever is wrong, somebody is scored upside down."),
    fr: Words(
      "les lignes de `{name}` contredisent `better {direction}`",
      labels: ["les scores vont dans l’autre sens", "énoncé ici"],
      why: "Une clause dit que davantage est mieux, les lignes que moins l’est ; quelle que soit l’erreur, quelqu’un est noté à l’envers."),
    bad: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day, scored by bands."
          unit        percent
          better      higher
          formula     same_day_rate
          score       by value {
              below 50% => 100
              50% ..< 90% => 50
              from 90% => 0
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
      for band in model.bands where band.isScore {
        let node = model.nodes[band.variant.node]
        // One step the other way is enough: a better figure then gets a worse score.
        guard let better = node.better, better.value != .none, let steps = model.steps(of: band.rows),
          steps.contains(where: { better.value == .higher ? $0.isNegative : $0.sign > 0 }), case .own(.value) = model.program[model.bare(band.by)].operation
        else { continue }
        report.add(
          band.place, ["name": model.name(band.variant), "direction": better.value.rawValue],
          related: [better.location])
      }
    })
}
