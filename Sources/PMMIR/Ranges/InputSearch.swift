package import PMMNumber

/// Looks for reported figures that make something true of a node: small round ones first, from declared
/// ranges, from the thresholds and constants that its rules name, and from its examples.
///
/// A search, no proof: what it does not find may exist.
package struct InputSearch: Sendable {
  let program: Program
  let node: Int
  /// What the node's figures are made of, and the values worth trying for each.
  package private(set) var candidates: [Trial.Target: [Trial.Value]] = [:]
  /// Numbers that the node's value is compared with somewhere.
  package private(set) var thresholds: [Rational] = []
  /// How many subjects a trial needs: more than one where a population is read.
  private var others = 0
  private var constants: Set<Rational> = []

  package init(_ program: Program, node: Int) {
    self.program = program
    self.node = node
    collect()
  }

  /// The first of the trials that `isSuch`, as small as it can be made.
  package func find(_ isSuch: (TrialOutcome) -> Bool) -> Trial? {
    for trials in [bases, bases.flatMap(variations), aimed(bases), mixed(200)] {
      let outcomes = program.outcomes(of: trials, node: node)
      if let index = outcomes.firstIndex(where: isSuch) {
        return shrunk(trials[index]) { program.outcomes(of: $0, node: node).map(isSuch) }
      }
    }
    return nil
  }

  // MARK: Trials

  /// What its examples report, and every figure alike.
  package var bases: [Trial] {
    var found = program.nodes[node].examples.filter { $0.use == nil }.map(trial)
    for value in [100, 10, 1, 1000] as [Rational] {
      found.append(
        Trial(
          candidates.mapValues { values in
            values.contains(.number(value)) ? .number(value) : values.first ?? .number(value)
          }))
    }
    return found.map(peopled)
  }

  /// The trial with one figure another one.
  package func variations(of trial: Trial) -> [Trial] {
    candidates.sorted { $0.key < $1.key }.flatMap { target, values in
      values.filter { trial.figures[target] != $0 }.map { value in
        var other = trial
        other.figures[target] = value
        return other
      }
    }
  }

  /// For each cell, the trial with nothing at all in the others, so that the total is that cell's; and
  /// the same with all that the cell has alike.
  package func concentrated(_ trial: Trial) -> [Trial] {
    let cells = Set(
      candidates.keys.compactMap { if case .input(_, let cell, _) = $0, !cell.isEmpty { cell } else { nil } })
    return cells.sorted { $0.joined() < $1.joined() }.flatMap { kept -> [Trial] in
      var other = trial
      for (target, values) in candidates {
        guard case .input(_, let cell, _) = target, !cell.isEmpty else { continue }
        if cell != kept {
          if values.contains(.number(0)) { other.figures[target] = .number(0) }
        } else if other.figures[target] == nil {
          other.figures[target] = values.first
        }
      }
      var alike = other
      let most = other.figures.values.compactMap { if case .number(let one) = $0 { one } else { nil } }.max()
      for (target, value) in other.figures {
        guard let most, case .number = value, case .input(_, kept, _) = target else { continue }
        alike.figures[target] = .number(most)
      }
      return [other, alike]
    }
  }

  /// Trials in which the node's value is a threshold or just beside one: a figure is moved along the
  /// line through two that were computed, which is exact for all that is linear in it.
  package func aimed(_ trials: [Trial]) -> [Trial] {
    guard !thresholds.isEmpty else { return [] }
    let sorted = thresholds.sorted()
    let between = zip(sorted, sorted.dropFirst()).compactMap { ($0 + $1).divided(by: 2) }
    let aims = sorted + between + [sorted[0] - 1, sorted[sorted.count - 1] + 1]
    var found: [Trial] = []
    for trial in trials {
      for (target, value) in trial.sorted {
        guard case .number(let x) = value else { continue }
        var moved = trial
        let step: Rational = x.isZero ? 1 : x
        moved.figures[target] = .number(x + step)
        let values = program.outcomes(of: [trial, moved], node: node).map(number)
        guard let first = values[0], let second = values[1], first != second else { continue }
        for aim in aims.prefix(40) {
          guard let way = ((aim - first) * step).divided(by: second - first) else { continue }
          var other = trial
          other.figures[target] = .number(x + way)
          found.append(other)
        }
      }
    }
    return found
  }

  /// Values taken at random, the same ones in every run.
  package func mixed(_ count: Int) -> [Trial] {
    var random = Draws(seed: program.nodes[node].name)
    let targets = candidates.sorted { $0.key < $1.key }
    return (0..<(others > 0 ? count / 6 : count)).map { _ in
      func figures() -> [Trial.Target: Trial.Value] {
        Dictionary(
          uniqueKeysWithValues: targets.compactMap { target, values in
            values.isEmpty ? nil : (target, values[random.next(below: values.count)])
          })
      }
      return Trial(figures(), others: (0..<others).map { _ in figures() })
    }
  }

  /// The trial with simpler figures, as long as it still is such.
  package func shrunk(_ trial: Trial, while isSuch: ([Trial]) -> [Bool]) -> Trial {
    var trial = trial
    for _ in 0..<2 {
      for (target, value) in trial.sorted {
        var simpler: [Trial] = []
        if case .number(let number) = value {
          for other in simplifications(of: number) {
            var next = trial
            next.figures[target] = .number(other)
            simpler.append(next)
          }
        }
        var without = trial
        without.figures[target] = nil
        simpler.insert(without, at: 0)
        if let index = isSuch(simpler).firstIndex(of: true) { trial = simpler[index] }
      }
    }
    return trial
  }

  private func simplifications(of number: Rational) -> [Rational] {
    var found: [Rational] = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    for decimals in [0, 1, 2, 3] { found.append(number.rounded(decimals: decimals, .halfUp)) }
    for step in [10, 100] as [Rational] {
      if let part = number.divided(by: step) {
        found.append(part.rounded(decimals: 0, .halfUp) * step)
      }
    }
    // Only what is shorter: shrinking ends.
    let length = number.exactText.utf8.count
    let isRound = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].contains(number)
    return isRound ? [] : found.filter { $0.exactText.utf8.count < length || $0.isInteger }
      .filter { $0 != number }
  }

  private func number(_ outcome: TrialOutcome) -> Rational? {
    guard case .known(.number(let value))? = outcome.values[[]] ?? outcome.values.first?.value else {
      return nil
    }
    return value
  }

  /// Others beside the subject, who report other figures.
  private func peopled(_ trial: Trial) -> Trial {
    guard others > 0 else { return trial }
    var trial = trial
    trial.subjects += (0..<others).map { index in
      trial.figures.mapValues { value in
        if case .number(let number) = value { .number(number + Rational(index + 1)) } else { value }
      }
    }
    return trial
  }

  private func trial(_ example: Example) -> Trial {
    var trial = Trial()
    for binding in example.bindings {
      switch binding.target {
      case .input(let input, let cell, let offset):
        trial.figures[.input(program.inputs[input].name, cell: names(cell), offset: offset)] = value(
          binding.given, program.inputs[input].type)
      case .attribute(let attribute):
        trial.figures[.attribute(program.attributes[attribute].name)] = value(
          binding.given, program.attributes[attribute].type)
      case .childScore(let child):
        let type: ValueType =
          if case .levels(let scale)? = program.head.scores { .level(scale) } else {
            .quantity(.number)
          }
        trial.figures[.score(of: program.nodes[child].name)] = value(binding.given, type)
      case .inputAt, .parameter: continue
      }
    }
    return trial
  }

  private func value(_ given: Example.Given, _ type: ValueType) -> Trial.Value? {
    switch given {
    case .reason(let reason): .missing(reason)
    case .scalar(.number(let number)): .number(number)
    case .scalar(.level(let level)): .level(program.name(ofLevel: level, type: type))
    case .scalar(.category(let value)): .category(program.name(ofCategory: value, type: type))
    case .scalar(.truth(let truth)): .truth(truth)
    case .scalar(.text(let text)): .text(text)
    case .scalar(.date(let day)): .date(day)
    }
  }

  private func names(_ cell: Cell) -> [String] {
    cell.coordinates.map {
      "\(program.axes[$0.axis].name):\(program.axes[$0.axis].values[$0.value].name)"
    }
  }

  // MARK: What there is to try

  private mutating func collect() {
    var reads: Set<Place> = []
    let own = program.nodes[node]
    if case .combine = own.rules.body.value {
      for child in own.children where program.nodes[child].localTo == nil {
        candidates[.score(of: program.nodes[child].name)] = scores
      }
      note(own.rules)
    } else {
      walk(node, offset: 0, &reads)
    }
    for place in reads { candidates[place.target] = values(for: place.input) }
  }

  private struct Place: Hashable {
    var input: Int
    var target: Trial.Target
  }

  private struct Seen: Hashable {
    var id: ExpressionID
    var offset: Int
  }

  private var scores: [Trial.Value] {
    if case .levels(let scale)? = program.head.scores {
      return program.scales[scale].levels.map { .level($0.name) }
    }
    guard case .interval(let low, let high)? = program.head.scores else {
      return [50, 0, 100].map { .number($0) } + reasons
    }
    let middle = (low + high).divided(by: 2) ?? low
    return [.number(middle), .number(low), .number(high)] + reasons
  }

  private var reasons: [Trial.Value] {
    [.missing(.notReported), .missing(.notApplicable), .missing(.notAvailable)]
  }

  private mutating func note(_ rules: Rules) {
    for policy in rules.policies where policy.value.reasons != nil {
      for target in candidates.keys {
        candidates[target]! += policy.value.reasons!.sorted().map { .missing($0) }
      }
    }
    noteThresholds(rules)
  }

  private mutating func walk(_ node: Int, offset: Int, _ reads: inout Set<Place>) {
    let rules = program.nodes[node].rules
    noteThresholds(rules)
    if !rules.figurePopulations.isEmpty { needs(rules.figurePopulations) }
    var open = rules.expressions.map { Seen(id: $0, offset: offset) }
    if case .combine = rules.body.value {
      for child in program.nodes[node].children { walk(child, offset: offset, &reads) }
    }
    var seen: Set<Seen> = []
    while let next = open.popLast() {
      guard seen.insert(next).inserted, seen.count < 4_000 else { continue }
      var offsets = [next.offset]
      switch program[next.id].operation {
      case .number(let number): constants.insert(number * (program[next.id].type.unit?.scale ?? 1))
      case .input(let input, let selection):
        guard case .offset(let shift) = selection.period else { break }
        for cell in cells(of: input) {
          let target = Trial.Target.input(
            program.inputs[input].name, cell: cell, offset: next.offset + shift)
          reads.insert(Place(input: input, target: target))
        }
      case .node(let other, _, let selection):
        guard case .offset(let shift) = selection.period, other != node else { break }
        walk(other, offset: next.offset + shift, &reads)
      case .attribute(let index): addAttribute(index)
      case .aggregate(_, _, .window(let from, let to), _) where from <= to:
        offsets = (from...to).map { next.offset + $0 }
      case .aggregate(_, _, .population(let population), _), .standing(_, _, let population, _),
        .isMember(let population):
        needs([population])
      default: break
      }
      for child in program.dependencies(of: next.id) {
        open += offsets.map { Seen(id: child, offset: $0) }
      }
    }
  }

  private mutating func needs(_ populations: [Int]) {
    for index in populations {
      let population = program.populations[index]
      others = max(others, (population.atLeast ?? 3) - 1, 2)
      for attribute in population.same { addAttribute(attribute, all: false) }
    }
  }

  private mutating func addAttribute(_ index: Int, all: Bool = true) {
    let attribute = program.attributes[index]
    let values: [Trial.Value] =
      switch attribute.type {
      case .truth: [.truth(true), .truth(false)]
      case .category: attribute.values.map { .category($0.name) }
      default: [.number(1), .number(100)]
      }
    candidates[.attribute(attribute.name)] = all ? values : [values[0]]
  }

  private func cells(of input: Int) -> [[String]] {
    let parts = program.inputs[input].breakdown
    guard !parts.isEmpty else { return [[]] }
    var cells: [[String]] = [[]]
    for part in parts {
      let axis = program.axes[part.axis]
      cells = cells.flatMap { cell in
        part.values.map { cell + ["\(axis.name):\(axis.values[$0].name)"] }
      }
      if cells.count > 24 { return Array(cells.prefix(24)) }
    }
    return cells
  }

  private mutating func noteThresholds(_ rules: Rules) {
    func rows(_ rows: [Row]) {
      for case .interval(let bounds) in rows.map(\.pattern) {
        thresholds += [bounds.lower, bounds.upper].compactMap { $0 }
      }
    }
    switch rules.score.value {
    case .rows(_, let list): rows(list)
    default: break
    }
    if let classification = rules.classification?.value { rows(classification.rows) }
    var open = rules.scoreExpressions + rules.conditions.map(\.value.test)
    while let id = open.popLast() {
      if case .number(let number) = program[id].operation {
        thresholds.append(number)
      }
      open += program[id].operation.children
    }
    thresholds = Array(Set(thresholds)).sorted()
  }

  private func values(for index: Int) -> [Trial.Value] {
    let input = program.inputs[index]
    switch input.type {
    case .level(let scale): return program.scales[scale].levels.map { .level($0.name) } + reasons
    case .category(let attribute):
      return program.attributes[attribute].values.map { .category($0.name) } + reasons
    case .truth: return [.truth(true), .truth(false)] + reasons
    case .date, .dateTime: return [.date(19_000), .date(19_001), .date(19_100)] + reasons
    case .text: return [.text("a"), .text("b")] + reasons
    case .quantity(let unit): return numbers(input, unit).map { .number($0) } + reasons
    }
  }

  private func numbers(_ input: Input, _ unit: Unit) -> [Rational] {
    var numbers: [Rational] =
      unit.isPercent
      ? [1, 0, Rational(1, over: 2), Rational(1, over: 10), Rational(9, over: 10)]
      : [100, 0, 1, 2, 10, 50, 99, 101, 1000]
    for constant in constants.sorted().prefix(12) {
      if let own = constant.divided(by: unit.scale) { numbers += [own, own + 1, own - 1] }
    }
    if case .interval(let bounds)? = input.range?.value {
      for end in [bounds.lower, bounds.upper].compactMap({ $0 }) { numbers += [end, end + 1, end - 1] }
    }
    var seen: Set<Rational> = []
    return numbers.filter { seen.insert($0).inserted }
  }
}

/// Numbers that look random and are the same in every run (splitmix64).
private struct Draws {
  private var state: UInt64

  init(seed: String) {
    state = seed.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  mutating func next(below count: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)) % UInt64(count))
  }
}
