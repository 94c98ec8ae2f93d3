internal import PMMDiagnostics

/// Everything that decides a node's figures: its clauses, defaults already put in.
package struct Rules: Hashable, Sendable {
  package var body: Resolved<Body>
  /// The type and unit of the value.
  package var type: ValueType
  package var conditions: [Resolved<Condition>]
  package var policies: [Resolved<Policy>]
  package var needs: Resolved<Floor>?
  package var weight: Resolved<ExpressionID>?
  package var score: Resolved<ScoreRule>
  package var showValue: Resolved<Decimals>?
  private var rare: Boxed<Rare>?

  /// What few nodes have: it stands apart, because rules are handed around whole.
  private struct Rare: Hashable, Sendable {
    var breakdown: Resolved<NodeBreakdown>?
    var componentWeights: Resolved<Int>?
    var imputation: Resolved<Imputation>?
    var treatment: Resolved<Treatment>?
    var scoredCell = Cell.total
    var roundValue: Resolved<Decimals>?
    var roundScore: Resolved<Decimals>?
    var showScore: Resolved<Decimals>?
    var classification: Resolved<Classification>?
    var ranking: Resolved<Ranking>?
  }

  package init(body: Resolved<Body>, type: ValueType, score: Resolved<ScoreRule>) {
    self.body = body
    self.type = type
    self.score = score
    conditions = []
    policies = []
    needs = nil
    weight = nil
    showValue = nil
    rare = nil
  }

  /// Whether it is a heading, which is never scored.
  package var isHeading: Bool { if case .heading = body.value { true } else { false } }

  package var hasScore: Bool { if case .none = score.value { false } else { true } }

  private mutating func change(_ body: (inout Rare) -> Void) {
    rare.change(from: Rare(), body)
  }
}

// MARK: What few nodes have

extension Rules {
  package var breakdown: Resolved<NodeBreakdown>? {
    get { rare?.wrappedValue.breakdown }
    set { change { $0.breakdown = newValue } }
  }

  /// `weights principal_component over P`: the children's weights come from the data of this
  /// population (index in `Program.populations`).
  package var componentWeights: Resolved<Int>? {
    get { rare?.wrappedValue.componentWeights }
    set { change { $0.componentWeights = newValue } }
  }

  package var imputation: Resolved<Imputation>? {
    get { rare?.wrappedValue.imputation }
    set { change { $0.imputation = newValue } }
  }

  package var treatment: Resolved<Treatment>? {
    get { rare?.wrappedValue.treatment }
    set { change { $0.treatment = newValue } }
  }

  /// `at import`: the cell that is scored.
  package var scoredCell: Cell {
    get { rare?.wrappedValue.scoredCell ?? .total }
    set { change { $0.scoredCell = newValue } }
  }

  package var roundValue: Resolved<Decimals>? {
    get { rare?.wrappedValue.roundValue }
    set { change { $0.roundValue = newValue } }
  }

  package var roundScore: Resolved<Decimals>? {
    get { rare?.wrappedValue.roundScore }
    set { change { $0.roundScore = newValue } }
  }

  package var showScore: Resolved<Decimals>? {
    get { rare?.wrappedValue.showScore }
    set { change { $0.showScore = newValue } }
  }

  package var classification: Resolved<Classification>? {
    get { rare?.wrappedValue.classification }
    set { change { $0.classification = newValue } }
  }

  package var ranking: Resolved<Ranking>? {
    get { rare?.wrappedValue.ranking }
    set { change { $0.ranking = newValue } }
  }
}
