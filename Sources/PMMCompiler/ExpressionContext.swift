internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

/// Where an expression stands, and so what it may name.
struct ExpressionContext: Hashable {
  enum Place: Hashable {
    /// Literals only: a bound, a parameter.
    case constant
    /// In `check` or `warn` of an input: `value` is that input's figure.
    case inputCheck(Int)
    case population
    /// In the value of a node: its formula, conditions and policies.
    case value(Int)
    /// In the score of a node: `value` is the figure that enters the stage.
    case score(Int, value: ValueType)
    /// In `class` or `rank`: `value`, `shown` and `score` are the node's final figures.
    case after(Int, value: ValueType, score: ValueType?)
    /// In `until` of a treatment: `skewness` and `kurtosis` are those of the column as treated so far.
    case treatment
  }

  var tree: Int
  var place: Place
  /// What the parameters of the `define` being put in stand for.
  var bindings: [String: Bound] = [:]
  /// The alternative being checked.
  var alternative: String?
  /// `by flow[import, export]` of the node.
  var breakdown: AxisPart?
  /// What is known to hold inside a branch of `if`.
  var assumptions: [Assumption] = []

  init(tree: Int, place: Place, alternative: String? = nil, breakdown: AxisPart? = nil) {
    self.tree = tree
    self.place = place
    self.alternative = alternative
    self.breakdown = breakdown
  }

  var node: Int? {
    switch place {
    case .constant, .inputCheck, .population, .treatment: nil
    case .value(let node), .score(let node, _), .after(let node, _, _): node
    }
  }

  var isScore: Bool {
    if case .score = place { true } else { false }
  }

  /// In whose value or score a division by zero needs an answer. What `class` and `rank` compute is
  /// only shown, and a check or condition with a missing operand does not hold.
  var obliged: Int? {
    switch place {
    case .value(let node), .score(let node, _): node
    default: nil
    }
  }
}

/// What a parameter of a `define` stands for.
enum Bound: Hashable {
  case one(Lowered)
  /// `xs...` given a list of arguments.
  case many([Lowered])
  /// `xs...` of a `combine`: the children that remain.
  case operands(ValueType)
  /// In a define that nothing uses.
  case unknown
}

/// An expression with its type and what the rules of units need to know about it.
struct Lowered: Hashable {
  var id: ExpressionID
  var type: ValueType
  /// A bare `0`: nothing in any unit.
  var isZero = false
  /// A number without a unit, as written.
  var isBareNumber = false
  /// Of a figure, and of a sum of figures.
  private var figures: Boxed<Figures>?

  private struct Figures: Hashable {
    var stocks: [Int: Set<PeriodSelection>] = [:]
    var rates: [Int: Set<Selection>] = [:]
    var parts: [Int: Set<Int>] = [:]
    var name: String?
  }

  init(_ id: ExpressionID, _ type: ValueType) {
    self.id = id
    self.type = type
  }

  /// Whether any of what follows is known of it.
  var isOfFigures: Bool { figures != nil }

  /// Stocks added up so far, and at which periods: a stock is never summed over time.
  var stocks: [Int: Set<PeriodSelection>] {
    get { figures?.wrappedValue.stocks ?? [:] }
    set { change { $0.stocks = newValue } }
  }

  /// Averages and percents added up so far, by input: those of two periods or cells have no sum.
  var rates: [Int: Set<Selection>] {
    get { figures?.wrappedValue.rates ?? [:] }
    set { change { $0.rates = newValue } }
  }

  /// For a reference to a broken-down figure: which input or node, and the part its total runs over.
  var parts: [Int: Set<Int>] {
    get { figures?.wrappedValue.parts ?? [:] }
    set { change { $0.parts = newValue } }
  }

  /// The name of what is broken down.
  var figure: String? {
    get { figures?.wrappedValue.name }
    set { change { $0.name = newValue } }
  }

  private mutating func change(_ body: (inout Figures) -> Void) {
    var changed = figures?.wrappedValue ?? Figures()
    body(&changed)
    figures = changed == Figures() ? nil : Boxed(wrappedValue: changed)
  }

  var unit: Unit? { type.unit }

  /// A figure or literal declared `percent`, rather than a plain ratio.
  var isPercent: Bool { unit.map { $0.isPercent && $0.isDimensionless } ?? false }

  var isPoint: Bool { unit?.factors == Unit.percentagePoint.factors }
}

/// A use of a define, which puts in its body and what this uses in its turn.
struct DefineUse {
  /// A define, and the surroundings in which it is always the same.
  struct Key: Hashable {
    var define: Int
    var context: ExpressionContext
  }

  /// Where it stands: what a node writes, or the name of a define that nothing uses.
  var root: Location
  /// The defines being put in, each on behalf of the one before it, and how many were put in before.
  var active: [(define: Int, before: Int)] = []
  /// How many were put in.
  var inlined = 0
  /// What was put in already, and how many that were: put in again, it counts again, but costs nothing.
  var results: [Key: (lowered: Lowered?, inlined: Int)] = [:]

  init(at root: Location = Location(file: 0, span: Span(0, 0))) { self.root = root }
}
