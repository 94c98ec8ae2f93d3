internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMTOML

/// Values of the keys of a study, and what is said of those that are none.
extension StudyReader {
  mutating func checkKeys(_ table: TOMLTable, _ known: [String], of what: String) {
    for entry in table.entries where !known.contains(entry.key.name) {
      var arguments: Arguments = [
        "key": entry.key.name, "table": what, "names": Self.quoted(known),
      ]
      arguments["nearest"] = nearestName(to: entry.key.name, in: known)
      findings.append(Diagnostic(.unknownStudyKey, at: entry.key.location, arguments))
    }
  }

  mutating func required(
    _ table: TOMLTable, _ key: String, of what: String
  ) -> TOMLValue? {
    if let value = table[key] { return value }
    findings.append(
      Diagnostic(.studyKeyMissing, at: table.location, ["table": what, "expected": "`\(key)`"]))
    return nil
  }

  mutating func type(
    _ value: TOMLValue, _ key: String, _ expected: String, _ found: String? = nil
  ) {
    findings.append(
      Diagnostic(
        .studyType, at: value.location, ["key": key, "expected": expected, "found": found ?? value.kind]))
  }

  mutating func bounds(
    _ value: TOMLValue, _ key: String, _ expected: String, _ found: String
  ) {
    findings.append(
      Diagnostic(
        .studyBounds, at: value.location, ["key": key, "expected": expected, "found": found]))
  }

  mutating func unknown(
    _ name: String, _ kind: String, among known: [String], at value: TOMLValue
  ) {
    var arguments: Arguments = ["name": name, "kind": kind]
    let some = Self.quoted(known.prefix(12))
    arguments["names"] = known.isEmpty ? "none" : known.count > 12 ? some + ", …" : some
    arguments["nearest"] = nearestName(to: name, in: known)
    findings.append(Diagnostic(.unknownStudyName, at: value.location, arguments))
  }

  private static func quoted(_ names: some Sequence<String>) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }

  mutating func text(_ value: TOMLValue, _ key: String) -> String? {
    if case .text(let text) = value.content { return text }
    type(value, key, "a text")
    return nil
  }

  /// A text, or several.
  mutating func texts(
    _ value: TOMLValue, _ key: String
  ) -> [(text: String, value: TOMLValue)]? {
    if case .text(let text) = value.content { return [(text, value)] }
    guard case .array(let elements) = value.content else {
      type(value, key, "a text or a list of texts")
      return nil
    }
    if elements.isEmpty {
      bounds(value, key, "a list of one or more", "an empty one")
      return nil
    }
    let texts = elements.compactMap { element in text(element, key).map { ($0, element) } }
    return texts.count == elements.count ? texts : nil
  }

  mutating func truth(_ table: TOMLTable, _ key: String) -> Bool? {
    guard let value = table[key] else { return nil }
    if case .truth(let truth) = value.content { return truth }
    type(value, key, "true or false")
    return nil
  }

  mutating func wholeNumber(
    _ table: TOMLTable, _ key: String, in range: ClosedRange<Int>, of what: String
  ) -> Int? {
    guard let value = required(table, key, of: what) else { return nil }
    return wholeNumber(value, key, in: range)
  }

  mutating func wholeNumber(
    _ value: TOMLValue, _ key: String, in range: ClosedRange<Int>
  ) -> Int? {
    let (low, high) = (range.lowerBound, range.upperBound)
    let expected = low == high ? String(low) : "from \(low) to \(high)"
    switch value.content {
    case .integer(let number) where range.contains(number): return number
    case .integer(let number): bounds(value, key, expected, String(number))
    // A whole number that is too long for 64 bits is read as a decimal one.
    case .decimal(let text) where text.allSatisfy { $0 == "-" || $0.isNumber }:
      bounds(value, key, expected, text)
    case .decimal(let text): type(value, key, "a whole number", "`\(text)`")
    default: type(value, key, "a whole number")
    }
    return nil
  }

  mutating func number(
    _ value: TOMLValue, _ key: String, _ expected: String, where isFit: (Rational) -> Bool
  ) -> Rational? {
    let number: Rational
    let found: String
    switch value.content {
    case .integer(let whole): (number, found) = (Rational(whole), String(whole))
    case .decimal(let text):
      found = String(text.prefix(24))
      guard let read = Rational(decimal: text) else {
        bounds(value, key, "between -1e400 and 1e400", found)
        return nil
      }
      number = read
    default:
      type(value, key, "a number")
      return nil
    }
    if isFit(number) { return number }
    bounds(value, key, expected, found)
    return nil
  }

  /// As it is written: a text, or a year.
  mutating func period(_ value: TOMLValue) -> String? {
    let kind = program.head.period
    let text: String
    switch value.content {
    case .text(let written): text = written
    case .integer(let year): text = String(year)
    default:
      type(value, "period", "a text such as \"\(kind.example)\"")
      return nil
    }
    guard let period = Period(text, kind: kind) else {
      let expected = kind == .none ? "`none`" : "\(kind.nameInText) such as \(kind.example)"
      bounds(value, "period", expected, "`\(text)`")
      return nil
    }
    return period.description
  }

  /// `"25%"`: above 0 and below 100, so that no weight becomes zero.
  mutating func percent(_ value: TOMLValue) -> Rational? {
    guard case .text(let text) = value.content, text.hasSuffix("%"),
      let number = Rational(decimal: String(text.dropLast()))
    else {
      let found: String? = if case .text(let text) = value.content { "`\(text)`" } else { nil }
      type(value, "spread", "a percentage such as \"25%\"", found)
      return nil
    }
    guard !number.isNegative, !number.isZero, number < 100 else {
      bounds(value, "spread", "above 0% and below 100%", text)
      return nil
    }
    return number.divided(by: 100)
  }
}

extension TOMLValue {
  /// What it says, without how it is written: `5.0` is `5`, and names are in no order.
  var meaning: JSON {
    switch content {
    case .text(let text): .string(text)
    case .integer(let number): .string(String(number))
    case .decimal(let text): .string(Rational(decimal: text)?.description ?? text)
    case .truth(let truth): .bool(truth)
    case .array(let values): .array(values.map(\.meaning))
    case .table(let table):
      .object(table.entries.map { JSON.Member($0.key.name, $0.value.meaning) })
    }
  }
}
