import PMMDiagnostics
import PMMSyntax

/// A comment on a line of its own.
struct OwnComment {
  var text: String
  /// Whether an empty line stands before it.
  var isSet: Bool
}

/// A token that means something, with the comments around it.
struct Atom {
  var token: Token
  var text: String
  /// First on its physical line.
  var isFirst: Bool
  /// Whether an empty line stands before it, or between it and its last comment.
  var isSet: Bool
  /// The comments above it.
  var above: [OwnComment]
  /// The comment behind it on its line.
  var behind: String?

  var kind: TokenKind { token.kind }
  var isText: Bool { kind == .text || kind == .longText }
  var hasComments: Bool { !above.isEmpty || behind != nil }

  func `is`(_ word: String) -> Bool { kind == .identifier && text == word }
}

/// The tokens of a file that mean something, each with its comments. The last is the file's end.
func atoms(of tree: SyntaxTree) -> [Atom] {
  var atoms: [Atom] = []
  atoms.reserveCapacity(tree.tokens.count / 2)
  var above: [OwnComment] = []
  var newlines = 0
  var isFirst = true
  let bytes = tree.file.bytes
  for token in tree.tokens {
    switch token.kind {
    case .space: break
    case .newline:
      newlines += 1
      isFirst = true
    case .comment:
      let text = commentText(bytes[token.span.start..<token.span.end])
      if isFirst || atoms.isEmpty {
        above.append(OwnComment(text: text, isSet: newlines > 1))
      } else {
        atoms[atoms.count - 1].behind = text
      }
      newlines = 0
    default:
      atoms.append(
        Atom(
          token: token,
          text: String(decoding: bytes[token.span.start..<token.span.end], as: UTF8.self),
          isFirst: isFirst, isSet: newlines > 1, above: above))
      above = []
      newlines = 0
      isFirst = false
    }
  }
  return atoms
}

/// A comment without the blanks at its end.
func commentText(_ bytes: ArraySlice<UInt8>) -> String {
  var bytes = bytes
  while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}
