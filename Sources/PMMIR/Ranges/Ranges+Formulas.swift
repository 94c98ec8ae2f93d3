/// Formulas whose bounds are asked for again and again: equal ones of a program are one expression.
extension Ranges {
  struct Formula: Hashable {
    var id: ExpressionID
    /// Whether a line leaves cells or arguments out.
    var excludes: Bool
  }

  /// What a formula's bounds hang on, where nothing but its figures decides them.
  func plainFormula(_ id: ExpressionID, _ rules: Rules?) -> Formula? {
    var formula = Formula(id: id, excludes: false)
    guard let rules else { return formula }
    guard rules.conditions.isEmpty else { return nil }
    for policy in rules.policies {
      switch policy.value.action {
      case .count, .countOver: return nil
      case .exclude: formula.excludes = true
      case .result: break
      }
    }
    return formula
  }

  /// Whether an expression reads inputs and numbers only.
  func isReported(_ id: ExpressionID) -> Bool {
    switch program[id].operation {
    case .number, .input: true
    case .negate(let operand), .convert(let operand, _), .named(_, _, let operand):
      isReported(operand)
    case .binary(_, let left, let right): isReported(left) && isReported(right)
    case .call(_, let arguments): arguments.allSatisfy(isReported)
    default: false
    }
  }
}
