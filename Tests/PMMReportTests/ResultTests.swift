import PMMIR
import PMMNumber
import PMMReport
import Testing

private let year = Period(kind: .calendarYear, ordinal: 2023)

@Test func theSampleIsWellFormed() {
  #expect(verify(Sample.program()) == [])
}

@Test func tableOfTwo() throws {
  let table = ResultTable(Sample.results())
  try expectGolden(table.text(footer: ["22 rows read, 22 used, 0 refused."]), "table.txt")
}

@Test func tableInAnotherWidthAndLanguage() throws {
  let selection = ReportSelection(subjects: [0], periods: [year])
  let table = ResultTable(Sample.results(), selection, language: "fr", width: 60)
  try expectGolden(table.text(), "table-narrow.txt")
}

@Test func tableForThePublic() throws {
  let selection = ReportSelection(subjects: [0], periods: [year], disclosure: 0)
  try expectGolden(ResultTable(Sample.results(), selection).text(), "table-public.txt")
}

@Test func tableOfMany() throws {
  let subjects = (0..<26).map { "X\(Character(UnicodeScalar(UInt8(65 + $0))))" }
  try expectGolden(
    ResultTable(Sample.results(subjects: subjects), ReportSelection(periods: [year])).text(),
    "table-many.txt")
}

@Test func nothingIsPrintedAsNothing() {
  let selection = ReportSelection(periods: [])
  #expect(ResultTable(Sample.results(), selection).text().hasSuffix("in these periods.\n"))
}

@Test func csvLong() throws {
  try expectGolden(ResultCSV(Sample.results()).text(), "results.csv")
}

@Test func csvExactAndFiltered() throws {
  let selection = ReportSelection(levels: ["kpi"], disclosure: 0, cells: false)
  try expectGolden(
    ResultCSV(Sample.results(), selection, digits: .exact).text(), "results-exact.csv")
}

@Test func csvWide() throws {
  let csv = ResultCSV(Sample.results())
  try expectGolden(csv.wide() + "\n" + csv.wide(.value), "results-wide.csv")
}

@Test func json() throws {
  try expectGolden(resultJSON(Sample.results()).pretty(), "results.json")
}

@Test func theOptionIsNamed() {
  let options = EvaluationOptions(alternatives: [Sample.aeoShare: "own_trade"])
  let text = ResultCSV(
    Sample.results(options: options), ReportSelection(nodes: [Sample.aeoShare])
  ).text()
  #expect(text.contains(",aeo_involvement,kpi,,own_trade,100,100.0,percent,"))
}

@Test func boundsArePrinted() {
  let options = EvaluationOptions(bounds: true)
  let text = ResultCSV(
    Sample.results(options: options), ReportSelection(subjects: [1], nodes: [Sample.trade])
  ).text()
  #expect(text.split(separator: "\n").last?.split(separator: ",").count ?? 0 > 15)
}

@Test(arguments: [
  (Rational(1, over: 3), Digits.standard, "0.333333333333"), (Rational(5), .standard, "5"),
  (Rational(1, over: 3), .exact, "1/3"), (Rational(1, over: 8), .exact, "0.125"),
  (Rational(2, over: 3), .significant(3), "0.667"), (Rational(2, over: 3), .significant(0), "0.7"),
])
func digits(_ number: Rational, _ digits: Digits, _ text: String) {
  #expect(digits.text(number) == text)
}

@Test func numbersAreGrouped() {
  let wording = Wording()
  #expect(wording.number("1234") == "1,234")
  #expect(wording.number("12345.678") == "12,345.678")
  #expect(wording.number("-1234567") == "−1,234,567")
  #expect(wording.number("1/3") == "1/3")
}

@Test(arguments: [("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("👍🏽", 2), ("", 0)])
func columns(_ text: String, _ width: Int) {
  #expect(displayWidth(text) == width)
}
