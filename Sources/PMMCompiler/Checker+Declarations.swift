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
              name: name.text, title: translations(title, tree),
              values: items(list, "the axis `\(name.text)`", name, tree),
              location: Location(file: tree, span: name.span)))
        case .scale(let name, let title, let list) where isDeclared(name, tree):
          program.scales.append(
            Scale(
              name: name.text, title: translations(title, tree),
              levels: items(list, "the scale `\(name.text)`", name, tree),
              location: Location(file: tree, span: name.span)))
        case .attribute(let name, let title, let domain) where isDeclared(name, tree):
          declareAttribute(name, title, domain, tree)
        case .reason(let name, let label):
          collectReasonWords(name, label, tree)
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
    for (index, axis) in program.axes.enumerated() { symbols.set(axis.name, .axis(index)) }
    for (index, scale) in program.scales.enumerated() { symbols.set(scale.name, .scale(index)) }
    for index in program.attributes.indices {
      symbols.set(program.attributes[index].name, .attribute(index))
      if !program.attributes[index].values.isEmpty {
        program.attributes[index].type = .category(index)
      }
    }
    checkWords()
    checkScoreScale()
  }

  private mutating func collectReasonWords(_ name: Name, _ label: Texts, _ tree: Int) {
    for text in [label.first] + label.others.map(\.text) {
      reasonWords.append((name.text, text.text, Location(file: tree, span: text.span)))
    }
  }

  /// What stands in data must be read in one way: as a level, or as a reason, or as a number.
  private mutating func checkWords() {
    var seen: [String: (reason: String, place: Location?)] = [:]
    for reason in Reason.builtIn { seen[reason.name] = (reason.name, nil) }
    for (name, reason) in reasons.sorted(by: { $0.key < $1.key }) {
      seen[name] = (reason.name, places[name])
    }
    for (reason, word, place) in reasonWords {
      if Rational(decimal: word) != nil {
        report(
          .labelCollision, place.file, place.span,
          ["word": word, "what": "a reason", "other": "a number"])
      } else if let earlier = seen[word], earlier.reason != reason {
        report(
          .labelCollision, place.file, place.span,
          ["word": word, "what": "a reason", "other": "the reason `\(earlier.reason)`"],
          related: [earlier.place].compactMap(\.self))
      }
      seen[word] = seen[word] ?? (reason, place)
    }
    for (word, place) in levelWords {
      guard let reason = seen[word] else { continue }
      report(
        .labelCollision, place.file, place.span,
        ["word": word, "what": "a level", "other": "the reason `\(reason.reason)`"],
        related: [reason.place].compactMap(\.self))
    }
  }

  private mutating func declareAttribute(
    _ name: Name, _ title: Texts?, _ domain: AttributeDomain, _ tree: Int
  ) {
    var attribute = Attribute(
      name: name.text, title: translations(title, tree), type: .text, values: [],
      location: Location(file: tree, span: name.span))
    switch domain {
    case .list(let list):
      attribute.values = items(list, "the attribute `\(name.text)`", name, tree)
    case .unit(let unit):
      // One of no known type stays in the list, for it has its number; what reads it says nothing.
      if let type = resolveType(unit, tree) {
        attribute.type = type
      } else {
        poisoned.insert(name.text)
      }
    }
    program.attributes.append(attribute)
  }

  private mutating func items(
    _ items: [ListItem], _ list: String, _ name: Name, _ tree: Int
  ) -> [Item] {
    var seen: Set<String> = []
    var words: [String: (item: String, place: Location)] = [:]
    func check(_ item: ListItem, _ word: String, _ span: Span, _ checker: inout Checker) {
      let place = Location(file: tree, span: span)
      if list.hasPrefix("the scale") { checker.levelWords.append((word, place)) }
      if let earlier = words[word], earlier.item != item.name.text {
        checker.report(
          .labelCollision, tree, span,
          ["word": word, "what": "`\(item.name.text)`", "other": "`\(earlier.item)` of \(list)"],
          related: [earlier.place])
      }
      words[word] = words[word] ?? (item.name.text, place)
    }
    if items.isEmpty {
      let kind = list.split(separator: " ").dropFirst().first ?? "axis"
      report(
        .emptyList, tree, name.span,
        ["list": list, "example": "\(kind) \(name.text) { first, second }"])
    }
    return items.compactMap { item in
      guard !item.name.isMissing else { return nil }
      defer {
        check(item, item.name.text, item.name.span, &self)
        if let label = item.label {
          for text in [label.first] + label.others.map(\.text) {
            check(item, text.text, text.span, &self)
          }
        }
      }
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
        let count = diagnostics.count
        defer {
          if diagnostics[count...].contains(where: { $0.severity == .error }) {
            failedParameters.insert(index)
          }
        }
        guard let lowered = lower(value, ExpressionContext(tree: tree, place: .constant)) else {
          poisoned.insert(name.text)
          continue
        }
        if case .quantity = lowered.type, pool.constant(lowered.id) == nil {
          report(.notConstant, tree, written(value, tree).span, ["what": "a parameter"])
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
            name: name.text, title: translations(title, tree), allPeriods: syntax.allPeriods,
            location: Location(file: tree, span: name.span)))
        sources.append((tree, syntax))
      }
    }
    let order = program.populations.indices.sorted {
      program.populations[$0].name < program.populations[$1].name
    }
    program.populations = order.map { program.populations[$0] }
    for (index, population) in program.populations.enumerated() {
      symbols.set(population.name, .population(index))
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
