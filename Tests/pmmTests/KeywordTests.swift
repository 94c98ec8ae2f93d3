import Foundation
import PMMDiagnostics
import PMMIR
import PMMSyntax
import TestSupport
import Testing

/// No word of the notation exists without a definition, or an executed example of the semantics, that
/// uses it.
@Suite("Words of the notation") struct KeywordTests {
  /// Every name in the definitions and in the programs of `docs/semantics.md`, texts and comments left
  /// out.
  private static let used: Set<String> = {
    var text = DocumentBlock.all.filter { $0.document == "semantics.md" }.map(\.text)
    let folder = Golden.root.appendingPathComponent("Definitions")
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    for file in walk?.allObjects as? [URL] ?? [] where file.pathExtension == "pmm" {
      text.append((try? String(contentsOf: file, encoding: .utf8)) ?? "")
    }
    var words: Set<String> = []
    for source in text {
      let tree = parse(SourceFile(path: "words.pmm", text: source), index: 0)
      for token in tree.tokens where token.kind == .identifier {
        words.insert(tree.file.text(token.span))
      }
    }
    return words
  }()

  @Test("every keyword is used") func keywords() {
    let words =
      Keywords.declarations + Keywords.clauses + Keywords.reserved + Keywords.roundingModes
    #expect(words.filter { !Self.used.contains($0) } == [])
  }

  @Test("every function is used") func functions() {
    let names =
      PMMIR.Function.allCases.map(\.rawValue) + Aggregate.allCases.map(\.rawValue)
      + Standing.allCases.map(\.rawValue) + ["unweighted_mean", "known", "coverage"]
    #expect(Set(names).filter { !Self.used.contains($0) } == [])
  }
}
