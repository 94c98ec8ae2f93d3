internal import PMMDiagnostics
internal import PMMIR

/// The second half of a large file, read by another processor into a builder of its own, as far as its
/// rows are as usual: such rows depend on no row before them and say nothing to the user. Where it
/// begins is a guess, a line end may stand inside of quotes. Who reads the first half finds out.
final class ReadAhead: @unchecked Sendable {
  /// The byte that its first row begins with, if the guess is right.
  let start: Int
  /// Where it stopped: at an unusual row, or at the end.
  private(set) var end: Int
  private(set) var count = 0
  private(set) var builder: DatasetBuilder
  private let content: FileBytes
  private var reader: DataReader
  private let layout: Layout

  /// Nil if there is no line end about the middle, or too little to read.
  init?(_ reader: DataReader, _ layout: Layout, _ rows: CSVReader) {
    content = rows.content
    let first = rows.offset
    guard content.count - first >= reader.options.leastForTwo else { return nil }
    let start = content.withBytes { bytes in
      ReadAhead.start(in: bytes, from: first + (bytes.count - first) / 2, layout.placeFields)
    }
    guard let start else { return nil }
    self.start = start
    end = start
    self.layout = layout
    self.reader = reader
    builder = reader.builder.fresh
    self.reader.builder = builder
  }

  /// The first line behind the middle that begins otherwise than the one before it, else any line: rows of
  /// another place begin there, most often, and two halves without a place in common are put together
  /// as they are.
  private static func start(
    in bytes: UnsafeRawBufferPointer, from middle: Int, _ fields: Int
  ) -> Int? {
    let end = min(bytes.count, middle + 1 << 15)
    func head(_ start: Int) -> Slice<UnsafeRawBufferPointer> {
      var commas = 0
      let length = bytes[start..<end].prefix { byte in
        if byte == UInt8(ascii: ",") { commas += 1 }
        return commas < fields && byte != UInt8(ascii: "\n")
      }.count
      return bytes[start..<start + length]
    }
    let starts = (middle..<end).lazy.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    let other = zip(starts, starts.dropFirst()).first { !head($0).elementsEqual(head($1)) }
    return other?.1 ?? starts.first
  }

  func run() {
    var plain = PlainRows(&reader, layout, file: reader.file, account: reader.position)
    end = content.withBytes { plain.read($0, from: start, &reader) }
    count = plain.count
    builder = reader.builder
  }
}

extension DatasetBuilder {
  /// Adds the rows of another builder that stand behind those added so far, all of them plain. False,
  /// and none are added, if a figure is said again: that takes more to judge.
  mutating func take(_ other: DatasetBuilder) -> Bool {
    let subjects = (0..<other.subjects.count).map {
      self.subjects.insert(Array(other.subjects.text($0).utf8)[...])
    }
    let columns = other.table.columns.map { column in
      table.column(
        target: Int(column.target), cell: cellNumber(other.cell(Int(column.cell))))
    }
    let reasons = other.reasons.map { Int64(reasonNumber($0)) }
    let isAlike = reasons.enumerated().allSatisfy { $0.offset == $0.element }
    if isAlike, table.join(other.table, subjects: subjects) {
      takeRows(of: other, subjects)
      return true
    }
    let before = table.places.count
    table.reserve(other.table.places.count)
    let places = other.table.places.map {
      table.place(subjects[Int($0.subject)], Int($0.period))
    }
    for (index, place) in places.enumerated() where place < before {
      for (column, own) in columns.enumerated()
      where !other.table[index, column].isAbsent && !table[place, own].isAbsent { return false }
    }
    for (index, place) in places.enumerated() {
      for (column, own) in columns.enumerated() {
        let entry = other.table[index, column]
        if entry.isAbsent { continue }
        table[place, own] = entry.kind == .missing ? entry.holding(reasons[Int(entry.held)]) : entry
      }
      if other.table.places[index].hasRow { table.noteRow(at: place) }
    }
    takeRows(of: other, subjects)
    return true
  }
}
