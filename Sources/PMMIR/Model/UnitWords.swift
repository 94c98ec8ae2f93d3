package import PMMNumber

/// Quantities in findings, which are in English and use the notation of definitions.
extension Unit {
  /// `1 declaration`, `5 declarations`, `98.1%`, `2.5 hours per declaration`, `0.71`.
  package func text(_ value: Rational) -> String {
    text(printed: (value * printFactor).description)
  }

  /// A number that is already in the printed unit, with the unit.
  package func text(printed number: String) -> String {
    if isPercent, isDimensionless { return number + "%" }
    if self == .number { return number }
    var parts = name.split(separator: " ").map { $0.split(separator: "_").joined(separator: " ") }
    let isPlural = number != "1" && number != "-1"
    if isPlural, let first = parts.first, let letter = first.utf8.first,
      (97...122).contains(letter), name != "money"
    {
      parts[0] = englishPlural(first)
    }
    return ([number] + parts).joined(separator: " ")
  }
}

/// The plural of an English noun by the simple rule.
package func englishPlural(_ noun: String) -> String {
  if ["s", "x", "z", "ch", "sh"].contains(where: noun.hasSuffix) { return noun + "es" }
  guard noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) else {
    return noun + "s"
  }
  return noun.dropLast() + "ies"
}
