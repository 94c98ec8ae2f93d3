internal import PMMDiagnostics
internal import PMMSyntax

extension Rule {
  static let numbersDiffer = Rule(
    "DOC604", "translation-number-mismatch", .suspicious, .warning,
    en: Words(
      "the numbers of `{name}` differ between `{first}` and `{language}`: {missing}",
      labels: ["this text"],
      why: "A threshold that was changed in one language only makes two rules of one."),
    fr: Words(
      "les nombres de `{name}` diffèrent entre `{first}` et `{language}` : {missing}",
      labels: ["ce texte"],
      why: "Un seuil modifié dans une seule langue fait de la règle deux règles."),
    bad: """
      framework bilingual "Bilingual" {
          title fr    "Bilingue"
          definition  "Measures releases within 24 hours."
          definition fr "Mesure les sorties en moins de 48 heures."
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
          definition  "Measures releases within 24 hours."
          definition fr "Mesure les sorties en moins de 24 heures."
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
        guard let first = texts.by[model.firstLanguage] else { continue }
        let numbers = Text.numbers(first.text)
        for (language, text) in texts.by.sorted(by: { $0.key < $1.key })
        where language != model.firstLanguage {
          let others = Text.numbers(text.text)
          guard numbers != others else { continue }
          report.add(
            written.location(text.span),
            [
              "name": written.element, "first": model.firstLanguage, "language": language,
              "missing": Text.difference(numbers, others),
            ], related: [written.location(first.span)])
        }
      }
    })
}
