import PMMDiagnostics

/// What the lexer may find: characters, not sentences.
extension DiagnosticCode {
  static let lexerCodes: [DiagnosticCode] = [
    .unknownCharacter, .invalidUTF8, .controlCharacter, .invisibleCharacter, .loneCarriageReturn,
    .curvedQuotes, .nonBreakingSpace, .typographicMinus, .ellipsisCharacter, .multiplicationSign,
    .typographicComparison, .divisionSign, .typographicArrow, .unclosedText, .unclosedLongText,
    .unknownEscape, .foreignLetter, .malformedNumber, .numberTouchesWord, .spaceBeforePercent,
    .noSuchDate, .missingZero, .utf16, .notText, .emptyFile,
  ]

  static let unknownCharacter = DiagnosticCode(
    "LEX001", "unknown-character", .error,
    "'{character}' ({code}) means nothing here",
    why: """
      Outside of texts and comments only letters, digits and the signs of the language stand.
      """)

  static let invalidUTF8 = DiagnosticCode(
    "LEX002", "invalid-utf8", .error,
    "the file is not UTF-8 text here",
    notes: ["save the file with the encoding UTF-8"],
    why: """
      A file in another encoding shows other letters on another computer. UTF-8 holds every \
      script and is the same everywhere.
      """)

  static let controlCharacter = DiagnosticCode(
    "LEX003", "control-character", .error,
    "a control character ({code}) stands here",
    fix: "delete it",
    why: """
      Control characters cannot be seen, and they make programs and terminals do things that the \
      reader of the file does not expect.
      """)

  static let invisibleCharacter = DiagnosticCode(
    "LEX004", "invisible-character", .error,
    "an invisible character ({code}) stands here",
    notes: ["in a text that needs it, write it as an escape"], fix: "delete it",
    why: """
      A character without width, or one that turns the direction of writing, makes a line look \
      different from what it says. Two names that look the same would not be the same.
      """)

  static let loneCarriageReturn = DiagnosticCode(
    "LEX005", "lone-carriage-return", .error,
    "a line ends with a carriage return alone",
    fix: "end the line with a line feed",
    why: """
      Editors disagree on whether a carriage return without a line feed ends a line, so that a \
      comment could hide a rule.
      """)

  static let curvedQuotes = DiagnosticCode(
    "LEX006", "curved-quotes", .error,
    "a text stands between straight double quotation marks, not {mark}",
    fix: "write straight quotation marks",
    why: """
      Word processors replace the straight quotation marks. Only those begin and end a text; \
      inside a text all others are welcome.
      """)

  static let nonBreakingSpace = DiagnosticCode(
    "LEX007", "non-breaking-space", .error,
    "a special space ({code}) stands here",
    fix: "write a plain space",
    why: """
      Word processors insert spaces that look like a plain one and are another character. Outside \
      of texts only the plain space is used.
      """)

  static let typographicMinus = DiagnosticCode(
    "LEX008", "typographic-minus", .error,
    "the minus sign is '-', not '{character}' ({code})",
    fix: "write '-'",
    why: """
      Word processors turn a hyphen into a dash. Only the plain sign of the keyboard subtracts.
      """)

  static let ellipsisCharacter = DiagnosticCode(
    "LEX009", "ellipsis-character", .error,
    "'…' is one character: write the dots {dots}",
    fix: "write {dots}",
    why: """
      Word processors join dots into one character. An interval has two dots, a parameter that \
      takes many values has three.
      """)

  static let multiplicationSign = DiagnosticCode(
    "LEX010", "multiplication-sign", .error,
    "the sign of multiplication is '*', not '{character}'",
    fix: "write '*'",
    why: """
      The multiplication sign of typography looks like a letter, so formulas use the asterisk.
      """)

  static let typographicComparison = DiagnosticCode(
    "LEX011", "typographic-comparison", .error,
    "'{character}' is written {operator}",
    fix: "write {operator}",
    why: """
      Comparisons are written with the signs of the keyboard, so that everyone can type and \
      search them.
      """)

  static let divisionSign = DiagnosticCode(
    "LEX012", "division-sign", .error,
    "the sign of division is '/', not '{character}'",
    fix: "write '/'",
    why: """
      Division has one sign, the slash of the keyboard.
      """)

  static let typographicArrow = DiagnosticCode(
    "LEX013", "typographic-arrow", .error,
    "the arrow of a row is '=>', not '{character}'",
    fix: "write '=>'",
    why: """
      Word processors turn '=>' into an arrow. Rows are written with the signs of the keyboard.
      """)

  static let unclosedText = DiagnosticCode(
    "LEX014", "unclosed-text", .error,
    "this text has no closing quotation mark on its line",
    notes: ["a text over several lines stands between \"\"\" and \"\"\""],
    why: """
      A text ends on the line where it begins, so that a forgotten mark cannot swallow the rules \
      below it.
      """)

  static let unclosedLongText = DiagnosticCode(
    "LEX015", "unclosed-long-text", .error,
    "this long text is never closed by \"\"\"",
    why: """
      A long text goes on until the next three quotation marks. Without them its end can only be \
      guessed.
      """)

  static let unknownEscape = DiagnosticCode(
    "LEX016", "unknown-escape", .error,
    "'{escape}' has no meaning in a text",
    notes: ["a backslash stands before \", \\, n, t or u and a number in braces"],
    fix: "write two backslashes",
    why: """
      A backslash gives the next character a special meaning, and only a few have one. A path such \
      as C:\\data needs each backslash twice.
      """)

  static let foreignLetter = DiagnosticCode(
    "LEX017", "foreign-letter", .error,
    "'{character}' cannot stand in the name '{word}'",
    notes: ["a name has the letters a to z, digits and _; titles may have any letter"],
    why: """
      Letters of different alphabets can look the same and be different. Names are typed in data \
      files everywhere, so they keep to the letters that every keyboard has.
      """)

  static let malformedNumber = DiagnosticCode(
    "LEX018", "malformed-number", .error,
    "'{number}' is no number",
    notes: ["an underscore stands between two digits: 75_000"],
    why: """
      A number has digits, at most one decimal point and underscores only between digits. An \
      edition has three numbers joined by points.
      """)

  static let numberTouchesWord = DiagnosticCode(
    "LEX019", "number-touches-word", .error,
    "a space is missing between {number} and '{word}'",
    fix: "insert a space",
    why: """
      A number and its unit are two words. A name begins with a letter, and a power of ten is \
      written out.
      """)

  static let spaceBeforePercent = DiagnosticCode(
    "LEX020", "space-before-percent", .error,
    "the percent sign stands directly behind its number",
    fix: "delete the space",
    why: """
      98.1% is one figure and is written without a space, in every language.
      """)

  static let noSuchDate = DiagnosticCode(
    "LEX021", "no-such-date", .error,
    "{date} does not exist in the calendar",
    notes: ["a date is year-month-day, a period is a year, 2023-Q1 or 2023-01"],
    why: """
      A date that does not exist would shift to another day in some programs and be refused by \
      others.
      """)

  static let missingZero = DiagnosticCode(
    "LEX022", "missing-zero", .error,
    "a number begins with a digit",
    fix: "write 0 before the point",
    why: """
      A point without a digit before it is easily overlooked: .5 is written 0.5.
      """)

  static let utf16 = DiagnosticCode(
    "LEX023", "utf16-text", .error,
    "the file is in UTF-16, and only UTF-8 is read",
    labels: ["the mark or the zero of another encoding"],
    notes: ["nothing of this file is read", "save the file with the encoding UTF-8"],
    why: """
      One encoding is read, so that a file shows the same letters everywhere. In UTF-16 every letter \
      is two bytes, one of which is most often zero.
      """)

  static let notText = DiagnosticCode(
    "LEX024", "not-text", .error,
    "the file holds no text",
    labels: ["a byte that no text has"],
    notes: ["nothing of this file is read", "a definition is a text file in UTF-8"],
    why: """
      A program, a picture or a workbook under the name of a definition would give an error for each \
      of its bytes. It is refused as a whole.
      """)

  static let emptyFile = DiagnosticCode(
    "LEX025", "empty-definition", .warning,
    "the file is empty",
    notes: ["what it declared is missing elsewhere; an older version may still have it"],
    why: """
      A file that was emptied by accident shows only in others, where its names are not found any more. \
      A file with nothing but comments is no mistake.
      """)
}
