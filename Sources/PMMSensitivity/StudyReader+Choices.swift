internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMTOML

extension StudyReader {
  mutating func choices<Choice>(
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
  mutating func function(_ text: String, _ value: TOMLValue) -> Function?? {
    if text == Self.asDefined { return .some(nil) }
    if let function = Self.functions.first(where: { $0.rawValue == text }) { return function }
    unknown(
      text, "form of combining", among: [Self.asDefined] + Self.functions.map(\.rawValue),
      at: value)
    return nil
  }

  mutating func line(_ text: String, _ value: TOMLValue) -> Study.Missing?? {
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

  mutating func use(_ text: String, _ value: TOMLValue) -> Study.Use? {
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

  mutating func checkCrossing(_ draws: [Study.Draw]) {
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
}
