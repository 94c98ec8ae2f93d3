import PMMIR
import PMMNumber

/// The sets that a figure was made of: who belongs to them, who counted, who was left out and why.
extension Explainer {
  var sets: [ExplainedSet] { figures.sets.map(explained) }

  private func explained(_ report: SetReport) -> ExplainedSet {
    let text = formulaText()
    var result = ExplainedSet(
      stage: report.stage, function: report.function(rules, in: program), words: "",
      over: program.name(of: report.set), result: nil, isWeights: report.use == .weights,
      members: [])
    var (memberType, resultType) = (rules.type, rules.type)
    var weightType = ValueType.quantity(.number)
    var order = Order.asIs
    var standing: (method: Standing, of: Figure)?
    switch report.use {
    case .expression(let id):
      result.words = text.words(id)
      resultType = program[id].type
      switch program[id].operation {
      case .aggregate(let aggregate, let arguments, _, _):
        memberType = program[arguments[0]].type
        if aggregate == .weightedMean { weightType = program[arguments[1]].type }
        order = Order(aggregate)
      case .standing(let method, let operand, _, _):
        memberType = program[operand].type
        standing = (method, figure(operand, own: own(in: report.stage)))
      default: break
      }
    case .filling(let policy, let filled):
      guard case .countOver(let aggregate, _) = rules.policies[policy].value.action else { break }
      let function = text.statistic(aggregate, [wording(.columnFigures)], report.set, nil)
      result.words = wording(.setFilling, ["name": text.name(of: filled), "function": function])
      memberType = type(of: filled.read)
      resultType = memberType
    case .imputation:
      guard case .aggregate(let aggregate, _)? = rules.imputation?.value else { break }
      result.words = text.statistic(aggregate, [wording(.observedFigures)], report.set, nil)
    case .weights:
      if case .population(let index) = report.set {
        result.words = wording(
          .componentWeights, ["name": wording.population(index, in: program)])
      }
    case .score:
      guard case .population(let score) = rules.score.value else { break }
      result.words = self.standing(score)[0]
      standing = (score.method, figures.exactValue)
    }
    if case .population(let index) = report.set {
      result.atLeast = program.populations[index].atLeast
    }
    // What is withheld because it speaks of too few must not be told one by one.
    let isTold = report.counted >= result.atLeast ?? 0
    result.members = report.members.map {
      member($0, in: report, memberType, weightType, isTold: isTold)
    }
    if report.use != .weights, report.use != .score {
      result.result = explained(figure(of: report), resultType)
    }
    if isTold, let standing { add(standing.method, standing.of, report, memberType, &result) }
    let counted = report.members.indices.filter { report.members[$0].isCounted }
    let hidden = Set(counted.filter { report.members[$0].figures.contains(where: isWithheld) })
    // The place of a withheld figure among the others would tell of it.
    result.listed =
      order.sorted(counted.filter { !hidden.contains($0) }) {
        report.members[$0].figures.first?.scalar
      } + counted.filter(hidden.contains)
    return result
  }

  /// The statistic; of the subject's own figures it is as narrow as they are.
  private func figure(of report: SetReport) -> Figure {
    if case .population = report.set { return report.result }
    return report.members.filter(\.isCounted).flatMap(\.figures)
      .reduce(report.result) { $0.carrying($1) }
  }

  /// What `value` means at a stage.
  private func own(in stage: SetReport.Stage) -> Own {
    switch stage {
    case .value, .imputation: .none
    case .score: .entering
    case .classification: .final
    }
  }

  private func member(
    _ member: SetMember, in report: SetReport, _ type: ValueType, _ weightType: ValueType,
    isTold: Bool
  ) -> ExplainedMember {
    var result = ExplainedMember(
      subject: results.dataset.subjects[member.subject], period: member.period,
      cell: wording.cell(member.cell, in: program), label: label(member, in: report.set),
      outcome: !member.isComparable
        ? "not_comparable"
        : member.isCounted ? "counted" : member.unmet == nil ? "missing" : "unmet")
    if !member.isComparable {
      result.why = wording(.setNotComparable)
    } else if let unmet = member.unmet {
      if !unmet.isKnown { result.figure = explained(unmet, .truth) }
      result.why = unmet.isKnown ? wording(.setUnmet) : reasons(unmet)
    } else if report.use == .weights {
      let missing = member.figures.filter { !$0.isKnown }
      if !missing.isEmpty {
        let figure = missing.reduce(Figure.missing(missing.flatMap(\.causes))) { $0.carrying($1) }
        result.figure = explained(figure, type)
        result.why = reasons(figure)
      }
    } else if !member.isCounted {
      let missing = member.figures.first { !$0.isKnown }
      result.figure = missing.map { explained($0, type) }
      result.why = missing.map(reasons) ?? ""
    } else if isTold, let figure = member.figures.first {
      result.figure = explained(figure, type)
      result.amount = amount(figure, type)
      if let weight = member.figures.dropFirst().first {
        result.weight = explained(weight, weightType)
        result.amount = wording(
          .withWeight, ["value": result.amount, "weight": amount(weight, weightType)])
      }
    }
    return result
  }

  /// What a figure that stands among others is measured against.
  private func add(
    _ method: Standing, _ own: Figure, _ report: SetReport, _ type: ValueType,
    _ result: inout ExplainedSet
  ) {
    func words(_ number: Rational?) -> ExplainedFigure? {
      number.map { explained(.number($0), type) }
    }
    guard report.counted > 0 else { return }
    switch method {
    case .minmax:
      let counted = report.members.indices.filter { report.members[$0].isCounted }
      func end(_ order: Order) -> ExplainedMember? {
        order.sorted(counted) { report.members[$0].figures.first?.scalar }.first
          .map { result.members[$0] }
      }
      (result.lowest, result.highest) = (end(.rising), end(.falling))
    case .zscore:
      (result.mean, result.deviation) = (words(report.mean), words(report.sampleDeviation))
    case .rank, .percentile:
      let numbers = report.members.filter(\.isCounted).compactMap(\.figures.first?.number)
      guard let value = own.number else { return }
      result.below = numbers.count { $0 < value }
      result.equal = numbers.count { $0 == value }
    }
  }

  // MARK: Words

  /// A subject, a cell or a period: what tells a member of this set from the others.
  private func label(_ member: SetMember, in set: SetSelection) -> String {
    let subject = results.dataset.subjects[member.subject]
    switch set {
    case .population(let index):
      return program.populations[index].allPeriods && member.period.kind != .none
        ? wording(
          .subjectAndPeriod, ["subject": subject, "period": member.period.description])
        : subject
    case .axis: return wording.cell(member.cell, in: program)
    case .window: return member.period.description
    }
  }

  /// A number with the sign of a percent, else without its unit.
  private func amount(_ figure: Figure, _ type: ValueType) -> String {
    if isWithheld(figure) { return wording(.confidential) }
    guard let scalar = figure.scalar else { return "" }
    guard let number = scalar.number, let unit = type.unit, !unit.isPercent else {
      return wording.value(scalar, type, in: program)
    }
    return wording.quantity(number * unit.printFactor, .number)
  }

  private func reasons(_ figure: Figure) -> String {
    isWithheld(figure)
      ? wording(.confidential)
      : wording.list(figure.reasons.sorted().map { wording.reason($0, in: program) })
  }

  private func type(of read: PMMIR.Operation) -> ValueType {
    switch read {
    case .input(let index, _): program.inputs[index].type
    case .attribute(let index): program.attributes[index].type
    case .node(_, .score, _): operandType
    case .node(let index, _, _): results.rules(of: index).type
    default: rules.type
    }
  }

  /// Who is ranked with this subject, and who of them has a rank.
  var rankedMembers: (members: Int, ranked: Int)? {
    guard figures.rank != nil || figures.rankReason != nil else { return nil }
    return results.ranked(node: node, subject: subject, period: period, cell: cell)
  }

  /// In which order members are listed: those that decide come first.
  private enum Order {
    case asIs, rising, falling

    init(_ aggregate: Aggregate) {
      switch aggregate {
      case .max, .bestMean: self = .falling
      case .min: self = .rising
      default: self = .asIs
      }
    }

    /// Equal ones stay in their order.
    func sorted(_ indices: [Int], by value: (Int) -> Scalar?) -> [Int] {
      guard self != .asIs else { return indices }
      func rank(_ index: Int) -> Rational {
        switch value(index) {
        case .number(let number)?: number
        case .level(let level)?, .date(let level)?: Rational(level)
        default: 0
        }
      }
      let ranks = indices.map { (index: $0, rank: rank($0)) }
      let sorted = ranks.enumerated().sorted { left, right in
        let (a, b) = (left.element.rank, right.element.rank)
        if a != b { return self == .rising ? a < b : b < a }
        return left.offset < right.offset
      }
      return sorted.map(\.element.index)
    }
  }
}
