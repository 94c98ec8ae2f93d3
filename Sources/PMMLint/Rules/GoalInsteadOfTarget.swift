internal import PMMDiagnostics
internal import PMMSyntax

extension Rule {
  static let goalInsteadOfTarget = Rule(
    "REF502", "goal-instead-of-target", .pedantic, .note, scope: .catalogue,
    en: Words(
      "`{name}` refers to the goal {code} as a whole", labels: ["no target"],
      why: "A goal has a dozen targets; a figure contributes to one of them, or to none."),
    fr: Words(
      "`{name}` renvoie à l’objectif {code} dans son ensemble", labels: ["aucune cible"],
      why:
        "Un objectif a une douzaine de cibles ; un chiffre contribue à l’une d’elles, ou à aucune."),
    bad: """
      // FILE sdg.pmm
      catalogue sdg "Goals" {
          edition     1.0.0
          status      approved
          languages   en
      }

      entry "8" "Decent work"
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
          sdg         "8"
      }
      """,
    good: """
      // FILE sdg.pmm
      catalogue sdg "Goals" {
          edition     1.0.0
          status      approved
          languages   en
      }

      entry "8" "Decent work"
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
          sdg         "8.3"
      }
      """,
    check: .written { module, report in
      for written in module.declarations {
        for clause in written.block?.clauses ?? [] {
          guard case .sdg(let codes) = clause.kind else { continue }
          for code in codes where !code.text.contains(".") {
            report.add(
              written.location(code.span), ["name": written.element, "code": code.text])
          }
        }
      }
    })
}
