import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMEngine
import PMMIR
import PMMReport

/// Data scored by the editions of a framework: shared by `score`, `explain` and `test`.
struct Scoring {
  /// Lowest edition first; most often only one.
  var runs: [EditionRun]
  /// Periods of the data that no edition covers.
  var uncovered: [Period]
  /// Editions that are drafts, and were left out because others are not.
  private let drafts: [String]
  private let options: DataOptions

  /// Compiles, reads, validates and evaluates. Prints and stops if the framework has errors.
  init(
    path: String, options: DataOptions, common: CommonOptions, periods asked: [String],
    bounds: Bool = false, besides: [String] = []
  ) throws {
    try Self.check(path, options, besides)
    self.options = options
    let editions = try Editions(
      path, asked: options.edition, restate: options.restate, common: common)
    drafts = editions.drafts
    let head = editions.candidates[0].program.head
    let wanted = try asked.map { try Self.period($0, head.period) }
    if let phase = options.phase, !head.phases.contains(phase) {
      throw Stop.unknown(
        "there is no phase `\(visible(phase))`", phase, among: head.phases, called: "phases")
    }
    let files = try DataFiles(options, stdin: common.stdinFilename)
    runs = try editions.candidates.indices.map { index in
      try EditionRun(
        index, of: editions, files: files, options: options, wanted: wanted, bounds: bounds)
    }
    if runs.count > 1 { Self.mergeHeaderFindings(&runs) }
    let all = Set(runs.flatMap(\.results.dataset.periods)).sorted()
    uncovered = options.restate ? [] : all.filter { editions.owner(of: $0) == nil }
    if runs.allSatisfy({ $0.report.summaries.contains { $0.form == .unreadable } }) {
      let missing = wanted.first { !all.contains($0) }
      if all.isEmpty || missing != nil {
        Terminal.error(findings(color: common.useColor(forError: true)))
        Terminal.error(account.joined(separator: "\n"))
        throw Stop.cannot("nothing could be scored")
      }
    }
    for period in wanted where !all.contains(period) {
      throw Stop.unknown(
        "the data has no period \(period)", period.description, among: all.map(\.description),
        called: "periods")
    }
    if let period = wanted.first(where: { uncovered.contains($0) }) {
      let names = runs.map(\.program.head.edition).joined(separator: ", ")
      throw Stop.cannot(
        "edition \(names) does not cover \(period); `--restate` applies its rules all the same")
    }
  }

  private static func check(_ path: String, _ options: DataOptions, _ besides: [String]) throws {
    let engines = DataOptions.Engine.allCases.map(\.rawValue)
    guard engines.contains(options.engine) else {
      throw Stop.unknown(
        "there is no engine `\(visible(options.engine))`", options.engine, among: engines,
        called: "engines")
    }
    guard !options.data.isEmpty else {
      throw Stop.cannot("no data given; write, for example, `--data figures.csv`")
    }
    let sides = [options.columns, options.subjects].compactMap { $0 }
    guard ([path] + options.data + sides + besides).filter({ $0 == "-" }).count <= 1 else {
      throw Stop.cannot("standard input (`-`) can be read only once")
    }
  }

  private static func period(_ text: String, _ kind: PeriodKind) throws -> Period {
    if let period = Period(text, kind: kind) { return period }
    let spelling =
      switch kind {
      case .calendarYear: "2023"
      case .quarter: "2023-Q1"
      case .month: "2023-01"
      case .none: "none"
      }
    throw Stop.cannot(
      "`\(visible(text))` is no period of the kind \(kind.rawValue), which is written \(spelling)")
  }

  /// What is said about a header is said once; where only some editions say it, it names them, because
  /// what belongs to one edition is lost to the other.
  private static func mergeHeaderFindings(_ runs: inout [EditionRun]) {
    var saying: [String: [String]] = [:]
    for run in runs {
      for finding in run.diagnostics where run.isAboutHeader(finding) {
        saying[run.key(finding), default: []].append(run.program.head.edition)
      }
    }
    var told: Set<String> = []
    for index in runs.indices {
      let run = runs[index]
      let count = runs.count
      runs[index].diagnostics = run.diagnostics.compactMap { finding in
        guard run.isAboutHeader(finding) else { return finding }
        let key = run.key(finding)
        guard told.insert(key).inserted else { return nil }
        var finding = finding
        if let editions = saying[key], editions.count < count {
          finding.arguments["edition"] = editions.joined(separator: ", ")
        }
        return finding
      }
    }
  }

  /// The run whose rules a period is scored by; the highest edition for none.
  func run(for period: Period) -> EditionRun { runs[index(for: period)] }

  func index(for period: Period) -> Int {
    runs.lastIndex { $0.periods.contains(period) } ?? runs.count - 1
  }

  /// Whether there is nothing to print.
  var isEmpty: Bool {
    runs.allSatisfy { $0.periods.isEmpty || $0.results.subjectPeriods.isEmpty }
  }

  var diagnostics: [Diagnostic] { runs.flatMap(\.diagnostics) }

  /// All findings, each with the files that it speaks of.
  func findings(color: Bool) -> String {
    let (files, found) = inOrder(runs.map(\.diagnostics))
    return TextRenderer(files: files, color: color).render(found)
  }

  /// The findings of every run in the order of the data, line by line, whichever edition makes them;
  /// those that only a definition has a place for come last. `more` are files at the end of each run's.
  func inOrder(
    _ findings: [[Diagnostic]], more: [SourceFile] = []
  ) -> (files: [SourceFile], findings: [Diagnostic]) {
    var files: [SourceFile] = []
    var placed: [(file: Int, finding: Diagnostic)] = []
    for (run, own) in zip(runs, findings) {
      placed += own.map { finding in
        let file = finding.primary.file - run.sources
        return (file < 0 ? Int.max : file, finding.shifted(by: files.count))
      }
      files += run.files + more
    }
    let sorted = placed.enumerated().sorted {
      let (left, right) = ($0.element, $1.element)
      let starts = (left.finding.primary.span.start, right.finding.primary.span.start)
      if left.file == .max, right.file == .max { return $0.offset < $1.offset }
      return (left.file, starts.0, $0.offset) < (right.file, starts.1, $1.offset)
    }
    return (files, sorted.map(\.element.finding))
  }

  /// Inputs that a formula of this run reads and that no file has anything of: often a header that
  /// is written otherwise.
  private var inputsWithoutFigures: [String] {
    var names: [String] = []
    var told: Set<String> = []
    for run in runs {
      told.formUnion(run.results.dataset.columnKeys.map { run.program.inputs[$0.input].name })
    }
    for run in runs {
      for index in run.program.inputsRead.sorted() {
        let name = run.program.inputs[index].name
        if told.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }

  /// What was read, used, refused and left out, in lines for a reader.
  var account: [String] {
    func count(_ number: Int, _ one: String, _ many: String) -> String {
      "\(number) \(number == 1 ? one : many)"
    }
    var lines: [String] = []
    for (index, summary) in runs[0].report.summaries.enumerated() {
      let rows = runs.reduce(into: RowCounts()) { $0 += $1.report.summaries[index].rows }
      var line =
        "\(visible(summary.path)): \(count(rows.read, "row", "rows")) read, \(rows.used) used, "
        + "\(rows.refused) refused"
      if rows.leftOut > 0 { line += ", \(rows.leftOut) left out" }
      if rows.refusedCells > 0 {
        line += "; \(count(rows.refusedCells, "cell", "cells")) of used rows refused"
      }
      if summary.assumesPeriod, let period = runs.lazy.compactMap(\.report.assumedPeriod).first {
        line += " (no period column: taken as \(period))"
      }
      lines.append(line)
    }
    if let phase = options.phase, runs.allSatisfy({ $0.report.phases.isEmpty }) {
      lines.append("the data names no phase, so `--phase \(phase)` chose nothing")
    }
    let invalid = diagnostics.filter { $0.code.id == "VAL001" || $0.code.id == "VAL002" }.count
    if invalid > 0 { lines.append("\(count(invalid, "figure", "figures")) invalid") }
    let unseen = inputsWithoutFigures
    if !unseen.isEmpty {
      let shown = unseen.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      let rest = unseen.count > 8 ? " and \(unseen.count - 8) more" : ""
      lines.append(
        "no figure in the data for \(count(unseen.count, "input", "inputs")): \(shown)\(rest)")
    }
    let warnings = diagnostics.filter { $0.severity == .warning }.count
    if warnings > 0 { lines.append(count(warnings, "warning", "warnings")) }
    if !uncovered.isEmpty {
      let editions = runs.map(\.program.head.edition).joined(separator: ", ")
      lines.append(
        "not covered by edition \(editions) and not scored: "
          + uncovered.map(\.description).joined(separator: ", "))
    }
    if !drafts.isEmpty {
      lines.append(
        "draft and not used: edition \(drafts.joined(separator: ", ")) (`--edition` takes it)")
    }
    let earlier = Set(runs.flatMap(\.offCycle)).subtracting(runs.flatMap(\.periods)).sorted()
    if !earlier.isEmpty {
      lines.append(
        "read for earlier figures only, not scored: "
          + earlier.map(\.description).joined(separator: ", "))
    }
    if options.engineReport {
      let counts = runs.compactMap { $0.columns?.counts }
      let (figures, exact) = counts.reduce((0, 0)) { ($0.0 + $1.figures, $0.1 + $1.exact) }
      lines.append(
        counts.isEmpty
          ? "engine: reference, everything in exact arithmetic"
          : "engine: columnar, \(count(figures, "figure", "figures")), exact arithmetic asked "
            + "\(count(exact, "time", "times"))")
    }
    return lines
  }
}

/// The files of data that a run reads, once for all editions.
struct DataFiles {
  var data: [DataFile]
  var columns: DataFile?
  var subjects: DataFile?
  let stdin: String

  init(_ options: DataOptions, stdin: String) throws {
    self.stdin = stdin
    data = try options.data.map { try Modules.load($0, name: stdin, mayMap: true) }
    columns = try options.columns.map { try Modules.load($0, name: stdin) }
    subjects = try options.subjects.map { try Modules.load($0, name: stdin) }
  }

  /// The columns file that was given, else the one beside the edition.
  func columns(of folder: String) throws -> DataFile? {
    if let columns { return columns }
    let standard = Modules.join(folder, "columns.csv")
    return Modules.exists(standard) ? try Modules.load(standard, name: stdin) : nil
  }
}
