import PMMIR
import PMMReport
import Testing

private func explained(
  _ node: Int, _ subject: Int, options: EvaluationOptions = EvaluationOptions(),
  cell: Cell? = nil, disclosure: Int? = nil, depth: Int = 1
) -> Explanation? {
  explain(
    Sample.results(options: options), node: node, subject: subject,
    period: Period(kind: .calendarYear, ordinal: 2023), cell: cell, disclosure: disclosure,
    depth: depth
  ) { location in
    Sample.place(location).map { SourcePlace(path: $0.path, line: $0.line, column: 1) }
  }
}

@Test(arguments: [
  ("electronic", Sample.electronic, 0), ("electronic-missing", Sample.electronic, 1),
  ("variation", Sample.aeoVariation, 0), ("variation-missing", Sample.aeoVariation, 1),
  ("release", Sample.releaseTime, 0), ("trade", Sample.trade, 0), ("trust", Sample.trust, 1),
  ("framework", Sample.framework, 0),
])
func explanations(_ name: String, _ node: Int, _ subject: Int) throws {
  let explanation = try #require(explained(node, subject))
  try expectGolden(explanation.text(), "explain-\(name).txt")
  try expectGolden(explanation.json.pretty(), "explain-\(name).json")
}

@Test func partsAreExplainedInTurn() throws {
  let explanation = try #require(explained(Sample.trade, 0, depth: 3))
  #expect(explanation.parts.map(\.node) == ["paperless", "trust"])
  #expect(explanation.parts.first?.parts.map(\.node) == ["electronic_declarations"])
  try expectGolden(explanation.text(width: 80), "explain-deep.txt")
}

@Test func theOptionIsExplained() throws {
  let options = EvaluationOptions(alternatives: [Sample.aeoShare: "own_trade"])
  let explanation = try #require(explained(Sample.aeoShare, 0, options: options))
  try expectGolden(explanation.text(), "explain-option.txt")
}

@Test func aCellIsExplained() throws {
  let cell = Cell([Coordinate(axis: 0, value: 0)])
  let explanation = try #require(explained(Sample.electronic, 0, cell: cell))
  try expectGolden(explanation.text(), "explain-cell.txt")
}

@Test func nothingOfAConfidentialFigureIsTold() throws {
  let explanation = try #require(explained(Sample.aeoShare, 0, disclosure: 0))
  let text = explanation.text() + explanation.json.canonical
  #expect(explanation.value.words == "confidential")
  #expect(!text.contains("33.3") && !text.contains("1/3"))
  #expect(explanation.inputs.isEmpty && explanation.score == nil)
}

@Test func aHeadingOrAnAbsentPeriodHasNoExplanation() {
  let results = Sample.results()
  let period = Period(kind: .calendarYear, ordinal: 1999)
  #expect(
    explain(results, node: Sample.trade, subject: 0, period: period) { _ in nil } == nil)
}
