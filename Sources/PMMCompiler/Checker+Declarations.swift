internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  /// Every declaration of the module that a closure picks, with its tree.
  private func declarations<T>(_ pick: (Int, Declaration) -> T?) -> [T] {
    trees.indices.flatMap { tree in trees[tree].declarations.compactMap { pick(tree, $0) } }
  }

  /// Whether the name's own declaration is the one at this place (not a duplicate of it).
  private func isDeclared(_ name: Name, _ tree: Int) -> Bool {
    places[name.text] == Location(file: tree, span: name.span)
  }

  // MARK: Units

  mutating func declareUnits() {
    var pending: [(tree: Int, name: Name, definition: ExprID)] = []
    for (tree, name, counted, definition) in declarations({
      tree, declaration -> (Int, Name, Bool, ExprID?)? in
      guard case .unit(let name, let isCounted, let definition) = declaration.kind else {
        return nil
      }
      return (tree, name, isCounted, definition)
    }) where isDeclared(name, tree) {
      if let definition {
        pending.append((tree, name, definition))
      } else {
        units.declareBase(name.text)
        addUnit(name, tree, isCounted: counted)
      }
    }
    // A unit may be defined by one that stands further down; each round settles at least one.
    var progressed = true
    while progressed, !pending.isEmpty {
      progressed = false
      for (index, item) in pending.enumerated().reversed() {
        guard case .quantity(let text, let unit) = trees[item.tree][item.definition].kind,
          (unit.factors + unit.per).allSatisfy({ units[$0.text] != nil }),
          let base = resolve(unit, item.tree),
          let count = Rational(decimal: text, underscores: true)
        else { continue }
        if count.sign > 0 {
          units.declare(item.name.text, as: count, of: base)
        } else {
          report(
            .outOfBounds, item.tree, trees[item.tree][item.definition].span,
            ["what": "a unit", "bounds": "above 0"])
          units.declareBase(item.name.text)
        }
        addUnit(item.name, item.tree, isCounted: false)
        pending.remove(at: index)
        progressed = true
      }
    }
    let waiting = Set(pending.map(\.name.text))
    for item in pending { reportUnsettled(item, waiting: waiting) }
    program.units.sort { $0.unit.name < $1.unit.name }
  }

  private mutating func reportUnsettled(
    _ item: (tree: Int, name: Name, definition: ExprID), waiting: Set<String>
  ) {
    let expression = trees[item.tree][item.definition]
    poisoned.insert(item.name.text)
    switch expression.kind {
    case .missing: break
    case .quantity(_, let unit):
      if (unit.factors + unit.per).contains(where: { waiting.contains($0.text) }) {
        report(.cycle, item.tree, item.name.span, ["what": "unit", "path": item.name.text])
      } else {
        _ = resolve(unit, item.tree)
      }
    default: report(.unitDefinition, item.tree, expression.span, ["name": item.name.text])
    }
  }

  private mutating func addUnit(_ name: Name, _ tree: Int, isCounted: Bool) {
    guard let unit = units[name.text] else { return }
    program.units.append(
      DeclaredUnit(
        unit: unit, isCounted: isCounted, location: Location(file: tree, span: name.span)))
  }

  /// A unit as written, or nil after reporting what is wrong with it.
  mutating func resolve(_ syntax: UnitSyntax, _ tree: Int) -> Unit? {
    var numerator: [Unit] = []
    var denominator: [Unit] = []
    var failed = false
    for (index, name) in (syntax.factors + syntax.per).enumerated() {
      guard let unit = units[name.text] else {
        failed = true
        unknownName(name, tree, as: "unit", in: units.names)
        continue
      }
      if index < syntax.factors.count { numerator.append(unit) } else { denominator.append(unit) }
    }
    guard !failed else { return nil }
    if syntax.factors.count == 1, syntax.per.isEmpty { return numerator[0] }
    if (numerator + denominator).contains(where: \.isPercent) {
      report(.percentInUnit, tree, syntax.span)
      return nil
    }
    let name =
      syntax.factors.map(\.text).joined(separator: " * ")
      + syntax.per.map { " per \($0.text)" }.joined()
    return UnitTable.product(numerator, per: denominator, name: name)
  }

  /// A unit, a scale or another type of value.
  mutating func resolveType(_ syntax: UnitSyntax, _ tree: Int) -> ValueType? {
    if syntax.factors.count == 1, syntax.per.isEmpty {
      let name = syntax.factors[0]
      switch name.text {
      case "yes_no": return .truth
      case "date": return .date
      case "date_time":
        refuseConstruct("`date_time`", tree, name.span)
        return nil
      case "text": return .text
      default: break
      }
      switch symbols[name.text] {
      case .scale(let index)?: return .level(index)
      case .attribute(let index)? where !program.attributes[index].values.isEmpty:
        return .category(index)
      default: break
      }
    }
    return resolve(syntax, tree).map(ValueType.quantity)
  }

  // MARK: Axes, scales, attributes, reasons

  mutating func declareLists() {
    for tree in trees.indices {
      for declaration in trees[tree].declarations {
        switch declaration.kind {
        case .axis(let name, let title, let list) where isDeclared(name, tree):
          program.axes.append(
            Axis(
              name: name.text, title: translations(title), values: items(list, "axis", tree),
              location: Location(file: tree, span: name.span)))
        case .scale(let name, let title, let list) where isDeclared(name, tree):
          program.scales.append(
            Scale(
              name: name.text, title: translations(title), levels: items(list, "scale", tree),
              location: Location(file: tree, span: name.span)))
        case .attribute(let name, let title, let domain) where isDeclared(name, tree):
          declareAttribute(name, title, domain, tree)
        case .reason(let name, let label):
          program.reasons.append(
            DeclaredReason(
              reason: Reason(name.text), label: translations(label, tree),
              location: Location(file: tree, span: name.span)))
        default: break
        }
      }
    }
    program.axes.sort { $0.name < $1.name }
    program.scales.sort { $0.name < $1.name }
    program.attributes.sort { $0.name < $1.name }
    program.reasons.sort { $0.reason < $1.reason }
    for (index, axis) in program.axes.enumerated() { symbols[axis.name] = .axis(index) }
    for (index, scale) in program.scales.enumerated() { symbols[scale.name] = .scale(index) }
    for index in program.attributes.indices {
      symbols[program.attributes[index].name] = .attribute(index)
      if !program.attributes[index].values.isEmpty {
        program.attributes[index].type = .category(index)
      }
    }
    checkScoreScale()
  }

  private mutating func declareAttribute(
    _ name: Name, _ title: TextLiteral?, _ domain: AttributeDomain, _ tree: Int
  ) {
    var attribute = Attribute(
      name: name.text, title: translations(title), type: .text, values: [],
      location: Location(file: tree, span: name.span))
    switch domain {
    case .list(let list): attribute.values = items(list, "attribute", tree)
    case .unit(let unit):
      guard let type = resolveType(unit, tree) else {
        poisoned.insert(name.text)
        return
      }
      attribute.type = type
    }
    program.attributes.append(attribute)
  }

  private mutating func items(_ list: [ListItem], _ kind: String, _ tree: Int) -> [Item] {
    var seen: Set<String> = []
    return list.compactMap { item in
      guard !item.name.isMissing else { return nil }
      guard seen.insert(item.name.text).inserted else {
        report(.duplicateItem, tree, item.name.span, ["name": item.name.text, "list": kind])
        return nil
      }
      return Item(name: item.name.text, label: translations(item.label, tree))
    }
  }

  // MARK: Parameters

  mutating func declareParameters() {
    for tree in trees.indices {
      for declaration in trees[tree].declarations {
        guard case .parameter(let name, let title, let value, let block) = declaration.kind,
          isDeclared(name, tree), case .parameter(let index)? = symbols[name.text]
        else { continue }
        let clauses = own(block, tree)
        checkDuplicates(clauses)
        program.parameters[index].sheet = sheet(title, clauses, tree, name)
        guard let lowered = lower(value, ExpressionContext(tree: tree, place: .constant)) else {
          poisoned.insert(name.text)
          continue
        }
        if case .quantity = lowered.type, pool.constant(lowered.id) == nil {
          report(.notConstant, tree, trees[tree][value].span, ["what": "a parameter"])
        }
        program.parameters[index].type = lowered.type
        program.parameters[index].value = lowered.id
        for reference in clauses { readParameterClause(reference, index) }
      }
    }
  }

  private mutating func readParameterClause(_ reference: ClauseRef, _ index: Int) {
    switch reference.clause.kind {
    case .maySet(let interval, let comparability):
      guard let (bounds, value) = choice(interval, program.parameters[index], reference.tree)
      else { return }
      if let value, !bounds.contains(value) {
        report(
          .parameterOutside, reference.tree, interval.span,
          ["name": program.parameters[index].name],
          related: [program.parameters[index].sheet.location].compactMap(\.self))
      }
      program.parameters[index].maySet = Resolved(
        ParameterChoice(
          bounds: bounds,
          comparability: PMMIR.Comparability(rawValue: comparability.kind.rawValue) ?? .comparable),
        location: Location(file: reference.tree, span: reference.clause.span), source: .own)
    case .text, .origin, .code, .sdg, .was, .since, .deprecated, .seriesBreak, .source: break
    default: misplaced(reference, in: "a parameter")
    }
  }

  /// The interval that a parameter may be set in, and its own value; levels count by their index.
  private mutating func choice(
    _ interval: Interval, _ parameter: PMMIR.Parameter, _ tree: Int
  ) -> (Bounds, own: Rational?)? {
    switch parameter.type {
    case .quantity(let unit):
      return constantBounds(interval, unit, tree).map { ($0, pool.constant(parameter.value)) }
    case .level:
      let context = ExpressionContext(tree: tree, place: .constant)
      guard let ends = lowerInterval(interval, parameter.type, context) else { return nil }
      let bounds = Bounds(
        lower: ends.lower.flatMap { levelIndex($0.id) }, lowerIsOpen: interval.lowerIsOpen,
        upper: ends.upper.flatMap { levelIndex($0.id) }, upperIsOpen: interval.upperIsOpen)
      if bounds.isEmpty {
        report(.emptyInterval, tree, interval.span)
        return nil
      }
      return (bounds, levelIndex(parameter.value))
    default:
      report(
        .rangeOfAnotherKind, tree, interval.span,
        ["type": describe(parameter.type), "expected": "no `may set`: only quantities and levels"])
      return nil
    }
  }

  private func levelIndex(_ id: ExpressionID) -> Rational? {
    if case .level(let index) = pool[id].operation { Rational(index) } else { nil }
  }

  // MARK: Populations

  mutating func lowerPopulations() {
    // All of them first, so that one may name another.
    var sources: [(tree: Int, syntax: PMMSyntax.Population)] = []
    for tree in trees.indices {
      for declaration in trees[tree].declarations {
        guard case .population(let name, let title, let syntax) = declaration.kind,
          isDeclared(name, tree)
        else { continue }
        program.populations.append(
          Population(
            name: name.text, title: translations(title), allPeriods: syntax.allPeriods,
            location: Location(file: tree, span: name.span)))
        sources.append((tree, syntax))
      }
    }
    let order = program.populations.indices.sorted {
      program.populations[$0].name < program.populations[$1].name
    }
    program.populations = order.map { program.populations[$0] }
    for (index, population) in program.populations.enumerated() {
      symbols[population.name] = .population(index)
    }
    for (index, old) in order.enumerated() { lower(sources[old].syntax, sources[old].tree, index) }
  }

  private mutating func lower(_ syntax: PMMSyntax.Population, _ tree: Int, _ index: Int) {
    for restriction in syntax.restrictions {
      switch restriction {
      case .same(let name):
        guard case .attribute(let attribute)? = symbols[name.text] else {
          unknownName(name, tree, as: "attribute", in: program.attributes.map(\.name))
          continue
        }
        program.populations[index].same.append(attribute)
      case .condition(let condition):
        let context = ExpressionContext(tree: tree, place: .population)
        guard let lowered = lower(condition, context), isTruth(lowered, condition, tree) else {
          continue
        }
        program.populations[index].conditions.append(lowered.id)
      case .atLeast(let count, let span):
        if count < 1 {
          report(.outOfBounds, tree, span, ["what": "`at least`", "bounds": "1 or more"])
        }
        program.populations[index].atLeast = count
      }
    }
    program.populations[index].same.sort()
  }
}
