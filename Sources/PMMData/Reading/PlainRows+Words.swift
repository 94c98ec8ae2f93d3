internal import PMMDiagnostics
internal import PMMIR

// Words that a file did not have before.
extension PlainRows {
  /// Looks a word up that this column did not have before, and keeps what it means.
  private static func learn(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ register: inout WordRegister,
    _ meaning: (ArraySlice<UInt8>) -> Int
  ) -> (meaning: Int, end: Int)? {
    guard let end = WordRegister.end(bytes, offset) else { return nil }
    let word = Array(bytes[offset..<end])
    let isPlain = trimmed(word[...]).count == word.count
    let found = isPlain ? meaning(word[...]) : PlainRows.unusual
    register.add(word, meaning: found)
    return (found, end)
  }

  @inline(never)
  mutating func newSubject(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ reader: inout DataReader
  ) -> (meaning: Int, end: Int)? {
    PlainRows.learn(bytes, offset, &subjects) { word in
      word.isEmpty ? PlainRows.unusual : reader.builder.subject(word)
    }
  }

  @inline(never)
  mutating func newPeriod(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ reader: inout DataReader
  ) -> (meaning: Int, end: Int)? {
    let kind = reader.vocabulary.program.head.period
    return PlainRows.learn(bytes, offset, &periods) { word in
      if word.isEmpty, kind != .none { return PlainRows.unusual }
      return Period(String(decoding: word, as: UTF8.self), kind: kind)?.ordinal ?? PlainRows.unusual
    }
  }

  @inline(never)
  mutating func newInput(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ reader: inout DataReader
  ) -> (meaning: Int, end: Int)? {
    var found: (CellReference, ValueType)?
    var register = inputs
    let result = PlainRows.learn(bytes, offset, &register) { word in
      guard case .figure(let reference, let type) = reader.lookUp(word) else {
        return PlainRows.unusual
      }
      found = (reference, type)
      return inputReferences.count
    }
    inputs = register
    if let (reference, type) = found {
      inputReferences.append(reference)
      let cell = reader.builder.cellNumber(reference.cell)
      if axes.isEmpty { figures.append(figure(reference, cell, type, &reader)) }
    }
    return result
  }

  @inline(never)
  mutating func newAxisValue(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ number: Int, _ reader: DataReader
  ) -> (meaning: Int, end: Int)? {
    var register = axes[number].words
    defer { axes[number].words = register }
    return PlainRows.learn(bytes, offset, &register) { word in
      // 0 is none.
      if word.isEmpty { return 0 }
      guard let value = reader.vocabulary.axisValues[axes[number].axis][word], value < 4095 else {
        return PlainRows.unusual
      }
      return value + 1
    }
  }

  /// The number of the figure that an input and its axis values name.
  @inline(__always)
  mutating func figure(
    of input: Int, _ combination: Int, _ reader: inout DataReader
  ) -> Int {
    let key = input << 36 | combination
    return combinations[key] ?? newCombination(key, input, combination, &reader)
  }

  @inline(never)
  mutating func newCombination(
    _ key: Int, _ input: Int, _ combination: Int, _ reader: inout DataReader
  ) -> Int {
    let reference = inputReferences[input]
    var cell = reference.cell
    var number = figures.count
    if axes.count > 3 { number = PlainRows.unusual }
    for (index, (axis, _)) in axes.enumerated() where number >= 0 {
      let value = combination >> (12 * (axes.count - 1 - index)) & 0xFFF - 1
      if value < 0 { continue }
      let part = reader.vocabulary.breakdown(of: reference.target).first { $0.axis == axis }
      let other = cell.value(on: axis) ?? value
      if part?.values.contains(value) != true || other != value {
        number = PlainRows.unusual
      } else {
        cell = cell.at(Coordinate(axis: axis, value: value))
      }
    }
    if number >= 0 {
      let type = reader.vocabulary.type(of: reference.target)
      figures.append(figure(reference, reader.builder.cellNumber(cell), type, &reader))
    }
    combinations[key] = number
    return number
  }
}

extension DataReader {
  mutating func reasonNumber(_ name: String) -> Int {
    vocabulary.reasons[name].map { builder.reasonNumber($0) } ?? -1
  }

  /// The phase that is read, which then changes nothing.
  var harmlessPhases: [String] {
    guard !isPhaseOpen, let phase else { return [] }
    return [vocabulary.program.head.phases[phase]]
  }

  /// The words of a scale as values have them: levels, and reasons as numbers below zero.
  mutating func levelWords(_ scale: Int) -> WordRegister {
    var register = WordRegister()
    let levels = vocabulary.levels[scale]
    for name in levels.names {
      if let level = levels[name] { PlainRows.add(name, level, to: &register) }
    }
    for name in vocabulary.reasons.names {
      PlainRows.add(name, -1 - reasonNumber(name), to: &register)
    }
    return register
  }
}
