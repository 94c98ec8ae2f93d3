internal import PMMDiagnostics
internal import PMMIR

/// What a name in data can stand for.
enum Target: Hashable {
  case input(Int)
  /// Stands for the input of every outcome that asks about the instrument.
  case instrument(Int)
}

/// Every word that data may use, looked up by its bytes. Built once for each run and then only read:
/// a class, so that passing it on costs nothing in the rows.
final class Vocabulary {
  let program: Program
  /// Names of inputs and of the instruments that some outcome asks about.
  private(set) var targets = ByteTable<Target>()
  /// What `was` says: names of former editions, and what they are called now.
  private(set) var formerNames = ByteTable<String>()
  /// Nodes that are computed, so that no data may give them.
  private(set) var computedNodes = ByteTable<Int>()
  private(set) var axes = ByteTable<Int>()
  private(set) var attributes = ByteTable<Int>()
  /// Names and labels, by axis, scale and attribute.
  private(set) var axisValues: [ByteTable<Int>] = []
  private(set) var levels: [ByteTable<Int>] = []
  private(set) var categories: [ByteTable<Int>] = []
  /// Names and declared labels.
  private(set) var reasons = ByteTable<Reason>()
  private(set) var statuses = ByteTable<StatusFlags>()
  private(set) var phases = ByteTable<Int>()
  private(set) var disclosures = ByteTable<Int>()
  /// For each instrument, the inputs that a level given under its own name stands for.
  private(set) var askedInputs: [[Int]]
  /// For local inputs of one name, those of all subjects: a row means that of its own.
  private(set) var namesakes: [Target: [String: Int]] = [:]

  init(_ program: Program, takesFormerNames: Bool = false) {
    self.program = program
    askedInputs = Array(repeating: [], count: program.instruments.count)
    for (index, input) in program.inputs.enumerated() {
      if !targets.add(.input(index), for: input.name), let owner = input.localTo,
        case .input(let first)? = targets[input.name], let other = program.inputs[first].localTo
      {
        namesakes[.input(first), default: [other: first]][owner] = index
      }
      if takesFormerNames {
        for former in input.sheet.was { targets.add(.input(index), for: former) }
      }
    }
    for all in namesakes.values {
      for index in all.values { namesakes[.input(index)] = all }
    }
    for node in program.nodes {
      for use in node.instruments
      where askedInputs.indices.contains(use.instrument)
        && program.inputs.indices.contains(use.input)
      {
        askedInputs[use.instrument].append(use.input)
      }
    }
    for (index, instrument) in program.instruments.enumerated() where !askedInputs[index].isEmpty {
      targets.add(.instrument(index), for: instrument.name)
    }
    for (index, node) in program.nodes.enumerated() where targets[node.name] == nil {
      computedNodes.add(index, for: node.name)
    }
    let sheets =
      program.inputs.map { ($0.name, $0.sheet) } + program.nodes.map { ($0.name, $0.sheet) }
    for (name, sheet) in sheets {
      for former in sheet.was { formerNames.add(name, for: former) }
    }
    for (index, axis) in program.axes.enumerated() {
      axes.add(index, for: axis.name)
      axisValues.append(Vocabulary.table(axis.values))
    }
    for scale in program.scales { levels.append(Vocabulary.table(scale.levels)) }
    for (index, attribute) in program.attributes.enumerated() {
      attributes.add(index, for: attribute.name)
      categories.append(Vocabulary.table(attribute.values))
    }
    for reason in Reason.builtIn { reasons.add(reason, for: reason.name) }
    for declared in program.reasons { reasons.add(declared.reason, for: declared.reason.name) }
    for declared in program.reasons {
      for label in labels(declared.label) { reasons.add(declared.reason, for: label) }
    }
    for (name, flag) in StatusFlags.named where StatusFlags.reportable.contains(flag) {
      statuses.add(flag, for: name)
    }
    for (index, phase) in program.head.phases.enumerated() { phases.add(index, for: phase) }
    for (index, name) in program.head.disclosure.enumerated() { disclosures.add(index, for: name) }
  }

  /// The type of a target's values.
  func type(of target: Target) -> ValueType {
    switch target {
    case .input(let index): program.inputs[index].type
    case .instrument(let index): program.inputs[askedInputs[index][0]].type
    }
  }

  func name(of target: Target) -> String {
    switch target {
    case .input(let index): program.inputs[index].name
    case .instrument(let index): program.instruments[index].name
    }
  }

  func breakdown(of target: Target) -> [AxisPart] {
    if case .input(let index) = target { program.inputs[index].breakdown } else { [] }
  }

  /// A cell as data names it: `import, sea`; empty for the total.
  func text(_ cell: Cell) -> String {
    cell.coordinates.map { program.axes[$0.axis].values[$0.value].name }.joined(separator: ", ")
  }

  /// Names before labels, so that a label never hides another value's name.
  private static func table(_ items: [Item]) -> ByteTable<Int> {
    var table = ByteTable<Int>()
    for (index, item) in items.enumerated() { table.add(index, for: item.name) }
    for (index, item) in items.enumerated() {
      for label in labels(item.label) { table.add(index, for: label) }
    }
    return table
  }
}

/// The labels in every language, in an order that never varies.
private func labels(_ translations: Translations) -> [String] {
  translations.sorted.map(\.text).filter { !$0.isEmpty }
}
