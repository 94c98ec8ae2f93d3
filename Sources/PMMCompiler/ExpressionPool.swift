internal import PMMIR
internal import PMMNumber

/// The expressions of the program under construction. Equal expressions are one.
struct ExpressionPool {
  private(set) var expressions: [Expression] = []
  /// Where to look for an expression: by its hash, the number behind that of the last one with it, or
  /// 0; and for each expression, the same of the one before it. As many places as a power of two.
  private var last: [UInt32] = Array(repeating: 0, count: 64)
  private var before: [UInt32] = []

  mutating func add(_ operation: Operation, _ type: ValueType) -> ExpressionID {
    let hash = operation.quickHash
    var next = last[hash & (last.count - 1)]
    while next != 0 {
      let index = Int(next) - 1
      if expressions[index].type == type, expressions[index].operation == operation {
        return ExpressionID(index)
      }
      next = before[index]
    }
    if expressions.count == last.count { grow() }
    let id = ExpressionID(expressions.count)
    expressions.append(Expression(operation, type))
    chain(id.index, hash)
    return id
  }

  private mutating func chain(_ index: Int, _ hash: Int) {
    let place = hash & (last.count - 1)
    before.append(last[place])
    last[place] = UInt32(index + 1)
  }

  private mutating func grow() {
    last = Array(repeating: 0, count: 4 * last.count)
    before.removeAll(keepingCapacity: true)
    for index in expressions.indices { chain(index, expressions[index].operation.quickHash) }
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

extension Operation {
  /// A hash that takes a few steps where the standard one takes hundreds: there are very many
  /// expressions. It looks at what tells most of them apart.
  fileprivate var quickHash: Int {
    var hash = QuickHash()
    switch self {
    case .number(let value):
      hash.add(Int(truncatingIfNeeded: value.parts?.numerator ?? 0))
      hash.add(Int(truncatingIfNeeded: value.parts?.denominator ?? 0))
    case .level(let index), .category(let index), .date(let index), .parameter(let index),
      .attribute(let index), .isMember(let index):
      hash.add(index)
    case .text(let text), .coverage(let text): hash.add(text.hashValue)
    case .input(let index, let selection), .node(let index, _, let selection):
      hash.add(index)
      if case .offset(let offset) = selection.period { hash.add(offset) }
      switch selection.cells {
      case .current(let parts), .fixed(let parts):
        for part in parts { part.values.forEach { hash.add($0) } }
      }
    case .truth, .own, .operands, .columnStatistic: break
    case .standing(_, _, let population, _): hash.add(population)
    case .lookup(let table, _): hash.add(table)
    case .negate, .not, .binary, .conditional, .call, .convert, .named, .aggregate, .known: break
    }
    forEachChild { hash.add($0.index) }
    return hash.value
  }
}
