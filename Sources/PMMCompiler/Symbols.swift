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
  /// Clauses of one slot exclude each other within a block, and an outer block's gives way to an
  /// inner one's. Nil: any number may stand side by side.
  let slot: String?

  init(tree: Int, clause: Clause, source: ClauseSource) {
    self.tree = tree
    self.clause = clause
    self.source = source
    slot = clause.slot
  }
}

extension Clause {
  fileprivate var slot: String? {
    switch kind {
    case .formula, .reported, .combine: "body"
    case .weight: "weight"
    case .weights: "weights"
    case .needs: "needs"
    case .impute: "impute"
    case .treat: "treat"
    case .score: "score"
    case .round(let figure, _): "round \(figure?.rawValue ?? "")"
    case .show(let figure, _): "show \(figure?.rawValue ?? "")"
    case .classification: "class"
    case .rank: "rank"
    case .unit: "unit"
    case .by: "by"
    case .range: "range"
    case .mayOmit: "may omit"
    case .maySet: "may set"
    case .application: "application"
    case .instruments: "instruments"
    case .better: "better"
    case .disclosure: "disclosure"
    case .text(let kind, let language, _): "\(kind.rawValue) \(language?.text ?? "")"
    case .kind, .adopted, .inForce, .status, .since, .deprecated, .supersededBy: keyword.text
    case .edition, .covers, .languages, .subject, .period, .cycle, .phases, .levels, .scores,
      .percentiles, .uses:
      keyword.text
    case .when, .check, .warn, .mayUse, .omit, .use, .set, .every, .origin, .source, .code, .sdg,
      .example, .was, .seriesBreak, .key, .column, .periodFrom, .allow:
      nil
    }
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
  }
}

/// How far the checking of a node has come: types are found on demand.
enum Progress {
  case todo, running, done
}
