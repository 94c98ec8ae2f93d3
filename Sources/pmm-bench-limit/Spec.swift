/// The framework as numbers.
struct Spec {
  struct KPI {
    var isRatio: Bool
    var first: Int
    var second: Int
    var isLowerBetter: Bool
  }
  var inputs: Int
  var kpis: [KPI] = []
  var kpiWeights: [Double] = []
  var outcomeOfKPI: [Int] = []
  var outcomes: [Int] = []
  var outcomeWeights: [Double] = []
  var dimensionOfOutcome: [Int] = []
  var dimensionWeights: [Double] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let numbers = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .compactMap { Int($0) }
    inputs = numbers[0]
    var next = 4
    func take() -> Int {
      next += 1
      return numbers[next - 1]
    }
    for _ in 0..<numbers[1] {
      kpis.append(
        KPI(isRatio: take() == 0, first: take(), second: take(), isLowerBetter: take() == 1))
      kpiWeights.append(Double(take()))
      outcomeOfKPI.append(take())
    }
    for index in 0..<numbers[2] {
      outcomes.append(index)
      dimensionOfOutcome.append(take())
      outcomeWeights.append(Double(take()))
    }
    for _ in 0..<numbers[3] { dimensionWeights.append(Double(take())) }
  }

  /// Weighted means of the columns of each group, where 60% of its weight is there.
  func mean(_ columns: [Double], _ weights: [Double], _ group: [Int], count: Int) -> [Double] {
    let rows = Table.rows
    var sums = [Double](repeating: 0, count: count * rows)
    var present = sums
    var whole = [Double](repeating: 0, count: count)
    columns.withUnsafeBufferPointer { columns in
      sums.withUnsafeMutableBufferPointer { sums in
        present.withUnsafeMutableBufferPointer { present in
          for index in weights.indices {
            let (from, to, weight) = (index * rows, group[index] * rows, weights[index])
            whole[group[index]] += weight
            for row in 0..<rows {
              let score = columns[from &+ row]
              let isKnown = score == score
              sums[to &+ row] += isKnown ? weight * score : 0
              present[to &+ row] += isKnown ? weight : 0
            }
          }
          for index in 0..<count {
            let floor = 0.6 * whole[index] - 1e-12
            for place in index * rows..<(index + 1) * rows {
              sums[place] = present[place] >= floor ? sums[place] / present[place] : .nan
            }
          }
        }
      }
    }
    return sums
  }
}
