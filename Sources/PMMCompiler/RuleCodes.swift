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
    .aggregateNeedsSet, .sumOfRatio, .meanOfRatio, .fillerForm, .treatmentForm, .directionNeeded,
    .tableForm, .tablePatterns, .tableRowMissing, .tableTooWide,
    .excludeOverCells, .scoreCanFail, .goalpostsCanMeet, .scoreOutside, .weightsMixed,
    .needsTooMany, .originTwice, .originLanguage, .editionTooNew, .wasTwice, .translationMissing,
    .bindingTarget, .boundTwice, .exampleParameter, .exampleWithoutScore, .expectedAReason,
  ]

  package static let missingBody = DiagnosticCode(
    "RUL020", "missing-body", .error,
    "`{name}` has no value: it needs `formula`, `reported` or `combine`",
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
    "RUL024", "direction-contradicts", .warning, "the goalposts contradict `better {direction}`",
    labels: ["the first goalpost gives the lowest score, the second the highest", "stated here"],
    notes: ["where a high score is bad, as in an index of risk, leave `better` out"],
    why: """
      One of the two clauses says that more is better, the other that less is. In an index where a \
      high score is bad both can be meant, so this is a warning.
      """)
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
    labels: ["", "it combines because of this line"],
    notes: ["write `combine none` if it is only a heading"],
    why: "A node that combines nothing would always be missing.")
  package static let weightMissing = DiagnosticCode(
    "RUL032", "weight-missing", .error,
    "`{name}` needs a `weight`: its parent combines by `{function}`",
    labels: ["", "combined here"],
    why: "A weighted mean needs the weight of every child.")
  package static let weightUnused = DiagnosticCode(
    "RUL033", "weight-unused", .error, "the weight of `{name}` is not used: {reason}",
    labels: ["", "combined here"],
    why: "A weight that changes nothing would mislead its reader.")
  package static let percentWeights = DiagnosticCode(
    "RUL034", "percent-weights", .error,
    "the weights of the children of `{name}` sum to {sum}, not 100%",
    notes: ["they are {weights}; {difference} {side}"],
    why: "Weights given as percents are shares of the whole.")
  package static let needsForm = DiagnosticCode(
    "RUL035", "needs-form", .error, "`needs` takes a percent up to 100% or a number of children",
    notes: ["for example `needs 75%`, `needs 2 children`, `needs 80% of indicator`"],
    why: "The floor is a share of the weight, a number of children, or the coverage of a level.")
  package static let missingPolicyNeeded = DiagnosticCode(
    "RUL036", "missing-policy-needed", .error,
    "`{name}` does not say what happens when a child is missing",
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
    "RUL040", "condition-needs-reason", .error,
    "a condition must give a reason or a value, not `missing`",
    notes: ["for example `result not_applicable`"],
    why: "A figure that is missing always says why.")
  package static let zeroDenominatorUnanswered = DiagnosticCode(
    "RUL041", "zero-denominator-unanswered", .error,
    "`{name}`{choice} can divide by zero and does not say what then",
    labels: ["{what}", "this can be zero"],
    notes: [
      "add `when zero_denominator: result not_applicable`, or another result",
      "{exclude}",
    ],
    why: "What a rate is when nothing was to be counted is a decision of the framework.")
  package static let undefinedUnanswered = DiagnosticCode(
    "RUL042", "undefined-unanswered", .error,
    "`{function}` can leave its domain in `{name}`{choice}",
    labels: ["not defined for every figure that may come here", "the alternative"],
    notes: ["{hint}", "or add `when undefined: result …`"],
    why: "Roots and logarithms of negative numbers do not exist; the framework says what then.")
  package static let nothingByAxis = DiagnosticCode(
    "RUL043", "nothing-by-axis", .error,
    "nothing in the formula of `{name}` is broken down by `{axis}`",
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
    notes: [
      "as in `rank value, highest first, over ranked, ties share` (or `dense`, `average`, `by …`)"
    ],
    why: "Direction, population and ties decide every rank, so they are stated.")
  package static let aggregateNeedsSet = DiagnosticCode(
    "RUL060", "aggregate-needs-set", .error,
    "`{function}` needs a set: `{function}(x over POPULATION)`",
    notes: ["a set is a population, an axis, or a window of periods such as `T-2 .. T`"],
    why: "The figure describes the members of a set, so the set is named.")
  package static let sumOfRatio = DiagnosticCode(
    "RUL061", "sum-of-ratio", .error, "rates, percents and averages have no sum",
    notes: ["sum the counts and divide once: `sum(a over S) / sum(b over S)`", "{mean}"],
    why: "Adding rates of cases of different number gives a figure of nothing.")
  package static let meanOfRatio = DiagnosticCode(
    "RUL062", "mean-of-ratio", .error, "the mean of a ratio needs its weights",
    notes: [
      "write `weighted_mean(x, w over S)`, or `unweighted_mean(x over S)` if every member counts the same"
    ], fix: "write `unweighted_mean`",
    why: """
      The mean of rates is another figure than the rate of the whole. The author says which is \
      meant.
      """)
  package static let fillerForm = DiagnosticCode(
    "RUL063", "filler-form", .error,
    "what fills a missing figure is a constant, or a function `over` a population",
    notes: ["for example `unweighted_mean over peers`"],
    why: "A missing figure is filled by one value that is the same for every reader of the data.")
  package static let treatmentForm = DiagnosticCode(
    "RUL064", "treatment-form", .error, "the treatment does not say {missing}",
    notes: [
      "for example `treat winsorise up to 5 points, else log, over all_members, until abs(skewness) < 2`"
    ],
    why: "Which figures are treated, how far and until when decides scores, so it is stated.")
  package static let directionNeeded = DiagnosticCode(
    "RUL065", "direction-needed", .error,
    "`score {method}` needs `better higher` or `better lower`",
    why: "A standing in a population is only a score once it is said which end is best.")
  package static let tableForm = DiagnosticCode(
    "RUL066", "table-form", .error,
    "a table over `xs...` has one parameter, of a scale, and rows of levels",
    why: "Such a table matches the children's levels in any order.")
  package static let tablePatterns = DiagnosticCode(
    "RUL067", "table-patterns", .error,
    "the row has {found} patterns where the table has {expected} parameters",
    why: "Each row has one pattern for each parameter.")
  package static let tableRowMissing = DiagnosticCode(
    "RUL068", "table-row-missing", .error,
    "`{table}` has no row for {first}{more}",
    labels: ["these children can be combined so", "the table"],
    notes: ["add the rows, or `when undefined: result …`"],
    why: "A table over the children must have a row for everything that they may be.")
  package static let tableTooWide = DiagnosticCode(
    "RUL069", "table-too-wide", .error,
    "too many children to see whether `{name}` has a row for all of them",
    notes: ["add `when undefined: result …`"],
    why: "Where not all combinations can be tried, the framework says what a missing row means.")
  package static let excludeOverCells = DiagnosticCode(
    "RUL050", "exclude-over-cells", .error,
    "`exclude` can leave different cells out of the two totals in `{name}`",
    labels: ["totals of `{first}` and `{second}` meet here", "this line leaves cells out"],
    notes: [
      "take single cells, as in `{first}[…]`, or compute the node `by` the axis with `no total`",
      "or write `when …: result missing`, or `count as` a figure",
    ],
    why: """
      A rate needs its numerator and its denominator over the same cases. A cell that is missing in \
      one figure only would be left out of that figure alone, and a share could exceed 100 %.
      """)
  package static let scoreCanFail = DiagnosticCode(
    "RUL051", "score-can-fail", .error, "the score of `{name}`{choice} {what}",
    notes: [
      "guard it, for example with `if value > 0 then … else 0`, or narrow the `range` of an input"
    ],
    why: """
      The `when` lines of a node are about its value. A score that could be missing although the \
      value is known would drop the node from its parent without a word.
      """)
  package static let goalpostsCanMeet = DiagnosticCode(
    "RUL052", "goalposts-can-meet", .error, "the goalposts of `{name}` can be {what}",
    notes: [
      "narrow `may set` so that one stays on its side of the other",
      "goalposts taken from data are written with `score formula` and `if low < high then … else …`",
    ],
    why:
      "Between goalposts that are equal there is no way to go, and a logarithm needs them above 0.")
  package static let scoreOutside = DiagnosticCode(
    "RUL053", "score-outside", .error, "{what} can lie outside of `scores {scores}`",
    labels: ["it can be {figure}"], notes: ["{hint}"],
    why: """
      Parents combine what lies on the framework's interval. A score outside of it would count for \
      more than the best, or less than nothing.
      """)
  package static let weightsMixed = DiagnosticCode(
    "RUL054", "weights-mixed", .error,
    "the weights below `{name}` are partly percents and partly numbers",
    labels: ["a percent", "a number"],
    why:
      "A percent is a share of the whole and a number a multiple of the others; side by side, 50% would be 0.5."
  )
  package static let needsTooMany = DiagnosticCode(
    "RUL055", "needs-too-many", .error,
    "`{name}` needs {needed} children and has {count} with a score",
    why: "A floor that can never be met makes the node missing for ever.")
  package static let originTwice = DiagnosticCode(
    "RUL012", "origin-twice", .error, "two origins are stated for {what}",
    labels: ["again", "first here"],
    why:
      "Each clause has one origin; a line without `for` speaks of every clause that no other line names."
  )
  package static let originLanguage = DiagnosticCode(
    "RUL016", "origin-language", .error, "`{clause}` is the same in every language",
    labels: ["a language"],
    notes: ["`title`, `definition`, `purpose`, `note` and `guidance` are written once per language"],
    why: """
      An origin of one language tells a source's own words from their translation. What is not a text \
      is not translated, so one origin speaks of it.
      """)
  package static let wasTwice = DiagnosticCode(
    "RUL013", "was-twice", .error, "two definitions had the old name `{name}`",
    labels: ["claimed again", "first claimed here"],
    why: "Identity across editions goes through old names, so one leads to one definition.")
  package static let editionTooNew = DiagnosticCode(
    "RUL014", "edition-too-new", .error, "edition {edition} comes after this one, {head}",
    why: "A sheet tells its history up to the edition that it stands in.")
  package static let translationMissing = DiagnosticCode(
    "RUL015", "translation-missing", .note, "{what} not in `{language}`: {names}",
    labels: ["a language of the framework"],
    notes: [
      "shown in another language instead; a sheet has `title {language} \"…\"`, a text elsewhere "
        + "`{language} \"…\"` behind it"
    ],
    why: """
      A framework that lists a language promises its texts in it. What is not translated is shown in \
      the first language that has it, in the midst of the other. `pmm check --summary` counts \
      definitions too.
      """)
  package static let exampleParameter = DiagnosticCode(
    "EXA005", "example-parameter", .error, "`{name}` cannot be {value} here",
    labels: ["", "the parameter"], notes: ["{hint}"],
    why:
      "An example shows what an administration can have, so it sets a parameter only where it may be set."
  )
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
  package static let compilerCodes: [DiagnosticCode] =
    nameCodes + catalogueCodes + adaptationCodes + typeCodes + ruleCodes
}
