internal import PMMIR
internal import Synchronization

/// Statistics of groups with more digits, each found when the first one asks for it.
final class Samples: Sendable {
  private let sample: Vector
  private let groups: [[Int32]]
  private let shapes = Once<(mean: Precise, deviation: Precise)>()
  private let statistics = Once<Precise>()

  /// What is found once for each group, nothing included.
  final class Once<Value>: Sendable {
    private let found = Mutex<[Int: Value?]>([:])

    func of(_ group: Int, _ make: () -> Value?) -> Value? {
      found.withLock { found in
        if let known = found[group] { return known }
        let value = make()
        found[group] = .some(value)
        return value
      }
    }
  }

  init(_ sample: Vector, _ groups: [[Int32]]) {
    (self.sample, self.groups) = (sample, groups)
  }

  func shape(of group: Int) -> (mean: Precise, deviation: Precise)? {
    shapes.of(group) { shape(groups[group]) }
  }

  /// The sum, the mean, the lowest or the highest of a group.
  func statistic(_ aggregate: Aggregate, of group: Int) -> Precise? {
    statistics.of(group) { statistic(aggregate, groups[group]) }
  }

  private func statistic(_ aggregate: Aggregate, _ members: [Int32]) -> Precise? {
    guard let first = members.first else { return nil }
    if aggregate == .min || aggregate == .max {
      let sign = aggregate == .min ? -1.0 : 1.0
      let best =
        members.max { sign * sample.values[Int($0)] < sign * sample.values[Int($1)] } ?? first
      let orders = members.map { member in
        order(sample.number(Int(member)), sample.number(Int(best)), scale: sample.scale)
          * (sign < 0 ? -1 : 1)
      }
      // Of numbers that could be it, all must be that one number; in doubt is 2, or its reverse.
      let isCertain = zip(members, orders).allSatisfy { $0 == best || $1 == -1 || $1 == 0 }
      return isCertain ? sample.precise(Int(best)) : nil
    }
    let numbers = members.compactMap { sample.precise(Int($0)) }
    guard numbers.count == members.count else { return nil }
    let sum = numbers.reduce(Precise(0.0), +)
    return aggregate == .sum ? sum : sum / Precise(Double(numbers.count))
  }

  /// Nil where not every number is known so well, or there are too few.
  private func shape(_ members: [Int32]) -> (mean: Precise, deviation: Precise)? {
    let numbers = members.compactMap { sample.precise(Int($0)) }
    guard numbers.count == members.count, numbers.count > 1 else { return nil }
    let mean = numbers.reduce(Precise(0.0), +) / Precise(Double(numbers.count))
    let squares = numbers.reduce(Precise(0.0)) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Precise(Double(numbers.count - 1))).squareRoot.map { (mean, $0) }
  }
}
