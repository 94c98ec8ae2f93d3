package import PMMDiagnostics

/// Text by language code; the framework's first language always comes first.
package struct Translations: Hashable, Sendable {
  /// Sorted by language. Every node has a title, mostly in one language: a dictionary of it would be
  /// larger than all of its texts.
  private var texts: [Text]

  private struct Text: Hashable, Sendable {
    var language: String
    var text: String
  }

  package init() { texts = [] }

  /// A text in one language.
  package init(_ language: String, _ text: String) {
    texts = [Text(language: language, text: text)]
  }

  package init(_ byLanguage: [String: String]) {
    texts = byLanguage.sorted { $0.key < $1.key }.map { Text(language: $0.key, text: $0.value) }
  }

  package subscript(_ language: String) -> String? {
    get { texts.first { $0.language == language }?.text }
    set {
      let place = texts.firstIndex { $0.language >= language } ?? texts.count
      let isKnown = place < texts.count && texts[place].language == language
      let new = newValue.map { [Text(language: language, text: $0)] } ?? []
      texts.replaceSubrange(place..<(isKnown ? place + 1 : place), with: new)
    }
  }

  package var isEmpty: Bool { texts.isEmpty }

  /// Each language with its text, sorted by language.
  package var sorted: some Sequence<(language: String, text: String)> {
    texts.lazy.map { ($0.language, $0.text) }
  }

  /// The text in the language, else in the first of `languages` that has one, else empty.
  package func text(_ language: String, fallback languages: [String]) -> String {
    self[language] ?? languages.lazy.compactMap { self[$0] }.first ?? texts.first?.text ?? ""
  }
}

package enum Certainty: String, Hashable, Sendable, CaseIterable {
  case stated, derived, proposed
}

/// What an origin is about: a clause, or its text in one language.
package struct SpokenOf: Hashable, Sendable, CustomStringConvertible {
  package var clause: String
  /// Nil is every language that no other origin names.
  package var language: String?

  package init(_ clause: String, language: String? = nil) {
    self.clause = clause
    self.language = language
  }

  /// As it is written: `title`, `title fr`.
  package var description: String { language.map { "\(clause) \($0)" } ?? clause }
}

/// Who says so: `origin proposed "this project" for score, title fr`.
package struct Origin: Hashable, Sendable {
  package var certainty: Certainty
  package var source: String
  /// What it is about; empty means all that no other origin names.
  package var clauses: [SpokenOf]
  package var location: Location?
  /// Where the clause was written: the sheet itself, `every LEVEL`, or the head.
  package var from: ClauseSource

  package init(
    certainty: Certainty, source: String, clauses: [SpokenOf], location: Location?,
    from: ClauseSource
  ) {
    self.certainty = certainty
    self.source = source
    self.clauses = clauses
    self.location = location
    self.from = from
  }
}

/// What every declaration may say about itself.
package struct Sheet: Hashable, Sendable {
  package var title: Translations
  package var definition: Translations
  package var origins: [Origin]
  package var location: Location?
  private var rare: Boxed<Rare>?

  /// What few say, or only those that say much. It stands apart, because there are very many sheets.
  private struct Rare: Hashable, Sendable {
    var purpose = Translations()
    var note = Translations()
    var guidance = Translations()
    var codes: [String] = []
    var sdg: [String] = []
    var was: [String] = []
    var since: String?
    var deprecated: Deprecation?
    var seriesBreaks: [SeriesBreak] = []
  }

  package init(title: Translations = Translations(), location: Location? = nil) {
    self.title = title
    definition = Translations()
    origins = []
    self.location = location
    rare = nil
  }

  /// Who says so for one clause: the origin that names it in this language, else the one that names
  /// it, else the one that names none; what the sheet itself says goes before what it has from
  /// elsewhere.
  package func origin(of clause: String, in language: String? = nil) -> Origin? {
    origins.first { language != nil && $0.clauses.contains(.init(clause, language: language)) }
      ?? origins.first { $0.clauses.contains(.init(clause)) }
      ?? origins.first(where: \.clauses.isEmpty)
  }

  private mutating func change(_ body: (inout Rare) -> Void) {
    rare.change(from: Rare(), body)
  }
}

// MARK: What few say

extension Sheet {
  package var purpose: Translations {
    get { rare?.wrappedValue.purpose ?? Translations() }
    set { change { $0.purpose = newValue } }
  }

  package var note: Translations {
    get { rare?.wrappedValue.note ?? Translations() }
    set { change { $0.note = newValue } }
  }

  package var guidance: Translations {
    get { rare?.wrappedValue.guidance ?? Translations() }
    set { change { $0.guidance = newValue } }
  }

  package var codes: [String] {
    get { rare?.wrappedValue.codes ?? [] }
    set { change { $0.codes = newValue } }
  }

  package var sdg: [String] {
    get { rare?.wrappedValue.sdg ?? [] }
    set { change { $0.sdg = newValue } }
  }

  package var was: [String] {
    get { rare?.wrappedValue.was ?? [] }
    set { change { $0.was = newValue } }
  }

  package var since: String? {
    get { rare?.wrappedValue.since }
    set { change { $0.since = newValue } }
  }

  package var deprecated: Deprecation? {
    get { rare?.wrappedValue.deprecated }
    set { change { $0.deprecated = newValue } }
  }

  package var seriesBreaks: [SeriesBreak] {
    get { rare?.wrappedValue.seriesBreaks ?? [] }
    set { change { $0.seriesBreaks = newValue } }
  }
}

package struct Deprecation: Hashable, Sendable {
  package var edition: String
  package var use: String?
  package var until: String?

  package init(edition: String, use: String?, until: String?) {
    self.edition = edition
    self.use = use
    self.until = until
  }
}

package struct SeriesBreak: Hashable, Sendable {
  package var period: String
  package var why: String

  package init(period: String, why: String) {
    self.period = period
    self.why = why
  }
}
