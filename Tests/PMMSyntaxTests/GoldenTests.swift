import PMMDiagnostics
import PMMSyntax
import TestSupport
import Testing

@Suite("Findings of the syntax") struct GoldenTests {
  static let bad = Golden.inputs(in: "syntax")

  @Test("each file has the findings that stand beside it", arguments: bad)
  func findings(_ golden: Golden) throws {
    let file = SourceFile(path: golden.name, bytes: try golden.bytes())
    let diagnostics = parse(file, index: 0).diagnostics
    #expect(!diagnostics.isEmpty)
    let complaint = golden.expect(TextRenderer(files: [file]).render(diagnostics))
    #expect(complaint == nil)
  }

  @Test("each code is shown at least once")
  func coverage() throws {
    var shown: Set<String> = []
    for golden in Self.bad {
      let file = SourceFile(path: golden.name, bytes: try golden.bytes())
      shown.formUnion(parse(file, index: 0).diagnostics.map(\.code.id))
    }
    #expect(Set(DiagnosticCode.syntaxCodes.map(\.id)).subtracting(shown) == [])
    #expect(shown.subtracting(DiagnosticCode.syntaxCodes.map(\.id)) == [])
  }

  @Test("codes and names are given out once, and texts keep to the style")
  func codes() {
    let codes = DiagnosticCode.syntaxCodes
    #expect(Set(codes.map(\.id)).count == codes.count)
    #expect(Set(codes.map(\.name)).count == codes.count)
    for code in codes {
      #expect(!code.message.contains("\n") && !code.message.hasSuffix("."), "\(code.id)")
      #expect(!code.why.isEmpty && code.why.hasSuffix("."), "\(code.id)")
    }
  }

  @Test("no message shows the bare name of an argument", arguments: bad)
  func arguments(_ golden: Golden) throws {
    let file = SourceFile(path: golden.name, bytes: try golden.bytes())
    for diagnostic in parse(file, index: 0).diagnostics {
      for template in [diagnostic.code.message, diagnostic.fix == nil ? "" : diagnostic.code.fix] {
        for name in placeholders(in: template) {
          #expect(diagnostic.arguments[name] != nil, "\(diagnostic.code.id) lacks \(name)")
        }
      }
    }
  }

  @Test("a safe fix mends what it is offered for", arguments: bad)
  func fixes(_ golden: Golden) throws {
    let file = SourceFile(path: golden.name, bytes: try golden.bytes())
    let before = parse(file, index: 0).diagnostics
    let fixed = before.filter { $0.fix?.safety == .safe }
    guard !fixed.isEmpty else { return }
    var bytes = file.bytes
    let edits = fixed.flatMap { $0.fix?.edits ?? [] }
      .sorted { $0.location.span.start > $1.location.span.start }
    for edit in edits {
      bytes.replaceSubrange(
        edit.location.span.start..<edit.location.span.end, with: edit.replacement.utf8)
    }
    let after = parse(SourceFile(path: golden.name, bytes: bytes), index: 0).diagnostics
    #expect(
      after.map(\.code.id).sorted()
        == before.filter { $0.fix?.safety != .safe }.map(\.code.id).sorted())
  }
}
