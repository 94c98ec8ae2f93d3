import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMSyntax
import Testing

@testable import PMMLint

@Suite("Fixes and baselines") struct FixTests {
  private func module(_ text: String) -> Compilation { Sample(text).compilations[0] }

  private func fixed(_ text: String, unsafe: Bool) throws -> (text: String, applied: Int) {
    let compilation = module(text)
    #expect(!compilation.hasErrors)
    var fixer = Fixer(unsafe: unsafe) { compile($0) } findings: {
      lint([LintModule($0)], today: today).diagnostics
    }
    let result = try fixer.fix(compilation)
    return (String(decoding: result.trees[0].file.bytes, as: UTF8.self), fixer.applied)
  }

  private let stale = """
    input seals "Seals" : declaration {
        definition  "Declarations under seal."
        source      "declaration system"
        allow       duplicate-title because "it had one once"
        allow       unused-input because "kept" until 2026-01-01
    }
    """

  @Test("a safe fix keeps the rules, and what is unsafe waits to be asked for")
  func safe() throws {
    let (text, applied) = try fixed(stale, unsafe: false)
    #expect(applied == 2)
    #expect(!text.contains("duplicate-title") && !text.contains("unused-input"))
    #expect(text.contains("input seals"))
    let again = lint([LintModule(compile([SourceFile(path: "a.pmm", text: text)]))], today: today)
    #expect(!again.diagnostics.contains { $0.fix?.safety == .safe })
  }

  @Test("unsafe fixes go on until nothing changes, and overlapping ones do not meet")
  func unsafe() throws {
    let (text, _) = try fixed(stale, unsafe: true)
    // The input goes as a whole; a range that another fix would have put into it goes with it.
    #expect(!text.contains("input seals"))
    #expect(text.contains("input declarations"))
  }

  @Test("a fix after which a text for people is another one is not applied")
  func keepsTexts() throws {
    let compilation = module(stale)
    let file = compilation.trees[0].file
    let bytes = String(decoding: file.bytes, as: UTF8.self)
    let at = try #require(bytes.utf8.firstRange(of: "under seal".utf8))
    let start = bytes.utf8.distance(from: bytes.utf8.startIndex, to: at.lowerBound)
    var fixer = Fixer(unsafe: true) { compile($0) } findings: { _ in
      [
        Diagnostic(
          Rule.unusedInput.code, at: Location(file: 0, span: Span(start, start + 5)),
          fix: Fix(.safe, [TextEdit(Location(file: 0, span: Span(start, start + 5)), "below")]))
      ]
    }
    let result = try fixer.fix(compilation)
    #expect(fixer.applied == 0)
    #expect(result.trees[0].file.bytes == file.bytes)
  }

  @Test("a baseline hides what it has, shrinks, and never grows unasked")
  func baseline() throws {
    let text = "input seals \"Seals\" : declaration { range from 0 }\n"
    let linted = lint([LintModule(module(text))], today: today)
    let all = Set(linted.findings.map(\.key))
    #expect(all.count > 1)
    let written = Baseline().written(after: linted.findings, adding: true)
    let (read, findings) = Baseline.read(SourceFile(path: "b.toml", text: written), file: 9)
    #expect(findings.isEmpty)
    let baseline = try #require(read)
    #expect(baseline.hiding(linted.findings).shown.isEmpty)
    #expect(Baseline().written(after: linted.findings, adding: false) == Baseline().written(after: [], adding: true))
    let mended = linted.findings.filter { $0.key.rule != "STR006" }
    let stale = baseline.hiding(mended).shown
    #expect(stale.map(\.code.id) == ["SUP007"])
    #expect(baseline.written(after: mended, adding: false) == baseline.written(after: mended, adding: true))
  }

  @Test("a set of rules and levels decide what is told")
  func levels() {
    let text = """
      [lint]
      rules = "2026.1"
      [lint.levels]
      unused-input = "error"
      SRC301 = "off"
      [[lint.paths]]
      path = "sample.pmm"
      levels.SRC302 = "note"
      """
    let (settings, findings) = readSettings(SourceFile(path: "pmm.toml", text: text))
    #expect(findings.isEmpty)
    let source = "input seals \"Seals\" : declaration { range from 0 }\n"
    let linted = lint([LintModule(module(source), settings: settings)], today: today)
    #expect(linted.diagnostics.map { "\($0.code.id) \($0.severity)" }.sorted() == ["SRC302 note", "STR006 error"])
  }

  @Test("an allowance is in neither hash, and a day is read strictly")
  func allowances() throws {
    let plain = module("kpi a \"A\" {\n    formula declarations\n    unit declaration\n    score none\n}\n")
    let allowed = module(
      "kpi a \"A\" {\n    allow example-missing because \"soon\"\n    formula declarations\n    unit declaration\n    score none\n}\n")
    let (one, two) = (try #require(plain.program), try #require(allowed.program))
    #expect(contentHash(one) == contentHash(two) && rulesHash(one) == rulesHash(two))
    #expect(Day("2026-02-30") == nil && Day("2026-13-01") == nil && Day("26-1-1") == nil)
  }
}
