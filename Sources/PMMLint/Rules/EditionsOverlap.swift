internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Rule {
  static let editionsOverlap = Rule(
    "VER954", "editions-overlap", .pedantic, .note, scope: .editions,
    en: Words(
      "editions {old} and {edition} both cover {period}", labels: ["covered again", "covered here"],
      why: "The higher edition scores the period. Who reads the lower one alone, or runs it alone, cannot see that."),
    fr: Words(
      "les éditions {old} et {edition} couvrent toutes deux {period}",
      labels: ["couvert encore", "couvert ici"],
      why: "L’édition la plus élevée note la période. Qui lit ou exécute l’autre seule ne peut le voir."),
    bad: """
      // FILE one.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          covers      from 2022
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
      """,
    good: """
      // FILE one.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
          covers      2022 .. 2024
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
      """,
    check: .project { project, report in
      for (old, new) in project.successions {
        // An addition replaces the edition before it; only a major edition begins anew.
        guard old.edition.first != new.edition.first else { continue }
        for covered in new.program.head.covers {
          guard let first = covered.lower, old.program.head.covers(first),
            !old.program.head.covers.isEmpty
          else { continue }
          func covers(_ model: Model) -> Location? {
            model.inRun(model.place(of: model.program.head.name) { if case .covers = $0 { true } else { false } })
          }
          report.add(
            covers(new),
            [
              "old": old.compilation.identity?.edition ?? "",
              "edition": new.compilation.identity?.edition ?? "", "period": "\(first)",
            ], related: [covers(old)])
        }
      }
    })
}
