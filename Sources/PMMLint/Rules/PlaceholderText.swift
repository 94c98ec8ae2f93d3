internal import PMMDiagnostics
internal import PMMSyntax

extension Rule {
  static let placeholderText = Rule(
    "DOC606", "placeholder-text", .suspicious, .warning,
    en: Words(
      "`{name}` still says “{word}”", labels: ["not finished"],
      why: "What was to be filled in later is read as the definition."),
    fr: Words(
      "`{name}` dit encore « {word} »", labels: ["inachevé"],
      why: "Ce qui devait être complété plus tard se lit comme la définition."),
    bad: """
      kpi backlog "Backlog" {
          definition  "TODO: say what counts."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .written { module, report in
      for (written, text) in module.texts {
        guard let word = Text.placeholder(in: text.text) else { continue }
        report.add(written.location(text.span), ["name": written.element, "word": word])
      }
    })
}
