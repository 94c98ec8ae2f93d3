import Foundation
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

/// Reported figures against the ranges, checks and warnings of a program: `NAME.pmm` and `NAME.csv`.
@Suite("Validation") struct ValidationGoldenTests {
  @Test("findings about figures", arguments: Golden.inputs(in: "validation"))
  func says(_ golden: Golden) throws {
    let source = SourceFile(path: golden.name, bytes: try golden.bytes())
    let compilation = compile([source])
    let program = try #require(compilation.program)
    let table = golden.url.deletingPathExtension().appendingPathExtension("csv")
    let data = try DataFile.load(table.path)
    let report = readData(
      [DataFile(path: table.lastPathComponent, bytes: data.bytes)], for: program,
      firstFileIndex: compilation.files.count)
    #expect(report.diagnostics.isEmpty)
    let (dataset, invalid) = validate(report.dataset, against: program)
    let results = evaluate(program, dataset)
    let findings = invalid + results.breakWarnings(in: Set(dataset.periods))
    let renderer = TextRenderer(files: compilation.files + report.files)
    if let difference = golden.expect(renderer.render(findings)) {
      Issue.record("\(difference)")
    }
  }
}
