import PMMNumber

/// What each expression is called in one run of the writer.
///
/// A class, because the copies of a writer that make sorting keys must number in one table.
final class ExpressionNumbers {
  /// SHA-256 of what an expression says, its operands included; equal for equal meaning.
  var digests: [ExpressionID: String] = [:]
  var numberByDigest: [String: Int] = [:]
  var table: [JSON] = []
}

/// Expressions, types and units.
extension CanonicalWriter {
  /// The number of the expression in the table; its digest while a sorting key is made.
  func expression(_ id: ExpressionID) -> JSON {
    if isKeying { return .string(digest(id)) }
    return .int(number(id))
  }

  func expressionTable() -> JSON { .array(numbers.table) }

  private func number(_ id: ExpressionID) -> Int {
    let id = unnamed(id)
    let digest = digest(id)
    if let known = numbers.numberByDigest[digest] { return known }
    // Operands are numbered first, so that a reader meets nothing before it was said.
    let json = write(id) { .int(self.number($0)) }
    let number = numbers.table.count
    numbers.numberByDigest[digest] = number
    numbers.table.append(json)
    return number
  }

  private func digest(_ id: ExpressionID) -> String {
    let id = unnamed(id)
    if let digest = numbers.digests[id] { return digest }
    let digest = sha256(Array(write(id) { .string(self.digest($0)) }.canonical.utf8))
    numbers.digests[id] = digest
    return digest
  }

  /// The name of a `define` is a label; what it says is a rule.
  private func unnamed(_ id: ExpressionID) -> ExpressionID {
    guard form == .rules, case .named(_, _, let body) = program[id].operation else { return id }
    return unnamed(body)
  }

  private func write(_ id: ExpressionID, _ operand: (ExpressionID) -> JSON) -> JSON {
    let expression = program[id]
    var members: [JSON.Member] = []
    func say(_ op: String, _ pairs: KeyValuePairs<String, JSON?> = [:]) {
      members = JSON.members(["op": .string(op), "type": type(expression.type)]).members
      members += JSON.members(pairs).members
    }
    switch expression.operation {
    case .number(let value): say("number", ["value": rational(value)])
    case .level(let index):
      say("level", ["value": .string(program.name(ofLevel: index, type: expression.type))])
    case .category(let index):
      say("category", ["value": .string(program.name(ofCategory: index, type: expression.type))])
    case .truth(let value): say("truth", ["value": .bool(value)])
    case .text(let text): say("text", ["value": .string(text)])
    case .date(let days): say("date", ["value": .string(isoDate(days: days))])
    case .input(let input, let selection):
      say(
        "input",
        [
          "input": .string(program.inputs[input].name), "cells": cells(selection.cells),
          "period": period(selection.period),
        ])
    case .node(let node, let part, let selection):
      say(
        "node",
        [
          "node": .string(program.nodes[node].name), "part": .string(part.rawValue),
          "cells": cells(selection.cells), "period": period(selection.period),
        ])
    case .parameter(let index):
      say("parameter", ["parameter": .string(program.parameters[index].name)])
    case .attribute(let index):
      say("attribute", ["attribute": .string(program.attributes[index].name)])
    case .own(let own): say("own", ["figure": .string(own.rawValue)])
    case .isMember(let index):
      say("member", ["population": .string(program.populations[index].name)])
    case .operands: say("operands")
    case .negate: say("negate")
    case .not: say("not")
    case .binary(let operation, _, _): say(operation.rawValue)
    case .conditional: say("if")
    case .call(let function, _): say("call", ["function": .string(function.rawValue)])
    case .convert(_, let factor): say("convert", ["factor": rational(factor)])
    case .named(let name, let arguments, _):
      say(
        "define",
        [
          "name": .string(name),
          "with": arguments.isEmpty ? nil : .array(arguments.map(operand)),
        ])
    case .aggregate(let aggregate, _, let set, let condition):
      say(
        "aggregate",
        [
          "function": .string(aggregate.rawValue), "over": self.set(set),
          // The last of `args` is then the condition that members must meet.
          "where": condition == nil ? nil : true,
        ])
    case .standing(let standing, _, let population, let isDescending):
      say(
        "standing",
        [
          "function": .string(standing.rawValue),
          "population": .string(program.populations[population].name),
          "descending": .bool(isDescending),
        ])
    case .columnStatistic(let aggregate):
      say("column", ["function": .string(aggregate.rawValue)])
    case .known: say("known")
    case .coverage(let level): say("coverage", ["level": .string(level)])
    case .lookup(let table, _): say("lookup", ["table": .string(program.tables[table].name)])
    }
    let operands = expression.operation.children
    if !operands.isEmpty { members.append(.init("args", .array(operands.map(operand)))) }
    return .object(members)
  }

  /// What an aggregate runs over.
  private func set(_ set: SetSelection) -> JSON {
    switch set {
    case .population(let index): ["population": .string(program.populations[index].name)]
    case .axis(let part): axisPart(part)
    case .window(let from, let to): ["from": .int(from), "to": .int(to)]
    }
  }

  /// `current` with the parts it runs over, or `fixed`.
  private func cells(_ selection: CellSelection) -> JSON? {
    switch selection {
    case .current(let parts): parts.isEmpty ? nil : ["current": axisParts(parts)]
    case .fixed(let parts): ["fixed": axisParts(parts)]
    }
  }

  private func axisParts(_ parts: [AxisPart]) -> JSON {
    let sorted = parts.sorted { program.axes[$0.axis].name < program.axes[$1.axis].name }
    return .array(sorted.map(axisPart))
  }

  func axisPart(_ part: AxisPart) -> JSON {
    let axis = program.axes[part.axis]
    return [
      "axis": .string(axis.name), "values": .strings(part.values.map { axis.values[$0].name }),
    ]
  }

  /// Nil is the period that is being computed.
  private func period(_ selection: PeriodSelection) -> JSON? {
    switch selection {
    case .offset(let count): count == 0 ? nil : ["offset": .int(count)]
    case .absolute(let period): ["at": .string(period.description)]
    }
  }

  /// Where each coordinate is, by names; an empty object is the total.
  func cell(_ cell: Cell) -> JSON {
    .object(
      cell.coordinates.map { coordinate in
        let axis = program.axes[coordinate.axis]
        return .init(axis.name, .string(axis.values[coordinate.value].name))
      })
  }

  func type(_ type: ValueType) -> JSON {
    switch type {
    case .quantity(let unit): ["unit": self.unit(unit)]
    case .level(let scale): ["scale": .string(program.scales[scale].name)]
    case .category(let attribute): ["category": .string(program.attributes[attribute].name)]
    case .truth: "yes_no"
    case .date: "date"
    case .dateTime: "date_time"
    case .text: "text"
    }
  }

  /// The name of a unit is how it is printed; factors, scale and percent are what it is.
  func unit(_ unit: Unit) -> JSON {
    .members([
      "name": hasTexts ? .string(unit.name) : nil,
      "factors": .object(unit.factors.map { .init($0.base, .int($0.power)) }),
      "scale": rational(unit.scale),
      "percent": .bool(unit.isPercent),
    ])
  }

  func bounds(_ bounds: Bounds) -> JSON {
    .members([
      "lower": bounds.lower.map(rational), "lowerIsOpen": bounds.lowerIsOpen ? true : nil,
      "upper": bounds.upper.map(rational), "upperIsOpen": bounds.upperIsOpen ? true : nil,
    ])
  }
}

/// `2006-02-03` of a number of days since 1970-01-01, in the Gregorian calendar of all time.
package func isoDate(days: Int) -> String {
  // Years run from March, so that the leap day is a year's last; eras are of 400 years.
  let shifted = days + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shiftedMonth = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
  let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
}
