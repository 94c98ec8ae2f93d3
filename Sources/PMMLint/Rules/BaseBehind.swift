internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let baseBehind = Rule(
    "FLX807", "base-behind", .suspicious, .note, scope: .project,
    en: Words(
      "`{name}` adapts edition {edition} of `{framework}`, and there is {newest}",
      labels: ["the older one"], notes: ["`pmm diff` tells what would change"],
      why: "Until it moves, the administration is scored by rules that others have left."),
    fr: Words(
      "`{name}` adapte l’édition {edition} de `{framework}`, et il existe {newest}",
      labels: ["l’ancienne"], notes: ["`pmm diff` dit ce qui changerait"],
      why: "Tant qu’elle n’a pas suivi, l’administration est notée selon des règles que d’autres ont quittées."),
    bad: """
      // FILE office1.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          covers      2024
          status      approved
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
          may omit

          example "two" { cases = 2 } gives 2
      }
      // FILE small.pmm
      adaptation small of office 1.0.0 "HASH" for "XS" {
          omit cases because "there is no register"
      }
      // FILE office2.pmm
      framework office "Office" {
          definition  "An example."
          edition     2.0.0
          covers      from 2025
          status      approved
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
          may omit

          example "two" { cases = 2 } gives 2
      }
      """,
    good: """
      // FILE office1.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          covers      2024
          status      approved
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
          may omit

          example "two" { cases = 2 } gives 2
      }
      // FILE small.pmm
      adaptation small of office 1.0.0 "HASH" for "XS" {
          omit cases because "there is no register"
      }
      """,
    check: .project { project, report in
      for model in project.models {
        guard let adaptation = model.compilation.adaptation,
          let newest = project.newest("framework", adaptation.framework),
          Model.numbers(adaptation.edition).lexicographicallyPrecedes(newest.edition)
        else { continue }
        report.add(
          model.inRun(adaptation.location ?? model.head),
          [
            "name": adaptation.name, "edition": adaptation.edition,
            "framework": adaptation.framework, "newest": newest.compilation.identity?.edition ?? "",
          ])
      }
    })
}
