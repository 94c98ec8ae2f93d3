import Foundation
import PMMData
import PMMDiagnostics
import PMMIR

/// A file of Tests/Golden/data with the files beside it: `NAME.columns`, `NAME.subjects`,
/// `NAME.second` and `NAME.options` (lines such as `period 2023`, `phase peer_review`).
struct GoldenData: CustomStringConvertible, Sendable {
  let name: String
  let fileName: String

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Golden/data")

  static var all: [GoldenData] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let found = names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }.sorted()
    precondition(!found.isEmpty, "Tests/Golden/data has no files")
    return found.map { GoldenData(name: String($0.prefix { $0 != "." }), fileName: $0) }
  }

  var description: String { fileName }

  /// Files of expected results rather than data.
  var isExpectations: Bool { name.hasPrefix("expect-") }

  var expectedURL: URL { GoldenData.folder.appending(path: "\(name).expected") }

  func file(_ name: String) -> DataFile? {
    let path = GoldenData.folder.appending(path: name).path
    guard let file = try? DataFile.load(path) else { return nil }
    return DataFile(path: name, bytes: file.bytes)
  }

  func read(_ program: Program = Sample.program) -> ReadReport {
    let files = [file(fileName), file("\(name).second")].compactMap { $0 }
    var options = ReadOptions()
    for line in optionLines {
      if line.first == "period", let text = line.last {
        options.defaultPeriod = Period(text, kind: program.head.period)
      }
      if line.first == "phase" { options.phase = line.last.map(String.init) }
    }
    return readData(
      files, columns: file("\(name).columns"), subjects: file("\(name).subjects"), for: program,
      options: options)
  }

  private var optionLines: [[Substring]] {
    guard let options = file("\(name).options") else { return [] }
    return String(decoding: options.bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: " ")
    }
  }

  /// Everything that reading gave, as text.
  func output() -> String {
    if isExpectations { return expectationOutput() }
    let report = read()
    let rendered = TextRenderer(files: report.files).render(report.diagnostics)
    return rendered + report.summaryText + dump(report.dataset, Sample.program)
  }

  private func expectationOutput() -> String {
    guard let file = file(fileName) else { return "" }
    let program = Sample.program
    // `editions 1.0.0 2.0.0`: each of them scores every period, and the last one reads.
    let names = optionLines.first { $0.first == "editions" }?.dropFirst().map(String.init)
    let editions = names.map { names in
      ExpectedEditions(names: names, own: names.count - 1) { _ in Array(names.indices) }
    }
    let report = readExpectations(file, for: program, editions: editions)
    var text = TextRenderer(files: [report.file]).render(report.diagnostics)
    let counts = report.counts
    text += "\(counts.read) rows read, \(counts.used) used, \(counts.refused) refused, "
    text += "\(counts.leftOut) left out\n"
    for row in report.rows {
      text += "\(row.subject) \(row.period) \(program.nodes[row.node].name)"
      for (name, figure) in [
        ("value", row.value), ("shown", row.shown), ("score", row.score),
        ("shown_score", row.shownScore), ("rank", row.rank), ("class", row.classification),
      ] {
        guard let figure else { continue }
        switch figure.content {
        case .number(let number, let decimals):
          text += " \(name)=\(number)/\(decimals.map(String.init) ?? "exact")"
        case .scalar(let scalar): text += " \(name)=\(scalar)"
        case .reason(let reason): text += " \(name)=\(reason.name)"
        }
      }
      text += "\n"
    }
    return text
  }
}
