package import PMMNumber

/// The number of an expression in `Program.expressions`.
package struct ExpressionID: Hashable, Sendable {
  package var index: Int

  package init(_ index: Int) { self.index = index }
}

/// A typed operation. Equal expressions of a program are one expression.
package struct Expression: Hashable, Sendable {
  package var operation: Operation
  package var type: ValueType

  package init(_ operation: Operation, _ type: ValueType) {
    self.operation = operation
    self.type = type
  }
}

/// Which cell of an input or node is meant.
package enum CellSelection: Hashable, Sendable {
  /// The cell that is being computed; when the node's total is, the total over `parts`.
  /// `parts` gives the values of an axis that the total runs over, where it is not all of them.
  case current(parts: [AxisPart])
  /// These values, whatever is being computed; several values of one axis give their total. Axes that
  /// are not named here are as in `current`.
  case fixed([AxisPart])
}

/// Some values of one axis, in the axis's order.
package struct AxisPart: Hashable, Sendable {
  package var axis: Int
  package var values: [Int]

  package init(axis: Int, values: [Int]) {
    self.axis = axis
    self.values = values
  }
}

package enum PeriodSelection: Hashable, Sendable {
  /// `T` is 0, `T-1` is -1.
  case offset(Int)
  case absolute(Period)
}

package struct Selection: Hashable, Sendable {
  package var cells: CellSelection
  package var period: PeriodSelection

  package init(cells: CellSelection = .current(parts: []), period: PeriodSelection = .offset(0)) {
    self.cells = cells
    self.period = period
  }
}

/// A part of a node: `hdi.shown`, `hdi.rank`, `health.score`.
package enum NodePart: String, Hashable, Sendable {
  case value, score, shown, rank, classification = "class"
}

/// A node's own figure, inside its own clauses: `value` is the figure that enters the stage.
package enum OwnFigure: String, Hashable, Sendable {
  case value, score, shown
}

package enum BinaryOperation: String, Hashable, Sendable {
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
}

package enum Function: String, Hashable, Sendable, CaseIterable {
  case abs, ln, exp, sqrt, clamp
  /// `linear(x, a .. b)`: 0 at a, 1 at b, clamped. Arguments x, a, b.
  case linear
  /// `log(x, a .. b)`: the same on logarithms.
  case log
  /// The next higher, or lower, level of a scale.
  case next, previous
  case sum, min, max, median
  case mean, geometricMean = "geometric_mean", harmonicMean = "harmonic_mean"
  /// Arguments: the exponent, then the values.
  case powerMean = "power_mean"
  /// Arguments: value, weight, value, weight, …
  case weightedMean = "weighted_mean", weightedGeometricMean = "weighted_geometric_mean"
  case weightedHarmonicMean = "weighted_harmonic_mean", weightedPowerMean = "weighted_power_mean"

  /// Leaves out missing arguments under `when …: exclude`.
  package var isAggregate: Bool {
    switch self {
    case .abs, .ln, .exp, .sqrt, .clamp, .linear, .log, .next, .previous: false
    case .sum, .min, .max, .median, .mean, .geometricMean, .harmonicMean, .powerMean,
      .weightedMean, .weightedGeometricMean, .weightedHarmonicMean, .weightedPowerMean:
      true
    }
  }

  package var isWeighted: Bool {
    switch self {
    case .weightedMean, .weightedGeometricMean, .weightedHarmonicMean, .weightedPowerMean: true
    default: false
    }
  }
}

package enum Operation: Hashable, Sendable {
  case number(Rational)
  /// Index in the scale that the type names.
  case level(Int)
  /// Index in the list of the attribute that the type names.
  case category(Int)
  case truth(Bool)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int)
  /// Index in `Program.inputs`.
  case input(Int, Selection)
  /// Index in `Program.nodes`.
  case node(Int, NodePart, Selection)
  /// Index in `Program.parameters`.
  case parameter(Int)
  /// Index in `Program.attributes`: the subject's own, in the period.
  case attribute(Int)
  case own(OwnFigure)
  /// Whether the subject belongs to the population (index in `Program.populations`).
  case isMember(Int)
  /// The children that remain after the policies; only as the argument of an aggregate.
  case operands
  case negate(ExpressionID)
  case not(ExpressionID)
  case binary(BinaryOperation, ExpressionID, ExpressionID)
  case conditional(ExpressionID, then: ExpressionID, else: ExpressionID)
  case call(Function, [ExpressionID])
  /// The same quantity in another unit: times the factor.
  case convert(ExpressionID, factor: Rational)
  /// The body of a `define`, under its name.
  case named(String, ExpressionID)

  package var children: [ExpressionID] {
    switch self {
    case .number, .level, .category, .truth, .text, .date, .input, .node, .parameter, .attribute,
      .own, .isMember, .operands:
      []
    case .negate(let operand), .not(let operand), .convert(let operand, _), .named(_, let operand):
      [operand]
    case .binary(_, let left, let right): [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .call(_, let arguments): arguments
    }
  }
}
