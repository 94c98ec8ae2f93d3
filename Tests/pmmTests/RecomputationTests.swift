import Foundation
import PMMData
import PMMDiagnostics
import PMMIR
import PMMNumber
import PMMReport
import TestSupport
import Testing

/// Every figure of the Mechanism, against formulas that were written by hand in another language
/// (`Tests/Recomputation`) after reading the definition. They share no line of code with pmm.
@Suite("WCO Performance Measurement Mechanism, recomputed in Python")
struct RecomputationTests {
  /// Administrations and years: with nearly every figure, and with gaps of each kind.
  private static let assessments = [
    ("X01", "2024"), ("X02", "2024"), ("X13", "2024"), ("X15", "2024"), ("X21", "2024"),
    ("X24", "2026"), ("X29", "2026"), ("X33", "2024"), ("X38", "2022"), ("X59", "2026"),
  ]
  private static let subjects = Set(assessments.map(\.0))
  private static let data = Golden.root.appendingPathComponent(
    "Definitions/wco-pmm/1.0.0/sample/synthetic.csv")
  /// The rows of these administrations: no figure of one depends on another's.
  private static let rows = Result {
    let lines = try String(contentsOf: data, encoding: .utf8).split(separator: "\n")
    return ([lines[0]] + lines.filter { subjects.contains(String($0.prefix { $0 != "," })) })
      .joined(separator: "\n")
  }
  private static let mechanism = Result { try definition("wco-pmm/1.0.0") }

  @Test("every value, score and reason", .enabled(if: Python.isThere, "no Python 3.9 here"))
  func everyFigure() throws {
    #expect(try Self.mechanism.get().nodes.count { $0.level == "kpi" } == 51)
    let rows = DataFile(path: Self.data.lastPathComponent, text: try Self.rows.get())
    let tally = try compare(rows, Self.data)
    print(
      "WCO PMM: \(tally.agreeing) of \(tally.compared) values, scores, printed digits and "
        + "reasons of \(Self.assessments.count) administrations and years agree with Python")
  }

  @Test(
    "the same where figures were left out, swapped for a reason, zero, negative or too high",
    .enabled(if: Python.isThere, "no Python 3.9 here"), arguments: [1, 2, 3] as [UInt64])
  func disturbed(seed: UInt64) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pmm-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent("disturbed.csv")
    let data = try disturbed(seed)
    try Data(data.bytes).write(to: url)
    _ = try compare(data, url)
  }

  /// The figures of the sample as no administration would report them, and totals of two inputs
  /// that differ from the sum of the cells.
  private func disturbed(_ seed: UInt64) throws -> DataFile {
    var generator = SeededGenerator(seed: seed)
    let (header, rows) = try Cases.fields(of: try Self.rows.get())
    let totals = ["declarations", "drug_controls"]
    let kept: Set = [
      "administration", "period", "region", "income_group", "landlocked", "small_island",
    ]
    let reasons = ["", "not_applicable", "not_available", "confidential", "suppressed"]
    func figure(_ column: String, _ text: String) -> String {
      if kept.contains(column) { return text }
      if totals.contains(column) { return ["", "0", "2000000"].randomElement(using: &generator)! }
      let isNumber = Rational(decimal: text) != nil
      switch Int.random(in: 0..<40, using: &generator) {
      case 0, 1: return reasons.randomElement(using: &generator)!
      case 2 where isNumber: return "0"
      case 3 where isNumber: return "-1"
      case 4 where isNumber: return text + "000"
      case 5 where isNumber: return String(Int.random(in: 1...400, using: &generator))
      default: return text
      }
    }
    return Cases.data(
      header + totals,
      rows.map { row in
        zip(header + totals, row + ["", ""]).map { figure($0, $1) }
      })
  }

  /// Scores the data, which the file holds too, twice and compares every place of the assessments.
  private func compare(_ data: DataFile, _ file: URL) throws -> Tally {
    let arguments = Self.assessments.flatMap { [$0.0, $0.1] }
    let output = try Python.run(["Tests/Recomputation/wco_pmm.py", file.path] + arguments)
    let expected = try byPlace(try Cases.table(of: output))
    let results = try score(data)
    let exact = try published(results, .exact)
    let rounded = try published(results, .standard)
    #expect(Set(exact.keys) == Set(expected.keys))
    #expect(expected.count > Self.assessments.count * 100)

    var tally = Tally()
    for (place, row) in expected {
      let (exact, rounded) = (exact[place] ?? [:], rounded[place] ?? [:])
      for figure in ["value", "score"] {
        tally.add("\(place): \(figure)", same(exact, figure, row))
        tally.add("\(place): \(figure), twelve digits", rounded[figure] == row["\(figure)_12"])
      }
      for figure in ["shown", "shown_score"] {
        tally.add("\(place): \(figure)", exact[figure] == row[figure])
      }
      tally.add("\(place): reasons", list(exact["reasons"]) == list(row["reasons"]))
    }
    #expect(tally.differing.sorted() == [])
    return tally
  }

  private func score(_ data: DataFile) throws -> Results {
    let program = try Self.mechanism.get()
    let report = readData([data], for: program)
    #expect(report.diagnostics.filter { $0.severity == .error } == [])
    return evaluate(program, validate(report.dataset, against: program).0)
  }

  /// The rows that `pmm score --format csv --digits …` prints, by place.
  private func published(
    _ results: Results, _ digits: Digits
  ) throws -> [String: [String: String]] {
    let text = ResultCSV(results, digits: digits).text()
    return try byPlace(
      try Cases.table(of: text).filter { row in
        Self.assessments.contains { $0.0 == row["subject"] && $0.1 == row["period"] }
      })
  }

  private func byPlace(_ rows: [[String: String]]) throws -> [String: [String: String]] {
    let places = rows.map { row in
      ["subject", "period", "node", "cell"].map { row[$0] ?? "" }.joined(separator: " ")
    }
    #expect(Set(places).count == places.count)
    return Dictionary(zip(places, rows), uniquingKeysWith: { first, _ in first })
  }

  /// Whether both have the same exact number, the same level, or none.
  private func same(
    _ row: [String: String], _ figure: String, _ expected: [String: String]
  ) -> Bool {
    guard let text = row[figure], let other = expected[figure] else { return false }
    guard let number = fraction(text), let otherNumber = fraction(other) else {
      return text == other
    }
    return number == otherNumber
  }

  /// `125/3`, or a decimal.
  private func fraction(_ text: String) -> Rational? {
    let parts = text.split(separator: "/").compactMap { Rational(decimal: String($0)) }
    return parts.count == 2 ? parts[0].divided(by: parts[1]) : parts.first
  }

  private func list(_ reasons: String?) -> [Substring]? {
    reasons?.split(separator: ";").sorted()
  }
}

/// The Python of this machine, if it has one.
private enum Python {
  static let isThere: Bool = {
    let version = "import sys; sys.exit(sys.version_info < (3, 9))"
    return (try? run(["-c", version])) != nil
  }()

  struct Failed: Error {
    var status: Int32
  }

  /// Runs a program from the root of the repository; what it prints.
  static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // `-B` leaves no compiled files beside the sources.
    process.arguments = ["python3", "-B"] + arguments
    process.currentDirectoryURL = Golden.root
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
