import Foundation
import PMMData
import PMMDiagnostics
import Testing

@Suite struct GoldenTests {
  /// `UPDATE_GOLDEN=1 swift test` writes the outputs; review them as code.
  @Test(arguments: GoldenData.all)
  func readsAsExpected(_ golden: GoldenData) throws {
    let output = golden.output()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try output.write(to: golden.expectedURL, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: golden.expectedURL, encoding: .utf8)
    #expect(output == expected)
  }

  @Test func everyRowIsAccountedFor() {
    for golden in GoldenData.all where !golden.isExpectations {
      let report = golden.read()
      for file in report.summaries {
        let rows = file.rows
        #expect(rows.read == rows.used + rows.refused + rows.leftOut, "\(golden)")
      }
    }
  }

  @Test func codesAreUniqueAndComplete() {
    let ids = DiagnosticCode.dataCodes.map(\.id)
    #expect(Set(ids).count == ids.count)
    for code in DiagnosticCode.dataCodes {
      #expect(code.id.hasPrefix("DAT") && code.id.utf8.count == 6)
      #expect(!code.message.hasSuffix(".") && !code.message.contains("\n"), "\(code.id)")
      #expect(code.message.first?.isUppercase != true || code.message.hasPrefix("JSON"))
      #expect(!code.why.isEmpty)
    }
  }

  @Test func everyCodeIsShown() {
    var shown = ""
    for golden in GoldenData.all {
      shown += (try? String(contentsOf: golden.expectedURL, encoding: .utf8)) ?? ""
    }
    for code in DiagnosticCode.dataCodes {
      #expect(shown.contains("[\(code.id)]"), "no golden file shows \(code.id) \(code.name)")
    }
    #expect(!shown.contains(/\{[a-z]+\}/), "a template has an argument that was not given")
  }
}
