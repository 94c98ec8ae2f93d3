public import PMMDiagnostics
package import PMMNumber

/// Where a clause that holds for a node was written. Eight bytes: every rule of every node has one.
public enum ClauseSource: Hashable, Sendable {
  /// In the node's own sheet.
  case own
  /// In `every LEVEL`.
  indirect case every(String)
  /// In the head of the framework.
  case framework
  /// In the alternative of this name.
  indirect case alternative(String)
  /// In the head of an adaptation.
  case adaptation
  /// In no clause: the language's own rule.
  case language
}

/// A clause's value, with where it was written.
///
/// One reference wide: the rules of a node hold a dozen, and tools hand rules around whole. Public,
/// because other modules call a generic that is only `package` as it stands, without its types.
public struct Resolved<Value: Sendable>: Sendable {
  @usableFromInline
  final class Content: Sendable {
    @usableFromInline let value: Value
    @usableFromInline let location: Location?
    @usableFromInline let source: ClauseSource

    @inlinable
    init(_ value: Value, _ location: Location?, _ source: ClauseSource) {
      self.value = value
      self.location = location
      self.source = source
    }
  }

  @usableFromInline let content: Content

  @inlinable
  public init(_ value: Value, location: Location?, source: ClauseSource) {
    content = Content(value, location, source)
  }

  @inlinable public var value: Value { content.value }
  @inlinable public var location: Location? { content.location }
  @inlinable public var source: ClauseSource { content.source }
}

extension Resolved: Equatable where Value: Equatable {
  public static func == (left: Resolved, right: Resolved) -> Bool {
    left.content === right.content
      || (left.value == right.value && left.location == right.location
        && left.source == right.source)
  }
}

extension Resolved: Hashable where Value: Hashable {
  public func hash(into hasher: inout Hasher) {
    hasher.combine(value)
    hasher.combine(location)
    hasher.combine(source)
  }
}

/// How a node gets its value.
package enum Body: Hashable, Sendable {
  case formula(ExpressionID)
  /// Its own input, of the same name: index in `Program.inputs`; the expression reads it.
  case reported(input: Int, ExpressionID)
  /// Apart from the others: it is large, and most nodes have none.
  indirect case combine(Combination)
  /// `combine none`: never scored.
  case heading
}

/// A function of the children's scores.
package enum Combination: Hashable, Sendable {
  /// `power_mean` has its exponent; the weighted forms read the children's `weight`.
  case function(Function, exponent: Rational?)
  /// A `define` or `table` with a parameter `xs...`: the expression reads `.operands`.
  case custom(name: String, ExpressionID)
}

/// `when CONDITION: result …`
package struct Condition: Hashable, Sendable {
  package var test: ExpressionID
  package var result: PolicyResult

  package init(test: ExpressionID, result: PolicyResult) {
    self.test = test
    self.result = result
  }
}

/// What a node becomes.
package enum PolicyResult: Hashable, Sendable {
  case value(ExpressionID)
  /// Missing, for this reason.
  case reason(Reason)
  /// Missing, for the reasons of its operand.
  case missing
}

/// `when REASON, REASON: …`
package struct Policy: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case exclude
    /// Count the operand as this value.
    case count(ExpressionID)
    /// Count it as what the aggregate makes of that operand's figures in the population (index in
    /// `Program.populations`), read before this policy.
    case countOver(Aggregate, population: Int)
    case result(PolicyResult)
  }
  /// Nil is `missing`: every reason that no other line names.
  package var reasons: Set<Reason>?
  package var action: Action

  /// Whether it says what the whole node is.
  package var decides: Bool {
    if case .result = action { true } else { false }
  }

  package init(reasons: Set<Reason>?, action: Action) {
    self.reasons = reasons
    self.action = action
  }
}

/// The floor below which a node is missing for `not_enough`.
package enum Floor: Hashable, Sendable {
  /// `75%` of the weight.
  case weight(Rational)
  /// `2 children`
  case children(Int)
  /// `80% of indicator`: the share of the leaves of a level that were reported.
  case coverage(Rational, level: String)
}

package struct Goalposts: Hashable, Sendable {
  /// Gives the lower end of the score interval.
  package var worst: ExpressionID
  /// Gives the upper end.
  package var best: ExpressionID
  package var isClamped: Bool
  // A number is larger than all else of most scores, which have none.
  private var exponent: Boxed<Rational>?

  package init(worst: ExpressionID, best: ExpressionID, power: Rational?, isClamped: Bool) {
    self.worst = worst
    self.best = best
    self.isClamped = isClamped
    exponent = power.map { Boxed(wrappedValue: $0) }
  }

  package var power: Rational? {
    get { exponent?.wrappedValue }
    set { exponent = newValue.map { Boxed(wrappedValue: $0) } }
  }
}

package enum ScoreRule: Hashable, Sendable {
  case none
  case itself
  case linear(Goalposts)
  case log(Goalposts)
  case rows(by: ExpressionID, [Row])
  case formula(ExpressionID)
  indirect case population(PopulationScore)
}

/// `minmax over P, onto 1 .. 100`, `zscore over P, mean 10, sd 2`
package struct PopulationScore: Hashable, Sendable {
  package var method: Standing
  /// Index in `Program.populations`.
  package var population: Int
  /// Where lower is better.
  package var isDescending: Bool
  /// What 0 and 1 are mapped to; nil for a z-score.
  package var onto: Bounds?
  /// Of a z-score.
  package var mean: Rational
  package var deviation: Rational

  package init(
    method: Standing, population: Int, isDescending: Bool, onto: Bounds?, mean: Rational,
    deviation: Rational
  ) {
    self.method = method
    self.population = population
    self.isDescending = isDescending
    self.onto = onto
    self.mean = mean
    self.deviation = deviation
  }

  /// Where the worst and the best standing are put: `onto`, else the interval of scores, else 0..1.
  package func ends(in program: Program) -> (low: Rational, high: Rational) {
    if let low = onto?.lower, let high = onto?.upper { return (low, high) }
    if case .interval(let low, let high)? = program.head.scores { return (low, high) }
    return (0, 1)
  }
}

/// `impute unweighted_mean over group`: what fills a missing value.
package enum Imputation: Hashable, Sendable {
  case value(ExpressionID)
  /// The aggregate of the node's observed values in the population.
  case aggregate(Aggregate, population: Int)
}

/// `treat winsorise up to 5 points, else log, over P, until …`
package struct Treatment: Hashable, Sendable {
  package enum Method: Hashable, Sendable {
    /// The highest (or lowest) points are set to the next one, one after the other, at most so many.
    case winsorise(points: Int)
    /// `ln(x - min + 0.01 (max - min))`
    case log
  }
  /// Tried in order on the untreated column until the test passes; the last stays if none does.
  package var methods: [Method]
  /// Index in `Program.populations`.
  package var population: Int
  /// Reads `.columnStatistic`.
  package var until: ExpressionID

  package init(methods: [Method], population: Int, until: ExpressionID) {
    self.methods = methods
    self.population = population
    self.until = until
  }
}

/// One row of `by … { }`; the first whose pattern holds gives the result.
package struct Row: Hashable, Sendable {
  package enum Pattern: Hashable, Sendable {
    case interval(Bounds)
    case equals(ExpressionID)
    case anything
  }
  package var pattern: Pattern
  package var result: ExpressionID

  package init(pattern: Pattern, result: ExpressionID) {
    self.pattern = pattern
    self.result = result
  }
}

/// An interval of constants.
package struct Bounds: Hashable, Sendable {
  package var lower: Rational?
  package var lowerIsOpen: Bool
  package var upper: Rational?
  package var upperIsOpen: Bool

  package init(
    lower: Rational?, lowerIsOpen: Bool = false, upper: Rational?, upperIsOpen: Bool = false
  ) {
    self.lower = lower
    self.lowerIsOpen = lowerIsOpen
    self.upper = upper
    self.upperIsOpen = upperIsOpen
  }

  package func contains(_ value: Rational) -> Bool {
    if let lower, value < lower || (lowerIsOpen && value == lower) { return false }
    if let upper, value > upper || (upperIsOpen && value == upper) { return false }
    return true
  }
}

/// `3 decimals half_up`, of the printed number.
package struct Decimals: Hashable, Sendable {
  package var count: Int
  package var mode: RoundingMode

  package init(count: Int, mode: RoundingMode) {
    self.count = count
    self.mode = mode
  }
}

/// `class SCALE by EXPR { … }`
package struct Classification: Hashable, Sendable {
  /// Index in `Program.scales`.
  package var scale: Int
  package var by: ExpressionID
  package var rows: [Row]

  package init(scale: Int, by: ExpressionID, rows: [Row]) {
    self.scale = scale
    self.by = by
    self.rows = rows
  }
}

/// `rank EXPR, highest first, over P, ties share`
package struct Ranking: Hashable, Sendable {
  package enum Ties: Hashable, Sendable {
    /// 1, 2, 2, 4
    case share
    /// 1, 2, 2, 3
    case dense
    /// 1, 2.5, 2.5, 4
    case average
    /// Broken by another expression, in the same direction; what still ties shares.
    case by(ExpressionID)
  }
  package var by: ExpressionID
  package var highestFirst: Bool
  /// Index in `Program.populations`; nil is every subject of the period.
  package var population: Int?
  package var ties: Ties

  package init(by: ExpressionID, highestFirst: Bool, population: Int?, ties: Ties) {
    self.by = by
    self.highestFirst = highestFirst
    self.population = population
    self.ties = ties
  }
}

/// `by AXIS[values], no total`
package struct NodeBreakdown: Hashable, Sendable {
  package var part: AxisPart
  package var hasTotal: Bool

  package init(part: AxisPart, hasTotal: Bool) {
    self.part = part
    self.hasTotal = hasTotal
  }
}
