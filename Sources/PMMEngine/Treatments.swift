internal import PMMIR
internal import PMMNumber

/// `treat`: the columns of all groups at once, round by round.
extension Engine {
  func treat(_ columns: [Vector], _ node: Int) -> [Vector] {
    guard let treatment = rules(node).treatment?.value else { return columns }
    return columns.enumerated().map { cell, column in
      let treated = treat(column, treatment, node, cell)
      return resolved(treated, .treated, node, cell) { $0.exactValue }
    }
  }

  private func treat(
    _ column: Vector, _ treatment: Treatment, _ node: Int, _ cell: Int
  ) -> Vector {
    let cells = setting.cells[node].count
    let least = setting.program.populations[treatment.population].atLeast ?? 0
    let comparable = comparable(node)
    let groups = groups(treatment.population).members.compactMap { members -> TreatedGroup? in
      let places = members.lazy.map { Int($0) }.filter {
        column.states[$0] != State.missing && comparable?[$0] ?? true
      }
      return places.isEmpty || places.count < least
        ? nil : TreatedGroup(places: Array(places), column)
    }
    let test = TreatmentTest(
      engine: self, until: treatment.until, node: node, cell: setting.cells[node][cell],
      scale: column.scale)
    // A test that is missing says of no column that it fails.
    for (group, outcome) in zip(groups, test.outcomes(of: groups)) {
      group.isInDoubt = group.isInDoubt || outcome == .doubt
      group.isOpen = outcome == .fails && !group.isInDoubt
    }
    guard groups.contains(where: { $0.isOpen || $0.isInDoubt }) else {
      keep(TreatedColumn(), node, cell)
      return column
    }
    let ordering = Ordering(column) { place in
      self.asked { self.exact.figures(.imputed, node: node, index: place * cells + cell) }?
        .exactValue.number
    }
    for group in groups where group.isOpen { group.sort(by: ordering) }
    for method in treatment.methods {
      switch method {
      case .winsorise(let limit): winsorise(groups.filter(\.isOpen), limit, test)
      case .log:
        let logarithms = groups.filter { $0.isOpen && $0.takeLogarithms() }
        test.close(logarithms)
      }
    }
    return treated(column, groups, node, cell)
  }

  /// Moves all of the highest values (of the lowest, where the skewness is negative) to the next one,
  /// until the column passes or enough points have been moved.
  private func winsorise(_ groups: [TreatedGroup], _ limit: Int, _ test: TreatmentTest) {
    for group in groups { group.beginToWinsorise() }
    var moving = groups
    while !moving.isEmpty {
      moving = moving.filter { $0.moveEnd(limit, test.scale) }
      test.close(moving)
      moving = moving.filter(\.isOpen)
    }
  }

  /// The column after its groups were treated; in doubt where they are.
  private func treated(
    _ column: Vector, _ groups: [TreatedGroup], _ node: Int, _ cell: Int
  ) -> Vector {
    var treated = TreatedColumn(count: count)
    let result = Vector.make(count) { column[$0] }
    for group in groups {
      if group.isInDoubt {
        for place in group.places {
          treated.kinds[place] = TreatedColumn.unknown
          result[place] = .doubt
        }
        continue
      }
      switch group.method {
      case nil: continue
      case .winsorised:
        for (run, end) in group.moved {
          for place in run.places {
            treated.kinds[place] = Int32(end.best)
            var lane = column[place]
            lane.number = column.number(end.best)
            lane.flags |= StatusFlags.treated.rawValue
            result[place] = lane
          }
        }
      case .logarithms:
        let kind = treated.add(
          least: group.runs[0].best, most: group.runs[group.runs.count - 1].best)
        for (place, number) in zip(group.places, group.numbers) {
          treated.kinds[place] = kind
          var lane = column[place]
          switch order(lane.number, number) {
          // It may be its own logarithm.
          case 2: lane = .doubt
          case 0: break
          default:
            lane.number = number
            lane.flags |= StatusFlags.treated.rawValue
          }
          result[place] = lane
        }
      }
    }
    result.finish()
    let kinds = treated.kinds
    keep(treated, node, cell)
    result.scale = treated.hasLogarithms ? 0 : column.scale
    result.origin = { place, steps in
      switch kinds[place] {
      case TreatedColumn.itself: column.precise(place, &steps)
      case let other where other >= 0: column.precise(Int(other), &steps)
      default: nil
      }
    }
    return result
  }

  // MARK: What exact arithmetic need not find out again

  /// What became of a value; nil where only the whole column says.
  func treated(_ node: Int, _ index: Int) -> TreatedAs? {
    let cells = setting.cells[node].count
    let (place, cell) = index.quotientAndRemainder(dividingBy: cells)
    return treatedColumn(node, cell)?.kind(at: place).map { kind in
      switch kind {
      case .itself: .itself
      case .other(let other): .other(other * cells + cell)
      case .logarithm(let least, let most):
        .logarithm(least: least * cells + cell, most: most * cells + cell)
      }
    }
  }
}

/// What became of each place of a column; the indices are those of places.
struct TreatedColumn {
  static let itself: Int32 = -1
  static let unknown: Int32 = -2

  /// Another place whose value it has; else one of the above, or less: a pair of ends, whose logarithms
  /// it is among. Empty: nothing was changed.
  var kinds: [Int32]
  private var ends: [(least: Int, most: Int)] = []

  init(count: Int = 0) { kinds = Array(repeating: Self.itself, count: count) }

  var hasLogarithms: Bool { !ends.isEmpty }

  /// How the places of a group are marked whose logarithms were taken.
  mutating func add(least: Int, most: Int) -> Int32 {
    ends.append((least, most))
    return Self.unknown - Int32(ends.count)
  }

  func kind(at place: Int) -> TreatedAs? {
    if kinds.isEmpty { return .itself }
    switch kinds[place] {
    case Self.itself: return .itself
    case Self.unknown: return nil
    case let other where other >= 0: return .other(Int(other))
    case let mark:
      let ends = ends[Int(Self.unknown - mark) - 1]
      return .logarithm(least: ends.least, most: ends.most)
    }
  }
}

/// The values of one group, and how far their treatment has come.
final class TreatedGroup {
  enum Method { case winsorised, logarithms }
  /// Places of one value, and the one of them where it is known best.
  struct Run {
    var places: [Int]
    var best: Int
  }

  /// Those that have a value, in the order of the results.
  let places: [Int]
  /// Their values, treated so far.
  private(set) var numbers: [Approximation]
  private(set) var method: Method?
  /// Whether the test fails, as far as it is known.
  var isOpen = false
  var isInDoubt: Bool
  /// From the lowest value to the highest, once they are in order.
  private(set) var runs: [Run] = []
  private let column: Vector
  /// The runs that the lowest and the highest values have been moved to.
  private var (low, high) = (0, 0)

  init(places: [Int], _ column: Vector) {
    self.places = places
    self.column = column
    numbers = places.map { column.number($0) }
    isInDoubt = places.contains { column.states[$0] != State.known }
  }

  func sort(by ordering: Ordering) {
    for place in ordering.sorted(places) {
      guard let last = runs.last, ordering.compare(last.best, place) == 0 else {
        runs.append(Run(places: [place], best: place))
        continue
      }
      runs[runs.count - 1].places.append(place)
      if column.error(place) < column.error(last.best) { runs[runs.count - 1].best = place }
    }
  }

  func beginToWinsorise() {
    (low, high) = (0, runs.count - 1)
    numbers = runs.flatMap { run in run.places.map { _ in column.number(run.best) } }
    method = .winsorised
  }

  /// Values that were moved together move on together, and count once. False: there is no next step.
  func moveEnd(_ limit: Int, _ scale: Double) -> Bool {
    let (below, above) = (runs[..<low], runs[(high + 1)...])
    let points = (below + above).reduce(0) { $0 + $1.places.count }
    guard points < limit, low < high else { return false }
    let found = Numbers.statistic(
      .skewness, numbers, [], parameter: nil, isLevel: false, scale: scale)
    guard case .known(let skewness) = found, skewness.hasSign else {
      if case .missing = found { return false }
      (isOpen, isInDoubt) = (false, true)
      return false
    }
    if skewness.value < 0 { low += 1 } else { high -= 1 }
    numbers = runs.enumerated().flatMap { index, run in
      let end = runs[min(max(index, low), high)].best
      return run.places.map { _ in column.number(end) }
    }
    return true
  }

  /// The runs that were moved, and where to.
  var moved: [(run: Run, end: Run)] {
    runs.indices.filter { $0 < low || $0 > high }.map { (runs[$0], runs[$0 < low ? low : high]) }
  }

  /// `ln(x - min + 0.01 (max - min))`; false if there are none.
  func takeLogarithms() -> Bool {
    guard runs.count > 1 else { return false }
    let (least, most) = (column.number(runs[0].best), column.number(runs[runs.count - 1].best))
    let shift = (most - least) / Approximation(100)
    var logarithms: [Approximation] = []
    for place in places {
      guard let logarithm = (column.number(place) - least + shift).logarithm else {
        (isOpen, isInDoubt) = (false, true)
        return false
      }
      logarithms.append(logarithm)
    }
    (numbers, method) = (logarithms, .logarithms)
    return true
  }
}

/// `until` of a treatment, for the columns of groups as they then are.
struct TreatmentTest {
  enum Outcome { case holds, fails, missing, doubt }
  let engine: Engine
  let until: ExpressionID
  let node: Int
  let cell: Cell
  let scale: Double

  /// Whoever's place the test is evaluated at, it speaks of the column: the first of the group.
  func outcomes(of groups: [TreatedGroup]) -> [Outcome] {
    if groups.isEmpty { return [] }
    guard speaksOfColumns(until) else { return groups.map { _ in .doubt } }
    var reading = Reading(node: node, cell: cell)
    reading.column = { aggregate in
      let result = Vector(.missing(0), count: engine.count)
      for group in groups {
        let found = Numbers.statistic(
          aggregate, group.numbers, [], parameter: nil, isLevel: false,
          scale: group.method == .logarithms ? 0 : scale)
        result[group.places[0]] =
          switch found {
          case .known(let number): .known(number)
          case .missing(let reason): .missing(engine.reasons.bit(reason))
          case .doubt: .doubt
          }
      }
      return result.finish()
    }
    let found = Formulas(engine, reading).vector(until)
    return groups.map { group in
      let lane = found[group.places[0]]
      return switch lane.state {
      case State.known: lane.isTrue ? .holds : .fails
      case State.missing: .missing
      default: .doubt
      }
    }
  }

  /// Closes those that now pass.
  func close(_ groups: [TreatedGroup]) {
    for (group, outcome) in zip(groups, outcomes(of: groups)) {
      group.isOpen = outcome == .fails || outcome == .missing
      group.isInDoubt = outcome == .doubt
    }
  }

  /// Not inside of another set, where its statistics would be read for each member.
  private func speaksOfColumns(_ id: ExpressionID) -> Bool {
    switch engine.setting.program[id].operation {
    case .aggregate, .standing, .coverage: false
    default: engine.setting.program.dependencies(of: id).allSatisfy(speaksOfColumns)
    }
  }
}
