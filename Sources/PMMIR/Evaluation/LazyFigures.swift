package import PMMNumber
internal import Synchronization

/// The reference evaluator for single figures: each is computed when somebody asks for it, with
/// everything that it needs, and kept. It takes the same steps as `evaluate`, which is what makes it
/// the judge of whatever a faster engine cannot decide.
///
/// Every question goes through one lock: a figure is computed once, by one thread.
package final class LazyFigures: @unchecked Sendable {
  /// How far a node's figures have come.
  package enum Stage: Int, Sendable {
    case observed, imputed, treated, given, scored, final
  }

  /// What is known about a population without looking at its members: the lowest and the highest of a
  /// node's values in the group that a subject sees. Nil: look.
  package typealias Ends =
    @Sendable (
      _ node: Int, _ cell: Cell, _ population: Int, _ place: Int
    ) -> (least: Rational, most: Rational)?
  /// The rank at an index of a node's column, or why there is none.
  package typealias RankAt =
    @Sendable (_ node: Int, _ index: Int) -> (rank: Rational?, reason: Reason?)
  /// What `treat` made of the value at an index of a node's column. Nil: look at the column.
  package typealias Treated = @Sendable (_ node: Int, _ index: Int) -> TreatedAs?

  /// What is evaluated.
  package let setting: Setting
  private let wanted: Set<Int>
  /// Whether sets are written down, for who explains a figure.
  private let keepsSets: Bool
  private let lock = Mutex(())
  private var found: [[Int: Found]]
  /// A class, so that a place in a table takes no more than a reference.
  private final class Found {
    let figures: NodeFigures

    init(_ figures: NodeFigures) { self.figures = figures }
  }

  /// How many figures are kept that can be forgotten, which treated ones may not be, and from how many on
  /// they are forgotten before the next question: about a hundred megabytes.
  private var count = 0
  private static let most = 1 << 17
  private var memories: [Int: Memory] = [:]
  private var treated: [Int: [TreatmentKey: TreatmentReport?]] = [:]
  private var ranked: [Int: [Int: Results.Rank]] = [:]
  private var endsKnown: Ends?
  private var rankKnown: RankAt?
  private var treatedKnown: Treated?

  /// Nothing is computed yet. `ranks` and `treated` say what need not be found out again.
  package init(
    _ setting: Setting, keepsSets: Bool, ranks: RankAt? = nil, treated: Treated? = nil
  ) {
    rankKnown = ranks
    treatedKnown = treated
    self.setting = setting
    wanted = setting.wantedNodes
    self.keepsSets = keepsSets
    found = Array(repeating: [:], count: setting.program.nodes.count * 6)
  }

  /// Says what need not be found out again. All must be exact.
  package func know(ends: @escaping Ends, ranks: @escaping RankAt, treated: @escaping Treated) {
    endsKnown = ends
    rankKnown = ranks
    treatedKnown = treated
  }

  /// Forgets the figures of a node, and who is in its groups, because most of them were there for one
  /// question: who is asked again computes again. What a whole group shares is kept.
  package func forget(_ node: Int) {
    lock.withLock { _ in
      forgetFigures(of: node)
      for key in node * 6..<(node + 1) * 6 {
        memories[key]?.members = [:]
        memories[key]?.samples = [:]
      }
    }
  }

  /// All but a column that was treated here.
  private func forgetFigures(of node: Int) {
    for stage in 0..<6 where stage != Stage.treated.rawValue || treated[node] == nil {
      if stage != Stage.treated.rawValue { count -= found[node * 6 + stage].count }
      found[node * 6 + stage] = [:]
    }
  }

  private func keep(_ figures: NodeFigures, _ stage: Stage, _ node: Int, _ index: Int) {
    let old = found[node * 6 + stage.rawValue].updateValue(Found(figures), forKey: index)
    if old == nil, stage != .treated { count += 1 }
  }

  /// One question at a time, with few enough figures kept from those before it.
  private func answered<Answer>(_ answer: () -> Answer) -> Answer {
    lock.withLock { _ in
      if count > Self.most { for node in setting.program.nodes.indices { forgetFigures(of: node) } }
      return answer()
    }
  }

  // MARK: Questions from outside

  /// The figures at an index of a node's column: `place * cells + cell`.
  package func figures(_ stage: Stage, node: Int, index: Int) -> NodeFigures? {
    answered { figures(stage, node, index) }
  }

  /// An expression as the members of a set, or a clause of the node, read it at one place: without the
  /// node's policies. `own` says of which stage `value` is, if it means anything.
  package func figure(
    _ expression: ExpressionID, node: Int?, place: Int, cell: Cell, own: Stage?
  ) -> Figure {
    answered {
      var scope = scope(node, place, cell)
      if let node, let own, let column = setting.cells[node].firstIndex(of: cell) {
        let index = place * setting.cells[node].count + column
        scope.memory = memory(node, own)
        scope.own = figures(own, node, index)
      } else if let node {
        scope.memory = memory(node, .observed)
      }
      var evaluation = Evaluation(results, scope, [])
      return evaluation.figure(expression)
    }
  }

  /// Whether the subject of a place belongs to a population.
  package func isMember(_ population: Int, place: Int) -> Bool {
    answered {
      let place = setting.places[place]
      return results.isMember(
        population, subject: place.subject, period: place.period, Memory())
    }
  }

  /// The weights of a node's operands that its data gives, as one place sees them.
  package func weights(node: Int, place: Int) -> [Figure] {
    answered {
      let subject = setting.places[place].subject
      guard let population = setting.rules(of: node, for: subject).componentWeights?.value else {
        return []
      }
      var scope = scope(node, place, .total)
      scope.memory = memory(node, .observed)
      return results.componentWeights(
        of: results.operandNodes(of: node, for: subject), over: population, scope)
    }
  }

  /// Results that answer from here, to any number of threads.
  package var lazyResults: Results { Results(setting, lazy: self, isOutside: true) }

  /// What `Results.figures` says.
  func answer(_ node: Int, _ index: Int) -> NodeFigures? {
    answered { figures(node, index) }
  }

  /// A node's figures as they enter the score. Only for who is asked by `Ends`: the question that led
  /// there holds the lock.
  package func entering(_ node: Int, _ index: Int) -> NodeFigures? {
    figures(.given, node, index)
  }

  // MARK: Answers

  private var results: Results { Results(setting, lazy: self, isOutside: false) }

  private func scope(_ node: Int?, _ place: Int, _ cell: Cell) -> Scope {
    let name = node.map { setting.program.nodes[$0].name } ?? ""
    let at = setting.places[place]
    var scope = Scope(
      node: node, name: name, subject: at.subject, period: at.period, cell: cell)
    if keepsSets { scope.log = SetLog() }
    return scope
  }

  /// What a stage has found out; its members' own figures are those that enter it.
  private func memory(_ node: Int, _ stage: Stage) -> Memory {
    let key = node * 6 + stage.rawValue
    if let known = memories[key] { return known }
    let memory = Memory(reading: { [unowned self] in figures(stage, node, $0) })
    memories[key] = memory
    return memory
  }

  private func figures(_ stage: Stage, _ node: Int, _ index: Int) -> NodeFigures? {
    guard wanted.contains(node), index >= 0,
      index < setting.places.count * setting.cells[node].count
    else { return nil }
    if let known = found[node * 6 + stage.rawValue][index] { return known.figures }
    let figures = computed(stage, node, index)
    if let figures { keep(figures, stage, node, index) }
    return figures
  }

  private func computed(_ stage: Stage, _ node: Int, _ index: Int) -> NodeFigures? {
    let cells = setting.cells[node]
    var scope = scope(node, index / cells.count, cells[index % cells.count])
    let rules = setting.rules(of: node, for: scope.subject)
    guard setting.has(node, scope.subject), rules.cells.contains(scope.cell) else { return nil }
    switch stage {
    case .observed:
      // Nothing of the node's own is there yet.
      scope.memory = memory(node, .observed)
      return results.computed(node, scope)
    case .imputed:
      guard let before = figures(.observed, node, index) else { return nil }
      guard rules.imputation != nil else { return before }
      scope.memory = memory(node, .observed)
      return results.imputed(before, node, scope)
    case .treated:
      return figures(.imputed, node, index).map { treated($0, node, index, scope) }
    case .given:
      return figures(.treated, node, index).map { results.given($0, node, scope) }
    case .scored:
      scope.memory = memory(node, .given)
      return figures(.given, node, index).map { results.scored($0, node, scope) }
    case .final:
      guard let before = figures(.scored, node, index) else { return nil }
      guard rules.classification != nil || setting.options.bounds else { return before }
      scope.memory = memory(node, .scored)
      return results.classified(before, node, scope)
    }
  }

  /// A figure after `treat`, which looks at the column of its group.
  private func treated(
    _ before: NodeFigures, _ node: Int, _ index: Int, _ scope: Scope
  ) -> NodeFigures {
    guard let treatment = setting.rules[node].treatment?.value else { return before }
    func number(_ index: Int) -> Rational? { figures(.imputed, node, index)?.exactValue.number }
    switch treatedKnown?(node, index) {
    case .itself: return before
    case .other(let other): return number(other).map { before.treated(to: $0) } ?? before
    case .logarithm(let least, let most):
      guard let value = before.exactValue.number, let least = number(least),
        let most = number(most),
        let logarithm = Results.treatedLogarithm(of: value, least: least, most: most)
      else { return before }
      return before.treated(to: logarithm)
    case nil:
      let population = setting.program.populations[treatment.population]
      guard
        let group = results.group(population, subject: scope.subject, period: scope.period)
      else { return before }
      treatColumn(node, TreatmentKey(group: group, cell: scope.cell))
      return found[node * 6 + Stage.treated.rawValue][index]?.figures ?? before
    }
  }

  /// Treats one column, if it was not before.
  private func treatColumn(_ node: Int, _ key: TreatmentKey) {
    guard treated[node]?[key] == nil else { return }
    let done = results.treated(node, key, memory(node, .imputed)) { figures(.imputed, node, $0) }
    treated[node, default: [:]][key] = .some(done?.report)
    for (index, figures) in done?.figures ?? [:] {
      keep(figures, .treated, node, index)
    }
  }

  // MARK: For the evaluator, under the lock

  /// What `Results.figures` says: the final figures, and their rank.
  func figures(_ node: Int, _ index: Int) -> NodeFigures? {
    guard var figures = figures(.final, node, index) else { return nil }
    guard setting.rules[node].ranking != nil else { return figures }
    if let rankKnown {
      (figures.rank, figures.rankReason) = rankKnown(node, index)
      return figures
    }
    let rank = ranks(of: node)[index]
    (figures.rank, figures.rankReason) = (rank?.rank, rank?.reason)
    return figures
  }

  private func ranks(of node: Int) -> [Int: Results.Rank] {
    if let known = ranked[node] { return known }
    // While they are being computed there are none.
    ranked[node] = [:]
    let ranks = Dictionary(
      results.ranks(of: node).map { ($0.index, $0.rank) }, uniquingKeysWith: { first, _ in first })
    ranked[node] = ranks
    return ranks
  }

  /// Asked for by reports alone, so from outside.
  func treatment(of node: Int, _ key: TreatmentKey) -> TreatmentReport? {
    lock.withLock { _ in
      treatColumn(node, key)
      return treated[node]?[key] ?? nil
    }
  }

  func ends(
    _ node: Int, _ cell: Cell, _ population: Int, subject: Int, period: Period
  ) -> (least: Rational, most: Rational)? {
    guard let endsKnown,
      let place = setting.index(of: .init(subject: subject, period: period))
    else { return nil }
    return endsKnown(node, cell, population, place)
  }
}

extension LazyFigures {
  /// The children that are operands: those whose rules give a score.
  package func operandNodes(of node: Int) -> [Int] { lazyResults.operandNodes(of: node) }

  /// The descendants of a level that have no children themselves, in the order of the tree.
  package func leaves(of level: String, below node: Int) -> [Int] {
    lazyResults.leaves(of: level, below: node)
  }
}
