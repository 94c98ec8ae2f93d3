import ArgumentParser
import Foundation
import PMMCompiler
import PMMData
import PMMDiagnostics
import TestSupport
import Testing

@testable import pmm

/// What `pmm test` finds: examples that do not hold, and results that data does not give. Beside
/// `NAME.pmm` stand `NAME.csv` with figures and `NAME.results` with what is expected of them.
@Suite("Examples and expected results") struct TestGoldenTests {
  @Test("findings of examples and results", arguments: Golden.inputs(in: "test"))
  func says(_ golden: Golden) throws {
    let source = SourceFile(path: golden.name, bytes: try golden.bytes())
    var run = ExampleRun()
    run.add(compile([source]))
    var text = TextRenderer(files: run.files).render(run.diagnostics)

    let stem = golden.url.deletingPathExtension()
    let table = stem.appendingPathExtension("csv").path
    let scoring = try Scoring(
      path: golden.url.path, options: DataOptions.parse(["--data", table]),
      common: CommonOptions.parse([]), periods: [])
    let edition = scoring.runs[0]
    let results = stem.appendingPathExtension("results")
    let expected = readExpectations(
      DataFile(path: results.lastPathComponent, bytes: Array(try Data(contentsOf: results))),
      for: edition.program, fileIndex: edition.files.count)
    let comparison = Comparison(edition, expected)
    let findings = expected.diagnostics + comparison.diagnostics
    text += TextRenderer(files: edition.files + [expected.file]).render(findings)
    if let difference = golden.expect(text) { Issue.record("\(difference)") }
  }
}
