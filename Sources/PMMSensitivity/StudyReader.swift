package import PMMDiagnostics
package import PMMIR
internal import PMMNumber
internal import PMMTOML

/// Reads a study against a framework. Nil if any finding is an error: a study that is not the one
/// that was meant gives numbers that look like any others. `used` are the alternatives that are
/// chosen in every run: `NODE.OPTION`, or the name of one of the framework.
package func readStudy(
  _ source: SourceFile, file: Int, for program: Program, using used: [String] = []
) -> (study: Study?, findings: [Diagnostic]) {
  let (table, mistakes) = readTOML(source, file: file)
  // Where the notation is wrong, a key that seems to be missing most often is not.
  guard mistakes.isEmpty else { return (nil, mistakes) }
  var reader = StudyReader(program, using: used)
  let study = reader.study(table)
  let findings = reader.findings.enumerated().sorted {
    ($0.element.primary.span.start, $0.offset) < ($1.element.primary.span.start, $1.offset)
  }.map(\.element)
  return (findings.contains { $0.severity == .error } ? nil : study, findings)
}

/// The period that a study names; nil if it names none, or in a wrong notation.
package func writtenPeriod(ofStudy source: SourceFile) -> String? {
  let (table, mistakes) = readTOML(source, file: 0)
  guard mistakes.isEmpty else { return nil }
  return switch table["period"]?.content {
  case .text(let text)?: text
  case .integer(let year)?: String(year)
  default: nil
  }
}

struct StudyReader {
  let program: Program
  var findings: [Diagnostic] = []
  /// The node looked at, and all below it.
  var target = 0
  var below: [Int] = []

  /// Chosen in every run.
  let used: [String]

  init(_ program: Program, using used: [String]) {
    self.program = program
    self.used = used
  }

  private static let keys = [
    "seed", "runs", "node", "period", "effects", "leave_one_out", "draw",
  ]

  mutating func study(_ table: TOMLTable) -> Study? {
    checkKeys(table, Self.keys, of: "a study")
    let seed = wholeNumber(table, "seed", in: 0 ... .max, of: "a study")
    let runs = wholeNumber(table, "runs", in: 1...10_000_000, of: "a study")
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
      let other = program.nodes.indices.first { program.combines($0) }
      let names = other.map { ", such as `\(program.nodes[$0].name)`" } ?? ""
      let why = "it combines no scores; let `node` name one that does" + names
      findings.append(
        Diagnostic(
          .cannotRescore, at: place, ["node": program.nodes[target].name, "why": why]))
      return nil
    }
    below = program.combined(in: target)
    let period = if let value = table["period"] { period(value) } else { String?.none }
    let draws = draws(table)
    let effects = truth(table, "effects") ?? (draws.count > 1)
    let leaveOneOut = truth(table, "leave_one_out") ?? true
    guard let seed, let runs else { return nil }
    checkCrossing(draws)
    var study = Study(
      seed: seed, runs: runs, node: target, effects: effects, leaveOneOut: leaveOneOut,
      draws: draws, location: place)
    study.period = period
    study.hash = sha256(Array(TOMLValue(.table(table), at: place).meaning.canonical.utf8))
    study.runsLocation = table["runs"]?.location ?? place
    return study
  }

  // MARK: Draws

  private mutating func draws(_ table: TOMLTable) -> [Study.Draw] {
    guard let value = table["draw"], value.content != .array([]) else {
      findings.append(
        Diagnostic(
          .studyKeyMissing, at: table["draw"]?.location ?? table.location,
          ["table": "a study", "expected": "at least one `[[draw]]`"]))
      return []
    }
    guard case .array(let elements) = value.content,
      elements.allSatisfy({ if case .table = $0.content { true } else { false } })
    else {
      type(value, "draw", "a list of tables, each under `[[draw]]`")
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
      var known = ["name"]
      for key in Self.kinds.flatMap({ [$0.key] + $0.others }) where !known.contains(key) {
        known.append(key)
      }
      checkKeys(table, known, of: "a draw")
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
    let name = required(table, "name", of: "a draw").flatMap { value in
      text(value, "name").map { (text: $0, location: value.location) }
    }
    guard let name else { return nil }
    if name.text.unicodeScalars.allSatisfy({ $0 == " " })
      || name.text.unicodeScalars.contains(where: { $0.value < 0x20 })
    {
      findings.append(
        Diagnostic(
          .studyBounds, at: name.location,
          ["key": "name", "expected": "a word or more, on one line", "found": "this"]))
    }
    guard let kind = kind(entry.key.name, entry.value, table) else { return nil }
    var level: String?
    if case .text(let word) = entry.value.content, program.head.levels.contains(word) {
      level = word
    }
    return Study.Draw(name: name.text, kind: kind, level: level, location: name.location)
  }

  private mutating func kind(
    _ key: String, _ value: TOMLValue, _ table: TOMLTable
  ) -> Study.Kind? {
    let (what, program) = ("a draw of `\(key)`", program)
    switch key {
    case "weights":
      let nodes = nodes(value, key, .weight)
      let spread = required(table, "spread", of: what).flatMap { percent($0) }
      guard let nodes, let spread else { return nil }
      return .weights(nodes, spread: spread)
    case "noise":
      let nodes = nodes(value, key, .score)
      let most = mostPoints
      let points = required(table, "points", of: what).flatMap { value in
        number(value, "points", "at least \(Self.leastPoints)" + most.words) {
          $0 >= Self.leastPoints && $0 <= most.number
        }
      }
      let isRescaled = truth(table, "rescale") ?? false
      if isRescaled, program.interval == nil, let value = table["rescale"] {
        bounds(value, "rescale", "false, because the framework has no interval of scores", "true")
      }
      guard let nodes, let points else { return nil }
      return .noise(nodes, points: points, isRescaled: isRescaled)
    case "combine":
      let nodes = nodes(value, key, .combination)
      let functions = choices(
        required(table, "choose", of: what), "choose", asDefined: nil,
        isAsDefined: { function in nodes?.allSatisfy { program.isFormed($0, function) } ?? false }
      ) { $0.function($1, $2, of: nodes ?? []) }
      guard let nodes, let functions else { return nil }
      return .combine(nodes, functions)
    case "missing":
      let nodes = nodes(value, key, .combination)
      let lines = choices(
        required(table, "choose", of: what), "choose", asDefined: nil,
        isAsDefined: { line in nodes?.allSatisfy { program.isLined($0, line) } ?? false }
      ) { $0.line($1, $2) }
      guard let nodes, let lines else { return nil }
      return .missing(nodes, lines)
    case "use":
      // What is chosen in every run is what is defined here.
      let chosen = used.compactMap(alternative)
      return choices(
        value, key, asDefined: .asDefined, isAsDefined: chosen.contains,
        defined: chosen.isEmpty ? "what is defined" : "what `--use` chooses"
      ) { $0.use($1, $2) }.map { .use($0) }
    default:
      let nodes = nodes(value, key, .presence)
      var count = 1
      if let value = table["count"], let nodes {
        guard let number = wholeNumber(value, "count", in: 1...max(1, nodes.count - 1)) else {
          return nil
        }
        count = number
      }
      if let nodes, nodes.count == 1 {
        let does = "leaves out `\(program.nodes[nodes[0]].name)`"
        findings.append(Diagnostic(.oneChoice, at: value.location, ["does": does]))
      }
      return nodes.map { .leaveOut($0, count: count) }
    }
  }
}
