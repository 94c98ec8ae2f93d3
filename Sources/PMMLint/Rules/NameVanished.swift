internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let nameVanished = Rule(
    "VER951", "name-vanished", .suspicious, .warning, scope: .editions,
    en: Words(
      "`{name}` of edition {edition} is gone without a word", labels: ["nothing here tells of it", "as it was"],
      notes: ["`was {name}` in what it is called now, or `retired {name} in {now} \"…\"`"],
      why: "Series break where a name ends. `was` carries one on, `retired` says that and why it ends."),
    fr: Words(
      "`{name}` de l’édition {edition} a disparu sans un mot",
      labels: ["rien ici n’en parle", "tel qu’il était"],
      notes: ["`was {name}` dans ce qui porte un autre nom, ou `retired {name} in {now} \"…\"`"],
      why: "Les séries se rompent là où un nom finit. `was` la poursuit, `retired` dit qu’elle finit et pourquoi."),
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

      retired cases in 2.0.0 "nobody kept the register"
      """,
    check: .project { project, report in
      for (old, new) in project.successions {
        let known = Set(new.sheets.flatMap { [$0.name] + $0.sheet.was })
          .union(new.program.retired.map(\.name))
        for (name, sheet) in old.sheets where !known.contains(name) {
          report.add(
            new.inRun(new.head),
            [
              "name": name, "edition": old.compilation.identity?.edition ?? "",
              "now": new.compilation.identity?.edition ?? "",
            ], related: [old.inRun(sheet.location)])
        }
      }
    })
}
