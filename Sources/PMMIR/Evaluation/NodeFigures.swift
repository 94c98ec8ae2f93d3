package import PMMNumber

/// The figures of one node for one subject, period and cell.
package struct NodeFigures: Sendable, Hashable {
  /// Final: after `round`.
  package var value: Figure
  /// Before `round`.
  package var exactValue: Figure
  /// Before `impute` and `treat`: what the formula, the combination or a condition gave.
  package var observedValue: Figure
  /// Before `treat`.
  package var untreatedValue: Figure
  /// Nil: the node has no score, or another cell is the scored one.
  package var score: Figure?
  package var exactScore: Figure?
  /// The value rounded by `show`, in the value's own terms (percent as a fraction); the value itself
  /// without `show`; nil if it is missing or no number.
  package var shownValue: Rational?
  package var shownScore: Rational?
  /// Index of the level in the scale of `class`.
  package var classification: Int?
  /// Filled by the step `ranks`; ties that take their average may give halves.
  package var rank: Rational?
  /// Why there is no rank, when it is not the figure itself that is missing.
  package var rankReason: Reason?
  /// Index of the `when` condition that held.
  package var condition: Int?
  /// Indices into `Rules.policies`, in order of use, without repetition.
  package var policiesUsed: [Int]
  /// For a `combine` node: what became of each operand, in the order of the children.
  package var operands: [OperandUse]
  /// When `needs` was evaluated.
  package var floor: FloorCheck?
  /// The sets that the figures were made of, in the order of evaluation.
  package var sets: [SetReport]
  /// The lowest and highest that the score could be, when asked for.
  package var low: Rational?
  package var high: Rational?

  package init(value: Figure) {
    self.value = value
    exactValue = value
    observedValue = value
    untreatedValue = value
    score = nil
    exactScore = nil
    shownValue = value.number
    shownScore = nil
    classification = nil
    rank = nil
    rankReason = nil
    condition = nil
    policiesUsed = []
    operands = []
    floor = nil
    sets = []
    low = nil
    high = nil
  }

  /// Whether `impute` filled the value.
  package var isImputed: Bool { !observedValue.isKnown && untreatedValue.isKnown }

  /// Whether `treat` changed the value.
  package var isTreated: Bool {
    untreatedValue.isKnown && untreatedValue.content != exactValue.content
  }

  /// What `shown` reads: the shown number, else the value as it is.
  package var shown: Figure {
    guard let shownValue else { return value }
    return Figure.number(shownValue).carrying(value)
  }
}

/// What a `combine` made of one of its children.
package struct OperandUse: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case used
    /// Left out; index in `Rules.policies`, as below.
    case excluded(policy: Int)
    /// Taken as this figure.
    case counted(policy: Int, Figure)
    /// The node became what the policy says.
    case decided(policy: Int)
    /// Missing, and no line takes it: the node is missing too.
    case untaken
  }
  package var child: Int
  /// The child's own score.
  package var figure: Figure
  package var outcome: Outcome
  /// Its share of the whole, after rescaling over the operands that remain; nil where the function
  /// knows no weights (`min`, `max`, `median`, `sum`, a `define`) and for what was left out.
  package var weight: Rational?

  package init(child: Int, figure: Figure, outcome: Outcome, weight: Rational? = nil) {
    self.child = child
    self.figure = figure
    self.outcome = outcome
    self.weight = weight
  }

  /// The figure that was combined; nil if none was.
  package var combined: Figure? {
    switch outcome {
    case .used: figure
    case .counted(_, let counted): counted.isKnown ? counted : nil
    case .excluded, .decided, .untaken: nil
    }
  }
}

/// What a `needs` clause found.
package struct FloorCheck: Sendable, Hashable {
  /// The weight, or the number, that is there.
  package var present: Rational
  /// Of how much.
  package var base: Rational
  package var isMet: Bool

  package init(present: Rational, base: Rational, isMet: Bool) {
    self.present = present
    self.base = base
    self.isMet = isMet
  }
}
