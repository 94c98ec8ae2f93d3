/// Rows of one place that follow each other, each of them an input and a number: most of a long file.
extension PlainRows {
  /// Reads rows that begin as the one before them, and goes to the first one that is not read here.
  mutating func readRun(
    _ bytes: UnsafeRawBufferPointer, _ offset: inout Int, _ builder: inout DatasetBuilder
  ) {
    guard FigureEntry.hasRoom(file: account, bytes: bytes.count), beginsAsBefore(bytes, offset)
    else {
      return
    }
    enter(beginning.subject, beginning.period, &builder, offset)
    let (first, account, length) = (offset, account, beginning.length)
    // Taken out, so that it is nobody's but this loop's; a copy would be copied when it learns.
    var words = WordRegister()
    swap(&words, &inputs)
    var (end, read) = (first, 0)
    figures.withUnsafeBufferPointer { figures in
      builder.table.withEntries(of: place) { entries in
        while beginsAsBefore(bytes, end),
          let input = words.follow(bytes, at: end + length) ?? words.find(bytes, at: end + length),
          input.meaning >= 0, input.end < bytes.count, bytes[input.end] == UInt8(ascii: ","),
          let value = ShortNumber(bytes, input.end + 1), PlainRows.isLineEnd(bytes[value.end])
        {
          let figure = figures[input.meaning]
          guard case .number(_, let shift) = figure.type, figure.column >= 0,
            entries[figure.column].isAbsent
          else { break }
          entries[figure.column] = FigureEntry(
            value, shift: shift, file: account, start: input.end + 1)
          read += 1
          end = value.end + 1
          while end < bytes.count, PlainRows.isLineEnd(bytes[end]) { end += 1 }
        }
      }
    }
    swap(&words, &inputs)
    offset = end
    if !isQuiet { count += read }
  }
}
