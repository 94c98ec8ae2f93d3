internal import PMMDiagnostics

/// Takes CSV apart as RFC 4180 says: commas, quotes that are doubled inside quotes, and line ends
/// of any system. Every byte belongs to exactly one record or line end.
struct CSVReader: RowSource {
  let content: FileBytes
  /// Where the next record or line end starts.
  var offset: Int
  /// How many fields a record must have; nil while the header itself is read.
  var width: Int?

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(_ content: FileBytes, from offset: Int) {
    self.content = content
    self.offset = offset
  }

  /// The next record that is no empty line.
  mutating func next(_ row: inout Row) -> Bool {
    content.withBytes { bytes in
      while offset < bytes.count {
        let byte = bytes[offset]
        if byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn {
          offset += 1
          continue
        }
        readRecord(bytes, &row)
        return true
      }
      return false
    }
  }

  private mutating func readRecord(_ bytes: UnsafeRawBufferPointer, _ row: inout Row) {
    let start = offset
    row.fields.removeAll(keepingCapacity: true)
    row.problem = nil
    if !readPlainRecord(bytes, &row) {
      while true {
        readField(bytes, &row)
        guard offset < bytes.count, bytes[offset] == CSVReader.comma else { break }
        offset += 1
      }
    }
    row.span = Span(start, offset)
    if row.problem == nil, let width, row.fields.count != width, !row.isBlank {
      // Too many: mark the first that is too much. Too few: the place where the next should stand.
      let place = row.fields.count > width ? row.fields[width].span : Span(offset, offset)
      row.problem = .fieldCount(row.fields.count, place)
    }
  }

  /// Reads a record without any quote, whose fields then share one copy of its text; false if it has
  /// one.
  private mutating func readPlainRecord(_ bytes: UnsafeRawBufferPointer, _ row: inout Row) -> Bool {
    let start = offset
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn { break }
      if byte == CSVReader.quote { return false }
      end += 1
    }
    let line = Array(bytes[start..<end])
    var fieldStart = 0
    for index in 0...line.count where index == line.count || line[index] == CSVReader.comma {
      row.fields.append(
        Field(text: line[fieldStart..<index], span: Span(start + fieldStart, start + index)))
      offset = start + index
      checkLength(start + fieldStart, &row)
      fieldStart = index + 1
    }
    return true
  }

  /// Reads one field and stops at the comma or line end behind it.
  private mutating func readField(_ bytes: UnsafeRawBufferPointer, _ row: inout Row) {
    let start = offset
    if offset < bytes.count, bytes[offset] == CSVReader.quote {
      readQuoted(bytes, &row)
      return
    }
    skipPlain(bytes, &row)
    row.fields.append(Field(text: Array(bytes[start..<offset])[...], span: Span(start, offset)))
    checkLength(start, &row)
  }

  private mutating func skipPlain(_ bytes: UnsafeRawBufferPointer, _ row: inout Row) {
    while offset < bytes.count {
      switch bytes[offset] {
      case CSVReader.comma, CSVReader.lineFeed, CSVReader.carriageReturn: return
      case CSVReader.quote:
        if row.problem == nil { row.problem = .misplacedQuote(Span(offset, offset + 1)) }
        offset += 1
      default: offset += 1
      }
    }
  }

  private mutating func readQuoted(_ bytes: UnsafeRawBufferPointer, _ row: inout Row) {
    let start = offset
    offset += 1
    var decoded: [UInt8] = []
    var pieceStart = offset
    while offset < bytes.count {
      guard bytes[offset] == CSVReader.quote else {
        offset += 1
        continue
      }
      if offset + 1 < bytes.count, bytes[offset + 1] == CSVReader.quote {
        decoded.append(contentsOf: bytes[pieceStart...offset])
        offset += 2
        pieceStart = offset
        continue
      }
      decoded.append(contentsOf: bytes[pieceStart..<offset])
      offset += 1
      let afterQuote = offset
      skipPlain(bytes, &row)
      if offset > afterQuote, row.problem == nil {
        row.problem = .misplacedQuote(Span(afterQuote - 1, afterQuote))
      }
      row.fields.append(Field(text: decoded[...], span: Span(start, offset)))
      checkLength(start, &row)
      return
    }
    if row.problem == nil { row.problem = .unclosedQuote(Span(start, start + 1)) }
    row.fields.append(Field(text: Array(bytes[(start + 1)...])[...], span: Span(start, offset)))
  }

  private func checkLength(_ start: Int, _ row: inout Row) {
    if offset - start > fieldLimit, row.problem == nil {
      row.problem = .fieldTooLong(Span(start, offset), length: offset - start)
    }
  }
}
