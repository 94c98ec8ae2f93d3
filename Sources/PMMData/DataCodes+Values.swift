package import PMMDiagnostics

// What can be wrong with a value. It is refused: in a wide file the cell, in a long one the row. What
// was meant is never guessed.
extension DiagnosticCode {
  static let valueCodes: [DiagnosticCode] = [
    .notANumber, .thousandsSeparator, .decimalComma, .commaInNumber, .currencySign, .trailingUnit,
    .dateForNumber, .percentOfUnit, .numberForm, .numberTooLong, .spreadsheetError, .unknownLevel,
    .unknownCategory, .notYesOrNo, .notADate,
  ]

  package static let notANumber = DiagnosticCode(
    "DAT060", "not-a-number", .error, "`{text}` is not a number or a reason",
    labels: ["not a number"],
    notes: [
      "{effect}", "did you mean `{nearest}`?",
      "a figure that was not reported is an empty cell; why it is missing is said by a reason such "
        + "as `not_applicable` or `confidential`",
    ],
    why: "What stands in the place of a figure may mean zero, unknown or secret: it must say which."
  )

  package static let thousandsSeparator = DiagnosticCode(
    "DAT061", "thousands-separator", .error, "`{text}` has marks between the thousands",
    labels: ["write {plain}"], notes: ["{effect}"],
    why: "The mark for thousands in one country is the decimal mark in another.")

  package static let decimalComma = DiagnosticCode(
    "DAT062", "decimal-comma-in-data", .error, "`{text}` has a decimal comma",
    labels: ["write {plain}"], notes: ["{effect}", "the decimal mark is a point"],
    why: "The decimal mark in one country is the mark for thousands in another.")

  package static let commaInNumber = DiagnosticCode(
    "DAT063", "comma-in-number", .error,
    "the comma in `{text}` may be a decimal comma or mark thousands",
    labels: ["write {thousands} or {decimal}"], notes: ["{effect}"],
    why: "The two readings differ by a factor of a thousand, so neither is guessed.")

  package static let currencySign = DiagnosticCode(
    "DAT064", "currency-sign", .error, "`{text}` has the currency sign `{sign}`",
    labels: ["write the number alone"],
    notes: ["{effect}", "the value is read in {unit}"],
    why: "The definition says the currency. A sign could be another one, and nothing is converted.")

  package static let trailingUnit = DiagnosticCode(
    "DAT065", "unit-in-value", .error, "`{text}` has the unit `{word}` behind the number",
    labels: ["write {number}, if that is in {unit}"], notes: ["{effect}"],
    why: "The definition says the unit. A word could be another one, and nothing is converted.")

  package static let dateForNumber = DiagnosticCode(
    "DAT066", "date-for-number", .error, "`{text}` looks like a date, and a number is wanted",
    labels: ["not a number"],
    notes: [
      "{effect}",
      "spreadsheets turn values such as 1-2 into dates: format the column as text and type it again",
    ],
    why: "A spreadsheet that has made a date of a value no longer knows what was typed.")

  package static let percentOfUnit = DiagnosticCode(
    "DAT067", "percent-of-unit", .error,
    "`{text}` is a percentage, and the value is read in {unit}",
    labels: ["not in {unit}"], notes: ["{effect}"],
    why: "A percentage of something that has a unit is another figure.")

  package static let numberForm = DiagnosticCode(
    "DAT068", "number-form", .error, "`{text}` is not how a number is written here",
    labels: ["write {plain}"], notes: ["{effect}"],
    why: "Numbers have one form: a hyphen as sign, digits, and decimals behind a point.")

  package static let numberTooLong = DiagnosticCode(
    "DAT069", "number-too-long", .error, "`{text}` has too many digits or too large an exponent",
    labels: ["not a figure"],
    notes: ["{effect}", "at most 400 digits and exponents up to 400 are read"],
    why: "Numbers are computed exactly, and no reported figure is that long.")

  package static let spreadsheetError = DiagnosticCode(
    "DAT070", "spreadsheet-error", .error, "`{text}` is an error message of a spreadsheet",
    labels: ["a formula failed here"],
    notes: ["{effect}", "mend the formula, or leave the cell empty or give a reason"],
    why: "A failed formula does not say whether the figure is zero, unknown or wrong.")

  package static let unknownLevel = DiagnosticCode(
    "DAT071", "unknown-level", .error, "`{text}` is not a level of `{scale}`",
    labels: ["not a level"],
    notes: ["{effect}", "did you mean `{nearest}`?", "levels are {levels}, or a reason"],
    why: "A level is an order, and a word that is not on the scale has no place in it.")

  package static let unknownCategory = DiagnosticCode(
    "DAT072", "unknown-attribute-value", .error, "`{text}` is not a value of `{attribute}`",
    labels: ["not one of them"],
    notes: ["{effect}", "did you mean `{nearest}`?", "it is one of {values}"],
    why: "A slip would put a subject in no population, and change everybody's rank.")

  package static let notYesOrNo = DiagnosticCode(
    "DAT073", "not-yes-or-no", .error, "`{text}` is not yes or no",
    labels: ["write yes or no"],
    notes: ["{effect}", "did you mean `{nearest}`?", "`true` and `false` are read too"],
    why: "Numbers such as 1 and 2 stand for yes and no in different ways in different files.")

  package static let notADate = DiagnosticCode(
    "DAT074", "not-a-date", .error, "`{text}` is not a date",
    labels: ["not a date"],
    notes: ["{effect}", "a date is written 2023-01-31: year, month, day"],
    why:
      "03/04/2023 is two different days in two countries, and 45000 is a day in spreadsheets only.")
}

// JSON.
extension DiagnosticCode {
  static let jsonCodes: [DiagnosticCode] = [
    .jsonSyntax, .jsonNotRows, .jsonTooDeep, .duplicateKey, .nestedValue,
  ]

  package static let jsonSyntax = DiagnosticCode(
    "DAT090", "json-syntax", .error, "{what}",
    labels: ["expected {expected}"], notes: ["nothing of this file is read"],
    why: "A file that breaks off or is edited by hand may have lost rows before or after the place."
  )

  package static let jsonNotRows = DiagnosticCode(
    "DAT091", "json-without-rows", .error,
    "a JSON file of data is a list of objects, and this is {what}",
    labels: ["expected {expected}"],
    notes: ["nothing of this file is read", "write [ {example} ]"],
    why: "Each object is a row; its keys are the names of the columns.")

  package static let jsonTooDeep = DiagnosticCode(
    "DAT092", "json-too-deep", .error,
    "lists and objects stand more than {limit} deep in each other",
    notes: ["nothing of this file is read"],
    why: "Rows are flat. A file this deep is not one of data.")

  package static let duplicateKey = DiagnosticCode(
    "DAT093", "duplicate-key", .error, "the object has the key `{name}` twice",
    labels: ["again", "the first one"], notes: ["the row is refused"],
    why: "Programs disagree about which of the two counts.")

  package static let nestedValue = DiagnosticCode(
    "DAT094", "nested-value", .error, "a value must be a number, a text, true, false or null",
    labels: ["a list or an object"], notes: ["the row is refused"],
    why: "A row is flat: each key has one value.")
}

// A file of expected results.
extension DiagnosticCode {
  static let expectationCodes: [DiagnosticCode] = [
    .expectationColumn, .unknownNode, .nothingExpected, .badExpectation, .editionNotInRun,
    .editionNeeded,
  ]

  package static let expectationColumn = DiagnosticCode(
    "DAT100", "not-expected-results", .error, "a file of expected results needs a column `{name}`",
    labels: ["the header"],
    notes: [
      "nothing of this file is read",
      "its columns are `subject`, `period`, `node` and any of `value`, `score`, `shown`, "
        + "`shown_score`, `rank` and `class`",
    ],
    why: "Expected results are compared with a scored dataset figure by figure.")

  package static let unknownNode = DiagnosticCode(
    "DAT101", "unknown-node", .error, "`{name}` is not a node of this framework",
    labels: ["not a node"], notes: ["the row is refused", "did you mean `{nearest}`?"],
    why: "An expectation that is compared with nothing would always seem to hold.")

  package static let nothingExpected = DiagnosticCode(
    "DAT102", "nothing-expected", .warning, "this row expects nothing",
    labels: ["all of its results are empty"],
    why: "An empty cell is not compared. A result that must be missing is written as its reason.")

  package static let badExpectation = DiagnosticCode(
    "DAT103", "not-a-result", .error, "`{text}` cannot be a {what}",
    labels: ["not a {what}"],
    notes: ["the row is refused", "did you mean `{nearest}`?", "a missing result is its reason"],
    why: "A text that no result can equal is a slip in the file of expected results.")

  package static let editionNotInRun = DiagnosticCode(
    "DAT104", "edition-not-in-run", .error, "edition `{name}` is not part of this run",
    labels: ["another edition"],
    notes: ["the row is refused", "the run has {known}"],
    why: """
      An expectation of an edition that was not scored would be compared with nothing, and would always \
      seem to hold.
      """)

  package static let editionNeeded = DiagnosticCode(
    "DAT105", "edition-needed", .error,
    "{period} is scored by the editions {editions}, and the row does not say which one it expects",
    labels: ["of which edition?"],
    notes: ["the row is refused", "name the edition in a column `edition`"],
    why: """
      With `--restate` several editions score one period, each by its own rules, and what is expected of \
      one is not expected of the other.
      """)
}
