import PMMIR
import PMMNumber
import Testing

/// What the evaluator writes down of the sets that it ran over: nobody who belongs is without a word.
@Suite struct SetReportTests {
  /// `A 2` of a member that counted, `B not_reported` of one that did not, `C unmet` of one that the
  /// condition leaves out.
  private func words(_ report: SetReport?, _ builder: Builder) -> String {
    guard let report else { return "nothing" }
    let members = report.members.map { member in
      let place =
        member.cell.isTotal
        ? builder.dataset.subjects[member.subject] : builder.program.description(of: member.cell)
      let year = member.period == Builder.year ? "" : " \(member.period)"
      let figures = member.figures.map { figure in
        figure.number?.decimal(significant: 6) ?? figure.reasons.map(\.name).sorted()[0]
      }
      let unmet = member.unmet.map { [$0.isKnown ? "unmet" : "unmet " + $0.causes[0].reason.name] }
      return ([place + year] + (unmet ?? figures)).joined(separator: " ")
    }
    let result = digits(report.result)
    return
      "\(report.counted) of \(report.members.count), \(members.joined(separator: ", ")): \(result)"
  }

  private func report(
    _ formula: Term, _ builder: Builder, subject: String = "A"
  ) -> String {
    var builder = builder
    let node = builder.kpi("k", formula)
    return words(builder.figures(node, subject)?.sets.first, builder)
  }

  private let five = population(["2", "4", nil, "7", "confidential"])

  @Test func aPopulation() {
    let sum = Term.aggregate(.sum, [.input(0)], .population(0))
    let all = "3 of 5, A 2, B 4, C not_reported, D 7, E confidential"
    #expect(report(sum, five) == all + ": 13")
    // One who has no figure is told of the same set.
    #expect(report(sum, five, subject: "C") == all + ": 13")
    #expect(report(1 + sum * 2, five) == all + ": 13")
  }

  @Test func aCondition() {
    let large = Term.aggregate(.count, [.input(0)], .population(0), where: .input(0) > 3)
    #expect(
      report(large, five)
        == "2 of 5, A unmet, B 4, C unmet not_reported, D 7, E unmet confidential: 2")
  }

  @Test func weights() {
    var builder = population(["2", "4", nil])
    let weight = builder.input("w")
    builder.report(weight, "3", "A")
    builder.report(weight, "1", "C")
    let mean = Term.aggregate(.weightedMean, [.input(0), .input(weight)], .population(0))
    #expect(
      report(mean, builder) == "1 of 3, A 2 3, B 4 not_reported, C not_reported 1: 2")
  }

  @Test func tooFewAndNobody() {
    let few = population(["2", nil]) { $0.atLeast = 2 }
    let mean = Term.aggregate(.mean, [.input(0)], .population(0))
    #expect(report(mean, few) == "1 of 2, A 2, B not_reported: suppressed")
    #expect(report(mean, population([nil])) == "0 of 1, A not_reported: not_available")
  }

  @Test func cellsAndPeriods() {
    var builder = Builder()
    let axis = builder.axis("flow", "import", "export")
    let x = builder.input("x", by: axis)
    builder.report(x, "5", "A", 2023, cell(axis, 0))
    builder.report(x, "1", "A", 2021, cell(axis, 0))
    let flow = AxisPart(axis: axis, values: [0, 1])
    #expect(
      report(.aggregate(.sum, [.input(x)], .axis(flow)), builder)
        == "1 of 2, import 5, export not_reported: 5")
    let window = SetSelection.window(from: -2, to: 0)
    let imports = Term.input(x, .fixed([AxisPart(axis: axis, values: [0])]))
    #expect(
      report(.aggregate(.mean, [imports], window), builder)
        == "2 of 3, A 2021 1, A 2022 not_reported, A 5: 3")
  }

  /// Only what was evaluated is told: not the branch that was not taken, nor what a member looked at.
  @Test func whatWasNotEvaluated() {
    let sum = Term.aggregate(.sum, [.input(0)], .population(0))
    let outer = Term.aggregate(.max, [.input(0) / sum], .population(0))
    var builder = five
    let node = builder.kpi("k", .conditional(.input(0) > 3, sum, outer))
    #expect(builder.figures(node, "A")?.sets.count == 1)
    let highest = digits(builder.figures(node, "A")?.sets.first?.result)
    #expect(highest.hasPrefix("0.538"))
    let whole = digits(builder.figures(node, "B")?.sets.first?.result)
    #expect(whole == "13")
    #expect(builder.figures(node, "C")?.sets.count == 0)
  }

  @Test func scoresAndPlaces() {
    var builder = five
    let node = builder.kpi("k", .standing(.rank, .input(0), 0)) { rules in
      rules.score = resolved(
        .population(
          PopulationScore(
            method: .zscore, population: 0, isDescending: false, onto: nil, mean: 10, deviation: 2))
      )
    }
    let sets = builder.figures(node, "D")?.sets ?? []
    #expect(sets.map(\.use) == [.expression(builder.program.formula(of: node)), .score])
    #expect(sets.map(\.stage) == [.value, .score])
    #expect(sets.map(\.counted) == [3, 3])
    #expect(sets.last?.mean == Rational(1, over: 2))
    #expect(sets.last?.sampleDeviation == Rational(1, over: 2))
  }

  @Test func fillings() {
    var builder = five
    let node = builder.kpi("k", .input(0) * 10) { rules in
      rules.policies = [
        resolved(
          Policy(reasons: [.notReported], action: .countOver(.median, population: 0)))
      ]
      rules.imputation = resolved(.aggregate(.mean, population: 0))
    }
    let filled = builder.figures(node, "C")
    #expect(
      words(filled?.sets.first, builder)
        == "3 of 5, A 2, B 4, C not_reported, D 7, E confidential: 4")
    #expect(filled?.sets.first?.stage == .value)
    // What is still missing is filled from what was computed: C has a figure then.
    let imputed = builder.figures(node, "E")
    #expect(
      words(imputed?.sets.first, builder)
        == "4 of 5, A 20, B 40, C 40, D 70, E confidential: 42.5")
    #expect(imputed?.sets.first?.stage == .imputation)
    #expect(builder.figures(node, "A")?.sets == [])
  }

  @Test func weightsFromTheData() {
    var builder = population(["1", "2", "3", nil])
    let other = builder.input("y")
    for (subject, value) in [("A", "2"), ("B", "1"), ("C", "4"), ("D", "9")] {
      builder.report(other, value, subject)
    }
    let children = [builder.kpi("a", .input(0)), builder.kpi("b", .input(other))]
    let top = builder.combine("top", .weightedMean, children) { rules in
      rules.componentWeights = resolved(0)
      rules.policies = [resolved(Policy(reasons: nil, action: .exclude))]
    }
    let set = builder.figures(top, "D")?.sets.first
    #expect(set?.use == .weights)
    #expect(set?.counted == 3)
    #expect(set?.members.map(\.figures.count) == [2, 2, 2, 2])
  }
}

extension Program {
  fileprivate func formula(of node: Int) -> ExpressionID {
    if case .formula(let id) = nodes[node].rules.body.value { id } else { ExpressionID(0) }
  }
}
