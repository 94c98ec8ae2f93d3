package import PMMIR
internal import PMMNumber
package import PMMSensitivity

/// The version of the JSON form of studies; fields are only ever added under one major version.
package let sensitivityVersion = "1.0.0"

extension Sensitivity {
  /// The whole study as JSON.
  package var json: JSON {
    .members([
      "sensitivityVersion": .string(sensitivityVersion),
      "framework": .string(program.head.name),
      "edition": .string(program.head.edition),
      "status": .string(program.head.status.rawValue),
      "ir": .string(contentHash(program)),
      "rules": .string(rulesHash(program)),
      "period": .string(period.description),
      "node": .string(program.nodes[study.node].name),
      "study": .string(study.hash),
      "seed": .int(study.seed),
      "runs": .int(study.runs),
      "rescorings": .int(rescorings),
      "draws": .array(study.draws.map { $0.json(program) }),
      "subjects": .array(subjects.map(subjectJSON)),
      "effects": effects.map { effects in .array(effects.draws.map { effectJSON($0, effects) }) },
      "effectRuns": effects.map {
        .members(["ranks": .int($0.ranks.runs), "scores": .int($0.scores.runs)])
      },
      "leaveOneOut": study.leaveOneOut ? .array(removals.map(removalJSON)) : nil,
    ])
  }

  private func subjectJSON(_ subject: Subject) -> JSON {
    let score: JSON? = subject.score.map { isOrdinal ? .string($0) : .number($0) }
    let shares = zip(levels, subject.shares).map {
      JSON.Member($0, .number(fixed($1)))
    }
    return .members([
      "subject": .string(results.dataset.subjects[subject.subject]),
      "score": score,
      "rank": subject.rank.map { .number($0) },
      "class": subject.level.map { .string(levels[$0]) },
      "scores": subject.scores.map(spreadJSON),
      "ranks": subject.ranks.map(spreadJSON),
      "missing": .number(fixed(subject.missing)),
      "shares": levels.isEmpty ? nil : .object(shares),
    ])
  }

  private func spreadJSON(_ spread: Spread) -> JSON {
    let quantiles = zip(Self.quantileNames, spread.quantiles).map {
      JSON.Member($0, .number(fixed($1)))
    }
    return .members([
      "mean": .number(fixed(spread.mean)), "quantiles": .object(quantiles),
    ])
  }

  private func effectJSON(_ effect: DrawEffect, _ effects: Effects) -> JSON {
    func indices(_ effect: Effect?) -> JSON {
      guard let effect else { return .null }
      return .members([
        "firstOrder": .number(fixed(effect.firstOrder)), "total": .number(fixed(effect.total)),
      ])
    }
    let english = Wording(language: "en")
    return .members([
      "draw": .string(effect.name), "ranks": indices(effect.ranks),
      "ranksUndefined": effects.ranks.gap.map { .string($0.text(english)) },
      "scores": indices(effect.scores),
      "scoresUndefined": effects.scores.gap.map { .string($0.text(english)) },
    ])
  }

  private func removalJSON(_ removal: Removal) -> JSON {
    .members([
      "node": .string(program.nodes[removal.node].name),
      "rankShift": removal.rankShift.map { .number(fixed($0)) },
      "scoreShift": removal.scoreShift.map { .number(fixed($0)) },
      "largest": removal.largest.map {
        .members([
          "subject": .string(results.dataset.subjects[$0.subject]),
          "from": .number(fixed($0.from)), "to": .number(fixed($0.to)),
        ])
      },
      "changed": .int(removal.changed),
    ])
  }
}
