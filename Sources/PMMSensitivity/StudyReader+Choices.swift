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
      if text.hasPrefix("count "), !program.isOrdinal {
        return number(counted: String(text.dropFirst(6)), value).map { .count($0) }
      }
      let known = [Self.asDefined, "exclude"] + (program.isOrdinal ? [] : ["count 0"])
      unknown(text, "line for what is missing", among: known + ["result missing"], at: value)
      return nil
    }
  }

  private mutating func number(counted text: String, _ value: TOMLValue) -> Rational? {
    if let number = Rational(decimal: text) { return number }
    bounds(value, "choose", "`count` and a number, such as `count 0`", "`count \(text)`")
    return nil
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
