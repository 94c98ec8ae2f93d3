import Foundation
import PMMDiagnostics
import PMMSyntax
import TestSupport
import Testing

@testable import PMMFormat

@Suite("Formatter") struct FormatTests {
  @Test("what is written, and what is found", arguments: Golden.inputs(in: "format"))
  func golden(_ golden: Golden) throws {
    let file = SourceFile(path: golden.name, bytes: try golden.bytes())
    let other = golden.url.deletingPathExtension().appendingPathExtension("layout")
    // What a formatter with a mistake would write.
    let wrong = try? Array(Data(contentsOf: other))
    let formatted = wrong.map { verified(parse(file, index: 0), $0) } ?? format(file)
    var findings = formatted.diagnostics
    if formatted.bytes != file.bytes {
      findings.append(DiagnosticCode.difference(of: file, from: formatted.bytes, index: 0))
    }
    let text =
      TextRenderer(files: [file]).render(findings) + "----\n"
      + String(decoding: formatted.bytes, as: UTF8.self).replacing("\r\n", with: "\\r\n")
    if let difference = golden.expect(text) { Issue.record("\(difference)") }
  }

  @Test("only declarations with a line in the range are laid out")
  func ranges() throws {
    let url = Golden.root.appendingPathComponent("Tests/Golden/format/loose.pmm")
    let file = SourceFile(path: "loose.pmm", bytes: try Golden(url: url).bytes())
    let whole = format(file).bytes
    #expect(format(file, lines: [1...file.lineCount]).bytes == whole)
    #expect(format(file, lines: [9999...10000]).bytes == file.bytes)
    let (old, new) = (lines(of: file.bytes), lines(of: whole))
    let inKPI = try #require(old.firstIndex { $0.starts(with: "kpi ".utf8) }) + 3
    let result = lines(of: format(file, lines: [inKPI...inKPI]).bytes)
    let start = try #require(old.firstIndex { $0.starts(with: "kpi ".utf8) })
    let end = try #require(old.firstIndex { $0.starts(with: "define ".utf8) })
    #expect(Array(result.prefix(start)) == Array(old.prefix(start)))
    #expect(Array(result.suffix(old.count - end)) == Array(old.suffix(old.count - end)))
    let newStart = try #require(new.firstIndex { $0.starts(with: "kpi ".utf8) })
    let newEnd = try #require(new.firstIndex { $0.starts(with: "define ".utf8) })
    #expect(
      result[start..<result.count - (old.count - end)].map(Array.init)
        == new[newStart..<newEnd].map(Array.init))
  }

  @Test("differences of lines, applied, give the new text")
  func differences() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      func text() -> [UInt8] {
        let count = Int.random(in: 0..<12, using: &random)
        let ending = Bool.random(using: &random) ? "\n" : ""
        return Array(
          ((0..<count).map { _ in ["a", "b", "c"].randomElement(using: &random)! }
            .joined(separator: "\n") + ending).utf8)
      }
      let (old, new) = (lines(of: text()), lines(of: text()))
      var result: [ArraySlice<UInt8>] = []
      var next = 0
      for hunk in hunks(from: old, to: new) {
        result += old[next..<hunk.old.lowerBound] + new[hunk.new]
        next = hunk.old.upperBound
      }
      #expect(result + old[next...] == new)
    }
  }

  @Test("differences of long texts are those of their lines")
  func longDifferences() {
    let kept = (0..<6_000).map { $0.isMultiple(of: 3) ? "}\n" : "line \($0)\n" }
    var changed = kept
    for place in stride(from: 50, to: 6_000, by: 500) { changed[place] = "other \(place)\n" }
    changed.remove(at: 4_001)
    changed.insert("new\n", at: 2_002)
    func text(_ lines: [String]) -> [ArraySlice<UInt8>] { lines.map { Array($0.utf8)[...] } }
    let found = hunks(from: text(kept), to: text(changed))
    #expect(found.count == 14)
    #expect(found.reduce(0) { $0 + $1.old.count } == 13)
    #expect(found.reduce(0) { $0 + $1.new.count } == 13)
  }
}
