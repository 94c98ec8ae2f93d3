import PMMDiagnostics
import PMMIR
import PMMReport

/// Prints the results of one or more editions in one format.
struct ResultPrinter {
  /// Lowest edition first, each with what of it is printed.
  var parts: [(results: Results, selection: ReportSelection)]
  /// Where the lines of each stand.
  var places: [@Sendable (Location) -> SourcePlace?]
  var digits: Digits
  var language: String
  var wide: WideColumns?

  /// To standard output.
  func print(_ format: ResultFormat, color: Bool, footer: [String]) throws {
    if format == .csv {
      Terminal.write(try csv())
    } else {
      Terminal.print(try text(format, color: color, footer: footer))
    }
  }

  func text(_ format: ResultFormat, color: Bool, footer: [String]) throws -> String {
    switch format {
    case .json:
      return resultJSON(parts, digits: digits).pretty()
    case .csv:
      return try csv().text
    case .table:
      let tables = parts.enumerated().map { index, part in
        ResultTable(
          part.results, part.selection, language: language, width: Terminal.width ?? 100,
          color: color, place: places[index]
        ).text(footer: index == parts.count - 1 ? footer : [])
      }
      return tables.joined(separator: "\n")
    }
  }

  private func csv() throws -> [[UInt8]] {
    guard let text = resultCSV(parts, digits: digits, wide: wide) else {
      throw Stop.cannot(
        "the editions have different nodes, so their columns differ; choose one with --edition")
    }
    return text
  }
}
