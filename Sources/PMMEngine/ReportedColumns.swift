internal import PMMIR
internal import PMMNumber
internal import Synchronization

/// Reported figures in the vectors of the engine: each input and cell over the places of the dataset,
/// first those that are evaluated, behind them those without a row of their own.
enum ReportedColumns {
  /// A missing figure without a reason: there is no row.
  static let absent = Lane(state: State.missing)

  /// Nil: nothing is said of the cell anywhere.
  static func vector(
    _ input: Int, _ cell: Cell, _ setting: Setting, _ translation: Translation
  ) -> Vector? {
    guard let column = setting.dataset.column(input: input, cell: cell) else { return nil }
    let narrowest = setting.inputs[input].disclosure ?? 0
    let disclosure = UInt8(clamping: max(narrowest, column.disclosure))
    let (states, mantissas, exponent) = (column.state, column.mantissas, column.exponent)
    let reasons = column.reasons.map { translation.reasons.bit($0) }
    let power = tenTo(min(abs(exponent), 22))
    var isShort = exponent <= 0 && exponent >= -15
    if isShort, disclosure == 0, let result = plain(states, mantissas, reasons, power) {
      result.bound.relative = exponent == 0 ? 0 : Approximation.unit
      result.scale = power
      return result
    }
    let result = Vector(count: states.count)
    let errors = result.needErrors()
    if disclosure > 0 { _ = result.needDisclosures() }
    for place in 0..<states.count {
      switch states[place] {
      case DatasetColumn.State.number:
        let mantissa = mantissas[place]
        let magnitude = mantissa.magnitude
        if magnitude >= 1 << 51 { isShort = false }
        if magnitude < 1 << 53, abs(exponent) <= 22 {
          let whole = Double(mantissa)
          let value = exponent < 0 ? whole / power : whole * power
          result.values[place] = value
          errors[place] =
            exponent == 0 || mantissa == 0 ? 0 : abs(value) * Approximation.unit
          result.states[place] = State.known
          result.disclosures?[place] = disclosure
        } else {
          var lane = translation.lane(
            Scalar.number(Rational(decimalMantissa: mantissa, exponent: exponent)))
          lane.disclosure = disclosure
          result[place] = lane
        }
      case DatasetColumn.State.absent:
        result[place] = absent
      case DatasetColumn.State.missing:
        result.values[place] = 0
        errors[place] = 0
        result.states[place] = State.missing
        result.needReasons()[place] = reasons[Int(mantissas[place])]
        result.disclosures?[place] = disclosure
      case DatasetColumn.State.level:
        var lane = Lane.known(Approximation(Double(mantissas[place])))
        lane.disclosure = disclosure
        result[place] = lane
      default:
        guard let figure = column[place]?.figure else {
          result[place] = absent
          continue
        }
        if figure.number != nil { isShort = false }
        var lane = translation.lane(figure)
        lane.disclosure = max(lane.disclosure, UInt8(clamping: narrowest))
        result[place] = lane
      }
    }
    result.finish()
    result.scale = isShort ? power : 0
    return result
  }

  /// Short numbers over one power of ten, and what is missing for one reason: nearly every column. Nil
  /// if there is anything else.
  private static func plain(
    _ states: [UInt8], _ mantissas: [Int64], _ reasons: [UInt64], _ power: Double
  ) -> Vector? {
    let result = Vector(count: states.count)
    let (values, own) = (result.values, result.states)
    let (number, missing) = (DatasetColumn.State.number, DatasetColumn.State.missing)
    let absent = DatasetColumn.State.absent
    var longest: UInt64 = 0
    var (hasGaps, hasAbsent, hasOthers) = (false, false, false)
    states.withUnsafeBufferPointer { states in
      mantissas.withUnsafeBufferPointer { mantissas in
        for place in states.indices {
          let state = states[place]
          let mantissa = state == number ? mantissas[place] : 0
          values[place] = Double(mantissa) / power
          own[place] = state == number ? State.known : State.missing
          longest |= UInt64(bitPattern: mantissa ^ (mantissa >> 63))
          hasGaps = hasGaps || state != number
          hasAbsent = hasAbsent || state == absent
          hasOthers = hasOthers || state != number && state != missing && state != absent
        }
      }
    }
    guard longest < 1 << 51, !hasOthers else { return nil }
    result.hasGaps = hasGaps
    if hasGaps, !hasAbsent, let only = onlyReason(states, mantissas) {
      result.reason = reasons[only]
    } else if hasGaps, !reasons.isEmpty {
      let column = result.newReasons()
      states.withUnsafeBufferPointer { states in
        mantissas.withUnsafeBufferPointer { mantissas in
          for place in states.indices {
            column[place] = states[place] == missing ? reasons[Int(mantissas[place])] : 0
          }
        }
      }
    }
    return result
  }

  /// The one that everything missing has; nil if there are several.
  private static func onlyReason(_ states: [UInt8], _ mantissas: [Int64]) -> Int? {
    guard let first = states.firstIndex(of: DatasetColumn.State.missing) else { return nil }
    let reason = mantissas[first]
    let isOnly = states.withUnsafeBufferPointer { states in
      mantissas.withUnsafeBufferPointer { mantissas in
        var others = 0
        for place in first..<states.count {
          let isOther = states[place] == DatasetColumn.State.missing && mantissas[place] != reason
          others += isOther ? 1 : 0
        }
        return others == 0
      }
    }
    return isOnly ? Int(reason) : nil
  }

  private static func tenTo(_ power: Int) -> Double {
    (0..<power).reduce(1.0) { product, _ in product * 10 }
  }
}

/// The power of ten that makes all numbers of a column short whole numbers.
struct DecimalScale {
  private(set) var power: Double = 1

  mutating func add(_ number: Rational) {
    guard power > 0 else { return }
    guard let (top, bottom) = number.shortParts else {
      power = 0
      return
    }
    var scale = Int(power)
    while !scale.isMultiple(of: bottom) {
      let (next, overflow) = scale.multipliedReportingOverflow(by: 10)
      guard !overflow, next <= 1_000_000_000_000_000 else {
        power = 0
        return
      }
      scale = next
    }
    let (whole, overflow) = top.multipliedReportingOverflow(by: scale / bottom)
    power = overflow || whole.magnitude >= 1 << 51 ? 0 : Double(scale)
  }
}

/// Figures of the reference as lanes of vectors.
final class Translation: Sendable {
  let reasons: ReasonTable

  /// Whether a number was met that doubles say too little of. Columns cannot hold it, and populations,
  /// ranks and treatments would be without it.
  var metOutsider: Bool { outsider.withLock { $0 } }
  private let outsider = Mutex(false)

  /// Texts are numbered as they are met: equal ones have one number, and no more is asked of them.
  private let texts = Mutex<(numbers: [String: Int], all: [String])>(([:], []))

  init(_ reasons: ReasonTable) { self.reasons = reasons }

  func text(_ number: Int) -> String? {
    texts.withLock { $0.all.indices.contains(number) ? $0.all[number] : nil }
  }

  private func number(of text: String) -> Int {
    texts.withLock { texts in
      if let known = texts.numbers[text] { return known }
      texts.numbers[text] = texts.all.count
      texts.all.append(text)
      return texts.all.count - 1
    }
  }

  func lane(_ figure: Figure) -> Lane {
    var lane: Lane
    switch figure.content {
    case .known(let scalar): lane = self.lane(scalar)
    case .missing(let causes): lane = .missing(reasons.mask(causes.lazy.map(\.reason)))
    }
    lane.flags = figure.flags.rawValue
    lane.disclosure = UInt8(clamping: figure.disclosure)
    return lane
  }

  func lane(_ scalar: Scalar) -> Lane {
    switch scalar {
    case .number(let number):
      if let near = number.approximation, near.isUsable { return .known(near) }
      outsider.withLock { $0 = true }
      return .doubt
    case .level(let index), .category(let index), .date(let index):
      return .known(Approximation(Double(index)))
    case .truth(let truth): return .known(Approximation(truth ? 1 : 0))
    case .text(let text): return .known(Approximation(Double(number(of: text))))
    }
  }
}
