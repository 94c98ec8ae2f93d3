import PMMIR

/// What a definition says in its own words, a line for each text.
struct DefinitionLines {
  let wording: Wording

  /// The definition, then purpose, note and guidance with their names.
  func lines(of texts: ExplainedTexts) -> [String] {
    (texts.definition.map { [flowing($0)] } ?? []) + named(texts)
  }

  /// `Declarations lodged: every declaration that … Guidance: …`: each input that says something of
  /// itself, once.
  func lines(of inputs: [ExplainedInput]) -> [String] {
    inputs.compactMap { input -> String? in
      let said = lines(of: input.texts)
      guard !said.isEmpty else { return nil }
      return wording(.colon, ["name": input.title, "text": said.joined(separator: " ")])
    }.unique
  }

  /// What may be chosen, with what the option says of itself.
  func rules(of choices: [ExplainedChoice]) -> [ExplainedRule] {
    choices.map { choice in
      var rule = choice.rule
      rule.words = ([rule.words] + lines(of: choice.texts)).joined(separator: " ")
      return rule
    }
  }

  private func named(_ texts: ExplainedTexts) -> [String] {
    [(Phrase.textPurpose, texts.purpose), (.textNote, texts.note), (.textGuidance, texts.guidance)]
      .compactMap { phrase, text in
        text.map { wording(.colon, ["name": wording(phrase), "text": flowing($0)]) }
      }
  }

  /// A text of several lines in one: where it is broken depends on the width here.
  private func flowing(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
