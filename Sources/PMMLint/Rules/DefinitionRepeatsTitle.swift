internal import PMMDiagnostics
internal import PMMNumber
internal import PMMSyntax

extension Rule {
  static let definitionRepeatsTitle = Rule(
    "DOC616", "definition-repeats-title", .suspicious, .warning,
    en: Words(
      "the definition of `{name}` only repeats its title", labels: ["says nothing more"],
      why:
        "A definition says what belongs to the figure and what does not. The title has been read already."
    ),
    fr: Words(
      "la définition de `{name}` ne fait que répéter son titre", labels: ["ne dit rien de plus"],
      why:
        "Une définition dit ce qui entre dans le chiffre et ce qui n’y entre pas. Le titre a déjà été lu."
    ),
    bad: """
      kpi backlog "Declarations not released" {
          definition  "Declarations not released."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Declarations not released" {
          definition  "Declarations that were not released on the day of lodging, whatever the reason."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .written { module, report in
      func plain(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
      }
      for written in module.declarations {
        for clause in written.block?.clauses ?? [] {
          guard case .text(.definition, nil, let text) = clause.kind,
            let title = written.titles.first,
            text.text.utf8.count < title.text.utf8.count + 8, plain(text.text) == plain(title.text)
          else { continue }
          report.add(written.location(text.span), ["name": written.element])
        }
      }
    })
}
