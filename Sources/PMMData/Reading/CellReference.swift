internal import PMMDiagnostics
internal import PMMIR

/// What a column or a word names: `declarations`, `declarations[import]`, `aeos[T-1]`.
struct CellReference {
  var target: Target
  var cell: Cell
  /// Periods before the row's own; 0 or more.
  var periodsBefore: Int
}

/// What looking a name up gave.
enum Lookup<Value> {
  case found(Value)
  case mistake(Mistake)
}

extension Vocabulary {
  /// Reads the name of an input, of an instrument, or of a cell of an input. Of local
  /// inputs of one name it may be any that has the cell: whose it is, a row says.
  func reference(_ text: ArraySlice<UInt8>) -> Lookup<CellReference> {
    let text = trimmed(text)
    let bracket = text.last == UInt8(ascii: "]") ? text.firstIndex(of: UInt8(ascii: "[")) : nil
    let name = trimmed(text[..<(targets[text] == nil ? bracket ?? text.endIndex : text.endIndex)])
    guard let target = targets[name] else { return .mistake(unknownName(name)) }
    guard let local = namesakes[target] else { return reference(text, to: target) }
    for other in local.values.sorted() {
      let found = reference(text, to: .input(other))
      if case .found = found { return found }
    }
    return reference(text, to: target)
  }

  /// What a name means in a row of a subject that has declared it for itself.
  func own(_ reference: CellReference, in subject: ArraySlice<UInt8>) -> Lookup<CellReference> {
    guard !namesakes.isEmpty, let local = namesakes[reference.target],
      let index = local[String(decoding: subject, as: UTF8.self)]
    else { return .found(reference) }
    var own = reference
    own.target = .input(index)
    for coordinate in own.cell.coordinates {
      let part = breakdown(of: own.target).first { $0.axis == coordinate.axis }
      if part?.values.contains(coordinate.value) == true { continue }
      let value = program.axes[coordinate.axis].values[coordinate.value].name
      return .mistake(unknownValue(Array(value.utf8)[...], of: own.target))
    }
    return .found(own)
  }

  private func reference(
    _ text: ArraySlice<UInt8>, to target: Target
  ) -> Lookup<CellReference> {
    guard targets[text] == nil, let bracket = text.firstIndex(of: UInt8(ascii: "[")) else {
      return .found(CellReference(target: target, cell: .total, periodsBefore: 0))
    }
    var result = CellReference(target: target, cell: .total, periodsBefore: 0)
    var hasPeriod = false
    let inside = text[(bracket + 1)..<(text.endIndex - 1)]
    for piece in inside.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let part = trimmed(piece)
      if part.first == UInt8(ascii: "T"), axisValue(part, of: target) == nil {
        guard !hasPeriod, let periods = periodsBefore(part) else {
          return .mistake(badCell(text, part))
        }
        hasPeriod = true
        result.periodsBefore = periods
        continue
      }
      guard let coordinate = axisValue(part, of: target) else {
        return .mistake(unknownValue(part, of: target))
      }
      guard result.cell.value(on: coordinate.axis) == nil else {
        return .mistake(badCell(text, part))
      }
      result.cell = result.cell.at(coordinate)
    }
    return .found(result)
  }

  /// `T` is 0, `T-1` is 1.
  private func periodsBefore(_ text: ArraySlice<UInt8>) -> Int? {
    let text = text.filter { $0 != UInt8(ascii: " ") }
    guard text.count > 1 else { return text.count == 1 ? 0 : nil }
    guard text[1] == UInt8(ascii: "-"), text.count <= 6 else { return nil }
    let digits = text[2...]
    guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// `import` or `flow.import`, on one of the target's own axes.
  private func axisValue(_ text: ArraySlice<UInt8>, of target: Target) -> Coordinate? {
    for part in breakdown(of: target) {
      var word = text
      let prefix = Array(program.axes[part.axis].name.utf8) + [UInt8(ascii: ".")]
      if word.starts(with: prefix) { word = word.dropFirst(prefix.count) }
      if let value = axisValues[part.axis][word], part.values.contains(value) {
        return Coordinate(axis: part.axis, value: value)
      }
    }
    return nil
  }

  /// A name that is no input's: a computed node, or the nearest name.
  func unknownName(_ name: ArraySlice<UInt8>) -> Mistake {
    let text = String(decoding: name.prefix(200), as: UTF8.self)
    if computedNodes[name] != nil {
      return Mistake(.computedNode, ["name": text, "effect": "the row is refused"])
    }
    let now = formerNames[name]
    return Mistake(
      .unknownInput,
      [
        "name": shown(name), "now": now,
        "nearest": now == nil ? nearestName(to: text, in: self.targets.names) : nil,
      ])
  }

  /// A word in brackets that is no value of the input's axes.
  func unknownValue(_ word: ArraySlice<UInt8>, of target: Target) -> Mistake {
    let parts = breakdown(of: target)
    guard !parts.isEmpty else {
      return Mistake(.notBrokenDown, ["name": self.name(of: target), "value": shown(word)])
    }
    let values = parts.flatMap { part in
      part.values.map { program.axes[part.axis].values[$0].name }
    }
    let axis = parts.map { program.axes[$0.axis].name }.joined(separator: " and ")
    return Mistake(
      .unknownAxisValue,
      [
        "value": shown(word), "axis": axis, "name": self.name(of: target), "values": list(values),
        "nearest": self.nearest(word, in: values),
      ])
  }

  /// A word in the column of one axis that the input does not have there.
  func unknownValue(_ word: ArraySlice<UInt8>, on axis: Int, of target: Target) -> Mistake {
    guard let part = breakdown(of: target).first(where: { $0.axis == axis }) else {
      return Mistake(.notBrokenDown, ["name": self.name(of: target), "value": shown(word)])
    }
    let values = part.values.map { program.axes[axis].values[$0].name }
    return Mistake(
      .unknownAxisValue,
      [
        "value": shown(word), "axis": self.program.axes[axis].name, "name": self.name(of: target),
        "values": list(values),
        "nearest": self.nearest(word, in: values),
      ])
  }

  private func badCell(_ text: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>) -> Mistake {
    Mistake(.badCell, ["text": shown(text), "part": shown(part)])
  }
}

/// ``` `a`, `b` and `c` ```, at most a dozen.
func list(_ names: [String]) -> String {
  let quoted = names.prefix(12).map { "`\($0)`" }
  if names.count > 12 { return quoted.joined(separator: ", ") + ", …" }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "none" }
  return quoted.dropLast().joined(separator: ", ") + " and " + last
}
