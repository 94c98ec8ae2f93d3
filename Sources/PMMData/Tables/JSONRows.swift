internal import PMMDiagnostics

func isJSONSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}

/// Rows of a JSON list of objects. The text was checked when the file was opened.
struct JSONRows: RowSource {
  private var scanner: JSONScanner
  /// Keys as they are written, numbered by column.
  private let columns: ByteIndex
  /// Which row has a key last, to find keys that an object has twice.
  private var seenIn: [Int]
  private var seenAt: [Span]
  private var number = 0

  fileprivate init(_ scanner: JSONScanner, _ columns: ByteIndex) {
    self.scanner = scanner
    self.columns = columns
    seenIn = Array(repeating: 0, count: columns.count)
    seenAt = Array(repeating: Span(0, 0), count: columns.count)
  }

  mutating func next(_ row: inout Row) -> Bool {
    do throws(JSONFault) {
      return try nextObject(&row)
    } catch {
      return false
    }
  }

  private mutating func nextObject(_ row: inout Row) throws(JSONFault) -> Bool {
    if number > 0, !scanner.take(UInt8(ascii: ",")) { return false }
    guard scanner.peek() == UInt8(ascii: "{") else { return false }
    number += 1
    let start = scanner.offset
    let opening = Span(start, start + 1)
    scanner.offset += 1
    row.problem = nil
    row.fields.removeAll(keepingCapacity: true)
    for _ in 0..<columns.count {
      row.fields.append(Field(text: [], span: opening, isAbsent: true))
    }
    if !scanner.take(UInt8(ascii: "}")) {
      repeat { try readMember(&row) } while scanner.take(UInt8(ascii: ","))
      try scanner.expect(UInt8(ascii: "}"), "`,` or `}`")
    }
    row.span = Span(start, scanner.offset)
    return true
  }

  private mutating func readMember(_ row: inout Row) throws(JSONFault) {
    scanner.skipSpace()
    let key = try scanner.string()
    try scanner.expect(UInt8(ascii: ":"), "`:`")
    let field = try readValue(&row)
    guard let column = columns.find(key.text) else { return }
    if seenIn[column] == number, row.problem == nil {
      row.problem = .duplicateKey(shown(key.text), key.span, first: seenAt[column])
    }
    seenIn[column] = number
    seenAt[column] = key.span
    row.fields[column] = field
  }

  private mutating func readValue(_ row: inout Row) throws(JSONFault) -> Field {
    switch scanner.peek() {
    case UInt8(ascii: "\""):
      let (text, span) = try scanner.string()
      if span.length > fieldLimit, row.problem == nil {
        row.problem = .fieldTooLong(span, length: span.length)
      }
      return Field(text: text, span: span)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      let start = scanner.offset
      try scanner.skipValue(depth: 3)
      let span = Span(start, scanner.offset)
      if row.problem == nil { row.problem = .nested(span) }
      return Field(text: [], span: span)
    default:
      let span = try scanner.word()
      let isNull = scanner.bytes[span.start] == UInt8(ascii: "n")
      return Field(text: isNull ? [] : scanner.bytes[span.start..<span.end], span: span)
    }
  }
}

/// Checks the whole text and collects the keys of its objects; nil if it is no list of objects.
func openJSON(
  _ bytes: [UInt8], from start: Int, index: Int, _ sink: inout DiagnosticSink
) -> Table? {
  var scanner = JSONScanner(bytes: bytes, offset: start)
  do throws(JSONFault) {
    return try scanTable(&scanner, index: index, &sink)
  } catch {
    switch error {
    case .syntax(let what, let expected, let span):
      sink.report(
        .jsonSyntax, at: Location(file: index, span: span), ["what": what, "expected": expected])
    case .tooDeep(let span):
      sink.report(
        .jsonTooDeep, at: Location(file: index, span: span),
        ["limit": String(JSONScanner.depthLimit)])
    }
    return nil
  }
}

private func scanTable(
  _ scanner: inout JSONScanner, index: Int, _ sink: inout DiagnosticSink
) throws(JSONFault) -> Table? {
  var keys = ByteIndex()
  var header: [HeaderCell] = []
  var first = Span(scanner.offset, scanner.offset)
  var other: (what: String, span: Span)?
  let isList = scanner.peek() == UInt8(ascii: "[")
  let listStart = scanner.offset
  if isList {
    scanner.offset += 1
    let rows = scanner
    var isEmpty = true
    if !scanner.take(UInt8(ascii: "]")) {
      isEmpty = false
      repeat {
        let isObject = scanner.peek() == UInt8(ascii: "{")
        let start = scanner.offset
        if isObject {
          try scanKeys(&scanner, &keys, &header)
        } else {
          try scanner.skipValue(depth: 2)
        }
        let span = Span(start, scanner.offset)
        if !isObject, other == nil { other = ("a list with something else in it", span) }
        if first.isEmpty { first = span }
      } while scanner.take(UInt8(ascii: ","))
      try scanner.expect(UInt8(ascii: "]"), "`,` or `]`")
    }
    if scanner.peek() != nil { throw scanner.unexpected("the end of the file") }
    if isEmpty {
      let span = Span(listStart, scanner.offset)
      sink.report(.noRows, at: Location(file: index, span: span))
      return nil
    }
    if other == nil {
      return Table(
        file: index, header: header, headerSpan: first, source: .json(JSONRows(rows, keys)))
    }
  } else {
    try scanner.skipValue(depth: 1)
    if scanner.peek() != nil { throw scanner.unexpected("the end of the file") }
    other = ("a single object", Span(listStart, listStart + 1))
  }
  guard let other else { return nil }
  sink.report(
    .jsonNotRows, at: Location(file: index, span: other.span),
    [
      "what": other.what, "expected": isList ? "an object" : "`[`",
      "example": #"{"period": 2023, …}, …"#,
    ])
  return nil
}

/// Passes one object and adds keys that are new.
private func scanKeys(
  _ scanner: inout JSONScanner, _ keys: inout ByteIndex, _ header: inout [HeaderCell]
) throws(JSONFault) {
  scanner.offset += 1
  if scanner.take(UInt8(ascii: "}")) { return }
  repeat {
    scanner.skipSpace()
    let (text, span) = try scanner.string()
    if keys.insert(text) == header.count {
      let name = trimmed(text)
      header.append(
        HeaderCell(
          name: String(decoding: name, as: UTF8.self), span: span,
          wasPadded: name.count != text.count))
    }
    try scanner.expect(UInt8(ascii: ":"), "`:`")
    try scanner.skipValue(depth: 3)
  } while scanner.take(UInt8(ascii: ","))
  try scanner.expect(UInt8(ascii: "}"), "`,` or `}`")
}
