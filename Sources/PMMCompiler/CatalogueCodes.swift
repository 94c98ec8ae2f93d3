package import PMMDiagnostics

/// What may be wrong with a catalogue, and with what refers to it.
extension DiagnosticCode {
  static let catalogueCodes: [DiagnosticCode] = [
    .unknownCatalogue, .severalCatalogues, .brokenCatalogue, .unknownEntry, .codesNotChecked,
    .supersededReference, .successorMissing, .statusContradicts, .misplacedDeclaration, .emptyCode,
    .applicationNotPublished,
  ]

  package static let unknownCatalogue = DiagnosticCode(
    "CAT001", "unknown-catalogue", .error, "there is no catalogue `{name}` {edition}",
    notes: [
      "did you mean `{nearest}`?", "there are the editions {known}", "looked for below `{root}`",
      "catalogues are looked for below the nearest folder with a `pmm.toml`, and there is {none}; `--root` names another",
    ],
    fix: "write `{nearest}`",
    why: """
      Modules are found by name and edition below the root, never by path, so that a definition \
      means the same on every machine.
      """)
  package static let severalCatalogues = DiagnosticCode(
    "CAT002", "several-catalogues", .error,
    "{count} modules are the catalogue `{name}` {edition}",
    notes: ["they stand in {files}"],
    why: "With two modules of one name and edition the order of folders would decide.")
  package static let brokenCatalogue = DiagnosticCode(
    "CAT003", "broken-catalogue", .error, "the catalogue `{name}` {edition} has errors",
    notes: ["`pmm check` shows them: {file}"],
    why: "What refers to a catalogue can be judged only when the catalogue itself is right.")
  package static let unknownEntry = DiagnosticCode(
    "CAT004", "unknown-entry", .error, "`{code}` is no entry of `{catalogue}`",
    notes: ["did you mean `{nearest}`?", "below `{group}` there are {known}"],
    fix: "write `{nearest}`",
    why: "A code that its publisher does not have points to nothing, and no reader would notice.")
  package static let codesNotChecked = DiagnosticCode(
    "CAT005", "codes-not-checked", .warning,
    "the codes of `{clause}` are not checked: the head uses no catalogue `{clause}`",
    notes: ["write, for example, `uses {clause} 2015.0.0` in the head"],
    why: "A code is looked up in the catalogue of its clause's name; without it a slip stays.")
  package static let supersededReference = DiagnosticCode(
    "CAT006", "superseded-reference", .warning, "{what} `{name}` is {status}",
    labels: ["", "listed here"],
    notes: ["`{successor}` took its place: {title}"],
    fix: "write `{successor}`",
    why: """
      A framework that asks about what no longer counts should do so on purpose, and its readers \
      should know what took its place.
      """)
  package static let successorMissing = DiagnosticCode(
    "CAT007", "successor-missing", .error, "`{name}` is superseded, and nothing says by what",
    notes: ["write `superseded by …`, or `status withdrawn` if nothing took its place"],
    why: "Who refers to what is superseded is told what took its place.")
  package static let statusContradicts = DiagnosticCode(
    "CAT008", "status-contradicts", .error, "`{name}` has a successor and the status `{status}`",
    labels: ["", "its status"], notes: ["what something else took the place of is `superseded`"],
    why: "Two clauses that say different things would each be believed by somebody.")
  package static let misplacedDeclaration = DiagnosticCode(
    "CAT009", "misplaced-declaration", .error, "`{word}` has no place in {module}",
    notes: [
      "{entry} stands in a catalogue, which a framework names under `uses`",
      "{catalogue} has `instrument NAME \"…\"`, `entry \"CODE\" \"…\"` and `every` of these",
    ],
    why: """
      A catalogue lists what belongs to nobody's framework; what is asked and computed stands in a \
      framework. A declaration that a module cannot use would be ignored.
      """)
  package static let emptyCode = DiagnosticCode(
    "CAT010", "empty-code", .error, "an entry needs a code",
    why: "The code is what others refer to the entry by.")
  package static let applicationNotPublished = DiagnosticCode(
    "CAT011", "application-not-published", .warning,
    "`{name}` asks about instruments and publishes nothing of the answers",
    notes: ["write `application median`, here or in `every {level}`"],
    why: """
      The level of application is asked so that it can be seen beside the score. Without \
      `application` the answers are read and shown nowhere.
      """)
}
