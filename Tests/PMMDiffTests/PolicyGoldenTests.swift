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

  /// Edits of the base that are told in the same words and are not the same change.
  static let alike: [(line: String, edits: [String])] = [
    (
      "formula     1 - late / ships\n",
      [
        "formula     1 - 1.0000000001 * late / ships\n", "formula     1 - late / (ships + 1 ship)\n",
        "formula     if ships == 777777 ship then 0% else 1 - late / ships\n",
        // What only the new edition has is part of what reads it.
        "formula     1 - (late + few) / ships\n§parameter few \"Few\" = 6 ship\n",
        "formula     1 - (late + few) / ships\n§parameter few \"Few\" = 7 ship\n",
      ]
    ),
    (
      "when        boats < 10 ship: result suppressed\n",
      ["when boats < 3 ship: result suppressed\n", "when boats < 900_000 ship: result suppressed\n"]
    ),
    (
      "        50% ..< 90% => 50\n",
      [
        "        50% ..< 70% => 50\n        70% ..< 90% => 91\n",
        "        50% ..< 70% => 50\n        70% ..< 90% => 99\n",
      ]
    ),
    (
      "input unused ",
      [
        "input arrivals \"Arrivals\" : ship { range from 0 }\ninput unused ",
        "input arrivals \"Arrivals of crews\" : officer at end { range from 1 officer }\ninput unused ",
      ]
    ),
    (
      "        formula 1 - late / (ships + boats)\n",
      ["        formula 1 - late / boats\n", "        formula late / boats\n"]
    ),
    (
      "definition  \"Ships that called in the year.\"",
      ["definition \"Ships that called.\"", "definition \"Ships that left.\""]
    ),
    ("population ports = this period\n", [
      "population ports = this period, same region\n", "population ports = this period, at least 5\n",
    ]),
    (
      "    below 5 => 1\n    from 5  => 2\n",
      ["    below 5 => 1\n    from 5  => 3\n", "    below 5 => 1\n    from 5  => 4\n"]
    ),
  ]

  @Test("what one record accepts lets no other change through", arguments: alike.indices)
  func fingerprintsDiffer(_ index: Int) throws {
    let (line, edits) = Self.alike[index]
    try #require(Edit.base.components(separatedBy: line).count == 2, "\(line)")
    func changes(_ edit: String, _ spacing: String = "") throws -> [Change] {
      // Behind a `§` stands what comes at the end of the file.
      let parts = edit.split(separator: "§")
      let more = parts.dropFirst().joined()
      let text = spacing + Edit.base.replacingOccurrences(of: line, with: String(parts[0])) + more
      return ProgramDiff(DiffGoldenTests.base, try #require(compiled(text, "\(edit).pmm"))).changes
    }
    let found = try edits.map { try changes($0).filter { $0.code.id != "FX510" } }
    let messages = found.map { $0.map { "\($0.code.id) \($0.place)" } }
    for (one, other) in zip(found, found.dropFirst()) {
      #expect(!one.isEmpty)
      // Only a change that has the same words can be taken for the other.
      for (first, second) in zip(one, other) where first.place == second.place {
        #expect(first.fingerprint != second.fingerprint, "\(first.message)")
      }
    }
    #expect(Set(found.flatMap { $0 }.map(\.fingerprint)).count >= edits.count, "\(messages)")
    for (edit, one) in zip(edits, found) {
      let moved = try changes(edit.replacing("  ", with: "    "), "// moved\n\n")
      #expect(Set(one.map(\.fingerprint)).isSubset(of: moved.map(\.fingerprint)), "\(edit)")
    }
  }
}
