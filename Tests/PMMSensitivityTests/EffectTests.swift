import PMMIR
import PMMNumber
import Testing

@testable import PMMSensitivity

@Suite("Effects and random numbers")
struct EffectTests {
  /// The design that a study makes, for a function of uniform numbers.
  private func effects(
    of function: ([Double]) -> Double, inputs: Int, runs: Int
  ) throws -> [Effect] {
    func draws(_ row: Int, _ matrix: (Int) -> Int) -> Double {
      function(
        (0..<inputs).map { input in
          RandomStream(seed: 7, run: row, draw: input, matrix: matrix(input)).uniform(0)
        })
    }
    let rows = 0..<runs
    let a = rows.map { draws($0) { _ in 0 } }
    let b = rows.map { draws($0) { _ in 1 } }
    let mixed = (0..<inputs).map { chosen in
      rows.map { draws($0) { $0 == chosen ? 1 : 0 } }
    }
    let found = sobolEffects(a, b, mixed: mixed)
    #expect(found.gap == nil)
    return found.effects
  }

  @Test("an additive function: first order and total are the shares of variance")
  func additive() throws {
    let effects = try effects(
      of: { 4 * $0[0] + 2 * $0[1] + $0[2] }, inputs: 3, runs: 60_000)
    for (effect, share) in zip(effects, [16.0 / 21, 4.0 / 21, 1.0 / 21]) {
      #expect(abs(effect.firstOrder - share) < 0.02)
      #expect(abs(effect.total - share) < 0.02)
    }
  }

  @Test("Ishigami's function, whose indices are known (a = 7, b = 0.1)")
  func ishigami() throws {
    let pi = Double.pi
    func sine(_ x: Double) -> Double {
      // No library in this test: a series is enough for a period.
      var (term, sum) = (x, x)
      for index in 1..<20 {
        term *= -x * x / Double((2 * index) * (2 * index + 1))
        sum += term
      }
      return sum
    }
    let effects = try effects(
      of: { numbers in
        let x = numbers.map { (2 * $0 - 1) * pi }
        let (first, second) = (sine(x[0]), sine(x[1]))
        let fourth = x[2] * x[2] * x[2] * x[2]
        return first + 7 * second * second + 0.1 * fourth * first
      }, inputs: 3, runs: 100_000)
    let known = [(0.3139, 0.5576), (0.4424, 0.4424), (0, 0.2437)]
    for (effect, index) in zip(effects, known) {
      #expect(abs(effect.firstOrder - index.0) < 0.02, "\(effect)")
      #expect(abs(effect.total - index.1) < 0.02, "\(effect)")
    }
  }

  @Test("what does not vary has no effects, and runs without a figure are left out")
  func degenerate() {
    #expect(sobolEffects([1, 1], [1, 1], mixed: [[1, 1]]).gap == .sameShift)
    #expect(sobolEffects([0, 0], [0, 0], mixed: [[0, 0]]).gap == .nothingShifts)
    #expect(sobolEffects([1, .nan], [1, 2], mixed: [[1, 1]]).gap == .fewRuns)
    let some = sobolEffects([1, 2, .nan], [3, 1, 1], mixed: [[2, 1, 1]])
    #expect(some.runs == 2 && some.gap == nil)
  }

  @Test func randomNumbersAreEven() {
    let stream = RandomStream(seed: 1, run: 2, draw: 3, matrix: 0)
    let numbers = (0..<20_000).map { stream.uniform($0) }
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = numbers.reduce(0, +) / 20_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean - 0.5) < 0.01)
    #expect(abs(variance - 1.0 / 12) < 0.003)
    var counts = [0, 0, 0]
    for index in 0..<9_000 { counts[stream.choice(index, of: 3)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 3_000) < 200 })
  }

  @Test func pairsOfNumbersAreEven() {
    let stream = RandomStream(seed: 1, run: 2, draw: 3, matrix: 0)
    var (sum, product) = (SIMD2(0.0, 0.0), 0.0)
    for index in 0..<20_000 {
      let pair = stream.pair(index) * 0x1p-32
      #expect(pair.min() >= 0 && pair.max() < 1)
      sum += pair
      product += (pair[0] - 0.5) * (pair[1] - 0.5)
    }
    #expect(abs(sum[0] / 20_000 - 0.5) < 0.01)
    #expect(abs(sum[1] / 20_000 - 0.5) < 0.01)
    // The halves do not go together.
    #expect(abs(product / 20_000) < 0.003)
  }

  @Test(arguments: [1, 2, 3, 20, 1_001])
  func quantilesAreThoseOfAllSorted(_ count: Int) {
    let stream = RandomStream(seed: 6, run: count, draw: 0, matrix: 0)
    let even = (0..<count).map { stream.uniform($0) * 80 - 40 }
    let ties = even.map { ($0 / 10).rounded() }
    // Nearly all in one bucket.
    let outlier = even.map { $0 / 1e9 } + [1e6]
    for numbers in [even, ties, outlier, even.map { _ in 7 }] {
      let sorted = numbers.sorted()
      let expected = [0.05, 0.25, 0.5, 0.75, 0.95].map { share in
        let position = share * Double(sorted.count - 1)
        let (low, high) = (sorted[Int(position)], sorted[min(Int(position) + 1, sorted.count - 1)])
        return low + (high - low) * (position - position.rounded(.down))
      }
      #expect(quantiles(of: numbers) == expected)
    }
    var times = Array(repeating: 0, count: 9)
    for tie in ties { times[Int(tie) + 4] += 1 }
    #expect(quantiles(ofCounts: times) == quantiles(of: ties.map { $0 + 4 }))
  }

  @Test(arguments: [0, 1, 7, 8, 9, 64, 1_000])
  func sorting(_ count: Int) {
    let stream = RandomStream(seed: 5, run: count, draw: 0, matrix: 0)
    let numbers = (0..<count).map { (stream.uniform($0) - 0.5) * 1e3 }
    let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * count + 2)
    defer { keys.deallocate() }
    for (index, number) in numbers.enumerated() { keys[index] = orderedBits(number) }
    sort(keys, keys + count, count)
    #expect((0..<count).map { number(ordered: keys[$0]) } == numbers.sorted())
  }

  @Test("a number that may lie on a tie is rounded as one")
  func rounding() {
    var rounding = Rounding(.init(count: 2, mode: .halfUp), nil)
    #expect(rounding(2.345) == 2.35)
    #expect(rounding(-2.345) == -2.35)
    #expect(rounding(2.3449) == 2.34)
    rounding.mode = .halfEven
    #expect(rounding(2.345) == 2.34)
    #expect(rounding(2.355) == 2.36)
    rounding.mode = .down
    #expect(rounding(2.35) == 2.35)
    #expect(rounding(2.359) == 2.35)
    rounding.mode = .up
    #expect(rounding(2.35) == 2.35)
    #expect(rounding(2.351) == 2.36)
  }
}
