import PMMDiagnostics
import PMMIR
import PMMNumber
import PMMReport

/// What an adaptation chooses and what that does to comparability, in lines for a reader.
struct AdaptationReport {
  private let adaptation: Adaptation
  private let program: Program
  private let found: [NodeComparability]
  private let files: [SourceFile]
  private let unread: Set<Int>

  init(_ adaptation: Adaptation, of program: Program, in files: [SourceFile]) {
    self.adaptation = adaptation
    self.program = program
    self.files = files
    unread = program.parametersUnread
    found = program.comparability(under: program.plan(of: adaptation))
  }

  func text() -> String {
    var lines = [
      "\(adaptation.name) for \(adaptation.subject), of \(adaptation.framework) \(adaptation.edition)"
    ]
    for choice in adaptation.choices {
      lines.append("  \(words(choice))")
      lines.append("      because \(choice.because)")
      if let place = place(choice.permission) { lines.append("      allowed in \(place)") }
      if case .set(let name, _) = choice.kind, !choice.isBase,
        program.parameter(named: name).map(unread.contains) ?? false
      {
        lines.append("      no rule reads it: its definition says which figures it changes")
      }
    }
    for (input, _) in adaptation.sources.sorted(by: { $0.key < $1.key }) {
      lines.append("  source \(input)")
    }
    let local = program.nodes.filter { $0.localTo != nil }
    for node in local { lines.append("  \(node.level) \(node.name): local extension") }
    lines.append("  " + counts)
    lines.append("Shares of weight:")
    for index in combined { lines.append("  " + shares(of: index)) }
    return lines.joined(separator: "\n")
  }

  private func words(_ choice: Choice) -> String {
    switch choice.kind {
    case .omit(let node): return "omit \(node)"
    case .use(let node, let option):
      return "use \(node).\(option): \(choice.comparability?.rawValue ?? "")"
    case .set(let name, let value):
      let type = program.parameters.first { $0.name == name }?.type ?? .text
      let text = Figures.text(value, type, program)
      let unit = type.unit.map { $0.text(printed: text) } ?? text
      let effect = choice.isBase ? "as the base has it" : choice.comparability?.rawValue ?? ""
      return "set \(name) = \(unit): \(effect)"
    }
  }

  /// How many nodes without children are of each class.
  private var counts: String {
    var counts: [ComparabilityClass: Int] = [:]
    for index in program.nodes.indices {
      let node = program.nodes[index]
      guard node.children.isEmpty, !node.isRoot, !node.isResult else { continue }
      counts[found[index].class, default: 0] += 1
    }
    let parts = ComparabilityClass.allCases.compactMap { kind in
      counts[kind].map { "\($0) \(kind.rawValue)" }
    }
    return "of what is measured: " + parts.joined(separator: ", ")
  }

  /// The root and what combines others, where not everything is the base's; the root always.
  private var combined: [Int] {
    program.readingOrder.map(\.node).filter { index in
      let node = program.nodes[index]
      guard case .combine = node.rules.body.value else { return false }
      return node.isRoot || found[index].class != .identical
    }
  }

  private func shares(of index: Int) -> String {
    let parts = ComparabilityClass.allCases.compactMap { kind in
      found[index].shares[kind].map {
        "\(($0 * 100).fixed(decimals: 1, .halfUp)) % \(kind.rawValue)"
      }
    }
    return "\(program.nodes[index].name): \(found[index].class.rawValue) ("
      + parts.joined(separator: ", ") + ")"
  }

  private func place(_ location: Location?) -> String? {
    guard let location, files.indices.contains(location.file) else { return nil }
    let file = files[location.file]
    return "\(file.path):\(file.position(of: location.span.start).line)"
  }
}
