package import PMMDiagnostics
package import PMMIR
internal import PMMNumber
internal import PMMTOML

/// Reads a study against a framework. Nil, with findings, if anything of it is wrong: a study that
/// is not the one that was meant gives numbers that look like any others.
package func readStudy(
  _ source: SourceFile, file: Int, for program: Program
) -> (study: Study?, findings: [Diagnostic]) {
  let (table, findings) = readTOML(source, file: file)
  var reader = StudyReader(program, findings)
  let study = reader.study(table)
  return (reader.findings.isEmpty ? study : nil, reader.findings)
}

struct StudyReader {
  let program: Program
  var findings: [Diagnostic]
  /// The node looked at, and all below it.
  private var target = 0
  private var below: [Int] = []

  init(_ program: Program, _ findings: [Diagnostic]) {
    self.program = program
    self.findings = findings
  }

  private static let keys = [
    "seed", "runs", "node", "period", "effects", "leave_one_out", "draw",
  ]

  mutating func study(_ table: TOMLTable) -> Study? {
    checkKeys(table, Self.keys, of: "a study")
    let seed = wholeNumber(table, "seed", in: nil, of: "a study")
    let runs = wholeNumber(table, "runs", in: 1...100_000_000, of: "a study")
    target = program.nodes.firstIndex(where: \.isRoot) ?? 0
    var place = table.location
    if let value = table["node"], let name = text(value, "node") {
      place = value.location
      if let node = program.node(named: name) {
        target = node
      } else {
        unknown(name, "node", among: program.nodes.map(\.name), at: value)
      }
    }
    guard case .combine = program.nodes[target].rules.body.value else {
      findings.append(
        Diagnostic(
          .cannotRescore, at: place,
          ["node": program.nodes[target].name, "why": "it combines no scores; name another with `node`"]))
      return nil
    }
    below = descendants(of: target)
    var period: String?
    if let value = table["period"] {
      switch value.content {
      case .text(let text): period = text
      case .integer(let year): period = String(year)
      default: type(value, "period", "a text such as \"2023-Q1\", or a year")
      }
    }
    let draws = draws(table)
    let effects = truth(table, "effects") ?? (draws.count > 1)
    let leaveOneOut = truth(table, "leave_one_out") ?? true
    guard let seed, let runs else { return nil }
    checkCrossing(draws)
    var study = Study(
      seed: seed, runs: runs, node: target, effects: effects, leaveOneOut: leaveOneOut,
      draws: draws, location: place)
    study.period = period
    return study
  }

  private func descendants(of node: Int) -> [Int] {
    program.nodes[node].children.flatMap { [$0] + descendants(of: $0) }
  }

  // MARK: Draws

  private mutating func draws(_ table: TOMLTable) -> [Study.Draw] {
    guard let value = table["draw"] else {
      findings.append(
        Diagnostic(
          .studyKeyMissing, at: table.location,
          ["table": "a study", "expected": "at least one `[[draw]]`"]))
      return []
    }
    guard case .array(let elements) = value.content,
      elements.allSatisfy({ if case .table = $0.content { true } else { false } })
    else {
      type(value, "draw", "tables, each under `[[draw]]`")
      return []
    }
    var draws: [Study.Draw] = []
    for element in elements {
      guard case .table(let table) = element.content, let draw = draw(table) else { continue }
      if let first = draws.first(where: { $0.name == draw.name }) {
        findings.append(
          Diagnostic(
            .drawNameTwice, at: draw.location, ["name": draw.name], related: [first.location]))
      }
      draws.append(draw)
    }
    return draws
  }

  private static let kinds: [(key: String, others: [String])] = [
    ("weights", ["spread"]), ("noise", ["points", "rescale"]), ("combine", ["choose"]),
    ("use", []), ("missing", ["choose"]), ("leave_out", ["count"]),
  ]

  private mutating func draw(_ table: TOMLTable) -> Study.Draw? {
    let found = table.entries.filter { entry in Self.kinds.contains { $0.key == entry.key.name } }
    guard let entry = found.first else {
      checkKeys(
        table, ["name"] + Self.kinds.flatMap { [$0.key] + $0.others }, of: "a draw")
      let names = Self.kinds.map { "`\($0.key)`" }.joined(separator: ", ")
      findings.append(
        Diagnostic(
          .studyKeyMissing, at: table.location, ["table": "a draw", "expected": "one of \(names)"]))
      return nil
    }
    if found.count > 1 {
      findings.append(
        Diagnostic(
          .severalKinds, at: found[1].key.location,
          ["first": entry.key.name, "second": found[1].key.name], related: [entry.key.location]))
      return nil
    }
    let others = Self.kinds.first { $0.key == entry.key.name }?.others ?? []
    checkKeys(
      table, ["name", entry.key.name] + others, of: "a draw of `\(entry.key.name)`")
    guard let name = required(table, "name", of: "a draw").flatMap({ value in
      text(value, "name").map { (text: $0, location: value.location) }
    })
    else { return nil }
    guard let kind = kind(entry.key.name, entry.value, table) else { return nil }
    return Study.Draw(name: name.text, kind: kind, location: name.location)
  }

  private mutating func kind(
    _ key: String, _ value: TOMLValue, _ table: TOMLTable
  ) -> Study.Kind? {
    let (what, program) = ("a draw of `\(key)`", program)
    switch key {
    case "weights":
      let nodes = nodes(value, key, "no mean combines it") { program.isOfMean($0) }
      let spread = required(table, "spread", of: what).flatMap { percent($0) }
      guard let nodes, let spread else { return nil }
      return .weights(nodes, spread: spread)
    case "noise":
      let nodes = nodes(value, key, "it has no score that is a number") { program.isNumeric($0) }
      let points = required(table, "points", of: what).flatMap { value in
        number(value, "points", "above 0") { !$0.isNegative && !$0.isZero }
      }
      let isRescaled = truth(table, "rescale") ?? false
      if isRescaled, !program.hasInterval, let value = table["rescale"] {
        bounds(value, "rescale", "false where the framework has no interval of scores", "true")
      }
      guard let nodes, let points else { return nil }
      return .noise(nodes, points: points, isRescaled: isRescaled)
    case "combine":
      let nodes = nodes(value, key, "it combines nothing") { program.combines($0) }
      let functions = choices(table, of: what) { $0.function($1, $2) }
      guard let nodes, let functions else { return nil }
      return .combine(nodes, functions)
    case "missing":
      let nodes = nodes(value, key, "it combines nothing") { program.combines($0) }
      let lines = choices(table, of: what) { $0.line($1, $2) }
      guard let nodes, let lines else { return nil }
      return .missing(nodes, lines)
    case "use":
      guard let texts = texts(value, key) else { return nil }
      let uses = texts.compactMap { use($0.text, $0.value) }
      return uses.count == texts.count ? .use(uses) : nil
    default:
      let nodes = nodes(value, key, "nothing combines it") { program.isOperand($0) }
      var count = 1
      if let value = table["count"], let nodes {
        guard case .integer(let number) = value.content else {
          type(value, "count", "a whole number")
          return nil
        }
        guard number >= 1, number < nodes.count else {
          bounds(value, "count", "from 1 to \(nodes.count - 1)", String(number))
          return nil
        }
        count = number
      }
      return nodes.map { .leaveOut($0, count: count) }
    }
  }

  /// Nodes below the one looked at: all of a level that the draw can change, or those that are
  /// named.
  private mutating func nodes(
    _ value: TOMLValue, _ key: String, _ why: String, where isFit: (Int) -> Bool
  ) -> [Int]? {
    let isTarget = ["combine", "missing"].contains(key)
    let reach = Set(below + (isTarget ? [target] : []))
    let name = program.nodes[target].name
    func nothing(_ why: String) -> Diagnostic {
      Diagnostic(.nothingDrawn, at: value.location, ["node": name, "why": why])
    }
    if case .text(let word) = value.content, program.head.levels.contains(word) {
      let found = program.nodes.indices.filter {
        program.nodes[$0].level == word && reach.contains($0) && isFit($0)
      }
      if found.isEmpty {
        let isAny = reach.contains { program.nodes[$0].level == word }
        findings.append(
          nothing(isAny ? "of every \(word), \(why)" : "no \(word) is below it"))
        return nil
      }
      return found
    }
    guard let texts = texts(value, key) else { return nil }
    var nodes: [Int] = []
    for (text, value) in texts {
      guard let node = program.node(named: text) else {
        let levels = value == texts.first?.value && texts.count == 1 ? program.head.levels : []
        unknown(
          text, levels.isEmpty ? "node" : "level or node",
          among: levels + program.nodes.map(\.name), at: value)
        continue
      }
      guard reach.contains(node), isFit(node) else {
        let reason = reach.contains(node) ? why : "it is not below it"
        findings.append(
          Diagnostic(
            .nothingDrawn, at: value.location, ["node": name, "why": "of `\(text)`, \(reason)"]))
        continue
      }
      if nodes.contains(node), let first = texts.first(where: { $0.text == text })?.value.location {
        findings.append(Diagnostic(.nodeTwice, at: value.location, ["node": text], related: [first]))
      } else {
        nodes.append(node)
      }
    }
    return nodes.count == texts.count ? nodes : nil
  }

  private mutating func choices<Choice>(
    _ table: TOMLTable, of what: String,
    _ read: (inout StudyReader, String, TOMLValue) -> Choice?
  ) -> [Choice]? {
    guard let texts = required(table, "choose", of: what).flatMap({ texts($0, "choose") }) else { return nil }
    let choices = texts.compactMap { read(&self, $0.text, $0.value) }
    return choices.count == texts.count ? choices : nil
  }

  private static let asDefined = "as defined"

  private static let functions: [Function] = [
    .mean, .geometricMean, .harmonicMean, .weightedMean, .weightedGeometricMean,
    .weightedHarmonicMean, .median, .min, .max, .sum,
  ]

  /// A function, or what the definition says.
  private mutating func function(_ text: String, _ value: TOMLValue) -> Function?? {
    if text == Self.asDefined { return .some(nil) }
    if let function = Self.functions.first(where: { $0.rawValue == text }) { return function }
    unknown(
      text, "form of combining", among: [Self.asDefined] + Self.functions.map(\.rawValue),
      at: value)
    return nil
  }

  private mutating func line(_ text: String, _ value: TOMLValue) -> Study.Missing?? {
    switch text {
    case Self.asDefined: return .some(nil)
    case "exclude": return .exclude
    case "result missing": return .result
    default:
      if text.hasPrefix("count "), let number = Rational(decimal: String(text.dropFirst(6))),
        !program.isOrdinal
      {
        return .count(number)
      }
      let known = [Self.asDefined, "exclude"] + (program.isOrdinal ? [] : ["count 0"])
      unknown(text, "line for what is missing", among: known + ["result missing"], at: value)
      return nil
    }
  }

  private mutating func use(_ text: String, _ value: TOMLValue) -> Study.Use? {
    if text == Self.asDefined { return .asDefined }
    if program.alternatives.contains(where: { $0.name == text }) { return .framework(text) }
    for (index, node) in program.nodes.enumerated() {
      if let option = node.alternatives.first(where: { "\(node.name).\($0.name)" == text }) {
        return .node(index, option.name)
      }
    }
    let names = program.nodes.flatMap { node in node.alternatives.map { "\(node.name).\($0.name)" } }
    let known = [Self.asDefined] + program.alternatives.map(\.name) + names
    unknown(text, "alternative", among: known, at: value)
    return nil
  }

  // MARK: What draws have in common

  private mutating func checkCrossing(_ draws: [Study.Draw]) {
    var chosen: [String: Study.Draw] = [:]
    for draw in draws {
      var things: [(what: String, node: Int)] = []
      switch draw.kind {
      case .combine(let nodes, _): things = nodes.map { ("the form", $0) }
      case .missing(let nodes, _): things = nodes.map { ("the line `missing`", $0) }
      case .noise(let nodes, _, _): things = nodes.map { ("the noise", $0) }
      case .leaveOut(let nodes, _): things = nodes.map { ("whether to leave out part", $0) }
      case .use(let uses):
        things = Set(
          uses.compactMap { use -> Int? in
            switch use {
            case .asDefined: nil
            case .node(let node, _): node
            case .framework: -1
            }
          }
        ).sorted().map { ("the alternative", $0) }
      case .weights: break
      }
      for thing in things {
        let key = "\(thing.what) \(thing.node)"
        guard let first = chosen[key] else {
          chosen[key] = draw
          continue
        }
        let name = thing.node < 0 ? program.head.name : program.nodes[thing.node].name
        findings.append(
          Diagnostic(
            .drawsCross, at: draw.location, ["what": thing.what, "node": name],
            related: [first.location]))
        break
      }
    }
    var count = 1
    for draw in draws {
      count = min(1_000_000, count * (draw.kind.choices ?? 1))
      if count > mostPlans {
        findings.append(
          Diagnostic(
            .tooManyChoices, at: draw.location,
            ["count": String(count), "limit": String(mostPlans)]))
        return
      }
    }
  }

  // MARK: Values

  private mutating func checkKeys(_ table: TOMLTable, _ known: [String], of what: String) {
    for entry in table.entries where !known.contains(entry.key.name) {
      var arguments: Arguments = [
        "key": entry.key.name, "table": what, "names": known.joined(separator: ", "),
      ]
      arguments["nearest"] = nearestName(to: entry.key.name, in: known)
      findings.append(Diagnostic(.unknownStudyKey, at: entry.key.location, arguments))
    }
  }

  private mutating func required(
    _ table: TOMLTable, _ key: String, of what: String
  ) -> TOMLValue? {
    if let value = table[key] { return value }
    findings.append(
      Diagnostic(.studyKeyMissing, at: table.location, ["table": what, "expected": "`\(key)`"]))
    return nil
  }

  private mutating func type(_ value: TOMLValue, _ key: String, _ expected: String) {
    findings.append(
      Diagnostic(
        .studyType, at: value.location, ["key": key, "expected": expected, "found": value.kind]))
  }

  private mutating func bounds(
    _ value: TOMLValue, _ key: String, _ expected: String, _ found: String
  ) {
    findings.append(
      Diagnostic(
        .studyBounds, at: value.location, ["key": key, "expected": expected, "found": found]))
  }

  private mutating func unknown(
    _ name: String, _ kind: String, among known: [String], at value: TOMLValue
  ) {
    var arguments: Arguments = ["name": name, "kind": kind]
    let some = known.prefix(12).joined(separator: ", ")
    arguments["names"] = known.isEmpty ? "none" : known.count > 12 ? some + ", …" : some
    arguments["nearest"] = nearestName(to: name, in: known)
    findings.append(Diagnostic(.unknownStudyName, at: value.location, arguments))
  }

  private mutating func text(_ value: TOMLValue, _ key: String) -> String? {
    if case .text(let text) = value.content { return text }
    type(value, key, "a text")
    return nil
  }

  /// A text, or several.
  private mutating func texts(
    _ value: TOMLValue, _ key: String
  ) -> [(text: String, value: TOMLValue)]? {
    if case .text(let text) = value.content { return [(text, value)] }
    guard case .array(let elements) = value.content else {
      type(value, key, "a text or a list of texts")
      return nil
    }
    if elements.isEmpty {
      bounds(value, key, "a list of one or more", "empty")
      return nil
    }
    let texts = elements.compactMap { element in text(element, key).map { ($0, element) } }
    return texts.count == elements.count ? texts : nil
  }

  private mutating func truth(_ table: TOMLTable, _ key: String) -> Bool? {
    guard let value = table[key] else { return nil }
    if case .truth(let truth) = value.content { return truth }
    type(value, key, "true or false")
    return nil
  }

  private mutating func wholeNumber(
    _ table: TOMLTable, _ key: String, in range: ClosedRange<Int>?, of what: String
  ) -> Int? {
    guard let value = required(table, key, of: what) else { return nil }
    guard case .integer(let number) = value.content else {
      type(value, key, "a whole number")
      return nil
    }
    if let range, !range.contains(number) {
      bounds(value, key, "from \(range.lowerBound) to \(range.upperBound)", String(number))
      return nil
    }
    return number
  }

  private mutating func number(
    _ value: TOMLValue, _ key: String, _ expected: String, where isFit: (Rational) -> Bool
  ) -> Rational? {
    let number: Rational
    switch value.content {
    case .integer(let whole): number = Rational(whole)
    case .decimal(let text):
      guard let read = Rational(decimal: text) else { fallthrough }
      number = read
    default:
      type(value, key, "a number")
      return nil
    }
    if isFit(number) { return number }
    bounds(value, key, expected, number.description)
    return nil
  }

  /// `"25%"`: above 0 and below 100, so that no weight becomes zero.
  private mutating func percent(_ value: TOMLValue) -> Rational? {
    guard case .text(let text) = value.content, text.hasSuffix("%"),
      let number = Rational(decimal: String(text.dropLast()))
    else {
      type(value, "spread", "a percentage such as \"25%\"")
      return nil
    }
    guard !number.isNegative, !number.isZero, number < 100 else {
      bounds(value, "spread", "above 0% and below 100%", text)
      return nil
    }
    return number.divided(by: 100)
  }
}

extension Program {
  fileprivate func combines(_ node: Int) -> Bool {
    if case .combine = nodes[node].rules.body.value { true } else { false }
  }

  fileprivate var isOrdinal: Bool { if case .levels? = head.scores { true } else { false } }

  fileprivate var hasInterval: Bool { if case .interval? = head.scores { true } else { false } }

  /// Has a score that its parent combines.
  fileprivate func isOperand(_ node: Int) -> Bool {
    guard let parent = nodes[node].parent, combines(parent) else { return false }
    if case .heading = nodes[node].rules.body.value { return false }
    return nodes[node].rules.score.value != .none
  }

  fileprivate func isNumeric(_ node: Int) -> Bool { isOperand(node) && !isOrdinal }

  /// Is an operand of a mean, whose weights can be drawn: 1 each where it has none.
  fileprivate func isOfMean(_ node: Int) -> Bool {
    guard isOperand(node), let parent = nodes[node].parent,
      case .combine(.function(let function, let exponent)) = nodes[parent].rules.body.value
    else { return false }
    return Mean(function, exponent: exponent) != nil
  }
}
