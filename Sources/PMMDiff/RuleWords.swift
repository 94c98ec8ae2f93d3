import PMMDiagnostics
import PMMIR
internal import PMMNumber

extension RuleClause {
  /// As the clause is written.
  var word: String {
    switch self {
    case .body: "formula"
    case .unit: "unit"
    case .breakdown: "by"
    case .conditions: "when"
    case .policies: "when missing"
    case .needs: "needs"
    case .weight: "weight"
    case .componentWeights: "weights"
    case .imputation: "impute"
    case .treatment: "treat"
    case .score, .scoredCell: "score"
    case .roundValue: "round value"
    case .roundScore: "round score"
    case .showValue: "show value"
    case .showScore: "show score"
    case .classification: "class"
    case .ranking: "rank"
    }
  }
}

extension RuleTexts {
  /// From which sheet a clause is.
  func source(_ clause: RuleClause) -> ClauseSource? {
    switch clause {
    case .body, .unit: rules.body.source
    case .breakdown: rules.breakdown?.source
    case .conditions: rules.conditions.first?.source
    case .policies: rules.policies.first?.source
    case .needs: rules.needs?.source
    case .weight: rules.weight?.source
    case .componentWeights: rules.componentWeights?.source
    case .imputation: rules.imputation?.source
    case .treatment: rules.treatment?.source
    case .score, .scoredCell: rules.score.source
    case .roundValue: rules.roundValue?.source
    case .roundScore: rules.roundScore?.source
    case .showValue: rules.showValue?.source
    case .showScore: rules.showScore?.source
    case .classification: rules.classification?.source
    case .ranking: rules.ranking?.source
    }
  }
}

extension Body {
  /// What kind of figure it makes.
  var words: String {
    switch self {
    case .formula: "computed by a formula"
    case .reported: "reported"
    case .combine: "combined from its parts"
    case .heading: "a heading without a figure"
    }
  }
}

extension Combination {
  var words: String {
    switch self {
    case .function(let function, let exponent):
      function.rawValue + (exponent.map { " with the exponent \($0.exactText)" } ?? "")
    case .custom(let name, _): "`\(name)`"
    }
  }
}

extension Floor {
  var words: String {
    switch self {
    case .weight(let share): Unit.percent.text(share)
    case .children(let count): "\(count) \(count == 1 ? "child" : "children")"
    case .coverage(let share, let level): "\(Unit.percent.text(share)) of \(level)"
    }
  }
}

extension ScoreRule {
  var words: String {
    switch self {
    case .none: "nothing"
    case .itself: "its own value"
    case .linear: "a line between goalposts"
    case .log: "a logarithm between goalposts"
    case .rows: "bands"
    case .formula: "a formula"
    case .population(let score): "its \(score.method.rawValue) among others"
    }
  }
}

/// An input as an expression reads it.
struct Read: Hashable {
  var input: String
  /// `axis:value`; empty is whatever is being computed, or the total.
  var cells: Set<String>
  var period: PeriodSelection
  /// Whether it is read below the line of a fraction.
  var isBelow: Bool

  var axes: Set<String> { Set(cells.map { String($0.split(separator: ":")[0]) }) }
}

extension Program {
  /// How an expression reads inputs, each way once, in order.
  func selections(in id: ExpressionID, _ form: NormalForm) -> [Read] {
    var found: [Read] = []
    func walk(_ id: ExpressionID, _ isBelow: Bool) {
      if case .binary(.divide, let above, let below) = self[id].operation {
        walk(above, isBelow)
        walk(below, !isBelow)
        return
      }
      if case .input(let input, let selection) = self[id].operation {
        let parts: [AxisPart] =
          switch selection.cells {
          case .current(let parts), .fixed(let parts): parts
          }
        let cells = parts.flatMap { part in
          part.values.map { "\(axes[part.axis].name):\(axes[part.axis].values[$0].name)" }
        }
        let read = Read(
          input: form.names.input(inputs[input].name), cells: Set(cells), period: selection.period,
          isBelow: isBelow)
        if !found.contains(read) { found.append(read) }
      }
      self[id].operation.children.forEach { walk($0, isBelow) }
    }
    walk(id, false)
    return found
  }

  /// Whether a rule reads the figure of a node as it is shown.
  func readsShown(of name: String) -> Bool {
    guard let node = node(named: name) else { return false }
    let isReadElsewhere = expressions.contains {
      if case .node(node, .shown, _) = $0.operation { true } else { false }
    }
    if isReadElsewhere { return true }
    var open = everyRules(of: node).flatMap(\.expressions)
    var seen: Set<ExpressionID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .own(.shown) = self[id].operation { return true }
      open += self[id].operation.children
    }
    return false
  }
}
