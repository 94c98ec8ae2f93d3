import Foundation
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMDiff
import PMMFormat
import PMMIR
import PMMLint
import PMMSensitivity
import PMMSyntax
import PMMTOML
import TestSupport
import Testing

@testable import pmm

/// `docs/diagnostics/`: a page for each code, printed from the code and the first golden file that
/// shows it. `UPDATE_GOLDEN=1 swift test` writes them.
@Suite("Pages of the findings") struct DiagnosticPagesTests {
  static let areas: [(title: String, codes: [DiagnosticCode], folder: String)] = [
    ("Notation", DiagnosticCode.syntaxCodes, "syntax"),
    ("Definitions", DiagnosticCode.compilerCodes, "compile"),
    ("Moving an adaptation", DiagnosticCode.rebaseCodes, "rebase"),
    ("Layout", DiagnosticCode.formatCodes, "format"),
    ("Data", DiagnosticCode.dataCodes, "data"),
    ("Reported figures", DiagnosticCode.validationCodes, "validation"),
    ("Examples and results", DiagnosticCode.testCodes, "test"),
    ("Editions", DiagnosticCode.diffCodes, "policy"),
    ("Studies", DiagnosticCode.tomlCodes + DiagnosticCode.studyCodes, "study"),
    ("Settings", DiagnosticCode.settingCodes, "settings"),
    ("Paths", DiagnosticCode.pathCodes, "commands"),
  ]

  static let folder = Golden.root.appendingPathComponent("docs/diagnostics")

  @Test("ids and names are given out once, and messages keep to the style")
  func codes() {
    let codes = Self.areas.flatMap(\.codes)
    #expect(Set(codes.map(\.id)).count == codes.count)
    #expect(Set(codes.map(\.name)).count == codes.count)
    for code in codes {
      let letters = code.id.prefix(3)
      let digits = code.id.dropFirst(3)
      #expect(letters.allSatisfy { $0.isUppercase } && digits.allSatisfy { $0.isNumber })
      #expect(code.id.utf8.count == 6, "\(code.id)")
      #expect(!code.message.contains("\n") && !code.message.hasSuffix("."), "\(code.id)")
      let first = code.message.first
      let isName = code.message.hasPrefix("JSON") || code.message.hasPrefix("CSV")
      #expect(first?.isUppercase != true || isName, "\(code.id)")
      #expect(code.why.hasSuffix("."), "\(code.id)")
      #expect(code.name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber }, "\(code.name)")
    }
  }

  @Test("each code is shown by a golden file, and has a page")
  func pages() throws {
    for area in Self.areas {
      let shown = Shown.all(in: area.folder)
      for code in area.codes {
        let example = Shown.best(of: shown, for: code)
        #expect(example != nil, "no file of Tests/Golden/\(area.folder) shows \(code.id)")
        compare(page(code, example), with: "\(code.id).md")
      }
    }
    compare(index(), with: "README.md")
  }

  @Test("no page is left of a code that is gone")
  func strays() {
    let known = Set(Self.areas.flatMap(\.codes).map { "\($0.id).md" }).union(["README.md"])
    let found = Golden.files(in: Self.folder, extension: "md").map(\.name)
    #expect(Set(found).subtracting(known) == [])
  }

  private func compare(_ text: String, with name: String) {
    try? FileManager.default.createDirectory(
      at: Self.folder, withIntermediateDirectories: true)
    let page = Golden(url: Self.folder.appendingPathComponent(name))
    if let difference = page.expect(text, for: "md") { Issue.record("\(difference)") }
  }

  private func index() -> String {
    var text = """
      # Findings

      Each finding of `pmm` has a code that is never given out twice. Its page says what it means and
      why it is told, and shows one. These pages are printed by `DiagnosticPagesTests`.

      """
    for area in Self.areas {
      text += "\n## \(area.title)\n\n| code | name | message |\n|---|---|---|\n"
      for code in area.codes.sorted(by: { $0.id < $1.id }) {
        text += "| [\(code.id)](\(code.id).md) | \(code.name) | \(escaped(code.message)) |\n"
      }
    }
    return text
  }

  private func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "|", with: "\\|").replacingOccurrences(of: "{", with: "‹")
      .replacingOccurrences(of: "}", with: "›")
  }

  private func page(_ code: DiagnosticCode, _ example: Shown?) -> String {
    var text = "# \(code.id) \(code.name)\n\n"
    text += "\(code.severity.rawValue): \(escaped(code.message))\n\n\(code.why)\n"
    if !code.notes.isEmpty {
      text += "\n## Advice\n\n"
      for note in code.notes where note.contains(/[a-z]/.ignoresCase()) {
        if placeholders(in: note).count == 1, note.first == "{", note.last == "}" { continue }
        text += "- \(escaped(note))\n"
      }
      if text.hasSuffix("## Advice\n\n") { text.removeLast("\n## Advice\n\n".count) }
    }
    if !code.fix.isEmpty { text += "\n## Fix\n\n\(escaped(code.fix))\n" }
    guard let example else { return text }
    text += "\n## Example\n"
    if let source = example.source {
      text += "\n```\n\(source)```\n"
    }
    text += "\n`\(example.name)`:\n\n```\n\(example.finding(of: code) ?? "")```\n"
    return text
  }
}

/// A golden file and what was said about it.
struct Shown {
  var name: String
  /// Nil if it is long or no text.
  var source: String?
  var findings: [String]

  static func all(in area: String) -> [Shown] {
    let folder = Golden.root.appendingPathComponent("Tests/Golden/\(area)")
    return Golden.files(in: folder, extension: "expected").map { output in
      // Transcripts mark the lines of standard error.
      let text = ((try? String(contentsOf: output.url, encoding: .utf8)) ?? "")
        .replacingOccurrences(of: "\n! ", with: "\n")
      let stem = output.url.deletingPathExtension()
      return Shown(
        name: "Tests/Golden/\(area)/" + stem.lastPathComponent, source: source(of: stem),
        findings: text.components(separatedBy: "\n\n").filter { $0.contains("[") })
    }
  }

  private static func source(of stem: URL) -> String? {
    for suffix in ["pmm", "csv", "json", "toml"] {
      let file = stem.appendingPathExtension(suffix)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      let isPlain = !text.unicodeScalars.contains { $0 != "\n" && isInvisible($0) }
      guard isPlain, text.count < 1_500, !text.isEmpty, !text.contains("```") else { return nil }
      return text.hasSuffix("\n") ? text : text + "\n"
    }
    return nil
  }

  /// The file that is named after the code, else that which says least beside it.
  static func best(of files: [Shown], for code: DiagnosticCode) -> Shown? {
    let found = files.filter { $0.finding(of: code) != nil }
    return found.first { $0.name.hasSuffix("/" + code.name) }
      ?? found.min { ($0.findings.count, $0.name) < ($1.findings.count, $1.name) }
  }

  func finding(of code: DiagnosticCode) -> String? {
    findings.first { $0.contains("\(code.severity.rawValue)[\(code.id)]") }.map { finding in
      let lines = finding.split(separator: "\n", omittingEmptySubsequences: false)
      // In a transcript the status follows.
      let from = lines.drop { !$0.hasPrefix("\(code.severity.rawValue)[") }
        .prefix { !$0.hasPrefix("[") }
      return from.joined(separator: "\n") + "\n"
    }
  }
}
