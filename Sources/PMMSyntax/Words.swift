/// The words that the notation knows. Most mean themselves only where the grammar has them; elsewhere
/// they are names like any other. The lexer marks each identifier with its word, so that the parser
/// compares bytes and not texts.
enum Word: UInt8, CaseIterable, Sendable {
  /// Any other name.
  case other

  // Reserved everywhere.
  case and, or, not, `if`, then, `else`, over, `where`, of, per, `true`, `false`
  case value, score, shown, missing
  /// `T`, the period that is computed: the last reserved word.
  case now

  // Words that open a declaration.
  case framework, catalogue, adaptation, every, input, define, table, parameter, unit, axis, scale
  case attribute, reason, population, records, derive, retired, entry, result, instrument

  // Words that open a clause; `score`, `unit` and `every` stand above.
  case formula, reported, combine, weight, weights, needs, impute, treat, when, round, show, `class`
  case rank, by, range, check, warn, may, origin, example, omit, use, set, source, allow
  case title, definition, purpose, note, guidance, code, sdg, instruments, application, better
  case disclosure, kind, adopted, `in`, status, superseded, was, since, deprecated, series
  case edition, covers, languages, subject, period, cycle, phases, levels, scores, percentiles, uses
  case key, column

  // Words inside a line.
  case `for`, because, comparable, within, option, equal, stated, derived, proposed, none, itself
  case linear, log, minmax, zscore, percentile, unclamped, power, at, onto, mean, sd
  case counted, this, all, periods, same, least, end, average, no, total
  case from, above, up, to, below, decimal, decimals, halfUp, halfEven, down
  case highest, lowest, first, ties, share, dense, points, until, exclude, count, `as`
  case gives, exactly, calendar, year, quarter, month, type, `break`, force, higher, lower

  /// As it is written.
  var text: String {
    switch self {
    case .now: "T"
    case .halfUp: "half_up"
    case .halfEven: "half_even"
    default: "\(self)"
    }
  }

  var isReserved: Bool { self != .other && rawValue <= Word.now.rawValue }

  var opensDeclaration: Bool {
    rawValue >= Word.framework.rawValue && rawValue <= Word.instrument.rawValue
  }

  var opensClause: Bool {
    rawValue >= Word.formula.rawValue && rawValue <= Word.column.rawValue
      || self == .score || self == .unit || self == .every
  }

  /// Whether an expression goes on with it: a name never stands directly before an operand.
  var isInfix: Bool {
    switch self {
    case .and, .or, .then, .else, .over, .where, .of, .per: true
    default: false
    }
  }
}

/// The words of the notation, for messages with the nearest one and for editors.
package enum Keywords {
  /// Words that open a declaration. Any other word there must be one of the framework's `levels`.
  package static let declarations = Word.allCases.filter(\.opensDeclaration).map(\.text)
  /// Words that open a clause of a block.
  package static let clauses = Word.allCases.filter(\.opensClause).map(\.text)
  /// Words that are never names.
  package static let reserved = Word.allCases.filter(\.isReserved).map(\.text)
  /// How figures are rounded.
  package static let roundingModes = ["half_up", "half_even", "down", "up"]
}

/// Finds the word of an identifier: an open hash table over the bytes.
struct WordTable: Sendable {
  static let shared = WordTable()

  private static let size = 1024
  private var slots: [UInt8]
  private let texts: [[UInt8]]

  private init() {
    slots = [UInt8](repeating: 0, count: WordTable.size)
    texts = Word.allCases.map { Array($0.text.utf8) }
    for word in Word.allCases where word != .other {
      var slot = WordTable.slot(texts[Int(word.rawValue)].reduce(0, WordTable.step))
      while slots[slot] != 0 { slot = (slot + 1) % WordTable.size }
      slots[slot] = word.rawValue
    }
  }

  /// The hash of an identifier is built byte by byte while it is scanned.
  @inline(__always) static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 0x0100_0193
  }

  @inline(__always) private static func slot(_ hash: UInt32) -> Int {
    Int((hash ^ (hash >> 15)) & UInt32(size - 1))
  }

  func word(hash: UInt32, bytes: [UInt8], from start: Int, to end: Int) -> Word {
    var slot = WordTable.slot(hash)
    while slots[slot] != 0 {
      let candidate = slots[slot]
      if matches(texts[Int(candidate)], bytes, start, end) {
        return Word(rawValue: candidate) ?? .other
      }
      slot = (slot + 1) % WordTable.size
    }
    return .other
  }

  private func matches(_ text: [UInt8], _ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard text.count == end - start else { return false }
    for index in 0..<text.count where text[index] != bytes[start + index] { return false }
    return true
  }
}
