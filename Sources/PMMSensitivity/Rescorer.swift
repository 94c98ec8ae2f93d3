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
  /// The definition's own scores of the node looked at, by place, and who prints them.
  let estimates: [EstimatedScore?]
  let printed: (any PrintedColumn)?
  private let interval: (low: Double, high: Double)
  private let touched: [Int]

  init(_ study: Study, _ base: Results, _ period: Period, plans: [Plan]) throws(Unfit) {
    self.study = study
    self.plans = plans
    var none = PlanChoices()
    none.noisy = study.noisyNodes
    nominal = try Plan(base, target: study.node, period: period, none)
    look = try Look(base, node: study.node, period: period)
    // Without a score of its own, a node's value is looked at.
    let isScored = base.rules(of: study.node).scoreIsValue
    estimates = nominal.subjectIndices.map { subject in
      if isScored { return base.estimate(node: study.node, subject: subject, period: period) }
      let figures = base.figures(node: study.node, subject: subject, period: period)
      return figures?.value.scalar?.estimate.map { .known($0) }
    }
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

  func workspace() -> Workspace {
    Workspace(
      subjects: nominal.subjects, slots: (plans + [nominal]).map(\.slots).max() ?? 0,
      nodes: nominal.results.program.nodes.count)
  }

  /// Draws a run's assumptions and rescores. `matrix` says which of two samples a draw is from.
  func run(_ row: Int, _ work: Workspace, matrix: (Int) -> Int) -> Plan {
    for node in touched {
      work.factors[node] = 1
      work.isOut[node] = false
    }
    work.outs = 0
    var (plan, stride) = (0, 1)
    for (index, draw) in study.draws.enumerated() {
      let stream = RandomStream(seed: study.seed, run: row, draw: index, matrix: matrix(index))
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
    work.rescore(chosen)
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

  /// How many combinations of choices there are.
  var combinations: Int {
    // A study with too many was refused when it was read.
    draws.compactMap(\.kind.choices).reduce(1, *)
  }
}
