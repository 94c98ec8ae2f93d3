import PMMIR
import PMMNumber

/// Aggregates over sets and standings in populations, in words.
extension FormulaText {
  /// `the mean of (declarations) over “The same region”, where …`
  func statistic(
    _ aggregate: Aggregate, _ arguments: [String], _ set: SetSelection, _ condition: String?
  ) -> String {
    var items = arguments
    // The second argument of these is one number, said in the phrase itself.
    let extra = aggregate.hasParameter ? items.popLast() : nil
    if aggregate == .weightedMean, items.count == 2 {
      items = [wording(.withWeight, ["value": items[0], "weight": items[1]])]
    }
    let function = wording(
      Self.phrase(of: aggregate),
      ["arguments": items.joined(separator: wording(.listSeparator)), "extra": extra ?? ""])
    var words = wording(.overSet, ["function": function, "set": self.set(set)])
    if let condition { words = wording(.whereOnly, ["function": words, "condition": condition]) }
    return words
  }

  func set(_ set: SetSelection) -> String {
    switch set {
    case .population(let index):
      return wording(.setPopulation, ["name": wording.population(index, in: program)])
    case .axis(let part):
      let cells = part.values.map {
        wording.cell(Cell([Coordinate(axis: part.axis, value: $0)]), in: program)
      }
      return wording.list(cells)
    case .window(let from, let to):
      let ends = [from, to].map { period.advanced(by: $0).description }
      return wording(.between, ["lower": ends[0], "upper": ends[1]])
    }
  }

  func place(
    _ standing: Standing, _ operand: String, _ population: Int, _ isDescending: Bool
  ) -> String {
    let phrase: Phrase =
      switch standing {
      case .minmax: .standingMinmax
      case .zscore: .standingZScore
      case .rank: .standingRank
      case .percentile: .standingPercentile
      }
    let words = wording(
      phrase, ["operand": operand, "name": wording.population(population, in: program)])
    return isDescending ? wording(.lowerIsBetter, ["standing": words]) : words
  }

  static func phrase(of aggregate: Aggregate) -> Phrase {
    switch aggregate {
    case .sum: .functionSum
    case .min: .functionMin
    case .max: .functionMax
    case .median: .functionMedian
    case .mean: .functionMean
    case .geometricMean: .functionGeometricMean
    case .harmonicMean: .functionHarmonicMean
    case .weightedMean: .functionWeightedMean
    case .count: .functionCount
    case .distinct: .functionDistinct
    case .deviation: .functionDeviation
    case .sampleDeviation: .functionSampleDeviation
    case .percentile: .functionPercentile
    case .skewness: .functionSkewness
    case .kurtosis: .functionKurtosis
    case .bestMean: .functionBestMean
    }
  }
}
