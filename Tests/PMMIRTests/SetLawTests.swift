import PMMIR
import PMMNumber
import Testing

/// Numbers that look random and are the same every time.
private struct Dice {
  var state: UInt64

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}

/// Aggregates and standings on random data, against what their definitions say word by word.
@Suite struct SetLawTests {
  /// Subjects in two regions; of each a value or none, and a weight.
  private struct Data {
    var builder = Builder()
    var region: [Int] = []
    var value: [Rational?] = []
    var weight: [Rational] = []
    var atLeast: Int?
    var threshold: Rational

    init(_ seed: Int) {
      var dice = Dice(state: UInt64(seed) &* 77_777 &+ 5)
      let (x, w) = (builder.input("x"), builder.input("w"))
      let attribute = builder.attribute("region")
      let range = Domain.interval(Bounds(lower: 0, upper: 10))
      builder.program.inputs[x].range = resolved(range)
      threshold = Rational(dice.next(4))
      let test = builder.lower(.input(x) > .operation(.number(threshold)))
      atLeast = dice.next(3) == 0 ? 4 : nil
      let least = atLeast
      _ = builder.population {
        $0.same = [attribute]
        $0.conditions = [test]
        $0.atLeast = least
      }
      for index in 0..<(3 + dice.next(14)) {
        let subject = builder.dataset.subject("S\(index)")
        region.append(dice.next(2))
        builder.dataset.set(
          .category(region[index]), for: .init(attribute: attribute, subject: subject, period: nil))
        builder.present("S\(index)")
        let number = dice.next(5) == 0 ? nil : Rational(dice.next(101), over: 10)
        value.append(number)
        weight.append(Rational(1 + dice.next(5)))
        if let number {
          builder.report(
            x,
            number.fractionText.contains("/")
              ? number.exactDecimal(limit: 3)! : number.fractionText, "S\(index)")
        }
        builder.report(w, weight[index].fractionText, "S\(index)")
      }
    }

    /// The members that a subject sees.
    func members(seenBy subject: Int) -> [Int] {
      value.indices.filter { region[$0] == region[subject] && (value[$0] ?? 0) > threshold }
    }
  }

  private func naive(
    _ aggregate: Aggregate, _ x: [Rational], _ w: [Rational]
  ) -> Rational? {
    let n = Rational(x.count)
    if aggregate == .count { return n }
    if aggregate == .distinct { return Rational(Set(x).count) }
    guard !x.isEmpty else { return nil }
    let sorted = x.sorted()
    func total(_ list: [Rational]) -> Rational { list.reduce(0) { $0 + $1 } }
    let mean = total(x).divided(by: n)!
    func moment(_ power: Int) -> Rational {
      total(x.map { ($0 - mean).power(power)! }).divided(by: n)!
    }
    switch aggregate {
    case .sum: return total(x)
    case .mean: return mean
    case .min: return sorted[0]
    case .max: return sorted[sorted.count - 1]
    case .median:
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]).divided(by: 2)
    case .weightedMean: return total(zip(x, w).map { $0 * $1 }).divided(by: total(w))
    case .deviation: return moment(2).squareRoot()
    case .sampleDeviation:
      return (moment(2) * n).divided(by: n - 1).flatMap { $0.squareRoot() }
    case .skewness:
      guard x.count > 2, !moment(2).isZero else { return nil }
      let square = (n * (n - 1) * moment(3).power(2)!)
        .divided(by: (n - 2).power(2)! * moment(2).power(3)!)!
      return moment(3).isNegative ? -square.squareRoot()! : square.squareRoot()
    case .kurtosis:
      guard x.count > 3, !moment(2).isZero else { return nil }
      let excess = moment(4).divided(by: moment(2).power(2)!)! - 3
      return ((n + 1) * excess + 6) * (n - 1).divided(by: (n - 2) * (n - 3))!
    case .percentile:
      // 30 %, type 7.
      let position = Rational(3 * (x.count - 1), over: 10)
      let below = 3 * (x.count - 1) / 10
      let above = min(below + 1, x.count - 1)
      return sorted[below] + (position - Rational(below)) * (sorted[above] - sorted[below])
    case .bestMean:
      let best = sorted.suffix(3)
      return total(Array(best)).divided(by: Rational(best.count))
    case .geometricMean: return Rational.geometricMean(x)
    case .harmonicMean:
      return n.divided(by: total(x.compactMap { Rational(1).divided(by: $0) }))
    case .count, .distinct: return nil
    }
  }

  @Test(arguments: 0..<25)
  func aggregatesAreWhatTheirDefinitionsSay(_ seed: Int) {
    var data = Data(seed)
    var nodes: [(Aggregate, Int, ExpressionID)] = []
    for aggregate in Aggregate.allCases {
      var arguments: [Term] = [.input(0)]
      if aggregate == .weightedMean { arguments.append(.input(1)) }
      if aggregate == .percentile { arguments.append(.number("0.3")) }
      if aggregate == .bestMean { arguments.append(3) }
      let term = Term.aggregate(aggregate, arguments, .population(0))
      let node = data.builder.kpi(aggregate.rawValue, term)
      nodes.append((aggregate, node, data.builder.lower(term)))
    }
    let results = evaluate(data.builder.program, data.builder.dataset)
    var ranges = Ranges(data.builder.program)
    for subject in data.value.indices {
      let members = data.members(seenBy: subject)
      let x = members.compactMap { data.value[$0] }
      for (aggregate, node, expression) in nodes {
        let figure = results.figures(node: node, subject: subject, period: Builder.year)!.value
        if x.count < data.atLeast ?? 0 {
          #expect(figure.reasons == [.suppressed])
          continue
        }
        let expected = naive(aggregate, x, members.map { data.weight[$0] })
        #expect(figure.number == expected, "\(aggregate) \(x)")
        if let number = figure.number {
          #expect(ranges.bounds(expression).contains(number), "\(aggregate) \(number)")
        }
      }
    }
  }

  @Test(arguments: 0..<25)
  func standingsAreWhatTheirDefinitionsSay(_ seed: Int) {
    var data = Data(seed)
    let cases = Standing.allCases.flatMap { [($0, false), ($0, true)] }
    let nodes = cases.map { standing, isDescending in
      data.builder.kpi(
        "\(standing.rawValue)_\(isDescending)",
        .standing(standing, .input(0), 0, isDescending: isDescending))
    }
    let results = evaluate(data.builder.program, data.builder.dataset)
    for (subject, value) in data.value.enumerated() {
      guard let value else { continue }
      let x = data.members(seenBy: subject).compactMap { data.value[$0] }
      guard x.count >= max(2, data.atLeast ?? 0), Set(x).count > 1 else { continue }
      let n = Rational(x.count)
      for ((standing, isDescending), node) in zip(cases, nodes) {
        let sign: Rational = isDescending ? -1 : 1
        let (own, others) = (sign * value, x.map { sign * $0 })
        let (least, most) = (others.min()!, others.max()!)
        let worse = Rational(others.count { $0 < own })
        let expected: Rational?
        switch standing {
        case .minmax: expected = (max(least, min(most, own)) - least).divided(by: most - least)
        case .rank: expected = min(1, worse.divided(by: n - 1)!)
        case .percentile:
          expected = (worse + Rational(others.count { $0 == own }, over: 2)).divided(by: n)
        case .zscore:
          let mean = Rational.mean(others)!
          let square = others.map { ($0 - mean).power(2)! }.reduce(0, +).divided(by: n - 1)!
          let distance = own - mean
          let size = (distance * distance).divided(by: square)!.squareRoot()!
          expected = distance.isNegative ? -size : size
        }
        let got = results.figures(node: node, subject: subject, period: Builder.year)?.value.number
        #expect(got == expected, "\(standing) \(isDescending) of \(value) in \(x)")
      }
    }
  }

  /// Neither the order of subjects nor that of nodes has an effect.
  @Test func aPopulationHasNoOrder() {
    func scores(_ order: [Int]) -> [String: Rational?] {
      let values = ["1", "5", "2", "9", "2", "7"]
      var builder = Builder()
      let x = builder.input("x")
      for index in order { builder.report(x, values[index], "S\(index)") }
      let p = builder.population()
      let node = builder.kpi("k", .standing(.zscore, .input(x), p))
      let results = evaluate(builder.program, builder.dataset)
      return Dictionary(
        uniqueKeysWithValues: builder.dataset.subjects.enumerated().map { index, code in
          (code, results.figures(node: node, subject: index, period: Builder.year)?.value.number)
        })
    }
    #expect(scores([0, 1, 2, 3, 4, 5]) == scores([3, 5, 1, 0, 4, 2]))
  }

  @Test func rangesKnowWhatOthersDo() {
    var builder = Builder()
    let x = builder.input("x")
    builder.program.inputs[x].range = resolved(.interval(Bounds(lower: 2, upper: 8)))
    let p = builder.population()
    let mean = Term.aggregate(.mean, [.input(x)], .population(p))
    let positive = builder.lower(.input(x) > 5)
    let (a, b) = (builder.lower(mean), builder.lower(.standing(.minmax, .input(x), p)))
    var ranges = Ranges(builder.program)
    // That this subject's figure is above 5 says nothing about the mean.
    #expect(
      ranges.bounds(a, assuming: [Assumption(positive, holds: true)]) == Bounds(lower: 2, upper: 8))
    #expect(ranges.bounds(b) == Bounds(lower: 0, upper: 1))
    // A z-score leaves the interval of scores, and so does what combines it.
    let leaf = builder.kpi("leaf", .input(x)) {
      $0.score = resolved(
        .population(
          PopulationScore(
            method: .zscore, population: p, isDescending: false, onto: nil, mean: 10, deviation: 2))
      )
    }
    let top = builder.combine("top", .mean, [leaf])
    ranges = Ranges(builder.program)
    #expect(ranges.nodeBounds(top, .value) == .everything)
    #expect(ranges.nodeBounds(leaf, .value) == Bounds(lower: 2, upper: 8))
  }

  @Test func circularPopulationsAreFound() {
    var builder = Builder()
    let x = builder.input("x")
    let p = builder.population()
    let test = builder.lower(.input(x) > .aggregate(.mean, [.input(x)], .population(p)))
    builder.program.populations[p].conditions = [test]
    #expect(builder.program.circularPopulations == [p])
    // The compiler refuses it; evaluated all the same, it comes to an end.
    builder.report(x, "5")
    #expect(builder.result(of: .aggregate(.count, [.input(x)], .population(p))) == "0")
    let report = builder.lower(.input(x) > 3)
    builder.program.populations[p].conditions = [report]
    #expect(builder.program.circularPopulations == [])
  }
}
