import Foundation
import PMMDiagnostics
import TestSupport
import Testing

@testable import PMMDiff

/// `docs/changes/`: a page for each kind of change, printed from its code and the first pair that shows
/// it. `UPDATE_GOLDEN=1 swift test` writes them.
@Suite("Pages of the changes") struct ChangePagesTests {
  static let folder = Golden.root.appendingPathComponent("docs/changes")

  @Test("each code has a page, and no page is left of a code that is gone")
  func pages() {
    for code in ChangeCode.all { compare(page(code), with: "\(code.id).md") }
    compare(index(), with: "README.md")
    let known = Set(ChangeCode.all.map { "\($0.id).md" }).union(["README.md"])
    let found = Golden.files(in: Self.folder, extension: "md").map(\.name)
    #expect(Set(found).subtracting(known) == [])
  }

  private func compare(_ text: String, with name: String) {
    try? FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    let page = Golden(url: Self.folder.appendingPathComponent(name))
    if let difference = page.expect(text, for: "md") { Issue.record("\(difference)") }
  }

  private func page(_ code: ChangeCode) -> String {
    var text = "# \(code.id) \(code.name)\n\n\(code.wording.message)\n\n\(code.wording.why)\n\n"
    text += "- Effects: \(effects(code))\n- Edition: \(bump(code))\n- Mirror: \(mirror(code))\n"
    guard let (edit, lines) = example(of: code) else { return text }
    text += "\n## Example\n\n`\(edit.golden.name)`, lines of `Tests/Golden/diff/base.pmm` taken out and put in:\n\n"
    text += "```diff\n\(String(decoding: (try? edit.golden.bytes()) ?? [], as: UTF8.self))```\n\n"
    return text + "```text\n\(lines)```\n"
  }

  private func effects(_ code: ChangeCode) -> String {
    Effects.named.filter { code.effects.contains($0.effect) }
      .map { ($0.effect.breaks ? "breaks " : "") + $0.name }.joined(separator: ", ")
  }

  private func bump(_ code: ChangeCode) -> String {
    code.effects.breaks ? "major" : code.effects.contains(.additive) ? "minor" : "patch"
  }

  private func mirror(_ code: ChangeCode) -> String {
    switch code.mirror {
    case .itself: "itself"
    case .code(let id): "[\(id)](\(id).md)"
    case .none(let reason): "none: \(reason)"
    }
  }

  /// The pair that shows least besides, and what it says of this code.
  private func example(of code: ChangeCode) -> (Edit, String)? {
    let found = Edit.all.compactMap { edit -> (edit: Edit, size: Int, lines: String)? in
      let url = edit.golden.url.deletingPathExtension().appendingPathExtension("expected")
      guard let text = try? String(contentsOf: url, encoding: .utf8),
        let end = text.range(of: "\nbackward\n")
      else { return nil }
      let forward = text[..<end.lowerBound].split(separator: "\n").dropFirst()
      let own = forward.filter { $0.hasPrefix(code.id) }
      guard !own.isEmpty else { return nil }
      return (edit, forward.count, own.joined(separator: "\n") + "\n")
    }
    return found.min { ($0.size, $0.edit.golden.name) < ($1.size, $1.edit.golden.name) }
      .map { ($0.edit, $0.lines) }
  }

  private func index() -> String {
    var text = """
      # Changes

      `pmm diff` gives each change between two editions a code that is never given out twice. Its page
      says what it does, to whom, what the reverse is, and shows one. These pages are printed by
      `ChangePagesTests`.

      """
    for (title, codes) in ChangeCode.areas {
      text += "\n## \(title)\n\n| code | name | effects |\n|---|---|---|\n"
      for code in codes { text += "| [\(code.id)](\(code.id).md) | \(code.name) | \(effects(code)) |\n" }
    }
    return text
  }
}
