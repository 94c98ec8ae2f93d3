internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

/// The clauses of one node, or of one of its alternatives, innermost first.
struct RuleClauses {
  var node: Int
  var alternative: String?
  var clauses: [ClauseRef] { didSet { taken = Self.taken(clauses) } }
  /// The bits of the slots that some clause is in: most that are asked for are not there.
  private var taken: UInt64

  init(node: Int, alternative: String?, clauses: [ClauseRef]) {
    self.node = node
    self.alternative = alternative
    self.clauses = clauses
    taken = Self.taken(clauses)
  }

  private static func taken(_ clauses: [ClauseRef]) -> UInt64 {
    clauses.reduce(0) { $0 | ($1.slotKind?.bit ?? 0) }
  }

  subscript(_ slot: Slot.Kind) -> ClauseRef? {
    taken & slot.bit == 0 ? nil : clauses.first { $0.slotKind == slot }
  }
}

extension Checker {
  mutating func lowerNode(_ index: Int) {
    guard progress[index] == .todo else { return }
    progress[index] = .running
    // A node that is checked on behalf of another stands deep inside it.
    let outerBase = baseDepth
    depth += 5
    baseDepth = depth
    activeNodes.append(index)
    defer {
      depth -= 5
      baseDepth = outerBase
      activeNodes.removeLast()
    }
    let source = nodeSources[index]
    for reference in source.clauses { checkPlace(reference, source) }
    let clauses = RuleClauses(
      node: index, alternative: nil, clauses: source.clauses + every[source.level])
    // A formula may reach other nodes, whose defines are not part of this one's round.
    let outer = use
    use = DefineUse()
    if let rules = lowerRules(clauses) {
      lowered[index] = rules
    } else {
      failedNodes.insert(index)
    }
    use = outer
    progress[index] = .done
  }

  /// `may use NAME …`: its block replaces the clauses that it states.
  mutating func lowerAlternatives() {
    for index in nodeSources.indices where nodeSources[index].hasAlternatives {
      let source = nodeSources[index]
      var names: [String: Span] = [:]
      for reference in source.clauses {
        guard
          case .mayUse(let name, let title, let comparability, let block) = reference.clause.kind
        else { continue }
        if let earlier = names[name.text] {
          report(
            .duplicateName, reference.tree, name.span,
            ["name": name.text, "kind": "an alternative"],
            related: [Location(file: reference.tree, span: earlier)])
          continue
        }
        names[name.text] = name.span
        let inner = ClauseRef.all(
          block.clauses, tree: reference.tree, source: .alternative(name.text))
        checkDuplicates(inner)
        for clause in inner { checkAlternativeClause(clause) }
        let clauses = RuleClauses(
          node: index, alternative: name.text,
          clauses: inner + source.clauses + every[source.level])
        guard let rules = lowerRules(clauses) else { continue }
        program.nodes[index].alternatives.append(
          Alternative(
            name: name.text, title: title.text,
            comparability: PMMIR.Comparability(rawValue: comparability.kind.rawValue)
              ?? .notComparable,
            rules: rules, sheet: textsOfAlternative(title, inner, reference.tree, name),
            location: Location(file: reference.tree, span: name.span)))
      }
      program.nodes[index].alternatives.sort { $0.name < $1.name }
    }
  }

  mutating func checkAlternativeClause(_ reference: ClauseRef) {
    switch reference.clause.kind {
    case .formula, .combine, .weight, .weights, .impute, .treat, .needs, .when, .score, .round,
      .show, .classification, .rank,
      .unit, .by, .text, .origin, .better:
      break
    case .reported: misplaced(reference, in: "an alternative")
    default: misplaced(reference, in: "an alternative")
    }
  }

  /// Whether a clause may stand in a node's sheet at all.
  private mutating func checkPlace(_ reference: ClauseRef, _ source: NodeSource) {
    switch reference.clause.kind {
    case .range, .check, .warn, .source:
      if let body = bodyClause(of: source), case .reported = body.clause.kind { return }
      misplaced(reference, in: "a node that is not `reported`")
    case .formula, .reported, .combine, .weight, .needs, .when, .score, .round, .show,
      .classification, .rank, .unit, .by, .mayOmit, .mayUse, .origin, .text, .code, .sdg,
      .instruments, .application, .better, .disclosure, .example, .was, .since, .deprecated,
      .seriesBreak, .impute, .treat, .weights:
      break
    default: misplaced(reference, in: "a node")
    }
  }

  // MARK: Rules

  /// All rules of a node, or nil if its value could not be made out (and was reported).
  mutating func lowerRules(_ clauses: RuleClauses) -> Rules? {
    let breakdown = lowerBreakdown(clauses)
    guard !isBrokenDownAnew(clauses, breakdown) else {
      // An alternative whose formula reads nothing by the axis has no cells.
      var whole = clauses
      whole.clauses.removeAll { $0.slotKind == .by }
      return lowerRules(whole)
    }
    guard let (body, type) = lowerBody(clauses, breakdown?.value.part) else {
      checkNames(clauses)
      return nil
    }
    var rules = Rules(
      body: body, type: type, score: Resolved(.none, location: nil, source: .language))
    if let breakdown { rules.breakdown = breakdown }
    lowerWhens(clauses, &rules)
    checkExclusions(clauses, rules)
    lowerNeeds(clauses, &rules)
    lowerWeight(clauses, &rules)
    lowerComponentWeights(clauses, &rules)
    lowerImputation(clauses, &rules)
    lowerTreatment(clauses, &rules)
    lowerScore(clauses, &rules)
    lowerRounding(clauses, &rules)
    lowerClassAndRank(clauses, &rules)
    return rules
  }

  /// Whether the breakdown of the base does not suit the formula of an alternative.
  private mutating func isBrokenDownAnew(
    _ clauses: RuleClauses, _ breakdown: Resolved<NodeBreakdown>?
  ) -> Bool {
    guard clauses.alternative != nil, let breakdown, let body = clauses[.body],
      case .alternative = body.source, case .formula(let id) = body.clause.kind
    else { return false }
    if case .alternative? = clauses[.by]?.source { return false }
    // What is wrong with the formula is said where it is read for good.
    var probe = self
    guard
      let lowered = probe.lower(id, probe.context(clauses, body.tree, breakdown.value.part))
    else { return false }
    return !probe.reads(lowered.id, by: breakdown.value.part.axis)
  }

  /// Units and reasons can be looked up even where the value could not be made out.
  private mutating func checkNames(_ clauses: RuleClauses) {
    if let reference = clauses[.unit], case .unit(let syntax) = reference.clause.kind {
      _ = resolveType(syntax, reference.tree)
    }
    for reference in clauses.clauses {
      guard case .when(let when) = reference.clause.kind else { continue }
      _ = reasonSubjects(when, reference.tree)
    }
  }

  func context(_ clauses: RuleClauses, _ tree: Int, _ part: AxisPart?) -> ExpressionContext {
    ExpressionContext(
      tree: tree, place: .value(clauses.node), alternative: clauses.alternative, breakdown: part)
  }

  func resolved<Value: Sendable>(_ value: Value, _ reference: ClauseRef) -> Resolved<Value> {
    Resolved(
      value, location: Location(file: reference.tree, span: reference.clause.span),
      source: reference.source)
  }

  private mutating func lowerBreakdown(_ clauses: RuleClauses) -> Resolved<NodeBreakdown>? {
    guard let reference = clauses[.by], case .by(let syntax, let noTotal) = reference.clause.kind
    else { return nil }
    // The node's own has been resolved with the tree; an alternative may bring another.
    if case .alternative = reference.source {
      guard let part = part(syntax, reference.tree) else { return nil }
      return resolved(NodeBreakdown(part: part, hasTotal: noTotal == nil), reference)
    }
    return breakdowns[clauses.node].map { resolved($0, reference) }
  }

  /// The type that a node declares, without looking at its formula.
  func declaredType(_ index: Int) -> ValueType? {
    let source = nodeSources[index]
    guard let body = bodyClause(of: source) else { return nil }
    switch body.clause.kind {
    case .combine: return scoreType
    case .reported:
      return ownedInputs[source.name.text].map { program.inputs[$0].type }
    default:
      guard let reference = effectiveClauses(index).first(where: { $0.slotKind == .unit }),
        case .unit(let syntax) = reference.clause.kind
      else { return nil }
      var copy = self
      return copy.resolveType(syntax, reference.tree)
    }
  }

  private mutating func lowerBody(
    _ clauses: RuleClauses, _ part: AxisPart?
  ) -> (Resolved<Body>, ValueType)? {
    let source = nodeSources[clauses.node]
    guard let reference = clauses[.body] else {
      if source.level == "framework" {
        return (Resolved(.heading, location: nil, source: .language), scoreType)
      }
      if !poisoned.contains(source.name.text) {
        let isParent = !program.nodes[clauses.node].children.isEmpty
        report(
          .missingBody, source.tree, source.name.span,
          ["name": source.name.text, isParent ? "parent" : "leaf": withArticle(source.level)])
      }
      return nil
    }
    switch reference.clause.kind {
    case .formula(let id):
      // The unit says of which scale a bare level is.
      let expected = declaredUnit(clauses)
      guard
        let lowered = lower(id, context(clauses, reference.tree, part), expecting: expected)
      else { return nil }
      checkBrokenDown(lowered, clauses, part, id, reference)
      guard let (expression, type) = fitUnit(lowered, id, clauses, reference) else { return nil }
      return (resolved(.formula(expression), reference), type)
    case .reported:
      guard
        let input = ownedInputs[source.name.text],
        let lowered = lowerInput(
          input, [], source.name.span, context(clauses, source.tree, part)),
        let (expression, type) = fitUnit(lowered, nil, clauses, reference)
      else { return nil }
      return (resolved(.reported(input: input, expression), reference), type)
    case .combine(nil): return (resolved(.heading, reference), scoreType)
    case .combine(let id?):
      guard let combination = lowerCombination(id, clauses, reference) else { return nil }
      return (resolved(.combine(combination), reference), scoreType)
    default: return nil
    }
  }

  /// A node computed by an axis must read something that is broken down by it.
  private mutating func checkBrokenDown(
    _ lowered: Lowered, _ clauses: RuleClauses, _ part: AxisPart?, _ id: ExprID,
    _ reference: ClauseRef
  ) {
    guard let part else { return }
    let reads = pool.closure(of: lowered.id).contains { expression in
      switch pool[expression].operation {
      case .input(let input, let selection):
        guard case .current = selection.cells else { return false }
        return program.inputs[input].breakdown.contains { $0.axis == part.axis }
      case .node(let node, _, let selection):
        guard case .current = selection.cells else { return false }
        return breakdowns[node]?.part.axis == part.axis
      default: return false
      }
    }
    if !reads {
      report(
        .nothingByAxis, reference.tree, written(id, reference.tree).span,
        ["axis": program.axes[part.axis].name, "name": nodeSources[clauses.node].name.text])
    }
  }

  /// Carries a value in the unit that the node declares.
  private mutating func fitUnit(
    _ lowered: Lowered, _ id: ExprID?, _ clauses: RuleClauses, _ reference: ClauseRef
  ) -> (ExpressionID, ValueType)? {
    guard let unitClause = clauses[.unit], case .unit(let syntax) = unitClause.clause.kind else {
      if let unit = lowered.unit, unit.factors == Unit.percentagePoint.factors {
        return (lowered.id, .quantity(.percentagePoint))
      }
      return (lowered.id, lowered.type)
    }
    guard let type = resolveType(syntax, unitClause.tree) else { return nil }
    switch (lowered.type, type) {
    case (.quantity(let from), .quantity(let to)):
      if lowered.isZero { return (lowered.id, type) }
      guard from.hasDimension(of: to) else {
        var arguments: Arguments = ["found": from.name, "expected": to.name]
        if !from.factors.contains(where: { $0.base == "percentage_point" }),
          !to.factors.contains(where: { $0.base == "percentage_point" })
        {
          arguments["factor"] = from.missingFactor(to: to)
        } else {
          arguments["points"] = "a percent minus a percent is a `percentage_point`"
        }
        report(
          .formulaUnit, reference.tree,
          id.map { written($0, reference.tree).span } ?? reference.clause.span, arguments,
          related: [Location(file: unitClause.tree, span: syntax.span)])
        return nil
      }
      return (convert(lowered, to: to).id, type)
    case (let found, let wanted) where found == wanted: return (lowered.id, type)
    default:
      report(
        .typeMismatch, reference.tree,
        id.map { written($0, reference.tree).span } ?? reference.clause.span,
        ["found": describe(lowered.type), "expected": describe(type)])
      return nil
    }
  }

  private func declaredUnit(_ clauses: RuleClauses) -> ValueType? {
    guard let reference = clauses[.unit], case .unit(let syntax) = reference.clause.kind else {
      return nil
    }
    var copy = self
    return copy.resolveType(syntax, reference.tree)
  }

  // MARK: Combine

  private mutating func lowerCombination(
    _ id: ExprID, _ clauses: RuleClauses, _ reference: ClauseRef
  ) -> Combination? {
    let expression = written(id, reference.tree)
    let name: Name
    var arguments: [Argument] = []
    switch expression.kind {
    case .missing: return nil
    case .name(let word): name = word
    case .call(let call):
      name = call.function
      arguments = call.arguments
    default:
      report(.notACombination, reference.tree, expression.span, ["name": "this expression"])
      return nil
    }
    if case .define(let index)? = symbols[name.text] {
      let context = context(clauses, reference.tree, nil)
      guard
        let lowered = inline(index, [], expression.span, context, operands: scoreType),
        let fitted = fit(lowered, id, to: scoreType, reference.tree)
      else { return nil }
      return .custom(name: name.text, fitted.id)
    }
    if case .table(let index)? = symbols[name.text] {
      return lowerTableCombination(index, name, id, reference)
    }
    guard let function = PMMIR.Function(rawValue: name.text), function.isAggregate else {
      let known = PMMIR.Function.allCases.filter(\.isAggregate).map(\.rawValue)
      if symbols[name.text] == nil, PMMIR.Function(rawValue: name.text) == nil {
        unknownName(
          name, reference.tree, as: "way to combine", in: known + defines.map(\.name.text))
      } else {
        report(.notACombination, reference.tree, name.span, ["name": "`\(name.text)`"])
      }
      return nil
    }
    if case .level = scoreType, ![.min, .max, .median].contains(function) {
      report(
        .aggregateOfKind, reference.tree, name.span,
        [
          "function": function.rawValue, "type": describe(scoreType),
          "levels": levelHint(scoreType),
        ])
      return nil
    }
    return lowerExponent(function, arguments, expression.span, reference)
  }

  private mutating func lowerExponent(
    _ function: PMMIR.Function, _ arguments: [Argument], _ span: Span, _ reference: ClauseRef
  ) -> Combination? {
    let needsExponent = function == .powerMean || function == .weightedPowerMean
    guard arguments.count == (needsExponent ? 1 : 0) else {
      report(
        .wrongArguments, reference.tree, span,
        [
          "function": function.rawValue,
          "expected": needsExponent
            ? "its exponent, as in `\(function.rawValue)(2)`"
            : "no arguments: it takes the children",
        ])
      return nil
    }
    guard needsExponent else { return .function(function, exponent: nil) }
    guard case .expression(let id) = arguments[0],
      let lowered = lower(id, ExpressionContext(tree: reference.tree, place: .constant)),
      let exponent = pool.constant(lowered.id), lowered.unit?.isDimensionless == true
    else {
      report(.notConstant, reference.tree, span, ["what": "the exponent"])
      return nil
    }
    guard exponent.magnitude <= 100 else {
      report(.outOfBounds, reference.tree, span, ["what": "the exponent", "bounds": "-100 .. 100"])
      return nil
    }
    return .function(function, exponent: exponent)
  }
}
