package import PMMDiagnostics
internal import PMMIR

/// How it is known what a change does.
package enum Verdict: Hashable, Sendable {
  /// It follows from what the two editions say.
  case stated
  /// Both forms reduce to one.
  case proved
  /// Data that shows it.
  case witness(Witness)
  /// A person has to look.
  case review

  package var name: String {
    switch self {
    case .stated: "stated"
    case .proved: "proved"
    case .witness: "witness"
    case .review: "review"
    }
  }
}

/// One change of meaning between two editions.
package struct Change: Hashable, Sendable {
  package var code: ChangeCode
  /// Where in the framework: names from the outermost node, then the clause.
  package var path: [String]
  /// What the message's `{name}`s stand for.
  package var arguments: Arguments
  package var effects: Effects
  package var verdict: Verdict
  /// The nodes whose figures it is about, by their names in the new edition.
  package var nodes: [String] = []
  /// Where the clause was written, if that is no sheet of one node: `every kpi`, `framework`.
  var shared: String?
  /// The clause, for those that are told for many nodes at once.
  var clause: String?
  /// What was said and what is said now, in full: the message may only name it.
  var forms: Set<String> = []
  /// In the old edition's files.
  package var old: Location?
  /// In the new edition's files.
  package var new: Location?

  package var message: String {
    Diagnostic(code.wording, at: Location(file: 0, span: Span(0, 0)), arguments).message
  }

  package var place: String { path.joined(separator: "/") }

  /// What is told of where; what changed may be more than that.
  package var statement: String {
    let said = arguments.sorted.map { "\($0.name)=\($0.text)" }
    return ([code.id, place] + said).joined(separator: "\n")
  }

  /// What an acceptance record names: the same however messages are worded, files are moved, or
  /// other clauses change beside it; another one as soon as what is accepted says another thing.
  package var fingerprint: String {
    let text = ([statement] + forms.sorted()).joined(separator: "\n")
    return String(sha256(Array(text.utf8)).prefix(12))
  }

  /// A finding in the new edition where it can be, with the place in the old one; `shift` is how many
  /// files the old edition has, whose files come first.
  package func finding(shift: Int) -> Diagnostic? {
    let now = new.map { Location(file: $0.file + shift, span: $0.span) }
    guard let primary = now ?? old else { return nil }
    var finding = Diagnostic(
      code.wording, at: primary, arguments, related: now == nil ? [] : old.map { [$0] } ?? [])
    if !effects.breaks { finding.severity = .note }
    return finding
  }
}

extension Change {
  /// An adaptation that the new edition refuses.
  package static func failing(
    _ error: String, code: String, adaptation: String, subject: String, at place: Location?
  ) -> Change {
    Change(
      code: .adaptationFails, path: [adaptation],
      arguments: ["adaptation": adaptation, "subject": subject, "error": error, "code": code],
      effects: ChangeCode.adaptationFails.effects, verdict: .stated, old: nil, new: place)
  }

  /// What changes for one administration only.
  package static func silent(_ change: Change, adaptation: String, subject: String) -> Change {
    Change(
      code: .adaptationChanges, path: [adaptation] + change.path,
      arguments: ["adaptation": adaptation, "subject": subject, "change": change.message],
      effects: ChangeCode.adaptationChanges.effects, verdict: change.verdict, nodes: change.nodes,
      forms: change.forms, old: nil, new: nil)
  }
}
