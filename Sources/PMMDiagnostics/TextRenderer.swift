/// Prints diagnostics for people: the code, the message, the line with the place marked, the notes.
package struct TextRenderer: Sendable {
  package var color: Bool
  private let files: [SourceFile]
  /// The words of severities and fixes in another language, by the English ones.
  private let texts: [String: String]

  package init(files: [SourceFile], color: Bool = false, texts: [String: String] = [:]) {
    self.files = files
    self.color = color
    self.texts = texts
  }

  /// All of them, with an empty line after each.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { render($0) + "\n" }.joined()
  }

  package func render(_ diagnostic: Diagnostic) -> String {
    let tint = color(of: diagnostic.severity)
    let severity = texts[diagnostic.severity.rawValue] ?? diagnostic.severity.rawValue
    var text =
      paint("\(severity)[\(diagnostic.code.id)]", tint + ";1")
      + paint(": \(visible(diagnostic.message))", "1") + "\n"
    text += frame(diagnostic.primary, label: diagnostic.primaryLabel, mark: "^", arrow: "-->", tint)
    for (index, location) in diagnostic.secondary.enumerated() {
      text += frame(
        location, label: diagnostic.secondaryLabel(index), mark: "-", arrow: ":::", "34")
    }
    for note in diagnostic.notes { text += "  = \(visible(note))\n" }
    if let fix = diagnostic.fix, !diagnostic.fixTitle.isEmpty {
      let suffix =
        switch fix.safety {
        case .safe: ""
        case .changesMeaning: " (changes the meaning)"
        case .suggestion: " (a suggestion)"
        }
      let fix = texts["fix"] ?? "fix"
      text += "  = \(fix): \(visible(diagnostic.fixTitle))\(texts[suffix] ?? suffix)\n"
    }
    return text + together(diagnostic)
  }

  /// The findings told within another: a frame for each of the first, the places of all others.
  private func together(_ diagnostic: Diagnostic) -> String {
    let all = diagnostic.all.dropFirst()
    guard !all.isEmpty else { return "" }
    var text = "  = \(all.count) more, likely of the same cause:\n"
    for other in all.prefix(Self.framed) {
      let code = other.code == diagnostic.code ? "" : "\(other.code.id): "
      let advice = other.fix == nil || other.fixTitle.isEmpty ? "" : "; fix: \(other.fixTitle)"
      text += frame(
        other.primary, label: code + other.message + advice, mark: "-", arrow: ":::", "34")
    }
    let places = all.dropFirst(Self.framed).map { place($0.primary) }
    if !places.isEmpty { text += "  = and at \(places.joined(separator: ", "))\n" }
    return text
  }

  /// How many findings of one cause get a frame of their own.
  private static let framed = 8

  /// `path:line:column`.
  package func place(_ location: Location) -> String {
    guard files.indices.contains(location.file) else { return "?" }
    let file = files[location.file]
    let (line, column) = file.position(of: location.span.start)
    return "\(visible(file.path)):\(line):\(column)"
  }

  private func frame(
    _ location: Location, label: String, mark: String, arrow: String, _ tint: String
  ) -> String {
    guard files.indices.contains(location.file) else { return "" }
    let file = files[location.file]
    let (line, column) = file.position(of: location.span.start)
    let number = String(line)
    let margin = String(repeating: " ", count: number.count)
    var text = "\(margin)\(arrow) \(visible(file.path)):\(line):\(column)\n"
    let range = file.lineRange(line)
    guard !range.isEmpty || !label.isEmpty else { return text }
    let start = min(location.span.start, range.upperBound)
    // A very long line (data, a generated table) is shown around the place only, and of a very long
    // place the beginning.
    let end = max(start, min(location.span.end, range.upperBound, start + 120))
    let shownStart = start - range.lowerBound > 120 ? start - 60 : range.lowerBound
    let shownEnd = min(range.upperBound, max(end + 40, shownStart + 160), end + 400)
    let (before, marked, after) = (
      cells(file, shownStart..<start), cells(file, start..<end), cells(file, end..<shownEnd)
    )
    let lead = shownStart > range.lowerBound ? "…" : ""
    let tail = shownEnd < range.upperBound ? "…" : ""
    text += "\(margin) |\n\(number) | \(lead)\(before)\(marked)\(after)\(tail)\n"
    let indent = String(repeating: " ", count: lead.count + before.unicodeScalars.count)
    let marks = String(repeating: mark, count: max(1, marked.unicodeScalars.count))
    let note = label.isEmpty ? "" : " \(visible(label))"
    text += "\(margin) | \(indent)" + paint(marks + note, tint) + "\n"
    return text
  }

  /// A stretch of a line, each scalar one cell wide: tabs as a space, controls made visible.
  private func cells(_ file: SourceFile, _ range: Range<Int>) -> String {
    visible(file.text(Span(range.lowerBound, range.upperBound)))
  }

  private func color(of severity: Severity) -> String {
    switch severity {
    case .error: "31"
    case .warning: "33"
    case .note: "36"
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// Replaces characters that would move or hide the text around them, so that a message is what it
/// says: controls, bidirectional and invisible marks show as `·`, tabs as a space.
package func visible(_ text: String) -> String {
  // Most texts are plain, which their bytes tell at once.
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  guard text.unicodeScalars.contains(where: { isInvisible($0) || $0 == "\t" }) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    result.append(scalar == "\t" ? " " : isInvisible(scalar) ? "·" : scalar)
  }
  return String(result)
}

/// Whether a scalar has no width of its own or changes the direction of what follows.
package func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00...0x08, 0x0A...0x1F, 0x7F...0x9F: true
  case 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFFA0: true
  case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x2028, 0x2029, 0xFEFF: true
  case 0xFFF9...0xFFFB, 0xE0000...0xE0FFF: true
  default: false
  }
}
