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
/// The most memory that the figures of all runs and the columns of all plans may take.
private let mostBytes = 2 << 30

/// What a study asks for, as it is known before anything is rescored.
package struct StudyWork: Sendable {
  package var subjects: Int
  package var runs: Int
  package var draws: Int
  /// How often everyone is rescored.
  package var rescorings: Int
  /// How many combinations of alternatives, forms and lines there are.
  package var combinations: Int
  /// What is kept of the runs.
  package var bytes: Int

  package init(
    subjects: Int, runs: Int, draws: Int, rescorings: Int, combinations: Int, bytes: Int
  ) {
    self.subjects = subjects
    self.runs = runs
    self.draws = draws
    self.rescorings = rescorings
    self.combinations = combinations
    self.bytes = bytes
  }
}

/// Runs a study on one period of results that were evaluated exactly. `evaluated` evaluates the
/// same data with other options. `begins` is called before it does, `ready` once it is known that the
/// study can be run, and `progress` from any core with how many runs were just done: never more than a
/// tenth of ten runs or more.
package func sensitivity(
  _ study: Study, of base: Results, period: Period, evaluated: (EvaluationOptions) -> Results,
  performer: Performer, begins: (StudyWork) -> Void = { _ in }, ready: () -> Void = {},
  progress: @escaping @Sendable (Int) -> Void = { _ in }
) -> (sensitivity: Sensitivity?, findings: [Diagnostic]) {
  let subjectCount = base.subjectPeriods.count { $0.period == period }
  if let finding = study.tooManyRuns(of: subjectCount) { return (nil, [finding]) }
  begins(study.work(on: subjectCount))
  let rescorer: Rescorer
  do throws(Unfit) {
    var columns = Columns()
    let plans = try study.plans(base, period, evaluated, &columns)
    if let finding = study.tooManyRuns(of: subjectCount, beside: columns.bytes) {
      return (nil, [finding])
    }
    rescorer = try Rescorer(study, base, period, plans: plans, columns)
  } catch {
    let finding = Diagnostic(
      .cannotRescore, at: study.location,
      ["node": base.program.nodes[error.node].name, "why": error.why],
      related: error.clause.map { [$0] } ?? [])
    return (nil, [finding])
  }
  ready()
  // The runs of one piece of work.
  let blockSize = max(1, min(64, study.runs / 10))
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
    rescorings: study.work(on: subjectCount).rescorings + removals.count + 1)
  return (result, [])
}

extension Study {
  /// Each run keeps a score and a rank of everyone, and two shifts of every sample.
  private func bytesOfRun(_ subjects: Int) -> Int {
    12 * subjects + (effects ? 16 * (draws.count + 2) : 0)
  }

  fileprivate func work(on subjects: Int) -> StudyWork {
    StudyWork(
      subjects: subjects, runs: runs, draws: draws.count,
      rescorings: runs * (effects ? draws.count + 2 : 1), combinations: combinations,
      bytes: runs * bytesOfRun(subjects))
  }

  /// `columns` is what the plans of all combinations take.
  fileprivate func tooManyRuns(of subjects: Int, beside columns: Int = 0) -> Diagnostic? {
    let most = (mostBytes - columns) / max(1, bytesOfRun(subjects))
    guard runs > most else { return nil }
    let choices = columns > 0 ? " and \(combinations) combinations of choices" : ""
    if most < 1, columns > 0, let draw = draws.last(where: { $0.kind.choices != nil }) {
      return Diagnostic(
        .studyBounds, at: draw.location,
        [
          "key": "draw", "expected": "a choice from fewer combinations, with \(subjects) subjects",
          "found": "from \(combinations)",
        ])
    }
    return Diagnostic(
      .studyBounds, at: runsLocation,
      [
        "key": "runs", "expected": "at most \(most), with \(subjects) subjects" + choices,
        "found": String(runs),
      ])
  }

  /// A plan for each combination of choices; none where no draw chooses. The data is evaluated once for
  /// all combinations of the same alternatives, and what came of it is let go before the next.
  func plans(
    _ base: Results, _ period: Period, _ evaluated: (EvaluationOptions) -> Results,
    _ columns: inout Columns
  ) throws(Unfit) -> [Plan] {
    guard draws.contains(where: { $0.kind.choices != nil }) else { return [] }
    let all = (0..<combinations).map(choices)
    var plans = [Plan?](repeating: nil, count: all.count)
    for first in all.indices where plans[first] == nil {
      let uses = all[first].uses
      let results = uses.isEmpty ? base : evaluated(options(uses, base.options))
      for place in all.indices where all[place].uses == uses {
        var plan = try Plan(results, target: node, period: period, all[place].choices, &columns)
        plan.release(for: base)
        plans[place] = plan
        // Too much whatever else follows.
        if columns.bytes > mostBytes { return [] }
      }
    }
    return plans.compactMap { $0 }
  }

  /// What a combination of choices, counted with the first draw fastest, says of nodes, and of
  /// alternatives.
  private func choices(_ combination: Int) -> (choices: PlanChoices, uses: [Use]) {
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
    return (choices, uses)
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
