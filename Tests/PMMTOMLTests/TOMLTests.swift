import PMMDiagnostics
import Testing

@testable import PMMTOML

@Suite("TOML")
struct TOMLTests {
  private func read(_ text: String) -> (table: TOMLTable, findings: [String]) {
    let source = SourceFile(path: "study.toml", text: text)
    let (table, findings) = readTOML(source, file: 0)
    return (
      table,
      findings.map { finding in
        let place = source.position(of: finding.primary.span.start)
        return "\(place.line):\(place.column) \(finding.message)"
      }
    )
  }

  @Test(arguments: [
    ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0], "binary"), ([0xFF, 0xFE, 0x61, 0], "in UTF-16"),
    ([0x61, 0, 0x20, 0, 0x3D, 0], "in UTF-16"), ([0x23, 0xE9, 0x0A], "in another encoding"),
  ] as [([UInt8], String)])
  func noText(_ bytes: [UInt8], _ what: String) {
    let source = SourceFile(path: "study.toml", bytes: bytes)
    let messages = readTOML(source, file: 0).findings.map(\.message)
    #expect(messages == ["the file is \(what), and only text in UTF-8 is read"])
  }

  @Test func values() {
    let (table, findings) = read(
      """
      # a remark
      text = "a\\tb \\u00E9"   # another
      raw = 'a\\tb'
      whole = -3_000
      decimal = 2.50
      power = 1e6
      yes = true
      list = [
        1, "two",  # three
        [3.5],
      ]
      "quoted key" = 1
      """)
    #expect(findings == [])
    #expect(table["text"]?.content == .text("a\tb é"))
    #expect(table["raw"]?.content == .text("a\\tb"))
    #expect(table["whole"]?.content == .integer(-3000))
    #expect(table["decimal"]?.content == .decimal("2.50"))
    #expect(table["power"]?.content == .decimal("1e6"))
    #expect(table["yes"]?.content == .truth(true))
    guard case .array(let list)? = table["list"]?.content else {
      Issue.record("no list")
      return
    }
    #expect(list.map(\.kind) == ["a whole number", "a text", "a list"])
    #expect(table["quoted key"]?.content == .integer(1))
  }

  @Test func tablesAndLists() {
    let (table, findings) = read(
      """
      a.b = 1
      [lint]
      level = "strict"
      [lint.rules]
      naming = false
      [[draw]]
      name = "first"
      [[draw]]
      name = "second"
      [draw.more]
      x = 1
      """)
    #expect(findings == [])
    guard case .table(let lint)? = table["lint"]?.content,
      case .array(let draws)? = table["draw"]?.content,
      case .table(let second)? = draws.last?.content
    else {
      Issue.record("no tables")
      return
    }
    #expect(lint.entries.map(\.key.name) == ["level", "rules"])
    #expect(draws.count == 2)
    #expect(second.entries.map(\.key.name) == ["name", "more"])
  }

  @Test(
    "what is no TOML, or not used here, is told where it stands",
    arguments: [
      ("a = ", "1:5 expected a value, not the end of the file"),
      ("a = \nb = 1", "1:5 expected a value, not the end of the line"),
      ("= 1", "1:1 expected a key, not `=`"),
      ("a 1", "1:3 expected `=`, not `1`"),
      ("a = 1 b = 2", "1:7 expected a new line, not `b`"),
      ("a = word", "1:5 expected a value: a text stands in quotation marks, not `word`"),
      ("a = 01", "1:5 expected a value: a text stands in quotation marks, not `01`"),
      ("a = 1.", "1:5 expected a value: a text stands in quotation marks, not `1.`"),
      ("a = \"x", "1:5 expected a text that ends on its line, not `\"`"),
      ("a = \"\\q\"", "1:6 expected an escape such as \\n, \\\" or \\u00E9, not `\\q`"),
      ("a = [1 2]", "1:8 expected `,` or `]`, not `2`"),
      ("[a", "1:3 expected `]`, not the end of the file"),
      ("a = 1\na = 2", "2:1 `a` is set twice"),
      ("[a]\n[a]", "2:2 `a` is set twice"),
      ("a = 1\n[[a]]", "2:3 `a` is set twice"),
      ("a = 2023-01-02", "1:5 a date is not used in the files of pmm"),
      ("a = {b = 1}", "1:5 a table on one line is not used in the files of pmm"),
      ("a = \"\"\"x\"\"\"", "1:5 a text of several lines is not used in the files of pmm"),
      ("a = inf", "1:5 `inf` is not used in the files of pmm"),
    ])
  func mistakes(_ text: String, _ message: String) {
    #expect(read(text).findings == [message])
  }

  @Test func everyMistakeIsTold() {
    let (table, findings) = read("a = \nb = 2\nc ! 3\nd = 4\n")
    #expect(findings.count == 2)
    #expect(table.entries.map(\.key.name) == ["b", "d"])
  }

  @Test("no bytes stop the reader")
  func anyBytes() {
    var state: UInt64 = 7
    let alphabet = Array("[]=\"'\\#.,{}\n\r\t a1-_u\u{E9}".utf8) + [0xFF, 0x00]
    for _ in 0..<2_000 {
      let bytes = (0..<24).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return alphabet[Int(state >> 33) % alphabet.count]
      }
      let source = SourceFile(path: "x", bytes: bytes)
      let (_, findings) = readTOML(source, file: 0)
      #expect(findings.allSatisfy { $0.primary.span.end <= bytes.count })
    }
  }
}
