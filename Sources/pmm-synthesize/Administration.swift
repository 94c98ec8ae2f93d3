/// A fictitious administration: what its figures have in common.
struct Administration: Sendable {
  let code: String
  /// Index in the framework's list of regions.
  let region: Int
  /// From 0, a small island, to 1, the largest trader.
  let size: Double
  /// From 0 to 1.
  let income: Double
  /// How well it works in the first year, and how much better each year; from 0 to 1.
  let capability: Double
  let progress: Double
  /// The share of questions that it answers where there is no reason not to.
  let diligence: Double
  /// Units of national currency to a dollar.
  let currency: Double
  let growth: Double
  let traits: Set<Trait>
  let years: ClosedRange<Int>

  enum Trait: Sendable { case island, landlocked }

  /// The years of the file. The first of each cycle's two serves `[T-1]`.
  static let span = 2021...2026

  /// Codes of a letter and two digits belong to no country.
  static func all(_ count: Int, regions: Int, dice: Dice) -> [Administration] {
    (1...count).map { Administration(number: $0, regions: regions, dice: dice) }
  }

  private init(number: Int, regions: Int, dice: Dice) {
    let code = number < 10 ? "X0\(number)" : "X\(number)"
    func draw(_ what: String) -> Double { dice.uniform("administration", code, what) }
    self.code = code
    region = (number - 1) % regions
    // Most are small. Large and rich ones work better, with exceptions.
    size = draw("size") * (0.3 + 0.7 * draw("size again"))
    income = 0.15 + 0.35 * draw("income") + 0.35 * draw("income again") + 0.15 * size
    capability =
      0.08 + 0.5 * income + 0.2 * size + 0.07 * dice.bell("administration", code, "capability")
    progress = 0.005 + 0.035 * draw("progress")
    diligence = 0.78 + 0.22 * draw("diligence")
    currency = [1, 1, 4, 12, 60, 600][Int(draw("currency") * 6)]
    growth = 1.005 + 0.06 * draw("growth")
    var traits: Set<Trait> = []
    if size < 0.35, draw("coast") < 0.35 { traits.insert(.island) }
    if traits.isEmpty, draw("coast") > 0.8 { traits.insert(.landlocked) }
    self.traits = traits
    years = Administration.years(number)
  }

  /// Who joins late, in a year that is scored or the one before, and who leaves.
  private static func years(_ number: Int) -> ClosedRange<Int> {
    switch number % 30 {
    case 7: 2023...span.upperBound
    case 13: 2024...span.upperBound
    case 19: 2025...span.upperBound
    case 23: span.lowerBound...2024
    case 29: 2026...span.upperBound
    default: span
    }
  }

  /// How well it works in a year.
  func capability(in year: Int) -> Double {
    capability + progress * Double(year - Administration.span.lowerBound)
  }
}
