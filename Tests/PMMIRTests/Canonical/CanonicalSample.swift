import PMMDiagnostics
import PMMIR
import PMMNumber

/// A small program for the tests of the canonical form: one KPI by flow with an alternative, its
/// outcome, the framework. The options change how it is built, not what it means.
struct CanonicalSample {
  /// Builds expressions and lists of clauses in another order.
  var reversed = false
  var label = "share"
  var title = "Rate"
  var goal = Rational(1)

  func program() -> Program {
    var program = Program(head: FrameworkHead(name: "tiny", edition: "1.0.0"))
    program.head.languages = ["en", "fr"]
    program.head.levels = ["outcome", "kpi"]
    program.head.scores = .interval(0, 100)
    program.files = ["tiny.pmm"]
    program.axes = [
      Axis(
        name: "flow", title: Translations(),
        values: ["import", "export"].map { Item(name: $0, label: Translations()) }, location: nil)
    ]
    let count = Unit(
      factors: [.init(base: "declaration", power: 1)], scale: 1, isPercent: false,
      name: "declaration")
    program.units = [DeclaredUnit(unit: count, isCounted: true, location: nil)]
    program.inputs = ["all_lodged", "electronic"].map { name in
      var input = Input(name: name, sheet: Sheet(), type: .quantity(count), accumulation: .total)
      input.breakdown = [AxisPart(axis: 0, values: [0, 1])]
      return input
    }
    func add(_ operation: PMMIR.Operation, _ type: ValueType) -> ExpressionID {
      program.expressions.append(Expression(operation, type))
      return ExpressionID(program.expressions.count - 1)
    }
    let percent = ValueType.quantity(.percent)
    let first = reversed ? 0 : 1
    var reads = [ExpressionID(0), ExpressionID(0)]
    for index in [first, 1 - first] {
      reads[index] = add(.input(index, Selection()), .quantity(count))
    }
    let zero = add(.number(0), percent)
    let goal = add(.number(self.goal), percent)
    let share = add(.binary(.divide, reads[1], reads[0]), percent)
    let named = add(.named(label, arguments: [goal], share), percent)
    program.defines = [
      Define(
        name: label, title: Translations(["en": label]), parameters: ["goal"], takesList: false,
        location: nil)
    ]
    let inverse = add(.binary(.divide, reads[0], reads[1]), percent)
    let limit = add(.binary(.lessOrEqual, reads[1], reads[0]), .truth)
    let positive = add(
      .binary(.greater, reads[0], add(.number(0), .quantity(count))), .truth)
    var checks = [limit, positive].map {
      Resolved(Check(condition: $0, message: Translations()), location: nil, source: .own)
    }
    if reversed { checks.reverse() }
    program.inputs[1].checks = checks

    var rules = Rules(
      body: Resolved(
        .formula(named), location: Location(file: 0, span: Span(reversed ? 9 : 10, 20)),
        source: .own),
      type: percent,
      score: Resolved(
        .linear(Goalposts(worst: zero, best: goal, power: nil, isClamped: true)), location: nil,
        source: .every("kpi")))
    var policies = [
      Policy(reasons: [.zeroDenominator], action: .result(.reason(.notApplicable))),
      Policy(reasons: nil, action: .result(.missing)),
    ]
    // The order of lines `result` is kept; that of others means nothing, nor where they stand.
    policies.insert(Policy(reasons: [.omitted], action: .exclude), at: reversed ? 2 : 0)
    policies.insert(Policy(reasons: [.invalid], action: .exclude), at: reversed ? 0 : 2)
    rules.policies = policies.map { Resolved($0, location: nil, source: .every("kpi")) }
    rules.showValue = Resolved(
      Decimals(count: 1, mode: .halfUp), location: nil, source: .every("kpi"))
    var kpi = Node(
      name: "rate", level: "kpi", sheet: Sheet(title: Translations(["en": title])), rules: rules)
    kpi.parent = 1
    var other = rules
    other.body = Resolved(.formula(inverse), location: nil, source: .alternative("inverse"))
    kpi.alternatives = [
      Alternative(
        name: "inverse", title: "The other way round", comparability: .notComparable,
        rules: other, location: nil)
    ]
    func combined(_ name: String, _ level: String, _ children: [Int]) -> Node {
      var node = Node(
        name: name, level: level, sheet: Sheet(),
        rules: Rules(
          body: Resolved(.combine(.function(.mean, exponent: nil)), location: nil, source: .own),
          type: .quantity(.number), score: Resolved(.itself, location: nil, source: .language)))
      node.children = children
      return node
    }
    var second = kpi
    second.name = "second"
    let children = reversed ? [3, 2] : [2, 3]
    program.nodes = [
      combined("framework", "framework", [1]), combined("outcome", "outcome", children), kpi,
      second,
    ]
    program.nodes[1].parent = 0
    program.nodes[2].parent = 1
    program.order =
      reversed
      ? [.figures(3), .figures(2), .figures(1), .figures(0)]
      : [.figures(2), .figures(3), .figures(1), .figures(0)]
    return program
  }
}
