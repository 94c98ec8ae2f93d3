internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMTOML

extension StudyReader {
  /// What a draw chooses from: one or more texts, of which no two say the same. `isAsDefined` says
  /// whether a choice is what the definition has in any case.
  mutating func choices<Choice: Hashable>(
    _ value: TOMLValue?, _ key: String, asDefined: Choice, isAsDefined: (Choice) -> Bool,
    defined: String = "what is defined",
    _ read: (inout StudyReader, String, TOMLValue) -> Choice?
  ) -> [Choice]? {
    guard let value, let texts = texts(value, key) else { return nil }
    var choices: [Choice] = []
    var firsts: [Choice: (text: String, value: TOMLValue)] = [:]
    for (text, value) in texts {
      guard let choice = read(&self, text, value) else { continue }
      choices.append(choice)
      let meaning = isAsDefined(choice) ? asDefined : choice
      guard let first = firsts[meaning] else {
        firsts[meaning] = (text, value)
        continue
      }
      let why =
        text == first.text
        ? "`\(text)` stands twice"
        : meaning == asDefined
          ? "`\(text == Self.asDefined ? first.text : text)` is \(defined)"
          : "`\(text)` is `\(first.text)`"
      findings.append(
        Diagnostic(
          .choiceTwice, at: value.location, ["why": why], related: [first.value.location]))
    }
    guard choices.count == texts.count else { return nil }
    if choices.count == 1, let (text, value) = texts.first {
      let node = program.nodes[target].name
      findings.append(
        firsts[asDefined] == nil
          ? Diagnostic(.oneChoice, at: value.location, ["does": "chooses `\(text)`"])
          : Diagnostic(
            .nothingDrawn, at: value.location,
            ["node": node, "why": "\(defined) is its only choice"]))
    }
    return choices
  }

  private static let asDefined = "as defined"

  private static let functions: [Function] = [
    .mean, .geometricMean, .harmonicMean, .weightedMean, .weightedGeometricMean,
    .weightedHarmonicMean, .median, .min, .max, .sum,
  ]

  /// A function, or what the definition says.
  mutating func function(_ text: String, _ value: TOMLValue, of nodes: [Int]) -> Function?? {
    if text == Self.asDefined { return .some(nil) }
    guard let function = Self.functions.first(where: { $0.rawValue == text }) else {
      unknown(
        text, "form of combining", among: [Self.asDefined] + Self.functions.map(\.rawValue),
        at: value)
      return nil
    }
    if function == .sum { checkSum(of: nodes, value) }
    return function
  }

  /// A sum of scores of an interval is no score of it, unless the definition itself sums there.
  private mutating func checkSum(of nodes: [Int], _ value: TOMLValue) {
    guard let (low, high) = program.interval else { return }
    for node in nodes {
      if case .combine(.function(.sum, _)) = program.nodes[node].rules.body.value { continue }
      let count = Rational(program.operands(of: node).count)
      let figure = high < high * count ? high * count : low * count
      if low <= figure, figure <= high { continue }
      findings.append(
        Diagnostic(
          .sumOutside, at: value.location,
          [
            "node": program.nodes[node].name, "figure": figure.decimal(significant: 12),
            "scores": "\(low) .. \(high)",
          ]))
      return
    }
  }

  mutating func line(_ text: String, _ value: TOMLValue) -> Study.Missing?? {
    switch text {
    case Self.asDefined: return .some(nil)
    case "exclude": return .exclude
    case "result missing": return .result
    default:
      if text.hasPrefix("count "), !program.isOrdinal {
        return number(counted: String(text.dropFirst(6)), value).map { .count($0) }
      }
      let known = [Self.asDefined, "exclude"] + (program.isOrdinal ? [] : ["count 0"])
      unknown(text, "line for what is missing", among: known + ["result missing"], at: value)
      return nil
    }
  }

  private mutating func number(counted text: String, _ value: TOMLValue) -> Rational? {
    let (low, high) = program.interval ?? (-Self.largest, Self.largest)
    if let number = Rational(decimal: text), low <= number, number <= high { return number }
    let expected =
      program.interval == nil
      ? "`count` and a number, such as `count 0`"
      : "`count` and a number from \(low) to \(high), as scores are"
    bounds(value, "choose", expected, "`count \(text)`")
    return nil
  }

  mutating func use(_ text: String, _ value: TOMLValue) -> Study.Use? {
    if text == Self.asDefined { return .asDefined }
    if let found = alternative(text) { return found }
    let names = program.nodes.flatMap { node in node.alternatives.map { "\(node.name).\($0.name)" } }
    let known = [Self.asDefined] + program.alternatives.map(\.name) + names
    unknown(text, "alternative", among: known, at: value)
    return nil
  }

  /// `NODE.OPTION`, or the name of an alternative of the framework.
  func alternative(_ text: String) -> Study.Use? {
    if program.alternatives.contains(where: { $0.name == text }) { return .framework(text) }
    for (index, node) in program.nodes.enumerated() {
      if let option = node.alternatives.first(where: { "\(node.name).\($0.name)" == text }) {
        return .node(index, option.name)
      }
    }
    return nil
  }

  /// What is larger leaves an estimate, of 16 digits, nothing to say of scores.
  private static let largest = Rational(1_000_000_000_000)

  /// Less noise shows in no digit that is printed.
  static let leastPoints = Rational(1).divided(by: 1_000_000) ?? 0

  /// The most that noise may be, and how to say so.
  var mostPoints: (number: Rational, words: String) {
    guard let (low, high) = program.interval else {
      return (Self.largest, " and at most \(Self.largest)")
    }
    return (high - low, " and at most \(high - low), the width of `scores \(low) .. \(high)`")
  }

  // MARK: What draws have in common

  mutating func checkCrossing(_ draws: [Study.Draw]) {
    var decided: [String: Study.Draw] = [:]
    for draw in draws {
      for thing in decisions(of: draw) {
        guard let first = decided[thing] else {
          decided[thing] = draw
          continue
        }
        findings.append(
          Diagnostic(
            .drawsCross, at: draw.location, ["what": thing], related: [first.location]))
        break
      }
    }
    var count = 1
    for draw in draws {
      let (product, isHuge) = count.multipliedReportingOverflow(by: draw.kind.choices ?? 1)
      count = isHuge ? .max : product
      if count > mostPlans {
        findings.append(
          Diagnostic(
            .tooManyChoices, at: draw.location,
            ["count": String(count), "limit": String(mostPlans)]))
        return
      }
    }
  }

  /// What a draw decides alone, in words. Only factors of weights may meet.
  private func decisions(of draw: Study.Draw) -> [String] {
    func each(_ nodes: [Int], _ words: (String) -> String) -> [String] {
      nodes.map { words("`\(program.nodes[$0].name)`") }
    }
    switch draw.kind {
    case .weights: return []
    case .noise(let nodes, _, _): return each(nodes) { "the noise of \($0)" }
    case .combine(let nodes, _): return each(nodes) { "the form of \($0)" }
    case .missing(let nodes, _): return each(nodes) { "the line `when missing` of \($0)" }
    case .leaveOut(let nodes, _): return each(nodes) { "whether \($0) is left out" }
    case .use(let uses):
      let nodes = uses.compactMap { if case .node(let node, _) = $0 { node } else { nil } }
      let isWhole = uses.contains { if case .framework = $0 { true } else { false } }
      return (isWhole ? ["the alternative of the framework"] : [])
        + each(Set(nodes).sorted()) { "the alternative of \($0)" }
    }
  }
}

extension Program {
  /// Whether a node combines by this function under each of its rules; nil is none.
  func isFormed(_ node: Int, _ function: Function?) -> Bool {
    everyRules(of: node).allSatisfy { rules in
      guard case .combine(.function(let own, _)) = rules.body.value else { return false }
      return own == function
    }
  }

  /// Whether this is what a node does with whatever is missing that no other line names.
  func isLined(_ node: Int, _ line: Study.Missing?) -> Bool {
    everyRules(of: node).allSatisfy { rules in
      guard let own = rules.policies.first(where: { $0.value.reasons == nil }) else { return false }
      switch (own.value.action, line) {
      case (.exclude, .exclude?), (.result(.missing), .result?): return true
      case (.count(let id), .count(let number)?):
        if case .number(number) = self[id].operation { return true } else { return false }
      default: return false
      }
    }
  }
}
