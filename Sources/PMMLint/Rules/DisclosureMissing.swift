internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let disclosureMissing = Rule(
    "SRC305", "disclosure-missing", .suspicious, .warning, fix: .suggestion,
    en: Words(
      "`{name}` does not say to whom it is shown", labels: ["no `disclosure`"],
      notes: ["the framework knows {levels}"], fix: "state it",
      why: "In a framework that distinguishes levels of disclosure, an administration must know before it reports who will see the figure."),
    fr: Words(
      "`{name}` ne dit pas à qui il est montré", labels: ["pas de `disclosure`"],
      notes: ["le cadre connaît {levels}"], fix: "l’indiquer",
      why: "Dans un cadre qui distingue des niveaux de diffusion, une administration doit savoir avant de déclarer qui verra le chiffre."),
    bad: """
      framework small "Small" {
          definition  "An example."
          edition     1.0.0
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      kpi
          disclosure  public, own
      }

      unit case_file counted

      kpi cases "Cases" {
          definition  "Cases of the year."
          reported    case_file
          score       none

          example "two" { cases = 2 } gives 2
      }
      """,
    good: """
      framework small "Small" {
          definition  "An example."
          edition     1.0.0
          status      draft
          languages   en
          subject     office
          period      calendar year
          levels      kpi
          disclosure  public, own
      }

      unit case_file counted

      kpi cases "Cases" {
          definition  "Cases of the year."
          reported    case_file
          disclosure  public
          score       none

          example "two" { cases = 2 } gives 2
      }
      """,
    check: .framework { model, report in
      let levels = model.program.head.disclosure
      guard !levels.isEmpty else { return }
      for node in model.nodes where node.children.isEmpty && node.disclosure == nil {
        if case .heading = node.rules.body.value { continue }
        report.add(
          node.sheet.location,
          ["name": node.name, "levels": levels.map { "`\($0)`" }.joined(separator: ", ")],
          fix: model.insertion("disclosure \(levels[0])", into: node.name, .suggestion))
      }
    })
}
