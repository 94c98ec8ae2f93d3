internal import PMMIR
internal import PMMNumber
internal import PMMSensitivity

extension Study.Draw {
  /// What is drawn, as the study says it, with the nodes that it means.
  func json(_ program: Program) -> JSON {
    func list(_ nodes: [Int]) -> JSON { .strings(nodes.map { program.nodes[$0].name }) }
    var own: [JSON.Member]
    switch kind {
    case .weights(let nodes, let spread):
      own = [.init("nodes", list(nodes)), .init("spread", .string((spread * 100).decimal(significant: 34) + "%"))]
    case .noise(let nodes, let points, let isRescaled):
      own = [
        .init("nodes", list(nodes)), .init("points", .number(points.decimal(significant: 34))),
        .init("rescale", .bool(isRescaled)),
      ]
    case .combine(let nodes, _), .missing(let nodes, _):
      own = [.init("nodes", list(nodes)), .init("choose", .strings(choices(program)))]
    case .use: own = [.init("choose", .strings(choices(program)))]
    case .leaveOut(let nodes, let count):
      own = [.init("nodes", list(nodes)), .init("count", .int(count))]
    }
    if let level { own.insert(.init("level", .string(level)), at: 0) }
    let head: [JSON.Member] = [
      .init("name", .string(name)), .init("kind", .string(kind.name)),
      .init("distribution", .string(kind.isEven ? "uniform" : "equal odds")),
    ]
    return .object(head + own)
  }

  /// The same in a sentence.
  func text(_ program: Program, _ wording: Wording) -> String {
    func names(_ nodes: [Int]) -> String {
      if let level { return "\(level) (\(nodes.count))" }
      let names = nodes.map { program.nodes[$0].name }
      let more = names.count - 5
      if more < 2 { return wording.list(names) }
      return wording(
        .andMore, ["items": names.prefix(5).joined(separator: ", "), "count": String(more)])
    }
    let all = wording.list(choices(program).map { "`\($0)`" })
    let said =
      switch kind {
      case .weights(let nodes, let spread):
        wording(.studyDrawsWeights, [
            "nodes": names(nodes),
            "spread": wording(
              .percentQuantity, ["number": wording.number((spread * 100).decimal(significant: 6))]),
          ])
      case .noise(let nodes, let points, let isRescaled):
        wording(
          isRescaled ? .studyDrawsRescaled : .studyDrawsNoise,
          ["nodes": names(nodes), "points": wording.number(points.decimal(significant: 6))])
      case .combine(let nodes, _):
        wording(.studyDrawsForm, ["nodes": names(nodes), "choices": all])
      case .use: wording(.studyDrawsUse, ["choices": all])
      case .missing(let nodes, _):
        wording(.studyDrawsLine, ["nodes": names(nodes), "choices": all])
      case .leaveOut(let nodes, let count):
        wording(.studyDrawsOut, ["nodes": names(nodes), "count": String(count)])
      }
    return wording(.studyDraws, ["name": name, "what": said])
  }

  /// What is chosen from, in the words of a study.
  private func choices(_ program: Program) -> [String] {
    let asDefined = "as defined"
    return switch kind {
    case .combine(_, let functions): functions.map { $0?.rawValue ?? asDefined }
    case .missing(_, let lines):
      lines.map { line in
        switch line {
        case nil: asDefined
        case .exclude?: "exclude"
        case .count(let number)?: "count " + number.decimal(significant: 34)
        case .result?: "result missing"
        }
      }
    case .use(let uses):
      uses.map { use in
        switch use {
        case .asDefined: asDefined
        case .node(let node, let option): "\(program.nodes[node].name).\(option)"
        case .framework(let name): name
        }
      }
    case .weights, .noise, .leaveOut: []
    }
  }
}

extension Study.Kind {
  /// Drawn evenly from an interval, rather than from choices.
  fileprivate var isEven: Bool {
    switch self {
    case .weights, .noise: true
    case .combine, .use, .missing, .leaveOut: false
    }
  }
}

extension EffectGap {
  /// Why effects are not defined.
  func text(_ wording: Wording) -> String {
    switch self {
    case .fewRuns: wording(.studyGapRuns)
    case .nothingShifts: wording(.studyGapStill)
    case .sameShift: wording(.studyGapSame)
    }
  }
}
