internal import PMMDiff
internal import PMMIR
internal import PMMNumber

/// Which formulas are the same figure, however they are written.
extension Model {
  /// The figures that an expression reads.
  func figures(in id: ExpressionID) -> Set<ExpressionID> {
    Set(
      inside(id).filter {
        switch program[$0].operation {
        case .input, .node, .own: true
        default: false
        }
      })
  }

  /// Equal for two formulas only if they give the same figure.
  func figureKey(_ id: ExpressionID, under rules: Rules) -> String {
    length(of: id) == nil ? "as written \(bare(id).index)" : sameFigures.text(id, under: rules)
  }

  func hasSameBody(_ left: Rules, _ right: Rules) -> Bool {
    if left.body.value == right.body.value { return true }
    guard case .formula(let one) = left.body.value, case .formula(let other) = right.body.value,
      figures(in: one) == figures(in: other)
    else { return false }
    return figureKey(one, under: left) == figureKey(other, under: right)
  }

  /// The number that a formula is whatever the figures are that it reads.
  func cancelled(_ id: ExpressionID, under rules: Rules) -> Rational? {
    // Only what reads a figure twice can cancel.
    guard let length = length(of: id), length.reads > figures(in: id).count else { return nil }
    return sameFigures.constant(id, under: rules)
  }

  /// How many operations an expression has when it is written out, and how many of them read figures;
  /// nil if they are too many to be brought to a normal form: defines may use each other again and again.
  private func length(of id: ExpressionID) -> (operations: Int, reads: Int)? {
    var (operations, reads) = (0, 0)
    var open = [id]
    while let next = open.popLast() {
      operations += 1
      guard operations <= 300 else { return nil }
      switch program[next].operation {
      case .input, .node, .own: reads += 1
      default: open += program[next].operation.children
      }
    }
    return (operations, reads)
  }
}
