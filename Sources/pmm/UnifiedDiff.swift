import PMMDiagnostics
import PMMFormat

/// Both versions of a file in the form of `diff -u`.
func unifiedDiff(_ file: SourceFile, _ bytes: [UInt8], color: Bool) -> String {
  let (old, new) = (lines(of: file.bytes), lines(of: bytes))
  let context = 3
  var groups: [[Hunk]] = []
  for hunk in hunks(from: old, to: new) {
    if let last = groups.last?.last, hunk.old.lowerBound - last.old.upperBound <= 2 * context {
      groups[groups.count - 1].append(hunk)
    } else {
      groups.append([hunk])
    }
  }
  func paint(_ text: String, _ code: String) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
  func line(_ mark: String, _ line: ArraySlice<UInt8>, _ code: String?) -> String {
    let ends = line.last == 0x0A
    let text = mark + visible(String(decoding: ends ? line.dropLast() : line, as: UTF8.self))
    return (code.map { paint(text, $0) } ?? text)
      + (ends ? "\n" : "\n\\ No newline at end of file\n")
  }
  func place(_ range: Range<Int>) -> String {
    range.count == 1
      ? "\(range.lowerBound + 1)"
      : "\(range.isEmpty ? range.lowerBound : range.lowerBound + 1),\(range.count)"
  }
  var text = paint("--- \(visible(file.path))", "1") + "\n" + paint("+++ \(visible(file.path))", "1")
  text += "\n"
  for group in groups {
    let (first, last) = (group[0], group[group.count - 1])
    let before = min(context, first.old.lowerBound)
    let after = min(context, old.count - last.old.upperBound)
    let from = first.old.lowerBound - before..<last.old.upperBound + after
    let to = first.new.lowerBound - before..<last.new.upperBound + after
    text += paint("@@ -\(place(from)) +\(place(to)) @@", "36") + "\n"
    var next = from.lowerBound
    for hunk in group {
      text += old[next..<hunk.old.lowerBound].map { line(" ", $0, nil) }.joined()
      text += old[hunk.old].map { line("-", $0, "31") }.joined()
      text += new[hunk.new].map { line("+", $0, "32") }.joined()
      next = hunk.old.upperBound
    }
    text += old[next..<from.upperBound].map { line(" ", $0, nil) }.joined()
  }
  return text
}
