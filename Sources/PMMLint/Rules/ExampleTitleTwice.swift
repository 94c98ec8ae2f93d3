internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let exampleTitleTwice = Rule(
    "DOC621", "example-title-twice", .style, .warning,
    en: Words(
      "two examples of `{name}` are called “{title}”", labels: ["again", "first here"],
      why: "When one of them fails, its title is how people speak of it."),
    fr: Words(
      "deux exemples de `{name}` s’appellent « {title} »", labels: ["encore", "d’abord ici"],
      why: "Quand l’un d’eux échoue, c’est par son titre que l’on en parle."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "typical" { declarations = 400, released = 300 } gives 100
          example "typical" { declarations = 500, released = 300 } gives 200
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "typical" { declarations = 400, released = 300 } gives 100
          example "a strike" { declarations = 500, released = 300 } gives 200
      }
      """,
    check: .framework { model, report in
      for node in model.nodes where node.examples.count > 1 {
        var seen: [String: Location?] = [:]
        for example in node.examples {
          if let first = seen[example.title] {
            report.add(
              example.location, ["name": node.name, "title": example.title], related: [first])
          } else {
            seen[example.title] = example.location
          }
        }
      }
    })
}
