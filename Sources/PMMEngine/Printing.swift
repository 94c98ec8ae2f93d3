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
}

final class EngineColumn: PrintedColumn {
  private let engine: Engine
  private let node: Int
  private let column: Int
  private let cells: Int
  private let figures: CellFigures
  private let type: ValueType
  private let scoreType: ValueType
  private let isNumber: Bool
  private let hasNumbers: Bool
  private let isPercent: Bool
  private let request: PrintRequest

  init(_ engine: Engine, _ node: Int, _ column: Int, _ request: PrintRequest) {
    let rules = engine.setting.rules[node]
    self.engine = engine
    self.node = node
    self.column = column
    self.request = request
    cells = engine.setting.cells[node].count
    figures = engine.nodes[node][column]
    type = rules.type
    scoreType = Self.scoreType(rules, engine)
    isNumber = rules.type.unit != nil
    hasNumbers = engine.scoreIsNumber(rules)
    isPercent = rules.type.unit?.isPercent ?? false
  }

  func field(isScore: Bool, at place: Int, disclosure: Int?) -> String? {
    let value = figures.value
    if let disclosure {
      let narrowest = max(
        value.disclosures?[place] ?? 0, figures.score?.disclosures?[place] ?? 0)
      guard Int(narrowest) <= disclosure else { return Reason.confidential.name }
    }
    if value.states[place] == State.missing {
      return engine.reasons.names(value.reasons?[place] ?? 0)
    }
    if isScore {
      guard let score = figures.score else { return nil }
      if score.states[place] == State.missing {
        return engine.reasons.names(score.reasons?[place] ?? 0)
      }
      guard hasNumbers else { return nil }
      return text(score, place, request.significant, false) {
        self.exact(place) { $0.score?.number }
      }
    }
    guard isNumber else { return nil }
    return text(value, place, request.significant, isPercent) {
      self.exact(place) { $0.value.number }
    }
  }

  private func exact(_ place: Int, _ part: (NodeFigures) -> Rational?) -> Rational {
    found(place).flatMap(part) ?? 0
  }

  private func found(_ place: Int) -> NodeFigures? {
    engine.asked { engine.exact.figures(.final, node: node, index: place * cells + column) }
  }

  func row(at place: Int) -> PrintedRow {
    let value = figures.value[place]
    let score = figures.score?[place]
    var row = PrintedRow(
      value: .missing, shown: .missing, score: .none, shownScore: .none, rank: "", level: nil,
      flags: StatusFlags(rawValue: value.flags | (score?.flags ?? 0)),
      disclosure: Int(max(value.disclosure, score?.disclosure ?? 0)), reason: nil,
      hasCauses: false)
    if value.state != State.missing {
      if isNumber {
        row.value = .number(
          text(figures.value, place, request.significant, isPercent) {
            self.exact(place) { $0.value.number }
          })
        row.shown = .number(
          text(figures.shown, place, request.value, isPercent) {
            self.exact(place) { $0.shownValue ?? $0.value.number }
          })
      } else {
        row.value =
          scalar(value, type) ?? found(place)?.value.scalar.map { .scalar($0) } ?? .missing
        row.shown = row.value
      }
    }
    if let score, let scores = figures.score {
      row.score = .missing
      row.shownScore = .missing
      if score.state != State.missing, hasNumbers {
        row.score = .number(
          text(scores, place, request.significant, false) {
            self.exact(place) { $0.score?.number }
          })
        row.shownScore = .number(
          text(figures.shownScore ?? scores, place, request.score, false) {
            self.exact(place) { $0.shownScore ?? $0.score?.number }
          })
      } else if score.state != State.missing {
        row.score =
          scalar(score, scoreType) ?? found(place)?.score?.scalar.map { .scalar($0) } ?? .missing
        row.shownScore = row.score
      }
    }
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
    case .quantity, .text: nil
    }
  }

  /// At significant digits, as `Rational.decimal` writes it. Three ways lead to them, each asked only
  /// where the one before does not decide every digit.
  private func text(
    _ vector: Vector, _ place: Int, _ significant: Int, _ isPercent: Bool, _ exact: () -> Rational
  ) -> String {
    let number = vector.number(place)
    let printed = isPercent ? number * Approximation(100) : number
    if let text = NumberText.significant(printed, significant) { return text }
    if let precise = vector.precise(place) {
      let printed = isPercent ? precise * Precise(100.0) : precise
      if let text = NumberText.significant(printed, significant) { return text }
    }
    return (exact() * (isPercent ? 100 : 1)).decimal(significant: significant)
  }

  /// At the decimals of `show`, if it says any.
  private func text(
    _ vector: Vector, _ place: Int, _ show: Decimals?, _ isPercent: Bool, _ exact: () -> Rational
  ) -> String {
    guard let show else { return text(vector, place, request.significant, isPercent, exact) }
    if let text = NumberText.fixed(vector.number(place), show, isPercent) { return text }
    return (exact() * (isPercent ? 100 : 1)).fixed(decimals: show.count, show.mode)
  }
}

/// Digits that a bound decides.
enum NumberText {
  /// Exact as doubles.
  private static let powers: [Double] = {
    var powers = [1.0]
    for _ in 0..<22 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// Nil where the bound does not decide each of the digits.
  static func significant(_ number: Approximation, _ digits: Int) -> String? {
    if number.isExactZero { return "0" }
    let magnitude = abs(number.value)
    guard number.error < magnitude, let decimals = decimals(magnitude, digits) else { return nil }
    let own = Approximation(magnitude, number.error)
    let scaled =
      decimals >= 0
      ? own * Approximation(powers[decimals]) : own / Approximation(powers[-decimals])
    let whole = scaled.value.rounded()
    guard abs(scaled.value - whole) + scaled.error < 0.4999, whole < powers[digits] * 1.0000001
    else { return nil }
    return (number.value < 0 ? "-" : "") + place(UInt64(whole), decimals, trimmed: true)
  }

  /// The same of more digits.
  static func significant(_ number: Precise, _ digits: Int) -> String? {
    let own = number.magnitude
    guard own.error < own.high, let decimals = decimals(own.high, digits) else { return nil }
    let scaled =
      decimals >= 0 ? own * Precise(powers[decimals]) : own / Precise(powers[-decimals])
    guard let whole = scaled.nearest, whole < powers[digits] * 1.0000001 else { return nil }
    return (number.high < 0 ? "-" : "") + place(UInt64(whole), decimals, trimmed: true)
  }

  /// How many decimals so many digits of a number are; nil where that is left to exact arithmetic.
  private static func decimals(_ magnitude: Double, _ digits: Int) -> Int? {
    guard digits <= 15, magnitude > 1e-7, magnitude < 1e15 else { return nil }
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

  static func fixed(_ number: Approximation, _ decimals: Decimals, _ isPercent: Bool) -> String? {
    guard decimals.count >= 0, decimals.count <= 12 else { return nil }
    let factor: Double = isPercent ? 100 : 1
    let power = powers[decimals.count]
    guard
      let whole = Engine.wholeUnits(number, factor * power, power, factor, decimals, 0),
      abs(whole) < 0x1p53
    else { return nil }
    return (whole < 0 ? "-" : "") + place(UInt64(abs(whole)), decimals.count, trimmed: false)
  }

  /// Puts the point into the digits of a whole number of units.
  private static func place(_ units: UInt64, _ decimals: Int, trimmed: Bool) -> String {
    if decimals <= 0 {
      return String(units) + String(repeating: "0", count: units == 0 ? 0 : -decimals)
    }
    var (units, decimals) = (units, decimals)
    if trimmed {
      while decimals > 0, units.isMultiple(of: 10) {
        units /= 10
        decimals -= 1
      }
      if decimals == 0 { return String(units) }
    }
    return String(unsafeUninitializedCapacity: 40) { buffer in
      var end = 40
      var written = 0
      while units > 0 || written <= decimals {
        if written == decimals {
          end -= 1
          buffer[end] = UInt8(ascii: ".")
        }
        end -= 1
        buffer[end] = UInt8(ascii: "0") + UInt8(units % 10)
        units /= 10
        written += 1
      }
      let count = 40 - end
      for index in 0..<count { buffer[index] = buffer[end + index] }
      return count
    }
  }
}
