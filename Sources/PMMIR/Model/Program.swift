package import PMMDiagnostics
package import PMMNumber

/// A checked framework edition: everything that it means, and where each piece was written.
///
/// Lists are sorted by name, so nothing here depends on the order of files or declarations; indices
/// into them identify things inside one program, names identify them across programs.
package struct Program: Sendable {
  package var head: FrameworkHead
  package var axes: [Axis]
  package var scales: [Scale]
  package var attributes: [Attribute]
  /// The reasons that the framework declares or gives a label.
  package var reasons: [DeclaredReason]
  package var populations: [Population]
  package var parameters: [Parameter]
  package var inputs: [Input]
  package var nodes: [Node]
  package var instruments: [Instrument]
  package var retired: [Retired]
  /// Every counted or derived unit that the framework declares, by name.
  package var units: [DeclaredUnit]
  package var expressions: [Expression]
  /// An order in which everything can be computed, each step after what it reads.
  package var order: [Step]
  /// Paths of the source files that locations point into, by file index.
  package var files: [String]

  package init(head: FrameworkHead) {
    self.head = head
    axes = []
    scales = []
    attributes = []
    reasons = []
    populations = []
    parameters = []
    inputs = []
    nodes = []
    instruments = []
    retired = []
    units = []
    expressions = []
    order = []
    files = []
  }

  package subscript(_ id: ExpressionID) -> Expression { expressions[id.index] }

  package func node(named name: String) -> Int? { index(of: name, in: nodes.map(\.name)) }
  package func input(named name: String) -> Int? { index(of: name, in: inputs.map(\.name)) }
  package func parameter(named name: String) -> Int? { index(of: name, in: parameters.map(\.name)) }
  package func attribute(named name: String) -> Int? { index(of: name, in: attributes.map(\.name)) }
  package func axis(named name: String) -> Int? { index(of: name, in: axes.map(\.name)) }

  private func index(of name: String, in names: [String]) -> Int? { names.firstIndex(of: name) }
}

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

/// Who says so: `origin proposed "this project" for score, may`.
package struct Origin: Hashable, Sendable {
  package var certainty: Certainty
  package var source: String
  /// Clause words it is about; empty means every clause that no other origin names.
  package var clauses: [String]
  package var location: Location?
  /// Where the clause was written: the sheet itself, `every LEVEL`, or the head.
  package var from: ClauseSource

  package init(
    certainty: Certainty, source: String, clauses: [String], location: Location?, from: ClauseSource
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

  /// Who says so for one clause: the origin that names it, else the one that names none; what the
  /// sheet itself says goes before what it has from elsewhere.
  package func origin(of clause: String) -> Origin? {
    origins.first { $0.clauses.contains(clause) } ?? origins.first { $0.clauses.isEmpty }
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

package enum FrameworkStatus: String, Hashable, Sendable, CaseIterable {
  case draft, approved, superseded
}

/// Where scores lie.
package enum ScoreScale: Hashable, Sendable {
  /// `0 .. 100`
  case interval(Rational, Rational)
  case unbounded
  /// An ordinal framework: index in `Program.scales`.
  case levels(Int)
}

/// `2023`, `from 2023`, `2010 .. 2014`
package struct PeriodInterval: Hashable, Sendable {
  package var lower: Period?
  package var upper: Period?

  package init(lower: Period?, upper: Period?) {
    self.lower = lower
    self.upper = upper
  }

  package func contains(_ period: Period) -> Bool {
    (lower.map { $0 <= period } ?? true) && (upper.map { period <= $0 } ?? true)
  }
}

package struct FrameworkHead: Sendable {
  package var name: String
  package var sheet: Sheet
  package var edition: String
  /// Empty: no clause, every period is covered.
  package var covers: [PeriodInterval]
  package var status: FrameworkStatus
  package var languages: [String]
  /// The word for who is assessed: `administration`; also the name of its column.
  package var subject: String
  package var period: PeriodKind
  /// Every so many periods from the first covered one; nil if every period is a cycle period.
  package var cycle: Int?
  package var phases: [String]
  /// Widest first; empty if the framework knows none.
  package var disclosure: [String]
  /// The words that declare nodes, outermost first.
  package var levels: [String]
  package var scores: ScoreScale?
  package var uses: [(name: String, edition: String)]

  package init(name: String, edition: String) {
    self.name = name
    self.edition = edition
    sheet = Sheet()
    covers = []
    status = .draft
    languages = ["en"]
    subject = "subject"
    period = .calendarYear
    cycle = nil
    phases = []
    disclosure = []
    levels = []
    scores = nil
    uses = []
  }

  /// Whether this edition's rules are for the period.
  package func covers(_ period: Period) -> Bool {
    covers.isEmpty || covers.contains { $0.contains(period) }
  }

  /// Whether administrations report in the period: the first covered one and then every so many.
  package func isCyclePeriod(_ candidate: Period) -> Bool {
    guard covers(candidate) else { return false }
    guard let cycle, let first = covers.compactMap(\.lower).min() else { return true }
    return (candidate.ordinal - first.ordinal) % cycle == 0
  }
}

package struct Item: Hashable, Sendable {
  package var name: String
  package var label: Translations

  package init(name: String, label: Translations) {
    self.name = name
    self.label = label
  }
}

package struct Axis: Hashable, Sendable {
  package var name: String
  package var title: Translations
  package var values: [Item]
  package var location: Location?

  package init(name: String, title: Translations, values: [Item], location: Location?) {
    self.name = name
    self.title = title
    self.values = values
    self.location = location
  }
}

/// Levels, lowest first.
package struct Scale: Hashable, Sendable {
  package var name: String
  package var title: Translations
  package var levels: [Item]
  package var location: Location?

  package init(name: String, title: Translations, levels: [Item], location: Location?) {
    self.name = name
    self.title = title
    self.levels = levels
    self.location = location
  }
}

/// A property of subjects: one of a list, a quantity, or `yes_no`.
package struct Attribute: Hashable, Sendable {
  package var name: String
  package var title: Translations
  package var type: ValueType
  /// Empty unless the type is `category`.
  package var values: [Item]
  package var location: Location?

  package init(
    name: String, title: Translations, type: ValueType, values: [Item], location: Location?
  ) {
    self.name = name
    self.title = title
    self.type = type
    self.values = values
    self.location = location
  }
}

package struct DeclaredReason: Hashable, Sendable {
  package var reason: Reason
  /// Also the token in data.
  package var label: Translations
  package var location: Location?

  package init(reason: Reason, label: Translations, location: Location?) {
    self.reason = reason
    self.label = label
    self.location = location
  }
}

package struct DeclaredUnit: Hashable, Sendable {
  package var unit: Unit
  package var isCounted: Bool
  package var location: Location?

  package init(unit: Unit, isCounted: Bool, location: Location?) {
    self.unit = unit
    self.isCounted = isCounted
    self.location = location
  }
}

package struct Population: Hashable, Sendable {
  package var name: String
  package var title: Translations
  package var allPeriods: Bool
  /// Attributes that must equal the subject's own.
  package var same: [Int]
  package var conditions: [ExpressionID]
  package var atLeast: Int?
  package var location: Location?

  package init(name: String, title: Translations, allPeriods: Bool, location: Location?) {
    self.name = name
    self.title = title
    self.allPeriods = allPeriods
    same = []
    conditions = []
    atLeast = nil
    self.location = location
  }
}

package struct Parameter: Hashable, Sendable {
  package var name: String
  package var sheet: Sheet
  package var type: ValueType
  package var value: ExpressionID
  package var maySet: Resolved<ParameterChoice>?

  package init(name: String, sheet: Sheet, type: ValueType, value: ExpressionID) {
    self.name = name
    self.sheet = sheet
    self.type = type
    self.value = value
    maySet = nil
  }
}

/// `may set 500 .. 5000 USD, comparable`
package struct ParameterChoice: Hashable, Sendable {
  package var bounds: Bounds
  package var comparability: Comparability

  package init(bounds: Bounds, comparability: Comparability) {
    self.bounds = bounds
    self.comparability = comparability
  }
}

package enum Comparability: String, Hashable, Sendable {
  case comparable
  case withinOption = "comparable within option"
  case whenEqual = "comparable when equal"
  case notComparable = "not comparable"
}

package enum Accumulation: String, Hashable, Sendable {
  /// A total over the period.
  case total
  /// A stock, counted at the end of the period; never summed over time.
  case atEnd = "at end"
  /// A mean, median or rate; never summed at all.
  case average
}

/// A declared domain of an input.
package enum Domain: Hashable, Sendable {
  case interval(Bounds)
  /// The levels that may be reported.
  case levels([Int])
}

/// `check value <= declarations "…"`: fails → the figure is `invalid`; `warn`: fails → a warning.
package struct Check: Hashable, Sendable {
  package var condition: ExpressionID
  package var message: Translations

  package init(condition: ExpressionID, message: Translations) {
    self.condition = condition
    self.message = message
  }
}

package struct Input: Hashable, Sendable {
  package var name: String
  package var sheet: Sheet
  package var type: ValueType
  package var accumulation: Accumulation
  /// The axes it is broken down by, and which of their values exist.
  package var breakdown: [AxisPart]
  package var range: Resolved<Domain>?
  package var checks: [Resolved<Check>]
  package var warnings: [Resolved<Check>]
  package var sources: [String]
  package var disclosure: Int?
  /// The node that reports it, if it was declared by `reported`; the outcome, if it is the question
  /// about an instrument's application.
  package var owner: String?

  package init(name: String, sheet: Sheet, type: ValueType, accumulation: Accumulation) {
    self.name = name
    self.sheet = sheet
    self.type = type
    self.accumulation = accumulation
    breakdown = []
    range = nil
    checks = []
    warnings = []
    sources = []
    disclosure = nil
    owner = nil
  }

  /// Whether cells may be added up to a total.
  package var isSummable: Bool {
    guard case .quantity(let unit) = type, accumulation != .average else { return false }
    return !unit.isPercent && unit.factors.allSatisfy { $0.power > 0 }
  }
}

package enum Direction: String, Hashable, Sendable {
  case higher, lower, none
}

/// One of the alternatives of a node: `may use NAME "…", not comparable { … }`.
package struct Alternative: Hashable, Sendable {
  package var name: String
  package var title: String
  package var comparability: Comparability
  package var rules: Rules
  package var location: Location?

  package init(
    name: String, title: String, comparability: Comparability, rules: Rules, location: Location?
  ) {
    self.name = name
    self.title = title
    self.comparability = comparability
    self.rules = rules
    self.location = location
  }
}

/// An outcome's question about one instrument.
package struct InstrumentUse: Hashable, Sendable {
  /// Index in `Program.instruments`.
  package var instrument: Int
  /// The input `OUTCOME.INSTRUMENT`, index in `Program.inputs`.
  package var input: Int
  /// When the answer is the highest level.
  package var condition: String

  package init(instrument: Int, input: Int, condition: String) {
    self.instrument = instrument
    self.input = input
    self.condition = condition
  }
}

package struct Node: Hashable, Sendable {
  package var name: String
  /// A word of `levels`, `result`, or `framework` for the root, which is a node like any other.
  package var level: String
  /// Index of the parent; nil for the framework itself and for a result.
  package var parent: Int?
  /// Indices of the children, in the order in which they were written.
  package var children: [Int]
  package var sheet: Sheet
  package var rules: Rules
  package var better: Resolved<Direction>?
  package var disclosure: Resolved<Int>?
  package var mayOmit: Resolved<Bool>?
  package var alternatives: [Alternative]
  package var instruments: [InstrumentUse]
  /// `application median`
  package var application: Resolved<String>?
  package var examples: [Example]

  package init(name: String, level: String, sheet: Sheet, rules: Rules) {
    self.name = name
    self.level = level
    self.sheet = sheet
    self.rules = rules
    parent = nil
    children = []
    better = nil
    disclosure = nil
    mayOmit = nil
    alternatives = []
    instruments = []
    application = nil
    examples = []
  }

  package var isResult: Bool { level == "result" }
  package var isRoot: Bool { level == "framework" }
}

package struct Instrument: Hashable, Sendable {
  package var name: String
  package var sheet: Sheet
  package var kind: String?
  package var adopted: String?
  package var inForce: String?
  package var status: String?
  package var parent: String?

  package init(name: String, sheet: Sheet) {
    self.name = name
    self.sheet = sheet
    kind = nil
    adopted = nil
    inForce = nil
    status = nil
    parent = nil
  }
}

package struct Retired: Hashable, Sendable {
  package var name: String
  package var edition: String
  package var why: String
  package var location: Location?

  package init(name: String, edition: String, why: String, location: Location?) {
    self.name = name
    self.edition = edition
    self.why = why
    self.location = location
  }
}

/// An `example` clause, checked: figures to put in, and what must come out.
package struct Example: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    case input(Int, Cell, periodOffset: Int)
    case inputAt(Int, Cell, Period)
    case parameter(Int)
    case attribute(Int)
    /// The score of a direct child.
    case childScore(Int)
  }
  package enum Given: Hashable, Sendable {
    case scalar(Scalar)
    case reason(Reason)
  }
  package struct Binding: Hashable, Sendable {
    package var target: Target
    package var given: Given
    package var location: Location?

    package init(target: Target, given: Given, location: Location?) {
      self.target = target
      self.given = given
      self.location = location
    }
  }
  /// What a figure must be.
  package enum Expectation: Hashable, Sendable {
    /// Compared at the decimals written (`decimals` of the printed number), or exactly if nil.
    case number(Rational, decimals: Int?)
    case scalar(Scalar)
    case reason(Reason)
  }
  package var title: String
  package var use: String?
  package var bindings: [Binding]
  package var gives: Expectation
  package var scores: Expectation?
  package var location: Location?
  package var givesLocation: Location?
  package var scoresLocation: Location?

  package init(
    title: String, use: String?, bindings: [Binding], gives: Expectation, scores: Expectation?,
    location: Location?
  ) {
    self.title = title
    self.use = use
    self.bindings = bindings
    self.gives = gives
    self.scores = scores
    self.location = location
  }
}

/// One step of the evaluation, over all subjects and periods.
package enum Step: Hashable, Sendable {
  /// Value, score, shown and class of a node.
  case figures(Int)
  /// The ranks of a node.
  case ranks(Int)
}
