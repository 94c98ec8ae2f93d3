import PMMIR
import PMMReport

/// Prints the results of one or more editions in one format.
struct ResultPrinter {
  /// Lowest edition first, each with what of it is printed.
  var parts: [(results: Results, selection: ReportSelection)]
  var digits: Digits
  var language: String
  var wide: WideColumns?

  func text(_ format: ResultFormat, color: Bool, footer: [String]) throws -> String {
    switch format {
    case .json:
      return resultJSON(parts, digits: digits).pretty()
    case .csv:
      return try csv()
    case .table:
      let tables = parts.enumerated().map { index, part in
        ResultTable(
          part.results, part.selection, language: language, width: Terminal.width ?? 100,
          color: color
        ).text(footer: index == parts.count - 1 ? footer : [])
      }
      return tables.joined(separator: "\n")
    }
  }

  /// The header once; in the wide form all editions must have the same columns.
  private func csv() throws -> String {
    var text = ""
    var header: Substring?
    for part in parts {
      let csv = ResultCSV(part.results, part.selection, digits: digits)
      let own = wide.map { csv.wide($0, namesEdition: parts.count > 1) } ?? csv.text()
      guard let end = own.firstIndex(of: "\n") else { continue }
      guard let first = header else {
        header = own[..<end]
        text = own
        continue
      }
      guard own[..<end] == first else {
        throw Stop.cannot(
          "the editions have different nodes, so their columns differ; choose one with --edition")
      }
      text += own[own.index(after: end)...]
    }
    return text
  }
}
