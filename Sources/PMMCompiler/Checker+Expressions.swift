internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  /// How many expressions may stand inside each other, defines put in and nodes read included. Who
  /// evaluates a program recurses as deep.
  private static let depthLimit = 200

  /// Checks an expression and adds it to the pool; nil if something in it was reported.
  ///
  /// `expected` is only a hint for bare levels: `partial` where a level of `adoption` is compared.
  mutating func lower(
    _ id: ExprID, _ context: ExpressionContext, expecting expected: ValueType? = nil
  ) -> Lowered? {
    let expression = written(id, context.tree)
    let span = expression.span
    guard depth < Self.depthLimit else {
      isTooDeep = true
      return nil
    }
    depth += 1
    defer {
      depth -= 1
      // Told once, for the clause as a whole.
      if isTooDeep, depth == baseDepth {
        isTooDeep = false
        wasTooDeep = true
        report(.formulaTooDeep, context.tree, span)
      }
    }
    switch expression.kind {
    case .missing: return nil
    case .number(let text, let isPercent):
      return number(text, isPercent: isPercent, context.tree, span)
    case .quantity(let text, let unit):
      guard let unit = resolve(unit, context.tree),
        let value = number(text, isPercent: false, context.tree, span),
        let constant = pool.constant(value.id)
      else { return nil }
      let type = ValueType.quantity(unit)
      // Written as it is printed: 5 percentage points are carried as 0.05.
      let carried = constant.divided(by: unit.printFactor) ?? constant
      return Lowered(pool.add(.number(carried), type), type)
    case .text(let literal):
      return Lowered(pool.add(.text(literal.text), .text), .text)
    case .date(let text):
      // A day that does not exist has been reported by the lexer.
      guard let days = daysSinceEpoch(text) else { return nil }
      return Lowered(pool.add(.date(days), .date), .date)
    case .truth(let value): return Lowered(pool.add(.truth(value), .truth), .truth)
    case .name(let name): return lowerName(name, context, expecting: expected)
    case .member(let base, let part): return lowerMember(base, part, span, context)
    case .select(let base, let selectors): return lowerSelection(base, selectors, span, context)
    case .call(let call): return lowerCall(call, id, span, context, expecting: expected)
    case .unary(.minus, let operand):
      guard let lowered = lower(operand, context), isQuantity(lowered, operand, context.tree)
      else { return nil }
      var result = lowered
      result.id = pool.add(.negate(lowered.id), lowered.type)
      return result
    case .unary(.not, let operand):
      guard let lowered = lower(operand, context), isTruth(lowered, operand, context.tree)
      else { return nil }
      return Lowered(pool.add(.not(lowered.id), .truth), .truth)
    case .binary(let operation, let left, let right):
      return lowerBinary(operation, left, right, span, context)
    case .conditional(let condition, let then, let otherwise):
      return lowerConditional(condition, then, otherwise, context, expecting: expected)
    }
  }

  private mutating func number(
    _ text: String, isPercent: Bool, _ tree: Int, _ span: Span
  ) -> Lowered? {
    // The same few numbers stand in very many lines.
    if let known = isPercent ? percents[text] : literals[text] { return known }
    guard let value = Rational(decimal: text, underscores: true) else {
      report(.numberTooLong, tree, span, ["text": String(text.prefix(24))])
      return nil
    }
    let exact = isPercent ? value * Rational(1, over: 100) : value
    let type = ValueType.quantity(isPercent ? .percent : .number)
    var lowered = Lowered(pool.add(.number(exact), type), type)
    lowered.isZero = exact.isZero
    lowered.isBareNumber = !isPercent
    if isPercent { percents.set(text, lowered) } else { literals.set(text, lowered) }
    return lowered
  }

  private mutating func lowerConditional(
    _ condition: ExprID, _ then: ExprID, _ otherwise: ExprID, _ context: ExpressionContext,
    expecting expected: ValueType?
  ) -> Lowered? {
    let test = lower(condition, context)
    let testIsRight = test.map { isTruth($0, condition, context.tree) } ?? false
    var branch = context
    if let test { branch.assumptions.append(Assumption(test.id, holds: true)) }
    let first = lower(then, branch, expecting: expected)
    if let test {
      branch.assumptions = context.assumptions + [Assumption(test.id, holds: false)]
    }
    let second = lower(otherwise, branch, expecting: expected ?? first?.type)
    guard testIsRight, let test, let first, let second,
      let (a, b, type) = unify(first, then, second, otherwise, context.tree)
    else { return nil }
    return Lowered(pool.add(.conditional(test.id, then: a.id, else: b.id), type), type)
  }

  // MARK: Operators

  private mutating func lowerBinary(
    _ operation: PMMSyntax.BinaryOperator, _ left: ExprID, _ right: ExprID, _ span: Span,
    _ context: ExpressionContext
  ) -> Lowered? {
    switch operation {
    case .and, .or:
      let a = lower(left, context)
      let b = lower(right, context)
      guard let a, let b else { return nil }
      let (first, second) = (isTruth(a, left, context.tree), isTruth(b, right, context.tree))
      guard first, second else { return nil }
      let id = pool.add(.binary(operation == .and ? .and : .or, a.id, b.id), .truth)
      return Lowered(id, .truth)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return lowerComparison(operation, left, right, span, context)
    case .add, .subtract, .multiply, .divide, .power: break
    }
    let a = lower(left, context)
    let b = lower(right, context)
    guard let a, let b else { return nil }
    let (first, second) = (isQuantity(a, left, context.tree), isQuantity(b, right, context.tree))
    guard first, second, let unitA = a.unit, let unitB = b.unit else { return nil }
    switch operation {
    case .add, .subtract:
      return lowerSum(operation == .add, (a, left, unitA), (b, right, unitB), span, context)
    case .multiply:
      return finish(
        pool.add(.binary(.multiply, a.id, b.id), .quantity(unitA * unitB)), unitA * unitB)
    case .divide:
      checkParts(a, b, span, context)
      let unit = unitA / unitB
      let id = pool.add(.binary(.divide, a.id, b.id), .quantity(unit))
      oblige(.zeroDenominator, b.id, written(right, context.tree).span, context)
      return finish(id, unit)
    default: return lowerPower(a, b, (left, right), unitA, span, context)
    }
  }

  /// A ratio of like units with different scales (`week / day`) becomes a plain number.
  private mutating func finish(_ id: ExpressionID, _ unit: Unit) -> Lowered {
    guard unit.isDimensionless, unit.scale != 1 else { return Lowered(id, .quantity(unit)) }
    let type = ValueType.quantity(.number)
    return Lowered(pool.add(.convert(id, factor: unit.scale), type), type)
  }

  private mutating func lowerPower(
    _ base: Lowered, _ exponent: Lowered, _ places: (base: ExprID, exponent: ExprID), _ unit: Unit,
    _ span: Span,
    _ context: ExpressionContext
  ) -> Lowered? {
    guard exponent.unit?.isDimensionless == true else {
      unitMismatch(places.exponent, exponent.type, .quantity(.number), context.tree)
      return nil
    }
    let constant = pool.constant(exponent.id)
    if !unit.isDimensionless, constant?.int == nil {
      report(.powerOfUnit, context.tree, span, ["unit": unit.name])
      return nil
    }
    if let whole = constant?.int, abs(whole) > 1_000 {
      report(
        .outOfBounds, context.tree, written(places.exponent, context.tree).span,
        ["what": "an exponent", "bounds": "-1000 .. 1000"])
      return nil
    }
    let result = unit.isDimensionless ? Unit.number : unit.raised(to: constant?.int ?? 1)
    let id = pool.add(.binary(.power, base.id, exponent.id), .quantity(result))
    if constant?.isNegative == true, constant?.isInteger == true {
      oblige(.zeroDenominator, base.id, written(places.base, context.tree).span, context)
    } else if constant.map({ !$0.isInteger }) ?? true {
      oblige(.undefined("^"), id, span, context)
    }
    return Lowered(id, .quantity(result))
  }

  mutating func oblige(
    _ kind: Obligation.Kind, _ id: ExpressionID, _ span: Span, _ context: ExpressionContext
  ) {
    guard let node = context.obliged else { return }
    obligations.append(
      Obligation(
        kind: kind, node: node, alternative: context.alternative, expression: id,
        location: Location(file: context.tree, span: span),
        use: use.active.isEmpty ? nil : use.root, assumptions: context.assumptions,
        isScore: context.isScore))
  }

  private mutating func lowerSum(
    _ isAddition: Bool, _ left: (Lowered, ExprID, Unit), _ right: (Lowered, ExprID, Unit),
    _ span: Span, _ context: ExpressionContext
  ) -> Lowered? {
    let (a, b) = (left.0, right.0)
    let operation: PMMIR.BinaryOperation = isAddition ? .add : .subtract
    // A percent takes on percentage points, and two percents differ by percentage points.
    if a.isPercent, b.isPoint {
      return Lowered(pool.add(.binary(operation, a.id, b.id), a.type), a.type)
    }
    if a.isPoint, b.isPercent, isAddition {
      return Lowered(pool.add(.binary(operation, a.id, b.id), b.type), b.type)
    }
    guard let (x, y, type) = unify(a, left.1, b, right.1, context.tree) else { return nil }
    let difference: ValueType =
      !isAddition && a.isPercent && b.isPercent ? .quantity(.percentagePoint) : type
    var result = Lowered(pool.add(.binary(operation, x.id, y.id), difference), difference)
    guard a.isOfFigures || b.isOfFigures else { return result }
    if isAddition {
      for (stock, periods) in a.stocks {
        let others = b.stocks[stock] ?? []
        if !others.isEmpty, others != periods {
          report(.stockOverTime, context.tree, span, ["name": program.inputs[stock].name])
        }
      }
      if !a.stocks.isEmpty || !b.stocks.isEmpty {
        result.stocks = a.stocks.merging(b.stocks) { $0.union($1) }
      }
      if !a.rates.isEmpty || !b.rates.isEmpty {
        result.rates = a.rates.merging(b.rates) { $0.union($1) }
      }
      if a.rates.contains(where: { $0.value.isDisjoint(with: b.rates[$0.key] ?? $0.value) }) {
        report(
          .sumOfRatio, context.tree, span, ["mean": "a mean of two figures is written `mean(x, y)`"]
        )
      }
    }
    if !a.parts.isEmpty, a.parts == b.parts { result.parts = a.parts }
    return result
  }

  /// A numerator and a denominator over different parts of an axis are not a rate of anything.
  private mutating func checkParts(
    _ a: Lowered, _ b: Lowered, _ span: Span, _ context: ExpressionContext
  ) {
    // A part of a figure over the whole of it is a share, and meant.
    guard a.isOfFigures, a.figure == nil || a.figure != b.figure else { return }
    for (axis, values) in a.parts.sorted(by: { $0.key < $1.key }) {
      guard let others = b.parts[axis], others != values else { continue }
      func words(_ part: Set<Int>) -> String {
        part.sorted().map { program.axes[axis].values[$0].name }.joined(separator: ", ")
      }
      report(
        .differentParts, context.tree, span,
        ["axis": program.axes[axis].name, "above": words(values), "below": words(others)])
    }
  }

  private mutating func lowerComparison(
    _ operation: PMMSyntax.BinaryOperator, _ left: ExprID, _ right: ExprID, _ span: Span,
    _ context: ExpressionContext
  ) -> Lowered? {
    // A bare level is known by the other side, whichever side that is.
    var a: Lowered?
    var b: Lowered?
    if isBareName(left, context) {
      b = lower(right, context)
      // What a bare level means cannot be told where the other side failed.
      guard let b else { return nil }
      a = lower(left, context, expecting: b.type)
    } else {
      a = lower(left, context)
      if a == nil, isBareName(right, context) { return nil }
      b = lower(right, context, expecting: a?.type)
    }
    guard let a, let b, let (x, y, type) = unify(a, left, b, right, context.tree) else {
      return nil
    }
    let isOrder = operation != .equal && operation != .notEqual
    switch type {
    case .truth, .text, .category:
      if isOrder {
        report(
          .notOrdered, context.tree, span,
          ["type": describe(type), "operator": operation.rawValue])
        return nil
      }
    case .quantity, .level, .date, .dateTime: break
    }
    guard let operation = PMMIR.BinaryOperation(rawValue: operation.rawValue) else { return nil }
    return Lowered(pool.add(.binary(operation, x.id, y.id), .truth), .truth)
  }

  private func isBareName(_ id: ExprID, _ context: ExpressionContext) -> Bool {
    guard case .name(let name) = written(id, context.tree).kind else { return false }
    return symbols[name.text] == nil && context.bindings[name.text] == nil
  }

  // MARK: Types

  /// Brings two expressions to one type: the second is converted to the first's unit.
  mutating func unify(
    _ a: Lowered, _ left: ExprID, _ b: Lowered, _ right: ExprID, _ tree: Int
  ) -> (Lowered, Lowered, ValueType)? {
    switch (a.type, b.type) {
    case (.quantity(let unitA), .quantity(let unitB)):
      // Nothing is nothing in every unit.
      if a.isZero, !unitB.isDimensionless || unitB.isPercent {
        return (retype(a, b.type), b, b.type)
      }
      if b.isZero, !unitA.isDimensionless || unitA.isPercent {
        return (a, retype(b, a.type), a.type)
      }
      if unitA == unitB { return (a, b, a.type) }
      guard unitA.hasDimension(of: unitB) else {
        unitMismatch(right, b.type, a.type, tree)
        return nil
      }
      // A percent and a plain number mix, and give a plain number.
      let unit = unitA.isPercent && !unitB.isPercent && unitA.isDimensionless ? unitB : unitA
      if unitA.scale == unitB.scale { return (a, b, .quantity(unit)) }
      return (a, convert(b, to: unitA), a.type)
    case (let first, let second) where first == second: return (a, b, first)
    default:
      typeMismatch(right, b.type, a.type, tree)
      return nil
    }
  }

  private mutating func retype(_ zero: Lowered, _ type: ValueType) -> Lowered {
    Lowered(pool.add(.number(0), type), type)
  }

  /// The same quantity in another unit of its dimension.
  mutating func convert(_ lowered: Lowered, to unit: Unit) -> Lowered {
    guard let from = lowered.unit, from.scale != unit.scale,
      let factor = from.scale.divided(by: unit.scale)
    else { return lowered }
    let type = ValueType.quantity(unit)
    if let constant = pool.constant(lowered.id) {
      return Lowered(pool.add(.number(constant * factor), type), type)
    }
    return Lowered(pool.add(.convert(lowered.id, factor: factor), type), type)
  }

  /// A quantity in the unit, converted if it only differs in scale; reports what is missing if not.
  mutating func fit(
    _ lowered: Lowered, _ id: ExprID, to type: ValueType, _ tree: Int
  ) -> Lowered? {
    switch (lowered.type, type) {
    case (.quantity(let from), .quantity(let unit)):
      if lowered.isZero { return retype(lowered, type) }
      if from == unit || from.isPlain && unit.isPlain { return lowered }
      guard from.hasDimension(of: unit) else {
        unitMismatch(id, lowered.type, type, tree)
        return nil
      }
      return convert(lowered, to: unit)
    case (let found, let wanted) where found == wanted: return lowered
    default:
      typeMismatch(id, lowered.type, type, tree)
      return nil
    }
  }

  mutating func isTruth(_ lowered: Lowered, _ id: ExprID, _ tree: Int) -> Bool {
    if lowered.type == .truth { return true }
    typeMismatch(id, lowered.type, .truth, tree)
    return false
  }

  mutating func isQuantity(_ lowered: Lowered, _ id: ExprID, _ tree: Int) -> Bool {
    if lowered.unit != nil { return true }
    report(
      .notAQuantity, tree, written(id, tree).span, ["type": describe(lowered.type)])
    return false
  }

  mutating func typeMismatch(_ id: ExprID, _ found: ValueType, _ expected: ValueType, _ tree: Int) {
    report(
      .typeMismatch, tree, written(id, tree).span,
      ["found": describe(found), "expected": describe(expected)])
  }

  mutating func unitMismatch(_ id: ExprID, _ found: ValueType, _ expected: ValueType, _ tree: Int) {
    guard let from = found.unit, let to = expected.unit else {
      typeMismatch(id, found, expected, tree)
      return
    }
    var arguments: Arguments = ["found": from.name, "expected": to.name]
    var fix: Fix?
    if from.isDimensionless, !to.isDimensionless,
      case .number(let text, false) = written(id, tree).kind
    {
      // A bare number beside a quantity most often lacks only its unit.
      arguments["unit"] = to.name
      fix = replace(tree, written(id, tree).span, by: "\(text) \(to.name)", .changesMeaning)
    } else if from.factors.contains(where: { $0.base == "percentage_point" })
      || to.factors.contains(where: { $0.base == "percentage_point" })
    {
      arguments["points"] = "a percent minus a percent is a `percentage_point`"
      if case .number(let text, true) = written(id, tree).kind {
        arguments["points"] =
          "write `\(text) percentage_point`, and an interval as `0 .. 10 percentage_point`"
      }
    } else if Set(from.factors + to.factors).contains(where: { $0.base == "year" }),
      Set(from.factors + to.factors).contains(where: { $0.base == "second" })
    {
      arguments["year"] = "years differ in length, so `year` does not convert to days"
    } else if let a = currency(from), let b = currency(to) {
      arguments["currency"] =
        "currencies never mix: divide by a declared rate, for example an input `rate : \(a) per \(b)`"
    } else if let factor = from.oneMissingFactor(to: to) {
      arguments["factor"] = factor
    }
    report(.unitMismatch, tree, written(id, tree).span, arguments, fix: fix)
  }

  /// The currency that a unit is an amount of.
  private func currency(_ unit: Unit) -> String? {
    guard unit.factors.count == 1, unit.factors[0].power == 1 else { return nil }
    let base = unit.factors[0].base
    return base == "money" || currencyCodes.contains(base) ? base : nil
  }

  func describe(_ type: ValueType) -> String {
    switch type {
    case .quantity(let unit): unit.name
    case .level(let scale): "a level of `\(program.scales[scale].name)`"
    case .category(let attribute): "a value of `\(program.attributes[attribute].name)`"
    case .truth: "a condition (yes or no)"
    case .date: "a date"
    case .dateTime: "a date and time"
    case .text: "a text"
    }
  }
}

/// Days from 1970-01-01 to an ISO date; nil if there is no such day.
func daysSinceEpoch(_ text: String) -> Int? {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
  guard parts.count == 3 else { return nil }
  let (year, month, day) = (parts[0], parts[1], parts[2])
  guard (1...12).contains(month), (1...daysInMonth(month, of: year)).contains(day), year >= 1 else {
    return nil
  }
  // Days before each year, by the Gregorian rule; 719162 is 1970-01-01.
  let before = year - 1
  let days = before * 365 + before / 4 - before / 100 + before / 400
  let months = (1..<month).reduce(0) { $0 + daysInMonth($1, of: year) }
  return days + months + day - 1 - 719_162
}
