/// How many columns of a terminal a text takes: combining and invisible marks none, East Asian wide
/// and emoji two, everything else one.
package func displayWidth(_ text: String) -> Int {
  if text.utf8.count == text.unicodeScalars.count { return text.utf8.count }
  return text.reduce(0) { $0 + width(of: $1) }
}

private func width(of character: Character) -> Int {
  var width = 0
  for scalar in character.unicodeScalars {
    // A sequence is drawn as one: as wide as its widest part.
    width = max(width, isWide(scalar) ? 2 : isZeroWidth(scalar) ? 0 : 1)
    // The emoji form of a character that has two.
    if scalar.value == 0xFE0F { width = 2 }
  }
  return width
}

private func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: true
  default: false
  }
}

private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    true
  default: false
  }
}

/// Breaks a text at spaces into lines of at most `width` columns; the first line starts after
/// `first` columns that are taken already. A word that is longer than a line stands alone.
func wrapped(_ text: String, width: Int, first: Int = 0) -> [String] {
  var lines: [String] = []
  var line = ""
  var room = width - first
  for word in words(text) {
    let needed = displayWidth(word)
    if line.isEmpty {
      line = word
    } else if displayWidth(line) + 1 + needed <= room {
      line += " " + word
    } else {
      lines.append(line)
      line = word
      room = width
    }
  }
  lines.append(line)
  return lines
}

/// The words of a text; a percent sign stays with its number.
private func words(_ text: String) -> [String] {
  var words: [String] = []
  for part in text.split(separator: " ") {
    if part.first == "%", let last = words.indices.last {
      words[last] += " " + part
    } else {
      words.append(String(part))
    }
  }
  return words
}

/// A text with spaces before or after it, `width` columns wide.
func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
  let space = String(repeating: " ", count: max(0, width - displayWidth(text)))
  return right ? space + text : text + space
}

/// Lines of a table: a title that may take several lines, then columns that do not.
struct TextGrid {
  struct Line {
    var indent: Int
    var title: String
    /// Empty for a heading; else one text for each column.
    var cells: [String]
    /// A sentence below the line, indented under the title.
    var below: String = ""
    /// Printed bold when colour is asked for.
    var isStrong = false
    /// The title takes the whole width: a sentence without figures.
    var isWide = false
  }
  /// The header of the title column, then of the others.
  var header: [String]
  var alignsRight: [Bool]
  var lines: [Line]
  var width: Int
  var color: Bool

  /// The columns get what they need, the title gets the rest and is broken where it must be.
  func text() -> String {
    let columns = header.count - 1
    let used = (0..<columns).map { column in
      lines.contains { column < $0.cells.count && !$0.cells[column].isEmpty }
    }
    let widths = (0..<columns).map { column in
      lines.map { column < $0.cells.count ? displayWidth($0.cells[column]) : 0 }.max()
        .map { max($0, displayWidth(header[column + 1])) } ?? 0
    }
    let taken = (0..<columns).filter { used[$0] }.map { widths[$0] + 2 }.reduce(0, +)
    let longest = lines.filter { !$0.isWide }.map { $0.indent + displayWidth($0.title) }.max() ?? 0
    // A narrow terminal still shows some of each title: then lines are longer than it is.
    let titleWidth = max(min(longest, width - taken), 20, displayWidth(header[0]))
    func tail(_ cells: [String]) -> String {
      (0..<columns).filter { used[$0] }.map { column in
        let cell = column < cells.count ? cells[column] : ""
        return "  " + padded(cell, widths[column], right: alignsRight[column])
      }.joined()
    }
    var text = ""
    if header.dropFirst().contains(where: { !$0.isEmpty }), used.contains(true) {
      text += trimmed(paint(padded(header[0], titleWidth) + tail(Array(header.dropFirst())), "2"))
    }
    for line in lines {
      let margin = String(repeating: " ", count: line.indent)
      let room = line.isWide ? max(width, 40) : titleWidth
      let titles = wrapped(line.title, width: max(10, room - line.indent))
      for (index, title) in titles.enumerated() {
        // The figures stand beside the last line of a title, where the eye arrives.
        let isLast = index == titles.count - 1
        let shown = margin + (line.isStrong ? paint(title, "1") : title)
        let gap = String(
          repeating: " ", count: max(0, titleWidth - line.indent - displayWidth(title)))
        text += trimmed(isLast && !line.cells.isEmpty ? shown + gap + tail(line.cells) : shown)
      }
      guard !line.below.isEmpty else { continue }
      let inner = margin + "    "
      for below in wrapped(line.below, width: max(30, width - inner.count)) {
        text += trimmed(inner + paint(below, "2"))
      }
    }
    return text
  }

  private func paint(_ text: String, _ code: String) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// A line without spaces at its end.
  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }
}
