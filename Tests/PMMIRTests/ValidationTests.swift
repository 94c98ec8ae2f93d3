import PMMDiagnostics
import PMMIR
import PMMNumber
import Testing

@Suite struct ValidationTests {
  /// `part` by flow, from 0 and at most `whole`, and not more than twice the previous one.
  private var builder: Builder {
    var builder = Builder()
    let flow = builder.axis("flow", "import", "export")
    let part = builder.input("part", by: flow)
    let whole = builder.input("whole", by: flow)
    builder.program.inputs[part].range = resolved(.interval(Bounds(lower: 0, upper: nil)))
    let check = builder.lower(.value <= .input(whole))
    builder.program.inputs[part].checks = [
      resolved(Check(condition: check, message: Translations(["en": "a part of the whole"])))
    ]
    let warn = builder.lower(.value / .input(part, at: -1) <= 2)
    builder.program.inputs[part].warnings = [
      resolved(Check(condition: warn, message: Translations()))
    ]
    return builder
  }

  /// The findings, and what the figure of `part` is afterwards.
  private func findings(_ change: (inout Builder) -> Void) -> ([String], String) {
    var builder = builder
    change(&builder)
    let (dataset, diagnostics) = validate(builder.dataset, against: builder.program)
    let texts = diagnostics.map { $0.code.id + " " + $0.message }
    let figure = inputFigure(
      0, of: builder.program, in: dataset, subject: 0, period: Builder.year)
    return (texts, builder.text(figure))
  }

  @Test func ranges() {
    let (texts, figure) = findings { $0.report(0, "-1") }
    #expect(texts == ["VAL001 A, 2023: part is -1, outside its range: from 0"])
    #expect(figure == "invalid@part")
  }

  /// Columns are compared as a whole, and each figure is judged as it would be by itself.
  @Test func rangesOfColumns() {
    let numbers = [
      "-9223372036854775808", "-2", "-1.5", "-1", "-0.5", "-1/3", "0", "0.25", "1/3", "0.5", "1",
      "1.5", "2", "9223372036854775807", "123456789012345678901234567890",
    ]
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      var builder = Builder()
      let input = builder.input("x")
      func bound() -> Rational? { numbers.randomElement(using: &random).map { rational($0) } }
      let bounds = Bounds(
        lower: Bool.random(using: &random) ? bound() : nil,
        lowerIsOpen: Bool.random(using: &random),
        upper: Bool.random(using: &random) ? bound() : nil,
        upperIsOpen: Bool.random(using: &random))
      builder.program.inputs[input].range = resolved(.interval(bounds))
      for year in 2000..<2000 + Int.random(in: 1...8, using: &random) {
        builder.report(input, numbers.randomElement(using: &random) ?? "0", "A", year)
      }
      let (dataset, _) = validate(builder.dataset, against: builder.program)
      for (key, datum) in builder.dataset.figures {
        let isWithin = datum.figure.number.map(bounds.contains) ?? true
        #expect((dataset.datum(key)?.figure == datum.figure) == isWithin)
      }
    }
  }

  @Test func checksOfCellsAndTotals() {
    let (texts, figure) = findings { builder in
      builder.report(0, "5", "A", 2023, cell(0, 0))
      builder.report(0, "9", "A", 2023, cell(0, 1))
      builder.report(1, "6", "A", 2023, cell(0, 0))
      builder.report(1, "8", "A", 2023, cell(0, 1))
    }
    #expect(texts == ["VAL002 A, 2023: part[export] is 9, which its check refuses"])
    #expect(figure == "invalid@part[export]")
    // Only the whole's total is known: the sum of the cells is looked at.
    let (total, invalid) = findings { builder in
      builder.report(0, "5", "A", 2023, cell(0, 0))
      builder.report(0, "9", "A", 2023, cell(0, 1))
      builder.report(1, "10")
    }
    #expect(
      total == [
        "VAL002 A, 2023: the total of part, added up from its cells, is 14, which its check refuses"
      ])
    #expect(invalid == "invalid@part")
  }

  @Test func aMissingOperandDoesNotFail() {
    let (texts, figure) = findings { $0.report(0, "7") }
    #expect(texts.isEmpty)
    #expect(figure == "7")
    let (outside, _) = findings { builder in
      builder.report(0, "-7")
      builder.report(1, "-9")
    }
    // Out of range is missing for the checks.
    #expect(outside == ["VAL001 A, 2023: part is -7, outside its range: from 0"])
  }

  @Test func warnings() {
    let (texts, figure) = findings { builder in
      builder.report(0, "3", "A", 2022)
      builder.report(0, "7")
    }
    #expect(texts == ["VAL003 A, 2023: part is 7, which is unusual"])
    #expect(figure == "7")
  }

  @Test func totals() {
    let (texts, figure) = findings { builder in
      builder.report(0, "5", "A", 2023, cell(0, 0))
      builder.report(0, "9", "A", 2023, cell(0, 1))
      builder.report(0, "15")
    }
    #expect(texts == ["VAL004 A, 2023: part is reported as 15, but its cells add up to 14"])
    #expect(figure == "15")
    let (incomplete, _) = findings { builder in
      builder.report(0, "5", "A", 2023, cell(0, 0))
      builder.report(0, "15")
    }
    #expect(incomplete.isEmpty)
  }

  @Test func figuresAndRangesAsTheyAreReported() {
    var builder = Builder()
    let share = builder.input("share", .percent)
    builder.program.inputs[share].range = resolved(
      .interval(Bounds(lower: 0, upper: rational("1"), upperIsOpen: true)))
    builder.report(share, "1.025")
    let (_, findings) = validate(builder.dataset, against: builder.program)
    #expect(
      findings.map(\.message) == ["A, 2023: share is 102.5%, outside its range: 0% ..< 100%"])
  }

  @Test func everyCodeIsComplete() {
    for code in DiagnosticCode.validationCodes {
      #expect(code.id.hasPrefix("VAL") && !code.why.isEmpty && !code.message.isEmpty)
    }
    #expect(Set(DiagnosticCode.validationCodes.map(\.id)).count == 5)
  }
}
