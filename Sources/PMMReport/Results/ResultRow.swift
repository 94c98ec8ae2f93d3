import PMMIR
import PMMNumber

/// One node's figures at one place, as all formats print them.
struct ResultRow {
  var subject: Int
  var period: Period
  /// The node's name; `OUTCOME.application` for the application of instruments.
  var name: String
  var level: String
  /// `import`; in rows of `OUTCOME.application` the level that is counted, or `missing`.
  var cell: String
  /// The alternative that the node uses.
  var option: String?
  var value: Figure
  var type: ValueType
  var show: Decimals?
  var shownValue: Rational?
  /// The value before `treat`, where that changed it.
  var untreated: Rational?
  var score: Figure?
  var scoreShow: Decimals?
  var shownScore: Rational?
  var rank: Rational?
  var rankReason: Reason?
  var className: String?
  var low: Rational?
  var high: Rational?
  /// How far the figures compare with others', by the administration's adaptation; nil in a run
  /// without any.
  var comparability: NodeComparability?
  /// The sets that the figures were made of.
  var sets: [ResultSet] = []
  /// Narrower than what was asked for: nothing of it may be printed.
  var isWithheld = false
  /// Restated by rules that give other figures than those of the edition before.
  var isBrokenSeries = false

  /// Why something is missing: the value, else the score, else the rank.
  var causes: [Cause] {
    let place = Place(name: name, cell: .total, period: period)
    if isWithheld { return [Cause(.confidential, at: place)] }
    if !value.isKnown { return value.causes }
    if let score, !score.isKnown { return score.causes }
    return rankReason.map {
      [Cause($0, at: Place(name: "\(name).rank", cell: .total, period: period))]
    } ?? []
  }

  var flags: StatusFlags {
    if isWithheld { return [] }
    let broken: StatusFlags = isBrokenSeries && value.isKnown ? .editionBreak : []
    return value.flags.union(score?.flags ?? []).union(broken)
  }
}

/// A set that a figure was made of: how many belong to it, and how many counted.
struct ResultSet {
  var stage: SetReport.Stage
  var function: String
  var over: String
  var members: Int
  var counted: Int
}

extension Results {
  /// The rows of a place in reading order.
  func rows(at place: Dataset.SubjectPeriod, _ selection: ReportSelection) -> [ResultRow] {
    var rows: [ResultRow] = []
    for (index, _) in program.readingOrder {
      let node = program.nodes[index]
      guard selection.includes(node, index: index) else { continue }
      for cell in cells(of: index) where selection.cells || isMain(cell, of: index) {
        if let row = row(node: index, at: place, cell: cell, selection) { rows.append(row) }
      }
      if selection.application { rows += applicationRows(of: index, at: place, selection) }
    }
    return rows
  }

  /// The cell that stands for the node where there is room for one only: the scored one.
  func mainCell(of node: Int) -> Cell? {
    let cells = cells(of: node)
    let scored = rules(of: node).scoredCell
    return cells.contains(scored) ? scored : cells.first
  }

  private func isMain(_ cell: Cell, of node: Int) -> Bool { mainCell(of: node) == cell }

  func row(
    node index: Int, at place: Dataset.SubjectPeriod, cell: Cell, _ selection: ReportSelection
  ) -> ResultRow? {
    guard
      let figures = figures(
        node: index, subject: place.subject, period: place.period, cell: cell)
    else { return nil }
    let node = program.nodes[index]
    let rules = rules(of: index, for: place.subject)
    let disclosure = max(figures.value.disclosure, figures.score?.disclosure ?? 0)
    var row = ResultRow(
      subject: place.subject, period: place.period, name: node.name, level: node.level,
      cell: program.description(of: cell), value: figures.value, type: rules.type)
    row.option = option(of: index, for: place.subject)
    row.isBrokenSeries = selection.brokenSeries.contains(index)
    row.comparability = comparability(of: index, for: place.subject)
    row.show = rules.displayedValue
    row.shownValue = figures.shownValue
    row.untreated = figures.isTreated ? figures.untreatedValue.number : nil
    row.score = figures.score
    row.scoreShow = rules.displayedScore
    row.shownScore = figures.shownScore
    row.rank = figures.rank
    row.rankReason = figures.rankReason
    if let level = figures.classification, let scale = rules.classification?.value.scale {
      row.className = program.name(ofLevel: level, type: .level(scale))
    }
    row.low = figures.low
    row.high = figures.high
    row.sets = figures.sets.map { set in
      ResultSet(
        stage: set.stage, function: set.function(rules, in: program),
        over: program.name(of: set.set), members: set.members.count, counted: set.counted)
    }
    row.isWithheld = selection.disclosure.map { disclosure > $0 } ?? false
    return row
  }

  /// The lower median level of the instruments' application, how many have each level, and how many
  /// were not answered.
  func applicationRows(
    of index: Int, at place: Dataset.SubjectPeriod, _ selection: ReportSelection
  ) -> [ResultRow] {
    guard let application = appliedInstruments(of: index, at: place) else { return [] }
    let node = program.nodes[index]
    let withheld = selection.disclosure.map { application.median.disclosure > $0 } ?? false
    func row(_ cell: String, _ value: Figure, _ type: ValueType) -> ResultRow {
      var row = ResultRow(
        subject: place.subject, period: place.period, name: "\(node.name).application",
        level: node.level, cell: cell, value: value, type: type)
      row.shownValue = value.number
      row.isWithheld = withheld
      return row
    }
    let scale = program.scales[application.scale]
    return [row("", application.median, .level(application.scale))]
      + (zip(scale.levels.map(\.name), application.counts) + [("missing", application.missing)])
      .map { row($0, .number(Rational($1)), .quantity(.number)) }
  }
}
