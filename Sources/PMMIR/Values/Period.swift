/// How long a framework's periods are.
package enum PeriodKind: String, Sendable, CaseIterable {
  case calendarYear = "calendar year"
  case quarter
  case month
  /// One assessment without a period.
  case none

  package var perYear: Int {
    switch self {
    case .calendarYear, .none: 1
    case .quarter: 4
    case .month: 12
    }
  }

  /// How such a period is written.
  package var example: String {
    switch self {
    case .calendarYear: "2023"
    case .quarter: "2023-Q1"
    case .month: "2023-01"
    case .none: "none"
    }
  }

  /// What it is, in a sentence.
  package var nameInText: String {
    switch self {
    case .calendarYear: "a calendar year"
    case .quarter: "a quarter"
    case .month: "a month"
    case .none: "the one period, `none`"
    }
  }
}

/// A calendar year `2023`, a quarter `2023-Q1`, a month `2023-01`, or the one period `none`.
package struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let kind: PeriodKind
  /// Periods since the year 0, so that `T-1` is a subtraction.
  package let ordinal: Int

  package init(kind: PeriodKind, ordinal: Int) {
    self.kind = kind
    self.ordinal = ordinal
  }

  package static let none = Period(kind: .none, ordinal: 0)

  /// Reads the text of a period of this kind; nil if it is none. Years have four digits.
  package init?(_ text: some StringProtocol, kind: PeriodKind) {
    self.kind = kind
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    func digits(_ part: Substring, _ count: Int) -> Int? {
      part.utf8.count == count && part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
    }
    switch kind {
    case .none:
      guard text == "none" || text.isEmpty else { return nil }
      ordinal = 0
    case .calendarYear:
      guard parts.count == 1, let year = digits(Substring(parts[0]), 4) else { return nil }
      ordinal = year
    case .quarter:
      guard parts.count == 2, let year = digits(Substring(parts[0]), 4), parts[1].first == "Q",
        let quarter = digits(Substring(parts[1].dropFirst()), 1), (1...4).contains(quarter)
      else { return nil }
      ordinal = year * 4 + quarter - 1
    case .month:
      guard parts.count == 2, let year = digits(Substring(parts[0]), 4),
        let month = digits(Substring(parts[1]), 2), (1...12).contains(month)
      else { return nil }
      ordinal = year * 12 + month - 1
    }
  }

  package func advanced(by count: Int) -> Period {
    kind == .none ? self : Period(kind: kind, ordinal: ordinal + count)
  }

  package static func < (left: Period, right: Period) -> Bool { left.ordinal < right.ordinal }

  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    switch kind {
    case .none: return "none"
    case .calendarYear: return padded(ordinal, 4)
    case .quarter: return padded(ordinal / 4, 4) + "-Q" + String(ordinal % 4 + 1)
    case .month: return padded(ordinal / 12, 4) + "-" + padded(ordinal % 12 + 1, 2)
    }
  }
}
