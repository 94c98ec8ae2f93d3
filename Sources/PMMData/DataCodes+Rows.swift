package import PMMDiagnostics

// What can be wrong with a row. The row is refused: nothing of it enters the dataset.
extension DiagnosticCode {
  static let rowCodes: [DiagnosticCode] = [
    .fieldCount, .unclosedQuote, .misplacedQuote, .fieldTooLong, .missingSubject, .missingPeriod,
    .noSuchPeriod, .missingInput, .unknownInput, .computedNode, .spacesLeftOut,
  ]

  package static let fieldCount = DiagnosticCode(
    "DAT030", "wrong-number-of-fields", .error,
    "this row has {count} fields, and the header has {width}",
    labels: ["{place}"],
    notes: ["the row is refused", "a value that contains a comma must stand in quotes"],
    why: "With a field too few or too many, every value behind it would be read in a wrong column.")

  package static let unclosedQuote = DiagnosticCode(
    "DAT031", "unclosed-quote", .error, "a quote is opened here and never closed",
    labels: ["opened here"], notes: ["everything from this row on is refused"],
    why: "Inside quotes, commas and line ends are text: the rest of the file is one single value.")

  package static let misplacedQuote = DiagnosticCode(
    "DAT032", "misplaced-quote", .error, "a quote in the middle of a value",
    labels: ["not at an end of the value"],
    notes: [
      "the row is refused", "put the whole value in quotes and double the quote inside: \"\"",
    ],
    why: "Programs disagree about such values, so the row could be split at a wrong place.")

  package static let fieldTooLong = DiagnosticCode(
    "DAT033", "value-too-long", .error, "a value of {length} bytes",
    labels: ["starts here"],
    notes: ["the row is refused", "is a closing quote missing? At most {limit} bytes are read"],
    why: "No figure or note is that long; it is most often a quote that closes far too late.")

  package static let missingSubject = DiagnosticCode(
    "DAT034", "missing-subject", .error, "the row does not say which {subject} it is about",
    labels: ["empty"], notes: ["the row is refused"],
    why: "A figure without a subject cannot be scored and must not disappear.")

  package static let missingPeriod = DiagnosticCode(
    "DAT035", "missing-period", .error, "the row does not say its period",
    labels: ["empty"], notes: ["the row is refused", "{kind} is written like {example}"],
    why: "The file has a column for the period, so no period is assumed where it is empty.")

  package static let noSuchPeriod = DiagnosticCode(
    "DAT036", "no-such-period", .error, "`{text}` is not {kind}",
    labels: ["not {kind}"],
    notes: ["the row is refused", "{kind} is written like {example}"],
    why: "All periods of a framework are of one kind and have one spelling, so that rows meet.")

  package static let missingInput = DiagnosticCode(
    "DAT037", "missing-input", .error, "the row does not say which input its value is of",
    labels: ["empty"], notes: ["the row is refused"],
    why: "A value that belongs to no input cannot be used and must not disappear.")

  package static let unknownInput = DiagnosticCode(
    "DAT038", "unknown-input", .error, "`{name}` is not an input of this framework",
    labels: ["not an input"],
    notes: [
      "the row is refused", "it is now called `{now}`", "did you mean `{nearest}`?",
      "a columns file can map it to an input, or to `-` when it is not needed",
    ],
    why: "A slip in the name of an input would otherwise look like a figure that was not reported.")

  package static let computedNode = DiagnosticCode(
    "DAT039", "computed-node", .error, "`{name}` is computed and not read from data",
    labels: ["not an input"],
    notes: ["{effect}", "compare published results with `pmm test --expect FILE`"],
    why: "The value of a computed node follows from the inputs; data cannot replace it.")

  package static let spacesLeftOut = DiagnosticCode(
    "DAT040", "spaces-left-out", .note,
    "spaces around the name or values of column `{name}` are left out",
    labels: ["read without them"], notes: ["reported once for each column"],
    why: """
      Spaces at the ends of a value cannot be seen and would make two codes of one. They are left \
      out everywhere; the finding says that the file has them.
      """)
}

// Words of a row that are not known.
extension DiagnosticCode {
  static let wordCodes: [DiagnosticCode] = [
    .unknownAxisValue, .notBrokenDown, .axisTwice, .unknownReason, .unknownStatus, .unknownPhase,
    .unknownDisclosure, .unknownObservationStatus, .unknownConfidentiality, .valueAndReason,
    .reasonsDiffer,
  ]

  package static let unknownAxisValue = DiagnosticCode(
    "DAT045", "unknown-axis-value", .error, "`{value}` is not a value of {axis} that `{name}` has",
    labels: ["not one of them"],
    notes: ["did you mean `{nearest}`?", "it has {values}; an empty cell is the total"],
    why: "A figure of a cell that does not exist would never be used.")

  package static let notBrokenDown = DiagnosticCode(
    "DAT046", "not-broken-down", .error, "`{name}` has no cells, so it has none for `{value}`",
    labels: ["only the total exists"],
    why: "The definition does not break this input down, so a figure of one cell is not its total.")

  package static let axisTwice = DiagnosticCode(
    "DAT047", "cell-said-twice", .error, "the row says `{value}` here and `{other}` in its input",
    labels: ["another value of the same axis"], notes: ["the row is refused"],
    why: "A figure belongs to one cell.")

  package static let unknownReason = DiagnosticCode(
    "DAT048", "unknown-reason", .error, "`{text}` is not a reason for a missing figure",
    labels: ["not a reason"],
    notes: ["the row is refused", "did you mean `{nearest}`?", "reasons are {names}"],
    why: "What a framework does about a missing figure depends on its reason.")

  package static let unknownStatus = DiagnosticCode(
    "DAT049", "unknown-status", .error, "`{text}` is not a status",
    labels: ["not a status"],
    notes: [
      "the row is refused", "did you mean `{nearest}`?", "a status is {names}, joined by `;`",
    ],
    why: "The status of a figure is carried to every result that uses it.")

  package static let unknownPhase = DiagnosticCode(
    "DAT050", "unknown-phase", .error, "`{text}` is not a phase of this framework",
    labels: ["not a phase"],
    notes: ["the row is refused", "did you mean `{nearest}`?", "phases are {names}"],
    why: "A figure may stand once in each phase, and one phase is scored.")

  package static let unknownDisclosure = DiagnosticCode(
    "DAT051", "unknown-disclosure", .error,
    "`{text}` is not a level of disclosure of this framework",
    labels: ["not a level of disclosure"],
    notes: [
      "the row is refused", "did you mean `{nearest}`?",
      "from the widest to the narrowest: {names}",
    ],
    why: "A slip in this word could publish a figure that must not be published.")

  package static let unknownObservationStatus = DiagnosticCode(
    "DAT052", "unknown-obs-status", .error, "`{text}` is not a code of OBS_STATUS that is read",
    labels: ["not one of them"],
    notes: [
      "the row is refused",
      "A nothing; E estimated; P provisional; I imputed; B, D, U, V kept as a note; without a value "
        + "M not_applicable, L not_available, O not_reported, Q suppressed",
    ],
    why: "A code with an unknown meaning could be the reason why a figure must not be used.")

  package static let unknownConfidentiality = DiagnosticCode(
    "DAT053", "unknown-conf-status", .error, "`{text}` is not a code of CONF_STATUS that is read",
    labels: ["not one of them"],
    notes: [
      "the row is refused",
      "F nothing; C, N, S and D confidential: without a value the reason, with one its disclosure is "
        + "the narrowest",
    ],
    why: "A code with an unknown meaning could forbid that the figure is published.")

  package static let valueAndReason = DiagnosticCode(
    "DAT054", "value-and-reason", .error, "the row gives a value and the reason why there is none",
    labels: ["the reason `{reason}`", "the value"], notes: ["the row is refused"],
    why: "A figure is known or missing. Nobody can say which of the two was meant.")

  package static let reasonsDiffer = DiagnosticCode(
    "DAT055", "reasons-differ", .error, "the row gives the reasons `{first}` and `{second}`",
    labels: ["`{second}`", "`{first}`"], notes: ["the row is refused"],
    why: "What is done about a missing figure depends on its reason, so there can be only one.")
}

// What rows say together.
extension DiagnosticCode {
  static let datasetCodes: [DiagnosticCode] = [
    .repeatedRow, .conflictingRow, .earlierFigureDiffers, .attributeDiffers, .severalPhases,
    .subjectsWithoutRows,
  ]

  package static let repeatedRow = DiagnosticCode(
    "DAT080", "repeated-row", .warning, "this says again what another row says",
    labels: ["the same again", "said first"],
    why: "Nothing changes by it, but a file that was added twice may be meant to be another one.")

  package static let conflictingRow = DiagnosticCode(
    "DAT081", "conflicting-row", .error,
    "`{figure}` of {subject} in {period} has another value in another row",
    labels: ["this value", "another value"],
    notes: ["none of them is used: the figure is taken as `invalid`"],
    why: """
      Of two different values for one figure at most one is right, and only the author knows which. \
      Taking the first would make the result depend on the order of rows and files. A blank cell of a \
      wide file says nothing, so it differs from no value.
      """)

  package static let earlierFigureDiffers = DiagnosticCode(
    "DAT082", "earlier-figure-differs", .error,
    "`{figure}` of {subject} in {period} has another value in that period's own row",
    labels: ["given for an earlier period", "the value of the period's own row"],
    notes: ["the value of the period's own row is used"],
    why: """
      A figure of an earlier period may be repeated beside the new one. If it was revised, the row of \
      its own period has to say so, or results of both periods would not fit together.
      """)

  package static let attributeDiffers = DiagnosticCode(
    "DAT083", "attribute-differs", .error, "`{attribute}` of {subject} has another value elsewhere",
    labels: ["this value", "another value"],
    notes: ["none of them is used: the attribute is not known"],
    why: """
      An attribute decides with whom a subject is compared, so it has one value in a period. The \
      figures of the row are used all the same.
      """)

  package static let severalPhases = DiagnosticCode(
    "DAT084", "several-phases", .error, "the data has rows of the phases {names}",
    labels: ["a row of `{second}`", "a row of `{first}`"],
    notes: ["say which one is scored: --phase {second}", "rows that name a phase are refused"],
    why: "A figure may stand once in each phase, such as self-assessment and peer review.")

  package static let subjectsWithoutRows = DiagnosticCode(
    "DAT085", "subjects-without-rows", .note,
    "of the subjects here, {count} without a row in the data: {names}",
    why: "That is usual for a list of all members; it also shows a slip in a code.")
}
