import PMMIR
internal import PMMNumber

/// Looks for data that tells two editions of a node apart, and replays it by the reference evaluator.
struct WitnessSearch {
  let old: Program
  let new: Program
  /// New names to old ones.
  private let former: [String: String]
  private let latter: [String: String]

  init(_ old: Program, _ new: Program, _ names: NameMap) {
    self.old = old
    self.new = new
    let renamed = names.inputs.merging(names.nodes) { first, _ in first }
    latter = renamed
    former = Dictionary(renamed.map { ($0.value, $0.key) }) { first, _ in first }
  }

  /// Nil if nothing that was tried tells them apart.
  func find(_ pair: (old: Int, new: Int)) -> Witness? {
    let (before, after) = (InputSearch(old, node: pair.old), InputSearch(new, node: pair.new))
    let bases = after.bases + before.bases.map(translated)
    let full = fullStrength(pair)
    var best: (strength: Int, trial: Trial)?
    let rounds: [() -> [Trial]] = [
      { bases },
      { bases.prefix(4).flatMap(after.variations) },
      { best.map { after.concentrated($0.trial) } ?? [] },
      { after.aimed(Array(bases.prefix(3))) },
      { before.aimed(before.bases.prefix(2).map { $0 }).map(translated) },
      { after.mixed(120) + before.mixed(60).map(translated) },
    ]
    for round in rounds where best?.strength != full {
      var trials = round()[...]
      // Most differences show early, so only some are computed at a time.
      while !trials.isEmpty, best?.strength != full {
        let some = Array(trials.prefix(Self.together))
        trials = trials.dropFirst(some.count)
        for (trial, strength) in zip(some, strengths(some, pair))
        where strength > (best?.strength ?? 0) {
          best = (strength, trial)
          if strength == full { break }
        }
      }
    }
    guard let best else { return nil }
    let trial = after.shrunk(best.trial) { trials in
      strengths(trials, pair).map { $0 >= best.strength }
    }
    return witness(trial, pair)
  }

  /// How many trials are computed together.
  private static let together = 24

  /// What convinces most: a score that is another one, or the total where neither edition scores.
  private func fullStrength(_ pair: (old: Int, new: Int)) -> Int {
    let isScored =
      old.nodes[pair.old].rules.score.value != .none
      || new.nodes[pair.new].rules.score.value != .none
    return isScored ? 6 : 4
  }

  private func strengths(_ trials: [Trial], _ pair: (old: Int, new: Int)) -> [Int] {
    guard !trials.isEmpty else { return [] }
    let before = old.outcomes(of: trials, node: pair.old) { former[$0] ?? $0 }
    let after = new.outcomes(of: trials, node: pair.new)
    return zip(before, after).map(Self.strength)
  }

  /// Most by the score, whose effect goes on upward, then by the total, then by a cell; and more by
  /// another figure than by one that is missing under one edition.
  static func strength(_ before: TrialOutcome, _ after: TrialOutcome) -> Int {
    if before == after { return 0 }
    func strength(_ one: TrialFigure?, _ other: TrialFigure?, _ most: Int) -> Int {
      if one == other { return 0 }
      switch (one, other) {
      case (.known?, .known?): return most
      case (.missing?, .missing?): return 1
      default: return most - 1
      }
    }
    var found = [strength(before.score, after.score, 6)]
    for cell in Set(before.values.keys).intersection(after.values.keys) {
      found.append(strength(before.values[cell], after.values[cell], cell.isEmpty ? 4 : 3))
    }
    if let one = before.classification, let other = after.classification, one != other {
      found.append(4)
    }
    return max(found.max() ?? 0, 1)
  }

  private func translated(_ trial: Trial) -> Trial {
    var trial = trial
    trial.subjects = trial.subjects.map { figures in
      Dictionary(
        figures.map { target, value in
          switch target {
          case .input(let name, let cell, let offset):
            (.input(latter[name] ?? name, cell: cell, offset: offset), value)
          case .score(let name): (.score(of: latter[name] ?? name), value)
          case .attribute: (target, value)
          }
        }, uniquingKeysWith: { first, _ in first })
    }
    return trial
  }

  /// The witness, computed anew from nothing but its figures.
  private func witness(_ trial: Trial, _ pair: (old: Int, new: Int)) -> Witness {
    let before = old.outcomes(of: [trial], node: pair.old) { former[$0] ?? $0 }[0]
    let after = new.outcomes(of: [trial], node: pair.new)[0]
    var witness = Witness(
      node: new.nodes[pair.new].name, trial: trial, old: before, new: after, upward: [])
    (witness.upward, witness.others) = upward(pair, before.score, after.score)
    return witness
  }

  /// What becomes of the scores above, if all others on the way are halfway up.
  private func upward(
    _ pair: (old: Int, new: Int), _ before: TrialFigure?, _ after: TrialFigure?
  ) -> ([Witness.Step], TrialFigure?) {
    guard case .interval(let low, let high)? = new.head.scores, old.head.scores == new.head.scores,
      let half = (low + high).divided(by: 2), var one = before, var other = after, one != other
    else { return ([], nil) }
    var steps: [Witness.Step] = []
    var places = pair
    while let above = (old.nodes[places.old].parent, new.nodes[places.new].parent) as? (Int, Int),
      old.nodes[above.0].isRoot == new.nodes[above.1].isRoot
    {
      let scores = (
        score(of: above.0, in: old, child: places.old, one, half),
        score(of: above.1, in: new, child: places.new, other, half)
      )
      guard let first = scores.0, let second = scores.1 else { break }
      steps.append(Witness.Step(node: new.nodes[above.1].name, old: first, new: second))
      (one, other) = (first, second)
      places = (above.0, above.1)
    }
    return (steps, .known(.number(half)))
  }

  /// The score of a node whose one child has this score, and all others the same.
  private func score(
    of node: Int, in program: Program, child: Int, _ score: TrialFigure, _ others: Rational
  ) -> TrialFigure? {
    guard case .combine = program.nodes[node].rules.body.value else { return nil }
    var trial = Trial()
    for index in program.nodes[node].children {
      let value: Trial.Value
      if index == child {
        switch score {
        case .known(let known): value = known
        case .missing(let reasons): value = .missing(Reason(reasons.first ?? "not_reported"))
        }
      } else {
        value = .number(others)
      }
      trial.figures[.score(of: program.nodes[index].name)] = value
    }
    return program.outcomes(of: [trial], node: node)[0].score
  }
}

extension ProgramDiff {
  /// Adds to each change that may give other figures data that shows it. What no data was found for
  /// is for a person to look at.
  package mutating func findWitnesses() {
    let search = WitnessSearch(old, new, names)
    var found: [String: Witness?] = [:]
    for index in changes.indices {
      let change = changes[index]
      guard change.verdict == .stated, Self.searched.contains(change.code),
        let name = change.nodes.first, let after = new.node(named: name),
        let pair = nodes.pairs.first(where: { $0.new == after })
      else { continue }
      let witness: Witness?
      if let known = found[name] { witness = known } else {
        witness = search.find(pair)
        found[name] = .some(witness)
      }
      if let witness {
        replace(index) { $0.verdict = .witness(witness) }
      } else {
        replace(index) { change in
          change.verdict = .review
          if change.code == .formulaChanged { change.code = .formulaUndecided }
        }
      }
    }
  }

  /// Changes of which data can show what they do.
  private static let searched: Set<ChangeCode> = [
    .formulaChanged, .domainReduced, .domainExtended, .guardChanged, .numeratorWidened,
    .numeratorNarrowed, .denominatorWidened, .denominatorNarrowed, .roundingChanged,
    .missingPolicyChanged, .combinationChanged, .referencePeriodChanged, .constantChanged,
    .floorRaised, .floorLowered, .floorAdded, .floorRemoved, .floorKindChanged, .imputationAdded,
    .imputationRemoved, .imputationChanged, .tableChanged, .weightChanged, .thresholdRaised,
    .thresholdLowered, .bandAdded, .bandRemoved, .edgeChanged, .bestChanged, .worstChanged,
    .clampingChanged, .curveChanged, .scoreRuleChanged, .scoredCellChanged, .bandResultChanged,
    .classBasisChanged, .populationScoreChanged, .defaultChanged, .treatmentAdded,
    .treatmentRemoved, .treatmentChanged, .bodyChanged, .becomesScored, .noLongerScored,
  ]
}
