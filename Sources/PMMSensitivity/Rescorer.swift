internal import PMMIR
internal import PMMNumber

/// A study that is ready to run: a plan for each combination of what can be chosen, and what is
/// drawn.
struct Rescorer: Sendable {
  let study: Study
  let look: Look
  /// As the definition says, without any draw.
  let nominal: Plan
  /// By the choices of the draws that choose, the first draw counting fastest.
  let plans: [Plan]
  /// Of all plans.
  let columns: Columns
  /// The definition's own scores of the node looked at, by place, and who prints them.
  let estimates: [EstimatedScore?]
  let printed: (any PrintedColumn)?
  /// The known ones of these scores with their places, in falling order.
  let highestFirst: [(place: Int, score: Double)]
  private let interval: (low: Double, high: Double)
  private let touched: [Int]

  /// `columns` are those of the plans so far.
  init(
    _ study: Study, _ base: Results, _ period: Period, plans: [Plan], _ columns: Columns
  ) throws(Unfit) {
    self.study = study
    var none = PlanChoices()
    none.noisy = study.noisyNodes
    var columns = columns
    var nominal = try Plan(base, target: study.node, period: period, none, &columns)
    nominal.reach = study.reach(nominal)
    self.nominal = nominal
    self.plans = plans.map { plan in
      var plan = plan
      plan.reach = study.reach(plan)
      return plan
    }
    self.columns = columns
    look = try Look(base, node: study.node, period: period)
    // Without a score of its own, a node's value is looked at.
    let isScored = base.rules(of: study.node).scoreIsValue
    estimates = nominal.subjectIndices.map { subject in
      if isScored { return base.estimate(node: study.node, subject: subject, period: period) }
      let figures = base.figures(node: study.node, subject: subject, period: period)
      return figures?.value.scalar?.estimate.map { .known($0) }
    }
    highestFirst = estimates.enumerated().compactMap { place, estimate in
      guard case .known(let score)? = estimate, !score.isNaN else { return nil }
      return (place, score)
    }.sorted { $0.score > $1.score }
    let request = PrintRequest(significant: 12, value: nil, score: nil)
    let column = base.cells(of: study.node).firstIndex(of: .total)
    printed = column.flatMap {
      isScored ? base.printed?.column(node: study.node, column: $0, request) : nil
    }
    if case .interval(let low, let high)? = base.program.head.scores {
      interval = (Double(estimating: low), Double(estimating: high))
    } else {
      interval = (-.greatestFiniteMagnitude, .greatestFiniteMagnitude)
    }
    touched = study.draws.flatMap { draw -> [Int] in
      switch draw.kind {
      case .weights(let nodes, _), .leaveOut(let nodes, _): nodes
      default: []
      }
    }
  }

  func workspace() -> Workspace { Workspace(plans + [nominal], columns) }

  /// Draws a run's assumptions and rescores. `matrix` says which of two samples a draw is from.
  func run(_ row: Int, _ work: Workspace, matrix: (Int) -> Int) -> Plan {
    for node in touched {
      work.factors[node] = 1
      work.isOut[node] = false
    }
    work.outs = 0
    var (plan, stride) = (0, 1)
    var samples = 0 as UInt64
    for (index, draw) in study.draws.enumerated() {
      let sample = matrix(index)
      samples |= UInt64(sample) << UInt64(index)
      let stream = RandomStream(seed: study.seed, run: row, draw: index, matrix: sample)
      switch draw.kind {
      case .weights(let nodes, let spread):
        let spread = Double(estimating: spread)
        for (place, node) in nodes.enumerated() {
          work.factors[node] *= 1 + spread * (2 * stream.uniform(place) - 1)
        }
      case .noise(let nodes, let points, let isRescaled):
        for (place, node) in nodes.enumerated() {
          work.noise[node] = Workspace.Noise(
            stream: stream, start: place * ((work.subjects + 1) / 2), points: Double(estimating: points),
            isRescaled: isRescaled, low: interval.low, high: interval.high)
        }
      case .leaveOut(let nodes, let count):
        work.outs += leaveOut(nodes, count, stream, work)
      case .combine, .use, .missing:
        let choices = draw.kind.choices ?? 1
        plan += stride * stream.choice(0, of: choices)
        stride *= choices
      }
    }
    let chosen = plans.isEmpty ? nominal : plans[plan]
    // A draw has a bit, if there are enough of them.
    work.rescore(
      chosen, study.draws.count > 64 ? nil : .init(plan: plan, run: row, samples: samples))
    return chosen
  }

  /// The first of a shuffled list.
  private func leaveOut(
    _ nodes: [Int], _ count: Int, _ stream: RandomStream, _ work: Workspace
  ) -> Int {
    if count == 1 {
      work.isOut[nodes[stream.choice(0, of: nodes.count)]] = true
      return 1
    }
    var left = nodes
    for place in 0..<count {
      left.swapAt(place, place + stream.choice(place, of: nodes.count - place))
      work.isOut[left[place]] = true
    }
    return count
  }
}

extension Study {
  /// Nodes whose scores are drawn.
  var noisyNodes: Set<Int> {
    Set(
      draws.flatMap { draw -> [Int] in
        if case .noise(let nodes, _, _) = draw.kind { nodes } else { [] }
      })
  }

  /// The draws that reach each slot of a plan, as bits; choices make plans of their own.
  func reach(_ plan: Plan) -> [UInt64] {
    var noise: [Int: UInt64] = [:]
    var edges: [Int: UInt64] = [:]
    for (index, draw) in draws.enumerated() {
      let bit = 1 << UInt64(index) as UInt64
      switch draw.kind {
      case .noise(let nodes, _, _): for node in nodes { noise[node, default: 0] |= bit }
      case .weights(let nodes, _), .leaveOut(let nodes, _):
        for node in nodes { edges[node, default: 0] |= bit }
      case .combine, .use, .missing: break
      }
    }
    let first = plan.branches.count
    var reach = Array(repeating: 0 as UInt64, count: plan.slots)
    for (leaf, node) in plan.leaves.enumerated() { reach[first + leaf] = noise[node] ?? 0 }
    for (slot, branch) in plan.branches.enumerated() {
      reach[slot] = branch.edges.reduce(noise[branch.node] ?? 0) {
        $0 | reach[$1.slot] | (edges[$1.node] ?? 0)
      }
    }
    return reach
  }

  /// How many combinations of choices there are.
  var combinations: Int {
    // A study with too many was refused when it was read.
    draws.compactMap(\.kind.choices).reduce(1, *)
  }
}
