package import PMMDiagnostics

/// Findings about reported figures.
extension DiagnosticCode {
  package static let outOfRange = DiagnosticCode(
    "VAL001", "out-of-range", .error,
    "{subject}, {period}: {input} is {figure}, outside its range: {rule}",
    labels: ["reported as {figure}", "the range: {rule}"],
    notes: ["the figure is taken as `invalid`; correct it, or report why it is missing"],
    why: """
      An input's `range` is the domain that its definition allows. A figure outside it is a mistake \
      in the reporting, such as a wrong unit or a shifted decimal point, and would spoil whatever \
      is computed from it. It is treated as missing for the reason `invalid`.
      """)

  package static let checkFailed = DiagnosticCode(
    "VAL002", "check-failed", .error,
    "{subject}, {period}: {input} is {figure}, which its check refuses",
    labels: ["{reported}", "the check"],
    notes: [
      "{rule}", "the figure is taken as `invalid`; correct it, or the figures it is compared with",
    ],
    why: """
      A `check` relates an input to other figures of the same report, for instance a part to its \
      whole. When it fails, at least one of them is wrong. The figure whose check fails is treated \
      as missing for the reason `invalid`. A check with a missing operand does not fail.
      """)

  package static let warnFailed = DiagnosticCode(
    "VAL003", "warn-failed", .warning,
    "{subject}, {period}: {input} is {figure}, which is unusual",
    labels: ["{reported}", "the warning"],
    notes: ["{rule}", "the figure is used as it is; confirm it, or correct it"],
    why: """
      A `warn` describes what a figure is expected to look like, such as its change since the \
      previous period. A figure that does not is used all the same, but somebody should look at it.
      """)

  package static let totalDiffers = DiagnosticCode(
    "VAL004", "total-differs", .warning,
    "{subject}, {period}: {input} is reported as {figure}, but its cells add up to {sum}",
    labels: ["reported as {figure}"],
    notes: ["the reported total is used; correct it, or the cell that is wrong"],
    why: """
      A total and all of the cells that it consists of were reported, and they do not agree. The \
      reported total is used for the total, the cells for the cells, so results by cell and in \
      total would not fit together.
      """)

  package static let seriesBreakCrossed = DiagnosticCode(
    "VAL005", "series-break-crossed", .warning,
    "{node} is computed across the break of {name} in {break}: {places}",
    labels: ["reads figures on both sides"],
    notes: [
      "figures: {count}", "{name} from {break} on: {why}", "the figure is computed all the same",
    ],
    why: """
      A `series break` says that a figure is counted in another way from a period on. What is computed \
      from figures on both sides of it may show the new way of counting and not what happened. The \
      result has the status `series_break`, and so has everything computed from it.
      """)

  package static let validationCodes: [DiagnosticCode] = [
    .outOfRange, .checkFailed, .warnFailed, .totalDiffers, .seriesBreakCrossed,
  ]
}
