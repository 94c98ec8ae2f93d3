internal import PMMIR
internal import PMMNumber

/// Every unit that a module can name: the built-in ones and its own.
struct UnitTable {
  private var units: [String: Unit] = [:]

  /// The built-in ones.
  static let builtIn = UnitTable()

  /// Dimensions of time and mass convert exactly; `year` does not convert to `day`, because years
  /// differ in length. Each currency is a dimension, and so is `money`, the subject's own currency.
  private init() {
    units["number"] = .number
    units["percent"] = .percent
    units["percentage_point"] = .percentagePoint
    for (name, base, scale) in [
      ("second", "second", 1), ("minute", "second", 60), ("hour", "second", 3_600),
      ("day", "second", 86_400), ("year", "year", 1), ("kilogram", "kilogram", 1),
      ("tonne", "kilogram", 1_000), ("money", "money", 1),
    ] {
      units[name] = Unit(
        factors: [.init(base: base, power: 1)], scale: Rational(scale), isPercent: false, name: name
      )
    }
    for code in currencyCodes {
      units[code] = Unit(
        factors: [.init(base: code, power: 1)], scale: 1, isPercent: false, name: code)
    }
  }

  subscript(_ name: String) -> Unit? { units[name] }

  var names: Dictionary<String, Unit>.Keys { units.keys }

  /// A counted thing, or a unit with a dimension of its own.
  mutating func declareBase(_ name: String) {
    units[name] = Unit(
      factors: [.init(base: name, power: 1)], scale: 1, isPercent: false, name: name)
  }

  /// `unit week = 7 day`
  mutating func declare(_ name: String, as count: Rational, of unit: Unit) {
    units[name] = Unit(
      factors: unit.factors, scale: unit.scale * count, isPercent: false, name: name)
  }

  /// The product of some units over the product of others, named as the author would write it.
  static func product(_ factors: [Unit], per denominators: [Unit], name: String) -> Unit {
    var powers: [String: Int] = [:]
    var scale = Rational.one
    for unit in factors {
      for factor in unit.factors { powers[factor.base, default: 0] += factor.power }
      scale = scale * unit.scale
    }
    for unit in denominators {
      for factor in unit.factors { powers[factor.base, default: 0] -= factor.power }
      scale = scale.divided(by: unit.scale) ?? scale
    }
    let combined = powers.map { Unit.Factor(base: $0.key, power: $0.value) }
    return Unit(factors: combined, scale: scale, isPercent: false, name: name)
  }
}

extension Unit {
  /// `left * right` or `left / right`; the name is made from what remains.
  static func * (left: Unit, right: Unit) -> Unit { left.times(right, sign: 1) }
  static func / (left: Unit, right: Unit) -> Unit { left.times(right, sign: -1) }

  private func times(_ other: Unit, sign: Int) -> Unit {
    // Most products are of a plain number, and most quotients are shares.
    if other.isPlain, !isPercent, isOneWord { return self }
    if sign > 0, isPlain, !other.isPercent, other.isOneWord { return other }
    if sign < 0, self == other { return .number }
    if sign < 0, factors == other.factors, scale == other.scale { return .number }
    var powers = Dictionary(factors.map { ($0.base, $0.power) }, uniquingKeysWith: +)
    for factor in other.factors { powers[factor.base, default: 0] += sign * factor.power }
    let scale = sign > 0 ? scale * other.scale : scale.divided(by: other.scale) ?? scale
    let factors = powers.map { Factor(base: $0.key, power: $0.value) }.filter { $0.power != 0 }
    if factors.isEmpty, scale == 1 { return .number }
    return Unit(
      factors: factors, scale: scale, isPercent: false,
      name: Self.spell(words(power: 1), other.words(power: sign)))
  }

  func raised(to power: Int) -> Unit {
    let raised = factors.map { Factor(base: $0.base, power: $0.power * power) }
    return Unit(
      factors: raised, scale: scale.power(power) ?? scale, isPercent: false,
      name: power == 1 ? name : Self.spell(words(power: power), [:]))
  }

  /// The unit whose square this is, if there is one.
  var squareRoot: Unit? {
    let words = words(power: 1)
    guard factors.allSatisfy({ $0.power.isMultiple(of: 2) }),
      words.values.allSatisfy({ $0.isMultiple(of: 2) }), let root = scale.exactSquareRoot
    else { return nil }
    let halved = factors.map { Factor(base: $0.base, power: $0.power / 2) }
    return Unit(
      factors: halved, scale: root, isPercent: false,
      name: Self.spell(words.mapValues { $0 / 2 }, [:]))
  }

  /// The units that the name is made of: `declaration per hour` has `hour` to the power of -1. They
  /// and not the bases make new names, because the scale is theirs.
  private func words(power: Int) -> [String: Int] {
    guard !isDimensionless || scale != 1 else { return [:] }
    var words: [String: Int] = [:]
    for (index, part) in name.split(separator: " per ").enumerated() {
      for word in part.split(separator: " * ") where word != "number" {
        words[String(word), default: 0] += index == 0 ? power : -power
      }
    }
    return words
  }

  private static func spell(_ left: [String: Int], _ right: [String: Int]) -> String {
    spell(left.merging(right, uniquingKeysWith: +).map { Factor(base: $0.key, power: $0.value) })
  }

  /// `declaration * day per officer`
  static func spell(_ factors: [Factor]) -> String {
    func words(_ sign: Int) -> [String] {
      factors.sorted().filter { $0.power * sign > 0 }.flatMap {
        Array(repeating: $0.base, count: min(abs($0.power), 8))
      }
    }
    let (above, below) = (words(1), words(-1))
    let numerator = above.isEmpty ? "number" : above.joined(separator: " * ")
    return below.isEmpty ? numerator : numerator + below.map { " per " + $0 }.joined()
  }

  /// The same, if one step does it between units that have something in common; where they have
  /// not, the figures were never meant to meet.
  func oneMissingFactor(to wanted: Unit) -> String? {
    let common = Set(factors.map(\.base)).intersection(wanted.factors.map(\.base))
    let ratio = wanted.times(self, sign: -1)
    let isOneStep = Set(ratio.factors.map { $0.power > 0 }).count == 1
    return isOneStep && !common.isEmpty ? missingFactor(to: wanted) : nil
  }

  /// What must be done to a formula of this unit to arrive at the other: `divide by officer`.
  func missingFactor(to wanted: Unit) -> String {
    let ratio = wanted.times(self, sign: -1)
    // A time is named as the author wrote it: `hour`, not the second that it is counted in.
    var written: [String: String] = [:]
    for unit in [self, wanted] where unit.factors.count == 1 && unit.factors[0].power == 1 {
      written[unit.factors[0].base] = unit.name
    }
    func spell(_ sign: Int) -> String {
      Self.spell(
        ratio.factors.filter { $0.power * sign > 0 }.map {
          Factor(base: written[$0.base] ?? $0.base, power: abs($0.power))
        })
    }
    let (above, below) = (spell(1), spell(-1))
    switch (ratio.factors.contains { $0.power > 0 }, ratio.factors.contains { $0.power < 0 }) {
    case (true, true): return "multiply by \(above) and divide by \(below)"
    case (true, false): return "multiply by \(above)"
    case (false, true): return "divide by \(below)"
    case (false, false): return "nothing"
    }
  }
}

/// ISO 4217 codes in use.
let currencyCodes: [String] = """
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
  CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
  GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD \
  KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO \
  NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE \
  SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV \
  WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG
  """.split(separator: " ").map(String.init)

extension Rational {
  /// The root of the square of a whole number, or of one over such a square.
  fileprivate var exactSquareRoot: Rational? {
    if let root = int.flatMap(wholeRoot) { return Rational(root) }
    return Rational.one.divided(by: self)?.int.flatMap(wholeRoot).map { Rational(1, over: $0) }
  }
}

/// The whole number with this square, if there is one.
private func wholeRoot(_ square: Int) -> Int? {
  guard square > 0 else { return nil }
  // The root of the largest `Int` lies between these.
  var (low, high) = (1, 3_037_000_499)
  while low < high {
    let middle = (low + high + 1) / 2
    if middle * middle <= square { low = middle } else { high = middle - 1 }
  }
  return low * low == square ? low : nil
}
