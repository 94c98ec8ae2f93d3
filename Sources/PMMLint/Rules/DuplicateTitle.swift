internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Rule {
  static let duplicateTitle = Rule(
    "DOC617", "duplicate-title", .suspicious, .warning,
    en: Words(
      "`{name}` and `{other}` have the same title", labels: ["again", "first here"],
      why: "In tables and charts readers have nothing but the title to tell two figures apart."),
    fr: Words(
      "`{name}` et `{other}` ont le même titre", labels: ["encore", "d’abord ici"],
      why: "Dans les tableaux et graphiques, les lecteurs n’ont que le titre pour distinguer deux chiffres."),
    bad: """
      kpi backlog "Released on the same day" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Not released on the same day" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      var seen: [String: [String: Int]] = [:]
      let language = model.program.head.languages.first ?? "en"
      // In the order of the files, as people read them.
      let order = model.nodes.indices.sorted {
        let (left, right) = (model.nodes[$0].sheet.location, model.nodes[$1].sheet.location)
        guard let left, let right else { return left != nil && right == nil }
        return (left.file, left.span.start) < (right.file, right.span.start)
      }
      for index in order where !model.nodes[index].isRoot {
        let node = model.nodes[index]
        guard let title = node.sheet.title[language], !title.isEmpty else { continue }
        let key = title.lowercased()
        if let other = seen[node.level]?[key] {
          report.add(
            node.sheet.location, ["name": node.name, "other": model.nodes[other].name],
            related: [model.nodes[other].sheet.location])
        } else {
          seen[node.level, default: [:]][key] = index
        }
      }
    })
}
