internal import PMMIR
internal import PMMNumber

/// The expressions of the program under construction. Equal expressions are one.
struct ExpressionPool {
  private(set) var expressions: [Expression] = []
  private var ids: [Expression: ExpressionID] = [:]

  mutating func add(_ operation: Operation, _ type: ValueType) -> ExpressionID {
    let expression = Expression(operation, type)
    if let id = ids[expression] { return id }
    let id = ExpressionID(expressions.count)
    expressions.append(expression)
    ids[expression] = id
    return id
  }

  subscript(_ id: ExpressionID) -> Expression { expressions[id.index] }

  /// The value of an expression of literals only.
  func constant(_ id: ExpressionID) -> Rational? {
    switch self[id].operation {
    case .number(let value): return value
    case .negate(let operand): return constant(operand).map { -$0 }
    case .convert(let operand, let factor): return constant(operand).map { $0 * factor }
    case .named(_, _, let operand): return constant(operand)
    case .binary(let operation, let left, let right):
      guard let a = constant(left), let b = constant(right) else { return nil }
      switch operation {
      case .add: return a + b
      case .subtract: return a - b
      case .multiply: return a * b
      case .divide: return a.divided(by: b)
      case .power: return b.int.flatMap { abs($0) <= 1_000 ? a.power($0) : nil }
      default: return nil
      }
    default: return nil
    }
  }

  /// Every expression below this one, itself included.
  func closure(of root: ExpressionID) -> Set<ExpressionID> {
    var seen: Set<ExpressionID> = []
    var pending = [root]
    while let id = pending.popLast() {
      if seen.insert(id).inserted { pending += self[id].operation.children }
    }
    return seen
  }
}
