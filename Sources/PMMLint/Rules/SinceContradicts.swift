internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let sinceContradicts = Rule(
    "VER952", "since-contradicts", .correctness, .error, scope: .editions,
    en: Words(
      "`{name}` says that it exists since {since}, and edition {edition} has it",
      labels: ["later than it is", "here already"],
      why: "The history of a sheet is what others compute series from."),
    fr: Words(
      "`{name}` dit exister depuis {since}, et l’édition {edition} l’a déjà",
      labels: ["plus tard qu’en réalité", "déjà ici"],
      why: "L’historique d’une fiche est ce sur quoi d’autres calculent leurs séries."),
    bad: """
      // FILE one.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          covers      2024
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      kpi
      }

      unit case_file counted

      kpi cases "Cases" {
          definition  "Cases of the year."
          reported    case_file
          score       none

          example "two" { cases = 2 } gives 2
      }
      // FILE two.pmm
      framework office "Office" {
          definition  "An example."
          edition     2.0.0
          covers      from 2025
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      kpi
      }

      unit case_file counted

      kpi cases "Cases" {
          definition  "Cases of the year."
          reported    case_file
          score       none
          since       2.0.0

          example "two" { cases = 2 } gives 2
      }
      """,
    good: """
      // FILE one.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          covers      2024
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      kpi
      }
      // FILE two.pmm
      framework office "Office" {
          definition  "An example."
          edition     2.0.0
          covers      from 2025
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      kpi
      }

      unit case_file counted

      kpi cases "Cases" {
          definition  "Cases of the year."
          reported    case_file
          score       none
          since       2.0.0

          example "two" { cases = 2 } gives 2
      }
      """,
    check: .project { project, report in
      for (old, new) in project.successions {
        let earlier = Dictionary(old.sheets.map { ($0.name, $0.sheet) }, uniquingKeysWith: { $1 })
        for (name, sheet) in new.sheets {
          guard let since = sheet.since, let before = earlier[name],
            old.edition.lexicographicallyPrecedes(Model.numbers(since))
          else { continue }
          report.add(
            new.inRun(new.place(of: name) { if case .since = $0 { true } else { false } }),
            [
              "name": name, "since": since, "edition": old.compilation.identity?.edition ?? "",
            ], related: [old.inRun(before.location)])
        }
      }
    })
}
