package import PMMDiagnostics

/// What may be wrong with an adaptation. Each shows the adaptation's line and, where there is one, the
/// base's.
extension DiagnosticCode {
  static let adaptationCodes: [DiagnosticCode] = [
    .unknownBase, .severalBases, .brokenBase, .stalePin, .choiceNotAllowed, .unknownOption,
    .choiceOutside, .choiceTwice, .choiceWithoutEffect, .choiceWithoutReason, .localNameTaken,
    .notLocal, .subjectMissing, .choiceAboutLocal, .settingUnseen,
    .notPinned, .optionMissing,
  ]

  package static let unknownBase = DiagnosticCode(
    "ADA001", "unknown-base", .error, "there is no framework `{name}` {edition} to adapt",
    notes: [
      "did you mean `{nearest}`?", "there are the editions {known}",
      "`{adaptation}` is an adaptation itself; name the framework that it is of",
      "looked for below `{root}`",
      "frameworks are looked for below the nearest folder with a `pmm.toml`, and there is {none}; `--root` names another, `--base` the folder of the edition",
    ],
    fix: "write `{nearest}`",
    why: """
      An adaptation is pinned to one edition of its base, which is found by name and edition below \
      the root, never by path.
      """)
  package static let severalBases = DiagnosticCode(
    "ADA002", "several-bases", .error, "{count} modules are the framework `{name}` {edition}",
    notes: ["they stand in {files}"],
    why: "With two modules of one name and edition the order of folders would decide.")
  package static let brokenBase = DiagnosticCode(
    "ADA003", "broken-base", .error, "the framework `{name}` {edition} has errors",
    notes: ["`pmm check` shows them: {file}"],
    why: "What an adaptation may do can be judged only when its base itself is right.")
  package static let stalePin = DiagnosticCode(
    "ADA004", "stale-pin", .error, "`{name}` {edition} is not the text that this adapts",
    labels: ["pinned: {pinned}", "it is now sha256:{hash}"],
    notes: [
      "look at what has changed in the base and at each choice again, then pin it anew: \"sha256:{hash}\"",
    ],
    fix: "pin the base as it is now",
    why: """
      The pin is the content hash of the base that the choices were made for (`pmm compile --hash` \
      prints it). A base that says something else since, be it a text that defines what is counted, may \
      no longer mean what was chosen; so somebody looks before it counts.
      """)
  package static let choiceNotAllowed = DiagnosticCode(
    "ADA005", "choice-not-allowed", .error, "the base does not let an adaptation {asked}",
    labels: ["", "the base declares it here"], notes: ["about `{name}` it allows {allowed}"],
    why: """
      An adaptation chooses only where the base says `may`. Everything else is the same for every \
      administration, and that is what makes figures comparable.
      """)
  package static let unknownOption = DiagnosticCode(
    "ADA006", "unknown-option", .error, "`{name}` has no alternative `{option}`",
    labels: ["", "the base declares it here"],
    notes: ["did you mean `{nearest}`?", "its alternatives are {allowed}"],
    fix: "write `{nearest}`",
    why: "The alternatives of a node are those that the base writes out, each with its rules.")
  package static let choiceOutside = DiagnosticCode(
    "ADA007", "choice-outside", .error, "`{name}` may not be set to {value}",
    labels: ["", "the base allows this much"], notes: ["it may be {allowed}"],
    why: """
      The base says how far a parameter may differ, because within that the figures still mean the \
      same.
      """)
  package static let choiceTwice = DiagnosticCode(
    "ADA008", "choice-twice", .error, "`{name}` is chosen about twice",
    labels: ["chosen again", "first chosen here"],
    why: "With two choices on one point the order of lines would decide, so neither does.")
  package static let choiceWithoutEffect = DiagnosticCode(
    "ADA009", "choice-without-effect", .error, "`{name}` is below `{above}`, which is omitted",
    labels: ["", "omitted here"],
    why: "What is omitted takes all that is below it along; a choice about that would say nothing.")
  package static let choiceWithoutReason = DiagnosticCode(
    "ADA010", "choice-without-reason", .error, "the choice about `{name}` gives no reason",
    labels: ["", "the base allows it here"],
    notes: ["say why, for example `because \"no separate declaration type\"`"],
    why: "A reader of the figures should learn from the definition why it is not the common one.")
  package static let localNameTaken = DiagnosticCode(
    "ADA011", "local-name-taken", .error, "`{name}` is {kind} of the base already",
    labels: ["declared here", "the base has it here"],
    notes: ["a local declaration needs a name of its own, such as `{suggestion}`"],
    why: """
      An adaptation adds to its base and changes nothing in it but by its choices. One name for two \
      things would change what the base's formulas read.
      """)
  package static let notLocal = DiagnosticCode(
    "ADA012", "not-local", .error, "an adaptation may not declare {what}",
    labels: ["", "`{base}` says it for everyone here"],
    notes: ["it may declare sheets, inputs and what these need"],
    why: """
      What holds for a whole level, for names of other editions or for words in data is the base's to \
      say: it would change figures that are compared.
      """)
  package static let subjectMissing = DiagnosticCode(
    "ADA013", "subject-missing", .error, "the adaptation does not say whose it is",
    notes: ["write the code that data has, for example `for \"XA\"`"],
    why: "The code is how a run finds whose figures the choices are for.")
  package static let notPinned = DiagnosticCode(
    "ADA026", "not-pinned", .error, "the adaptation is not pinned to a text of `{name}` {edition}",
    labels: ["the hash belongs behind this", "this is sha256:{hash}"],
    notes: ["look at each choice against the base as it is now, then write \"sha256:{hash}\""],
    fix: "pin the base as it is now",
    why: """
      The pin says which text of the base the choices were made for. Without it nobody would learn that \
      the base has come to say something else.
      """)
  package static let optionMissing = DiagnosticCode(
    "ADA027", "option-missing", .error, "`use {name}` does not say which alternative",
    labels: ["", "the base declares it here"],
    notes: ["its alternatives are {allowed}; write `use {name}.{first}`"],
    why: "A base may offer several alternatives, and may come to; which one is chosen is always said.")
  package static let choiceAboutLocal = DiagnosticCode(
    "ADA024", "choice-about-local", .error,
    "`{name}` is declared by the adaptation itself, so there is nothing to choose about it",
    labels: ["", "declared here", "choices are about what the base declares"],
    why: """
      A choice takes what the base offers. What is declared locally is the administration's own: it is \
      written as it is meant.
      """)
  package static let settingUnseen = DiagnosticCode(
    "ADA023", "setting-unseen", .warning,
    "no rule reads `{name}`, so no figure is marked as {comparability}",
    labels: ["", "the base says so here"],
    notes: [
      "who compares figures of what the definition of `{name}` says it changes has to know that it is set"
    ],
    why: """
      A parameter that no formula, check or range reads changes how figures are collected, which its \
      `definition` says in words. What these figures are is then not known to the rules: they count as \
      identical and are ranked, although the base says that they compare only among those who have set \
      the same, or not at all.
      """)
}
