internal import PMMIR
internal import PMMNumber

/// Ranks, each cell on its own.
extension Engine {
  func rank(_ node: Int) {
    guard let ranking = rules(node).ranking?.value, !nodes[node].isEmpty else { return }
    let comparable = [comparable(node), comparable(Rules.expressions(of: ranking))].compactMap {
      $0
    }
    let cells = setting.cells[node]
    let own = nodes[node].map { OwnFigures(value: $0.value, shown: $0.shown, score: $0.score) }
    let type = setting.program[ranking.by].type
    for cell in cells.indices {
      let reading = self.own(node, cells[cell], own, .final)
      let formulas = Formulas(self, reading)
      let values = formulas.decided(ranking.by)
      var second: Vector?
      if case .by(let expression) = ranking.ties { second = formulas.decided(expression) }
      let order = Ordering(values) { self.exactNumber(ranking.by, reading, $0) }
      var secondOrder: Ordering?
      if case .by(let expression) = ranking.ties, let second,
        setting.program[expression].type.hasOrder
      {
        secondOrder = Ordering(second) { self.exactNumber(expression, reading, $0) }
      }
      let ranks = Vector(count: count)
      for place in 0..<count { ranks[place] = .missing(0) }
      let least = ranking.population.flatMap { setting.program.populations[$0].atLeast } ?? 0
      for group in rankedGroups(ranking, ranks) {
        let members = group.filter { place in
          values.states[place] == State.known && type.hasOrder
            && comparable.allSatisfy { $0[place] } && !nodes[node][cell].isAbsent(place)
        }
        if members.count < least {
          for place in members { ranks[place] = .missing(reasons.bit(.suppressed)) }
          continue
        }
        assign(members, ranking, order, second, secondOrder, ranks)
      }
      setRank(ranks.finish(), node: node, cell: cell)
    }
  }

  /// The places that are ranked together; who is outside of the population is told so.
  private func rankedGroups(_ ranking: Ranking, _ ranks: Vector) -> [[Int]] {
    if let population = ranking.population {
      let groups = groups(population)
      for place in 0..<count where groups.membership.values[place] != 1 {
        ranks[place] = .missing(reasons.bit(.notApplicable))
      }
      return groups.members.map { $0.map { Int($0) } }
    }
    var byPeriod: [Period: [Int]] = [:]
    for (index, place) in setting.places.enumerated() {
      byPeriod[place.period, default: []].append(index)
    }
    return byPeriod.keys.sorted().map { byPeriod[$0] ?? [] }
  }

  /// Ranks from 1, best first; what ties is a run of equal members.
  private func assign(
    _ members: [Int], _ ranking: Ranking, _ order: Ordering, _ second: Vector?,
    _ secondOrder: Ordering?, _ ranks: Vector
  ) {
    let sign = ranking.highestFirst ? -1 : 1
    func comesFirst(_ left: Int, _ right: Int) -> Bool {
      let found = order.compare(left, right) * sign
      if found != 0 { return found < 0 }
      guard let second, second.states[left] == State.known else { return false }
      guard second.states[right] == State.known else { return true }
      return (secondOrder?.compare(left, right) ?? 0) * sign < 0
    }
    let sorted = members.sorted(by: comesFirst)
    var (start, run) = (0, 0)
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, !comesFirst(sorted[start], sorted[end]) { end += 1 }
      run += 1
      let rank =
        switch ranking.ties {
        case .share, .by: Double(start + 1)
        case .dense: Double(run)
        case .average: Double(start + 1 + end) / 2
        }
      for place in sorted[start..<end] { ranks[place] = .known(Approximation(rank)) }
      start = end
    }
  }
}

extension ValueType {
  /// Whether its values are ordered: numbers, levels and days are.
  fileprivate var hasOrder: Bool {
    switch self {
    case .quantity, .level, .date, .dateTime: true
    case .category, .truth, .text: false
    }
  }
}
