import Foundation
import PMMDiagnostics
import PMMSyntax
import TestSupport
import Testing

@Suite("The grammar file") struct GrammarTests {
  @Test("each production names its function, and each function has a production")
  func productionsAndFunctions() throws {
    let folder = Golden.root.appendingPathComponent("Sources/PMMSyntax")
    var functions: Set<String> = []
    for file in Golden.files(in: folder, extension: "swift") {
      let text = String(decoding: try file.bytes(), as: UTF8.self)
      for match in text.matches(of: /mutating func (parse[A-Z]\w*)/) {
        functions.insert(String(match.1))
      }
    }
    var named: Set<String> = []
    for rule in try EBNF.repository().rules {
      let name = try #require(rule.comment.firstMatch(of: /parse\w+/), "\(rule.name) names none")
      #expect(named.insert(String(name.0)).inserted, "\(name.0) is named twice")
    }
    #expect(named.symmetricDifference(functions) == [])
  }

  @Test("each rule that is used exists, and each that exists is used")
  func references() throws {
    let grammar = try EBNF.repository()
    var used: Set<String> = ["module"]
    func visit(_ expression: EBNF.Expression) {
      switch expression {
      case .literal: break
      case .reference(let name): used.insert(name)
      case .optional(let inner), .repetition(let inner): visit(inner)
      case .sequence(let items), .choice(let items): for item in items { visit(item) }
      }
    }
    for rule in grammar.rules { visit(rule.expression) }
    let lower = used.filter { $0 != $0.uppercased() }
    #expect(lower.symmetricDifference(grammar.rules.map(\.name)) == [])
  }

  @Test("the parser accepts random sentences", arguments: 0..<8)
  func sentences(_ seed: Int) throws {
    let grammar = try EBNF.repository()
    var generator = SentenceGenerator(grammar, seed: UInt64(seed))
    for round in 0..<120 {
      let text = generator.sentence("module", depth: 6 + round % 9)
      try expectAccepted(text)
      let clause = generator.sentence("clause", depth: 4 + round % 12)
      try expectAccepted("kpi a \"A\" {\n    \(clause)\n}\n")
      let formula = generator.sentence("expr", depth: 10 + round % 30)
      try expectAccepted("define a = \(formula)\n")
    }
  }

  private func expectAccepted(_ text: String) throws {
    let file = SourceFile(path: "random.pmm", text: text)
    let tree = parse(file, index: 0)
    let rendered = TextRenderer(files: [file]).render(tree.diagnostics)
    // An empty file is a sentence too, of which it is only said that it is empty.
    let isEmpty = text.allSatisfy(\.isWhitespace)
    let isAccepted =
      isEmpty ? tree.diagnostics.map(\.code.id) == ["LEX025"] : rendered.isEmpty
    try #require(isAccepted, "\(text)\n\(rendered)")
  }

  @Test("the definitions of the project are sentences")
  func definitions() throws {
    let folder = Golden.root.appendingPathComponent("Definitions")
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    for case let url as URL in all ?? FileManager.DirectoryEnumerator()
    where url.pathExtension == "pmm" {
      let file = SourceFile(path: url.path, bytes: try Golden(url: url).bytes())
      let tree = parse(file, index: 0)
      #expect(
        tree.diagnostics.isEmpty, "\(TextRenderer(files: [file]).render(tree.diagnostics))")
    }
  }
}
