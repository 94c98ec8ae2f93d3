internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let translationStale = Rule(
    "DOC603", "translation-stale", .suspicious, .warning, scope: .editions,
    en: Words(
      "the {what} of `{name}` changed since {edition}, and its text in `{language}` did not",
      labels: ["as it was", "changed here"],
      why: "Readers of the translation go on with the old meaning."),
    fr: Words(
      "« {what} » de `{name}` a changé depuis {edition}, et son texte en `{language}` non",
      labels: ["comme avant", "changé ici"],
      why: "Les lecteurs de la traduction gardent l’ancien sens."),
    bad: """
      // FILE one.pmm
      framework office "Office" {
          title fr    "Bureau"
          definition  "How quickly goods are released."
          definition fr "La rapidité de la sortie des marchandises."
          edition     1.0.0
          covers      2024
          status      draft
          languages   en, fr
          subject     office
          period      calendar year
          levels      kpi
      }
      // FILE two.pmm
      framework office "Office" {
          title fr    "Bureau"
          definition  "How quickly goods are released, and at what cost."
          definition fr "La rapidité de la sortie des marchandises."
          edition     1.1.0
          covers      from 2025
          status      draft
          languages   en, fr
          subject     office
          period      calendar year
          levels      kpi
      }
      """,
    good: """
      // FILE one.pmm
      framework office "Office" {
          title fr    "Bureau"
          definition  "How quickly goods are released."
          definition fr "La rapidité de la sortie des marchandises."
          edition     1.0.0
          covers      2024
          status      draft
          languages   en, fr
          subject     office
          period      calendar year
          levels      kpi
      }
      // FILE two.pmm
      framework office "Office" {
          title fr    "Bureau"
          definition  "How quickly goods are released, and at what cost."
          definition fr "La rapidité et le coût de la sortie des marchandises."
          edition     1.1.0
          covers      from 2025
          status      draft
          languages   en, fr
          subject     office
          period      calendar year
          levels      kpi
      }
      """,
    check: .project { project, report in
      for (old, new) in project.successions {
        let first = new.firstLanguage
        for written in new.declarations {
          guard let before = old.declaration(of: written.element) else { continue }
          let (texts, earlier) = (written.sheetTexts(first: first), before.sheetTexts(first: first))
          for (kind, by) in texts {
            guard let text = by[first], let was = earlier[kind]?[first], text.text != was.text else {
              continue
            }
            for (language, translation) in by.sorted(by: { $0.key < $1.key }) where language != first {
              guard earlier[kind]?[language]?.text == translation.text else { continue }
              report.add(
                new.inRun(written.location(translation.span)),
                [
                  "what": kind.rawValue, "name": written.element, "language": language,
                  "edition": old.compilation.identity?.edition ?? "",
                ], related: [new.inRun(written.location(text.span))])
            }
          }
        }
      }
    })
}
