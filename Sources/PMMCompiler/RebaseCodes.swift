package import PMMDiagnostics

/// What a rebase tells of choices and declarations: each shows the adaptation's line and what the new
/// edition, else the old one, has there.
extension DiagnosticCode {
  package static let rebaseCodes: [DiagnosticCode] = [
    .choiceRenamed, .choiceSaidByBase, .choiceChanged, .choiceDeprecated, .choiceGone, .optionGone,
    .choiceForbidden, .choiceNowOutside, .choicesMeet, .omissionNotFollowed,
  ]

  package static let choiceRenamed = DiagnosticCode(
    "ADA014", "choice-renamed", .note, "`{name}` is called `{now}` in edition {edition}",
    labels: ["", "renamed here"],
    why: """
      `was` says that a definition had another name before. A rebase follows it; the choice stays what it \
      was.
      """)
  package static let choiceSaidByBase = DiagnosticCode(
    "ADA015", "choice-said-by-base", .note,
    "edition {edition} says itself what is chosen about `{name}`",
    labels: ["kept as a remark", "said here"],
    notes: ["`{use}` is computed as the alternative `{option}` was"],
    why: """
      Who sets a parameter to the base's own value, or takes an alternative that has become the rule, \
      chooses nothing. A rebase makes the line a remark, with its reason, that may be taken out.
      """)
  package static let choiceChanged = DiagnosticCode(
    "ADA016", "choice-changed", .warning,
    "the choice about `{name}` holds in edition {edition}, which has changed what it is about",
    labels: ["", "as it is now"], notes: ["changed: {changes}"],
    why: """
      The words of the choice are still right, and what they mean may be different. Only who made the \
      choice knows whether the reason still holds.
      """)
  package static let choiceDeprecated = DiagnosticCode(
    "ADA017", "choice-deprecated", .warning, "`{name}` is deprecated in edition {edition}",
    labels: ["", "deprecated here"], notes: ["`{use}` takes its place", "it is there until {until}"],
    why: "A choice about what is on its way out has to be made again before it is gone.")
  package static let choiceGone = DiagnosticCode(
    "ADA018", "choice-gone", .error, "edition {edition} has no {kind} `{name}` any more",
    labels: ["to be decided", "retired here"],
    notes: ["{why}", "`{use}` takes its place", "did you mean `{nearest}`?"],
    why: """
      What is gone without a `was` that says where to cannot be followed. Somebody decides whether the \
      choice falls away or is about something else now.
      """)
  package static let optionGone = DiagnosticCode(
    "ADA019", "option-gone", .error,
    "edition {edition} has no alternative `{option}` of `{name}` any more",
    labels: ["to be decided", "the definition as it is now", "the alternative as it was"],
    notes: ["its alternatives are {allowed}"],
    why: """
      A rebase puts no other alternative in the place of one that is withdrawn: which of them, or the \
      base's own rules, is for the administration to decide.
      """)
  package static let choiceForbidden = DiagnosticCode(
    "ADA020", "choice-forbidden", .error,
    "edition {edition} does not let an adaptation {asked} any more",
    labels: ["to be decided", "as it is now", "allowed here before"],
    why: """
      What the base has fixed is the same for every administration. The choice falls away, or the \
      figure is reported with the reason why it is missing.
      """)
  package static let choiceNowOutside = DiagnosticCode(
    "ADA021", "choice-now-outside", .error,
    "edition {edition} does not let `{name}` be {value} any more",
    labels: ["to be decided", "what it allows now", "what was allowed"],
    notes: ["it may be {allowed}"],
    why: "The nearest value that is allowed is another promise; a rebase does not make it.")
  package static let omissionNotFollowed = DiagnosticCode(
    "ADA025", "omission-not-followed", .warning,
    "leaving out `{name}` does not leave out `{use}`, which takes its place in edition {edition}",
    labels: ["to be decided", "what takes its place"],
    notes: ["until it is left out too, or reported, it is `not_reported`"],
    why: """
      The reason for leaving something out may hold for what takes its place, or may not: another figure \
      can be within reach. A rebase does not choose.
      """)
  package static let choicesMeet = DiagnosticCode(
    "ADA022", "choices-meet", .error,
    "in edition {edition} the choices about `{name}` and `{other}` are about the same",
    labels: ["to be decided", "as it is now"],
    why: """
      Where definitions are joined, or moved below one that is omitted, one of two choices says nothing \
      or contradicts the other.
      """)
}
