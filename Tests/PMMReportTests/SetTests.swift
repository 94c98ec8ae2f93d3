import PMMIR
import PMMNumber
import PMMReport
import Testing

private func explained(
  _ node: Int, _ subject: Int, _ options: EvaluationOptions = EvaluationOptions(),
  _ dataset: Dataset = SetSample.dataset(), disclosure: Int? = nil, language: String = "en"
) -> Explanation? {
  explain(
    evaluate(SetSample.program(), dataset, options), node: node, subject: subject,
    period: Period(kind: .calendarYear, ordinal: 2023), language: language,
    disclosure: disclosure
  ) { location in
    Sample.place(location).map { SourcePlace(path: $0.path, line: $0.line, column: 1) }
  }
}

@Test func theSetSampleKeepsItsPromises() {
  #expect(verify(SetSample.program()) == [])
}

@Test(arguments: [
  ("treated", SetSample.load, 11), ("untreated", SetSample.load, 0),
  ("imputed", SetSample.speed, 12), ("weights", SetSample.framework, 3),
  ("standing", SetSample.standing, 5), ("grade", SetSample.grade, 4),
])
func setsAreExplained(_ name: String, _ node: Int, _ subject: Int) throws {
  let explanation = try #require(explained(node, subject))
  try expectGolden(explanation.text(), "explain-set-\(name).txt")
  if name == "standing" || name == "imputed" {
    try expectGolden(explanation.json.pretty(), "explain-set-\(name).json")
    let french = try #require(explained(node, subject, language: "fr"))
    try expectGolden(french.text(language: "fr"), "explain-set-\(name)-fr.txt")
  }
}

/// Others' figures are told as far as they may be shown, and not at all where they are too few.
@Test func membersKeepTheirDisclosure() throws {
  var dataset = SetSample.dataset()
  let key = Dataset.Key(
    input: 0, subject: 12, period: Period(kind: .calendarYear, ordinal: 2023), cell: .total)
  dataset.set(.init(figure: Figure(.known(.number(777)), disclosure: 1)), for: key)
  let options = EvaluationOptions(frameworkAlternative: "plain")
  let open = try #require(explained(SetSample.standing, 5, options, dataset))
  #expect(open.text().contains("777 (A13)"))
  for node in [SetSample.standing, SetSample.load] {
    let explanation = try #require(explained(node, 5, options, dataset, disclosure: 0))
    #expect(!(explanation.text() + explanation.json.canonical).contains("777"))
  }
}

@Test func tooFewAreNotToldOneByOne() throws {
  var dataset = Dataset()
  for (code, value) in [("A01", 41), ("A02", 43)] {
    let subject = dataset.subject(code)
    dataset.set(
      .init(figure: .number(Rational(value))),
      for: .init(
        input: 0, subject: subject, period: Period(kind: .calendarYear, ordinal: 2023),
        cell: .total))
  }
  let explanation = try #require(
    explained(SetSample.standing, 0, EvaluationOptions(), dataset))
  let text = explanation.text() + explanation.json.canonical
  #expect(explanation.sets.first?.counted == 2)
  #expect(!text.contains("43"))
  #expect(text.contains("At least 3 are needed."))
}

@Test func theOptionOfTheWholeIsExplained() throws {
  let options = EvaluationOptions(frameworkAlternative: "plain")
  let explanation = try #require(explained(SetSample.load, 11, options))
  #expect(explanation.option?.words.contains("Without treatment") == true)
  #expect(explanation.adjustments.isEmpty)
  #expect(explanation.value.exact == "500")
}
