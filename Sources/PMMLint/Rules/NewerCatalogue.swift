internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let newerCatalogue = Rule(
    "REF512", "newer-catalogue", .suspicious, .note, scope: .project,
    en: Words(
      "`{name}` is used in edition {edition}, and there is {newest}", labels: ["the older one"],
      why: "Newer editions tell what was withdrawn or took the place of something; whoever stays behind refers to what is gone."),
    fr: Words(
      "`{name}` est utilisé en édition {edition}, et il existe {newest}", labels: ["l’ancienne"],
      why: "Les éditions nouvelles disent ce qui a été retiré ou remplacé ; qui reste en arrière renvoie à ce qui n’est plus."),
    bad: """
      // FILE sdg1.pmm
      catalogue sdg "Goals" {
          edition     1.0.0
          status      approved
          languages   en
      }

      entry "8.3" "Small firms"
      // FILE sdg2.pmm
      catalogue sdg "Goals" {
          edition     1.1.0
          status      approved
          languages   en
      }

      entry "8.3" "Small firms"
      // FILE office.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      kpi
          uses        sdg 1.0.0
      }
      """,
    good: """
      // FILE sdg1.pmm
      catalogue sdg "Goals" {
          edition     1.0.0
          status      approved
          languages   en
      }

      entry "8.3" "Small firms"
      // FILE sdg2.pmm
      catalogue sdg "Goals" {
          edition     1.1.0
          status      approved
          languages   en
      }

      entry "8.3" "Small firms"
      // FILE office.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      kpi
          uses        sdg 1.1.0
      }
      """,
    check: .project { project, report in
      for model in project.models where model.compilation.adaptation == nil {
        for use in model.program.head.uses {
          guard let newest = project.newest("catalogue", use.name),
            Model.numbers(use.edition).lexicographicallyPrecedes(newest.edition)
          else { continue }
          report.add(
            model.inRun(model.place(of: model.program.head.name) { if case .uses = $0 { true } else { false } }),
            [
              "name": use.name, "edition": use.edition,
              "newest": newest.compilation.identity?.edition ?? "",
            ])
        }
      }
    })
}
