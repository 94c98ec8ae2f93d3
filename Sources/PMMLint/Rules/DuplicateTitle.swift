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
      for (index, node) in model.nodes.enumerated() where !node.isRoot {
        guard let title = node.sheet.title[language], !title.isEmpty else { continue }
        let key = title.lowercased()
        if let other = seen[node.level]?[key].map({ model.nodes[$0] }) {
          // As people read them: the later one has the title again.
          let isBefore = node.stands(before: other)
          let (first, again) = isBefore ? (node, other) : (other, node)
          if isBefore { seen[node.level]?[key] = index }
          report.add(
            again.sheet.location, ["name": again.name, "other": first.name],
            related: [first.sheet.location])
        } else {
          seen[node.level, default: [:]][key] = index
        }
      }
    })
}

extension Model.Held {
  fileprivate func stands(before other: Model.Held) -> Bool {
    guard let here = sheet.location, let there = other.sheet.location else { return false }
    return (here.file, here.span.start) < (there.file, there.span.start)
  }
}
