internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  /// Examples are read last, when every input, unit and child is known.
  mutating func lowerExamples() {
    for index in nodeSources.indices {
      for reference in nodeSources[index].clauses {
        guard case .example(let example) = reference.clause.kind,
          let lowered = lower(example, index, reference)
        else { continue }
        program.nodes[index].examples.append(lowered)
      }
    }
  }

  private mutating func lower(
    _ example: PMMSyntax.Example, _ node: Int, _ reference: ClauseRef
  ) -> PMMIR.Example? {
    let tree = reference.tree
    var rules = program.nodes[node].rules
    if let use = example.use {
      let own = program.nodes[node].alternatives.first { $0.name == use.text }?.rules
      let framework = program.alternatives.first { $0.name == use.text }?.rules[node]
      guard let option = own ?? framework
      else {
        unknownItem(
          use, tree, of: "the alternatives of `\(program.nodes[node].name)`",
          program.nodes[node].alternatives.map(\.name) + program.alternatives.map(\.name))
        return nil
      }
      rules = option
    }
    if rules.ranking != nil, case .heading = rules.body.value { return nil }
    if case .heading = rules.body.value {
      misplaced(reference, in: "a heading: it has no figure")
      return nil
    }
    var bindings: [PMMIR.Example.Binding] = []
    var seen: [PMMIR.Example.Target: Location] = [:]
    for binding in example.bindings {
      guard let lowered = lower(binding, node, tree) else { continue }
      let place = Location(file: tree, span: binding.span)
      if let earlier = seen[lowered.target] {
        report(.boundTwice, tree, binding.span, related: [earlier])
      }
      seen[lowered.target] = place
      bindings.append(lowered)
    }
    guard
      let gives = expectation(
        example.gives, rules.type, isExact: example.isExact, tree)
    else { return nil }
    var scores: PMMIR.Example.Expectation?
    if let id = example.scores {
      guard rules.score.value != .none else {
        report(.exampleWithoutScore, tree, written(id, tree).span, ["name": program.nodes[node].name])
        return nil
      }
      guard let lowered = expectation(id, scoreType, isExact: false, tree) else { return nil }
      scores = lowered
    }
    var result = PMMIR.Example(
      title: example.title.text, use: example.use?.text, bindings: bindings, gives: gives,
      scores: scores, location: Location(file: tree, span: example.title.span))
    result.givesLocation = Location(file: tree, span: written(example.gives, tree).span)
    result.scoresLocation = example.scores.map { Location(file: tree, span: written($0, tree).span) }
    return result
  }

  // MARK: Bindings

  private mutating func lower(
    _ binding: PMMSyntax.Example.Binding, _ node: Int, _ tree: Int
  ) -> PMMIR.Example.Binding? {
    guard let (target, type) = target(binding.target, node, tree),
      let given = given(binding.value, type, tree)
    else { return nil }
    if case .parameter(let index) = target, !mayBe(given, index, binding, tree) { return nil }
    return PMMIR.Example.Binding(
      target: target, given: given, location: Location(file: tree, span: binding.span))
  }

  /// Whether an administration could set a parameter so.
  private mutating func mayBe(
    _ given: PMMIR.Example.Given, _ index: Int, _ binding: PMMSyntax.Example.Binding, _ tree: Int
  ) -> Bool {
    let parameter = program.parameters[index]
    var value: Rational?
    switch given {
    case .scalar(.number(let number)): value = number
    case .scalar(.level(let level)): value = Rational(level)
    default: break
    }
    if let choice = parameter.maySet, let value, choice.value.bounds.contains(value) { return true }
    if let value, value == pool.constant(parameter.value) { return true }
    let span = written(binding.value, tree).span
    report(
      .exampleParameter, tree, span,
      [
        "name": parameter.name, "value": trees[tree].file.text(span),
        "hint": parameter.maySet == nil
          ? "it has no `may set`, so it is the same for everyone"
          : "it lies outside of its `may set`",
      ], related: parameter.sheet.location.map { [$0] } ?? [])
    return false
  }

  private mutating func target(
    _ id: ExprID, _ node: Int, _ tree: Int
  ) -> (PMMIR.Example.Target, ValueType)? {
    let span = written(id, tree).span
    // Names of children stand for their scores here, and nowhere else.
    if case .name(let name) = written(id, tree).kind, case .node(let child)? = symbols[name.text],
      !isReported(child) || program.nodes[node].children.contains(child)
    {
      guard program.nodes[node].children.contains(child) else {
        report(.bindingTarget, tree, span, ["name": name.text])
        return nil
      }
      return (.childScore(child), scoreType)
    }
    switch written(id, tree).kind {
    case .name(let name):
      switch symbols[name.text] {
      case .parameter(let index)?: return (.parameter(index), program.parameters[index].type)
      case .attribute(let index)?:
        guard !poisoned.contains(name.text) else { return nil }
        return (.attribute(index), program.attributes[index].type)
      case nil:
        // A child that is misspelt is no input that somebody forgot to declare.
        let children = program.nodes[node].children.map { program.nodes[$0].name }
        let all = program.inputs.map(\.name) + children
        if let nearest = nearestName(to: name.text, in: all), children.contains(nearest) {
          unknownName(name, tree, as: "child", in: children)
          return nil
        }
      default: break
      }
    case .missing: return nil
    default: break
    }
    guard let input = figure(id, tree) else { return nil }
    let type = program.inputs[input.index].type
    switch input.selection.period {
    case .offset(let offset):
      return (.input(input.index, input.cell, periodOffset: offset), type)
    case .absolute(let period): return (.inputAt(input.index, input.cell, period), type)
    }
  }

  private func isReported(_ node: Int) -> Bool {
    if case .reported = program.nodes[node].rules.body.value { true } else { false }
  }

  /// The one input figure that an expression names.
  private mutating func figure(
    _ id: ExprID, _ tree: Int
  ) -> (index: Int, cell: Cell, selection: Selection)? {
    let span = written(id, tree).span
    // A reported node's own input goes by the node's name.
    let (name, selectors): (Name, [Selector])
    switch written(id, tree).kind {
    case .name(let bare): (name, selectors) = (bare, [])
    case .select(let base, let list):
      guard case .name(let bare) = written(base, tree).kind else { return question(id, tree) }
      (name, selectors) = (bare, list)
    default: return question(id, tree)
    }
    guard let index = program.inputs.firstIndex(where: { $0.name == name.text }) else {
      if symbols[name.text] == nil {
        unknownName(
          name, tree, as: "input",
          in: program.inputs.map(\.name) + program.parameters.map(\.name)
            + program.attributes.map(\.name))
      } else {
        report(.bindingTarget, tree, span, ["name": name.text])
      }
      return nil
    }
    let context = ExpressionContext(tree: tree, place: .population)
    guard let lowered = lowerInput(index, selectors, span, context) else { return nil }
    return cell(of: lowered, index, span, tree)
  }

  /// `paperless_trade.data_model`
  private mutating func question(
    _ id: ExprID, _ tree: Int
  ) -> (index: Int, cell: Cell, selection: Selection)? {
    let span = written(id, tree).span
    guard let lowered = lower(id, ExpressionContext(tree: tree, place: .population)) else {
      return nil
    }
    guard case .input(let index, _) = pool[lowered.id].operation else {
      report(.bindingTarget, tree, span, ["name": trees[tree].file.text(span)])
      return nil
    }
    return cell(of: lowered, index, span, tree)
  }

  private mutating func cell(
    of lowered: Lowered, _ index: Int, _ span: Span, _ tree: Int
  ) -> (index: Int, cell: Cell, selection: Selection)? {
    guard case .input(_, let selection) = pool[lowered.id].operation else { return nil }
    var coordinates: [Coordinate] = []
    if case .fixed(let parts) = selection.cells {
      for part in parts {
        guard part.values.count == 1, let value = part.values.first else {
          report(.bindingTarget, tree, span, ["name": trees[tree].file.text(span)])
          return nil
        }
        coordinates.append(Coordinate(axis: part.axis, value: value))
      }
    }
    return (index, Cell(coordinates), selection)
  }

  // MARK: Values

  /// A figure as data would give it: a bare number has the unit's printed form.
  private mutating func given(
    _ id: ExprID, _ type: ValueType, _ tree: Int
  ) -> PMMIR.Example.Given? {
    if case .name(let name) = written(id, tree).kind, let reason = reason(named: name.text) {
      return .reason(reason)
    }
    return scalar(id, type, tree).map(PMMIR.Example.Given.scalar)
  }

  private mutating func scalar(_ id: ExprID, _ type: ValueType, _ tree: Int) -> Scalar? {
    let context = ExpressionContext(tree: tree, place: .constant)
    guard let lowered = lower(id, context, expecting: type) else { return nil }
    switch pool[lowered.id].operation {
    case .level(let index) where lowered.type == type: return .level(index)
    case .category(let index) where lowered.type == type: return .category(index)
    case .truth(let value) where type == .truth: return .truth(value)
    case .date(let days) where type == .date: return .date(days)
    case .text(let text) where type == .text: return .text(text)
    default: break
    }
    guard case .quantity(let unit) = type, let constant = pool.constant(lowered.id) else {
      if lowered.type == type {
        report(.notConstant, tree, written(id, tree).span, ["what": "a figure in an example"])
      } else {
        typeMismatch(id, lowered.type, type, tree)
      }
      return nil
    }
    if isBare(id, tree) {
      return unit.printFactor == 1
        ? .number(constant) : constant.divided(by: unit.printFactor).map(Scalar.number)
    }
    guard let fitted = fit(lowered, id, to: type, tree), let value = pool.constant(fitted.id) else {
      return nil
    }
    return .number(value)
  }

  /// A number as written without unit or percent sign, perhaps with a minus.
  private func isBare(_ id: ExprID, _ tree: Int) -> Bool {
    switch written(id, tree).kind {
    case .number(_, let isPercent): !isPercent
    case .unary(.minus, let operand): isBare(operand, tree)
    case .binary(.divide, let left, let right): isBare(left, tree) && isBare(right, tree)
    default: false
    }
  }

  private mutating func expectation(
    _ id: ExprID, _ type: ValueType, isExact: Bool, _ tree: Int
  ) -> PMMIR.Example.Expectation? {
    if case .name(let name) = written(id, tree).kind {
      if let reason = reason(named: name.text) { return .reason(reason) }
      if name.text == "missing" {
        report(.expectedAReason, tree, name.span)
        return nil
      }
    }
    guard let scalar = scalar(id, type, tree) else { return nil }
    guard case .number(let value) = scalar else { return .scalar(scalar) }
    return .number(value, decimals: isExact ? nil : writtenDecimals(id, tree))
  }

  /// The digits after the point, as the author wrote them: that many are compared.
  private func writtenDecimals(_ id: ExprID, _ tree: Int) -> Int? {
    switch written(id, tree).kind {
    case .number(let text, _), .quantity(let text, _):
      text.split(separator: ".").count == 2
        ? text.split(separator: ".")[1].filter { $0 != "_" }.count : 0
    case .unary(.minus, let operand): writtenDecimals(operand, tree)
    default: nil
    }
  }
}
