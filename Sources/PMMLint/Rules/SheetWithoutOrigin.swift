internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let sheetWithoutOrigin = Rule(
    "SRC313", "sheet-without-origin", .suspicious, .warning, fix: .suggestion,
    en: Words(
      "nobody says who proposes `{name}`", labels: ["no `origin`"], fix: "state it",
      why: """
        A framework that says of some sheets what a publisher states and what is proposed says it of all: \
        a reader takes silence for the publisher's word.
        """),
    fr: Words(
      "rien ne dit qui propose `{name}`", labels: ["pas d’`origin`"], fix: "l’indiquer",
      why: """
        Un cadre qui dit de certaines fiches ce qu’énonce l’éditeur et ce qui est proposé le dit de toutes : \
        le lecteur prend le silence pour la parole de l’éditeur.
        """),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          score       none

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      let nodes = model.nodes
      guard nodes.contains(where: { !$0.isRoot && !$0.sheet.origins.isEmpty }) else { return }
      for node in nodes where node.sheet.origins.isEmpty && !node.isRoot {
        report.add(
          node.sheet.location, ["name": node.name],
          fix: model.insertion("origin proposed \"…\"", into: node.name, .suggestion))
      }
    })
}
