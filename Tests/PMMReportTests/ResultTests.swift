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

@Test func theTableSaysWhichAlternativeItUses() {
  let options = EvaluationOptions(alternatives: [Sample.aeoShare: "own_trade"])
  let table = ResultTable(Sample.results(options: options), width: 1000)
  let expected =
    "Alternative used: Share of AEOs' own trade (AEO involvement in trade), not comparable."
  #expect(table.text().contains(expected))
  #expect(!ResultTable(Sample.results(), width: 1000).text().contains("Alternative"))
}

@Test func theOptionIsNamed() {
  let options = EvaluationOptions(alternatives: [Sample.aeoShare: "own_trade"])
  let text = ResultCSV(
    Sample.results(options: options), ReportSelection(nodes: [Sample.aeoShare])
  ).text()
  #expect(text.contains(",aeo_involvement,kpi,,own_trade,100,100.0,percent,"))
}

@Test func boundsArePrinted() throws {
  let options = EvaluationOptions(bounds: true)
  let results = Sample.results(options: options)
  // XB lacks a figure of the only KPI of one outcome: that may score anything.
  for (node, low, high) in [
    (Sample.paperless, "0", "100"), (Sample.trust, "83.2142857143", "83.2142857143"),
    (Sample.trade, "41.6071428571", "91.6071428571"),
  ] {
    let selection = ReportSelection(
      subjects: [1], periods: [year], nodes: [node], application: false)
    let lines = ResultCSV(results, selection).text().split(separator: "\n")
    let header = ResultCSV.header.split(separator: ",")
    let fields = try #require(lines.last).split(separator: ",", omittingEmptySubsequences: false)
    let row = Dictionary(uniqueKeysWithValues: zip(header, fields))
    #expect(row["low"] == low[...], "\(node)")
    #expect(row["high"] == high[...], "\(node)")
    let json = resultJSON(results, selection)["rows"]?.elements.first
    #expect(json?["low"] == .number(low))
    #expect(json?["high"] == .number(high))
  }
}

@Test func shownFiguresKeepTheirDecimals() throws {
  // Values that are whole numbers: 8,000 of 8,000 and the mean of equal scores.
  let program = Sample.program()
  var dataset = Dataset()
  for (name, value, flow) in [
    ("declarations", 8_000, 0), ("declarations", 8_000, 1), ("declarations_electronic", 6_400, 0),
    ("declarations_electronic", 8_000, 1),
  ] {
    let input = try #require(program.input(named: name))
    dataset.set(
      .init(figure: .number(Rational(value))),
      for: .init(
        input: input, subject: dataset.subject("XA"), period: year,
        cell: Cell([Coordinate(axis: 0, value: flow)])))
  }
  let results = evaluate(program, dataset)
  let text = ResultCSV(results, ReportSelection(application: false)).text()
  #expect(text.contains("paperless,outcome,,,80,80.0,number,80,80.0,"))
  #expect(text.contains("electronic_declarations,kpi,,,90,90.0,percent,80,80.0,"))
  #expect(text.contains("electronic_declarations,kpi,export,,100,100.0,percent,,,"))
  let table = ResultTable(results).text()
  #expect(table.contains("90.0 %   80.0") && table.contains("100.0 %"))
  let explanation = explain(
    results, node: Sample.paperless, subject: 0, period: year
  ) { _ in nil }?.text()
  #expect(explanation?.contains("XA scored 80.0 of 100 on “Paperless trade” in 2023.") ?? false)
  #expect(explanation?.contains("The value is shown as 80.0, which is exact.") ?? false)
}

@Test func upToThreeSubjectsAreTrees() {
  for (count, isTree) in [(3, true), (4, false)] {
    let subjects = (0..<count).map { "X\($0)" }
    let results = Sample.results(subjects: subjects)
    for selection in [
      ReportSelection(periods: [year]),
      ReportSelection(subjects: Set(0..<count), periods: [year]),
    ] {
      #expect(ResultTable(results, selection).text().contains("X0, 2023") == isTree)
    }
  }
}

@Test(arguments: [
  (Rational(1, over: 3), Digits.standard, "0.333333333333"), (Rational(5), .standard, "5"),
  (Rational(1, over: 3), .exact, "1/3"), (Rational(1, over: 8), .exact, "0.125"),
  (Rational(2, over: 3), .significant(3), "0.667"), (Rational(2, over: 3), .significant(0), "0.7"),
])
func digits(_ number: Rational, _ digits: Digits, _ text: String) {
  #expect(digits.text(number) == text)
}

@Test(arguments: [
  (Rational(11_341_944, over: 115_921), "97.8420…"), (Rational(1, over: 3), "0.3333…"),
  (Rational(2, over: 3), "0.6666…"), (Rational(-2, over: 3), "−0.6666…"),
  (Rational(1, over: 70_000), "0.00001428…"),
  (Rational(123_456_789_012_345), "123,456,789,012,345"),
  (Rational(1_234_567_890_123, over: 9), "137,174,210,013.6…"), (Rational(1, over: 8), "0.125"),
  (Rational(1_234_567, over: 7), "176,366.7142…"), (Rational(0), "0"),
])
func longNumbersAreCut(_ number: Rational, _ text: String) {
  #expect(Wording().quantity(number, .number) == text)
}

@Test func unitsHaveAPlural() {
  let french = Wording(language: "fr")
  func unit(_ name: String) -> Unit { Kit.counted(name) }
  let perOfficer = Unit(
    factors: [.init(base: "declaration", power: 1), .init(base: "officer", power: -1)], scale: 1,
    isPercent: false, name: "declaration per officer")
  let hour = Unit(
    factors: [.init(base: "second", power: 1)], scale: 3600, isPercent: false, name: "hour")
  let money = Unit(
    factors: [.init(base: "money", power: 1)], scale: 1, isPercent: false, name: "money")
  #expect(Wording().quantity(1, unit("declaration")) == "1 declaration")
  #expect(Wording().quantity(2_773_235, unit("declaration")) == "2,773,235 declarations")
  #expect(Wording().quantity(2, unit("data_element")) == "2 data elements")
  #expect(Wording().quantity(2, unit("entry")) == "2 entries")
  #expect(Wording().quantity(0, unit("survey")) == "0 surveys")
  #expect(Wording().quantity(2, unit("process")) == "2 processes")
  #expect(Wording().quantity(3, perOfficer) == "3 declarations per officer")
  #expect(Wording().quantity(Rational(3, over: 2), hour) == "1.5 hours")
  #expect(Wording().quantity(1, hour) == "1 hour")
  #expect(Wording().quantity(5, money) == "5 in national currency")
  #expect(french.quantity(Rational(3, over: 2), hour) == "1,5 heure")
  #expect(french.quantity(2, hour) == "2 heures")
  #expect(french.quantity(3, perOfficer) == "3 declarations par officer")
  for (noun, nouns) in [
    ("contrôle", "contrôles"), ("avis", "avis"), ("canal", "canaux"), ("bureau", "bureaux"),
    ("élément de données", "éléments de données"),
  ] {
    #expect(french.plural(noun) == nouns)
  }
}

@Test func frenchNumbersHaveACommaInProseOnly() {
  let number = Rational(1_234_567, over: 10)
  #expect(Wording(language: "fr").quantity(number, .number) == "123\u{202F}456,7")
  #expect(Wording(language: "fr").quantity(Rational(1, over: 2), .percent) == "50\u{202F}%")
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
