import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMNumber
import Testing

/// What a sheet is told about policies, scores, percents and sums: the codes of what is wrong.
@Suite struct SheetTests {
  static let preamble = """
    framework f "F" {
        edition 1.0.0
        subject administration
        period  calendar year
        status  draft
        levels  kpi
        scores  0 .. 100
    }
    axis flow { import, export, transit }
    unit declaration counted
    unit fortnight = 2 * 7 day
    input n "N" : number
    input np "NP" : number { range above 0 }
    input nn "NN" : number { range from 0 }
    input p "P" : percent
    input q "Q" : percent { range 0% .. 100% }
    input d "D" : declaration by flow { range from 0 }
    input e "E" : declaration by flow {
        range from 0
        check value <= d
    }
    input h "H" : hour average
    input w "W" : percent by flow
    scale grade { low, middle, high }
    input a "A" : grade
    input z "Z" : number { range above 0 }
    parameter t "T" = 5 { may set -1 .. 9, comparable }
    parameter u "U" = 5 { may set 1 .. 9, comparable }
    kpi z2 "Z2" {
        formula z
        show 0 decimals half_up
        score none
    }

    """

  private func codes(_ formula: String, _ clauses: String) -> String {
    let text = Self.preamble + "kpi k \"K\" {\n    formula \(formula)\n    \(clauses)\n}\n"
    return compile([SourceFile(path: "sheet.pmm", text: text)]).diagnostics.map(\.code.id)
      .joined(separator: " ")
  }

  @Test(
    arguments: [
      (
        "q - q[T-1]",
        "unit percentage_point\n    score linear 0 .. 10 percentage_point\n    example \"x\" { q = 45, q[T-1] = 40 } gives 5, scores 50",
        ""
      ),
      (
        "q - q[T-1]",
        "unit percentage_point\n    score linear 0% .. 10%",
        "TYP002"
      ),
      (
        "e/d",
        "score by value { 0 .. 100% => 1 }\n    when zero_denominator: result missing",
        ""
      ),
      (
        "e/d",
        "score by value { 0 .. 100% => 1 }\n    when zero_denominator: result missing\n    when not_reported: exclude",
        "RUL050 RUL047"
      ),
      (
        "e/d",
        "score by value { 0 .. 100% => 1 }\n    when zero_denominator: result missing\n    when not_reported: count as 0",
        "RUL047"
      ),
      (
        "1/np",
        "score none\n    when not_reported: count as 0",
        "RUL041"
      ),
      (
        "1/np",
        "score none\n    when not_reported: count as 1",
        ""
      ),
      (
        "next(a)",
        "score none",
        "RUL042"
      ),
      (
        "if a == grade.high then a else next(a)",
        "score none",
        ""
      ),
      (
        "linear(n, nn .. 5)",
        "score none",
        "RUL041"
      ),
      (
        "linear(n, 0 .. u)",
        "score none",
        ""
      ),
      (
        "n",
        "score linear 0 .. t",
        "RUL052"
      ),
      (
        "n",
        "score linear 0 .. u",
        ""
      ),
      (
        "np^n",
        "score none",
        "RUL042"
      ),
      (
        "exp(n)",
        "score none",
        "RUL042"
      ),
      (
        "exp(clamp(n, -10 .. 10))",
        "score none",
        ""
      ),
      (
        "weighted_mean(n, n, np, np)",
        "score none",
        "RUL042"
      ),
      (
        "n",
        "score formula 1/value",
        "RUL051"
      ),
      (
        "np",
        "score formula clamp(1/value, 0 .. 100)",
        ""
      ),
      (
        "np",
        "score formula 1/value",
        "RUL053"
      ),
      (
        "n",
        "score formula if value != 0 then clamp(1/value, 0 .. 100) else 0",
        ""
      ),
      (
        "n",
        "score by 1/value { _ => 5 }",
        "RUL051"
      ),
      (
        "power_mean(-1, nn, np)",
        "score none",
        "RUL041"
      ),
      (
        "n",
        "score by value { below 5 => 200\n    _ => 5 }",
        "RUL053"
      ),
      (
        "n",
        "score itself",
        "RUL053"
      ),
      (
        "q",
        "unit percent\n    score itself",
        "RUL053"
      ),
      (
        "q",
        "unit percent\n    score linear 0 .. 100",
        "TYP033"
      ),
      (
        "q",
        "unit percent\n    score none\n    when not_reported: result 100",
        "TYP033"
      ),
      (
        "h + h[T-1]",
        "score none",
        "RUL061"
      ),
      (
        "p + p[T-1]",
        "score none",
        "RUL061"
      ),
      (
        "w[import] + w[export]",
        "score none",
        "RUL061"
      ),
      (
        "sum(h, h[T-1])",
        "score none",
        "RUL061"
      ),
      (
        "h - h[T-1]",
        "score none",
        ""
      ),
      (
        "mean(h, h[T-1])",
        "score none",
        ""
      ),
      (
        "if n == 0 then 0 else 1/n",
        "score none",
        ""
      ),
      (
        "if n != 0 then 1/n else 0",
        "score none",
        ""
      ),
      (
        "1/n",
        "score none\n    when n == 0: result 0",
        ""
      ),
      (
        "1/n",
        "score none\n    when n == 0: result 0\n    when not_reported: count as 0",
        "RUL041"
      ),
      (
        "q^0.5",
        "score none",
        ""
      ),
      (
        "1/(np/np)",
        "score none",
        ""
      ),
      (
        "weighted_mean(n, d, np, d)",
        "score none\n    when zero_denominator: result missing",
        ""
      ),
      (
        "a",
        "score by value { up to middle => 0\n    high => 5 }",
        ""
      ),
      (
        "n",
        "score none\n    weight 2",
        "RUL033"
      ),
      (
        "n + nosuch1 + nosuch2 + nosuch3 + nosuch4 + nosuch5",
        "score none",
        "NAM001 NAM001 NAM001 NAM001 NAM001"
      ),
      (
        "if 1 < n < 3 then 1 else 0",
        "score none",
        "SYN012"
      ),
      (
        "1/n",
        "score none\n    when zero_denominator: result 5 hour",
        "TYP002"
      ),
      (
        "n",
        "score none\n    example \"x\" { n = 1, t = 20 } gives 1",
        "EXA005"
      ),
      (
        "1/z2.shown",
        "score none\n    when no_previous_period: result missing",
        "RUL041"
      ),
      (
        "if a == grade.low then 0 else if n > nn then 1/(n-nn) else 0",
        "score none",
        ""
      ),
      (
        "d / e[T-1]",
        "score none\n    when zero_denominator: result missing\n    when not_reported: exclude",
        "RUL050"
      ),
      (
        "d / d[T-1]",
        "score none\n    when zero_denominator: result missing\n    when not_reported: exclude",
        "RUL050"
      ),
      (
        "d[import] / d",
        "score none\n    when zero_denominator: result missing\n    when not_reported: exclude",
        ""
      ),
    ] as [(String, String, String)])
  func says(_ formula: String, _ clauses: String, _ expected: String) {
    #expect(codes(formula, clauses) == expected, "\(formula), \(clauses)")
  }

  /// An alternative whose formula reads nothing by the axis leaves the breakdown behind.
  @Test func alternativesMayDropTheBreakdown() throws {
    let text =
      Self.preamble + """
        kpi k "K" {
            formula d
            by      flow
            score   linear 0 .. 10 declaration, at import
            may use whole "Whole", not comparable {
                formula n * 1 declaration
                score   linear 0 .. 20 declaration
                }
        }
        """
    let compilation = compile([SourceFile(path: "sheet.pmm", text: text)])
    #expect(compilation.diagnostics.map(\.code.id) == [])
    let program = try #require(compilation.program)
    let node = try #require(program.nodes.first { $0.name == "k" })
    #expect(node.rules.breakdown != nil)
    #expect(node.alternatives.first?.rules.breakdown == nil)
    #expect(node.alternatives.first?.rules.scoredCell == .total)
  }

  /// Points are carried as fractions, however they are written.
  @Test(arguments: ["5 percentage_point", "500 / 100 * 1 percentage_point"])
  func pointsAreFractions(_ text: String) throws {
    let source = Self.preamble + "parameter step \"Step\" = \(text)\n"
    let program = try #require(compile([SourceFile(path: "sheet.pmm", text: source)]).program)
    let parameter = try #require(program.parameters.first { $0.name == "step" })
    var ranges = Ranges(program)
    let bounds = ranges.bounds(parameter.value)
    #expect(bounds.contains(Rational(1, over: 20)) && bounds.lower == bounds.upper)
  }
}
