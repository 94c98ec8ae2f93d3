package import PMMCompiler
package import PMMDiagnostics
internal import PMMDiff
package import PMMIR
package import PMMNumber
package import PMMSyntax

/// One checked module as rules look at it: what it means, what was written, and what several rules ask.
///
/// A class only so that what several rules ask is computed once.
package final class Model {
  package let compilation: Compilation
  package let writing: Writing
  /// Of an adaptation: the base with what it declares, without its choices.
  package let program: Program
  /// The day that expiry dates are held against.
  package let today: Day
  /// How many files of other modules stand before its own in a run.
  package var offset = 0

  /// `writing` is that of the module's trees, where somebody has it already.
  package init(_ compilation: Compilation, writing: Writing? = nil, today: Day) {
    self.compilation = compilation
    self.writing = writing ?? Writing(compilation.trees)
    self.today = today
    program =
      compilation.unadapted ?? compilation.program
      ?? Program(head: FrameworkHead(name: "", edition: ""))
    ranges = Ranges(program)
    contents = Array(repeating: nil, count: program.expressions.count)
  }

  package var trees: [SyntaxTree] { writing.trees }

  /// The files in which findings are told: of an adaptation its own, not those of its base.
  package var ownFiles: Set<Int> { writing.files }

  /// A place among the files of all modules.
  package func inRun(_ place: Location?) -> Location? {
    place.map { Location(file: $0.file + offset, span: $0.span) }
  }

  // MARK: What was written

  package var declarations: [Written] { writing.declarations }

  /// The declaration of a name.
  package func declaration(of name: String) -> Written? { writing.declaration(of: name) }

  /// The clauses of a name's own block.
  package func clauses(of name: String) -> [Clause] { declaration(of: name)?.block?.clauses ?? [] }

  /// The first clause of a name that a test picks, as a place.
  package func place(of name: String, _ picks: (Clause.Kind) -> Bool) -> Location? {
    guard let found = declaration(of: name),
      let clause = found.block?.clauses.first(where: { picks($0.kind) })
    else { return nil }
    return found.tree.location(clause.span)
  }

  /// Everything of the module that has a sheet: nodes, inputs and parameters.
  private(set) lazy var sheets: [(name: String, sheet: PMMIR.Sheet)] =
    nodes.filter { !$0.isRoot }.map { ($0.name, $0.sheet) }
    + program.inputs.filter { $0.owner == nil }.map { ($0.name, $0.sheet) }
    + program.parameters.map { ($0.name, $0.sheet) }

  /// Those that are deprecated.
  private(set) lazy var deprecated: [(name: String, sheet: PMMIR.Sheet, Deprecation)] =
    nodes.contains { $0.sheet.deprecated != nil }
      || program.inputs.contains { $0.sheet.deprecated != nil }
      || program.parameters.contains { $0.sheet.deprecated != nil }
    ? sheets.compactMap { name, sheet in sheet.deprecated.map { (name, sheet, $0) } } : []

  /// Texts that are there in several languages.
  private(set) lazy var translated: [(written: Written, text: TextGroup)] =
    declarations.parts { $0.texts(first: firstLanguage) }

  // MARK: What is read

  /// What the rules of all nodes, checks, populations and tables read.
  package struct Uses {
    package var inputs: Set<Int> = []
    package var parameters: Set<Int> = []
    package var attributes: Set<Int> = []
    package var populations: Set<Int> = []
    package var tables: Set<Int> = []
    package var scales: Set<Int> = []
    package var axes: Set<Int> = []
    /// Names of units, and of what they are made of.
    package var units: Set<String> = []
  }

  package private(set) lazy var uses: Uses = findUses()

  private func findUses() -> Uses {
    var uses = Uses()
    var seen = [Bool](repeating: false, count: program.expressions.count)
    func read(_ roots: [ExpressionID]) {
      // Equal formulas are one expression: most of a copy has been read.
      var open = roots.filter { !seen[$0.index] }
      while let id = open.popLast() {
        guard !seen[id.index] else { continue }
        seen[id.index] = true
        let expression = program[id]
        note(expression.type)
        switch expression.operation {
        case .input(let input, _): uses.inputs.insert(input)
        case .parameter(let parameter): uses.parameters.insert(parameter)
        case .attribute(let attribute): uses.attributes.insert(attribute)
        case .isMember(let population): uses.populations.insert(population)
        case .standing(_, _, let population, _): uses.populations.insert(population)
        case .aggregate(_, _, .population(let population), _): uses.populations.insert(population)
        case .lookup(let table, _): uses.tables.insert(table)
        default: break
        }
        open += expression.operation.children
      }
    }
    func note(_ type: ValueType) {
      switch type {
      case .level(let scale): uses.scales.insert(scale)
      case .category(let attribute): uses.attributes.insert(attribute)
      case .quantity(let unit):
        guard uses.units.insert(unit.name).inserted else { return }
        uses.units.formUnion(unit.factors.map(\.base))
      default: break
      }
    }
    for node in program.nodes.indices {
      program.forEachRules(of: node) { rules in
        read(rules.expressions)
        if let weight = rules.weight { read([weight.value]) }
        uses.populations.formUnion(rules.figurePopulations)
        if let population = rules.ranking?.value.population { uses.populations.insert(population) }
        if let scale = rules.classification?.value.scale { uses.scales.insert(scale) }
        if let part = rules.breakdown?.value.part { uses.axes.insert(part.axis) }
        note(rules.type)
      }
      uses.inputs.formUnion(program.nodes[node].instruments.map(\.input))
    }
    for table in program.tables {
      read(table.rows.map(\.result))
      note(table.type)
    }
    for population in program.populations {
      read(population.conditions)
      uses.attributes.formUnion(population.same)
    }
    for parameter in program.parameters { note(parameter.type) }
    for input in program.inputs {
      note(input.type)
      uses.axes.formUnion(input.breakdown.map(\.axis))
    }
    // What only a check of another input reads is collected for it.
    let inputs = uses.inputs
    read(program.inputs.flatMap { ($0.checks + $0.warnings).map(\.value.condition) })
    uses.inputs = inputs
    for (index, input) in program.inputs.enumerated() {
      for check in input.checks + input.warnings {
        for id in inside(check.value.condition) {
          if case .input(let other, _) = program[id].operation, other != index {
            uses.inputs.insert(other)
          }
        }
      }
    }
    if case .levels(let scale)? = program.head.scores { uses.scales.insert(scale) }
    return uses
  }

  /// Whether a name stands anywhere but where it is declared. Looked for in the text, and so only
  /// asked where nothing else is known to use it.
  package func isMentioned(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    // To allow something for it is not to use it.
    var count = 0
    for written in declarations {
      written.block?.forEachAllowance { if $0.element?.text == name { count -= 1 } }
    }
    for tree in trees {
      tree.file.content.withBytes { text in
        for token in tree.tokens where token.kind == .identifier && token.span.length == bytes.count
        {
          if text[token.span.start..<token.span.end].elementsEqual(bytes) { count += 1 }
        }
      }
    }
    return count > 1
  }

  /// The children whose scores a node combines.
  package func operands(of node: Int) -> [Int] {
    nodes[node].children.filter { nodes[$0].isScored }
  }

  // MARK: Nodes

  /// The nodes of the program, as rules walk over them.
  package private(set) lazy var nodes: [Held] = program.nodes.map { Held($0) }

  /// What rules look at of a node. A class only because a node is large, and every rule of nodes walks
  /// over all of them.
  package final class Held: Sendable {
    package let name: String
    package let level: String
    package let parent: Int?
    package let children: [Int]
    package let sheet: PMMIR.Sheet
    package let rules: Rules
    package let better: Resolved<Direction>?
    package let disclosure: Resolved<Int>?
    package let alternatives: [Alternative]
    package let instruments: [InstrumentUse]
    package let examples: [PMMIR.Example]
    package let localTo: String?
    package let isResult: Bool
    package let isRoot: Bool
    package let isScored: Bool

    init(_ node: Node) {
      name = node.name
      level = node.level
      parent = node.parent
      children = node.children
      sheet = node.sheet
      rules = node.rules
      better = node.better
      disclosure = node.disclosure
      alternatives = node.alternatives
      instruments = node.instruments
      examples = node.examples
      localTo = node.localTo
      isResult = node.isResult
      isRoot = node.isRoot
      isScored = node.rules.score.value != .none
    }
  }

  // MARK: Reasoning

  /// What values figures can take. It notes what it has found, so it is not lazy: that would copy all of
  /// it for each question.
  package var ranges: Ranges

  /// The nodes of the module's own, with their rules and those of their alternatives; what an
  /// alternative leaves as it is stands under the node's own rules only.
  package private(set) lazy var variants: [Variant] = {
    var found: [Variant] = []
    for (index, node) in nodes.enumerated() where isOwn(node.sheet.location) {
      found.append(Variant(node: index, option: nil, rules: node.rules))
      for option in node.alternatives {
        found.append(Variant(node: index, option: option.name, rules: option.rules))
      }
    }
    return found
  }()

  private var contents: [Contents?]
  var lastText: (bounds: Bounds, type: ValueType, text: String)?
  private var digits: [Rational: String] = [:]
  private var figures: [Unit: [Rational: String]] = [:]

  lazy var sameFigures = SameFigures(program)
  package private(set) lazy var formulas: [Formula] = findFormulas()
  package private(set) lazy var bands: [Band] = findBands()
  package private(set) lazy var orderings: Set<[Int]> = findOrderings()

  /// A node under its own rules or one alternative's. Each of its formulas refers to it.
  package final class Variant: Sendable {
    package let node: Int
    package let option: String?
    package let rules: Rules

    init(node: Int, option: String?, rules: Rules) {
      self.node = node
      self.option = option
      self.rules = rules
    }

    /// Whether a clause is written here, so that what is wrong with it is not told elsewhere too.
    package func writes<Value>(_ clause: Resolved<Value>) -> Bool {
      switch clause.source {
      case .own: option == nil
      case .alternative(let name): option == name
      case .every, .framework, .adaptation, .language: false
      }
    }
  }

  package func name(_ variant: Variant) -> String {
    let name = nodes[variant.node].name
    return variant.option.map { "\(name).\($0)" } ?? name
  }

  package func isOwn(_ place: Location?) -> Bool {
    place.map { ownFiles.contains($0.file) } ?? false
  }

  /// All operations inside an expression, itself first, without those of other nodes.
  package func inside(_ id: ExpressionID) -> [ExpressionID] { contents(of: id).inside }

  func contents(of id: ExpressionID) -> Contents {
    if let known = contents[id.index] { return known }
    let found = Contents(of: id, in: self)
    contents[id.index] = found
    return found
  }

  /// A figure with its unit.
  package func printed(_ number: Rational, _ unit: Unit) -> String {
    if let known = figures[unit]?[number] { return known }
    let text = unit.text(number)
    figures[unit, default: [:]][number] = text
    return text
  }

  /// A number in six digits. Many findings say the same few.
  package func digits(_ number: Rational) -> String {
    if let known = digits[number] { return known }
    let text = number.decimal(significant: 6)
    digits[number] = text
    return text
  }

  /// An expression without the names of defines and conversions of units around it.
  package func bare(_ id: ExpressionID) -> ExpressionID {
    switch program[id].operation {
    case .named(_, _, let body): bare(body)
    default: id
    }
  }

  /// The number that an expression always is, if it needs no data.
  package func constant(_ id: ExpressionID) -> Rational? {
    switch program[id].operation {
    case .number(let number): number
    case .negate(let operand): constant(operand).map { -$0 }
    case .convert(let operand, let factor): constant(operand).map { $0 * factor }
    case .named(_, _, let body): constant(body)
    case .parameter(let parameter):
      program.parameters[parameter].maySet == nil
        ? constant(program.parameters[parameter].value) : nil
    default: nil
    }
  }
}

/// A day of the calendar, such as `2027-06-30`.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var year: Int
  package var month: Int
  package var day: Int

  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Nil if the text is no day of this form.
  package init?(_ text: String) {
    guard isDay(text) else { return nil }
    let numbers = text.split(separator: "-").compactMap { Int($0) }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  package static func < (left: Day, right: Day) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  package var description: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}

extension Model {
  /// A fix that takes a whole declaration away.
  func removal(of name: String) -> Fix? {
    declaration(of: name).map {
      Fix(
        .changesMeaning, [$0.tree.file.removal(of: $0.location($0.declaration.span))])
    }
  }

  /// A fix that takes a clause away.
  func removal(of place: Location, _ safety: Fix.Safety) -> Fix? {
    trees.first { $0.fileIndex == place.file }.map { Fix(safety, [$0.file.removal(of: place)]) }
  }
}

extension Model {
  /// The name in the head.
  var head: Location? {
    declarations.lazy.compactMap { written -> Location? in
      guard case .head(let head) = written.declaration.kind else { return nil }
      return written.location(head.name.span)
    }.first
  }

  /// The clause that says of a name that it is deprecated.
  func deprecation(of name: String) -> Location? {
    place(of: name) { if case .deprecated = $0 { true } else { false } }
  }

  /// Whether two sets of rules give the same figures by the same clauses.
  func isSame(_ left: Rules, _ right: Rules) -> Bool {
    hasSameBody(left, right) && left.type == right.type
      && left.breakdown?.value == right.breakdown?.value
      && left.conditions.map(\.value) == right.conditions.map(\.value)
      && left.policies.map(\.value) == right.policies.map(\.value)
      && left.needs?.value == right.needs?.value && left.weight?.value == right.weight?.value
      && left.componentWeights?.value == right.componentWeights?.value
      && left.imputation?.value == right.imputation?.value
      && left.treatment?.value == right.treatment?.value && left.score.value == right.score.value
      && left.scoredCell == right.scoredCell && left.roundValue?.value == right.roundValue?.value
      && left.roundScore?.value == right.roundScore?.value
      && left.showValue?.value == right.showValue?.value
      && left.showScore?.value == right.showScore?.value
      && left.classification?.value == right.classification?.value
      && left.ranking?.value == right.ranking?.value
  }
}
