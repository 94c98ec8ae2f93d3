import Foundation
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

@testable import PMMReport

/// The formats of other programs, for a few findings of every shape.
@Suite("Formats of findings") struct FindingFormatTests {
  static let warning = DiagnosticCode(
    "TST001", "strange-text", .warning, "`{text}` is 100% strange, really",
    labels: ["here: it is", "as here"], notes: ["first\nsecond"], fix: "write <x> & \"y\"",
    why: "It is a test.")
  static let error = DiagnosticCode("TST002", "a-mistake", .error, "no {what}", why: "A test.")
  static let note = DiagnosticCode("TST003", "a-note", .note, "so it is", why: "A test.")

  static let files = [
    SourceFile(path: "a b/é.pmm", text: "kpi one \"One\" {\n    formula a\n    unit b\n}\n"),
    SourceFile(path: "/elsewhere/c.pmm", text: "unit x\nunit y\n"),
    SourceFile(path: "quiet.pmm", text: "unit z\n"),
  ]

  static func place(_ file: Int, _ start: Int, _ end: Int) -> Location {
    Location(file: file, span: Span(start, end))
  }

  static let findings: [Diagnostic] = {
    var together = Diagnostic(error, at: place(0, 30, 34), ["what": "b"])
    together.together = [Diagnostic(error, at: place(1, 0, 6), ["what": "c"])]
    return [
      Diagnostic(note, at: place(1, 7, 7)),
      Diagnostic(
        warning, at: place(0, 0, 29), ["text": "a,b:c\r\n\u{202E}d"], related: [place(1, 0, 4)],
        fix: Fix(.safe, [TextEdit(place(0, 20, 27), "x\n")])),
      together,
    ]
  }()

  static func set(_ findings: [Diagnostic] = findings) -> FindingSet {
    FindingSet(
      findings, accepted: [(Diagnostic(note, at: place(2, 0, 4)), "it is meant")], in: files,
      command: "lint", version: "1.2.3", root: "/repo", folder: "/repo/sub")
  }

  @Test("sarif") func sarif() throws {
    let json = Self.set().sarif
    #expect(golden(json.pretty(), "findings.sarif.json") == nil)
    #expect(problems(json, sarifSchema, root: sarifSchema) == [])
  }

  @Test("github") func github() {
    #expect(golden(Self.set().githubAnnotations, "findings.github.txt") == nil)
    #expect(golden(Self.set().markdown, "findings.github.md") == nil)
  }

  @Test("github shows ten of a kind: nine, and a count of the others") func githubLimit() {
    let many = (0..<30).map { Diagnostic(Self.error, at: Self.place(0, $0, $0), ["what": "x"]) }
    let lines = Self.set(many).githubAnnotations.split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines.last == "::error title=pmm lint::21 more: TST002 (21)")
  }

  @Test("gitlab") func gitlab() {
    let json = Self.set().gitlabCodeQuality
    #expect(golden(json.pretty(), "findings.gitlab.json") == nil)
    let marks = json.elements.compactMap { $0["fingerprint"]?.text }
    #expect(Set(marks).count == 4)
  }

  @Test("junit") func junit() {
    #expect(golden(Self.set().junit, "findings.junit.xml") == nil)
  }

  @Test("a fingerprint stays when lines move, and differs between equal lines")
  func fingerprints() {
    let text = "kpi a \"A\" {\n    unit x\n    unit x\n}\n"
    func marks(_ text: String, _ offsets: [Int]) -> [String] {
      FindingSet(
        offsets.map { Diagnostic(Self.error, at: Self.place(0, $0, $0 + 4), ["what": "x"]) },
        in: [SourceFile(path: "a.pmm", text: text)], command: "check", version: "1", root: "/",
        folder: "/"
      ).entries.map(\.fingerprint)
    }
    let old = marks(text, [16, 27])
    #expect(Set(old).count == 2)
    #expect(old == marks("// A line.\n\n" + text, [28, 39]))
    #expect(old != marks(text.replacing("kpi a", with: "kpi b"), [16, 27]))
  }

  private func golden(_ text: String, _ name: String) -> String? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let folder = Golden.root.appendingPathComponent("Tests/Golden/report")
    return Golden(url: folder.appendingPathComponent(parts[0])).expect(text, for: parts[1])
  }
}
