import PMMDiagnostics
import PMMIR
import PMMNumber
import PMMReport
import Testing

// How each construct of the language is explained: a golden text for each.

private func decimals(_ count: Int) -> Decimals { Decimals(count: count, mode: .halfUp) }

@Test func aConditionIsExplained() throws {
  var kit = Kit()
  let controls = kit.input("controls", "Controls", Kit.counted("control"))
  let seizures = kit.input("seizures", "Seizures", Kit.counted("seizure"))
  let node = kit.kpi(
    "hit_rate", "Hit rate", .share(kit.read(seizures), kit.read(controls)), .percent
  ) {
    kit, rules in
    let few = kit.lower(20 > kit.read(controls))
    rules.conditions = [kit.clause(Condition(test: few, result: .reason(.notApplicable)))]
  }
  let vetoed = kit.kpi("vetoed", "Vetoed", kit.read(seizures)) { kit, rules in
    let all = kit.lower(kit.read(seizures) == kit.read(controls))
    rules.conditions = [kit.clause(Condition(test: all, result: .value(kit.lower(0))))]
    rules.score = kit.clause(.itself)
  }
  kit.report(controls, 12)
  kit.report(seizures, 12)
  try expectGolden(kit.text(node) + "\n" + kit.text(vetoed), "feature-condition.txt")
}

@Test func whatIsCountedIsExplained() throws {
  var kit = Kit()
  let first = kit.input("first", "First mark")
  let second = kit.input("second", "Second mark")
  let third = kit.input("third", "Third mark")
  let children = [first, second, third].map { input in
    kit.kpi("mark_\(input)", "Mark \(input + 1)", kit.read(input)) { kit, rules in
      rules.score = kit.clause(.itself)
      rules.showScore = kit.clause(decimals(1))
    }
  }
  let node = kit.combine("counted", "Counted marks", .function(.mean, exponent: nil), children) {
    kit, rules in
    rules.policies = [
      kit.clause(Policy(reasons: [.notAvailable], action: .count(kit.lower(0)))),
      kit.clause(Policy(reasons: nil, action: .exclude)),
    ]
    rules.needs = kit.clause(.children(2))
    rules.showValue = kit.clause(decimals(1))
  }
  kit.report(first, 80)
  kit.report(second, nil, .notAvailable)
  kit.report(third, nil, .confidential)
  try expectGolden(kit.text(node), "feature-count-as.txt")
}

@Test func aLineThatDecidesIsExplained() throws {
  var kit = Kit()
  let first = kit.input("first", "First mark")
  let second = kit.input("second", "Second mark")
  let children = [first, second].map { input in
    kit.kpi("mark_\(input)", "Mark \(input + 1)", kit.read(input)) { kit, rules in
      rules.score = kit.clause(.itself)
    }
  }
  func combined(_ name: String, _ result: PolicyResult) -> Int {
    kit.combine(name, "Marks, \(name)", .function(.mean, exponent: nil), children) { kit, rules in
      rules.policies = [kit.clause(Policy(reasons: nil, action: .result(result)))]
    }
  }
  let zero = combined("vetoed", .value(kit.lower(0)))
  let recoded = combined("recoded", .reason(.notApplicable))
  let missing = combined("missing", .missing)
  kit.report(first, 80)
  kit.report(second, nil)
  try expectGolden(
    [zero, recoded, missing].map { kit.text($0) }.joined(separator: "\n"), "feature-result.txt")
}

@Test func weightsAreExplained() throws {
  var kit = Kit()
  let inputs = (1...3).map { kit.input("mark_\($0)", "Mark \($0)") }
  let weights = [50, 30, 20]
  let children = inputs.map { input in
    kit.kpi("scored_\(input)", "Part \(input + 1)", kit.read(input)) { kit, rules in
      rules.score = kit.clause(.itself)
      rules.weight = kit.clause(kit.lower(.percent(weights[input])))
    }
  }
  let node = kit.combine(
    "weighted", "Weighted parts", .function(.weightedMean, exponent: nil), children
  ) { kit, rules in
    rules.policies = [kit.clause(Policy(reasons: nil, action: .exclude), .framework)]
    rules.needs = kit.clause(.weight(Rational(1, over: 2)))
    rules.showValue = kit.clause(decimals(1))
  }
  kit.report(inputs[0], 80)
  kit.report(inputs[1], 95)
  kit.report(inputs[2], nil, .suppressed)
  try expectGolden(kit.text(node), "feature-weights.txt")
}

@Test func everyScoreRuleIsExplained() throws {
  var kit = Kit()
  let income = kit.input("income", "Income per head")
  func scored(_ name: String, _ rule: (inout Kit) -> ScoreRule) -> Int {
    let score = rule(&kit)
    return kit.kpi(name, name, kit.read(income)) { kit, rules in
      rules.score = kit.clause(score)
      rules.showScore = kit.clause(decimals(1))
    }
  }
  let nodes = [
    scored("Logarithm") { .log($0.goalposts(100, 10_000)) },
    scored("Straight line") { .linear($0.goalposts(0, 5_000)) },
    scored("Beyond the end") { .linear($0.goalposts(100, 1_000)) },
    scored("With a power") { .linear($0.goalposts(0, 5_000, power: Rational(1, over: 2))) },
    scored("Formula") { .formula($0.lower(.call(.min, [100, .value / 40]))) },
    scored("Rows") { kit in
      .rows(
        by: kit.lower(.value),
        [
          Row(
            pattern: .interval(Bounds(lower: nil, upper: 500, upperIsOpen: true)),
            result: kit.lower(0)),
          Row(
            pattern: .interval(Bounds(lower: 500, upper: 2_000, upperIsOpen: true)),
            result: kit.lower(50)),
          Row(pattern: .anything, result: kit.lower(100)),
        ])
    },
  ]
  kit.report(income, 1_700)
  try expectGolden(
    nodes.map { kit.text($0) }.joined(separator: "\n"), "feature-scores.txt")
}

@Test func parametersAndAttributesAreExplained() throws {
  var kit = Kit()
  let done = kit.input("done", "Reforms done", Kit.counted("reform"))
  kit.program.parameters = [
    Parameter(
      name: "target", sheet: Sheet(title: Translations(["en": "The target"])), type: number,
      value: kit.lower(50))
  ]
  kit.program.attributes = [
    Attribute(
      name: "ports", title: Translations(["en": "Number of ports"]), type: number, values: [],
      location: nil)
  ]
  let target = Term.leaf(.parameter(0), number)
  let ports = Term.leaf(.attribute(0), number)
  let node = kit.kpi("progress", "Progress for each port", kit.read(done) / ports) { kit, rules in
    rules.score = kit.clause(.linear(kit.goalposts(0, target)))
  }
  kit.report(done, 70)
  kit.dataset.set(.number(2), for: .init(attribute: 0, subject: 0, period: nil))
  let options = EvaluationOptions(parameters: [0: .number(70)])
  try expectGolden(
    kit.text(node) + "\n" + kit.text(node, options: options), "feature-parameter.txt")
}

@Test func everyTieRuleIsExplained() throws {
  var kit = Kit()
  let mark = kit.input("mark", "Mark")
  let age = kit.input("age", "Age")
  let rules: [Ranking.Ties] = [.share, .dense, .average, .by(kit.lower(kit.read(age)))]
  let nodes = rules.enumerated().map { index, ties in
    kit.kpi("ranked_\(index)", "Ranked \(index + 1)", kit.read(mark)) { kit, rules in
      rules.ranking = kit.clause(
        Ranking(
          by: kit.lower(.value), highestFirst: index != 1, population: nil, ties: ties))
    }
  }
  for (subject, figures) in [("XA", (9, 3)), ("XB", (7, 2)), ("XC", (7, 5)), ("XD", (5, 1))] {
    kit.report(mark, Rational(figures.0), subject: subject)
    kit.report(age, Rational(figures.1), subject: subject)
  }
  let ranks = nodes.map { node in
    (0...3).map { kit.explanation(node, subject: $0)?.rank ?? "" }
  }
  #expect(
    ranks == [
      ["1", "2", "2", "4"], ["3", "2", "2", "1"], ["1", "2.5", "2.5", "4"], ["1", "3", "2", "4"],
    ])
  try expectGolden(
    nodes.map { kit.text($0, subject: 1) }.joined(separator: "\n"), "feature-ranks.txt")
}

@Test func definesAndFunctionsAreExplained() throws {
  var kit = Kit()
  let a = kit.input("a", "First part")
  let b = kit.input("b", "Second part")
  let inner = Term.named("both_parts", kit.read(a) + kit.read(b))
  let outer = Term.named(
    "limited",
    .call(.clamp, [inner, 0, 100]) - .call(.weightedMean, [kit.read(a), 2, kit.read(b), 1]),
    with: [inner, 2, 1])
  kit.program.defines = [
    Define(
      name: "both_parts", title: Translations(), parameters: [], takesList: false, location: nil),
    Define(
      name: "limited", title: Translations(["en": "Kept within limits"]),
      parameters: ["whole", "weights"], takesList: true,
      location: Location(file: 0, span: Span(900, 905))),
    Define(
      name: "weakest", title: Translations(["en": "The weakest link"]), parameters: ["xs"],
      takesList: true, location: Location(file: 0, span: Span(910, 915))),
  ]
  let node = kit.kpi("defined", "Defined", outer / 3) { kit, rules in
    rules.roundValue = kit.clause(decimals(2))
    rules.showValue = kit.clause(decimals(1))
  }
  let reader = kit.kpi("reader", "Reads the shown one", kit.read(node: node, .shown) * 2)
  let custom = kit.lower(.named("weakest", .call(.min, [.operands]), with: [.operands]))
  let scored = kit.kpi("scored", "Scored", kit.read(a)) { kit, rules in
    rules.score = kit.clause(.itself)
  }
  let combined = kit.combine(
    "custom", "By the weakest", .custom(name: "weakest", custom), [scored])
  kit.report(a, 20)
  kit.report(b, 85)
  try expectGolden(
    [node, reader, combined].map { kit.text($0) }.joined(separator: "\n"), "feature-defines.txt")
}

@Test func theScoredCellIsExplained() throws {
  var kit = Kit()
  kit.program.axes = [
    Axis(
      name: "flow", title: Translations(),
      values: [
        Item(name: "import", label: Translations(["en": "Import"])),
        Item(name: "export", label: Translations(["en": "Export"])),
      ], location: nil)
  ]
  let flow = AxisPart(axis: 0, values: [0, 1])
  let cleared = kit.input("cleared", "Shipments cleared", Kit.counted("shipment"), by: flow)
  let late = kit.input("late", "Shipments late", Kit.counted("shipment"), by: flow)
  let imports = Cell([Coordinate(axis: 0, value: 0)])
  let exports = Cell([Coordinate(axis: 0, value: 1)])
  let node = kit.kpi(
    "late_share", "Share of late shipments", .share(kit.read(late), kit.read(cleared)), .percent
  ) { kit, rules in
    rules.breakdown = kit.clause(NodeBreakdown(part: flow, hasTotal: false))
    rules.scoredCell = imports
    rules.score = kit.clause(.linear(kit.goalposts(.percent(20), .percent(0))))
    rules.showValue = kit.clause(decimals(1))
  }
  for (cell, figures) in [(imports, (1, 40)), (exports, (2, 25))] {
    kit.report(late, Rational(figures.0), cell: cell)
    kit.report(cleared, Rational(figures.1), cell: cell)
  }
  try expectGolden(
    kit.text(node) + "\n" + kit.text(node, cell: exports), "feature-cell.txt")
}

@Test func frenchIsPlain() throws {
  let period = Period(kind: .calendarYear, ordinal: 2023)
  let texts = [(Sample.electronic, 0), (Sample.releaseTime, 0), (Sample.trade, 1)].compactMap {
    explain(
      Sample.results(), node: $0.0, subject: $0.1, period: period, language: "fr"
    ) { _ in nil }?.text(language: "fr")
  }
  #expect(texts.count == 3)
  try expectGolden(texts.joined(separator: "\n"), "explain-french.txt")
}
