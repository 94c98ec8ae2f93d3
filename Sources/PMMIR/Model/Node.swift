package import PMMDiagnostics

package enum Direction: String, Hashable, Sendable {
  case higher, lower, none
}

/// One of the alternatives of a node: `may use NAME "…", not comparable { … }`.
package struct Alternative: Hashable, Sendable {
  package var name: String
  package var title: String
  package var comparability: Comparability
  @Boxed package var rules: Rules
  /// What its block says about itself besides: translations of the title, texts, origins.
  @Boxed package var sheet: Sheet
  package var location: Location?

  package init(
    name: String, title: String, comparability: Comparability, rules: Rules,
    sheet: Sheet = Sheet(), location: Location?
  ) {
    self.name = name
    self.title = title
    self.comparability = comparability
    self.rules = rules
    self.sheet = sheet
    self.location = location
  }
}

/// An outcome's question about one instrument.
package struct InstrumentUse: Hashable, Sendable {
  /// Index in `Program.instruments`.
  package var instrument: Int
  /// The input `OUTCOME.INSTRUMENT`, index in `Program.inputs`.
  package var input: Int
  /// When the answer is the highest level; empty if nothing is said.
  package var condition: Translations

  package init(instrument: Int, input: Int, condition: Translations) {
    self.instrument = instrument
    self.input = input
    self.condition = condition
  }
}

package struct Node: Hashable, Sendable {
  package var name: String
  /// A word of `levels`, `result`, or `framework` for the root, which is a node like any other.
  package var level: String
  /// Index of the parent; nil for the framework itself and for a result.
  package var parent: Int?
  /// Indices of the children, in the order in which they were written.
  package var children: [Int]
  @Boxed package var sheet: Sheet
  package var rules: Rules
  package var better: Resolved<Direction>?
  package var disclosure: Resolved<Int>?
  package var mayOmit: Resolved<Bool>?
  package var alternatives: [Alternative]
  package var instruments: [InstrumentUse]
  /// `application median`
  package var application: Resolved<String>?
  package var examples: [Example]
  /// The subject whose adaptation declares it; nil for a node of the base. What is local is no part
  /// of the tree that is compared: no parent combines it. Two subjects may have local nodes of one name.
  package var localTo: String?
  /// The node of the base under which a local one is shown.
  package var place: Int?

  package init(name: String, level: String, sheet: Sheet, rules: Rules) {
    self.name = name
    self.level = level
    self.sheet = sheet
    self.rules = rules
    parent = nil
    children = []
    better = nil
    disclosure = nil
    mayOmit = nil
    alternatives = []
    instruments = []
    application = nil
    examples = []
    localTo = nil
    place = nil
  }

  package var isResult: Bool { level == "result" }
  package var isRoot: Bool { level == "framework" }
}

package struct Retired: Hashable, Sendable {
  package var name: String
  package var edition: String
  package var why: String
  package var location: Location?

  package init(name: String, edition: String, why: String, location: Location?) {
    self.name = name
    self.edition = edition
    self.why = why
    self.location = location
  }
}
