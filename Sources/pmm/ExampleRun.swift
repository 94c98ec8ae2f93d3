import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMNumber
import PMMReport

/// Runs the examples of modules and keeps account of what they show.
struct ExampleRun {
  var files: [SourceFile] = []
  var diagnostics: [Diagnostic] = []
  /// What no example shows, in words.
  var gaps: [String] = []
  private var passed = 0
  private var failed = 0
  private var nodes = 0
  private var nodesShown = 0

  mutating func add(_ compilation: Compilation) {
    let base = files.count
    files += compilation.files
    diagnostics += compilation.diagnostics.map { $0.moved(by: base) }
    guard let program = compilation.program else { return }
    for index in program.nodes.indices { runExamples(of: index, program, base) }
  }

  private mutating func runExamples(of index: Int, _ program: Program, _ base: Int) {
    let node = program.nodes[index]
    var seen = Coverage()
    for example in node.examples {
      let outcome = run(example, of: index, in: program)
      seen.add(example, outcome)
      if outcome.passed {
        passed += 1
      } else {
        failed += 1
        report(example, outcome, of: index, program, base)
      }
    }
    if case .heading = node.rules.body.value { return }
    nodes += 1
    if !node.examples.isEmpty { nodesShown += 1 }
    gaps += seen.gaps(of: node)
  }

  private mutating func report(
    _ example: Example, _ outcome: ExampleOutcome, of index: Int, _ program: Program, _ base: Int
  ) {
    let node = program.nodes[index]
    let wording = Wording(language: program.head.languages[0], of: program)
    guard let place = example.location else { return }
    let scored = outcome.results.figures(
      node: index, subject: 0, period: outcome.period,
      cell: outcome.results.rules(of: index).scoredCell)
    if let got = outcome.gotValue {
      let type = outcome.results.rules(of: index).type
      add(
        .exampleValue, example, node, at: example.givesLocation ?? place, example.gives, got,
        exact: outcome.figures?.exactValue, type, program, wording, base)
    }
    if let got = outcome.gotScore, let expected = example.scores {
      let type: ValueType =
        if case .levels(let scale)? = program.head.scores { .level(scale) } else {
          .quantity(.number)
        }
      add(
        .exampleScore, example, node, at: example.scoresLocation ?? place, expected, got,
        exact: scored?.exactScore, type, program, wording, base)
    }
  }

  private mutating func add(
    _ code: DiagnosticCode, _ example: Example, _ node: Node, at place: Location,
    _ expected: Example.Expectation, _ got: Figure, exact: Figure?, _ type: ValueType,
    _ program: Program, _ wording: Wording, _ base: Int
  ) {
    var arguments: Arguments = ["title": example.title, "name": node.name]
    arguments["expected"] = Figures.text(expected, type, program)
    arguments["found"] = Figures.text(got, type, program, like: expected)
    if let number = exact?.number, case .number(_, let decimals?) = expected {
      let exact = (number * (type.unit?.printFactor ?? 1)).decimal(significant: 20)
      let places = "\(decimals) decimal\(decimals == 1 ? "" : "s")"
      arguments["detail"] = "before rounding to \(places) it is \(exact)"
    }
    diagnostics.append(
      Diagnostic(
        code, at: place, arguments, related: example.location.map { [$0] } ?? []
      ).moved(by: base))
  }

  var conclusion: String {
    var text = "\(passed + failed) examples: \(passed) passed, \(failed) failed"
    text += "; \(nodesShown) of \(nodes) nodes with a figure have an example"
    if !gaps.isEmpty { text += "; \(gaps.count) rules are shown by none (--coverage lists them)" }
    return text
  }
}

/// What a node's examples have shown.
private struct Coverage {
  var conditions: Set<Int> = []
  var policies: Set<Int> = []
  var options: Set<String> = []
  var isMissingShown = false

  mutating func add(_ example: Example, _ outcome: ExampleOutcome) {
    if let use = example.use { options.insert(use) }
    guard let figures = outcome.figures else { return }
    if !figures.value.isKnown { isMissingShown = true }
    guard example.use == nil else { return }
    if let condition = figures.condition { conditions.insert(condition) }
    policies.formUnion(figures.policiesUsed)
  }

  func gaps(of node: Node) -> [String] {
    if node.examples.isEmpty { return ["`\(node.name)`: it has no example"] }
    var gaps: [String] = []
    for (index, condition) in node.rules.conditions.enumerated() where !conditions.contains(index) {
      _ = condition
      gaps.append("`\(node.name)`: condition \(index + 1) of its `when` lines")
    }
    for (index, policy) in node.rules.policies.enumerated() where !policies.contains(index) {
      let reasons = policy.value.reasons?.map(\.name).sorted().joined(separator: ", ") ?? "missing"
      gaps.append("`\(node.name)`: `when \(reasons)`")
    }
    for option in node.alternatives where !options.contains(option.name) {
      gaps.append("`\(node.name)`: its alternative `\(option.name)`")
    }
    if !isMissingShown { gaps.append("`\(node.name)`: a missing figure") }
    return gaps
  }
}

/// Figures and expectations in words, for findings.
enum Figures {
  static func text(_ expected: Example.Expectation, _ type: ValueType, _ program: Program) -> String
  {
    switch expected {
    case .number(let value, let decimals):
      let unit = type.unit ?? .number
      let printed = value * unit.printFactor
      return unit.text(
        printed: decimals.map { printed.fixed(decimals: $0, .halfEven) } ?? printed.description)
    case .scalar(let scalar): return text(scalar, type, program)
    case .reason(let reason): return reason.name
    }
  }

  static func text(
    _ figure: Figure, _ type: ValueType, _ program: Program, like expected: Example.Expectation,
    inUnit isInUnit: Bool = true
  ) -> String {
    guard let scalar = figure.scalar else {
      return "missing: "
        + Set(figure.causes.map { "\($0.reason.name)@\($0.place.name)" }).sorted()
        .joined(separator: ", ")
    }
    guard case .number(let value) = scalar else { return text(scalar, type, program) }
    let unit = type.unit ?? .number
    let printed = value * unit.printFactor
    // Enough digits to see the difference, and no more.
    var text = printed.decimal(significant: 15)
    if case .number(_, let decimals?) = expected {
      text = printed.fixed(decimals: decimals, .halfUp)
    }
    return isInUnit ? unit.text(printed: text) : text
  }

  static func text(_ scalar: Scalar, _ type: ValueType, _ program: Program) -> String {
    switch scalar {
    case .number(let value): (value * (type.unit?.printFactor ?? 1)).description
    case .level(let index): program.name(ofLevel: index, type: type)
    case .category(let index): program.name(ofCategory: index, type: type)
    case .truth(let value): value ? "yes" : "no"
    case .text(let text): text
    case .date(let days): isoDate(days: days)
    }
  }
}
