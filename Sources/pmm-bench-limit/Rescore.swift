import Dispatch
import Synchronization

/// The mean rank of each member in one year over many rescorings: with weights drawn within a quarter,
/// or with noise of up to five points on each score, which is then scaled anew.
func rescore(
  _ scores: [Double], _ spec: Spec, hasNoise: Bool, runs: Int, threads: Int
) -> [Double] {
  let members = Table.members
  let year = 10
  let kpis = spec.kpis.count
  let chosen = (0..<kpis * members).map {
    scores[$0 / members * Table.rows + $0 % members * Table.years + year]
  }
  let sums = Mutex([Double](repeating: 0, count: members))
  DispatchQueue.concurrentPerform(iterations: threads) { thread in
    var random = Random(state: 0x1234_5678_9abc_def1 &+ UInt64(thread) &* 77)
    var work = Work(spec, members)
    var ranks = [Int](repeating: 0, count: members)
    let rounds = runs / threads + (thread < runs % threads ? 1 : 0)
    chosen.withUnsafeBufferPointer { chosen in
      for _ in 0..<rounds {
        work.run(chosen, spec, hasNoise, &random)
        for (rank, member) in work.order.enumerated() { ranks[member] += rank + 1 }
      }
    }
    sums.withLock { sums in
      for member in 0..<members { sums[member] += Double(ranks[member]) / Double(runs) }
    }
  }
  return sums.withLock { $0 }
}

private struct Random {
  var state: UInt64

  @inline(__always)
  mutating func uniform() -> Double {
    state ^= state &<< 13
    state ^= state &>> 7
    state ^= state &<< 17
    return Double(state &>> 11) * 0x1p-53
  }
}

/// What one thread needs.
private struct Work {
  let members: Int
  var order: [Int]
  private var weights: [Double]
  private var noisy: [Double]
  private var whole: [Double]
  private var sums: [Double]
  private var present: [Double]
  private var dimensionWhole: [Double]
  private var dimensionSums: [Double]
  private var dimensionPresent: [Double]
  private var overall: [Double]

  init(_ spec: Spec, _ members: Int) {
    self.members = members
    order = Array(0..<members)
    weights = spec.kpiWeights
    noisy = [Double](repeating: 0, count: members)
    whole = [Double](repeating: 0, count: spec.outcomes.count)
    sums = [Double](repeating: 0, count: spec.outcomes.count * members)
    present = sums
    dimensionWhole = [Double](repeating: 0, count: spec.dimensionWeights.count)
    dimensionSums = [Double](repeating: 0, count: spec.dimensionWeights.count * members)
    dimensionPresent = dimensionSums
    overall = noisy
  }

  mutating func run(
    _ scores: UnsafeBufferPointer<Double>, _ spec: Spec, _ hasNoise: Bool, _ random: inout Random
  ) {
    clear()
    for kpi in weights.indices {
      weights[kpi] = spec.kpiWeights[kpi] * (hasNoise ? 1 : 0.75 + 0.5 * random.uniform())
      whole[spec.outcomeOfKPI[kpi]] += weights[kpi]
    }
    for kpi in weights.indices {
      let (from, to) = (kpi * members, spec.outcomeOfKPI[kpi] * members)
      if hasNoise {
        perturb(scores, from, &random)
        noisy.withUnsafeBufferPointer { add($0, 0, to, weights[kpi]) }
      } else {
        add(scores, from, to, weights[kpi])
      }
    }
    for outcome in spec.outcomes {
      let dimension = spec.dimensionOfOutcome[outcome]
      let weight = spec.outcomeWeights[outcome]
      dimensionWhole[dimension] += weight
      let floor = 0.6 * whole[outcome] - 1e-12
      for member in 0..<members {
        let place = outcome &* members &+ member
        let isThere = present[place] >= floor
        let score = sums[place] / present[place]
        dimensionSums[dimension &* members &+ member] += isThere ? weight * score : 0
        dimensionPresent[dimension &* members &+ member] += isThere ? weight : 0
      }
    }
    let all = spec.dimensionWeights.reduce(0, +)
    for member in 0..<members {
      var (sum, there) = (0.0, 0.0)
      for dimension in spec.dimensionWeights.indices {
        let place = dimension &* members &+ member
        guard dimensionPresent[place] >= 0.6 * dimensionWhole[dimension] - 1e-12 else { continue }
        sum += spec.dimensionWeights[dimension] * dimensionSums[place] / dimensionPresent[place]
        there += spec.dimensionWeights[dimension]
      }
      overall[member] = there >= 0.6 * all - 1e-12 ? sum / there : -1
    }
    overall.withUnsafeBufferPointer { overall in order.sort { overall[$0] > overall[$1] } }
  }

  private mutating func clear() {
    for index in sums.indices {
      sums[index] = 0
      present[index] = 0
    }
    for index in dimensionSums.indices {
      dimensionSums[index] = 0
      dimensionPresent[index] = 0
    }
    for index in whole.indices { whole[index] = 0 }
    for index in dimensionWhole.indices { dimensionWhole[index] = 0 }
  }

  private mutating func perturb(
    _ scores: UnsafeBufferPointer<Double>, _ from: Int, _ random: inout Random
  ) {
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    for member in 0..<members {
      let score = scores[from &+ member] + 10 * random.uniform() - 5
      noisy[member] = score
      if score < lowest { lowest = score }
      if score > highest { highest = score }
    }
    let scale = 100 / (highest - lowest)
    for member in 0..<members { noisy[member] = (noisy[member] - lowest) * scale }
  }

  private mutating func add(
    _ scores: UnsafeBufferPointer<Double>, _ from: Int, _ to: Int, _ weight: Double
  ) {
    for member in 0..<members {
      let score = scores[from &+ member]
      let isKnown = score == score
      sums[to &+ member] += isKnown ? weight * score : 0
      present[to &+ member] += isKnown ? weight : 0
    }
  }
}
