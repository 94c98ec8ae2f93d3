internal import PMMNumber

/// A sum of expressions, each times a number, and of a constant: `2 x - y + 3`. Two ways to write one
/// sum have one form.
struct LinearForm {
  /// No factor is zero.
  private(set) var terms: [ExpressionID: Rational] = [:]
  fileprivate(set) var constant: Rational = 0

  fileprivate mutating func add(_ id: ExpressionID, times factor: Rational) {
    let sum = (terms[id] ?? 0) + factor
    terms[id] = sum.isZero ? nil : sum
  }

  func minus(_ other: LinearForm) -> LinearForm {
    var result = self
    for (id, factor) in other.terms { result.add(id, times: -factor) }
    result.constant = constant - other.constant
    return result
  }

  /// Whether it is the other times some number, so that both are zero or neither. What is constant is
  /// a multiple of nothing: its bounds say all about it.
  func isMultiple(of other: LinearForm) -> Bool {
    guard let (id, factor) = terms.first, terms.count == other.terms.count,
      let ratio = other.terms[id]?.divided(by: factor)
    else { return false }
    return constant * ratio == other.constant
      && terms.allSatisfy { other.terms[$0.key] == $0.value * ratio }
  }
}

extension Ranges {
  func linearForm(_ id: ExpressionID) -> LinearForm {
    var form = LinearForm()
    add(id, times: 1, to: &form)
    return form
  }

  private func add(_ id: ExpressionID, times factor: Rational, to form: inout LinearForm) {
    if let constant = constant(id) {
      form.constant = form.constant + constant * factor
      return
    }
    switch program[id].operation {
    case .named(_, _, let operand): add(operand, times: factor, to: &form)
    case .negate(let operand): add(operand, times: -factor, to: &form)
    case .convert(let operand, let unit): add(operand, times: factor * unit, to: &form)
    case .binary(.add, let left, let right):
      add(left, times: factor, to: &form)
      add(right, times: factor, to: &form)
    case .binary(.subtract, let left, let right):
      add(left, times: factor, to: &form)
      add(right, times: -factor, to: &form)
    case .binary(.multiply, let left, let right):
      if let constant = constant(left) {
        add(right, times: factor * constant, to: &form)
      } else if let constant = constant(right) {
        add(left, times: factor * constant, to: &form)
      } else {
        form.add(id, times: factor)
      }
    case .binary(.divide, let left, let right):
      if let constant = constant(right), let inverse = Rational.one.divided(by: constant) {
        add(left, times: factor * inverse, to: &form)
      } else {
        form.add(id, times: factor)
      }
    default: form.add(id, times: factor)
    }
  }
}
