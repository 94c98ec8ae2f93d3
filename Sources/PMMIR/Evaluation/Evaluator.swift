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
  /// Where each place stands in `places`.
  package let placeIndex: [Dataset.SubjectPeriod: Int]

  /// Chooses the rules, and the places: those with a row.
  package init(_ program: Program, _ dataset: Dataset, _ options: EvaluationOptions) {
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
    inputs = program.inputs.map { ($0.breakdown, $0.isSummable, $0.disclosure) }
    cells = chosen.map(\.cells)
    var ranges = Ranges(program, .chosen(chosen))
    possibleScores = options.bounds ? chosen.indices.map { ranges.scoreBounds($0) } : []
    inputBreaks = program.inputs.map { input in program.seriesBreaks(ofInput: input).map(\.period) }
    nodeBreaks = program.nodes.map { node in
      program.seriesBreaks(node.sheet, named: node.name).map(\.period)
    }
    places = dataset.places
    placeIndex = Dictionary(
      places.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Rules {
  /// The total, unless there is none; the values of the breakdown; and the scored cell.
  fileprivate var cells: [Cell] {
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
  package func index(of place: Dataset.SubjectPeriod) -> Int? { setting.placeIndex[place] }

  /// The node's rules, of the chosen alternative.
  package func rules(of node: Int) -> Rules { setting.rules[node] }

  /// The cells that the node has figures for, the total first if there is one.
  package func cells(of node: Int) -> [Cell] { setting.cells[node] }

  /// Nil if the subject has no row in the period, or the node no such cell, or no value at all.
  package func figures(
    node: Int, subject: Int, period: Period, cell: Cell = .total
  ) -> NodeFigures? {
    guard let place = setting.placeIndex[.init(subject: subject, period: period)],
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
      if own == nil, applyingPolicies { lines = setting.rules[node].policies }
      if let figures = figures(node: node, subject: subject, period: period, cell: cell) {
        scope.operands = figures.operands.compactMap(\.combined)
      }
    }
    var evaluation = Evaluation(self, scope, lines)
    return evaluation.figure(expression)
  }
}
