/// How much of the variance of a figure an assumption explains: alone, and with all that it takes
/// part in.
package struct Effect: Hashable, Sendable {
  package var firstOrder: Double
  package var total: Double

  package init(firstOrder: Double, total: Double) {
    self.firstOrder = firstOrder
    self.total = total
  }
}

/// Why the effects on a figure are not defined.
package enum EffectGap: Hashable, Sendable {
  /// Less than two runs have the figure in every sample.
  case fewRuns
  /// The figure is zero in all of them.
  case nothingShifts
  /// It is the same in all of them, so that there is no variance to explain.
  case sameShift
}

/// Sobol indices from the design of Saltelli: `a` and `b` are the figure in two independent
/// samples, `mixed[i]` in the first sample with assumption `i` from the second.
///
/// First order after Saltelli et al. (2010), total after Jansen (1999). Runs in which a figure is
/// not a number are left out of all of them; `runs` are those that remain.
package func sobolEffects(
  _ a: [Double], _ b: [Double], mixed: [[Double]]
) -> (effects: [Effect], runs: Int, gap: EffectGap?) {
  let rows = a.indices.filter { row in
    a[row].isFinite && b[row].isFinite && mixed.allSatisfy { $0[row].isFinite }
  }
  guard rows.count > 1 else { return ([], rows.count, .fewRuns) }
  let count = Double(rows.count)
  let mean = rows.reduce(0) { $0 + a[$1] + b[$1] } / (2 * count)
  func square(_ value: Double) -> Double { value * value }
  let variance =
    rows.reduce(0) { $0 + square(a[$1] - mean) + square(b[$1] - mean) } / (2 * count - 1)
  guard variance > 1e-24 * max(1, square(mean)) else {
    return ([], rows.count, abs(mean) > closeness ? .sameShift : .nothingShifts)
  }
  let effects = mixed.map { mixed in
    // About the mean, which takes nothing from the estimate but its noise.
    let first = rows.reduce(0) { $0 + (b[$1] - mean) * (mixed[$1] - a[$1]) } / count
    let total = rows.reduce(0) { $0 + square(a[$1] - mixed[$1]) } / (2 * count)
    return Effect(firstOrder: first / variance, total: total / variance)
  }
  return (effects, rows.count, nil)
}
