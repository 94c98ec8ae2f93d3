internal import PMMDiagnostics
internal import PMMSyntax

extension Rule {
  static let goalAndTarget = Rule(
    "REF511", "goal-and-target", .style, .warning, scope: .catalogue,
    en: Words(
      "`{name}` refers to {code} and to {part}, which is part of it",
      labels: ["the whole", "the part"],
      why: "The target implies its goal; both together make counts by goal count the sheet twice."),
    fr: Words(
      "`{name}` renvoie à {code} et à {part}, qui en fait partie",
      labels: ["le tout", "la partie"],
      why:
        "La cible implique son objectif ; les deux ensemble font compter la fiche deux fois par objectif."
    ),
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
          sdg         "8", "8.3"
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
          for code in codes {
            guard let part = codes.first(where: { $0.text.hasPrefix(code.text + ".") }) else {
              continue
            }
            report.add(
              written.location(code.span),
              ["name": written.element, "code": code.text, "part": part.text],
              related: [written.location(part.span)])
          }
        }
      }
    })
}
