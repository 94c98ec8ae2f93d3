package import PMMDiagnostics

/// A checked framework edition: everything that it means, and where each piece was written.
///
/// Lists are sorted by name, so nothing here depends on the order of files or declarations; indices
/// into them identify things inside one program, names identify them across programs.
package struct Program: Sendable {
  /// Read in place: a wrapped property would be copied each time.
  package var head: FrameworkHead {
    _read { yield headBox.wrappedValue }
    _modify { yield &headBox.wrappedValue }
  }
  private var headBox: Boxed<FrameworkHead>
  package var axes: [Axis]
  package var scales: [Scale]
  package var attributes: [Attribute]
  /// The reasons that the framework declares or gives a label.
  package var reasons: [DeclaredReason]
  package var populations: [Population]
  package var parameters: [Parameter]
  package var inputs: [Input]
  package var nodes: [Node]
  /// Those that the framework declares, and those of its catalogues that it refers to or that are
  /// above such a one.
  package var instruments: [Instrument]
  /// The entries of its catalogues that the framework refers to, in the order of their codes.
  package var entries: [Entry]
  package var retired: [Retired]
  package var tables: [Table]
  package var defines: [Define]
  /// `may use` in the head: rules of every node under the alternative, by name.
  package var alternatives: [FrameworkAlternative]
  /// Every counted or derived unit that the framework declares, by name.
  package var units: [DeclaredUnit]
  package var expressions: [Expression]
  /// An order in which everything can be computed, each step after what it reads.
  package var order: [Step]
  /// Paths of the source files that locations point into, by file index.
  package var files: [String]
  /// Whose choices this edition has been resolved by; nil for a base.
  @Boxed package var adaptation: Adaptation?
  /// The hashes of the edition itself, where what adaptations declare has joined it.
  package var editionHashes: EditionHashes?

  package init(head: FrameworkHead) {
    headBox = Boxed(wrappedValue: head)
    axes = []
    scales = []
    attributes = []
    reasons = []
    populations = []
    parameters = []
    inputs = []
    nodes = []
    instruments = []
    entries = []
    retired = []
    tables = []
    defines = []
    alternatives = []
    units = []
    expressions = []
    order = []
    files = []
    adaptation = nil
    editionHashes = nil
  }

  // What is asked for very often, taken out of the head without a copy of it.

  package var languages: [String] { headBox.wrappedValue.languages }
  package var levels: [String] { headBox.wrappedValue.levels }
  package var scores: ScoreScale? { headBox.wrappedValue.scores }

  package subscript(_ id: ExpressionID) -> Expression {
    @inlinable get { expressions[id.index] }
  }

  package func node(named name: String) -> Int? { nodes.firstIndex { $0.name == name } }
  /// Several subjects may each have a local node of one name.
  package func nodes(named name: String) -> [Int] { nodes.indices.filter { nodes[$0].name == name } }
  /// The node of a name for a subject: its own local one, where several have one of it.
  package func node(named name: String, of subject: String) -> Int? {
    nodes.firstIndex { $0.name == name && $0.localTo == subject } ?? node(named: name)
  }
  package func input(named name: String) -> Int? { inputs.firstIndex { $0.name == name } }
  package func parameter(named name: String) -> Int? { parameters.firstIndex { $0.name == name } }
  package func attribute(named name: String) -> Int? { attributes.firstIndex { $0.name == name } }
  package func axis(named name: String) -> Int? { axes.firstIndex { $0.name == name } }
}

/// What an edition is known by: the hash of all that it says, and of what decides figures.
package struct EditionHashes: Hashable, Sendable {
  package var content: String
  package var rules: String
}

/// One step of the evaluation, over all subjects and periods.
package enum Step: Hashable, Sendable {
  /// Value, score, shown and class of a node.
  case figures(Int)
  /// The ranks of a node.
  case ranks(Int)
}

extension Program {
  /// The program in which names mean what they do to a subject: what others have declared locally
  /// under the same name bears a mark of whose it is. Nothing else changes.
  package func seen(by subject: String) -> Program {
    let local = Set(nodes.compactMap(\.localTo) + inputs.compactMap(\.localTo))
    guard local.count > 1 else { return self }
    var result = self
    for index in nodes.indices {
      guard let owner = nodes[index].localTo, owner != subject else { continue }
      result.nodes[index].name = "\(owner):\(nodes[index].name)"
    }
    for index in inputs.indices {
      guard let owner = inputs[index].localTo, owner != subject else { continue }
      result.inputs[index].name = "\(owner):\(inputs[index].name)"
    }
    return result
  }
}
