internal import PMMDiagnostics
internal import PMMIR

/// Reads rows of a CSV file that are as nearly all rows are: every name and word seen before, no
/// quotes, numbers of few digits, nothing said twice. Their bytes are looked at once, and nothing is
/// copied. Any other row is left to the reader that has an answer to everything; what both make of a
/// row is the same.
struct PlainRows {
  /// What is done with a column.
  private enum Role {
    case subject, period, input, value
    /// One of the words in a register, none of which changes anything: empty, most often.
    case harmless(Int)
    case axis(Int)
    /// A column of a wide file: its number among `figures`.
    case figure(Int)
    case unread

    /// Whether it says where figures belong, or nothing, and not a figure.
    var isLeading: Bool {
      switch self {
      case .subject, .period, .harmless, .unread: true
      case .input, .value, .axis, .figure: false
      }
    }
  }

  /// A column of the table and how its values are read.
  struct Figure {
    var column: Int
    var type: ValueKind
  }
  enum ValueKind {
    /// Whether a percent sign may stand behind it, and by how many decimals it is moved without.
    case number(mayBePercent: Bool, shift: Int)
    case level(scale: Int)
  }

  /// A value as it stands in the row, before it is known what it is a value of.
  private struct Value {
    var start = 0
    var end = 0
    var isNumber = false
    var mantissa: Int64 = 0
    var decimals = 0
    var isPercent = false
  }

  private let file: Int
  /// The number of the file among those of data.
  let account: Int
  private let isLong: Bool
  private var roles: [Role] = []
  /// Whether rows are leading columns, an input and a number, and nothing else.
  private(set) var isBare = false
  var subjects = WordRegister()
  var periods = WordRegister()
  var inputs = WordRegister()
  private var harmless: [WordRegister] = []
  var axes: [(axis: Int, words: WordRegister)] = []
  private var hasAxes = false
  /// Reasons by their numbers in the builder.
  private var reasons = WordRegister()
  private let hasNumericReason: Bool
  /// Words of each scale: its levels, or less than zero for a reason.
  private var levels: [WordRegister?] = []
  var figures: [Figure] = []
  /// With axes: the number among `figures` of an input and its axis values; -1 is none, -2 unknown.
  var combinations: [Int: Int] = [:]
  var inputReferences: [CellReference] = []
  private var row: [(column: Int, entry: FigureEntry)] = []
  private let fixedPeriod: Int?

  /// How many columns stand before the first one that differs in most rows. If a row begins as the one
  /// before it, these say the same.
  private var leading = 0
  private(set) var beginning = (start: 0, length: 0, subject: unusual, period: 0)

  private(set) var place = -1
  private var placeSubject = -1
  private var placePeriod = -1
  private(set) var isQuiet = false
  /// The part of the text that is being read, and how many places there must be before it is guessed
  /// anew how many there will be.
  private var part = 0..<0
  private var nextGuess = 64

  /// How many rows were read that are judged and counted.
  var count = 0

  static let unusual = -1

  init(_ reader: inout DataReader, _ layout: Layout, file: Int, account: Int) {
    self.file = file
    self.account = account
    isLong = layout.form == .long
    fixedPeriod = layout.period == nil ? reader.periodOfFileWithout?.ordinal : nil
    let names = reader.vocabulary.reasons.names
    hasNumericReason = names.contains { name in
      name.utf8.first.map { $0.isDigit || $0 == UInt8(ascii: "-") } ?? false
    }
    levels = Array(repeating: nil, count: reader.vocabulary.levels.count)
    for name in names { PlainRows.add(name, reader.reasonNumber(name), to: &reasons) }
    roles = layout.headerNames.map { _ in .unread }
    if isLong {
      set(layout.words[.input], .input)
      set(layout.words[.value], .value)
      for (index, (column, axis)) in layout.axes.enumerated() {
        set(column, .axis(index))
        axes.append((axis, WordRegister()))
      }
      setHarmless(layout.words[.reason], [""])
      setHarmless(layout.words[.observationStatus], ["", "A"])
      setHarmless(layout.words[.confidentiality], ["", "F"])
    } else {
      for (column, reference, cell, type) in layout.figures {
        set(column, .figure(figures.count))
        figures.append(figure(reference, cell, type, &reader))
      }
      // An attribute is said by a row: such rows are read in full.
      for (column, _) in layout.attributes { setHarmless(column, [""]) }
    }
    for column in [layout.status, layout.disclosure, layout.note] { setHarmless(column, [""]) }
    setHarmless(layout.phase, [""] + reader.harmlessPhases)
    set(layout.subject, .subject)
    set(layout.period, .period)
    hasAxes = !axes.isEmpty
    leading = roles.firstIndex { !$0.isLeading } ?? 0
    if roles.count == leading + 2, case (.input, .value) = (roles[leading], roles[leading + 1]) {
      isBare = !hasNumericReason
    }
  }

  private mutating func set(_ column: Int?, _ role: Role) {
    if let column { roles[column] = role }
  }

  private mutating func setHarmless(_ column: Int?, _ words: [String]) {
    guard let column else { return }
    roles[column] = .harmless(harmless.count)
    var register = WordRegister()
    for word in words { PlainRows.add(word, 0, to: &register) }
    harmless.append(register)
  }

  /// Adds a word unless the spaces around it would be left out in data.
  static func add(_ word: String, _ meaning: Int, to register: inout WordRegister) {
    let bytes = Array(word.utf8)
    if trimmed(bytes[...]).count == bytes.count { register.add(bytes, meaning: meaning) }
  }

  mutating func figure(
    _ reference: CellReference, _ cell: Int, _ type: ValueType, _ reader: inout DataReader
  ) -> Figure {
    var figure = Figure(column: PlainRows.unusual, type: .level(scale: 0))
    // Whose input of one name it is, each row says.
    guard reference.periodsBefore == 0, reader.vocabulary.namesakes[reference.target] == nil else {
      return figure
    }
    switch type {
    case .quantity(let unit):
      figure.type = .number(mayBePercent: unit.isDimensionless, shift: unit.isPercent ? 2 : 0)
    case .level(let scale):
      figure.type = .level(scale: scale)
      if levels[scale] == nil { levels[scale] = reader.levelWords(scale) }
    case .category, .truth, .date, .dateTime, .text: return figure
    }
    figure.column = reader.builder.column(of: reference.target, cell: cell)
    return figure
  }
}

// MARK: Rows

extension PlainRows {
  /// Reads rows from `start` on. Answers where the first one stands that is not read here, or the end
  /// of the text.
  mutating func read(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ reader: inout DataReader
  ) -> Int {
    var offset = start
    part = start..<max(start, bytes.count)
    while true {
      while offset < bytes.count, PlainRows.isLineEnd(bytes[offset]) { offset += 1 }
      if isBare { readRun(bytes, &offset, &reader.builder) }
      guard offset < bytes.count, let end = readRow(bytes, offset, &reader) else { return offset }
      offset = end
    }
  }

  @inline(__always)
  static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Reads one row, and answers where it ends; nil if it is not as usual, and nothing is changed.
  @inline(__always)
  private mutating func readRow(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ reader: inout DataReader
  ) -> Int? {
    var offset = start
    var subject = PlainRows.unusual
    var period = fixedPeriod ?? 0
    var input = PlainRows.unusual
    var combination = 0
    var value = Value()
    if !isLong { row.removeAll(keepingCapacity: true) }
    var first = 0
    if beginsAsBefore(bytes, start) {
      (subject, period) = (beginning.subject, beginning.period)
      (first, offset) = (leading, start + beginning.length)
    }
    var leadingEnd = offset
    for index in first..<roles.count {
      if index > first {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ",") else { return nil }
        offset += 1
        if index == leading { leadingEnd = offset }
      }
      switch roles[index] {
      case .subject:
        guard let word = subjects.find(bytes, at: offset) ?? newSubject(bytes, offset, &reader)
        else { return nil }
        (subject, offset) = word
      case .period:
        guard let word = periods.find(bytes, at: offset) ?? newPeriod(bytes, offset, &reader)
        else { return nil }
        (period, offset) = word
        if period == PlainRows.unusual { return nil }
      case .input:
        guard let word = inputs.find(bytes, at: offset) ?? newInput(bytes, offset, &reader)
        else { return nil }
        (input, offset) = word
      case .value:
        guard PlainRows.scan(bytes, offset, &value) else { return nil }
        offset = value.end
      case .figure(let number):
        guard PlainRows.scan(bytes, offset, &value) else { return nil }
        offset = value.end
        guard let entry = entry(value, figures[number], bytes) else { return nil }
        row.append((figures[number].column, entry))
      case .harmless(let number):
        guard let word = harmless[number].find(bytes, at: offset) else { return nil }
        offset = word.end
      case .axis(let number):
        guard
          let word = axes[number].words.find(bytes, at: offset)
            ?? newAxisValue(bytes, offset, number, reader)
        else { return nil }
        let (coordinate, end) = word
        if coordinate == PlainRows.unusual { return nil }
        combination = combination << 12 | coordinate
        offset = end
      case .unread:
        guard let end = WordRegister.end(bytes, offset) else { return nil }
        offset = end
      }
    }
    guard subject >= 0, offset == bytes.count || PlainRows.isLineEnd(bytes[offset]) else {
      return nil
    }
    let isKept =
      isLong
      ? keep(value, of: input, combination, bytes, subject, period, &reader)
      : keepRow(Span(start, offset), subject, period, &reader)
    guard isKept else { return nil }
    if first == 0 { beginning = (start, leadingEnd - start, subject, period) }
    return offset
  }

  /// Whether a row says in its leading columns what the row before it says there.
  @inline(__always)
  func beginsAsBefore(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    let (before, length) = (beginning.start, beginning.length)
    guard length >= 8, start + length <= bytes.count else { return false }
    func differ(at offset: Int) -> Bool {
      WordRegister.load(bytes, start + offset) != WordRegister.load(bytes, before + offset)
    }
    var offset = 0
    while offset < length - 8 {
      if differ(at: offset) { return false }
      offset += 8
    }
    // The last eight may overlap those before them.
    return !differ(at: length - 8)
  }

  /// Keeps the figure of a long row.
  @inline(__always)
  private mutating func keep(
    _ value: Value, of input: Int, _ combination: Int, _ bytes: UnsafeRawBufferPointer,
    _ subject: Int, _ period: Int, _ reader: inout DataReader
  ) -> Bool {
    guard input >= 0 else { return false }
    let number = hasAxes ? figure(of: input, combination, &reader) : input
    guard number >= 0, let entry = entry(value, figures[number], bytes) else { return false }
    enter(subject, period, &reader.builder, value.start)
    guard reader.builder.table.add(entry, place, figures[number].column) else { return false }
    if !isQuiet { count += 1 }
    return true
  }

  /// Keeps the figures of a wide row.
  private mutating func keepRow(
    _ span: Span, _ subject: Int, _ period: Int, _ reader: inout DataReader
  ) -> Bool {
    enter(subject, period, &reader.builder, span.start)
    var said = 0
    for (column, entry) in row {
      guard reader.builder.table[place, column].isAbsent else { return false }
      if entry.kind != .silent { said += 1 }
    }
    for (column, entry) in row { reader.builder.table[place, column] = entry }
    reader.builder.addRow(
      at: Location(file: file, span: span), account: account, isQuiet: isQuiet, said: said)
    if !isQuiet { count += 1 }
    return true
  }

  /// Goes to the place of a row that will be kept, or judged beside another of the same place.
  @inline(__always)
  mutating func enter(
    _ subject: Int, _ period: Int, _ builder: inout DatasetBuilder, _ offset: Int
  ) {
    if subject == placeSubject, period == placePeriod { return }
    (placeSubject, placePeriod) = (subject, period)
    place = builder.enter(subject, period)
    isQuiet = builder.isQuiet(period)
    if place >= nextGuess { makeRoom(&builder.table, offset) }
  }

  /// Room for as many places as there will be, if it goes on so: growing bit by bit copies all entries
  /// again and again.
  @inline(never)
  private mutating func makeRoom(_ table: inout FigureTable, _ offset: Int) {
    let count = table.places.count
    nextGuess = 8 * count
    let all = count * part.count / max(1, offset - part.lowerBound)
    table.reserve(min(64 * count, all + all / 50 + 1) - count)
  }
}

// MARK: Values

extension PlainRows {
  /// Takes a value apart up to the comma or line end behind it; false if it has a quote or is long.
  @inline(__always)
  private static func scan(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ value: inout Value
  ) -> Bool {
    if let number = ShortNumber(bytes, start) {
      value.start = start
      value.end = number.end
      value.isNumber = number.end > start
      value.mantissa = number.mantissa
      value.decimals = number.decimals
      value.isPercent = false
      return true
    }
    return scanLong(bytes, start, &value)
  }

  @inline(never)
  private static func scanLong(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ value: inout Value
  ) -> Bool {
    value.start = start
    value.isNumber = false
    value.isPercent = false
    var offset = start
    let isNegative = offset < bytes.count && bytes[offset] == UInt8(ascii: "-")
    if isNegative { offset += 1 }
    var mantissa: UInt64 = 0
    let wholeStart = offset
    while offset < bytes.count, bytes[offset].isDigit {
      mantissa = mantissa &* 10 &+ UInt64(bytes[offset] &- UInt8(ascii: "0"))
      offset += 1
    }
    var digits = offset - wholeStart
    var decimals = 0
    var isNumber = digits > 0
    if isNumber, offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      let decimalStart = offset
      while offset < bytes.count, bytes[offset].isDigit {
        mantissa = mantissa &* 10 &+ UInt64(bytes[offset] &- UInt8(ascii: "0"))
        offset += 1
      }
      decimals = offset - decimalStart
      digits += decimals
      isNumber = decimals > 0
    }
    if isNumber, offset < bytes.count, bytes[offset] == UInt8(ascii: "%") {
      value.isPercent = true
      offset += 1
    }
    // Eighteen digits fit whatever they are.
    if isNumber, digits <= 18, offset == bytes.count || WordRegister.isEnd(bytes[offset]) {
      let magnitude = Int64(truncatingIfNeeded: mantissa)
      value.mantissa = isNegative ? -magnitude : magnitude
      value.decimals = decimals
      value.isNumber = true
      value.end = offset
      return true
    }
    guard let end = WordRegister.end(bytes, start) else { return false }
    value.end = end
    return true
  }

  /// What a value says of a figure; nil if it takes more to tell.
  @inline(__always)
  private mutating func entry(
    _ value: Value, _ figure: Figure, _ bytes: UnsafeRawBufferPointer
  ) -> FigureEntry? {
    guard figure.column >= 0 else { return nil }
    let length = value.end - value.start
    if length == 0 { return entry(isLong ? .empty : .silent, 0, value) }
    switch figure.type {
    case .number(let mayBePercent, let shift):
      if !value.isNumber || hasNumericReason {
        if let reason = reason(value, bytes) { return reason }
        if !value.isNumber { return nil }
      }
      guard !value.isPercent || mayBePercent else { return nil }
      return FigureEntry(
        .number, value.mantissa, decimals: value.decimals + (value.isPercent ? 2 : shift),
        file: account, start: value.start, length: length)
    case .level(let scale):
      guard let word = levels[scale]?.find(bytes, at: value.start) else { return nil }
      let meaning = Int64(word.meaning)
      return meaning >= 0 ? entry(.level, meaning, value) : entry(.missing, -1 - meaning, value)
    }
  }

  private mutating func reason(
    _ value: Value, _ bytes: UnsafeRawBufferPointer
  ) -> FigureEntry? {
    guard let word = reasons.find(bytes, at: value.start) else { return nil }
    return entry(.missing, Int64(word.meaning), value)
  }

  @inline(__always)
  private func entry(_ kind: FigureEntry.Kind, _ held: Int64, _ value: Value) -> FigureEntry? {
    FigureEntry(
      kind, held, file: account, start: value.start, length: value.end - value.start)
  }
}
