import PMMIR
import PMMNumber

/// What the definition says in its own words, and what it leaves open to be chosen.
extension Explainer {
  func texts(of sheet: Sheet) -> ExplainedTexts {
    func text(_ translations: Translations) -> String? {
      let text = translations.text(wording.language, fallback: program.head.languages)
      return text.isEmpty ? nil : text
    }
    return ExplainedTexts(
      definition: text(sheet.definition), purpose: text(sheet.purpose), note: text(sheet.note),
      guidance: text(sheet.guidance))
  }

  /// The level that the sheet states, else the widest of the framework.
  var disclosureRule: ExplainedRule? {
    guard let widest = program.head.disclosure.first else { return nil }
    guard let own = sheet.disclosure else { return rule(widest.spaced, .language, nil) }
    return rule(program.head.disclosure[own.value].spaced, own.source, own.location)
  }

  /// Other definitions that may be used, parameters read that may be set, and leaving it out.
  func choices(_ inputs: [ExplainedInput]) -> [ExplainedChoice] {
    var choices = sheet.alternatives.map { option in
      ExplainedChoice(
        kind: .use, name: option.name, texts: texts(of: option.sheet),
        rule: rule(
          wording(
            .choiceUse,
            [
              "title": alternativeTitle(option.name), "name": option.name,
              "comparability": words(option.comparability),
            ]), .own, option.location))
    }
    choices += inputs.filter { $0.kind == .parameter }.map(\.name).unique.compactMap(setting)
    if let omit = sheet.mayOmit, omit.value {
      choices.append(
        ExplainedChoice(
          kind: .omit, name: nil, texts: ExplainedTexts(),
          rule: rule(wording(.choiceOmit), omit.source, omit.location)))
    }
    return choices
  }

  private func setting(_ name: String) -> ExplainedChoice? {
    guard let index = program.parameter(named: name),
      let choice = program.parameters[index].maySet
    else { return nil }
    let parameter = program.parameters[index]
    let bounds = choice.value.bounds
    let range: String
    if let unit = parameter.type.unit {
      range = words(bounds, unit)
    } else {
      let ends = [bounds.lower, bounds.upper].compactMap { $0.flatMap { Int($0.exactText) } }
        .map { wording.value(.level($0), parameter.type, in: program) }
      range = wording.list(ends.unique)
    }
    let words = wording(
      .choiceSet,
      [
        "title": wording.title(name, in: program), "range": range,
        "comparability": words(choice.value.comparability),
      ])
    return ExplainedChoice(
      kind: .set, name: name, texts: texts(of: parameter.sheet),
      rule: rule(words, .own, choice.location))
  }

  func words(_ comparability: Comparability) -> String {
    switch comparability {
    case .comparable: wording(.optionComparable)
    case .withinOption: wording(.optionWithin)
    case .whenEqual: wording(.optionWhenEqual)
    case .notComparable: wording(.optionNotComparable)
    }
  }
}
