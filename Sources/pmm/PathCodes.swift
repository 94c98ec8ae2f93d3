import PMMDiagnostics

/// What is wrong with a path that is given.
extension DiagnosticCode {
  static let pathCodes: [DiagnosticCode] = [
    .noDefinitions, .noAdaptations, .adaptationOfAnother, .adaptedTwice,
  ]

  static let noDefinitions = DiagnosticCode(
    "PTH001", "no-definitions", .error, "no .pmm file below `{path}`",
    notes: ["definitions are files whose names end in `.pmm`; hidden files and folders are not read"],
    why: "A run over nothing that ends well would say that definitions are right which nobody has looked at.")
  static let noAdaptations = DiagnosticCode(
    "PTH002", "no-adaptations", .error, "there is no adaptation in {paths}",
    notes: [
      "an adaptation is a file, or a folder of them, with a head: `adaptation NAME of FRAMEWORK EDITION HASH for CODE`",
      "`pmm check` checks frameworks and catalogues, and adaptations too",
    ],
    why: """
      A run over nothing that ends well would say that choices are right which nobody has looked at, \
      and scores would come from the base alone.
      """)
  static let adaptationOfAnother = DiagnosticCode(
    "PTH003", "adaptation-of-another", .error,
    "`{path}` adapts `{name}` {edition}, which is not in this run",
    notes: [
      "here is {known}",
      "`pmm adapt rebase` moves an adaptation to another edition of its base",
    ],
    why: """
      An adaptation is of one edition of one framework. Left out, its administration would get scores \
      of the base, and nobody would see that its choices were not followed.
      """)
  static let adaptedTwice = DiagnosticCode(
    "PTH004", "adapted-twice", .error, "`{subject}` has two adaptations: `{first}` and `{second}`",
    notes: ["give the one that holds"],
    why: "With two adaptations for one administration the order of files would decide which counts.")
}
