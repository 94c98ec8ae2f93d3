internal import PMMDiagnostics
internal import PMMIR
internal import PMMTOML

extension StudyReader {
  /// Nodes below the one looked at: all of a level that the draw can change, or those that are
  /// named.
  mutating func nodes(
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
}

extension Program {
  func combines(_ node: Int) -> Bool {
    if case .combine = nodes[node].rules.body.value { true } else { false }
  }

  var isOrdinal: Bool { if case .levels? = head.scores { true } else { false } }

  var hasInterval: Bool { if case .interval? = head.scores { true } else { false } }

  /// Has a score that its parent combines.
  func isOperand(_ node: Int) -> Bool {
    guard let parent = nodes[node].parent, combines(parent) else { return false }
    if case .heading = nodes[node].rules.body.value { return false }
    return nodes[node].rules.score.value != .none
  }

  func isNumeric(_ node: Int) -> Bool { isOperand(node) && !isOrdinal }

  /// Is an operand of a mean, whose weights can be drawn: 1 each where it has none.
  func isOfMean(_ node: Int) -> Bool {
    guard isOperand(node), let parent = nodes[node].parent,
      case .combine(.function(let function, let exponent)) = nodes[parent].rules.body.value
    else { return false }
    return Mean(function, exponent: exponent) != nil
  }
}
