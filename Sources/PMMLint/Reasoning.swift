package import PMMDiagnostics
package import PMMIR
internal import PMMNumber
internal import PMMSyntax

/// What several rules ask of formulas and ranges.
extension Model {
  /// An expression of a clause that a node's own sheet or an alternative writes.
  package struct Formula {
    package var variant: Variant
    package var id: ExpressionID
    /// The clause.
    package var place: Location
    /// Whether it gives the value; the others give a score or a condition.
    package var isBody: Bool
  }

  /// Those that have such an operation.
  func formulas(with parts: Contents.Parts) -> [Formula] {
    formulas.filter { !contents(of: $0.id).parts.isDisjoint(with: parts) }
  }

  /// Bodies, formulas of scores and conditions.
  func findFormulas() -> [Formula] {
    var found: [Formula] = []
    for variant in variants {
      func add<Value>(_ id: ExpressionID, _ clause: Resolved<Value>, isBody: Bool = false) {
        guard let place = clause.location, variant.writes(clause) else { return }
        found.append(Formula(variant: variant, id: id, place: place, isBody: isBody))
      }
      switch variant.rules.body.value {
      case .formula(let id), .combine(.custom(_, let id)):
        add(id, variant.rules.body, isBody: true)
      case .reported, .combine(.function), .heading: break
      }
      if case .formula(let id) = variant.rules.score.value { add(id, variant.rules.score) }
      for condition in variant.rules.conditions { add(condition.value.test, condition) }
    }
    return found
  }

  // MARK: Ranges

  /// The bounds of what a clause of a node reads, in its value and its score.
  func bounds(_ id: ExpressionID, of node: Int) -> Bounds {
    let value = ranges.enteringScore(node).union(ranges.nodeBounds(node, .value))
    return ranges.bounds(
      id, value: value, shown: value.union(ranges.nodeBounds(node, .shown)),
      score: ranges.scoreBounds(node))
  }

  /// The bounds of one figure less another in a clause of a node; `rules` are those whose formula it is.
  func difference(
    _ left: ExpressionID, _ right: ExpressionID, of node: Int, assuming: [Assumption] = [],
    under rules: Rules? = nil
  ) -> Bounds {
    let value = ranges.enteringScore(node).union(ranges.nodeBounds(node, .value))
    return ranges.differenceBounds(
      left, right, value: value, shown: value.union(ranges.nodeBounds(node, .shown)),
      score: ranges.scoreBounds(node), assuming: assuming, under: rules,
      of: rules == nil ? nil : node)
  }

  /// Whether a condition always or never holds for figures that are known; nil if it depends.
  /// `difference` gives the bounds of one figure less another.
  func truth(_ id: ExpressionID, _ difference: (ExpressionID, ExpressionID) -> Bounds) -> Bool? {
    switch program[id].operation {
    case .truth(let truth): return truth
    case .named(_, _, let body): return truth(body, difference)
    case .not(let operand): return truth(operand, difference).map { !$0 }
    case .binary(.and, let left, let right):
      let (first, second) = (truth(left, difference), truth(right, difference))
      if first == false || second == false { return false }
      return first == true && second == true ? true : nil
    case .binary(.or, let left, let right):
      let (first, second) = (truth(left, difference), truth(right, difference))
      if first == true || second == true { return true }
      return first == false && second == false ? false : nil
    case .binary(let operation, let left, let right):
      guard isOrdered(program[left].type) else { return nil }
      return holds(operation, difference(left, right))
    default: return nil
    }
  }

  private func isOrdered(_ type: ValueType) -> Bool {
    switch type {
    case .quantity, .level: true
    default: false
    }
  }

  private func holds(_ operation: BinaryOperation, _ difference: Bounds) -> Bool? {
    let isBelow = difference.upper.map { $0.isNegative || $0.isZero && difference.upperIsOpen } ?? false
    let isAbove = difference.isPositive
    let isAtMost = isBelow || difference.upper.map { $0.isZero } ?? false
    let isAtLeast = difference.isNotNegative
    switch operation {
    case .less: return isBelow ? true : isAtLeast ? false : nil
    case .lessOrEqual: return isAtMost ? true : isAbove ? false : nil
    case .greater: return isAbove ? true : isAtMost ? false : nil
    case .greaterOrEqual: return isAtLeast ? true : isBelow ? false : nil
    case .equal: return isBelow || isAbove ? false : isAtMost && isAtLeast ? true : nil
    case .notEqual: return isBelow || isAbove ? true : isAtMost && isAtLeast ? false : nil
    default: return nil
    }
  }

  /// Bounds as the notation writes them: `0% .. 100%`, `above 0`.
  func text(_ bounds: Bounds, _ type: ValueType) -> String {
    // Figures of one kind often have one range.
    if let last = lastText, last.bounds == bounds, last.type == type { return last.text }
    let text = newText(bounds, type)
    lastText = (bounds, type, text)
    return text
  }

  private func newText(_ bounds: Bounds, _ type: ValueType) -> String {
    func number(_ value: Rational) -> String {
      switch type {
      case .quantity(let unit): printed(value, unit)
      case .level(let scale):
        value.int.flatMap { index in
          let levels = program.scales[scale].levels
          return levels.indices.contains(index) ? levels[index].name : nil
        } ?? value.description
      default: value.description
      }
    }
    switch (bounds.lower, bounds.upper) {
    case (nil, nil): return "…"
    case (let low?, nil): return (bounds.lowerIsOpen ? "above " : "from ") + number(low)
    case (nil, let high?): return (bounds.upperIsOpen ? "below " : "up to ") + number(high)
    case (let low?, let high?):
      if low == high { return number(low) }
      let dots = bounds.upperIsOpen ? "..<" : bounds.lowerIsOpen ? "<.." : ".."
      return "\(number(low)) \(dots) \(number(high))"
    }
  }

  /// Pairs of inputs of which checks say that the first is at most the second.
  func findOrderings() -> Set<[Int]> {
    var pairs: Set<[Int]> = []
    func read(_ id: ExpressionID) {
      guard case .binary(let operation, let left, let right) = program[id].operation else { return }
      if operation == .and {
        read(left)
        read(right)
      }
      guard case .input(let a, let here) = program[left].operation,
        case .input(let b, let there) = program[right].operation, here == there
      else { return }
      switch operation {
      case .less, .lessOrEqual: pairs.insert([a, b])
      case .greater, .greaterOrEqual: pairs.insert([b, a])
      case .equal: pairs.formUnion([[a, b], [b, a]])
      default: break
      }
    }
    for input in program.inputs { input.checks.forEach { read($0.value.condition) } }
    return pairs
  }

  /// Rows that a node's own sheet or an alternative writes, and what they look at.
  package struct Band {
    package var variant: Variant
    package var by: ExpressionID
    package var rows: [PMMIR.Row]
    package var place: Location?
    package var isScore: Bool
  }

  func findBands() -> [Band] {
    var found: [Band] = []
    for variant in variants {
      let rules = variant.rules
      if case .rows(let by, let rows) = rules.score.value, variant.writes(rules.score) {
        found.append(
          Band(variant: variant, by: by, rows: rows, place: rules.score.location, isScore: true))
      }
      if let classification = rules.classification, variant.writes(classification) {
        found.append(
          Band(
            variant: variant, by: classification.value.by, rows: classification.value.rows,
            place: classification.location, isScore: false))
      }
    }
    return found
  }

  /// Whether scores rise or fall with what rows look at; nil if neither.
  func slope(of rows: [PMMIR.Row]) -> Direction? {
    guard let steps = steps(of: rows), !steps.isEmpty else { return nil }
    if steps.allSatisfy({ $0.sign > 0 }) { return .higher }
    return steps.allSatisfy(\.isNegative) ? .lower : nil
  }

  /// How scores change from each row to the next, from the lowest figures to the highest; nil if a score
  /// is no constant.
  func steps(of rows: [PMMIR.Row]) -> [Rational]? {
    var points: [(at: Rational?, score: Rational)] = []
    for row in rows {
      guard case .interval(let interval) = row.pattern, let score = constant(row.result) else {
        return nil
      }
      points.append((interval.lower, score))
    }
    // The row without a lower end comes first.
    points.sort { left, right in
      guard let b = right.at else { return false }
      return left.at.map { $0 < b } ?? true
    }
    return zip(points, points.dropFirst()).map { $1.score - $0.score }
  }

  /// What decides a condition, for people: the figures that it compares and where they lie.
  func reasons(_ id: ExpressionID, _ node: Int?) -> String {
    var found: [String] = []
    for inner in inside(id) {
      guard case .binary(let operation, let left, let right) = program[inner].operation,
        operation.isComparison
      else { continue }
      if let check = orderingText(left, right) { found.append(check) }
      for side in [left, right] where constant(side) == nil {
        let range = node.map { bounds(side, of: $0) } ?? ranges.bounds(side)
        let text = "\(describe(side)): \(text(range, program[side].type))"
        if !found.contains(text) { found.append(text) }
      }
    }
    return found.joined(separator: ", ")
  }

  /// `released <= declarations`, where a check says so.
  private func orderingText(_ left: ExpressionID, _ right: ExpressionID) -> String? {
    guard case .input(let a, _) = program[left].operation,
      case .input(let b, _) = program[right].operation
    else { return nil }
    let pair = [[a, b], [b, a]].first(where: orderings.contains)
    return pair.map { "\(program.inputs[$0[0]].name) <= \(program.inputs[$0[1]].name)" }
  }

  private func describe(_ id: ExpressionID) -> String {
    switch program[id].operation {
    case .input(let input, _): program.inputs[input].name
    case .node(let node, let part, _):
      part == .value ? program.nodes[node].name : "\(program.nodes[node].name).\(part.rawValue)"
    case .parameter(let parameter): program.parameters[parameter].name
    case .own(let figure): figure.rawValue
    case .named(let name, _, _): name
    default: "…"
    }
  }

  /// Whether anything of another period is read.
  func readsOtherPeriods(_ id: ExpressionID) -> Bool {
    inside(id).contains { inner in
      switch program[inner].operation {
      case .input(_, let selection), .node(_, _, let selection): selection.period != .offset(0)
      case .aggregate(_, _, .window, _): true
      default: false
      }
    }
  }

  /// Numerator and denominator of a share of one reported figure in another, of one unit and period,
  /// where no check says that the one is at most the other.
  func shareWithoutCap(_ id: ExpressionID) -> (part: Int, whole: Int)? {
    guard case .binary(.divide, let left, let right) = program[bare(id)].operation,
      case .input(let a, let here) = program[bare(left)].operation,
      case .input(let b, let there) = program[bare(right)].operation, a != b, here == there,
      case .quantity(let unit) = program.inputs[a].type, program.inputs[b].type == .quantity(unit),
      counts(unit), !orderings.contains([a, b])
    else { return nil }
    return (a, b)
  }

  /// Whether a unit counts things. Amounts of money can well exceed each other.
  private func counts(_ unit: Unit) -> Bool {
    program.units.contains { $0.isCounted && $0.unit.name == unit.name }
  }

  /// Whether everything that is read counts things, or is a share: what is in percent and may be negative
  /// is a change, which may well be above 100%.
  func readsCounts(_ id: ExpressionID) -> Bool {
    inside(id).allSatisfy { inner in
      guard case .input(let input, _) = program[inner].operation else { return true }
      guard let unit = program.inputs[input].type.unit else { return false }
      return counts(unit)
        || unit.isPercent && unit.isDimensionless && ranges.inputBounds(input).isNotNegative
    }
  }

  // MARK: Places

  /// The rows of a band, as places.
  func rows(of band: Band) -> [Location] {
    guard let place = band.place else { return [] }
    func search(_ block: Block?) -> [Span]? {
      for clause in block?.clauses ?? [] {
        switch clause.kind {
        case .score(.rows(_, let rows), _) where clause.span == place.span,
          .classification(_, _, let rows) where clause.span == place.span:
          return rows.map(\.span)
        case .mayUse(_, _, _, let inner): if let found = search(inner) { return found }
        default: break
        }
      }
      return nil
    }
    let block = declaration(of: program.nodes[band.variant.node].name)?.block
    return (search(block) ?? []).map { Location(file: place.file, span: $0) }
  }

  /// A fix that writes a clause into a declaration's block: behind its texts, and a check behind its range.
  func insertion(
    _ text: String, into name: String, _ safety: Fix.Safety, behindRange: Bool = false
  ) -> Fix? {
    guard let written = declaration(of: name), let block = written.block else { return nil }
    let file = written.tree.file
    let before = block.clauses.last {
      switch $0.kind {
      case .text: true
      case .range, .check: behindRange
      default: false
      }
    }
    var start = block.span.start + 1
    var isOneLine = false
    if let before {
      start = before.span.end
      // A remark behind the clause stays with it.
      let line = file.lineRange(file.position(of: start).line)
      let rest = file.text(Span(start, line.upperBound)).drop { $0 == " " || $0 == "\t" }
      if rest.isEmpty || rest.hasPrefix("//") { start = line.upperBound }
    } else {
      isOneLine = file.content.withBytes {
        !$0[block.span.start..<block.span.end].contains(UInt8(ascii: "\n"))
      }
    }
    return Fix(
      safety,
      [
        TextEdit(
          written.location(Span(start, start)), isOneLine ? " \(text)\n   " : "\n    \(text)")
      ])
  }
}

extension BinaryOperation {
  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

extension PMMIR.Function {
  /// Whether its results are in general no fractions, and rounded to 34 digits.
  var isIrrational: Bool {
    switch self {
    case .ln, .exp, .sqrt, .log, .geometricMean, .powerMean, .weightedGeometricMean,
      .weightedPowerMean:
      true
    default: false
    }
  }
}
