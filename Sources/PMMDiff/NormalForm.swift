import PMMIR
internal import PMMNumber

/// What is left out of a normal form, to see whether two expressions differ in nothing else.
enum Erased: Sendable {
  case nothing, cells, periods
}

/// Brings expressions of one program to a form in which what means the same is the same text, in
/// whatever program and however it is written.
///
/// Sound, not complete: equal texts are equal figures, with equal causes where they are missing. Names
/// stand for what they name; those of the old edition are translated into those of the new one.
struct NormalForm: Sendable {
  let program: Program
  let names: NameMap
  /// Parameters that both editions have, and that are told for themselves; others are their values.
  let sharedParameters: Set<String>
  var erased = Erased.nothing
  /// Missing figures are counted as others on the way, so only the order of operands is free.
  var isCounting = false
  /// Missing arguments are left out of a sum.
  var isExcluding = false
  /// As it is written: nothing is brought to a form.
  var isLiteral = false

  init(_ program: Program, _ names: NameMap, sharedParameters: Set<String>) {
    self.program = program
    self.names = names
    self.sharedParameters = sharedParameters
  }

  /// For the expressions of rules that may count missing figures as something.
  func under(_ rules: Rules) -> NormalForm {
    var form = self
    (form.isCounting, form.isExcluding) = Self.treatment(by: rules)
    return form
  }

  /// Whether rules count missing figures as others, and whether they leave them out.
  static func treatment(by rules: Rules) -> (isCounting: Bool, isExcluding: Bool) {
    var (isCounting, isExcluding) = (false, false)
    for policy in rules.policies {
      switch policy.value.action {
      case .count, .countOver: isCounting = true
      case .exclude: isExcluding = true
      case .result: break
      }
    }
    return (isCounting, isExcluding)
  }

  /// The expression as it is written, with names translated.
  var literal: NormalForm {
    var form = self
    form.isLiteral = true
    return form
  }

  func erasing(_ erased: Erased) -> NormalForm {
    var form = self
    form.erased = erased
    return form
  }

  func text(_ id: ExpressionID) -> String { polynomial(id).key }

  func text(_ id: ExpressionID, times factor: Rational) -> String {
    polynomial(id).times(factor).key
  }

  // MARK: Arithmetic

  func polynomial(_ id: ExpressionID) -> Polynomial {
    switch program[id].operation {
    case .number(let number): return Polynomial(number)
    case .named(let name, _, let body):
      return isLiteral ? atom("define \(name)[\(text(body))]") : polynomial(body)
    case .input(let input, let selection):
      return atom("input \(names.input(program.inputs[input].name))" + text(selection))
        .times(inverseScale(program.inputs[input].type))
    case .node(let node, let part, let selection):
      let own = program.nodes[node]
      let name = "node \(names.node(own.name)).\(part.rawValue)"
      return atom(name + text(selection)).times(
        part == .value || part == .shown ? inverseScale(own.rules.type) : 1)
    case .parameter(let parameter):
      let own = program.parameters[parameter]
      if !isLiteral, own.maySet == nil, !sharedParameters.contains(names.parameter(own.name)) {
        return polynomial(own.value)
      }
      return atom("parameter \(names.parameter(own.name))").times(inverseScale(own.type))
    case let operation where isCounting || isLiteral:
      return atom(structure(operation, program[id].type))
    case .negate(let operand): return polynomial(operand).times(-1)
    case .convert(let operand, let factor): return polynomial(operand).times(factor)
    case .binary(let operation, let left, let right):
      return arithmetic(operation, left, right) ?? atom(structure(program[id].operation, program[id].type))
    case .call(.min, let arguments), .call(.max, let arguments):
      let forms = arguments.map(polynomial)
      // The least of one thing is that thing.
      if let first = forms.first, forms.allSatisfy({ $0.key == first.key }) { return first }
      return atom(structure(program[id].operation, program[id].type))
    case .call(let function, let arguments):
      return sum(function, arguments) ?? atom(structure(program[id].operation, program[id].type))
    case let operation: return atom(structure(operation, program[id].type))
    }
  }

  /// A sum or mean of arguments, where no line leaves missing ones out.
  private func sum(_ function: Function, _ arguments: [ExpressionID]) -> Polynomial? {
    guard !isExcluding, function == .sum || function == .mean,
      arguments.allSatisfy({
        program[$0].type.unit != nil && program[$0].operation != .operands
      })
    else { return nil }
    let sum = arguments.map(polynomial).reduce(Polynomial(0), +)
    let count = Rational(arguments.count)
    return function == .sum ? sum : Rational.one.divided(by: count).map { sum.times($0) }
  }

  private func atom(_ text: String) -> Polynomial { Polynomial(atom: text) }

  /// Names of quantities stand for base units, so that a conversion is a factor like any other.
  private func inverseScale(_ type: ValueType) -> Rational {
    type.unit.flatMap { Rational.one.divided(by: $0.scale) } ?? 1
  }

  private func arithmetic(
    _ operation: BinaryOperation, _ left: ExpressionID, _ right: ExpressionID
  ) -> Polynomial? {
    // Dates have no polynomial; their difference does not arise from two.
    guard program[left].type.unit != nil, program[right].type.unit != nil else { return nil }
    let (a, b) = (polynomial(left), polynomial(right))
    switch operation {
    case .add: return a + b
    case .subtract: return a + b.times(-1)
    case .multiply: return a.times(b)
    case .divide:
      if let constant = b.constant, let inverse = Rational.one.divided(by: constant) {
        return a.times(inverse)
      }
      // Where the denominator is zero, the whole quotient is missing: it is not taken apart.
      return Polynomial.quotient(a, b)
    case .power:
      guard let exponent = b.constant?.int, (1...4).contains(exponent) else { return nil }
      var result = a
      for _ in 1..<exponent {
        guard let next = result.times(a) else { return nil }
        result = next
      }
      return result
    default: return nil
    }
  }

  // MARK: What is no sum

  private func structure(_ operation: Operation, _ type: ValueType) -> String {
    func list(_ ids: [ExpressionID]) -> String { ids.map(text).joined(separator: ", ") }
    switch operation {
    case .number(let number): return number.exactText
    case .level(let level):
      return "level \(names.level(program.name(ofLevel: level, type: type), type, program))"
    case .category(let value): return "category \(program.name(ofCategory: value, type: type))"
    case .truth(let truth): return "\(truth)"
    case .text(let text): return "text \(text)"
    case .date(let days): return "date \(days)"
    case .attribute(let index): return "attribute \(program.attributes[index].name)"
    case .own(let own): return "own \(own.rawValue)"
    case .isMember(let index): return "member \(program.populations[index].name)"
    case .operands: return "operands"
    case .negate(let operand): return "-\(text(operand))"
    case .not(let operand): return negation(operand) ?? "not \(text(operand))"
    // No author writes a conversion: it follows from the units.
    case .convert(let operand, let factor):
      return isLiteral ? text(operand) : "\(text(operand)) x \(factor.exactText)"
    case .binary(let operation, let left, let right): return binary(operation, left, right)
    case .conditional(let condition, let then, let otherwise):
      return "if \(text(condition)) then \(text(then)) else \(text(otherwise))"
    case .call(let function, let arguments): return call(function, arguments)
    case .aggregate(let aggregate, let arguments, let set, let condition):
      return "\(aggregate.rawValue)[\(list(arguments)) over \(text(set))"
        + (condition.map { " where \(text($0))" } ?? "") + "]"
    case .standing(let standing, let operand, let population, let isDescending):
      return "\(standing.rawValue)[\(text(operand)) over \(program.populations[population].name), \(isDescending)]"
    case .columnStatistic(let aggregate): return "column \(aggregate.rawValue)"
    case .known(let operand): return "known \(text(operand))"
    case .coverage(let level): return "coverage \(level)"
    case .lookup(let table, let arguments):
      return "table \(program.tables[table].name)[\(list(arguments))]"
    case .named(_, _, let body): return text(body)
    case .input, .node, .parameter: return ""
    }
  }

  /// The order of the arguments means nothing but where a function gives them one.
  private func call(_ function: Function, _ arguments: [ExpressionID]) -> String {
    var texts = arguments.map(text)
    switch function {
    case _ where isLiteral: break
    case .sum, .min, .max, .median, .mean, .geometricMean, .harmonicMean: texts.sort()
    case .weightedMean, .weightedGeometricMean, .weightedHarmonicMean:
      let pairs = stride(from: 0, to: texts.count - 1, by: 2).map { "\(texts[$0]) by \(texts[$0 + 1])" }
      texts = pairs.sorted()
    case .abs, .ln, .exp, .sqrt, .clamp, .linear, .log, .next, .previous, .powerMean,
      .weightedPowerMean:
      break
    }
    return "\(function.rawValue)[\(texts.joined(separator: ", "))]"
  }

  private func binary(
    _ operation: BinaryOperation, _ left: ExpressionID, _ right: ExpressionID
  ) -> String {
    if let comparison = comparison(operation, left, right) { return comparison }
    let (a, b) = (text(left), text(right))
    switch operation {
    case _ where isLiteral: return "[\(a) \(operation.rawValue) \(b)]"
    case .and, .or:
      let parts = (chained(operation, left) + chained(operation, right)).sorted()
      return "[" + parts.joined(separator: " \(operation.rawValue) ") + "]"
    case .add, .multiply, .equal, .notEqual:
      return "[\(min(a, b)) \(operation.rawValue) \(max(a, b))]"
    case .greater: return "[\(b) < \(a)]"
    case .greaterOrEqual: return "[\(b) <= \(a)]"
    default: return "[\(a) \(operation.rawValue) \(b)]"
    }
  }

  /// `a and (b and c)` and `(a and b) and c` are one chain.
  private func chained(_ operation: BinaryOperation, _ id: ExpressionID) -> [String] {
    switch program[id].operation {
    case .binary(operation, let left, let right):
      chained(operation, left) + chained(operation, right)
    case .named(_, _, let body): chained(operation, body)
    default: [text(id)]
    }
  }

  /// `not (a < b)` is `a >= b`, where both are known; where one is not, both are missing.
  private func negation(_ id: ExpressionID) -> String? {
    let opposites: [BinaryOperation: BinaryOperation] = [
      .less: .greaterOrEqual, .lessOrEqual: .greater, .greater: .lessOrEqual,
      .greaterOrEqual: .less, .equal: .notEqual, .notEqual: .equal,
    ]
    guard !isLiteral, case .binary(let operation, let left, let right) = program[id].operation,
      let opposite = opposites[operation]
    else { return nil }
    return comparison(opposite, left, right)
  }

  /// Of two quantities, how their difference stands to zero: `a < b` is `2 b > 2 a`.
  private func comparison(
    _ operation: BinaryOperation, _ left: ExpressionID, _ right: ExpressionID
  ) -> String? {
    let symbols: [BinaryOperation: (String, String)] = [
      .less: ("<", ">"), .lessOrEqual: ("<=", ">="), .greater: (">", "<"),
      .greaterOrEqual: (">=", "<="), .equal: ("==", "=="), .notEqual: ("!=", "!="),
    ]
    guard !isCounting, !isLiteral, let symbol = symbols[operation], program[left].type.unit != nil,
      program[right].type.unit != nil
    else { return nil }
    let difference = polynomial(left) + polynomial(right).times(-1)
    let (unit, factor) = difference.scaled
    return "[\(unit.key) \(factor.isNegative ? symbol.1 : symbol.0) 0]"
  }

  // MARK: Selections

  private func text(_ selection: Selection) -> String {
    var text = ""
    if erased != .cells {
      switch selection.cells {
      case .current(let parts): if !parts.isEmpty { text += "[current \(self.text(parts))]" }
      case .fixed(let parts): text += "[\(self.text(parts))]"
      }
    }
    if erased != .periods {
      switch selection.period {
      case .offset(let offset): if offset != 0 { text += "@\(offset)" }
      case .absolute(let period): text += "@\(period)"
      }
    }
    return text
  }

  func text(_ parts: [AxisPart]) -> String {
    parts.map { part in
      let axis = program.axes[part.axis]
      return axis.name + ":" + part.values.map { axis.values[$0].name }.sorted().joined(separator: "+")
    }.sorted().joined(separator: ", ")
  }

  private func text(_ set: SetSelection) -> String {
    switch set {
    case .population(let index): "population \(program.populations[index].name)"
    case .axis(let part): erased == .cells ? "axis" : "axis \(text([part]))"
    case .window(let from, let to): erased == .periods ? "window" : "T\(from) .. T\(to)"
    }
  }
}

/// What is called otherwise in the new edition. Of the new edition itself: nothing is.
struct NameMap: Sendable {
  var nodes: [String: String] = [:]
  var inputs: [String: String] = [:]
  var parameters: [String: String] = [:]
  /// Of each scale.
  var levels: [String: [String: String]] = [:]

  func level(_ name: String, _ type: ValueType, _ program: Program) -> String {
    guard case .level(let scale) = type else { return name }
    return levels[program.scales[scale].name]?[name] ?? name
  }

  func node(_ name: String) -> String { nodes[name] ?? name }
  func input(_ name: String) -> String { inputs[name] ?? name }
  func parameter(_ name: String) -> String { parameters[name] ?? name }
}
