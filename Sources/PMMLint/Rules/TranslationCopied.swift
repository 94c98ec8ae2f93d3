internal import PMMDiagnostics
internal import PMMSyntax

extension Rule {
  static let translationCopied = Rule(
    "DOC605", "translation-copied", .suspicious, .note,
    en: Words(
      "the text of `{name}` in `{language}` is that in `{first}`", labels: ["not translated"],
      why: "A copied text counts as a translation, so nobody is reminded that it is missing."),
    fr: Words(
      "le texte de `{name}` en `{language}` est celui en `{first}`", labels: ["non traduit"],
      why: "Un texte copié compte comme traduction, et plus rien ne rappelle qu’elle manque."),
    bad: """
      framework bilingual "Bilingual" {
          title fr    "Bilingue"
          definition  "Measures how quickly goods are released."
          definition fr "Measures how quickly goods are released."
          edition     1.0.0
          status      draft
          languages   en, fr
          subject     office
          period      calendar year
          levels      kpi
      }

      unit case_file "case file" fr "dossier" counted

      kpi cases "Cases" {
          title fr    "Dossiers"
          definition  "Cases of the year."
          definition fr "Dossiers de l'année."
          reported    case_file
          score       none

          example "two" { cases = 2 } gives 2
      }
      """,
    good: """
      framework bilingual "Bilingual" {
          title fr    "Bilingue"
          definition  "Measures how quickly goods are released."
          definition fr "Mesure la rapidité de la sortie des marchandises."
          edition     1.0.0
          status      draft
          languages   en, fr
          subject     office
          period      calendar year
          levels      kpi
      }

      unit case_file "case file" fr "dossier" counted

      kpi cases "Cases" {
          title fr    "Dossiers"
          definition  "Cases of the year."
          definition fr "Dossiers de l'année."
          reported    case_file
          score       none

          example "two" { cases = 2 } gives 2
      }
      """,
    check: .syntax { model, report in
      for (written, texts) in model.translated {
        guard let first = texts.by[model.firstLanguage], first.text.utf8.count > 20,
          first.text.split(separator: " ").count > 3
        else { continue }
        for (language, text) in texts.by.sorted(by: { $0.key < $1.key })
        where language != model.firstLanguage && text.text == first.text {
          report.add(
            written.location(text.span),
            ["name": written.element, "first": model.firstLanguage, "language": language])
        }
      }
    })
}
