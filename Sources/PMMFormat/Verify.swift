import PMMDiagnostics
import PMMSyntax

/// Where a layout of a file first says something else than the file: another token, another comment,
/// or a line that begins elsewhere. Nil if it says the same.
func firstDifference(between tree: SyntaxTree, and bytes: [UInt8]) -> Span? {
  if bytes == tree.file.bytes { return nil }
  let file = SourceFile(path: tree.file.path, bytes: bytes)
  let other = parse(file, index: tree.fileIndex)
  let (old, new) = (meanings(of: tree), meanings(of: other))
  for (old, new) in zip(old, new) where old != new { return old.span }
  let end = tree.file.bytes.count
  if old.count != new.count { return Span(end, end) }
  let findings = zip(tree.diagnostics, other.diagnostics)
  for (old, new) in findings where old.code != new.code || old.arguments != new.arguments {
    return old.primary.span
  }
  return tree.diagnostics.count == other.diagnostics.count ? nil : Span(end, end)
}

/// What one token says, whatever its layout.
private struct Meaning: Equatable {
  var kind: TokenKind
  var text: String
  var opensLine: Bool
  var span: Span

  static func == (left: Meaning, right: Meaning) -> Bool {
    left.kind == right.kind && left.opensLine == right.opensLine && left.text == right.text
  }
}

/// Tokens and comments, and which tokens begin a line where that counts: outside of brackets, and not
/// beside a brace.
private func meanings(of tree: SyntaxTree) -> [Meaning] {
  let bytes = tree.file.bytes
  var meanings: [Meaning] = []
  meanings.reserveCapacity(tree.tokens.count / 2)
  var depth = 0
  var last = TokenKind.newline
  for token in tree.tokens {
    let text: String
    switch token.kind {
    case .space, .newline: continue
    case .comment: text = commentText(bytes[token.span.start..<token.span.end])
    case .longText: text = longTextValue(of: token, in: tree.file)
    default: text = String(decoding: bytes[token.span.start..<token.span.end], as: UTF8.self)
    }
    if token.kind == .leftBrace || token.kind == .rightBrace { depth = 0 }
    let isOutside = depth == 0
    depth = max(0, depth + token.kind.depthChange)
    let counts =
      isOutside && last != .leftBrace && token.kind != .rightBrace && token.kind != .comment
    meanings.append(
      Meaning(
        kind: token.kind, text: text, opensLine: counts && token.opensLine, span: token.span))
    if token.kind != .comment { last = token.kind }
  }
  return meanings
}
