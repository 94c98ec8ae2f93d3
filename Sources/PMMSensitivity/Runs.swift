internal import PMMIR
internal import PMMNumber

/// What a run of the node looked at gives: its scores and its ranks.
struct Outcome: ~Copyable {
  /// Not a number where missing.
  private(set) var scores: [Double]
  /// Times two; 0: none.
  private(set) var ranks: [UInt32]
  private let ranker: Ranker

  init(_ subjects: Int) {
    scores = Array(repeating: .nan, count: subjects)
    ranks = Array(repeating: 0, count: subjects)
    ranker = Ranker(subjects)
  }

  mutating func take(_ plan: Plan, _ work: Workspace, _ look: Look) {
    for subject in scores.indices {
      scores[subject] = work.missing(plan, subject) == 0 ? work.score(plan, subject) : .nan
    }
    ranker.rank(scores, look, into: &ranks)
  }

  /// The mean absolute difference of ranks, and of scores, over those that have both; not a number
  /// if none has.
  func shift(from other: Unshifted) -> (ranks: Double, scores: Double) {
    var ranked = (sum: 0, count: 0)
    var scored = (sum: 0.0, count: 0)
    for subject in scores.indices {
      if ranks[subject] > 0, other.ranks[subject] > 0 {
        ranked.sum += abs(Int(ranks[subject]) - Int(other.ranks[subject]))
        ranked.count += 1
      }
      let difference = scores[subject] - other.scores[subject]
      if difference == difference {
        scored.sum += abs(difference)
        scored.count += 1
      }
    }
    return (
      ranked.count == 0 ? .nan : Double(ranked.sum) / 2 / Double(ranked.count),
      scored.count == 0 ? .nan : scored.sum / Double(scored.count)
    )
  }
}

/// The scores and ranks of the definition itself, as estimates.
struct Unshifted: Sendable {
  let scores: [Double]
  let ranks: [UInt32]

  init(_ rescorer: Rescorer) {
    let work = rescorer.workspace()
    var outcome = Outcome(work.subjects)
    work.rescore(rescorer.nominal)
    outcome.take(rescorer.nominal, work, rescorer.look)
    scores = outcome.scores
    ranks = outcome.ranks
  }
}

/// Some runs, one after the other: scores and ranks subject by subject, and the shifts that effects
/// are estimated from.
struct Block: Sendable {
  let count: Int
  private(set) var scores: [Double]
  private(set) var ranks: [UInt32]
  /// In the two independent samples, then in those mixed of both, draw by draw: run by run each.
  private(set) var rankShifts: [[Double]]
  private(set) var scoreShifts: [[Double]]

  init(_ rescorer: Rescorer, _ rows: Range<Int>, _ unshifted: Unshifted) {
    let work = rescorer.workspace()
    let subjects = work.subjects
    count = rows.count
    scores = Array(repeating: .nan, count: subjects * count)
    ranks = Array(repeating: 0, count: subjects * count)
    let samples = rescorer.study.effects ? rescorer.study.draws.count + 2 : 0
    rankShifts = Array(repeating: [], count: samples)
    scoreShifts = rankShifts
    var outcome = Outcome(subjects)
    for (place, row) in rows.enumerated() {
      for sample in 0..<max(1, samples) {
        // Sample 0 is one matrix, sample 1 the other, sample i + 2 the first with column i of the
        // other.
        let plan = rescorer.run(row, work) { draw in
          sample == 1 || draw == sample - 2 ? 1 : 0
        }
        outcome.take(plan, work, rescorer.look)
        if samples > 0 {
          let shift = outcome.shift(from: unshifted)
          rankShifts[sample].append(shift.ranks)
          scoreShifts[sample].append(shift.scores)
        }
        guard sample == 0 else { continue }
        for subject in 0..<subjects {
          scores[subject * count + place] = outcome.scores[subject]
          ranks[subject * count + place] = outcome.ranks[subject]
        }
      }
    }
  }
}

extension Rescorer {
  // MARK: Intervals

  /// One subject over all runs.
  func subject(_ place: Int, _ blocks: [Block], _ runs: Int) -> Sensitivity.Subject {
    var found = definition(place)
    var sum = 0.0
    found.shares = Array(repeating: 0, count: look.levels.count)
    var scores: [Double] = []
    scores.reserveCapacity(runs)
    for block in blocks {
      for index in place * block.count..<(place + 1) * block.count {
        let score = block.scores[index]
        if score.isNaN { continue }
        sum += score
        scores.append(score)
        if !look.levels.isEmpty, let level = look.level(score) { found.shares[level] += 1 }
      }
    }
    for level in found.shares.indices { found.shares[level] /= Double(runs) }
    found.missing = Double(runs - scores.count) / Double(runs)
    if !scores.isEmpty {
      let mean = sum / Double(scores.count)
      found.scores = Sensitivity.Spread(mean: mean, quantiles: quantiles(of: scores))
    }
    found.ranks = ranks(place, blocks, runs)
    return found
  }

  /// The ranks of a subject, halves as they are; nil if it never has one.
  private func ranks(_ place: Int, _ blocks: [Block], _ runs: Int) -> Sensitivity.Spread? {
    // Counted they are in order, unless there are more ranks than runs.
    if 2 * nominal.subjects >= runs {
      let ranks = blocks.flatMap { block in
        block.ranks[place * block.count..<(place + 1) * block.count].lazy.filter { $0 > 0 }
          .map { Double($0) }
      }
      if ranks.isEmpty { return nil }
      return Sensitivity.Spread(
        mean: ranks.reduce(0, +) / 2 / Double(ranks.count),
        quantiles: quantiles(of: ranks).map { $0 / 2 })
    }
    var times = Array(repeating: 0, count: 2 * nominal.subjects + 1)
    for block in blocks {
      for index in place * block.count..<(place + 1) * block.count {
        times[Int(block.ranks[index])] += 1
      }
    }
    // Rank 0 is none.
    times[0] = 0
    var (count, sum) = (0, 0)
    for (rank, times) in times.enumerated() {
      count += times
      sum += rank * times
    }
    if count == 0 { return nil }
    return Sensitivity.Spread(
      mean: Double(sum) / 2 / Double(count), quantiles: quantiles(ofCounts: times).map { $0 / 2 })
  }

  /// What the definition says of a subject, as `score` prints it.
  private func definition(_ place: Int) -> Sensitivity.Subject {
    let subject = nominal.subjectIndices[place]
    var found = Sensitivity.Subject(subject: subject)
    let results = nominal.results
    let index = results.index(of: .init(subject: subject, period: nominal.period))
    if let row = index.flatMap({ printed?.row(at: $0) }) {
      switch row.score {
      case .number(let text): found.score = text
      case .scalar(.level(let level)): found.score = look.levels[level]
      default: break
      }
      found.rank = row.rank.isEmpty ? nil : row.rank
      found.level = row.level
    } else {
      let figures = results.figures(node: study.node, subject: subject, period: nominal.period)
      switch figures?.value.scalar {
      case .number(let number)?: found.score = number.decimal(significant: 12)
      case .level(let level)?: found.score = look.levels[level]
      default: break
      }
      found.rank = figures?.rank?.decimal(significant: 12)
      found.level = figures?.classification
    }
    if look.isOrdinal { found.level = nil }
    if results.rules(of: study.node).ranking == nil { found.rank = nominalRank(place) }
    return found
  }

  /// The rank of a node whose definition has none.
  private func nominalRank(_ place: Int) -> String? {
    guard case .known(let own)? = estimates[place] else { return nil }
    // Those who are clearly above come first, then those whom only exact scores tell apart.
    var (clear, end) = (0, highestFirst.count)
    while clear < end {
      let middle = (clear + end) / 2
      let score = highestFirst[middle].score
      if score > own, !isClose(own, score) { clear = middle + 1 } else { end = middle }
    }
    let close = highestFirst[clear...].prefix { isClose(own, $0.score) }
    return String(1 + clear + close.count { isAbove($0.place, place) })
  }

  /// Whether one exact score is above another.
  private func isAbove(_ place: Int, _ other: Int) -> Bool {
    if place == other { return false }
    let scores = [place, other].map {
      nominal.results.figures(
        node: study.node, subject: nominal.subjectIndices[$0], period: nominal.period)?.value.scalar
    }
    return switch (scores[0], scores[1]) {
    case (.number(let left)?, .number(let right)?): left > right
    case (.level(let left)?, .level(let right)?): left > right
    default: false
    }
  }

  // MARK: Effects

  func effects(_ blocks: [Block]) -> Sensitivity.Effects? {
    guard study.effects else { return nil }
    typealias Estimate = (effects: [Effect], runs: Int, gap: EffectGap?)
    func estimated(_ shifts: (Block) -> [[Double]]) -> Estimate {
      let samples = (0..<study.draws.count + 2).map { sample in
        blocks.flatMap { shifts($0)[sample] }
      }
      return sobolEffects(samples[0], samples[1], mixed: Array(samples.dropFirst(2)))
    }
    let ranks = estimated(\.rankShifts)
    let scores = estimated(\.scoreShifts)
    let draws = study.draws.enumerated().map { index, draw in
      Sensitivity.DrawEffect(
        name: draw.name, kind: draw.kind.name, ranks: ranks.gap == nil ? ranks.effects[index] : nil,
        scores: scores.gap == nil ? scores.effects[index] : nil)
    }
    return Sensitivity.Effects(
      draws: draws, ranks: .init(runs: ranks.runs, gap: ranks.gap),
      scores: .init(runs: scores.runs, gap: scores.gap))
  }

  // MARK: Leaving one out

  /// What the definition gives without one leaf, for each in turn.
  func removals(_ unshifted: Unshifted) -> [Sensitivity.Removal] {
    let work = workspace()
    var outcome = Outcome(work.subjects)
    return nominal.leaves.map { leaf in
      work.isOut[leaf] = true
      work.outs = 1
      work.rescore(nominal)
      work.isOut[leaf] = false
      outcome.take(nominal, work, look)
      let shift = outcome.shift(from: unshifted)
      var removal = Sensitivity.Removal(
        node: leaf, rankShift: shift.ranks.isNaN ? nil : shift.ranks,
        scoreShift: shift.scores.isNaN ? nil : shift.scores, changed: 0)
      for place in 0..<work.subjects {
        if outcome.scores[place].isNaN != unshifted.scores[place].isNaN { removal.changed += 1 }
        let (from, to) = (Double(unshifted.ranks[place]) / 2, Double(outcome.ranks[place]) / 2)
        guard from > 0, to > 0, from != to else { continue }
        if let largest = removal.largest, abs(to - from) <= abs(largest.to - largest.from) {
          continue
        }
        removal.largest = (nominal.subjectIndices[place], from, to)
      }
      return removal
    }
  }
}
