package import PMMIR
package import PMMNumber

/// Numbers and units as people write them.
extension Wording {
  /// A number for people: whole numbers and decimals of at most twelve digits as they are, anything
  /// longer cut after a few decimals, with `…` for the rest: `97.8418…`, `0.00001234…`.
  func decimal(_ number: Rational) -> String {
    let digits = 12
    let short = number.decimal(significant: digits)
    let isPlain = !short.utf8.contains(UInt8(ascii: "e"))
    if isPlain, number.isInteger { return self.number(number.exactText) }
    if isPlain, Rational(decimal: short) == number { return self.number(short) }
    guard isPlain else { return short + "…" }
    var scaled = number.magnitude
    var decimals = 4
    while scaled < Rational(1, over: 10), decimals < 24 {
      scaled = scaled * 10
      decimals += 1
    }
    var room = digits
    while scaled >= 10, room > 1 {
      scaled = scaled * Rational(1, over: 10)
      room -= 1
    }
    return self.number(number.fixed(decimals: min(decimals, max(1, room - 1)), .down)) + "…"
  }

  /// A number of a unit: `98.1 %`, `12.3 hours`, `1 declaration`, `0.71`.
  package func quantity(
    _ value: Rational, _ unit: Unit, show: Decimals? = nil, digits: Digits? = nil
  ) -> String {
    let printed = value * unit.printFactor
    if let show {
      return inUnit(number(printed.fixed(decimals: show.count, show.mode)), printed, unit)
    }
    return inUnit(digits.map { number($0.text(printed)) } ?? decimal(printed), printed, unit)
  }

  private func inUnit(_ number: String, _ value: Rational, _ unit: Unit) -> String {
    if unit.isPercent, unit.isDimensionless { return self(.percentQuantity, ["number": number]) }
    let name = unitName(unit, isSingular: isSingular(number, value))
    return name.isEmpty ? number : self(.quantity, ["number": number, "unit": name])
  }

  /// The name of a unit beside a number: counted and built-in units in the plural where the language
  /// has it, others as they were declared; empty for a pure number.
  func unitName(_ unit: Unit, isSingular: Bool) -> String {
    if unit == .percentagePoint { return self(.unitPercentagePoint, count: isSingular ? 1 : 2) }
    guard unit.name != Unit.number.name else { return "" }
    let parts = unit.name.split(separator: " ")
    guard let per = parts.firstIndex(of: "per"), per > 0, per + 1 < parts.count else {
      return word(unit.name, unit, isSingular: isSingular)
    }
    let by = parts[(per + 1)...].map { word(String($0), unit, isSingular: true) }
    return self(
      .unitPer,
      [
        "unit": word(parts[..<per].joined(separator: " "), unit, isSingular: isSingular),
        "by": by.joined(separator: " "),
      ])
  }

  private func word(_ name: String, _ unit: Unit, isSingular: Bool) -> String {
    if let phrase = Self.builtInUnits[name] { return self(phrase, count: isSingular ? 1 : 2) }
    // What is counted is a dimension of its own; currencies have no plural beside a number.
    let isCounted =
      unit.factors.contains { $0.base == name && $0.power == 1 }
      && name.utf8.first.map { (97...122).contains($0) } ?? false
    let noun = units[name] ?? name.spaced
    return isCounted && !isSingular ? plural(noun) : noun
  }

  private static let builtInUnits: [String: Phrase] = [
    "second": .unitSecond, "minute": .unitMinute, "hour": .unitHour, "day": .unitDay,
    "year": .unitYear, "kilogram": .unitKilogram, "tonne": .unitTonne, "money": .unitMoney,
  ]

  // MARK: Plural

  /// Whether a noun beside the number as it is written stands in the singular. In English only beside
  /// 1 (1.0 has a plural), in French beside everything below 2.
  private func isSingular(_ text: String, _ value: Rational) -> Bool {
    language == "fr" ? value.magnitude < 2 : text == "1" || text == "−1"
  }

  func isSingular(_ count: Int) -> Bool {
    isSingular(String(count), Rational(count))
  }

  /// A noun as a phrase about each one needs it: “every KPI”, but « commune aux résultats ».
  func each(_ noun: String) -> String { language == "fr" ? plural(noun) : noun }

  /// The plural of a noun by the simple rule of the language.
  package func plural(_ noun: String) -> String {
    guard language == "fr" else { return englishPlural(noun) }
    // The noun comes first where others follow with « de » or « en ».
    let links = [" de ", " d’", " d'", " du ", " des ", " en ", " à ", " au ", " aux ", " par "]
    guard let end = links.compactMap({ noun.firstRange(of: $0)?.lowerBound }).min() else {
      return Self.frenchPlural(noun)
    }
    return Self.frenchPlural(String(noun[..<end])) + noun[end...]
  }

  /// Every word of it: what follows the noun agrees with it. Acronyms do not change.
  private static func frenchPlural(_ noun: String) -> String {
    noun.split(separator: " ").map { frenchPlural(word: String($0)) }.joined(separator: " ")
  }

  private static func frenchPlural(word noun: String) -> String {
    if noun.count > 1, noun.allSatisfy(\.isUppercase) { return noun }
    if ["s", "x", "z"].contains(where: noun.hasSuffix) { return noun }
    if noun.hasSuffix("au") || noun.hasSuffix("eu") { return noun + "x" }
    return noun.hasSuffix("al") ? noun.dropLast(1) + "ux" : noun + "s"
  }
}
