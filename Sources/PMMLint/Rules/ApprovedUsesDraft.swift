internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let approvedUsesDraft = Rule(
    "DEP905", "approved-uses-draft", .correctness, .error, scope: .project,
    en: Words(
      "`{name}` is approved and uses `{other}`, which is a draft", labels: ["may still change"],
      why: "A draft changes without notice, and what is approved would change with it."),
    fr: Words(
      "`{name}` est approuvé et utilise `{other}`, qui est un projet", labels: ["peut encore changer"],
      why: "Un projet change sans préavis, et ce qui est approuvé changerait avec lui."),
    bad: """
      // FILE sdg.pmm
      catalogue sdg "Goals" {
          edition     1.0.0
          status      draft
          languages   en
      }

      entry "8.3" "Small firms"
      // FILE office.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          status      approved
          languages   en
          subject     office
          period      calendar year
          levels      kpi
          uses        sdg 1.0.0
      }
      """,
    good: """
      // FILE sdg.pmm
      catalogue sdg "Goals" {
          edition     1.0.0
          status      approved
          languages   en
      }

      entry "8.3" "Small firms"
      // FILE office.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          status      approved
          languages   en
          subject     office
          period      calendar year
          levels      kpi
          uses        sdg 1.0.0
      }
      """,
    check: .project { project, report in
      for model in project.models where model.program.head.status == .approved {
        for use in model.program.head.uses {
          let isDraft = project.models.contains {
            $0.compilation.catalogue.map {
              $0.name == use.name && $0.edition == use.edition && $0.status == .draft
            } ?? false
          }
          guard isDraft, model.compilation.adaptation == nil else { continue }
          report.add(
            model.inRun(model.place(of: model.program.head.name) { if case .uses = $0 { true } else { false } }),
            ["name": model.program.head.name, "other": use.name])
        }
      }
    })
}
