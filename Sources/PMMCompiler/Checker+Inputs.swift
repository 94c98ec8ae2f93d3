internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
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
          report(
            .missingTitle, source.tree, (source.title?.span ?? source.name.span),
            ["name": source.name.text])
        }
      } else {
        input.sheet.title = translations(source.title)
        input.sheet.location = Location(file: source.tree, span: source.name.span)
      }
      input.localTo = adaptations[source.tree]?.subject
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
      // It is the scale that lacks, not each of the questions that is wrong.
      if let name = source.instrument, undeclared.insert("scale adoption").inserted {
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
        .duplicateItem, tree, breakdown.axis.span,
        ["name": "`by \(breakdown.axis.text)`", "list": "one input"])
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
        report(
          .duplicateItem, tree, name.span,
          ["name": "`\(name.text)`", "list": "`\(breakdown.axis.text)[…]`"])
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
      let count = diagnostics.count
      for reference in source.clauses { lowerInputClause(reference, index) }
      if diagnostics[count...].contains(where: { $0.severity == .error }) {
        failedInputs.insert(index)
      }
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
    case .source(nil, let texts):
      program.inputs[index].sources.append(translations(texts, reference.tree))
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
            name, reference.tree, of: "the scale `\(program.scales[scale].name)`",
            levels.map(\.name))
          return nil
        }.sorted())
    case (.interval, _):
      report(
        .rangeOfAnotherKind, reference.tree, reference.clause.span,
        [
          "type": describe(type), "expected": "a list of levels",
        ])
    case (.levels, _):
      report(
        .rangeOfAnotherKind, reference.tree, reference.clause.span,
        [
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
}
