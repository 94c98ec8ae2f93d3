package import PMMDiagnostics
package import PMMIR
package import PMMNumber

/// What is drawn, how often, and what is looked at: a study file, read against a framework.
package struct Study: Sendable {
  /// One assumption that is drawn anew in every run.
  package struct Draw: Sendable {
    package var name: String
    package var kind: Kind
    /// The level whose nodes are drawn; nil if the study lists them.
    package var level: String?
    package var location: Location

    package init(name: String, kind: Kind, level: String? = nil, location: Location) {
      self.name = name
      self.kind = kind
      self.level = level
      self.location = location
    }
  }

  package enum Kind: Sendable {
    /// Each weight times a number between 1 - spread and 1 + spread.
    case weights([Int], spread: Rational)
    case noise([Int], points: Rational, isRescaled: Bool)
    /// One function for all of these nodes; nil is as defined.
    case combine([Int], [Function?])
    case use([Use])
    /// One line for all of these nodes; nil is as defined.
    case missing([Int], [Missing?])
    case leaveOut([Int], count: Int)
  }

  package enum Use: Hashable, Sendable {
    case asDefined
    case node(Int, String)
    case framework(String)
  }

  /// What a line `when missing` says.
  package enum Missing: Hashable, Sendable {
    case exclude
    case count(Rational)
    case result
  }

  package var seed: Int
  package var runs: Int
  /// The node looked at.
  package var node: Int
  /// As it is written; nil if the study says none.
  package var period: String?
  /// First-order and total effects of each draw.
  package var effects: Bool
  package var leaveOneOut: Bool
  package var draws: [Draw]
  /// SHA-256, hexadecimal, of what the file says: neither layout nor remarks nor the order of keys has
  /// a part in it. The order of draws has, as each has random numbers of its own.
  package var hash = ""
  /// The file, or its key `node`: what is said about the node looked at is said there.
  package var location: Location
  /// Its key `runs`.
  package var runsLocation: Location

  package init(
    seed: Int, runs: Int, node: Int, effects: Bool, leaveOneOut: Bool, draws: [Draw],
    location: Location
  ) {
    self.seed = seed
    self.runs = runs
    self.node = node
    self.effects = effects
    self.leaveOneOut = leaveOneOut
    self.draws = draws
    self.location = location
    runsLocation = location
    period = nil
  }
}

extension Study.Kind {
  /// The key of the study file.
  package var name: String {
    switch self {
    case .weights: "weights"
    case .noise: "noise"
    case .combine: "combine"
    case .use: "use"
    case .missing: "missing"
    case .leaveOut: "leave_out"
    }
  }

  /// How many choices there are, of a draw that chooses; nil for others.
  var choices: Int? {
    switch self {
    case .combine(_, let functions): functions.count
    case .use(let uses): uses.count
    case .missing(_, let lines): lines.count
    case .weights, .noise, .leaveOut: nil
    }
  }
}
