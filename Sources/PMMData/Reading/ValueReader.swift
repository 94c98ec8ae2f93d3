internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

/// What a value in data says.
enum Reading {
  case empty
  case known(Scalar)
  case reason(Reason)
  case mistake(Mistake)
}

extension Vocabulary {
  /// Reads a value of the type, or a reason; `text` is trimmed.
  func read(_ text: ArraySlice<UInt8>, as type: ValueType) -> Reading {
    guard !text.isEmpty else { return .empty }
    switch type {
    case .quantity(let unit): return readNumber(text, unit)
    case .level(let scale):
      if let level = levels[scale][text] { return .known(.level(level)) }
    case .category(let attribute):
      if let value = categories[attribute][text] { return .known(.category(value)) }
    case .truth:
      if let truth = readTruth(text) { return .known(.truth(truth)) }
    case .date, .dateTime:
      if let days = readDate(text) { return .known(.date(days)) }
    case .text:
      if let reason = reasons[text] { return .reason(reason) }
      return .known(.text(String(decoding: text, as: UTF8.self)))
    }
    if let reason = reasons[text] { return .reason(reason) }
    return .mistake(explain(text, as: type))
  }

  private func readNumber(_ text: ArraySlice<UInt8>, _ unit: Unit) -> Reading {
    // A declared label may look like a number: `reason not_known "-999"`.
    if let reason = reasons[text] { return .reason(reason) }
    guard let shape = NumberShape(text) else { return .mistake(explain(text, as: .quantity(unit))) }
    if shape.hasPercentSign, !unit.isDimensionless {
      return .mistake(Mistake(.percentOfUnit, ["text": shown(text), "unit": unit.name]))
    }
    guard let value = shape.value else {
      return .mistake(Mistake(.numberTooLong, ["text": shown(text)]))
    }
    let isHundredths = shape.hasPercentSign || unit.isPercent
    return .known(.number(isHundredths ? value * NumberShape.hundredth : value))
  }

  private func readTruth(_ text: ArraySlice<UInt8>) -> Bool? {
    if text.elementsEqual("yes".utf8) || text.elementsEqual("true".utf8) { return true }
    if text.elementsEqual("no".utf8) || text.elementsEqual("false".utf8) { return false }
    return nil
  }
}

/// Days since 1970-01-01 of `2006-02-03`; nil if there is no such day.
func readDate(_ text: ArraySlice<UInt8>) -> Int? {
  guard text.count == 10 else { return nil }
  let bytes = Array(text)
  guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
  func number(_ range: Range<Int>) -> Int? {
    var result = 0
    for byte in bytes[range] {
      guard byte.isDigit else { return nil }
      result = result * 10 + Int(byte &- UInt8(ascii: "0"))
    }
    return result
  }
  guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
    (1...12).contains(month), day >= 1, day <= daysInMonth(month, of: year)
  else { return nil }
  // Years counted from March, so that the leap day comes last.
  let shifted = month > 2 ? year : year - 1
  let monthFromMarch = month > 2 ? month - 3 : month + 9
  let leapDays = floorDivide(shifted, 4) - floorDivide(shifted, 100) + floorDivide(shifted, 400)
  return shifted * 365 + leapDays + (monthFromMarch * 153 + 2) / 5 + day - 1 - 719_468
}

private func floorDivide(_ left: Int, _ right: Int) -> Int {
  left >= 0 ? left / right : -((-left + right - 1) / right)
}
