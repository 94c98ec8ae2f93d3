internal import PMMDiagnostics

/// One value of a table as it was read: its text without quotes, and where it stands.
struct Field {
  var text: ArraySlice<UInt8>
  /// In the file, with its quotes.
  var span: Span
  /// A key that this JSON object does not have.
  var isAbsent = false

  var isEmpty: Bool { text.isEmpty }
}

/// One row of a table. Rows are reused: `RowSource.next` fills the same one again.
struct Row {
  /// As many as the header has names, unless there is a problem.
  var fields: [Field] = []
  var span = Span(0, 0)
  var problem: RowProblem?

  /// Whether the row says nothing at all; such a row is no row.
  var isBlank: Bool { problem == nil && fields.allSatisfy { isBlankText($0.text) } }
}

/// Why a row cannot be taken apart.
enum RowProblem {
  case unclosedQuote(Span)
  case misplacedQuote(Span)
  case fieldTooLong(Span, length: Int)
  case fieldCount(Int, Span)
  case duplicateKey(String, Span, first: Span)
  case nested(Span)
}

/// Where rows come from: CSV or JSON.
protocol RowSource {
  /// Fills `row` with the next row; false at the end.
  mutating func next(_ row: inout Row) -> Bool
}

/// A name in the header, or a key of the JSON objects.
struct HeaderCell {
  var name: String
  var span: Span
  var wasPadded: Bool
}

/// The longest field that is read; a longer one is most often a quote that was never closed.
let fieldLimit = 100_000

extension UInt8 {
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
}

/// Whether nothing but spaces is left.
func isBlankText(_ text: ArraySlice<UInt8>) -> Bool {
  text.isEmpty || trimmed(text).isEmpty
}

/// Leaves out spaces, tabs, line ends, non-breaking and other wide spaces, and byte order marks at
/// both ends.
func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var text = text
  while let length = leadingSpace(text) { text = text.dropFirst(length) }
  while let length = trailingSpace(text) { text = text.dropLast(length) }
  return text
}

private func leadingSpace(_ text: ArraySlice<UInt8>) -> Int? {
  guard let first = text.first else { return nil }
  switch first {
  case 0x20, 0x09, 0x0A, 0x0D: return 1
  case 0xC2: return text.count > 1 && text[text.startIndex + 1] == 0xA0 ? 2 : nil
  case 0xE2, 0xE3, 0xEF: return isWideSpace(text.prefix(3)) ? 3 : nil
  default: return nil
  }
}

private func trailingSpace(_ text: ArraySlice<UInt8>) -> Int? {
  guard let last = text.last else { return nil }
  switch last {
  case 0x20, 0x09, 0x0A, 0x0D: return 1
  case 0x80...0xBF:
    if last == 0xA0, text.count > 1, text[text.endIndex - 2] == 0xC2 { return 2 }
    return isWideSpace(text.suffix(3)) ? 3 : nil
  default: return nil
  }
}

/// U+2000...U+200B, U+202F, U+205F, U+2060, U+3000, U+FEFF.
private func isWideSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
  guard bytes.count == 3 else { return false }
  let start = bytes.startIndex
  switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
  case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE2, 0x81, 0xA0),
    (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
    return true
  default: return false
  }
}

/// A text for messages: one line, not too long.
func shown(_ text: ArraySlice<UInt8>) -> String {
  let scalars = String(decoding: text.prefix(200), as: UTF8.self).unicodeScalars
  guard scalars.count > 48 else { return String(scalars) }
  var short = String.UnicodeScalarView()
  short.append(contentsOf: scalars.prefix(47))
  return String(short) + "…"
}
