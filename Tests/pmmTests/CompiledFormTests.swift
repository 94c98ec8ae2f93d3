import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMReport
import TestSupport
import Testing

@testable import pmm

/// What `pmm compile` prints, given to `pmm diff`.
@Suite("Compiled forms") struct CompiledFormTests {
  @Test("what is wrong with one is told", arguments: Golden.inputs(in: "policy", extension: "json"))
  func refused(_ golden: Golden) throws {
    let file = SourceFile(path: golden.name, bytes: Array(try golden.bytes()))
    let form = try #require(CompiledForm(file))
    guard case .failure(let refused) = form.read() else {
      Issue.record("\(golden.name) is read")
      return
    }
    let difference = golden.expect(TextRenderer(files: [file], color: false).render([refused.finding]))
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("one follows its schema, and is told from a text")
  func schema() throws {
    let text = SourceFile(path: "base.pmm", text: try text("Tests/Golden/diff/base.pmm"))
    #expect(CompiledForm(text) == nil)
    let json = try #require(compile([text]).compiledForm)
    let schema = try #require(Schemas.json(named: "ir"))
    #expect(problems(json, schema, root: schema) == [])
  }

  @Test("not one byte of it can be another one")
  func altered() throws {
    let text = SourceFile(path: "base.pmm", text: try text("Tests/Golden/diff/base.pmm"))
    let bytes = Array(try #require(compile([text]).compiledForm?.pretty()).utf8)
    func isRead(_ bytes: [UInt8]) -> Bool {
      guard let form = CompiledForm(SourceFile(path: "base.json", bytes: bytes)) else { return false }
      if case .success = form.read() { return true } else { return false }
    }
    #expect(isRead(bytes) && isRead(bytes.dropLast()) && isRead(bytes + [0x0A]))
    for place in stride(from: 1, to: bytes.count - 2, by: bytes.count / 24) {
      for byte in [bytes[place] ^ 1, UInt8(ascii: " ")] where byte != bytes[place] {
        var altered = bytes
        altered[place] = byte
        #expect(!isRead(altered), "byte \(place) may be \(byte)")
      }
      #expect(!isRead(Array(bytes.prefix(place))), "cut at \(place)")
    }
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Golden.root.appendingPathComponent(path), encoding: .utf8)
  }
}
