internal import PMMNumber

extension Results {
  /// `weights principal_component over P`: the weights of a node's children, from their scores in the
  /// group that the subject sees. Missing for all of them where there are none.
  func componentWeights(of children: [Int], over population: Int, _ scope: Scope) -> [Figure] {
    func missing(_ reason: Reason) -> [Figure] {
      children.map { _ in .missing(reason, at: scope.place) }
    }
    let sheet = setting.program.populations[population]
    guard let group = group(sheet, subject: scope.subject, period: scope.period) else {
      return missing(.notAvailable)
    }
    let memory = scope.memory ?? Memory()
    let found =
      memory.componentWeights[group] ?? weights(of: children, over: population, group, memory)
    memory.componentWeights[group] = found
    let figures: [Figure]
    switch found.weights {
    case .known(let weights): figures = weights.map { .number($0) }
    case .missing(let reason): figures = missing(reason)
    }
    scope.log?.add(
      SetReport(
        use: .weights, set: .population(population), stage: .value, members: found.members,
        counted: found.counted, result: figures.first { !$0.isKnown } ?? .known(.truth(true))))
    return figures
  }

  private func weights(
    of children: [Int], over population: Int, _ group: Group, _ memory: Memory
  ) -> FoundWeights {
    let members = self.members(of: population, in: group, memory).map { place in
      let place = setting.places[place]
      var member = SetMember(
        subject: place.subject, period: place.period, cell: .total,
        figures: children.map { score(of: $0, subject: place.subject, period: place.period) })
      member.isComparable = children.allSatisfy {
        setting.comparability(of: $0, for: place.subject).isComparable
      }
      return member
    }
    // Only those whose scores are all known say how the children vary together.
    let rows = members.filter(\.isCounted).map { $0.figures.compactMap(\.number) }
    let isEnough = rows.count >= setting.program.populations[population].atLeast ?? 0
    let weights =
      isEnough ? principalComponent(of: rows, count: children.count) : .missing(.suppressed)
    return FoundWeights(weights: weights, members: members, counted: rows.count)
  }
}

/// Weights and those that they were taken from.
struct FoundWeights {
  var weights: ComponentWeights
  var members: [SetMember]
  var counted: Int
}

enum ComponentWeights {
  case known([Rational])
  case missing(Reason)
}

/// What the trace of a matrix is brought to while it is squared: entries are integers, so that no
/// fractions need cancelling, with 90 digits of which 34 are used.
private let one = Rational(10).power(90) ?? 1
/// How close to one component the matrix must come: the next squaring doubles the digits.
private let tolerance = Rational(10).power(45) ?? 1
/// After so many squarings two components that still rival each other are not told apart.
private let mostSquarings = 64

/// The weights of columns by their first principal component: loadings of the correlation matrix, each
/// divided by its column's standard deviation, normalised to the sum 1.
///
/// With C the covariances and D the deviations, the loadings v are the first eigenvector of
/// `D⁻¹ C D⁻¹`, so the weights `D⁻¹ v` are that of `D⁻² C`: a matrix of rationals, without a root.
/// Its powers come closer and closer to that one component.
func principalComponent(of rows: [[Rational]], count: Int) -> ComponentWeights {
  guard rows.count > 1, count > 0 else { return .missing(.notAvailable) }
  let size = Rational(rows.count)
  let columns = (0..<count).map { column in rows.map { $0[column] } }
  let sums = columns.map { Rational.sum($0) }
  func covariance(_ i: Int, _ j: Int) -> Rational {
    let products = Rational.sum(zip(columns[i], columns[j]).map { $0 * $1 })
    return size * products - sums[i] * sums[j]
  }
  var matrix: [[Rational]] = []
  for i in 0..<count {
    let row = (0..<count).compactMap { covariance(i, $0).divided(by: covariance(i, i)) }
    // A column that does not vary has no correlation with any.
    guard row.count == count else { return .missing(.zeroDenominator) }
    matrix.append(row)
  }
  func trace(_ matrix: [[Rational]]) -> Rational {
    Rational.sum((0..<count).map { matrix[$0][$0] })
  }
  /// The matrix with the trace `one`.
  func normalised(_ matrix: [[Rational]]) -> [[Rational]]? {
    guard let factor = one.divided(by: trace(matrix)) else { return nil }
    return matrix.map { row in row.map { ($0 * factor).rounded(decimals: 0, .halfEven) } }
  }
  guard var current = normalised(matrix) else { return .missing(.undefined) }
  for _ in 0..<mostSquarings {
    let square = (0..<count).map { i in
      (0..<count).map { j in
        Rational.sum((0..<count).map { current[i][$0] * current[$0][j] })
      }
    }
    // A single component with the trace 1 is its own square.
    let isSingle = (trace(square) - one * one).magnitude < tolerance * one
    guard let next = normalised(square) else { return .missing(.undefined) }
    current = next
    if isSingle { return weights(of: current) }
  }
  return .missing(.undefined)
}

/// Every column of the matrix is a multiple of the component; the largest loses the fewest digits.
private func weights(of matrix: [[Rational]]) -> ComponentWeights {
  let candidates = matrix.indices.map { column in matrix.map { $0[column] } }
  func size(_ column: [Rational]) -> Rational { Rational.sum(column.map(\.magnitude)) }
  guard let best = candidates.max(by: { size($0) < size($1) }) else { return .missing(.undefined) }
  let whole = Rational.sum(best)
  let weights = best.compactMap { $0.divided(by: whole)?.rounded(significant: 34, .halfEven) }
  return weights.count == best.count ? .known(weights) : .missing(.zeroDenominator)
}
