import PMMDiagnostics
import PMMIR
internal import PMMNumber

/// The rules of a node in both editions, clause by clause.
struct RulePair {
  let name: String
  let path: [String]
  let before: RuleTexts
  let after: RuleTexts
  /// Where the sheets are, for clauses that only one of them has.
  let places: (Location?, Location?)
  /// The alternative whose rules they are; nil for the node's own.
  var option: String?

  func locations(_ clause: RuleClause) -> (Location?, Location?) {
    (before.location(clause) ?? places.0, after.location(clause) ?? places.1)
  }
}

extension ProgramDiff {
  mutating func compareRules(_ indices: (old: Int, new: Int)) {
    let (before, after) = (old.nodes[indices.old], new.nodes[indices.new])
    let pair = RulePair(
      name: after.name, path: path(ofNew: indices.new),
      before: RuleTexts(before.rules, oldForm), after: RuleTexts(after.rules, newForm),
      places: (before.sheet.location, after.sheet.location))
    if let option = newDefault(indices, pair) {
      report(
        .defaultChanged, at: pair.path, ["name": pair.name, "option": option], pair.places.0,
        pair.places.1, nodes: [pair.name])
      return
    }
    compareWeights(indices)
    for clause in RuleClause.allCases where clause != .weight {
      if pair.before.text(clause) == pair.after.text(clause) {
        compareWriting(clause, pair)
      } else {
        compare(clause, pair)
      }
    }
  }

  /// The alternative of the old edition whose rules are the node's own now, if the node's own became
  /// an alternative.
  private func newDefault(_ indices: (old: Int, new: Int), _ pair: RulePair) -> String? {
    let (before, after) = (old.nodes[indices.old], new.nodes[indices.new])
    let (own, other) = (pair.before.all, pair.after.all)
    guard own != other,
      after.alternatives.contains(where: { RuleTexts($0.rules, newForm).all == own })
    else { return nil }
    return before.alternatives.first { RuleTexts($0.rules, oldForm).all == other }?.name
  }

  /// Clauses that mean the same but are not written the same.
  mutating func compareWriting(_ clause: RuleClause, _ pair: RulePair, shared: String? = nil) {
    guard [.body, .conditions, .score, .classification].contains(clause) else { return }
    let literal = (
      RuleTexts(pair.before.rules, oldForm.literal), RuleTexts(pair.after.rules, newForm.literal)
    )
    guard literal.0.text(clause) != literal.1.text(clause),
      // A unit that only has another scale changes what is written nowhere.
      pair.before.scale == pair.after.scale
    else { return }
    let places = pair.locations(clause)
    let name = pair.option.map { "\(pair.name).\($0)" } ?? pair.name
    report(
      .formulaEqual, at: pair.path + [clause.word], ["name": name, "clause": clause.word], places.0,
      places.1, verdict: .proved, shared: shared, clause: clause.word)
  }

  mutating func tell(
    _ code: ChangeCode, _ clause: RuleClause, _ pair: RulePair, _ arguments: Arguments = [:],
    effects: Effects? = nil
  ) {
    let source = pair.after.source(clause) ?? pair.before.source(clause)
    let places =
      source?.isShared == true
      ? (pair.before.location(clause), pair.after.location(clause)) : pair.locations(clause)
    report(
      code, at: pair.path + [clause.word], (["name": pair.name] as Arguments).merging(arguments),
      places.0, places.1, effects: effects, nodes: [pair.name],
      shared: source.flatMap { $0.isShared ? $0.description : nil }, clause: clause.word)
  }

  private mutating func compare(_ clause: RuleClause, _ pair: RulePair) {
    let (before, after) = (pair.before.rules, pair.after.rules)
    switch clause {
    case .body: compareBodies(pair)
    case .unit: compareUnits(pair)
    case .breakdown: compareBreakdowns(pair)
    case .conditions: compareConditions(pair)
    case .policies: tell(.missingPolicyChanged, clause, pair)
    case .needs: compareFloors(pair)
    case .weight: break
    case .componentWeights:
      let names = (pair.before.text(clause), pair.after.text(clause))
      if before.componentWeights == nil {
        tell(.dataWeightsAdded, clause, pair)
      } else if after.componentWeights == nil {
        tell(.dataWeightsRemoved, clause, pair)
      } else {
        tell(.dataWeightsChanged, clause, pair, ["old": names.0, "new": names.1])
      }
    case .imputation:
      tell(
        before.imputation == nil
          ? .imputationAdded : after.imputation == nil ? .imputationRemoved : .imputationChanged,
        clause, pair)
    case .treatment:
      tell(
        before.treatment == nil
          ? .treatmentAdded : after.treatment == nil ? .treatmentRemoved : .treatmentChanged,
        clause, pair)
    case .score: compareScores(pair)
    case .scoredCell:
      func words(_ text: String) -> String { text.isEmpty ? "the total" : text }
      tell(
        .scoredCellChanged, clause, pair,
        ["old": words(pair.before.cell), "new": words(pair.after.cell)])
    case .roundValue, .roundScore: compareDecimals(clause, .roundingChanged, pair)
    case .showValue, .showScore: compareDecimals(clause, .displayChanged, pair)
    case .classification: compareClasses(pair)
    case .ranking:
      tell(
        before.ranking == nil ? .rankAdded : after.ranking == nil ? .rankRemoved : .rankChanged,
        clause, pair)
    }
  }

  private mutating func compareDecimals(
    _ clause: RuleClause, _ code: ChangeCode, _ pair: RulePair
  ) {
    func words(_ text: String) -> String { text.isEmpty ? "no rounding" : text }
    let isShown = code == .displayChanged
    let isRead = isShown && (old.readsShown(of: pair.name) || new.readsShown(of: pair.name))
    tell(
      code, clause, pair,
      [
        "part": clause == .roundValue || clause == .showValue ? "value" : "score",
        "old": words(pair.before.text(clause)), "new": words(pair.after.text(clause)),
      ], effects: isRead ? .comparability : nil)
  }

  // MARK: Values

  private mutating func compareBodies(_ pair: RulePair) {
    let (before, after) = (pair.before.rules.body.value, pair.after.rules.body.value)
    switch (before, after) {
    case (.formula(let one), .formula(let other)): compareFormulas(one, other, pair)
    case (.combine(.custom), .combine(.custom)):
      tell(.formulaChanged, .body, pair, ["clause": "combination"])
    case (.combine(let one), .combine(let other)):
      tell(.combinationChanged, .body, pair, ["old": one.words, "new": other.words])
    default:
      tell(.bodyChanged, .body, pair, ["old": before.words, "new": after.words])
    }
  }

  private mutating func compareFormulas(
    _ one: ExpressionID, _ other: ExpressionID, _ pair: RulePair
  ) {
    func isEqual(erasing erased: Erased) -> Bool {
      let forms = (
        oldForm.under(pair.before.rules).erasing(erased),
        newForm.under(pair.after.rules).erasing(erased)
      )
      return forms.0.text(one, times: pair.before.scale)
        == forms.1.text(other, times: pair.after.scale)
    }
    if isEqual(erasing: .periods), let change = readPeriods(one, other) {
      tell(.referencePeriodChanged, .body, pair, change)
    } else if isEqual(erasing: .cells), let change = scopes(one, other) {
      tell(change.code, .body, pair, change.arguments)
    } else {
      tell(.formulaChanged, .body, pair, ["clause": "formula"])
    }
  }

  /// The one input that is read of another period.
  private func readPeriods(_ one: ExpressionID, _ other: ExpressionID) -> Arguments? {
    let (before, after) = (old.selections(in: one, oldForm), new.selections(in: other, newForm))
    let gone = before.filter { !after.contains($0) }
    let come = after.filter { !before.contains($0) }
    guard let first = gone.first, let second = come.first(where: { $0.input == first.input }) else {
      return nil
    }
    func words(_ read: Read) -> String {
      switch read.period {
      case .offset(0): "T"
      case .offset(let offset): offset < 0 ? "T\(offset)" : "T+\(offset)"
      case .absolute(let period): period.description
      }
    }
    return ["input": first.input, "old": words(first), "new": words(second)]
  }

  /// The one input of which more or fewer cells are read, above or below the line.
  private func scopes(
    _ one: ExpressionID, _ other: ExpressionID
  ) -> (code: ChangeCode, arguments: Arguments)? {
    let (before, after) = (old.selections(in: one, oldForm), new.selections(in: other, newForm))
    let gone = before.filter { !after.contains($0) }
    let come = after.filter { !before.contains($0) }
    guard gone.count == 1, come.count == 1, gone[0].input == come[0].input,
      gone[0].isBelow == come[0].isBelow,
      gone[0].axes == come[0].axes || gone[0].cells.isEmpty
        || come[0].cells.isEmpty
    else { return nil }
    let (less, more) = (gone[0], come[0])
    let isWidened: Bool
    if more.cells.isEmpty || (!less.cells.isEmpty && less.cells.isSubset(of: more.cells)) {
      isWidened = true
    } else if less.cells.isEmpty || more.cells.isSubset(of: less.cells) {
      isWidened = false
    } else {
      return nil
    }
    func words(_ read: Read) -> String {
      read.cells.isEmpty
        ? "in total"
        : "at "
          + read.cells.map { String($0.split(separator: ":")[1]) }.sorted().joined(separator: ", ")
    }
    let code: ChangeCode =
      more.isBelow
      ? (isWidened ? .denominatorWidened : .denominatorNarrowed)
      : (isWidened ? .numeratorWidened : .numeratorNarrowed)
    return (code, ["input": more.input, "old": words(less), "new": words(more)])
  }

  private mutating func compareUnits(_ pair: RulePair) {
    let units = (pair.before.rules.type.unit, pair.after.rules.type.unit)
    let arguments: Arguments = ["old": pair.before.unit, "new": pair.after.unit]
    if let one = units.0, let other = units.1, one.hasDimension(of: other) {
      // The same unit under another name.
      if one.scale == other.scale, one.isPercent == other.isPercent {
        return tell(.displayChanged, .unit, pair, arguments.merging(["part": "unit"]))
      }
      return tell(.valueUnitConverted, .unit, pair, arguments)
    }
    tell(.valueUnitChanged, .unit, pair, arguments)
  }

  private mutating func compareBreakdowns(_ pair: RulePair) {
    let (before, after) = (pair.before.rules.breakdown?.value, pair.after.rules.breakdown?.value)
    switch (before, after) {
    case (nil, let by?):
      tell(.resultBrokenDown, .breakdown, pair, ["axis": new.axes[by.part.axis].name])
    case (let by?, nil):
      tell(.resultNotBrokenDown, .breakdown, pair, ["axis": old.axes[by.part.axis].name])
    default: tell(.breakdownOfResultChanged, .breakdown, pair)
    }
  }

  private mutating func compareConditions(_ pair: RulePair) {
    func texts(_ texts: RuleTexts) -> [String] {
      texts.rules.conditions.map { condition in
        var rules = texts.rules
        rules.conditions = [condition]
        return RuleTexts(rules, texts.form).text(.conditions)
      }
    }
    let (one, other) = (texts(pair.before), texts(pair.after))
    func keepsBack(_ texts: RuleTexts, _ own: [String], _ others: [String]) -> Bool {
      zip(texts.rules.conditions, own).allSatisfy { condition, text in
        if case .value = condition.value.result { others.contains(text) } else { true }
      }
    }
    if Set(one).isSubset(of: other), keepsBack(pair.after, other, one) {
      tell(.domainReduced, .conditions, pair)
    } else if Set(other).isSubset(of: one), keepsBack(pair.before, one, other) {
      tell(.domainExtended, .conditions, pair)
    } else {
      tell(.guardChanged, .conditions, pair)
    }
  }

  private mutating func compareFloors(_ pair: RulePair) {
    let (before, after) = (pair.before.rules.needs?.value, pair.after.rules.needs?.value)
    let arguments: Arguments = [
      "old": before?.words ?? "nothing", "new": after?.words ?? "nothing",
    ]
    guard let before else { return tell(.floorAdded, .needs, pair, arguments) }
    guard let after else { return tell(.floorRemoved, .needs, pair, arguments) }
    switch (before, after) {
    case (.weight(let one), .weight(let other)):
      tell(one < other ? .floorRaised : .floorLowered, .needs, pair, arguments)
    case (.children(let one), .children(let other)):
      tell(one < other ? .floorRaised : .floorLowered, .needs, pair, arguments)
    case (.coverage(let one, let level), .coverage(let other, let otherLevel))
    where level == otherLevel:
      tell(one < other ? .floorRaised : .floorLowered, .needs, pair, arguments)
    default: tell(.floorKindChanged, .needs, pair, arguments)
    }
  }

  // MARK: Weights

  /// Of a parent's children together: only their proportion counts.
  private mutating func compareWeights(_ indices: (old: Int, new: Int)) {
    let parent = new.nodes[indices.new]
    let children = nodes.pairs.filter { new.nodes[$0.new].parent == indices.new }
      .sorted { new.nodes[$0.new].name < new.nodes[$1.new].name }
    let changed = children.filter {
      RuleTexts(old.nodes[$0.old].rules, oldForm).text(.weight)
        != RuleTexts(new.nodes[$0.new].rules, newForm).text(.weight)
    }
    guard !changed.isEmpty else { return }
    let ratios = children.map { pair -> Rational? in
      guard let one = old.nodes[pair.old].rules.weight,
        let other = new.nodes[pair.new].rules.weight,
        let before = oldForm.polynomial(one.value).constant,
        let after = newForm.polynomial(other.value).constant
      else { return nil }
      return after.divided(by: before)
    }
    let isSameFamily =
      children.count == parent.children.count
      && children.count == old.nodes[indices.old].children.count
    if isSameFamily, let ratio = ratios[0], ratio.sign > 0, ratios.allSatisfy({ $0 == ratio }) {
      report(
        .weightsRescaled, at: path(ofNew: indices.new, "weight"),
        ["name": parent.name, "factor": ratio.exactText],
        old.nodes[children[0].old].rules.weight?.location,
        new.nodes[children[0].new].rules.weight?.location, verdict: .proved)
      return
    }
    for pair in changed {
      let (one, other) = (old.nodes[pair.old].rules.weight, new.nodes[pair.new].rules.weight)
      report(
        .weightChanged, at: path(ofNew: pair.new, "weight"),
        [
          "name": new.nodes[pair.new].name, "parent": parent.name,
          "old": one.map { old.words($0.value) } ?? "none",
          "new": other.map { new.words($0.value) } ?? "none",
        ], one?.location ?? old.nodes[pair.old].sheet.location,
        other?.location ?? new.nodes[pair.new].sheet.location, nodes: [parent.name],
        shared: (other ?? one).flatMap { $0.source.isShared ? $0.source.description : nil },
        clause: "weight")
    }
  }
}
