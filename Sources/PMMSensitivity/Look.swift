internal import PMMIR
internal import PMMNumber

/// How the node looked at is ranked and classed.
struct Look: Sendable {
  /// Who is ranked with whom, by the place in a column.
  var groups: [[Int]]
  var atLeast = 0
  var highestFirst = true
  var ties = Ranking.Ties.share
  /// What is ranked, and what is classed, is the score as it is shown.
  var ranksShown = false
  var classesShown = false
  var show: Rounding?
  var bands: [Band] = []
  /// The levels of the class, lowest first; empty without a class.
  var levels: [String] = []
  /// Scores are levels themselves, which are then the bands.
  var isOrdinal = false

  struct Band: Sendable {
    /// Nil: every number.
    var bounds: Bounds?
    var level: Int
    /// Estimates of the ends.
    var lower: Double?
    var upper: Double?
  }

  init(_ results: Results, node: Int, period: Period) throws(Unfit) {
    let program = results.program
    let rules = results.rules(of: node)
    let numbers = results.rankGroups(of: node, period: period)
    let count = (numbers.compactMap { $0 }.max() ?? -1) + 1
    groups = (0..<count).map { group in numbers.indices.filter { numbers[$0] == group } }
    let decimals = rules.showScore?.value ?? rules.showValue?.value
    show = decimals.map { Rounding($0, rules.type.unit) }
    if let ranking = rules.ranking {
      let rule = ranking.value
      (highestFirst, ties) = (rule.highestFirst, rule.ties)
      if let index = rule.population {
        let population = program.populations[index]
        atLeast = population.atLeast ?? 0
        if population.allPeriods {
          throw Unfit(
            node: node, why: "it is ranked among the subjects of all periods",
            clause: ranking.location)
        }
      }
      guard let part = Self.own(rule.by, program) else {
        throw Unfit(
          node: node, why: "it is ranked by something else than its score",
          clause: ranking.location)
      }
      ranksShown = part == .shown
      if case .by = ties {
        throw Unfit(
          node: node, why: "another figure breaks the ties of its ranks", clause: ranking.location)
      }
    }
    if let classification = rules.classification {
      let rule = classification.value
      let rows = rule.rows.map { Self.band($0, program) }
      guard let part = Self.own(rule.by, program), !rows.contains(where: { $0 == nil }) else {
        throw Unfit(
          node: node, why: "its class is not by intervals of its score",
          clause: classification.location)
      }
      classesShown = part == .shown
      bands = rows.compactMap { $0 }
      levels = program.scales[rule.scale].levels.map(\.name)
    } else if case .level(let scale) = rules.type {
      isOrdinal = true
      levels = program.scales[scale].levels.map(\.name)
    }
  }

  private static func own(_ id: ExpressionID, _ program: Program) -> OwnFigure? {
    if case .own(let part) = program[id].operation { part } else { nil }
  }

  private static func band(_ row: Row, _ program: Program) -> Band? {
    guard case .level(let level) = program[row.result].operation else { return nil }
    switch row.pattern {
    case .interval(let bounds):
      return Band(
        bounds: bounds, level: level, lower: bounds.lower.map { Double(estimating: $0) },
        upper: bounds.upper.map { Double(estimating: $0) })
    case .anything: return Band(bounds: nil, level: level)
    case .equals: return nil
    }
  }

  // MARK: Classes

  /// The level of a score; nil if no row has it.
  func level(_ score: Double) -> Int? {
    if isOrdinal { return Int(score.rounded()) }
    let value = classesShown ? show?(score) ?? score : score
    return bands.first { contains($0, value) }?.level
  }

  /// An estimate that may lie on a bound is taken to lie on it.
  private func contains(_ band: Band, _ value: Double) -> Bool {
    guard let bounds = band.bounds else { return true }
    if let lower = band.lower {
      if isClose(value, lower) { return !bounds.lowerIsOpen }
      if value < lower { return false }
    }
    if let upper = band.upper {
      if isClose(value, upper) { return !bounds.upperIsOpen }
      if value > upper { return false }
    }
    return true
  }
}

/// Ranks of one run after the other, without allocating.
struct Ranker: ~Copyable {
  private let keys: UnsafeMutablePointer<UInt64>
  private let spare: UnsafeMutablePointer<UInt64>
  /// The bucket of each key, and where the next one of each bucket goes.
  private let buckets: UnsafeMutablePointer<UInt16>
  private let ends: UnsafeMutablePointer<Int>
  private let bucketCount: Int
  /// How many low bits of a key number its subject.
  private let width: UInt64

  init(_ subjects: Int) {
    keys = .allocate(capacity: subjects + 1)
    spare = .allocate(capacity: subjects + 1)
    buckets = .allocate(capacity: subjects + 1)
    // Some twenty keys in each at most, if they are evenly spread.
    bucketCount = min(1 << 16, max(512, subjects / 16))
    ends = .allocate(capacity: bucketCount + 1)
    width = UInt64(Int.bitWidth - max(1, subjects).leadingZeroBitCount)
  }

  deinit {
    keys.deallocate()
    spare.deallocate()
    buckets.deallocate()
    ends.deallocate()
  }

  /// The rank of each subject, times two, so that averages of ties are whole; 0: none. `scores`
  /// holds what is not a number where a score is missing.
  func rank(_ scores: [Double], _ look: Look, into ranks: inout [UInt32]) {
    let mask = (1 << width) - 1 as UInt64
    for index in ranks.indices { ranks[index] = 0 }
    for group in look.groups {
      var count = 0
      for subject in group {
        if scores[subject].isNaN { continue }
        let shown = look.ranksShown ? look.show?(scores[subject]) : nil
        let score = shown ?? scores[subject]
        // Ordered as the numbers are; the lowest bits, which ties do not look at, hold whose it is.
        let key = orderedBits(look.highestFirst ? -score : score)
        keys[count] = key & ~mask | UInt64(subject)
        count += 1
      }
      guard count > 0, count >= look.atLeast else { continue }
      sort(count)
      var (start, run) = (0, 0)
      while start < count {
        let first = scores[Int(keys[start] & mask)]
        var end = start + 1
        while end < count, isTie(first, scores[Int(keys[end] & mask)], look) { end += 1 }
        run += 1
        let rank: Int
        switch look.ties {
        case .share, .by: rank = 2 * (start + 1)
        case .dense: rank = 2 * run
        case .average: rank = start + 1 + end
        }
        for place in start..<end { ranks[Int(keys[place] & mask)] = UInt32(rank) }
        start = end
      }
    }
  }

  /// Sorts the keys upwards. The numbers of one run are spread over an interval, so that buckets of
  /// equal width nearly sort them.
  private func sort(_ count: Int) {
    var (lowest, highest) = (UInt64.max, UInt64.min)
    for index in 0..<count {
      lowest = min(lowest, keys[index])
      highest = max(highest, keys[index])
    }
    let start = number(ordered: lowest)
    let last = Double(bucketCount - 1)
    let scale = last / (number(ordered: highest) - start)
    guard count > 32, scale > 0, scale < .greatestFiniteMagnitude else {
      return PMMSensitivity.sort(keys, spare, count)
    }
    ends.update(repeating: 0, count: bucketCount + 1)
    for index in 0..<count {
      let bucket = Int(min(last, (number(ordered: keys[index]) - start) * scale))
      buckets[index] = UInt16(truncatingIfNeeded: bucket)
      ends[bucket + 1] += 1
    }
    for bucket in 0..<bucketCount { ends[bucket + 1] += ends[bucket] }
    for index in 0..<count {
      let bucket = Int(buckets[index])
      spare[ends[bucket]] = keys[index]
      ends[bucket] += 1
    }
    for index in 0..<count {
      let key = spare[index]
      var place = index
      while place > 0, keys[place - 1] > key {
        keys[place] = keys[place - 1]
        place -= 1
      }
      keys[place] = key
    }
  }

  @inline(__always)
  private func isTie(_ left: Double, _ right: Double, _ look: Look) -> Bool {
    guard look.ranksShown, let show = look.show else { return isClose(left, right) }
    return isClose(show(left), show(right))
  }
}

/// Bits that are ordered as the numbers are.
@inline(__always)
func orderedBits(_ value: Double) -> UInt64 {
  let bits = (value + 0).bitPattern
  return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
}

/// The number of such bits.
@inline(__always)
func number(ordered bits: UInt64) -> Double {
  Double(bitPattern: bits >> 63 == 0 ? ~bits : bits & ~(1 << 63))
}

/// Sorts whole numbers upwards: short runs by insertion, then merged, in the memory given.
func sort(
  _ keys: UnsafeMutablePointer<UInt64>, _ spare: UnsafeMutablePointer<UInt64>, _ count: Int
) {
  let short = 8
  var start = 0
  while start < count {
    let end = min(start + short, count)
    for index in start..<end {
      let key = keys[index]
      var place = index
      while place > start, keys[place - 1] > key {
        keys[place] = keys[place - 1]
        place -= 1
      }
      keys[place] = key
    }
    start = end
  }
  var (from, to) = (keys, spare)
  var width = short
  while width < count {
    var start = 0
    while start < count {
      let middle = min(start + width, count)
      let end = min(middle + width, count)
      var (left, right, place) = (start, middle, start)
      // Without a branch on the keys, which no processor can foretell.
      while left < middle, right < end {
        let (first, second) = (from[left], from[right])
        let takesLeft = first <= second ? 1 : 0
        to[place] = first <= second ? first : second
        left &+= takesLeft
        right &+= 1 &- takesLeft
        place &+= 1
      }
      (to + place).update(from: from + left, count: middle - left)
      (to + place + middle - left).update(from: from + right, count: end - right)
      start = end
    }
    swap(&from, &to)
    width *= 2
  }
  if from != keys { keys.update(from: from, count: count) }
}
