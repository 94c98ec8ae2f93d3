import PMMIR
import PMMNumber
import Testing

@Suite struct TotalTests {
  /// `x` by flow { import, export, transit }, cells as given; nil: no row.
  private func builder(
    _ cells: [String?], total: String? = nil, average: Bool = false
  ) -> Builder {
    var builder = Builder()
    let flow = builder.axis("flow", "import", "export", "transit")
    let x = builder.input("x", by: flow, average: average)
    for (index, text) in cells.enumerated() {
      if let text { builder.report(x, text, "A", 2023, cell(flow, index)) }
    }
    if let total { builder.report(x, total) }
    builder.present()
    return builder
  }
  private let x = Term.input(0)
  private func part(_ values: Int...) -> [AxisPart] { [AxisPart(axis: 0, values: values)] }

  @Test func theReportedTotalElseTheSum() {
    #expect(builder(["1", "2", "3"], total: "7").result(of: x) == "7")
    #expect(builder(["1", "2", "3"]).result(of: x) == "6")
    #expect(builder([nil, nil, nil]).result(of: x) == "not_reported@x")
    #expect(builder(["1", "2", "3"], average: true).result(of: x) == "not_reported@x")
    #expect(builder([], total: "7", average: true).result(of: x) == "7")
  }

  @Test func cellsOfATotal() {
    #expect(builder(["1", "not_applicable", "3"]).result(of: x) == "4")
    #expect(builder(["1", nil, "3"]).result(of: x) == "not_reported@x[export]")
    #expect(
      builder(["1", "confidential", nil]).result(of: x)
        == "confidential@x[export]; not_reported@x[transit]")
    #expect(
      builder(["not_applicable", "not_applicable", "not_applicable"]).result(of: x)
        == "not_applicable@x[import]; not_applicable@x[export]; not_applicable@x[transit]")
  }

  @Test func policiesReachTheCells() {
    var lines = Builder()
    let zero = lines.lower(0)
    func result(_ cells: [String?], _ action: Policy.Action, _ reasons: Reason...) -> String {
      var builder = builder(cells)
      let expression = builder.lower(0)
      precondition(expression == zero)
      return builder.result(
        of: x, resolved(Policy(reasons: reasons.isEmpty ? nil : Set(reasons), action: action)))
    }
    #expect(result(["1", nil, "3"], .exclude, .notReported) == "4")
    #expect(result(["1", nil, "3"], .count(zero), .notReported) == "4")
    #expect(result(["1", nil, "3"], .result(.value(zero)), .notReported) == "0")
    #expect(
      result(["1", nil, "confidential"], .exclude, .notReported) == "confidential@x[transit]")
    // `missing` takes cells that do not apply too.
    #expect(
      result(["1", "not_applicable", "3"], .result(.missing)) == "not_applicable@x[export]")
    // Without any row it is the input that is missing, not its cells.
    #expect(result([nil, nil, nil], .count(zero), .notReported) == "0")
    #expect(result([nil, nil, nil], .exclude, .notReported) == "not_reported@x")
  }

  @Test func selections() {
    let builder = builder(["1", "2", "4"], total: "100")
    #expect(builder.result(of: .input(0, .fixed(part(1)))) == "2")
    #expect(builder.result(of: .input(0, .fixed(part(0, 2)))) == "5")
    // All values are the total, and the total was reported.
    #expect(builder.result(of: .input(0, .fixed(part(0, 1, 2)))) == "100")
    #expect(builder.result(of: .input(0, .current(parts: part(0, 1)))) == "3")
    let partial = self.builder(["1", nil, nil], total: "100")
    #expect(partial.result(of: .input(0, .fixed(part(1)))) == "not_reported@x[export]")
    #expect(partial.result(of: .input(0, .fixed(part(0, 1)))) == "not_reported@x[export]")
    #expect(partial.result(of: .input(0, .fixed(part(1, 2)))) == "not_reported@x")
  }

  @Test func theCellBeingComputed() {
    var builder = builder(["1", "2", "4"])
    let y = builder.input("y")
    builder.report(y, "2")
    let node = builder.kpi("k", x / .input(y)) {
      $0.breakdown = resolved(NodeBreakdown(part: part(0, 1)[0], hasTotal: true))
    }
    let share = builder.kpi("share", x / .input(0, .fixed(part(2)))) {
      $0.breakdown = resolved(NodeBreakdown(part: part(0, 1)[0], hasTotal: false))
      $0.scoredCell = cell(0, 1)
    }
    let reads = builder.kpi("reads", .node(node)) {
      $0.breakdown = resolved(NodeBreakdown(part: part(0, 1)[0], hasTotal: true))
    }
    #expect(builder.value(node) == "3.5")
    #expect(builder.value(node, "A", 2023, cell(0, 0)) == "0.5")
    #expect(builder.value(node, "A", 2023, cell(0, 2)) == "nothing")
    #expect(builder.value(share) == "nothing")
    #expect(builder.value(share, "A", 2023, cell(0, 0)) == "0.25")
    #expect(builder.figures(share, "A", 2023, cell(0, 0))?.score == nil)
    #expect(builder.text(builder.figures(share, "A", 2023, cell(0, 1))?.score) == "0.5")
    #expect(builder.value(reads, "A", 2023, cell(0, 1)) == "1")
    #expect(builder.value(reads) == "3.5")
  }

  @Test func twoAxes() {
    var builder = Builder()
    let flow = builder.axis("flow", "import", "export")
    let mode = builder.axis("mode", "sea", "air")
    let x = builder.input("x", by: flow, mode)
    func at(_ f: Int, _ m: Int) -> Cell {
      Cell([Coordinate(axis: flow, value: f), Coordinate(axis: mode, value: m)])
    }
    builder.report(x, "10", "A", 2023, cell(flow, 0))
    builder.report(x, "1", "A", 2023, at(1, 0))
    #expect(builder.result(of: .input(x)) == "not_reported@x[export, air]")
    builder.report(x, "2", "A", 2023, at(1, 1))
    #expect(builder.result(of: .input(x)) == "13")
    #expect(
      builder.result(of: .input(x, .fixed([AxisPart(axis: mode, values: [0])])))
        == "not_reported@x[import, sea]")
  }

  @Test func previousPeriods() {
    var builder = builder(["1", "2", "3"])
    let y = builder.input("y")
    builder.report(y, "5", "A", 2022)
    #expect(builder.result(of: .input(y, at: -1)) == "5")
    #expect(builder.result(of: .input(y)) == "not_reported@y")
    #expect(builder.result(of: .input(0, at: -1)) == "no_previous_period@x[2022]")
    #expect(
      builder.result(of: .input(0, .fixed(part(1)), at: -1))
        == "no_previous_period@x[export, 2022]")
    let absolute = Selection(period: .absolute(Period(kind: .calendarYear, ordinal: 2015)))
    #expect(builder.result(of: .operation(.input(y, absolute))) == "not_reported@y[2015]")
  }

  @Test func withoutPeriodsThereIsNoneBefore() {
    var builder = Builder()
    let x = builder.input("x")
    let key = Dataset.Key(
      input: x, subject: builder.dataset.subject("A"), period: .none, cell: .total)
    builder.dataset.set(Dataset.Datum(figure: .number(5)), for: key)
    let node = builder.kpi("k", .input(x, at: -1))
    let other = builder.kpi("other", .node(node, at: -1))
    let results = evaluate(builder.program, builder.dataset)
    let figures = [node, other].map { results.figures(node: $0, subject: 0, period: .none)?.value }
    #expect(figures.map { $0?.reasons } == [[.noPreviousPeriod], [.noPreviousPeriod]])
  }

  @Test func nodesAtOtherPeriods() {
    var builder = Builder()
    let x = builder.input("x")
    builder.report(x, "5", "A", 2022)
    builder.report(x, "6", "A", 2023)
    builder.report(x, "1", "B", 2023)
    let level = builder.kpi("level", .input(x))
    let growth = builder.kpi("growth", .node(level) - .node(level, at: -1))
    #expect(builder.value(growth) == "1")
    #expect(builder.value(growth, "B") == "no_previous_period@level[2022]")
    #expect(builder.value(growth, "A", 2022) == "no_previous_period@level[2021]")
    #expect(builder.value(growth, "B", 2022) == "nothing")
  }

  @Test func inputFigureAsAFormulaSeesIt() {
    let builder = builder(["1", nil, "3"])
    let exclude = resolved(Policy(reasons: nil, action: .exclude))
    let figure = inputFigure(
      0, of: builder.program, in: builder.dataset, subject: 0, period: Builder.year,
      policies: [exclude])
    #expect(figure == .number(4))
  }
}
