package import PMMNumber
private import Synchronization

/// A unit: a product of base dimensions with integer powers, a scale against the base, and a name.
///
/// `week` is `day^1` with scale 7; `declaration per officer` is `declaration^1 officer^-1`. A figure
/// is carried as a number of its unit. `percent` is dimensionless with scale 1 and only *printed*
/// times 100; `percentage_point` is a dimension of its own that a percent can take on.
package struct Unit: Hashable, Sendable {
  package struct Factor: Hashable, Sendable, Comparable {
    package var base: String
    package var power: Int

    package init(base: String, power: Int) {
      self.base = base
      self.power = power
    }

    package static func < (left: Factor, right: Factor) -> Bool {
      (left.base, left.power) < (right.base, right.power)
    }
  }

  private final class Content: Sendable, Hashable {
    let factors: [Factor]
    let scale: Rational
    let isPercent: Bool
    let name: String
    // Asked for by every product of units.
    let isPlain: Bool
    let isOneWord: Bool

    init(_ factors: [Factor], _ scale: Rational, _ isPercent: Bool, _ name: String) {
      self.factors = factors
      self.scale = scale
      self.isPercent = isPercent
      self.name = name
      isPlain = factors.isEmpty && scale == 1
      isOneWord = factors.count == 1 && !name.utf8.contains(UInt8(ascii: " "))
    }

    static func == (left: Content, right: Content) -> Bool {
      left.name == right.name && left.factors == right.factors && left.scale == right.scale
        && left.isPercent == right.isPercent
    }

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  /// Every unit that there was, once. Every expression has a unit, and there are few units: none is
  /// ever freed, so that nobody counts who holds it.
  private static let known = Mutex<Set<Content>>([])

  private unowned(unsafe) let content: Content

  package init(factors: [Factor], scale: Rational, isPercent: Bool, name: String) {
    let new = Content(factors.filter { $0.power != 0 }.sorted(), scale, isPercent, name)
    content = Unit.known.withLock { $0.insert(new).memberAfterInsert }
  }

  /// Sorted by base, powers never zero.
  package var factors: [Factor] { content.factors }
  /// How many base units one of this unit is.
  package var scale: Rational { content.scale }
  /// Printed and read times 100.
  package var isPercent: Bool { content.isPercent }
  /// Number or percent.
  package var isPlain: Bool { content.isPlain }
  /// One unit to the power of 1, whose name is that of every product with a plain number.
  package var isOneWord: Bool { content.isOneWord }
  /// As the author writes it: `USD per auditor`.
  package var name: String { content.name }

  package static func == (left: Unit, right: Unit) -> Bool {
    left.content === right.content
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(content)) }

  package static let number = Unit(factors: [], scale: 1, isPercent: false, name: "number")
  package static let percent = Unit(factors: [], scale: 1, isPercent: true, name: "percent")
  package static let percentagePoint = Unit(
    factors: [Factor(base: "percentage_point", power: 1)], scale: 1, isPercent: true,
    name: "percentage_point")

  /// Number or percent: no dimension at all.
  package var isDimensionless: Bool { factors.isEmpty }

  package func hasDimension(of other: Unit) -> Bool { factors == other.factors }

  /// What a printed or reported number is multiplied with: 100 for percent, else 1.
  package var printFactor: Rational { isPercent ? 100 : 1 }
}

/// The type of an expression *is* a unit, a scale, or one of a few other kinds of value.
package enum ValueType: Hashable, Sendable {
  case quantity(Unit)
  /// A level of an ordered scale (index in `Program.scales`).
  case level(Int)
  /// A value of an attribute's list (index in `Program.attributes`).
  case category(Int)
  case truth
  case date
  case dateTime
  case text

  package var unit: Unit? {
    if case .quantity(let unit) = self { unit } else { nil }
  }
}
