import PMMDiagnostics
import PMMIR
import PMMNumber
import PMMReport

/// An expression as tests write it; numbers unless its type says more.
indirect enum Term: Sendable, ExpressibleByIntegerLiteral {
  case leaf(PMMIR.Operation, ValueType)
  case binary(BinaryOperation, Term, Term, ValueType)
  case call(Function, [Term])
  case conditional(Term, Term, Term)
  case named(String, Term, with: [Term] = [])

  init(integerLiteral value: Int) { self = .leaf(.number(Rational(value)), number) }

  static func percent(_ value: Int) -> Term {
    .leaf(.number(Rational(value, over: 100)), .quantity(.percent))
  }
  static let value = Term.leaf(.own(.value), number)
  static let shown = Term.leaf(.own(.shown), number)
  static let operands = Term.leaf(.operands, number)

  static func + (a: Term, b: Term) -> Term { .binary(.add, a, b, number) }
  static func - (a: Term, b: Term) -> Term { .binary(.subtract, a, b, number) }
  static func * (a: Term, b: Term) -> Term { .binary(.multiply, a, b, number) }
  static func / (a: Term, b: Term) -> Term { .binary(.divide, a, b, number) }
  static func share(_ a: Term, _ b: Term) -> Term { .binary(.divide, a, b, .quantity(.percent)) }
  static func == (a: Term, b: Term) -> Term { .binary(.equal, a, b, .truth) }
  static func > (a: Term, b: Term) -> Term { .binary(.greater, a, b, .truth) }
}

let number = ValueType.quantity(.number)

/// A framework of one level, put together clause by clause, with its data.
struct Kit {
  var program: Program
  var dataset = Dataset()
  static let year = Period(kind: .calendarYear, ordinal: 2023)
  private var line = 0

  init() {
    program = Program(head: FrameworkHead(name: "kit", edition: "1.0.0"))
    program.head.languages = ["en", "fr"]
    program.head.scores = .interval(0, 100)
    program.head.levels = ["outcome", "kpi"]
    program.head.sheet.title = Translations(["en": "Kit"])
  }

  // MARK: Expressions

  mutating func lower(_ term: Term) -> ExpressionID {
    let expression: Expression =
      switch term {
      case .leaf(let operation, let type): Expression(operation, type)
      case .binary(let operation, let a, let b, let type):
        Expression(.binary(operation, lower(a), lower(b)), type)
      case .call(let function, let arguments):
        Expression(.call(function, arguments.map { lower($0) }), number)
      case .conditional(let a, let b, let c):
        Expression(.conditional(lower(a), then: lower(b), else: lower(c)), number)
      case .named(let name, let a, let arguments):
        Expression(.named(name, arguments: arguments.map { lower($0) }, lower(a)), number)
      }
    if let index = program.expressions.firstIndex(of: expression) { return ExpressionID(index) }
    program.expressions.append(expression)
    return ExpressionID(program.expressions.count - 1)
  }

  func read(_ input: Int, at offset: Int = 0, cell: AxisPart? = nil) -> Term {
    var selection = Selection(period: .offset(offset))
    if let cell { selection.cells = .fixed([cell]) }
    return .leaf(.input(input, selection), program.inputs[input].type)
  }

  func read(node: Int, _ part: NodePart = .value) -> Term {
    .leaf(.node(node, part, Selection()), number)
  }

  // MARK: Declarations

  static func counted(_ name: String) -> Unit {
    Unit(factors: [.init(base: name, power: 1)], scale: 1, isPercent: false, name: name)
  }

  mutating func input(
    _ name: String, _ title: String, _ unit: Unit = .number, by axis: AxisPart? = nil
  ) -> Int {
    var input = Input(
      name: name, sheet: Sheet(title: Translations(["en": title])), type: .quantity(unit),
      accumulation: .total)
    input.breakdown = axis.map { [$0] } ?? []
    program.inputs.append(input)
    return program.inputs.count - 1
  }

  mutating func clause<Value>(_ value: Value, _ source: ClauseSource = .own) -> Resolved<Value> {
    line += 1
    return Resolved(
      value, location: Location(file: 0, span: Span(line * 10, line * 10 + 5)), source: source)
  }

  /// A node with a formula, not scored unless `change` says so.
  @discardableResult mutating func kpi(
    _ name: String, _ title: String, _ formula: Term, _ unit: Unit = .number,
    _ change: (inout Kit, inout Rules) -> Void = { _, _ in }
  ) -> Int {
    let body = Body.formula(lower(formula))
    return node(name, title, "kpi", body, [], ScoreRule.none, unit, change)
  }

  @discardableResult mutating func combine(
    _ name: String, _ title: String, _ body: Combination, _ children: [Int],
    _ change: (inout Kit, inout Rules) -> Void = { _, _ in }
  ) -> Int {
    node(name, title, "outcome", .combine(body), children, .itself, .number, change)
  }

  private mutating func node(
    _ name: String, _ title: String, _ level: String, _ body: Body, _ children: [Int],
    _ score: ScoreRule, _ unit: Unit, _ change: (inout Kit, inout Rules) -> Void
  ) -> Int {
    var rules = Rules(body: clause(body), type: .quantity(unit), score: clause(score))
    change(&self, &rules)
    var node = Node(
      name: name, level: level, sheet: Sheet(title: Translations(["en": title])), rules: rules)
    node.children = children
    node.sheet.origins = [
      Origin(certainty: .proposed, source: "this project", clauses: [], location: nil, from: .own)
    ]
    program.nodes.append(node)
    let index = program.nodes.count - 1
    for child in children { program.nodes[child].parent = index }
    program.order += [.figures(index), .ranks(index)]
    return index
  }

  mutating func goalposts(
    _ worst: Term, _ best: Term, power: Rational? = nil, clamped: Bool = true
  ) -> Goalposts {
    Goalposts(worst: lower(worst), best: lower(best), power: power, isClamped: clamped)
  }

  // MARK: Data

  mutating func report(
    _ input: Int, _ value: Rational?, _ reason: Reason = .notReported, subject: String = "XA",
    year: Int = 2023, cell: Cell = .total
  ) {
    let period = Period(kind: .calendarYear, ordinal: year)
    let place = Place(name: program.inputs[input].name, cell: cell, period: period)
    line += 1
    dataset.set(
      .init(
        figure: value.map { .number($0) } ?? .missing(reason, at: place),
        location: Location(file: 1, span: Span(line * 10, line * 10))),
      for: .init(
        input: input, subject: dataset.subject(subject), period: period, cell: cell))
  }

  // MARK: Results

  func explanation(
    _ node: Int, subject: Int = 0, cell: Cell? = nil, language: String = "en",
    options: EvaluationOptions = EvaluationOptions()
  ) -> Explanation? {
    explain(
      evaluate(program, dataset, options), node: node, subject: subject, period: Self.year,
      cell: cell, language: language
    ) { location in
      SourcePlace(
        path: location.file == 0 ? "rules/kit.pmm" : "data/kit.csv",
        line: location.span.start / 10, column: 1)
    }
  }

  func text(
    _ node: Int, subject: Int = 0, cell: Cell? = nil, language: String = "en",
    options: EvaluationOptions = EvaluationOptions()
  ) -> String {
    explanation(node, subject: subject, cell: cell, language: language, options: options)?
      .text(language: language) ?? "nothing"
  }
}
