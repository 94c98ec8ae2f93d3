package import PMMIR

/// The results of several editions: of one, its own form; of more, each in `runs`.
package func resultJSON(
  _ parts: [(results: Results, selection: ReportSelection)], digits: Digits = .standard
) -> JSON {
  if parts.count == 1, let part = parts.first {
    return resultJSON(part.results, part.selection, digits: digits)
  }
  return .members([
    "resultsVersion": .string(resultsVersion),
    "runs": .array(parts.map { resultJSON($0.results, $0.selection, digits: digits) }),
  ])
}
