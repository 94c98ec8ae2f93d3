internal import PMMIR
internal import PMMNumber

/// What one core needs to rescore a plan again and again without allocating anything.
///
/// A class of plain memory: `rescore` fills the scores of every node, and `scores` and `missing`
/// are those of the node looked at.
final class Workspace {
  let columns: Columns
  let subjects: Int
  /// The length of a column.
  let stride: Int
  /// Scores of all branches and of the leaves that noise changes, slot by slot; and why a branch's
  /// are missing.
  let values: UnsafeMutablePointer<Double>
  let masks: UnsafeMutablePointer<UInt64>
  /// Of each branch, 1 where it is known, else 0: then its value is some number that counts for nothing.
  private let knowns: UnsafeMutablePointer<Double>
  /// The same of where a floor asks for it; only of branches that somebody is not asked for.
  private let asks: UnsafeMutablePointer<Double>
  private let isUnasked: UnsafeMutablePointer<Bool>
  private let sums: UnsafeMutablePointer<Double>
  /// What the sums of a branch are made of.
  private let terms: UnsafeMutablePointer<Term>
  private let weights: UnsafeMutablePointer<Term>
  private let floors: UnsafeMutablePointer<Term>
  private let products: UnsafeMutablePointer<(Term, UnsafeMutablePointer<Double>)>
  private let present: UnsafeMutablePointer<Double>
  private let asked: UnsafeMutablePointer<Double>
  private let absent: UnsafeMutablePointer<UInt64>
  private let special: UnsafeMutablePointer<Bool>
  /// What a weight is multiplied by, by node; whether a node is left out; the noise on its score.
  let factors: UnsafeMutablePointer<Double>
  let isOut: UnsafeMutablePointer<Bool>
  let noise: UnsafeMutablePointer<Noise?>
  /// How many nodes are left out.
  var outs = 0
  /// Whether a subject of the branch at hand is looked at cell by cell, and whether a branch is
  /// missing for anyone.
  private var anySpecial = false
  /// Whether `special` may hold anything but false.
  private var mayBeSpecial = false
  private let anyMissing: UnsafeMutablePointer<Bool>
  /// What the figures of each slot were drawn from; nil where that is not known.
  private let sources: UnsafeMutablePointer<Source?>

  /// One rescoring: by which plan, in which run, and as bits which draws are from the second sample.
  struct Drawing {
    var plan: Int
    var run: Int
    var samples: UInt64
  }

  /// What makes the figures of a slot: nothing else has to be drawn as it was for them to be the same.
  private struct Source: Equatable {
    var node: Int
    /// The plan of a branch; below 0 where a leaf's scores are before the noise.
    var base: Int
    var run: Int
    var samples: UInt64
  }

  /// Noise on a node's scores in one run.
  struct Noise {
    var stream: RandomStream
    /// The number of the first two subjects' noise within the draw.
    var start: Int
    var points: Double
    var isRescaled: Bool
    /// The interval of scores.
    var low: Double
    var high: Double
  }

  /// For any of these plans, of which there is one at least.
  init(_ plans: [Plan], _ columns: Columns) {
    self.columns = columns
    subjects = plans[0].subjects
    stride = Plan.stride(subjects)
    let slots = plans.map(\.slots).max() ?? 0
    let branches = plans.map(\.branches.count).max() ?? 0
    let nodes = plans[0].results.program.nodes.count
    values = .allocate(capacity: slots * stride + 1)
    masks = .allocate(capacity: branches * stride + 1)
    knowns = .allocate(capacity: branches * stride + 1)
    asks = .allocate(capacity: branches * stride + 1)
    isUnasked = .allocate(capacity: slots + 1)
    sums = .allocate(capacity: stride + 1)
    present = .allocate(capacity: stride + 1)
    asked = .allocate(capacity: stride + 1)
    absent = .allocate(capacity: stride + 1)
    special = .allocate(capacity: stride + 1)
    anyMissing = .allocate(capacity: slots + 1)
    sources = .allocate(capacity: slots + 1)
    sources.initialize(repeating: nil, count: slots + 1)
    // For each leaf one of each, but what is counted where it is missing is a term too.
    terms = .allocate(capacity: 2 * slots + 1)
    weights = .allocate(capacity: slots + 1)
    floors = .allocate(capacity: slots + 1)
    products = .allocate(capacity: slots + 1)
    anyMissing.initialize(repeating: false, count: slots + 1)
    isUnasked.initialize(repeating: false, count: slots + 1)
    values.initialize(repeating: 0, count: slots * stride + 1)
    for column in [knowns, asks] { column.initialize(repeating: 1, count: branches * stride + 1) }
    masks.initialize(repeating: 0, count: branches * stride + 1)
    for column in [sums, present, asked] {
      column.initialize(repeating: 0, count: stride + 1)
    }
    absent.initialize(repeating: 0, count: stride + 1)
    special.initialize(repeating: false, count: stride + 1)
    factors = .allocate(capacity: nodes + 1)
    isOut = .allocate(capacity: nodes + 1)
    noise = .allocate(capacity: nodes + 1)
    factors.initialize(repeating: 1, count: nodes + 1)
    isOut.initialize(repeating: false, count: nodes + 1)
    noise.initialize(repeating: nil, count: nodes + 1)
  }

  deinit {
    values.deallocate()
    masks.deallocate()
    knowns.deallocate()
    asks.deallocate()
    isUnasked.deallocate()
    factors.deallocate()
    isOut.deallocate()
    noise.deallocate()
    sums.deallocate()
    present.deallocate()
    asked.deallocate()
    absent.deallocate()
    special.deallocate()
    anyMissing.deallocate()
    sources.deallocate()
    terms.deallocate()
    weights.deallocate()
    floors.deallocate()
    products.deallocate()
  }

  /// The score of the node looked at; only where `missing` is 0.
  func score(_ plan: Plan, _ subject: Int) -> Double {
    values[plan.lastSlot * stride + subject]
  }

  func missing(_ plan: Plan, _ subject: Int) -> UInt64 {
    masks[plan.lastSlot * stride + subject]
  }

  /// Where each two subjects of a column begin: as many as a register of any processor holds.
  private var pairs: StrideTo<Int> { Swift.stride(from: 0, to: stride, by: 2) }

  // MARK: One run

  /// `drawing` says what was drawn, so that what it does not reach is not computed again.
  func rescore(_ plan: Plan, _ drawing: Drawing? = nil) {
    columns.figures.withUnsafeBufferPointer { figures in
      columns.masks.withUnsafeBufferPointer { columnMasks in
        guard let figures = figures.baseAddress, let columnMasks = columnMasks.baseAddress else {
          return
        }
        for slot in plan.branches.indices {
          // Not taken out: a copy would be counted, and both processors would wait for the count.
          let node = plan.branches[slot].node
          if isKept(slot, plan, node, base: drawing?.plan, drawing) { continue }
          rescore(plan, plan.branches[slot], slot: slot, figures, columnMasks, drawing)
        }
      }
    }
  }

  /// Whether the figures of a slot are there already; if not, they will be.
  private func isKept(
    _ slot: Int, _ plan: borrowing Plan, _ node: Int, base: Int?, _ drawing: Drawing?
  ) -> Bool {
    guard let drawing, let base else {
      sources[slot] = nil
      return false
    }
    let reach = plan.reach[slot]
    let source = Source(
      node: node, base: base, run: reach == 0 ? -1 : drawing.run, samples: drawing.samples & reach)
    if sources[slot] == source { return true }
    sources[slot] = source
    return false
  }

  private func rescore(
    _ plan: Plan, _ branch: borrowing Plan.Branch, slot: Int, _ figures: UnsafePointer<Double>,
    _ columnMasks: UnsafePointer<UInt64>, _ drawing: Drawing?
  ) {
    let isWhole = outs > 0 && branch.edges.contains { isOut[$0.node] }
    if branch.hasBranches { absent.update(from: columnMasks + branch.absent, count: stride) }
    let why = branch.hasBranches ? UnsafePointer(absent) : columnMasks + branch.absent
    if mayBeSpecial || isWhole { special.update(repeating: isWhole, count: stride) }
    if branch.hasSpecial, !isWhole {
      for subject in 0..<stride { special[subject] = columns.flags[branch.special + subject] }
    }
    anySpecial = isWhole || branch.hasSpecial
    mayBeSpecial = anySpecial
    let mean: Mean = if case .mean(let mean) = branch.form { mean } else { .arithmetic }
    for index in branch.edges.indices where branch.edges[index].isLeaf {
      let edge = branch.edges[index]
      guard let noise = noise[edge.node] else { continue }
      let scores = plan.leafScores[edge.slot - plan.branches.count]
      if isKept(edge.slot, plan, edge.node, base: -1 - scores, drawing) { continue }
      perturb(edge.slot, figures + scores, noise)
    }
    var evenly = 0.0
    if !branch.isCellwise, !isWhole {
      evenly = addLeaves(branch, mean, figures)
      for index in branch.edges.indices where !branch.edges[index].isLeaf {
        let edge = branch.edges[index]
        evenly += addBranch(plan, branch, edge, factors[edge.node], mean, figures)
      }
    }
    finish(plan, branch, slot, mean, evenly, why)
    if let noise = noise[branch.node] { perturb(slot, nil, noise) }
  }

  /// Starts the sums of a branch with those of its leaves. Returns the weight that the floor asks of
  /// every subject alike.
  private func addLeaves(
    _ branch: borrowing Plan.Branch, _ mean: Mean, _ figures: UnsafePointer<Double>
  ) -> Double {
    var evenly = 0.0
    var (known, noisy, weighed, asks) = (0, 0, 0, 0)
    for index in branch.edges.indices where branch.edges[index].isLeaf {
      let edge = branch.edges[index]
      let factor = factors[edge.node]
      weights[weighed] = Term(column: figures + edge.present, factor: factor)
      weighed += 1
      if let weight = edge.evenlyAsked {
        evenly += factor * weight
      } else if branch.floor != nil {
        floors[asks] = Term(column: figures + edge.asked, factor: factor)
        asks += 1
      }
      if noise[edge.node] == nil {
        terms[known] = Term(column: figures + edge.contributions, factor: factor)
        known += 1
        continue
      }
      products[noisy] = (
        Term(column: figures + edge.used, factor: factor), values + edge.slot * stride
      )
      noisy += 1
      if edge.hasCounted {
        terms[known] = Term(column: figures + edge.counted, factor: factor)
        known += 1
      }
    }
    sum(terms, known, into: sums, stride)
    if mean == .arithmetic {
      add(products, noisy, to: sums, stride)
    } else {
      for (term, column) in UnsafeBufferPointer(start: products, count: noisy) {
        for subject in 0..<subjects where term.column[subject] != 0 {
          sums[subject] += term.factor * term.column[subject] * mean.entering(column[subject])
        }
      }
    }
    sum(weights, weighed, into: present, stride)
    sum(floors, asks, into: asked, stride)
    return evenly
  }

  /// A child that combines: whether it is missing may differ from run to run. What it returns is
  /// asked of every subject alike.
  private func addBranch(
    _ plan: Plan, _ branch: borrowing Plan.Branch, _ edge: Plan.Edge, _ factor: Double,
    _ mean: Mean, _ figures: UnsafePointer<Double>
  ) -> Double {
    let (weights, column) = (figures + edge.weights, values + edge.slot * stride)
    let (sums, present, asked, stride) = (sums, present, asked, stride)
    if !anyMissing[edge.slot] {
      for subject in 0..<stride {
        let weight = factor * weights[subject]
        let value = mean == .arithmetic ? column[subject] : mean.entering(column[subject])
        sums[subject] += weight * value
        present[subject] += weight
      }
      if let weight = edge.evenlyAsked { return factor * weight }
      add(weights, times: factor, to: asked, stride)
      return 0
    }
    let missing = masks + edge.slot * stride
    let absent = absent
    if branch.excludesAll, mean == .arithmetic {
      let (knowns, asks) = (knowns + edge.slot * stride, asks + edge.slot * stride)
      let isUnasked = isUnasked[edge.slot]
      for subject in pairs {
        let weight = two(weights + subject) * factor
        let known = weight * two(knowns + subject)
        put(two(sums + subject) + known * two(column + subject), sums + subject)
        put(two(present + subject) + known, present + subject)
        put(two(absent + subject) | two(missing + subject), absent + subject)
        let base = isUnasked ? weight * two(asks + subject) : weight
        put(two(asked + subject) + base, asked + subject)
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
        (anySpecial, mayBeSpecial) = (true, true)
        continue
      }
    }
    return 0
  }

  private func finish(
    _ plan: Plan, _ branch: borrowing Plan.Branch, _ slot: Int, _ mean: Mean, _ evenly: Double,
    _ absent: UnsafePointer<UInt64>
  ) {
    let (out, missing) = (values + slot * stride, masks + slot * stride)
    let (sums, present, asked, subjects) = (sums, present, asked, subjects)
    // An estimate of the share that falls short by rounding alone is enough.
    let share = branch.share * (1 - closeness)
    if !anySpecial, branch.fixed == nil, !branch.isCellwise, mean == .arithmetic,
      branch.rounding == nil,
      finishPlainly(plan.reasons, slot, share, evenly, absent)
    {
      return
    }
    anyMissing[slot] = false
    let hasCells = branch.fixed != nil || branch.isCellwise
    for subject in 0..<subjects {
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
        let (value, mask) = cell(plan, branch, subject)
        out[subject] = value
        missing[subject] = mask
        if mask == 0, branch.fixed.map({ columns.flags[$0.flags + subject] }) ?? false { continue }
      }
      if missing[subject] != 0 {
        anyMissing[slot] = true
      } else if let rounding = branch.rounding {
        out[subject] = rounding(out[subject])
      }
    }
    isUnasked[slot] = anyMissing[slot]
    guard anyMissing[slot] else { return }
    let (knowns, asks) = (knowns + slot * stride, asks + slot * stride)
    for subject in 0..<subjects {
      let mask = missing[subject]
      knowns[subject] = mask == 0 ? 1 : 0
      asks[subject] = mask == plan.reasons.notApplicable ? 0 : 1
      if mask != 0 { out[subject] = 0 }
    }
  }

  /// Nothing but means, of which some may lack their weight: without a branch on any figure. False if
  /// some figure is of another kind.
  private func finishPlainly(
    _ reasons: borrowing ReasonBits, _ slot: Int, _ share: Double, _ evenly: Double,
    _ absent: UnsafePointer<UInt64>
  ) -> Bool {
    let (out, missing) = (values + slot * stride, masks + slot * stride)
    let (knowns, sums, present, asked) = (knowns + slot * stride, sums, present, asked)
    let notEnough = reasons.notEnough
    let one = SIMD2(repeating: 1.0)
    var (all, rare) = (SIMD2<UInt64>(repeating: 0), SIMD2<UInt64>(repeating: 0))
    for subject in pairs {
      let weight = two(present + subject)
      let value = two(sums + subject) / weight
      let isShort = .!(weight .>= (two(asked + subject) + evenly) * share)
      let isFinite = (value - value) .== 0
      let mask = (two(absent + subject) | notEnough).replacing(with: 0, where: .!isShort)
      put(value.replacing(with: 0, where: .!isFinite), out + subject)
      put(one.replacing(with: 0, where: isShort), knowns + subject)
      put(mask, missing + subject)
      all |= mask
      rare |= SIMD2(repeating: 0).replacing(with: 1, where: .!isShort .& .!isFinite)
    }
    anyMissing[slot] = all != SIMD2(repeating: 0)
    isUnasked[slot] = false
    return rare == SIMD2(repeating: 0) || finishEmpty(reasons, slot, share, evenly, absent)
  }

  /// Where nothing remains to be combined and nothing more is asked for. False if some figure is no
  /// mean.
  private func finishEmpty(
    _ reasons: borrowing ReasonBits, _ slot: Int, _ share: Double, _ evenly: Double,
    _ absent: UnsafePointer<UInt64>
  ) -> Bool {
    let (knowns, asks) = (knowns + slot * stride, asks + slot * stride)
    for subject in 0..<stride {
      asks[subject] = 1
      let weight = present[subject]
      let value = sums[subject] / weight
      guard weight >= (asked[subject] + evenly) * share, !(value - value == 0) else { continue }
      guard weight == 0 else { return false }
      let mask = absent[subject] == 0 ? reasons.notAvailable : absent[subject]
      masks[slot * stride + subject] = mask
      knowns[subject] = 0
      asks[subject] = mask == reasons.notApplicable ? 0 : 1
    }
    (anyMissing[slot], isUnasked[slot]) = (true, true)
    return true
  }

  /// Scores plus or minus up to so many points, and perhaps brought back to the interval of scores.
  /// Those of a leaf, or of the slot itself.
  private func perturb(_ slot: Int, _ leaf: UnsafePointer<Double>?, _ noise: Noise) {
    let stride = stride
    let out = values + slot * stride
    let scores = leaf ?? UnsafePointer(out)
    if leaf == nil {
      for subject in 0..<stride where masks[slot * stride + subject] != 0 {
        out[subject] = .nan
      }
    }
    // Two subjects share the bits of one random number.
    let (width, start, stream) = (2 * noise.points * 0x1p-32, noise.start, noise.stream)
    let lowered = -noise.points
    var (lowest, highest) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
    // Counted without checks: this loop is most of a study of noise.
    var (subject, number) = (0, start)
    while subject < stride {
      defer { (subject, number) = (subject &+ 2, number &+ 1) }
      let draws = stream.pair(number) * width + lowered
      let score = two(scores + subject) + draws
      put(score, out + subject)
      lowest = lowest.replacing(with: score, where: score .< lowest)
      highest = highest.replacing(with: score, where: score .> highest)
    }
    // What is missing becomes some number, which no weight will count.
    let (least, most) = (lowest.min(), highest.max())
    if noise.isRescaled, most > least {
      let (scale, low) = ((noise.high - noise.low) / (most - least), noise.low)
      for subject in 0..<stride {
        let above = out[subject] - least
        out[subject] = (above > 0 ? above : 0) * scale + low
      }
    } else {
      // A score that is alone, or equal to all others, is at no end: it is held within the interval.
      for subject in 0..<stride {
        let score = out[subject]
        let raised = score > noise.low ? score : noise.low
        out[subject] = raised < noise.high ? raised : noise.high
      }
    }
  }
}
