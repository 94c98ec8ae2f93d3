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

/// A clause, the tree it stands in, and on whose behalf it holds. A class, so that the lists of each
/// node share the clauses of `every`.
final class ClauseRef: Sendable {
  let tree: Int
  let clause: Clause
  let source: ClauseSource
  let slotKind: Slot.Kind?

  init(tree: Int, clause: Clause, source: ClauseSource) {
    self.tree = tree
    self.clause = clause
    self.source = source
    slotKind = clause.slotKind
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
  /// Whether it has a clause `may use`, and one `instruments`.
  let hasAlternatives: Bool
  let asksForInstruments: Bool

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
    hasAlternatives = clauses.contains {
      if case .mayUse = $0.clause.kind { true } else { false }
    }
    asksForInstruments = clauses.contains { $0.slotKind == .instruments }
  }
}

/// How far the checking of a node has come: types are found on demand.
enum Progress {
  case todo, running, done
}
