internal import PMMIR

/// Function calls, and tables.
extension Formulas {
  func powered(_ base: Approximation, _ exponent: Approximation) -> Lane {
    lane(Numbers.power(base, exponent))
  }

  func lane(_ found: Found<Approximation>) -> Lane {
    switch found {
    case .known(let number): .known(number)
    case .missing(let reason): .missing(bit(reason))
    case .doubt: .doubt
    }
  }

  func call(_ id: ExpressionID, _ function: Function, _ arguments: [ExpressionID]) -> Vector {
    var vectors: [Vector] = []
    var isLevel = false
    for argument in arguments {
      if case .operands = program[argument].operation {
        vectors += reading.operands
      } else {
        vectors.append(vector(argument))
      }
      if case .quantity = program[argument].type {} else { isLevel = true }
    }
    if function.isAggregate { return aggregated(function, vectors, isLevel: isLevel) }
    var levels = 0
    if case .level(let scale) = program[id].type { levels = program.scales[scale].levels.count }
    let scale = vectors.allSatisfy { $0.scale > 0 } ? vectors.map(\.scale).max() ?? 0 : 0
    let result = Vector.make(count) { place in
      var all = Lane.known(Approximation(0))
      var state = State.known
      for vector in vectors {
        let lane = vector[place]
        state |= lane.state
        all.reasons |= lane.reasons
        all = all.carrying(lane)
      }
      if state >= State.doubt { return .doubt }
      if state == State.missing {
        all.state = State.missing
        return all
      }
      let found = applied(
        function, vectors.map { $0.number(place) }, levels: levels, isLevel: isLevel, scale)
      switch found {
      case .known(let number): return Lane.known(number).carrying(all)
      case .missing(let reason): return failed(bit(reason), place, from: all)
      case .doubt: return .doubt
      }
    }
    // The ends of an interval and what lies in it keep their digits.
    if function == .abs || function == .clamp { result.scale = scale }
    return result
  }

  private func applied(
    _ function: Function, _ numbers: [Approximation], levels: Int, isLevel: Bool, _ scale: Double
  ) -> Found<Approximation> {
    guard let x = numbers.first else { return .missing(.undefined) }
    if isLevel, numbers.count == 1 {
      let other = function == .next ? x.value + 1 : x.value - 1
      guard function == .next || function == .previous, other >= 0, other < Double(levels) else {
        return .missing(.undefined)
      }
      return .known(Approximation(other))
    }
    switch (function, numbers.count) {
    case (.abs, 1): return .known(Approximation(abs(x.value), x.error))
    case (.ln, 1):
      guard x.hasSign else { return .doubt }
      return x.value > 0 ? .number(x.logarithm) : .missing(.undefined)
    case (.exp, 1): return .number(x.exponential)
    case (.sqrt, 1):
      guard x.hasSign else { return .doubt }
      return x.value < 0 ? .missing(.undefined) : .number(x.squareRoot)
    case (.clamp, 3): return .known(Numbers.clamp(x, numbers[1], numbers[2]))
    case (.linear, 3):
      return Numbers.linear(x, numbers[1], numbers[2], clamped: true, scale: scale)
    case (.log, 3):
      return Numbers.logarithmic(x, numbers[1], numbers[2], clamped: true, scale: scale)
    default: return .doubt
    }
  }

  /// An aggregate leaves out arguments under `exclude`; a value and its weight go together.
  private func aggregated(_ function: Function, _ arguments: [Vector], isLevel: Bool) -> Vector {
    let hasExponent = function == .powerMean || function == .weightedPowerMean
    let exponent = hasExponent ? arguments.first : nil
    let rest = Array(arguments.dropFirst(hasExponent ? 1 : 0))
    let step = function.isWeighted ? 2 : 1
    guard rest.count.isMultiple(of: step) else { return doubt }
    return .make(count) { place in
      var values: [Approximation] = []
      var weights: [Approximation] = []
      var used = Lane.known(Approximation(0))
      var all: UInt64 = 0
      var remaining = 0
      for start in stride(from: 0, to: rest.count, by: step) {
        let members = (0..<step).map { rest[start + $0][place] }
        var isExcluded = false
        var isKept = false
        for member in members {
          guard member.state < State.doubt else { return .doubt }
          used = used.deciding(member)
          all |= member.reasons
          let excluded = policies?.excludes(member) ?? false
          isExcluded = isExcluded || excluded
          if !member.isKnown, !excluded { isKept = true }
        }
        if isExcluded, !isKept { continue }
        remaining += 1
        for member in members {
          used = used.carrying(member)
          used.reasons |= member.reasons
          if !member.isKnown { used.state = State.missing }
        }
        values.append(members[0].number)
        if step == 2 { weights.append(members[1].number) }
      }
      if remaining == 0 {
        return Lane.missing(all == 0 ? bit(.notAvailable) : all).deciding(used)
      }
      if let exponent = exponent?[place] {
        guard exponent.state < State.doubt else { return .doubt }
        used = used.carrying(exponent)
        used.reasons |= exponent.reasons
        if !exponent.isKnown { used.state = State.missing }
      }
      if used.state == State.missing { return used }
      let found = Numbers.aggregate(
        function, values, weights: weights, exponent: exponent?[place].number, isLevel: isLevel)
      switch found {
      case .known(let number): return Lane.known(number).carrying(used)
      case .missing(let reason): return failed(bit(reason), place, from: used)
      case .doubt: return .doubt
      }
    }
  }

  // MARK: Rows

  /// Whether the patterns of rows hold for a key.
  struct Test {
    var pattern: Row.Pattern
    var lower: Approximation?
    var upper: Approximation?
    var bounds: Bounds?
    var other: Vector?
    var scale: Double = 0

    /// 1 it does, 0 it does not, 2 in doubt.
    func holds(_ key: Approximation, _ keyScale: Double, _ place: Int) -> Int {
      let scale = keyScale > 0 && scale > 0 ? max(keyScale, scale) : 0
      switch pattern {
      case .anything: return 1
      case .equals:
        guard let other, other.states[place] != State.missing else { return 0 }
        guard other.states[place] == State.known else { return 2 }
        let found = order(other.number(place), key, scale: scale)
        return found == 2 ? 2 : found == 0 ? 1 : 0
      case .interval:
        guard let bounds else { return 2 }
        if let lower {
          let found = order(key, lower, scale: scale)
          if found == 2 { return 2 }
          if found < 0 || bounds.lowerIsOpen && found == 0 { return 0 }
        }
        if let upper {
          let found = order(key, upper, scale: scale)
          if found == 2 { return 2 }
          if found > 0 || bounds.upperIsOpen && found == 0 { return 0 }
        }
        return 1
      }
    }
  }

  func test(_ pattern: Row.Pattern) -> Test? {
    var test = Test(pattern: pattern)
    switch pattern {
    case .anything: break
    case .equals(let expression):
      let other = vector(expression)
      test.other = other
      test.scale = other.scale
    case .interval(let bounds):
      test.bounds = bounds
      var scale = DecimalScale()
      for end in [bounds.lower, bounds.upper].compactMap({ $0 }) { scale.add(end) }
      test.scale = scale.power
      test.lower = bounds.lower?.approximation
      test.upper = bounds.upper?.approximation
      if bounds.lower != nil, test.lower == nil { return nil }
      if bounds.upper != nil, test.upper == nil { return nil }
    }
    return test
  }

  /// `by EXPR { rows }`: the result of the first row whose pattern holds.
  func matched(_ by: ExpressionID, _ rows: [Row]) -> Vector {
    let key = vector(by)
    var tests: [Test] = []
    for row in rows {
      guard let test = test(row.pattern) else { return doubt }
      tests.append(test)
    }
    let results = rows.map { vector($0.result) }
    let isNumber: Bool
    if case .quantity = program[by].type { isNumber = true } else { isNumber = false }
    if isNumber, let result = banded(key, tests, results) { return result }
    return .make(count) { place in
      let lane = key[place]
      guard lane.isKnown else { return lane }
      for (index, test) in tests.enumerated() {
        // An interval holds for numbers alone.
        if case .interval = test.pattern, !isNumber { continue }
        let holds = test.holds(lane.number, key.scale, place)
        if holds == 2 { return .doubt }
        if holds == 1 { return results[index][place].carrying(lane) }
      }
      return failed(bit(.undefined), place, from: lane)
    }
  }

  /// Intervals of numbers that give constants, as classes do: a loop without calls.
  private func banded(_ key: Vector, _ tests: [Test], _ results: [Vector]) -> Vector? {
    struct Band {
      var low = -Double.infinity
      var high = Double.infinity
      var result: Double
    }
    guard key.isPlain, key.scale == 0, count > 0 else { return nil }
    var bands: [Band] = []
    for (test, result) in zip(tests, results) {
      guard result.isPlain, !result.hasGaps, result.error(0) == 0, result.isOneNumber else {
        return nil
      }
      var band = Band(result: result.values[0])
      switch test.pattern {
      case .anything: break
      case .equals: return nil
      case .interval:
        // Clear of an end by more than its error and that of the number, or the general rules.
        if let lower = test.lower { band.low = lower.value }
        if let upper = test.upper { band.high = upper.value }
      }
      bands.append(band)
    }
    let ends = bands.flatMap { [$0.low, $0.high] }.filter(\.isFinite)
    let size = ends.map { abs($0) }.max() ?? 0
    let general = Vector(count: count)
    let slack = size * 0x1p-50
    general.borrowReasons(of: key)
    for place in 0..<count {
      general.values[place] = 0
      general.states[place] = State.doubt
      guard key.states[place] == State.known else {
        general.states[place] = key.states[place]
        continue
      }
      let value = key.values[place]
      let error = key.error(place) * Approximation.slack + abs(value) * 0x1p-50 + slack
      let (low, high) = (value - error, value + error)
      for band in bands {
        if low > band.low, high < band.high {
          general.values[place] = band.result
          general.states[place] = State.known
          break
        }
        // It may be in this one.
        if high >= band.low, low <= band.high { break }
      }
    }
    general.finish()
    return general.resolved { place in
      let lane = key[place]
      guard lane.isKnown else { return lane }
      for (index, test) in tests.enumerated() {
        let holds = test.holds(lane.number, key.scale, place)
        if holds == 2 { return .doubt }
        if holds == 1 { return results[index][place].carrying(lane) }
      }
      return failed(bit(.undefined), place, from: lane)
    }
  }

  /// The result of the first row of a table that fits.
  func lookup(_ index: Int, _ arguments: [ExpressionID]) -> Vector {
    let table = program.tables[index]
    var keys: [Vector] = []
    var isNumber: [Bool] = []
    for argument in arguments {
      var own = false
      if case .quantity = program[argument].type { own = true }
      if case .operands = program[argument].operation {
        keys += reading.operands
        isNumber += reading.operands.map { _ in own }
      } else {
        keys.append(vector(argument))
        isNumber.append(own)
      }
    }
    let rows = table.rows.filter { $0.patterns.count == keys.count }
    var tests: [[Test]] = []
    for row in rows {
      let found = row.patterns.compactMap { test($0) }
      guard found.count == row.patterns.count else { return doubt }
      tests.append(found)
    }
    let results = rows.map { vector($0.result) }
    return .make(count) { place in
      var all = Lane.known(Approximation(0))
      var state = State.known
      for key in keys {
        let lane = key[place]
        state |= lane.state
        all.reasons |= lane.reasons
        all = all.carrying(lane)
      }
      if state >= State.doubt { return .doubt }
      if state == State.missing {
        all.state = State.missing
        return all
      }
      for (row, patterns) in tests.enumerated() {
        let fit = fits(
          patterns[...], Array(keys.indices), keys, isNumber, place, inAnyOrder: table.isMultiset)
        if fit == 2 { return .doubt }
        if fit == 1 { return results[row][place].carrying(all) }
      }
      return failed(bit(.undefined), place, from: all)
    }
  }

  private func fits(
    _ tests: ArraySlice<Test>, _ left: [Int], _ keys: [Vector], _ isNumber: [Bool], _ place: Int,
    inAnyOrder: Bool
  ) -> Int {
    guard let test = tests.first else { return left.isEmpty ? 1 : 0 }
    for (position, key) in left.enumerated() where position == 0 || inAnyOrder {
      if case .interval = test.pattern, !isNumber[key] { continue }
      let holds = test.holds(keys[key].number(place), keys[key].scale, place)
      if holds == 2 { return 2 }
      guard holds == 1 else { continue }
      var rest = left
      rest.remove(at: position)
      let fit = fits(
        tests.dropFirst(), rest, keys, isNumber, place, inAnyOrder: inAnyOrder)
      if fit != 0 { return fit }
      if case .equals = test.pattern { return 0 }
    }
    return 0
  }
}
