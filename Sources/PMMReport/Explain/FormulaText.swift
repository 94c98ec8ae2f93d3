import PMMIR
import PMMNumber

/// Writes expressions for people: titles instead of names, and the same with figures.
struct FormulaText {
  let program: Program
  let wording: Wording
  let period: Period
  /// The figure of an expression at the place that is explained, nil where none may be shown.
  let figure: (ExpressionID) -> Figure?
  /// The decimals of what is read as it is shown (`hdi.shown`).
  let decimals: (ExpressionID) -> Decimals?
  /// The scores that a `define` combines, in words.
  let operands: [String]

  /// The expression with titles: `Declarations processed electronically ÷ declarations lodged`.
  func words(_ id: ExpressionID) -> String { write(id, 0, inNumbers: false) }

  /// The expression with figures: `981 ÷ 1,000`.
  func numbers(_ id: ExpressionID) -> String { write(id, 0, inNumbers: true) }

  /// What is not broken down further; a `define` stands for its body.
  func isLeaf(_ id: ExpressionID) -> Bool {
    if case .named = program[id].operation { return true }
    return program[id].operation.children.isEmpty
  }

  /// What is made of a set, whose members are told below.
  func isSet(_ id: ExpressionID) -> Bool {
    switch program[id].operation {
    case .aggregate, .standing: true
    default: false
    }
  }

  /// What is one figure made of many: the figures of others cannot stand in a sum.
  private func isStatistic(_ id: ExpressionID) -> Bool {
    switch program[id].operation {
    case .aggregate, .standing, .known, .lookup: true
    default: false
    }
  }

  private func write(_ id: ExpressionID, _ outer: Int, inNumbers: Bool) -> String {
    if inNumbers, isLeaf(id) || isStatistic(id) { return numbersOfLeaf(id) }
    if isLeaf(id) { return wordsOfLeaf(id) }
    func inner(_ child: ExpressionID, _ level: Int = 0) -> String {
      write(child, level, inNumbers: inNumbers)
    }
    switch program[id].operation {
    case .negate(let operand):
      return wrap(wording(.negative, ["operand": inner(operand, 6)]), 6, outer)
    case .not(let operand):
      return wrap(wording(.notTrue, ["operand": inner(operand, 3)]), 3, outer)
    case .binary(let operation, let left, let right):
      let level = Self.level(of: operation)
      // The right operand of a difference or a quotient needs its parentheses: a − (b − c).
      let text = wording(
        Self.phrase(of: operation),
        ["left": inner(left, level), "right": inner(right, level + 1)])
      return wrap(text, level, outer)
    case .conditional(let condition, let then, let otherwise):
      let text = wording(
        .ifThenElse,
        ["condition": inner(condition), "then": inner(then), "else": inner(otherwise)])
      return wrap(text, 0, outer)
    case .call(let function, let arguments):
      var items = arguments.map { inner($0) }
      if function.isWeighted, function != .weightedPowerMean, items.count.isMultiple(of: 2) {
        items = stride(from: 0, to: items.count, by: 2).map {
          wording(.withWeight, ["value": items[$0], "weight": items[$0 + 1]])
        }
      }
      let joined = items.joined(separator: wording(.listSeparator))
      // “The scores of its parts” is one noun: it needs no parentheses.
      let isOperands =
        !inNumbers && arguments.count == 1 && program[arguments[0]].operation == .operands
      var named = [
        "arguments": isOperands ? joined : wording(.parentheses, ["inside": joined])
      ]
      // Functions of a figure and an interval have a place in the phrase for each of the three.
      for (name, item) in zip(["first", "second", "third"], items) { named[name] = item }
      return wording(Self.phrase(of: function), named)
    // The figures are the same quantity before and after; the unit stands with the result.
    case .convert(let operand, let factor):
      let text = wording(
        .times, ["left": inner(operand, 5), "right": wording.decimal(factor)])
      return wrap(text, 5, outer)
    case .aggregate(let aggregate, let arguments, let set, let condition):
      // Members have figures of their own for a define, so it is told by what it says.
      let text = statistic(
        aggregate, arguments.map { inner(content(of: $0), 8) }, set,
        condition.map { inner(content(of: $0)) })
      return wrap(text, 4, outer)
    case .standing(let standing, let operand, let population, let isDescending):
      return wrap(place(standing, inner(operand, 8), population, isDescending), 4, outer)
    case .known(let operand):
      return wrap(wording(.isKnown, ["operand": inner(operand, 5)]), 4, outer)
    case .lookup(let table, let arguments):
      let items = arguments.map { inner($0) }.joined(separator: wording(.listSeparator))
      return wording(.rowOf, ["name": wording.table(table, in: program), "arguments": items])
    case .number, .level, .category, .truth, .text, .date, .input, .node, .parameter, .attribute,
      .own, .isMember, .operands, .named, .columnStatistic, .coverage:
      return wordsOfLeaf(id)
    }
  }

  /// What a `define` stands for.
  func content(of id: ExpressionID) -> ExpressionID {
    if case .named(_, _, let body) = program[id].operation { content(of: body) } else { id }
  }

  private func wrap(_ text: String, _ level: Int, _ outer: Int) -> String {
    level < outer ? wording(.parentheses, ["inside": text]) : text
  }

  /// A figure that was filled, with its cell.
  func name(of filled: FilledFigure) -> String {
    let name: String =
      switch filled.read {
      case .input(let index, let selection): selected(program.inputs[index].name, selection)
      case .node(let index, .score, _):
        wording(.scoreOf, ["name": wording.title(program.nodes[index].name, in: program)])
      case .node(let index, _, let selection): selected(program.nodes[index].name, selection)
      case .attribute(let index): wording.attribute(index, in: program)
      default: ""
      }
    guard !filled.cell.isTotal else { return name }
    return wording(
      .placeInCell, ["name": name, "cell": wording.cell(filled.cell, in: program)])
  }

  private func wordsOfLeaf(_ id: ExpressionID) -> String {
    let expression = program[id]
    switch expression.operation {
    case .number(let number):
      return wording.quantity(number, expression.type.unit ?? .number)
    case .level(let index): return constant(.level(index), expression.type)
    case .category(let index): return constant(.category(index), expression.type)
    case .truth(let truth): return constant(.truth(truth), expression.type)
    case .text(let text): return wording(.quoted, ["text": text])
    case .date(let days): return constant(.date(days), expression.type)
    case .input(let index, let selection):
      return selected(program.inputs[index].name, selection)
    case .node(let index, let part, let selection):
      let name = selected(program.nodes[index].name, selection)
      switch part {
      case .value: return name
      case .score: return wording(.scoreOf, ["name": name])
      case .shown: return wording(.shownOf, ["name": name])
      case .rank: return wording(.rankOf, ["name": name])
      case .classification: return wording(.classOf, ["name": name])
      }
    case .parameter(let index):
      return wording.title(program.parameters[index].name, in: program)
    case .attribute(let index): return wording.attribute(index, in: program)
    case .own(.value): return wording(.ownValue)
    case .own(.score): return wording(.ownScore)
    case .own(.shown): return wording(.ownShown)
    case .isMember(let index):
      return wording(.member, ["name": wording.population(index, in: program)])
    case .columnStatistic(let aggregate):
      return wording(Self.phrase(of: aggregate), ["arguments": wording(.columnFigures)])
    case .coverage(let level):
      return wording(.coverageOf, ["level": wording.level(level, in: program)])
    case .operands: return wording(.operands)
    case .named(let name, _, _): return wording.define(name, in: program)
    default: return ""
    }
  }

  private func constant(_ scalar: Scalar, _ type: ValueType) -> String {
    wording.value(scalar, type, in: program)
  }

  /// A name with the cells and the period that are read, where they are not the ones at hand.
  private func selected(_ name: String, _ selection: Selection) -> String {
    var cells: [Coordinate] = []
    var labels: [String] = []
    switch selection.cells {
    case .current(let parts), .fixed(let parts):
      for part in parts {
        cells += part.values.map { Coordinate(axis: part.axis, value: $0) }
      }
    }
    for cell in cells { labels.append(wording.cell(Cell([cell]), in: program)) }
    let read =
      switch selection.period {
      case .offset(let count): period.advanced(by: count)
      case .absolute(let absolute): absolute
      }
    let title = wording.title(name, in: program)
    let cell = wording.list(labels)
    switch (labels.isEmpty, read == period) {
    case (true, true): return title
    case (false, true): return wording(.placeInCell, ["name": title, "cell": cell])
    case (true, false):
      return wording(.placeInPeriod, ["name": title, "period": read.description])
    case (false, false):
      return wording(
        .placeInCellAndPeriod, ["name": title, "cell": cell, "period": read.description])
    }
  }

  private func numbersOfLeaf(_ id: ExpressionID) -> String {
    let expression = program[id]
    switch expression.operation {
    case .number, .level, .category, .truth, .text, .date: return wordsOfLeaf(id)
    case .operands: return operands.joined(separator: wording(.listSeparator))
    case .isMember, .columnStatistic: return wordsOfLeaf(id)
    default: break
    }
    guard let figure = figure(id) else { return wording(.confidential) }
    guard let scalar = figure.scalar else {
      let reasons = figure.reasons.sorted().map { wording.reason($0, in: program) }
      return wording(.parentheses, ["inside": wording.list(reasons)])
    }
    // Units stand with each figure in the list below; here they would hide the arithmetic.
    let show = decimals(id)
    if case .number(let number) = scalar, let unit = expression.type.unit, !unit.isPercent {
      return wording.quantity(number, .number, show: show)
    }
    return wording.value(scalar, expression.type, in: program, show: show)
  }

  private static func level(of operation: BinaryOperation) -> Int {
    switch operation {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .add, .subtract: 5
    case .multiply, .divide: 6
    case .power: 7
    }
  }

  static func phrase(of operation: BinaryOperation) -> Phrase {
    switch operation {
    case .power: .toThePower
    case .multiply: .times
    case .divide: .dividedBy
    case .add: .plus
    case .subtract: .minus
    case .equal: .equals
    case .notEqual: .notEquals
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .and: .both
    case .or: .either
    }
  }

  static func phrase(of function: Function) -> Phrase {
    switch function {
    case .abs: .functionAbs
    case .ln: .functionLn
    case .exp: .functionExp
    case .sqrt: .functionSqrt
    case .clamp: .functionClamp
    case .linear: .functionLinear
    case .log: .functionLog
    case .next: .functionNext
    case .previous: .functionPrevious
    case .sum: .functionSum
    case .min: .functionMin
    case .max: .functionMax
    case .median: .functionMedian
    case .mean: .functionMean
    case .geometricMean: .functionGeometricMean
    case .harmonicMean: .functionHarmonicMean
    case .powerMean: .functionPowerMean
    case .weightedMean: .functionWeightedMean
    case .weightedGeometricMean: .functionWeightedGeometricMean
    case .weightedHarmonicMean: .functionWeightedHarmonicMean
    case .weightedPowerMean: .functionWeightedPowerMean
    }
  }
}

extension Wording {
  /// The title of a population, else its name with spaces.
  func population(_ index: Int, in program: Program) -> String {
    let population = program.populations[index]
    let title = population.title.text(language, fallback: program.head.languages)
    return title.isEmpty ? population.name.spaced : title
  }

  /// The title of a define, else its name with spaces.
  func define(_ name: String, in program: Program) -> String {
    let title = program.defines.first { $0.name == name }?
      .title.text(language, fallback: program.head.languages)
    return title.flatMap { $0.isEmpty ? nil : $0 } ?? name.spaced
  }

  /// The title of a table, else its name with spaces.
  func table(_ index: Int, in program: Program) -> String {
    let table = program.tables[index]
    let title = table.title.text(language, fallback: program.head.languages)
    return title.isEmpty ? table.name.spaced : title
  }

  /// The title of an attribute, else its name with spaces.
  func attribute(_ index: Int, in program: Program) -> String {
    let attribute = program.attributes[index]
    let title = attribute.title.text(language, fallback: program.head.languages)
    return title.isEmpty ? attribute.name.spaced : title
  }
}
