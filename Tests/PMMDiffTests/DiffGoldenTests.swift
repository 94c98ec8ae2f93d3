import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

@testable import PMMDiff

/// `Tests/Golden/diff/*.edit`: lines of `base.pmm` to take out (`-`) and to put in (`+`), in groups that
/// a blank line ends. What stands in place of nothing comes at the end of the file.
struct Edit {
  let golden: Golden
  static let all = Golden.inputs(in: "diff", extension: "edit").map(Edit.init(golden:))
  static let base = try! String(
    contentsOf: Golden.root.appendingPathComponent("Tests/Golden/diff/base.pmm"), encoding: .utf8)

  /// The base with the edit; nil if lines to take out are not there exactly once.
  func applied() throws -> String? {
    var lines = Self.lines(Self.base)
    let edit = String(decoding: try golden.bytes(), as: UTF8.self)
    for group in edit.split(separator: "\n\n") {
      let group = group.split(separator: "\n").map { $0 }
      let out = group.filter { $0.hasPrefix("-") }.map { words($0.dropFirst()) }
      let put = group.filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) }
      guard !out.isEmpty else {
        lines += put
        continue
      }
      let places = lines.indices.filter { start in
        start + out.count <= lines.count
          && lines[start..<start + out.count].map { words($0[...]) } == out
      }
      guard places.count == 1 else { return nil }
      lines.replaceSubrange(places[0]..<places[0] + out.count, with: put)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func words(_ line: Substring) -> String {
    line.split(separator: " ").joined(separator: " ")
  }
}

/// A framework from text; nil, with what is wrong, if it does not compile.
func compiled(_ text: String, _ name: String) -> Program? {
  let file = SourceFile(path: name, text: text)
  let compilation = compile([file])
  if compilation.program == nil {
    Issue.record("\(name): \(TextRenderer(files: compilation.files, color: false).render(compilation.diagnostics))")
  }
  return compilation.program
}

func found(_ old: Program, _ new: Program) -> [Change] {
  var diff = ProgramDiff(old, new)
  diff.findWitnesses()
  return diff.changes
}

@Suite("Changes between editions") struct DiffGoldenTests {
  static let base = compiled(Edit.base, "base.pmm")!

  @Test("each pair shows exactly the changes that stand beside it, both ways", arguments: Edit.all.map(\.golden.name))
  func pair(_ name: String) throws {
    let edit = try #require(Edit.all.first { $0.golden.name == name })
    let text = try #require(try edit.applied(), "\(name): lines to take out are not there once")
    let edited = try #require(compiled(text, name))
    let forward = found(Self.base, edited)
    let backward = found(edited, Self.base)
    func told(_ changes: [Change]) -> String {
      changes.map { change in
        "\(change.code.id) \(change.place): \(change.message) [\(change.effects.names.joined(separator: ", "))] \(change.verdict.name)\n"
      }.joined()
    }
    let difference = edit.golden.expect("forward\n\(told(forward))\nbackward\n\(told(backward))")
    #expect(difference == nil, "\(difference ?? "")")
    #expect(mirror(forward) == backward.filter(\.hasMirror).map(\.code.id).sorted())
  }

  private func mirror(_ changes: [Change]) -> [String] {
    changes.compactMap { change in
      switch change.code.mirror {
      case .itself: change.code.id
      case .code(let other): other
      case .none: nil
      }
    }.sorted()
  }

  @Test("an edition of a catalogue that is used in place of another is told")
  func catalogues() throws {
    func catalogue(_ edition: String) -> Compilation {
      let text = """
        catalogue goals "Goals" {
            edition     \(edition)
            status      draft
            languages   en
            origin      proposed "these tests"
        }

        """
      return compile([SourceFile(path: "goals.pmm", text: text)])
    }
    let shelf = CatalogueShelf(
      root: "catalogues", catalogues: [catalogue("2015.0.0"), catalogue("2030.0.0")])
    func program(_ edition: String) throws -> Program {
      let text = Edit.base.replacing(
        "    scores      0 .. 100\n", with: "    scores      0 .. 100\n    uses        goals \(edition)\n",
        maxReplacements: 1)
      let compilation = compile([SourceFile(path: "base.pmm", text: text)], shelf: { shelf })
      return try #require(compilation.program, "\(compilation.diagnostics.map(\.message))")
    }
    let (old, new) = (try program("2015.0.0"), try program("2030.0.0"))
    #expect(found(old, new).map(\.code.id) == ["HD713"])
    #expect(
      found(old, new).map(\.message) == ["the catalogue `goals` is used in 2030.0.0 and was in 2015.0.0"])
    #expect(found(new, old).map(\.code.id) == ["HD713"])
  }

  @Test("rules that differ where no comparison looks are for a person to look at")
  func otherwise() {
    // Whose choices an edition was compiled with is compared by nothing: no command diffs such a pair.
    var other = Self.base
    var adaptation = Adaptation(
      name: "small", subject: "XS", framework: "harbour", edition: "1.0.0", base: "")
    adaptation.choices = [
      Choice(
        kind: .omit(node: "nothing"), because: "a test", comparability: nil)
    ]
    other.adaptation = adaptation
    for (old, new) in [(Self.base, other), (other, Self.base)] {
      let changes = found(old, new)
      #expect(changes.map(\.code.id) == ["FO243"])
      #expect(changes.map(\.verdict) == [.review])
      // A title that is edited besides does not hide it.
      var titled = new
      titled.nodes[0].sheet.title = Self.base.nodes[1].sheet.title
      #expect(found(old, titled).map(\.code.id).contains("FO243"))
    }
  }

  @Test("what becomes of an adaptation is told with its name, and where it is")
  func adaptations() throws {
    let place = Location(file: 0, span: Span(3, 5))
    let failing = Change.failing(
      "no node is called `x`", code: "NAM001", adaptation: "small", subject: "XS", at: place)
    #expect(failing.code.id == "FX512" && failing.effects == .adaptations && failing.bump == .major)
    #expect(failing.place == "small" && failing.new == place)
    #expect(
      failing.message
        == "`small` of XS does not validate under the new edition: no node is called `x` (NAM001)")
    let edit = try #require(Edit.all.first { $0.golden.name == "floor-raised.edit" })
    let text = try #require(try edit.applied())
    let edited = try #require(compiled(text, "floor-raised"))
    let change = try #require(found(Self.base, edited).first { $0.code.id == "FO222" })
    let silent = Change.silent(change, adaptation: "small", subject: "XS")
    #expect(silent.code.id == "FX513" && silent.effects == [.comparability, .adaptations])
    #expect(silent.path == ["small"] + change.path && silent.verdict == change.verdict)
    #expect(silent.message == "`small` of XS still validates, and for it \(change.message)")
    #expect(silent.fingerprint != change.fingerprint)
  }

  @Test("every code is shown by a pair, a transcript or a test of its own")
  func coverage() throws {
    var shown: Set<String> = []
    for edit in Edit.all {
      let url = edit.golden.url.deletingPathExtension().appendingPathExtension("expected")
      let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
      shown.formUnion(text.split(separator: "\n").compactMap { $0.split(separator: " ").first }.map(String.init))
    }
    // Those about adaptations stand in a transcript too.
    let transcript = try String(
      contentsOf: Golden.root.appendingPathComponent("Tests/Golden/commands/diff-adaptations.expected"),
      encoding: .utf8)
    for code in ["FX512", "FX513"] { #expect(transcript.contains("\(code) ")) }
    let elsewhere = ["FX512", "FX513", "HD713", "FO243"]
    let missing = ChangeCode.all.map(\.id).filter { !shown.contains($0) && !elsewhere.contains($0) }
    #expect(missing == [], "\(missing)")
    #expect(ChangeCode.all.count >= 80)
  }

  @Test("ids and names are given out once, and every mirror is that of its mirror")
  func symmetry() {
    let codes = ChangeCode.all
    #expect(Set(codes.map(\.id)).count == codes.count)
    #expect(Set(codes.map(\.name)).count == codes.count)
    for code in codes {
      switch code.mirror {
      case .itself: continue
      case .none(let reason): #expect(!reason.isEmpty)
      case .code(let id):
        let other = ChangeCode.of(id)
        #expect(other?.mirror == .code(code.id), "\(code.id) \(id)")
      }
      #expect(code.wording.why.hasSuffix("."), "\(code.id)")
    }
  }
}

extension Change {
  fileprivate var hasMirror: Bool {
    if case .none = code.mirror { false } else { true }
  }
}
