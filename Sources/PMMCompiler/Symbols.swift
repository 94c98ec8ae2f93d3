internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

/// What a name of the module stands for. Indices are those of the program's sorted lists.
enum Symbol {
  case node(Int)
  case instrument(Int)
  /// Of a catalogue, not referred to so far.
  case listedInstrument
  case input(Int)
  case define(Int)
  case table(Int)
  case parameter(Int)
  case unit
  case axis(Int)
  case scale(Int)
  case attribute(Int)
  case reason(Reason)
  case population(Int)
  case records
  case retired

  /// As messages call it.
  var kind: String {
    switch self {
    case .node: "a node"
    case .instrument, .listedInstrument: "an instrument"
    case .input: "an input"
    case .define: "a define"
    case .table: "a table"
    case .parameter: "a parameter"
    case .unit: "a unit"
    case .axis: "an axis"
    case .scale: "a scale"
    case .attribute: "an attribute"
    case .reason: "a reason"
    case .population: "a population"
    case .records: "a table of records"
    case .retired: "a retired name"
    }
  }
}

/// A clause, the tree it stands in, and on whose behalf it holds. It points into the block of the tree:
/// there are very many, and none is copied.
struct ClauseRef: Sendable {
  private final class Clauses: Sendable {
    let tree: Int
    let source: ClauseSource
    let all: [Clause]

    init(_ all: [Clause], _ tree: Int, _ source: ClauseSource) {
      self.all = all
      self.tree = tree
      self.source = source
    }
  }

  private let clauses: Clauses
  private let index: UInt32
  let slotKind: Slot.Kind?
  let isWhen: Bool

  private init(_ clauses: Clauses, _ index: Int) {
    self.clauses = clauses
    self.index = UInt32(index)
    slotKind = clauses.all[index].slotKind
    if case .when = clauses.all[index].kind { isWhen = true } else { isWhen = false }
  }

  /// One clause by itself.
  init(tree: Int, clause: Clause, source: ClauseSource) {
    self.init(Clauses([clause], tree, source), 0)
  }

  /// Those of a block.
  static func all(_ clauses: [Clause], tree: Int, source: ClauseSource) -> [ClauseRef] {
    guard !clauses.isEmpty else { return [] }
    let block = Clauses(clauses, tree, source)
    return clauses.indices.map { ClauseRef(block, $0) }
  }

  var tree: Int { clauses.tree }
  var source: ClauseSource { clauses.source }
  var clause: Clause { _read { yield clauses.all[Int(index)] } }

  /// Whether it is the same line, on behalf of the same.
  func isSame(as other: ClauseRef) -> Bool { clauses === other.clauses && index == other.index }
}

/// The clauses of `every`, by level. There are few levels, and each node asks for its own several times:
/// a list is searched faster than a dictionary.
struct LevelClauses: Sendable {
  private var levels: [(level: String, clauses: [ClauseRef])] = []

  subscript(_ level: String) -> [ClauseRef] {
    get { levels.first { $0.level == level }?.clauses ?? [] }
    set {
      levels.removeAll { $0.level == level }
      levels.append((level, newValue))
    }
  }

  /// With those clauses of each level that a closure picks.
  func filter(_ isIncluded: (ClauseRef) -> Bool) -> LevelClauses {
    var picked = self
    for index in levels.indices { picked.levels[index].clauses.removeAll { !isIncluded($0) } }
    return picked
  }
}

/// A `define`, to be put in where it is used.
struct DefineSource {
  var tree: Int
  var name: Name
  var title: Texts?
  var parameters: [PMMSyntax.Parameter]
  var body: ExprID
}

/// A sheet of a node, as written.
final class NodeSource: Sendable {
  let tree: Int
  let name: Name
  let level: String
  let parent: Name?
  let title: TextLiteral?
  let clauses: [ClauseRef]
  let span: Span
  /// The bits of the slots that some clause is in: most that are asked for are not there.
  let slots: UInt64
  /// Whether it has a clause `may use`.
  let hasAlternatives: Bool
  /// Whether two of its clauses may be about the same.
  let mayRepeat: Bool
  /// Whether some clause is about the sheet itself and not about figures.
  let saysOfItself: Bool

  init(
    tree: Int, name: Name, level: String, parent: Name?, title: TextLiteral?, clauses: [ClauseRef],
    span: Span
  ) {
    self.tree = tree
    self.name = name
    self.level = level
    self.parent = parent
    self.title = title
    self.clauses = clauses
    self.span = span
    var (taken, exclusive): (UInt64, UInt64) = (0, 0)
    var (hasAlternatives, mayRepeat, saysOfItself) = (false, false, false)
    for reference in clauses {
      if let slot = reference.slotKind {
        taken |= slot.bit
        let bit = slot.exclusive.bit
        if exclusive & bit != 0 { mayRepeat = true }
        exclusive |= bit
      }
      switch reference.clause.role {
      case .rule: break
      case .alternative: hasAlternatives = true
      case .text: saysOfItself = true
      case .origin: (saysOfItself, mayRepeat) = (true, true)
      }
    }
    slots = taken
    self.hasAlternatives = hasAlternatives
    self.mayRepeat = mayRepeat
    self.saysOfItself = saysOfItself
  }

  var asksForInstruments: Bool { slots & Slot.Kind.instruments.bit != 0 }
}

/// How far the checking of a node has come: types are found on demand.
enum Progress {
  case todo, running, done
}
