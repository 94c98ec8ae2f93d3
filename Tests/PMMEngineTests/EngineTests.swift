import Foundation
import PMMIR
import PMMNumber
import PMMReport
import TestSupport
import Testing

@testable import PMMEngine

@Suite("The engine says what the reference says")
struct EngineTests {
  /// More rounds look at more data; CI keeps to a few.
  static let rounds =
    ProcessInfo.processInfo.environment["PMM_ENGINE_ROUNDS"].flatMap { Int($0) }

  @Test("of every program, with generated data", arguments: Corpus.programs)
  func corpus(_ entry: Corpus.Entry) {
    let isLarge = entry.program.nodes.count > 60
    for seed in 1...(Self.rounds ?? 2) {
      compare(
        Case(
          program: entry.name, seed: UInt64(seed), subjects: isLarge ? 4 : 7,
          periods: isLarge ? 2 : 3), entry.program)
    }
  }

  /// What once differed must not differ again.
  @Test("in every case that ever differed", arguments: Case.kept)
  func replay(_ kept: Case) throws {
    let entry = try #require(Corpus.programs.first { $0.name == kept.program })
    compare(kept, entry.program, isKept: true)
  }

  private func compare(_ one: Case, _ compiled: Program, isKept: Bool = false) {
    var program = compiled
    // Every print names it, and here there are hundreds.
    program.editionHashes = editionHashes(compiled)
    let dataset = one.dataset(program)
    // A large base is looked at twice: by itself, and with what its adaptations declare.
    let own = adapted(program, one, EvaluationOptions())
    let isAdapted = one.program.hasSuffix(Corpus.adaptedSuffix)
    let isLarge = program.nodes.count > 60
    for var options in isAdapted ? [own] : choices(program) + (isLarge ? [] : [own]) {
      options.bounds = isKept || one.seed == 1
      guard let comparison = Comparison(program, dataset, options) else {
        if options.adaptations.isEmpty {
          Issue.record("\(one): more reasons than the engine has bits for")
        }
        continue
      }
      #expect(
        comparison.differences.isEmpty,
        "\(one): \(comparison.differences.prefix(3).joined(separator: "\n"))")
      let found = evaluateByColumns(program, dataset, options).results
      for digits in one.seed == 1 ? [12, 1, 15, 17, 34] : [12, 17] {
        let expected = ResultCSV(comparison.reference, digits: .significant(digits))
        let printed = ResultCSV(found, digits: .significant(digits))
        #expect(expected.text() == printed.text(), "\(one), \(digits) digits")
        guard digits == 12 else { continue }
        #expect(expected.wide() == printed.wide(), "\(one), wide")
        #expect(expected.wide(.value) == printed.wide(.value), "\(one), wide value")
      }
      // Every figure is counted, one way or another.
      let counts = comparison.engine.counts
      let columns = comparison.engine.nodes.flatMap { $0 }
      let all = columns.reduce(0) { sum, column in
        sum + (0..<comparison.engine.count).count { !column.isAbsent($0) }
      }
      #expect(counts.figures == all, "\(one)")
    }
  }
}

/// The standard evaluation, and some alternatives.
func choices(_ program: Program) -> [EvaluationOptions] {
  var all = [EvaluationOptions()]
  for alternative in program.alternatives {
    all.append(EvaluationOptions(frameworkAlternative: alternative.name))
  }
  for (index, node) in program.nodes.enumerated() {
    for alternative in node.alternatives.prefix(2) {
      all.append(EvaluationOptions(alternatives: [index: alternative.name]))
    }
  }
  return Array(all.prefix(4))
}

/// Whether a program does with a column what few subjects do not show: treats it, takes weights from it.
func looksAtColumns(_ program: Program) -> Bool {
  program.nodes.contains { $0.rules.treatment != nil || $0.rules.componentWeights != nil }
}

/// Generated data of one program: the same wherever and whenever it is generated.
struct Case: Sendable, CustomStringConvertible {
  var program: String
  var seed: UInt64
  var subjects: Int
  var periods: Int
  /// Whether nearly every number is a boundary case.
  var isPointed = false

  func dataset(_ program: Program) -> Dataset {
    var generator = DataGenerator(program, seed: seed, isPointed: isPointed)
    let data = generator.dataset(subjects: subjects, periods: periods)
    return seed % 2 == 0 ? validate(data, against: program).0 : data
  }

  /// As a line of `Tests/Golden/engine/differed.txt`.
  var description: String {
    "\(program) \(seed) \(subjects) \(periods)" + (isPointed ? " pointed" : "")
  }

  private static let file = Golden.root.appendingPathComponent("Tests/Golden/engine/differed.txt")

  static let kept: [Case] = {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let words = line.split(separator: " ")
      guard words.count >= 4, let seed = UInt64(words[1]), let subjects = Int(words[2]),
        let periods = Int(words[3])
      else { return nil }
      return Case(
        program: String(words[0]), seed: seed, subjects: subjects, periods: periods,
        isPointed: words.last == "pointed")
    }
  }()

  /// Writes down what differed, to be replayed from now on.
  func keep() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    try Data((text + description + "\n").utf8).write(to: Self.file)
  }
}

@Suite("Bounds hold")
struct ApproximationTests {
  private static func number(_ random: inout SeededGenerator) -> Approximation {
    let value =
      Double(Int.random(in: -1_000_000...1_000_000, using: &random))
      * [1, 0.001, 1e6, 1e-9, 0x1p-40].randomElement(using: &random)!
    return Approximation(value, Bool.random(using: &random) ? 0 : abs(value) * 1e-14)
  }

  @Test func ofArithmetic() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<20_000 {
      let (a, b) = (Self.number(&random), Self.number(&random))
      // Some number within each bound.
      let share = Rational(Int.random(in: -1000...1000, using: &random), over: 1000)
      let x = try #require(Rational(a.value)) + share * (try #require(Rational(a.error)))
      let y = try #require(Rational(b.value)) - share * (try #require(Rational(b.error)))
      expect(a + b, x + y)
      expect(a - b, x - y)
      expect(a * b, x * y)
      if b.hasSign, b.value != 0, let quotient = x.divided(by: y) { expect(a / b, quotient) }
      if let root = a.squareRoot, let exact = x.squareRoot() { expect(root, exact) }
    }
  }

  @Test func ofFunctions() throws {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<300 {
      let a = Self.number(&random)
      let x = try #require(Rational(a.value))
      if let found = a.logarithm, let exact = x.naturalLogarithm() { expect(found, exact) }
      if let found = a.exponential, let exact = x.exponential() { expect(found, exact) }
      let exponent = Rational(Int.random(in: 1...40, using: &random), over: 7)
      if let found = exponent.approximation.flatMap(a.power), let exact = x.power(exponent) {
        expect(found, exact)
      }
    }
  }

  @Test func ofFractions() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<5_000 {
      let top = Int.random(in: Int.min / 2...Int.max / 2, using: &random)
      let bottom = Int.random(in: 1...Int.max, using: &random)
      let fraction = Rational(top, over: bottom)
      expect(try #require(fraction.approximation), fraction)
      let long = fraction * fraction * fraction
      if let found = long.approximation { expect(found, long) }
    }
  }

  private func expect(_ found: Approximation, _ exact: Rational) {
    guard let value = Rational(found.value), let error = Rational(found.error) else { return }
    #expect((exact - value).magnitude <= error, "\(found) is not \(exact)")
  }
}
