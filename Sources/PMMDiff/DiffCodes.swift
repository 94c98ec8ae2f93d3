package import PMMDiagnostics

/// What can be wrong with an edition beside another one, and with records of acceptance.
extension DiagnosticCode {
  package static let diffCodes: [DiagnosticCode] = [
    .editionNotRaised, .bumpTooSmall, .editionLowered, .bumpLarger, .breakInCoveredPeriod,
    .seriesBreakMissing, .retiredNameTaken, .acceptanceUnknownKey, .acceptanceWrongValue,
    .acceptanceIncomplete, .acceptanceTwice, .acceptanceStale, .acceptanceExpired,
    .compiledFormUnreadable, .compiledFormAltered,
  ]

  static let editionNotRaised = DiagnosticCode(
    "DIF001", "edition-not-raised", .error,
    "the edition is still {old}, and its changes ask for a {needed} one",
    labels: ["the edition"], notes: ["asked for by {count}: {forcing}"],
    why: "Two texts under one number cannot be told apart. Results, adaptations and series name the edition.")
  static let bumpTooSmall = DiagnosticCode(
    "DIF002", "bump-too-small", .error,
    "{old} to {new} is a {declared} edition, and its changes ask for a {needed} one",
    labels: ["the edition"], notes: ["asked for by {count}: {forcing}"],
    why: """
      Whatever breaks comparability, collection or adaptations is a major edition, whatever only adds \
      a minor one, and words are a patch. Readers trust the number.
      """)
  static let editionLowered = DiagnosticCode(
    "DIF003", "edition-lowered", .error, "edition {new} is below {old}", labels: ["the edition"],
    why: "Of several editions that cover a period the highest one scores it, so the order of numbers is the order of time.")
  static let bumpLarger = DiagnosticCode(
    "DIF004", "bump-larger-than-needed", .note,
    "{old} to {new} is a {declared} edition; its changes ask for a {needed} one only",
    labels: ["the edition"],
    why: "An author may know of more than a program can compare. A higher number is never wrong.")
  static let breakInCoveredPeriod = DiagnosticCode(
    "DIF005", "break-in-covered-period", .error,
    "edition {new} breaks with {old} and covers {period}, which {old} has scored",
    labels: ["covers it too"],
    notes: ["let it cover later periods, from a cycle on that nobody has reported for"],
    why: "What was reported and published under one set of rules is not judged by another. A break comes at the boundary of a cycle.")
  static let seriesBreakMissing = DiagnosticCode(
    "DIF006", "series-break-not-declared", .warning,
    "figures of `{name}` do not go on from the old edition, and its sheet does not say so",
    labels: ["changed here"], notes: ["in its sheet: series break in {period} \"{why}\""],
    why: "A break that is declared is told beside every figure that is computed across it.")
  static let retiredNameTaken = DiagnosticCode(
    "DIF007", "retired-name-taken", .error,
    "`{name}` was retired in {edition} and is declared again", labels: ["retired, or declared again"],
    why: "A name is given out once. Old data and adaptations under it would be taken for something else.")
  static let acceptanceUnknownKey = DiagnosticCode(
    "DIF008", "acceptance-unknown-key", .error, "a record of acceptance has no `{key}`",
    labels: ["known: {known}"],
    why: "A record says `change`, `reason`, `approver` and `expires`, and, for people, `code` and `path`.")
  static let acceptanceWrongValue = DiagnosticCode(
    "DIF009", "acceptance-wrong-value", .error, "`{key}` is {expected}", labels: ["expected {expected}"],
    why: "What lets a break through must say exactly which, why, until when, and who answers for it.")
  static let acceptanceIncomplete = DiagnosticCode(
    "DIF010", "acceptance-incomplete", .error, "the record has no `{key}`: {expected}",
    labels: ["this record"],
    why: "What lets a break through must say exactly which, why, until when, and who answers for it.")
  static let acceptanceTwice = DiagnosticCode(
    "DIF011", "acceptance-twice", .error, "the change `{change}` is accepted twice",
    labels: ["a second time", "first here"], why: "Two records may give two reasons and two ends.")
  static let acceptanceStale = DiagnosticCode(
    "DIF012", "acceptance-stale", .warning, "no change is `{change}`", labels: ["accepts nothing"],
    notes: ["take the record out"],
    why: "The change it was for is gone or is another one now. A record that is left lying may let something else through.")
  static let acceptanceExpired = DiagnosticCode(
    "DIF013", "acceptance-expired", .warning, "the acceptance of `{change}` ended on {expires}",
    labels: ["no longer holds"], notes: ["decide anew, or undo the change"],
    why: "An exception is for a time. After it, the change counts as it would without the record.")
  package static let compiledFormUnreadable = DiagnosticCode(
    "DIF014", "compiled-form-unreadable", .error,
    "`{path}` is no compiled form that can be compared: {what}", labels: ["expected {expected}"],
    notes: [
      "`pmm compile` prints that of a framework's edition; those of catalogues and of adaptations hold no sources"
    ],
    why: """
      A file that begins with `{` is read as what `pmm compile` prints. It holds the source text that it was \
      compiled from, and changes are shown in the lines of that.
      """)
  package static let compiledFormAltered = DiagnosticCode(
    "DIF015", "compiled-form-altered", .error, "`{path}` is not what its own sources compile to",
    labels: ["differs from here on"],
    notes: [
      "its sources have errors: {problem}",
      "it was altered, or written by another version of pmm: compile the edition again",
    ],
    why: """
      What a compiled form means is asked of the sources that it holds, by the one compiler there is. If its \
      other parts say something else, nobody knows which of the two was meant.
      """)
}
