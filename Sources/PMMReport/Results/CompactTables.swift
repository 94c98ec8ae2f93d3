import PMMIR
import PMMNumber

/// Many subjects: for each period the nodes in reading order as rows, the subjects as columns.
///
/// A row has scores where the node has one, else values; the column `Figure` says which, with the
/// unit. Rank and class of a node that has them stand below it, a figure's status behind it. Where there
/// is no figure a mark says why; the marks are explained below the table, with the figures that the
/// reasons come from and how many of them there are.
struct CompactTables {
  let table: ResultTable

  private var results: Results { table.results }
  private var program: Program { table.results.program }
  private var wording: Wording { table.wording }

  /// A row before it is cut into blocks.
  private struct Line {
    var title: String
    var indent: Int
    /// `score`, `%`, `hours`; empty for a heading.
    var kind = ""
    /// One for each subject; none for a heading.
    var cells: [String] = []
    /// Behind each of them.
    var marks: [String] = []
    var isStrong: Bool
  }

  func text(
    _ places: [Dataset.SubjectPeriod], _ flags: inout StatusFlags, _ signs: inout Set<TableSign>
  ) -> String {
    var text = ""
    for period in Set(places.map(\.period)).sorted() {
      // Places come by code, so the columns do too.
      text += self.text(of: period, places.filter { $0.period == period }, &flags, &signs)
    }
    return text + "\n" + wording(.compactHint) + "\n"
  }

  private func text(
    of period: Period, _ columns: [Dataset.SubjectPeriod], _ flags: inout StatusFlags,
    _ signs: inout Set<TableSign>
  ) -> String {
    var legend = MarkLegend(program: program, wording: wording)
    var showsLevel = false
    let lines = marked(lines(columns, &legend, &flags, &signs, &showsLevel), columns.count)
    let codes = columns.map { results.dataset.subjects[$0.subject] }
    let kinds = ([wording(.figureColumn)] + lines.map(\.kind)).map(displayWidth).max() ?? 0
    let longest = lines.map { $0.indent + displayWidth($0.title) }.max() ?? 0
    let widths = columns.indices.map { column in
      lines.map { column < $0.cells.count ? displayWidth($0.cells[column]) : 0 }
        .reduce(displayWidth(codes[column]), max)
    }
    // Titles may take half of the width, or a third where then all columns stand side by side; longer
    // ones are broken.
    let rest = widths.reduce(kinds + 2) { $0 + $1 + 2 }
    var titles = max(min(longest, table.width / 2), 20)
    if titles + rest > table.width, table.width - rest >= table.width / 3 {
      titles = table.width - rest
    }
    let title = period.kind == .none ? "" : period.description
    var text = ""
    var first = 0
    while first < columns.count {
      // As many columns as fit beside the titles; always one.
      var last = first
      var taken = titles + 2 + kinds
      repeat {
        taken += widths[last] + 2
        last += 1
      } while last < columns.count && taken + widths[last] + 2 <= table.width
      let grid = TextGrid(
        header: [title, wording(.figureColumn)] + codes[first..<last],
        alignsRight: [false] + [Bool](repeating: true, count: last - first),
        lines: lines.map { line in
          .init(
            indent: line.indent, title: line.title,
            cells: line.cells.isEmpty ? [line.kind] : [line.kind] + line.cells[first..<last],
            isStrong: line.isStrong)
        },
        width: min(table.width, taken), color: table.color)
      text += "\n" + grid.text()
      first = last
    }
    text += legend.text(width: table.width)
    if showsLevel, let legend = wording.applicationLegend(program) {
      text += "\n" + wrapped(legend, width: table.width).joined(separator: "\n") + "\n"
    }
    return text
  }

  // MARK: Rows

  /// Marks stand in a column of their own behind the figures, so that the digits stay below each other.
  private func marked(_ lines: [Line], _ columns: Int) -> [Line] {
    let widths = (0..<columns).map { column in
      lines.map { column < $0.marks.count ? displayWidth($0.marks[column]) : 0 }.max() ?? 0
    }
    return lines.map { line in
      var line = line
      for column in line.cells.indices where widths[column] > 0 {
        let mark = column < line.marks.count ? line.marks[column] : ""
        line.cells[column] += " " + padded(mark, widths[column])
      }
      return line
    }
  }

  private func lines(
    _ columns: [Dataset.SubjectPeriod], _ legend: inout MarkLegend, _ flags: inout StatusFlags,
    _ signs: inout Set<TableSign>, _ showsLevel: inout Bool
  ) -> [Line] {
    let chosen = program.readingOrder.filter {
      table.selection.includes(program.nodes[$0.node], index: $0.node)
    }
    let base = chosen.map(\.depth).min() ?? 0
    let names = table.markedNames(chosen.map(\.node))
    if let names { signs.insert(names.sign) }
    let hasScores = chosen.contains { results.rules(of: $0.node).isScored }
    var lines: [Line] = []
    for (index, depth) in chosen {
      let node = program.nodes[index]
      let main = results.mainCell(of: index) ?? .total
      var line = Line(
        title: wording.title(of: node, at: main, in: program), indent: 2 * (depth - base),
        isStrong: !node.children.isEmpty)
      if names?.nodes.contains(index) ?? false { line.title += "\u{A0}" + wording(.nameMark) }
      if hasScores, results.rules(of: index).isHeading {
        line.kind = wording(.notScoredMark)
        signs.insert(.notScored)
      }
      if let cell = results.mainCell(of: index) {
        let rows = columns.map { results.row(node: index, at: $0, cell: cell, table.selection) }
        let hasScore = rows.contains { $0?.score != nil }
        line.kind = hasScore ? wording(.figureScore) : unit(results.rules(of: index).type)
        for (place, row) in zip(columns, rows) {
          line.cells.append(figure(row, hasScore: hasScore, &legend))
          let own = (hasScore ? row?.score : row?.value).map { $0.isKnown } ?? false
          let shown = own ? row?.flags ?? [] : []
          var marks = wording.marks(shown)
          if own, table.isIncomplete(index, place) {
            marks += wording(.countedMark)
            signs.insert(.countedMark)
          }
          if own, let sign = row?.comparability.flatMap(comparabilitySign) {
            marks += wording(sign.mark)
            signs.insert(sign)
          }
          let bounds = hasScore ? row.map(table.bounds) ?? "" : ""
          if !bounds.isEmpty {
            marks += (marks.isEmpty ? "" : " ") + wording(.boundsBehind, ["bounds": bounds])
          }
          line.marks.append(marks)
          flags.formUnion(shown)
        }
      }
      lines.append(line)
      if !line.cells.isEmpty { lines += standings(of: index, columns, line.indent + 2, &legend) }
      if table.selection.application, node.publishesApplication {
        lines.append(
          applicationLine(index, columns, indent: line.indent + 2, &legend, &showsLevel))
      }
    }
    return lines
  }

  private func comparabilitySign(_ found: NodeComparability) -> TableSign? {
    switch found.class {
    case .within: .withinMark
    case .notComparable: .notComparableMark
    case .identical, .approved, .local, .omitted: nil
    }
  }

  /// Below an outcome the lower median level of its instruments, for each subject.
  private func applicationLine(
    _ node: Int, _ columns: [Dataset.SubjectPeriod], indent: Int, _ legend: inout MarkLegend,
    _ showsLevel: inout Bool
  ) -> Line {
    var line = Line(
      title: wording(.applicationRow), indent: indent, kind: wording(.figureLevel), isStrong: false)
    for place in columns {
      guard let row = results.applicationRows(of: node, at: place, table.selection).first else {
        line.cells.append("")
        continue
      }
      if !row.isWithheld, case .level(let level)? = row.value.scalar,
        let item = program.item(ofLevel: level, type: row.type)
      {
        line.cells.append(wording.word(of: item, program))
        showsLevel = true
      } else {
        line.cells.append(legend.mark(ofApplication: row))
      }
    }
    return line
  }

  /// Rank and class, a row each, of a node that is ranked or classified.
  private func standings(
    of node: Int, _ columns: [Dataset.SubjectPeriod], _ indent: Int, _ legend: inout MarkLegend
  ) -> [Line] {
    guard let cell = results.mainCell(of: node) else { return [] }
    let rules = results.rules(of: node)
    let rows = columns.map { results.row(node: node, at: $0, cell: cell, table.selection) }
    func line(_ title: Phrase, _ cells: [String]) -> Line {
      Line(title: wording(title), indent: indent, cells: cells, isStrong: false)
    }
    var lines: [Line] = []
    if rules.ranking != nil {
      lines.append(line(.rankColumn, rows.map { rank($0, &legend) }))
    }
    if let scale = rules.classification?.value.scale {
      lines.append(line(.classColumn, rows.map { label(of: $0, scale) }))
    }
    return lines
  }

  /// Nothing where there is no figure to rank: the row above says why.
  private func rank(_ row: ResultRow?, _ legend: inout MarkLegend) -> String {
    guard let row, !row.isWithheld else { return "" }
    if row.rank == nil, row.rankReason != nil, row.value.isKnown, row.score?.isKnown != false {
      return legend.mark(row.causes, of: row)
    }
    return ResultWords(row, program, wording).rank
  }

  /// The label of the class; its name where a label of its scale would spread every column.
  private func label(of row: ResultRow?, _ scale: Int) -> String {
    guard let row, !row.isWithheld, let name = row.className else { return "" }
    let levels = program.scales[scale].levels
    let labels = levels.map { wording.label($0, program) }
    guard labels.allSatisfy({ displayWidth($0) <= Self.widestLabel }) else { return name }
    return zip(levels, labels).first { $0.0.name == name }?.1 ?? name
  }

  private static let widestLabel = 12

  /// What a column of values is in: `%`, `hours`; a scale by its name.
  private func unit(_ type: ValueType) -> String {
    guard let unit = type.unit else { return program.unitName(of: type).spaced }
    if unit.isPercent, unit.isDimensionless { return wording(.figurePercent) }
    let name = wording.unitName(unit, isSingular: false)
    return name.isEmpty ? wording(.figureNumber) : name
  }

  /// The number alone, or the mark of why there is none.
  private func figure(
    _ row: ResultRow?, hasScore: Bool, _ legend: inout MarkLegend
  ) -> String {
    guard let row else { return "" }
    let shown = hasScore ? row.score : row.value
    guard !row.isWithheld, let shown, let scalar = shown.scalar else {
      let causes = row.isWithheld ? row.causes : (shown ?? row.value).causes
      return legend.mark(causes, of: row)
    }
    if hasScore {
      return ResultWords(row, program, wording).score
    }
    guard let number = scalar.number, let unit = row.type.unit else {
      return wording.value(scalar, row.type, in: program)
    }
    return wording.quantity(
      (row.shownValue ?? number) * unit.printFactor, .number, show: row.show)
  }
}

/// The marks that stand for missing figures, and where the reasons come from.
struct MarkLegend {
  let program: Program
  let wording: Wording
  /// For each reason the figures that it comes from: whose, and which.
  private var sources: [Reason: Set<Source>] = [:]

  private struct Source: Hashable {
    var subject: Int
    var place: Place
  }

  init(program: Program, wording: Wording) {
    self.program = program
    self.wording = wording
  }

  /// The mark of a row that has no figure. Its own reason (too few parts, nothing to divide by) goes
  /// before those of what it is made of; several are joined.
  mutating func mark(_ causes: [Cause], of row: ResultRow) -> String {
    for cause in causes {
      sources[cause.reason, default: []].insert(
        Source(subject: row.subject, place: cause.place))
    }
    let own = causes.filter { $0.place.name == row.name }
    return marks((own.isEmpty ? causes : own).map(\.reason))
  }

  /// The mark of an outcome whose instruments have no level that may be told. Which of them, the
  /// outcome itself tells: a list of all would be longer than the table.
  mutating func mark(ofApplication row: ResultRow) -> String {
    let reasons = row.causes.map(\.reason)
    let place = Place(name: row.name, cell: .total, period: row.period)
    for reason in reasons {
      sources[reason, default: []].insert(Source(subject: row.subject, place: place))
    }
    return marks(reasons)
  }

  private func marks(_ reasons: [Reason]) -> String {
    Set(reasons).sorted().map { wording.mark($0, in: program) }.unique
      .joined(separator: wording(.markSeparator))
  }

  /// `n/r = not reported: Declarations lodged (3), Authorized Economic Operators (1)`, a line for each
  /// reason; empty if nothing is missing.
  func text(width: Int) -> String {
    guard !sources.isEmpty else { return "" }
    var text = "\n" + wording(.marksTitle) + "\n"
    let order = Reason.builtIn + sources.keys.filter { !Reason.builtIn.contains($0) }.sorted()
    for reason in order {
      guard let places = sources[reason] else { continue }
      let counts = Dictionary(grouping: places) { title($0.place.name) }.mapValues(\.count)
      let names = counts.map { (name: $0.key, count: $0.value) }
        .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
      let line = wording(
        .markLine,
        [
          "mark": wording.mark(reason, in: program),
          "reason": wording.reason(reason, in: program),
          "places": names.map {
            wording(.markCount, ["name": $0.name, "count": String($0.count)])
          }.joined(separator: wording(.listSeparator)),
        ])
      for (index, part) in wrapped(line, width: width - 4).enumerated() {
        text += (index == 0 ? "  " : "    ") + part + "\n"
      }
    }
    return text
  }

  private func title(_ name: String) -> String {
    name.hasSuffix(".application") ? wording(.applicationRow) : wording.title(name, in: program)
  }
}
