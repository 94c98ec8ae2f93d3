internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let unusedDefinition = Rule(
    "STR007", "unused-definition", .suspicious, .warning, fix: .unsafe,
    en: Words(
      "nothing uses the {kind} `{name}`", labels: ["declared here only"], fix: "take it away",
      why: "What nothing refers to is either left over or was meant to be used; readers cannot tell which."),
    fr: Words(
      "rien n’utilise `{name}` ({kind})", labels: ["seulement déclaré ici"], fix: "le supprimer",
      why: "Ce à quoi rien ne renvoie est soit un reste, soit un oubli ; le lecteur ne peut savoir lequel."),
    bad: """
      scale grade "Grade" { low, middle, high }
      """,
    good: """
      scale grade "Grade" { low, middle, high }

      kpi release_grade "Grade of release" {
          definition  "The grade of the share released on the day."
          unit        percent
          better      higher
          formula     same_day_rate
          score       none
          class       grade by value {
              below 50% => low
              50% ..< 80% => middle
              from 80% => high
          }
          origin      proposed "this example"

          example "three of four" { released = 300, declarations = 400 } gives 75%
      }
      """,
    check: .framework { model, report in
      let program = model.program
      func tell(_ kind: String, _ name: String, _ place: Location?, _ isUsed: Bool) {
        guard !isUsed, model.isOwn(place), !model.isMentioned(name) else { return }
        report.add(place, ["kind": kind, "name": name], fix: model.removal(of: name))
      }
      for (index, scale) in program.scales.enumerated() {
        tell("scale", scale.name, scale.location, model.uses.scales.contains(index))
      }
      for (index, axis) in program.axes.enumerated() {
        tell("axis", axis.name, axis.location, model.uses.axes.contains(index))
      }
      for (index, attribute) in program.attributes.enumerated() {
        tell("attribute", attribute.name, attribute.location, model.uses.attributes.contains(index))
      }
      for (index, table) in program.tables.enumerated() {
        tell("table", table.name, table.location, model.uses.tables.contains(index))
      }
      for (index, population) in program.populations.enumerated() {
        tell(
          "population", population.name, population.location,
          model.uses.populations.contains(index))
      }
      for unit in program.units {
        tell("unit", unit.unit.name, unit.location, model.uses.units.contains(unit.unit.name))
      }
    })
}
