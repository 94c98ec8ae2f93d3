import Foundation
import PMMData
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

@testable import pmm_synthesize

@Suite("The synthetic dataset of the WCO framework")
struct SyntheticDataTests {
  private static let path = "Definitions/wco-pmm/1.0.0/sample/synthetic.csv"

  @Test("the committed file is what the program prints")
  func isPrinted() throws {
    let text = try String(
      contentsOf: Golden.root.appendingPathComponent(Self.path), encoding: .utf8)
    let printed = Synthesize.text(try definition("wco-pmm/1.0.0"))
    // A difference of half a megabyte says nothing: show the first line that differs.
    let lines = zip(text.split(separator: "\n"), printed.split(separator: "\n"))
    #expect(lines.first { $0 != $1 }.map { "\($0.0.prefix(80)) … \($0.1.prefix(80))" } == nil)
    #expect(text == printed)
  }

  @Test("every KPI has figures of many and gaps of some; few figures stand out, none is invalid")
  func exercisesEveryKPI() throws {
    let program = try definition("wco-pmm/1.0.0")
    let bytes = try Data(contentsOf: Golden.root.appendingPathComponent(Self.path))
    let report = readData([DataFile(path: Self.path, bytes: Array(bytes))], for: program)
    #expect(report.rows.refused == 0)
    let (dataset, findings) = validate(report.dataset, against: program)
    #expect((report.diagnostics + findings).filter { $0.severity == .error } == [])
    #expect((1...15).contains((report.diagnostics + findings).count))
    let results = evaluate(program, dataset)
    #expect(program.nodes.count { $0.level == "kpi" } == 51)
    for (index, node) in program.nodes.enumerated() where node.level == "kpi" {
      let cell = results.rules(of: index).scoredCell
      let isScored = results.rules(of: index).score.value != .none
      for year in ["2022", "2024", "2026"] {
        let period = try #require(Period(year, kind: .calendarYear))
        let figures = dataset.subjects.indices.compactMap {
          results.figures(node: index, subject: $0, period: period, cell: cell)
        }
        let known = figures.filter { isScored ? $0.score?.scalar != nil : $0.value.scalar != nil }
        #expect(known.count >= 25, "\(node.name) in \(year)")
        let reasons = Set(figures.flatMap { $0.value.causes.map(\.reason) })
        #expect(!reasons.subtracting([.notReported]).isEmpty, "\(node.name) in \(year)")
      }
    }
  }
}
