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
  private static let data = Golden.root.appendingPathComponent(
    "Definitions/\(path)/sample/synthetic.csv")

  @Test("every value, score and reason", .enabled(if: Python.isThere, "no Python 3.9 here"))
  func everyFigure() throws {
    let program = try definition(Self.path)
    #expect(program.nodes.count { $0.level == "kpi" } == 51)
    let tally = try compare(program, Self.data)
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
    try Data(disturbedData(seed).bytes).write(to: url)
    _ = try compare(try definition(Self.path), url)
  }

  /// The figures of the sample as no administration would report them.
  private func disturbedData(_ seed: UInt64) throws -> DataFile {
    var generator = SeededGenerator(seed: seed)
    let rows = try Cases.table(of: String(contentsOf: Self.data, encoding: .utf8))
    let header = try #require(rows.first).keys.sorted()
    let subjects = Set(Self.assessments.map(\.0))
    let reasons = ["not_reported", "not_applicable", "not_available", "confidential", "suppressed"]
    var result: [[String: String]] = []
    for var row in rows where subjects.contains(row["administration"] ?? "") {
      let isNumber = Rational(decimal: row["value"] ?? "") != nil
      switch Int.random(in: 0..<20, using: &generator) {
      case 0: continue
      case 1:
        row["value"] = ""
        row["reason"] = reasons.randomElement(using: &generator)
      case 2 where isNumber: row["value"] = "0"
      case 3 where isNumber: row["value"] = "-1"
      case 4 where isNumber: row["value"]?.append("000")
      case 5 where isNumber: row["value"] = "\(Int.random(in: 1...400, using: &generator))"
      // The total is reported beside the cells, and differs from their sum.
      case 6 where row["flow"] == "import":
        result.append(row.merging(["flow": ""]) { $1 })
      default: break
      }
      result.append(row)
    }
    return Cases.data(header, result.map { row in header.map { row[$0] ?? "" } })
  }

  /// Scores the data twice and compares every place of the assessments.
  private func compare(_ program: Program, _ data: URL) throws -> Tally {
    let arguments = Self.assessments.flatMap { [$0.0, $0.1] }
    let output = try Python.run(["Tests/Recomputation/wco_pmm.py", data.path] + arguments)
    let expected = try byPlace(try Cases.table(of: output))
    let results = try score(program, data)
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

  private func score(_ program: Program, _ data: URL) throws -> Results {
    let file = DataFile(path: data.lastPathComponent, bytes: Array(try Data(contentsOf: data)))
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
