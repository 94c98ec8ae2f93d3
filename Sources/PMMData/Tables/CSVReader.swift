internal import PMMDiagnostics

/// Takes CSV apart as RFC 4180 says: commas, quotes that are doubled inside quotes, and line ends
/// of any system. Every byte belongs to exactly one record or line end.
struct CSVReader: RowSource {
  private let bytes: [UInt8]
  private var offset: Int
  /// How many fields a record must have; nil while the header itself is read.
  var width: Int?

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(bytes: [UInt8], from offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  /// The next record that is no empty line.
  mutating func next(_ row: inout Row) -> Bool {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn {
        offset += 1
        continue
      }
      readRecord(&row)
      return true
    }
    return false
  }

  private mutating func readRecord(_ row: inout Row) {
    let start = offset
    row.fields.removeAll(keepingCapacity: true)
    row.problem = nil
    while true {
      readField(&row)
      guard offset < bytes.count, bytes[offset] == CSVReader.comma else { break }
      offset += 1
    }
    row.span = Span(start, offset)
    if row.problem == nil, let width, row.fields.count != width, !row.isBlank {
      // Too many: mark the first that is too much. Too few: the place where the next should stand.
      let place = row.fields.count > width ? row.fields[width].span : Span(offset, offset)
      row.problem = .fieldCount(row.fields.count, place)
    }
  }

  /// Reads one field and stops at the comma or line end behind it.
  private mutating func readField(_ row: inout Row) {
    let start = offset
    if offset < bytes.count, bytes[offset] == CSVReader.quote {
      readQuoted(&row)
      return
    }
    skipPlain(&row)
    row.fields.append(Field(text: bytes[start..<offset], span: Span(start, offset)))
    checkLength(start, &row)
  }

  private mutating func skipPlain(_ row: inout Row) {
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

  private mutating func readQuoted(_ row: inout Row) {
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
      if pieceStart > start + 1 { decoded.append(contentsOf: bytes[pieceStart..<offset]) }
      let text = pieceStart > start + 1 ? decoded[...] : bytes[pieceStart..<offset]
      offset += 1
      let afterQuote = offset
      skipPlain(&row)
      if offset > afterQuote, row.problem == nil {
        row.problem = .misplacedQuote(Span(afterQuote - 1, afterQuote))
      }
      row.fields.append(Field(text: text, span: Span(start, offset)))
      checkLength(start, &row)
      return
    }
    if row.problem == nil { row.problem = .unclosedQuote(Span(start, start + 1)) }
    row.fields.append(Field(text: bytes[(start + 1)...], span: Span(start, offset)))
  }

  private func checkLength(_ start: Int, _ row: inout Row) {
    if offset - start > fieldLimit, row.problem == nil {
      row.problem = .fieldTooLong(Span(start, offset), length: offset - start)
    }
  }
}
