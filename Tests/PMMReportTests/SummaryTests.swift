import PMMIR
import PMMReport
import Testing

@Test func summaryCounts() throws {
  let summary = Summary(Sample.program())
  #expect(summary.levels.map(\.count) == [1, 2, 4, 0])
  #expect(summary.origins == [.stated: 3, .proposed: 1])
  #expect(summary.withoutOrigin == 3)
  try expectGolden(summary.text() + summary.json.pretty(), "summary.txt")
}
