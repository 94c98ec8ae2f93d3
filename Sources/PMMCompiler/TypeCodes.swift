package import PMMDiagnostics

/// What may be wrong with types, units and expressions.
extension DiagnosticCode {
  static let typeCodes: [DiagnosticCode] = [
    .typeMismatch, .unitMismatch, .formulaUnit, .notAQuantity, .notOrdered, .notConstant,
    .outOfBounds, .numberTooLong, .emptyInterval, .closedIntervalNeeded, .misplacedInterval,
    .wrongArguments, .wrongDefineArguments, .listAsValue, .misplacedWord, .noSuchPart, .noParts,
    .notSelectable, .notBrokenDown, .notSummable, .noSuchCells, .noPeriods, .stockOverTime,
    .differentParts, .powerOfUnit, .percentInUnit, .unitDefinition, .levelNeeded, .aggregateOfKind,
    .moneyAcrossSubjects, .rangeOfAnotherKind, .formulaTooDeep, .percentSignNeeded,
  ]

  package static let typeMismatch = DiagnosticCode(
    "TYP001", "type-mismatch", .error, "expected {expected}, found {found}",
    labels: ["", "declared here"],
    why:
      "Levels, categories, conditions, dates, texts and quantities are never turned into each other."
  )
  package static let unitMismatch = DiagnosticCode(
    "TYP002", "unit-mismatch", .error, "expected {expected}, found {found}",
    labels: ["", "declared here"],
    notes: [
      "to get there, {factor}", "write the unit, for example with `{unit}` after the number",
      "{points}", "{year}", "{currency}",
    ], fix: "add the unit `{unit}`",
    why: """
      Declarations and officers are different things, and so are hours and percents. Adding or \
      comparing them is a mistake in the formula, whatever the numbers.
      """)
  package static let formulaUnit = DiagnosticCode(
    "TYP003", "formula-unit", .error, "the formula gives {found}, but the unit says {expected}",
    labels: ["gives {found}", "says {expected}"], notes: ["to get there, {factor}", "{points}"],
    why:
      "The unit of a sheet is what its formula must produce; a missing factor is a wrong formula.")
  package static let notAQuantity = DiagnosticCode(
    "TYP004", "not-a-quantity", .error, "{type} is no quantity to calculate with",
    why: "Arithmetic and rounding are for numbers with a unit. A level is an order, not a number.")
  package static let notOrdered = DiagnosticCode(
    "TYP005", "not-ordered", .error, "{type} has no order for `{operator}`",
    notes: ["compare it with `==` or `!=`"],
    why: "Categories, texts and conditions can be equal or not, but neither comes first.")
  package static let notConstant = DiagnosticCode(
    "TYP006", "not-constant", .error, "{what} must be a fixed number",
    labels: ["", "declared here"],
    why: "Bounds, weights and parameters are part of the definition and are the same for all data.")
  package static let outOfBounds = DiagnosticCode(
    "TYP007", "out-of-bounds", .error, "{what} must be {bounds}",
    why: "Outside these bounds the clause has no meaning or could not be computed exactly.")
  package static let numberTooLong = DiagnosticCode(
    "TYP008", "literal-too-long", .error, "`{text}…` has more digits than a figure can have",
    why: "Numbers are kept exactly; a number of thousands of digits is a slip.")
  package static let emptyInterval = DiagnosticCode(
    "TYP009", "empty-interval", .error, "nothing lies in this interval",
    why: "The ends are equal or in the wrong order, so the clause could never apply.")
  package static let closedIntervalNeeded = DiagnosticCode(
    "TYP010", "closed-interval-needed", .error, "{what} needs both ends, written `a .. b`",
    why: "Goalposts are two values; the interval between them is closed.")
  package static let misplacedInterval = DiagnosticCode(
    "TYP011", "misplaced-interval", .error, "`{function}` takes no interval",
    why: "Only `clamp`, `linear` and `log` take an interval as argument.")
  package static let wrongArguments = DiagnosticCode(
    "TYP012", "wrong-arguments", .error, "`{function}` takes {expected}",
    why: "The function cannot be computed from what stands in its parentheses.")
  package static let wrongDefineArguments = DiagnosticCode(
    "TYP013", "wrong-define-arguments", .error,
    "`{name}` has {parameters} but is given {arguments}",
    labels: ["", "its parameters: {expected}"],
    why: "A define is used with exactly the parameters that it declares.")
  package static let listAsValue = DiagnosticCode(
    "TYP014", "list-as-value", .error,
    "`{name}` is a list; give it to an aggregate such as `min` or `mean`",
    why: "A parameter `xs...` stands for any number of values, so it is no single value.")
  package static let misplacedWord = DiagnosticCode(
    "TYP015", "misplaced-word", .error, "`{word}` has no meaning here",
    notes: ["{hint}"],
    why: """
      `value`, `score` and `shown` are a node's own figures; not every clause comes after them. `T` \
      is a period and `missing` stands for reasons, so neither is a figure.
      """)
  package static let noSuchPart = DiagnosticCode(
    "TYP016", "no-such-part", .error, "`{node}` has no `{part}`",
    notes: ["did you mean `{nearest}`?"], fix: "write `{nearest}`",
    why: "A node has the parts value, score, shown and rank, and class if it has that clause.")
  package static let noParts = DiagnosticCode(
    "TYP017", "no-parts", .error, "`{name}` is {kind} and has no `{part}`",
    why: "Only nodes, scales and attributes have something behind a dot.")
  package static let notSelectable = DiagnosticCode(
    "TYP018", "not-selectable", .error,
    "`{name}` is {kind}: square brackets are for inputs and nodes",
    why: "A selection takes a cell or a period of a figure.")
  package static let notBrokenDown = DiagnosticCode(
    "TYP019", "no-breakdown", .error, "`{figure}` has no breakdown, so there is no `{name}`",
    notes: ["{hint}"],
    why: "A cell exists only where the figure is collected by an axis.")
  package static let notSummable = DiagnosticCode(
    "TYP020", "not-summable", .error, "the cells of `{name}` cannot be added over `{axis}`",
    why: "Averages, rates, percents and levels have no meaningful sum.")
  package static let noSuchCells = DiagnosticCode(
    "TYP021", "no-such-cells", .error, "`{name}` has no cell in this part of `{axis}`",
    why: "The part of the axis that the node computes does not exist in the figure it reads.")
  package static let noPeriods = DiagnosticCode(
    "TYP022", "no-periods", .error, "the framework has no periods, so there is no other one",
    why: "With `period none` each assessment stands for itself.")
  package static let stockOverTime = DiagnosticCode(
    "TYP023", "stock-over-time", .error,
    "`{name}` is a stock at the end of a period: two periods do not add up",
    notes: ["a mean over the periods is written `mean({name}, {name}[T-1])`"],
    why: "The same officers counted at two year ends would be counted twice.")
  package static let differentParts = DiagnosticCode(
    "TYP024", "different-parts", .error, "the two sides are over different parts of `{axis}`",
    notes: ["above: {above}", "below: {below}"],
    why: "A rate needs its numerator and denominator over the same cases.")
  package static let powerOfUnit = DiagnosticCode(
    "TYP025", "power-of-unit", .error, "this power or root of {unit} is no unit",
    why: "Only whole powers of a unit are units.")
  package static let percentInUnit = DiagnosticCode(
    "TYP026", "percent-in-unit", .error, "a percent cannot be part of a composed unit",
    why: "A percent is a plain number printed times 100.")
  package static let unitDefinition = DiagnosticCode(
    "TYP027", "unit-definition", .error, "a unit is defined by a number of another unit",
    notes: ["for example `unit week = 7 day`"],
    why: "Units of one dimension convert by an exact factor.")
  package static let levelNeeded = DiagnosticCode(
    "TYP028", "level-needed", .error, "`{function}` is for levels of a scale, not for {type}",
    why: "Only a scale has a next and a previous level.")
  package static let aggregateOfKind = DiagnosticCode(
    "TYP029", "aggregate-of-kind", .error, "`{function}` of {type} has no meaning",
    notes: ["{levels}"],
    why: """
      A level is an order, not a number: it can be compared but not averaged. Conditions, dates and \
      texts have no sum either.
      """)
  package static let moneyAcrossSubjects = DiagnosticCode(
    "TYP030", "money-across-subjects", .error,
    "national currencies of different subjects never meet in one figure",
    notes: ["divide by a declared rate input first, for example `usd_rate : money per USD`"],
    why:
      "`money` is each subject's own currency, so figures of two subjects cannot be compared, ranked or added."
  )
  package static let rangeOfAnotherKind = DiagnosticCode(
    "TYP031", "range-of-another-kind", .error, "{type} needs {expected} here",
    why: "A quantity is limited by an interval, a level by the levels that may be given.")
  package static let percentSignNeeded = DiagnosticCode(
    "TYP033", "percent-sign-needed", .error,
    "a bound or result in percent is written with its sign: `{text}%`",
    notes: ["where the share {text} is meant, write `{share}%`"], fix: "write `{text}%`",
    why:
      "A percent is a fraction that is printed times 100, so a bare 100 here would mean 10,000 %.")
  package static let formulaTooDeep = DiagnosticCode(
    "TYP032", "formula-too-deep", .error, "this formula is too long to review",
    notes: ["{uses}", "an aggregate such as `sum(…)` takes any number of figures"],
    why: """
      Nobody can check a formula of hundreds of operations in a row, or one that goes through \
      hundreds of definitions and nodes. Most often a generated file has gone wrong, or each \
      definition uses the one before it twice.
      """)
}
