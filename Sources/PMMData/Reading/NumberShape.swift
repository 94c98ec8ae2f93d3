internal import PMMDiagnostics
internal import PMMNumber

/// A number as it is written in data: where its parts are.
struct NumberShape {
  /// Sign, digits and decimals.
  var mantissa: ArraySlice<UInt8>
  var exponent: ArraySlice<UInt8>?
  var hasPercentSign: Bool

  /// Nil unless the whole text is `-98.1`, `1e6` or `98.1%`.
  init?(_ text: ArraySlice<UInt8>) {
    var position = text.startIndex
    let end = text.endIndex
    func skipDigits() -> Bool {
      let start = position
      while position < end, text[position].isDigit { position += 1 }
      return position > start
    }
    func skip(_ byte: UInt8) -> Bool {
      guard position < end, text[position] == byte else { return false }
      position += 1
      return true
    }
    if !skip(UInt8(ascii: "-")) { _ = skip(UInt8(ascii: "+")) }
    guard skipDigits() else { return nil }
    if skip(UInt8(ascii: ".")) {
      guard skipDigits() else { return nil }
    }
    mantissa = text[..<position]
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      let start = position
      if !skip(UInt8(ascii: "-")) { _ = skip(UInt8(ascii: "+")) }
      guard skipDigits() else { return nil }
      exponent = text[start..<position]
    }
    hasPercentSign = skip(UInt8(ascii: "%"))
    guard position == end else { return nil }
  }

  /// The number without its percent sign; nil if it has too many digits to be a figure.
  var value: Rational? {
    guard mantissa.count <= 400 else { return nil }
    let text = mantissa.first == UInt8(ascii: "+") ? mantissa.dropFirst() : mantissa
    guard let value = Rational(decimal: text) else { return nil }
    guard let exponent else { return value }
    guard exponent.count <= 4, let power = Int(String(decoding: exponent, as: UTF8.self)),
      abs(power) <= 400, let factor = Rational(10).power(power)
    else { return nil }
    return value * factor
  }

  static let hundredth = Rational(1, over: 100)
}
