import PMMIR
import PMMReport
import Testing

@Test func summaryCounts() throws {
  let summary = Summary(Sample.program())
  #expect(summary.levels.map(\.count) == [1, 2, 4, 0])
  #expect(summary.origins == [.stated: 3, .proposed: 1])
  #expect(summary.withoutOrigin == 3)
  #expect(summary.titlesStated(in: "en") == 4 && summary.whollyProposed == 0)
  try expectGolden(summary.text() + summary.json.pretty(), "summary.txt")
}

@Test func inheritedOriginsDoNotMakeASheetProposed() {
  var program = Sample.program()
  func origin(_ certainty: Certainty, _ from: ClauseSource) -> Origin {
    Origin(certainty: certainty, source: "s", clauses: [.init("show")], location: nil, from: from)
  }
  // Stated itself, with something proposed from its level; proposed itself; nothing of its own.
  program.nodes[Sample.electronic].sheet.origins = [
    origin(.stated, .own), origin(.proposed, .every("kpi")),
  ]
  program.nodes[Sample.releaseTime].sheet.origins = [
    origin(.proposed, .own), origin(.stated, .every("kpi")),
  ]
  program.nodes[Sample.aeoShare].sheet.origins = [origin(.proposed, .every("kpi"))]
  let summary = Summary(program)
  #expect(summary.whollyProposed == 2)
  #expect(summary.titlesStated(in: "en") == 1)
  let header = ResultTable(evaluate(program, Dataset())).text().split(separator: "\n")
    .joined(separator: " ")
  #expect(header.contains("2 of 7 definitions are wholly proposed, 3 name no source; the others"))
}

@Test func aTitleIsStatedInALanguage() {
  var program = Sample.program()
  var sheet = program.nodes[Sample.electronic].sheet
  sheet.title = Translations(["en": "Rate", "fr": "Taux"])
  func origin(_ certainty: Certainty, _ clauses: [SpokenOf]) -> Origin {
    Origin(certainty: certainty, source: "s", clauses: clauses, location: nil, from: .own)
  }
  sheet.origins = [origin(.stated, [.init("title", language: "en")]), origin(.proposed, [])]
  program.nodes[Sample.electronic].sheet = sheet
  #expect(sheet.origin(of: "title", in: "en")?.certainty == .stated)
  #expect(sheet.origin(of: "title", in: "fr")?.certainty == .proposed)
  let before = Summary(program).titlesStated(in: "fr")
  // Without a language it speaks of each that no other line names.
  sheet.origins = [
    origin(.proposed, [.init("title", language: "en")]), origin(.stated, [.init("title")]),
  ]
  program.nodes[Sample.electronic].sheet = sheet
  #expect(Summary(program).titlesStated(in: "fr") == before + 1)
}
