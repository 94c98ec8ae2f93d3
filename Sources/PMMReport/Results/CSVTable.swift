import PMMIR

/// Lines of a CSV under one header, each block with whose it is.
struct CSVTable {
  var header: String
  private(set) var blocks: [Block] = []
  /// The lines, in pieces as they were written.
  private var pieces: [[UInt8]] = [[]]

  struct Block {
    var subject: String
    var period: Period
    var piece: Int
    var range: Range<Int>
  }

  /// `bytes` is about how long the lines will be together.
  init(header: String, reserving bytes: Int = 0) {
    self.header = header
    pieces[0].reserveCapacity(bytes)
  }

  mutating func add(_ text: some Collection<UInt8>, of subject: String, _ period: Period) {
    let piece = pieces.count - 1
    let start = pieces[piece].count
    pieces[piece] += text
    blocks.append(
      Block(subject: subject, period: period, piece: piece, range: start..<pieces[piece].count))
  }

  /// Adds the lines of another table of the same columns.
  mutating func add(_ other: CSVTable) {
    let start = pieces.count
    pieces += other.pieces
    blocks += other.blocks.map { block in
      var block = block
      block.piece += start
      return block
    }
  }

  /// All of it, without a copy.
  var chunks: [[UInt8]] { [Array(header.utf8)] + pieces }

  var text: String { chunks.text }

  func text(of block: Block) -> ArraySlice<UInt8> { pieces[block.piece][block.range] }
}

extension [[UInt8]] {
  /// The text that they make together.
  package var text: String { String(decoding: reduce(into: []) { $0 += $1 }, as: UTF8.self) }
}

/// One record with its line ending; fields are quoted where the standard asks for it.
func csvLine(_ fields: [String]) -> String {
  var line = CSVLine()
  for field in fields { line.add(field) }
  return line.text
}

/// A record that is written field by field.
struct CSVLine {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  /// Begins anew, in the same memory.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    isFirst = true
  }

  mutating func add(_ field: String) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    var field = field
    field.withUTF8 { utf8 in
      let quote = UInt8(ascii: "\"")
      let isSpecial: (UInt8) -> Bool = { byte in
        byte == UInt8(ascii: ",") || byte == quote || byte == UInt8(ascii: "\n")
          || byte == UInt8(ascii: "\r")
      }
      let space = UInt8(ascii: " ")
      guard utf8.contains(where: isSpecial) || utf8.first == space || utf8.last == space else {
        bytes.append(contentsOf: utf8)
        return
      }
      bytes.append(quote)
      for byte in utf8 {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
      }
      bytes.append(quote)
    }
  }

  /// Adds a text that needs no quotes, a number or names, if it was not left out.
  mutating func add(_ fields: PrintedFields, _ index: Int) -> Bool {
    guard let text = fields[index] else { return false }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes.append(contentsOf: fields.bytes[text])
    return true
  }

  mutating func end() { bytes.append(UInt8(ascii: "\n")) }

  /// The text with the line end.
  var text: String { String(decoding: bytes + [UInt8(ascii: "\n")], as: UTF8.self) }
}
