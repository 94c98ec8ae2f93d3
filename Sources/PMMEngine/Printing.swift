internal import PMMIR
internal import PMMNumber

/// Numbers as text: from their bounds where these decide every digit, else from the exact number.
struct EnginePrinter: PrintedFigures {
  let engine: Engine

  func column(node: Int, column: Int, _ request: PrintRequest) -> any PrintedColumn {
    EngineColumn(engine, node, column, request)
  }

  func causes(node: Int, column: Int, place: Int) -> [Cause]? {
    engine.causes(node: node, column: column, place: place)
  }

  func estimate(node: Int, column: Int, place: Int) -> EstimatedScore? {
    let figures = engine.nodes[node][column]
    guard !figures.isUnscored(place), let scores = figures.score else { return nil }
    if scores.states[place] == State.missing {
      return .missing(engine.reasons.list(scores.reasons(place)))
    }
    guard scores.states[place] == State.known else { return nil }
    // A bound of a whole column says little of a small number.
    let number = scores.number(place)
    if number.error <= abs(number.value) * 1e-13 { return .known(number.value) }
    guard let precise = scores.precise(place)?.approximation,
      precise.error <= abs(precise.value) * 1e-13
    else { return nil }
    return .known(precise.value)
  }
}

final class EngineColumn: PrintedColumn {
  private let engine: Engine
  private let node: Int
  private let column: Int
  private let cells: Int
  private let figures: CellFigures
  /// How figures are printed, by the set of rules: first the program's own, which is often everyone's.
  private let forms: [Form]
  private let base: Form
  private let isUniform: Bool
  private let types: [(value: ValueType, score: ValueType)]
  private let request: PrintRequest

  /// Nothing in it is counted, so processors do not wait for each other.
  private struct Form {
    var isNumber: Bool
    var hasNumbers: Bool
    var isPercent: Bool
    /// What `show` says.
    var value: Decimals?
    var score: Decimals?
  }

  init(_ engine: Engine, _ node: Int, _ column: Int, _ request: PrintRequest) {
    self.engine = engine
    self.node = node
    self.column = column
    self.request = request
    cells = engine.setting.cells[node].count
    figures = engine.nodes[node][column]
    let rules = engine.sets.rules.map { $0[node] }
    types = rules.map { ($0.type, Self.scoreType($0, engine)) }
    isUniform = engine.sets.ofPlace.isEmpty
    forms = rules.enumerated().map { set, rules in
      let shown = Engine.RoundedFigures(rules)
      return Form(
        isNumber: rules.type.unit != nil, hasNumbers: engine.scoreIsNumber(rules),
        isPercent: rules.type.unit?.isPercent ?? false,
        value: set == 0 ? request.value : shown.shownValue,
        score: set == 0 ? request.score : shown.shownScore)
    }
    base = forms[0]
  }

  private func form(_ place: Int) -> Form {
    isUniform ? base : forms[engine.sets.set(of: place)]
  }

  func write(
    isScore: Bool, at places: [Int?], disclosure: Int?, to fields: inout PrintedFields
  ) {
    // Where there are no scores, no number is asked for.
    let vector = isScore ? figures.score ?? figures.value : figures.value
    var named: (reasons: UInt64, names: [UInt8]) = (0, [])
    for place in places {
      guard let place, !figures.isAbsent(place) else {
        fields.end(isLeftOut: true)
        continue
      }
      switch content(isScore: isScore, at: place, disclosure) {
      case .missing(let reasons) where reasons != 0:
        if named.reasons != reasons {
          named = (reasons, Array((engine.names(reasons) ?? "").utf8))
        }
        fields.add(named.names)
      case .number(let isPercent):
        if let decided = decided(vector, place, request.significant, isPercent) {
          fields.count += decided.write(to: fields.room(NumberText.longest))
        } else {
          let text = undecided(request.significant, isPercent) {
            self.exact(place) { isScore ? $0.score?.number : $0.value.number }
          }
          fields.add(Array(text.utf8))
        }
      default:
        fields.end(isLeftOut: true)
        continue
      }
      fields.end()
    }
  }

  /// What is written of a value or a score alone.
  private enum Content {
    case missing(UInt64)
    case number(isPercent: Bool)
    case other
  }

  private func content(isScore: Bool, at place: Int, _ disclosure: Int?) -> Content {
    let form = form(place)
    let value = figures.value
    if let disclosure {
      let narrowest = max(
        value.disclosures?[place] ?? 0, figures.score?.disclosures?[place] ?? 0)
      guard Int(narrowest) <= disclosure else {
        return .missing(engine.reasons.bit(.confidential))
      }
    }
    if value.states[place] == State.missing { return .missing(value.reasons(place)) }
    guard isScore else { return form.isNumber ? .number(isPercent: form.isPercent) : .other }
    guard let score = figures.score, !figures.isUnscored(place) else { return .other }
    if score.states[place] == State.missing { return .missing(score.reasons(place)) }
    return form.hasNumbers ? .number(isPercent: false) : .other
  }

  private func exact(_ place: Int, _ part: (NodeFigures) -> Rational?) -> Rational {
    found(place).flatMap(part) ?? 0
  }

  private func found(_ place: Int) -> NodeFigures? {
    engine.noteExact(node, column, place)
    return engine.asked { engine.exact.figures(.final, node: node, index: place * cells + column) }
  }

  func row(at place: Int) -> PrintedRow? {
    if figures.isAbsent(place) { return nil }
    let form = form(place)
    let value = figures.value[place]
    let score = figures.isUnscored(place) ? nil : figures.score?[place]
    var row = PrintedRow(
      value: .missing, shown: .missing, score: .none, shownScore: .none, rank: "", level: nil,
      flags: StatusFlags(rawValue: value.flags | (score?.flags ?? 0)),
      disclosure: Int(max(value.disclosure, score?.disclosure ?? 0)), reason: nil,
      hasCauses: false)
    if value.state != State.missing {
      if form.isNumber {
        row.value = .number(
          text(figures.value, place, request.significant, form.isPercent) {
            self.exact(place) { $0.value.number }
          })
        row.shown = .number(
          text(figures.shown, place, form.value, form.isPercent) {
            self.exact(place) { $0.shownValue ?? $0.value.number }
          })
      } else {
        row.value =
          scalar(value, types[engine.sets.set(of: place)].value)
          ?? found(place)?.value.scalar.map { .scalar($0) } ?? .missing
        row.shown = row.value
      }
    }
    if let score, let scores = figures.score {
      row.score = .missing
      row.shownScore = .missing
      if score.state != State.missing, form.hasNumbers {
        row.score = .number(
          text(scores, place, request.significant, false) {
            self.exact(place) { $0.score?.number }
          })
        row.shownScore = .number(
          text(figures.shownScore ?? scores, place, form.score, false) {
            self.exact(place) { $0.shownScore ?? $0.score?.number }
          })
      } else if score.state != State.missing {
        row.score =
          scalar(score, types[engine.sets.set(of: place)].score)
          ?? found(place)?.score?.scalar.map { .scalar($0) } ?? .missing
        row.shownScore = row.score
      }
    }
    func end(_ vector: Vector?, _ exact: @escaping (NodeFigures) -> Rational?) -> String? {
      guard let vector, vector.states[place] != State.missing else { return nil }
      return text(vector, place, request.significant, false) { self.exact(place, exact) }
    }
    (row.low, row.high) = (end(figures.low, \.low), end(figures.high, \.high))
    if let level = figures.level?[place], level.isKnown { row.level = Int(level.number.value) }
    let rank = figures.rank?[place]
    if let rank, rank.isKnown {
      row.rank = Rational(Int(2 * rank.number.value), over: 2)
        .decimal(significant: request.significant)
    }
    let missing =
      value.state == State.missing
      ? value.reasons
      : score.map { $0.state == State.missing ? $0.reasons : 0 } ?? 0
    row.hasCauses = missing != 0 || rank.map { !$0.isKnown && $0.reasons != 0 } ?? false
    if missing.nonzeroBitCount == 1 {
      row.reason = engine.reasons.reasons[missing.trailingZeroBitCount]
    }
    return row
  }

  /// The type of a score that is no number.
  private static func scoreType(_ rules: Rules, _ engine: Engine) -> ValueType {
    if rules.scoreIsValue { return rules.type }
    if case .levels(let scale)? = engine.setting.program.head.scores { return .level(scale) }
    return rules.type
  }

  private func scalar(_ lane: Lane, _ type: ValueType) -> PrintedFigure? {
    guard lane.isKnown else { return nil }
    let index = Int(lane.number.value)
    return switch type {
    case .level: .scalar(.level(index))
    case .category: .scalar(.category(index))
    case .truth: .scalar(.truth(index == 1))
    case .date, .dateTime: .scalar(.date(index))
    case .text: engine.translation.text(index).map { .scalar(.text($0)) }
    case .quantity: nil
    }
  }

  /// At significant digits, as `Rational.decimal` writes it. Three ways lead to them, each asked only
  /// where the one before does not decide every digit.
  private func text(
    _ vector: Vector, _ place: Int, _ significant: Int, _ isPercent: Bool, _ exact: () -> Rational
  ) -> String {
    decided(vector, place, significant, isPercent)?.text
      ?? undecided(significant, isPercent, exact)
  }

  private func undecided(
    _ significant: Int, _ isPercent: Bool, _ exact: () -> Rational
  ) -> String {
    (exact() * (isPercent ? 100 : 1)).decimal(significant: significant)
  }

  /// The digits by the first two ways.
  private func decided(
    _ vector: Vector, _ place: Int, _ significant: Int, _ isPercent: Bool
  ) -> NumberText? {
    guard vector.states[place] < State.doubt else { return nil }
    let number = vector.number(place)
    let printed = isPercent ? number * Approximation(100) : number
    if let text = NumberText.significant(printed, significant) { return text }
    guard let precise = vector.precise(place) else { return nil }
    return NumberText.significant(isPercent ? precise * Precise(100.0) : precise, significant)
  }

  /// At the decimals of `show`, if it says any.
  private func text(
    _ vector: Vector, _ place: Int, _ show: Decimals?, _ isPercent: Bool, _ exact: () -> Rational
  ) -> String {
    guard let show else { return text(vector, place, request.significant, isPercent, exact) }
    let number = vector.number(place)
    if vector.states[place] < State.doubt,
      let text = NumberText.fixed(number, show, isPercent, scale: vector.scale)?.text
    {
      return text
    }
    return (exact() * (isPercent ? 100 : 1)).fixed(decimals: show.count, show.mode)
  }
}

/// Digits that a bound decides: a whole number of units, and where the point stands in it.
struct NumberText {
  private var units: UInt64
  private var decimals: Int
  private var isNegative: Bool
  /// Room for any of them.
  static let longest = 64

  /// Exact as doubles. Plain memory: every digit asks for them.
  private static let powers: Powers = Powers()

  private struct Powers: @unchecked Sendable {
    private let doubles = UnsafeMutablePointer<Double>.allocate(capacity: 23)

    init() {
      doubles[0] = 1
      for power in 1...22 { doubles[power] = doubles[power - 1] * 10 }
    }

    @inline(__always)
    subscript(_ power: Int) -> Double { doubles[power] }
  }

  /// Nil where the bound does not decide each of the digits.
  static func significant(_ number: Approximation, _ digits: Int) -> NumberText? {
    if number.isExactZero { return NumberText(units: 0, decimals: 0, isNegative: false) }
    let magnitude = abs(number.value)
    guard number.error < magnitude, let decimals = decimals(magnitude, digits) else { return nil }
    let own = Approximation(magnitude, number.error)
    let scaled =
      decimals >= 0
      ? own * Approximation(powers[decimals]) : own / Approximation(powers[-decimals])
    let whole = scaled.value.rounded()
    guard abs(scaled.value - whole) + scaled.error < 0.4999, whole < powers[digits] * 1.0000001
    else { return nil }
    return trimmed(UInt64(whole), decimals, isNegative: number.value < 0)
  }

  /// The same of more digits.
  static func significant(_ number: Precise, _ digits: Int) -> NumberText? {
    let own = number.magnitude
    guard own.error < own.high, let decimals = decimals(own.high, digits) else { return nil }
    let scaled =
      decimals >= 0 ? own * Precise(powers[decimals]) : own / Precise(powers[-decimals])
    guard let whole = scaled.nearest, whole < powers[digits] * 1.0000001 else { return nil }
    return trimmed(UInt64(whole), decimals, isNegative: number.high < 0)
  }

  /// How many decimals so many digits of a number are; nil where that is left to exact arithmetic.
  @inline(__always)
  private static func decimals(_ magnitude: Double, _ digits: Int) -> Int? {
    guard digits <= 15, magnitude > 1e-7, magnitude < 1e15 else { return nil }
    let powers = powers
    // The position of the first digit; one too low does no harm.
    var exponent = 0
    while exponent < 16, magnitude >= powers[exponent + 1] { exponent += 1 }
    if magnitude < 1 {
      exponent = -1
      while magnitude * powers[-exponent] < 1 { exponent -= 1 }
    }
    let decimals = digits - 1 - exponent
    return abs(decimals) <= 22 ? decimals : nil
  }

  static func fixed(
    _ number: Approximation, _ decimals: Decimals, _ isPercent: Bool, scale: Double
  ) -> NumberText? {
    guard decimals.count >= 0, decimals.count <= 12 else { return nil }
    let factor: Double = isPercent ? 100 : 1
    let power = powers[decimals.count]
    guard
      let whole = Engine.wholeUnits(number, factor * power, power, factor, decimals, scale),
      abs(whole) < 0x1p53
    else { return nil }
    return NumberText(
      units: UInt64(abs(whole)), decimals: decimals.count, isNegative: whole < 0)
  }

  /// Without zeros at the end of the decimals.
  private static func trimmed(
    _ units: UInt64, _ decimals: Int, isNegative: Bool
  ) -> NumberText {
    var number = NumberText(units: units, decimals: decimals, isNegative: isNegative)
    while number.decimals > 0, number.units.isMultiple(of: 10) {
      number.units /= 10
      number.decimals -= 1
    }
    return number
  }

  var text: String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberText.longest) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      return String(decoding: buffer[..<write(to: start)], as: UTF8.self)
    }
  }

  /// Writes the number where there is room for the longest, and answers how long it is.
  func write(to text: UnsafeMutablePointer<UInt8>) -> Int {
    let (high, low) = units.quotientAndRemainder(dividingBy: 100_000_000)
    let (first, last) = (Self.digits(high), Self.digits(low))
    let zeros =
      first != 0
      ? first.trailingZeroBitCount / 8 : 8 + min(7, last.trailingZeroBitCount / 8)
    // Sixteen digits, and behind them what is copied with them and then written over.
    var all = (first | Self.zeros, last | Self.zeros, UInt64(0), UInt64(0))
    return withUnsafeBytes(of: &all) { all in
      func copy(from: Int, to: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(to).storeBytes(
          of: all.loadUnaligned(fromByteOffset: from, as: SIMD2<UInt64>.self),
          as: SIMD2<UInt64>.self)
      }
      var end = text
      if isNegative {
        end.pointee = UInt8(ascii: "-")
        end += 1
      }
      let length = 16 - zeros
      let front = length - decimals
      if decimals > 0, front > 0 {
        copy(from: zeros, to: end)
        end[front] = UInt8(ascii: ".")
        copy(from: zeros + front, to: end + front + 1)
        end += length + 1
      } else if decimals > 0 {
        end.update(repeating: UInt8(ascii: "0"), count: 2 - front)
        end[1] = UInt8(ascii: ".")
        end += 2 - front
        copy(from: zeros, to: end)
        end += length
      } else {
        copy(from: zeros, to: end)
        end += length
        if units > 0 {
          end.update(repeating: UInt8(ascii: "0"), count: -decimals)
          end -= decimals
        }
      }
      return end - text
    }
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// Eight decimal digits, the first in the lowest byte: halves of four digits, quarters of two, and
  /// digits, each step at once in all parts of the word.
  private static func digits(_ number: UInt64) -> UInt64 {
    let halves = number / 10_000 | (number % 10_000) << 32
    let hundreds = ((halves &* 10_486) >> 20) & 0x0000_007F_0000_007F
    let quarters = hundreds | (halves &- 100 &* hundreds) << 16
    let tens = ((quarters &* 103) >> 10) & 0x000F_000F_000F_000F
    return tens | (quarters &- 10 &* tens) << 8
  }
}
