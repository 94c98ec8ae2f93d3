internal import PMMDiagnostics
internal import PMMIR

extension Vocabulary {
  /// Why a text is no value of the type. Nothing is guessed: the message shows what was read.
  func explain(_ text: ArraySlice<UInt8>, as type: ValueType) -> Mistake {
    switch type {
    case .quantity(let unit): explainNumber(text, unit)
    case .level(let scale):
      Mistake(
        .unknownLevel,
        [
          "text": shown(text), "scale": self.program.scales[scale].name,
          "levels": list(self.program.scales[scale].levels.map(\.name)),
          "nearest": self.nearest(text, in: self.levels[scale].names + self.reasons.names),
        ])
    case .category(let attribute):
      Mistake(
        .unknownCategory,
        [
          "text": shown(text), "attribute": self.program.attributes[attribute].name,
          "values": list(self.program.attributes[attribute].values.map(\.name)),
          "nearest": self.nearest(text, in: self.categories[attribute].names),
        ])
    case .truth:
      Mistake(
        .notYesOrNo,
        [
          "text": shown(text),
          "nearest": self.nearest(text, in: ["yes", "no", "true", "false"] + self.reasons.names),
        ])
    case .date, .dateTime: Mistake(.notADate, ["text": shown(text)])
    case .text: Mistake(.notANumber, ["text": shown(text)])
    }
  }

  func nearest(_ text: ArraySlice<UInt8>, in names: [String]) -> String? {
    nearestName(to: String(decoding: text.prefix(200), as: UTF8.self), in: names)
  }

  private func explainNumber(_ text: ArraySlice<UInt8>, _ unit: Unit) -> Mistake {
    let read = shown(text)
    let form = NumberMarks(text)
    if form.isSpreadsheetError { return Mistake(.spreadsheetError, ["text": read]) }
    if form.looksLikeDate { return Mistake(.dateForNumber, ["text": read]) }
    switch form.grouping {
    case .none: break
    case .thousands(let plain): return Mistake(.thousandsSeparator, ["text": read, "plain": plain])
    case .decimalComma(let plain): return Mistake(.decimalComma, ["text": read, "plain": plain])
    case .either(let thousands, let decimal):
      return Mistake(.commaInNumber, ["text": read, "thousands": thousands, "decimal": decimal])
    }
    if let mended = form.mendedForm {
      return Mistake(.numberForm, ["text": read, "plain": mended])
    }
    if let currency = form.currency {
      return Mistake(.currencySign, ["text": read, "sign": currency, "unit": unit.name])
    }
    if let (number, word) = form.trailingWord {
      return Mistake(
        .trailingUnit, ["text": read, "number": number, "word": word, "unit": unit.name])
    }
    return Mistake(
      .notANumber, ["text": read, "nearest": self.nearest(text, in: self.reasons.names)])
  }
}

/// Looks at a text that should have been a number, for the reason why it is none.
struct NumberMarks {
  enum Grouping {
    case none
    case thousands(plain: String)
    case decimalComma(plain: String)
    /// One comma before three digits: it may be either.
    case either(thousands: String, decimal: String)
  }

  private let text: String
  private let scalars: [Unicode.Scalar]

  init(_ bytes: ArraySlice<UInt8>) {
    text = String(decoding: bytes.prefix(200), as: UTF8.self)
    scalars = Array(text.unicodeScalars)
  }

  /// `#N/A`, `#DIV/0!`, `#REF!`
  var isSpreadsheetError: Bool {
    guard text.utf8.first == UInt8(ascii: "#"), text.utf8.count > 2 else { return false }
    return text.utf8.dropFirst().allSatisfy { byte in
      (byte.isASCIILetter && byte < 0x60) || byte.isDigit || "/!?".utf8.contains(byte)
    }
  }

  /// `2023-01-05`, `05/01/2023`, `12:30`, `5-Jan`
  var looksLikeDate: Bool {
    guard let first = scalars.first, first.isDigit else { return false }
    for mark in ["-", "/", ":"] as [Character] {
      let parts = text.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count == 2 || parts.count == 3 else { continue }
      let numbers = parts.filter {
        !$0.isEmpty && $0.utf8.count <= 4 && $0.utf8.allSatisfy(\.isDigit)
      }
      if numbers.count == parts.count, parts.count == 3 || mark == ":" { return true }
      if mark == "-", numbers.count == parts.count - 1,
        parts.contains(where: {
          (3...4).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isASCIILetter)
        })
      {
        return true
      }
    }
    return false
  }

  /// Separators between digits, if digits and separators are all there is.
  var grouping: Grouping {
    var groups: [String] = [""]
    var marks: [Unicode.Scalar] = []
    var body = scalars
    var sign = ""
    if let first = body.first, first == "-" || first == "+" {
      sign = first == "-" ? "-" : ""
      body.removeFirst()
    }
    var tail = ""
    if body.last == "%" {
      tail = "%"
      body.removeLast()
    }
    for scalar in body {
      if scalar.isDigit {
        groups[groups.count - 1].unicodeScalars.append(scalar)
      } else if NumberMarks.separators.contains(scalar) {
        marks.append(scalar)
        groups.append("")
      } else {
        return .none
      }
    }
    guard let last = marks.last, groups.allSatisfy({ !$0.isEmpty }) else { return .none }
    let plain = sign + groups.joined() + tail
    let whole = sign + groups.dropLast().joined()
    let decimal = whole + "." + (groups.last ?? "") + tail
    let others = Set(marks.dropLast())
    let isGrouped =
      groups.dropFirst().allSatisfy { $0.utf8.count == 3 } && groups[0].utf8.count <= 3
    if marks.count == 1 {
      switch last {
      case ",":
        return isGrouped
          ? .either(thousands: plain, decimal: decimal) : .decimalComma(plain: decimal)
      case ".": return .none
      default: return isGrouped ? .thousands(plain: plain) : .none
      }
    }
    if others == [last] { return isGrouped ? .thousands(plain: plain) : .none }
    guard others.count == 1, !others.contains(last) else { return .none }
    return last == ","
      ? .decimalComma(plain: decimal) : last == "." ? .thousands(plain: decimal) : .none
  }

  /// The number in the form that is read: `.5`, `5.`, `(12)`, `−5`, `98.1 %`.
  var mendedForm: String? {
    var mended = text
    if mended.hasPrefix("("), mended.hasSuffix(")") { mended = "-" + mended.dropFirst().dropLast() }
    mended = String(
      String.UnicodeScalarView(
        mended.unicodeScalars.map { $0 == "\u{2212}" || $0 == "\u{2013}" ? "-" : $0 }))
    if mended.last == "%" {
      mended = mended.dropLast().filter { !NumberMarks.spaces.contains($0) } + "%"
    }
    if mended.hasSuffix(".") { mended.removeLast() }
    if mended.hasPrefix(".") { mended = "0" + mended }
    if mended.hasPrefix("-.") { mended = "-0" + mended.dropFirst() }
    return mended != text && NumberShape(Array(mended.utf8)[...]) != nil ? mended : nil
  }

  /// The sign or code of a currency before or after a number.
  var currency: String? {
    for sign in ["$", "€", "£", "¥", "₹", "US$"] where text.contains(sign) {
      return text.contains(where: \.isNumber) ? sign : nil
    }
    let code = text.prefix { $0.isASCII && $0.isUppercase }
    guard code.utf8.count == 3 else { return nil }
    let rest = text.dropFirst(3).drop { $0 == " " || $0 == "\u{A0}" }
    return rest.first?.isNumber == true ? String(code) : nil
  }

  /// `12 days`: the number and the word.
  var trailingWord: (number: String, word: String)? {
    let number = text.prefix { $0.isASCII && !$0.isLetter && $0 != " " && $0 != "%" }
    guard !number.isEmpty, NumberShape(Array(number.utf8)[...]) != nil else { return nil }
    let word = text.dropFirst(number.count).drop { NumberMarks.spaces.contains($0) }
    guard let first = word.first, first.isLetter else { return nil }
    return (String(number), String(word))
  }

  private static let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}"]
  private static let separators: Set<Unicode.Scalar> = [
    ",", ".", " ", "'", "\u{2019}", "\u{A0}", "\u{202F}", "\u{2009}", "_",
  ]
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { value >= 48 && value <= 57 }
}
