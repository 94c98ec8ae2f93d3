import PMMIR
import PMMNumber
import Testing

@Suite("World Bank Logistics Performance Index, 2010 to 2018")
struct LPICaseTests {
  private static let isAbsent = !Cases.exists("wb-lpi-2010-2018")
  private static let components = [
    "customs", "infrastructure", "shipments", "competence", "tracking", "timeliness",
  ]
  private static let economies = ["2010": 155, "2012": 155, "2014": 160, "2016": 160, "2018": 160]

  @Test(
    "every score, rank and percent of the best",
    .enabled(if: !isAbsent, "no published cases here"),
    .enabled(if: populationsAreEvaluated, "weights from data are not evaluated yet"))
  func everyFigure() throws {
    let results = try Edition("wb-lpi/2010").score(try Cases.file("wb-lpi-2010-2018/inputs.csv"))
    let expected = try Cases.table("wb-lpi-2010-2018/expected.csv")
    var (scores, ranks, shares, places) = (Tally(), Tally(), Tally(), Tally())
    for (year, count) in Self.economies.sorted(by: { $0.key < $1.key }) {
      let rows = expected.filter { $0["edition"] == year }
      #expect(rows.count == count, "\(year)")
      for row in rows {
        let economy = row["iso3"] ?? ""
        let place = "\(economy) \(year)"
        let index = results.figures("lpi", economy, year)
        scores.add(
          place, index?.value.number, row["score"] ?? "", within: Rational(1, over: 1_000_000))
        ranks.add(place, index?.rank != nil && index?.rank == Rational(decimal: row["rank"] ?? ""))
        let share = results.figures("percent_of_best", economy, year)?.value.number
        shares.add(
          place, share.map { $0 * 100 }, row["pct_of_best"] ?? "", within: Rational(1, over: 10_000)
        )
      }
      for component in Self.components {
        places += try componentRanks(component, year, rows, results)
      }
    }
    #expect(scores.differing == [])
    #expect(ranks.differing == [])
    #expect(shares.differing == [])
    #expect(places.differing == [])
    #expect(scores.compared == 790)
    #expect(places.compared == 4_740)
    print(
      "LPI: \(scores.agreeing) of \(scores.compared) scores, \(ranks.agreeing) ranks, "
        + "\(shares.agreeing) percents of the best and "
        + "\(places.agreeing) of \(places.compared) component ranks agree")
  }

  /// Equal components are ordered by the index in 2016 and 2018; before, any order inside a tie is as
  /// good as another.
  private func componentRanks(
    _ component: String, _ year: String, _ rows: [[String: String]], _ results: Scored
  ) throws -> Tally {
    let figures = rows.map { results.figures(component, $0["iso3"] ?? "", year) }
    let values = try figures.map { try #require($0?.value.number) }
    var comparison = Tally()
    for (index, row) in rows.enumerated() {
      let published = try #require(Int(row["rank_\(component)"] ?? ""))
      let place = "\(row["iso3"] ?? "") \(year) \(component)"
      if year >= "2016" {
        comparison.add(place, figures[index]?.rank == Rational(published))
      } else {
        let better = values.count { values[index] < $0 }
        let atLeast = values.count { !($0 < values[index]) }
        comparison.add(place, (better + 1...atLeast).contains(published))
      }
    }
    return comparison
  }
}
