import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

/// What becomes of an adaptation on another edition, on the two editions `quay` of the golden files.
@Suite struct RebaseTests {
  private let old: AdaptationBase
  private let new: AdaptationBase

  init() throws {
    func base(_ edition: String) throws -> AdaptationBase {
      let path = "quay/\(edition)/quay.pmm"
      let url = Golden.root.appendingPathComponent("Tests/Golden/commands/files/\(path)")
      let file = SourceFile(path: path, bytes: Array(try Data(contentsOf: url)))
      return try #require(AdaptationBase(compile([file])))
    }
    old = try base("1.0.0")
    new = try base("2.0.0")
  }

  static let adaptations = Golden.inputs(in: "rebase")

  private func file(_ golden: Golden) throws -> SourceFile {
    SourceFile(path: golden.name, bytes: try golden.bytes())
  }

  private func texts(_ rebased: Rebase) -> [String] {
    rebased.files.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private func adaptation(_ clauses: [String]) -> SourceFile {
    let lines = clauses.map { "    \($0)\n" }.joined()
    return SourceFile(
      path: "x.pmm", text: "adaptation x of quay 1.0.0 \"sha256:\(old.hash)\" for \"QA\" {\n\(lines)}\n")
  }

  /// Findings and new text are those that stand beside.
  @Test(arguments: adaptations)
  func whatIsToldAndWritten(_ golden: Golden) throws {
    let rebased = rebase([try file(golden)], from: old, onto: new)
    let findings = TextRenderer(files: rebased.sources).render(rebased.diagnostics)
    let text = texts(rebased).map { "\n" + $0 }.joined()
    let difference = golden.expect(findings + text)
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// What needs no decision is a right adaptation; what needs one is none until it is made.
  @Test(arguments: adaptations)
  func theNewFileIsRightUnlessThereIsSomethingToDecide(_ golden: Golden) throws {
    let rebased = rebase([try file(golden)], from: old, onto: new)
    guard !rebased.files.isEmpty else { return }
    let checked = compile([rebased.files], adapting: new)
    let isOpen = rebased.diagnostics.contains { $0.severity == .error }
    #expect(checked.adaptations.isEmpty == isOpen, "\(golden)")
    guard let now = checked.adaptations.first else { return }
    // It says what the rebase says that it does, and moves no further.
    #expect(now.choices.map(\.kind) == rebased.after?.choices.map(\.kind))
    #expect(now.sources == rebased.after?.sources)
    let again = rebase(rebased.files, from: new, onto: new)
    #expect(again.diagnostics.isEmpty)
    #expect(texts(again) == texts(rebased))
  }

  @Test(arguments: adaptations)
  func ontoItsOwnBaseNothingChanges(_ golden: Golden) throws {
    let file = try file(golden)
    let rebased = rebase([file], from: old, onto: old)
    guard !rebased.files.isEmpty else { return }
    #expect(rebased.diagnostics.isEmpty)
    #expect(texts(rebased) == [String(decoding: file.bytes, as: UTF8.self)])
    #expect(rebased.freedoms.isEmpty)
  }

  @Test(arguments: adaptations)
  func lineEndingsStay(_ golden: Golden) throws {
    let text = String(decoding: try golden.bytes(), as: UTF8.self)
    let plain = rebase([SourceFile(path: golden.name, text: text)], from: old, onto: new)
    let other = rebase(
      [SourceFile(path: golden.name, text: text.replacing("\n", with: "\r\n"))], from: old, onto: new)
    #expect(texts(other) == texts(plain).map { $0.replacing("\n", with: "\r\n") })
  }

  /// The order of the lines decides nothing, and neither does which file they stand in.
  @Test func orderNeverMatters() throws {
    let clauses = [
      #"omit wait because "a""#, #"omit papers because "b""#, #"use calls.halved because "c""#,
      #"set goal = 60% because "d""#, #"set night = 7 hour because "e""#,
      #"use inspections.all_seen because "f""#, #"source ships "g""#,
    ]
    func told(_ rebased: Rebase) -> Set<String> {
      Set(rebased.diagnostics.map { "\($0.code.id) \($0.message) \($0.notes)" })
    }
    let expected = rebase([adaptation(clauses)], from: old, onto: new)
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<6 {
      let found = rebase(
        [adaptation(clauses.shuffled(using: &generator))], from: old, onto: new)
      #expect(found.choices.map(\.verdict) == expected.choices.map(\.verdict))
      #expect(found.choices.map(\.changes) == expected.choices.map(\.changes))
      #expect(told(found) == told(expected))
    }
  }

  /// A level keeps its meaning by its name, wherever it stands on its scale now.
  @Test func levelsAreFollowedByName() throws {
    func base(_ edition: String, _ levels: String, _ own: String) throws -> AdaptationBase {
      let text = """
        framework stays "Stays" {
            edition   \(edition)
            status    draft
            languages en
            subject   office
            period    calendar year
            levels    kpi
            scores    0 .. 100
        }
        scale stay { \(levels) }
        parameter longest "Longest stay" = \(own) {
            may set stay.month .. stay.year, comparable when equal
        }
        input days "Days" : day { range from 0 }
        kpi mean_stay "Mean stay" {
            formula days
            score   none
        }

        """
      let compilation = compile([SourceFile(path: "\(edition).pmm", text: text)])
      let findings = TextRenderer(files: compilation.files).render(compilation.diagnostics)
      return try #require(AdaptationBase(compilation), "\(findings)")
    }
    let first = try base("1.0.0", "month, quarter, year", "stay.year")
    let second = try base("2.0.0", "week, month, quarter, year", "stay.year")
    let third = try base("3.0.0", "week, month, year", "stay.year")
    let fourth = try base("4.0.0", "week, month, quarter, year", "stay.quarter")
    let file = SourceFile(
      path: "a.pmm",
      text: """
        adaptation a of stays 1.0.0 "sha256:\(first.hash)" for "QA" {
            set longest = stay.quarter because "ships stay long"
        }

        """)
    func verdict(_ base: AdaptationBase) -> RebasedChoice? {
      rebase([file], from: first, onto: base).choices.first
    }
    #expect(verdict(second)?.verdict == .valid)
    #expect(verdict(second)?.hasChanged == false)
    #expect(verdict(third)?.verdict == .outside)
    #expect(verdict(fourth)?.verdict == .saidByBase(by: nil))
  }
}
