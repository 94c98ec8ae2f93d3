/// Definitions by the yard: the same indicators for `pmm`, for Python's linters and for a type checker.
enum FrontEnd {
  /// About so many lines, seven for each KPI.
  static func definition(lines: Int) -> String {
    var text: [String] = [
      """
      framework bench "Front end" {
          edition     1.0.0
          covers      2020 .. 2030
          status      draft
          languages   en
          subject     member
          period      calendar year
          levels      outcome, kpi
          scores      0 .. 100
          combine     weighted_mean
          when        missing: exclude
          needs       60%
          origin      proposed "a benchmark"
      }

      unit declaration counted

      every outcome {
          combine     weighted_mean
          when        missing: exclude
          needs       60%
          weight      1
      }
      every kpi {
          when        missing: result missing
      }

      """
    ]
    text += (0..<97).map {
      "input declared_\($0) \"Declarations \($0)\" : declaration "
        + "{ range 1 declaration .. 1000000 declaration }"
    }
    for index in 0..<max(1, (lines - 125) * 10 / 71) {
      if index % 10 == 0 { text.append("outcome outcome_\(index / 10) \"Outcome \(index / 10)\"") }
      let inputs = [index, index + 5, index + 7].map { "declared_\($0 % 97)" }
      text.append(
        """
        kpi kpi_\(index) "Average release time \(index)" in outcome_\(index / 10) {
            formula \(inputs[0]) / (\(inputs[1]) + 12.5 * \(inputs[2])) // comment about it
            weight  \(index % 7 + 1)
            better  lower
            score   linear \(index % 80 + 20)% .. 0%
            show    value \(index % 3) decimals half_up
        }
        """)
    }
    return text.joined(separator: "\n") + "\n"
  }

  /// The same for Python: a call with named arguments for each KPI, over functions with types.
  static func python(lines: Int) -> String {
    var text = ["from lib import avg, count, kpi, maxi, rows, sum_\n"]
    text += (0..<97).map { "declared_\($0) = \"declared_\($0)\"" }
    text += (0..<31).map { "duty_\($0) = \"duty_\($0)\"" }
    for index in 0..<lines / 7 {
      text.append(
        """
        KPI_\(index) = kpi(
            name="Average release time \(index)",
            dimension="facilitation",  # comment about it
            formula=(sum_(declared_\(index % 97)) - 12.5 * count(rows.where(rows.channel == "RED" and rows.year >= 2019))) / maxi(1, avg(duty_\(index % 31), 0.25)),
            weight=\(index % 7 + 1), direction="lower_is_better",
            bands=[20, 40, 60, 80],
        )
        """)
    }
    return text.joined(separator: "\n") + "\n"
  }

  static let functions = """
    class Rows:
        channel: str = ""
        year: int = 0

        def where(self, condition: bool) -> "Rows":
            return self


    rows = Rows()


    def kpi(
        name: str, dimension: str, formula: float, weight: int, direction: str, bands: list[int]
    ) -> str:
        return name


    def sum_(x: str) -> float:
        return 1.0


    def count(x: Rows) -> int:
        return 1


    def maxi(a: float, b: float) -> float:
        return a


    def avg(x: str, p: float) -> float:
        return p

    """
}
