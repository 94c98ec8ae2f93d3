package import PMMDiagnostics

/// Text by language code; the framework's first language always comes first.
package struct Translations: Hashable, Sendable {
  package var byLanguage: [String: String]

  package init(_ byLanguage: [String: String] = [:]) { self.byLanguage = byLanguage }

  package subscript(_ language: String) -> String? { byLanguage[language] }

  /// The text in the language, else in the first of `languages` that has one, else empty.
  package func text(_ language: String, fallback languages: [String]) -> String {
    byLanguage[language] ?? languages.lazy.compactMap { byLanguage[$0] }.first
      ?? byLanguage.min { $0.key < $1.key }?.value ?? ""
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
  package var purpose: Translations
  package var note: Translations
  package var guidance: Translations
  package var codes: [String]
  package var sdg: [String]
  package var origins: [Origin]
  package var was: [String]
  package var since: String?
  package var deprecated: Deprecation?
  package var seriesBreaks: [SeriesBreak]
  package var location: Location?

  package init(title: Translations = Translations(), location: Location? = nil) {
    self.title = title
    definition = Translations()
    purpose = Translations()
    note = Translations()
    guidance = Translations()
    codes = []
    sdg = []
    origins = []
    was = []
    since = nil
    deprecated = nil
    seriesBreaks = []
    self.location = location
  }

  /// Who says so for one clause: the origin that names it in this language, else the one that names
  /// it, else the one that names none; what the sheet itself says goes before what it has from
  /// elsewhere.
  package func origin(of clause: String, in language: String? = nil) -> Origin? {
    origins.first { language != nil && $0.clauses.contains(.init(clause, language: language)) }
      ?? origins.first { $0.clauses.contains(.init(clause)) }
      ?? origins.first(where: \.clauses.isEmpty)
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
