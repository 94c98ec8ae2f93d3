internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let branchWithoutLeaves = Rule(
    "STR001", "branch-without-leaves", .correctness, .error,
    en: Words(
      "`{name}` has nothing below it", labels: ["an empty {level}"],
      why: "A heading that heads nothing shows readers a promise without a figure."),
    fr: Words(
      "`{name}` n’a rien sous lui", labels: ["{level} vide"],
      why: "Un intitulé qui ne coiffe rien montre aux lecteurs une promesse sans chiffre."),
    bad: """
      outcome clearance "Clearance" {
          definition  "Goods are cleared quickly."
          combine     none
          origin      proposed "this example"
      }
      """,
    good: """
      outcome clearance "Clearance" {
          definition  "Goods are cleared quickly."
          combine     none
          origin      proposed "this example"
      }

      kpi refusals "Declarations not released" in clearance {
          definition  "Declarations that were not released on the day."
          unit        declaration
          better      lower
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one in four" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      for node in model.nodes where node.children.isEmpty && !node.isRoot && !node.isResult {
        guard case .heading = node.rules.body.value, node.localTo == nil else { continue }
        report.add(node.sheet.location, ["name": node.name, "level": node.level])
      }
    })
}
