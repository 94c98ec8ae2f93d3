import PMMCompiler
import PMMDiagnostics
import PMMIR
import Testing

/// What a formula of a few figures gives: the unit of its value, or the codes of what is wrong.
@Suite struct UnitTests {
  static let preamble = """
    framework f "F" {
        edition 1.0.0
        subject administration
        period  calendar year
        status  draft
        levels  kpi
        scores  0 .. 100
    }
    unit declaration counted
    unit officer counted
    unit week = 7 day
    axis flow { import, export, transit }
    input declarations "Declarations" : declaration by flow { range from 0 }
    input electronic "Electronic" : declaration by flow[import, export] { range from 0 }
    input officers "Officers" : officer at end { range above 0 }
    input share "Share" : percent average by flow { range 0% .. 100% }
    input other "Other share" : percent average { range 0% .. 100% }
    input gap "Gap" : percentage_point average
    input ratio "Ratio" : number average { range above 0 }
    input hours "Hours" : hour average { range above 0 }
    input days "Days" : day average { range above 0 }
    input age "Age" : year average { range above 0 }
    input mass "Mass" : tonne { range above 0 }
    input dollars "Dollars" : USD { range above 0 }
    input euros "Euros" : EUR { range above 0 }
    input revenue "Revenue" : money { range above 0 }
    input rate "Rate" : money per USD average { range above 0 }
    define double(x) = 2 * x
    define relative(x, y) = (x - y) / y
    kpi k "K" {
        score none
        when no_previous_period: result not_applicable
        when zero_denominator: result not_applicable

    """

  private func outcome(_ formula: String, _ clauses: String = "") -> String {
    let text = Self.preamble + "    formula \(formula)\n\(clauses)\n}\n"
    let compilation = compile([SourceFile(path: "unit.pmm", text: text)])
    guard let program = compilation.program else {
      return compilation.diagnostics.map(\.code.id).joined(separator: " ")
    }
    guard let node = program.nodes.first(where: { $0.name == "k" }),
      case .quantity(let unit) = node.rules.type
    else { return "no quantity" }
    return unit.name
  }

  @Test(
    arguments: [
      // A ratio of like quantities is a number; percents mix with numbers.
      ("declarations / declarations", "number"), ("other", "percent"), ("other + ratio", "number"),
      ("ratio * other", "number"), ("other / other", "number"), ("other + 5%", "percent"),
      // A percent minus a percent is a percentage point, which adds to a percent.
      ("other - other[T-1]", "percentage_point"), ("other + gap", "percent"),
      ("gap + other", "percent"), ("other - gap", "percent"), ("gap + gap", "percentage_point"),
      ("gap - other", "TYP002"), ("other - ratio", "number"), ("gap + ratio", "TYP002"),
      ("other - (other - gap)", "percentage_point"),
      // Units of one dimension convert; a year has no fixed number of days.
      ("hours + days", "hour"), ("days + hours", "day"), ("hours + 2 week", "hour"),
      ("hours / days", "number"), ("declarations / hours", "declaration per hour"),
      ("declarations / hours * days", "day * declaration per hour"), ("age + days", "TYP002"),
      ("age / age", "number"),
      ("mass + 5 kilogram", "tonne"), ("mass + 5", "TYP002"), ("0 + mass", "tonne"),
      // Counted things, and money.
      ("declarations + officers", "TYP002"), ("declarations / officers", "declaration per officer"),
      ("declarations / officers * officers", "declaration"), ("dollars + euros", "TYP002"),
      ("dollars + revenue", "TYP002"), ("revenue / rate", "USD"), ("rate * dollars", "money"),
      ("revenue / rate + dollars", "USD"), ("revenue / rate + euros", "TYP002"),
      // Powers and roots.
      ("sqrt(mass * mass)", "tonne"), ("sqrt(hours * hours)", "hour"), ("mass ^ 2 / mass", "tonne"),
      ("mass ^ 0.5", "TYP025"),
      ("ln(mass)", "TYP002"), ("ln(ratio)", "number"),
      ("exp(clamp(hours / days, 0 .. 10))", "number"),
      // A stock is not added over time; a difference and a mean are fine.
      ("officers + officers[T-1]", "TYP023"), ("officers - officers[T-1]", "officer"),
      ("mean(officers, officers[T-1])", "officer"), ("sum(officers, officers[T-1])", "TYP023"),
      ("declarations + declarations[T-1]", "declaration"),
      ("(officers - officers[T-1]) / officers[T-1]", "number"),
      // Parts of an axis.
      ("electronic / declarations", "TYP024"),
      ("electronic / declarations[import, export]", "number"),
      ("declarations[import] / declarations", "number"),
      ("electronic[import] / declarations[export]", "TYP024"), ("electronic[transit]", "NAM007"),
      ("share[import]", "percent"), ("share[import, export]", "TYP020"),
      // A define has the units of its arguments.
      ("double(hours)", "hour"), ("double(other)", "number"), ("double(officers)", "officer"),
      ("relative(hours, days)", "number"), ("relative(hours, officers)", "TYP002"),
      // Aggregates keep the unit of their first argument.
      ("max(hours, days)", "hour"), ("mean(hours, officers)", "TYP002"),
      ("weighted_mean(hours, 2, days, 1)", "hour"), ("weighted_mean(hours, days)", "hour"),
      ("weighted_mean(hours, days, hours, 1)", "TYP002"),
      ("clamp(hours, 1 .. 2 day)", "hour"), ("linear(hours, 1 .. 2 day)", "number"),
      ("linear(hours, 1 .. 2)", "TYP002"),
      // Branches agree.
      ("if hours > 1 day then hours else days", "hour"), ("if hours > 1 then 1 else 0", "TYP002"),
      ("if hours > days then 0 else days", "day"), ("if other > 50% then other else 0", "percent"),
    ] as [(String, String)])
  func formulaGives(_ formula: String, _ expected: String) {
    #expect(outcome(formula) == expected, "\(formula)")
  }

  @Test(
    arguments: [
      ("declarations", "declaration", "declaration"), ("hours", "day", "day"),
      ("declarations / officers", "declaration per officer", "declaration per officer"),
      ("declarations / officers", "declaration", "TYP003"), ("ratio", "percent", "percent"),
      ("other", "number", "number"), ("other - other[T-1]", "percent", "TYP003"),
      ("other - other[T-1]", "percentage_point", "percentage_point"), ("hours", "year", "TYP003"),
      ("dollars", "EUR", "TYP003"), ("hours", "percent per day", "TYP026"),
    ] as [(String, String, String)])
  func unitSays(_ formula: String, _ unit: String, _ expected: String) {
    #expect(outcome(formula, "    unit \(unit)") == expected, "\(formula) in \(unit)")
  }

  /// The message names the factor that is missing.
  @Test(
    arguments: [
      ("declarations", "declaration per officer", "to get there, divide by officer"),
      ("declarations / officers", "declaration", "to get there, multiply by officer"),
      ("hours", "number", "to get there, divide by hour"),
      (
        "declarations / officers", "percent",
        "to get there, multiply by officer and divide by declaration"
      ),
    ] as [(String, String, String)])
  func missingFactor(_ formula: String, _ unit: String, _ expected: String) {
    let text = Self.preamble + "    formula \(formula)\n    unit \(unit)\n}\n"
    let notes = compile([SourceFile(path: "unit.pmm", text: text)]).diagnostics.flatMap(\.notes)
    #expect(notes == [expected])
  }
}

/// Whether ranges and checks exclude a division by zero, an undefined function or a gap in rows.
@Suite struct RangeTests {
  private func codes(_ inputs: String, _ formula: String, _ clauses: String = "score none")
    -> String
  {
    let text = """
      framework f "F" {
          edition 1.0.0
          subject administration
          period  calendar year
          status  draft
          levels  kpi
          scores  0 .. 100
      }
      axis flow { import, export }
      \(inputs)
      kpi k "K" {
          formula \(formula)
          \(clauses)
      }
      """
    return compile([SourceFile(path: "range.pmm", text: text)]).diagnostics.map(\.code.id)
      .joined(separator: " ")
  }

  static let ab = """
    input a "A" : number { range from 0 }
    input b "B" : number { range above 0 }
    input c "C" : number
    input d "D" : number by flow { range above 0 }
    input e "E" : number { range 1 .. 10 }
    parameter p "P" = 3 { may set 1 .. 5, comparable }
    parameter q "Q" = 3 { may set -1 .. 5, comparable }
    parameter r "R" = 3
    """

  @Test(
    arguments: [
      ("a / b", ""), ("b / a", "RUL041"), ("a / c", "RUL041"), ("a / d", ""), ("a / d[import]", ""),
      ("1 / (a + 1)", ""), ("1 / (a + b)", ""), ("1 / (a - b)", "RUL041"), ("1 / (b * e)", ""),
      ("1 / (a * e)", "RUL041"), ("1 / e", ""), ("1 / (e - 11)", ""), ("1 / (e - 5)", "RUL041"),
      ("1 / b[T-1]", ""), ("1 / max(a, 1)", ""), ("1 / min(b, e)", ""),
      ("1 / mean(a, b)", "RUL041"),
      ("1 / p", ""), ("1 / q", "RUL041"), ("1 / r", ""), ("a / 2", ""), ("a / 0", "RUL041"),
      ("if a > 0 then b / a else 0", ""), ("if a == 0 then 0 else b / a", ""),
      ("if c > 0 then b / c else 0", ""), ("if c >= 0 then b / c else 0", "RUL041"),
      ("if not (a == 0) then b / a else 0", ""), ("if a > 0 and c > 0 then 1 / c else 0", ""),
      ("if a > 0 or c > 0 then 1 / c else 0", "RUL041"), ("1 / abs(e)", ""),
      ("1 / exp(c)", "RUL042"), ("1 / exp(clamp(c, -5 .. 5))", ""),
      ("1 / sqrt(b)", ""), ("sqrt(a)", ""), ("sqrt(c)", "RUL042"), ("ln(a)", "RUL042"),
      ("ln(b)", ""), ("ln(a + 1)", ""), ("c ^ 2", ""), ("c ^ -2", "RUL041"), ("b ^ -2", ""),
      ("c ^ 0.5", "RUL042"), ("geometric_mean(a, b)", ""), ("geometric_mean(a, c)", "RUL042"),
      ("harmonic_mean(b, e)", ""), ("harmonic_mean(a, b)", "RUL041"),
      ("weighted_mean(a, 1, c, 2)", ""), ("weighted_mean(a, a, c, a)", "RUL041"),
      ("clamp(c, 1 .. 5) / clamp(c, 1 .. 5)", ""),
    ] as [(String, String)])
  func demands(_ formula: String, _ expected: String) {
    #expect(codes(Self.ab, formula) == expected, "\(formula)")
  }

  /// A condition that decides the node leaves the rest of the figures to the formula.
  @Test func conditionsExclude() {
    #expect(codes(Self.ab, "b / a", "score none\n    when a == 0: result not_applicable") == "")
    #expect(codes(Self.ab, "b / a", "score none\n    when a < 1: result not_applicable") == "")
    #expect(codes(Self.ab, "b / c", "score none\n    when c < 0: result 0") == "RUL041")
    #expect(codes(Self.ab, "ln(a)", "score none\n    when undefined: result 0") == "")
    #expect(codes(Self.ab, "b / a", "score none\n    when zero_denominator: result 0") == "")
  }

  /// `check value <= whole` makes a share of 0 to 100 %, so rows over it end there.
  @Test(
    arguments: [
      ("check value <= whole", "part / whole", "from 50% => 100", ""),
      ("check value <= whole", "part / whole", "50% .. 100% => 100", ""),
      ("check value <= whole", "part / whole", "50% ..< 100% => 100", "RUL047"),
      ("", "part / whole", "50% .. 100% => 100", "RUL047"),
      ("", "part / whole", "from 50% => 100", ""),
      ("check whole >= value", "part / whole", "50% .. 100% => 100", ""),
      ("check value < whole", "part / whole", "50% .. 100% => 100", ""),
      ("check value <= whole and value >= 0", "part / whole", "50% .. 100% => 100", ""),
      ("check value <= 2 * whole", "part / whole", "50% .. 100% => 100", "RUL047"),
      ("warn value <= whole", "part / whole", "50% .. 100% => 100", "RUL047"),
      ("check value <= whole", "(whole - part) / whole", "50% .. 100% => 100", ""),
      ("check value <= whole", "part / whole + 1%", "50% .. 100% => 100", "RUL047"),
      ("check value <= whole", "part[T-1] / whole[T-1]", "50% .. 100% => 100", ""),
      ("check value <= whole", "part / whole[T-1]", "50% .. 100% => 100", "RUL047"),
    ] as [(String, String, String, String)])
  func shares(_ check: String, _ formula: String, _ row: String, _ expected: String) {
    let inputs = """
      input part "Part" : number {
          range from 0
          \(check)
      }
      input whole "Whole" : number { range from 0 }
      """
    let clauses = """
      unit percent
          when zero_denominator: result not_applicable
          score by value {
              below 50% => 0
              \(row)
          }
      """
    #expect(codes(inputs, formula, clauses) == expected, "\(check), \(formula), \(row)")
  }
}
