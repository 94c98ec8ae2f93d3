internal import PMMNumber

/// Where an expression is evaluated.
struct Scope {
  /// Nil in a check of an input.
  var node: Int?
  /// The name of the node or input: where a zero denominator is said to be.
  var name: String
  var subject: Int
  var period: Period
  /// The period whose figure is computed, whichever period of a window is being read.
  var origin: Period
  var cell: Cell
  /// What `value`, `shown` and `score` mean.
  var own: NodeFigures?
  /// The children's scores that remain, for a `define` that combines.
  var operands: [Figure] = []
  /// The column that is being treated.
  var column: Sample?
  /// What the step found out about sets.
  var memory: Memory?
  /// Where the sets that the figure is made of are written down; nil for what a member reads.
  var log: SetLog?

  init(node: Int?, name: String, subject: Int, period: Period, cell: Cell) {
    self.node = node
    self.name = name
    self.subject = subject
    self.period = period
    origin = period
    self.cell = cell
  }

  var place: Place { Place(name: name, cell: cell, period: period) }
}

/// The evaluation of expressions at one place, under a node's policies.
struct Evaluation {
  let results: Results
  let scope: Scope
  var ledger: PolicyLedger
  /// Bodies of `define`s already evaluated here: they may share each other many times over.
  private var named: [ExpressionID: Figure] = [:]
  private(set) var depth: Int
  /// No formula that a person wrote is nested deeper; what is, is `undefined`. A thread of a small
  /// stack has room for it.
  private static let deepest = 500

  /// `depth` is how deep in other evaluations this one is.
  init(_ results: Results, _ scope: Scope, _ lines: [Resolved<Policy>], depth: Int = 0) {
    self.results = results
    self.scope = scope
    self.depth = depth
    ledger = PolicyLedger(lines)
  }

  var program: Program { results.setting.program }

  /// The figure of an expression. Split in three so that deep nesting needs little stack.
  mutating func figure(_ id: ExpressionID) -> Figure {
    guard depth < Self.deepest else { return .missing(.undefined, at: scope.place) }
    depth += 1
    defer { depth -= 1 }
    switch operation(id) {
    case .negate, .not, .convert, .named: return unary(id)
    case .binary: return chain(id)
    case .conditional(let condition, let then, let otherwise):
      return conditional(condition, then, otherwise)
    case .call(let function, let arguments):
      return call(id, function, arguments)
    case .aggregate, .standing, .columnStatistic, .known, .coverage, .lookup:
      return overSet(id)
    default: return leaf(operation(id))
    }
  }

  /// What has no operands.
  private mutating func leaf(_ operation: Operation) -> Figure {
    switch operation {
    case .number(let number): return .number(number)
    case .level(let level): return .known(.level(level))
    case .category(let category): return .known(.category(category))
    case .truth(let truth): return .known(.truth(truth))
    case .text(let text): return .known(.text(text))
    case .date(let day): return .known(.date(day))
    case .input(let input, let selection):
      return arising(reported(input, selection), read: operation) {
        $0.reported(input, selection)
      }
    case .node(let node, let part, let selection):
      return arising(figure(ofNode: node, part, selection), read: operation) {
        $0.figure(ofNode: node, part, selection)
      }
    case .parameter(let parameter): return parameterFigure(parameter)
    case .attribute(let attribute):
      return arising(attributeFigure(attribute), read: operation) {
        $0.attributeFigure(attribute)
      }
    case .own(let part): return ownFigure(part)
    case .isMember(let population):
      let belongs = results.isMember(
        population, subject: scope.subject, period: scope.period, memory, depth: depth)
      return .known(.truth(belongs))
    // Operands stand only in an aggregate, which takes them before it comes here.
    case .operands, .negate, .not, .convert, .named, .binary, .conditional, .call, .aggregate,
      .standing, .columnStatistic, .known, .coverage, .lookup:
      return .missing(.undefined, at: scope.place)
    }
  }

  private mutating func unary(_ id: ExpressionID) -> Figure {
    switch operation(id) {
    case .negate(let operand):
      return mapped(figure(operand)) { $0.number.map { .known(.number(-$0)) } }
    case .not(let operand):
      return mapped(figure(operand)) {
        if case .truth(let truth) = $0 { .known(.truth(!truth)) } else { nil }
      }
    case .convert(let operand, let factor):
      return mapped(figure(operand)) { $0.number.map { .known(.number($0 * factor)) } }
    case .named(_, _, let body):
      if let known = named[id] { return known }
      let value = figure(body)
      named[id] = value
      return value
    default: return .missing(.undefined, at: scope.place)
    }
  }

  /// Only the branch that is taken is evaluated.
  private mutating func conditional(
    _ condition: ExpressionID, _ then: ExpressionID, _ otherwise: ExpressionID
  ) -> Figure {
    let test = figure(condition)
    guard test.isKnown else { return test }
    guard case .truth(let holds) = test.scalar else { return failed(.undefined) }
    return figure(holds ? then : otherwise).carrying(test)
  }

  private func operation(_ id: ExpressionID) -> Operation {
    results.setting.program.expressions[id.index].operation
  }

  /// The figure without any policy: what a policy's own value or a parameter is.
  mutating func plainFigure(_ id: ExpressionID) -> Figure {
    let lines = ledger
    let known = named
    defer {
      ledger = lines
      named = known
    }
    ledger = PolicyLedger([])
    named = [:]
    return figure(id)
  }

  /// A figure that has just been read or has just failed, after the node's line for it.
  ///
  /// Under `exclude` it stays missing here: only an aggregate or a total can leave it out. `by` is how
  /// another subject would read it; what has failed is not read.
  mutating func arising(
    _ figure: Figure, read: Operation? = nil, in cell: Cell? = nil,
    by reading: ((inout Evaluation) -> Figure)? = nil
  ) -> Figure {
    guard let line = ledger.line(for: figure) else { return figure }
    switch ledger.lines[line].value.action {
    case .exclude:
      return figure
    case .count(let expression):
      ledger.use(line)
      let counted = plainFigure(expression)
      return counted.isKnown ? counted : .missing(figure.causes + counted.causes)
    case .countOver(let aggregate, let population):
      guard let read, let reading else { return figure }
      ledger.use(line)
      let filled = FilledFigure(read: read, cell: cell ?? scope.cell)
      switch filling(aggregate, over: population, line: line, filled, reading) {
      case .known(let scalar): return Figure(.known(scalar), flags: .imputed)
      case .missing(let reason):
        return .missing(figure.causes + [Cause(reason, at: scope.place)])
      }
    case .result:
      ledger.decide(line, figure.causes)
      return figure
    }
  }

  /// What the node is: what a `result` line says if one was used, else the figure that came out.
  mutating func decided(over value: Figure) -> Figure {
    guard let decision = ledger.decision,
      case .result(let result) = ledger.lines[decision.line].value.action
    else { return value }
    switch result {
    case .value(let expression): return plainFigure(expression)
    case .reason(let reason): return .missing(reason, at: scope.place)
    case .missing: return .missing(decision.causes)
    }
  }

  /// Missing at an operator of this node: a zero denominator, or outside a domain.
  mutating func failed(_ reason: Reason, from operands: [Figure] = []) -> Figure {
    arising(carrying(.missing(reason, at: scope.place), operands))
  }

  /// The missing figure that missing operands give: every cause of all of them. Nil if none is.
  func propagated(_ operands: [Figure]) -> Figure? {
    guard operands.contains(where: { !$0.isKnown }) else { return nil }
    return carrying(.missing(operands.flatMap(\.causes)), operands)
  }

  func carrying(_ figure: Figure, _ operands: [Figure]) -> Figure {
    operands.reduce(figure) { $0.carrying($1) }
  }

  /// A figure computed from known operands.
  mutating func outcome(_ outcome: Outcome, from operands: [Figure]) -> Figure {
    switch outcome {
    case .known(let scalar): carrying(.known(scalar), operands)
    case .missing(let reason): failed(reason, from: operands)
    }
  }

  private mutating func mapped(_ operand: Figure, _ transform: (Scalar) -> Outcome?) -> Figure {
    guard let scalar = operand.scalar else { return operand }
    return outcome(transform(scalar) ?? .missing(.undefined), from: [operand])
  }

  /// `a + b + c + …`, from the left: a long sum is a chain, not a depth.
  private mutating func chain(_ id: ExpressionID) -> Figure {
    var links: [(operation: BinaryOperation, right: ExpressionID)] = []
    var first = id
    while case .binary(let operation, let left, let right) = operation(first) {
      links.append((operation, right))
      first = left
    }
    var result = figure(first)
    for link in links.reversed() {
      let right = figure(link.right)
      switch link.operation {
      case .and: result = logical(result, right, decisive: false)
      case .or: result = logical(result, right, decisive: true)
      default:
        if let a = result.scalar, let b = right.scalar {
          result = outcome(combined(link.operation, a, b), from: [result, right])
        } else {
          result = propagated([result, right]) ?? failed(.undefined)
        }
      }
    }
    return result
  }

  /// Three-valued: a known operand that decides alone makes the other immaterial.
  private mutating func logical(_ left: Figure, _ right: Figure, decisive: Bool) -> Figure {
    let deciding = [left, right].filter { $0.scalar == .truth(decisive) }
    if !deciding.isEmpty { return carrying(.known(.truth(decisive)), deciding) }
    if let missing = propagated([left, right]) { return missing }
    guard left.scalar == .truth(!decisive), right.scalar == .truth(!decisive) else {
      return failed(.undefined)
    }
    return carrying(.known(.truth(!decisive)), [left, right])
  }

  private mutating func parameterFigure(_ parameter: Int) -> Figure {
    if let set = results.setting.parameter(parameter, for: scope.subject) { return .known(set) }
    return plainFigure(results.setting.program.parameters[parameter].value)
  }

  private func attributeFigure(_ attribute: Int) -> Figure {
    if let scalar = results.setting.dataset.attribute(
      attribute, subject: scope.subject, period: scope.period)
    {
      return .known(scalar)
    }
    let name = results.setting.program.attributes[attribute].name
    return .missing(.notAvailable, at: Place(name: name, cell: .total, period: scope.period))
  }

  private func ownFigure(_ part: OwnFigure) -> Figure {
    let none = Figure.missing(.notAvailable, at: scope.place)
    guard let own = scope.own else { return none }
    return switch part {
    case .value: own.value
    case .shown: own.shown
    case .score: own.score ?? none
    }
  }
}
