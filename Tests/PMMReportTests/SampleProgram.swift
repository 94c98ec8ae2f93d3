import PMMDiagnostics
import PMMIR
import PMMNumber

/// A small framework, as the compiler would hand it over: two outcomes, four KPIs, one instrument,
/// a class, a rank, an alternative, a `define`, rules of several sources.
enum Sample {
  static let framework = 0, aeoShare = 1, aeoVariation = 2, electronic = 3, paperless = 4
  static let releaseTime = 5, trade = 6, trust = 7

  static func location(_ line: Int) -> Location {
    Location(file: 0, span: Span(line * 10, line * 10 + 5))
  }

  /// Lines of both files are ten bytes long.
  static func place(_ location: Location) -> SourcePlaceText? {
    let path = ["kpis.pmm", "data.csv"]
    guard path.indices.contains(location.file) else { return nil }
    return SourcePlaceText(path: path[location.file], line: location.span.start / 10)
  }

  struct SourcePlaceText {
    var path: String
    var line: Int
  }

  static func program() -> Program {
    var builder = SampleBuilder()
    return builder.build()
  }

  static func dataset(_ program: Program, subjects: [String] = ["XA", "XB"]) -> Dataset {
    var dataset = Dataset()
    for (index, code) in subjects.enumerated() {
      let subject = dataset.subject(code)
      var line = 2 + 10 * index
      func put(_ input: String, _ year: Int, _ value: Figure, _ flow: Int? = nil) {
        guard let index = program.input(named: input) else { return }
        let cell = Cell(flow.map { [Coordinate(axis: 0, value: $0)] } ?? [])
        let period = Period(kind: .calendarYear, ordinal: year)
        dataset.set(
          Dataset.Datum(
            figure: value, note: nil, location: Location(file: 1, span: Span(line * 10, line * 10))),
          for: .init(input: index, subject: subject, period: period, cell: cell))
        line += 1
      }
      let isFirst = index % 2 == 0
      put("declarations", 2023, .number(isFirst ? 12_000 : 500), 0)
      put("declarations", 2023, .number(8_000), 1)
      put("declarations_electronic", 2023, .number(Rational(isFirst ? 11_620 : 400)), 0)
      if isFirst { put("declarations_electronic", 2023, .number(8_000), 1) }
      if isFirst { put("aeos", 2022, .number(100)) }
      put("aeos", 2023, .number(Rational(110 + index)))
      var release = Figure.number(Rational(49, over: 2) + Rational(index))
      release.flags = .provisional
      put("release_time", 2023, release)
      put("value_aeo", 2023, isFirst ? .number(1) : .known(.number(2)))
      var total = Figure.number(3)
      total.disclosure = 1
      put("value_total", 2023, total)
      if isFirst { put("paperless.data_model", 2023, .known(.level(2))) }
    }
    return dataset
  }

  static func results(
    subjects: [String] = ["XA", "XB"], options: EvaluationOptions = EvaluationOptions()
  ) -> Results {
    let program = program()
    return evaluate(program, dataset(program, subjects: subjects), options)
  }
}

/// Builds the sample; expressions are shared as the compiler shares them.
struct SampleBuilder {
  private var program = Program(head: FrameworkHead(name: "a_sample", edition: "1.0.0"))
  private var known: [Expression: ExpressionID] = [:]
  private let count = Unit(
    factors: [.init(base: "declaration", power: 1)], scale: 1, isPercent: false,
    name: "declaration")
  private let operatorUnit = Unit(
    factors: [.init(base: "operator", power: 1)], scale: 1, isPercent: false, name: "operator")
  private let hour = Unit(
    factors: [.init(base: "second", power: 1)], scale: 3600, isPercent: false, name: "hour")
  private let money = Unit(
    factors: [.init(base: "money", power: 1)], scale: 1, isPercent: false, name: "money")
  private let percent = ValueType.quantity(.percent)

  private mutating func add(_ operation: PMMIR.Operation, _ type: ValueType) -> ExpressionID {
    let expression = Expression(operation, type)
    if let id = known[expression] { return id }
    program.expressions.append(expression)
    let id = ExpressionID(program.expressions.count - 1)
    known[expression] = id
    return id
  }

  private mutating func read(_ input: String, _ offset: Int = 0) -> ExpressionID {
    let index = program.input(named: input) ?? 0
    return add(.input(index, Selection(period: .offset(offset))), program.inputs[index].type)
  }

  private func clause<Value>(_ value: Value, _ line: Int, _ source: ClauseSource = .own)
    -> Resolved<Value>
  {
    Resolved(value, location: Sample.location(line), source: source)
  }

  private func texts(_ english: String, _ french: String? = nil) -> Translations {
    var texts = Translations(["en": english])
    texts["fr"] = french
    return texts
  }

  mutating func build() -> Program {
    head()
    lists()
    inputs()
    nodes()
    program.order = [3, 2, 1, 5, 4, 7, 6, 0].map { .figures($0) } + [.ranks(6)]
    return program
  }

  private mutating func head() {
    program.head.sheet.title = texts("Sample of the PMM", "Exemple du PMM")
    program.head.covers = [
      PeriodInterval(lower: Period(kind: .calendarYear, ordinal: 2023), upper: nil)
    ]
    program.head.languages = ["en", "fr"]
    program.head.subject = "administration"
    program.head.disclosure = ["public", "wco", "own"]
    program.head.levels = ["dimension", "outcome", "kpi"]
    program.head.scores = .interval(0, 100)
    program.head.uses = [UsedCatalogue(name: "sdg", edition: "2015.0.0", hash: "5d6")]
    program.files = ["kpis.pmm"]
  }

  private mutating func lists() {
    func items(_ pairs: [(String, String)]) -> [Item] {
      pairs.map { Item(name: $0.0, label: texts($0.1)) }
    }
    program.axes = [
      Axis(
        name: "flow", title: texts("Flow"),
        values: items([("import", "import"), ("export", "export")]),
        location: Sample.location(1))
    ]
    program.scales = [
      Scale(
        name: "adoption", title: texts("Adoption"),
        levels: items([
          ("none", "Not applied"), ("partial", "Partly applied"), ("full", "Fully applied"),
        ]), location: Sample.location(2)),
      Scale(
        name: "standing", title: texts("Standing"),
        levels: items([("behind", "Behind"), ("ahead", "Ahead")]), location: Sample.location(3)),
    ]
    program.instruments = [
      Instrument(name: "data_model", sheet: Sheet(title: texts("WCO Data Model")))
    ]
    program.units = [
      DeclaredUnit(unit: count, isCounted: true, location: Sample.location(4)),
      DeclaredUnit(unit: operatorUnit, isCounted: true, location: Sample.location(5)),
    ]
  }

  private mutating func inputs() {
    func input(
      _ name: String, _ title: String, _ unit: Unit, _ accumulation: Accumulation = .total,
      byFlow: Bool = false
    ) -> Input {
      var input = Input(
        name: name, sheet: Sheet(title: texts(title)), type: .quantity(unit),
        accumulation: accumulation)
      input.range = clause(.interval(Bounds(lower: 0, upper: nil)), 20)
      if byFlow { input.breakdown = [AxisPart(axis: 0, values: [0, 1])] }
      return input
    }
    program.inputs = [
      input("aeos", "Authorized Economic Operators", operatorUnit, .atEnd),
      input("declarations", "Declarations lodged", count, byFlow: true),
      input(
        "declarations_electronic", "Declarations processed electronically", count, byFlow: true),
      Input(
        name: "paperless.data_model", sheet: Sheet(title: texts("Application: WCO Data Model")),
        type: .level(0), accumulation: .atEnd),
      input("release_time", "Median release time", hour, .average),
      input("value_aeo", "Value of trade by AEOs", money),
      input("value_total", "Value of trade", money),
    ]
    program.inputs[2].sources = [Translations(["en": "declaration processing system"])]
    program.inputs[3].owner = "paperless"
    let limit = add(
      .binary(.lessOrEqual, add(.own(.value), .quantity(count)), read("declarations")), .truth)
    program.inputs[2].checks = [
      clause(Check(condition: limit, message: texts("more than were lodged")), 21)
    ]
  }

  private mutating func kpi(
    _ name: String, _ title: String, _ formula: ExpressionID, _ type: ValueType, line: Int
  ) -> Node {
    var rules = Rules(
      body: clause(.formula(formula), line), type: type,
      score: clause(.none, line + 1))
    rules.policies = [
      clause(
        Policy(reasons: [.zeroDenominator], action: .result(.reason(.notApplicable))), 10,
        .every("kpi"))
    ]
    let one = Decimals(count: 1, mode: .halfUp)
    rules.showValue = clause(one, 11, .every("kpi"))
    rules.showScore = clause(one, 12, .every("kpi"))
    var node = Node(name: name, level: "kpi", sheet: Sheet(title: texts(title)), rules: rules)
    node.mayOmit = clause(true, 13, .every("kpi"))
    node.sheet.origins = [
      Origin(
        certainty: .stated, source: "WCO News 106", clauses: [],
        location: Sample.location(line + 5),
        from: .own)
    ]
    return node
  }

  private mutating func goalposts(_ worst: Rational, _ best: Rational, _ type: ValueType)
    -> ScoreRule
  {
    .linear(
      Goalposts(
        worst: add(.number(worst), type), best: add(.number(best), type), power: nil,
        isClamped: true))
  }

  private mutating func combined(
    _ name: String, _ level: String, _ title: String, _ children: [Int], line: Int
  ) -> Node {
    let source = level == "framework" ? ClauseSource.framework : .every(level)
    var rules = Rules(
      body: clause(.combine(.function(.mean, exponent: nil)), line, source),
      type: .quantity(.number), score: Resolved(.itself, location: nil, source: .language))
    rules.policies = [
      clause(Policy(reasons: nil, action: .exclude), line + 1, source)
    ]
    rules.needs = clause(.weight(Rational(1, over: 2)), line + 2, source)
    rules.showValue = clause(Decimals(count: 1, mode: .halfUp), line + 3, source)
    var node = Node(name: name, level: level, sheet: Sheet(title: texts(title)), rules: rules)
    node.children = children
    return node
  }

  private mutating func nodes() {
    let share = add(
      .binary(.divide, read("declarations_electronic"), read("declarations")), percent)
    var electronic = kpi(
      "electronic_declarations", "Rate of electronic declarations", share, percent, line: 30)
    electronic.sheet.title["fr"] = "Taux de déclarations électroniques"
    electronic.sheet.definition = texts(
      "Share of declarations lodged and processed electronically in the year.")
    electronic.sheet.origins.append(
      Origin(
        certainty: .proposed, source: "this project", clauses: [.init("better"), .init("by"), .init("score")],
        location: Sample.location(36), from: .own))
    electronic.better = clause(.higher, 32)
    electronic.rules.breakdown = clause(
      NodeBreakdown(part: AxisPart(axis: 0, values: [0, 1]), hasTotal: true), 33)
    electronic.rules.score = clause(goalposts(Rational(1, over: 2), 1, percent), 31)
    electronic.examples = [
      Example(
        title: "typical", use: nil,
        bindings: [
          .init(
            target: .input(1, .total, periodOffset: 0), given: .scalar(.number(1000)), location: nil
          )
        ], gives: .number(Rational(981, over: 1000), decimals: 1), scores: nil, location: nil)
    ]

    let change = add(.binary(.subtract, read("aeos"), read("aeos", -1)), .quantity(operatorUnit))
    let growth = add(.named("growth", arguments: [], change), .quantity(operatorUnit))
    program.defines = [
      Define(
        name: "growth", title: Translations(), parameters: [], takesList: false,
        location: Sample.location(39))
    ]
    let variation = kpi(
      "aeo_variation", "Variation in the number of Authorized Economic Operators",
      add(.binary(.divide, growth, read("aeos", -1)), percent), percent, line: 40)

    var release = kpi(
      "release_time_import", "Median release time", read("release_time"), .quantity(hour), line: 50)
    release.better = clause(.lower, 52)
    release.rules.score = clause(goalposts(72, 2, .quantity(hour)), 51)

    var aeoShare = kpi(
      "aeo_involvement", "AEO involvement in trade",
      add(.binary(.divide, read("value_aeo"), read("value_total")), percent), percent, line: 60)
    aeoShare.rules.score = clause(goalposts(0, Rational(3, over: 5), percent), 61)
    var inverse = aeoShare.rules
    inverse.body = Resolved(
      .formula(add(.binary(.divide, read("value_aeo"), read("value_aeo")), percent)),
      location: Sample.location(63), source: .alternative("own_trade"))
    aeoShare.alternatives = [
      Alternative(
        name: "own_trade", title: "Share of AEOs' own trade", comparability: .notComparable,
        rules: inverse, location: Sample.location(62))
    ]

    var framework = combined("a_sample", "framework", "", [6], line: 70)
    framework.sheet.title = Translations()
    var paperless = combined("paperless", "outcome", "Paperless trade", [3], line: 74)
    paperless.instruments = [
      InstrumentUse(instrument: 0, input: 3, condition: texts("used for all data"))
    ]
    paperless.application = clause("median", 78, .every("outcome"))
    var trade = combined("trade", "dimension", "Trade facilitation", [4, 7], line: 80)
    let value = add(.own(.value), .quantity(.number))
    trade.rules.classification = clause(
      Classification(
        scale: 1, by: value,
        rows: [
          Row(
            pattern: .interval(Bounds(lower: nil, upper: 70, upperIsOpen: true)),
            result: add(.level(0), .level(1))),
          Row(
            pattern: .interval(Bounds(lower: 70, upper: nil)),
            result: add(.level(1), .level(1))),
        ]), 84)
    trade.rules.ranking = clause(
      Ranking(by: value, highestFirst: true, population: nil, ties: .share), 85)
    let trust = combined(
      "trust", "outcome", "Increased trust in the relationship with trade", [1, 2, 5], line: 90)

    program.nodes = [
      framework, aeoShare, variation, electronic, paperless, release, trade, trust,
    ]
    for (index, node) in program.nodes.enumerated() {
      for child in node.children { program.nodes[child].parent = index }
    }
  }
}
