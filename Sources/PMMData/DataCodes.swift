package import PMMDiagnostics

// What can be wrong with a file as a whole, and with its header. Nothing of a file with an error
// here is read, except where the text says so.
extension DiagnosticCode {
  /// Every code of this module.
  package static let dataCodes: [DiagnosticCode] =
    fileCodes + columnCodes + rowCodes + wordCodes + valueCodes + datasetCodes + jsonCodes
    + expectationCodes

  static let fileCodes: [DiagnosticCode] = [
    .emptyFile, .notText, .utf16, .invalidUTF8, .wrongSeparator, .noRows, .moreOfTheSame,
  ]

  package static let emptyFile = DiagnosticCode(
    "DAT001", "empty-file", .error, "the file is empty",
    notes: ["the first line of a CSV file names its columns"],
    why: "An empty file is most often an export that failed. Nothing can be scored from it.")

  package static let notText = DiagnosticCode(
    "DAT002", "not-a-text-file", .error, "this is {what}, not a CSV or JSON file",
    notes: ["nothing of this file is read", "save the table as CSV UTF-8 and give that file"],
    why: """
      Data is read from text files, so that every value can be seen, compared and archived as it was \
      sent. A workbook holds formulas and formats besides values; what it shows may not be what it \
      stores.
      """)

  package static let utf16 = DiagnosticCode(
    "DAT003", "utf-16-file", .error, "the file is in UTF-16, and only UTF-8 is read",
    notes: [
      "nothing of this file is read", "save it again as \"CSV UTF-8\" rather than \"Unicode text\"",
    ],
    why: "One encoding is read, so that a name or label has one form and codes always match.")

  package static let invalidUTF8 = DiagnosticCode(
    "DAT004", "invalid-utf-8", .error, "byte {byte} is not UTF-8 here",
    labels: ["not a character"],
    notes: [
      "nothing of this file is read",
      "the file was probably saved in a Windows encoding: save it again as \"CSV UTF-8\"",
    ],
    why: """
      In another encoding the same bytes are other letters, so that names and labels would be read \
      wrongly without anybody noticing.
      """)

  package static let wrongSeparator = DiagnosticCode(
    "DAT005", "wrong-separator", .error, "the columns are separated by {mark}, not by commas",
    labels: ["separates columns"],
    notes: [
      "nothing of this file is read",
      "save the file as comma-separated; decimals then need a point: 98.1",
    ],
    why: """
      Files with semicolons usually write decimals with a comma, and `1,234` would mean another \
      number. So the separator is never guessed.
      """)

  package static let noRows = DiagnosticCode(
    "DAT006", "no-rows", .warning, "the file has no rows",
    why: "A file without rows is most often an export with a filter that left nothing.")

  package static let moreOfTheSame = DiagnosticCode(
    "DAT007", "more-of-the-same", .error, "{count} more of {code} {name} in this file",
    labels: ["the first that is not shown"],
    why: """
      Of one kind of finding at most a hundred are shown for each file: they usually have one cause. \
      The counts of rows always include all of them.
      """)
}

extension DiagnosticCode {
  static let columnCodes: [DiagnosticCode] = [
    .duplicateColumn, .sameMeaning, .noSubjectColumn, .noPeriod, .incompleteLongForm,
    .axisInWideForm, .unknownColumn, .unnamedColumn, .columnOfOtherForm, .computedColumn, .badCell,
    .mappingHeader, .unknownMeaning, .mappedTwice, .nothingToRead,
  ]

  package static let duplicateColumn = DiagnosticCode(
    "DAT010", "duplicate-column", .error, "two columns are named `{name}`",
    labels: ["named again", "the first one"], notes: ["nothing of this file is read"],
    why: "With two columns of one name nobody can say which of them is meant.")

  package static let sameMeaning = DiagnosticCode(
    "DAT011", "columns-mean-the-same", .error, "`{name}` and `{other}` are both {meaning}",
    labels: ["means the same", "as this one"],
    notes: ["nothing of this file is read", "map one of the two to `-` in the columns file"],
    why: "With two columns of one meaning nobody can say which of them is meant.")

  package static let noSubjectColumn = DiagnosticCode(
    "DAT012", "no-subject-column", .error, "no column is named `{subject}`",
    labels: ["the header"],
    notes: [
      "nothing of this file is read", "did you mean the column `{nearest}`?",
      "the first line must name the columns; a columns file can say which one is the subject: "
        + "`{example},subject`",
    ],
    why: """
      Every row must say whom it is about, in a column that has the framework's own word for it. A \
      file with other headers is read with the help of a columns file.
      """)

  package static let noPeriod = DiagnosticCode(
    "DAT013", "no-period", .error, "the file has no column `period`, and {given}",
    labels: ["the header"],
    notes: [
      "nothing of this file is read",
      "add a column `period`, map one of the headers to it in a columns file, or give "
        + "--period {example}",
    ],
    why: """
      A figure belongs to a period. Only where the edition covers exactly one period, or --period \
      names it, can a file do without saying it.
      """)

  package static let incompleteLongForm = DiagnosticCode(
    "DAT014", "incomplete-long-form", .error,
    "there is a column `{present}` and no column `{absent}`",
    labels: ["belongs to the long form"],
    notes: [
      "nothing of this file is read", "the long form has the columns `input` and `value`",
      "the wide form has one column for each input",
    ],
    why: "The form of a file is recognised from its header, and this one is neither long nor wide.")

  package static let axisInWideForm = DiagnosticCode(
    "DAT015", "axis-column-in-wide-form", .error,
    "a wide file cannot have a column for the axis `{name}`",
    labels: ["an axis of the long form"],
    notes: [
      "nothing of this file is read",
      "write one column for each cell, such as `{example}`, or use the long form",
    ],
    why: """
      In a wide file each column is one cell of one input. If the column of the axis were left out, \
      every row would be taken for a total.
      """)

  package static let unknownColumn = DiagnosticCode(
    "DAT016", "unknown-column", .warning, "`{name}` is not a column that is known here",
    labels: ["left out"],
    notes: [
      "edition {edition} has no such column, and is scored without it",
      "it is now called `{now}`", "did you mean `{nearest}`?",
      "map it to `-` in a columns file if it is not needed",
    ],
    why: """
      Files often have more columns than a framework needs. One that is left out is reported once, \
      because a slip in a name would otherwise hide a whole column of figures.
      """)

  package static let unnamedColumn = DiagnosticCode(
    "DAT017", "unnamed-column", .warning, "column {number} has no name and is left out",
    why: "A column without a name cannot be known. Spreadsheets often add such columns at the end.")

  package static let columnOfOtherForm = DiagnosticCode(
    "DAT018", "column-of-the-other-form", .warning,
    "a column `{name}` belongs to the {other} form, and this file has the {form} form",
    labels: ["left out"],
    notes: ["attributes are columns of a wide file or of the subjects file"],
    why: "In the other form the column would be about something else, so it is not used.")

  package static let computedColumn = DiagnosticCode(
    "DAT019", "computed-column", .warning, "`{name}` is computed and not read from data",
    labels: ["left out"],
    notes: ["compare published results with `pmm test --expect FILE`"],
    why: """
      The value of a computed node follows from the inputs. What a file says about it is left out, \
      or the result would not be the definition's.
      """)

  package static let badCell = DiagnosticCode(
    "DAT020", "bad-cell", .error, "`{part}` in `{text}` is not a cell or an earlier period",
    labels: ["the figures of this column or row are left out"],
    notes: ["a cell is written `x[import]`, the period before `x[T-1]`, both `x[import, T-1]`"],
    why:
      "A column or word with brackets names one cell of an input, or a figure of a period before.")

  package static let mappingHeader = DiagnosticCode(
    "DAT021", "not-a-columns-file", .error, "a columns file has the header `column,means`",
    labels: ["the header"], notes: ["nothing of this file is read"],
    why: "A columns file is a table of two columns: a header of the data, and what it means.")

  package static let unknownMeaning = DiagnosticCode(
    "DAT022", "unknown-meaning", .error, "`{name}` is nothing that a column can mean",
    labels: ["this line is left out"],
    notes: [
      "did you mean `{nearest}`?",
      "a column means `subject`, `period`, `input`, `value`, another column of the long form, an "
        + "input, a cell such as `x[import]`, an attribute, or `-` when it is left out",
    ],
    why: "A columns file maps foreign headers to the framework's own names.")

  package static let mappedTwice = DiagnosticCode(
    "DAT023", "mapped-twice", .error, "`{name}` has a meaning already",
    labels: ["left out", "the first one"],
    why: "A header that means two things would make the reading depend on the order of lines.")

  package static let nothingToRead = DiagnosticCode(
    "DAT024", "nothing-to-read", .error, "no column of this file is {what}",
    labels: ["the header"],
    notes: [
      "nothing of this file is read", "a columns file says what foreign headers mean: column,means",
    ],
    why: """
      A file whose columns are all left out gives no figure. It was meant for another framework, or \
      its columns file is missing.
      """)
}
