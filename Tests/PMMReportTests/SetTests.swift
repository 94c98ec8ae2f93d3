import PMMIR
import PMMNumber
import PMMReport
import Testing

private func explained(
  _ node: Int, _ subject: Int, _ options: EvaluationOptions = EvaluationOptions()
) -> Explanation? {
  explain(
    evaluate(SetSample.program(), SetSample.dataset(), options), node: node, subject: subject,
    period: Period(kind: .calendarYear, ordinal: 2023)
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
}

@Test func theOptionOfTheWholeIsExplained() throws {
  let options = EvaluationOptions(frameworkAlternative: "plain")
  let explanation = try #require(explained(SetSample.load, 11, options))
  #expect(explanation.option?.words.contains("Without treatment") == true)
  #expect(explanation.adjustments.isEmpty)
  #expect(explanation.value.exact == "500")
}
