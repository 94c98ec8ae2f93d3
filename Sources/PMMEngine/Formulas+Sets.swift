internal import PMMIR

/// Aggregates over sets, standings in populations, coverage.
extension Formulas {
  func aggregate(
    _ aggregate: Aggregate, _ arguments: [ExpressionID], over set: SetSelection,
    _ condition: ExpressionID?
  ) -> Vector {
    guard arguments.count == aggregate.arguments else { return doubt }
    let own = aggregate.hasParameter ? vector(arguments[1]) : nil
    let perMember = aggregate.hasParameter ? [arguments[0]] : arguments
    let isLevel: Bool
    if case .quantity = program[arguments[0]].type { isLevel = false } else { isLevel = true }
    switch set {
    case .population(let population):
      // In a period without figures of its own, a member's own are not read either.
      guard reading.shift == 0 || reading.own == nil else { return doubt }
      let members = moved(reading.cell, 0)
      let vectors = perMember.map { members.decided($0) }
      let test = condition.map { members.decided($0) }
      let found = engine.statistic(
        aggregate, vectors, over: population, at: reading.shift, test: test, parameter: own,
        isLevel: isLevel, among: engine.comparable(perMember + (condition.map { [$0] } ?? [])))
      return Vector.make(count) { place in outcome(found[place], place, own?[place]) }
        .comes(from: found)
    case .axis(let part):
      let cells = part.values.map { value in
        moved(reading.cell.at(Coordinate(axis: part.axis, value: value)), reading.shift)
      }
      return self.aggregate(aggregate, perMember, condition, in: cells, own, isLevel)
    case .window(let from, let to):
      let offsets = from <= to ? Array(from...to) : []
      let isTimeless = program.head.period == .none
      let shifts = isTimeless ? offsets.filter { $0 == 0 } : offsets
      let periods = shifts.map { moved(reading.cell, reading.shift + $0) }
      return self.aggregate(aggregate, perMember, condition, in: periods, own, isLevel)
    }
  }

  /// A statistic at one place, after the lines for what has failed. `parameter` comes first if it is
  /// missing.
  private func outcome(_ found: Lane, _ place: Int, _ parameter: Lane?) -> Lane {
    if let parameter, !parameter.isKnown { return parameter }
    let from = parameter ?? Lane.known(Approximation(0))
    switch found.state {
    case State.known: return Lane.known(found.number).carrying(from)
    case State.missing: return failed(found.reasons, place, from: from)
    default: return .doubt
    }
  }

  /// An aggregate of the subject's own figures, in other cells or periods: it has their flags.
  private func aggregate(
    _ aggregate: Aggregate, _ arguments: [ExpressionID], _ condition: ExpressionID?,
    in others: [Formulas], _ own: Vector?, _ isLevel: Bool
  ) -> Vector {
    let members = others.map { other in
      (test: condition.map { other.vector($0) }, figures: arguments.map { other.vector($0) })
    }
    let scales = members.compactMap { $0.figures.first?.scale }
    let scale = scales.allSatisfy { $0 > 0 } ? scales.max() ?? 0 : 0
    return .make(count) { place in
      if let own, !own[place].isKnown { return own[place] }
      var from = Lane.known(Approximation(0))
      var values: [Approximation] = []
      var weights: [Approximation] = []
      for member in members {
        if let test = member.test?[place] {
          guard test.state < State.doubt else { return .doubt }
          guard test.isTrue else { continue }
        }
        var all = Lane.known(Approximation(0))
        for figure in member.figures {
          let lane = figure[place]
          guard lane.state < State.doubt else { return .doubt }
          all.state |= lane.state
          all = all.carrying(lane)
        }
        guard all.isKnown else { continue }
        from = from.carrying(all)
        values.append(member.figures[0].number(place))
        if member.figures.count > 1 { weights.append(member.figures[1].number(place)) }
      }
      if let own { from = from.carrying(own[place]) }
      (from.decision, from.decided) = (0, 0)
      if let own { from = from.deciding(own[place]) }
      let parameter = own.map { Numbers.Parameter(number: $0.number(place), scale: $0.scale) }
      let found = Numbers.statistic(
        aggregate, values, weights, parameter: parameter, isLevel: isLevel, scale: scale)
      switch found {
      case .known(let number): return Lane.known(number).carrying(from)
      case .missing(let reason): return failed(bit(reason), place, from: from)
      case .doubt: return .doubt
      }
    }
  }

  // MARK: Standings

  func standing(
    _ standing: Standing, _ operand: ExpressionID, _ population: Int, _ isDescending: Bool
  ) -> Vector {
    guard reading.shift == 0 || reading.own == nil else { return doubt }
    let value = vector(operand)
    let members = moved(reading.cell, 0)
    let sample = members.decided(operand)
    let isLevel: Bool
    if case .quantity = program[operand].type { isLevel = false } else { isLevel = true }
    let found = engine.places(
      standing, of: reading.shift == 0 ? value : sample, in: sample, over: population,
      isDescending: isDescending, isLevel: isLevel, among: engine.comparable([operand])
    ) { [engine] in engine.exactNumber(operand, members.reading, $0) }
    // In another period, it is where the subject then stood.
    let places =
      reading.shift == 0
      ? found
      : found.gathered(
        engine.indices(shift: .offset(reading.shift), 0), count: count, absent: .doubt)
    return .make(count) { place in
      let lane = value[place]
      guard lane.isKnown else { return lane }
      let found = places[place]
      switch found.state {
      case State.known: return Lane.known(found.number).carrying(lane)
      case State.missing: return failed(found.reasons, place, from: lane)
      default: return .doubt
      }
    }
  }

  /// Whether the subject belongs to a population, in the period that is read.
  func membership(in population: Int) -> Vector {
    let membership = engine.groups(population).membership
    if reading.shift == 0 { return membership }
    let isOpen = program.populations[population].conditions.isEmpty
    let seen = engine.groupsSeen(population, at: reading.shift)
    let indices = engine.indices(shift: .offset(reading.shift), 0)
    return .make(count) { place in
      if indices[place] >= 0 { return membership[Int(indices[place])] }
      // Without a row in the period, conditions may hold all the same.
      return isOpen ? .known(Approximation(seen[place] == -1 ? 0 : 1)) : .doubt
    }
  }

  // MARK: Coverage

  /// The share of the leaves of a level whose formulas found what they read.
  func coverage(of level: String) -> Vector {
    guard !reading.openLevels.contains(level) else { return doubt }
    func leaves(_ set: Int) -> [(node: Int, rules: Rules)] {
      engine.setting.leaves(of: level, inSet: set)
    }
    // Whoever asks, a place's leaves are those of its own rules.
    let kinds = engine.sets.kinds { first, second in
      leaves(first).elementsEqual(leaves(second)) { $0.node == $1.node && $0.rules == $1.rules }
    }
    return engine.merged(kinds) { set in
      let figures = leaves(set).map { leaf, rules in
        guard let formula = rules.formula, !rules.isOmitted else {
          return constant(.missing(bit(.omitted)))
        }
        var other = Reading(node: leaf, cell: rules.scoredCell, shift: reading.shift)
        other.openLevels = reading.openLevels.union([level])
        return Formulas(engine, other).vector(formula)
      }
      return coverage(figures)
    }
  }

  private func coverage(_ leaves: [Vector]) -> Vector {
    let (notApplicable, found) = (
      bit(.notApplicable), bit(.zeroDenominator) | bit(.undefined)
    )
    return .make(count) { place in
      var (asked, reported) = (0, 0)
      for leaf in leaves {
        let lane = leaf[place]
        guard lane.state < State.doubt else { return .doubt }
        if lane.state == State.missing, lane.reasons == notApplicable { continue }
        asked += 1
        if lane.isKnown || lane.reasons & ~found == 0 { reported += 1 }
      }
      guard asked > 0 else {
        return failed(bit(.notAvailable), place, from: .known(Approximation(0)))
      }
      return .known(Approximation(Double(reported)) / Approximation(Double(asked)))
    }
  }
}
