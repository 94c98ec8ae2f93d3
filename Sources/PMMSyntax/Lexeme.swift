import PMMDiagnostics

/// A token as the parser sees it: without trivia, with its word and how it follows the one before.
struct Lexeme: Sendable {
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    /// First on its physical line.
    static let afterNewline = Flags(rawValue: 1)
    /// First of a logical line: the line before does not go on here.
    static let opensLine = Flags(rawValue: 2)
    /// Nothing stands between it and the token before.
    static let touches = Flags(rawValue: 4)
    /// Something unreadable (reported) stands before it.
    static let afterUnknown = Flags(rawValue: 8)
    /// A name with invisible characters in it (reported): they do not count.
    static let hasInvisible = Flags(rawValue: 16)
  }
  var kind: TokenKind
  var word: Word
  var flags: Flags
  var span: Span

  init(kind: TokenKind, word: Word, flags: Flags, start: Int, end: Int) {
    self.kind = kind
    self.word = word
    self.flags = flags
    span = Span(start, end)
  }

  var start: Int { span.start }
  var end: Int { span.end }

  /// Whether the line goes on after it.
  var continuesAfter: Bool {
    switch kind {
    case .comma, .assign, .arrow, .colon: true
    case .minus: true
    case .identifier:
      switch word {
      case .and, .or, .not, .then, .else: true
      default: false
      }
    default: isBinaryOperator
    }
  }

  /// Whether the line before goes on with it. A minus does not: it may start a row.
  var continuesBefore: Bool {
    switch kind {
    case .identifier:
      switch word {
      case .and, .or, .then, .else: true
      default: false
      }
    default: isBinaryOperator
    }
  }

  /// A binary operator other than the minus and the words.
  private var isBinaryOperator: Bool {
    switch kind {
    case .plus, .star, .slash, .caret, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .range, .rangeBelow, .rangeAbove:
      true
    default: false
    }
  }
}

/// Collects diagnostics, but no more than a person reads.
struct Reporter: Sendable {
  static let limit = 200
  var kept: [Diagnostic] = []
  var dropped = 0

  var isFull: Bool { kept.count >= Reporter.limit }

  /// The diagnostic is built only if it is kept: a file of rubbish costs no more than its bytes.
  mutating func report(_ diagnostic: @autoclosure () -> Diagnostic) {
    if kept.count < Reporter.limit {
      kept.append(diagnostic())
    } else {
      dropped += 1
    }
  }
}
