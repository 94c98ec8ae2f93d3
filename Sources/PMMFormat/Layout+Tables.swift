import PMMSyntax

/// One-line neighbours of a kind as a table: names, texts, translations, bounds and results in columns.
extension Layout {
  /// A line that may be the row of a table.
  struct Row {
    var line: Line
    /// Only rows of one kind stand in one table.
    var kind: String
    /// Words that are padded to a column of their own.
    var label: String
    /// What each cell but the first begins with.
    var slots: [Slot]
    var cells: [String]

    var column: Int { displayWidth(label) }

    /// Whether the row may stand below another: their cells are the same, as far as both have them.
    func follows(_ other: Row) -> Bool {
      kind == other.kind && zip(slots, other.slots).allSatisfy { $0 == $1 }
    }
  }

  enum Slot {
    case text, translation, value, measure, parent, counted, braces, because, pattern, result
  }

  /// A line as a row: one that has cells, and stands on one line.
  func row(_ line: Line, in kind: Braces.Kind?, indent: Int) -> Row? {
    guard case .atoms(let range) = line.parts[0] else { return nil }
    let word = atoms[range.lowerBound].text
    var label = 0..<0
    let name: String
    switch (kind, word) {
    case (nil, _): name = word
    case (.list, _), (.rows, _), (.bindings, _): name = ""
    case (.block, "omit"), (.block, "use"), (.block, "set"): name = "because"
    case (.block, "every"), (.block, "example"), (.block, "column"): name = word
    case (.block, "source") where range.count > 1 && atoms[range.lowerBound + 1].kind == .identifier:
      name = word
    default: return nil
    }
    if kind == .block { label = range.lowerBound..<range.lowerBound + labelCount(range) }
    guard let (cells, slots) = cells(line, behind: label.count, in: kind), cells.count > 1 else {
      return nil
    }
    let words = flat(label)
    let padding = max(1, Layout.clauseColumn - displayWidth(words))
    let row = Row(
      line: line, kind: name,
      label: label.isEmpty ? "" : words + String(repeating: " ", count: padding), slots: slots,
      cells: cells)
    let length = cells.reduce(cells.count - 1) { $0 + displayWidth($1) }
    if indent + row.column + length <= width { return row }
    return canBreak(line, in: kind, indent) ? nil : row
  }

  private func canBreak(_ line: Line, in kind: Braces.Kind?, _ indent: Int) -> Bool {
    switch kind {
    case nil: line.parts.contains { part($0, indent).canBreak } || hasValue(line)
    case .block: clause(line, isPadded: true, indent).canBreak
    case .rows, .list, .bindings: line.parts.contains { part($0, indent).canBreak }
    }
  }

  private func hasValue(_ line: Line) -> Bool {
    guard case .atoms(let range) = line.parts[0] else { return false }
    return first(.assign, in: range) != nil
  }

  /// The cells of a line behind its label, and what each but the first begins with. Nil if the line
  /// cannot stand on one line.
  private func cells(
    _ line: Line, behind label: Int, in kind: Braces.Kind?
  ) -> (cells: [String], slots: [Slot])? {
    var cells: [String] = []
    var slots: [Slot] = []
    let last = line.lastAtom
    for part in line.parts {
      switch part {
      case .atoms(var range):
        if cells.isEmpty { range = range.lowerBound + label..<range.upperBound }
        guard !range.isEmpty, isPlain(range, from: line.start, to: last) else { return nil }
        let starts = slots.contains(.braces) ? [] : self.slots(range, in: kind)
        var start = range.lowerBound
        for (index, slot) in starts where index > start || cells.isEmpty && index > range.lowerBound {
          append(flat(start..<index), to: &cells, joined: cells.count > slots.count)
          slots.append(slot)
          start = index
        }
        append(flat(start..<range.upperBound), to: &cells, joined: cells.count > slots.count)
      case .braces(let braces):
        guard let text = flat(braces, last: last) else { return nil }
        if kind == .rows || kind == .bindings { return nil }
        cells.append(text)
        slots.append(.braces)
      }
    }
    return (cells, slots)
  }

  /// Adds a cell, or goes on with the last one.
  private func append(_ text: String, to cells: inout [String], joined: Bool) {
    if joined { cells[cells.count - 1] += " " + text } else { cells.append(text) }
  }

  /// Where cells begin.
  private func slots(_ range: Range<Int>, in kind: Braces.Kind?) -> [(index: Int, slot: Slot)] {
    var found: [(index: Int, slot: Slot)] = []
    var depth = 0
    for index in range {
      defer { depth += atoms[index].kind.depthChange }
      guard depth == 0, index > range.lowerBound else { continue }
      let atom = atoms[index]
      switch (kind, atom.kind) {
      case (nil, .text), (.list, .text), (.block, .text):
        guard kind != .block || !range.contains(where: { atoms[$0].is("because") }) else { continue }
        // The language belongs to the text behind it.
        let isTranslation =
          atoms[index - 1].kind == .identifier && index - 2 >= range.lowerBound
          && atoms[index - 2].isText
        found.append(isTranslation ? (index - 1, .translation) : (index, .text))
      case (nil, .assign):
        found.append((index, .value))
        return found
      case (.bindings, .assign): return [(index, .value)]
      case (nil, .colon), (.block, .colon): found.append((index, .measure))
      case (nil, .identifier) where atom.text == "in": found.append((index, .parent))
      case (nil, .identifier) where atom.text == "counted": found.append((index, .counted))
      case (.block, .identifier) where atom.text == "because": return [(index, .because)]
      case (.rows, .arrow):
        found.append((index, .result))
        return found
      case (.rows, _) where atoms[index - 1].kind == .comma: found.append((index, .pattern))
      default: break
      }
    }
    return found
  }

  /// The cells of an item of a clause: its name, and its texts with their languages.
  func cells(_ item: Range<Int>) -> [String]? {
    guard isPlain(item, from: item.lowerBound, to: item.upperBound) else { return nil }
    if atoms[item.lowerBound].hasComments { return nil }
    var cells: [String] = []
    var start = item.lowerBound
    for (index, _) in slots(item, in: .list) {
      cells.append(flat(start..<index))
      start = index
    }
    return cells + [flat(start..<item.upperBound)]
  }

  // MARK: On one line

  /// Atoms with what stands between them.
  func flat(_ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      if index > range.lowerBound, hasSpace(before: index) { text += " " }
      text += atoms[index].text
    }
    return text
  }

  /// Whether no comment and no line end stands among atoms. Those above the first and behind the last
  /// of a line do not count.
  private func isPlain(_ range: Range<Int>, from start: Int, to last: Int) -> Bool {
    range.allSatisfy { index in
      (index == start || atoms[index].above.isEmpty)
        && (index == last || atoms[index].behind == nil)
        && !(atoms[index].kind == .longText && atoms[index].text.utf8.contains(0x0A))
    }
  }

  private func flat(_ braces: Braces, last: Int) -> String? {
    guard isPlain(braces.open..<braces.close + 1, from: -1, to: last) else { return nil }
    if braces.lines.isEmpty { return "{}" }
    guard braces.lines.count == 1, braces.kind == .bindings || !atoms[braces.open + 1].isFirst else {
      return nil
    }
    var texts: [String] = []
    for part in braces.lines[0].parts {
      switch part {
      case .atoms(let range): texts.append(flat(range))
      case .braces(let inner):
        guard let text = flat(inner, last: last) else { return nil }
        texts.append(text)
      }
    }
    return "{ " + texts.joined(separator: " ") + " }"
  }

  // MARK: Columns

  /// The rows of a table, from a column on. Cells are padded as long as no row becomes too long by it;
  /// reasons, which are as long as they are, begin in one column if that leaves them a third of the line.
  func align(_ rows: [[String]], at column: Int, endsInProse: Bool = false) -> [String] {
    var texts = rows.map { $0[0] }
    var widths = texts.map { column + displayWidth($0) }
    var isAligned = true
    for cell in 1..<max(1, rows.map(\.count).max() ?? 1) {
      let having = rows.indices.filter { rows[$0].count > cell }
      let target = (having.map { widths[$0] }.max() ?? 0) + 1
      isAligned =
        isAligned
        && having.allSatisfy { row in
          let rest = rows[row][cell...].reduce(rows[row].count - cell - 1) {
            $0 + displayWidth($1)
          }
          if endsInProse { return target <= width * 2 / 3 }
          return target + rest <= width || (widths[row] + 1 + rest > width && target <= width)
        }
      for row in having {
        let gap = isAligned ? target - widths[row] : 1
        texts[row] += String(repeating: " ", count: gap) + rows[row][cell]
        widths[row] += gap + displayWidth(rows[row][cell])
      }
    }
    return texts
  }
}

extension [Range<Int>] {
  /// The cells of each, if all have some.
  func allCells(_ cells: (Range<Int>) -> [String]?) -> [[String]]? {
    let all = compactMap(cells)
    return all.count == count ? all : nil
  }
}
