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
          formula     released / declarations
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
      var first: [ExpressionID: Int] = [:]
      let program = model.program
      for (index, node) in program.nodes.enumerated() {
        guard case .formula(let id) = node.rules.body.value,
          !program[model.bare(id)].operation.children.isEmpty
        else { continue }
        guard let other = first[model.bare(id)] else {
          first[model.bare(id)] = index
          continue
        }
        let (one, two) = (program.nodes[other], node)
        guard one.rules.breakdown?.value == two.rules.breakdown?.value,
          one.rules.type == two.rules.type,
          one.rules.conditions.map(\.value) == two.rules.conditions.map(\.value)
        else { continue }
        report.add(
          two.sheet.location, ["name": two.name, "other": one.name], related: [one.sheet.location])
      }
    })
}
