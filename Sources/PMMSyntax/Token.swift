package import PMMDiagnostics

package enum TokenKind: UInt8, Sendable, CaseIterable {
  case identifier, number, percentNumber, version, date, period, text, longText
  case leftBrace, rightBrace, leftParenthesis, rightParenthesis, leftBracket, rightBracket
  case comma, colon, dot, ellipsis, assign, arrow, underscore
  case plus, minus, star, slash, caret
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  /// `..`, `..<`, `<..`
  case range, rangeBelow, rangeAbove
  // Trivia stays in: the tokens joined are the file.
  case space, newline, comment
  /// A byte or character that starts nothing, already reported.
  case unknown
  case endOfFile
}

/// One token: its kind and where it stands.
package struct Token: Hashable, Sendable {
  package var kind: TokenKind
  /// Whether a logical line begins with it, outside of ( ) and [ ].
  package var opensLine: Bool
  package var span: Span

  package init(_ kind: TokenKind, _ span: Span, opensLine: Bool = false) {
    self.kind = kind
    self.opensLine = opensLine
    self.span = span
  }

  package var isTrivia: Bool {
    switch kind {
    case .space, .newline, .comment: true
    default: false
    }
  }
}
