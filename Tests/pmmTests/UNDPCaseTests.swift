import Foundation
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import PMMNumber
import TestSupport
import Testing

@testable import pmm

/// Published cases: read from where `PMM_CASES` says, by default beside the checkout. Where they are
/// absent the tests that need them report a skip.
enum Cases {
  static let folder: URL = {
    let environment = ProcessInfo.processInfo.environment["PMM_CASES"]
    return environment.map { URL(fileURLWithPath: $0) }
      ?? Golden.root.appendingPathComponent("../shared/cases")
  }()

  static func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  static func file(_ path: String) throws -> DataFile {
    let url = folder.appendingPathComponent(path)
    return DataFile(path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
  }

  /// The rows of a published CSV without quoted fields, by header.
  static func rows(_ path: String) throws -> [[String: String]] {
    let text = String(decoding: try file(path).bytes, as: UTF8.self)
    var lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = lines.removeFirst()
    return lines.map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }
}

/// A folder of `Definitions/`, compiled; fails the test if it has errors.
func definition(_ path: String) throws -> Program {
  let folder = Golden.root.appendingPathComponent("Definitions/\(path)").path
  let module = try #require(try Modules.find([folder], stdin: "-").first)
  let compilation = try ModuleCompiler(root: nil).compile(module)
  return try #require(
    compilation.program,
    "\(TextRenderer(files: compilation.files).render(compilation.diagnostics))")
}

@Suite("UNDP Human Development Index family, 2022")
struct UNDPCaseTests {
  static let isAbsent = !Cases.exists("undp-hdi-2022")

  private func score(_ file: String) throws -> Results {
    let program = try definition("undp-hdi/2022")
    let columns = try Data(
      contentsOf: Golden.root.appendingPathComponent("Definitions/undp-hdi/2022/columns.csv"))
    let report = readData(
      [try Cases.file("undp-hdi-2022/\(file)")],
      columns: DataFile(path: "columns.csv", bytes: Array(columns)), for: program)
    #expect(report.diagnostics.filter { $0.severity == .error } == [])
    #expect(report.rows.refused == 0)
    let (dataset, findings) = validate(report.dataset, against: program)
    #expect(findings.filter { $0.severity == .error } == [])
    return evaluate(program, dataset)
  }

  /// How the published columns relate to the figures of the definition.
  private enum Figure {
    case shown
    case value(Rational)
    case rank
    case group([String: String])
  }

  @Test(
    "every published figure, rank and group", .enabled(if: !isAbsent, "no published cases here"))
  func family() throws {
    let results = try score("inputs.csv")
    let program = results.program
    let period = try #require(Period("2022", kind: .calendarYear))
    let near = try #require(Rational(decimal: "0.00000001"))
    let nearer = try #require(Rational(decimal: "0.000000001"))
    let bands = ["Low": "low", "Medium": "medium", "High": "high", "Very High": "very_high"]
    let groups = Dictionary(uniqueKeysWithValues: (1...5).map { ("\($0)", "group_\($0)") })
    let columns: [(String, String, Figure, Int)] = [
      ("hdi", "hdi", .shown, 193), ("hdi_rank", "hdi", .rank, 193),
      ("hdi_group", "hdi", .group(bands), 192), ("ihdi", "ihdi", .shown, 165),
      ("coef_ineq", "inequality_coefficient", .value(near), 165),
      ("loss", "inequality_loss", .value(near), 165),
      ("hdi_f", "hdi_female", .value(nearer), 182), ("hdi_m", "hdi_male", .value(nearer), 182),
      ("gdi", "gdi", .shown, 182), ("gdi_group", "gdi", .group(groups), 182),
      ("gii", "gii", .shown, 166), ("gii_rank", "gii", .rank, 166),
      ("phdi", "phdi", .shown, 154),
    ]
    let expected = try Cases.rows("undp-hdi-2022/expected.csv")
    var agreeing = 0
    var all = 0
    for (column, name, figure, count) in columns {
      let node = try #require(program.node(named: name))
      let type = results.rules(of: node).type
      let factor = type.unit?.printFactor ?? 1
      var compared = 0
      var mismatches: [String] = []
      for row in expected {
        guard let code = row["iso3"], let text = row[column], !text.isEmpty else { continue }
        let subject = try #require(results.dataset.index(ofSubject: code))
        let figures = results.figures(node: node, subject: subject, period: period)
        compared += 1
        let matches: Bool
        switch figure {
        case .shown: matches = figures?.shownValue == Rational(decimal: text)
        case .value(let tolerance):
          let difference = zip([figures?.value.number], [Rational(decimal: text)]).compactMap {
            got, wanted in got.flatMap { got in wanted.map { (got * factor - $0).magnitude } }
          }
          matches = difference.first.map { $0 <= tolerance } ?? false
        case .rank: matches = figures?.rank == Rational(decimal: text)
        case .group(let names):
          let scale = results.rules(of: node).classification?.value.scale
          let level = scale.flatMap { scale in
            figures?.classification.map { program.scales[scale].levels[$0].name }
          }
          matches = level != nil && level == names[text]
        }
        if !matches { mismatches.append(code) }
      }
      #expect(compared == count, "\(column)")
      #expect(mismatches == [], "\(column)")
      agreeing += compared - mismatches.count
      all += compared
    }
    print("UNDP 2022: \(agreeing) of \(all) values, ranks and groups agree")
  }

  @Test("the panel of 33 years", .enabled(if: !isAbsent, "no published cases here"))
  func panel() throws {
    let results = try score("panel_1990_2022.csv")
    let node = try #require(results.program.node(named: "hdi"))
    var compared = 0
    var mismatches: [String] = []
    for row in try Cases.rows("undp-hdi-2022/panel_1990_2022.csv") {
      guard let text = row["hdi_published"], let published = Rational(decimal: text),
        let code = row["iso3"], let year = row["year"],
        let period = Period(year, kind: .calendarYear),
        let subject = results.dataset.index(ofSubject: code)
      else { continue }
      compared += 1
      if results.figures(node: node, subject: subject, period: period)?.shownValue != published {
        mismatches.append("\(code) \(year)")
      }
    }
    print("UNDP 1990-2022: \(compared - mismatches.count) of \(compared) values of the panel agree")
    #expect(compared == 5_808)
    #expect(mismatches == [])
  }
}
