import PMMIR
import PMMNumber
import PMMReport
import Testing

private func explained(
  _ node: Int, _ subject: Int, options: EvaluationOptions = EvaluationOptions(),
  cell: Cell? = nil, disclosure: Int? = nil, depth: Int = 0
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
  let explanation = try #require(explained(Sample.trade, 0, depth: 2))
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

@Test func aCheckSaysWhatMustHoldAndItsMessageOnlyWhenItFails() throws {
  let whole = try #require(explained(Sample.electronic, 0))
  let words = whole.checks.map(\.words)
  #expect(
    words.contains(
      "Declarations processed electronically: the value ≤ Declarations lodged: holds."))
  #expect(!words.contains { $0.contains("more than were lodged") })
}

@Test func checksAreEvaluatedNotAssumed() throws {
  let program = Sample.program()
  var dataset = Sample.dataset(program)
  let input = try #require(program.input(named: "declarations_electronic"))
  let period = Period(kind: .calendarYear, ordinal: 2023)
  let cell = Cell([Coordinate(axis: 0, value: 1)])
  // More than were lodged, in data that nobody has validated.
  dataset.set(
    .init(figure: .number(9_000)),
    for: .init(input: input, subject: 0, period: period, cell: cell))
  func checks(_ dataset: Dataset) -> [String] {
    explain(
      evaluate(program, dataset), node: Sample.electronic, subject: 0, period: period
    ) { _ in nil }?.checks.map(\.words) ?? []
  }
  #expect(checks(dataset).contains { $0.hasSuffix("(more than were lodged): does not hold.") })
  let (validated, _) = validate(dataset, against: program)
  #expect(checks(validated).contains { $0.contains("this or another check failed") })
}
