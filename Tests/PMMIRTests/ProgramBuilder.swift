import PMMIR
import PMMNumber

/// An expression as tests write it.
indirect enum Term: Sendable, ExpressibleByIntegerLiteral {
  case operation(PMMIR.Operation)
  case binary(BinaryOperation, Term, Term)
  case call(Function, [Term])
  case not(Term)
  case negate(Term)
  case conditional(Term, Term, Term)
  case named(String, Term)
  case aggregate(Aggregate, [Term], SetSelection, where: Term? = nil)
  case standing(Standing, Term, Int, isDescending: Bool = false)
  case known(Term)
  case lookup(Int, [Term])

  init(integerLiteral value: Int) { self = .operation(.number(Rational(value))) }

  static func number(_ text: String) -> Term { .operation(.number(rational(text))) }
  static func level(_ index: Int) -> Term { .operation(.level(index)) }
  static func truth(_ truth: Bool) -> Term { .operation(.truth(truth)) }
  static let value = Term.operation(.own(.value))
  static let shown = Term.operation(.own(.shown))
  static let score = Term.operation(.own(.score))
  static let operands = Term.operation(.operands)
  static func input(_ input: Int, _ cells: CellSelection = .current(parts: []), at offset: Int = 0)
    -> Term
  {
    .operation(.input(input, Selection(cells: cells, period: .offset(offset))))
  }
  static func node(_ node: Int, _ part: NodePart = .value, at offset: Int = 0) -> Term {
    .operation(.node(node, part, Selection(period: .offset(offset))))
  }

  static func + (a: Term, b: Term) -> Term { .binary(.add, a, b) }
  static func - (a: Term, b: Term) -> Term { .binary(.subtract, a, b) }
  static func * (a: Term, b: Term) -> Term { .binary(.multiply, a, b) }
  static func / (a: Term, b: Term) -> Term { .binary(.divide, a, b) }
  static func > (a: Term, b: Term) -> Term { .binary(.greater, a, b) }
  static func <= (a: Term, b: Term) -> Term { .binary(.lessOrEqual, a, b) }
  static func == (a: Term, b: Term) -> Term { .binary(.equal, a, b) }
}

func rational(_ text: String) -> Rational {
  let parts = text.split(separator: "/")
  let value = Rational(decimal: String(parts[0]))!
  return parts.count == 1 ? value : value.divided(by: Rational(decimal: String(parts[1]))!)!
}

/// A program and its data, put together by hand.
struct Builder {
  var program: Program
  var dataset = Dataset()
  static let year = Period(kind: .calendarYear, ordinal: 2023)

  init(scores: ScoreScale? = .interval(0, 100)) {
    program = Program(head: FrameworkHead(name: "test", edition: "1.0.0"))
    program.head.scores = scores
  }

  // MARK: Declarations

  mutating func lower(_ term: Term) -> ExpressionID {
    let operation: PMMIR.Operation =
      switch term {
      case .operation(let operation): operation
      case .binary(let operation, let a, let b): .binary(operation, lower(a), lower(b))
      case .call(let function, let arguments): .call(function, arguments.map { lower($0) })
      case .not(let a): .not(lower(a))
      case .negate(let a): .negate(lower(a))
      case .conditional(let a, let b, let c):
        .conditional(lower(a), then: lower(b), else: lower(c))
      case .named(let name, let a): .named(name, arguments: [], lower(a))
      case .aggregate(let aggregate, let arguments, let set, let condition):
        .aggregate(
          aggregate, arguments.map { lower($0) }, over: set, condition: condition.map { lower($0) })
      case .standing(let standing, let a, let population, let isDescending):
        .standing(standing, lower(a), population: population, isDescending: isDescending)
      case .known(let a): .known(lower(a))
      case .lookup(let table, let arguments): .lookup(table, arguments.map { lower($0) })
      }
    var type = ValueType.quantity(.number)
    if case .call(.next, _) = term { type = .level(0) }
    if case .call(.previous, _) = term { type = .level(0) }
    let expression = Expression(operation, type)
    if let index = program.expressions.firstIndex(of: expression) { return ExpressionID(index) }
    program.expressions.append(expression)
    return ExpressionID(program.expressions.count - 1)
  }

  mutating func axis(_ name: String, _ values: String...) -> Int {
    program.axes.append(
      Axis(name: name, title: Translations(), values: values.map(item), location: nil))
    return program.axes.count - 1
  }

  mutating func scale(_ levels: String...) -> Int {
    program.scales.append(
      Scale(name: "scale", title: Translations(), levels: levels.map(item), location: nil))
    return program.scales.count - 1
  }

  mutating func input(
    _ name: String, _ unit: Unit = .number, by axes: Int..., average: Bool = false
  ) -> Int {
    var input = Input(
      name: name, sheet: Sheet(), type: .quantity(unit), accumulation: average ? .average : .total)
    input.breakdown = axes.map {
      AxisPart(axis: $0, values: Array(program.axes[$0].values.indices))
    }
    program.inputs.append(input)
    return program.inputs.count - 1
  }

  mutating func attribute(_ name: String) -> Int {
    program.attributes.append(
      Attribute(
        name: name, title: Translations(), type: .category(0), values: [], location: nil))
    return program.attributes.count - 1
  }

  mutating func population(_ change: (inout Population) -> Void = { _ in }) -> Int {
    var population = Population(
      name: "p", title: Translations(), allPeriods: false, location: nil)
    change(&population)
    program.populations.append(population)
    return program.populations.count - 1
  }

  mutating func parameter(_ name: String, _ value: Term) -> Int {
    let value = lower(value)
    program.parameters.append(
      Parameter(name: name, sheet: Sheet(), type: .quantity(.number), value: value))
    return program.parameters.count - 1
  }

  /// A node with a formula, scored as itself.
  @discardableResult mutating func kpi(
    _ name: String, _ formula: Term, _ unit: Unit = .number,
    _ change: (inout Rules) -> Void = { _ in }
  ) -> Int {
    node(name, .formula(lower(formula)), [], unit, change)
  }

  @discardableResult mutating func combine(
    _ name: String, _ function: Function, _ children: [Int], exponent: Rational? = nil,
    _ change: (inout Rules) -> Void = { _ in }
  ) -> Int {
    node(name, .combine(.function(function, exponent: exponent)), children, .number, change)
  }

  mutating func node(
    _ name: String, _ body: Body, _ children: [Int], _ unit: Unit = .number,
    _ change: (inout Rules) -> Void = { _ in }
  ) -> Int {
    var rules = Rules(
      body: resolved(body), type: .quantity(unit), score: resolved(.itself))
    change(&rules)
    var node = Node(name: name, level: "kpi", sheet: Sheet(), rules: rules)
    node.children = children
    program.nodes.append(node)
    let index = program.nodes.count - 1
    for child in children { program.nodes[child].parent = index }
    program.order += [.figures(index), .ranks(index)]
    return index
  }

  // MARK: Clauses

  mutating func when(_ reasons: Reason..., then action: Policy.Action) -> Resolved<Policy> {
    resolved(Policy(reasons: reasons.isEmpty ? nil : Set(reasons), action: action))
  }

  mutating func linear(
    _ worst: String, _ best: String, clamped: Bool = true, power: Rational? = nil
  ) -> Resolved<ScoreRule> {
    resolved(.linear(goalposts(worst, best, clamped, power)))
  }

  mutating func log(
    _ worst: String, _ best: String, clamped: Bool = true
  ) -> Resolved<ScoreRule> {
    resolved(.log(goalposts(worst, best, clamped, nil)))
  }

  private mutating func goalposts(
    _ worst: String, _ best: String, _ clamped: Bool, _ power: Rational?
  ) -> Goalposts {
    Goalposts(
      worst: lower(.number(worst)), best: lower(.number(best)), power: power, isClamped: clamped)
  }

  mutating func row(_ lower: String?, _ upper: String?, upperOpen: Bool = false, _ result: Term)
    -> Row
  {
    Row(
      pattern: .interval(
        Bounds(
          lower: lower.map(rational), upper: upper.map(rational), upperIsOpen: upperOpen)),
      result: self.lower(result))
  }

  // MARK: Data

  /// Reports a number, or a reason by its name.
  mutating func report(
    _ input: Int, _ text: String, _ subject: String = "A", _ year: Int = 2023,
    _ cell: Cell = .total,
    flags: StatusFlags = [], disclosure: Int = 0
  ) {
    let period = Period(kind: .calendarYear, ordinal: year)
    let place = Place(name: program.inputs[input].name, cell: cell, period: period)
    var figure =
      Rational(decimal: text).map { Figure.number($0) } ?? .missing(Reason(text), at: place)
    figure.flags = flags
    figure.disclosure = disclosure
    let key = Dataset.Key(
      input: input, subject: dataset.subject(subject), period: period, cell: cell)
    dataset.set(Dataset.Datum(figure: figure), for: key)
  }

  mutating func present(_ subject: String = "A", _ year: Int = 2023) {
    dataset.notePresence(
      subject: dataset.subject(subject), period: Period(kind: .calendarYear, ordinal: year))
  }

  // MARK: Results

  func figures(
    _ node: Int, _ subject: String = "A", _ year: Int = 2023, _ cell: Cell = .total,
    _ options: EvaluationOptions = EvaluationOptions()
  ) -> NodeFigures? {
    evaluate(program, dataset, options).figures(
      node: node, subject: dataset.index(ofSubject: subject)!,
      period: Period(kind: .calendarYear, ordinal: year), cell: cell)
  }

  func value(
    _ node: Int, _ subject: String = "A", _ year: Int = 2023, _ cell: Cell = .total
  ) -> String {
    text(figures(node, subject, year, cell)?.value)
  }

  func score(_ node: Int) -> String { text(figures(node)?.score) }

  /// The value of one formula over the data, with these policies.
  func result(of formula: Term, _ policies: Resolved<Policy>...) -> String {
    var copy = self
    let node = copy.kpi("k", formula) { $0.policies = policies }
    copy.present()
    return copy.value(node)
  }

  /// `12.5`, `level 2`, or `reason@place[cell, period]; …`, without a total or the year 2023.
  func text(_ figure: Figure?) -> String {
    guard let figure else { return "nothing" }
    switch figure.content {
    case .known(.number(let number)): return number.exactDecimal(limit: 12) ?? number.fractionText
    case .known(.level(let level)): return "level \(level)"
    case .known(.truth(let truth)): return "\(truth)"
    case .known(let scalar): return "\(scalar)"
    case .missing(let causes):
      return causes.map { cause in
        var inside = cause.place.cell.isTotal ? [] : [program.description(of: cause.place.cell)]
        if cause.place.period != Self.year { inside.append(cause.place.period.description) }
        let place = inside.isEmpty ? "" : "[" + inside.joined(separator: ", ") + "]"
        return "\(cause.reason.name)@\(cause.place.name)\(place)"
      }.joined(separator: "; ")
    }
  }
}

func item(_ name: String) -> Item { Item(name: name, label: Translations()) }

func resolved<Value>(_ value: Value) -> Resolved<Value> {
  Resolved(value, location: nil, source: .own)
}

func cell(_ axis: Int, _ value: Int) -> Cell { Cell([Coordinate(axis: axis, value: value)]) }
