internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  /// The constant bounds of an interval in a unit, or nil after reporting.
  mutating func constantBounds(_ interval: Interval, _ unit: Unit, _ tree: Int) -> Bounds? {
    let context = ExpressionContext(tree: tree, place: .constant)
    guard let ends = lowerInterval(interval, .quantity(unit), context) else { return nil }
    var values: [Rational?] = []
    for (end, id) in [(ends.lower, interval.lower), (ends.upper, interval.upper)] {
      guard let end, let id else {
        values.append(nil)
        continue
      }
      guard let constant = pool.constant(end.id) else {
        report(.notConstant, tree, written(id, tree).span, ["what": "a bound"])
        return nil
      }
      values.append(constant)
    }
    return Bounds(
      lower: values[0], lowerIsOpen: interval.lowerIsOpen, upper: values[1],
      upperIsOpen: interval.upperIsOpen)
  }

  /// Both ends in the type; the unit of the upper end also belongs to a bare lower one.
  mutating func lowerInterval(
    _ interval: Interval, _ type: ValueType, _ context: ExpressionContext
  ) -> (lower: Lowered?, upper: Lowered?)? {
    let upper = interval.upper.flatMap { lower($0, context, expecting: type) }
    var first = interval.lower.flatMap { lower($0, context, expecting: type) }
    guard (upper == nil) == (interval.upper == nil), (first == nil) == (interval.lower == nil)
    else { return nil }
    if let bare = first, bare.isBareNumber, let unit = upper?.unit,
      !unit.isDimensionless || isQuantityLiteral(interval.upper, context.tree),
      let constant = pool.constant(bare.id)?.divided(by: unit.printFactor)
    {
      first = Lowered(pool.add(.number(constant), .quantity(unit)), .quantity(unit))
    }
    var ends: (lower: Lowered?, upper: Lowered?) = (nil, nil)
    var isRight = true
    // The upper one first: it is where a unit of both stands.
    if let end = upper, let id = interval.upper {
      guard let fitted = fit(end, id, to: type, context.tree) else { return nil }
      isRight = isWrittenAs(type, end, id, context.tree)
      ends.upper = fitted
    }
    if let end = first, let id = interval.lower {
      guard let fitted = fit(end, id, to: type, context.tree) else { return nil }
      isRight = isWrittenAs(type, end, id, context.tree) && isRight
      ends.lower = fitted
    }
    return isRight ? ends : nil
  }

  private func isQuantityLiteral(_ id: ExprID?, _ tree: Int) -> Bool {
    guard let id, case .quantity = written(id, tree).kind else { return false }
    return true
  }

  /// A bound or result of a percent is written with `%`: a bare 100 would be 10,000 %.
  mutating func isWrittenAs(_ type: ValueType, _ lowered: Lowered, _ id: ExprID, _ tree: Int)
    -> Bool
  {
    guard lowered.isBareNumber, !lowered.isZero, let unit = type.unit, unit.isPercent,
      unit.isDimensionless
    else { return true }
    let span = written(id, tree).span
    let text = trees[tree].file.text(span)
    var arguments: Arguments = ["text": text]
    // 0.1 can be meant as 0.1% and as a share of one tenth.
    if let value = pool.constant(lowered.id), value.magnitude <= 1 {
      arguments["share"] = (value * 100).decimal(significant: 12)
    }
    report(
      .percentSignNeeded, tree, span, arguments,
      fix: arguments["share"] == nil
        ? replace(tree, span, by: "\(text)%", .changesMeaning) : nil)
    return false
  }
}
