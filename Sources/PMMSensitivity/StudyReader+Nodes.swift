internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMTOML

extension StudyReader {
  /// What a draw changes of a node.
  enum Part {
    case weight, score, presence, combination
  }

  /// Why there is nothing of that to change.
  enum Lack {
    case isNotCombined, isNoNumber, isInNoMean, combinesNothing

    func text(of name: String) -> String {
      switch self {
      case .isNotCombined: "nothing combines \(name)"
      case .isNoNumber: "scores are levels, and noise needs numbers"
      case .isInNoMean: "no mean combines \(name)"
      case .combinesNothing: "\(name) combines nothing"
      }
    }

    func text(ofAll level: String) -> String {
      self == .combinesNothing
        ? "no \(level) below it combines others" : text(of: "any \(level) below it")
    }
  }

  /// Nodes that a draw can change: all of a level below the one looked at, or those that are named.
  mutating func nodes(_ value: TOMLValue, _ key: String, _ part: Part) -> [Int]? {
    let reach = Set(below + (part == .combination ? [target] : []))
    func nothing(_ why: String, at value: TOMLValue) -> Diagnostic {
      Diagnostic(
        .nothingDrawn, at: value.location, ["node": program.nodes[target].name, "why": why])
    }
    if case .text(let word) = value.content, program.head.levels.contains(word) {
      let level = program.nodes.indices.filter {
        program.nodes[$0].level == word && reach.contains($0)
      }
      let found = level.filter { program.lack(of: $0, part) == nil }
      if found.isEmpty {
        let lack = level.first.flatMap { program.lack(of: $0, part) }
        findings.append(
          nothing(lack?.text(ofAll: word) ?? "it is computed from no \(word)", at: value))
        return nil
      }
      return found
    }
    guard let texts = texts(value, key) else { return nil }
    var nodes: [Int] = []
    for (text, value) in texts {
      if program.head.levels.contains(text), program.node(named: text) == nil {
        bounds(value, key, "a level by itself or a list of nodes", "the level `\(text)` in a list")
        continue
      }
      guard let node = program.node(named: text) else {
        let levels = texts.count == 1 ? program.head.levels : []
        unknown(
          text, levels.isEmpty ? "node" : "level or node",
          among: levels + program.nodes.map(\.name), at: value)
        continue
      }
      guard reach.contains(node) else {
        let why =
          node == target
          ? "only what it combines can be drawn so, not the node looked at itself"
          : "it is not computed from `\(text)`"
        findings.append(nothing(why, at: value))
        continue
      }
      if let lack = program.lack(of: node, part) {
        findings.append(nothing(lack.text(of: "`\(text)`"), at: value))
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

  /// The ends of the framework's interval of scores; nil if it has none.
  var interval: (low: Rational, high: Rational)? {
    if case .interval(let low, let high)? = head.scores { (low, high) } else { nil }
  }

  /// Has a score that its parent combines.
  private func isOperand(_ node: Int) -> Bool {
    guard let parent = nodes[node].parent, combines(parent) else { return false }
    if case .heading = nodes[node].rules.body.value { return false }
    return nodes[node].rules.score.value != .none
  }

  /// What a node combines.
  func operands(of node: Int) -> [Int] { nodes[node].children.filter(isOperand) }

  /// All that a node's score is combined from, at any depth.
  func combined(in node: Int) -> [Int] {
    operands(of: node).flatMap { [$0] + combined(in: $0) }
  }

  /// Why a draw of this kind changes nothing of a node; nil if it does.
  fileprivate func lack(of node: Int, _ part: StudyReader.Part) -> StudyReader.Lack? {
    switch part {
    case .combination: return combines(node) ? nil : .combinesNothing
    case .presence: return isOperand(node) ? nil : .isNotCombined
    case .score: return !isOperand(node) ? .isNotCombined : isOrdinal ? .isNoNumber : nil
    case .weight:
      guard isOperand(node), let parent = nodes[node].parent else { return .isNotCombined }
      // Weights of 1, where it has none, are drawn too.
      guard case .combine(.function(let function, let exponent)) = nodes[parent].rules.body.value,
        Mean(function, exponent: exponent) != nil
      else { return .isInNoMean }
      return nil
    }
  }
}
