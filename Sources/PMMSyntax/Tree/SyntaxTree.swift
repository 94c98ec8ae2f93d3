package import PMMDiagnostics
internal import Synchronization

/// What one `.pmm` file says: declarations, an arena of expressions, all tokens, and what was wrong.
///
/// A tree always comes back. Where something was missing or wrong it has been reported, and stands as
/// `.missing` (or is left out), so that later passes stay silent about it.
package struct SyntaxTree: Sendable {
  /// Index of the file in the run's list; every `Location` made from this tree carries it.
  package var fileIndex: Int
  package var file: SourceFile
  package var declarations: [Declaration]
  package var expressions: Expressions
  package var diagnostics: [Diagnostic]
  private let tokenList = TokenList()

  package init(
    fileIndex: Int, file: SourceFile, declarations: [Declaration], expressions: Expressions,
    diagnostics: [Diagnostic]
  ) {
    self.fileIndex = fileIndex
    self.file = file
    self.declarations = declarations
    self.expressions = expressions
    self.diagnostics = diagnostics
  }

  /// Every token with trivia: joined, they are the file.
  package var tokens: [Token] { tokenList.found(in: file) }

  package subscript(_ id: ExprID) -> Expr { expressions[id] }

  package func location(_ span: Span) -> Location { Location(file: fileIndex, span: span) }

  /// The head of the module, if it stands in this file.
  package var head: Head? {
    for case .head(let head) in declarations.lazy.map(\.kind) { return head }
    return nil
  }
}

/// The tokens of a file, read when somebody asks for the first time: a compiler never does.
private final class TokenList: Sendable {
  private let tokens = Mutex<[Token]?>(nil)

  func found(in file: SourceFile) -> [Token] {
    tokens.withLock { known in
      if let known { return known }
      let found = tokenize(file).tokens
      known = found
      return found
    }
  }
}

/// A word used as a name, with its place. An absent name (already reported) has empty text.
package struct Name: Hashable, Sendable {
  package var text: String
  package var span: Span

  package init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }

  package var isMissing: Bool { text.isEmpty }
}

/// A quoted text, with its escapes and indentation already resolved.
package struct TextLiteral: Hashable, Sendable {
  package var text: String
  package var span: Span

  package init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// A text and its other languages: `"below one half" fr "moins de la moitié"`.
package struct Texts: Hashable, Sendable {
  package var first: TextLiteral
  package var others: [(language: Name, text: TextLiteral)] {
    zip(languages, texts).map { ($0, $1) }
  }
  package var languages: [Name]
  package var texts: [TextLiteral]

  package init(_ first: TextLiteral, languages: [Name] = [], texts: [TextLiteral] = []) {
    self.first = first
    self.languages = languages
    self.texts = texts
  }
}

/// `1.0.0`
package struct Version: Hashable, Sendable {
  package var text: String
  package var span: Span

  package init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// A period as written: `2023`, `2023-Q1`, `2023-01`.
package struct PeriodLiteral: Hashable, Sendable {
  package var text: String
  package var span: Span

  package init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// A unit as written: `declaration per officer`, `kilogram * day`. One name may also be a scale, an
/// axis, an attribute type, `yes_no`, `date`, `date_time` or `text`: the checker tells them apart.
package struct UnitSyntax: Hashable, Sendable {
  package var factors: [Name]
  package var per: [Name]
  package var span: Span

  package init(factors: [Name], per: [Name], span: Span) {
    self.factors = factors
    self.per = per
    self.span = span
  }
}

/// `by flow` or `by flow[import, export]`.
package struct Breakdown: Hashable, Sendable {
  package var axis: Name
  /// The part of the axis, or nil for all of it.
  package var values: [Name]?
  package var span: Span

  package init(axis: Name, values: [Name]?, span: Span) {
    self.axis = axis
    self.values = values
    self.span = span
  }
}

/// `operator at end by flow`: a unit, how it accumulates over time, and its breakdown.
package struct Measure: Hashable, Sendable {
  package enum Accumulation: String, Sendable {
    /// A total over the period (no word).
    case total
    /// A stock, counted at the end of the period: `at end`.
    case atEnd
    /// A mean, median or rate: `average`.
    case average
  }
  package var unit: UnitSyntax
  package var accumulation: Accumulation
  package var accumulationSpan: Span?
  /// More than one axis may follow: `by flow by office`.
  package var breakdowns: [Breakdown]
  package var span: Span

  package init(
    unit: UnitSyntax, accumulation: Accumulation, accumulationSpan: Span?,
    breakdowns: [Breakdown], span: Span
  ) {
    self.unit = unit
    self.accumulation = accumulation
    self.accumulationSpan = accumulationSpan
    self.breakdowns = breakdowns
    self.span = span
  }
}

/// One item of an axis, scale or attribute: `mena "Near and Middle East" fr "Proche-Orient"`.
package struct ListItem: Hashable, Sendable {
  package var name: Name
  package var label: Texts?

  package init(name: Name, label: Texts?) {
    self.name = name
    self.label = label
  }
}

/// A parameter of a `define` or `table`: `life`, `grades...`, `x : percent`.
package struct Parameter: Hashable, Sendable {
  package var name: Name
  package var isVariadic: Bool
  package var unit: UnitSyntax?

  package init(name: Name, isVariadic: Bool, unit: UnitSyntax?) {
    self.name = name
    self.isVariadic = isVariadic
    self.unit = unit
  }
}
