import PMMDiagnostics
import PMMIR
internal import PMMNumber

/// Score rules, classes and alternatives.
extension ProgramDiff {
  mutating func compareScores(_ pair: RulePair) {
    let (before, after) = (pair.before.rules.score.value, pair.after.rules.score.value)
    switch (before, after) {
    case (.none, _): tell(.becomesScored, .score, pair)
    case (_, .none): tell(.noLongerScored, .score, pair)
    case (.linear(let one), .linear(let other)): compare(one, other, nil, pair)
    case (.log(let one), .log(let other)): compare(one, other, nil, pair)
    case (.linear(let one), .log(let other)):
      compare(one, other, ("in a line", "by logarithms"), pair)
    case (.log(let one), .linear(let other)):
      compare(one, other, ("by logarithms", "in a line"), pair)
    case (.rows(let one, let list), .rows(let other, let others)):
      if pair.before.form.text(one) != pair.after.form.text(other) {
        tell(.scoreRuleChanged, .score, pair, ["old": "other bands", "new": "bands"])
      } else {
        compareRows(list, others, .score, pair)
      }
    case (.formula, .formula): tell(.formulaChanged, .score, pair, ["clause": "score"])
    case (.population, .population): tell(.populationScoreChanged, .score, pair)
    default:
      tell(.scoreRuleChanged, .score, pair, ["old": before.words, "new": after.words])
    }
  }

  private mutating func compare(
    _ before: Goalposts, _ after: Goalposts, _ curve: (old: String, new: String)?, _ pair: RulePair
  ) {
    let forms = (pair.before.form, pair.after.form)
    func words(_ one: ExpressionID, _ other: ExpressionID) -> Arguments {
      ["old": old.words(one), "new": new.words(other)]
    }
    if forms.0.text(before.worst) != forms.1.text(after.worst) {
      tell(.worstChanged, .score, pair, words(before.worst, after.worst))
    }
    if forms.0.text(before.best) != forms.1.text(after.best) {
      tell(.bestChanged, .score, pair, words(before.best, after.best))
    }
    if let curve {
      tell(.curveChanged, .score, pair, ["old": curve.old, "new": curve.new])
    } else if before.power != after.power {
      func words(_ power: Rational?) -> String { "with the power \(power?.exactText ?? "1")" }
      tell(
        .curveChanged, .score, pair, ["old": words(before.power), "new": words(after.power)])
    }
    if before.isClamped != after.isClamped {
      tell(
        .clampingChanged, .score, pair,
        ["new": after.isClamped ? "stay at the ends" : "go beyond the ends"])
    }
  }

  mutating func compareClasses(_ pair: RulePair) {
    let (before, after) = (pair.before.rules.classification, pair.after.rules.classification)
    guard let one = before?.value else { return tell(.classAdded, .classification, pair) }
    guard let other = after?.value else { return tell(.classRemoved, .classification, pair) }
    if pair.before.form.text(one.by) != pair.after.form.text(other.by)
      || old.scales[one.scale].name != new.scales[other.scale].name
    {
      tell(.classBasisChanged, .classification, pair)
    } else {
      compareRows(one.rows, other.rows, .classification, pair)
    }
  }

  /// Bands, from the lowest: how many, where they end, and what they give.
  private mutating func compareRows(
    _ before: [Row], _ after: [Row], _ clause: RuleClause, _ pair: RulePair
  ) {
    let (one, other) = (Bands(before), Bands(after))
    let arguments: Arguments = ["clause": clause.word]
    if before.count != after.count {
      return tell(
        before.count < after.count ? .bandAdded : .bandRemoved, clause, pair,
        arguments.merging(["old": "\(before.count)", "new": "\(after.count)"]))
    }
    let unit = (pair.before.unit(of: clause), pair.after.unit(of: clause))
    if one.edges.count == other.edges.count, !one.edges.isEmpty {
      for (first, second) in zip(one.edges, other.edges) where first != second {
        let words = (
          unit.0?.text(first.value) ?? first.value.exactText,
          unit.1?.text(second.value) ?? second.value.exactText
        )
        if first.value == second.value {
          tell(.edgeChanged, clause, pair, arguments.merging(["edge": words.1]))
        } else {
          tell(
            first.value < second.value ? .thresholdRaised : .thresholdLowered, clause, pair,
            arguments.merging(["old": words.0, "new": words.1]))
        }
      }
    } else if one.edges.count != other.edges.count {
      return tell(
        .bandResultChanged, clause, pair, arguments.merging(["old": "other bands", "new": "bands"]))
    }
    let results = (
      ordered(before, one).map { (pair.before.form.text($0.result), old.words($0.result)) },
      ordered(after, other).map { (pair.after.form.text($0.result), new.words($0.result)) }
    )
    let patterns = (
      before.map { pair.before.pattern($0.pattern) }, after.map { pair.after.pattern($0.pattern) }
    )
    if one.edges.isEmpty, Set(patterns.0) != Set(patterns.1) {
      return tell(
        .bandResultChanged, clause, pair, arguments.merging(["old": "other bands", "new": "bands"]))
    }
    for (first, second) in zip(results.0, results.1) where first.0 != second.0 {
      tell(
        .bandResultChanged, clause, pair,
        arguments.merging(["old": first.1, "new": second.1]))
    }
  }

  /// From the lowest band; rows without bounds as they are written, by pattern.
  private func ordered(_ rows: [Row], _ bands: Bands) -> [Row] {
    rows.sorted { Bands.start($0) < Bands.start($1) }
  }

  // MARK: Alternatives

  mutating func compareOptions(_ indices: (old: Int, new: Int)) {
    let (before, after) = (old.nodes[indices.old], new.nodes[indices.new])
    let path = path(ofNew: indices.new)
    for option in before.alternatives
    where !after.alternatives.contains(where: { $0.name == option.name }) {
      if after.isRoot { continue }
      report(
        .optionRemoved, at: path + [option.name], ["name": after.name, "option": option.name],
        option.location, nil)
    }
    for option in after.alternatives {
      guard let earlier = before.alternatives.first(where: { $0.name == option.name }) else {
        report(
          .optionAdded, at: path + [option.name], ["name": after.name, "option": option.name], nil,
          option.location)
        continue
      }
      compare(
        earlier.comparability, option.comparability, path + [option.name],
        "\(after.name).\(option.name)", earlier.location, option.location)
      if earlier.title != option.title {
        report(
          .titleEdited, at: path + [option.name, "title"],
          ["name": "\(after.name).\(option.name)", "old": earlier.title, "new": option.title],
          earlier.location, option.location)
      }
      compareSheets(
        earlier.sheet, option.sheet, path + [option.name], "\(after.name).\(option.name)")
      let pair = RulePair(
        name: after.name, path: path + [option.name], before: RuleTexts(earlier.rules, oldForm),
        after: RuleTexts(option.rules, newForm), places: (earlier.location, option.location),
        option: option.name)
      compareOption(pair, RuleTexts(before.rules, oldForm), RuleTexts(after.rules, newForm))
    }
    if after.isRoot { compareFrameworkOptions() }
  }

  /// What an alternative has from the node's own rules is told there.
  private mutating func compareOption(
    _ pair: RulePair, _ base: RuleTexts, _ laterBase: RuleTexts
  ) {
    let isShared = pair.before.program.alternatives.contains { $0.name == pair.option }
    for clause in RuleClause.allCases {
      let texts = (pair.before.text(clause), pair.after.text(clause))
      if texts.0 == texts.1 {
        if pair.after.location(clause) != laterBase.location(clause) {
          compareWriting(clause, pair, shared: isShared ? "the framework" : nil)
        }
        continue
      }
      guard texts.0 != base.text(clause) || texts.1 != laterBase.text(clause) else { continue }
      let places = pair.locations(clause)
      report(
        .optionRulesChanged, at: pair.path + [clause.word],
        ["name": pair.name, "option": pair.option ?? "", "clause": clause.word], places.0, places.1,
        nodes: [pair.name], shared: isShared ? "the framework" : nil, clause: clause.word)
    }
  }

  private mutating func compareFrameworkOptions() {
    let root = new.head.name
    for option in old.alternatives
    where !new.alternatives.contains(where: { $0.name == option.name }) {
      report(
        .frameworkOptionRemoved, at: [root, option.name], ["option": option.name], option.location,
        nil)
    }
    for option in new.alternatives {
      guard let earlier = old.alternatives.first(where: { $0.name == option.name }) else {
        report(
          .frameworkOptionAdded, at: [root, option.name], ["option": option.name], nil,
          option.location)
        continue
      }
      compare(
        earlier.comparability, option.comparability, [root, option.name], option.name,
        earlier.location, option.location)
      compareSheets(earlier.sheet, option.sheet, [root, option.name], option.name)
      for pair in nodes.pairs
      where earlier.rules.indices.contains(pair.old) && option.rules.indices.contains(pair.new) {
        compareOption(
          RulePair(
            name: new.nodes[pair.new].name, path: path(ofNew: pair.new) + [option.name],
            before: RuleTexts(earlier.rules[pair.old], oldForm),
            after: RuleTexts(option.rules[pair.new], newForm),
            places: (earlier.location, option.location), option: option.name),
          RuleTexts(old.nodes[pair.old].rules, oldForm),
          RuleTexts(new.nodes[pair.new].rules, newForm))
      }
    }
  }
}

/// Where bands of constants meet.
private struct Bands {
  struct Edge: Hashable {
    var value: Rational
    /// Whether the value itself belongs to the band below.
    var isBelow: Bool
  }
  /// The lowest first.
  let edges: [Edge]

  init(_ rows: [Row]) {
    var edges: Set<Edge> = []
    for row in rows {
      guard case .interval(let bounds) = row.pattern else { continue }
      if let lower = bounds.lower { edges.insert(Edge(value: lower, isBelow: bounds.lowerIsOpen)) }
      if let upper = bounds.upper { edges.insert(Edge(value: upper, isBelow: !bounds.upperIsOpen)) }
    }
    self.edges = edges.sorted { ($0.value, $0.isBelow ? 1 : 0) < ($1.value, $1.isBelow ? 1 : 0) }
  }

  /// Where a row is among the others.
  static func start(_ row: Row) -> Start {
    switch row.pattern {
    case .interval(let bounds): Start(isLast: false, value: bounds.lower, text: "")
    case .equals(let id): Start(isLast: false, value: nil, text: "\(id.index)")
    case .anything: Start(isLast: true, value: nil, text: "")
    }
  }

  struct Start: Comparable {
    var isLast: Bool
    var value: Rational?
    var text: String

    static func < (left: Start, right: Start) -> Bool {
      if left.isLast != right.isLast { return right.isLast }
      switch (left.value, right.value) {
      case (nil, nil): return false
      case (nil, _): return true
      case (_, nil): return false
      case (let one?, let other?): return one < other
      }
    }
  }
}

extension RuleTexts {
  /// The unit of what bands are bands of, if it is the node's own.
  func unit(of clause: RuleClause) -> Unit? {
    let by: ExpressionID? =
      switch (clause, rules.score.value, rules.classification?.value) {
      case (.score, .rows(let by, _), _): by
      case (.classification, _, let classification?): classification.by
      default: nil
      }
    return by.flatMap { program[$0].type.unit }
  }
}
