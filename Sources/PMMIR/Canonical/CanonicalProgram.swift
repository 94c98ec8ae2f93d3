package import PMMDiagnostics
import PMMNumber

/// The version of the JSON form of a program; fields are only ever added under one major version.
package let irVersion = "1.0.0"

/// The program as JSON, with where each piece was written.
///
/// Everything is named, nothing is indexed but expressions, which are numbered by first use from the
/// names in order; so the text is the same however the program was built. `position` gives line and
/// column of a place, if the caller has the source text.
package func canonicalJSON(
  _ program: Program, position: ((Location) -> (line: Int, column: Int)?)? = nil
) -> JSON {
  CanonicalWriter(program, form: .printed, position: position).json()
}

/// SHA-256 over the canonical form without locations: rules, texts, translations, origins and
/// catalogues used. What adaptations pin.
package func contentHash(_ program: Program) -> String {
  hash(program, form: .content)
}

/// SHA-256 over what decides figures only: no texts, labels, origins, notes, codes or examples, and
/// not the sheet from which a clause comes. Two editions with equal rules compute equal figures.
package func rulesHash(_ program: Program) -> String {
  hash(program, form: .rules)
}

/// The hashes of the edition that results are of, whatever adaptations add to it.
package func editionHashes(_ program: Program) -> EditionHashes {
  program.editionHashes
    ?? EditionHashes(content: contentHash(program), rules: rulesHash(program))
}

private func hash(_ program: Program, form: CanonicalForm) -> String {
  canonicalHash(CanonicalWriter(program, form: form, position: nil).json())
}

func canonicalHash(_ json: JSON) -> String {
  var bytes: [UInt8] = []
  json.writeCanonical(to: &bytes)
  return sha256(bytes)
}

/// How much of a program is written.
enum CanonicalForm {
  /// All of it, children in the order in which they were written.
  case printed
  /// Without locations and paths; children by name.
  case content
  /// Without texts and provenance either.
  case rules
}

/// Writes a program, or one list of it, in one of the forms.
struct CanonicalWriter {
  let program: Program
  let form: CanonicalForm
  let position: ((Location) -> (line: Int, column: Int)?)?
  /// Digests and numbers of expressions; shared by the copies of one writer.
  let numbers: ExpressionNumbers
  /// While a sorting key is made, expressions are written as digests and nothing is numbered.
  var isKeying = false

  init(
    _ program: Program, form: CanonicalForm,
    position: ((Location) -> (line: Int, column: Int)?)?
  ) {
    self.program = program
    self.form = form
    self.position = position
    numbers = ExpressionNumbers()
  }

  var isPrinted: Bool { form == .printed && !isKeying }
  var hasTexts: Bool { form != .rules }

  /// The whole program. Lists come before `expressions`, because writing them numbers these.
  func json() -> JSON {
    let lists = JSON.members([
      "irVersion": .string(irVersion),
      "framework": head(),
      "adaptation": program.adaptation.flatMap(adaptation),
      "axes": list(program.axes, axis),
      "scales": list(program.scales, scale),
      "attributes": list(program.attributes, attribute),
      "reasons": hasTexts ? list(program.reasons, reason) : reasonNames(),
      // What a unit is stands with every type that has it; the list decides nothing more.
      "units": hasTexts ? list(program.units, declaredUnit) : nil,
      "populations": list(program.populations, population),
      "parameters": list(program.parameters, parameter),
      "inputs": list(program.inputs, input),
      "tables": program.tables.isEmpty ? nil : list(program.tables, table),
      // What a define says stands wherever it is used.
      "defines": program.defines.isEmpty || !hasTexts ? nil : list(program.defines, define),
      "nodes": list(program.nodes, node),
      "alternatives": program.alternatives.isEmpty
        ? nil : unordered(program.alternatives) { $0.alternative($1) },
      "instruments": list(program.instruments, instrument),
      "entries": hasTexts && !program.entries.isEmpty ? list(program.entries, entry) : nil,
      "retired": hasTexts ? list(program.retired, retired) : nil,
    ])
    var members = lists.members
    members.append(.init("expressions", expressionTable()))
    if isPrinted {
      // Several orders may be right, so this one is printed but never hashed.
      members.append(.init("order", .array(program.order.map(step))))
    }
    return .object(members)
  }

  /// The items in the program's order, which is by name.
  func list<Item>(_ items: [Item], _ write: (Item) -> JSON) -> JSON { .array(items.map(write)) }

  /// Items whose order means nothing, sorted by what they say.
  func unordered<Item>(_ items: [Item], _ write: (CanonicalWriter, Item) -> JSON) -> JSON {
    .array(sorted(items, write).map { write(self, $0) })
  }

  /// The items, sorted by what they say.
  func sorted<Item>(_ items: [Item], _ write: (CanonicalWriter, Item) -> JSON) -> [Item] {
    guard items.count > 1 else { return items }
    var keying = self
    keying.isKeying = true
    let keyed = items.map { (key: write(keying, $0).canonical, item: $0) }
    return keyed.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.item)
  }

  /// What the lists say about a name.
  func items(named name: String) -> [JSON] {
    func all<Item>(_ items: [Item], _ own: (Item) -> String, _ write: (Item) -> JSON) -> [JSON] {
      items.filter { own($0) == name }.map(write)
    }
    let values =
      all(program.axes, \.name, axis) + all(program.scales, \.name, scale)
      + all(program.attributes, \.name, attribute) + all(program.reasons, \.reason.name, reason)
      + all(program.units, \.unit.name, declaredUnit)
    let rules =
      all(program.populations, \.name, population) + all(program.parameters, \.name, parameter)
      + all(program.tables, \.name, table) + all(program.defines, \.name, define)
      + all(program.alternatives, \.name, alternative)
    return values + rules + all(program.instruments, \.name, instrument)
      + all(program.retired, \.name, retired)
  }

  private func step(_ step: Step) -> JSON {
    switch step {
    case .figures(let node): ["figures": .string(program.nodes[node].name)]
    case .ranks(let node): ["ranks": .string(program.nodes[node].name)]
    }
  }

  func head() -> JSON {
    let head = program.head
    let scores: JSON? = head.scores.map { scores in
      switch scores {
      case .interval(let lower, let upper): ["from": rational(lower), "to": rational(upper)]
      case .unbounded: "number"
      case .levels(let index): ["scale": .string(program.scales[index].name)]
      }
    }
    return .members([
      "name": .string(head.name),
      "edition": hasTexts ? .string(head.edition) : nil,
      "status": hasTexts ? .string(head.status.rawValue) : nil,
      "languages": hasTexts ? .strings(head.languages) : nil,
      "subject": .string(head.subject),
      "period": .string(head.period.rawValue),
      "covers": unordered(head.covers) { _, interval in
        .members([
          "from": interval.lower.map { .string($0.description) },
          "to": interval.upper.map { .string($0.description) },
        ])
      },
      "cycle": head.cycle.map { .int($0) },
      "phases": .strings(head.phases),
      "disclosure": .strings(head.disclosure),
      "levels": .strings(head.levels),
      "levelTitles": head.levelTitles.isEmpty || !hasTexts
        ? nil
        : .object(
          head.levels.compactMap { level in
            head.levelTitles[level].flatMap(texts).map { .init(level, $0) }
          }),
      "scores": scores,
      "uses": hasTexts
        ? list(head.uses) {
          ["name": .string($0.name), "edition": .string($0.edition), "hash": .string($0.hash)]
        } : nil,
      "sheet": sheet(head.sheet),
    ])
  }

  private func axis(_ axis: Axis) -> JSON {
    .members([
      "name": .string(axis.name), "title": texts(axis.title), "values": items(axis.values),
      "location": location(axis.location),
    ])
  }

  private func scale(_ scale: Scale) -> JSON {
    .members([
      "name": .string(scale.name), "title": texts(scale.title), "levels": items(scale.levels),
      "location": location(scale.location),
    ])
  }

  private func attribute(_ attribute: Attribute) -> JSON {
    .members([
      "name": .string(attribute.name), "title": texts(attribute.title),
      // A category names its attribute, which is this one.
      "type": type(attribute.type),
      "values": attribute.values.isEmpty ? nil : items(attribute.values),
      "location": location(attribute.location),
    ])
  }

  private func reason(_ reason: DeclaredReason) -> JSON {
    .members([
      "name": .string(reason.reason.name), "label": texts(reason.label),
      "location": location(reason.location),
    ])
  }

  /// A label for a built-in reason is only a text; a reason of the framework's own is a rule.
  private func reasonNames() -> JSON {
    .strings(program.reasons.map(\.reason).filter { !Reason.builtIn.contains($0) }.map(\.name))
  }

  private func declaredUnit(_ declared: DeclaredUnit) -> JSON {
    .members([
      // A counted unit is a dimension, so its name is one of the factors.
      "unit": unit(declared.unit), "title": texts(declared.title),
      "counted": .bool(declared.isCounted),
      "location": location(declared.location),
    ])
  }

  /// Whose it is stands in the printed form only; where nothing is chosen, the framework is the base.
  private func adaptation(_ adaptation: Adaptation) -> JSON? {
    let hasSources = hasTexts && !adaptation.sources.isEmpty
    let isLocal = program.nodes.contains { $0.localTo != nil }
    guard isPrinted || !adaptation.choices.isEmpty || hasSources || isLocal else { return nil }
    return .members([
      "name": isPrinted ? .string(adaptation.name) : nil,
      "subject": isPrinted ? .string(adaptation.subject) : nil,
      "framework": isPrinted ? .string(adaptation.framework) : nil,
      "edition": isPrinted ? .string(adaptation.edition) : nil,
      "base": hasTexts ? .string(adaptation.base) : nil,
      "choices": unordered(adaptation.choices) { $0.choice($1) },
      "sources": hasSources
        ? .array(
          adaptation.sources.sorted { $0.key < $1.key }.map {
            .members(["input": .string($0.key), "source": texts($0.value)])
          }) : nil,
    ])
  }

  func choice(_ choice: Choice) -> JSON {
    var members: [(String, JSON?)]
    switch choice.kind {
    case .omit(let node): members = [("omit", .string(node))]
    case .use(let node, let option): members = [("use", .string("\(node).\(option)"))]
    case .set(let name, let value):
      members = [("set", .string(name)), ("value", self.value(value, of: name))]
    }
    members.append(("comparability", choice.comparability.map { .string($0.rawValue) }))
    members.append(("because", hasTexts ? .string(choice.because) : nil))
    members.append(("location", location(choice.location)))
    members.append(("permission", location(choice.permission)))
    return .object(members.compactMap { name, json in json.map { .init(name, $0) } })
  }

  private func value(_ value: Scalar, of parameter: String) -> JSON? {
    guard let type = program.parameters.first(where: { $0.name == parameter })?.type else {
      return nil
    }
    return switch value {
    case .number(let number): .string(number.exactText)
    case .level(let level): .string(program.name(ofLevel: level, type: type))
    default: nil
    }
  }

  private func population(_ population: Population) -> JSON {
    .members([
      "name": .string(population.name), "title": texts(population.title),
      "periods": population.allPeriods ? "all" : "this",
      "same": .strings(population.same.map { program.attributes[$0].name }.sorted()),
      "where": unordered(population.conditions) { $0.expression($1) },
      "atLeast": population.atLeast.map { .int($0) },
      "location": location(population.location),
    ])
  }

  private func parameter(_ parameter: Parameter) -> JSON {
    .members([
      "name": .string(parameter.name), "type": type(parameter.type),
      "value": expression(parameter.value),
      "maySet": clause(parameter.maySet, path: "\(parameter.name)/set") { choice in
        [
          "interval": bounds(choice.bounds),
          "comparability": .string(choice.comparability.rawValue),
        ]
      },
      "sheet": sheet(parameter.sheet),
    ])
  }

  private func table(_ table: Table) -> JSON {
    // The operands of a multiset come in any order; so may the patterns of a row, and the rows.
    let rows =
      table.isMultiset
      ? unordered(table.rows) { $0.row($1, isMultiset: true) }
      : .array(table.rows.map { row($0, isMultiset: false) })
    return .members([
      "name": .string(table.name), "title": texts(table.title),
      "parameters": .strings(table.parameters), "multiset": .bool(table.isMultiset),
      "type": type(table.type), "rows": rows, "location": location(table.location),
    ])
  }

  private func define(_ define: Define) -> JSON {
    .members([
      "name": .string(define.name), "title": texts(define.title),
      "parameters": .strings(define.parameters), "list": define.takesList ? true : nil,
      "location": location(define.location),
    ])
  }

  private func row(_ row: Table.Row, isMultiset: Bool) -> JSON {
    .members([
      "patterns": isMultiset
        ? unordered(row.patterns) { $0.pattern($1) } : .array(row.patterns.map(pattern)),
      "result": expression(row.result), "location": location(row.location),
    ])
  }

  /// The rules of every node under it, by name.
  private func alternative(_ alternative: FrameworkAlternative) -> JSON {
    let path = "\(program.head.name)/use/\(alternative.name)"
    return .members([
      "name": .string(alternative.name),
      "title": hasTexts ? .string(alternative.title) : nil,
      "comparability": .string(alternative.comparability.rawValue),
      "path": isPrinted ? .string(path) : nil,
      "nodes": .array(
        zip(program.nodes, alternative.rules).map { node, rules in
          .object(
            [.init("name", .string(node.name))] + self.rules(rules, path: "\(path)/\(node.name)"))
        }),
      "sheet": sheet(alternative.sheet),
      "location": location(alternative.location),
    ])
  }

  private func retired(_ retired: Retired) -> JSON {
    .members([
      "name": .string(retired.name), "edition": .string(retired.edition),
      "why": .string(retired.why), "location": location(retired.location),
    ])
  }
}
