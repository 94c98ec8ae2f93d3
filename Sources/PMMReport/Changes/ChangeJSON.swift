internal import PMMDiagnostics
internal import PMMDiff
package import PMMIR

/// The version of the JSON form of changes; fields are only ever added under one major version.
package let changesVersion = "1.0.0"

extension ChangeReport {
  package func json() -> JSON {
    .members([
      "changesVersion": .string(changesVersion),
      "old": edition(old), "new": edition(new),
      "changes": .array(ordered.map(json)),
      "policy": policy.map { policy in
        .members([
          "declared": .string(policy.declared.rawValue),
          "needed": .string(policy.needed.rawValue),
          "changelog": .strings(policy.changelog),
          "seriesBreaks": .strings(policy.seriesBreaks),
        ])
      },
      "impact": impact.map(json),
    ])
  }

  private func edition(_ side: Side) -> JSON {
    [
      "framework": .string(side.program.head.name), "edition": .string(side.program.head.edition),
    ]
  }

  private func json(_ change: Change) -> JSON {
    .members([
      "code": .string(change.code.id), "name": .string(change.code.name),
      "path": .strings(change.path), "message": .string(change.message),
      "arguments": .object(
        change.arguments.sorted.map { .init($0.name, .string($0.text)) }),
      "effects": .strings(change.effects.names), "verdict": .string(change.verdict.name),
      "fingerprint": .string(change.fingerprint),
      "accepted": accepted[change.fingerprint].map { .string($0.reason) },
      "old": json(old.place(change.old)), "new": json(new.place(change.new)),
      "witness": witness(change.verdict),
    ])
  }

  private func json(_ place: (path: String, line: Int, column: Int, text: String)?) -> JSON? {
    place.map {
      ["path": .string($0.path), "line": .int($0.line), "column": .int($0.column)]
    }
  }

  private func witness(_ verdict: Verdict) -> JSON? {
    guard case .witness(let witness) = verdict else { return nil }
    let table = table(witness)
    return .members([
      "node": .string(witness.node),
      "reported": .array(
        table.reported.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "figures": .array(
        table.figures.map {
          ["name": .string($0.name), "old": .string($0.old), "new": .string($0.new)]
        }),
      "others": table.others.map { .string($0) },
    ])
  }
}
