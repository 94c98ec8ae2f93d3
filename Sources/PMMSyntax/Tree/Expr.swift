package import PMMDiagnostics

/// The number of an expression in its tree's arena.
package struct ExprID: Hashable, Sendable {
  package var index: UInt32

  package init(_ index: Int) { self.index = UInt32(index) }
}

/// The arena of a tree: an `ExprID` is a place in it. Types and meanings live in side tables keyed by it.
package struct Expressions: Sendable {
  /// Those of the file, or of its first half, numbered from 0.
  @usableFromInline var first: [Expr] = []
  /// Those of the second half, numbered down from the last number that there is: both halves are read
  /// at the same time, and neither knows how many the other has.
  @usableFromInline var second: [Expr] = []
  private let isSecond: Bool

  init(isSecond: Bool = false) { self.isSecond = isSecond }

  /// Both halves of a file.
  init(_ first: Expressions, _ second: Expressions) {
    self.first = first.first
    self.second = second.second
    isSecond = false
  }

  package subscript(_ id: ExprID) -> Expr {
    @inlinable _read {
      let index = Int(id.index)
      if index < first.count {
        yield first[index]
      } else {
        yield second[Int(UInt32.max) - index]
      }
    }
    @inlinable _modify {
      let index = Int(id.index)
      if index < first.count {
        yield &first[index]
      } else {
        yield &second[Int(UInt32.max) - index]
      }
    }
  }

  /// One of them for itself. Who only needs it for a moment reads it in place.
  package func copy(of id: ExprID) -> Expr {
    let index = Int(id.index)
    return index < first.count ? first[index] : second[Int(UInt32.max) - index]
  }

  /// In the order of the file.
  package var all: some Sequence<Expr> { [first, second].joined() }

  mutating func add(_ expression: consuming Expr) -> ExprID {
    if isSecond {
      second.append(expression)
      return ExprID(Int(UInt32.max) - (second.count - 1))
    }
    first.append(expression)
    return ExprID(first.count - 1)
  }

  mutating func reserve(_ count: Int) {
    if isSecond { second.reserveCapacity(count) } else { first.reserveCapacity(count) }
  }
}

/// One node of the expression language. A literal keeps its text: nothing may round before the checker.
package struct Expr: Sendable {
  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// A tree has very many: what is large stands apart.
  package enum Kind: Sendable {
    /// `98.1`, `75_000`, and with `isPercent` `98.1%`. The text has neither the underscores removed nor
    /// the percent sign.
    case number(String, isPercent: Bool)
    /// `1000 USD`, `12 USD per auditor`, `2 children`: a number followed by a unit.
    indirect case quantity(String, UnitSyntax)
    case text(TextLiteral)
    /// `2006-02-03`
    case date(String)
    /// `true`, `false`
    case truth(Bool)
    /// A bare name, also the reserved `value`, `score`, `shown`, `missing` and `T`.
    case name(Name)
    /// `hdi.shown`, `adoption.full`
    indirect case member(ExprID, Name)
    /// `x[import, T-1]`
    case select(ExprID, [Selector])
    /// `abs(x)`, `sum(declarations over flow)`, `weighted_mean(x, w over S where c)`
    indirect case call(Call)
    case unary(UnaryOperator, ExprID)
    case binary(BinaryOperator, ExprID, ExprID)
    case conditional(condition: ExprID, then: ExprID, else: ExprID)
    /// Stands where an expression should be. Already reported.
    case missing
  }

  /// The expressions directly inside. Switches without `default`, so that no case can be forgotten.
  package var children: [ExprID] {
    switch kind {
    case .number, .quantity, .text, .date, .truth, .name, .missing: []
    case .member(let base, _): [base]
    case .select(let base, let selectors):
      [base]
        + selectors.flatMap { selector -> [ExprID] in
          if case .absolute(let period) = selector { [period] } else { [] }
        }
    case .call(let call):
      call.arguments.flatMap(\.expressions) + (call.condition.map { [$0] } ?? [])
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    }
  }
}

package struct Call: Sendable {
  package var function: Name
  package var arguments: [Argument]
  package var over: OverSet?
  /// `where CONDITION`
  package var condition: ExprID?
  /// False for a bare word used as a call: `combine mean`.
  package var hasParentheses: Bool

  package init(
    function: Name, arguments: [Argument], over: OverSet?, condition: ExprID?,
    hasParentheses: Bool
  ) {
    self.function = function
    self.arguments = arguments
    self.over = over
    self.condition = condition
    self.hasParentheses = hasParentheses
  }
}

package enum Argument: Sendable {
  case expression(ExprID)
  /// `linear(x, 0 .. 18 year)`
  case interval(Interval)

  package var expressions: [ExprID] {
    switch self {
    case .expression(let expression): [expression]
    case .interval(let interval): [interval.lower, interval.upper].compactMap(\.self)
    }
  }
}

/// What an aggregate runs over.
package enum OverSet: Sendable {
  /// A population, an axis or a table of records.
  case named(Name)
  /// `T-2 .. T`: offsets from the period, lowest first as written.
  case window(from: Int, to: Int, Span)
}

/// One item in square brackets.
package enum Selector: Sendable {
  /// A value of an axis: `import`.
  case value(Name)
  /// `T-1` is `-1`; `T` is 0.
  case offset(Int, Span)
  /// `2015`: a number, or another period as text.
  case absolute(ExprID)

  package var valueName: Name? {
    if case .value(let name) = self { name } else { nil }
  }
}

/// `a .. b`, `a ..< b`, `a <.. b`, `from a`, `above a`, `up to b`, `below b`. A unit at the end of the
/// upper bound also belongs to a bare lower bound.
package struct Interval: Sendable {
  package var lower: ExprID?
  package var lowerIsOpen: Bool
  package var upper: ExprID?
  package var upperIsOpen: Bool
  package var span: Span

  package init(
    lower: ExprID?, lowerIsOpen: Bool, upper: ExprID?, upperIsOpen: Bool, span: Span
  ) {
    self.lower = lower
    self.lowerIsOpen = lowerIsOpen
    self.upper = upper
    self.upperIsOpen = upperIsOpen
    self.span = span
  }
}

package enum UnaryOperator: String, Sendable {
  case minus = "-"
  case not
}

package enum BinaryOperator: String, Sendable {
  case power = "^"
  case multiply = "*"
  case divide = "/"
  case add = "+"
  case subtract = "-"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and, or

  package var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    case .power, .multiply, .divide, .add, .subtract, .and, .or: false
    }
  }
}
