import Foundation
import PMMCompiler
import PMMDiagnostics
import TestSupport
import Testing

@testable import PMMLint

/// `Tests/Golden/lint/*.pmm`: a file, and everything that the rules find in it, each rule at its own
/// level. A new test is a new file.
@Suite("Findings of lint") struct GoldenTests {
  static let inputs = Golden.inputs(in: "lint").filter { $0.name != "rules.pmm" }

  @Test("the exact set of findings", arguments: inputs)
  func findings(_ golden: Golden) throws {
    let file = SourceFile(path: golden.name, bytes: try golden.bytes())
    let compilation = compile([file])
    #expect(compilation.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    let linted = lint([LintModule(compilation)], today: today, isWhole: true)
    var text = TextRenderer(files: compilation.files, color: false).render(
      linted.diagnostics.map { $0.told(in: "en") })
    for (finding, because) in linted.allowed {
      text += "allowed [\(finding.diagnostic.code.id)] in \(finding.key.element): \(because)\n"
    }
    let french = linted.diagnostics.map { $0.told(in: "fr", texts: Rule.texts("fr")).message }
    text += "\n" + french.map { $0 + "\n" }.joined()
    let difference = golden.expect(text)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("settings that are wrong", arguments: Golden.inputs(in: "settings", extension: "toml"))
  func settings(_ golden: Golden) throws {
    let file = SourceFile(path: golden.name, bytes: try golden.bytes())
    let (settings, findings) = readSettings(file)
    let all = findings + settings.unusedPaths(["office/1.0.0/office.pmm"])
      + [settings.missingBaseline { _ in false }].compactMap(\.self)
    #expect(!all.isEmpty)
    let text = TextRenderer(files: [file], color: false).render(all.map { $0.told(in: "en") })
    let difference = golden.expect(text)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("docs/rules has a page for each rule, and none else")
  func pages() throws {
    let folder = Golden.root.appendingPathComponent("docs/rules")
    for rule in Rule.all {
      let page = Golden(url: folder.appendingPathComponent("\(rule.id).md"))
      let difference = page.expect(rule.page("en"), for: "md")
      #expect(difference == nil, "\(difference ?? "")")
    }
    var index = """
      # Rules of the linter

      Each rule has a code and a name, which are never given out twice and mean the same everywhere. These pages are printed by the
      tests of `PMMLint`; `pmm rules CODE` prints the same, and `--lang fr` its French.

      """
    for group in Rule.Group.allCases {
      let rules = Rule.all.filter { $0.group == group }
      if rules.isEmpty { continue }
      index += "\n## \(group.rawValue)\(group.isOn ? "" : " (off)")\n\n"
      index += "| code | name | severity | scope | fix |\n|---|---|---|---|---|\n"
      for rule in rules {
        index += "| [\(rule.id)](\(rule.id).md) | \(rule.name) | \(rule.code.severity.rawValue) | "
          + "\(rule.scope.rawValue) | \(rule.fix?.rawValue ?? "") |\n"
      }
    }
    let page = Golden(url: folder.appendingPathComponent("README.md"))
    let difference = page.expect(index, for: "md")
    #expect(difference == nil, "\(difference ?? "")")
    let found = Set(Golden.files(in: folder, extension: "md").map(\.name))
    #expect(found == Set(Rule.all.map { "\($0.id).md" } + ["README.md"]))
  }
}
