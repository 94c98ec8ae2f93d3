package import PMMIR
import PMMNumber

/// What stands in each column of the wide form.
package enum WideColumns: Sendable {
  case score, value
}

/// Results as CSV (quoted as RFC 4180 says, lines end with LF).
///
/// One row for each subject, period, node and cell. `value` is in the node's unit, percent printed as
/// percent (98.1); levels and categories by name, truth as yes or no. `low` and `high` bound the score.
/// `node` is `OUTCOME.application` for the application of instruments: first the lower median level,
/// then a row for each level, which stands in `cell`, with how many instruments have it, and one for
/// those that are `missing`.
/// `comparability` is empty in a run without adaptations. In one with adaptations two columns follow:
/// `shares` of the weight behind a score by class (`identical=0.85;approved alternative=0.15`), and
/// `resolved`, the hash of the framework as the subject has it.
package struct ResultCSV: Sendable {
  package static let header =
    "subject,period,edition,ir,node,level,cell,option,value,shown,unit,score,shown_score,rank,"
    + "class,status,reasons,low,high,comparability"

  private let results: Results
  private let selection: ReportSelection
  private let digits: Digits
  /// Whether a run has adaptations, of this edition or of another beside it.
  private let isAdapted: Bool

  package init(
    _ results: Results, _ selection: ReportSelection = ReportSelection(),
    digits: Digits = .standard, isAdapted: Bool = false
  ) {
    self.results = results
    self.selection = selection
    self.digits = digits
    self.isAdapted = isAdapted || !results.options.adaptations.isEmpty
  }

  /// The long form.
  package func text() -> String { table().text }

  /// The wide form.
  package func wide(_ columns: WideColumns = .score) -> String { wideTable(columns).text }

  /// The long form, place by place.
  func table() -> CSVTable {
    let program = results.program
    let ir = String(editionHashes(program).content.prefix(12))
    var table = CSVTable(header: Self.header + (isAdapted ? ",shares,resolved" : "") + "\n")
    let resolved = results.options.adaptations.mapValues {
      String(resolvedHash(program, of: $0).prefix(12))
    }
    for place in results.places(selection) {
      var text = ""
      func add(
        _ cells: ResultCells, _ name: String, _ level: String, _ cell: String, _ option: String?,
        _ comparability: NodeComparability? = nil
      ) {
        let adapted = [comparability?.sharesText ?? "", resolved[place.subject] ?? ir]
        text += csvLine(
          [
            results.dataset.subjects[place.subject], place.period.description, program.head.edition,
            ir, name, level, cell, option ?? "", cells.value, cells.shown, cells.unit, cells.score,
            cells.shownScore, cells.rank, cells.className, cells.status, cells.reasons, cells.low,
            cells.high, comparability?.class.rawValue ?? "",
          ] + (isAdapted ? adapted : []))
      }
      if results.prints(digits) {
        for (node, _) in program.readingOrder
        where selection.includes(program.nodes[node], index: node) {
          let sheet = program.nodes[node]
          let main = results.mainCell(of: node)
          let option = results.option(of: node, for: place.subject)
          let kind = results.comparability(of: node, for: place.subject)
          for cell in results.cells(of: node) where selection.cells || cell == main {
            guard let cells = ResultCells(results, node, place, cell, selection, digits) else {
              continue
            }
            add(cells, sheet.name, sheet.level, program.description(of: cell), option, kind)
          }
          guard selection.application else { continue }
          for row in results.applicationRows(of: node, at: place, selection) {
            add(ResultCells(row, program, digits), row.name, row.level, row.cell, row.option)
          }
        }
      } else {
        for row in results.rows(at: place, selection) {
          add(
            ResultCells(row, program, digits), row.name, row.level, row.cell, row.option,
            row.comparability)
        }
      }
      table.add(text.utf8, of: results.dataset.subjects[place.subject], place.period)
    }
    return table
  }

  /// One row for each subject and period, one column for each node and cell (`node[cell]`). A node
  /// that is missing has its reasons in its place, as the data has them.
  /// Beside a node with instruments stands `NODE.application`, the lower median of their levels.
  /// In a run with adaptations each score has its class of comparability and the shares of weight
  /// behind it beside it, `NODE.comparability` and `NODE.shares`. `namesEdition` adds a column `edition` after the period, for rows of several
  /// editions.
  func wideTable(_ columns: WideColumns, namesEdition: Bool = false) -> CSVTable {
    let program = results.program
    var seen: Set<String> = []
    // Local nodes of one name are one column: whose figure it is, the row says.
    let nodes = program.readingOrder.map(\.node).filter {
      selection.includes(program.nodes[$0], index: $0)
        && seen.insert(program.nodes[$0].name).inserted
    }
    let namesakes = nodes.reduce(into: [Int: [Int]]()) { found, node in
      let all =
        program.nodes[node].localTo == nil ? [] : program.nodes(named: program.nodes[node].name)
      if all.count > 1 { found[node] = all }
    }
    // A field without a cell is the application of the node's instruments, beside its score.
    var fields: [(node: Int, cell: Cell?)] = []
    for node in nodes {
      switch columns {
      case .score:
        let scored = (namesakes[node] ?? [node]).first {
          results.rules(of: $0).score.value != .none
        }
        if let cell = scored.flatMap(results.mainCell) { fields.append((node, cell)) }
      case .value:
        var cells: [Cell] = []
        for cell in (namesakes[node] ?? [node]).flatMap(results.cells) where !cells.contains(cell) {
          cells.append(cell)
        }
        fields += cells.map { (node, $0) }
      }
      if selection.application, program.nodes[node].publishesApplication {
        fields.append((node, nil))
      }
    }
    let names = fields.flatMap { field -> [String] in
      let name = program.nodes[field.node].name
      guard let cell = field.cell.map(program.description) else { return ["\(name).application"] }
      let column = cell.isEmpty || columns == .score ? name : "\(name)[\(cell)]"
      return isAdapted && hasClass(field.cell, columns)
        ? [column, "\(name).comparability", "\(name).shares"] : [column]
    }
    let edition = namesEdition ? ["edition"] : []
    var table = CSVTable(header: csvLine([program.head.subject, "period"] + edition + names))
    let isScore = columns == .score
    let subjects = results.dataset.subjects
    let places = results.places(selection)
    let (chosen, editionName) = (fields, program.head.edition)
    /// Some of the lines. Columns of their own: processors that count the users of one object wait for
    /// each other.
    @Sendable func lines(_ range: Range<Int>) -> CSVTable {
      let rows = places[range]
      let indices = rows.map { results.index(of: $0) }
      var printed = PrintedFields(chosen.count * rows.count)
      for field in chosen {
        let cell = namesakes[field.node] == nil ? field.cell : nil
        if let column = cell.flatMap({ results.printedColumn(of: field.node, $0, digits)?.column })
        {
          column.write(
            isScore: isScore, at: indices, disclosure: selection.disclosure, to: &printed)
        } else {
          for _ in rows { printed.end(isLeftOut: true) }
        }
      }
      var lines = CSVTable(header: "")
      var line = CSVLine()
      func begin(_ place: Dataset.SubjectPeriod) {
        line.begin()
        line.add(subjects[place.subject])
        line.add(place.period.description)
        if namesEdition { line.add(editionName) }
      }
      if !printed.hasLeftOut, !isAdapted {
        var beginnings: [Int] = []
        for place in rows {
          beginnings.append(line.bytes.count)
          begin(place)
        }
        lines.add(line.bytes, beginnings, rows.map { (subjects[$0.subject], $0.period) }, printed)
        return lines
      }
      for (row, place) in rows.enumerated() {
        line.clear()
        begin(place)
        for number in chosen.indices {
          if !line.add(printed, number * rows.count + row) {
            let field = chosen[number]
            let own = namesakes[field.node]?.first {
              program.nodes[$0].localTo == subjects[place.subject]
            }
            line.add(wideField(own ?? field.node, field.cell, place, isScore: isScore))
          }
          if isAdapted, hasClass(chosen[number].cell, columns) {
            let found = results.comparability(of: chosen[number].node, for: place.subject)
            line.add(found?.class.rawValue ?? "")
            line.add(found?.sharesText ?? "")
          }
        }
        line.end()
        lines.add(line.bytes, of: subjects[place.subject], place.period)
      }
      return lines
    }
    let size = 256
    let pieces = Threads.map((places.count + size - 1) / size) { piece in
      lines(piece * size..<min(places.count, (piece + 1) * size))
    }
    for piece in pieces { table.add(piece) }
    return table
  }

  /// Whether the class of the node stands behind the column: once for each node.
  private func hasClass(_ cell: Cell?, _ columns: WideColumns) -> Bool {
    cell.map { columns == .score || $0.isTotal } ?? false
  }

  /// A figure that the results do not print themselves, or the application of a node's instruments.
  private func wideField(
    _ node: Int, _ cell: Cell?, _ place: Dataset.SubjectPeriod, isScore: Bool
  ) -> String {
    let cells: ResultCells
    if let cell, results.prints(digits) {
      guard
        let found = ResultCells(
          results, node, place, cell, selection, digits, isLong: false)
      else { return "" }
      cells = found
    } else {
      let row =
        cell.map { results.row(node: node, at: place, cell: $0, selection) }
        ?? results.applicationRows(of: node, at: place, selection).first
      guard let row else { return "" }
      cells = ResultCells(row, results.program, digits)
    }
    let text = isScore && cell != nil ? cells.score : cells.value
    return text.isEmpty ? cells.reasonNames : text
  }
}

/// The results of several editions, lowest first, as one CSV: by subject, by period, then by edition.
/// Nil if their columns differ, which only those of the wide form can. In pieces, to be written one
/// after the other.
package func resultCSV(
  _ parts: [(results: Results, selection: ReportSelection)], digits: Digits = .standard,
  wide: WideColumns? = nil
) -> [[UInt8]]? {
  let isAdapted = parts.contains { !$0.results.options.adaptations.isEmpty }
  let tables = parts.map { part in
    let csv = ResultCSV(part.results, part.selection, digits: digits, isAdapted: isAdapted)
    return wide.map { csv.wideTable($0, namesEdition: parts.count > 1) } ?? csv.table()
  }
  guard let header = tables.first?.header else { return [] }
  guard tables.allSatisfy({ $0.header == header }) else { return nil }
  // In order already.
  if tables.count == 1 { return tables[0].chunks }
  let blocks = tables.enumerated().flatMap { edition, table in
    table.blocks.map { (edition: edition, block: $0) }
  }.sorted {
    ($0.block.subject, $0.block.period, $0.edition) < (
      $1.block.subject, $1.block.period, $1.edition
    )
  }
  return [Array(header.utf8), blocks.flatMap { tables[$0.edition].text(of: $0.block) }]
}

extension NodeComparability {
  /// The shares by class, the most comparable first: `identical=0.85;approved alternative=0.15`.
  fileprivate var sharesText: String {
    ComparabilityClass.allCases.compactMap { kind in
      shares[kind].map { "\(kind.rawValue)=\($0.decimal(significant: 12))" }
    }.joined(separator: ";")
  }
}

/// A row's figures as text for machines; empty where there is none.
struct ResultCells {
  var value = ""
  var shown = ""
  var untreated = ""
  var unit = ""
  var score = ""
  var shownScore = ""
  var rank = ""
  var reasons = ""
  var low = ""
  var high = ""
  var className = ""
  var status = ""
  /// The reasons alone, without their places.
  var reasonNames = ""

  init(_ row: ResultRow, _ program: Program, _ digits: Digits) {
    let unit = row.type.unit
    self.unit = program.unitName(of: row.type)
    reasons = row.causes.map { program.text(of: $0, besides: row.period) }
      .joined(separator: ";")
    reasonNames = row.causes.reasonNames
    status = row.flags.names.joined(separator: ";")
    className = row.isWithheld ? "" : row.className ?? ""
    guard !row.isWithheld else { return }
    let factor = unit?.printFactor ?? 1
    switch row.value.scalar {
    case .number(let number)?:
      value = digits.text(number * factor)
      let printed = (row.shownValue ?? number) * factor
      shown = row.show.map { printed.fixed(decimals: $0.count, $0.mode) } ?? digits.text(printed)
    case let scalar?:
      value = program.text(of: scalar, type: row.type)
      shown = value
    case nil: break
    }
    untreated = row.untreated.map { digits.text($0 * factor) } ?? ""
    if let number = row.score?.number {
      score = digits.text(number)
      let printed = row.shownScore ?? number
      shownScore =
        row.scoreShow.map { printed.fixed(decimals: $0.count, $0.mode) } ?? digits.text(printed)
    } else if let scalar = row.score?.scalar {
      score = program.scoreText(of: scalar, type: row.type)
      shownScore = score
    }
    rank = row.rank.map(digits.text) ?? ""
    low = row.low.map(digits.text) ?? ""
    high = row.high.map(digits.text) ?? ""
  }
}

extension ResultCells {
  /// A row that the results print themselves. Only why something is missing is looked up; the short
  /// form without places needs it only where there are several reasons.
  init?(
    _ results: Results, _ node: Int, _ place: Dataset.SubjectPeriod, _ cell: Cell,
    _ selection: ReportSelection, _ digits: Digits, isLong: Bool = true
  ) {
    guard let printed = results.printed, let index = results.index(of: place),
      results.has(node, for: place.subject),
      let (column, figures) = results.printedColumn(of: node, cell, digits),
      let found = figures.row(at: index)
    else { return nil }
    let program = results.program
    let rules = results.rules(of: node, for: place.subject)
    unit = program.unitName(of: rules.type)
    let isWithheld = selection.disclosure.map { found.disclosure > $0 } ?? false
    if isWithheld || found.hasCauses && (isLong || found.reason == nil) {
      let known =
        isWithheld ? nil : printed.causes(node: node, column: column, place: index)
      let causes =
        known ?? results.row(node: node, at: place, cell: cell, selection)?.causes ?? []
      reasons = causes.map { program.text(of: $0, besides: place.period) }.joined(separator: ";")
      reasonNames = causes.reasonNames
    } else {
      reasonNames = found.reason?.name ?? ""
    }
    guard !isWithheld else { return }
    var flags = found.flags
    switch found.value {
    case .number, .scalar: if selection.brokenSeries.contains(node) { flags.insert(.editionBreak) }
    case .none, .missing: break
    }
    status = flags.names.joined(separator: ";")
    if let level = found.level, let scale = rules.classification?.value.scale {
      className = program.name(ofLevel: level, type: .level(scale))
    }
    func text(_ figure: PrintedFigure, _ name: (Scalar) -> String) -> String {
      switch figure {
      case .none, .missing: ""
      case .number(let text): text
      case .scalar(let scalar): name(scalar)
      }
    }
    value = text(found.value) { program.text(of: $0, type: rules.type) }
    shown = text(found.shown) { program.text(of: $0, type: rules.type) }
    score = text(found.score) { program.scoreText(of: $0, type: rules.type) }
    shownScore = text(found.shownScore) { program.scoreText(of: $0, type: rules.type) }
    rank = found.rank
    low = found.low ?? ""
    high = found.high ?? ""
  }
}

extension Results {
  /// Whether these results print numbers at so many digits themselves.
  func prints(_ digits: Digits) -> Bool {
    if case .significant = digits { printed != nil } else { false }
  }

  /// What prints a node's figures in a cell; nil if these results do not print themselves.
  func printedColumn(
    of node: Int, _ cell: Cell, _ digits: Digits
  ) -> (index: Int, column: any PrintedColumn)? {
    guard let printed, case .significant(let count) = digits,
      let index = cells(of: node).firstIndex(of: cell)
    else { return nil }
    let rules = rules(of: node)
    let request = PrintRequest(
      significant: max(1, min(count, 34)), value: rules.displayedValue,
      score: rules.displayedScore)
    return (index, printed.column(node: node, column: index, request))
  }
}

extension Program {
  /// The name of a unit, scale or attribute, or of the kind of value.
  func unitName(of type: ValueType) -> String {
    switch type {
    case .quantity(let unit): unit.name
    case .level(let scale): scales.indices.contains(scale) ? scales[scale].name : ""
    case .category(let index): attributes.indices.contains(index) ? attributes[index].name : ""
    case .truth: "yes_no"
    case .date: "date"
    case .dateTime: "date_time"
    case .text: "text"
    }
  }

  /// A value for machines: names of levels and categories, `yes` or `no`, numbers exact.
  func text(of scalar: Scalar, type: ValueType) -> String {
    switch scalar {
    case .number(let number): number.exactText
    case .level(let index): name(ofLevel: index, type: type)
    case .category(let index): name(ofCategory: index, type: type)
    case .truth(let truth): truth ? "yes" : "no"
    case .text(let text): text
    case .date(let days): isoDate(days: days)
    }
  }

  /// The level of a score in an ordinal framework.
  func scoreText(of scalar: Scalar, type: ValueType) -> String {
    if case .levels(let scale) = head.scores { return text(of: scalar, type: .level(scale)) }
    return text(of: scalar, type: type)
  }

  /// `reason@input[cell, period]`, the period only where it differs from the row's.
  func text(of cause: Cause, besides period: Period) -> String {
    var inside = cause.place.cell.coordinates.map { axes[$0.axis].values[$0.value].name }
    if cause.place.period != period { inside.append(cause.place.period.description) }
    let bracket = inside.isEmpty ? "" : "[\(inside.joined(separator: ", "))]"
    return "\(cause.reason.name)@\(cause.place.name)\(bracket)"
  }
}

extension Node {
  /// Whether its results say how far its instruments are applied.
  var publishesApplication: Bool { application != nil && !instruments.isEmpty }
}

extension Array where Element: Hashable {
  /// Each element once, where it stands first.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension [Cause] {
  /// The reasons without their places, sorted.
  fileprivate var reasonNames: String {
    Set(map(\.reason.name)).sorted().joined(separator: ";")
  }
}
