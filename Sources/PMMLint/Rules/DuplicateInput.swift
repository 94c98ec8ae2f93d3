internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Rule {
  static let duplicateInput = Rule(
    "STR009", "duplicate-input", .suspicious, .warning,
    en: Words(
      "`{name}` asks for what `{other}` asks for", labels: ["the same words", "first here"],
      why: "Administrations that are asked twice for one figure send two that differ."),
    fr: Words(
      "`{name}` demande ce que demande `{other}`", labels: ["les mêmes mots", "d’abord ici"],
      why: "Une administration à qui l’on demande deux fois le même chiffre en envoie deux qui diffèrent."),
    bad: """
      input lodged "Declarations" : declaration {
          definition  "Declarations lodged in the year."
          range       from 0
          source      "declaration system"
      }

      kpi backlog "Backlog" {
          definition  "Declarations that were lodged and not released on the day."
          unit        declaration
          formula     lodged - released
          score       none
          origin      proposed "this example"

          example "one hundred" { lodged = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations that were lodged and not released on the day."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      var titles: [String: Int] = [:]
      var definitions: [String: Int] = [:]
      let language = model.program.head.languages.first ?? "en"
      for (index, input) in model.program.inputs.enumerated() where input.owner == nil {
        let title = input.sheet.title[language]?.lowercased() ?? ""
        let definition = input.sheet.definition[language] ?? ""
        let candidates = [title.isEmpty ? nil : titles[title], definition.isEmpty ? nil : definitions[definition]]
        let other = candidates.compactMap(\.self).first.map { model.program.inputs[$0] }
        if let other, other.type == input.type, other.accumulation == input.accumulation,
          other.breakdown == input.breakdown
        {
          report.add(
            input.sheet.location, ["name": input.name, "other": other.name],
            related: [other.sheet.location])
        }
        titles[title] = titles[title] ?? index
        definitions[definition] = definitions[definition] ?? index
      }
    })
}
