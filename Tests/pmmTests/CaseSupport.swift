import Foundation
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import PMMNumber
import TestSupport
import Testing

/// Constructs that are written in `Definitions/` and not evaluated yet: scores against a population,
/// `impute`, `treat`, `weights principal_component`, aggregates over a population, alternatives of a
/// framework, tables. The one constant to change when they are.
let populationsAreEvaluated = true

extension Cases {
  /// The rows of a published CSV, by header; fields may be quoted.
  static func table(_ path: String) throws -> [[String: String]] {
    try table(of: String(decoding: try file(path).bytes, as: UTF8.self))
  }

  /// The rows of a CSV, by header; fields may be quoted.
  static func table(of text: String) throws -> [[String: String]] {
    let (header, rows) = try fields(of: text)
    return rows.map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }

  /// The header of a published CSV and the fields of each row, in their order.
  static func fields(_ path: String) throws -> (header: [String], rows: [[String]]) {
    try fields(of: String(decoding: try file(path).bytes, as: UTF8.self))
  }

  /// The header of a CSV and the fields of each row, in their order.
  static func fields(of text: String) throws -> (header: [String], rows: [[String]]) {
    var rows = split(text)
    let header = try #require(rows.isEmpty ? nil : rows.removeFirst())
    #expect(rows.allSatisfy { $0.count == header.count }, "\(header) is not rectangular")
    return (header, rows)
  }

  private static func split(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if isQuoted {
        if character != "\"" {
          field.append(character)
        } else if rest.first == "\"" {
          field.append(rest.removeFirst())
        } else {
          isQuoted = false
        }
      } else if character == "\"" {
        isQuoted = true
      } else if character == "," || character.isNewline {
        row.append(field)
        field = ""
        if character.isNewline {
          rows.append(row)
          row = []
        }
      } else {
        field.append(character)
      }
    }
    if !row.isEmpty || !field.isEmpty { rows.append(row + [field]) }
    return rows
  }

  /// A dataset of rows that a test has changed.
  static func data(_ header: [String], _ rows: [[String]]) -> DataFile {
    let lines = ([header] + rows).map { row in
      row.map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" }.joined(separator: ",")
    }
    return DataFile(path: "changed.csv", bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}

/// An edition of `Definitions/`, as text that a test may change.
struct Edition {
  var path: String
  var text: String

  init(_ path: String) throws {
    self.path = path
    let folder = Golden.root.appendingPathComponent("Definitions/\(path)")
    text = try Golden.files(in: folder, extension: "pmm")
      .map { String(decoding: try $0.bytes(), as: UTF8.self) }.joined(separator: "\n")
  }

  /// What `columns.csv` says: header to name.
  func columns() throws -> [String: String] {
    let text = String(decoding: try columnsFile().bytes, as: UTF8.self)
    let pairs = text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return Dictionary(pairs.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
  }

  private func columnsFile() throws -> DataFile {
    let url = Golden.root.appendingPathComponent("Definitions/\(path)/columns.csv")
    return DataFile(path: "columns.csv", bytes: Array(try Data(contentsOf: url)))
  }

  /// Without the clauses that begin with one of these words, on all of their lines.
  func without(_ words: String...) -> Edition {
    var result = self
    var indent: Int?
    result.text = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      let spaces = line.prefix { $0 == " " }.count
      if let indent, spaces > indent { return false }
      let isDropped = words.contains(String(line.dropFirst(spaces).prefix { $0 != " " }))
      indent = isDropped ? spaces : nil
      return !isDropped
    }.joined(separator: "\n")
    return result
  }

  /// Without texts that say where rules are from and show what they give: no rule is among them.
  func rulesOnly() -> Edition {
    var result = self
    result.text = text.replacing(#/ *example "[^"]*" \{[^}]*\} gives [^\n]*\n/#, with: "")
    return result.without("origin")
  }

  /// Compiles; fails the test if there is an error.
  func program() throws -> Program {
    let compilation = compile([SourceFile(path: path, text: text)])
    let rendered = TextRenderer(files: compilation.files).render(compilation.diagnostics)
    #expect(compilation.diagnostics.isEmpty, "\(rendered)")
    return try #require(compilation.program, "\(rendered)")
  }

  /// Reads, validates and evaluates; fails the test if a row or figure is refused.
  func score(
    _ file: DataFile,
    _ options: (Program) throws -> EvaluationOptions = { _ in EvaluationOptions() }
  ) throws -> Scored {
    let program = try program()
    let report = readData([file], columns: try columnsFile(), for: program)
    #expect(report.diagnostics.filter { $0.severity == .error } == [])
    #expect(report.rows.refused == 0)
    let (dataset, findings) = validate(report.dataset, against: program)
    #expect(findings.filter { $0.severity == .error } == [])
    return Scored(evaluate(program, dataset, try options(program)))
  }
}

/// Results, and where their nodes are by name.
struct Scored {
  let results: Results
  let program: Program
  private let nodes: [String: Int]

  init(_ results: Results) {
    self.results = results
    program = results.program
    nodes = Dictionary(
      uniqueKeysWithValues: results.program.nodes.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// The total of a node; nil, and a failure of the test, if there is no such place.
  func figures(_ node: String, _ subject: String, _ period: String) -> NodeFigures? {
    guard let index = nodes[node], let who = results.dataset.index(ofSubject: subject),
      let when = Period(period, kind: .calendarYear)
    else {
      Issue.record("no place \(node), \(subject), \(period)")
      return nil
    }
    return results.figures(node: index, subject: who, period: when)
  }
}

/// How many figures were compared and which of them differ.
struct Tally {
  var compared = 0
  var differing: [String] = []

  var agreeing: Int { compared - differing.count }

  /// Compares a figure with a published number; both missing agree.
  mutating func add(
    _ place: String, _ figure: Rational?, _ published: String, within tolerance: Rational
  ) {
    compared += 1
    if published.isEmpty || figure == nil {
      if !published.isEmpty || figure != nil { differing.append(place) }
    } else if !near(figure, published, tolerance) {
      differing.append(place)
    }
  }

  mutating func add(_ place: String, _ isEqual: Bool) {
    compared += 1
    if !isEqual { differing.append(place) }
  }

  static func += (left: inout Tally, right: Tally) {
    left.compared += right.compared
    left.differing += right.differing
  }
}

/// Whether a figure is within a tolerance of a published number.
func near(_ figure: Rational?, _ published: String, _ tolerance: Rational) -> Bool {
  guard let figure, let number = Rational(decimal: published) else { return false }
  return (figure - number).magnitude <= tolerance
}
