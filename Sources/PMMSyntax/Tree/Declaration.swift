package import PMMDiagnostics

/// One declaration of a module.
package struct Declaration: Sendable {
  package var kind: Kind
  /// The word that opens it.
  package var keyword: Name
  package var span: Span

  package init(_ kind: Kind, keyword: Name, span: Span) {
    self.kind = kind
    self.keyword = keyword
    self.span = span
  }

  /// A module has mostly sheets: what is larger stands apart.
  package enum Kind: Sendable {
    indirect case head(Head)
    /// A sheet: a word of `levels`, `result` or `instrument`; the word is `Declaration.keyword`.
    case sheet(Sheet)
    /// `every LEVEL { … }`
    case every(level: Name, block: Block)
    /// `entry "17.10" "…" { … }` of a catalogue.
    indirect case entry(code: TextLiteral, title: TextLiteral?, block: Block?)
    indirect case input(name: Name, title: TextLiteral?, measure: Measure, block: Block?)
    /// `define name "title" (a, b...) = expr`; `parameters` is nil without parentheses.
    indirect case define(name: Name, title: Texts?, parameters: [Parameter]?, body: ExprID)
    indirect case table(
      name: Name, title: Texts?, parameters: [Parameter], result: UnitSyntax, rows: [Row])
    indirect case parameter(name: Name, title: TextLiteral?, value: ExprID, block: Block?)
    /// `unit declaration "declaration" fr "déclaration" counted`, `unit week = 7 day`, `unit point`
    indirect case unit(name: Name, title: Texts?, isCounted: Bool, definition: ExprID?)
    case axis(name: Name, title: Texts?, items: [ListItem])
    case scale(name: Name, title: Texts?, items: [ListItem])
    indirect case attribute(name: Name, title: Texts?, AttributeDomain)
    indirect case reason(name: Name, label: Texts)
    indirect case population(name: Name, title: Texts?, Population)
    indirect case records(name: Name, title: TextLiteral?, block: Block)
    case derive(name: Name, value: ExprID)
    indirect case retired(name: Name, version: Version, why: TextLiteral)
  }
}

/// `framework NAME TEXT { … }`, `catalogue NAME TEXT { … }` or `adaptation …`.
package struct Head: Sendable {
  package enum Kind: Sendable {
    case framework, catalogue
    /// `of FRAMEWORK EDITION HASH for CODE`; the checker tells what is left out.
    case adaptation(of: Name, edition: Version, hash: TextLiteral?, code: TextLiteral?)
  }
  package var kind: Kind
  package var name: Name
  package var title: TextLiteral?
  package var block: Block
  package var span: Span

  package init(kind: Kind, name: Name, title: TextLiteral?, block: Block, span: Span) {
    self.kind = kind
    self.name = name
    self.title = title
    self.block = block
    self.span = span
  }
}

/// A node's definition sheet.
package struct Sheet: Sendable {
  package var name: Name
  package var title: TextLiteral?
  /// `in NAME`
  package var parent: Name?
  package var block: Block?

  package init(name: Name, title: TextLiteral?, parent: Name?, block: Block?) {
    self.name = name
    self.title = title
    self.parent = parent
    self.block = block
  }
}

package struct Block: Sendable {
  /// All but the allowances.
  package var clauses: [Clause]
  /// Lines for the linter, which mean nothing to anything else.
  package var allowances: [Allowance]
  /// From brace to brace.
  package var span: Span

  package init(clauses: [Clause], span: Span) {
    allowances = []
    self.span = span
    let hasAllowances = clauses.contains { if case .allow = $0.kind { true } else { false } }
    self.clauses = hasAllowances ? [] : clauses
    guard hasAllowances else { return }
    for clause in clauses {
      if case .allow(var allowance) = clause.kind {
        allowance.span = clause.span
        allowances.append(allowance)
      } else {
        self.clauses.append(clause)
      }
    }
  }
}

/// `allow unused-input for x because "…" until 2027-06-30`: what the linter would find is meant so.
/// What is missing is the linter's to find, too.
package struct Allowance: Sendable {
  /// The code or the name of a rule.
  package var rule: Name?
  /// What it is about, where that has no block of its own.
  package var element: Name?
  package var because: TextLiteral?
  /// The day after which it no longer holds.
  package var until: String?
  package var untilSpan: Span?
  /// The whole line.
  package var span: Span

  package init(
    rule: Name?, element: Name?, because: TextLiteral?, until: (day: String, span: Span)?,
    span: Span
  ) {
    self.rule = rule
    self.element = element
    self.because = because
    self.until = until?.day
    untilSpan = until?.span
    self.span = span
  }
}

package enum AttributeDomain: Sendable {
  case list([ListItem])
  case unit(UnitSyntax)
}

/// `this period, same region, where x > 0, at least 5`
package struct Population: Sendable {
  package enum Restriction: Sendable {
    case same(Name)
    case condition(ExprID)
    case atLeast(Int, Span)
  }
  /// `all periods` rather than `this period`.
  package var allPeriods: Bool
  package var restrictions: [Restriction]
  package var span: Span

  package init(allPeriods: Bool, restrictions: [Restriction], span: Span) {
    self.allPeriods = allPeriods
    self.restrictions = restrictions
    self.span = span
  }
}

/// `below 0.550 => low`, `a, d => c_plus`, `_ => 0`
package struct Row: Sendable {
  package enum Pattern: Sendable {
    case interval(Interval)
    case expression(ExprID)
    /// `_`
    case anything(Span)
  }
  package var patterns: [Pattern]
  package var result: ExprID
  package var span: Span

  package init(patterns: [Pattern], result: ExprID, span: Span) {
    self.patterns = patterns
    self.result = result
    self.span = span
  }
}
