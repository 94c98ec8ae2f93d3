internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

/// What is combined below the node looked at, and how, under one choice of alternatives, forms of
/// combining and lines for what is missing: compiled once, rescored many times.
///
/// Every node has a slot: first those that combine, each after its children and the node looked at as
/// the last of them, then the leaves, whose scores come from an exact evaluation. Figures for each
/// subject stand in `Columns`, which all plans of a study share, and are found by their offset.
struct Plan: Sendable {
  /// How many subjects there are.
  let subjects: Int
  /// The length of a column: subjects are computed eight at a time, and copies of the last one fill up
  /// the last eight.
  let stride: Int
  /// What it was compiled from, as long as some function has to be evaluated.
  var results: Results
  let period: Period
  /// The subject of each place in a column.
  let subjectIndices: [Int]
  let reasons: ReasonBits
  /// Scores are levels of a scale.
  let isOrdinal: Bool
  /// The node of each leaf.
  var leaves: [Int] = []
  /// Of each of them the offset of its scores, not a number where missing, and of why they are
  /// missing; 0 where they are known.
  var leafScores: [Int] = []
  var leafMasks: [Int] = []
  var branches: [Branch] = []
  /// The draws that reach each slot, as bits: no other changes it from one run to the next.
  var reach: [UInt64] = []

  /// A node that combines others.
  struct Branch: Sendable {
    var node: Int
    var edges: [Edge]
    var form: Form
    var lines: [Line]
    var floor: PMMIR.Floor?
    var rounding: Rounding?
    /// Where a condition decided: offset of figures and reasons, and of which, in flags.
    var fixed: (figures: Int, masks: Int, flags: Int)?
    /// The leaves that a floor of coverage asks for, each with its state for each subject: nil is
    /// not asked for.
    var coverage: [(leaf: Int, states: [Bool?])] = []
    /// Offset of the reasons of all missing leaves, and of what must be looked at cell by cell.
    var absent = 0
    var special = 0
    /// Nothing but the cells decides: no sums are of use.
    var isCellwise = false
    /// Whether some subject is looked at cell by cell in every run.
    var hasSpecial = false
    /// Whatever is missing is left out, for any reason.
    var excludesAll = false
    /// Whether it combines what combines others itself.
    var hasBranches = false
    /// Of a floor of weight.
    var share = 0.0
  }

  struct Edge: Sendable {
    var node: Int
    var slot: Int
    var isLeaf: Bool
    /// The weight, for each subject: offset of figures, as all that follow. For a leaf also:
    var weights = 0
    /// the weight where the leaf is known, else 0;
    var used = 0
    /// the weight where it is known or counted as something;
    var present = 0
    /// that times what enters the mean;
    var contributions = 0
    /// the same for what is counted alone, which no noise changes;
    var counted = 0
    /// the weight where the floor asks for it.
    var asked = 0
    var hasCounted = false
    /// The weight of every subject, if it is the same and the floor asks all for it.
    var evenlyAsked: Double?
  }

  enum Form: Hashable, Sendable {
    case mean(Mean)
    case sum, min, max, median
    case custom(ExpressionID)
  }

  /// `when REASON: …`
  struct Line: Sendable {
    /// Nil: what no other line takes.
    var reasons: UInt64?
    var action: Action
  }

  enum Action: Sendable {
    case exclude
    /// For each subject a figure and why it is missing: offsets.
    case count(Int, Int)
    case result(Int, Int)
    /// Missing, for what the line took.
    case resultMissing
  }

  static func stride(_ subjects: Int) -> Int { (subjects + 7) / 8 * 8 }

  var slots: Int { leaves.count + branches.count }
  /// Of the node looked at.
  var lastSlot: Int { branches.count - 1 }

  /// Lets go of what it was compiled from, if no function has to be evaluated.
  mutating func release(for base: Results) {
    let isCustom = branches.contains { if case .custom = $0.form { true } else { false } }
    if !isCustom { results = base }
  }

  /// The line that takes what is missing for these reasons.
  @inline(__always)
  static func line(_ lines: [Line], for mask: UInt64) -> Int? {
    lines.firstIndex { line in line.reasons.map { mask & ~$0 == 0 } ?? false }
      ?? lines.firstIndex { $0.reasons == nil }
  }
}

/// Why a definition cannot be rescored with estimates, or a study asks for what it does not have.
struct Unfit: Error {
  var node: Int
  var why: String
  /// The clause that stands in the way.
  var clause: Location?
}

/// What a study chooses for the nodes of a plan.
struct PlanChoices: Sendable {
  /// Node to the function that combines its children.
  var forms: [Int: Function] = [:]
  /// Node to what its line `missing` does.
  var missing: [Int: MissingChoice] = [:]
  /// Nodes whose scores are drawn: nothing may read them but what combines them.
  var noisy: Set<Int> = []
}

/// `exclude`, `count 0`, `result missing`, or what the definition says.
enum MissingChoice: Hashable, Sendable {
  case exclude
  case count(Rational)
  case resultMissing
}
