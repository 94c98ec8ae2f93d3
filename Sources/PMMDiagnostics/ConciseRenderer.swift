/// Prints a line for each finding, for pipes: `path:line:column: severity[code]: message`. There may be
/// thousands, so lines are put together in bytes, and what many of them share is looked up once.
package struct ConciseRenderer {
  private let renderer: TextRenderer
  private let files: [SourceFile]
  /// The file of the last finding.
  private var file = -1
  private var path: [UInt8] = []
  private var lineStarts: [Int] = []
  /// The last place and its text: several rules find something in one.
  private var place: (start: Int, text: [UInt8]) = (-1, [])
  /// The message of each code.
  private var templates: [DiagnosticCode: [Part]] = [:]

  /// A stretch of a message, and the argument behind it.
  private struct Part {
    var text: [UInt8]
    var argument: String?
  }

  package init(files: [SourceFile]) {
    self.files = files
    renderer = TextRenderer(files: files)
  }

  package mutating func append(_ diagnostic: Diagnostic, to text: inout [UInt8]) {
    appendPlace(diagnostic.primary, to: &text)
    text += ": ".utf8
    text += diagnostic.severity.rawValue.utf8
    text += "[".utf8
    text += diagnostic.code.id.utf8
    text += "]: ".utf8
    appendMessage(of: diagnostic, to: &text)
    let others = diagnostic.together.flatMap(\.all).map { renderer.place($0.primary) }
    if !others.isEmpty {
      text += " (and \(others.count) more of this cause, at \(others.joined(separator: ", ")))".utf8
    }
    text.append(UInt8(ascii: "\n"))
  }

  private mutating func appendPlace(_ place: Location, to text: inout [UInt8]) {
    guard files.indices.contains(place.file) else {
      text += "?".utf8
      return
    }
    if place.file != file {
      file = place.file
      path = Array(visible(files[file].path).utf8)
      lineStarts = files[file].lineStarts
      self.place.start = -1
    }
    if place.span.start != self.place.start {
      let (line, column) = files[file].position(of: place.span.start, among: lineStarts)
      self.place = (place.span.start, path + ":\(line):\(column)".utf8)
    }
    text += self.place.text
  }

  private mutating func appendMessage(of diagnostic: Diagnostic, to text: inout [UInt8]) {
    let start = text.count
    for part in parts(of: diagnostic.code) {
      text += part.text
      if let argument = part.argument {
        text += (diagnostic.arguments[argument] ?? "{\(argument)}").utf8
      }
    }
    // Bytes of letters alone need not be looked at as such.
    if text[start...].allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return }
    let message = visible(String(decoding: text[start...], as: UTF8.self))
    text.replaceSubrange(start..., with: message.utf8)
  }

  private mutating func parts(of code: DiagnosticCode) -> [Part] {
    if let known = templates[code] { return known }
    var parts: [Part] = []
    var rest = code.message.utf8[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      let name = rest[rest.index(after: open)..<close]
      parts.append(
        Part(text: Array(rest[..<open]), argument: String(decoding: name, as: UTF8.self)))
      rest = rest[rest.index(after: close)...]
    }
    parts.append(Part(text: Array(rest), argument: nil))
    templates[code] = parts
    return parts
  }
}
