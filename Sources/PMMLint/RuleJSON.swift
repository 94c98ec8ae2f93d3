internal import PMMDiagnostics
package import PMMIR

/// The version of the JSON form of the rules; fields are only ever added under one major version.
package let rulesVersion = "1.0.0"

/// The rules as JSON, with their wording in a language.
package func rulesJSON(_ rules: [Rule], language: String) -> JSON {
  [
    "rulesVersion": .string(rulesVersion),
    "ruleSet": .string(RuleSet.newest.name),
    "language": .string(language),
    "rules": .array(rules.map { $0.json(language) }),
  ]
}

extension Rule {
  /// The wording in a language; English if there is no other.
  package func words(_ language: String) -> Words {
    language == "fr"
      ? french
      : Words(
        code.message, labels: code.labels, notes: code.notes, fix: code.fix, why: code.why)
  }

  fileprivate func json(_ language: String) -> JSON {
    let words = words(language)
    return .members([
      "code": .string(id),
      "name": .string(name),
      "group": .string(group.rawValue),
      "severity": .string(code.severity.rawValue),
      "isOn": .bool(group.isOn),
      "scope": .string(scope.rawValue),
      "fix": fix.map { .string($0.rawValue) },
      "since": .string(since.name),
      "message": .string(words.message),
      "notes": .strings(words.notes),
      "fixTitle": words.fix.isEmpty ? nil : .string(words.fix),
      "why": .string(words.why),
      "bad": .string(bad),
      "good": .string(good),
    ])
  }

  /// The rule's page, as Markdown.
  package func page(_ language: String) -> String {
    let words = words(language)
    let isFrench = language == "fr"
    func heading(_ english: String, _ french: String) -> String {
      "\n## \(isFrench ? french : english)\n\n"
    }
    func word(_ english: String) -> String { Rule.texts(language)[english] ?? english }
    var text = "# \(id) \(name)\n\n\(instance(language) ?? words.message.replacingBraces)\n\n"
    let on = isFrench ? (group.isOn ? "active" : "inactive") : (group.isOn ? "on" : "off")
    text += "\(word(group.rawValue)), \(word(code.severity.rawValue)), \(on); \(word(scope.rawValue))"
    if let fix { text += "; \(word("fix")): \(word(fix.rawValue))" }
    text += "; \(since.name)\n\n\(words.why)\n"
    if !words.notes.isEmpty {
      text += heading("Advice", "Conseils")
      text += words.notes.map { "- \($0.replacingBraces)\n" }.joined()
    }
    if !words.fix.isEmpty {
      text += heading("Fix", "Correction") + words.fix.replacingBraces + "\n"
    }
    if !bad.isEmpty {
      text += heading("Found", "Constaté") + "```\n\(bad)\n```\n"
      text += heading("Not found", "Non constaté") + "```\n\(good)\n```\n"
    }
    return text
  }
}

extension Rule {
  /// What it says of its bad example, as a template is all holes; nil if it has none.
  private func instance(_ language: String) -> String? {
    guard !bad.isEmpty else { return nil }
    var settings = Settings()
    settings.levels.updateValue(code.severity, forKey: id)
    let modules = Sample(bad).compilations.map { LintModule($0, settings: settings) }
    // The day on which the examples were written: one of them expires.
    let found = lint(modules, today: Day(year: 2026, month: 11, day: 22), isWhole: true)
    return found.diagnostics.first { $0.code.id == id }?
      .told(in: language, texts: Rule.texts(language)).message
  }
}

extension String {
  /// Arguments of a template as readers see them.
  fileprivate var replacingBraces: String {
    replacing("{", with: "‹").replacing("}", with: "›")
  }
}
