import PMMNumber

/// Two editions of a framework, one of which takes the place of the other: what a name of the old one
/// is called in the new one, and what of it still says the same.
package struct EditionChange {
  package let old: Program
  package let new: Program
  /// What the new edition calls otherwise, by its old name.
  package let renamed: [String: String]
  /// The old edition in the new one's names.
  private let before: CanonicalWriter
  private let after: CanonicalWriter

  package init(from old: Program, to new: Program) {
    self.old = old
    self.new = new
    let sheets =
      new.nodes.map { ($0.name, $0.sheet) } + new.inputs.map { ($0.name, $0.sheet) }
      + new.parameters.map { ($0.name, $0.sheet) }
    var renamed: [String: String] = [:]
    for (name, sheet) in sheets { for former in sheet.was { renamed[former] = name } }
    self.renamed = renamed
    before = CanonicalWriter.keying(old.called(renamed))
    after = CanonicalWriter.keying(new)
  }

  package func name(of old: String) -> String { renamed[old] ?? old }

  /// The words of the clauses that two sets of rules, of the old edition and of the new one, do not
  /// have alike.
  package func clauses(changedFrom old: Rules, to new: Rules) -> [String] {
    let (old, new) = (before.rules(old, path: ""), after.rules(new, path: ""))
    let words = (old + new).map(\.key).filter { key in
      old.first { $0.key == key }?.value != new.first { $0.key == key }?.value
    }.map(Self.word)
    return Set(words).sorted()
  }

  /// Whether two types are alike, whatever their lists hold.
  package func isSame(_ old: ValueType, _ new: ValueType) -> Bool {
    before.type(old) == after.type(new)
  }

  /// The value of a parameter as the new edition counts it; nil if it has no such level.
  package func value(_ value: Scalar, from old: ValueType, to new: ValueType) -> Scalar? {
    guard case .level(let level) = value, case .level(let scale) = new else { return value }
    let name = self.old.name(ofLevel: level, type: old)
    return self.new.scales[scale].levels.firstIndex { $0.name == name }.map { .level($0) }
  }

  /// The word of the language for a field of the compiled form.
  private static func word(_ field: String) -> String {
    switch field {
    case "type": "unit"
    case "conditions", "policies": "when"
    case "scoredCell": "score"
    case "roundValue", "roundScore": "round"
    case "showValue", "showScore": "show"
    default: field
    }
  }
}

extension CanonicalWriter {
  /// Writes rules so that equal ones are equal text.
  fileprivate static func keying(_ program: Program) -> CanonicalWriter {
    var writer = CanonicalWriter(program, form: .rules, position: nil)
    writer.isKeying = true
    return writer
  }
}

extension Program {
  /// The same with other names; only for comparing what is written, since lists are no longer in order.
  fileprivate func called(_ names: [String: String]) -> Program {
    func now(_ name: String) -> String { names[name] ?? name }
    var result = self
    for index in nodes.indices { result.nodes[index].name = now(nodes[index].name) }
    for index in inputs.indices { result.inputs[index].name = now(inputs[index].name) }
    for index in parameters.indices { result.parameters[index].name = now(parameters[index].name) }
    return result
  }

  /// The value of a parameter that its own line gives it, if it needs no data.
  package func ownValue(of parameter: Parameter) -> Scalar? {
    switch self[parameter.value].operation {
    case .level(let level): .level(level)
    case .number(let number): .number(number)
    case .convert(let operand, let factor):
      if case .number(let number) = self[operand].operation { .number(number * factor) } else { nil }
    default: nil
    }
  }
}

extension Bounds {
  /// Whether a parameter may be set to the value: a level counts by its place on the scale.
  package func allow(_ value: Scalar) -> Bool {
    switch value {
    case .number(let number): contains(number)
    case .level(let level): contains(Rational(level))
    case .category, .truth, .text, .date: false
    }
  }
}
