import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMNumber
import TestSupport
import Testing

@testable import PMMEngine

@Suite("What is said of a whole column holds for each of its figures")
struct CommonBoundTests {
  /// Weights that are powers of two and that are not; a group of all periods, and one of each.
  private static let text = """
    framework overall "Overall" {
        edition     1.0.0
        status      draft
        languages   en
        subject     member
        period      calendar year
        levels      outcome, kpi
        scores      0 .. 100
        combine     weighted_mean
        when        missing: exclude
        needs       60%
    }
    population everyone = all periods
    population peers = this period, at least 2
    every outcome {
        combine     weighted_mean
        when        missing: exclude
        needs       50%
    }
    input a "A" : number
    input b "B" : number
    input c "C" : number
    outcome oa "A" { weight 3 }
    outcome ob "B" { weight 1 }
    kpi ratio "Ratio" in oa {
        weight 2
        unit number
        formula a / b
        better higher
        score minmax over everyone
        when zero_denominator: result not_applicable
    }
    kpi itself "Itself" in oa {
        weight 1
        unit number
        formula a
        better lower
        score minmax over everyone
    }
    kpi change "Change" in oa {
        weight 4
        unit number
        formula c - c[T-1]
        better higher
        score minmax over peers
    }
    kpi other "Other" in ob {
        weight 3
        unit number
        formula b
        better higher
        score minmax over peers
    }
    kpi third "Third" in ob {
        weight 5
        unit number
        formula c * 3
        better lower
        score minmax over everyone
    }
    """

  private static func program() throws -> Program {
    let file = SourceFile(path: "columns.pmm", bytes: Array(text.utf8))
    let program = compile([file]).program
    return try #require(program)
  }

  /// Numbers of a kind that differs from run to run: short, long, far apart, near each other, equal.
  private static func number(_ kind: Int, _ random: inout SeededGenerator) -> Rational {
    switch kind {
    case 0: Rational(Int.random(in: 0...99_999, using: &random), over: 100)
    case 1: Rational(Int.random(in: -9...9, using: &random))
    case 2: Rational(Int.random(in: 1...1 << 50, using: &random), over: 1_000_000)
    case 3: Rational(1_000_000_000 + Int.random(in: 0...4, using: &random), over: 1000)
    case 4:
      Rational(Int.random(in: 1...9, using: &random), over: Int.random(in: 1...9, using: &random))
    default:
      Rational(Int.random(in: 1...9, using: &random), over: 1)
        * [1, 1000, Rational(1, over: 1_000_000)].randomElement(using: &random)!
    }
  }

  private static func dataset(_ program: Program, _ seed: Int) -> Dataset {
    var random = SeededGenerator(seed: UInt64(seed))
    var dataset = Dataset()
    let kinds = (0..<3).map { _ in Int.random(in: 0...5, using: &random) }
    let gaps = Int.random(in: 0...3, using: &random)
    let first = program.head.examplePeriod
    for code in 0..<16 {
      let subject = dataset.subject("S\(100 + code)")
      for period in (0..<3).map({ first.advanced(by: $0) }) {
        dataset.notePresence(subject: subject, period: period)
        for input in 0..<3 {
          let place = Place(name: program.inputs[input].name, cell: .total, period: period)
          let isMissing = Int.random(in: 0..<10, using: &random) < gaps
          // Two reasons now and then: then no one reason is everyone's.
          let reason: Reason = seed % 4 == 0 && code == 3 ? .notApplicable : .notReported
          let figure: Figure =
            isMissing
            ? .missing(reason, at: place)
            : .known(.number(Self.number(kinds[input], &random)))
          dataset.set(
            .init(figure: figure),
            for: .init(input: input, subject: subject, period: period, cell: .total))
        }
      }
    }
    return dataset
  }

  @Test("as the reference has it") func holds() throws {
    let program = try Self.program()
    var (scales, means, reasons) = (0, 0, 0)
    for seed in 1...60 {
      let comparison = try #require(
        Comparison(program, Self.dataset(program, seed), EvaluationOptions()))
      #expect(
        comparison.differences.isEmpty,
        "\(seed): \(comparison.differences.prefix(3).joined(separator: "\n"))")
      for (node, cells) in zip(program.nodes, comparison.engine.nodes) {
        for figures in cells {
          guard let score = figures.score else { continue }
          if score.errors == nil, score.bound.absolute > 0 {
            if node.level == "kpi" { scales += 1 } else { means += 1 }
          }
          if figures.value.hasGaps, figures.value.reasons == nil { reasons += 1 }
        }
      }
    }
    // It was looked at: most columns are of that kind.
    #expect(scales > 60 && means > 6 && reasons > 60, "\(scales) \(means) \(reasons)")
  }

  @Test("and numbers are written digit by digit as they are") func digits() {
    var random = SeededGenerator(seed: 9)
    for _ in 0..<4_000 {
      let power = Int.random(in: -12...14, using: &random)
      let value =
        Double.random(in: -10...10, using: &random)
        * Double(sign: .plus, exponent: 3 * power, significand: 1)
      let digits = Int.random(in: 1...15, using: &random)
      guard let text = NumberText.significant(Approximation(value), digits)?.text else { continue }
      #expect(text == Rational(value)?.decimal(significant: digits), "\(value) \(digits)")
    }
    for units in [0, 5, 123, 1200, -1200, 99_999_999, 100_000_000, 123_456_789_012] {
      let number = Rational(units, over: 1000)
      for places in 0...6 {
        let shown = Decimals(count: places, mode: .halfUp)
        let found = number.approximation.flatMap { NumberText.fixed($0, shown, false, scale: 1000) }
        guard let found else { continue }
        #expect(found.text == number.fixed(decimals: places, .halfUp))
      }
    }
  }
}
