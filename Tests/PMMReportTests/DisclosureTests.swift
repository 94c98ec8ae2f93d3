import PMMIR
import PMMNumber
import PMMReport
import Testing

private let year = Period(kind: .calendarYear, ordinal: 2023)

/// The sample with an input that is declared narrower than `public`, whatever its data says.
private func results(narrowing input: String, note: String? = nil) throws -> Results {
  var program = Sample.program()
  let index = try #require(program.input(named: input))
  program.inputs[index].disclosure = 1
  var dataset = Sample.dataset(program)
  for (key, datum) in dataset.figures where key.input == index {
    var noted = datum
    noted.note = note
    dataset.set(noted, for: key)
  }
  return evaluate(program, dataset)
}

private let forPublic = ReportSelection(subjects: [0], periods: [year], disclosure: 0)

@Test func applicationIsWithheldWithItsAnswers() throws {
  let results = try results(narrowing: "paperless.data_model")
  let table = ResultTable(results, forPublic).text()
  let line = table.split(separator: "\n").first { $0.contains("Paperless trade") }
  #expect(line?.hasSuffix("confidential") ?? false)
  #expect(!table.contains("Fully applied") && !table.contains("1 full"))
  let csv = ResultCSV(results, forPublic).text()
  let rows = csv.split(separator: "\n").filter { $0.contains("paperless.application") }
  #expect(rows.count == 5)
  for row in rows {
    #expect(row.contains("confidential@paperless.application") && !row.contains("full,full"))
  }
}

@Test func noFormatTellsAWithheldFigure() throws {
  let results = try results(narrowing: "release_time", note: "told in confidence")
  var text = ResultTable(results, forPublic).text() + ResultCSV(results, forPublic).text()
  text += ResultCSV(results, forPublic).wide() + ResultCSV(results, forPublic).wide(.value)
  text += resultJSON(results, forPublic).canonical
  for node in results.program.nodes.indices {
    let explanation = explain(
      results, node: node, subject: 0, period: year, disclosure: 0, depth: 3
    ) { _ in SourcePlace(path: "secret.csv", line: 8, column: 1) }
    text += explanation.map { $0.text() + $0.json.canonical } ?? ""
  }
  // The value, its score before and after rounding, the note.
  for secret in ["24.5", "67.857", "67.9", "told in confidence"] {
    #expect(!text.contains(secret), "\(secret)")
  }
}

@Test func whoMaySeeItSeesIt() throws {
  let results = try results(narrowing: "release_time")
  let selection = ReportSelection(subjects: [0], periods: [year], disclosure: 1)
  #expect(ResultTable(results, selection).text().contains("24.5 hour"))
}

@Test func theTableOfManySaysOnlyThatItIsConfidential() {
  let results = Sample.results(subjects: ["XA", "XB", "XC", "XD"])
  let nodes: Set<Int> = [Sample.aeoShare]
  let open = ResultTable(results, ReportSelection(periods: [year], nodes: nodes)).text()
  let closed = ResultTable(
    results, ReportSelection(periods: [year], nodes: nodes, disclosure: 0)
  ).text()
  #expect(open.contains("55.6") && !open.contains("conf."))
  #expect(!closed.contains("55.6"))
  #expect(closed.contains("conf. = confidential: AEO involvement in trade (4)"))
}
