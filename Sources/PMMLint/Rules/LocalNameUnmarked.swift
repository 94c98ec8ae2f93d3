internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Rule {
  static let localNameUnmarked = Rule(
    "FLX811", "local-name-unmarked", .pedantic, .note, scope: .adaptation,
    en: Words(
      "the name of `{name}` could be one of a later edition of `{framework}`",
      labels: ["declared by the adaptation"], notes: ["for example `{subject}_{name}`"],
      why: "An edition that takes the name makes the adaptation fail. A name that says whose it is stays free."),
    fr: Words(
      "le nom de `{name}` pourrait être celui d’une édition à venir de `{framework}`",
      labels: ["déclaré par l’adaptation"], notes: ["par exemple `{subject}_{name}`"],
      why: "Une édition qui prend le nom fait échouer l’adaptation. Un nom qui dit à qui il est reste libre."),
    bad: """
      // FILE office.pmm
      framework office "Office" {
          definition  "An example."
          edition     1.0.0
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

          example "two" { cases = 2 } gives 2
      }
      // FILE small.pmm
      adaptation small of office 1.0.0 "HASH" for "XS" {
      }

      kpi seizures "Seizures" {
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

          example "two" { cases = 2 } gives 2
      }
      // FILE small.pmm
      adaptation small of office 1.0.0 "HASH" for "XS" {
      }

      kpi xs_seizures "Seizures" {
          definition  "Seizures of the year."
          reported    case_file
          score       none

          example "two" { xs_seizures = 2 } gives 2
      }
      """,
    check: .adaptation { model, report in
      guard let adaptation = model.compilation.adaptation else { return }
      let subject = adaptation.subject.lowercased()
      for written in model.declarations {
        switch written.declaration.kind {
        case .sheet, .input: break
        default: continue
        }
        guard let name = written.name,
          !name.text.split(separator: "_").contains(where: { $0 == subject || $0 == adaptation.name })
        else { continue }
        report.add(
          written.location(name.span),
          ["name": name.text, "framework": adaptation.framework, "subject": subject])
      }
    })
}
