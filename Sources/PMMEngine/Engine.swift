internal import PMMIR
internal import PMMNumber
internal import Synchronization

/// A node's figures in one cell, over all places. Nothing in them is in doubt.
struct CellFigures: Sendable {
  /// Final: after `round`.
  var value: Vector
  /// What the formula, the combination or a condition gave.
  var observed: Vector
  /// The value rounded by `show`; the value itself where that is no number.
  var shown: Vector
  var score: Vector?
  var shownScore: Vector?
  /// What the score could be, where bounds are asked for; missing where there are none.
  var low: Vector?
  var high: Vector?
  /// Indices of levels; missing where there is none. Found when somebody asks.
  var levels: Later?
  var level: Vector? { levels?.vector }
  /// Missing with a reason where another reason than the figure's own keeps it from a rank, without
  /// one where there is simply none.
  var rank: Vector?
  /// Where the node has no figures at all; empty is nowhere.
  var absent: [Bool] = []
  /// Where it has no score; empty is nowhere.
  var unscored: [Bool] = []

  func isUnscored(_ place: Int) -> Bool { !unscored.isEmpty && unscored[place] }

  func isAbsent(_ place: Int) -> Bool { !absent.isEmpty && absent[place] }
}

/// A column that is computed when the first one asks for it.
final class Later: @unchecked Sendable {
  private let found = Mutex<Vector?>(nil)
  /// Called once, by one thread.
  private let make: () -> Vector

  init(_ make: @escaping () -> Vector) { self.make = make }

  var vector: Vector {
    found.withLock { found in
      if let found { return found }
      let vector = make()
      found = vector
      return vector
    }
  }
}

/// One run: a program, of the chosen alternatives, over a dataset. Threads may share it: figures of a
/// node are written by one of them, in a step before those that read them, and all else that changes
/// stands behind locks.
final class Engine: @unchecked Sendable {
  let setting: Setting
  let sets: RuleSets
  let reasons: ReasonTable
  let translation: Translation
  /// The judge of whatever bounds do not decide.
  let exact: LazyFigures
  let count: Int
  private let threads: Int
  /// By node and cell; empty before the node's step. Written once, each by whoever computes it.
  let nodes: UnsafeMutableBufferPointer<[CellFigures]>
  private let memo = Mutex<[Key: any Sendable]>([:])
  private let questions = Mutex(0)
  /// By node and cell: the places that exact arithmetic decided.
  private let exactPlaces = Mutex<[Int: Set<Int>]>([:])
  private let reasonNames = Mutex<[UInt64: String]>([:])
  private let endsFound = Mutex<[EndsKey: Ends]>([:])
  /// By node and cell: what `treat` made of a column.
  private let treatedColumns = Mutex<[Int: TreatedColumn]>([:])

  enum Key: Hashable {
    case groups(Int)
    case column(Int, Cell)
    case attribute(Int, Int)
    case parameter(Int)
    case reported(Int, Cell, PeriodSelection, Int)
    case indices(PeriodSelection, Int)
    case places(PeriodSelection, Int)
    case present(Int, Cell, PeriodSelection, Int)
    case constant(ExpressionID)
    case missing(UInt64)
  }

  init?(
    _ program: Program, _ dataset: Dataset, _ options: EvaluationOptions,
    threads: Int = Threads.processors
  ) {
    guard options.childScores.isEmpty, let reasons = ReasonTable(program, dataset) else {
      return nil
    }
    setting = Setting(program, dataset, options)
    sets = RuleSets(setting)
    self.reasons = reasons
    self.threads = threads
    translation = Translation(reasons)
    exact = LazyFigures(setting, keepsSets: false)
    count = setting.places.count
    nodes = .allocate(capacity: max(1, program.nodes.count))
    nodes.initialize(repeating: [])
    exact.know(
      ends: { [unowned self] in ends($0, $1, $2, $3) },
      ranks: { [unowned self] in rank($0, $1) },
      treated: { [unowned self] in treated($0, $1) })
    guard sets.rules.count == 1 || hasUniformColumns else { return nil }
  }

  deinit {
    nodes.deinitialize()
    nodes.deallocate()
  }

  /// Step by step; steps that do not need each other at the same time. False: a number was met that
  /// columns cannot hold, so nothing that was found counts.
  func run() -> Bool {
    for steps in stages {
      Threads.perform(steps.count, on: threads) { [self] index in
        switch steps[index] {
        case .figures(let node):
          nodes[node] = figures(of: node)
          exact.forget(node)
        case .ranks(let node): rank(node)
        }
      }
      if translation.metOutsider { return false }
    }
    return true
  }

  /// The steps, each group after what it needs.
  private var stages: [[Step]] {
    let wanted = setting.wantedNodes
    var level: [Int: Int] = [:]
    var stages: [[Step]] = []
    for step in setting.program.order {
      let node: Int
      switch step {
      case .figures(let index), .ranks(let index): node = index
      }
      guard wanted.contains(node) else { continue }
      // Whatever is read was computed by a step before this one.
      let needed = setting.neededNodes(by: node).union([node])
      let own = (needed.compactMap { level[$0] }.max() ?? -1) + 1
      while stages.count <= own { stages.append([]) }
      stages[own].append(step)
      level[node] = own
    }
    return stages
  }

  func setRank(_ rank: Vector, node: Int, cell: Int) { nodes[node][cell].rank = rank }

  // MARK: What is found out once

  /// Found out outside of the lock: twice at worst, and the same each time.
  func kept<Value: Sendable>(_ key: Key, _ make: () -> Value) -> Value {
    if let known: Value = known(key) { return known }
    let value = make()
    memo.withLock { $0[key] = Kept(value: value) }
    return value
  }

  private func known<Value: Sendable>(_ key: Key) -> Value? {
    (memo.withLock { $0[key] } as? Kept<Value>)?.value
  }

  /// The names of reasons, sorted; nil for none.
  func names(_ mask: UInt64) -> String? {
    if mask == 0 { return nil }
    return reasonNames.withLock { known in
      if let names = known[mask] { return names }
      let names = reasons.names(mask)
      known[mask] = names
      return names
    }
  }

  /// A question to exact arithmetic.
  func asked<Answer>(_ question: () -> Answer) -> Answer {
    questions.withLock { $0 += 1 }
    return question()
  }

  /// How often exact arithmetic was asked.
  var questionCount: Int { questions.withLock { $0 } }

  func noteExact(_ node: Int, _ cell: Int, _ place: Int) {
    exactPlaces.withLock { _ = $0[node << 20 | cell, default: []].insert(place) }
  }

  func keep(_ column: TreatedColumn, _ node: Int, _ cell: Int) {
    treatedColumns.withLock { $0[node << 20 | cell] = column }
  }

  func treatedColumn(_ node: Int, _ cell: Int) -> TreatedColumn? {
    treatedColumns.withLock { $0[node << 20 | cell] }
  }

  func decidedExactly(_ node: Int, _ cell: Int) -> Set<Int> {
    exactPlaces.withLock { $0[node << 20 | cell] ?? [] }
  }

  func exactLane(_ id: ExpressionID, _ reading: Reading, _ place: Int) -> Lane {
    guard reading.shift == 0, reading.policies == nil, reading.operands.isEmpty else {
      return .doubt
    }
    return translation.lane(
      asked {
        exact.figure(
          id, node: reading.node, place: place, cell: reading.cell, own: reading.stage)
      })
  }

  func exactNumber(_ id: ExpressionID, _ reading: Reading, _ place: Int) -> Rational? {
    asked {
      exact.figure(
        id, node: reading.node, place: place, cell: reading.cell, own: reading.stage)
    }.number
  }

  // MARK: Periods

  /// The place of the same subject in another period, for every place; -1 where there is none.
  func indices(shift selection: PeriodSelection, _ shift: Int) -> [Int32] {
    kept(.indices(selection, shift)) {
      setting.places.map { place in
        period(selection, shift, from: place.period).flatMap {
          setting.index(of: .init(subject: place.subject, period: $0)).map { Int32($0) }
        } ?? -1
      }
    }
  }

  /// The same among everything that is reported.
  private func reportedIndices(_ selection: PeriodSelection, _ shift: Int) -> [Int32] {
    kept(.places(selection, shift)) {
      setting.places.map { place in
        period(selection, shift, from: place.period).flatMap {
          setting.dataset.placeIndex(subject: place.subject, period: $0).map { Int32($0) }
        } ?? -1
      }
    }
  }

  /// Nil: a framework without periods has none before.
  private func period(_ selection: PeriodSelection, _ shift: Int, from origin: Period) -> Period? {
    switch selection {
    case .absolute(let period): return period
    case .offset(let offset):
      if offset != 0, origin.kind == .none { return nil }
      return origin.advanced(by: shift + offset)
    }
  }

  /// A figure of a period beyond a break in its series, or of another edition, says so.
  func marked(
    _ figures: Vector, _ breaks: [Period], _ selection: PeriodSelection, _ shift: Int
  ) -> Vector {
    guard !breaks.isEmpty || setting.options.edition != nil,
      selection != .offset(0) || shift != 0
    else { return figures }
    var marks: [Period: UInt8] = [:]
    let flags = setting.places.map { place -> UInt8 in
      let origin = place.period
      if let known = marks[origin] { return known }
      var flags: StatusFlags = []
      if let read = period(selection, shift, from: origin), read != origin {
        let (first, last) = (min(read, origin), max(read, origin))
        if breaks.contains(where: { first < $0 && $0 <= last }) { flags.insert(.seriesBreak) }
        if let edition = setting.options.edition, let other = edition(read),
          let own = edition(origin), other != own
        {
          flags.insert(.editionBreak)
        }
      }
      marks[origin] = flags.rawValue
      return flags.rawValue
    }
    guard flags.contains(where: { $0 != 0 }) else { return figures }
    let result = Vector.make(count) { place in
      var lane = figures[place]
      if lane.isKnown { lane.flags |= flags[place] }
      return lane
    }
    result.scale = figures.scale
    return result.comes(from: figures)
  }

  // MARK: Leaves

  /// What was reported of a cell, at every place; nil if nothing ever was. Lanes without a row say so.
  func reported(_ input: Int, _ cell: Cell, _ period: PeriodSelection, _ shift: Int) -> Vector? {
    if let known: Vector? = known(.reported(input, cell, period, shift)) { return known }
    let all = column(input, cell)
    return kept(.reported(input, cell, period, shift)) { () -> Vector? in
      guard let all else { return nil }
      if period == .offset(0), shift == 0, all.count == count { return all }
      return all.gathered(
        reportedIndices(period, shift), count: count, absent: ReportedColumns.absent)
    }
  }

  /// The same where what has no row is missing.
  func reportedOrAbsent(
    _ input: Int, _ cell: Cell, _ period: PeriodSelection, _ shift: Int
  ) -> Vector {
    kept(.present(input, cell, period, shift)) {
      let absent = Lane.missing(reasons.bit(period.absence))
      let isShifted = period != .offset(0) || shift != 0
      // Of another period, rows need not be told from gaps first if each place has one.
      if isShifted, let all = column(input, cell), !all.lacksRows {
        return all.gathered(reportedIndices(period, shift), count: count, absent: absent)
      }
      return reported(input, cell, period, shift).map { present($0, absent) }
        ?? missing(absent.reasons)
    }
  }

  private func column(_ input: Int, _ cell: Cell) -> Vector? {
    kept(.column(input, cell)) { ReportedColumns.vector(input, cell, setting, translation) }
  }

  /// What stands at every place for these reasons.
  func missing(_ reasons: UInt64) -> Vector {
    kept(.missing(reasons)) { Vector(.missing(reasons), count: count) }
  }

  /// A column of rows where what has no row is missing.
  func present(_ rows: Vector, _ absent: Lane) -> Vector {
    guard rows.lacksRows else { return rows }
    let result =
      rows.filled(absent.reasons) ?? .make(count) { rows[$0].hasRow ? rows[$0] : absent }
    result.scale = rows.scale
    return result.comes(from: rows)
  }

  func attribute(_ attribute: Int, _ shift: Int) -> Vector {
    kept(.attribute(attribute, shift)) {
      let none = Lane.missing(reasons.bit(.notAvailable))
      var scale = DecimalScale()
      let result = Vector.make(count) { index in
        let place = setting.places[index]
        guard
          let scalar = setting.dataset.attribute(
            attribute, subject: place.subject, period: place.period.advanced(by: shift))
        else { return none }
        if let number = scalar.number { scale.add(number) }
        return translation.lane(scalar)
      }
      result.scale = scale.power
      return result
    }
  }

  /// What subjects have set a parameter to, missing where one has not; nil if nobody has.
  func parameter(_ parameter: Int) -> Vector? {
    kept(.parameter(parameter)) { () -> Vector? in
      let set = setting.places.map { setting.parameter(parameter, for: $0.subject) }
      guard set.contains(where: { $0 != nil }) else { return nil }
      var scale = DecimalScale()
      for case let number? in set.map({ $0?.number }) { scale.add(number) }
      let result = Vector.make(count) { set[$0].map(translation.lane) ?? .missing(0) }
      result.scale = scale.power
      return result
    }
  }

  // MARK: Figures of nodes

  func cellIndex(_ cell: Cell, of node: Int) -> Int? {
    setting.cells[node].firstIndex(of: cell)
  }

  /// A part of a node's figures at each place; nil if the node has no such cell, or no figures yet.
  func part(_ part: NodePart, of node: Int, _ cell: Cell) -> Vector? {
    guard let index = cellIndex(cell, of: node), nodes[node].indices.contains(index) else {
      return nil
    }
    let figures = nodes[node][index]
    let none = Lane.missing(reasons.bit(.notAvailable))
    switch part {
    case .value: return figures.value
    case .shown: return figures.shown
    case .score: return figures.score ?? missing(none.reasons)
    case .rank:
      return .make(count) { place in
        if figures.isAbsent(place) { return none }
        let value = figures.value[place]
        if let rank = figures.rank?[place] {
          if rank.isKnown { return rank.carrying(value) }
          if rank.reasons != 0 { return rank }
        }
        if value.state != State.known { return value }
        if let score = figures.score?[place], score.state != State.known { return score }
        return none
      }
    case .classification:
      return .make(count) { place in
        let value = figures.value[place]
        if let level = figures.level?[place], level.isKnown {
          return Lane.known(level.number).carrying(value)
        }
        return value.isKnown ? none : value
      }
    }
  }

  // MARK: What exact arithmetic need not find out again

  /// Ranks, for who computes figures exactly.
  var rankAt: LazyFigures.RankAt { { [self] in rank($0, $1) } }

  /// The same of what `treat` made of values.
  var treatedAs: LazyFigures.Treated { { [self] in treated($0, $1) } }

  private func rank(_ node: Int, _ index: Int) -> (rank: Rational?, reason: Reason?) {
    let cells = setting.cells[node].count
    guard nodes[node].indices.contains(index % cells),
      let rank = nodes[node][index % cells].rank?[index / cells]
    else { return (nil, nil) }
    if rank.isKnown { return (Rational(Int(2 * rank.number.value), over: 2), nil) }
    guard rank.reasons != 0 else { return (nil, nil) }
    return (nil, reasons.reasons[rank.reasons.trailingZeroBitCount])
  }

  /// The ends of a node's values in a group, from the few that could be them.
  private func ends(
    _ node: Int, _ cell: Cell, _ population: Int, _ place: Int
  ) -> (least: Rational, most: Rational)? {
    guard let groups: Groups = known(.groups(population)),
      let column = cellIndex(cell, of: node), groups.seen[place] >= 0,
      let known = endsFound.withLock({
        $0[
          EndsKey(
            node: node, cell: column, population: population, group: Int(groups.seen[place]))]
      })
    else { return nil }
    let cells = setting.cells[node].count
    guard
      let least = exact.entering(node, known.least * cells + column)?.exactValue.number,
      let most = exact.entering(node, known.most * cells + column)?.exactValue.number
    else { return nil }
    return (least, most)
  }

  func keep(_ ends: Ends, _ owner: (node: Int, cell: Int), _ population: Int, _ group: Int) {
    let key = EndsKey(node: owner.node, cell: owner.cell, population: population, group: group)
    endsFound.withLock { $0[key] = ends }
  }
}

/// What may itself be nothing.
private struct Kept<Value: Sendable>: Sendable {
  var value: Value
}

private struct EndsKey: Hashable {
  var node: Int
  var cell: Int
  var population: Int
  var group: Int
}
