import PMMNumber

/// Inputs, nodes and their clauses.
extension CanonicalWriter {
  func input(_ input: Input) -> JSON {
    .members([
      "name": .string(input.name),
      "type": type(input.type),
      "accumulation": .string(input.accumulation.rawValue),
      "by": .array(input.breakdown.map(axisPart)),
      "range": clause(input.range, path: "\(input.name)/range") { domain(of: input, $0) },
      "checks": unordered(input.checks) { $0.check($1, path: "\(input.name)/check") },
      // A warning stops nothing, so it decides no figure.
      "warnings": hasTexts
        ? unordered(input.warnings) { $0.check($1, path: "\(input.name)/warn") } : nil,
      "sources": hasTexts ? unordered(input.sources) { $0.texts($1) ?? .object([]) } : nil,
      "disclosure": input.disclosure.map(disclosure),
      "owner": input.owner.map { .string($0) },
      "sheet": sheet(input.sheet),
    ])
  }

  private func domain(of input: Input, _ domain: Domain) -> JSON {
    switch domain {
    case .interval(let interval): ["interval": bounds(interval)]
    case .levels(let levels):
      ["levels": .strings(levels.map { program.name(ofLevel: $0, type: input.type) })]
    }
  }

  private func check(_ check: Resolved<Check>, path: String) -> JSON {
    stated(check, path: path) { check in
      .members(["condition": expression(check.condition), "message": texts(check.message)])
    }
  }

  private func disclosure(_ index: Int) -> JSON {
    let names = program.head.disclosure
    return names.indices.contains(index) ? .string(names[index]) : .int(index)
  }

  func node(_ node: Node) -> JSON {
    let children = node.children.map { program.nodes[$0].name }
    let identity = JSON.members([
      "name": .string(node.name),
      "level": .string(node.level),
      "parent": node.parent.map { .string(program.nodes[$0].name) },
      "local": node.localTo == nil ? nil : true,
      "place": node.place.map { .string(program.nodes[$0].name) },
      "children": .strings(form == .printed ? children : children.sorted()),
      "better": clause(node.better, path: "\(node.name)/better") { .string($0.rawValue) },
      "disclosure": clause(node.disclosure, path: "\(node.name)/disclosure", disclosure),
      "mayOmit": clause(node.mayOmit, path: "\(node.name)/omit") { .bool($0) },
    ])
    let variation = JSON.members([
      "alternatives": node.alternatives.isEmpty
        ? nil : unordered(node.alternatives) { $0.alternative($1, of: node.name) },
      "instruments": node.instruments.isEmpty
        ? nil : unordered(node.instruments) { $0.instrumentUse($1) },
      "application": clause(node.application, path: "\(node.name)/application") { .string($0) },
      "examples": hasTexts && !node.examples.isEmpty
        ? unordered(node.examples) { $0.example($1, of: node) } : nil,
      "sheet": sheet(node.sheet),
    ])
    return .object(identity.members + rules(node.rules, path: node.name) + variation.members)
  }

  private func alternative(_ alternative: Alternative, of node: String) -> JSON {
    let path = "\(node)/use/\(alternative.name)"
    let identity = JSON.members([
      "name": .string(alternative.name),
      "title": hasTexts ? .string(alternative.title) : nil,
      "comparability": .string(alternative.comparability.rawValue),
      "path": isPrinted ? .string(path) : nil,
      "sheet": sheet(alternative.sheet),
      "location": location(alternative.location),
    ])
    return .object(identity.members + rules(alternative.rules, path: path))
  }

  private func instrumentUse(_ use: InstrumentUse) -> JSON {
    .members([
      "instrument": .string(program.instruments[use.instrument].name),
      "input": .string(program.inputs[use.input].name),
      "condition": texts(use.condition),
    ])
  }

  /// The clauses that decide figures, in the order in which they act.
  func rules(_ rules: Rules, path: String) -> [JSON.Member] {
    JSON.members([
      "type": type(rules.type),
      "by": clause(rules.breakdown, path: "\(path)/by") { by in
        .members(["part": axisPart(by.part), "noTotal": by.hasTotal ? nil : true])
      },
      // The first condition that holds decides, so their order is kept.
      "conditions": rules.conditions.isEmpty
        ? nil
        : .array(
          rules.conditions.enumerated().map { index, condition in
            stated(condition, path: "\(path)/when/\(index + 1)") { condition in
              ["test": expression(condition.test), "result": result(condition.result)]
            }
          }),
      "policies": rules.policies.isEmpty ? nil : policies(rules.policies, path: path),
      bodyKey(rules.body.value): body(rules, path: path),
      "weight": clause(rules.weight, path: "\(path)/weight", expression),
      "weights": clause(rules.componentWeights, path: "\(path)/weights") { population in
        ["principalComponent": over(population)]
      },
      "needs": clause(rules.needs, path: "\(path)/needs", floor),
      "impute": clause(rules.imputation, path: "\(path)/impute", imputation),
      "treat": clause(rules.treatment, path: "\(path)/treat", treatment),
      "score": clause(rules.score, path: "\(path)/score", score),
      "scoredCell": rules.scoredCell.isTotal ? nil : cell(rules.scoredCell),
      "roundValue": clause(rules.roundValue, path: "\(path)/round/value", decimals),
      "roundScore": clause(rules.roundScore, path: "\(path)/round/score", decimals),
      "showValue": clause(rules.showValue, path: "\(path)/show/value", decimals),
      "showScore": clause(rules.showScore, path: "\(path)/show/score", decimals),
      "class": clause(rules.classification, path: "\(path)/class") { classification in
        [
          "scale": .string(program.scales[classification.scale].name),
          "by": expression(classification.by), "rows": rows(classification.rows),
        ]
      },
      "rank": clause(rules.ranking, path: "\(path)/rank", ranking),
    ]).members
  }

  private func bodyKey(_ body: Body) -> String {
    switch body {
    case .formula: "formula"
    case .reported: "reported"
    case .combine, .heading: "combine"
    }
  }

  private func body(_ rules: Rules, path: String) -> JSON? {
    clause(rules.body, path: "\(path)/\(bodyKey(rules.body.value))") { body($0) }
  }

  private func body(_ body: Body) -> JSON {
    switch body {
    case .formula(let formula): expression(formula)
    case .reported(let input, let read):
      ["input": .string(program.inputs[input].name), "expression": expression(read)]
    case .heading: "none"
    case .combine(.function(let function, let exponent)):
      .members([
        "function": .string(function.rawValue), "exponent": exponent.map(rational),
      ])
    case .combine(.custom(let name, let body)):
      .members([
        "define": hasTexts ? .string(name) : nil, "expression": expression(body),
      ])
    }
  }

  private func result(_ result: PolicyResult) -> JSON {
    switch result {
    case .value(let value): ["value": expression(value)]
    case .reason(let reason): ["reason": .string(reason.name)]
    case .missing: "missing"
    }
  }

  /// Among the lines no order means anything, but of several lines `result` that take a figure the
  /// first written decides: where sorting puts one of these, the next as written stands.
  private func policies(_ policies: [Resolved<Policy>], path: String) -> JSON {
    var deciding = policies.filter(\.value.decides)[...]
    return .array(
      sorted(policies) { $0.policy($1, path: path) }.map { line in
        policy(line.value.decides ? deciding.removeFirst() : line, path: path)
      })
  }

  private func policy(_ policy: Resolved<Policy>, path: String) -> JSON {
    let names = policy.value.reasons.map { $0.map(\.name).sorted() }
    let word = names?.joined(separator: ",") ?? "missing"
    return stated(policy, path: "\(path)/when/\(word)") { policy in
      var action: JSON
      switch policy.action {
      case .exclude: action = "exclude"
      case .count(let value): action = ["countAs": expression(value)]
      case .countOver(let aggregate, let population):
        action = ["countAs": filler(aggregate, population)]
      case .result(let outcome): action = ["result": result(outcome)]
      }
      return ["when": names.map { .strings($0) } ?? "missing", "action": action]
    }
  }

  private func over(_ population: Int) -> JSON { .string(program.populations[population].name) }

  /// An aggregate over a population that stands in for what is missing.
  private func filler(_ aggregate: Aggregate, _ population: Int) -> JSON {
    ["function": .string(aggregate.rawValue), "over": over(population)]
  }

  private func imputation(_ imputation: Imputation) -> JSON {
    switch imputation {
    case .value(let value): ["value": expression(value)]
    case .aggregate(let aggregate, let population): filler(aggregate, population)
    }
  }

  private func treatment(_ treatment: Treatment) -> JSON {
    [
      "methods": .array(
        treatment.methods.map { method in
          switch method {
          case .winsorise(let points): ["winsorise": .int(points)]
          case .log: "log"
          }
        }),
      "over": over(treatment.population), "until": expression(treatment.until),
    ]
  }

  private func floor(_ floor: Floor) -> JSON {
    switch floor {
    case .weight(let share): ["weight": rational(share)]
    case .children(let count): ["children": .int(count)]
    case .coverage(let share, let level): ["coverage": rational(share), "of": .string(level)]
    }
  }

  private func score(_ rule: ScoreRule) -> JSON {
    func goalposts(_ posts: Goalposts) -> JSON {
      .members([
        "worst": expression(posts.worst), "best": expression(posts.best),
        "power": posts.power.map(rational), "clamped": .bool(posts.isClamped),
      ])
    }
    switch rule {
    case .none: return "none"
    case .itself: return "itself"
    case .linear(let posts): return ["linear": goalposts(posts)]
    case .log(let posts): return ["log": goalposts(posts)]
    case .rows(let by, let list): return ["by": expression(by), "rows": rows(list)]
    case .formula(let formula): return ["formula": expression(formula)]
    case .population(let score): return ["population": population(score)]
    }
  }

  private func population(_ score: PopulationScore) -> JSON {
    .members([
      "function": .string(score.method.rawValue), "over": over(score.population),
      "descending": .bool(score.isDescending), "onto": score.onto.map(bounds),
      "mean": score.method == .zscore ? rational(score.mean) : nil,
      "deviation": score.method == .zscore ? rational(score.deviation) : nil,
    ])
  }

  /// Rows do not overlap, but their order is how a reader expects them.
  private func rows(_ rows: [Row]) -> JSON {
    .array(
      rows.map { row in
        ["pattern": pattern(row.pattern), "result": expression(row.result)]
      })
  }

  func pattern(_ pattern: Row.Pattern) -> JSON {
    switch pattern {
    case .interval(let interval): ["interval": bounds(interval)]
    case .equals(let value): ["equals": expression(value)]
    case .anything: "_"
    }
  }

  private func decimals(_ decimals: Decimals) -> JSON {
    ["decimals": .int(decimals.count), "mode": .string(decimals.mode.rawValue)]
  }

  private func ranking(_ ranking: Ranking) -> JSON {
    let ties: JSON
    switch ranking.ties {
    case .share: ties = "share"
    case .dense: ties = "dense"
    case .average: ties = "average"
    case .by(let breaker): ties = ["by": expression(breaker)]
    }
    return .members([
      "by": expression(ranking.by), "highestFirst": .bool(ranking.highestFirst),
      "over": ranking.population.map { .string(program.populations[$0].name) }, "ties": ties,
    ])
  }
}
