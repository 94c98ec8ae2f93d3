/// How the figures of one input come about.
struct Recipe: Sendable {
  /// What the figure follows from.
  enum Base: Sendable {
    /// The number of declarations of an administration of this size.
    case volume
    /// Nothing: the levels are the figure itself.
    case nothing
    /// A share of another input, in the year or the year before. It stays between the levels.
    case part(of: String, before: Bool)
    /// A multiple of another input, with chance on top; `per` divides.
    case scaled(by: String, per: String?)
    /// What other inputs leave of one.
    case rest(of: String, without: [String])
  }

  /// What moves a figure from its low to its high level.
  enum Driver: Sendable { case capability, size, income, chance }

  /// Why some administrations have no figure. Inputs with one `key` lack it together.
  struct Gap: Sendable {
    var key: String
    var share: Double
    var reason: String
  }

  var base: Base
  var low: Double
  var high: Double
  var driver: Driver = .capability
  /// Chance between administrations and between years.
  var spread = 0.08
  var wobble = 0.03
  var least = 0.0
  var decimals = 0
  var isMoney = false
  var gaps: [Gap] = []
  /// Whether a year may be left without an answer.
  var isSkipped = true
  /// Of whom it is not asked.
  var exempt: Set<Administration.Trait> = []

  /// Of `of`, from the share of the least capable to that of the most capable.
  static func part(
    _ of: String, _ low: Double, _ high: Double, by driver: Driver = .capability,
    before: Bool = false
  ) -> Recipe {
    var recipe = Recipe(base: .part(of: of, before: before), low: low, high: high, driver: driver)
    recipe.spread = 0.1
    recipe.wobble = 0.015
    return recipe
  }

  /// A multiple of `by`.
  static func scaled(
    _ by: String, _ low: Double, _ high: Double, per: String? = nil,
    driver: Driver = .capability, least: Double = 0
  ) -> Recipe {
    Recipe(
      base: .scaled(by: by, per: per), low: low, high: high, driver: driver, spread: 0.2,
      least: least)
  }

  static func rest(_ of: String, without others: [String]) -> Recipe {
    Recipe(base: .rest(of: of, without: others), low: 1, high: 1)
  }

  func gap(_ key: String, _ share: Double, _ reason: String) -> Recipe {
    with { $0.gaps.append(Gap(key: key, share: share, reason: reason)) }
  }

  func exempt(_ traits: Administration.Trait...) -> Recipe { with { $0.exempt = Set(traits) } }

  /// Never left out, as others are read beside it.
  var always: Recipe { with { $0.isSkipped = false } }

  var steady: Recipe {
    with {
      $0.spread = 0
      $0.wobble = 0
    }
  }

  func chance(_ spread: Double, _ wobble: Double) -> Recipe {
    with {
      $0.spread = spread
      $0.wobble = wobble
    }
  }

  var money: Recipe { with { $0.isMoney = true } }

  var tenths: Recipe { with { $0.decimals = 1 } }

  private func with(_ change: (inout Recipe) -> Void) -> Recipe {
    var copy = self
    change(&copy)
    return copy
  }
}
