import PMMNumber

/// The `example` clauses of nodes.
extension CanonicalWriter {
  func example(_ example: Example, of node: Node) -> JSON {
    .members([
      "title": .string(example.title),
      "use": example.use.map { .string($0) },
      "bindings": unordered(example.bindings) { $0.binding($1) },
      "gives": expectation(example.gives, type: node.rules.type),
      "scores": example.scores.map { expectation($0, type: .quantity(.number)) },
      "location": location(example.location),
    ])
  }

  private func binding(_ binding: Example.Binding) -> JSON {
    var target: [JSON.Member] = []
    let type: ValueType
    switch binding.target {
    case .input(let input, let cell, let offset):
      type = program.inputs[input].type
      target = at(input, cell) + (offset == 0 ? [] : [.init("offset", .int(offset))])
    case .inputAt(let input, let cell, let period):
      type = program.inputs[input].type
      target = at(input, cell) + [.init("period", .string(period.description))]
    case .parameter(let index):
      type = program.parameters[index].type
      target = [.init("parameter", .string(program.parameters[index].name))]
    case .attribute(let index):
      type = program.attributes[index].type
      target = [.init("attribute", .string(program.attributes[index].name))]
    case .childScore(let node):
      type = .quantity(.number)
      target = [.init("score", .string(program.nodes[node].name))]
    }
    switch binding.given {
    case .scalar(let value): target.append(.init("value", scalar(value, type: type)))
    case .reason(let reason): target.append(.init("reason", .string(reason.name)))
    }
    return .object(target)
  }

  private func at(_ input: Int, _ cell: Cell) -> [JSON.Member] {
    let name = JSON.Member("input", .string(program.inputs[input].name))
    return cell.isTotal ? [name] : [name, .init("cell", self.cell(cell))]
  }

  private func expectation(_ expectation: Example.Expectation, type: ValueType) -> JSON {
    switch expectation {
    case .number(let value, let decimals):
      .members(["value": rational(value), "decimals": decimals.map { .int($0) }])
    case .scalar(let value): ["value": scalar(value, type: type)]
    case .reason(let reason): ["reason": .string(reason.name)]
    }
  }

  func scalar(_ scalar: Scalar, type: ValueType) -> JSON {
    switch scalar {
    case .number(let value): rational(value)
    case .truth(let value): .bool(value)
    case .text(let text): .string(text)
    case .date(let days): .string(isoDate(days: days))
    case .level(let index): .string(program.name(ofLevel: index, type: type))
    case .category(let index): .string(program.name(ofCategory: index, type: type))
    }
  }
}

extension Program {
  /// The name of a level of the scale that the type names; its number if the type names none.
  package func name(ofLevel index: Int, type: ValueType) -> String {
    item(ofLevel: index, type: type)?.name ?? String(index)
  }

  /// The name of a value of the attribute that the type names; its number if it names none.
  package func name(ofCategory index: Int, type: ValueType) -> String {
    item(ofCategory: index, type: type)?.name ?? String(index)
  }

  /// A level of the scale that the type names.
  package func item(ofLevel index: Int, type: ValueType) -> Item? {
    guard case .level(let scale) = type, scales.indices.contains(scale),
      scales[scale].levels.indices.contains(index)
    else { return nil }
    return scales[scale].levels[index]
  }

  /// A value of the attribute that the type names.
  package func item(ofCategory index: Int, type: ValueType) -> Item? {
    guard case .category(let attribute) = type, attributes.indices.contains(attribute),
      attributes[attribute].values.indices.contains(index)
    else { return nil }
    return attributes[attribute].values[index]
  }
}
