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

  // Written out, because other modules call what is synthesized by way of its protocol.
  package static func == (left: Expression, right: Expression) -> Bool {
    left.operation == right.operation && left.type == right.type
  }

  /// Of the operation alone: expressions of a program seldom differ in nothing but their types.
  package func hash(into hasher: inout Hasher) { hasher.combine(operation) }
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
  case value, score, shown, rank
  case classification = "class"
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
  case mean
  case geometricMean = "geometric_mean"
  case harmonicMean = "harmonic_mean"
  /// Arguments: the exponent, then the values.
  case powerMean = "power_mean"
  /// Arguments: value, weight, value, weight, …
  case weightedMean = "weighted_mean"
  case weightedGeometricMean = "weighted_geometric_mean"
  case weightedHarmonicMean = "weighted_harmonic_mean"
  case weightedPowerMean = "weighted_power_mean"

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

/// What is made of the members of a set. Missing members are left out and counted.
package enum Aggregate: String, Hashable, Sendable, CaseIterable {
  case sum, min, max, median, count, distinct
  /// `unweighted_mean`, and `mean` where its argument may be averaged.
  case mean
  case geometricMean = "geometric_mean"
  case harmonicMean = "harmonic_mean"
  /// Arguments: the value and its weight.
  case weightedMean = "weighted_mean"
  /// Standard deviation of the members, and as an estimate from a sample (n - 1).
  case deviation = "sd"
  case sampleDeviation = "sample_sd"
  /// Arguments: the value and the share, such as 90%.
  case percentile
  /// Adjusted for a sample: the usual G1 and G2.
  case skewness, kurtosis
  /// Arguments: the value and how many of the highest.
  case bestMean = "best_mean"

  /// How many arguments it has. The second of `weightedMean` is read for every member; that of
  /// `percentile` and `bestMean` is one number.
  package var arguments: Int {
    switch self {
    case .weightedMean, .percentile, .bestMean: 2
    case .sum, .min, .max, .median, .count, .distinct, .mean, .geometricMean, .harmonicMean,
      .deviation, .sampleDeviation, .skewness, .kurtosis:
      1
    }
  }
}

/// What an aggregate runs over.
package enum SetSelection: Hashable, Sendable {
  /// Index in `Program.populations`.
  case population(Int)
  case axis(AxisPart)
  /// Periods by their offsets from T, both included.
  case window(from: Int, to: Int)
}

/// A figure's standing in a population, from 0 to 1, or as a z-score.
package enum Standing: String, Hashable, Sendable, CaseIterable {
  case minmax, zscore, rank, percentile
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
  /// The body of a `define`, under its name. In the body the parameters have been replaced; what they
  /// stand for is kept for readers.
  case named(String, arguments: [ExpressionID], ExpressionID)
  /// `sum(x over S where c)`: each argument is read for every member of the set.
  case aggregate(Aggregate, [ExpressionID], over: SetSelection, condition: ExpressionID?)
  /// `minmax(x over P)`; `isDescending` where lower is better.
  case standing(Standing, ExpressionID, population: Int, isDescending: Bool)
  /// A bare `skewness` in `until`: of the column as treated so far.
  case columnStatistic(Aggregate)
  /// Whether the figure is known.
  case known(ExpressionID)
  /// The share of the subject's leaves of a level that were reported.
  case coverage(String)
  /// A row of a table: index in `Program.tables`.
  case lookup(Int, [ExpressionID])

  package var children: [ExpressionID] {
    var found: [ExpressionID] = []
    forEachChild { found.append($0) }
    return found
  }

  /// Each of them, without a list.
  package func forEachChild(_ body: (ExpressionID) -> Void) {
    switch self {
    case .number, .level, .category, .truth, .text, .date, .input, .node, .parameter, .attribute,
      .own, .isMember, .operands, .columnStatistic, .coverage:
      break
    case .negate(let operand), .not(let operand), .convert(let operand, _),
      .named(_, _, let operand),
      .standing(_, let operand, _, _), .known(let operand):
      body(operand)
    case .aggregate(_, let arguments, _, let condition):
      arguments.forEach(body)
      if let condition { body(condition) }
    case .lookup(_, let arguments), .call(_, let arguments): arguments.forEach(body)
    case .binary(_, let left, let right):
      body(left)
      body(right)
    case .conditional(let condition, let then, let otherwise):
      body(condition)
      body(then)
      body(otherwise)
    }
  }
}
