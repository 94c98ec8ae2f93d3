/// The same with other numbers of expressions, for what was made in a list of its own.
extension Operation {
  package func renumbered(_ number: (ExpressionID) -> ExpressionID) -> Operation {
    switch self {
    case .number, .level, .category, .truth, .text, .date, .input, .node, .parameter, .attribute,
      .own, .isMember, .operands, .columnStatistic, .coverage:
      self
    case .negate(let operand): .negate(number(operand))
    case .not(let operand): .not(number(operand))
    case .binary(let operation, let left, let right):
      .binary(operation, number(left), number(right))
    case .conditional(let condition, let then, let otherwise):
      .conditional(number(condition), then: number(then), else: number(otherwise))
    case .call(let function, let arguments): .call(function, arguments.map(number))
    case .convert(let operand, let factor): .convert(number(operand), factor: factor)
    case .named(let name, let arguments, let operand):
      .named(name, arguments: arguments.map(number), number(operand))
    case .aggregate(let aggregate, let arguments, let set, let condition):
      .aggregate(aggregate, arguments.map(number), over: set, condition: condition.map(number))
    case .standing(let standing, let operand, let population, let isDescending):
      .standing(standing, number(operand), population: population, isDescending: isDescending)
    case .known(let operand): .known(number(operand))
    case .lookup(let table, let arguments): .lookup(table, arguments.map(number))
    }
  }
}

extension Rules {
  package mutating func renumber(_ number: (ExpressionID) -> ExpressionID) {
    switch body.value {
    case .formula(let id): body = body.with(.formula(number(id)))
    case .reported(let input, let id): body = body.with(.reported(input: input, number(id)))
    case .combine(.custom(let name, let id)):
      body = body.with(.combine(.custom(name: name, number(id))))
    case .combine(.function), .heading: break
    }
    if !conditions.isEmpty {
      conditions = conditions.map { condition in
        condition.with(
          Condition(
            test: number(condition.value.test), result: condition.value.result.renumbered(number)))
      }
    }
    // Most nodes share one list that has no expressions in it.
    if policies.contains(where: { $0.value.hasExpression }) {
      policies = policies.map { $0.with($0.value.renumbered(number)) }
    }
    if let old = weight { weight = old.with(number(old.value)) }
    switch score.value {
    case .none, .itself, .population: break
    case .linear(let posts): score = score.with(.linear(posts.renumbered(number)))
    case .log(let posts): score = score.with(.log(posts.renumbered(number)))
    case .rows(let by, let rows):
      score = score.with(.rows(by: number(by), rows.map { $0.renumbered(number) }))
    case .formula(let id): score = score.with(.formula(number(id)))
    }
    if let old = imputation, case .value(let id) = old.value {
      imputation = old.with(.value(number(id)))
    }
    if let old = treatment {
      var new = old.value
      new.until = number(new.until)
      treatment = old.with(new)
    }
    if let old = classification {
      classification = old.with(
        Classification(
          scale: old.value.scale, by: number(old.value.by),
          rows: old.value.rows.map { $0.renumbered(number) }))
    }
    if let old = ranking {
      var new = old.value
      new.by = number(new.by)
      if case .by(let breaker) = new.ties { new.ties = .by(number(breaker)) }
      ranking = old.with(new)
    }
  }
}

extension Resolved {
  /// Another value of the same clause.
  fileprivate func with(_ value: Value) -> Resolved {
    Resolved(value, location: location, source: source)
  }
}

extension PolicyResult {
  fileprivate func renumbered(_ number: (ExpressionID) -> ExpressionID) -> PolicyResult {
    if case .value(let id) = self { .value(number(id)) } else { self }
  }
}

extension Policy {
  fileprivate var hasExpression: Bool {
    switch action {
    case .count, .result(.value): true
    case .exclude, .countOver, .result: false
    }
  }

  fileprivate func renumbered(_ number: (ExpressionID) -> ExpressionID) -> Policy {
    var result = self
    switch action {
    case .exclude, .countOver: break
    case .count(let id): result.action = .count(number(id))
    case .result(let old): result.action = .result(old.renumbered(number))
    }
    return result
  }
}

extension Goalposts {
  fileprivate func renumbered(_ number: (ExpressionID) -> ExpressionID) -> Goalposts {
    var result = self
    result.worst = number(worst)
    result.best = number(best)
    return result
  }
}

extension Row {
  package func renumbered(_ number: (ExpressionID) -> ExpressionID) -> Row {
    var result = self
    result.result = number(self.result)
    if case .equals(let id) = pattern { result.pattern = .equals(number(id)) }
    return result
  }
}
