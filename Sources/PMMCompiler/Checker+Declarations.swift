internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  /// Every declaration of the module that a closure picks, with its tree.
  func declarations<T>(_ pick: (Int, Declaration) -> T?) -> [T] {
    trees.indices.flatMap { tree in trees[tree].declarations.compactMap { pick(tree, $0) } }
  }

  /// Whether the name's own declaration is the one at this place (not a duplicate of it).
  func isDeclared(_ name: Name, _ tree: Int) -> Bool {
    places[name.text] == Location(file: tree, span: name.span)
  }

  // MARK: Axes, scales, attributes, reasons

  mutating func declareLists() {
    for tree in trees.indices {
      for declaration in trees[tree].declarations {
        switch declaration.kind {
        case .axis(let name, let title, let list) where isDeclared(name, tree):
          program.axes.append(
            Axis(
              name: name.text, title: translations(title), values: items(list, "the axis `\(name.text)`", tree),
              location: Location(file: tree, span: name.span)))
        case .scale(let name, let title, let list) where isDeclared(name, tree):
          program.scales.append(
            Scale(
              name: name.text, title: translations(title), levels: items(list, "the scale `\(name.text)`", tree),
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
    case .list(let list): attribute.values = items(list, "the attribute `\(name.text)`", tree)
    case .unit(let unit):
      guard let type = resolveType(unit, tree) else {
        poisoned.insert(name.text)
        return
      }
      attribute.type = type
    }
    program.attributes.append(attribute)
  }

  private mutating func items(_ items: [ListItem], _ list: String, _ tree: Int) -> [Item] {
    var seen: Set<String> = []
    return items.compactMap { item in
      guard !item.name.isMissing else { return nil }
      guard seen.insert(item.name.text).inserted else {
        report(.duplicateItem, tree, item.name.span, ["name": "`\(item.name.text)`", "list": list])
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

  // MARK: Inputs

  mutating func declareInputs() {
    for source in inputSources {
      var input = Input(
        name: source.name.text, sheet: PMMIR.Sheet(), type: .text, accumulation: .total)
      input.owner = source.owner.map { nodeSources[$0].name.text }
      if let measure = source.measure {
        input.type = resolveType(measure.unit, source.tree) ?? .text
        if resolvedFailed(measure.unit) { poisoned.insert(source.name.text) }
        input.accumulation = Accumulation(rawValue: accumulationName(measure)) ?? .total
        input.breakdown = measure.breakdowns.compactMap { part($0, source.tree) }.sorted {
          $0.axis < $1.axis
        }
        if input.breakdown.count < measure.breakdowns.count { poisoned.insert(input.name) }
        reportRepeatedAxes(measure.breakdowns, source.tree)
      } else if source.instrument != nil {
        declareQuestion(&input, source)
      }
      if source.owner == nil {
        input.sheet = sheet(source.title, source.clauses, source.tree, source.name)
        if isEmpty(source.title) {
          report(.missingTitle, source.tree, (source.title?.span ?? source.name.span), ["name": source.name.text])
        }
      } else {
        input.sheet.title = translations(source.title)
        input.sheet.location = Location(file: source.tree, span: source.name.span)
      }
      program.inputs.append(input)
    }
  }

  /// Whether a unit names something that does not exist: then nothing more is said about its input.
  private func resolvedFailed(_ unit: UnitSyntax) -> Bool {
    (unit.factors + unit.per).contains { name in
      if units[name.text] != nil || ["yes_no", "date", "text"].contains(name.text) { return false }
      switch symbols[name.text] {
      case .scale?, .attribute?: return false
      default: return true
      }
    }
  }

  private func accumulationName(_ measure: Measure) -> String {
    switch measure.accumulation {
    case .total: "total"
    case .atEnd: "at end"
    case .average: "average"
    }
  }

  private mutating func declareQuestion(_ input: inout Input, _ source: InputSource) {
    guard case .scale(let scale)? = symbols["adoption"] else {
      if let name = source.instrument {
        report(.noAdoptionScale, source.tree, name.span)
      }
      poisoned.insert(input.name)
      return
    }
    input.type = .level(scale)
    input.accumulation = .atEnd
  }

  private mutating func reportRepeatedAxes(_ breakdowns: [Breakdown], _ tree: Int) {
    for (index, breakdown) in breakdowns.enumerated()
    where breakdowns[..<index].contains(where: { $0.axis.text == breakdown.axis.text }) {
      report(
        .duplicateItem, tree, breakdown.axis.span, ["name": "`by \(breakdown.axis.text)`", "list": "one input"])
    }
  }

  /// `by flow[import, export]`: the axis and the values in the axis's order.
  mutating func part(_ breakdown: Breakdown, _ tree: Int) -> AxisPart? {
    guard case .axis(let axis)? = symbols[breakdown.axis.text] else {
      unknownName(breakdown.axis, tree, as: "axis", in: program.axes.map(\.name))
      return nil
    }
    let values = program.axes[axis].values
    guard let names = breakdown.values else {
      return AxisPart(axis: axis, values: Array(values.indices))
    }
    var chosen: Set<Int> = []
    for name in names {
      guard let value = values.firstIndex(where: { $0.name == name.text }) else {
        unknownItem(name, tree, of: "the axis `\(program.axes[axis].name)`", values.map(\.name))
        continue
      }
      if !chosen.insert(value).inserted {
        report(.duplicateItem, tree, name.span, ["name": "`\(name.text)`", "list": "`\(breakdown.axis.text)[…]`"])
      }
    }
    return chosen.isEmpty ? nil : AxisPart(axis: axis, values: chosen.sorted())
  }

  mutating func unknownItem(_ name: Name, _ tree: Int, of list: String, _ known: [String]) {
    report(
      .unknownItem, tree, name.span,
      arguments(
        [
          "name": name.text, "list": list,
          "known": known.map { "`\($0)`" }.joined(separator: ", "),
        ], nearest: name.text, in: known),
      fix: nearestFix(name, tree, in: known))
  }

  /// The clauses of inputs: they may speak of other inputs, so they come after all are known.
  mutating func lowerInputChecks() {
    for (index, source) in inputSources.enumerated() where !poisoned.contains(source.name.text) {
      for reference in source.clauses { lowerInputClause(reference, index) }
    }
  }

  private mutating func lowerInputClause(_ reference: ClauseRef, _ index: Int) {
    let location = Location(file: reference.tree, span: reference.clause.span)
    switch reference.clause.kind {
    case .range(let domain):
      guard let lowered = lower(domain, program.inputs[index].type, reference) else { return }
      program.inputs[index].range = Resolved(lowered, location: location, source: reference.source)
    case .check(let condition, let message):
      guard let check = lowerCheck(condition, message, index, reference) else { return }
      program.inputs[index].checks.append(
        Resolved(check, location: location, source: reference.source))
    case .warn(let condition, let message):
      guard let check = lowerCheck(condition, message, index, reference) else { return }
      program.inputs[index].warnings.append(
        Resolved(check, location: location, source: reference.source))
    case .source(nil, let text): program.inputs[index].sources.append(text.text)
    case .source(let name?, _):
      report(
        .misplacedClause, reference.tree, name.span,
        ["clause": "a `source` with a name", "place": "an input"])
    case .disclosure(let names): program.inputs[index].disclosure = disclosure(names, reference)
    case .text, .code, .sdg, .origin, .was, .since, .deprecated, .seriesBreak: break
    default: misplaced(reference, in: "an input")
    }
  }

  private mutating func lower(
    _ domain: RangeDomain, _ type: ValueType, _ reference: ClauseRef
  ) -> Domain? {
    switch (domain, type) {
    case (.interval(let interval), .quantity(let unit)):
      guard let bounds = constantBounds(interval, unit, reference.tree) else { return nil }
      if let lower = bounds.lower, let upper = bounds.upper,
        lower > upper || (lower == upper && (bounds.lowerIsOpen || bounds.upperIsOpen))
      {
        report(.emptyInterval, reference.tree, interval.span)
        return nil
      }
      return .interval(bounds)
    case (.levels(let names), .level(let scale)):
      let levels = program.scales[scale].levels
      return .levels(
        names.compactMap { name in
          if let level = levels.firstIndex(where: { $0.name == name.text }) { return level }
          unknownItem(
            name, reference.tree, of: "the scale `\(program.scales[scale].name)`", levels.map(\.name))
          return nil
        }.sorted())
    case (.interval, _):
      report(.rangeOfAnotherKind, reference.tree, reference.clause.span, [
        "type": describe(type), "expected": "a list of levels",
      ])
    case (.levels, _):
      report(.rangeOfAnotherKind, reference.tree, reference.clause.span, [
        "type": describe(type), "expected": "an interval",
      ])
    }
    return nil
  }

  private mutating func lowerCheck(
    _ condition: ExprID, _ message: Texts?, _ input: Int, _ reference: ClauseRef
  ) -> Check? {
    let context = ExpressionContext(tree: reference.tree, place: .inputCheck(input))
    guard let lowered = lower(condition, context), isTruth(lowered, condition, reference.tree)
    else { return nil }
    return Check(condition: lowered.id, message: translations(message, reference.tree))
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
