internal import PMMDiagnostics

/// A file whose header has been read.
struct Table {
  enum Source {
    case csv(CSVReader)
    case json(JSONRows)
  }
  /// Index in the run's list of files.
  var file: Int
  var header: [HeaderCell]
  var headerSpan: Span
  var source: Source

  func location(_ span: Span) -> Location { Location(file: file, span: span) }

  func column(named name: String) -> Int? { header.firstIndex { $0.name == name } }
}

/// Opens a CSV or JSON file and reads the names of its columns; nil if nothing of it can be read.
func openTable(_ file: DataFile, index: Int, _ sink: inout DiagnosticSink) -> Table? {
  guard let start = file.content.withBytes({ checkText($0, of: file, index: index, &sink) }) else {
    return nil
  }
  let first = file.content.withBytes { bytes in bytes[start...].first { !isJSONSpace($0) } }
  let table =
    first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    ? openJSON(file.bytes, from: start, index: index, &sink)
    : openCSV(file.content, from: start, index: index, &sink)
  guard let table, hasDistinctNames(table, &sink) else { return nil }
  return table
}

/// Where the text starts, behind a byte order mark; nil if the bytes are no UTF-8 text.
private func checkText(
  _ bytes: UnsafeRawBufferPointer, of file: DataFile, index: Int, _ sink: inout DiagnosticSink
) -> Int? {
  func report(_ code: DiagnosticCode, _ start: Int, _ length: Int, _ arguments: Arguments) {
    let end = min(start + length, bytes.count)
    sink.report(code, at: Location(file: index, span: Span(min(start, end), end)), arguments)
  }
  if let sign = utf16Sign(in: bytes) {
    report(.utf16, sign, sign == 0 && bytes[0] != 0 ? 2 : 1, [:])
    return nil
  }
  let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  if trimmed(Array(bytes[start...].prefix(4096))[...]).isEmpty,
    trimmed(Array(bytes[start...])[...]).isEmpty
  {
    report(.emptyFile, bytes.count, 0, [:])
    return nil
  }
  if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
    report(.notText, 0, 2, ["what": "a workbook or another zip archive"])
    return nil
  }
  if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
    report(.notText, 0, 1, ["what": "an old Office document"])
    return nil
  }
  // Most files have nothing but ASCII, which is seen eight bytes at a time.
  let kinds = file.kinds
  if kinds.hasZero, let zero = bytes.firstIndex(of: 0) {
    report(.notText, zero, 1, ["what": "a binary file"])
    return nil
  }
  if !kinds.isASCII, let bad = firstInvalidUTF8(bytes) {
    let digits = String(bytes[bad], radix: 16, uppercase: true)
    report(.invalidUTF8, bad, 1, ["byte": "0x" + (digits.utf8.count < 2 ? "0" : "") + digits])
    return nil
  }
  return start
}

/// The offset of the first byte that belongs to no UTF-8 scalar.
func firstInvalidUTF8(_ bytes: UnsafeRawBufferPointer) -> Int? {
  var offset = 0
  func continuation(_ position: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
    position < bytes.count && range.contains(bytes[position])
  }
  while offset < bytes.count {
    let lead = bytes[offset]
    if lead < 0x80 {
      offset += 1
      continue
    }
    let length: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return offset
    }
    guard continuation(offset + 1, second),
      (2..<4).allSatisfy({ $0 >= length || continuation(offset + $0) })
    else { return offset }
    offset += length
  }
  return nil
}

private func openCSV(
  _ content: FileBytes, from start: Int, index: Int, _ sink: inout DiagnosticSink
) -> Table? {
  var reader = CSVReader(content, from: start)
  var row = Row()
  repeat {
    guard reader.next(&row) else { return nil }
  } while row.isBlank
  if row.fields.count == 1, let field = row.fields.first,
    let mark = field.text.first(where: { separators[$0] != nil }), let name = separators[mark]
  {
    let quote = field.span.length == field.text.count ? 0 : 1
    let inside = field.text.firstIndex(of: mark).map { $0 - field.text.startIndex } ?? 0
    let place = field.span.start + quote + inside
    sink.report(
      .wrongSeparator, at: Location(file: index, span: Span(place, place + 1)), ["mark": name])
    return nil
  }
  if let problem = row.problem {
    sink.report(problem, width: 0, row.span, file: index)
    return nil
  }
  reader.width = row.fields.count
  let header = row.fields.map { field in
    let name = trimmed(field.text)
    return HeaderCell(
      name: String(decoding: name, as: UTF8.self), span: field.span,
      wasPadded: name.count != field.text.count)
  }
  return Table(file: index, header: header, headerSpan: row.span, source: .csv(reader))
}

private let separators: [UInt8: String] = [
  UInt8(ascii: ";"): "semicolons", UInt8(ascii: "\t"): "tabs", UInt8(ascii: "|"): "bars",
]

private func hasDistinctNames(_ table: Table, _ sink: inout DiagnosticSink) -> Bool {
  var first = ByteTable<Span>()
  var isGood = true
  for cell in table.header where !cell.name.isEmpty {
    if first.add(cell.span, for: cell.name) { continue }
    isGood = false
    sink.report(
      .duplicateColumn, at: table.location(cell.span), ["name": cell.name],
      related: first[cell.name].map { [table.location($0)] } ?? [])
  }
  return isGood
}

extension DiagnosticSink {
  /// Reports a row that cannot be taken apart.
  mutating func report(_ problem: RowProblem, width: Int, _ row: Span, file: Int) {
    func at(_ span: Span) -> Location { Location(file: file, span: span) }
    switch problem {
    case .unclosedQuote(let span): report(.unclosedQuote, at: at(span))
    case .misplacedQuote(let span): report(.misplacedQuote, at: at(span))
    case .fieldTooLong(let span, let length):
      report(
        .fieldTooLong, at: at(Span(span.start, span.start + 1)),
        ["length": String(length), "limit": String(fieldLimit)])
    case .fieldCount(let count, let span):
      report(
        .fieldCount, at: at(span),
        [
          "count": String(count), "width": String(width),
          "place": count > width ? "one too many" : "a value is missing",
        ])
    case .duplicateKey(let name, let span, let first):
      report(.duplicateKey, at: at(span), ["name": name], related: [at(first)])
    case .nested(let span): report(.nestedValue, at: at(span))
    }
  }
}
