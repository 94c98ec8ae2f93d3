package import PMMDiagnostics
package import PMMIR
import PMMNumber

/// The version of the JSON forms of adaptations; fields are only ever added under one major version.
package let adaptationsVersion = "1.0.0"

/// What an adaptation chooses and what that does to comparability: in lines for a reader, and as JSON.
package struct AdaptationAccount {
  private let adaptation: Adaptation
  private let program: Program
  private let found: [NodeComparability]
  private let unread: Set<Int>
  private let wording: Wording
  private let place: (Location) -> SourcePlace?

  /// `program` is the base with what is declared locally.
  package init(
    _ adaptation: Adaptation, of program: Program, language: String = "en",
    place: @escaping (Location) -> SourcePlace?
  ) {
    self.adaptation = adaptation
    self.program = program
    self.place = place
    wording = Wording(language: language, of: program)
    unread = program.parametersUnread
    found = program.comparability(under: program.plan(of: adaptation))
  }

  // MARK: Lines

  package func text() -> String {
    var lines = [
      wording(
        .adaptationHead,
        [
          "name": adaptation.name, "subject": adaptation.subject,
          "framework": adaptation.framework, "edition": adaptation.edition,
        ])
    ]
    for choice in adaptation.choices {
      lines.append("  \(words(choice))")
      lines.append("      " + wording(.adaptationBecause, ["reason": choice.because]))
      if let place = choice.permission.flatMap(place) {
        lines.append(
          "      " + wording(.adaptationAllowed, ["place": "\(place.path):\(place.line)"]))
      }
      if isUnread(choice) { lines.append("      " + wording(.adaptationUnread)) }
    }
    for (input, texts) in adaptation.sources.sorted(by: { $0.key < $1.key }) {
      let text = texts.text(wording.language, fallback: program.head.languages)
      lines.append("  " + wording(.adaptationSource, ["input": input, "source": text]))
    }
    for node in local {
      lines.append(
        "  "
          + wording(
            .adaptationLocal,
            ["name": node.name, "title": wording.title(of: node, in: program)]))
    }
    lines.append("  " + wording(.adaptationCounts, ["counts": wording.list(counts)]))
    lines.append(wording(.adaptationShares))
    for index in combined { lines.append("  " + shares(of: index)) }
    return lines.joined(separator: "\n")
  }

  private func words(_ choice: Choice) -> String {
    guard let effect = effect(of: choice) else { return text(of: choice) }
    return wording(.adaptationChoice, ["choice": text(of: choice), "effect": effect])
  }

  /// As it is written, the value in the words of the reader.
  private func text(of choice: Choice) -> String {
    guard case .set(let name, let value) = choice.kind,
      let parameter = program.parameters.first(where: { $0.name == name })
    else { return choice.text }
    return "set \(name) = \(wording.value(value, parameter.type, in: program))"
  }

  private func effect(of choice: Choice) -> String? {
    if choice.isBase { return wording(.adaptationAsBase) }
    return choice.comparability.map { wording($0.phrase) }
  }

  private func isUnread(_ choice: Choice) -> Bool {
    guard case .set(let name, _) = choice.kind, !choice.isBase else { return false }
    return program.parameter(named: name).map(unread.contains) ?? false
  }

  private var local: [Node] { program.nodes.filter { $0.localTo == adaptation.subject } }

  /// How many nodes without children are of each class.
  private var classes: [(class: ComparabilityClass, count: Int)] {
    var counts: [ComparabilityClass: Int] = [:]
    for index in program.nodes.indices {
      let node = program.nodes[index]
      guard node.children.isEmpty, !node.isRoot, !node.isResult else { continue }
      counts[found[index].class, default: 0] += 1
    }
    return ComparabilityClass.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
  }

  private var counts: [String] { classes.map { "\($0.count) \(wording($0.class.phrase))" } }

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
      found[index].shares[kind].map { share in
        wording(
          .comparableShare,
          [
            "class": wording(kind.phrase),
            "share": wording.quantity(share, .percent, show: Decimals(count: 1, mode: .halfUp)),
          ])
      }
    }
    return wording(
      .adaptationShare,
      [
        "name": program.nodes[index].name, "class": wording(found[index].class.phrase),
        "shares": parts.joined(separator: wording(.listSeparator)),
      ])
  }

  // MARK: JSON

  package var json: JSON {
    .members([
      "name": .string(adaptation.name), "subject": .string(adaptation.subject),
      "framework": .string(adaptation.framework), "edition": .string(adaptation.edition),
      "base": .string(adaptation.base),
      "choices": .array(adaptation.choices.map(json)),
      "sources": .object(
        adaptation.sources.sorted { $0.key < $1.key }.map { input, texts in
          .init(input, .object(texts.sorted.map { .init($0.language, .string($0.text)) }))
        }),
      "local": .array(
        local.map { node in
          .members([
            "name": .string(node.name), "level": .string(node.level),
            "in": node.place.map { .string(program.nodes[$0].name) },
          ])
        }),
      "measured": .object(classes.map { .init($0.class.rawValue, .int($0.count)) }),
      "nodes": .array(
        program.readingOrder.map(\.node).filter { found[$0].class != .identical || isCombined($0) }
          .map(json)),
    ])
  }

  private func isCombined(_ index: Int) -> Bool {
    if case .combine = program.nodes[index].rules.body.value { true } else { false }
  }

  private func json(_ choice: Choice) -> JSON {
    .object(
      choice.json(in: program).members
        + JSON.members([
          "readByRules": isUnread(choice) ? .bool(false) : nil,
          "place": choice.location.flatMap(place).map(json),
          "allowed": choice.permission.flatMap(place).map(json),
        ]).members)
  }

  private func json(_ place: SourcePlace) -> JSON {
    ["path": .string(place.path), "line": .int(place.line), "column": .int(place.column)]
  }

  private func json(_ index: Int) -> JSON {
    .members([
      "node": .string(program.nodes[index].name), "level": .string(program.nodes[index].level),
      "comparability": .string(found[index].class.rawValue),
      "shares": .object(
        ComparabilityClass.allCases.compactMap { kind in
          found[index].shares[kind].map {
            .init(kind.rawValue, .number($0.decimal(significant: 12)))
          }
        }),
    ])
  }
}

extension Choice {
  /// What is chosen, at which point, and why.
  func json(in program: Program) -> JSON {
    .members([
      "choice": .string(text(in: program)), "about": .string(point), "because": .string(because),
      "comparability": isBase ? nil : comparability.map { .string($0.rawValue) },
      "asBase": isBase ? .bool(true) : nil,
    ])
  }

  /// As it is written, but for the value of a parameter.
  var text: String {
    switch kind {
    case .omit(let node): "omit \(node)"
    case .use(let node, let option): "use \(node).\(option)"
    case .set(let parameter, _): "set \(parameter)"
    }
  }

  /// As it is written: `set goal = 60%`.
  func text(in program: Program) -> String {
    guard case .set(let name, let value) = kind,
      let type = program.parameters.first(where: { $0.name == name })?.type
    else { return text }
    switch value {
    case .number(let number):
      let unit = type.unit ?? .number
      return "\(text) = \(unit.text(printed: (number * unit.printFactor).description))"
    case .level(let level): return "\(text) = \(program.name(ofLevel: level, type: type))"
    case .category, .truth, .text, .date: return text
    }
  }
}

extension Comparability {
  var phrase: Phrase {
    switch self {
    case .comparable: .alternativeComparable
    case .withinOption: .alternativeWithin
    case .whenEqual: .alternativeWhenEqual
    case .notComparable: .alternativeNotComparable
    }
  }
}

/// What `adapt check` prints for machines: the findings, and the accounts of those that are right.
package func adaptationsJSON(
  _ diagnostics: [Diagnostic], in files: [SourceFile], _ accounts: [AdaptationAccount]
) -> JSON {
  [
    "adaptationsVersion": .string(adaptationsVersion),
    "diagnostics": diagnosticJSON(diagnostics, in: files)["diagnostics"] ?? .array([]),
    "adaptations": .array(accounts.map(\.json)),
  ]
}
