package import PMMIR

/// Lines of a CSV under one header, each block with whose it is.
struct CSVTable {
  var header: String
  private(set) var blocks: [Block] = []
  private var bytes: [UInt8] = []

  struct Block {
    var subject: String
    var period: Period
    fileprivate var range: Range<Int>
  }

  init(header: String) { self.header = header }

  mutating func add(_ text: some Collection<UInt8>, of subject: String, _ period: Period) {
    let start = bytes.count
    bytes += text
    blocks.append(Block(subject: subject, period: period, range: start..<bytes.count))
  }

  /// Adds the lines of another table of the same columns.
  mutating func add(_ other: CSVTable) {
    let start = bytes.count
    bytes += other.bytes
    blocks += other.blocks.map { block in
      var block = block
      block.range = block.range.lowerBound + start..<block.range.upperBound + start
      return block
    }
  }

  var text: String { String(decoding: Array(header.utf8) + bytes, as: UTF8.self) }

  fileprivate func text(of block: Block) -> ArraySlice<UInt8> { bytes[block.range] }
}

/// The results of several editions, lowest first, as one CSV: by subject, by period, then by edition.
/// Nil if their columns differ, which only those of the wide form can.
package func resultCSV(
  _ parts: [(results: Results, selection: ReportSelection)], digits: Digits = .standard,
  wide: WideColumns? = nil
) -> String? {
  let isAdapted = parts.contains { !$0.results.options.adaptations.isEmpty }
  let tables = parts.map { part in
    let csv = ResultCSV(part.results, part.selection, digits: digits, isAdapted: isAdapted)
    return wide.map { csv.wideTable($0, namesEdition: parts.count > 1) } ?? csv.table()
  }
  guard let header = tables.first?.header else { return "" }
  guard tables.allSatisfy({ $0.header == header }) else { return nil }
  // In order already.
  if tables.count == 1 { return tables[0].text }
  let blocks = tables.enumerated().flatMap { edition, table in
    table.blocks.map { (edition: edition, block: $0) }
  }.sorted {
    ($0.block.subject, $0.block.period, $0.edition) < (
      $1.block.subject, $1.block.period, $1.edition
    )
  }
  let bytes = blocks.flatMap { tables[$0.edition].text(of: $0.block) }
  return header + String(decoding: bytes, as: UTF8.self)
}
