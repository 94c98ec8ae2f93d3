internal import PMMNumber

extension Results {
  /// The rank of a node at one place and cell, or why there is none.
  struct Rank {
    var rank: Rational?
    var reason: Reason?
  }

  /// The ranks of a node, by their index in its column: each cell on its own.
  func ranks(of node: Int) -> [(index: Int, rank: Rank)] {
    guard let ranking = setting.rules[node].ranking?.value else { return [] }
    let population = ranking.population.map { setting.program.populations[$0] }
    let cells = setting.cells[node]
    let memory = Memory(reading: { self.figures(ofNode: node, at: $0) })
    let groups = setting.places.map { place -> Group? in
      guard let population, let index = ranking.population else {
        return Group(period: place.period, attributes: [])
      }
      return isMember(index, subject: place.subject, period: place.period, memory)
        ? group(population, subject: place.subject, period: place.period) : nil
    }
    return cells.indices.flatMap { cell in
      var members: [Group: [Member]] = [:]
      var outside: [(Int, Rank)] = []
      for place in setting.places.indices {
        let index = place * cells.count + cell
        guard let group = groups[place] else {
          // Who does not belong to the population has a figure, but no place in it.
          outside.append((index, Rank(rank: nil, reason: .notApplicable)))
          continue
        }
        if let member = member(of: node, ranking, at: index, place, cells[cell], memory) {
          members[group, default: []].append(member)
        }
      }
      return outside + members.values.flatMap { group in
        group.count < population?.atLeast ?? 0
          ? group.map { ($0.index, Rank(rank: nil, reason: .suppressed)) }
          : ranked(group, ranking).map { ($0.index, Rank(rank: $0.rank, reason: nil)) }
      }
    }
  }

  /// Who is ranked with whom in a period: a number for the group of each subject with a row, in the
  /// order of `subjectPeriods`; nil for who is outside of the population.
  package func rankGroups(of node: Int, period: Period) -> [Int?] {
    let places = setting.places.filter { $0.period == period }
    guard let index = setting.rules[node].ranking?.value.population else {
      return places.map { _ in 0 }
    }
    let population = setting.program.populations[index]
    let memory = Memory(reading: { self.figures(ofNode: node, at: $0) })
    var numbers: [Group: Int] = [:]
    return places.map { place in
      guard isMember(index, subject: place.subject, period: period, memory),
        let group = group(population, subject: place.subject, period: period)
      else { return nil }
      let number = numbers[group] ?? numbers.count
      numbers[group] = number
      return number
    }
  }

  /// Who is ranked together with a subject, and how many of them have a rank.
  package func ranked(
    node: Int, subject: Int, period: Period, cell: Cell
  ) -> (members: Int, ranked: Int)? {
    guard let ranking = setting.rules[node].ranking?.value else { return nil }
    let memory = Memory()
    let members: [Int]
    if let index = ranking.population {
      let population = setting.program.populations[index]
      guard let group = group(population, subject: subject, period: period) else { return nil }
      members = self.members(of: index, in: group, memory)
    } else {
      members = setting.places.indices.filter { setting.places[$0].period == period }
    }
    let ranked = members.count { member in
      let place = setting.places[member]
      return figures(node: node, subject: place.subject, period: place.period, cell: cell)?.rank
        != nil
    }
    return (members.count, ranked)
  }

  /// A figure that takes part in a ranking.
  private struct Member {
    var index: Int
    var value: Scalar
    /// What breaks ties; nil if it is missing, and then it comes last.
    var second: Scalar?
  }

  private func member(
    of node: Int, _ ranking: Ranking, at index: Int, _ place: Int, _ cell: Cell, _ memory: Memory
  ) -> Member? {
    guard let own = figures(ofNode: node, at: index) else { return nil }
    let subject = setting.places[place].subject
    guard setting.comparability(of: node, for: subject).isComparable,
      setting.isComparable(Rules.expressions(of: ranking), for: subject)
    else { return nil }
    var scope = Scope(
      node: node, name: setting.program.nodes[node].name, subject: subject,
      period: setting.places[place].period, cell: cell)
    scope.own = own
    scope.memory = memory
    var evaluation = Evaluation(self, scope, [])
    guard let value = evaluation.figure(ranking.by).scalar, order(value, value) != nil else {
      return nil
    }
    var member = Member(index: index, value: value, second: nil)
    if case .by(let expression) = ranking.ties {
      member.second = evaluation.figure(expression).scalar
    }
    return member
  }

  /// Ranks from 1, best first; what ties is a run of equal members.
  private func ranked(
    _ members: [Member], _ ranking: Ranking
  ) -> [(index: Int, rank: Rational)] {
    func isBetter(_ left: Scalar, _ right: Scalar) -> Bool {
      order(left, right) == (ranking.highestFirst ? .after : .before)
    }
    func comesFirst(_ left: Member, _ right: Member) -> Bool {
      if left.value != right.value { return isBetter(left.value, right.value) }
      guard let a = left.second else { return false }
      guard let b = right.second else { return true }
      return isBetter(a, b)
    }
    let sorted = members.sorted(by: comesFirst)
    var result: [(index: Int, rank: Rational)] = []
    var start = 0
    var run = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, !comesFirst(sorted[start], sorted[end]) { end += 1 }
      run += 1
      let rank: Rational
      switch ranking.ties {
      case .share, .by: rank = Rational(start + 1)
      case .dense: rank = Rational(run)
      case .average: rank = Rational(start + 1 + end, over: 2)
      }
      result += sorted[start..<end].map { (index: $0.index, rank: rank) }
      start = end
    }
    return result
  }
}
