internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let unusedParameter = Rule(
    "STR013", "unused-parameter", .suspicious, .warning, fix: .unsafe,
    en: Words(
      "nothing reads the parameter `{name}`, and nobody may set it",
      labels: ["changes nothing"], fix: "take it away",
      why: """
        A parameter that no rule reads can still say how figures are collected, if administrations may \
        set it. One that is read by nothing and set by nobody says nothing.
        """),
    fr: Words(
      "rien ne lit le paramètre `{name}`, et nul ne peut le fixer",
      labels: ["ne change rien"], fix: "le supprimer",
      why: """
        Un paramètre que ne lit aucune règle peut encore dire comment les chiffres sont collectés, si les \
        administrations peuvent le fixer. Ce que rien ne lit et que nul ne fixe ne dit rien.
        """),
    bad: """
      parameter late_after "Days after which a release is late" = 5 day {
          definition  "A release later than this is late."
      }
      """,
    good: """
      parameter late_after "Days after which a release is late" = 5 day {
          definition  "A release later than this is late."
          may set     1 .. 10 day, comparable when equal
      }
      """,
    check: .framework { model, report in
      guard !model.program.parameters.isEmpty else { return }
      for index in model.program.parametersUnread.sorted() {
        let parameter = model.program.parameters[index]
        guard parameter.maySet == nil, !model.isMentioned(parameter.name) else { continue }
        report.add(
          parameter.sheet.location, ["name": parameter.name], fix: model.removal(of: parameter.name))
      }
    })
}
