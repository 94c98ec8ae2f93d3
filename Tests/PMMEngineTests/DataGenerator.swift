import PMMIR
import PMMNumber
import TestSupport

/// Data as no administration would report it: ties, ends of bands, zero and tiny denominators, numbers
/// of eighteen digits, every reason.
struct DataGenerator {
  let program: Program
  var random: SeededGenerator
  /// Constants of the program, where its bands end.
  private let constants: [Rational]
  private let reasons: [Reason]
  /// Nearly every number is such a case, and so are ties and quotients of two.
  private let isPointed: Bool
  /// What was reported before.
  private var recent: [Rational] = [1]

  init(_ program: Program, seed: UInt64, isPointed: Bool = false) {
    self.program = program
    self.isPointed = isPointed
    random = SeededGenerator(seed: seed)
    var constants: [Rational] = []
    for expression in program.expressions {
      if case .number(let number) = expression.operation { constants.append(number) }
    }
    for node in program.nodes {
      for row in node.rules.classification?.value.rows ?? [] {
        if case .interval(let bounds) = row.pattern {
          constants += [bounds.lower, bounds.upper].compactMap { $0 }
        }
      }
    }
    self.constants = constants.isEmpty ? [1] : constants
    reasons = Reason.builtIn + program.reasons.map(\.reason)
  }

  mutating func dataset(subjects: Int, periods: Int) -> Dataset {
    var dataset = Dataset()
    let head = program.head
    let first = head.examplePeriod
    let all = (0..<(head.period == .none ? 1 : periods)).map { first.advanced(by: $0) }
    let density = Int.random(in: 0...4, using: &random)
    let style = Int.random(in: 0...5, using: &random)
    for code in 0..<subjects {
      let subject = dataset.subject("S\(code)")
      for attribute in program.attributes.indices {
        if Int.random(in: 0..<12, using: &random) == 0 { continue }
        let scalar = scalar(program.attributes[attribute].type, style: 0)
        if let scalar {
          dataset.set(scalar, for: .init(attribute: attribute, subject: subject, period: nil))
        }
      }
      for period in all {
        if Int.random(in: 0..<12, using: &random) == 0 { continue }
        dataset.notePresence(subject: subject, period: period)
        for index in program.inputs.indices {
          for cell in cells(of: program.inputs[index]) {
            let chance = cell.isTotal ? density * 2 : density
            guard Int.random(in: 0..<10, using: &random) >= chance else { continue }
            let place = Place(name: program.inputs[index].name, cell: cell, period: period)
            var figure = Figure.missing(.notReported, at: place)
            if Int.random(in: 0..<12, using: &random) == 0 {
              figure = .missing(reasons.randomElement(using: &random) ?? .notReported, at: place)
            } else if let scalar = scalar(program.inputs[index].type, style: style) {
              figure = .known(scalar)
            }
            if Int.random(in: 0..<20, using: &random) == 0 { figure.flags = .estimated }
            dataset.set(
              .init(figure: figure),
              for: .init(input: index, subject: subject, period: period, cell: cell))
          }
        }
      }
    }
    return dataset
  }

  private func cells(of input: Input) -> [Cell] {
    var cells = [Cell.total]
    for part in input.breakdown {
      cells += cells.flatMap { cell in
        part.values.map { cell.at(Coordinate(axis: part.axis, value: $0)) }
      }
    }
    return cells
  }

  private mutating func scalar(_ type: ValueType, style: Int) -> Scalar? {
    switch type {
    case .quantity: return .number(number(style: style))
    case .level(let scale):
      return program.scales[scale].levels.indices.randomElement(using: &random).map { .level($0) }
    case .category(let attribute):
      return program.attributes[attribute].values.indices.randomElement(using: &random)
        .map { .category($0) }
    case .truth: return .truth(Bool.random(using: &random))
    case .date, .dateTime: return .date(Int.random(in: 18_000...18_010, using: &random))
    case .text: return .text(["a", "b", "c"].randomElement(using: &random) ?? "a")
    }
  }

  private mutating func number(style: Int) -> Rational {
    if isPointed {
      let number = pointedNumber(isNegative: style == 5)
      recent.append(number)
      return number
    }
    let constant = constants.randomElement(using: &random) ?? 1
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return 0
    case 1: return constant
    case 2: return constant + Rational(1, over: 1_000_000_000_000_000)
    case 3 where style > 2:
      return Rational(Int.random(in: 1...999_999_999_999_999_999, using: &random))
    case 3, 4: return Rational(Int.random(in: 0...10, using: &random))
    case 5: return Rational(Int.random(in: 0...1000, using: &random), over: 1000)
    case 6 where style > 3:
      return Rational(
        Int.random(in: 1...9, using: &random), over: 1_000_000_000_000_000_000)
    case 6: return Rational(Int.random(in: 1...100, using: &random), over: 10)
    case 7 where style == 5: return Rational(-Int.random(in: 1...50, using: &random))
    case 7: return Rational(Int.random(in: 1...50, using: &random))
    default:
      return Rational(Int.random(in: 0...1_000_000_000, using: &random), over: 1000)
    }
  }

  private mutating func pointedNumber(isNegative: Bool) -> Rational {
    let constant = constants.randomElement(using: &random) ?? 1
    let other = recent.randomElement(using: &random) ?? 1
    let least = Rational(1, over: 1_000_000_000_000_000_000)
    switch Int.random(in: 0..<14, using: &random) {
    case 0: return 0
    case 1: return constant
    case 2: return constant + least
    case 3: return constant - least
    // A tie, and what is nearly one.
    case 4, 5: return other
    case 6: return other + least
    // A quotient with the other is a constant, as it is or in percent.
    case 7: return other * constant
    case 8: return other * constant * Rational(1, over: 100)
    // A denominator that is nearly zero.
    case 9: return least * Rational(Int.random(in: 1...9, using: &random))
    case 10: return Rational(Int.random(in: 1...999_999_999_999_999_999, using: &random))
    case 11 where isNegative: return -other
    case 11, 12: return Rational(Int.random(in: 0...4, using: &random))
    default: return Rational(Int.random(in: 0...100_000, using: &random), over: 1000)
    }
  }
}
