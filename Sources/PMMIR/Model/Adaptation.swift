package import PMMDiagnostics
package import PMMNumber

/// What one administration has instead of what the base says, where the base says that it may.
///
/// Everything is by name: names are what stays when the base moves to another edition.
package struct Adaptation: Hashable, Sendable {
  package var name: String
  /// The code of the subject whose it is.
  package var subject: String
  /// The framework and the edition that it adapts, and its content hash.
  package var framework: String
  package var edition: String
  package var base: String
  /// By what they are about: the order in which they were written means nothing.
  package var choices: [Choice]
  /// Where this administration has the figures of an input from, by input.
  package var sources: [String: Translations]
  package var location: Location?

  package init(
    name: String, subject: String, framework: String, edition: String, base: String,
    location: Location? = nil
  ) {
    self.name = name
    self.subject = subject
    self.framework = framework
    self.edition = edition
    self.base = base
    self.location = location
    choices = []
    sources = [:]
  }
}

/// `omit x because "…"`, `use x.by_value because "…"`, `set low_value = 800 USD because "…"`
package struct Choice: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case omit(node: String)
    case use(node: String, option: String)
    case set(parameter: String, Scalar)
  }
  package var kind: Kind
  package var because: String
  /// What the base says of those who choose so; nil for what is omitted.
  package var comparability: Comparability?
  /// The value that is set is the base's own.
  package var isBase: Bool
  package var location: Location?
  /// The line of the base that allows it.
  package var permission: Location?

  package init(
    kind: Kind, because: String, comparability: Comparability?, isBase: Bool = false,
    location: Location? = nil, permission: Location? = nil
  ) {
    self.kind = kind
    self.because = because
    self.comparability = comparability
    self.isBase = isBase
    self.location = location
    self.permission = permission
  }

  /// The node or parameter that it is about.
  package var point: String {
    switch kind {
    case .omit(let node), .use(let node, _): node
    case .set(let parameter, _): parameter
    }
  }
}

/// How far a figure compares with that of an administration under the base's own rules.
package enum ComparabilityClass: String, Hashable, Sendable, CaseIterable {
  case identical
  case approved = "approved alternative"
  case within = "comparable within"
  case notComparable = "not comparable"
  /// A node that the administration declares itself.
  case local = "local extension"
  /// A node that it leaves out.
  case omitted

  /// Whether populations, ranks and statistics take such a figure. One that is left out is missing.
  package var isComparable: Bool { self != .within && self != .notComparable }

  /// Whether the choices of an administration have a part in the figure.
  var isAdapted: Bool { self != .identical && self != .local }

  /// Of two that one figure is made of, the one that compares less far. What is left out makes a
  /// score an approved variant: the base says that it may be.
  func joined(_ other: ComparabilityClass) -> ComparabilityClass {
    let least = rank < other.rank ? other : self
    return least == .omitted ? .approved : least
  }

  private var rank: Int {
    switch self {
    case .identical: 0
    case .approved, .omitted: 1
    case .within: 2
    case .notComparable: 3
    case .local: 4
    }
  }

  init(_ comparability: Comparability) {
    self =
      switch comparability {
      case .comparable: .approved
      case .withinOption, .whenEqual: .within
      case .notComparable: .notComparable
      }
  }
}

/// How far a node's figures compare, and how much of what they combine does.
package struct NodeComparability: Hashable, Sendable {
  package var `class`: ComparabilityClass
  /// Shares of the weight behind the node's score, by class; their sum is 1.
  package var shares: [ComparabilityClass: Rational]
}

/// What choices make of the rules of one program: what an evaluation has to know.
package struct Plan: Hashable, Sendable {
  package var frameworkAlternative: String?
  package var alternatives: [Int: String] = [:]
  package var parameters: [Int: Scalar] = [:]
  /// Parameters whose value is not the base's, with what the base says of those who set them.
  var parameterClasses: [Int: ComparabilityClass] = [:]
  /// Nodes that are left out, with all that is below them.
  package var omitted: Set<Int> = []

  init() {}
}

extension Program {
  /// What the choices are about in this program. What it does not have is passed over: a checked
  /// adaptation of it names nothing else.
  package func plan(of adaptation: Adaptation) -> Plan {
    var plan = Plan()
    for choice in adaptation.choices {
      switch choice.kind {
      case .omit(let name):
        guard let node = node(named: name) else { continue }
        plan.omitted.formUnion([node] + below(node))
      case .use(let name, let option):
        guard let node = node(named: name) else { continue }
        if nodes[node].isRoot, alternatives.contains(where: { $0.name == option }) {
          plan.frameworkAlternative = option
        } else {
          plan.alternatives[node] = option
        }
      case .set(let name, let value):
        guard let parameter = parameter(named: name) else { continue }
        plan.parameters[parameter] = value
        if !choice.isBase, let comparability = choice.comparability {
          plan.parameterClasses[parameter] = ComparabilityClass(comparability)
        }
      }
    }
    return plan
  }

  private func below(_ node: Int) -> [Int] {
    nodes[node].children.flatMap { [$0] + below($0) }
  }

  /// The rules of every node under a plan. What is omitted has the condition, before all others, that
  /// it always is.
  func rules(under plan: Plan) -> [Rules] {
    let whole = alternatives.first { $0.name == plan.frameworkAlternative }?.rules
    return nodes.indices.map { index in
      let base = whole.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      let name = plan.alternatives[index]
      var rules =
        nodes[index].alternatives.first { $0.name == name }?.rules ?? base ?? nodes[index].rules
      if plan.omitted.contains(index), !rules.isOmitted, let always {
        rules.conditions.insert(
          Resolved(
            Condition(test: always, result: .reason(.omitted)), location: nil, source: .adaptation),
          at: 0)
      }
      return rules
    }
  }

  /// The expression `true`, which an omission needs.
  private var always: ExpressionID? {
    expressions.firstIndex { $0.operation == .truth(true) }.map(ExpressionID.init)
  }

  /// The number of an expression, which is added if it is new.
  mutating func intern(_ operation: Operation, _ type: ValueType) -> ExpressionID {
    let expression = Expression(operation, type)
    if let index = expressions.firstIndex(of: expression) { return ExpressionID(index) }
    expressions.append(expression)
    return ExpressionID(expressions.count - 1)
  }

  /// The program with everything in it that a plan needs. Expressions that nothing uses are no part
  /// of the canonical form.
  func prepared(for plans: some Sequence<Plan>) -> Program {
    guard plans.contains(where: { !$0.omitted.isEmpty }) else { return self }
    var result = self
    _ = result.intern(.truth(true), .truth)
    return result
  }
}

extension Rules {
  /// Whether an adaptation leaves the node out.
  package var isOmitted: Bool {
    guard let first = conditions.first, case .adaptation = first.source else { return false }
    return first.value.result == .reason(.omitted)
  }
}

// MARK: Resolving

extension Program {
  /// The framework as the administration has it: rules of the chosen alternatives, parameters set,
  /// what is omitted missing for that reason. What is chosen nowhere stays as it is, and so does
  /// everything when nothing is chosen. Resolving again changes nothing.
  ///
  /// Of the base's examples those stay that still are about the same rules.
  package func resolved(by adaptation: Adaptation) -> Program {
    if self.adaptation == adaptation { return self }
    let plan = plan(of: adaptation)
    var result = prepared(for: [plan])
    let rules = result.rules(under: plan)
    let found = comparability(under: plan)
    for index in nodes.indices {
      result.nodes[index].rules = rules[index]
      let option = plan.alternatives[index]
      if found[index].class != .identical, found[index].class != .local {
        result.nodes[index].examples = nodes[index].examples.compactMap { example in
          guard let option, example.use == option, plan.parameterClasses.isEmpty,
            found[index].class != .omitted
          else { return nil }
          var example = example
          example.use = nil
          return example
        }
      }
    }
    for (index, value) in plan.parameters {
      result.parameters[index].value = result.intern(
        value.operation, result.parameters[index].type)
    }
    for index in inputs.indices {
      if let source = adaptation.sources[inputs[index].name] {
        result.inputs[index].sources = [source]
      }
    }
    result.adaptation = adaptation
    return result
  }
}

extension Scalar {
  fileprivate var operation: Operation {
    switch self {
    case .number(let number): .number(number)
    case .level(let level): .level(level)
    case .category(let category): .category(category)
    case .truth(let truth): .truth(truth)
    case .text(let text): .text(text)
    case .date(let day): .date(day)
    }
  }
}
