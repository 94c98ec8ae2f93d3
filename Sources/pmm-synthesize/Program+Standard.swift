import PMMIR

extension Program {
  /// The inputs that the standard definitions and the checks of their figures read, as the framework
  /// is written, and those of them of which cells are read. Alternatives and answers about instruments
  /// are left out.
  var readByStandardDefinitions: (inputs: [Int], brokenDown: Set<Int>) {
    var found: [Int] = []
    var brokenDown: Set<Int> = []
    // Down the tree, then what stands outside of it.
    func below(_ node: Int) -> [Int] { [node] + nodes[node].children.flatMap(below) }
    let tree = nodes.indices.filter { nodes[$0].isRoot }.flatMap(below)
    for index in tree + nodes.indices.filter({ !tree.contains($0) }) {
      let rules = nodes[index].rules
      let axis = rules.breakdown?.value.part.axis
      for (input, selection) in reads(of: rules.expressions) {
        if case .fixed = selection.cells { brokenDown.insert(input) }
        if let axis, inputs[input].breakdown.contains(where: { $0.axis == axis }) {
          brokenDown.insert(input)
        }
        add(input, to: &found, &brokenDown)
      }
    }
    // What has one cell is its own total; what may not exceed cells has them too.
    for input in found where inputs[input].breakdown.first?.values.count == 1 {
      brokenDown.remove(input)
    }
    for input in found {
      let isBounded = bounds(of: input).contains { bound in
        guard case .current = bound.selection.cells else { return false }
        return brokenDown.contains(bound.input)
          && inputs[bound.input].breakdown[0].axis == inputs[input].breakdown.first?.axis
      }
      if isBounded { brokenDown.insert(input) }
    }
    return (found.filter { inputs[$0].owner == nil }, brokenDown)
  }

  /// An input, then what its checks read.
  private func add(_ input: Int, to found: inout [Int], _ brokenDown: inout Set<Int>) {
    guard !found.contains(input) else { return }
    found.append(input)
    let checks = inputs[input].checks + inputs[input].warnings
    for (other, selection) in reads(of: checks.map(\.value.condition)) {
      switch selection.cells {
      case .fixed: brokenDown.insert(other)
      case .current:
        let isSame = inputs[input].breakdown.first?.axis == inputs[other].breakdown.first?.axis
        if isSame, brokenDown.contains(input) { brokenDown.insert(other) }
      }
      add(other, to: &found, &brokenDown)
    }
  }

  /// `check value <= other`: the other inputs, with the cell and period that are meant.
  func bounds(of input: Int) -> [(input: Int, selection: Selection)] {
    inputs[input].checks.compactMap { check in
      guard case .binary(.lessOrEqual, let left, let right) = self[check.value.condition].operation,
        case .input(input, _) = self[left].operation,
        case .input(let other, let selection) = self[right].operation
      else { return nil }
      return (other, selection)
    }
  }

  private func reads(of expressions: [ExpressionID]) -> [(Int, Selection)] {
    var found: [(Int, Selection)] = []
    var open = expressions
    var seen: Set<ExpressionID> = []
    while !open.isEmpty {
      let id = open.removeFirst()
      guard seen.insert(id).inserted else { continue }
      if case .input(let input, let selection) = self[id].operation {
        found.append((input, selection))
      }
      open = dependencies(of: id) + open
    }
    return found
  }
}
