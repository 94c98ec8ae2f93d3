internal import PMMDiagnostics
internal import PMMNumber
internal import PMMTOML

/// Values of the keys of a study, and what is said of those that are none.
extension StudyReader {
  mutating func checkKeys(_ table: TOMLTable, _ known: [String], of what: String) {
    for entry in table.entries where !known.contains(entry.key.name) {
      var arguments = [
        "key": entry.key.name, "table": what, "names": known.joined(separator: ", "),
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

  mutating func type(_ value: TOMLValue, _ key: String, _ expected: String) {
    findings.append(
      Diagnostic(
        .studyType, at: value.location, ["key": key, "expected": expected, "found": value.kind]))
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
    var arguments = ["name": name, "kind": kind]
    let some = known.prefix(12).joined(separator: ", ")
    arguments["names"] = known.isEmpty ? "none" : known.count > 12 ? some + ", …" : some
    arguments["nearest"] = nearestName(to: name, in: known)
    findings.append(Diagnostic(.unknownStudyName, at: value.location, arguments))
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
      bounds(value, key, "a list of one or more", "empty")
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
    _ table: TOMLTable, _ key: String, in range: ClosedRange<Int>?, of what: String
  ) -> Int? {
    guard let value = required(table, key, of: what) else { return nil }
    guard case .integer(let number) = value.content else {
      type(value, key, "a whole number")
      return nil
    }
    if let range, !range.contains(number) {
      bounds(value, key, "from \(range.lowerBound) to \(range.upperBound)", String(number))
      return nil
    }
    return number
  }

  mutating func number(
    _ value: TOMLValue, _ key: String, _ expected: String, where isFit: (Rational) -> Bool
  ) -> Rational? {
    let number: Rational
    switch value.content {
    case .integer(let whole): number = Rational(whole)
    case .decimal(let text):
      guard let read = Rational(decimal: text) else { fallthrough }
      number = read
    default:
      type(value, key, "a number")
      return nil
    }
    if isFit(number) { return number }
    bounds(value, key, expected, number.description)
    return nil
  }

  /// `"25%"`: above 0 and below 100, so that no weight becomes zero.
  mutating func percent(_ value: TOMLValue) -> Rational? {
    guard case .text(let text) = value.content, text.hasSuffix("%"),
      let number = Rational(decimal: String(text.dropLast()))
    else {
      type(value, "spread", "a percentage such as \"25%\"")
      return nil
    }
    guard !number.isNegative, !number.isZero, number < 100 else {
      bounds(value, "spread", "above 0% and below 100%", text)
      return nil
    }
    return number.divided(by: 100)
  }
}
