internal import PMMDiff
internal import PMMIR
internal import PMMNumber

/// Which formulas are the same figure, however they are written.
extension Model {
  /// The figures that an expression reads.
  func figures(in id: ExpressionID) -> Set<ExpressionID> { contents(of: id).figures }

  /// Equal for two formulas only if they give the same figure.
  func figureKey(_ id: ExpressionID, under rules: Rules) -> String {
    contents(of: id).length == nil
      ? "as written \(bare(id).index)" : sameFigures.text(id, under: rules)
  }

  /// Whether what stands around two formulas of one key lets them be one figure.
  func hasSameFrame(_ left: Rules, _ right: Rules) -> Bool {
    left.scoredCell == right.scoredCell && left.type == right.type
      && left.conditions.map(\.value) == right.conditions.map(\.value)
  }

  func hasSameBody(_ left: Rules, _ right: Rules) -> Bool {
    if left.body.value == right.body.value { return true }
    guard case .formula(let one) = left.body.value, case .formula(let other) = right.body.value,
      figures(in: one) == figures(in: other)
    else { return false }
    return figureKey(one, under: left) == figureKey(other, under: right)
  }

  /// The number that a formula is whatever the figures are that it reads.
  func cancelled(_ id: ExpressionID, under rules: Rules) -> Rational? {
    let contents = contents(of: id)
    // Only what reads a figure twice can cancel.
    guard let length = contents.length, length.reads > contents.figures.count else { return nil }
    return sameFigures.constant(id, under: rules)
  }
}

/// What an expression is made of, found when it is asked. Equal formulas are one expression, so what
/// is known of one is known of its copies.
final class Contents {
  /// All operations inside it, itself first, without those of other nodes.
  let inside: [ExpressionID]
  private unowned let model: Model

  init(of id: ExpressionID, in model: Model) {
    self.model = model
    var found: [ExpressionID] = []
    var seen: Set<ExpressionID> = []
    var open = [id]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      found.append(next)
      open += model.program[next].operation.children.reversed()
    }
    inside = found
  }

  /// The figures that it reads.
  private(set) lazy var figures = Set(inside.filter(isRead))

  /// How many operations it has when it is written out, and how many of them read figures; nil if
  /// they are too many to be brought to a normal form: defines may use each other again and again.
  private(set) lazy var length: (operations: Int, reads: Int)? = {
    var (operations, reads) = (0, 0)
    var open = [inside[0]]
    while let next = open.popLast() {
      operations += 1
      guard operations <= 300 else { return nil }
      if isRead(next) { reads += 1 } else { open += model.program[next].operation.children }
    }
    return (operations, reads)
  }()

  /// What rules look for in formulas: most formulas have little of it.
  struct Parts: OptionSet {
    let rawValue: Int

    static let conditional = Parts(rawValue: 1)
    static let call = Parts(rawValue: 2)
    static let comparison = Parts(rawValue: 4)
    /// A figure of another node.
    static let node = Parts(rawValue: 8)
    /// A figure of another period, or of one that is named.
    static let otherPeriod = Parts(rawValue: 16)
  }

  private(set) lazy var parts: Parts = inside.reduce(into: []) { parts, inner in
    switch model.program[inner].operation {
    case .conditional: parts.insert(.conditional)
    case .call: parts.insert(.call)
    case .binary(let operation, _, _): if operation.isComparison { parts.insert(.comparison) }
    case .node(_, _, let selection):
      parts.insert(.node)
      if selection.period != .offset(0) { parts.insert(.otherPeriod) }
    case .input(_, let selection):
      if selection.period != .offset(0) { parts.insert(.otherPeriod) }
    default: break
    }
  }

  /// Whether it hangs on figures of other subjects.
  private(set) lazy var readsOthers = inside.contains { inner in
    switch model.program[inner].operation {
    case .aggregate(_, _, .population, _), .standing, .isMember, .node(_, .rank, _): true
    default: false
    }
  }

  private func isRead(_ id: ExpressionID) -> Bool {
    switch model.program[id].operation {
    case .input, .node, .own: true
    default: false
    }
  }
}
