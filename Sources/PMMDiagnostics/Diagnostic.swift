/// How bad a finding is. An `error` makes a run fail; a `warning` does so under `--strict`.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  case note, warning, error

  package static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// One kind of finding: a stable code and all of its wording.
///
/// Texts are templates: `{name}` stands for the argument of that name. A template whose argument was
/// not given is left out (a note) or shows the bare name (a message, which a test forbids). All
/// wording of a code stands here and nowhere else, so that a translation is one table.
package struct DiagnosticCode: Sendable, Identifiable, Hashable {
  /// All that it says is written once and copied with every finding: one reference.
  private final class Content: Sendable {
    let id: String
    let name: String
    let severity: Severity
    let message: String
    let labels: [String]
    let notes: [String]
    let fix: String
    let why: String

    init(
      _ id: String, _ name: String, _ severity: Severity, _ message: String, _ labels: [String],
      _ notes: [String], _ fix: String, _ why: String
    ) {
      self.id = id
      self.name = name
      self.severity = severity
      self.message = message
      self.labels = labels
      self.notes = notes
      self.fix = fix
      self.why = why
    }
  }

  private let content: Content

  /// Three capitals for the area and three digits, never given out twice: `NAM001`.
  package var id: String { content.id }
  /// Reads as a name: `unknown-name`.
  package var name: String { content.name }
  package var severity: Severity { content.severity }
  /// One line, lower case, no full stop.
  package var message: String { content.message }
  /// Text under the primary span, then under the secondary spans in order.
  package var labels: [String] { content.labels }
  /// Advice below the frame; each is shown when all of its arguments were given.
  package var notes: [String] { content.notes }
  /// The title of the fix, when one is offered.
  package var fix: String { content.fix }
  /// Why this is refused: the paragraph of the code's page.
  package var why: String { content.why }

  package init(
    _ id: String, _ name: String, _ severity: Severity = .error, _ message: String,
    labels: [String] = [], notes: [String] = [], fix: String = "", why: String
  ) {
    content = Content(id, name, severity, message, labels, notes, fix, why)
  }

  package static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool {
    left.content === right.content || left.id == right.id
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A replacement of a span's text.
package struct TextEdit: Hashable, Sendable {
  package var location: Location
  package var replacement: String

  package init(_ location: Location, _ replacement: String) {
    self.location = location
    self.replacement = replacement
  }
}

/// A change that would mend a finding.
package struct Fix: Hashable, Sendable {
  package enum Safety: String, Sendable {
    /// What is computed stays the same.
    case safe
    case changesMeaning = "changes-meaning"
    /// Shown only: what to put in is the author's to say.
    case suggestion
  }
  package var safety: Safety
  package var edits: [TextEdit]

  package init(_ safety: Safety, _ edits: [TextEdit]) {
    self.safety = safety
    self.edits = edits
  }
}

/// A finding: a code, named arguments and places. The wording comes from the code.
package struct Diagnostic: Sendable, Hashable {
  package var code: DiagnosticCode
  package var severity: Severity
  /// What the templates' `{name}`s stand for.
  package var arguments: Arguments
  /// What some of them read like in a language, for people: digits in groups, a text in its
  /// translation. Formats for machines have the plain ones.
  package var words: [String: Arguments] = [:]
  package var primary: Location
  /// Further places, each with its label `code.labels[1...]` in order.
  package var secondary: [Location]
  package var fix: Fix?
  /// Findings that likely have the same cause, told within this one instead of beside it.
  package var together: [Diagnostic] = []

  package init(
    _ code: DiagnosticCode, at primary: Location, _ arguments: Arguments = [:],
    related secondary: [Location] = [], fix: Fix? = nil
  ) {
    self.code = code
    self.severity = code.severity
    self.arguments = arguments
    self.primary = primary
    self.secondary = secondary
    self.fix = fix
  }

  /// The same for readers of a language. `texts` has templates, and phrases that arguments may be, by
  /// their English form; what it lacks stays English.
  package func told(in language: String, texts: [String: String] = [:]) -> Diagnostic {
    if texts.isEmpty, words.isEmpty, together.isEmpty { return self }
    func text(_ english: String) -> String { texts[english] ?? english }
    var told = self
    told.code = DiagnosticCode(
      code.id, code.name, code.severity, text(code.message), labels: code.labels.map(text),
      notes: code.notes.map(text), fix: text(code.fix), why: code.why)
    for name in Self.phraseArguments { told.arguments[name] = arguments[name].map(text) }
    told.arguments.merge(words[language] ?? [:])
    told.together = together.map { $0.told(in: language, texts: texts) }
    return told
  }

  /// Arguments that are phrases of ours; all others are names, codes and figures of the user.
  private static let phraseArguments = ["what", "effect", "given", "mark", "kind", "place", "form"]

  /// This finding and those told within it.
  package var all: [Diagnostic] { [self] + together.flatMap(\.all) }

  package var message: String { expand(code.message) }

  /// The text under the primary span; empty if the code has none.
  package var primaryLabel: String { label(0) }

  package func secondaryLabel(_ index: Int) -> String {
    guard !code.labels.isEmpty else { return "" }
    return label(min(index + 1, code.labels.count - 1))
  }

  package var notes: [String] {
    code.notes.filter { placeholders(in: $0).allSatisfy { arguments[$0] != nil } }.map(expand)
  }

  package var fixTitle: String { expand(code.fix) }

  private func label(_ index: Int) -> String {
    guard index < code.labels.count else { return "" }
    return expand(code.labels[index])
  }

  /// Replaces each `{name}` by its argument.
  private func expand(_ template: String) -> String {
    guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
    var result = ""
    // In bytes: there is much to print, and marks are never within a letter.
    var rest = template.utf8[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      let name = String(template[template.utf8.index(after: open)..<close])
      result += template[rest.startIndex..<open]
      result += arguments[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + template[rest.startIndex...]
  }
}

/// The names in braces of a template.
package func placeholders(in template: String) -> [String] {
  var names: [String] = []
  var rest = template[...]
  while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
    names.append(String(rest[rest.index(after: open)..<close]))
    rest = rest[rest.index(after: close)...]
  }
  return names
}

extension Diagnostic {
  /// The same finding where the files of its module stand behind those of others.
  package func moved(by count: Int) -> Diagnostic {
    guard count > 0 else { return self }
    func move(_ location: Location) -> Location {
      Location(file: location.file + count, span: location.span)
    }
    var result = self
    result.primary = move(primary)
    result.secondary = secondary.map(move)
    result.together = together.map { $0.moved(by: count) }
    result.fix = fix.map { fix in
      Fix(fix.safety, fix.edits.map { TextEdit(move($0.location), $0.replacement) })
    }
    return result
  }
}
