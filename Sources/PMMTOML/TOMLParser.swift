package import PMMDiagnostics

/// Reads a TOML file: every independent mistake is a finding, and what could be read is the table.
///
/// Strict and small: the forms that `toml-form-not-used` names are refused, and nothing is guessed.
package func readTOML(
  _ source: SourceFile, file: Int
) -> (table: TOMLTable, findings: [Diagnostic]) {
  var parser = TOMLParser(bytes: source.bytes, file: file)
  if let (what, place) = signOfNoText(source.bytes) {
    let location = Location(file: file, span: Span(place, place + 1))
    return (parser.root, [Diagnostic(.tomlNoText, at: location, ["what": what])])
  }
  parser.parse()
  let more = parser.findings.dropFirst(20)
  guard let next = more.first, more.count > 1 else { return (parser.root, parser.findings) }
  let rest = Diagnostic(.tomlMore, at: next.primary, ["count": String(more.count)])
  return (parser.root, parser.findings.prefix(20) + [rest])
}

/// Where a file shows that it is no text in UTF-8, and what it is instead.
private func signOfNoText(_ bytes: [UInt8]) -> (what: String, place: Int)? {
  if let place = utf16Sign(in: bytes) { return ("in UTF-16", place) }
  if let place = bytes.firstIndex(of: 0) { return ("binary", place) }
  guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
  var place = 0
  for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
    let next = min(bytes.count, place + UTF8.width(scalar))
    // What is read in place of a byte that means nothing stands for a shorter one.
    if scalar == "\u{FFFD}", !bytes[place..<next].elementsEqual("\u{FFFD}".utf8) { break }
    place = next
  }
  return ("in another encoding", min(place, bytes.count - 1))
}

/// A statement that cannot be read.
private struct Refusal: Error {
  var finding: Diagnostic
}

private struct TOMLParser {
  let bytes: [UInt8]
  let file: Int
  var root: TOMLTable
  var findings: [Diagnostic] = []
  private var at = 0
  /// The table that the last header opened.
  private var header: [TOMLKey] = []

  init(bytes: [UInt8], file: Int) {
    self.bytes = bytes
    self.file = file
    root = TOMLTable(at: Location(file: file, span: Span(0, 0)))
    if bytes.starts(with: "\u{FEFF}".utf8) { at = 3 }
  }

  mutating func parse() {
    while true {
      skipBlank()
      guard at < bytes.count else { return }
      do throws(Refusal) {
        try statement()
        try endOfLine()
      } catch {
        findings.append(error.finding)
        skipLine()
      }
    }
  }

  // MARK: Statements

  private mutating func statement() throws(Refusal) {
    guard current == UInt8(ascii: "[") else { return try setting() }
    let start = at
    at += 1
    let isList = current == UInt8(ascii: "[")
    if isList { at += 1 }
    let keys = try path()
    for _ in 0..<(isList ? 2 : 1) { try take("]", or: isList ? "`]]`" : "`]`") }
    let location = location(start)
    header = keys
    var entry = TOMLTable(at: location)
    entry.location = location
    try insert(
      TOMLValue(.table(entry), at: location), keys[...], in: &root,
      by: isList ? .listHeader : .header)
  }

  private mutating func setting() throws(Refusal) {
    let keys = try path()
    try take("=", or: "`=`")
    skipSpace()
    let value = try value()
    try insert(value, (header + keys)[...], in: &root, by: .setting(below: header.count))
  }

  private mutating func path() throws(Refusal) -> [TOMLKey] {
    var keys: [TOMLKey] = []
    repeat {
      if !keys.isEmpty { at += 1 }
      skipSpace()
      let start = at
      let name: String
      switch current {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): name = try text()
      default:
        while let byte = current, isBare(byte) { at += 1 }
        guard at > start else { throw refused("a key") }
        name = String(decoding: bytes[start..<at], as: UTF8.self)
      }
      keys.append(TOMLKey(name, at: location(start)))
      skipSpace()
    } while current == UInt8(ascii: ".")
    return keys
  }

  private enum Writer: Equatable {
    case header, listHeader
    /// `key = value`, under a header of so many keys.
    case setting(below: Int)
  }

  /// Puts a value at the end of a path; a list of tables means its last one.
  private func insert(
    _ value: TOMLValue, _ path: ArraySlice<TOMLKey>, in table: inout TOMLTable, by writer: Writer
  ) throws(Refusal) {
    guard let key = path.first else { return }
    let rest = path.dropFirst()
    guard let index = table.entries.firstIndex(where: { $0.key.name == key.name }) else {
      var new = value
      if !rest.isEmpty {
        var inner = TOMLTable(at: key.location)
        try insert(value, rest, in: &inner, by: writer)
        new = TOMLValue(.table(inner), at: key.location)
      } else if writer == .listHeader {
        new = TOMLValue(.array([value]), at: value.location)
      }
      let isSet = if case .setting = writer { true } else { false }
      table.entries.append(.init(key: key, value: new, isOpen: !isSet))
      return
    }
    let found = table.entries[index]
    let twice = Refusal(
      finding: Diagnostic(
        .tomlTwice, at: key.location, ["key": key.name], related: [found.key.location]))
    switch found.value.content {
    case .table(var inner) where !rest.isEmpty:
      try insert(value, rest, in: &inner, by: writer)
      table.entries[index].value.content = .table(inner)
    case .array(var values) where found.isOpen:
      guard case .table(var last)? = values.last?.content else { throw twice }
      if !rest.isEmpty {
        try insert(value, rest, in: &last, by: writer)
        values[values.count - 1].content = .table(last)
      } else {
        guard writer == .listHeader else { throw twice }
        values.append(value)
      }
      table.entries[index].value.content = .array(values)
    default:
      throw twice
    }
  }

  // MARK: Values

  private mutating func value() throws(Refusal) -> TOMLValue {
    let start = at
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return TOMLValue(.text(try text()), at: location(start))
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "{"): throw unused("a table on one line", "write it under a header: [table]")
    default: break
    }
    while let byte = current, isBare(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: ":")
    {
      at += 1
    }
    guard at > start else { throw refused("a value") }
    let word = String(decoding: bytes[start..<at], as: UTF8.self)
    if word == "true" || word == "false" {
      return TOMLValue(.truth(word == "true"), at: location(start))
    }
    guard let content = number(word) else {
      at = start
      let digits = word.prefix { $0.isNumber }.count
      let isDate = (digits == 4 && word.dropFirst(4).first == "-") || word.contains(":")
      if isDate { throw unused("a date", "write a text: \"\(word)\"", length: word.utf8.count) }
      let forms = ["inf", "nan", "+inf", "-inf", "+nan", "-nan"]
      if forms.contains(word) || ["0x", "0o", "0b"].contains(String(word.prefix(2))) {
        throw unused("`\(word)`", "write a decimal number", length: word.utf8.count)
      }
      throw refused("a value: a text stands in quotation marks", length: word.utf8.count)
    }
    return TOMLValue(content, at: location(start))
  }

  /// `12`, `-3_000`, `2.5`, `1e6`; no leading zeros, a digit on both sides of a point or underscore.
  private func number(_ word: String) -> TOMLValue.Content? {
    let unsigned = word.hasPrefix("+") || word.hasPrefix("-") ? word.dropFirst() : word[...]
    let pattern = unsigned.map { character -> Character in
      character.isASCII && character.isNumber ? "0" : character
    }
    guard pattern.first == "0", pattern.last == "0", !unsigned.contains("__"),
      !String(pattern).contains("_."), !String(pattern).contains("._")
    else { return nil }
    let digits = word.filter { $0 != "_" && $0 != "+" }
    let parts = unsigned.split(whereSeparator: { $0 == "." || $0 == "e" || $0 == "E" })
    if parts[0].count > 1, parts[0].first == "0" { return nil }
    if let whole = Int(digits) { return .integer(whole) }
    let mantissa = digits.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard mantissa.count <= 2, mantissa.count == 1 || Int(mantissa[1]) != nil else { return nil }
    let halves = mantissa[0].split(separator: ".", omittingEmptySubsequences: false)
    let isPlain = halves.enumerated().allSatisfy { index, half in
      let half = index == 0 && half.hasPrefix("-") ? half.dropFirst() : half
      return !half.isEmpty && half.allSatisfy { $0.isASCII && $0.isNumber }
    }
    guard halves.count <= 2, isPlain else { return nil }
    return .decimal(digits)
  }

  private mutating func list() throws(Refusal) -> TOMLValue {
    let start = at
    at += 1
    var values: [TOMLValue] = []
    while true {
      skipBlank()
      if current == UInt8(ascii: "]") { break }
      values.append(try value())
      skipBlank()
      guard current == UInt8(ascii: ",") else { break }
      at += 1
    }
    try take("]", or: "`,` or `]`")
    return TOMLValue(.array(values), at: location(start))
  }

  private mutating func text() throws(Refusal) -> String {
    guard let quote = current else { throw refused("a text") }
    if bytes[at...].starts(with: [quote, quote, quote]) {
      throw unused("a text of several lines", "write it on one line", length: 3)
    }
    let start = at
    at += 1
    var result: [UInt8] = []
    while let byte = current, byte != quote {
      guard byte >= 0x20 || byte == UInt8(ascii: "\t") else {
        at = start
        throw refused("a text that ends on its line")
      }
      at += 1
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        result += try escaped()
      } else {
        result.append(byte)
      }
    }
    guard at < bytes.count else {
      at = start
      throw refused("a text that ends on its line")
    }
    at += 1
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func escaped() throws(Refusal) -> [UInt8] {
    let start = at - 1
    let mark = current.map { Character(Unicode.Scalar($0)) }
    at += 1
    switch mark {
    case "b": return [8]
    case "t": return [9]
    case "n": return [10]
    case "f": return [12]
    case "r": return [13]
    case "\"": return [0x22]
    case "\\": return [0x5C]
    case "u", "U":
      let end = at + (mark == "u" ? 4 : 8)
      if end <= bytes.count,
        let code = UInt32(String(decoding: bytes[at..<end], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        at = end
        return Array(String(Character(scalar)).utf8)
      }
    default: break
    }
    at = start
    throw refused("an escape such as \\n, \\\" or \\u00E9", length: 2)
  }

  // MARK: Bytes

  private var current: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private mutating func skipSpace() {
    while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { at += 1 }
  }

  private mutating func skipLine() {
    while let byte = current, byte != UInt8(ascii: "\n") { at += 1 }
  }

  /// Spaces, line ends and remarks.
  private mutating func skipBlank() {
    while let byte = current {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): at += 1
      case UInt8(ascii: "#"): skipLine()
      default: return
      }
    }
  }

  private mutating func endOfLine() throws(Refusal) {
    skipSpace()
    if current == UInt8(ascii: "#") { skipLine() }
    if current == UInt8(ascii: "\r") { at += 1 }
    guard at >= bytes.count || current == UInt8(ascii: "\n") else { throw refused("a new line") }
  }

  private mutating func take(_ mark: Unicode.Scalar, or expected: String) throws(Refusal) {
    skipSpace()
    guard current == UInt8(ascii: mark) else { throw refused(expected) }
    at += 1
  }

  private func location(_ start: Int) -> Location {
    Location(file: file, span: Span(start, max(start, at)))
  }

  private func refused(_ expected: String, length: Int = 1) -> Refusal {
    let end = min(bytes.count, at + length)
    let found =
      at >= bytes.count
      ? "the end of the file"
      : bytes[at] < 0x20 ? "the end of the line" : "`\(word(from: at, to: end))`"
    let isEnd = at >= bytes.count || bytes[at] < 0x20
    return Refusal(
      finding: Diagnostic(
        .tomlSyntax, at: Location(file: file, span: Span(at, isEnd ? at : end)),
        ["expected": expected, "found": found]))
  }

  /// Whole characters: a place never ends inside of one.
  private func word(from start: Int, to end: Int) -> String {
    var end = end
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func unused(_ form: String, _ advice: String, length: Int = 1) -> Refusal {
    Refusal(
      finding: Diagnostic(
        .tomlUnused, at: Location(file: file, span: Span(at, min(bytes.count, at + length))),
        ["form": form, "advice": advice]))
  }
}
