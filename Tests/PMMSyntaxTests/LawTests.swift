import PMMDiagnostics
import PMMSyntax
import TestSupport
import Testing

/// What holds for every file, however broken.
@Suite("Laws of the syntax") struct LawTests {
  static let good = Golden.inputs(in: "syntax/ok")
  static let all = good + Golden.inputs(in: "syntax")

  /// Parses, and checks what must hold for any bytes.
  @discardableResult
  private func parsed(_ bytes: [UInt8]) throws -> SyntaxTree {
    let tree = parse(SourceFile(path: "law.pmm", bytes: bytes), index: 3)
    var end = 0
    for token in tree.tokens {
      try #require(token.span.start == end, "tokens have gaps or overlap")
      end = token.span.end
    }
    try #require(end == bytes.count, "the tokens joined are the file")
    try #require(tree.tokens.last?.kind == .endOfFile)
    try #require(tree.diagnostics.count <= 201)
    for diagnostic in tree.diagnostics {
      for place in [diagnostic.primary] + diagnostic.secondary {
        try #require(place.file == 3 && place.span.end <= bytes.count)
      }
    }
    for (index, expression) in tree.expressions.all.enumerated() {
      for child in expression.children { try #require(Int(child.index) < index) }
    }
    return tree
  }

  @Test("good files have no findings", arguments: good)
  func acceptsGood(_ golden: Golden) throws {
    let tree = try parsed(golden.bytes())
    #expect(TextRenderer(files: [tree.file]).render(tree.diagnostics) == "")
  }

  @Test("every prefix parses", arguments: all)
  func prefixes(_ golden: Golden) throws {
    let bytes = try golden.bytes()
    for end in stride(from: 0, through: bytes.count, by: bytes.count > 1500 ? 7 : 3) {
      try parsed(Array(bytes[..<end]))
    }
  }

  @Test("what is read as two halves is the same tree", arguments: all)
  func halves(_ golden: Golden) throws {
    let file = SourceFile(path: "law.pmm", bytes: try golden.bytes())
    guard let halves = FileHalves(file, index: 3),
      let tree = halves.tree(halves.parse(second: false), halves.parse(second: true))
    else { return }
    let whole = parse(file, index: 3)
    #expect(whole.diagnostics.isEmpty)
    #expect(tree.declarations.map(\.span) == whole.declarations.map(\.span))
    func places(_ tree: SyntaxTree) -> [[Span]] {
      tree.expressions.all.map { [$0.span] + $0.children.map { tree[$0].span } }
    }
    #expect(places(tree) == places(whole))
  }

  @Test("any one token may be lost: at most five findings", arguments: good)
  func deletions(_ golden: Golden) throws {
    let bytes = try golden.bytes()
    for token in try parsed(bytes).tokens where !token.span.isEmpty {
      let rest = Array(bytes[..<token.span.start] + bytes[token.span.end...])
      let tree = try parsed(rest)
      let findings = tree.diagnostics.count
      #expect(findings <= 5, "\(token) of \(golden)")
    }
  }

  @Test("any byte may be another", arguments: all)
  func replacements(_ golden: Golden) throws {
    var random = SeededGenerator(seed: 7)
    let bytes = try golden.bytes()
    for _ in 0..<150 {
      var other = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) where !other.isEmpty {
        other[Int.random(in: 0..<other.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      try parsed(other)
    }
  }

  @Test("random bytes parse")
  func randomBytes() throws {
    var random = SeededGenerator(seed: 11)
    let alphabet = Array("kpi a \"A\" {}()[],:=.+-*<>\n\r\t \\_%0123/é“T\u{200B}".utf8)
    for length in 0..<300 {
      try parsed((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
      try parsed(
        (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
    }
  }

  @Test(
    "deep nesting is refused once and takes linear time",
    arguments: [
      "(", "[", "{", "f(", "a[b, ", "- ", "not ", "if ", "a ^ ", "a + ", "x.y", "\"\"\"\n", "“",
      "{ may use a \"b\", comparable ", "} ", "@ ", "1_", "1 <", "\u{200B}", "kpi ", "kpi a \"",
      "a = {", "=> ", "\\", "( \n", "\n(", "formula a(\n", "every a {\n",
    ])
  func depth(_ text: String) throws {
    for head in ["define a = ", "kpi a \"A\" {\n    formula ", "axis a {", ""] {
      let bytes = Array((head + String(repeating: text, count: 10_000)).utf8)
      try parsed(bytes)
    }
  }

  @Test("100,000 open parentheses give one finding about nesting")
  func manyParentheses() throws {
    let text = "define a = " + String(repeating: "(", count: 100_000) + "\ndefine b = 1\n"
    let tree = try parsed(Array(text.utf8))
    #expect(tree.diagnostics.map(\.code.name) == ["nesting-too-deep"])
    #expect(tree.declarations.count == 2)
  }

  @Test("very long lines parse")
  func longLines() throws {
    let sum = String(repeating: "a + ", count: 900) + "a"
    #expect(try parsed(Array("define x = \(sum)\n".utf8)).diagnostics.isEmpty)
    let text = String(repeating: "é", count: 500_000)
    #expect(try parsed(Array("reason a \"\(text)\"\n".utf8)).diagnostics.isEmpty)
    let names = String(repeating: "abc, ", count: 50_000) + "abc"
    #expect(try parsed(Array("axis a { \(names) }\n".utf8)).diagnostics.isEmpty)
  }

  @Test("line ends and a mark at the beginning change nothing", arguments: good)
  func lineEnds(_ golden: Golden) throws {
    let text = String(decoding: try golden.bytes(), as: UTF8.self)
    let windows = text.replacing("\n", with: "\r\n")
    let tree = try parsed([0xEF, 0xBB, 0xBF] + Array(windows.utf8))
    #expect(tree.diagnostics.isEmpty)
    #expect(try tree.declarations.count == parsed(Array(text.utf8)).declarations.count)
  }
}
