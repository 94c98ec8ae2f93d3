internal import PMMNumber

/// Numbers between the lowest and the highest of their group, where every place sees a group and belongs
/// to it: in loops without calls, with one bound for all numbers.
struct GroupScale {
  private let value: Vector
  private let groups: Groups
  private let known: [Int32]
  private let least: [Extreme?]
  private let most: [Extreme?]
  /// Nil where the group has no number.
  let ends: [Ends?]

  /// Nil where the vector or the groups are more than that. `exact` is the number of a member.
  init?(_ value: Vector, _ groups: Groups, _ exact: @escaping (Int) -> Rational?) {
    guard groups.areClosed, value.isPlain, value.errors == nil, !value.hasDoubts else { return nil }
    let count = groups.visitors.count
    var (low, high, known) = Self.extremes(value, groups)
    // Whoever could be at an end lies within the two bounds of it; a few more do no harm.
    for group in 0..<count where known[group] > 0 {
      low[group] += Self.reach(low[group], value.bound)
      high[group] -= Self.reach(high[group], value.bound)
    }
    var lowest = Array(repeating: [Int32](), count: count)
    var highest = lowest
    let (values, states) = (value.values, value.states)
    groups.seen.withUnsafeBufferPointer { seen in
      low.withUnsafeBufferPointer { low in
        high.withUnsafeBufferPointer { high in
          for place in 0..<value.count {
            let (group, number) = (Int(seen[place]), values[place])
            // Few do, so that one question is asked of most.
            guard number <= low[group] || number >= high[group], states[place] == State.known
            else { continue }
            if number <= low[group] { lowest[group].append(Int32(place)) }
            if number >= high[group] { highest[group].append(Int32(place)) }
          }
        }
      }
    }
    let least = lowest.map { $0.isEmpty ? nil : Extreme(value, $0, sign: 1, exact) }
    let most = highest.map { $0.isEmpty ? nil : Extreme(value, $0, sign: -1, exact) }
    self.value = value
    self.groups = groups
    self.known = known
    (self.least, self.most) = (least, most)
    ends = zip(least, most).map { least, most in
      guard let least, let most else { return nil }
      return Ends(least: least.first, most: most.first)
    }
  }

  /// The lowest and the highest number of each group, and how many it has.
  private static func extremes(
    _ value: Vector, _ groups: Groups
  ) -> (low: [Double], high: [Double], known: [Int32]) {
    let count = groups.visitors.count
    var low = Array(repeating: Double.infinity, count: count)
    var high = Array(repeating: -Double.infinity, count: count)
    var known = Array(repeating: Int32(0), count: count)
    let (values, states) = (value.values, value.states)
    if count == 1 {
      // Of one group, the numbers need not be kept in memory meanwhile.
      var (least, most, there) = (Double.infinity, -Double.infinity, Int32(0))
      for place in 0..<value.count {
        let isKnown = states[place] == State.known
        let number = values[place]
        least = min(isKnown ? number : .infinity, least)
        most = max(isKnown ? number : -.infinity, most)
        there += isKnown ? 1 : 0
      }
      return ([least], [most], [there])
    }
    groups.seen.withUnsafeBufferPointer { seen in
      for place in 0..<value.count where states[place] == State.known {
        let (group, number) = (Int(seen[place]), values[place])
        low[group] = min(number, low[group])
        high[group] = max(number, high[group])
        known[group] += 1
      }
    }
    return (low, high, known)
  }

  /// More than how far a number as low as the lowest may seem above it.
  private static func reach(_ end: Double, _ bound: CommonBound) -> Double {
    8 * (abs(end) * max(bound.relative, Approximation.unit) + bound.absolute)
  }

  /// The share of the way from the worst number to the best, with more digits.
  func share(isDescending: Bool) -> Vector.Origin {
    Ends.share(of: value, in: value, groups, ends, isDescending)
  }

  /// Scores from `start` for the worst to `start` and `span` for the best. Nil where a group is too
  /// small or has only one number, or where the bounds of groups differ too much for one of all.
  func scores(
    from start: Approximation, _ span: Approximation, isDescending: Bool, atLeast fewest: Int
  ) -> Vector? {
    let worstScore = start + Approximation(0) * span
    let bestScore = start + Approximation(1) * span
    var worst = Array(repeating: 0.0, count: ends.count)
    var width = Array(repeating: 1.0, count: ends.count)
    var (bound, narrowest) = (0.0, Double.infinity)
    for (group, count) in known.enumerated() where count > 0 {
      guard let least = least[group], let most = most[group], Int(count) >= fewest,
        least.places.count < count, most.places.count < count
      else { return nil }
      let (from, to) =
        isDescending ? (most.number, least.number) : (least.number, most.number)
      let distance = to - from
      guard distance.hasSign, distance.value != 0 else { return nil }
      let number = value.bound.most(of: max(abs(from.value), abs(to.value)) + distance.error)
      // Otherwise a number may lie well outside of what doubles say the ends are.
      guard 4 * number + distance.error < abs(distance.value) * 0x1p-28 else { return nil }
      let own = Self.bound(number, from, distance, start, span)
      (bound, narrowest) = (max(bound, own), min(narrowest, own))
      (worst[group], width[group]) = (from.value, distance.value)
    }
    bound = max(bound, max(worstScore.error, bestScore.error))
    guard bound <= 8 * narrowest, bound < 1, abs(bestScore.value) < 1e12, abs(start.value) < 1e12
    else {
      return nil
    }
    let result = Vector(count: value.count)
    result.states.initialize(from: value.states, count: value.count)
    (result.hasGaps, result.hasDoubts) = (value.hasGaps, false)
    result.borrowReasons(of: value)
    result.bound.absolute = bound
    result.bound.exact = (
      worstScore.error == 0 ? worstScore.value : .nan, bestScore.error == 0 ? bestScore.value : .nan
    )
    result.largest = max(abs(worstScore.value), abs(bestScore.value))
    let (first, factor) = (start.value, span.value)
    let (values, states, scores) = (value.values, value.states, result.values)
    let (lowest, highest) = (worstScore.value, bestScore.value)
    var met = 0
    groups.seen.withUnsafeBufferPointer { seen in
      worst.withUnsafeBufferPointer { worst in
        width.withUnsafeBufferPointer { width in
          for place in 0..<value.count {
            let group = Int(seen[place])
            let share = (values[place] - worst[group]) / width[group]
            let score = first + max(0, min(1, share)) * factor
            let isKnown = states[place] == State.known
            scores[place] = isKnown ? score : 0
            met += isKnown && (score == lowest || score == highest) ? 1 : 0
          }
        }
      }
    }
    for (least, most) in zip(least, most) {
      for (end, score) in [
        (least, isDescending ? highest : lowest), (most, isDescending ? lowest : highest),
      ] {
        for place in (end?.places ?? []).map({ Int($0) }) {
          if scores[place] == lowest || scores[place] == highest { met -= 1 }
          scores[place] = score
        }
      }
    }
    // Or somebody else is too near to an end to be told from it.
    return met == 0 ? result : nil
  }

  /// How far off a score may be that lies between the ends of a group. Each line is a step of what is
  /// computed, with the largest number that it can meet.
  private static func bound(
    _ number: Double, _ worst: Approximation, _ width: Approximation, _ start: Approximation,
    _ span: Approximation
  ) -> Double {
    let (unit, slack) = (Approximation.unit, Approximation.slack)
    // No number lies further from the worst than the best does, but for the errors of both.
    let most = 1 + 0x1p-26
    let distance = number + worst.error + abs(width.value) * most * unit
    let share =
      (distance + width.error * most) / (abs(width.value) - width.error) + most * unit
      + Approximation.tiny
    let product =
      span.error + abs(span.value) * (share + unit) + span.error * share + Approximation.tiny
    let size = max(abs(start.value), abs(start.value + span.value))
    return (start.error + product + size * unit) * slack * slack * slack * slack
  }
}
