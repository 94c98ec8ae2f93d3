import PMMIR
import PMMNumber
import Testing

@Suite struct RankingTests {
  /// The ranks of subjects A, B, C, … with these values (nil: no row for it, but present).
  private func ranks(
    _ values: [String?], highestFirst: Bool = true, ties: Ranking.Ties = .share,
    _ change: (inout Builder) -> Int? = { _ in nil }
  ) -> [Rational?] {
    var builder = Builder()
    let x = builder.input("x")
    for (index, value) in values.enumerated() {
      let subject = String(UnicodeScalar(UInt8(65 + index)))
      builder.present(subject)
      if let value { builder.report(x, value, subject) }
    }
    let population = change(&builder)
    let by = builder.lower(.value)
    let node = builder.kpi("k", .input(x)) {
      $0.ranking = resolved(
        Ranking(by: by, highestFirst: highestFirst, population: population, ties: ties))
    }
    let results = evaluate(builder.program, builder.dataset)
    return values.indices.map {
      results.figures(node: node, subject: $0, period: Builder.year)?.rank
    }
  }

  @Test func ties() {
    let values: [String?] = ["10", "30", "20", "20", nil]
    #expect(ranks(values) == [4, 1, 2, 2, nil])
    #expect(ranks(values, highestFirst: false) == [1, 4, 2, 2, nil])
    #expect(ranks(values, ties: .dense) == [3, 1, 2, 2, nil])
    #expect(ranks(values, ties: .average) == [4, 1, rational("2.5"), rational("2.5"), nil])
  }

  @Test func tiesByAnother() {
    var builder = Builder()
    let (x, y) = (builder.input("x"), builder.input("y"))
    for (subject, pair) in [
      ("A", ("5", "1")), ("B", ("5", "3")), ("C", ("5", "none")), ("D", ("9", "0")),
      ("E", ("5", "1")),
    ] {
      builder.report(x, pair.0, subject)
      if pair.1 != "none" { builder.report(y, pair.1, subject) }
    }
    let (by, second) = (builder.lower(.value), builder.lower(.input(y)))
    let node = builder.kpi("k", .input(x)) {
      $0.ranking = resolved(
        Ranking(by: by, highestFirst: true, population: nil, ties: .by(second)))
    }
    let ranks = ["A", "B", "C", "D", "E"].map { builder.figures(node, $0)?.rank }
    #expect(ranks == [3, 2, 5, 1, 3])
  }

  @Test func populations() {
    let values: [String?] = ["10", "30", "20", "40"]
    // At least five members, and there are four.
    #expect(
      ranks(values) { $0.population { $0.atLeast = 5 } } == [nil, nil, nil, nil])
    // Only those above 15.
    let above: (inout Builder) -> Int? = { builder in
      let test = builder.lower(.input(0) > 15)
      return builder.population { $0.conditions = [test] }
    }
    #expect(ranks(values, above) == [nil, 2, 3, 1])
    // A and B in one region, C in another, D in none.
    let regions: (inout Builder) -> Int? = { builder in
      let region = builder.attribute("region")
      for (subject, value) in [(0, 0), (1, 0), (2, 1)] {
        builder.dataset.set(
          .category(value), for: .init(attribute: region, subject: subject, period: nil))
      }
      return builder.population { $0.same = [region] }
    }
    #expect(ranks(values, regions) == [2, 1, 1, nil])
  }

  @Test func periodsAndMembership() {
    var builder = Builder()
    let x = builder.input("x")
    builder.report(x, "1", "A", 2022)
    builder.report(x, "3", "A", 2023)
    builder.report(x, "2", "B", 2022)
    let test = builder.lower(.input(x) > 1)
    let everything = builder.population { $0.allPeriods = true }
    let large = builder.population { $0.conditions = [test] }
    let by = builder.lower(.value)
    func ranked(_ name: String, _ population: Int?) -> Int {
      builder.kpi(name, .input(x)) {
        $0.ranking = resolved(
          Ranking(by: by, highestFirst: true, population: population, ties: .share))
      }
    }
    let (now, ever) = (ranked("now", nil), ranked("ever", everything))
    let member = builder.kpi("member", .operation(.isMember(large)))
    let reads = builder.kpi("reads", .node(ever, .rank))
    #expect(builder.figures(now, "A", 2022)?.rank == 2)
    #expect(builder.figures(now, "A", 2023)?.rank == 1)
    #expect(builder.figures(ever, "A", 2022)?.rank == 3)
    #expect(builder.figures(ever, "B", 2022)?.rank == 2)
    #expect(builder.value(member, "A", 2022) == "false")
    #expect(builder.value(member, "B", 2022) == "true")
    #expect(builder.value(reads) == "1")
    #expect(builder.figures(now, "B", 2023) == nil)
  }

  @Test func aRankThatIsMissing() {
    var builder = Builder()
    let x = builder.input("x")
    builder.present()
    let by = builder.lower(.value)
    let small = builder.population { $0.atLeast = 2 }
    let a = builder.kpi("a", .input(x)) {
      $0.ranking = resolved(Ranking(by: by, highestFirst: true, population: nil, ties: .share))
    }
    let b = builder.kpi("b", 5) {
      $0.ranking = resolved(Ranking(by: by, highestFirst: true, population: small, ties: .share))
    }
    let reads = builder.kpi("reads", .node(a, .rank) - .node(b, .rank))
    #expect(builder.value(reads) == "suppressed@b; not_reported@x")
  }
}
