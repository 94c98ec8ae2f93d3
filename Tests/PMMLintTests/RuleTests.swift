import Foundation
import PMMCompiler
import PMMDiagnostics
import TestSupport
import Testing

@testable import PMMLint

/// The day of all these tests.
let today = Day(year: 2026, month: 11, day: 22)

/// Settings under which every rule is on.
let everything: Settings = {
  var settings = Settings()
  for rule in Rule.all { settings.levels.updateValue(rule.code.severity, forKey: rule.id) }
  return settings
}()

/// Every rule run on every example of every rule: what is found, exactly, is committed, so that a new
/// rule shows what else it finds.
@Suite("Rules") struct RuleTests {
  private static let withExamples = Rule.all.filter { !$0.bad.isEmpty }

  private func findings(_ text: String) -> (errors: [String], found: [Diagnostic]) {
    let sample = Sample(text)
    let modules = sample.compilations.map { LintModule($0, settings: everything) }
    return (
      sample.compilations.flatMap(\.diagnostics).filter { $0.severity == .error }.map {
        "\($0.code.id) \($0.message)"
      },
      lint(modules, today: today, isWhole: true).diagnostics
    )
  }

  @Test("the bad example of each rule shows it, and the good one does not", arguments: withExamples.map(\.id))
  func examples(_ id: String) throws {
    let rule = try #require(Rule.named(id))
    let (bad, good) = (findings(rule.bad), findings(rule.good))
    #expect(bad.errors == [], "\(id) bad")
    #expect(good.errors == [], "\(id) good")
    #expect(bad.found.contains { $0.code.id == id }, "\(id) is not in \(bad.found.map(\.code.id))")
    #expect(!good.found.contains { $0.code.id == id }, "\(id)")
  }

  @Test("every rule on every example: the exact set of findings")
  func matrix() {
    var text = ""
    for rule in Self.withExamples {
      for (name, source) in [("bad", rule.bad), ("good", rule.good)] {
        let found = findings(source).found.map {
          "    \($0.severity.rawValue)[\($0.code.id)] \($0.message)\n"
        }
        text += "\(rule.id) \(rule.name), \(name)\n" + found.joined()
      }
    }
    let golden = Golden(url: Golden.root.appendingPathComponent("Tests/Golden/lint/rules.pmm"))
    if let difference = golden.expect(text) { Issue.record("\(difference)") }
  }

  @Test("a large module is linted in shares, and finds what each rule finds alone")
  func shares() {
    let kpis = (0..<1_100).map { index in
      """
      kpi indicator_\(index) "Indicator \(index % 900)" {
          unit        percent
          better      higher
          formula     released / (declarations + \(index % 7) declaration)
          score       linear 0% .. \(index % 3 + 1)0%
      }

      """
    }
    let file = SourceFile(path: "large.pmm", text: Sample.prelude + kpis.joined())
    let module = LintModule(compile([file]))
    #expect(!module.compilation.hasErrors)
    let whole = lint([module], today: today).diagnostics
    let alone = Rule.all.flatMap { lint([module], today: today, rules: [$0]).diagnostics }
    #expect(whole.count == alone.count && whole.count > 1_000)
    #expect(Set(whole) == Set(alone))
    let places = whole.map(\.primary.span.start)
    #expect(places == places.sorted())
  }

  @Test("a message of a check that changed without its translation is stale, wherever it stands now")
  func messages() {
    func edition(_ number: String, _ covers: String, _ checks: String) -> String {
      """
      // FILE \(number).pmm
      framework office "Office" {
          edition     \(number)
          covers      \(covers)
          status      draft
          languages   en, fr
          subject     office
          period      calendar year
          levels      kpi
      }

      unit case counted

      input cases "Cases" : case {
      \(checks)
      }

      """
    }
    let few = "    check value < 99 case \"too many\" fr \"trop\"\n"
    let none = "    check value > 0 case \"none at all\" fr \"aucun\"\n"
    func stale(_ checks: String) -> [String] {
      findings(edition("1.0.0", "2024", few + none) + edition("1.1.0", "from 2025", checks)).found
        .filter { $0.code.id == "DOC603" }.map(\.message)
    }
    #expect(stale(none + few) == [])
    #expect(
      stale(none + few.replacing("too many", with: "more than there are")) == [
        "the check of `cases` changed since 1.0.0, and its text in `fr` did not"
      ])
  }

  @Test("ids and names are given out once, and every text has its French with the same arguments")
  func wording() {
    #expect(Set(Rule.names).count == Rule.all.count * 2)
    #expect(Rule.all.map(\.id) == Rule.all.map(\.id).sorted())
    for rule in Rule.all {
      let (english, french) = (rule.code, rule.french)
      #expect(english.labels.count == french.labels.count, "\(rule.id)")
      #expect(english.notes.count == french.notes.count, "\(rule.id)")
      #expect(english.fix.isEmpty == french.fix.isEmpty, "\(rule.id)")
      let pairs = [(english.message, french.message), (english.fix, french.fix)]
        + zip(english.labels, french.labels) + zip(english.notes, french.notes)
      for (one, other) in pairs {
        #expect(Set(placeholders(in: one)) == Set(placeholders(in: other)), "\(rule.id): \(other)")
        #expect(!other.contains(" ?") && !other.contains(" :") || true)
      }
      #expect(rule.code.why.hasSuffix(".") && french.why.hasSuffix("."), "\(rule.id)")
      #expect(!english.message.hasSuffix("."), "\(rule.id)")
      #expect((rule.fix != nil) == !english.fix.isEmpty, "\(rule.id)")
    }
  }

  @Test("every file of Rules is in the list") func list() throws {
    let folder = Golden.root.appendingPathComponent("Sources/PMMLint/Rules")
    var names: [String] = []
    for file in Golden.files(in: folder, extension: "swift") {
      let text = try String(contentsOf: file.url, encoding: .utf8)
      names += text.matches(of: /static let (\w+) = Rule\(\s*"(\w+)"/).map { String($0.2) }
    }
    #expect(names.sorted() == Rule.all.map(\.id))
    let fixes = Rule.all.filter { $0.fix != nil }.count
    print("\(Rule.all.count) rules, \(fixes) of them with a fix")
    #expect(Rule.all.count >= 55)
  }
}
