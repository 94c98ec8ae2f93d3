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
          let earlier = before.translatedTexts(first: first)
          for (kind, by) in written.translatedTexts(first: first) {
            guard let text = by[first] else { continue }
            for (language, translation) in by.sorted(by: { $0.key < $1.key }) where language != first {
              // The translation of another text, and of none that reads like this one.
              let same = earlier.filter {
                $0.kind == kind && $0.by[language]?.text == translation.text
              }
              guard !same.isEmpty, same.allSatisfy({ $0.by[first]?.text != text.text }) else {
                continue
              }
              report.add(
                new.inRun(written.location(translation.span)),
                [
                  "what": kind, "name": written.element, "language": language,
                  "edition": old.compilation.identity?.edition ?? "",
                ], related: [new.inRun(written.location(text.span))])
            }
          }
        }
      }
    })
}

extension Written {
  /// The texts of the declaration's own sheet, and of its checks and sources, by what they belong to.
  fileprivate func translatedTexts(first: String) -> [(kind: String, by: [String: TextLiteral])] {
    var found = sheetTexts(first: first).map { (kind: $0.key.rawValue, by: $0.value) }
      .sorted { $0.kind < $1.kind }
    for clause in block?.clauses ?? [] {
      let (kind, texts): (String, Texts)
      switch clause.kind {
      case .check(_, let message?), .warn(_, let message?): (kind, texts) = ("check", message)
      case .source(_, let source): (kind, texts) = ("source", source)
      default: continue
      }
      var by = [first: texts.first]
      for (language, text) in texts.others { by[language.text] = text }
      found.append((kind, by))
    }
    return found
  }
}
