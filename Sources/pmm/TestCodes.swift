import PMMDiagnostics

/// What `pmm test` finds.
extension DiagnosticCode {
  static let testCodes: [DiagnosticCode] = [.exampleValue, .exampleScore, .expectedFigure]

  static let exampleValue = DiagnosticCode(
    "EXA010", "example-value", .error,
    "example \"{title}\" of `{name}` gives {found}, not {expected}",
    labels: ["expected {expected}", "the example"], notes: ["{detail}"],
    why: """
      An example states what a definition must give. Either the example or the definition is wrong.
      """)
  static let exampleScore = DiagnosticCode(
    "EXA011", "example-score", .error,
    "example \"{title}\" of `{name}` scores {found}, not {expected}",
    labels: ["expected {expected}", "the example"], notes: ["{detail}"],
    why: """
      An example states what a definition must score. Either the example or the definition is wrong.
      """)
  static let expectedFigure = DiagnosticCode(
    "EXA012", "expected-figure", .error,
    "{subject}, {period}: the {part} of `{name}` is {found}, not {expected}",
    labels: ["expected here"],
    why: "The dataset does not give the results that are expected of it.")
}
