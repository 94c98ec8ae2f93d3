import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

@testable import PMMDiff

/// `Tests/Golden/policy/*.toml`: records of acceptance, whose first line says which pair of
/// `Tests/Golden/diff` they are for, and as which edition: `# edit NAME edition 1.1.0`.
@Suite("Edition numbers and acceptance") struct PolicyGoldenTests {
  static let records = Golden.inputs(in: "policy", extension: "toml")

  @Test("what is found is what stands beside", arguments: records)
  func findings(_ golden: Golden) throws {
    let text = String(decoding: try golden.bytes(), as: UTF8.self)
    let words = text.split(separator: "\n")[0].split(separator: " ").map(String.init)
    let edit = try #require(Edit.all.first { $0.golden.name == "\(words[2]).edit" })
    var edited = try #require(try edit.applied())
    if words.count > 4 {
      // What is retired in an edition that comes later would be a mistake of its own.
      let old = words[4] < "1" ? "1.0.0" : "edition     1.0.0"
      let new = words[4] < "1" ? words[4] : "edition     \(words[4])"
      edited = edited.replacingOccurrences(of: old, with: new)
    }
    let new = try #require(compiled(edited, "new.pmm"))
    var diff = ProgramDiff(DiffGoldenTests.base, new)
    diff.findWitnesses()
    let files = [
      SourceFile(path: "old.pmm", text: Edit.base), SourceFile(path: "new.pmm", text: edited),
      SourceFile(path: golden.name, text: text),
    ]
    var records = AcceptanceFile(files[2], file: 2)
    let accepted = records.effective(for: diff.changes, today: "2026-11-22")
    let policy = VersionPolicy(diff, accepted: Set(accepted.keys), shift: 1)
    var report = TextRenderer(files: files, color: false).render(records.findings + policy.findings)
    report += "needed \(policy.needed.rawValue), declared \(policy.declared.rawValue)\n"
    report += "accepted: \(accepted.values.map(\.reason).joined(separator: ", "))\n"
    report += policy.changelog.joined(separator: "\n") + "\n" + policy.seriesBreaks.joined(separator: "\n") + "\n"
    let difference = golden.expect(report)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("a day is a day of the calendar")
  func days() {
    for day in ["2027-12-31", "2028-02-29", "2000-02-29"] { #expect(isDay(day), "\(day)") }
    for text in ["2027-02-29", "1900-02-29", "2027-13-01", "2027-1-1", "2027-12-32", "", "today", "2027-00-10"] {
      #expect(!isDay(text), "\(text)")
    }
  }

  @Test("a fingerprint is that of the change, not of its place in files")
  func fingerprints() throws {
    let edit = try #require(Edit.all.first { $0.golden.name == "threshold-raised.edit" })
    let text = try #require(try edit.applied())
    let one = try #require(found(DiffGoldenTests.base, compiled(text, "a.pmm")!).first)
    let two = try #require(found(DiffGoldenTests.base, compiled("// moved\n\n" + text, "b.pmm")!).first)
    #expect(one.fingerprint == two.fingerprint)
    #expect(one.fingerprint.count == 12)
  }
}
