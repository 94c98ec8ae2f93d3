import PMMIR
import PMMNumber
import Testing

@Suite("ASEM Sustainable Connectivity, computed by COINr")
struct ASEMCaseTests {
  private static let isAbsent = !Cases.exists("coinr-asem")
  private static let edition = "asem/2018"
  private static let tolerance = Rational(1, over: 1_000_000_000)

  /// Codes of the indicators with a denominator: their columns hold what is divided.
  private static let divided = [
    "Flights": "flight_capacity", "Bord": "border_crossings", "Elec": "electricity_trade",
    "Gas": "gas_trade", "Goods": "goods_trade", "Services": "services_trade",
    "FDI": "direct_investment", "PRemit": "remittances", "ForPort": "portfolio_investment",
    "StMob": "student_mobility", "Research": "research_collaboration", "Pat": "foreign_patents",
    "CultServ": "cultural_services", "CultGood": "cultural_goods", "Tourist": "tourist_arrivals",
    "MigStock": "migrant_stock", "NGOs": "international_ngos",
  ]
  private static let aggregates = [
    "Physical": "physical", "ConEcFin": "economic_connectivity", "Political": "political",
    "Instit": "institutional", "P2P": "people_to_people", "Environ": "environmental",
    "Social": "social", "SusEcFin": "economic_sustainability", "Conn": "connectivity",
    "Sust": "sustainability", "Index": "sustainable_connectivity",
  ]

  /// Code of each of the 49 indicators to the name of its node.
  private static func indicators() throws -> [String: String] {
    let columns = try Edition(edition).columns()
    let codes = try Cases.table("coinr-asem/structure.csv").filter { $0["Type"] == "Indicator" }
      .compactMap { $0["iCode"] }
    #expect(codes.count == 49)
    return Dictionary(
      uniqueKeysWithValues: try codes.map { code in
        (code, try #require(divided[code] ?? columns[code]))
      })
  }

  /// How an evaluation takes an alternative of the framework. To be said in the evaluator's own way
  /// once it has one; until then the variants differ, and do not pass by taking the base's rules.
  private static func using(_ alternative: String) -> (Program) throws -> EvaluationOptions {
    { program in
      try #require(program.alternatives.contains { $0.name == alternative })
      return EvaluationOptions(frameworkAlternative: alternative)
    }
  }

  private func score(
    _ edition: Edition,
    _ options: (Program) throws -> EvaluationOptions = { _ in EvaluationOptions() }
  ) throws -> Scored {
    try edition.score(try Cases.file("coinr-asem/inputs.csv"), options)
  }

  /// Compares a recorded stage, cell by cell, with what a figure's part is.
  private func compare(
    _ results: Scored, _ file: String, _ nodes: [String: String],
    variant: String? = nil, _ part: (NodeFigures) -> Rational?
  ) throws -> Tally {
    var tally = Tally()
    for row in try Cases.table("coinr-asem/\(file)")
    where variant == nil || row["variant"] == variant {
      let country = row["uCode"] ?? ""
      for (code, node) in nodes.sorted(by: { $0.key < $1.key }) {
        let text = row[code] == "NA" ? "" : row[code] ?? ""
        let size = Rational(decimal: text)?.magnitude ?? 1
        tally.add(
          "\(code) \(country)", results.figures(node, country, "2018").flatMap(part), text,
          within: Self.tolerance * (size < 1 ? 1 : size))
      }
    }
    return tally
  }

  @Test(
    "every recorded stage",
    .enabled(if: !isAbsent, "no cases here"),
    .enabled(if: populationsAreEvaluated, "imputation and treatment are not evaluated yet"))
  func stages() throws {
    let whole = try Edition(Self.edition)
    let rules = whole.rulesOnly()
    let indicators = try Self.indicators()
    let denominated = try compare(
      try score(rules.without("treat", "impute")), "expected_stage_denominated.csv", indicators
    ) { $0.value.number }
    let untreated = try score(rules.without("treat"))
    let imputed = try compare(untreated, "expected_stage_imputed.csv", indicators) {
      $0.value.number
    }
    let screened = try compare(untreated, "expected_stage_screened.csv", indicators) {
      $0.value.number
    }
    let results = try score(whole)
    let treated = try compare(results, "expected_stage_treated.csv", indicators) { $0.value.number }
    let normalised = try compare(results, "expected_stage_normalised.csv", indicators) {
      $0.score?.number
    }
    let aggregated = try compare(results, "expected_stage_aggregated.csv", Self.aggregates) {
      $0.value.number
    }
    let index = try compare(results, "expected.csv", Self.aggregates) { $0.value.number }
    let ranks = try compare(
      results, "expected.csv", ["rank_Index": "sustainable_connectivity"]
    ) { $0.rank }
    let stages = [
      ("denominated", denominated, 2_499), ("imputed", imputed, 2_499),
      ("screened", screened, 2_499), ("treated", treated, 2_499), ("normalised", normalised, 2_499),
      ("aggregated", aggregated, 561), ("index", index, 561), ("ranks", ranks, 51),
    ]
    for (name, tally, count) in stages {
      #expect(tally.differing == [], "\(name)")
      #expect(tally.compared == count, "\(name)")
    }
    print(
      "ASEM: "
        + stages.map { "\($0.0) \($0.1.agreeing) of \($0.1.compared)" }.joined(separator: ", "))
  }

  // MARK: Treatment

  /// Skewness and kurtosis of every indicator, as results beside the tree.
  private func withMoments(_ edition: Edition, _ indicators: [String: String]) -> Edition {
    var result = edition
    for node in indicators.values.sorted() {
      for moment in ["skewness", "kurtosis"] {
        result.text += """

          result \(moment)_of_\(node) "\(moment)" {
              formula     \(moment)(\(node) over screened)
              when        zero_denominator: result missing
          }

          """
      }
    }
    return result
  }

  private func moments(_ results: Scored, _ node: String) throws -> (
    skewness: Rational, kurtosis: Rational
  ) {
    // The moments are of everyone, so that any country has them.
    let skewness = results.figures("skewness_of_\(node)", "AUT", "2018")?.value.number
    let kurtosis = results.figures("kurtosis_of_\(node)", "AUT", "2018")?.value.number
    return (try #require(skewness), try #require(kurtosis))
  }

  /// Adds a recorded test: whether it passed, exactly, and the two moments.
  private func add(
    _ stage: Int, of row: [String: String],
    _ moments: (skewness: Rational, kurtosis: Rational), to tally: inout Tally
  ) {
    let place = "\(row["iCode"] ?? "") test \(stage)"
    let passes = moments.skewness.magnitude < 2 || moments.kurtosis < Rational(35, over: 10)
    tally.add("\(place) passes", passes == (row["check_SkewKurt\(stage).Pass"] == "TRUE"))
    for (name, moment) in [("Skew", moments.skewness), ("Kurt", moments.kurtosis)] {
      tally.add(
        "\(place) \(name)", moment, row["check_SkewKurt\(stage).\(name)"] ?? "",
        within: Self.tolerance * (moment.magnitude < 1 ? 1 : moment.magnitude))
    }
  }

  @Test(
    "treated points, tests of skewness and kurtosis, and the branch of logarithms",
    .enabled(if: !isAbsent, "no cases here"),
    .enabled(if: populationsAreEvaluated, "imputation and treatment are not evaluated yet"))
  func treatment() throws {
    let indicators = try Self.indicators()
    let rules = withMoments(try Edition(Self.edition).rulesOnly(), indicators)
    let before = try score(rules.without("treat"))
    let after = try score(rules)
    let logarithms = try score(rules, Self.using("one_point"))

    // The recorded table of points has no country; its rows are in the order of the codes.
    let points = try Cases.fields("coinr-asem/expected_treat_Treated_Points.csv")
    let countries = try Cases.table("coinr-asem/inputs.csv").compactMap { $0["uCode"] }.sorted()
    #expect(points.rows.count == countries.count)
    var treated = Tally()
    var number: [String: Int] = [:]
    for (country, marks) in zip(countries, points.rows) {
      for (code, mark) in zip(points.header, marks) {
        let node = try #require(indicators[code])
        let old = try #require(before.figures(node, country, "2018")?.value.number)
        let new = try #require(after.figures(node, country, "2018")?.value.number)
        if old != new { number[code, default: 0] += 1 }
        let found = old == new ? "" : new < old ? "winhi" : "winlo"
        treated.add("\(code) \(country)", found == mark)
      }
    }
    #expect(treated.differing == [])
    #expect(treated.compared == 2_499)

    var tests = Tally()
    for row in try Cases.table("coinr-asem/expected_treat_Dets_Table.csv") {
      let code = row["iCode"] ?? ""
      let node = try #require(indicators[code])
      #expect(number[code, default: 0] == Int(row["winsorise.nwin"] ?? "") ?? 0, "\(code)")
      add(0, of: row, try moments(before, node), to: &tests)
      if !(row["check_SkewKurt1.Pass"] ?? "").isEmpty {
        add(1, of: row, try moments(after, node), to: &tests)
      }
    }
    // With one point allowed: what stands at the end was winsorised or, where that failed, logged.
    for row in try Cases.table("coinr-asem/expected_treat_winmax1_details.csv") {
      let node = try #require(indicators[row["iCode"] ?? ""])
      let last = (0...2).last { !(row["check_SkewKurt\($0).Pass"] ?? "").isEmpty }
      add(try #require(last), of: row, try moments(logarithms, node), to: &tests)
    }
    #expect(tests.differing == [])
    let branch = try compare(logarithms, "expected_stage_treated_winmax1.csv", indicators) {
      $0.value.number
    }
    #expect(branch.differing == [])
    #expect(branch.compared == 2_499)
    print(
      "ASEM, treatment: \(treated.agreeing) of \(treated.compared) cells treated or not, "
        + "\(tests.agreeing) of \(tests.compared) tests and moments, "
        + "\(branch.agreeing) of \(branch.compared) figures after at most one point")
  }

  // MARK: Variants

  @Test(
    "every variant of normalisation and aggregation",
    .enabled(if: !isAbsent, "no cases here"),
    .enabled(if: populationsAreEvaluated, "alternatives of a framework are not evaluated yet"))
  func variants() throws {
    let edition = try Edition(Self.edition)
    let alternatives = [
      ("minmax0_100|amean", nil), ("minmax1_100|gmean", "geometric"),
      ("minmax1_100|hmean", "harmonic"),
      ("minmax1_100|genmean_p=-0.5", "generalised"), ("minmax1_100|amean_gmean_amean", "mixed"),
      ("zscore_m10_s2|amean", "z_scores"), ("rank_min|amean", "ranks"),
      ("borda_min|amean", "borda"),
      ("prank_min|amean", "percentile_ranks"), ("dist2max|amean", "distance_to_maximum"),
      ("minmax0_100|amean|equal_weights", "equal_weights"),
    ]
    let recorded = Set(
      try Cases.table("coinr-asem/expected_variants.csv").compactMap { $0["variant"] })
    #expect(recorded == Set(alternatives.map(\.0)))
    var all = Tally()
    for (variant, alternative) in alternatives {
      let results = try alternative.map { try score(edition, Self.using($0)) } ?? score(edition)
      let tally = try compare(
        results, "expected_variants.csv", Self.aggregates, variant: variant
      ) { $0.value.number }
      #expect(tally.differing == [], "\(variant)")
      #expect(tally.compared == 561, "\(variant)")
      all += tally
    }
    print(
      "ASEM, variants: \(all.agreeing) of \(all.compared) figures of \(alternatives.count) agree")
  }
}
