internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let duplicateFormula = Rule(
    "STR008", "duplicate-formula", .suspicious, .warning,
    en: Words(
      "`{name}` is computed as `{other}` is", labels: ["the same again", "first here"],
      why: "Two indicators that always agree count the same thing twice, or one was copied and never changed."),
    fr: Words(
      "`{name}` est calculé comme `{other}`", labels: ["la même chose encore", "d’abord ici"],
      why: "Deux indicateurs toujours égaux comptent deux fois la même chose, ou l’un a été copié sans être adapté."),
    bad: """
      kpi release_rate "Release on the day" {
          definition  "Share of the declarations that left on the day."
          unit        percent
          better      higher
          formula     1 - (declarations - released) / declarations
          score       none
          origin      proposed "this example"

          example "three of four" { released = 300, declarations = 400 } gives 75%
      }
      """,
    good: """
      kpi delay_rate "Not released on the day" {
          definition  "Share of the declarations that stayed overnight."
          unit        percent
          better      lower
          formula     (declarations - released) / declarations
          score       none
          origin      proposed "this example"

          example "one of four" { released = 300, declarations = 400 } gives 25%
      }
      """,
    check: .framework { model, report in
      let program = model.program
      // Only formulas that read the same figures can be the same one.
      var byFigures: [Set<ExpressionID>: [(node: Int, id: ExpressionID)]] = [:]
      for (index, node) in model.nodes.enumerated() {
        guard case .formula(let id) = node.rules.body.value,
          model.inside(model.bare(id)).count > 1
        else { continue }
        byFigures[model.figures(in: id), default: []].append((index, id))
      }
      for group in byFigures.values where group.count > 1 {
        var first: [String: Int] = [:]
        for (index, id) in group {
          let two = model.nodes[index]
          let key = model.figureKey(id, under: two.rules)
          guard let other = first[key] else {
            first[key] = index
            continue
          }
          let one = model.nodes[other]
          guard model.hasSameFrame(one.rules, two.rules) else { continue }
          report.add(
            two.sheet.location, ["name": two.name, "other": one.name],
            related: [one.sheet.location])
        }
      }
    })
}
