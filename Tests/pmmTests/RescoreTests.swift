import ArgumentParser
import Foundation
import PMMDiagnostics
import PMMIR
import PMMNumber
import TestSupport
import Testing

@testable import PMMSensitivity
@testable import pmm

/// A rescoring without any draw gives the figures that `score` prints, for whatever combines scores
/// in `Definitions/`.
@Suite("Rescoring without a draw")
struct RescoreTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var edition: String
    var data: String
    var options: [String] = []
    /// How many figures of nodes that combine are to be compared at least.
    var atLeast: Int

    var testDescription: String { edition }
  }

  static let samples = [
    Sample(
      edition: "wco-pmm/1.0.0", data: "Definitions/wco-pmm/1.0.0/sample/synthetic.csv",
      atLeast: 500),
    Sample(
      edition: "undp-hdi/2022", data: "Definitions/undp-hdi/2022/sample/published.csv", atLeast: 24),
    Sample(edition: "pefa/2016", data: "Tests/Golden/study/grades.csv", atLeast: 60),
  ]

  static let caseSamples = [
    Sample(edition: "undp-hdi/2022", data: "undp-hdi-2022/inputs.csv", atLeast: 193),
    Sample(edition: "asem/2018", data: "coinr-asem/inputs.csv", atLeast: 561),
    Sample(
      edition: "wb-doing-business/2020", data: "wb-doing-business-2020/inputs.csv", atLeast: 190),
    Sample(edition: "wb-lpi/2010", data: "wb-lpi-2010-2018/inputs.csv", atLeast: 155),
    Sample(edition: "wb-cpia/2008.0.0", data: "wb-cpia-2005-2019/inputs.csv", atLeast: 70),
  ]

  static func results(_ edition: String, _ path: String, _ options: [String] = []) throws -> Results
  {
    let options = try DataOptions.parse(["--data", path] + options)
    let folder = Golden.root.appendingPathComponent("Definitions/\(edition)").path
    let scoring = try Scoring(
      path: folder, options: options, common: try CommonOptions.parse([]), periods: [])
    return scoring.runs[0].results
  }

  @Test("figures and ranks are those of the definition", arguments: samples)
  func published(_ sample: Sample) throws {
    let path = Golden.root.appendingPathComponent(sample.data).path
    try check(Self.results(sample.edition, path, sample.options), sample)
  }

  @Test(
    "figures and ranks are those of the definition, in the cases", .enabled(if: Cases.exists("coinr-asem")),
    arguments: caseSamples)
  func cases(_ sample: Sample) throws {
    let path = Cases.folder.appendingPathComponent(sample.data).path
    try check(Self.results(sample.edition, path, sample.options), sample)
  }

  private func check(_ results: Results, _ sample: Sample) throws {
    var compared = 0
    var ranked = 0
    var refused: Set<String> = []
    for period in Set(results.subjectPeriods.map(\.period)).sorted() {
      for node in results.program.nodes.indices {
        guard results.combination(of: node) != nil else { continue }
        do throws(Unfit) {
          var columns = Columns()
          let plan = try Plan(results, target: node, period: period, PlanChoices(), &columns)
          let look = try Look(results, node: node, period: period)
          compared += compare(plan, columns, node, results, period)
          ranked += compareRanks(plan, columns, look, node, results, period)
        } catch {
          refused.insert("\(results.program.nodes[error.node].name): \(error.why)")
        }
      }
    }
    #expect(refused == [])
    #expect(compared >= sample.atLeast)
    print("\(sample.edition): \(compared) figures and \(ranked) ranks rescored alike")
  }

  private func compare(
    _ plan: PMMSensitivity.Plan, _ columns: Columns, _ node: Int, _ results: Results, _ period: Period
  ) -> Int {
    let name = results.program.nodes[node].name
    var columns = columns
    let all = columns.add(flags: Array(repeating: true, count: plan.stride))
    let work = Workspace([plan], columns)
    // Whatever the fast way gives, the slow one gives too.
    for isWhole in [false, true] {
      var plan = plan
      if isWhole {
        for index in plan.branches.indices {
          (plan.branches[index].special, plan.branches[index].hasSpecial) = (all, true)
        }
      }
      work.rescore(plan)
      for (place, subject) in plan.subjectIndices.enumerated() {
        let figure = results.figures(node: node, subject: subject, period: period)?.value
        let mask = work.missing(plan, place)
        guard let exact = figure?.scalar?.estimate else {
          #expect(
            mask == plan.reasons(figure?.reasons ?? []), "\(name) of \(subject): missing")
          continue
        }
        let score = work.score(plan, place)
        #expect(
          mask == 0 && abs(score - exact) <= 1e-9 * max(1, abs(exact)),
          "\(name) of \(subject): \(score), not \(exact)")
      }
    }
    return plan.subjects
  }

  private func compareRanks(
    _ plan: PMMSensitivity.Plan, _ columns: Columns, _ look: Look, _ node: Int, _ results: Results,
    _ period: Period
  ) -> Int {
    guard results.rules(of: node).ranking != nil else { return 0 }
    let work = Workspace([plan], columns)
    work.rescore(plan)
    var outcome = Outcome(plan.subjects)
    outcome.take(plan, work, look)
    var count = 0
    for (place, subject) in plan.subjectIndices.enumerated() {
      let figures = results.figures(node: node, subject: subject, period: period)
      let rank = figures?.rank.map { Double(estimating: $0) * 2 } ?? 0
      #expect(Double(outcome.ranks[place]) == rank)
      if let score = figures?.value.scalar?.estimate {
        #expect(look.level(score) == figures?.classification)
      }
      count += 1
    }
    return count
  }

  // MARK: Variants that COINr computed

  private static let variants = [
    ("minmax1_100|gmean", #"use = ["geometric"]"#),
    ("minmax1_100|hmean", #"use = ["harmonic"]"#),
    ("minmax1_100|genmean_p=-0.5", #"use = ["generalised"]"#),
    ("minmax1_100|amean_gmean_amean", #"use = ["mixed"]"#),
    ("zscore_m10_s2|amean", #"use = ["z_scores"]"#),
    ("borda_min|amean", #"use = ["borda"]"#),
    ("dist2max|amean", #"use = ["distance_to_maximum"]"#),
    (
      "minmax0_100|amean|equal_weights",
      """
      combine = ["sustainable_connectivity", "connectivity", "sustainability", "physical",
        "economic_connectivity", "political", "institutional", "people_to_people",
        "environmental", "social", "economic_sustainability"]
      choose = ["mean"]
      """
    ),
  ]

  @Test(
    "a study of one choice gives what COINr computed for it",
    .enabled(if: Cases.exists("coinr-asem")), arguments: variants)
  func variant(_ name: String, _ draw: String) throws {
    let results = try Self.results(
      "asem/2018", Cases.folder.appendingPathComponent("coinr-asem/inputs.csv").path)
    let source = SourceFile(
      path: "study.toml",
      text: """
        seed = 1
        runs = 1
        node = "sustainable_connectivity"
        leave_one_out = false
        [[draw]]
        name = "variant"
        \(draw)
        """)
    let (study, mistakes) = readStudy(source, file: 0, for: results.program)
    // A warning says that one choice is no draw.
    #expect(mistakes.map(\.code.name) == ["one-choice"])
    let (found, findings) = sensitivity(
      try #require(study), of: results, period: Period(kind: .calendarYear, ordinal: 2018),
      evaluated: { evaluate(results.program, results.dataset, $0) },
      performer: { count, body in for piece in 0..<count { body(piece) } })
    #expect(findings.map(\.message) == [])
    let subjects = try #require(found).subjects
    var compared = 0
    for row in try Cases.table("coinr-asem/expected_variants.csv") where row["variant"] == name {
      let subject = subjects.first {
        results.dataset.subjects[$0.subject] == row["uCode"]
      }
      let expected = try #require(Double(row["Index"] ?? ""))
      let score = try #require(subject?.scores?.mean)
      #expect(abs(score - expected) <= 1e-9 * max(1, abs(expected)), "\(row["uCode"] ?? "")")
      compared += 1
    }
    #expect(compared == 51)
  }
}
