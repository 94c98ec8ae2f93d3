package import PMMDiagnostics

/// What can be wrong with a study, beside its notation.
extension DiagnosticCode {
  package static let studyCodes: [DiagnosticCode] = [
    .unknownStudyKey, .studyType, .studyKeyMissing, .severalKinds, .unknownStudyName,
    .studyBounds, .nothingDrawn, .cannotRescore, .drawNameTwice, .drawsCross, .tooManyChoices,
    .nodeTwice, .choiceTwice, .oneChoice, .sumOutside,
  ]

  static let unknownStudyKey = DiagnosticCode(
    "STU001", "unknown-study-key", .error, "`{key}` is no key of {table}",
    labels: ["not known"], notes: ["did you mean `{nearest}`?", "its keys are {names}"],
    why: "A key that is not known would be left out silently, and the study would be another.")
  static let studyType = DiagnosticCode(
    "STU002", "study-value-type", .error, "`{key}` takes {expected}, not {found}",
    labels: ["{found}"], why: "What another kind of value would mean is not guessed.")
  static let studyKeyMissing = DiagnosticCode(
    "STU003", "study-key-missing", .error, "{table} needs {expected}", labels: ["here"],
    why: "Nothing that changes the result of a study is assumed.")
  static let severalKinds = DiagnosticCode(
    "STU004", "draw-of-several-kinds", .error,
    "a draw is of one kind, not of `{first}` and `{second}`",
    labels: ["a second kind", "the first"], notes: ["write a `[[draw]]` for each"],
    why: "Effects are estimated for each draw: what is drawn together cannot be told apart.")
  static let unknownStudyName = DiagnosticCode(
    "STU005", "unknown-name-in-study", .error, "no {kind} is called `{name}`",
    labels: ["not known"], notes: ["did you mean `{nearest}`?", "there are {names}"],
    why: "A study speaks of the nodes, levels, alternatives and functions of one framework.")
  static let studyBounds = DiagnosticCode(
    "STU006", "study-value-bounds", .error, "`{key}` must be {expected}, not {found}",
    labels: ["not possible"],
    why: "With such a value there is nothing to draw, or what is drawn has no meaning.")
  static let nothingDrawn = DiagnosticCode(
    "STU007", "draw-without-effect", .error, "this draw changes nothing of `{node}`: {why}",
    labels: ["changes nothing"],
    why: "Most often a level or node is named that is not below the one looked at.")
  static let cannotRescore = DiagnosticCode(
    "STU008", "cannot-be-rescored", .error, "`{node}` cannot be rescored: {why}",
    labels: ["by this study", "this clause"],
    why: """
      Runs compute with estimates what combines scores, from leaves that were evaluated exactly. A rule \
      that does not fit into that is refused rather than approximated.
      """)
  static let drawNameTwice = DiagnosticCode(
    "STU009", "draw-name-twice", .error, "two draws are called `{name}`",
    labels: ["a second time", "first here"],
    why: "Effects are told by the names of draws.")
  static let drawsCross = DiagnosticCode(
    "STU010", "draws-cross", .error, "two draws decide {what}",
    labels: ["the second", "the first"],
    why: "A node has one form and one line at a time. Which draw should win is not guessed.")
  static let tooManyChoices = DiagnosticCode(
    "STU011", "too-many-choices", .error,
    "the draws choose from {count} combinations, and at most {limit} are rescored",
    labels: ["with this draw it is more"],
    why: "Every combination of alternatives, forms and lines is evaluated exactly once before any run.")
  static let nodeTwice = DiagnosticCode(
    "STU012", "node-twice", .error, "the draw names `{node}` twice",
    labels: ["a second time", "first here"],
    why: "A node is drawn for once in each run. Named twice, another one was most likely meant.")
  static let choiceTwice = DiagnosticCode(
    "STU013", "drawn-choice-twice", .error, "two choices of this draw are the same: {why}",
    labels: ["a second time", "first here"],
    why: """
      Choices have equal odds. One that stands twice would be drawn twice as often without a word, and \
      what it explains would be another share.
      """)
  static let oneChoice = DiagnosticCode(
    "STU014", "one-choice", .warning, "this draw always {does}",
    labels: ["nothing else is possible"],
    notes: ["it shifts all runs alike and explains nothing of how they vary"],
    why: """
      What is the same in every run is no assumption that varies. With `as defined` beside it, it is \
      drawn against the definition.
      """)
  static let sumOutside = DiagnosticCode(
    "STU015", "sum-outside-scores", .error,
    "the `sum` of what `{node}` combines can be {figure}, outside of `scores {scores}`",
    labels: ["leaves the interval"],
    notes: ["`mean` ranks as `sum` does where nothing is missing, and with `count 0` also where it is"],
    why: """
      Runs are compared with the definition, and parents combine what lies on the framework's interval. \
      A definition that says `combine sum` itself may be drawn against.
      """)
}
