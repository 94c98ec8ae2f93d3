/// Formulas whose bounds are asked for again and again: equal ones of a program are one expression.
extension Ranges {
  /// A number for what a formula's bounds hang on, where nothing but its figures decides them: the
  /// expression, and whether a line leaves cells or arguments out.
  func plainFormula(_ id: ExpressionID, _ rules: Rules?) -> Int? {
    guard let rules else { return 2 * id.index }
    guard rules.conditions.isEmpty else { return nil }
    var excludes = false
    for policy in rules.policies {
      switch policy.value.action {
      case .count, .countOver: return nil
      case .exclude: excludes = true
      case .result: break
      }
    }
    return 2 * id.index + (excludes ? 1 : 0)
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
