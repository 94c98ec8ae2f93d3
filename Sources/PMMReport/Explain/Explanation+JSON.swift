package import PMMIR

/// The version of the JSON form of explanations; fields are only ever added under one major version.
package let explainVersion = "1.0.0"

extension Explanation {
  /// The explanation for machines: names and exact numbers, with the words beside them.
  package var json: JSON {
    let members: [JSON.Member] = [.init("explainVersion", .string(explainVersion))]
    return .object(members + body.members)
  }

  private var body: JSON {
    .object(identity.members + howItCameAbout.members + whatWasMadeOfIt.members)
  }

  private var identity: JSON {
    .members([
      "framework": .string(framework),
      "edition": .string(edition),
      "status": .string(status.rawValue),
      "ir": .string(hash),
      "node": .string(node),
      "title": .string(title),
      "level": .string(level),
      "subject": .string(subject),
      "period": .string(period.description),
      "cell": cell.isEmpty ? nil : .string(cell),
      "summary": .string(summary),
      "value": value.json,
      "score": score?.json,
      "scoreScale": scoreScale.map { .string($0) },
      "class": classLabel.map { .string($0) },
      "rank": rank.map { .string($0) },
      "rankedSubjects": rankedSubjects.map { .int($0) },
      "rankMembers": rankMembers.map { .int($0) },
      "bounds": bounds.map { ["low": .string($0.low), "high": .string($0.high)] },
      "better": better.map { .string($0.rawValue) },
      "definition": texts.definition.map { .string($0) },
      "purpose": texts.purpose.map { .string($0) },
      "note": texts.note.map { .string($0) },
      "guidance": texts.guidance.map { .string($0) },
      "disclosure": disclosure?.json,
      "choices": list(choices.map(\.json)),
    ])
  }

  private var howItCameAbout: JSON {
    .members([
      "option": option?.json,
      "condition": condition?.json,
      "formula": formula?.json,
      "steps": list(steps.map(\.json)),
      "sets": list(sets.map(\.json)),
      "combination": combination?.json,
      "weighting": weighting?.json,
      "operands": list(operands.map(\.json)),
      "inputs": list(inputs.map(\.json)),
      "policies": list(policies.map(\.json)),
      "floor": floor?.json,
    ])
  }

  private var whatWasMadeOfIt: JSON {
    .members([
      "adjustments": list(adjustments.map(\.json)),
      "treatment": treatment?.json,
      "scoring": list(scoring.map(\.json)),
      "rounding": list(rounding.map(\.json)),
      "classification": classification?.json,
      "ranking": ranking?.json,
      "application": application?.json,
      "sdg": list(
        goals.map { ["code": .string($0.code), "title": .string($0.title)] }),
      "checks": list(checks.map(\.json)),
      "origins": list(origins.map(\.json)),
      "parts": list(parts.map(\.body)),
    ])
  }

  /// Nil where there are none, so that a short explanation stays short.
  private func list(_ items: [JSON]) -> JSON? { items.isEmpty ? nil : .array(items) }
}

extension ExplainedChoice {
  fileprivate var json: JSON {
    .members([
      "kind": .string(kind.rawValue),
      "name": name.map { .string($0) },
      "words": .string(rule.words),
      "definition": texts.definition.map { .string($0) },
      "purpose": texts.purpose.map { .string($0) },
      "note": texts.note.map { .string($0) },
      "guidance": texts.guidance.map { .string($0) },
      "from": .string(rule.from),
      "place": rule.place?.json,
    ])
  }
}

extension ExplainedFigure {
  fileprivate var json: JSON {
    .members([
      "words": .string(words),
      "exact": exact.map { .string($0) },
      "unit": unit.isEmpty ? nil : .string(unit),
      "reasons": reasons.isEmpty ? nil : .strings(reasons),
      "status": flags.isEmpty ? nil : .strings(flags),
    ])
  }
}

extension ExplainedTreatment {
  fileprivate var json: JSON {
    let method: String? =
      switch report.method {
      case .winsorise?: "winsorise"
      case .log?: "log"
      case nil: nil
      }
    return .members([
      "method": method.map { .string($0) },
      "figures": .int(report.count),
      "changed": .int(report.treated.count),
      "passed": .bool(report.passed),
      "before": report.before.json,
      "after": report.after.json,
      "untreated": untreated.json,
      "treated": treated.json,
    ])
  }
}

extension TreatmentReport.Shape {
  fileprivate var json: JSON {
    .members([
      "skewness": skewness.map { .number(Digits.standard.text($0)) },
      "kurtosis": kurtosis.map { .number(Digits.standard.text($0)) },
    ])
  }
}

extension SourcePlace {
  /// Path, line and column.
  var json: JSON { ["path": .string(path), "line": .int(line), "column": .int(column)] }
}

extension ExplainedRule {
  fileprivate var json: JSON {
    .members(["words": .string(words), "from": .string(from), "place": place?.json])
  }
}

extension ExplainedFormula {
  fileprivate var json: JSON {
    .members([
      "name": name.map { .string($0) },
      "title": title.map { .string($0) },
      "stage": name == nil ? nil : .string(stage.rawValue),
      "with": arguments.isEmpty
        ? nil
        : .array(
          arguments.map {
            ["name": .string($0.name), "words": .string($0.words), "figure": $0.figure.json]
          }),
      "words": .string(words),
      "numbers": .string(numbers),
      "result": result.json,
      "steps": steps.isEmpty ? nil : .array(steps.map(\.json)),
      "from": name == nil ? rule.map { .string($0.from) } : nil,
      "place": rule?.place?.json,
    ])
  }
}

extension ExplainedSet {
  fileprivate var json: JSON {
    .members([
      "stage": .string(stage.rawValue),
      "function": .string(function),
      "words": .string(words),
      "over": .string(over),
      "result": result?.json,
      "members": .int(members.count),
      "counted": .int(counted),
      "atLeast": atLeast.map { .int($0) },
      "lowest": lowest?.figure?.json,
      "highest": highest?.figure?.json,
      "mean": mean?.json,
      "deviation": deviation?.json,
      "below": below.map { .int($0) },
      "equal": equal.map { .int($0) },
      "list": .array(members.map(\.json)),
    ])
  }
}

extension ExplainedMember {
  fileprivate var json: JSON {
    .members([
      "subject": .string(subject),
      "period": .string(period.description),
      "cell": cell.isEmpty ? nil : .string(cell),
      "outcome": .string(outcome),
      "figure": figure?.json,
      "weight": weight?.json,
    ])
  }
}

extension ExplainedInput {
  fileprivate var json: JSON {
    .members([
      "kind": .string(kind.rawValue),
      "name": .string(name),
      "title": .string(title),
      "part": part.map { .string($0) },
      "cell": cell.isEmpty ? nil : .string(cell),
      "period": .string(period.description),
      "figure": figure.json,
      "definition": texts.definition.map { .string($0) },
      "purpose": texts.purpose.map { .string($0) },
      "note": texts.note.map { .string($0) },
      "guidance": texts.guidance.map { .string($0) },
      "sources": sources.isEmpty ? nil : .strings(sources),
      "isSum": isSum ? true : nil,
      "data": data.isEmpty
        ? nil
        : .array(
          data.map { datum in
            .members([
              "cell": datum.cell.isEmpty ? nil : .string(datum.cell),
              "figure": datum.figure.json,
              "note": datum.note.map { .string($0) },
              "place": datum.place?.json,
            ])
          }),
    ])
  }
}

extension ExplainedOperand {
  fileprivate var json: JSON {
    .members([
      "node": .string(node),
      "title": .string(title),
      "score": figure.json,
      "weight": weight.map { .string($0) },
      "outcome": .string(outcome),
      "words": .string(words),
      "rule": rule?.json,
    ])
  }
}

extension ExplainedApplication {
  fileprivate var json: JSON {
    .members([
      "asked": .int(asked),
      "median": median.json,
      "levels": levels.isEmpty ? nil : .object(levels.map { .init($0.name, .int($0.count)) }),
      "missing": levels.isEmpty ? nil : .int(missing),
      "rule": rule.json,
      "instruments": .array(instruments.map(\.json)),
    ])
  }
}

extension ExplainedInstrument {
  fileprivate var json: JSON {
    .members([
      "name": .string(name), "input": .string(input), "title": .string(title),
      "figure": figure.json, "condition": condition.map { .string($0) }, "place": place?.json,
    ])
  }
}

extension ExplainedOrigin {
  fileprivate var json: JSON {
    .members([
      "certainty": .string(certainty.rawValue),
      "source": .string(source),
      "clauses": clauses.isEmpty ? nil : .strings(clauses.map(\.description)),
      "from": .string(from),
      "place": place?.json,
    ])
  }
}
