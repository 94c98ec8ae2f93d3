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
/// `comparability` is empty in a run without adaptations.
package struct ResultCSV: Sendable {
  package static let header =
    "subject,period,edition,ir,node,level,cell,option,value,shown,unit,score,shown_score,rank,"
    + "class,status,reasons,low,high,comparability"

  private let results: Results
  private let selection: ReportSelection
  private let digits: Digits

  package init(
    _ results: Results, _ selection: ReportSelection = ReportSelection(),
    digits: Digits = .standard
  ) {
    self.results = results
    self.selection = selection
    self.digits = digits
  }

  /// The long form.
  package func text() -> String { table().text }

  /// The wide form.
  package func wide(_ columns: WideColumns = .score) -> String { wideTable(columns).text }

  /// The long form, place by place.
  func table() -> CSVTable {
    let program = results.program
    let ir = String(editionHashes(program).content.prefix(12))
    var table = CSVTable(header: Self.header + "\n")
    for place in results.places(selection) {
      var text = ""
      for row in results.rows(at: place, selection) {
        let cells = ResultCells(row, program, digits)
        text += csvLine([
          results.dataset.subjects[row.subject], row.period.description, program.head.edition, ir,
          row.name, row.level, row.cell, row.option ?? "", cells.value, cells.shown, cells.unit,
          cells.score, cells.shownScore, cells.rank, row.isWithheld ? "" : row.className ?? "",
          row.flags.names.joined(separator: ";"), cells.reasons, cells.low, cells.high,
          row.comparability?.class.rawValue ?? "",
        ])
      }
      table.add(text, of: results.dataset.subjects[place.subject], place.period)
    }
    return table
  }

  /// One row for each subject and period, one column for each node and cell (`node[cell]`). A node
  /// that is missing has its reasons in its place, as the data has them.
  /// Beside a node with instruments stands `NODE.application`, the lower median of their levels.
  /// `namesEdition` adds a column `edition` after the period, for rows of several editions.
  func wideTable(_ columns: WideColumns, namesEdition: Bool = false) -> CSVTable {
    let program = results.program
    let nodes = program.readingOrder.map(\.node).filter {
      selection.includes(program.nodes[$0], index: $0)
    }
    // A field without a cell is the application of the node's instruments, beside its score.
    var fields: [(node: Int, cell: Cell?)] = []
    for node in nodes {
      switch columns {
      case .score:
        if results.rules(of: node).score.value != .none, let cell = results.mainCell(of: node) {
          fields.append((node, cell))
        }
      case .value: fields += results.cells(of: node).map { (node, $0) }
      }
      if selection.application, program.nodes[node].publishesApplication {
        fields.append((node, nil))
      }
    }
    let names = fields.map { field in
      let name = program.nodes[field.node].name
      guard let cell = field.cell.map(program.description) else { return "\(name).application" }
      return cell.isEmpty || columns == .score ? name : "\(name)[\(cell)]"
    }
    let edition = namesEdition ? ["edition"] : []
    var table = CSVTable(header: csvLine([program.head.subject, "period"] + edition + names))
    for place in results.places(selection) {
      let values = fields.map { field -> String in
        let row =
          field.cell.map { results.row(node: field.node, at: place, cell: $0, selection) }
          ?? results.applicationRows(of: field.node, at: place, selection).first
        return row.map { row in
          let cells = ResultCells(row, program, digits)
          let value = columns == .score && field.cell != nil ? cells.score : cells.value
          return value.isEmpty ? row.causes.map(\.reason.name).unique.joined(separator: ";") : value
        } ?? ""
      }
      let subject = results.dataset.subjects[place.subject]
      let line = csvLine(
        [subject, place.period.description] + (namesEdition ? [program.head.edition] : []) + values)
      table.add(line, of: subject, place.period)
    }
    return table
  }
}

/// Lines of a CSV under one header, each block with whose it is.
struct CSVTable {
  var header: String
  private(set) var blocks: [(subject: String, period: Period, text: String)] = []

  init(header: String) { self.header = header }

  mutating func add(_ text: String, of subject: String, _ period: Period) {
    blocks.append((subject, period, text))
  }

  var text: String { header + blocks.map(\.text).joined() }
}

/// The results of several editions, lowest first, as one CSV: by subject, by period, then by edition.
/// Nil if their columns differ, which only those of the wide form can.
package func resultCSV(
  _ parts: [(results: Results, selection: ReportSelection)], digits: Digits = .standard,
  wide: WideColumns? = nil
) -> String? {
  let tables = parts.map { part in
    let csv = ResultCSV(part.results, part.selection, digits: digits)
    return wide.map { csv.wideTable($0, namesEdition: parts.count > 1) } ?? csv.table()
  }
  guard let header = tables.first?.header else { return "" }
  guard tables.allSatisfy({ $0.header == header }) else { return nil }
  let blocks = tables.enumerated().flatMap { edition, table in
    table.blocks.map { (edition: edition, block: $0) }
  }.sorted {
    ($0.block.subject, $0.block.period, $0.edition) < (
      $1.block.subject, $1.block.period, $1.edition
    )
  }
  return header + blocks.map(\.block.text).joined()
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

  init(_ row: ResultRow, _ program: Program, _ digits: Digits) {
    let unit = row.type.unit
    self.unit = program.unitName(of: row.type)
    reasons = row.causes.map { program.text(of: $0, besides: row.period) }
      .joined(separator: ";")
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

/// One record with its line ending; fields are quoted where the standard asks for it.
func csvLine(_ fields: [String]) -> String {
  fields.map { field in
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes || field.first == " " || field.last == " " else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }.joined(separator: ",") + "\n"
}
