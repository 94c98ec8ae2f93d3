internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let statedWithoutPlace = Rule(
    "SRC312", "stated-without-place", .suspicious, .warning,
    en: Words(
      "`{name}` says that a source states something, and not where", labels: ["where?"],
      notes: ["name an address, or a document with its year, page or number, or what it says behind a colon"],
      why: "`stated` is a claim that every reader must be able to look up."),
    fr: Words(
      "`{name}` dit qu’une source énonce quelque chose, et non où", labels: ["où ?"],
      notes: ["indiquer une adresse, ou un document avec son année, sa page ou son numéro, ou ce qu’il dit après deux-points"],
      why: "`stated` est une affirmation que chaque lecteur doit pouvoir vérifier."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          score       none
          origin      stated "a meeting"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          score       none
          origin      stated "annual report 2024, page 12"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      func look(_ name: String, _ sheet: Sheet) {
        for origin in sheet.origins where origin.certainty == .stated && origin.from == .own {
          guard !origin.source.contains(where: \.isNumber), !origin.source.contains(":") else {
            continue
          }
          report.add(origin.location, ["name": name])
        }
      }
      for node in model.nodes { look(node.name, node.sheet) }
      for input in model.program.inputs where input.owner == nil { look(input.name, input.sheet) }
    })
}
