package import PMMDiagnostics

/// What a change does, and to whom. A change may do several of these.
package struct Effects: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Some data gets another value, score, class or rank than before, or it means another thing.
  package static let comparability = Effects(rawValue: 1)
  /// What was a valid and complete submission is none, or a figure in it means another thing.
  package static let collection = Effects(rawValue: 2)
  /// An adaptation that validated may not, or has another effect.
  package static let adaptations = Effects(rawValue: 4)
  /// Something is there that was not, and nothing else changes.
  package static let additive = Effects(rawValue: 8)
  /// Only words change.
  package static let editorial = Effects(rawValue: 16)

  /// Each with the word that formats and options have for it.
  package static let named: [(name: String, effect: Effects)] = [
    ("comparability", .comparability), ("collection", .collection),
    ("adaptations", .adaptations), ("additive", .additive), ("editorial", .editorial),
  ]

  /// Those that break something.
  package static let breaking: Effects = [.comparability, .collection, .adaptations]

  package var breaks: Bool { !isDisjoint(with: .breaking) }

  package var names: [String] { Self.named.filter { contains($0.effect) }.map(\.name) }
}

/// Which change the reverse of a change is.
package enum Mirror: Hashable, Sendable {
  /// Another of the same code.
  case itself
  case code(String)
  /// There is none, for a reason that is written down.
  case none(String)
}

/// One kind of change: a stable code, its wording, and what it does unless more is known.
package struct ChangeCode: Sendable, Hashable {
  /// Identity and all wording. Ids are two capitals and three digits, and never given out twice.
  package let wording: DiagnosticCode
  package let effects: Effects
  package let mirror: Mirror

  package var id: String { wording.id }
  package var name: String { wording.name }

  init(
    _ id: String, _ name: String, _ effects: Effects, _ mirror: Mirror, _ message: String,
    why: String
  ) {
    wording = DiagnosticCode(
      id, name, effects.breaks ? .warning : .note, message, labels: ["now here", "was here"],
      notes: ["{effects}"], why: why)
    self.effects = effects
    self.mirror = mirror
  }

  package static func == (left: ChangeCode, right: ChangeCode) -> Bool { left.id == right.id }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// Every code, by area.
  package static let areas: [(title: String, codes: [ChangeCode])] = [
    ("What exists", existence), ("Values", values), ("Scores", scores), ("Inputs", inputs),
    ("Lists and units", lists), ("What administrations may choose", flexibility),
    ("Texts, references, lifecycle", texts), ("The framework as a whole", head),
  ]

  package static let all = areas.flatMap(\.codes)

  package static func of(_ id: String) -> ChangeCode? { all.first { $0.id == id } }
}
