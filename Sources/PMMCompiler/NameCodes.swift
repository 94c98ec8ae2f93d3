package import PMMDiagnostics

/// What may be wrong with a module's head, its names and its lists.
extension DiagnosticCode {
  static let nameCodes: [DiagnosticCode] = [
    .noHead, .secondHead, .missingHeadClause, .notImplementedYet, .unknownName,
    .wrongKind,
    .duplicateName, .reservedName, .unknownLevel, .unknownChoice, .unknownItem, .unknownLanguage,
    .duplicateItem, .duplicateEvery, .duplicateTranslation, .duplicateClause, .misplacedClause,
    .missingTitle, .levelOrder, .resultInTree, .oldNameInUse, .notAPeriod, .cycle, .emptyList,
    .noAdoptionScale, .parameterOutside, .labelCollision,
  ]

  package static let noHead = DiagnosticCode(
    "MOD001", "no-head", .error, "this folder has no framework",
    labels: ["one file must begin with `framework NAME \"Title\"`"],
    why: """
      A module is the files of one folder, and exactly one of them has the head. Without it there \
      is no edition, no subject and no period to read the rest by.
      """)
  package static let secondHead = DiagnosticCode(
    "MOD002", "second-head", .error, "`{name}` is a second head in one module",
    labels: ["a module has one head", "the first one stands here"],
    why: """
      A framework edition is one folder with one head. Two editions are two folders, each \
      complete; a sub-folder with a head of its own is a module of its own.
      """)
  package static let missingHeadClause = DiagnosticCode(
    "MOD003", "missing-head-clause", .error, "the head states no `{clause}`",
    notes: ["write, for example, `{example}`"],
    why: """
      Results, adaptations and comparisons name the edition they were computed with; who is \
      assessed, for which periods, and whether the rules are approved decides what a figure is. None \
      of them has a default.
      """)
  package static let notImplementedYet = DiagnosticCode(
    "NYI001", "not-implemented-yet", .error,
    "{construct} is part of the notation but not evaluated yet",
    notes: ["nothing is scored with it, so that no wrong number can come of it"],
    why: """
      The notation is larger than what this version computes. A construct that is understood but \
      not yet evaluated is refused, because a framework scored without it would give wrong numbers.
      """)
  package static let unknownName = DiagnosticCode(
    "NAM001", "unknown-name", .error, "no {what} is called `{name}`",
    labels: ["", "the base declares `{known}` here"],
    notes: ["did you mean `{nearest}`?", "declare it, for example {declare}"],
    fix: "write `{nearest}`",
    why: """
      Every name must be declared once in the module. A misspelt name would otherwise be a figure \
      that is silently missing.
      """)
  package static let wrongKind = DiagnosticCode(
    "NAM002", "wrong-kind", .error, "`{name}` is {found}, where {expected} is needed",
    labels: ["", "declared here"],
    why:
      "A name stands for one thing in the whole module, and this place needs another kind of thing."
  )
  package static let duplicateName = DiagnosticCode(
    "NAM003", "duplicate-name", .error, "`{name}` is declared twice",
    labels: ["declared again", "first declared here"],
    notes: [
      "the adaptations for `{one}` and `{other}` both declare it: rename one, or score them in two runs"
    ],
    why: """
      A name is the identity of a definition across editions. With two declarations the order of \
      files would decide which one counts.
      """)
  package static let reservedName = DiagnosticCode(
    "NAM004", "reserved-name", .error, "`{name}` cannot be declared: the language uses it",
    notes: ["it is {meaning}"],
    why: """
      Words that expressions already give a meaning stay what they are, so that a formula reads \
      the same in every framework.
      """)
  package static let unknownLevel = DiagnosticCode(
    "NAM005", "undeclared-level", .error,
    "`{name}` is neither a declaration nor one of the framework's levels",
    notes: ["did you mean `{nearest}`?", "levels here are {known}"], fix: "write `{nearest}`",
    why: """
      Nodes are declared by the words that the head lists under `levels`. Any other word there is \
      a slip.
      """)
  package static let unknownChoice = DiagnosticCode(
    "NAM006", "unknown-choice", .error, "`{name}` is no {what}",
    notes: ["did you mean `{nearest}`?", "one of {known}"], fix: "write `{nearest}`",
    why: "The clause takes one of a few fixed words.")
  package static let unknownItem = DiagnosticCode(
    "NAM007", "unknown-item", .error, "`{name}` is not in {list}",
    notes: ["did you mean `{nearest}`?", "it has {known}"], fix: "write `{nearest}`",
    why: "Values of an axis, levels of a scale and alternatives live in their own lists.")
  package static let unknownLanguage = DiagnosticCode(
    "NAM008", "unknown-language", .error, "the head lists no language `{name}`",
    notes: ["its languages are {known}"],
    why: "The head lists the languages of a module, so that a missing translation can be found.")
  package static let duplicateItem = DiagnosticCode(
    "NAM009", "duplicate-item", .error, "{name} stands twice in {list}",
    why: "A list names each of its items once.")
  package static let duplicateEvery = DiagnosticCode(
    "NAM010", "duplicate-every", .error, "the defaults of `{level}` are stated twice",
    labels: ["a second `every {level}`", "the first one"],
    why: "Two sets of defaults for one level would need an order to decide between them.")
  package static let duplicateTranslation = DiagnosticCode(
    "NAM011", "duplicate-translation", .error, "the text in `{language}` is given twice",
    notes: ["the text after a name is in the framework's first language"],
    why: "Each text has one wording in each language.")
  package static let labelCollision = DiagnosticCode(
    "NAM012", "label-collision", .error, "`{word}` is {what}, and already {other}",
    labels: ["", "here"],
    why: """
      Names and labels are what stands in data. A word that can be read in two ways would let a \
      file mean something that nobody entered.
      """)
  package static let duplicateClause = DiagnosticCode(
    "RUL001", "duplicate-clause", .error, "{clause} is stated twice in one block",
    labels: ["stated again", "first stated here"],
    why: "No clause wins over another by standing later, so a block states each once.")
  package static let misplacedClause = DiagnosticCode(
    "RUL002", "misplaced-clause", .error, "{clause} has no meaning in {place}",
    why: """
      A clause that the place cannot use would be ignored, and its author would believe that it \
      holds.
      """)
  package static let missingTitle = DiagnosticCode(
    "RUL003", "missing-title", .error, "the title of `{name}` is empty",
    why: "A title is what tables, handbooks and members read; the name is for formulas.")
  package static let levelOrder = DiagnosticCode(
    "RUL004", "level-order", .error, "{child} cannot stand in {parent}",
    labels: ["", "this is {parent}"],
    notes: ["a child's level comes after its parent's in the `levels` of the head"],
    why: "The levels of the head are given outermost first, and the tree follows them.")
  package static let resultInTree = DiagnosticCode(
    "RUL005", "result-in-tree", .error, "the result `{name}` cannot stand in the tree",
    notes: ["a `result` is a published figure beside the tree; it has no `in`"],
    why: "Results are read from the tree, never combined in it.")
  package static let oldNameInUse = DiagnosticCode(
    "RUL006", "old-name-in-use", .error, "the old name `{name}` is still declared",
    labels: ["", "declared here"],
    why: "`was` says that a definition had this name before; two definitions cannot share it.")
  package static let notAPeriod = DiagnosticCode(
    "RUL007", "not-a-period", .error, "`{text}` is no period of kind `{kind}`",
    notes: ["write, for example, {example}"],
    why: "All periods of a framework are of the kind that its head states.")
  package static let cycle = DiagnosticCode(
    "RUL009", "cycle", .error, "the {what} `{name}` needs itself{way}",
    labels: ["", "this needs it in turn"], notes: ["{hint}"],
    why: "A figure must be computable from others that are computed before it.")
  package static let emptyList = DiagnosticCode(
    "NAM013", "empty-list", .error, "{list} has no values",
    notes: ["write them in the braces, as in `{example}`"],
    why: "A list without values has no cell, level or group, so nothing could ever belong to it.")
  package static let noAdoptionScale = DiagnosticCode(
    "RUL010", "no-adoption-scale", .error,
    "questions about instruments need a scale called `adoption`",
    notes: ["declare, for example, `scale adoption { none, planned, partial, full }`"],
    why: "Each question about the application of an instrument is answered by one of its levels.")
  package static let parameterOutside = DiagnosticCode(
    "RUL011", "parameter-outside", .error, "the value of `{name}` lies outside what may be set",
    labels: ["", "the parameter"],
    why: "The base's own value must be one that an administration could choose.")
}
