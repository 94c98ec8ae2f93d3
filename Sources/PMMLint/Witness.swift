internal import PMMDiagnostics
internal import PMMIR
package import PMMNumber

/// Figures to report for which something is true, and what a node's value is then.
package struct Witness {
  /// As the notation of examples writes them: `released = 5, declarations = 4`.
  package var inputs: String
  package var value: Rational
}

/// Looks for a witness: figures at and near the ends of their ranges that pass their checks. The first
/// one that fits is put before the reference evaluator, as an example would be, and only what it
/// says counts.
struct WitnessSearch {
  let model: Model
  let variant: Model.Variant
  private var program: Program { model.program }

  /// One figure that an example can give.
  private struct Variable: Hashable {
    var input: Int
    var cell: Cell
    var offset: Int
  }

  init(_ model: Model, _ variant: Model.Variant) {
    self.model = model
    self.variant = variant
  }

  /// More figures than this are not tried in all their combinations.
  private static let variableLimit = 6
  private static let attemptLimit = 4_096

  func find(_ body: ExpressionID, where holds: (Rational) -> Bool) -> Witness? {
    if let breakdown = variant.rules.breakdown?.value, !breakdown.hasTotal { return nil }
    var variables: [Variable] = []
    guard collect(body, into: &variables, depth: 0), !variables.isEmpty,
      variables.count <= Self.variableLimit
    else { return nil }
    // A total and a cell of one input would have to agree.
    for variable in variables {
      let same = variables.filter { $0.input == variable.input && $0.offset == variable.offset }
      if same.count > 1, same.contains(where: \.cell.isTotal) { return nil }
    }
    let constants = self.constants(in: body)
    var candidates = variables.map { self.candidates($0.input, constants) }
    while candidates.map(\.count).reduce(1, *) > Self.attemptLimit {
      guard let longest = candidates.indices.max(by: { candidates[$0].count < candidates[$1].count }),
        candidates[longest].count > 2
      else { return nil }
      candidates[longest].removeLast()
    }
    var replays = 0
    var counters = Array(repeating: 0, count: variables.count)
    while true {
      let values = Dictionary(
        uniqueKeysWithValues: variables.indices.map {
          (variables[$0], candidates[$0][counters[$0]])
        })
      if let value = evaluate(body, values), holds(value), passesChecks(values) {
        if let witness = replay(variables, values, holds) { return witness }
        replays += 1
        if replays == 5 { return nil }
      }
      var place = 0
      while place < counters.count {
        counters[place] += 1
        if counters[place] < candidates[place].count { break }
        counters[place] = 0
        place += 1
      }
      if place == counters.count { return nil }
    }
  }

  // MARK: Candidates

  /// False where something is read that an example cannot simply give.
  private func collect(_ id: ExpressionID, into found: inout [Variable], depth: Int) -> Bool {
    guard depth < 20 else { return false }
    switch program[id].operation {
    case .input(let input, let selection):
      guard case .offset(let offset) = selection.period, case .quantity = program.inputs[input].type
      else { return false }
      var cell = Cell.total
      switch selection.cells {
      case .current(let parts): guard parts.isEmpty else { return false }
      case .fixed(let parts):
        guard parts.allSatisfy({ $0.values.count == 1 }) else { return false }
        cell = Cell(parts.map { Coordinate(axis: $0.axis, value: $0.values[0]) })
      }
      let variable = Variable(input: input, cell: cell, offset: offset)
      if !found.contains(variable) { found.append(variable) }
      return true
    case .node(let node, .value, let selection):
      guard selection == Selection(), case .formula(let body) = program.nodes[node].rules.body.value
      else { return false }
      return collect(body, into: &found, depth: depth + 1)
    case .number, .truth, .parameter: return true
    case .negate, .not, .binary, .conditional, .call, .convert, .named:
      return program[id].operation.children.allSatisfy {
        collect($0, into: &found, depth: depth + 1)
      }
    default: return false
    }
  }

  /// Numbers of the formula: what a figure does to it often changes there.
  private func constants(in body: ExpressionID) -> [Rational] {
    let found = model.inside(body).compactMap { id -> Rational? in
      if case .number(let number) = program[id].operation { number } else { nil }
    }
    return Array(found.prefix(3))
  }

  /// The ends of the range, what lies next to them, small and large figures, and what lies about the
  /// numbers of the formula.
  private func candidates(_ input: Int, _ constants: [Rational]) -> [Rational] {
    let bounds = model.ranges.inputBounds(input)
    var values: [Rational] = [1, 2, 100, 0, 3, 1000]
    if let lower = bounds.lower { values += [lower, lower + 1] }
    if let upper = bounds.upper { values += [upper, upper - 1] }
    if let lower = bounds.lower, let upper = bounds.upper {
      values.append((lower + upper) * Rational(1, over: 2))
    }
    if program.inputs[input].type.unit?.isPercent ?? false {
      values += [Rational(1, over: 2), Rational(1, over: 10)]
    }
    for constant in constants { values += [constant, constant + 1, constant * 2] }
    values.append(1_000_000)
    var seen: Set<Rational> = []
    return values.filter { bounds.contains($0) && seen.insert($0).inserted }
  }

  // MARK: Evaluation

  private func passesChecks(_ values: [Variable: Rational]) -> Bool {
    values.keys.allSatisfy { variable in
      program.inputs[variable.input].checks.allSatisfy {
        test($0.value.condition, values, at: variable) ?? true
      }
    }
  }

  /// Numbers only, and nil for whatever the search does not follow; the evaluator has the last word.
  private func evaluate(
    _ id: ExpressionID, _ values: [Variable: Rational], at place: Variable? = nil
  ) -> Rational? {
    func value(_ id: ExpressionID) -> Rational? { evaluate(id, values, at: place) }
    switch program[id].operation {
    case .number(let number): return number
    case .own(.value): return place.flatMap { values[$0] }
    case .input(let input, let selection):
      guard case .offset(let offset) = selection.period else { return nil }
      var cell = place?.cell ?? Cell.total
      if case .fixed(let parts) = selection.cells {
        cell = Cell(parts.map { Coordinate(axis: $0.axis, value: $0.values.first ?? 0) })
      }
      return values[Variable(input: input, cell: cell, offset: offset + (place?.offset ?? 0))]
    case .node(let node, .value, _):
      guard case .formula(let body) = program.nodes[node].rules.body.value else { return nil }
      return value(body)
    case .parameter(let parameter): return value(program.parameters[parameter].value)
    case .negate(let operand): return value(operand).map { -$0 }
    case .convert(let operand, let factor): return value(operand).map { $0 * factor }
    case .named(_, _, let body): return value(body)
    case .conditional(let condition, let then, let otherwise):
      return test(condition, values, at: place).flatMap { value($0 ? then : otherwise) }
    case .binary(let operation, let left, let right):
      guard let a = value(left), let b = value(right) else { return nil }
      switch operation {
      case .add: return a + b
      case .subtract: return a - b
      case .multiply: return a * b
      case .divide: return a.divided(by: b)
      case .power: return b.int.flatMap { abs($0) <= 8 ? a.power($0) : nil }
      default: return nil
      }
    case .call(let function, let arguments):
      let all = arguments.compactMap(value)
      guard all.count == arguments.count, !all.isEmpty else { return nil }
      switch function {
      case .abs: return all[0].magnitude
      case .min: return all.min()
      case .max: return all.max()
      case .sum: return Rational.sum(all)
      case .mean: return Rational.mean(all)
      case .clamp: return max(all[1], min(all[2], all[0]))
      default: return nil
      }
    default: return nil
    }
  }

  private func test(
    _ id: ExpressionID, _ values: [Variable: Rational], at place: Variable?
  ) -> Bool? {
    switch program[id].operation {
    case .truth(let truth): return truth
    case .not(let operand): return test(operand, values, at: place).map { !$0 }
    case .named(_, _, let body): return test(body, values, at: place)
    case .binary(.and, let left, let right):
      return test(left, values, at: place).flatMap { a in
        test(right, values, at: place).map { a && $0 }
      }
    case .binary(.or, let left, let right):
      return test(left, values, at: place).flatMap { a in
        test(right, values, at: place).map { a || $0 }
      }
    case .binary(let operation, let left, let right):
      guard let a = evaluate(left, values, at: place), let b = evaluate(right, values, at: place)
      else { return nil }
      switch operation {
      case .equal: return a == b
      case .notEqual: return a != b
      case .less: return a < b
      case .lessOrEqual: return a <= b
      case .greater: return a > b
      case .greaterOrEqual: return a >= b
      default: return nil
      }
    default: return nil
    }
  }

  private func replay(
    _ variables: [Variable], _ values: [Variable: Rational], _ holds: (Rational) -> Bool
  ) -> Witness? {
    let example = Example(
      title: "", use: variant.option,
      bindings: variables.map { variable in
        Example.Binding(
          target: .input(variable.input, variable.cell, periodOffset: variable.offset),
          given: .scalar(.number(values[variable] ?? 0)), location: nil)
      }, gives: .number(0, decimals: nil), scores: nil, location: nil)
    let outcome = run(example, of: variant.node, in: program)
    guard let value = outcome.figures?.exactValue.number, holds(value) else { return nil }
    let text = variables.map { "\(name($0)) = \(printed(values[$0] ?? 0, $0))" }
    return Witness(inputs: text.joined(separator: ", "), value: value)
  }

  private func name(_ variable: Variable) -> String {
    var selectors = variable.cell.coordinates.map { program.axes[$0.axis].values[$0.value].name }
    if variable.offset != 0 { selectors.append("T\(variable.offset)") }
    let name = program.inputs[variable.input].name
    return selectors.isEmpty ? name : "\(name)[\(selectors.joined(separator: ", "))]"
  }

  private func printed(_ value: Rational, _ variable: Variable) -> String {
    let unit = program.inputs[variable.input].type.unit
    let number = (value * (unit?.printFactor ?? 1)).description
    return unit?.isPercent ?? false ? number + "%" : number
  }
}

extension Model {
  /// Figures for which the value of a node is as a test wants it; nil if none was found.
  func witness(
    _ variant: Variant, _ body: ExpressionID, where holds: (Rational) -> Bool
  ) -> Witness? {
    WitnessSearch(self, variant).find(body, where: holds)
  }
}
