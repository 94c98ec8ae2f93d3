internal import PMMNumber

/// What may differ from one evaluation of a program to the next.
package struct EvaluationOptions: Sendable {
  /// The alternative of the whole framework that is used, by name.
  package var frameworkAlternative: String?
  /// Node to the name of the alternative that it uses; over that of the framework.
  package var alternatives: [Int: String]
  /// Parameter to the value that is set instead of its own.
  package var parameters: [Int: Scalar]
  /// Node to a score that is given instead of computed, for every subject and period.
  package var childScores: [Int: Figure]
  /// Whether to compute the lowest and highest possible scores.
  package var bounds: Bool
  /// The adaptation of a subject, by its index in the dataset: it is evaluated under its own resolved
  /// framework, among all others. Empty: the program's rules are everyone's.
  package var adaptations: [Int: Adaptation] = [:]
  /// Only these nodes and what they need; nil is all.
  package var nodes: Set<Int>?
  /// The edition that scores a period, where a run has several: figures of other editions' periods
  /// say so. Nil: one edition scores all.
  package var edition: (@Sendable (Period) -> String?)?

  package init(
    alternatives: [Int: String] = [:], parameters: [Int: Scalar] = [:],
    childScores: [Int: Figure] = [:], bounds: Bool = false, nodes: Set<Int>? = nil,
    frameworkAlternative: String? = nil
  ) {
    self.frameworkAlternative = frameworkAlternative
    self.alternatives = alternatives
    self.parameters = parameters
    self.childScores = childScores
    self.bounds = bounds
    self.nodes = nodes
  }
}

/// Evaluates a program on a dataset, step by step, each step over every subject and period that has
/// a row. This function and what it calls *are* the semantics of the language.
package func evaluate(
  _ program: Program, _ dataset: Dataset, _ options: EvaluationOptions = EvaluationOptions()
) -> Results {
  var results = Results(Setting(program, dataset, options))
  let wanted = results.setting.wantedNodes
  for step in program.order {
    switch step {
    case .figures(let node) where wanted.contains(node):
      let column = results.column(of: node)
      results.table[node] = column.figures
      results.treatments[node] = column.treatments
    case .ranks(let node) where wanted.contains(node):
      let ranks = results.ranks(of: node)
      for (index, rank) in ranks {
        results.table[node][index]?.rank = rank.rank
        results.table[node][index]?.rankReason = rank.reason
      }
    case .figures, .ranks:
      continue
    }
  }
  return results
}

/// What does not change during an evaluation. A class only so that it is shared, not copied.
package final class Setting: Sendable {
  /// What is evaluated.
  package let program: Program
  /// What was reported.
  package let dataset: Dataset
  /// What differs from the standard evaluation.
  package let options: EvaluationOptions
  /// The rules of every node, of the chosen alternative.
  package let rules: [Rules]
  /// What adaptations make of them, once for all subjects that chose the same.
  let variants: [Variant]
  private let variantOfSubject: [Int: Int]
  /// What a look-up needs to know of each input; the whole sheet is large.
  package let inputs: [(breakdown: [AxisPart], isSummable: Bool, disclosure: Int?)]
  /// The periods in which the series of each input and of each node breaks.
  package let inputBreaks: [[Period]]
  /// The same of each node.
  package let nodeBreaks: [[Period]]
  /// The cells that a node has figures for.
  package let cells: [[Cell]]
  /// What the declared ranges let each node's score be; only where bounds are asked for.
  let possibleScores: [Bounds]
  /// The subjects and periods that are evaluated: by period, then by subject.
  package let places: [Dataset.SubjectPeriod]
  /// Where a place stands in `places`; nil if it is not evaluated.
  package func index(of place: Dataset.SubjectPeriod) -> Int? {
    dataset.placeIndex(place).flatMap { $0 < places.count ? $0 : nil }
  }

  /// Chooses the rules, and the places: those with a row.
  package init(_ program: Program, _ dataset: Dataset, _ options: EvaluationOptions) {
    let plans = options.adaptations.mapValues { program.plan(of: $0) }
    let distinct = Set(plans.values.filter { $0 != Plan() })
    let program = program.prepared(for: distinct)
    self.program = program
    self.dataset = dataset
    self.options = options
    let whole = program.alternatives.first { $0.name == options.frameworkAlternative }?.rules
    let chosen = program.nodes.enumerated().map { index, node in
      let name = options.alternatives[index]
      let base = whole.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? node.rules
      return node.alternatives.first { $0.name == name }?.rules ?? base
    }
    rules = chosen
    var indices: [Plan: Int] = [:]
    variants = distinct.enumerated().map { index, plan in
      indices[plan] = index
      return Variant(plan, of: program, bounds: options.bounds)
    }
    variantOfSubject = plans.compactMapValues { indices[$0] }
    inputs = program.inputs.map { ($0.breakdown, $0.isSummable, $0.disclosure) }
    let every = [chosen] + variants.map(\.rules)
    cells = chosen.indices.map { node in
      every.reduce(into: []) { cells, rules in
        cells += rules[node].cells.filter { !cells.contains($0) }
      }
    }
    var ranges = Ranges(program, .chosen(chosen))
    possibleScores = options.bounds ? chosen.indices.map { ranges.scoreBounds($0) } : []
    inputBreaks = program.inputs.map { input in program.seriesBreaks(ofInput: input).map(\.period) }
    nodeBreaks = program.nodes.map { node in
      program.seriesBreaks(node.sheet, named: node.name).map(\.period)
    }
    places = dataset.places
  }
}

/// The rules of those subjects who chose the same, and how far their figures compare.
struct Variant: Sendable {
  let plan: Plan
  let rules: [Rules]
  let comparability: [NodeComparability]
  let possibleScores: [Bounds]

  init(_ plan: Plan, of program: Program, bounds: Bool) {
    self.plan = plan
    rules = program.rules(under: plan)
    comparability = program.comparability(under: plan)
    var ranges = Ranges(program, .chosen(rules))
    possibleScores = bounds ? program.nodes.indices.map { ranges.scoreBounds($0) } : []
  }
}

extension Setting {
  /// What a subject chose; nil where it has the program's rules.
  func variant(of subject: Int) -> Variant? { variantOfSubject[subject].map { variants[$0] } }

  /// The rules of a node for a subject.
  func rules(of node: Int, for subject: Int) -> Rules {
    variantOfSubject[subject].map { variants[$0].rules[node] } ?? rules[node]
  }

  /// What a parameter is set to for a subject; nil where it has its own value.
  package func parameter(_ parameter: Int, for subject: Int) -> Scalar? {
    variant(of: subject)?.plan.parameters[parameter] ?? options.parameters[parameter]
  }

  /// Whether a node has figures for a subject: a local one only for whom it is local to.
  package func has(_ node: Int, _ subject: Int) -> Bool {
    guard let owner = program.nodes[node].localTo, !options.adaptations.isEmpty else { return true }
    return options.adaptations[subject]?.subject == owner
  }

  /// How far a node's figures of a subject compare.
  func comparability(of node: Int, for subject: Int) -> ComparabilityClass {
    if program.nodes[node].localTo != nil { return .local }
    return variant(of: subject)?.comparability[node].class ?? .identical
  }

  /// Whether anyone's rules of a node are such.
  func someRules(of node: Int, where isSuch: (Rules) -> Bool) -> Bool {
    isSuch(rules[node]) || variants.contains { isSuch($0.rules[node]) }
  }

  /// Whether populations, ranks and statistics take what a subject reads with these expressions.
  func isComparable(_ expressions: [ExpressionID], for subject: Int) -> Bool {
    guard let variant = variant(of: subject) else { return true }
    return program.class(of: expressions, variant.plan, variant.comparability).isComparable
  }
}

/// Rules as a whole column knows them: those who chose the same share one set.
extension Setting {
  /// The rules of every node, by set: first the program's own.
  package var ruleSets: [[Rules]] { [rules] + variants.map(\.rules) }

  /// The set of each place.
  package var ruleSetOfPlace: [Int] {
    places.map { place in variantOfSubject[place.subject].map { $0 + 1 } ?? 0 }
  }

  /// Whether the choices of a set have a part in a node's figures.
  package func isAdapted(_ node: Int, inSet set: Int) -> Bool {
    comparability(of: node, inSet: set).isAdapted
  }

  /// Whether populations, ranks and statistics take a node's figures of those of a set.
  package func isComparable(_ node: Int, inSet set: Int) -> Bool {
    comparability(of: node, inSet: set).isComparable
  }

  private func comparability(of node: Int, inSet set: Int) -> ComparabilityClass {
    if program.nodes[node].localTo != nil { return .local }
    return set == 0 ? .identical : variants[set - 1].comparability[node].class
  }

  /// The same of what they read with these expressions.
  package func isComparable(_ expressions: [ExpressionID], inSet set: Int) -> Bool {
    guard set > 0 else { return true }
    let variant = variants[set - 1]
    return program.class(of: expressions, variant.plan, variant.comparability).isComparable
  }

  /// The leaves of a level and their rules, as those of a set have them.
  package func leaves(of level: String, inSet set: Int) -> [(node: Int, rules: Rules)] {
    let rules = set == 0 ? rules : variants[set - 1].rules
    return program.leaves(of: level).map { ($0, rules[$0]) }.filter { $0.1.formula != nil }
  }
}

extension Rules {
  /// The total, unless there is none; the values of the breakdown; and the scored cell.
  package var cells: [Cell] {
    if case .heading = body.value { return [] }
    guard let breakdown = breakdown?.value, !isCombined else { return [.total] }
    var cells = breakdown.hasTotal ? [Cell.total] : []
    cells += breakdown.part.values.map {
      Cell([Coordinate(axis: breakdown.part.axis, value: $0)])
    }
    if !cells.contains(scoredCell) { cells.append(scoredCell) }
    return cells
  }

  /// Whether the value is made of the children's scores.
  package var isCombined: Bool {
    if case .combine = body.value { true } else { false }
  }

  /// Whether value and score are one figure, so that rounding one rounds the other.
  package var scoreIsValue: Bool { score.value == .itself || (isCombined && score.value != .none) }
}

/// Every figure of a program on a dataset.
package struct Results: Sendable {
  let setting: Setting
  /// For each node, by place and then by cell; empty until the node's step.
  var table: [[NodeFigures?]]
  /// For each node, what `treat` did to each group of its population, in each cell.
  var treatments: [[TreatmentKey: TreatmentReport]]
  /// Where figures come from that are computed one by one, when somebody asks; nil if all were.
  let lazy: LazyFigures?
  /// Whether each question takes the lock of `lazy`; within one that does, they must not.
  private let isOutside: Bool
  /// Who prints numbers without computing them exactly; nil: nobody does.
  package var printed: (any PrintedFigures)?

  init(_ setting: Setting, lazy: LazyFigures, isOutside: Bool) {
    self.setting = setting
    self.lazy = lazy
    self.isOutside = isOutside
    table = []
    treatments = []
  }

  init(_ setting: Setting) {
    self.setting = setting
    lazy = nil
    isOutside = false
    table = Array(repeating: [], count: setting.program.nodes.count)
    treatments = Array(repeating: [:], count: setting.program.nodes.count)
  }

  package var program: Program { setting.program }
  package var dataset: Dataset { setting.dataset }
  package var options: EvaluationOptions { setting.options }

  /// The subjects and periods that were evaluated, by period, then by subject: those with a row.
  package var subjectPeriods: [Dataset.SubjectPeriod] { setting.places }

  /// Where a subject and period stand in `subjectPeriods`.
  package func index(of place: Dataset.SubjectPeriod) -> Int? { setting.index(of: place) }

  /// The node's rules, of the chosen alternative; those of a subject, if it has an adaptation.
  package func rules(of node: Int, for subject: Int? = nil) -> Rules {
    subject.map { setting.rules(of: node, for: $0) } ?? setting.rules[node]
  }

  /// Whether a node has figures for a subject: a local one only for whom it is local to.
  package func has(_ node: Int, for subject: Int) -> Bool { setting.has(node, subject) }

  /// The adaptation that a subject is evaluated under; nil under the program's own rules.
  package func adaptation(of subject: Int) -> Adaptation? {
    options.adaptations[subject] ?? program.adaptation
  }

  /// Whether a parameter has another value than its own for a subject.
  package func isSet(parameter: Int, for subject: Int) -> Bool {
    setting.parameter(parameter, for: subject) != nil
  }

  /// The alternative that a node uses for a subject.
  package func option(of node: Int, for subject: Int) -> String? {
    let plan = setting.variant(of: subject)?.plan
    return plan?.alternatives[node] ?? plan?.frameworkAlternative
      ?? options.alternatives[node] ?? options.frameworkAlternative
  }

  /// How many figures of some periods no rank and no population takes, because of an adaptation.
  package func countIncomparable(in periods: Set<Period>) -> Int {
    setting.places.filter { periods.contains($0.period) }.reduce(0) { count, place in
      count
        + setting.program.nodes.indices.count { node in
          !setting.comparability(of: node, for: place.subject).isComparable
        }
    }
  }

  /// How far a node's figures of a subject compare; nil where no subject has an adaptation.
  package func comparability(of node: Int, for subject: Int) -> NodeComparability? {
    if options.adaptations.isEmpty { return nil }
    if setting.program.nodes[node].localTo == nil, let variant = setting.variant(of: subject) {
      return variant.comparability[node]
    }
    let kind = setting.comparability(of: node, for: subject)
    return NodeComparability(class: kind, shares: [kind: 1])
  }

  /// The cells that the node has figures for, the total first if there is one.
  package func cells(of node: Int) -> [Cell] { setting.cells[node] }

  /// Nil if the subject has no row in the period, or the node no such cell, or no value at all.
  package func figures(
    node: Int, subject: Int, period: Period, cell: Cell = .total
  ) -> NodeFigures? {
    guard let place = setting.index(of: .init(subject: subject, period: period)),
      let column = setting.cells[node].firstIndex(of: cell)
    else { return nil }
    return figures(ofNode: node, at: place * setting.cells[node].count + column)
  }

  /// By the index in the node's column; nil before the node's step.
  func figures(ofNode node: Int, at index: Int) -> NodeFigures? {
    if let lazy {
      return isOutside ? lazy.answer(node, index) : lazy.figures(node, index)
    }
    return table[node].indices.contains(index) ? table[node][index] : nil
  }

  /// Evaluates an expression in the context of a node's cell, against finished results.
  ///
  /// `own` is what `value`, `shown` and `score` mean in it. The node's policies apply as they did to
  /// its formula, unless `own` is given (score, class and rank know no policies) or
  /// `applyingPolicies` is false (conditions). `beforeRounding` is how the other members of a
  /// population read `value`: in a score, as it was before `round`.
  package func evaluate(
    _ expression: ExpressionID, node: Int?, subject: Int, period: Period, cell: Cell = .total,
    own: NodeFigures? = nil, beforeRounding: Bool = false, applyingPolicies: Bool = true
  ) -> Figure {
    var scope = Scope(
      node: node, name: node.map { setting.program.nodes[$0].name } ?? "", subject: subject,
      period: period, cell: cell)
    scope.own = own
    var lines: [Resolved<Policy>] = []
    if let node {
      scope.memory = Memory(reading: {
        let figures = self.figures(ofNode: node, at: $0)
        return beforeRounding ? figures?.beforeRounding : figures
      })
      if own == nil, applyingPolicies { lines = setting.rules(of: node, for: subject).policies }
      if let figures = figures(node: node, subject: subject, period: period, cell: cell) {
        scope.operands = figures.operands.compactMap(\.combined)
      }
    }
    var evaluation = Evaluation(self, scope, lines)
    return evaluation.figure(expression)
  }
}
