import PMMDiagnostics
import PMMIR
import PMMNumber

/// A framework whose figures depend on those of other subjects: imputation, outliers, scores over a
/// population, weights from the data, a table, an alternative of the whole.
struct SetSample {
  static let framework = 0, grade = 1, load = 2, speed = 3, standing = 4

  private var program = Program(head: FrameworkHead(name: "set_sample", edition: "1.0.0"))
  private var known: [Expression: ExpressionID] = [:]

  static func program() -> Program {
    var sample = SetSample()
    sample.build()
    return sample.program
  }

  static func dataset() -> Dataset {
    var dataset = Dataset()
    // Twelve even figures and one far off; the last has no second figure.
    let values: [(String, Int?)] =
      (1...12).map { ($0 < 10 ? "A0\($0)" : "A\($0)", 3 * $0) } + [("A13", nil)]
    for (index, (code, second)) in values.enumerated() {
      let subject = dataset.subject(code)
      func put(_ input: Int, _ number: Int?) {
        guard let number else { return }
        dataset.set(
          Dataset.Datum(figure: .number(Rational(number))),
          for: .init(
            input: input, subject: subject, period: Period(kind: .calendarYear, ordinal: 2023),
            cell: .total))
      }
      put(0, index == 11 ? 500 : index + 1)
      put(1, second)
    }
    return dataset
  }

  private mutating func add(_ operation: PMMIR.Operation, _ type: ValueType = .quantity(.number))
    -> ExpressionID
  {
    let expression = Expression(operation, type)
    if let id = known[expression] { return id }
    program.expressions.append(expression)
    let id = ExpressionID(program.expressions.count - 1)
    known[expression] = id
    return id
  }

  private func clause<Value>(_ value: Value, _ line: Int, _ source: ClauseSource = .own)
    -> Resolved<Value>
  {
    Resolved(value, location: Sample.location(line), source: source)
  }

  private mutating func build() {
    program.head.covers = [
      PeriodInterval(lower: Period(kind: .calendarYear, ordinal: 2023), upper: nil)
    ]
    program.head.subject = "country"
    program.head.levels = ["kpi"]
    program.head.scores = .interval(0, 100)
    program.files = ["kpis.pmm"]
    program.scales = [
      Scale(
        name: "grade", title: Translations(),
        levels: ["low", "high"].map { Item(name: $0, label: Translations()) }, location: nil)
    ]
    var all = Population(
      name: "everyone", title: Translations(["en": "Every country"]), allPeriods: false,
      location: nil)
    all.atLeast = 3
    program.populations = [all]
    program.inputs = ["containers", "hours"].map {
      Input(
        name: $0, sheet: Sheet(title: Translations(["en": "The \($0)"])),
        type: .quantity(.number), accumulation: .total)
    }
    let (containers, hours) = (add(.input(0, Selection())), add(.input(1, Selection())))
    let (two, limit) = (add(.number(2)), add(.number(Rational(7, over: 2))))
    let skewness = add(.call(.abs, [add(.columnStatistic(.skewness))]))
    let until = add(
      .binary(
        .or, add(.binary(.less, skewness, two), .truth),
        add(.binary(.less, add(.columnStatistic(.kurtosis)), limit), .truth)), .truth)
    let score = PopulationScore(
      method: .minmax, population: 0, isDescending: false, onto: nil, mean: 0, deviation: 1)

    func leaf(_ name: String, _ formula: ExpressionID, _ line: Int) -> Node {
      var rules = Rules(
        body: clause(.formula(formula), line), type: .quantity(.number),
        score: clause(.population(score), line + 1, .every("kpi")))
      rules.imputation = clause(.aggregate(.mean, population: 0), line + 2, .every("kpi"))
      rules.treatment = clause(
        Treatment(methods: [.winsorise(points: 5), .log], population: 0, until: until), line + 3,
        .every("kpi"))
      var node = Node(
        name: name, level: "kpi", sheet: Sheet(title: Translations(["en": "The \(name)"])),
        rules: rules)
      node.parent = Self.framework
      return node
    }
    let load = leaf("load", containers, 10)
    var speed = leaf("speed", hours, 20)
    let percentile = PopulationScore(
      method: .percentile, population: 0, isDescending: false,
      onto: Bounds(lower: 1, upper: 100), mean: 0, deviation: 1)
    let before = speed.rules.score
    speed.rules.score = Resolved(
      .population(percentile), location: before.location, source: before.source)

    var index = Rules(
      body: clause(.combine(.function(.weightedMean, exponent: nil)), 30),
      type: .quantity(.number), score: Resolved(.itself, location: nil, source: .language))
    index.componentWeights = clause(0, 31)
    index.policies = [clause(Policy(reasons: nil, action: .countOver(.median, population: 0)), 32)]
    var framework = Node(name: "set_sample", level: "framework", sheet: Sheet(), rules: index)
    framework.children = [Self.load, Self.speed]

    let loadValue = add(.node(Self.load, .value, Selection()))
    let mean = add(
      .aggregate(
        .mean, [loadValue], over: .population(0),
        condition: add(.binary(.greater, loadValue, two), .truth)))
    let share = add(.binary(.divide, loadValue, mean))
    let place = add(.standing(.rank, loadValue, population: 0, isDescending: true))
    let figure = add(.binary(.add, share, place))
    var standing = leaf("standing", figure, 40)
    standing.level = "result"
    standing.parent = nil
    standing.rules.imputation = nil
    standing.rules.treatment = nil
    standing.rules.score = clause(.none, 41)

    var table = Table(
      name: "grading", title: Translations(["en": "Grading"]), parameters: ["a", "b"],
      isMultiset: false, type: .level(0), location: Sample.location(50))
    let levels = [add(.level(0), .level(0)), add(.level(1), .level(0))]
    table.rows = [
      Table.Row(
        patterns: [.interval(Bounds(lower: nil, upper: 6)), .anything], result: levels[0],
        location: Sample.location(51)),
      Table.Row(patterns: [.anything, .equals(two)], result: levels[1], location: nil),
      Table.Row(patterns: [.anything, .anything], result: levels[1], location: nil),
    ]
    program.tables = [table]
    let recent = add(
      .aggregate(.bestMean, [containers, two], over: .window(from: -2, to: 0), condition: nil))
    let coverage = add(.coverage("kpi"))
    let row = add(.lookup(0, [recent, coverage]), .level(0))
    var grade = standing
    grade.name = "graded"
    grade.sheet = Sheet(title: Translations(["en": "Grade"]))
    let test = add(.not(add(.known(containers), .truth)), .truth)
    grade.rules = Rules(
      body: clause(.formula(row), 60), type: .level(0), score: clause(.none, 61))
    grade.rules.conditions = [
      clause(Condition(test: test, result: .reason(.notAvailable)), 62)
    ]
    program.nodes = [framework, grade, load, speed, standing]
    program.nodes[0].name = "a_framework"
    program.order = [2, 3, 4, 1, 0].map { .figures($0) }

    var plain = program.nodes.map(\.rules)
    for node in [Self.load, Self.speed] { plain[node].treatment = nil }
    program.alternatives = [
      FrameworkAlternative(
        name: "plain", title: "Without treatment", comparability: .notComparable, rules: plain,
        location: Sample.location(70))
    ]
  }
}
