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

  init(header: String) { self.header = header }

  mutating func add(_ text: some Collection<UInt8>, of subject: String, _ period: Period) {
    let piece = pieces.count - 1
    let start = pieces[piece].count
    pieces[piece] += text
    blocks.append(
      Block(subject: subject, period: period, piece: piece, range: start..<pieces[piece].count))
  }

  /// Adds a piece of lines: each has a beginning, then its fields, which stand column by column in
  /// `fields`, and need no quotes. `starts` says where the beginnings start.
  mutating func add(
    _ beginnings: [UInt8], _ starts: [Int], _ rows: [(subject: String, period: Period)],
    _ fields: borrowing PrintedFields
  ) {
    guard !rows.isEmpty else { return }
    let columns = fields.texts / rows.count
    let piece = pieces.count
    let most = beginnings.count + fields.count + rows.count * (columns + 1) + 16
    var ends: [Int] = []
    ends.reserveCapacity(rows.count)
    pieces.append(
      [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
        guard let start = buffer.baseAddress else { return }
        var end = start
        for row in rows.indices {
          let next = row + 1 < rows.count ? starts[row + 1] : beginnings.count
          for byte in beginnings[starts[row]..<next] {
            end.initialize(to: byte)
            end += 1
          }
          for column in 0..<columns {
            end.initialize(to: UInt8(ascii: ","))
            end += 1
            guard let text = fields.text(column * rows.count + row), let from = text.baseAddress
            else { continue }
            if text.count <= 16 {
              // Most are short; what is copied too much is written over.
              UnsafeMutableRawPointer(end).storeBytes(
                of: UnsafeRawPointer(from).loadUnaligned(as: SIMD2<UInt64>.self),
                as: SIMD2<UInt64>.self)
            } else {
              end.initialize(from: from, count: text.count)
            }
            end += text.count
          }
          end.initialize(to: UInt8(ascii: "\n"))
          end += 1
          ends.append(end - start)
        }
        count = end - start
      })
    var start = 0
    for (row, end) in zip(rows, ends) {
      blocks.append(
        Block(subject: row.subject, period: row.period, piece: piece, range: start..<end))
      start = end
    }
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

  /// Forgets what was written, but not the memory for it.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Begins a record.
  mutating func begin() { isFirst = true }

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
  mutating func add(_ fields: borrowing PrintedFields, _ index: Int) -> Bool {
    guard let text = fields.text(index) else { return false }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes.append(contentsOf: text)
    return true
  }

  mutating func end() { bytes.append(UInt8(ascii: "\n")) }

  /// The text with the line end.
  var text: String { String(decoding: bytes + [UInt8(ascii: "\n")], as: UTF8.self) }
}
