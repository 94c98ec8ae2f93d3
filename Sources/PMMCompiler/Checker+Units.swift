internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  mutating func declareUnits() {
    var pending: [UnitSource] = []
    var titles: [String: Translations] = [:]
    for (tree, name, title, counted, definition) in declarations({
      tree, declaration -> (Int, Name, Texts?, Bool, ExprID?)? in
      guard case .unit(let name, let title, let isCounted, let definition) = declaration.kind
      else { return nil }
      return (tree, name, title, isCounted, definition)
    }) where isDeclared(name, tree) {
      titles[name.text] = translations(title, tree)
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
        guard let (factor, unit) = product(item.definition, item.tree),
          (unit.factors + unit.per).allSatisfy({ units[$0.text] != nil }),
          let base = resolve(unit, item.tree), let count = factor.divided(by: base.printFactor)
        else { continue }
        if count.sign > 0 {
          units.declare(item.name.text, as: count, of: base)
        } else {
          report(
            .outOfBounds, item.tree, written(item.definition, item.tree).span,
            ["what": "a unit", "bounds": "above 0"])
          units.declareBase(item.name.text)
        }
        addUnit(item.name, item.tree, isCounted: false)
        pending.remove(at: index)
        progressed = true
      }
    }
    let waiting = Dictionary(
      pending.map { ($0.name.text, $0) }, uniquingKeysWith: { first, _ in first })
    for item in pending.sorted(by: { $0.name.text < $1.name.text }) {
      reportUnsettled(item, waiting: waiting)
    }
    for index in program.units.indices {
      program.units[index].title = titles[program.units[index].unit.name] ?? Translations()
    }
    program.units.sort { $0.unit.name < $1.unit.name }
  }

  /// `7 day`, `2 * 7 day`: a number of another unit.
  private func product(_ id: ExprID, _ tree: Int) -> (count: Rational, unit: UnitSyntax)? {
    switch written(id, tree).kind {
    case .quantity(let text, let unit):
      return Rational(decimal: text, underscores: true).map { ($0, unit) }
    case .binary(.multiply, let left, let right):
      if let factor = number(left, tree), let (count, unit) = product(right, tree) {
        return (factor * count, unit)
      }
      if let factor = number(right, tree), let (count, unit) = product(left, tree) {
        return (factor * count, unit)
      }
      return nil
    default: return nil
    }
  }

  private func number(_ id: ExprID, _ tree: Int) -> Rational? {
    switch written(id, tree).kind {
    case .number(let text, false): Rational(decimal: text, underscores: true)
    case .binary(.multiply, let left, let right):
      number(left, tree).flatMap { left in number(right, tree).map { left * $0 } }
    default: nil
    }
  }

  private typealias UnitSource = (tree: Int, name: Name, definition: ExprID)

  private mutating func reportUnsettled(_ item: UnitSource, waiting: [String: UnitSource]) {
    let expression = written(item.definition, item.tree)
    // A unit of a round that was told, or one that waits for such a unit.
    guard poisoned.insert(item.name.text).inserted else { return }
    switch (expression.kind, product(item.definition, item.tree)) {
    case (.missing, _): break
    case (_, let (_, unit)?):
      guard let first = (unit.factors + unit.per).first(where: { waiting[$0.text] != nil }) else {
        _ = resolve(unit, item.tree)
        return
      }
      var path = [item.name.text, first.text]
      while let last = waiting[path[path.count - 1]], path.last != path.first,
        let (_, next) = product(last.definition, last.tree),
        let name = (next.factors + next.per).first(where: { waiting[$0.text] != nil }),
        !path.dropFirst().contains(name.text)
      {
        path.append(name.text)
      }
      guard path.last == path.first else { return }
      poisoned.formUnion(path)
      reportCycle(
        "unit", path.dropLast(), Location(file: item.tree, span: item.name.span),
        path.dropFirst().dropLast().compactMap { places[$0] })
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
}
