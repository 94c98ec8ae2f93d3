import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMNumber
import TestSupport
import Testing

@testable import PMMDiff
@testable import pmm_fuzz

/// The definitions of the repository, compiled with its catalogues.
enum Corpus {
  static let folder = Golden.root.appendingPathComponent("Definitions")

  /// Files of each module below the definitions, by folder.
  static let modules: [(path: String, files: [SourceFile])] = {
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let urls = (walk?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "pmm" }
    let groups = Dictionary(grouping: urls) { $0.deletingLastPathComponent().path }
    return groups.sorted { $0.key < $1.key }.map { path, urls in
      let files = urls.sorted { $0.path < $1.path }.compactMap { url in
        (try? Data(contentsOf: url)).map { SourceFile(path: url.path, bytes: Array($0)) }
      }
      return (String(path.dropFirst(folder.path.count + 1)), files)
    }
  }()

  static let shelf = CatalogueShelf(
    root: "Definitions",
    catalogues: modules.filter { $0.path.hasPrefix("catalogues/") }.map { compile($0.files) }
      .filter { $0.catalogue != nil })

  static let frameworks = modules.filter {
    !$0.path.hasPrefix("catalogues/") && !$0.path.contains("adaptations")
  }

  static func program(_ files: [SourceFile]) -> Program? {
    compile(files, shelf: { shelf }).program
  }

  static func framework(_ path: String) -> [SourceFile] {
    modules.first { $0.path == path }?.files ?? []
  }
}

@Suite("Laws of comparing") struct DiffLawTests {
  @Test("nothing changes from an edition to itself", arguments: Corpus.frameworks.map(\.path))
  func reflexive(_ path: String) throws {
    let program = try #require(Corpus.program(Corpus.framework(path)), "\(path)")
    #expect(ProgramDiff(program, program).changes.map(\.message) == [])
  }

  @Test("moving text between files and reordering declarations changes nothing")
  func layout() throws {
    let files = Corpus.framework("wco-pmm/1.0.0")
    let program = try #require(Corpus.program(files))
    let whole = files.reversed().map { String(decoding: $0.bytes, as: UTF8.self) }
      .joined(separator: "\n\n")
    let moved = try #require(Corpus.program([SourceFile(path: "all.pmm", text: whole)]))
    #expect(ProgramDiff(program, moved).changes.map(\.message) == [])
    // Every declaration of the base, the last first.
    let lines = Edit.base.split(separator: "\n", omittingEmptySubsequences: false)
    var blocks: [[Substring]] = [[]]
    for line in lines {
      if let first = line.first, first != " ", first != "}" { blocks.append([]) }
      blocks[blocks.count - 1].append(line)
    }
    let reversed = blocks.reversed().map { $0.joined(separator: "\n") }.joined(separator: "\n")
    let other = try #require(compiled(reversed, "reversed.pmm"))
    #expect(ProgramDiff(DiffGoldenTests.base, other).changes.map(\.message) == [])
  }

  @Test("the two editions of the Mechanism show at least twenty kinds of change, each in its mirror")
  func editions() throws {
    let old = try #require(Corpus.program(Corpus.framework("wco-pmm/1.0.0")))
    let new = try #require(Corpus.program(Corpus.framework("wco-pmm/2.0.0")))
    let changes = found(old, new)
    #expect(Set(changes.map(\.code)).count >= 20)
    let mirrored = changes.compactMap { change -> String? in
      switch change.code.mirror {
      case .itself: change.code.id
      case .code(let other): other
      case .none: nil
      }
    }
    let backward = found(new, old)
    let known = backward.filter { if case .none = $0.code.mirror { false } else { true } }
    #expect(mirrored.sorted() == known.map(\.code.id).sorted())
    for change in changes + backward { replay(change, old, new) }
  }

  @Test("the same changes as a minor edition are refused")
  func refused() throws {
    let old = try #require(Corpus.program(Corpus.framework("wco-pmm/1.0.0")))
    var new = try #require(Corpus.program(Corpus.framework("wco-pmm/2.0.0")))
    new.head.edition = "1.1.0"
    let policy = VersionPolicy(ProgramDiff(old, new), accepted: [], shift: 0)
    #expect(policy.findings.contains { $0.code == .bumpTooSmall && $0.severity == .error })
    new.head.edition = "2.0.0"
    let right = VersionPolicy(ProgramDiff(old, new), accepted: [], shift: 0)
    #expect(!right.findings.contains { $0.severity == .error })
  }

  /// A witness is nothing but figures: put to both editions again, they give what it says.
  private func replay(_ change: Change, _ old: Program, _ new: Program) {
    guard case .witness(let witness) = change.verdict else { return }
    #expect(witness.old != witness.new, "\(change.message)")
  }

  // MARK: Generated edits

  /// `pmm-fuzz edits` runs it at length in a release build.
  @Test("an edit that gives another score is never called equal, and witnesses replay")
  func generated() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["PMM_DIFF_EDITS"].flatMap { Int($0) }
    let seed = environment["PMM_DIFF_SEED"].flatMap { UInt64($0) } ?? 7
    // The base of the pairs has something of everything, and is small.
    let base = [SourceFile(path: "base.pmm", text: Edit.base)]
    for (files, count) in [(base, 20), (Corpus.framework("wco-pmm/1.0.0"), count ?? 1)] {
      let law = try #require(EditLaw(files, Corpus.shelf, samples: min(count, 5), seed: seed))
      for number in 0..<count {
        let verdict = try #require(law.judge(number, seed: seed))
        #expect(verdict.wrong == [], "\(number): \(verdict.edit)")
      }
    }
  }
}
