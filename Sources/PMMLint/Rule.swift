package import PMMDiagnostics

/// One rule of the linter: what it finds, why, and a bad and a good example.
///
/// The examples are its documentation and its first tests. Ids and names are never given out twice.
package struct Rule: Sendable, Identifiable {
  /// How sure a finding is, and so whether the rule is on unless `pmm.toml` says otherwise.
  package enum Group: String, Sendable, CaseIterable {
    /// Wrong wherever it is found: no false positives.
    case correctness
    /// Most likely not what was meant.
    case suspicious
    /// Right, and not as well written as it could be.
    case style
    /// Strict; off.
    case pedantic
    /// What one project may want to forbid itself; off.
    case restriction

    package var isOn: Bool { self != .pedantic && self != .restriction }
  }

  /// What has to be looked at to find it.
  package enum Scope: String, Sendable, CaseIterable {
    case file, project, adaptation, catalogue, editions
  }

  /// What the fix that a rule offers does to figures.
  package enum FixSafety: String, Sendable, CaseIterable {
    /// None: the hash of the rules stays, which is checked when it is applied.
    case safe
    /// It may change what is computed or collected, so it is asked for.
    case unsafe
    /// Shown only: its author has to fill something in.
    case suggestion
  }

  /// The function that finds it. It sees what was written in one module, that and what it means, or all
  /// modules.
  package enum Check: Sendable {
    case written(@Sendable (Writing, inout Report) -> Void)
    case framework(@Sendable (Model, inout Report) -> Void)
    case syntax(@Sendable (Model, inout Report) -> Void)
    case catalogue(@Sendable (Model, inout Report) -> Void)
    case adaptation(@Sendable (Model, inout Report) -> Void)
    case project(@Sendable (Project, inout Report) -> Void)
    /// The linter itself, when it applies what allows, settings and the baseline say.
    case linter
  }

  /// Wording in one language: the same templates, with the same arguments, in each.
  package struct Words: Sendable {
    package var message: String
    package var labels: [String]
    package var notes: [String]
    package var fix: String
    package var why: String

    package init(
      _ message: String, labels: [String] = [], notes: [String] = [], fix: String = "",
      why: String
    ) {
      self.message = message
      self.labels = labels
      self.notes = notes
      self.fix = fix
      self.why = why
    }
  }

  /// Its code, with the English wording.
  package let code: DiagnosticCode
  package let french: Words
  package let group: Group
  package let scope: Scope
  package let fix: FixSafety?
  /// The first set of rules that has it.
  package let since: RuleSet
  /// What it finds, and the same as it should be. `Sample` says how a text becomes modules.
  package let bad: String
  package let good: String
  package let check: Check

  package var id: String { code.id }
  package var name: String { code.name }
  /// The capitals of its code.
  package var area: Substring { code.id.prefix(3) }

  package init(
    _ id: String, _ name: String, _ group: Group, _ severity: Severity, scope: Scope = .file,
    fix: FixSafety? = nil, since: RuleSet = .first, en: Words, fr: Words, bad: String,
    good: String, check: Check
  ) {
    code = DiagnosticCode(
      id, name, severity, en.message, labels: en.labels, notes: en.notes, fix: en.fix, why: en.why)
    french = fr
    self.group = group
    self.scope = scope
    self.fix = fix
    self.since = since
    self.bad = bad
    self.good = good
    self.check = check
  }

  /// The rule of a code or a name.
  package static func named(_ text: String) -> Rule? { byName[text] }

  private static let byName: [String: Rule] = Dictionary(
    uniqueKeysWithValues: all.flatMap { [($0.id, $0), ($0.name, $0)] })

  /// What wrong names are compared with.
  package static let names: [String] = all.flatMap { [$0.id, $0.name] }

  /// The templates of every rule in a language, by the English ones; none for English.
  package static func texts(_ language: String) -> [String: String] {
    language == "fr" ? frenchTexts : [:]
  }

  /// Arguments that are words of ours.
  private static let frenchPhrases = [
    "is decided by a line above": "est décidée par une ligne au-dessus",
    "always holds": "vaut toujours", "never holds": "ne vaut jamais", "value": "valeur",
    "score": "score", "scale": "échelle", "axis": "axe", "attribute": "attribut",
    "table": "table", "population": "population", "unit": "unité", "input": "donnée",
    "check": "contrôle", "source": "source",
    "error": "erreur", "warning": "avertissement", "note": "note",
    "fix": "correction", " (changes the meaning)": " (change le sens)",
    " (a suggestion)": " (une suggestion)",
    "correctness": "exactitude", "suspicious": "suspect", "style": "style",
    "pedantic": "pointilleux",
    "restriction": "restriction", "file": "fichier", "project": "projet",
    "adaptation": "adaptation",
    "catalogue": "catalogue", "editions": "éditions", "safe": "sûre", "unsafe": "non sûre",
    "suggestion": "suggestion",
  ]

  private static let frenchTexts: [String: String] = {
    var texts = frenchPhrases
    for rule in all {
      let (english, french) = (rule.code, rule.french)
      texts[english.message] = french.message
      texts[english.fix] = french.fix
      for (text, translation) in zip(english.labels, french.labels) { texts[text] = translation }
      for (text, translation) in zip(english.notes, french.notes) { texts[text] = translation }
    }
    return texts
  }()
}

/// The rules as they were in a release: who pins one gets no new findings by a newer tool.
package struct RuleSet: Sendable, Hashable, Comparable, CaseIterable {
  package let name: String

  package static let first = RuleSet(name: "2026.1")
  package static let allCases = [first]
  package static let newest = first

  package static func < (left: RuleSet, right: RuleSet) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// What one rule finds.
package struct Report {
  let code: DiagnosticCode
  package private(set) var findings: [Diagnostic] = []
  /// The files that are looked at; nil is all.
  private let files: Set<Int>?
  /// The first finding of each place.
  private var places: [Location: Int] = [:]
  /// A clause of `every` is looked at for each node; what is found in it is told once.
  private var seen: Set<Diagnostic> = []

  init(_ code: DiagnosticCode, in files: Set<Int>? = nil) {
    self.code = code
    self.files = files
  }

  /// Nothing is told of what has no place in the files.
  mutating func add(
    _ place: Location?, _ arguments: Arguments = [:], related: [Location?] = [],
    fix: Fix? = nil
  ) {
    guard let place, files?.contains(place.file) ?? true else { return }
    let finding = Diagnostic(
      code, at: place, arguments, related: related.compactMap(\.self), fix: fix)
    if let first = places.updateValue(findings.count, forKey: place) {
      seen.insert(findings[first])
      guard seen.insert(finding).inserted else { return }
    }
    findings.append(finding)
  }
}
