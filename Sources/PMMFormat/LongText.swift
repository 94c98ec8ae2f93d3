/// The lines of a long text as it is to be printed: the marks, its lines without the indentation that
/// they share, the marks. A text that stands on one line stays there.
///
/// The value is what it was: the parser drops the line behind the opening marks, the shared indentation,
/// a blank last line, and blanks of lines that have nothing else.
func longTextLines(_ text: String) -> [String] {
  var lines = text.dropFirst(3).dropLast(3).utf8.split(
    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
  ).map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
  guard lines.count > 1 else { return [text] }
  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  if lines[0].allSatisfy(isBlank) { lines.removeFirst() }
  if lines.count > 1, lines[lines.count - 1].allSatisfy(isBlank) { lines.removeLast() }
  let shared =
    lines.filter { !$0.allSatisfy(isBlank) }.map { $0.prefix(while: isBlank).count }.min() ?? 0
  let body = lines.map { $0.allSatisfy(isBlank) ? "" : String($0.dropFirst(shared)) ?? "" }
  return ["\"\"\""] + body + ["\"\"\""]
}
