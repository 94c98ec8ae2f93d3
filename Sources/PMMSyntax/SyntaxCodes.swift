package import PMMDiagnostics

/// What the lexer and the parser may find.
extension DiagnosticCode {
  package static let syntaxCodes: [DiagnosticCode] = lexerCodes + parserCodes

  static let parserCodes: [DiagnosticCode] = [
    .expected, .unexpected, .twoClauses, .reservedWord, .unknownClause, .unknownDeclaration,
    .unclosedBlock, .unclosedBracket, .unopenedBrace, .clauseOutside, .declarationInside,
    .chainedComparison, .nestingTooDeep, .decimalComma, .needsParentheses, .unknownWord,
    .periodInFormula, .hyphenInName, .singleEqual, .sheetWithoutName, .tooManyDiagnostics,
    .numberBehindPer, .numberAsName,
  ]

  package static let expected = DiagnosticCode(
    "SYN001", "expected", .error,
    "expected {what}, found {found}",
    why: """
      Every clause and declaration has a fixed form, so that two readers understand the same. \
      The message says what the form wants at this place.
      """)

  package static let unexpected = DiagnosticCode(
    "SYN002", "unexpected", .error,
    "expected the end of the line, found {found}",
    notes: ["{hint}"],
    why: """
      One line says one thing. What stands behind a complete clause is either a slip or belongs on \
      a line of its own.
      """)

  package static let twoClauses = DiagnosticCode(
    "SYN003", "two-clauses", .error,
    "'{word}' opens a clause and needs a line of its own",
    fix: "begin a new line",
    why: """
      One clause stands on one line, so that a definition sheet reads from top to bottom and a \
      comparison of two editions shows the clauses that changed.
      """)

  package static let reservedWord = DiagnosticCode(
    "SYN004", "reserved-word", .error,
    "'{word}' is a word of the language and cannot be a name",
    why: """
      A few words mean the same everywhere in a formula. A figure with such a name could not be \
      told from the word.
      """)

  package static let unknownClause = DiagnosticCode(
    "SYN005", "unknown-clause", .error,
    "no clause opens with '{word}'",
    notes: ["the nearest word is '{nearest}'", "{hint}"], fix: "write '{nearest}'",
    why: """
      The first word of a line says what the line is about, and only the words of the language do \
      so. A misspelt clause is refused instead of being ignored.
      """)

  package static let unknownDeclaration = DiagnosticCode(
    "SYN006", "unknown-declaration", .error,
    "no declaration opens with '{word}'",
    notes: ["the nearest word is '{nearest}'", "{hint}"], fix: "write '{nearest}'",
    why: """
      The first word of a declaration says what is declared. Besides the words of the language \
      only the framework's levels open a declaration, each followed by a name and a title.
      """)

  package static let unclosedBlock = DiagnosticCode(
    "SYN007", "unclosed-block", .error,
    "'}' is missing before {found}",
    labels: ["the block should have ended before this", "the block opens here"],
    why: """
      A block goes from brace to brace. Without the closing brace the next declaration would become \
      part of this one.
      """)

  package static let unclosedBracket = DiagnosticCode(
    "SYN008", "unclosed-bracket", .error,
    "expected {what}, found {found}",
    labels: ["'{closing}' is missing", "'{opening}' opens here"],
    why: """
      Each bracket needs its partner: what stands between the two is read as a whole.
      """)

  package static let unopenedBrace = DiagnosticCode(
    "SYN009", "unopened-brace", .error,
    "'}' closes nothing",
    why: """
      Every closing brace ends the block that was opened last. Here no block is open, so one brace \
      too many stands here or one too few above.
      """)

  package static let clauseOutside = DiagnosticCode(
    "SYN010", "clause-outside", .error,
    "the clause '{word}' stands outside a block",
    notes: ["{hint}"],
    why: """
      A clause belongs to a declaration and stands between its braces. Outside nobody can tell \
      what it is about.
      """)

  package static let declarationInside = DiagnosticCode(
    "SYN011", "declaration-inside", .error,
    "the declaration '{word}' stands inside a block",
    labels: ["move it outside", "the block opens here"],
    why: """
      Declarations are flat: a node names its parent with 'in' and does not contain it. A \
      declaration inside another is most often a missing brace.
      """)

  package static let chainedComparison = DiagnosticCode(
    "SYN012", "chained-comparison", .error,
    "comparisons cannot be chained",
    notes: ["write two comparisons joined by 'and': a < b and b < c"], fix: "join by 'and'",
    why: """
      A chain such as a < b < c reads as one thing in mathematics and as another in most \
      programs. Two comparisons with 'and' leave no doubt.
      """)

  package static let nestingTooDeep = DiagnosticCode(
    "SYN013", "nesting-too-deep", .error,
    "more than {limit} levels are nested here",
    notes: ["give a part its own name with 'define'"],
    why: """
      Nobody can check a formula that is nested this deeply, and most often a generated file has \
      gone wrong.
      """)

  package static let decimalComma = DiagnosticCode(
    "SYN014", "decimal-comma", .error,
    "a number has a decimal point: {number}",
    fix: "write {number}",
    why: """
      A comma separates the items of a list. The decimal sign is a point in every language, so \
      that a file means the same in Paris and in London.
      """)

  package static let needsParentheses = DiagnosticCode(
    "SYN015", "needs-parentheses", .error,
    "'{word}' needs parentheses here",
    fix: "put it in parentheses",
    why: """
      'if' and 'not' bind less tightly than the operators, so without parentheses it is not plain \
      how far they reach.
      """)

  package static let unknownWord = DiagnosticCode(
    "SYN016", "unknown-word", .error,
    "expected {what}, found '{word}'",
    notes: ["the nearest word is '{nearest}'"], fix: "write '{nearest}'",
    why: """
      At this place only a few words have a meaning. The message lists them.
      """)

  package static let periodInFormula = DiagnosticCode(
    "SYN017", "period-in-formula", .error,
    "{literal} is {kind} and no number",
    notes: [
      "put spaces around '-' to subtract", "a period stands in square brackets: x[{period}]",
    ], fix: "put spaces around '-'",
    why: """
      2000-10 is the month of October 2000, not 1990. With spaces around the minus sign it is a \
      difference.
      """)

  package static let hyphenInName = DiagnosticCode(
    "SYN018", "hyphen-in-name", .error,
    "a name has no hyphen",
    fix: "write '{name}'",
    why: """
      In a formula a hyphen is a minus sign. The parts of a name are joined by an underscore.
      """)

  package static let singleEqual = DiagnosticCode(
    "SYN019", "single-equal", .error,
    "a comparison is written '=='",
    fix: "write '=='",
    why: """
      '=' gives a name its meaning, '==' asks whether two figures are the same.
      """)

  package static let sheetWithoutName = DiagnosticCode(
    "SYN020", "sheet-without-name", .error,
    "a declaration needs a word and a name before its title",
    notes: ["as in: kpi clearance_time {title}"],
    why: """
      The first word says what is declared and the second is the name by which formulas, data and \
      later editions know it. The title may change, the name stays.
      """)

  package static let tooManyDiagnostics = DiagnosticCode(
    "SYN021", "too-many-findings", .note,
    "{count} more findings in this file are not shown",
    why: """
      Behind the first 200 findings the rest is rarely worth reading: mend these and look again.
      """)

  package static let numberBehindPer = DiagnosticCode(
    "SYN022", "number-behind-per", .error,
    "a unit stands behind 'per', not the number {number}",
    notes: ["declare a unit of that many, `unit many = {number} person`, and write `per many`"],
    why: """
      A rate per thousand or per 100,000 has a unit of its own. With the unit declared, figures \
      are converted and every table names it.
      """)

  package static let numberAsName = DiagnosticCode(
    "SYN023", "number-as-name", .error,
    "an item of a list has a name, not only the number {number}",
    notes: ["write `level_{number} \"{number}\"`: data may hold the label as well as the name"],
    why: """
      Rows, examples and later editions refer to an item by its name. A grade that is written as a \
      number is a name with the number as its label.
      """)
}
