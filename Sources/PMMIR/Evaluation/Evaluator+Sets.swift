internal import PMMNumber

/// Aggregates over sets, standings in populations, coverage and tables.
extension Evaluation {
  mutating func overSet(_ id: ExpressionID) -> Figure {
    switch program[id].operation {
    case .aggregate(let aggregate, let arguments, let set, let condition):
      return self.aggregate(id, aggregate, arguments, over: set, condition)
    case .standing(let standing, let operand, let population, let isDescending):
      return self.standing(id, standing, operand, population, isDescending)
    case .known(let operand):
      // It asks whether a figure is there, so no line for its absence takes effect.
      return .known(.truth(plainFigure(operand).isKnown))
    case .coverage(let level): return coverage(of: level)
    case .lookup(let table, let arguments): return row(of: table, arguments)
    case .columnStatistic(let aggregate):
      guard let column = scope.column else { return failed(.undefined) }
      return outcome(statistic(aggregate, of: column), from: [])
    default: return failed(.undefined)
    }
  }

  // MARK: Aggregates

  private mutating func aggregate(
    _ id: ExpressionID, _ aggregate: Aggregate, _ arguments: [ExpressionID],
    over set: SetSelection, _ condition: ExpressionID?
  ) -> Figure {
    guard arguments.count == aggregate.arguments else { return failed(.undefined) }
    // The number that a percentile or a mean of the best asks for is this subject's own.
    let own = aggregate.hasParameter ? figure(arguments[1]) : nil
    if let own, !own.isKnown { return own }
    let perMember = aggregate.hasParameter ? [arguments[0]] : arguments
    switch set {
    case .population(let population):
      guard
        let group = results.group(
          program.populations[population], subject: scope.subject, period: scope.period)
      else { return failed(.notAvailable) }
      let result = groupStatistic(
        aggregate, key(.read(perMember, condition), population, group), own?.number,
        for: .expression(id)
      ) { $0.member(perMember, condition) }
      // Flags and disclosure of other subjects' figures do not pass over to this one's.
      return outcome(result, from: own.map { [$0] } ?? [])
    case .axis(let part):
      let scopes = part.values.map { value in
        moved(cell: scope.cell.at(Coordinate(axis: part.axis, value: value)), scope.period)
      }
      return self.aggregate(id, aggregate, perMember, set, condition, in: scopes, own)
    case .window(let from, let to):
      let offsets = from <= to ? Array(from...to) : []
      // Without periods there is only this one.
      let periods =
        scope.period.kind == .none
        ? offsets.filter { $0 == 0 }.map { _ in scope.period }
        : offsets.map { scope.period.advanced(by: $0) }
      let scopes = periods.map { moved(cell: scope.cell, $0) }
      return self.aggregate(id, aggregate, perMember, set, condition, in: scopes, own)
    }
  }

  /// An aggregate of the subject's own figures, in other cells or periods: it has their flags.
  private mutating func aggregate(
    _ id: ExpressionID, _ aggregate: Aggregate, _ arguments: [ExpressionID], _ set: SetSelection,
    _ condition: ExpressionID?, in scopes: [Scope], _ parameter: Figure?
  ) -> Figure {
    let sample = Sample(of: scopes.map { reading($0) { $0.member(arguments, condition) } })
    let result = statistic(aggregate, of: sample, parameter: parameter?.number)
    note(.expression(id), set, sample, result)
    let known = sample.members.filter(\.isCounted).flatMap(\.figures)
    return outcome(result, from: known + (parameter.map { [$0] } ?? []))
  }

  /// This subject, in another cell or period.
  private func moved(cell: Cell, _ period: Period) -> Scope {
    var other = scope
    other.cell = cell
    other.period = period
    other.memory = memory
    other.log = nil
    let place = results.setting.index(of: .init(subject: scope.subject, period: period))
    other.own = scope.own == nil ? nil : place.flatMap { own(at: $0, cell) }
    return other
  }

  /// The arguments of a member, read where it stands, and whether it meets the condition.
  private mutating func member(
    _ arguments: [ExpressionID], _ condition: ExpressionID?
  ) -> SetMember {
    if let condition {
      let test = figure(condition)
      guard test.scalar == .truth(true) else { return member([], unmet: test) }
    }
    var figures: [Figure] = []
    for argument in arguments { figures.append(figure(argument)) }
    return member(figures)
  }

  private func member(_ figures: [Figure], unmet: Figure? = nil) -> SetMember {
    SetMember(
      subject: scope.subject, period: scope.period, cell: scope.cell, figures: figures,
      unmet: unmet)
  }

  /// What is read where a member stands. The node's `when` lines do not look into a set.
  private func reading(
    _ scope: Scope, _ read: (inout Evaluation) -> SetMember
  ) -> SetMember {
    var evaluation = Evaluation(results, scope, [], depth: depth)
    return read(&evaluation)
  }

  /// Writes down a set that a figure was made of.
  private func note(
    _ use: SetReport.Use, _ set: SetSelection, _ sample: Sample, _ result: Outcome
  ) {
    let figure: Figure =
      switch result {
      case .known(let scalar): .known(scalar)
      case .missing(let reason): .missing(reason, at: scope.place)
      }
    scope.log?.add(
      SetReport(
        use: use, set: set, stage: .value, members: sample.members, counted: sample.count,
        result: figure))
  }

  // MARK: Populations

  /// What this step has found out so far; outside a step, what is found out is soon forgotten.
  var memory: Memory { scope.memory ?? Memory() }

  private func key(
    _ what: Memory.SampleKey.What, _ population: Int, _ group: Group
  ) -> Memory.SampleKey {
    Memory.SampleKey(
      what: what, population: population, group: group, node: scope.node, cell: scope.cell,
      readsOwn: scope.own != nil)
  }

  /// The members of a population, each read as it stands there.
  private func sample(
    _ key: Memory.SampleKey, _ read: (inout Evaluation) -> SetMember
  ) -> Sample {
    let memory = memory
    if let known = memory.samples[key] { return known }
    let sample = Sample(
      of: scopes(of: key.population, key.group).map { scope in
        guard isComparable(key.what, scope) else {
          var member = SetMember(
            subject: scope.subject, period: scope.period, cell: scope.cell, figures: [])
          member.isComparable = false
          return member
        }
        return reading(scope, read)
      })
    memory.samples[key] = sample
    return sample
  }

  /// Whether what is read of a member compares with the others'.
  private func isComparable(_ what: Memory.SampleKey.What, _ scope: Scope) -> Bool {
    let setting = results.setting
    switch what {
    case .read(let arguments, let condition):
      return setting.isComparable(arguments + (condition.map { [$0] } ?? []), for: scope.subject)
    case .own:
      return scope.node.map { setting.comparability(of: $0, for: scope.subject).isComparable }
        ?? true
    case .filled(let filled):
      guard case .node(let node, _, _) = filled.read else { return true }
      return setting.comparability(of: node, for: scope.subject).isComparable
    }
  }

  /// What all who see one group share: it is computed for the first of them.
  private func groupStatistic(
    _ aggregate: Aggregate, _ key: Memory.SampleKey, _ parameter: Rational? = nil,
    for use: SetReport.Use, _ read: (inout Evaluation) -> SetMember
  ) -> Outcome {
    let whole = Memory.StatisticKey(sample: key, aggregate: aggregate, parameter: parameter)
    let memory = memory
    // Who explains a figure is told of the members too.
    if scope.log == nil, let known = memory.statistics[whole] { return known }
    let sample = sample(key, read)
    let result =
      memory.statistics[whole]
      ?? results.statistic(aggregate, of: sample, over: key.population, parameter: parameter)
    memory.statistics[whole] = result
    note(use, .population(key.population), sample, result)
    return result
  }

  private func ownKey(_ population: Int) -> Memory.SampleKey? {
    results.group(program.populations[population], subject: scope.subject, period: scope.period)
      .map { key(.own, population, $0) }
  }

  /// The node's own value, as it enters the stage.
  private static func readOwn(_ member: inout Evaluation) -> SetMember {
    let none = Figure.missing(.notAvailable, at: member.scope.place)
    return member.member([member.scope.own?.value ?? none])
  }

  /// A statistic of the node's own values in a population.
  func ownStatistic(_ aggregate: Aggregate, over population: Int) -> Outcome {
    guard let key = ownKey(population) else { return .missing(.notAvailable) }
    return groupStatistic(aggregate, key, for: .imputation, Self.readOwn)
  }

  /// Where the node's own value stands among those in a population, as they enter the score.
  func ownPlace(_ rule: PopulationScore, of value: Scalar) -> Outcome? {
    // Whoever knows the ends of the population already need not look at all of its members.
    if rule.method == .minmax, scope.log == nil, let x = value.number, let node = scope.node,
      let ends = results.lazy?.ends(
        node, scope.cell, rule.population, subject: scope.subject, period: scope.period)
    {
      return linearFraction(
        x, from: rule.isDescending ? ends.most : ends.least,
        to: rule.isDescending ? ends.least : ends.most, clamped: true)
    }
    guard let key = ownKey(rule.population) else { return nil }
    let sample = sample(key, Self.readOwn)
    let result = results.place(
      rule.method, of: value, in: sample, over: rule.population, isDescending: rule.isDescending)
    note(.score, .population(rule.population), sample, result)
    return result
  }

  /// Where the members of a group evaluate what this subject evaluates here.
  private func scopes(of population: Int, _ group: Group) -> [Scope] {
    let memory = memory
    return results.members(of: population, in: group, memory, depth: depth).map { place in
      let member = results.setting.places[place]
      var other = scope
      other.subject = member.subject
      other.period = member.period
      other.origin = member.period
      other.operands = []
      other.memory = memory
      other.log = nil
      other.own = scope.own == nil ? nil : own(at: place, scope.cell)
      return other
    }
  }

  /// The node's own figures of a member, as they enter the stage.
  private func own(at place: Int, _ cell: Cell) -> NodeFigures? {
    guard let node = scope.node,
      let column = results.setting.cells[node].firstIndex(of: cell)
    else { return nil }
    return memory.own(place * results.setting.cells[node].count + column)
  }

  /// What the figures of a population make of something that is missing here: the aggregate of what
  /// its members read in the same way.
  func filling(
    _ aggregate: Aggregate, over population: Int, line: Int, _ filled: FilledFigure,
    _ read: (inout Evaluation) -> Figure
  ) -> Outcome {
    let sheet = program.populations[population]
    guard
      let group = results.group(sheet, subject: scope.subject, period: scope.period)
    else { return .missing(.notAvailable) }
    return groupStatistic(
      aggregate, key(.filled(filled), population, group), for: .filling(policy: line, filled)
    ) { $0.member([read(&$0)]) }
  }

  private mutating func standing(
    _ id: ExpressionID, _ standing: Standing, _ operand: ExpressionID, _ population: Int,
    _ isDescending: Bool
  ) -> Figure {
    let value = figure(operand)
    guard let scalar = value.scalar else { return value }
    guard
      let group = results.group(
        program.populations[population], subject: scope.subject, period: scope.period)
    else { return failed(.notAvailable, from: [value]) }
    let sample = sample(key(.read([operand], nil), population, group)) {
      $0.member([operand], nil)
    }
    let result = results.place(
      standing, of: scalar, in: sample, over: population, isDescending: isDescending)
    note(.expression(id), .population(population), sample, result)
    return outcome(result, from: [value])
  }

  // MARK: Coverage

  /// The share of the leaves of a level whose formulas found what they read. Conditions, policies and
  /// imputation have no part in it, and what does not apply was not asked for.
  private mutating func coverage(of level: String) -> Figure {
    let memory = memory
    guard memory.openLevels.insert(level).inserted else { return failed(.undefined) }
    defer { memory.openLevels.remove(level) }
    let setting = results.setting
    let found = setting.leaves(of: level, for: scope.subject).map { leaf, rules -> Figure in
      if rules.isOmitted { return .missing(.omitted, at: scope.place) }
      var other = Scope(
        node: leaf, name: program.nodes[leaf].name, subject: scope.subject, period: scope.period,
        cell: rules.scoredCell)
      other.memory = memory
      var evaluation = Evaluation(results, other, [], depth: depth)
      return rules.formula.map { evaluation.figure($0) } ?? .missing(.undefined, at: other.place)
    }
    let asked = found.filter { $0.reasons != [.notApplicable] }
    // A division by zero found its figures.
    let reported = asked.count { $0.reasons.isSubset(of: [.zeroDenominator, .undefined]) }
    guard !asked.isEmpty else { return failed(.notAvailable) }
    return .number(Rational(reported, over: asked.count))
  }

  // MARK: Tables

  /// The result of the first row that fits. Of a table of operands, a row fits if its patterns are
  /// theirs in some order.
  private mutating func row(of index: Int, _ arguments: [ExpressionID]) -> Figure {
    var keys: [Figure] = []
    for argument in arguments {
      if case .operands = program[argument].operation {
        keys += scope.operands
      } else {
        keys.append(figure(argument))
      }
    }
    if let missing = propagated(keys) { return missing }
    let table = program.tables[index]
    for row in table.rows where row.patterns.count == keys.count {
      let scalars = keys.compactMap(\.scalar)
      guard fits(row.patterns[...], scalars, inAnyOrder: table.isMultiset) else { continue }
      return carrying(figure(row.result), keys)
    }
    return failed(.undefined, from: keys)
  }

  private mutating func fits(
    _ patterns: ArraySlice<Row.Pattern>, _ keys: [Scalar], inAnyOrder: Bool
  ) -> Bool {
    guard let pattern = patterns.first else { return keys.isEmpty }
    for index in keys.indices where index == 0 || inAnyOrder {
      guard holds(pattern, keys[index]) else { continue }
      var rest = keys
      rest.remove(at: index)
      if fits(patterns.dropFirst(), rest, inAnyOrder: inAnyOrder) { return true }
      // Another key that equals this one would fare the same.
      if case .equals = pattern { return false }
    }
    return false
  }
}

extension Aggregate {
  /// Whether the second argument is one number for the whole set.
  package var hasParameter: Bool { self == .percentile || self == .bestMean }
}

extension Setting {
  /// The leaves of a level and their formulas, as the chosen alternatives have them.
  package func leaves(of level: String) -> [(node: Int, formula: ExpressionID)] {
    program.leaves(of: level).compactMap { leaf in rules[leaf].formula.map { (leaf, $0) } }
  }

  /// The leaves of a level and their rules, as the chosen alternatives have them.
  func leaves(of level: String, for subject: Int) -> [(node: Int, rules: Rules)] {
    program.leaves(of: level).map { ($0, rules(of: $0, for: subject)) }
      .filter { $0.1.formula != nil }
  }
}
