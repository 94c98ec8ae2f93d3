internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let fileNameMismatch = Rule(
    "NAM704", "file-name-mismatch", .style, .warning,
    en: Words(
      "the file of `{name}` is not named after it", labels: ["in `{file}`"],
      why: "Who looks for a sheet looks at the names of files first."),
    fr: Words(
      "le fichier de `{name}` n’en porte pas le nom", labels: ["dans `{file}`"],
      why: "Qui cherche une fiche regarde d’abord les noms des fichiers."),
    bad: """
      // FILE office.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      outcome, kpi
      }

      unit case_file counted
      // PART transit.pmm
      outcome enforcement "Enforcement" {
          definition  "What is forbidden stays out."
          combine     none
      }

      kpi seizures "Seizures" in enforcement {
          definition  "Seizures of the year."
          reported    case_file
          score       none

          example "two" { seizures = 2 } gives 2
      }
      """,
    good: """
      // FILE office.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      outcome, kpi
      }

      unit case_file counted
      // PART enforcement.pmm
      outcome enforcement "Enforcement" {
          definition  "What is forbidden stays out."
          combine     none
      }

      kpi seizures "Seizures" in enforcement {
          definition  "Seizures of the year."
          reported    case_file
          score       none

          example "two" { seizures = 2 } gives 2
      }
      """,
    check: .syntax { model, report in
      guard model.trees.count > 1 else { return }
      let levels = model.program.head.levels
      for tree in model.trees where tree.head == nil {
        let branches = tree.declarations.compactMap { declaration -> Name? in
          guard case .sheet(let sheet) = declaration.kind, declaration.keyword.text != levels.last,
            levels.contains(declaration.keyword.text)
          else { return nil }
          return sheet.name
        }
        guard branches.count == 1, let name = branches.first,
          let file = tree.file.path.split(separator: "/").last, !file.contains(name.text)
        else { continue }
        report.add(tree.location(name.span), ["name": name.text, "file": String(file)])
      }
    })
}
