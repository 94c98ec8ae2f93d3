/// The panel: a framework of 100 KPIs over 120 inputs, and the figures of 200 members over 20 years.
///
/// Everything follows from a seed. Ratios and variations against the year before, scored between the
/// lowest and the highest of all, lower better for a third of them; weighted means upwards, each over
/// at least 60% of the weight.
struct Panel {
  struct KPI {
    /// A quotient of two inputs, or the change of one.
    var isRatio: Bool
    var first: Int
    var second: Int
    var isLowerBetter: Bool
    var weight: Int
    var outcome: Int
  }

  let inputs = 120
  let years = 2005..<2025
  let members = 200
  let kpis: [KPI]
  /// The dimension and the weight of each outcome.
  let outcomes: [(dimension: Int, weight: Int)]
  /// The weight of each dimension.
  let dimensions: [Int]

  init() {
    var dice = Dice(seed: 20_261_119)
    kpis = (0..<100).map { index in
      let first = dice.below(120)
      return KPI(
        isRatio: index < 70, first: first, second: (first + 1 + dice.below(119)) % 120,
        isLowerBetter: dice.uniform() < 0.35, weight: 1 + dice.below(5), outcome: index % 23)
    }
    outcomes = (0..<23).map { ($0 % 4, 1 + dice.below(4)) }
    dimensions = (0..<4).map { _ in 1 + dice.below(4) }
  }

  /// As the peers read it.
  var json: String {
    let kpis = kpis.map { kpi in
      "{\"kind\":\"\(kpi.isRatio ? "ratio" : "variation")\",\"a\":\(kpi.first),"
        + "\"b\":\(kpi.isRatio ? kpi.second : -1),\"lower\":\(kpi.isLowerBetter),"
        + "\"w\":\(kpi.weight),\"outcome\":\(kpi.outcome)}"
    }
    let outcomes = outcomes.map { "{\"dim\":\($0.dimension),\"w\":\($0.weight)}" }
    let dimensions = dimensions.map { "{\"w\":\($0)}" }
    return "{\"inputs\":\(inputs),\"coverage\":0.6,\"kpis\":[\(kpis.joined(separator: ",\n"))],"
      + "\"outcomes\":[\(outcomes.joined(separator: ","))],"
      + "\"dims\":[\(dimensions.joined(separator: ","))]}\n"
  }

  /// As the hand-written program reads it: numbers in a fixed order.
  var numbers: String {
    let kpis = kpis.map {
      "\($0.isRatio ? 0 : 1) \($0.first) \($0.isRatio ? $0.second : -1) \($0.isLowerBetter ? 1 : 0) "
        + "\($0.weight) \($0.outcome)"
    }
    return
      (["\(inputs) \(self.kpis.count) \(outcomes.count) \(dimensions.count)"] + kpis
      + outcomes.map { "\($0.dimension) \($0.weight)" } + dimensions.map(String.init))
      .joined(separator: "\n") + "\n"
  }

  /// The same as a definition.
  var definition: String {
    var lines = [
      """
      framework overall "Panel" {
          edition     1.0.0
          status      draft
          languages   en
          subject     member
          period      calendar year
          levels      dimension, outcome, kpi
          scores      0 .. 100
          combine     weighted_mean
          when        missing: exclude
          needs       60%
      }

      population everyone = all periods

      scale band { very_low "Very low", low "Low", middle "Middle", high "High", very_high "Very high" }

      every dimension {
          combine     weighted_mean
          when        missing: exclude
          needs       60%
      }

      every outcome {
          combine     weighted_mean
          when        missing: exclude
          needs       60%
      }

      every kpi {
          when        zero_denominator: result not_applicable
          score       minmax over everyone
          class       band by score {
              below 20   => very_low
              20 ..< 40  => low
              40 ..< 60  => middle
              60 ..< 80  => high
              from 80    => very_high
          }
      }

      """
    ]
    lines += (0..<inputs).map { "input \(name($0)) \"Input \($0)\" : number { range from 0 }" }
    lines += dimensions.enumerated().map {
      "dimension d\($0.offset) \"Dimension \($0.offset)\" { weight \($0.element) }"
    }
    lines += outcomes.enumerated().map { index, outcome in
      "outcome o\(index) \"Outcome \(index)\" in d\(outcome.dimension) { weight \(outcome.weight) }"
    }
    for (index, kpi) in kpis.enumerated() {
      let first = name(kpi.first)
      let formula =
        kpi.isRatio
        ? "\(first) / \(name(kpi.second))" : "(\(first) - \(first)[T-1]) / \(first)[T-1]"
      lines.append(
        """
        kpi k\(index) "KPI \(index)" in o\(kpi.outcome) {
            weight      \(kpi.weight)
            unit        number
            formula     \(formula)
            better      \(kpi.isLowerBetter ? "lower" : "higher")
        }
        """)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The columns of the file of data that `pmm` calls otherwise.
  let columns = "column,means\nyear,period\n"

  /// One row for each member, year and input: `member,year,input,value`, a tenth and some whole series
  /// empty. `copies` repeats the members under further names.
  func rows(copies: Int = 1, only wanted: Int? = nil) -> [UInt8] {
    var bytes = Array("member,year,input,value\n".utf8)
    let names = (0..<inputs).map { Array(name($0).utf8) }
    var written = 0
    for copy in 0..<copies {
      var dice = Dice(seed: 5)
      for member in 0..<members {
        let level = (0..<inputs).map { _ in dice.bell() * 1.2 + 6 }
        let isEmpty = (0..<inputs).map { _ in dice.uniform() < 0.04 }
        var trend = [Double](repeating: 0, count: inputs)
        let code = Array("\(copy == 0 ? "M" : "N\(copy)_")\(1000 + member)".utf8)
        for year in years {
          for input in 0..<inputs {
            trend[input] += 0.02 * dice.bell()
            let value = power(level[input]) * (1 + trend[input])
            let isMissing = dice.uniform() < 0.1 || isEmpty[input]
            if let wanted, written == wanted { return bytes }
            written += 1
            bytes += code
            bytes.append(UInt8(ascii: ","))
            bytes += String(year).utf8
            bytes.append(UInt8(ascii: ","))
            bytes += names[input]
            bytes.append(UInt8(ascii: ","))
            if !isMissing {
              let cents = Int((abs(value) * 100).rounded()) + 1
              bytes += "\(cents / 100).".utf8
              if cents % 100 < 10 { bytes.append(UInt8(ascii: "0")) }
              bytes += String(cents % 100).utf8
            }
            bytes.append(UInt8(ascii: "\n"))
          }
        }
      }
    }
    return bytes
  }

  private func name(_ input: Int) -> String {
    let digits = String(input)
    return "in_" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// e to the power of `x`, by the four operations only, so that every machine writes the same file.
  private func power(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for step in 1..<60 {
      term *= x / Double(step)
      sum += term
    }
    return sum
  }
}

/// Numbers that look like chance and follow from a seed.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var hash = state
    hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
    return hash ^ (hash >> 31)
  }

  /// From 0 up to 1, without 1.
  mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// Bell-shaped, mean 0 and deviation 1.
  mutating func bell() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += uniform() }
    return sum
  }
}
