import PMMIR

/// A dataset that nobody reported: for each administration and year a row, for each figure that the
/// framework's standard definitions and their checks read a column.
///
/// The program says which inputs there are, how they are broken down, which may not exceed which
/// other, and which instruments are asked about; the recipes say how figures look. An input without a
/// recipe is a share of what bounds it.
final class Synthesis {
  let program: Program
  let recipes: [String: Recipe]
  let dice: Dice
  let administrations: [Administration]
  let inputs: [Int]
  /// Inputs whose cells are read, and not only their totals.
  let brokenDown: Set<Int>
  /// By input: what it may not exceed, by its checks.
  private let bounds: [[(input: Int, selection: Selection)]]
  private let indices: [String: Int]
  /// What was computed.
  private var known: [Key: Double?] = [:]

  private struct Key: Hashable {
    var input: Int
    var cell: Cell
    var code: String
    var year: Int
  }

  init(_ program: Program, recipes: [String: Recipe], count: Int, seed: UInt64) {
    self.program = program
    self.recipes = recipes
    dice = Dice(seed: seed)
    let regions = program.attributes.first { $0.name == "region" }?.values.count ?? 1
    administrations = Administration.all(count, regions: regions, dice: dice)
    (inputs, brokenDown) = program.readByStandardDefinitions
    bounds = program.inputs.indices.map { program.bounds(of: $0) }
    indices = Dictionary(
      uniqueKeysWithValues: program.inputs.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// A value of an input's axis, as its index; nil for the total.
  typealias Cell = Int?

  func cells(of input: Int) -> [Cell] {
    brokenDown.contains(input) ? program.inputs[input].breakdown[0].values.map { $0 } : [nil]
  }

  // MARK: Figures

  /// The figure as it would be without gaps; nil where it does not apply, or nothing was there yet.
  func figure(_ input: Int, _ cell: Cell, _ who: Administration, _ year: Int) -> Double? {
    let key = Key(input: input, cell: cell, code: who.code, year: year)
    if let known = known[key] { return known }
    let figure = computed(input, cell, who, year)
    known[key] = .some(figure)
    return figure
  }

  private func computed(
    _ input: Int, _ cell: Cell, _ who: Administration, _ year: Int
  ) -> Double? {
    guard who.years.contains(year), applies(input, cell, who) else { return nil }
    if cell == nil, brokenDown.contains(input) {
      let parts = cells(of: input).compactMap { figure(input, $0, who, year) }
      return parts.isEmpty ? nil : parts.reduce(0, +)
    }
    let name = program.inputs[input].name
    let recipe = self.recipe(of: input)
    guard var figure = raw(input, recipe, cell, who, year) else { return nil }
    if figure < recipe.least {
      figure = recipe.least * (1 + 0.5 * dice.uniform("least", who.code, name, String(year)))
    }
    figure *= outliers["\(who.code) \(year) \(name)"] ?? outliers["\(who.code) \(name)"] ?? 1
    let unit = recipe.decimals == 1 ? 10.0 : 1
    figure = (figure * unit).rounded() / unit
    for bound in bounds[input] {
      if let limit = limit(bound.input, bound.selection, of: input, cell, who, year) {
        figure = min(figure, limit)
      }
    }
    return max(0, figure)
  }

  private func recipe(of input: Int) -> Recipe {
    let name = program.inputs[input].name
    if let recipe = recipes[name] { return recipe }
    guard let bound = bounds[input].first else {
      return Recipe(base: .nothing, low: 10, high: 1000, driver: .size)
    }
    return .part(program.inputs[bound.input].name, 0.3, 0.9)
  }

  private func raw(
    _ input: Int, _ recipe: Recipe, _ cell: Cell, _ who: Administration, _ year: Int
  ) -> Double? {
    let name = program.inputs[input].name
    let place = cell.map(String.init) ?? ""
    let own = dice.bell("own", who.code, name, place)
    let now = dice.bell("now", who.code, name, place, String(year))
    /// What the driver makes of the two levels.
    func level(_ chance: Double) -> Double {
      let driver =
        switch recipe.driver {
        case .capability: who.capability(in: year)
        case .size: who.size
        case .income: who.income
        case .chance: dice.uniform("level", who.code, name)
        }
      return recipe.low + (recipe.high - recipe.low) * min(1, max(0, driver + chance))
    }
    let chance = max(0.3, (1 + recipe.spread * own) * (1 + recipe.wobble * now))
    switch recipe.base {
    case .volume: return volume(who, year) * weight(input, cell) * chance
    case .nothing: return level(0) * chance
    case .part(let of, let before):
      return related(of, input, cell, who, before ? year - 1 : year).map {
        $0 * max(0, level(recipe.spread * own + recipe.wobble * now))
      }
    case .scaled(let by, let per):
      let divisor = per.map { related($0, input, cell, who, year) ?? 0 } ?? 1
      return related(by, input, cell, who, year).map {
        divisor == 0 ? 0 : $0 / divisor * level(0) * chance * (recipe.isMoney ? who.currency : 1)
      }
    case .rest(let of, let others):
      let parts = others.compactMap { related($0, input, cell, who, year) }
      return related(of, input, cell, who, year).map { $0 - parts.reduce(0, +) }
    }
  }

  /// From 15,000 declarations to 30 million; each sixth of the way takes about 3.5 times as many.
  private func volume(_ who: Administration, _ year: Int) -> Double {
    let steps: [Double] = [15_000, 50_000, 180_000, 640_000, 2_300_000, 8_200_000, 30_000_000]
    let place = who.size * 6
    let step = min(5, Int(place))
    let base = steps[step] + (steps[step + 1] - steps[step]) * (place - Double(step))
    return (Administration.span.lowerBound..<year).reduce(base) { figure, _ in
      figure * who.growth
    }
  }

  /// Another input, `declarations` or `declarations[import]`: the cell that is named, else the same
  /// cell, else its share of the total.
  private func related(
    _ text: String, _ input: Int, _ cell: Cell, _ who: Administration, _ year: Int
  ) -> Double? {
    let words = text.split { $0 == "[" || $0 == "]" }.map(String.init)
    guard let other = indices[words[0]] else { return nil }
    let part = program.inputs[other].breakdown.first
    if words.count > 1, let part {
      let named = program.axes[part.axis].values.firstIndex { $0.name == words[1] }
      return figure(other, named, who, year)
    }
    let isSame = part.map(\.axis) == program.inputs[input].breakdown.first.map(\.axis)
    if cell != nil, isSame, brokenDown.contains(other) { return figure(other, cell, who, year) }
    return figure(other, nil, who, year).map { $0 * weight(input, cell) }
  }

  /// The figure of what a check says may not be exceeded.
  private func limit(
    _ other: Int, _ selection: Selection, of input: Int, _ cell: Cell, _ who: Administration,
    _ year: Int
  ) -> Double? {
    guard case .offset(let offset) = selection.period else { return nil }
    switch selection.cells {
    case .current:
      let isSame = brokenDown.contains(other) || cell == nil
      return isSame ? figure(other, cell, who, year + offset) : nil
    case .fixed(let parts):
      guard let part = parts.first else { return nil }
      let figures = part.values.compactMap { figure(other, $0, who, year + offset) }
      return figures.isEmpty ? nil : figures.reduce(0, +)
    }
  }

  // MARK: Cells

  /// Islands have no land border and landlocked countries no sea.
  func applies(_ input: Int, _ cell: Cell, _ who: Administration) -> Bool {
    guard recipes[program.inputs[input].name]?.exempt.isDisjoint(with: who.traits) ?? true else {
      return false
    }
    guard let cell, let part = program.inputs[input].breakdown.first else { return true }
    switch program.axes[part.axis].values[cell].name {
    case "transit", "rail", "road": return !who.traits.contains(.island)
    case "sea": return !who.traits.contains(.landlocked)
    default: return true
    }
  }

  /// How much of a total falls to a cell.
  private func weight(_ input: Int, _ cell: Cell) -> Double {
    guard let cell, let part = program.inputs[input].breakdown.first else { return 1 }
    let weights = [
      "import": 0.58, "export": 0.35, "transit": 0.07,
      "sea": 0.34, "air": 0.3, "rail": 0.06, "road": 0.3,
      "cargo": 0.2, "post": 0.15, "express": 0.15, "travellers": 0.35, "vehicles": 0.15,
    ]
    return weights[program.axes[part.axis].values[cell].name] ?? 1 / Double(part.values.count)
  }
}
