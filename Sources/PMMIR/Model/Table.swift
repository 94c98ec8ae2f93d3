package import PMMDiagnostics

/// `table NAME "…" (xs...) : grade { a, b => c }`
package struct Table: Hashable, Sendable {
  /// One pattern for each parameter; for `xs...`, one for each operand, in any order.
  package struct Row: Hashable, Sendable {
    package var patterns: [PMMIR.Row.Pattern]
    package var result: ExpressionID
    package var location: Location?

    package init(patterns: [PMMIR.Row.Pattern], result: ExpressionID, location: Location?) {
      self.patterns = patterns
      self.result = result
      self.location = location
    }
  }
  package var name: String
  package var title: Translations
  package var parameters: [String]
  /// The parameter is `xs...`: rows match the operands as a multiset of levels.
  package var isMultiset: Bool
  package var type: ValueType
  package var rows: [Row]
  package var location: Location?

  package init(
    name: String, title: Translations, parameters: [String], isMultiset: Bool, type: ValueType,
    location: Location?
  ) {
    self.name = name
    self.title = title
    self.parameters = parameters
    self.isMultiset = isMultiset
    self.type = type
    rows = []
    self.location = location
  }
}

/// `define NAME "…" (x, ys...) = …`: what is said of it. Its body stands wherever it is used.
package struct Define: Hashable, Sendable {
  package var name: String
  package var title: Translations
  package var parameters: [String]
  /// The last parameter takes all arguments that are left.
  package var takesList: Bool
  package var location: Location?

  package init(
    name: String, title: Translations, parameters: [String], takesList: Bool, location: Location?
  ) {
    self.name = name
    self.title = title
    self.parameters = parameters
    self.takesList = takesList
    self.location = location
  }
}

/// `may use NAME "…", not comparable { every … }` in the head of a framework.
package struct FrameworkAlternative: Hashable, Sendable {
  package var name: String
  package var title: String
  package var comparability: Comparability
  /// The rules of every node under it, parallel to `Program.nodes`.
  package var rules: [Rules]
  /// What its block says about itself besides: translations of the title, texts, origins.
  @Boxed package var sheet: Sheet
  package var location: Location?

  package init(
    name: String, title: String, comparability: Comparability, rules: [Rules],
    sheet: Sheet = Sheet(), location: Location?
  ) {
    self.name = name
    self.title = title
    self.comparability = comparability
    self.rules = rules
    self.sheet = sheet
    self.location = location
  }
}
