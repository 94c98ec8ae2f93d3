internal import PMMIR
internal import PMMNumber

/// What one core needs to rescore a plan again and again without allocating anything.
///
/// A class of plain memory: `rescore` fills the scores of every node, and `scores` and `missing`
/// are those of the node looked at.
final class Workspace {
  let subjects: Int
  private let slots: Int
  /// Scores of the leaves that noise changes and of all branches, slot by slot; and why a branch's
  /// are missing.
  private let values: UnsafeMutablePointer<Double>
  private let masks: UnsafeMutablePointer<UInt64>
  private let sums: UnsafeMutablePointer<Double>
  private let present: UnsafeMutablePointer<Double>
  private let asked: UnsafeMutablePointer<Double>
  private let absent: UnsafeMutablePointer<UInt64>
  private let special: UnsafeMutablePointer<Bool>
  /// What a weight is multiplied by, by node; whether a node is left out; the noise on its score.
  var factors: [Double]
  var isOut: [Bool]
  var noise: [Noise?]
  /// How many nodes are left out.
  var outs = 0
  /// Whether a subject of the branch at hand is looked at cell by cell, and whether a branch is
  /// missing for anyone.
  private var anySpecial = false
  private let anyMissing: UnsafeMutablePointer<Bool>

  /// Noise on a node's scores in one run.
  struct Noise {
    var stream: RandomStream
    /// The number of the first subject's noise within the draw.
    var start: Int
    var points: Double
    var isRescaled: Bool
    /// The interval of scores.
    var low: Double
    var high: Double
  }

  init(subjects: Int, slots: Int, nodes: Int) {
    self.subjects = subjects
    self.slots = slots
    values = .allocate(capacity: slots * subjects + 1)
    masks = .allocate(capacity: slots * subjects + 1)
    sums = .allocate(capacity: subjects + 1)
    present = .allocate(capacity: subjects + 1)
    asked = .allocate(capacity: subjects + 1)
    absent = .allocate(capacity: subjects + 1)
    special = .allocate(capacity: subjects + 1)
    anyMissing = .allocate(capacity: slots + 1)
    anyMissing.initialize(repeating: false, count: slots + 1)
    values.initialize(repeating: 0, count: slots * subjects + 1)
    masks.initialize(repeating: 0, count: slots * subjects + 1)
    for column in [sums, present, asked] {
      column.initialize(repeating: 0, count: subjects + 1)
    }
    absent.initialize(repeating: 0, count: subjects + 1)
    special.initialize(repeating: false, count: subjects + 1)
    factors = Array(repeating: 1, count: nodes)
    isOut = Array(repeating: false, count: nodes)
    noise = Array(repeating: nil, count: nodes)
  }

  deinit {
    values.deallocate()
    masks.deallocate()
    sums.deallocate()
    present.deallocate()
    asked.deallocate()
    absent.deallocate()
    special.deallocate()
    anyMissing.deallocate()
  }

  /// The score of the node looked at; only where `missing` is 0.
  func score(_ plan: Plan, _ subject: Int) -> Double {
    values[(plan.slots - 1) * subjects + subject]
  }

  func missing(_ plan: Plan, _ subject: Int) -> UInt64 {
    masks[(plan.slots - 1) * subjects + subject]
  }

  // MARK: One run

  func rescore(_ plan: Plan) {
    plan.figures.withUnsafeBufferPointer { figures in
      plan.masks.withUnsafeBufferPointer { planMasks in
        plan.leafScores.withUnsafeBufferPointer { leaves in
          guard let figures = figures.baseAddress, let leaves = leaves.baseAddress,
            let planMasks = planMasks.baseAddress
          else { return }
          for index in plan.branches.indices {
            rescore(
              plan, plan.branches[index], slot: plan.leaves.count + index, figures, planMasks,
              leaves)
          }
        }
      }
    }
  }

  private func rescore(
    _ plan: Plan, _ branch: borrowing Plan.Branch, slot: Int, _ figures: UnsafePointer<Double>,
    _ planMasks: UnsafePointer<UInt64>, _ leaves: UnsafePointer<Double>
  ) {
    let isWhole = outs > 0 && branch.edges.contains { isOut[$0.node] }
    let isSummed = !branch.isCellwise && !isWhole
    sums.update(repeating: 0, count: subjects)
    present.update(repeating: 0, count: subjects)
    asked.update(repeating: 0, count: subjects)
    absent.update(from: planMasks + branch.absent, count: subjects)
    special.update(repeating: isWhole, count: subjects)
    if branch.hasSpecial, !isWhole {
      for subject in 0..<subjects { special[subject] = plan.flags[branch.special + subject] }
    }
    anySpecial = isWhole || branch.hasSpecial
    var evenly = 0.0
    let mean: Mean = if case .mean(let mean) = branch.form { mean } else { .arithmetic }
    for index in branch.edges.indices {
      let edge = branch.edges[index]
      let factor = factors[edge.node]
      let noise = noise[edge.node]
      if edge.isLeaf, let noise { perturb(edge.slot, leaves, noise) }
      guard isSummed else { continue }
      if !edge.isLeaf {
        evenly += addBranch(plan, branch, edge, factor, mean, figures)
        continue
      }
      if noise != nil {
        addNoisy(edge, factor, mean, figures)
      } else {
        add(figures + edge.contributions, times: factor, to: sums, subjects)
      }
      add(figures + edge.present, times: factor, to: present, subjects)
      if branch.floor != nil {
        if let weight = edge.evenlyAsked {
          evenly += factor * weight
        } else {
          add(figures + edge.asked, times: factor, to: asked, subjects)
        }
      }
    }
    finish(plan, branch, slot, mean, evenly, leaves)
    if let noise = noise[branch.node] { perturb(slot, nil, noise) }
  }

  private func addNoisy(
    _ edge: Plan.Edge, _ factor: Double, _ mean: Mean, _ figures: UnsafePointer<Double>
  ) {
    let (used, column) = (figures + edge.used, values + edge.slot * subjects)
    let (sums, subjects) = (sums, subjects)
    if mean == .arithmetic {
      for subject in 0..<subjects {
        let value = column[subject]
        let known = value == value ? value : 0
        sums[subject] += factor * used[subject] * known
      }
    } else {
      for subject in 0..<subjects where used[subject] != 0 {
        sums[subject] += factor * used[subject] * mean.entering(column[subject])
      }
    }
    if edge.hasCounted { add(figures + edge.counted, times: factor, to: sums, subjects) }
  }

  /// A child that combines: whether it is missing may differ from run to run. What it returns is
  /// asked of every subject alike.
  private func addBranch(
    _ plan: Plan, _ branch: borrowing Plan.Branch, _ edge: Plan.Edge, _ factor: Double,
    _ mean: Mean, _ figures: UnsafePointer<Double>
  ) -> Double {
    let (weights, column) = (figures + edge.weights, values + edge.slot * subjects)
    let (sums, present, asked, subjects) = (sums, present, asked, subjects)
    if !anyMissing[edge.slot] {
      for subject in 0..<subjects {
        let weight = factor * weights[subject]
        let value = mean == .arithmetic ? column[subject] : mean.entering(column[subject])
        sums[subject] += weight * value
        present[subject] += weight
      }
      if let weight = edge.evenlyAsked { return factor * weight }
      add(weights, times: factor, to: asked, subjects)
      return 0
    }
    let missing = masks + edge.slot * subjects
    let absent = absent
    if branch.excludesAll, mean == .arithmetic {
      let notApplicable = plan.reasons.notApplicable
      for subject in 0..<subjects {
        let weight = factor * weights[subject]
        let mask = missing[subject]
        let product = weight * column[subject]
        sums[subject] += mask == 0 ? product : 0
        present[subject] += mask == 0 ? weight : 0
        asked[subject] += mask == notApplicable ? 0 : weight
        absent[subject] |= mask
      }
      return 0
    }
    for subject in 0..<subjects {
      let weight = factor * weights[subject]
      let mask = missing[subject]
      guard mask != 0 else {
        let value = mean == .arithmetic ? column[subject] : mean.entering(column[subject])
        sums[subject] += weight * value
        present[subject] += weight
        asked[subject] += weight
        continue
      }
      absent[subject] |= mask
      if mask != plan.reasons.notApplicable { asked[subject] += weight }
      guard let line = Plan.line(branch.lines, for: mask),
        case .exclude = branch.lines[line].action
      else {
        special[subject] = true
        anySpecial = true
        continue
      }
    }
    return 0
  }

  private func finish(
    _ plan: Plan, _ branch: borrowing Plan.Branch, _ slot: Int, _ mean: Mean, _ evenly: Double,
    _ leaves: UnsafePointer<Double>
  ) {
    let (out, missing) = (values + slot * subjects, masks + slot * subjects)
    let (sums, present, asked, subjects) = (sums, present, asked, subjects)
    // An estimate of the share that falls short by rounding alone is enough.
    let share = branch.share * (1 - closeness)
    let isAnyRare = anySpecial || branch.fixed != nil || branch.isCellwise
    anyMissing[slot] = false
    let isShort = !isAnyRare && mean == .arithmetic && branch.rounding == nil
    if isShort {
      var rare: UInt64 = 0
      for subject in 0..<subjects {
        let weight = present[subject]
        let value = sums[subject] / weight
        let isPlain = weight >= share * (asked[subject] + evenly) && value - value == 0
        out[subject] = value
        missing[subject] = isPlain ? 0 : .max
        rare |= isPlain ? 0 : 1
      }
      if rare == 0 { return }
    }
    let hasCells = branch.fixed != nil || branch.isCellwise
    for subject in 0..<subjects where !isShort || missing[subject] != 0 {
      let weight = present[subject]
      let value = sums[subject] / weight
      let floor = share * (asked[subject] + evenly)
      let isPlain = !special[subject] && !hasCells
      if isPlain, weight > 0, weight >= floor, value.magnitude <= .greatestFiniteMagnitude {
        out[subject] = mean == .arithmetic ? value : mean.leaving(value)
        missing[subject] = 0
      } else if isPlain, weight == 0 || weight < floor {
        // Nothing remains, or too little.
        let none = absent[subject] == 0 ? plan.reasons.notAvailable : absent[subject]
        missing[subject] = weight >= floor ? none : absent[subject] | plan.reasons.notEnough
      } else {
        let (value, mask) = cell(plan, branch, subject, leaves)
        out[subject] = value
        missing[subject] = mask
        if mask == 0, branch.fixed.map({ plan.flags[$0.flags + subject] }) ?? false { continue }
      }
      if missing[subject] != 0 {
        anyMissing[slot] = true
      } else if let rounding = branch.rounding {
        out[subject] = rounding(out[subject])
      }
    }
  }

  /// Scores plus or minus up to so many points, and perhaps brought back to the interval of scores.
  private func perturb(_ slot: Int, _ leaves: UnsafePointer<Double>?, _ noise: Noise) {
    let subjects = subjects
    let out = values + slot * subjects
    let scores = leaves.map { $0 + slot * subjects } ?? UnsafePointer(out)
    if leaves == nil {
      for subject in 0..<subjects where masks[slot * subjects + subject] != 0 {
        out[subject] = .nan
      }
    }
    let (width, start, stream) = (2 * noise.points, noise.start, noise.stream)
    let lowered = -noise.points
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    for subject in 0..<subjects {
      let score = scores[subject] + (width * stream.uniform(start &+ subject) + lowered)
      out[subject] = score
      lowest = score < lowest ? score : lowest
      highest = score > highest ? score : highest
    }
    if noise.isRescaled {
      guard highest > lowest else { return }
      let scale = (noise.high - noise.low) / (highest - lowest)
      let offset = noise.low
      for subject in 0..<subjects { out[subject] = (out[subject] - lowest) * scale + offset }
    } else {
      for subject in 0..<subjects {
        let score = out[subject]
        out[subject] = score < noise.low ? noise.low : score > noise.high ? noise.high : score
      }
    }
  }

  // MARK: One cell

  /// One node for one subject, step by step as the language says; whatever is rare goes through
  /// here.
  private func cell(
    _ plan: Plan, _ branch: Plan.Branch, _ subject: Int, _ leaves: UnsafePointer<Double>
  ) -> (Double, UInt64) {
    if let fixed = branch.fixed, plan.flags[fixed.flags + subject] {
      return (plan.figures[fixed.figures + subject], plan.masks[fixed.masks + subject])
    }
    var operands: [(value: Double, weight: Double)] = []
    var decisions: [(line: Int, mask: UInt64)] = []
    var (all, untaken): (UInt64, UInt64) = (0, 0)
    var (base, there) = (0.0, 0.0)
    var (askedFor, count) = (0, 0)
    for edge in branch.edges where !isOut[edge.node] {
      let place = edge.slot * subjects + subject
      let mask = edge.isLeaf ? plan.leafMasks[place] : masks[place]
      let isStatic = edge.isLeaf && noise[edge.node] == nil
      let weight = factors[edge.node] * plan.figures[edge.weights + subject]
      var combined: Double?
      if mask == 0 {
        combined = isStatic ? leaves[place] : values[place]
      } else {
        all |= mask
        if let line = Plan.line(branch.lines, for: mask) {
          switch branch.lines[line].action {
          case .exclude: break
          case .count(let figures, let masks):
            if masks[subject] == 0 { combined = figures[subject] }
            untaken |= masks[subject] == 0 ? 0 : mask | masks[subject]
          case .result, .resultMissing:
            decisions.append((line, mask))
          }
        } else {
          untaken |= mask
        }
      }
      if mask != plan.reasons.notApplicable {
        base += weight
        askedFor += 1
        if combined != nil {
          there += weight
          count += 1
        }
      }
      if let combined { operands.append((combined, weight)) }
    }
    if !decisions.isEmpty { return decided(decisions, branch, subject) }
    if untaken != 0 { return (.nan, untaken) }
    let isMet: Bool
    switch branch.floor {
    case .weight?: isMet = base == 0 || there >= branch.share * base * (1 - closeness)
    case .children(let least)?: isMet = askedFor == 0 || count >= least
    case .coverage(let share, _)?: isMet = isCovered(branch, share, subject)
    case nil: isMet = true
    }
    if !isMet { return (.nan, all | plan.reasons.notEnough) }
    guard !operands.isEmpty else {
      return (.nan, all == 0 ? plan.reasons.notAvailable : all)
    }
    return combined(plan, branch, operands, subject)
  }

  /// Of the lines `result` that took something, the first written decides.
  private func decided(
    _ decisions: [(line: Int, mask: UInt64)], _ branch: Plan.Branch, _ subject: Int
  ) -> (Double, UInt64) {
    let first = decisions.reduce(Int.max) { min($0, $1.line) }
    if case .result(let figures, let masks) = branch.lines[first].action {
      return (figures[subject], masks[subject])
    }
    return (.nan, decisions.reduce(0) { $1.line == first ? $0 | $1.mask : $0 })
  }

  private func isCovered(_ branch: Plan.Branch, _ share: Rational, _ subject: Int) -> Bool {
    let states = branch.coverage.filter { !isOut[$0.leaf] }.compactMap { $0.states[subject] }
    let there = states.reduce(0) { $0 + ($1 ? 1 : 0) }
    return states.isEmpty || Rational(there) >= share * Rational(states.count)
  }

  private func combined(
    _ plan: Plan, _ branch: Plan.Branch, _ operands: [(value: Double, weight: Double)],
    _ subject: Int
  ) -> (Double, UInt64) {
    let values = operands.map(\.value)
    switch branch.form {
    case .sum: return (values.reduce(0, +), 0)
    case .min: return (values.min() ?? .nan, 0)
    case .max: return (values.max() ?? .nan, 0)
    case .median:
      let sorted = values.sorted()
      let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
      return (plan.isOrdinal ? low : (low + high) / 2, 0)
    case .mean(let mean):
      let members = operands.filter { $0.weight != 0 }
      let whole = members.reduce(0) { $0 + $1.weight }
      guard whole > 0 else { return failed(plan, branch, plan.reasons.zeroDenominator, subject) }
      let sum = members.reduce(0) { $0 + $1.weight * mean.entering($1.value) }
      if sum.isNaN { return failed(plan, branch, plan.reasons.undefined, subject) }
      if sum == .infinity { return failed(plan, branch, plan.reasons.zeroDenominator, subject) }
      return (mean.leaving(sum / whole), 0)
    case .custom(let body):
      let figures = values.map { value -> Figure in
        plan.isOrdinal ? .known(.level(Int(value.rounded()))) : .number(Rational(estimate: value))
      }
      let figure = plan.results.customValue(
        by: body, of: figures, node: branch.node, subject: plan.subjectIndices[subject],
        period: plan.period)
      return figure.scalar?.estimate.map { ($0, 0) } ?? (.nan, plan.reasons(figure.reasons))
    }
  }

  /// A failure of the function itself has its line too; `exclude` has nothing to leave out.
  private func failed(
    _ plan: Plan, _ branch: Plan.Branch, _ mask: UInt64, _ subject: Int
  ) -> (Double, UInt64) {
    guard let line = Plan.line(branch.lines, for: mask) else { return (.nan, mask) }
    switch branch.lines[line].action {
    case .exclude: return (.nan, mask)
    case .count(let figures, let masks):
      return masks[subject] == 0 ? (figures[subject], 0) : (.nan, mask | masks[subject])
    case .result, .resultMissing: return decided([(line, mask)], branch, subject)
    }
  }
}

extension Rational {
  /// The exact value of an estimate, which must be finite.
  init(estimate: Double) {
    guard estimate != 0 else {
      self = 0
      return
    }
    let whole = Rational(Int(estimate.significand * 0x1p52))
    let power = Int(estimate.exponent) - 52
    let factor = Rational(2).power(abs(power)) ?? 1
    self = power < 0 ? whole.divided(by: factor) ?? 0 : whole * factor
    if estimate < 0 { self = negated }
  }
}

/// Adds a column times a factor to another; of plain pointers, so that it takes several at a time.
@inline(__always)
private func add(
  _ column: UnsafePointer<Double>, times factor: Double, to total: UnsafeMutablePointer<Double>,
  _ count: Int
) {
  for index in 0..<count { total[index] += factor * column[index] }
}
