internal import PMMIR
internal import PMMNumber

/// A node's own figures at a stage, in one of its cells.
struct OwnFigures {
  var value: Vector
  var shown: Vector
  var score: Vector?
}

/// Where expressions are evaluated, over all places at once. What the reference's `Scope` is to one
/// place, this is to a column.
struct Reading {
  var node: Int?
  /// Whose rules are evaluated; what they read is each place's own.
  var set = 0
  var cell = Cell.total
  /// Periods from the one whose figure is computed to the one that is read, inside a window.
  var shift = 0
  var policies: Policies?
  /// What `value`, `shown` and `score` mean, by cell of the node, and of which stage they are.
  var own: ((Cell) -> OwnFigures?)?
  var stage: LazyFigures.Stage?
  var operands: [Vector] = []
  /// The statistics of what is being treated.
  var column: ((Aggregate) -> Vector)?
  /// Levels whose coverage is being looked at.
  var openLevels: Set<String> = []
}

/// Expressions over all places. Equal expressions of a program are one expression, so each is computed
/// once in each reading.
final class Formulas {
  /// It lives as long as its figures; they must not keep it alive.
  unowned let engine: Engine
  let reading: Reading
  private var memo: [ExpressionID: Vector] = [:]
  private var others: [Moved: Formulas] = [:]
  private var depth = 0

  private struct Moved: Hashable {
    var cell: Cell
    var shift: Int
  }

  init(_ engine: Engine, _ reading: Reading) {
    self.engine = engine
    self.reading = reading
  }

  var program: Program { engine.setting.program }
  var count: Int { engine.count }
  var policies: Policies? { reading.policies }

  func bit(_ reason: Reason) -> UInt64 { engine.reasons.bit(reason) }

  func constant(_ lane: Lane) -> Vector { Vector(lane, count: count) }

  var doubt: Vector { constant(.doubt) }

  /// The figures of an expression.
  func vector(_ id: ExpressionID) -> Vector {
    if let known = memo[id] { return known }
    // The reference gives up at some depth; it says so itself.
    guard depth < 300 else { return doubt }
    depth += 1
    defer { depth -= 1 }
    let result = computed(id)
    memo[id] = result
    return result
  }

  /// The same with nothing left in doubt: only where no policy has a part in it, and at the period
  /// itself.
  func decided(_ id: ExpressionID) -> Vector {
    let found = vector(id)
    guard found.hasDoubts else { return found }
    let result = found.resolved { engine.exactLane(id, reading, $0) }
    memo[id] = result
    return result
  }

  /// The expression without the node's policies.
  func plain(_ id: ExpressionID) -> Vector {
    policies == nil ? vector(id) : moved(reading.cell, reading.shift).vector(id)
  }

  /// Without policies, in another cell or period.
  func moved(_ cell: Cell, _ shift: Int) -> Formulas {
    if policies == nil, cell == reading.cell, shift == reading.shift { return self }
    let key = Moved(cell: cell, shift: shift)
    if let known = others[key] { return known }
    var reading = reading
    reading.cell = cell
    reading.shift = shift
    reading.policies = nil
    let other = Formulas(engine, reading)
    others[key] = other
    return other
  }

  private func computed(_ id: ExpressionID) -> Vector {
    switch program[id].operation {
    case .number(let number):
      return engine.kept(.constant(id)) {
        let result = constant(engine.translation.lane(Scalar.number(number)))
        var scale = DecimalScale()
        scale.add(number)
        result.scale = scale.power
        return result
      }
    case .level(let index), .category(let index), .date(let index):
      return engine.kept(.constant(id)) { constant(.known(Approximation(Double(index)))) }
    case .truth(let truth): return constant(.known(Approximation(truth ? 1 : 0)))
    case .text(let text): return constant(engine.translation.lane(.text(text)))
    case .input(let input, let selection): return self.input(input, selection)
    case .node(let node, let part, let selection): return self.node(node, part, selection)
    case .parameter(let parameter):
      // A subject has it in every period.
      guard let set = engine.parameter(parameter) else {
        return plain(program.parameters[parameter].value)
      }
      if !set.hasGaps || set.hasDoubts { return set }
      let own = plain(program.parameters[parameter].value)
      let result = Vector.make(count) { set.states[$0] == State.missing ? own[$0] : set[$0] }
      result.scale = own.scale > 0 && set.scale > 0 ? max(own.scale, set.scale) : 0
      return result
    case .attribute(let attribute):
      return arising(engine.attribute(attribute, reading.shift)) { other in
        other.engine.attribute(attribute, other.reading.shift)
      }
    case .own(let part): return own(part)
    case .isMember(let population): return membership(in: population)
    case .operands: return doubt
    case .negate(let operand):
      let operand = vector(operand)
      return mapped(operand, keepsScale: true) { .known(-$0) }
    case .not(let operand):
      return mapped(vector(operand)) { .known(Approximation(1 - $0.value)) }
    case .convert(let operand, let factor):
      guard let factor = factor.approximation else { return doubt }
      return mapped(vector(operand)) { .known($0 * factor) }
    case .named(_, _, let body): return vector(body)
    case .binary: return chain(id)
    case .conditional(let condition, let then, let otherwise):
      return conditional(vector(condition), vector(then), vector(otherwise))
    case .call(let function, let arguments): return call(id, function, arguments)
    case .aggregate(let aggregate, let arguments, let set, let condition):
      return self.aggregate(aggregate, arguments, over: set, condition)
    case .standing(let standing, let operand, let population, let isDescending):
      return self.standing(standing, operand, population, isDescending)
    case .columnStatistic(let aggregate): return reading.column?(aggregate) ?? doubt
    case .known(let operand):
      let operand = plain(operand)
      return .make(count) { place in
        switch operand.states[place] {
        case State.known: .known(Approximation(1))
        case State.missing: .known(Approximation(0))
        default: .doubt
        }
      }
    case .coverage(let level): return coverage(of: level)
    case .lookup(let table, let arguments): return lookup(table, arguments)
    }
  }

  // MARK: Operators

  /// A function of known numbers; what it leaves in doubt stays so, and nil is `undefined`.
  func mapped(
    _ operand: Vector, keepsScale: Bool = false, _ transform: (Approximation) -> Lane?
  ) -> Vector {
    let result = Vector.make(count) { place in
      let lane = operand[place]
      guard lane.isKnown else { return lane }
      guard let outcome = transform(lane.number) else {
        return failed(bit(.undefined), place, from: lane)
      }
      return outcome.carrying(lane)
    }
    if keepsScale { result.scale = operand.scale }
    return result
  }

  /// Missing at an operator of this node, after the node's line for it.
  func failed(_ reason: UInt64, _ place: Int, from operand: Lane) -> Lane {
    var lane = Lane.missing(reason).carrying(operand)
    lane = policies?.arising(lane, place, filling: nil, self) ?? lane
    return lane.deciding(operand)
  }

  /// A figure that has just been read, after the node's line for it. `by`: how it is read without
  /// the lines.
  func arising(
    _ figures: Vector, of node: Int? = nil, by reading: (Formulas) -> Vector
  ) -> Vector {
    guard let policies, policies.concern(figures) else { return figures }
    let filling: [Int: Vector] = policies.fillings(figures, self, of: node) { reading($0) }
    let result = Vector.make(count) { place in
      policies.arising(figures[place], place, filling: filling, self)
    }
    result.scale = policies.keepsScale ? figures.scale : 0
    return result.comes(from: figures)
  }

  private func chain(_ id: ExpressionID) -> Vector {
    guard case .binary = program[id].operation else { return vector(id) }
    var links: [(operation: BinaryOperation, right: ExpressionID, id: ExpressionID)] = []
    var first = id
    while case .binary(let operation, let left, let right) = program[first].operation {
      if let known = memo[first], first != id {
        _ = known
        break
      }
      links.append((operation, right, first))
      first = left
    }
    var result = vector(first)
    var left = first
    for link in links.reversed() {
      let right = vector(link.right)
      result = binary(
        link.operation, result, right, program[left].type, program[link.right].type)
      memo[link.id] = result
      left = link.id
    }
    return result
  }

  private func binary(
    _ operation: BinaryOperation, _ a: Vector, _ b: Vector, _ leftType: ValueType,
    _ rightType: ValueType
  ) -> Vector {
    switch operation {
    case .and: return logical(a, b, decisive: 0)
    case .or: return logical(a, b, decisive: 1)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard leftType.isSameKind(as: rightType) else { return doubt }
      // Texts are equal or not.
      if leftType == .text, operation != .equal, operation != .notEqual { return doubt }
      let scale = Vector.areComparable(a, b) ? max(a.scale, b.scale) : 0
      return combined(a, b) { x, y, _ in
        let order = order(x, y, scale: scale)
        guard order != 2 else { return .doubt }
        let holds =
          switch operation {
          case .equal: order == 0
          case .notEqual: order != 0
          case .less: order < 0
          case .lessOrEqual: order <= 0
          case .greater: order > 0
          default: order >= 0
          }
        return .known(Approximation(holds ? 1 : 0))
      }
    case .add:
      let sum = Kernels.add(a, b) ?? combined(a, b) { x, y, _ in .known(x + y) }
      return sum.comes(from: a, b, by: +)
    case .subtract:
      let difference = Kernels.subtract(a, b) ?? combined(a, b) { x, y, _ in .known(x - y) }
      return difference.comes(from: a, b, by: -)
    case .multiply:
      let product = Kernels.multiply(a, b) ?? combined(a, b) { x, y, _ in .known(x * y) }
      return product.comes(from: a, b, by: *)
    case .divide:
      let quotient =
        Kernels.divide(a, b).map { divided($0, a, b) }
        ?? combined(a, b) { x, y, _ in
          guard y.hasSign else { return .doubt }
          if y.value == 0 { return .missing(bit(.zeroDenominator)) }
          return .known(x / y)
        }
      return quotient.comes(fromWhole: a, b) ?? quotient.comes(from: a, b, by: /)
    case .power:
      return combined(a, b) { x, y, _ in powered(x, y) }
    }
  }

  /// The tight loop leaves divisions by zero to this one.
  private func divided(_ result: Vector, _ a: Vector, _ b: Vector) -> Vector {
    guard result.hasDoubts else { return result }
    return result.resolved { place in
      let (x, y) = (a[place], b[place])
      guard x.isKnown, y.isKnown, y.number.isExactZero else { return .doubt }
      return failed(bit(.zeroDenominator), place, from: x.carrying(y))
    }
  }

  /// A function of two known numbers, all rules about what is missing included.
  private func combined(
    _ a: Vector, _ b: Vector, _ operation: (Approximation, Approximation, Int) -> Lane
  ) -> Vector {
    .make(count) { place in
      let (x, y) = (a[place], b[place])
      if x.state | y.state != State.known { return propagated(x, y) }
      let result = operation(x.number, y.number, place)
      if result.state == State.missing {
        return failed(result.reasons, place, from: x.carrying(y))
      }
      return result.carrying(x).carrying(y)
    }
  }

  func propagated(_ x: Lane, _ y: Lane) -> Lane {
    guard x.state < State.doubt, y.state < State.doubt else { return .doubt }
    return Lane.missing(x.reasons | y.reasons).carrying(x).carrying(y)
  }

  private func logical(_ a: Vector, _ b: Vector, decisive: Double) -> Vector {
    .make(count) { place in
      let (x, y) = (a[place], b[place])
      guard x.state < State.doubt, y.state < State.doubt else { return .doubt }
      let (left, right) = (
        x.isKnown && x.number.value == decisive, y.isKnown && y.number.value == decisive
      )
      if left || right {
        var result = Lane.known(Approximation(decisive))
        result = left ? result.carrying(x) : result.deciding(x)
        return right ? result.carrying(y) : result.deciding(y)
      }
      if x.state | y.state != State.known { return propagated(x, y) }
      return Lane.known(Approximation(1 - decisive)).carrying(x).carrying(y)
    }
  }

  private func conditional(_ test: Vector, _ then: Vector, _ otherwise: Vector) -> Vector {
    let result = Vector.make(count) { place in
      let condition = test[place]
      guard condition.isKnown else { return condition }
      let taken = condition.number.value == 1 ? then[place] : otherwise[place]
      return taken.carrying(condition)
    }
    result.scale = then.scale > 0 && otherwise.scale > 0 ? max(then.scale, otherwise.scale) : 0
    return result
  }

  // MARK: What is read

  private func own(_ part: OwnFigure) -> Vector {
    let none = Lane.missing(bit(.notAvailable))
    guard let own = reading.own?(reading.cell) else { return constant(none) }
    let vector: Vector? =
      switch part {
      case .value: own.value
      case .shown: own.shown
      case .score: own.score
      }
    guard let vector else { return constant(none) }
    guard reading.shift != 0 else { return vector }
    return vector.gathered(
      engine.indices(shift: .offset(reading.shift), 0), count: count, absent: none)
  }

  private func node(_ node: Int, _ part: NodePart, _ selection: Selection) -> Vector {
    arising(unlined(node, part, selection), of: node) { $0.unlined(node, part, selection) }
  }

  /// A part of a node's figures, before any line of this node is asked.
  private func unlined(_ node: Int, _ part: NodePart, _ selection: Selection) -> Vector {
    let rules = engine.sets.rules
    // Which of its cells, each place's own rules say.
    let kinds = engine.sets.kinds { first, second in
      rules[first][node].breakdown?.value == rules[second][node].breakdown?.value
        && rules[first][node].scoredCell == rules[second][node].scoredCell
    }
    let cells = rules.indices.map { cell(ofNode: node, selection.cells, rules[$0][node]) }
    let undefined = kinds.representatives.filter { cells[$0] == nil }
    if undefined == kinds.representatives { return constant(.missing(bit(.undefined))) }
    // A gap of the period comes after that of the cell.
    if !undefined.isEmpty { return doubt }
    let absence = Lane.missing(bit(selection.period.absence))
    let figures = engine.merged(kinds) { set in
      let cell = part == .score ? rules[set][node].scoredCell : cells[set] ?? .total
      return engine.part(part, of: node, cell) ?? constant(.missing(bit(.notAvailable)))
    }
    let indices = engine.indices(shift: selection.period, reading.shift)
    let isHere = selection.period == .offset(0) && reading.shift == 0
    let read = isHere ? figures : figures.gathered(indices, count: count, absent: absence)
    return engine.marked(
      read, engine.setting.nodeBreaks[node], selection.period, reading.shift)
  }

  /// The cell of a node that a selection means; nil if it is a part, which a node has no total of.
  private func cell(
    ofNode node: Int, _ cells: CellSelection, _ rules: Rules
  ) -> Cell? {
    guard let breakdown = rules.breakdown?.value.part else { return .total }
    if case .fixed(let parts) = cells,
      let fixed = parts.first(where: { $0.axis == breakdown.axis })
    {
      if Set(fixed.values) == Set(breakdown.values), fixed.values.count != 1 { return .total }
      guard let value = fixed.values.first, fixed.values.count == 1 else { return nil }
      return Cell([Coordinate(axis: breakdown.axis, value: value)])
    }
    guard let value = reading.cell.value(on: breakdown.axis) else { return .total }
    return Cell([Coordinate(axis: breakdown.axis, value: value)])
  }
}

extension PeriodSelection {
  /// Why nothing stands there.
  var absence: Reason {
    if case .offset(let offset) = self, offset < 0 { .noPreviousPeriod } else { .notReported }
  }
}

extension ValueType {
  fileprivate func isSameKind(as other: ValueType) -> Bool {
    switch (self, other) {
    case (.quantity, .quantity), (.level, .level), (.category, .category), (.truth, .truth),
      (.date, .date), (.dateTime, .dateTime), (.text, .text):
      true
    default: false
    }
  }
}
