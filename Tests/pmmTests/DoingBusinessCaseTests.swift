import PMMData
import PMMIR
import PMMNumber
import Testing

@Suite("World Bank Doing Business, 2020")
struct DoingBusinessCaseTests {
  private static let isAbsent = !Cases.exists("wb-doing-business-2020")
  private static let folder = "wb-doing-business-2020"
  private static let edition = "wb-doing-business/2020"
  private static let topics = [
    ("_SB", "starting_a_business"), ("_CP", "construction_permits"), ("_GE", "getting_electricity"),
    ("_RP", "registering_property"), ("_GC", "getting_credit"), ("_MI", "minority_investors"),
    ("_PT", "paying_taxes"), ("_TB", "trading_across_borders"), ("_EC", "enforcing_contracts"),
    ("_RI", "resolving_insolvency"),
  ]
  private static let hundredThousandth = Rational(1, over: 100_000)

  /// The same tree over indicators whose score is what is reported.
  private func overPublishedScores() throws -> Edition {
    var edition = try Edition(Self.edition).rulesOnly().without("range", "better")
    edition.text = edition.text
      .replacing(#/ reported    [^\n]*/#, with: " reported    number")
      .replacing(#/ score       linear [^\n]*/#, with: " range       0 .. 100\n    score       itself")
      .replacing(#/ round score 5 [^\n]*\n/#, with: "\n")
    return edition
  }

  /// The published file leaves a score that does not apply empty; which of the two taxes is absent
  /// makes no difference to a mean.
  private func publishedScores() throws -> DataFile {
    let (header, rows) = try Cases.fields("\(Self.folder)/expected_indicator_scores.csv")
    let changed = rows.map { row in
      zip(header, row).map { $0.hasPrefix("pt_") && $1.isEmpty ? "no_vat" : $1 }
    }
    return Cases.data(header, changed)
  }

  @Test(
    "topics, overall score and all rankings from published indicator scores",
    .enabled(if: !isAbsent, "no published cases here"))
  func fromIndicatorScores() throws {
    let results = try overPublishedScores().score(try publishedScores())
    var (scores, ranks, post) = (Tally(), Tally(), Tally())
    for row in try Cases.table("\(Self.folder)/expected.csv") {
      let economy = row["iso3"] ?? ""
      for (suffix, node) in [("", "wb_doing_business")] + Self.topics {
        let figures = results.figures(node, economy, "2020")
        // Published with the noise of binary fractions behind the fifth decimal.
        let published = try #require(Rational(decimal: row["score\(suffix)"] ?? ""))
        let text = published.fixed(decimals: 5, .halfUp)
        scores.add(
          "\(economy)\(suffix)", figures?.value.number, text, within: Self.hundredThousandth)
        let rank = Rational(decimal: row["rank\(suffix)"] ?? "")
        ranks.add("\(economy)\(suffix)", rank != nil && figures?.rank == rank)
      }
    }
    for row in try Cases.table("\(Self.folder)/expected_indicator_scores.csv") {
      let economy = row["iso3"] ?? ""
      post.add(
        economy, results.figures("post_filing", economy, "2020")?.value.number,
        row["pt_postfiling"] ?? "", within: Self.hundredThousandth)
    }
    #expect(scores.differing == [])
    #expect(ranks.differing == [])
    #expect(post.differing == [])
    #expect(scores.compared == 11 * 190)
    #expect(ranks.compared == 11 * 190)
    print(
      "Doing Business, from indicator scores: \(scores.agreeing) of \(scores.compared) scores, "
        + "\(ranks.agreeing) of \(ranks.compared) ranks and "
        + "\(post.agreeing) of \(post.compared) post-filing indices agree")
  }

  @Test("from raw figures", .enabled(if: !isAbsent, "no published cases here"))
  func fromRawFigures() throws {
    let edition = try Edition(Self.edition)
    let results = try edition.score(try Cases.file("\(Self.folder)/inputs.csv"))
    let names = try edition.columns()
    var compared = 0
    var loose: [String: Int] = [:]
    var worst: [String: Rational] = [:]
    var onTheEdge: [String] = []
    for row in try Cases.table("\(Self.folder)/expected_indicator_scores.csv") {
      let economy = row["iso3"] ?? ""
      for (code, text) in row where code != "iso3" && code != "pt_postfiling" {
        let name = try #require(names[code])
        // Before it is rounded, as the count of the case is.
        let score = results.figures(name, economy, "2020")?.exactScore
        let reasons = Set(score?.reasons.map(\.name) ?? [])
        if text.isEmpty {
          #expect(reasons.isSubset(of: ["no_vat", "no_income_tax"]), "\(economy) \(code)")
          #expect(!reasons.isEmpty, "\(economy) \(code)")
          continue
        }
        // What does not exist has no score here; its topic counts it as 0.
        let isCounted = !reasons.isEmpty && reasons.isSubset(of: ["no_practice", "no_vat_refund"])
        let number = try #require(isCounted ? 0 : score?.number, "\(economy) \(code)")
        let published = try #require(Rational(decimal: text))
        let difference = (number - published).magnitude
        compared += 1
        // Paraguay's cost of electricity is off by exactly 0.00005. The case, counted in binary
        // fractions, has it outside; so it is here.
        if difference >= Rational(5, over: 100_000) {
          loose[code, default: 0] += 1
          if difference == Rational(5, over: 100_000) { onTheEdge.append("\(economy) \(code)") }
        }
        if (worst[code] ?? 0) < difference { worst[code] = difference }
      }
    }
    let within = compared - loose.values.reduce(0, +)
    #expect(compared == 8_850)
    #expect(within == 7_560)
    #expect(onTheEdge == ["PRY ge_cost"])
    // Published raw figures of these have one decimal; Brazil's construction time is a mean of cities.
    #expect(
      loose == [
        "sb_cost_m": 187, "sb_cost_w": 187, "sb_mincap": 67, "cp_time": 1, "cp_cost": 176,
        "ge_cost": 166, "rp_cost": 180, "pt_ttcr": 154, "ec_cost": 7, "ri_recovery": 165,
      ])
    for (code, difference) in worst {
      let limit = code == "cp_time" ? Rational(194, over: 100) : Rational(331, over: 1_000)
      #expect(difference <= limit, "\(code)")
    }

    var overall = Tally()
    for row in try Cases.table("\(Self.folder)/expected.csv") {
      let economy = row["iso3"] ?? ""
      overall.add(
        economy, results.figures("wb_doing_business", economy, "2020")?.value.number,
        row["score"] ?? "", within: Rational(5, over: 100))
    }
    #expect(overall.differing == [])
    #expect(overall.compared == 190)
    print(
      "Doing Business, from raw figures: \(within) of \(compared) indicator scores closer than 0.00005, "
        + "\(overall.agreeing) of \(overall.compared) overall scores within 0.05")
  }
}
