package import PMMIR
import PMMNumber

/// The version of the JSON form of results; fields are only ever added under one major version.
package let resultsVersion = "1.0.0"

/// Results as JSON: the whole hash once, then a row for each subject, period, node and cell.
///
/// Members of a row are those of the CSV form, left out where there is nothing to say. Numbers are
/// JSON numbers, except under `digits: .exact`, where each is a string (`"1/3"`); levels are strings.
package func resultJSON(
  _ results: Results, _ selection: ReportSelection = ReportSelection(), digits: Digits = .standard
) -> JSON {
  let program = results.program
  let hashes = editionHashes(program)
  var rows: [JSON] = []
  for place in results.places(selection) {
    rows += results.rows(at: place, selection).map {
      resultRowJSON($0, results, digits)
    }
  }
  return .members([
    "resultsVersion": .string(resultsVersion),
    "framework": .string(program.head.name),
    "edition": .string(program.head.edition),
    "status": .string(program.head.status.rawValue),
    "ir": .string(hashes.content),
    "rules": .string(hashes.rules),
    "adaptations": adaptations(results),
    "rows": .array(rows),
  ])
}

/// The shares of weight behind a score, by class, where not all of it is of one.
private func shares(_ found: NodeComparability) -> JSON? {
  guard found.shares.count > 1 else { return nil }
  return .object(
    ComparabilityClass.allCases.compactMap { kind in
      found.shares[kind].map {
        JSON.Member(kind.rawValue, .number($0.decimal(significant: 12)))
      }
    })
}

/// The adaptations of a run, by the subject whose they are.
private func adaptations(_ results: Results) -> JSON? {
  let all = results.options.adaptations.sorted { $0.key < $1.key }
  guard !all.isEmpty else { return nil }
  return .array(
    all.map { subject, adaptation in
      .members([
        "subject": .string(results.dataset.subjects[subject]),
        "name": .string(adaptation.name),
        "resolved": .string(resolvedHash(results.program, of: adaptation)),
        "choices": .int(adaptation.choices.count),
        "chosen": .array(adaptation.choices.map { $0.json(in: results.program) }),
      ])
    })
}

private func resultRowJSON(_ row: ResultRow, _ results: Results, _ digits: Digits) -> JSON {
  let program = results.program
  let cells = ResultCells(row, program, digits)
  /// A number where the figure is one; under `exact` a fraction is no JSON number.
  func figure(_ text: String, isNumber: Bool) -> JSON? {
    if text.isEmpty { return nil }
    return isNumber && digits != .exact ? .number(text) : .string(text)
  }
  let valueIsNumber = row.value.number != nil
  let scoreIsNumber = row.score?.number != nil
  let reasons = row.causes.map { cause in
    JSON.members([
      "reason": .string(cause.reason.name),
      "at": .string(cause.place.name),
      "cell": cause.place.cell.isTotal ? nil : .string(program.description(of: cause.place.cell)),
      "period": .string(cause.place.period.description),
    ])
  }
  let flags = row.flags.names
  let sets = row.sets.map { set in
    JSON.members([
      "stage": .string(set.stage.rawValue),
      "function": .string(set.function),
      "over": .string(set.over),
      "members": .int(set.members),
      "counted": .int(set.counted),
    ])
  }
  return .members([
    "subject": .string(results.dataset.subjects[row.subject]),
    "period": .string(row.period.description),
    "node": .string(row.name),
    "level": .string(row.level),
    "cell": row.cell.isEmpty ? nil : .string(row.cell),
    "option": row.option.map { .string($0) },
    "value": figure(cells.value, isNumber: valueIsNumber),
    // As a string: its last digit is part of what it says (`98.0`).
    "shown": cells.shown.isEmpty ? nil : .string(cells.shown),
    "untreated": figure(cells.untreated, isNumber: true),
    "unit": .string(cells.unit),
    "score": figure(cells.score, isNumber: scoreIsNumber),
    "shownScore": cells.shownScore.isEmpty ? nil : .string(cells.shownScore),
    "rank": figure(cells.rank, isNumber: true),
    "class": row.isWithheld ? nil : row.className.map { .string($0) },
    "status": flags.isEmpty ? nil : .strings(flags),
    "reasons": reasons.isEmpty ? nil : .array(reasons),
    "low": figure(cells.low, isNumber: true),
    "high": figure(cells.high, isNumber: true),
    "comparability": row.comparability.map { .string($0.class.rawValue) },
    "shares": row.comparability.flatMap(shares),
    "sets": row.isWithheld || sets.isEmpty ? nil : .array(sets),
  ])
}
