internal import PMMIR

/// The `when REASON` lines of a node. What the reference's ledger writes down, a lane carries: which
/// `result` line won, and what it took.
final class Policies {
  private struct Line {
    /// Nil: `missing`, every reason that no other line names.
    var reasons: UInt64?
    var action: Policy.Action
  }
  private let lines: [Line]
  /// By the reasons asked about last.
  private var lastReasons: UInt64 = 0
  private var lastLine: Int?

  /// Nil: no lines.
  init?(_ lines: [Resolved<Policy>], _ engine: Engine) {
    guard !lines.isEmpty else { return nil }
    self.lines = lines.map { line in
      Line(reasons: line.value.reasons.map { engine.reasons.mask($0) }, action: line.value.action)
    }
  }

  /// Whether no line puts another number in the place of one.
  var keepsScale: Bool {
    lines.allSatisfy { line in
      switch line.action {
      case .exclude, .result: true
      case .count, .countOver: false
      }
    }
  }

  /// Whether every line leaves out.
  var onlyExcludes: Bool { lines.allSatisfy { $0.action == .exclude } }

  /// The line that takes a missing figure of these reasons.
  func line(for reasons: UInt64) -> Int? {
    if reasons == lastReasons { return lastLine }
    lastLine =
      lines.firstIndex { line in line.reasons.map { reasons & ~$0 == 0 } ?? false }
      ?? lines.firstIndex { $0.reasons == nil }
    lastReasons = reasons
    return lastLine
  }

  /// Whether a line takes any of the figures.
  func concern(_ figures: Vector) -> Bool {
    guard figures.hasGaps else { return false }
    if figures.reasons == nil, line(for: figures.reason) == nil { return false }
    guard let reasons = figures.reasons else { return figures.hasMissing }
    // Nearly all have the reasons that one before them has, and there are few.
    let states = figures.states
    var harmless: UInt64?
    for place in 0..<figures.count where states[place] == State.missing {
      if reasons[place] == harmless { continue }
      if line(for: reasons[place]) != nil { return true }
      harmless = reasons[place]
    }
    return false
  }

  /// Whether the line of a missing figure is `exclude`.
  func excludes(_ lane: Lane) -> Bool {
    guard lane.state == State.missing, let line = line(for: lane.reasons) else { return false }
    return lines[line].action == .exclude
  }

  /// Whether a line of a population fills figures of these reasons: it does not count as there.
  func countsOver(_ lane: Lane) -> Bool {
    guard lane.state == State.missing, let line = line(for: lane.reasons) else { return false }
    if case .countOver = lines[line].action { return true }
    return false
  }

  /// What the lines `count as … over` make of the figures that they take, by line.
  func fillings(
    _ figures: Vector, _ formulas: Formulas, of node: Int? = nil, _ read: (Formulas) -> Vector
  ) -> [Int: Vector] {
    var result: [Int: Vector] = [:]
    for (index, line) in lines.enumerated() {
      guard case .countOver(let aggregate, let population) = line.action else { continue }
      let isAsked = (0..<figures.count).contains {
        figures.states[$0] == State.missing && self.line(for: figures[$0].reasons) == index
      }
      guard isAsked else { continue }
      // Members read it as they stand, without the lines; a window's period is the reference's.
      result[index] =
        formulas.reading.shift == 0
        ? formulas.engine.statistic(
          aggregate, [read(formulas.moved(formulas.reading.cell, 0))], over: population,
          among: node.flatMap(formulas.engine.comparable))
        : formulas.doubt
    }
    return result
  }

  /// A figure after its line. `filling` is nil for what has failed: it was not read.
  func arising(
    _ lane: Lane, _ place: Int, filling: [Int: Vector]?, _ formulas: Formulas
  ) -> Lane {
    guard lane.state == State.missing, let index = line(for: lane.reasons) else { return lane }
    switch lines[index].action {
    case .exclude:
      return lane
    case .count(let expression):
      let counted = formulas.plain(expression)[place]
      switch counted.state {
      case State.known: return counted.deciding(lane)
      case State.missing:
        return Lane.missing(lane.reasons | counted.reasons).deciding(lane)
      default: return .doubt
      }
    case .countOver:
      guard let filling else { return lane }
      guard let found = filling[index]?[place] else { return .doubt }
      switch found.state {
      case State.known:
        var filled = Lane.known(found.number)
        filled.flags = StatusFlags.imputed.rawValue
        return filled.deciding(lane)
      case State.missing:
        return Lane.missing(lane.reasons | found.reasons).deciding(lane)
      default: return .doubt
      }
    case .result:
      var decided = lane
      decided.decision = UInt8(clamping: index + 1)
      decided.decided = lane.reasons
      return decided.deciding(lane)
    }
  }

  /// What the node is: what a `result` line says if one took effect, else the figure that came out.
  func decided(_ lane: Lane, _ place: Int, _ formulas: Formulas) -> Lane {
    guard lane.state < State.doubt, lane.decision != 0,
      case .result(let result) = lines[Int(lane.decision) - 1].action
    else { return lane }
    switch result {
    case .value(let expression):
      var plain = formulas.plain(expression)[place]
      (plain.decision, plain.decided) = (0, 0)
      return plain
    case .reason(let reason): return .missing(formulas.bit(reason))
    case .missing: return .missing(lane.decided)
    }
  }
}
