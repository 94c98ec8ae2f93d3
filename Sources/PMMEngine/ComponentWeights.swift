internal import PMMIR
internal import PMMNumber

/// `weights principal_component`: weights from the data, once for each group of the population.
extension Engine {
  /// `children` are those of places whose rules are of the kind of `set`: only their weights are asked for.
  func componentWeights(
    of children: [Int], _ scores: [Vector], _ node: Int, over population: Int, _ set: Int
  ) -> [Vector] {
    let groups = groups(population)
    let kinds = sets.kinds(of: node, in: setting.program)
    let comparable = children.compactMap(comparable)
    let least = setting.program.populations[population].atLeast ?? 0
    let found = groups.members.map { members -> Found<[Precise]> in
      let some = members.lazy.map { Int($0) }.filter { place in
        comparable.allSatisfy { $0[place] }
          && scores.allSatisfy { $0.states[place] != State.missing }
      }
      let places = Array(some)
      guard
        places.allSatisfy({ place in
          scores.allSatisfy { $0.states[place] == State.known }
        })
      else { return .doubt }
      if places.count < least { return .missing(.suppressed) }
      return PrincipalComponent.weights(of: scores, at: places)
    }
    // Where bounds leave it open, exact arithmetic is asked: once for each group, at one of its places.
    var asked: [Int: [Lane]] = [:]
    let isOwn = kinds.ofPlace.isEmpty ? nil : kinds.ofPlace
    let weights: [[Lane]] = (0..<count).map { place in
      if let isOwn, isOwn[place] != set { return children.map { _ in .doubt } }
      let group = Int(groups.seen[place])
      guard group >= 0 else {
        return children.map { _ in .missing(reasons.bit(.notAvailable)) }
      }
      switch found[group] {
      case .known(let weights): return weights.map { .known($0.approximation) }
      case .missing(let reason): return children.map { _ in .missing(reasons.bit(reason)) }
      case .doubt:
        let lanes =
          asked[group]
          ?? self.asked { exact.weights(node: node, place: place) }.map(translation.lane)
        asked[group] = lanes
        return lanes
      }
    }
    return children.indices.map { child in
      let result = Vector.make(count) { weights[$0][child] }
      result.origin = { place, _ in
        guard groups.seen[place] >= 0, case .known(let weights) = found[Int(groups.seen[place])]
        else { return nil }
        return weights[child]
      }
      return result
    }
  }
}

/// The first principal component of columns of scores, as the reference finds it, in numbers of twice the
/// digits of a double: a matrix whose powers come closer and closer to that one component.
enum PrincipalComponent {
  /// Each squaring doubles the digits, and what is unknown of the entries.
  private static let mostSquarings = 40
  /// How far deviations of the columns may differ in size.
  private static let widestSpread = 1e8

  static func weights(of scores: [Vector], at places: [Int]) -> Found<[Precise]> {
    guard places.count > 1, !scores.isEmpty else { return .missing(.notAvailable) }
    let variations = scores.map { varies($0, places) }
    // A column that does not vary has no correlation with any.
    if variations.contains(false) { return .missing(.zeroDenominator) }
    if variations.contains(nil) { return .doubt }
    if scores.count == 1 { return .known([Precise(1.0)]) }
    let columns = scores.map { centred($0, places) }
    let size = Precise(Double(places.count))
    let sums = columns.map { $0.reduce(Precise(0.0), +) }
    var covariances: [[Precise]] = columns.map { _ in [] }
    for i in columns.indices {
      for j in columns.indices where j >= i {
        var products = Precise(0.0)
        for row in places.indices { products = products + columns[i][row] * columns[j][row] }
        covariances[i].append(size * products - sums[i] * sums[j])
      }
    }
    func covariance(_ i: Int, _ j: Int) -> Precise { covariances[min(i, j)][abs(i - j)] }
    let variances = columns.indices.map { covariance($0, $0) }
    guard variances.allSatisfy({ $0.isPositive }),
      let least = variances.map(\.high).min(), let most = variances.map(\.high).max(),
      most < least * widestSpread * widestSpread
    else { return .doubt }
    let matrix = columns.indices.map { i in
      columns.indices.map { covariance(i, $0) / variances[i] }
    }
    return component(of: matrix).map { .known($0) } ?? .doubt
  }

  /// Whether the numbers of some places are not all one; nil in doubt.
  private static func varies(_ scores: Vector, _ places: [Int]) -> Bool? {
    let first = scores.number(places[0])
    let orders = Set(places.map { order(first, scores.number($0), scale: scores.scale) })
    if orders.contains(1) || orders.contains(-1) { return true }
    return orders.contains(2) ? nil : false
  }

  /// The scores less a number near to their mean, which changes nothing but the digits that are lost.
  private static func centred(_ scores: Vector, _ places: [Int]) -> [Precise] {
    let mean = places.reduce(0.0) { $0 + scores.values[$1] } / Double(places.count)
    return places.map { place in
      (scores.precise(place) ?? Precise(scores.number(place))) - Precise(mean)
    }
  }

  /// The component that the powers of the matrix come to, normalised to the sum 1. Nil in doubt.
  private static func component(of matrix: [[Precise]]) -> [Precise]? {
    let rows = matrix.indices
    func trace(_ matrix: [[Precise]]) -> Precise {
      rows.reduce(Precise(0.0)) { $0 + matrix[$1][$1] }
    }
    func divided(_ matrix: [[Precise]], by divisor: Precise) -> [[Precise]] {
      matrix.map { row in row.map { $0 / divisor } }
    }
    var current = divided(matrix, by: trace(matrix))
    var isSingle = false
    for _ in 0..<mostSquarings {
      let square = rows.map { i in
        rows.map { j in
          rows.reduce(Precise(0.0)) { $0 + current[i][$1] * current[$1][j] }
        }
      }
      let whole = trace(square)
      guard whole.isPositive else { return nil }
      current = divided(square, by: whole)
      if isSingle { return weights(of: current) }
      // With the trace 1, the others have at most so large a share as the square's trace lacks. After
      // this squaring it is the square of that, after the next one nothing.
      let lack = Precise(1.0) - whole
      isSingle = lack.high + lack.error < 0x1p-50
    }
    return nil
  }

  /// Every column of the matrix is a multiple of the component.
  private static func weights(of matrix: [[Precise]]) -> [Precise]? {
    let columns = matrix.indices.map { column in matrix.map { $0[column] } }
    func size(_ column: [Precise]) -> Double { column.reduce(0) { $0 + abs($1.high) } }
    guard let best = columns.max(by: { size($0) < size($1) }) else { return nil }
    let whole = best.reduce(Precise(0.0), +)
    guard whole.isPositive || (-whole).isPositive else { return nil }
    // What is left of the other components, and the reference's rounding to 34 digits.
    return best.map { ($0 / whole).widened(by: size(best) / abs(whole.high) * 0x1p-104) }
  }
}
