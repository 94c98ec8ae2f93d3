internal import PMMIR
internal import PMMNumber

/// A population over all places: the group that each sees, and who belongs to it.
final class Groups: Sendable {
  /// The group that a place sees; -1 if an attribute that this asks for is missing.
  let seen: [Int32]
  /// The places of each group that belong to it.
  let members: [[Int32]]
  /// All places that see each group.
  let visitors: [[Int32]]
  /// 1 where the place belongs, else 0.
  let membership: Vector
  /// Whether every place sees a group and belongs to it.
  let areClosed: Bool
  fileprivate let byKey: [GroupKey: Int32]

  fileprivate init(seen: [Int32], byKey: [GroupKey: Int32], membership: Vector) {
    self.seen = seen
    self.byKey = byKey
    self.membership = membership
    var visitors = Array(repeating: [Int32](), count: Int(seen.max() ?? -1) + 1)
    for (place, group) in seen.enumerated() where group >= 0 {
      visitors[Int(group)].append(Int32(place))
    }
    self.visitors = visitors
    members = visitors.map { $0.filter { membership.values[Int($0)] == 1 } }
    areClosed = members.reduce(0) { $0 + $1.count } == seen.count
  }
}

/// What those who see one group have in common.
private struct GroupKey: Hashable {
  var period: Int?
  var attributes: [Scalar]

  /// Nil if an attribute that the population asks for is missing.
  init?(_ population: Population, _ dataset: Dataset, _ subject: Int, _ period: Period) {
    self.period = population.allPeriods ? nil : period.ordinal
    attributes = population.same.compactMap {
      dataset.attribute($0, subject: subject, period: period)
    }
    guard attributes.count == population.same.count else { return nil }
  }
}

extension Engine {
  /// The group that each place would see so many periods later: -1 if an attribute is missing then, -2
  /// if it is nobody's.
  func groupsSeen(_ population: Int, at shift: Int) -> [Int32] {
    let groups = groups(population)
    if shift == 0 { return groups.seen }
    let sheet = setting.program.populations[population]
    return setting.places.map { place in
      GroupKey(sheet, setting.dataset, place.subject, place.period.advanced(by: shift))
        .map { groups.byKey[$0] ?? -2 } ?? -1
    }
  }

  /// A population's groups, found out once.
  func groups(_ population: Int) -> Groups {
    kept(.groups(population)) { self.foundGroups(population) }
  }

  private func foundGroups(_ index: Int) -> Groups {
    let population = setting.program.populations[index]
    var known: [GroupKey: Int32] = [:]
    var seen = [Int32](repeating: -1, count: count)
    // Where nothing else has to be the same, whoever is in one period sees one group.
    var ofPeriod: [Int: Int32] = [:]
    for (place, at) in setting.places.enumerated() {
      if population.same.isEmpty, let group = ofPeriod[at.period.ordinal] {
        seen[place] = group
        continue
      }
      guard let key = GroupKey(population, setting.dataset, at.subject, at.period) else { continue }
      let next = Int32(known.count)
      seen[place] = known[key, default: next]
      known[key] = seen[place]
      ofPeriod[at.period.ordinal] = seen[place]
    }
    let isCircular = setting.program.circularPopulations.contains(index)
    let formulas = Formulas(self, Reading(node: nil))
    let conditions = isCircular ? [] : population.conditions.map { formulas.vector($0) }
    let membership = Vector.make(count) { place in
      guard seen[place] >= 0 else { return .known(Approximation(0)) }
      var belongs = true
      for condition in conditions {
        let lane = condition[place]
        if lane.state >= State.doubt || isCircular {
          belongs = self.asked { self.exact.isMember(index, place: place) }
          break
        }
        if !lane.isTrue {
          belongs = false
          break
        }
      }
      if isCircular { belongs = self.asked { self.exact.isMember(index, place: place) } }
      return .known(Approximation(belongs ? 1 : 0))
    }
    return Groups(seen: seen, byKey: known, membership: membership)
  }

  /// What an aggregate makes of the figures of each group, at every place that sees it, so many periods
  /// later. The vectors are the value and, where there is one, its weight.
  func statistic(
    _ aggregate: Aggregate, _ vectors: [Vector], over population: Int, at shift: Int = 0,
    test: Vector? = nil,
    parameter: Vector? = nil, isLevel: Bool = false, among comparable: [Bool]?
  ) -> Vector {
    let groups = groups(population)
    let seen = groupsSeen(population, at: shift)
    let least = setting.program.populations[population].atLeast ?? 0
    let absent = Lane.missing(reasons.bit(.notAvailable))
    func members(_ group: Int32) -> [Int32] { group < 0 ? [] : groups.members[Int(group)] }
    func found(_ group: [Int32], _ parameter: Numbers.Parameter?) -> Lane {
      var values: [Approximation] = []
      var weights: [Approximation] = []
      for member in group {
        let place = Int(member)
        if let comparable, !comparable[place] { continue }
        if let test {
          guard test.states[place] < State.doubt else { return .doubt }
          guard test[place].isTrue else { continue }
        }
        guard vectors.allSatisfy({ $0.states[place] < State.doubt }) else { return .doubt }
        guard vectors.allSatisfy({ $0.states[place] == State.known }) else { continue }
        values.append(vectors[0].number(place))
        if vectors.count > 1 { weights.append(vectors[1].number(place)) }
      }
      if values.count < least { return .missing(reasons.bit(.suppressed)) }
      let found = Numbers.statistic(
        aggregate, values, weights, parameter: parameter, isLevel: isLevel,
        scale: vectors[0].scale)
      switch found {
      case .known(let number): return .known(number)
      case .missing(let reason): return .missing(reasons.bit(reason))
      case .doubt: return .doubt
      }
    }
    guard let parameter else {
      let statistics = groups.members.map { found($0, nil) }
      let ofNobody = found([], nil)
      let result = Vector.make(count) { place in
        switch seen[place] {
        case -1: absent
        case -2: ofNobody
        case let group: statistics[Int(group)]
        }
      }
      if vectors.count == 1, [.min, .max, .sum, .mean].contains(aggregate) {
        let value = vectors[0]
        let counted = groups.members.map { members in
          members.filter { member in
            let place = Int(member)
            return comparable?[place] ?? true && test?[place].isTrue ?? true
              && value.states[place] == State.known
          }
        }
        let samples = Samples(value, counted)
        result.origin = { place, _ in
          seen[place] < 0 ? nil : samples.statistic(aggregate, of: Int(seen[place]))
        }
      }
      return result
    }
    var known: [Int32: (number: Approximation, lane: Lane)] = [:]
    return .make(count) { place in
      let group = seen[place]
      guard group != -1 else { return absent }
      guard parameter.states[place] == State.known else { return .doubt }
      let number = parameter.number(place)
      if let last = known[group], last.number.value == number.value,
        last.number.error == number.error
      {
        return last.lane
      }
      let lane = found(
        members(group), Numbers.Parameter(number: number, scale: parameter.scale))
      known[group] = (number, lane)
      return lane
    }
  }

  // MARK: Standings

  /// Where each place's value stands among those of its group. `sample` has nothing in doubt; `exact`
  /// is the number of a member.
  func places(
    _ standing: Standing, of value: Vector, in sample: Vector, over population: Int,
    isDescending: Bool, isLevel: Bool, among comparable: [Bool]?,
    owner: (node: Int, cell: Int)? = nil, exact: @escaping (Int) -> Rational?
  ) -> Vector {
    let groups = groups(population)
    let least = setting.program.populations[population].atLeast ?? 0
    let known = groups.members.map { group in
      let members = comparable.map { some in group.filter { some[Int($0)] } } ?? group
      return sample.hasGaps
        ? members.filter { sample.states[Int($0)] == State.known } : members
    }
    let result = Vector(count: count)
    let absent = Lane.missing(reasons.bit(.notAvailable))
    for place in 0..<count where groups.seen[place] < 0 { result[place] = absent }
    let visitors = groups.visitors
    var ends: [Ends?] = Array(repeating: nil, count: known.count)
    for (group, members) in known.enumerated() {
      func all(_ lane: Lane) { for place in visitors[group] { result[Int(place)] = lane } }
      if members.count < least {
        all(.missing(reasons.bit(.suppressed)))
        continue
      }
      if members.isEmpty {
        all(absent)
        continue
      }
      switch standing {
      case .minmax:
        if isLevel {
          all(.missing(reasons.bit(.undefined)))
          continue
        }
        ends[group] = minmax(
          value, sample, members, visitors[group], isDescending, exact, into: result)
        if let owner, let ends = ends[group] { keep(ends, owner, population, group) }
      case .zscore:
        if isLevel {
          all(.missing(reasons.bit(.undefined)))
          continue
        }
        zscore(value, sample, members, visitors[group], isDescending, into: result)
      case .rank, .percentile:
        if standing == .rank, members.count < 2 {
          all(absent)
          continue
        }
        standings(
          standing, value, sample, members, visitors[group], isDescending, exact, into: result)
      }
    }
    if standing == .zscore, !isLevel {
      let samples = Samples(sample, known)
      result.origin = { place, steps in
        guard groups.seen[place] >= 0, let x = value.precise(place, &steps),
          let (mean, deviation) = samples.shape(of: Int(groups.seen[place]))
        else { return nil }
        return (isDescending ? mean - x : x - mean) / deviation
      }
    }
    if standing == .minmax {
      result.origin = Ends.share(of: value, in: sample, groups, ends, isDescending)
    }
    return result.finish()
  }

  private func minmax(
    _ value: Vector, _ sample: Vector, _ members: [Int32], _ visitors: [Int32],
    _ isDescending: Bool, _ exact: @escaping (Int) -> Rational?, into result: Vector
  ) -> Ends? {
    let least = Extreme(sample, members, sign: 1, exact)
    let most = Extreme(sample, members, sign: -1, exact)
    let (worst, best) =
      isDescending ? (most, least) : (least, most)
    let zero = Lane.missing(reasons.bit(.zeroDenominator))
    // One value for all?
    if least.places.count == members.count || most.places.count == members.count {
      for place in visitors { result[Int(place)] = zero }
      return nil
    }
    let ends = Ends(least: least.first, most: most.first)
    let span = best.number - worst.number
    guard span.hasSign, span.value != 0 else {
      for place in visitors { result[Int(place)] = .doubt }
      return ends
    }
    let (values, errors, states) = (result.values, result.needErrors(), result.states)
    let (own, known) = (value.values, value.states)
    for visitor in visitors {
      let place = Int(visitor)
      guard known[place] == State.known else {
        states[place] = State.doubt
        continue
      }
      var share = (Approximation(own[place], value.error(place)) - worst.number) / span
      if share.low < 0 || share.high > 1 {
        share = .between(max(0, min(1, share.low)), max(0, min(1, share.high)))
      }
      values[place] = share.value
      errors[place] = share.error
      states[place] = State.known
    }
    // Whose value an end is stands exactly there.
    for (places, end) in [(worst.places, 0.0), (best.places, 1.0)] {
      for member in places {
        let place = Int(member)
        if value.states[place] == State.known, sample.values[place] == value.values[place],
          sample.error(place) == value.error(place)
        {
          result[place] = .known(Approximation(end))
        }
      }
    }
    return ends
  }

  private func zscore(
    _ value: Vector, _ sample: Vector, _ members: [Int32], _ visitors: [Int32],
    _ isDescending: Bool, into result: Vector
  ) {
    let numbers = members.map { sample.number(Int($0)) }
    let count = Approximation(Double(numbers.count))
    guard numbers.count > 1 else {
      for place in visitors { result[Int(place)] = .missing(reasons.bit(.notAvailable)) }
      return
    }
    let mean = Numbers.sum(numbers) / count
    let variance = Numbers.moment(numbers, 2) / (count - Approximation(1))
    let isOneNumber = numbers.allSatisfy { order($0, numbers[0], scale: sample.scale) == 0 }
    let deviation = isOneNumber ? Approximation(0) : variance.squareRoot
    for visitor in visitors {
      let place = Int(visitor)
      guard value.states[place] == State.known, let deviation, deviation.hasSign else {
        result[place] = .doubt
        continue
      }
      if deviation.value == 0 {
        result[place] = .missing(reasons.bit(.zeroDenominator))
        continue
      }
      let distance = isDescending ? mean - value.number(place) : value.number(place) - mean
      result[place] = .known(distance / deviation)
    }
  }

  private func standings(
    _ standing: Standing, _ value: Vector, _ sample: Vector, _ members: [Int32],
    _ visitors: [Int32], _ isDescending: Bool, _ exact: @escaping (Int) -> Rational?,
    into result: Vector
  ) {
    let ordering = Ordering(sample, exact)
    let sorted = ordering.sorted(members.map { Int($0) })
    // How many are below each run of equals, and how many are in it.
    var below: [Int: (below: Int, equal: Int)] = [:]
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, ordering.compare(sorted[start], sorted[end]) == 0 { end += 1 }
      for place in sorted[start..<end] { below[place] = (start, end - start) }
      start = end
    }
    let count = members.count
    for visitor in visitors {
      let place = Int(visitor)
      guard value.states[place] == State.known else {
        result[place] = .doubt
        continue
      }
      let own = below[place]
      let isMember =
        own != nil && sample.values[place] == value.values[place]
        && sample.error(place) == value.error(place)
      var found = own ?? (0, 0)
      if !isMember {
        // Who does not belong is measured against them too; what is close is the reference's.
        var isCertain = true
        found = (0, 0)
        for member in sorted {
          let order = order(
            sample.number(member), value.number(place),
            scale: Vector.areComparable(sample, value) ? max(sample.scale, value.scale) : 0)
          if order == 2 { isCertain = false }
          if order == -1 { found.below += 1 }
          if order == 0 { found.equal += 1 }
        }
        guard isCertain else {
          result[place] = .doubt
          continue
        }
      }
      let worse = isDescending ? count - found.below - found.equal : found.below
      if standing == .rank {
        let share =
          worse >= count - 1
          ? Approximation(1)
          : Approximation(Double(worse)) / Approximation(Double(count - 1))
        result[place] = .known(share)
      } else {
        result[place] = .known(
          Approximation(Double(2 * worse + found.equal)) / Approximation(Double(2 * count)))
      }
    }
  }
}

/// Places where the lowest and the highest number of a group stand.
struct Ends {
  var least: Int
  var most: Int

  /// Where numbers stand between the ends of their groups, with more digits.
  static func share(
    of value: Vector, in sample: Vector, _ groups: Groups, _ ends: [Ends?], _ isDescending: Bool
  ) -> Vector.Origin {
    let scales = Samples.Once<(end: Precise, span: Precise)>()
    return { place, steps in
      let group = Int(groups.seen[place])
      guard group >= 0, let x = value.precise(place, &steps),
        let (end, span) = scales.of(
          group,
          {
            guard let ends = ends[group], let least = sample.precise(ends.least),
              let most = sample.precise(ends.most)
            else { return nil }
            return (isDescending ? most : least, most - least)
          })
      else { return nil }
      let share = (isDescending ? end - x : x - end) / span
      // Whoever does not belong may lie outside, and is then put at an end.
      return share.isInnerShare ? share : nil
    }
  }
}

/// The lowest number of a group (the highest with the sign -1), and all whose it is.
struct Extreme {
  private(set) var number: Approximation
  private(set) var places: [Int32]

  /// The first place of them.
  var first: Int { places.min().map { Int($0) } ?? 0 }

  init(_ sample: Vector, _ members: [Int32], sign: Double, _ exact: @escaping (Int) -> Rational?) {
    // The one that could be lowest at worst: nobody whose lower end is above can be the lowest.
    var bound = Double.infinity
    for member in members {
      let place = Int(member)
      bound = min(bound, sign * sample.values[place] + sample.error(place))
    }
    bound += abs(bound) * Approximation.unit
    let candidates = members.filter {
      sign * sample.values[Int($0)] - sample.error(Int($0))
        <= bound + abs(bound) * Approximation.unit
    }
    let ordering = Ordering(sample, exact)
    var best: [Int32] = []
    for candidate in candidates {
      guard let one = best.first else {
        best = [candidate]
        continue
      }
      let order = ordering.compare(Int(candidate), Int(one)) * (sign < 0 ? -1 : 1)
      if order < 0 { best = [candidate] }
      if order == 0 { best.append(candidate) }
    }
    number = best.first.map { sample.number(Int($0)) } ?? Approximation(0)
    // Of equal numbers, the one that is known best.
    for place in best where sample.error(Int(place)) < number.error {
      number = sample.number(Int(place))
    }
    places = best
  }
}

/// The true order of numbers: by their bounds where these decide, else by their exact values.
final class Ordering {
  private let vector: Vector
  private let exact: (Int) -> Rational?
  private var numbers: [Int: Rational] = [:]

  init(_ vector: Vector, _ exact: @escaping (Int) -> Rational?) {
    self.vector = vector
    self.exact = exact
  }

  /// -1, 0 or 1.
  func compare(_ a: Int, _ b: Int) -> Int {
    let found = order(vector.number(a), vector.number(b), scale: vector.scale)
    guard found == 2 else { return found }
    guard let x = number(a), let y = number(b) else { return 0 }
    return x < y ? -1 : x == y ? 0 : 1
  }

  func sorted(_ places: [Int]) -> [Int] { places.sorted { compare($0, $1) < 0 } }

  private func number(_ place: Int) -> Rational? {
    if let known = numbers[place] { return known }
    let number = exact(place)
    numbers[place] = number
    return number
  }
}
