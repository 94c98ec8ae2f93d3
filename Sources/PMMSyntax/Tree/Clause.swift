package import PMMDiagnostics

/// One clause of a block: a line that opens with a clause word.
package struct Clause: Sendable {
  package var kind: Kind
  private let word: Word
  package var span: Span
  private let misspelt: Boxed<Name>?

  /// `misspelt` is the word that opens it, if it is not that of the notation.
  init(_ kind: Kind, word: Word, misspelt: Name?, span: Span) {
    self.kind = kind
    self.word = word
    self.span = span
    self.misspelt = misspelt.map { Boxed(wrappedValue: $0) }
  }

  /// The word that opens it, as it is written.
  package var keyword: Name {
    misspelt?.wrappedValue
      ?? Name(word.text, Span(span.start, span.start + word.text.utf8.count))
  }

  /// A tree has very many: what is large and rare stands apart.
  package enum Kind: Sendable {
    // What a node computes.
    case formula(ExprID)
    indirect case reported(Measure)
    /// `combine mean`, `combine power_mean(2)`; nil is `combine none`.
    case combine(ExprID?)
    case weight(ExprID)
    /// `weights principal_component over P`
    indirect case weights(method: Name, over: Name)
    /// `75%`, `2 children`, `80% of indicator`
    case needs(ExprID, of: Name?)
    case impute(Filler)
    /// `treat winsorise up to 5 points, else log, over screened, until …`
    indirect case treat(Treatment)
    case when(When)
    case score(ScoreRule, options: [ScoreOption])
    case round(Figure?, Rounding)
    case show(Figure?, Rounding)
    /// `class development by shown { … }`
    indirect case classification(scale: Name, by: ExprID, rows: [Row])
    case rank(ExprID, options: [RankOption])
    case unit(UnitSyntax)
    /// `by flow[import, export], no total`
    indirect case by(Breakdown, noTotal: Span?)
    case range(RangeDomain)
    indirect case check(ExprID, Texts?)
    indirect case warn(ExprID, Texts?)

    // Variation.
    case mayOmit
    indirect case mayUse(name: Name, title: TextLiteral, Comparability, block: Block)
    indirect case maySet(Interval, Comparability)
    indirect case omit(Name, because: TextLiteral)
    /// `use node.option`; the checker tells which options there are where none is named.
    indirect case use(node: Name, option: Name?, because: TextLiteral)
    indirect case set(parameter: Name, value: ExprID, because: TextLiteral)
    indirect case every(level: Name, block: Block)

    // Who says so, and what it is called.
    /// `origin stated "…" for title en, in`: the clauses that it is about, of texts in one language.
    indirect case origin(Certainty, TextLiteral, for: [(clause: Name, language: Name?)])
    indirect case source(input: Name?, Texts)
    /// `title fr "…"`, `definition "…"`, `purpose`, `note`, `guidance`
    indirect case text(TextKind, language: Name?, TextLiteral)
    case code(TextLiteral)
    case sdg([TextLiteral])
    case instruments([(name: Name, condition: Texts?)])
    case application(Name)
    case better(Name)
    case disclosure([Name])
    case kind(Name)
    /// A day, a month or a year.
    case adopted(date: String, Span)
    case inForce(date: String, Span)
    case status(Name)
    /// `superseded by CODE`
    case supersededBy(Name)
    indirect case example(Example)
    /// What a linter is told to leave; a block keeps it apart from its clauses.
    indirect case allow(Allowance)

    // History.
    case was(Name)
    case since(Version)
    indirect case deprecated(in: Version, use: Name?, until: PeriodLiteral?)
    indirect case seriesBreak(in: PeriodLiteral, TextLiteral)

    // Clauses of a head.
    case edition(Version)
    case covers([PeriodRange])
    case languages([Name])
    case subject(Name)
    /// `calendar year`, `quarter`, `month`, `none`: the words as written.
    case period([Name])
    /// `every 2 years`: the number and the word.
    case cycle(count: Int, unit: Name)
    case phases([Name])
    case levels([ListItem])
    case scores(ScoreDomain)
    /// `percentiles type 7`
    case percentiles(type: Int, Span)
    case uses([(name: Name, edition: Version)])

    // Clauses of `records`.
    case key([Name])
    indirect case column(Name, UnitSyntax)
    case periodFrom(Name)
  }
}

package enum TextKind: String, Sendable, CaseIterable {
  case title, definition, purpose, note, guidance
}

package enum Certainty: String, Sendable, CaseIterable {
  case stated, derived, proposed
}

/// Which of a node's figures a rounding is about.
package enum Figure: String, Sendable {
  case value, score
}

/// `3 decimals half_up`
package struct Rounding: Sendable {
  package var mode: Name
  package var span: Span
  // No clause is larger: with a whole word for it, every clause would be.
  private let places: Int32

  package init(decimals: Int, mode: Name, span: Span) {
    self.mode = mode
    self.span = span
    places = Int32(clamping: decimals)
  }

  package var decimals: Int { Int(places) }
}

/// `0` or `unweighted_mean over group`
package struct Filler: Sendable {
  package var expression: ExprID
  package var over: Name?

  package init(expression: ExprID, over: Name?) {
    self.expression = expression
    self.over = over
  }
}

/// `winsorise up to 5 points, else log, over screened, until abs(skewness) < 2 or kurtosis < 3.5`
package struct Treatment: Sendable {
  package struct Method: Sendable {
    package var name: Name
    /// `up to N points`
    package var points: Int?

    package init(name: Name, points: Int?) {
      self.name = name
      self.points = points
    }
  }
  /// The first, then each `else`.
  package var methods: [Method]
  package var over: Name?
  package var until: ExprID?

  package init(methods: [Method], over: Name?, until: ExprID?) {
    self.methods = methods
    self.over = over
    self.until = until
  }
}

/// `when landlocked: result not_applicable`, `when no_vat, no_income_tax: exclude`
package struct When: Sendable {
  package enum Action: Sendable {
    case exclude(Span)
    indirect case count(Filler)
    case result(ExprID)
  }
  /// One condition, or one or more reasons; a lone name may be either, and the checker tells.
  package var subjects: [ExprID]
  package var action: Action

  package init(subjects: [ExprID], action: Action) {
    self.subjects = subjects
    self.action = action
  }
}

package enum ScoreRule: Sendable {
  case none
  case itself
  case linear(Interval)
  case log(Interval)
  case rows(by: ExprID, [Row])
  case formula(ExprID)
  /// `minmax | zscore | rank | percentile over POPULATION`
  indirect case population(method: Name, over: Name)
}

package enum ScoreOption: Sendable {
  case unclamped(Span)
  case power(ExprID)
  /// `at import`
  case at(Name)
  /// `onto 1 .. 100`
  case onto(Interval)
  case mean(ExprID)
  case deviation(ExprID)
}

package enum RankOption: Sendable {
  case highestFirst(Span)
  case lowestFirst(Span)
  case over(Name)
  /// `ties share`, `ties dense`, `ties average`
  case ties(Name)
  /// `ties by lpi`
  case tiesBy(ExprID)
}

package enum RangeDomain: Sendable {
  case interval(Interval)
  case levels([Name])
}

/// `comparable`, `comparable within option`, `comparable when equal`, `not comparable`
package struct Comparability: Sendable {
  package enum Kind: String, Sendable {
    case comparable
    case withinOption = "comparable within option"
    case whenEqual = "comparable when equal"
    case notComparable = "not comparable"
  }
  package var kind: Kind
  package var span: Span

  package init(kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// `example "typical" use by_value { a = 981, b[T-1] = 1000 } gives exactly 98.1%, scores 96.2`
package struct Example: Sendable {
  package struct Binding: Sendable {
    /// A name or a selection: `aeos[T-1]`, `declarations[import]`, `paperless_trade.data_model`.
    package var target: ExprID
    package var value: ExprID
    package var span: Span

    package init(target: ExprID, value: ExprID, span: Span) {
      self.target = target
      self.value = value
      self.span = span
    }
  }
  package var title: TextLiteral
  package var use: Name?
  package var bindings: [Binding]
  package var gives: ExprID
  package var isExact: Bool
  package var scores: ExprID?

  package init(
    title: TextLiteral, use: Name?, bindings: [Binding], gives: ExprID, isExact: Bool,
    scores: ExprID?
  ) {
    self.title = title
    self.use = use
    self.bindings = bindings
    self.gives = gives
    self.isExact = isExact
    self.scores = scores
  }
}

/// `2023`, `from 2023`, `2010 .. 2014`: the periods that an edition covers.
package struct PeriodRange: Sendable {
  package var lower: PeriodLiteral?
  package var lowerIsOpen: Bool
  package var upper: PeriodLiteral?
  package var upperIsOpen: Bool
  package var span: Span

  package init(
    lower: PeriodLiteral?, lowerIsOpen: Bool, upper: PeriodLiteral?, upperIsOpen: Bool, span: Span
  ) {
    self.lower = lower
    self.lowerIsOpen = lowerIsOpen
    self.upper = upper
    self.upperIsOpen = upperIsOpen
    self.span = span
  }
}

/// `scores 0 .. 100`, `scores number`, `scores grade`
package enum ScoreDomain: Sendable {
  case interval(Interval)
  case named(Name)
}
