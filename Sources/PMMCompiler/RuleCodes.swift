package import PMMDiagnostics

/// What may be wrong with the clauses that make a score.
extension DiagnosticCode {
  static let ruleCodes: [DiagnosticCode] = [
    .missingBody, .missingScore, .scoreItself, .noScoreInterval, .directionContradicts,
    .noTotalToScore, .powerUnclamped, .whichFigure, .noScoreToRound, .notACombination,
    .combineNeedsList, .nothingToCombine, .weightMissing, .weightUnused, .percentWeights,
    .needsForm, .missingPolicyNeeded, .reasonTwice, .conditionInList, .conditionNeedsResult,
    .conditionNeedsReason, .zeroDenominatorUnanswered, .undefinedUnanswered, .nothingByAxis,
    .noRows, .onePattern, .rowsOverlap, .rowsGap, .rowAfterAnything, .rankOptions,
    .bindingTarget, .boundTwice, .exampleWithoutScore, .expectedAReason,
  ]

  package static let missingBody = DiagnosticCode(
    "RUL020", "missing-body", .error, "`{name}` has no value: it needs `formula`, `reported` or `combine`",
    notes: [
      "{parent} with children says how it combines them, or `combine none`",
      "{leaf} without children needs a `formula`, or is `reported`",
    ],
    why: "Every node says how it gets its value; there is no default.")
  package static let missingScore = DiagnosticCode(
    "RUL021", "missing-score", .error, "`{name}` has no `score`",
    notes: ["write `score none` if it is only a value, or state the rule, here or in `every`"],
    why: "Whether a figure counts in its parent, and how, is stated and never guessed.")
  package static let scoreItself = DiagnosticCode(
    "RUL022", "score-itself", .error, "a value in {type} cannot itself be a score",
    notes: ["scores are {scores}"],
    why: "`score itself` says that the value already lies on the framework's scale.")
  package static let noScoreInterval = DiagnosticCode(
    "RUL023", "no-score-interval", .error, "`score {rule}` needs the interval of scores",
    notes: ["state it in the head, for example `scores 0 .. 100`"],
    why: "Goalposts are mapped to the ends of the interval that the head states.")
  package static let directionContradicts = DiagnosticCode(
    "RUL024", "direction-contradicts", .error, "the goalposts contradict `better {direction}`",
    labels: ["the first goalpost scores worst, the second best", "stated here"],
    why: "One of the two clauses says that more is better, the other that less is.")
  package static let noTotalToScore = DiagnosticCode(
    "RUL025", "no-total-to-score", .error, "there is no total to score: say which cell, with `at`",
    why: "With `no total` the cells are never added, so one of them must be named.")
  package static let powerUnclamped = DiagnosticCode(
    "RUL026", "power-unclamped", .error, "`power` and `unclamped` do not go together",
    why: "Below the first goalpost the power of a negative share has no meaning.")
  package static let whichFigure = DiagnosticCode(
    "RUL027", "which-figure", .error, "say which figure: `{clause} value` or `{clause} score`",
    why: "The node has a value and another score, and rounding one is not rounding the other.")
  package static let noScoreToRound = DiagnosticCode(
    "RUL028", "no-score-to-round", .error, "the node has no score",
    why: "The clause is about a figure that the node does not have.")
  package static let notACombination = DiagnosticCode(
    "RUL029", "not-a-combination", .error, "{name} does not combine children",
    notes: ["use a mean, `median`, `min`, `max`, `sum`, or a define with a parameter `xs...`"],
    why: "`combine` names a function of any number of scores.")
  package static let combineNeedsList = DiagnosticCode(
    "RUL030", "combine-needs-list", .error, "`{name}` must have one parameter, written `xs...`",
    why: "A define that combines receives the children that remain, however many they are.")
  package static let nothingToCombine = DiagnosticCode(
    "RUL031", "nothing-to-combine", .error, "`{name}` has no child with a score",
    notes: ["write `combine none` if it is only a heading"],
    why: "A node that combines nothing would always be missing.")
  package static let weightMissing = DiagnosticCode(
    "RUL032", "weight-missing", .error, "`{name}` needs a `weight`: its parent combines by `{function}`",
    labels: ["", "combined here"],
    why: "A weighted mean needs the weight of every child.")
  package static let weightUnused = DiagnosticCode(
    "RUL033", "weight-unused", .error, "the weight of `{name}` is not used: its parent combines by `{function}`",
    labels: ["", "combined here"],
    why: "A weight that changes nothing would mislead its reader.")
  package static let percentWeights = DiagnosticCode(
    "RUL034", "percent-weights", .error, "the weights of the children of `{name}` sum to {sum}%, not 100%",
    why: "Weights given as percents are shares of the whole.")
  package static let needsForm = DiagnosticCode(
    "RUL035", "needs-form", .error, "`needs` takes a percent up to 100% or a number of children",
    notes: ["for example `needs 75%`, `needs 2 children`, `needs 80% of indicator`"],
    why: "The floor is a share of the weight, a number of children, or the coverage of a level.")
  package static let missingPolicyNeeded = DiagnosticCode(
    "RUL036", "missing-policy-needed", .error, "`{name}` does not say what happens when a child is missing",
    labels: ["", "it combines here"],
    notes: ["add `when missing: exclude` or `when missing: result missing`, here or in `every`"],
    why: """
      Leaving a child out, counting it as zero and giving up are three different scores. None of \
      them is chosen silently.
      """)
  package static let reasonTwice = DiagnosticCode(
    "RUL037", "reason-twice", .error, "`{reason}` stands in two lines",
    labels: ["again", "first here"],
    why: "Each reason is answered by one line, so that no order decides.")
  package static let conditionInList = DiagnosticCode(
    "RUL038", "condition-in-list", .error, "a condition stands alone in its `when` line",
    why: "A list after `when` names reasons. Conditions are joined by `and` and `or`.")
  package static let conditionNeedsResult = DiagnosticCode(
    "RUL039", "condition-needs-result", .error, "a condition decides the node: write `result …`",
    why: "`exclude` and `count as` are about an operand that is missing; a condition has none.")
  package static let conditionNeedsReason = DiagnosticCode(
    "RUL040", "condition-needs-reason", .error, "a condition must give a reason or a value, not `missing`",
    notes: ["for example `result not_applicable`"],
    why: "A figure that is missing always says why.")
  package static let zeroDenominatorUnanswered = DiagnosticCode(
    "RUL041", "zero-denominator-unanswered", .error, "`{name}` can divide by zero and does not say what then",
    labels: ["{what}", "this can be zero"],
    notes: [
      "add `when zero_denominator: result not_applicable`, or another result",
      "{exclude}",
    ],
    why: "What a rate is when nothing was to be counted is a decision of the framework.")
  package static let undefinedUnanswered = DiagnosticCode(
    "RUL042", "undefined-unanswered", .error, "`{function}` can leave its domain in `{name}`",
    labels: ["not defined for every figure that may come here"],
    notes: ["{hint}", "or add `when undefined: result …`"],
    why: "Roots and logarithms of negative numbers do not exist; the framework says what then.")
  package static let nothingByAxis = DiagnosticCode(
    "RUL043", "nothing-by-axis", .error, "nothing in the formula of `{name}` is broken down by `{axis}`",
    why: "The figure would be the same for every value of the axis.")
  package static let noRows = DiagnosticCode(
    "RUL044", "rules-without-rows", .error, "there are no rows",
    why: "Rules by rows need at least one.")
  package static let onePattern = DiagnosticCode(
    "RUL045", "one-pattern", .error, "a row here has one pattern",
    why: "The rows read one figure, so each has one pattern before `=>`.")
  package static let rowsOverlap = DiagnosticCode(
    "RUL046", "rows-overlap", .error, "two rows hold for {what}",
    labels: ["this row", "and this one"],
    why: "Where two rows hold, the order of lines would decide.")
  package static let rowsGap = DiagnosticCode(
    "RUL047", "rows-gap", .error, "no row holds for {what}",
    notes: ["add a row, or `_ => …` for the rest"],
    why: "A figure between two bands would have no answer.")
  package static let rowAfterAnything = DiagnosticCode(
    "RUL048", "row-after-anything", .error, "`_` must be the last row",
    why: "Rows after it could never hold.")
  package static let rankOptions = DiagnosticCode(
    "RUL049", "rank-options", .error, "`rank` does not say {missing}",
    notes: ["as in `rank value, highest first, over ranked, ties share` (or `dense`, `average`, `by …`)"],
    why: "Direction, population and ties decide every rank, so they are stated.")
  package static let bindingTarget = DiagnosticCode(
    "EXA001", "binding-target", .error, "`{name}` cannot be given in an example",
    notes: ["an example gives inputs, cells, parameters, attributes and scores of direct children"],
    why: "Everything else is computed from these.")
  package static let boundTwice = DiagnosticCode(
    "EXA002", "bound-twice", .error, "this figure is given twice",
    labels: ["given again", "first given here"],
    why: "An example states each figure once.")
  package static let exampleWithoutScore = DiagnosticCode(
    "EXA003", "example-without-score", .error, "`{name}` has no score to expect",
    why: "The node's value is not scored, so the example can only say what it gives.")
  package static let expectedAReason = DiagnosticCode(
    "EXA004", "expected-a-reason", .error, "say for which reason it is missing",
    notes: ["for example `gives not_reported`"],
    why: "A figure is missing for a reason, and the reason is part of the result.")

  /// Every code of this module.
  package static let compilerCodes: [DiagnosticCode] = nameCodes + typeCodes + ruleCodes
}
