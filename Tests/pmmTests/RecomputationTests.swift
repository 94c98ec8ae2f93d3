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
  /// Administrations and years: complete ones, and those with gaps of each kind.
  private static let assessments = [
    ("XA", "2024"), ("XB", "2024"), ("XC", "2022"), ("XD", "2024"), ("XE", "2022"), ("XF", "2024"),
  ]
  private static let path = "wco-pmm/1.0.0"
  private static let data = "Definitions/\(path)/sample/synthetic.csv"

  @Test("every value, score and reason", .enabled(if: Python.isThere, "no Python 3.9 here"))
  func everyFigure() throws {
    let expected = try recomputed()
    let results = try scored()
    let exact = try published(results, .exact)
    let rounded = try published(results, .standard)
    #expect(results.program.nodes.count { $0.level == "kpi" } == 51)
    #expect(Set(exact.keys) == Set(expected.keys))
    #expect(expected.count > Self.assessments.count * 100)

    var (values, scores, reasons) = (Tally(), Tally(), Tally())
    for (place, row) in expected {
      let (exact, rounded) = (exact[place] ?? [:], rounded[place] ?? [:])
      values.add(place, same(exact, "value", row))
      scores.add(place, same(exact, "score", row))
      for figure in ["value", "score"] {
        #expect(rounded[figure] == row["\(figure)_12"], "\(place): twelve digits of the \(figure)")
      }
      for figure in ["shown", "shown_score"] {
        #expect(exact[figure] == row[figure], "\(place): \(figure)")
      }
      reasons.add(place, list(exact["reasons"]) == list(row["reasons"]))
    }
    #expect(values.differing.sorted() == [])
    #expect(scores.differing.sorted() == [])
    #expect(reasons.differing.sorted() == [])
    print(
      "WCO PMM: \(values.agreeing) of \(values.compared) values, \(scores.agreeing) scores and "
        + "\(reasons.agreeing) lists of reasons of \(Self.assessments.count) administrations and "
        + "years agree with Python")
  }

  /// What Python prints, by place.
  private func recomputed() throws -> [String: [String: String]] {
    let arguments = Self.assessments.flatMap { [$0.0, $0.1] }
    let output = try Python.run(
      ["Tests/Recomputation/wco_pmm.py", Self.data] + arguments)
    return try byPlace(try Cases.table(of: output))
  }

  private func scored() throws -> Results {
    let program = try definition(Self.path)
    let url = Golden.root.appendingPathComponent(Self.data)
    let file = DataFile(path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
    let report = readData([file], for: program)
    #expect(report.diagnostics.filter { $0.severity == .error } == [])
    return evaluate(program, validate(report.dataset, against: program).0)
  }

  /// The rows that `pmm score --format csv --digits …` prints, by place.
  private func published(
    _ results: Results, _ digits: Digits
  ) throws -> [String: [String: String]] {
    let rows = try Cases.table(of: ResultCSV(results, digits: digits).text())
    return try byPlace(
      rows.filter { row in
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
