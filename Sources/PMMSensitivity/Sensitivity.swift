package import PMMDiagnostics
package import PMMIR
internal import PMMNumber
internal import Synchronization

/// What a study found.
package struct Sensitivity: Sendable {
  /// Quantiles and mean of a figure over the runs that have it.
  package struct Spread: Hashable, Sendable {
    package var mean: Double
    /// At 5, 25, 50, 75 and 95%.
    package var quantiles: [Double]
  }

  /// One subject over all runs.
  package struct Subject: Sendable {
    /// Index in the dataset.
    package var subject: Int
    /// As the definition says, the digits those of the exact figures; nil if missing.
    package var score: String?
    package var rank: String?
    package var level: Int?
    package var scores: Spread?
    package var ranks: Spread?
    /// The share of runs without a score.
    package var missing = 0.0
    /// The share of runs at each level of the class.
    package var shares: [Double] = []
  }

  /// What a draw explains of the mean absolute shift of ranks, and of scores, from the definition's
  /// own.
  package struct DrawEffect: Sendable {
    package var name: String
    package var kind: String
    /// Nil where effects are not defined.
    package var ranks: Effect?
    package var scores: Effect?
  }

  /// The effects of all draws.
  package struct Effects: Sendable {
    /// What they were estimated from, and why they are not defined if they are not.
    package struct Basis: Sendable {
      /// Runs in which every figure compared is there.
      package var runs: Int
      package var gap: EffectGap?
    }

    package var draws: [DrawEffect]
    package var ranks: Basis
    package var scores: Basis
  }

  /// What happens if one leaf is left out.
  package struct Removal: Sendable {
    package var node: Int
    /// Over the subjects that have both; nil if none has.
    package var rankShift: Double?
    package var scoreShift: Double?
    /// The largest shift of a rank, and whose it is.
    package var largest: (subject: Int, from: Double, to: Double)?
    /// How many subjects lose their score, or get one.
    package var changed: Int
  }

  package var study: Study
  package var results: Results
  package var period: Period
  /// Levels of the class, or of the scores where they are levels; empty without.
  package var levels: [String]
  package var isOrdinal: Bool
  package var subjects: [Subject]
  /// Nil if the study asks for none.
  package var effects: Effects?
  package var removals: [Removal]
  /// How often the framework was rescored in all.
  package var rescorings: Int
}

/// How work is spread over cores: calls the body once for each number below the count, in any
/// order.
package typealias Performer = @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

/// How many combinations of alternatives, forms and lines may be chosen from.
let mostPlans = 64
/// The runs of one piece of work.
private let blockSize = 64

/// The most memory that the figures of all runs may take.
private let mostBytes = 2 << 30

/// Runs a study on one period of results that were evaluated exactly. `evaluated` evaluates the
/// same data with other options. `ready` is called once it is known that the study can be run, and
/// `progress` from any core with how many runs were just done.
package func sensitivity(
  _ study: Study, of base: Results, period: Period, evaluated: (EvaluationOptions) -> Results,
  performer: Performer, ready: () -> Void = {},
  progress: @escaping @Sendable (Int) -> Void = { _ in }
) -> (sensitivity: Sensitivity?, findings: [Diagnostic]) {
  let rescorer: Rescorer
  do throws(Unfit) {
    let plans = try study.plans(base, period, evaluated)
    rescorer = try Rescorer(study, base, period, plans: plans)
  } catch {
    let finding = Diagnostic(
      .cannotRescore, at: study.location,
      ["node": base.program.nodes[error.node].name, "why": error.why],
      related: error.clause.map { [$0] } ?? [])
    return (nil, [finding])
  }
  if let finding = study.tooManyRuns(of: rescorer.nominal.subjects) { return (nil, [finding]) }
  ready()
  let count = (study.runs + blockSize - 1) / blockSize
  let unshifted = Unshifted(rescorer)
  let finished = Mutex([Block?](repeating: nil, count: count))
  performer(count) { index in
    let rows = index * blockSize..<min(study.runs, (index + 1) * blockSize)
    let block = Block(rescorer, rows, unshifted)
    finished.withLock { $0[index] = block }
    progress(rows.count)
  }
  let blocks = finished.withLock { $0.compactMap { $0 } }
  let subjects = Mutex([Sensitivity.Subject?](repeating: nil, count: unshifted.scores.count))
  let pieces = (unshifted.scores.count + 15) / 16
  performer(pieces) { piece in
    for place in piece * 16..<min(unshifted.scores.count, (piece + 1) * 16) {
      let subject = rescorer.subject(place, blocks, study.runs)
      subjects.withLock { $0[place] = subject }
    }
  }
  let removals = study.leaveOneOut ? rescorer.removals(unshifted) : []
  let result = Sensitivity(
    study: study, results: base, period: period, levels: rescorer.look.levels,
    isOrdinal: rescorer.look.isOrdinal, subjects: subjects.withLock { $0.compactMap { $0 } },
    effects: rescorer.effects(blocks), removals: removals,
    rescorings: study.runs * (study.effects ? study.draws.count + 2 : 1) + removals.count + 1)
  return (result, [])
}

extension Study {
  /// Each run keeps a score and a rank of everyone, and two shifts of every sample.
  fileprivate func tooManyRuns(of subjects: Int) -> Diagnostic? {
    let bytes = 12 * subjects + (effects ? 16 * (draws.count + 2) : 0)
    let most = mostBytes / max(1, bytes)
    guard runs > most else { return nil }
    return Diagnostic(
      .studyBounds, at: runsLocation,
      [
        "key": "runs", "expected": "at most \(most), with \(subjects) subjects",
        "found": String(runs),
      ])
  }

  /// A plan for each combination of choices; none where no draw chooses.
  fileprivate func plans(
    _ base: Results, _ period: Period, _ evaluated: (EvaluationOptions) -> Results
  ) throws(Unfit) -> [Plan] {
    guard draws.contains(where: { $0.kind.choices != nil }) else { return [] }
    var results: [[Use]: Results] = [[]: base]
    var plans: [Plan] = []
    for combination in 0..<combinations {
      var choices = PlanChoices()
      choices.noisy = noisyNodes
      var uses: [Use] = []
      var rest = combination
      for draw in draws {
        guard let count = draw.kind.choices else { continue }
        let chosen = rest % count
        rest /= count
        switch draw.kind {
        case .combine(let nodes, let functions):
          for node in nodes { choices.forms[node] = functions[chosen] }
        case .missing(let nodes, let lines):
          for node in nodes { choices.missing[node] = lines[chosen]?.choice }
        case .use(let all):
          if all[chosen] != .asDefined { uses.append(all[chosen]) }
        case .weights, .noise, .leaveOut: break
        }
      }
      if results[uses] == nil { results[uses] = evaluated(options(uses, base.options)) }
      plans.append(
        try Plan(results[uses] ?? base, target: node, period: period, choices))
    }
    return plans
  }

  private func options(_ uses: [Use], _ base: EvaluationOptions) -> EvaluationOptions {
    var options = base
    for use in uses {
      switch use {
      case .asDefined: break
      case .node(let node, let option): options.alternatives[node] = option
      case .framework(let name): options.frameworkAlternative = name
      }
    }
    return options
  }
}

extension Study.Missing {
  fileprivate var choice: MissingChoice {
    switch self {
    case .exclude: .exclude
    case .count(let value): .count(value)
    case .result: .resultMissing
    }
  }
}
